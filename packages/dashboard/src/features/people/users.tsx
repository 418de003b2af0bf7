import { type Role, roles, type User } from '@codewright/protocol/access';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field, fieldLook, Labelled } from '../../components/field.tsx';
import { Failure, Loading, Section } from '../../components/page.tsx';
import { SureButton } from '../../components/sure-button.tsx';
import { call } from '../../lib/api.ts';
import { ago } from '../../lib/format.ts';
import { useAction } from '../../lib/use-action.ts';
import type { Once } from './shown-once.tsx';

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
        className={fieldLook}
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
        <SureButton word="Remove" name={id} pending={remove.pending} start={() => remove.start(undefined)} />
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
      <Field
        label="Name of a new user"
        value={id}
        set={setId}
        required
        pattern="[a-z0-9][a-z0-9._@\-]*"
        title="Small letters, digits, and . _ @ - after the first"
        maxLength={64}
        place="min-w-40 flex-1"
      />
      <Labelled label="Role">
        <select value={role} onChange={(event) => setRole(event.target.value as Role)} className={fieldLook}>
          {roles.map((each) => (
            <option key={each} value={each}>
              {about[each]}
            </option>
          ))}
        </select>
      </Labelled>
      <Button look="main" type="submit" pending={add.pending} className="h-9!">
        Add user
      </Button>
    </form>
  );
}
