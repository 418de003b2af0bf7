import { describe, expect, it } from 'vitest';
import { understand } from '../understand.ts';

function read(text: string): { owned: string[]; auth: string; said: string[] } {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') throw new Error(`not understood: ${text}`);
  const { entities, stack, unread, unsupported } = found.requirements;
  return {
    owned: entities.filter(({ owned }) => owned).map(({ name }) => name),
    auth: stack.auth,
    said: [...unread, ...unsupported.map(({ words }) => words)],
  };
}

const base = 'Habit API. Habits have a name. Checks belong to a habit and have a date.';

describe('everything that users keep is theirs', () => {
  it.each([
    'Users see only their own data.',
    'Users can only see their own data.',
    'Everyone sees only their own entries.',
    'Each user can only access their own records.',
    "Users must not see each other's data.",
    "No user can see other users' data.",
    'Nobody can see the data of others.',
    'All data is private to the user.',
    'Data is isolated per user.',
  ])('%s', (sentence) => {
    expect(read(`${base} ${sentence}`)).toEqual({ owned: ['Habit', 'Check'], auth: 'token', said: [] });
  });

  it('leaves alone what is there for everybody', () => {
    const found = read(
      'Library API with login. Books have a title. Users borrow books. Users see only their own data.',
    );
    expect(found.owned).toEqual(['Loan']);
  });

  it('says nothing of a thing that is named', () => {
    expect(read(`${base} Users can log in. Users see only their own habits.`).owned).toContain('Habit');
    expect(read(`${base} Users can see all data.`).owned).toEqual([]);
  });
});
