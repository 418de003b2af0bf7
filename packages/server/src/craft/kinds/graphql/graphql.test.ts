import { describe, expect, test } from 'vitest';
import { library } from '../../domain/fixtures/library.ts';
import { staff } from '../../domain/fixtures/staff.ts';
import { todo } from '../../domain/fixtures/todo.ts';
import type { Requirements } from '../../requirements.ts';
import { graphqlApi } from './blueprint.ts';

/** The shape of what is written; that it works is tried in kinds.integration.test.ts. */

function filesOf(requirements: Requirements): Map<string, string> {
  const given: Requirements = { ...requirements, kind: 'graphql_api' };
  const versions = Object.fromEntries(graphqlApi.packageNeeds(given).map(({ name }) => [name, '1.0.0']));
  return new Map(graphqlApi.generateProject(given, versions).map(({ path, content }) => [path, content]));
}

describe.each(['sqlite', 'postgresql'] as const)('fields that lead to other rows, over %s', (database) => {
  const files = filesOf({ ...library, stack: { ...library.stack, database } });

  test('gather what they want, so that a list of a hundred rows is not a hundred questions', () => {
    const resolvers = files.get('src/resolvers.ts') ?? '';
    expect(resolvers).toMatch(/loaders\.\w+\.load\(row\.id\)/);
    expect(resolvers).not.toMatch(/\((?:await )?database, row\./);
    expect(files.get('src/loaders.ts')).toMatch(/rowsWithIds</);
  });
});

describe('signing in', () => {
  test('is written where it was asked for, and nowhere else', () => {
    expect([...filesOf(library).keys()].join('\n')).not.toMatch(/auth\//);
    expect([...filesOf(library).values()].join('\n')).not.toMatch(/signed.?in|password/i);
    const files = filesOf(todo);
    expect(files.get('schema.graphql')).toMatch(/register\(input: Registration!\)/);
    expect(files.get('src/auth/password.ts')).toMatch(/scrypt/);
    // Of the server; only its tests ask for less.
    expect(files.get('src/config.ts')).toMatch(/passwordCost: 15,/);
    const less = [...files].filter(([, content]) => /passwordCost: (?!15,|number)/.test(content));
    expect(less.map(([path]) => path)).toEqual(['test/client.ts']);
  });

  test('shows neither passwords nor, beside rows, how to reach somebody', () => {
    const schema = filesOf(todo).get('schema.graphql') ?? '';
    expect(schema).not.toMatch(/passwordHash/);
    expect(/type User \{[^}]*\}/.exec(schema)?.[0] ?? '').not.toMatch(/email/);
    expect(/type SignedIn \{[^}]*\}/.exec(schema)?.[0]).toMatch(/email/);
  });

  test('lets only those in who may: own rows, and roles', () => {
    expect(filesOf(todo).get('src/resolvers.ts')).toMatch(/visibleTodos\(user\)/);
    expect(filesOf(staff).get('src/resolvers.ts')).toMatch(/requireRole\(user, '/);
  });
});
