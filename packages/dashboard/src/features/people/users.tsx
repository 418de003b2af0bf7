import { type Role, roles, type User } from '@codewright/protocol/access';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Failure, Loading, Section } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';
import { ago } from '../../lib/format.ts';
import { useAction } from '../../lib/use-action.ts';
import type { Once } from './shown-once.tsx';

const field = 'h-9 rounded-md border border-edge bg-panel px-2.5 pointer-coarse:min-h-11';
const about: Record<Role, string> = {
  viewer: 'Viewer: sees all jobs',
  member: 'Member: own jobs',
  admin: 'Admin: everything',
};
const linkOf = (code: string) => `${location.origin}/#code=${code}`;

export function Users({ show }: { show: (once: Once) => void }) {
  const list = useQuery({ queryKey: ['users'], queryFn: async () => (await call('listUsers', {})).users });
  return (
    <Section title="Users">
      {list.isPending ? (
        <Loading what="the users" />
      ) : list.isError ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : (
        <ul className="mb-3 divide-y rounded-lg border">
          {list.data.map((user) => (
            <UserRow key={user.id} user={user} show={show} />
          ))}
        </ul>
      )}
      <NewUser show={show} />
    </Section>
  );
}

function UserRow({ user: { id, role, createdAt, usedAt }, show }: { user: User; show: (once: Once) => void }) {
  const [sure, setSure] = useState(false);
  const change = useAction({
    what: `Changing ${id}`,
    run: (next: Role) => call('changeUser', { id, body: { role: next } }),
    done: (_, next) => `${id} is ${next}.`,
  });
  const link = useAction({
    what: 'Making a link',
    run: () => call('linkUser', { id }),
    after: ({ code }) => show({ words: `Signs one browser in as ${id}, once, within a day.`, secret: linkOf(code) }),
  });
  const remove = useAction({
    what: `Removing ${id}`,
    run: () => call('removeUser', { id }),
    done: () => `${id} is removed.`,
  });
  const isOwn = createdAt === null;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
      <div className="min-w-32 flex-1">
        <div className="font-medium [overflow-wrap:anywhere]">{id}</div>
        <div className="text-xs text-faint">
          {isOwn ? 'who holds the installation’s token' : usedAt === null ? 'not signed in' : `seen ${ago(usedAt)}`}
        </div>
      </div>
      <select
        aria-label={`Role of ${id}`}
        value={role}
        disabled={isOwn || change.pending}
        onChange={(event) => change.start(event.target.value as Role)}
        className={field}
      >
        {roles.map((each) => (
          <option key={each} value={each}>
            {about[each]}
          </option>
        ))}
      </select>
      <Button onClick={() => link.start(undefined)} pending={link.pending} aria-label={`New link for ${id}`}>
        New link
      </Button>
      {isOwn ? null : (
        <Button
          look="danger"
          pending={remove.pending}
          onClick={() => (sure ? remove.start(undefined) : setSure(true))}
          onBlur={() => setSure(false)}
          aria-label={sure ? `Really remove ${id}` : `Remove ${id}`}
        >
          {sure ? 'Really remove' : 'Remove'}
        </Button>
      )}
    </li>
  );
}

function NewUser({ show }: { show: (once: Once) => void }) {
  const [id, setId] = useState('');
  const [role, setRole] = useState<Role>('member');
  const add = useAction({
    what: 'Adding the user',
    run: () => call('addUser', { body: { id, role } }),
    after({ user, code }) {
      setId('');
      show({ words: `Signs one browser in as ${user.id}, once, within a day.`, secret: linkOf(code) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.start(undefined);
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <label className="flex min-w-40 flex-1 flex-col gap-1 text-xs text-soft">
        Name of a new user
        <input
          value={id}
          onChange={(event) => setId(event.target.value)}
          required
          pattern="[a-z0-9][a-z0-9._@\-]*"
          title="Small letters, digits, and . _ @ - after the first"
          maxLength={64}
          autoComplete="off"
          className={`${field} text-[13px] text-ink`}
        />
      </label>
      <label className="flex flex-col gap-1 text-xs text-soft">
        Role
        <select
          value={role}
          onChange={(event) => setRole(event.target.value as Role)}
          className={`${field} text-[13px] text-ink`}
        >
          {roles.map((each) => (
            <option key={each} value={each}>
              {about[each]}
            </option>
          ))}
        </select>
      </label>
      <Button look="main" type="submit" pending={add.pending} className="h-9!">
        Add user
      </Button>
    </form>
  );
}
