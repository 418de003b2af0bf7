import { type Context, Hono } from 'hono';
import { listAscents } from '../ascents/repository.ts';
import { ascentQuery } from '../ascents/schema.ts';
import { transaction } from '../database.ts';
import type { Deps } from '../deps.ts';
import { notFound } from '../errors.ts';
import { readBody, readId, readQuery } from '../http.ts';
import { deleteMember, findMember, insertMember, listMembers, updateMember } from './repository.ts';
import { checkMember, checkMemberDeletion } from './rules.ts';
import { type Member, memberInput, memberPatch, memberQuery } from './schema.ts';

export function memberRoutes({ database, now }: Deps): Hono {
  const routes = new Hono();

  /** The member that the path names. */
  const readRow = (c: Context): Member => {
    const row = findMember(database, readId(c));
    if (!row) throw notFound('member');
    return row;
  };

  routes.get('/', (c) => {
    const query = readQuery(c, memberQuery);
    return c.json(listMembers(database, query));
  });

  routes.post('/', async (c) => {
    const input = await readBody(c, memberInput);
    const member = transaction(database, () => {
      checkMember(database, input);
      return insertMember(database, input, now());
    });
    c.header('Location', `/members/${member.id}`);
    return c.json(member, 201);
  });

  routes.get('/:id', (c) => c.json(readRow(c)));

  routes.patch('/:id', async (c) => {
    const changes = await readBody(c, memberPatch);
    const member = transaction(database, () => {
      const current = readRow(c);
      const next = { ...current, ...changes };
      checkMember(database, next, current);
      return updateMember(database, current.id, next, now());
    });
    return c.json(member);
  });

  routes.delete('/:id', (c) => {
    transaction(database, () => {
      const current = readRow(c);
      checkMemberDeletion(database, current.id);
      deleteMember(database, current.id);
    });
    return c.body(null, 204);
  });

  routes.get('/:id/ascents', (c) => {
    const parent = readRow(c);
    const query = readQuery(c, ascentQuery);
    return c.json(listAscents(database, query, { memberId: parent.id }));
  });

  return routes;
}
