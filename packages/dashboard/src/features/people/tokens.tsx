import type { Credential } from '@codewright/protocol/access';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Failure, Loading, Section } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';
import { ago } from '../../lib/format.ts';
import { useAction } from '../../lib/use-action.ts';
import type { Once } from './shown-once.tsx';

const field = 'h-9 rounded-md border border-edge bg-panel px-2.5 text-[13px] text-ink pointer-coarse:min-h-11';

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
  const [sure, setSure] = useState(false);
  const word = kind === 'token' ? 'Revoke' : 'End';
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
      <Button
        look="danger"
        pending={revoke.pending}
        onClick={() => (sure ? revoke.start(undefined) : setSure(true))}
        onBlur={() => setSure(false)}
        aria-label={`${sure ? `Really ${word.toLowerCase()}` : word} ${name} of ${user}`}
      >
        {sure ? `Really ${word.toLowerCase()}` : word}
      </Button>
    </li>
  );
}

function NewToken({ show }: { show: (once: Once) => void }) {
  const [name, setName] = useState('');
  const [days, setDays] = useState('');
  const add = useAction({
    what: 'Making the token',
    run: () => call('addToken', { body: { name, ...(days === '' ? {} : { days: Number(days) }) } }),
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
      <label className="flex min-w-40 flex-1 flex-col gap-1 text-xs text-soft">
        Name of a new token of yours
        <input
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          maxLength={100}
          autoComplete="off"
          className={field}
        />
      </label>
      <label className="flex w-36 flex-col gap-1 text-xs text-soft">
        Days, if it ends
        <input
          type="number"
          min={1}
          max={3650}
          value={days}
          onChange={(event) => setDays(event.target.value)}
          className={field}
        />
      </label>
      <Button look="main" type="submit" pending={add.pending} className="h-9!">
        Make token
      </Button>
    </form>
  );
}
