import { type Context, Hono } from 'hono';
import { transaction } from '../database.ts';
import type { Deps } from '../deps.ts';
import { notFound } from '../errors.ts';
import { readBody, readId, readQuery } from '../http.ts';
import { deleteAscent, findAscent, insertAscent, listAscents, updateAscent } from './repository.ts';
import { checkAscent } from './rules.ts';
import { type Ascent, ascentInput, ascentPatch, ascentQuery } from './schema.ts';

export function ascentRoutes({ database, now }: Deps): Hono {
  const routes = new Hono();

  /** The ascent that the path names. */
  const readRow = (c: Context): Ascent => {
    const row = findAscent(database, readId(c));
    if (!row) throw notFound('ascent');
    return row;
  };

  routes.get('/', (c) => {
    const query = readQuery(c, ascentQuery);
    return c.json(listAscents(database, query));
  });

  routes.post('/', async (c) => {
    const input = await readBody(c, ascentInput);
    const ascent = transaction(database, () => {
      checkAscent(database, input);
      return insertAscent(database, input, now());
    });
    c.header('Location', `/ascents/${ascent.id}`);
    return c.json(ascent, 201);
  });

  routes.get('/:id', (c) => c.json(readRow(c)));

  routes.patch('/:id', async (c) => {
    const changes = await readBody(c, ascentPatch);
    const ascent = transaction(database, () => {
      const current = readRow(c);
      const next = { ...current, ...changes };
      checkAscent(database, next, current);
      return updateAscent(database, current.id, next, now());
    });
    return c.json(ascent);
  });

  routes.delete('/:id', (c) => {
    transaction(database, () => {
      const current = readRow(c);
      deleteAscent(database, current.id);
    });
    return c.body(null, 204);
  });

  return routes;
}
