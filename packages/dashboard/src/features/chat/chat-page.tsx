import type { Conversation } from '@codewright/protocol/chat';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { FindField } from '../../components/filters.tsx';
import { Failure, Loading } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { ago, lastPart, plural } from '../../lib/format.ts';
import { Thread } from './thread.tsx';

/** `thread=new` begins one. */
const fresh = 'new';

export function ChatPage() {
  const { thread } = useSearch({ from: '/chat' });
  const list = useInfiniteQuery({
    queryKey: ['conversations'],
    queryFn: ({ pageParam }) =>
      api().conversations({ limit: 50, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const all = list.data?.pages.flatMap((page) => page.conversations) ?? [];
  const wide = matchMedia('(min-width: 768px)').matches;
  const wanted = thread ?? (wide ? (all[0]?.id ?? (list.isPending ? undefined : fresh)) : undefined);
  const known = all.find(({ id }) => id === wanted);
  const one = useQuery({
    queryKey: ['conversation', wanted],
    queryFn: () => api().conversation(wanted ?? ''),
    enabled: wanted !== undefined && wanted !== fresh && !known && !list.isPending,
  });
  const conversation = known ?? (one.data?.id === wanted ? one.data : undefined);
  return (
    <div className="flex h-full min-h-0">
      <title>Chat · Codewright</title>
      <div className={`flex w-full shrink-0 flex-col border-r md:flex md:w-72 ${wanted === undefined ? '' : 'hidden'}`}>
        <Threads
          all={all}
          chosen={conversation?.id}
          pending={list.isPending}
          error={list.error}
          retry={() => void list.refetch()}
          more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        />
      </div>
      {wanted === fresh || conversation ? (
        <Thread key={conversation?.id ?? fresh} conversation={conversation} />
      ) : one.isError ? (
        <div className="flex-1">
          <Failure error={one.error} retry={() => void one.refetch()} />
        </div>
      ) : null}
    </div>
  );
}

interface ThreadsProps {
  all: readonly Conversation[];
  chosen: string | undefined;
  pending: boolean;
  error: unknown;
  retry: () => void;
  more: (() => void) | undefined;
}

function Threads({ all, chosen, pending, error, retry, more }: ThreadsProps) {
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  return (
    <>
      <div className="flex min-h-13 items-center gap-2 border-b px-4">
        <h1 className="flex-1 text-[15px] font-semibold">Chat</h1>
        <Button
          icon={<Plus className="size-3.5" aria-hidden />}
          onClick={() => void navigate({ to: '/chat', search: { thread: fresh } })}
        >
          New
        </Button>
      </div>
      <div className="border-b px-3 py-2">
        <FindField
          label="Search messages"
          placeholder="Search messages"
          value={words}
          onChange={setWords}
          className="w-full"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {words.trim() !== '' ? (
          <Found words={words.trim()} />
        ) : error ? (
          <Failure error={error} retry={retry} />
        ) : pending ? (
          <Loading what="the conversations" />
        ) : (
          <ul>
            {all.length === 0 ? (
              <li className="px-4 py-6 text-soft">
                No conversation yet. Begin a new one: ask for work, or about the code.
              </li>
            ) : null}
            {all.map((one) => (
              <li key={one.id}>
                <Link
                  to="/chat"
                  search={{ thread: one.id }}
                  aria-current={chosen === one.id}
                  className="block border-b px-4 py-2.5 -outline-offset-2 hover:bg-hover aria-[current=true]:bg-hover"
                >
                  <span className="block truncate font-medium">{one.name ?? (one.title || 'A conversation')}</span>
                  <span className="block truncate text-xs text-soft">
                    {[
                      ago(one.updatedAt),
                      ...(one.folder === null ? [] : [lastPart(one.folder)]),
                      ...(one.jobs.length > 0 ? [plural(one.jobs.length, 'job')] : []),
                    ].join(' · ')}
                  </span>
                </Link>
              </li>
            ))}
            {more ? (
              <li className="p-3">
                <Button onClick={more}>Older ones</Button>
              </li>
            ) : null}
          </ul>
        )}
      </div>
    </>
  );
}

function Found({ words }: { words: string }) {
  const found = useQuery({
    queryKey: ['messages', 'found', words],
    queryFn: () => api().messages({ q: words, limit: 50 }),
  });
  if (found.isError) return <Failure error={found.error} retry={() => void found.refetch()} />;
  if (found.isPending) return <Loading what="the messages" />;
  if (found.data.length === 0) return <p className="px-4 py-6 text-soft">No message holds these words.</p>;
  return (
    <ul aria-label="Found messages">
      {found.data.map((message) => (
        <li key={message.id}>
          <Link
            to="/chat"
            search={{ thread: message.conversation, at: message.id }}
            className="block border-b px-4 py-2.5 -outline-offset-2 hover:bg-hover"
          >
            <span className="line-clamp-3 [overflow-wrap:anywhere]">{message.text}</span>
            <span className="block text-xs text-soft">{ago(message.at)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
