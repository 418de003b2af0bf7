import { describe, expect, test } from 'vitest';
import { understand } from './understand.ts';

const read = (text: string) => understand(text, { constraints: {}, preferences: {} });

describe('the two descriptions of the main job', () => {
  test('a library keeps its four things, and a member has at most five open loans', () => {
    const found = read('a REST API for a library: books, authors, members, loans; a member borrows at most 5 books');
    if (found.verdict !== 'understood') throw new Error(found.reason);
    const { entities, rules } = found.requirements;
    expect(entities.map((entity) => entity.name)).toEqual(['Book', 'Author', 'Member', 'Loan']);
    expect(rules).toMatchObject([
      { kind: 'max-per', entity: 'Loan', per: 'memberId', limit: 5, open: { field: 'returnedAt', equals: null } },
    ]);
  });

  test('todos with authentication belong to the signed-in user', () => {
    const found = read('Create a REST API for a todo app with authentication');
    if (found.verdict !== 'understood') throw new Error(found.reason);
    expect(found.requirements.stack.auth).toBe('token');
    expect(found.requirements.entities).toMatchObject([{ name: 'Todo', owned: true }]);
  });
});
