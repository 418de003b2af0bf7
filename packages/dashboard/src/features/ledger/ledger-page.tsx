import { textOf } from '@codewright/protocol/json';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { BadgeCheck, CircleX, ScrollText, Search } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Empty, Failure, Loading, Page } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { ago, shortId } from '../../lib/format.ts';
import { notify } from '../../lib/notices.ts';
import { useAction } from '../../lib/use-action.ts';

/** The record of all jobs: searched on the server, and recomputed when asked. */
export function LedgerPage() {
  const words = useSearch({ from: '/record' })['q'] ?? '';
  const navigate = useNavigate();
  const [text, setText] = useState(words);
  const found = useQuery({
    queryKey: ['jobs', 'record', words],
    queryFn: () => (words === '' ? api().entries({ limit: 100, newestFirst: true }) : api().search(words, 100)),
  });
  const verify = useAction({
    what: 'Checking the record',
    run: () => api().verifyLedger(),
    after: ({ ok, checks }) =>
      notify({
        tone: ok ? 'good' : 'bad',
        title: ok ? 'Every chain is whole' : 'Something does not hold',
        detail: checks.find((one) => one.ok === ok)?.detail ?? '',
      }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/record', search: text.trim() === '' ? {} : { q: text.trim() } });
  };
  return (
    <Page
      title="Record"
      actions={
        <Button
          icon={
            verify.error ? (
              <CircleX className="size-3.5" aria-hidden />
            ) : (
              <BadgeCheck className="size-3.5" aria-hidden />
            )
          }
          pending={verify.pending}
          onClick={() => verify.start(undefined)}
        >
          Verify all
        </Button>
      }
    >
      <form onSubmit={submit} className="flex gap-2 border-b px-4 py-3 md:px-6">
        <input
          type="search"
          aria-label="Search the record"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="Words of an entry …"
          className="h-8 min-w-0 flex-1 rounded-md border border-edge bg-panel px-3 pointer-coarse:min-h-11"
        />
        <Button type="submit" icon={<Search className="size-3.5" aria-hidden />}>
          Search
        </Button>
      </form>
      {found.isPending ? (
        <Loading what="the record" />
      ) : found.isError ? (
        <Failure error={found.error} retry={() => void found.refetch()} />
      ) : found.data.length === 0 ? (
        <Empty
          icon={<ScrollText aria-hidden />}
          title={words === '' ? 'Nothing has been recorded' : 'No entry holds these words'}
        >
          {words === '' ? 'The first job begins the record.' : 'Try fewer or shorter words.'}
        </Empty>
      ) : (
        <ul className="divide-y">
          {found.data.map((entry) => (
            <li key={entry.id}>
              <Link
                to="/jobs/$id"
                params={{ id: entry.job }}
                search={{}}
                className="flex min-h-10 items-center gap-3 px-4 -outline-offset-2 hover:bg-hover md:px-6 pointer-coarse:min-h-11"
              >
                <span className="hidden w-40 shrink-0 truncate text-soft sm:block">
                  {textOf(entry.data['event'], entry.kind)}
                </span>
                <span className="min-w-0 flex-1 truncate">{entry.summary}</span>
                <span className="tabular hidden font-mono text-xs text-faint md:block">
                  {shortId(entry.job)} #{entry.seq}
                </span>
                <time dateTime={entry.time} className="w-20 shrink-0 text-right text-soft">
                  {ago(entry.time)}
                </time>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
