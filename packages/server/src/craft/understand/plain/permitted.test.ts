import { describe, expect, it } from 'vitest';
import type { Requirements } from '../../requirements.ts';
import { requirementsOf } from '../expectation.ts';

const rightsIn = ({ rules }: Requirements): string[] =>
  rules.flatMap((rule) =>
    rule.kind === 'role-only' || rule.kind === 'owner-only'
      ? [`${rule.kind} ${rule.kind === 'role-only' ? `${rule.role} ` : ''}${rule.verbs?.join(' ') ?? ''}`]
      : [],
  );

describe('who may do what', () => {
  it.each([
    ...[
      'Users have to log in.',
      'It needs user accounts.',
      'All endpoints need a token.',
      'Access only for registered users.',
      'The API is protected by a login.',
      'Nobody can see lamps without logging in.',
    ].map((said): [string, string[]] => [said, []]),
    ...[
      'Users cannot delete lamps, only admins can.',
      'To delete a lamp you must be an admin.',
      'Admins are the only ones who can delete lamps.',
      'Delete lamps: admin only.',
      'Regular users are not allowed to delete lamps, admins are.',
      'Deleting lamps is reserved for admins.',
    ].map((said): [string, string[]] => [said, ['role-only admin delete']]),
    ...[
      'Managers manage lamps, everyone else can only read them.',
      'Only managers may write lamps.',
      'Everybody can see lamps but only managers can add, change or remove them.',
      'Managers have full access to lamps, employees read only.',
      'There are managers and employees. Managers can create, update and delete lamps, employees can only view them.',
    ].map((said): [string, string[]] => [said, ['role-only manager create update delete']]),
    ...[
      'Every lamp belongs to a user; only this user can change or delete it.',
      'The creator of a lamp is the only one who can edit or delete it.',
    ].map((said): [string, string[]] => [said, ['owner-only update delete']]),
  ])('%s', (said, rights) => {
    const found = requirementsOf(`REST API. Lamps have a name and a price. ${said}`);
    expect(found.stack.auth).toBe('token');
    expect(rightsIn(found)).toEqual(rights);
    expect(found.entities.filter(({ name }) => name !== 'User').map(({ name }) => name)).toEqual(['Lamp']);
    expect([...found.unread, ...found.unsupported]).toEqual([]);
  });

  it.each(['Everyone can read lamps without signing in.', 'The public can see lamps without logging in.'])(
    'what everybody may see without an account is said not to be built: %s',
    (said) => {
      const { unsupported } = requirementsOf(
        `REST API. Lamps have a name. Only managers can create, edit and delete lamps. ${said}`,
      );
      expect(unsupported.map(({ words }) => words)).toEqual([said.slice(0, -1)]);
    },
  );

  it('what is private to its owner is theirs alone', () => {
    const found = requirementsOf(
      'REST API. Lamps have a name. Users sign in. Lamps are private to the user who created them.',
    );
    expect(found.entities.find(({ name }) => name === 'Lamp')?.owned).toBe(true);
  });
});
