import type { Job } from '@codewright/protocol/job';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { MessagesSquare } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Markdown } from '../../components/markdown.tsx';
import { Empty, Failure, Loading } from '../../components/page.tsx';
import { StatusIcon, StatusPill } from '../../components/status.tsx';
import { api } from '../../lib/api.ts';
import { ago } from '../../lib/format.ts';
import { openNewJob } from '../../lib/window-events.ts';
import { Composer } from '../job/composer.tsx';
import { Decision } from '../job/decision.tsx';

/** Requests that belong together, newest thread first: a follow-up is in the thread of what it follows. */
function threadsOf(jobs: readonly Job[]): { id: string; jobs: Job[] }[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const rootOf = (job: Job): string => {
    if (job.conversation !== null) return job.conversation;
    const parent = job.parent === null ? undefined : byId.get(job.parent);
    return parent ? rootOf(parent) : job.id;
  };
  const threads = new Map<string, Job[]>();
  for (const job of jobs) threads.set(rootOf(job), [job, ...(threads.get(rootOf(job)) ?? [])]);
  return [...threads].map(([id, members]) => ({ id, jobs: members }));
}

export function ChatPage() {
  const chosen = useSearch({ from: '/chat' })['thread'];
  const list = useQuery({ queryKey: ['jobs', 'threads'], queryFn: () => api().jobs({ limit: 300 }) });
  if (list.isPending) return <Loading what="the conversations" />;
  if (list.isError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  const threads = threadsOf(list.data);
  const wide = matchMedia('(min-width: 768px)').matches;
  const thread = threads.find((one) => one.id === chosen) ?? (wide ? threads[0] : undefined);
  return (
    <div className="flex h-full min-h-0">
      <title>Chat · Codewright</title>
      <div className={`w-full shrink-0 overflow-y-auto border-r md:block md:w-72 ${thread ? 'hidden' : ''}`}>
        <h1 className="flex h-13 items-center border-b px-4 text-[15px] font-semibold">Chat</h1>
        {threads.length === 0 ? (
          <Empty
            icon={<MessagesSquare aria-hidden />}
            title="No conversation yet"
            action={
              <Button look="main" onClick={() => openNewJob()}>
                Start one
              </Button>
            }
          >
            Each request opens one; what you add to it later stays with it.
          </Empty>
        ) : (
          <ul>
            {threads.map(({ id, jobs }) => {
              const last = jobs.at(-1);
              return last ? (
                <li key={id}>
                  <Link
                    to="/chat"
                    search={{ thread: id }}
                    aria-current={thread?.id === id}
                    className="flex min-h-14 items-center gap-2.5 border-b px-4 -outline-offset-2 hover:bg-hover aria-[current=true]:bg-hover"
                  >
                    <StatusIcon status={last.status} />
                    <span className="min-w-0 flex-1">
                      <span className="block truncate font-medium">{jobs[0]?.goal}</span>
                      <span className="block text-xs text-soft">
                        {jobs.length > 1 ? `${jobs.length} requests · ` : ''}
                        {ago(last.createdAt)}
                      </span>
                    </span>
                  </Link>
                </li>
              ) : null;
            })}
          </ul>
        )}
      </div>
      {thread ? <Thread jobs={thread.jobs} /> : null}
    </div>
  );
}

function Thread({ jobs }: { jobs: Job[] }) {
  const last = jobs.at(-1);
  return (
    <section aria-label="Conversation" className="flex min-w-0 flex-1 flex-col">
      <Link
        to="/chat"
        search={{}}
        className="flex h-11 shrink-0 items-center border-b px-4 font-medium text-accent md:hidden"
      >
        All conversations
      </Link>
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} role="region" aria-label="Messages">
        <div className="mx-auto max-w-3xl space-y-4 px-4 py-5 md:px-6">
          {jobs.map((job) => (
            <Exchange key={job.id} job={job} />
          ))}
        </div>
      </div>
      {last ? <Composer key={last.id} job={last} entries={[]} /> : null}
    </section>
  );
}

/** A request, and the job that came of it as a card. */
function Exchange({ job }: { job: Job }) {
  const report = useQuery({ queryKey: ['job', job.id], queryFn: () => api().job(job.id) });
  const { summary = null, pending = [], gates = [] } = report.data ?? {};
  const now = report.data?.job ?? job;
  return (
    <>
      <div className="ml-auto w-fit max-w-[85%] rounded-2xl rounded-br-md bg-chosen px-3.5 py-2 whitespace-pre-line [overflow-wrap:anywhere]">
        {job.goal}
      </div>
      <div className="max-w-[92%] space-y-2.5 rounded-xl border p-3.5">
        <div className="flex items-center gap-2">
          <StatusPill status={now.status} />
          <span className="tabular min-w-0 flex-1 truncate text-soft">
            {gates.length > 0
              ? `${gates.filter((gate) => gate.verdict === 'passed').length}/${gates.length} checks`
              : (now.currentAction ?? '')}
          </span>
          <Link to="/jobs/$id" params={{ id: job.id }} search={{}} className="font-medium text-accent">
            Open
          </Link>
        </div>
        {now.error ? (
          <p className="line-clamp-6 whitespace-pre-line [overflow-wrap:anywhere]">{now.error.message}</p>
        ) : null}
        {summary !== null && !now.error ? <Markdown text={summary} /> : null}
        {pending.map((decision) => (
          <Decision key={decision.id} decision={decision} />
        ))}
      </div>
    </>
  );
}
