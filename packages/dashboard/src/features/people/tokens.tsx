import type { Credential } from '@codewright/protocol/access';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { DaysField, daysIn } from '../../components/days-field.tsx';
import { Field } from '../../components/field.tsx';
import { Failure, Loading, Section } from '../../components/page.tsx';
import { SureButton } from '../../components/sure-button.tsx';
import { call } from '../../lib/api.ts';
import { ago } from '../../lib/format.ts';
import { useAction } from '../../lib/use-action.ts';
import type { Once } from './shown-once.tsx';

export function Tokens({ show }: { show: (once: Once) => void }) {
  const list = useQuery({ queryKey: ['tokens'], queryFn: async () => (await call('listTokens', {})).tokens });
  return (
    <Section title="Tokens and sessions">
      {list.isPending ? (
        <Loading what="the tokens" />
      ) : list.isError ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : list.data.length === 0 ? (
        <p className="mb-3 text-soft">There is none.</p>
      ) : (
        <ul className="mb-3 divide-y rounded-lg border">
          {list.data.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </ul>
      )}
      <NewToken show={show} />
    </Section>
  );
}

function TokenRow({ token: { id, user, kind, name, usedAt, expiresAt } }: { token: Credential }) {
  const revoke = useAction({
    what: 'Revoking it',
    run: () => call('revokeToken', { id }),
    done: () => (kind === 'token' ? `The token ${name} is revoked.` : 'The session is ended.'),
  });
  const until = expiresAt === null ? '' : ` · until ${expiresAt.slice(0, 10)}`;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
      <div className="min-w-40 flex-1">
        <div className="font-medium [overflow-wrap:anywhere]">{name}</div>
        <div className="text-xs text-faint">
          {user} · {kind} · {usedAt === null ? 'never used' : `used ${ago(usedAt)}`}
          {until}
        </div>
      </div>
      <SureButton
        word={kind === 'token' ? 'Revoke' : 'End'}
        name={`${name} of ${user}`}
        pending={revoke.pending}
        start={() => revoke.start(undefined)}
      />
    </li>
  );
}

function NewToken({ show }: { show: (once: Once) => void }) {
  const [name, setName] = useState('');
  const [days, setDays] = useState('');
  const add = useAction({
    what: 'Making the token',
    run: () => call('addToken', { body: { name, ...daysIn(days) } }),
    after({ secret, token }) {
      setName('');
      show({ words: `The token “${token.name}”.`, secret });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.start(undefined);
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <Field
        label="Name of a new token of yours"
        value={name}
        set={setName}
        required
        maxLength={100}
        place="min-w-40 flex-1"
      />
      <DaysField label="Days, if it ends" value={days} set={setDays} place="w-36" />
      <Button look="main" type="submit" pending={add.pending} className="h-9!">
        Make token
      </Button>
    </form>
  );
}
