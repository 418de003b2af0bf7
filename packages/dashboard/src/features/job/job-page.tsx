import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { Failure, Loading } from '../../components/page.tsx';
import { StatusPill } from '../../components/status.tsx';
import { api, digestKey } from '../../lib/api.ts';
import { isOver } from '../../lib/format.ts';
import { useJobLog } from '../../lib/job-log.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { Actions } from './actions.tsx';
import { Changes } from './changes.tsx';
import { Checks } from './checks.tsx';
import { Composer } from './composer.tsx';
import { Decision } from './decision.tsx';
import { Facts } from './facts.tsx';
import { FindBar } from './find-bar.tsx';
import { Outcome } from './outcome.tsx';
import { Plan } from './plan.tsx';
import { Proof } from './proof.tsx';
import { Spend } from './spend.tsx';
import { Transcript } from './transcript.tsx';
import { useReview } from './use-review.ts';

const tabs = [
  { name: 'transcript', label: 'Transcript' },
  { name: 'changes', label: 'Changes' },
  { name: 'checks', label: 'Checks' },
  { name: 'plan', label: 'Plan' },
  { name: 'spend', label: 'Spend' },
  { name: 'proof', label: 'Proof' },
];

/** The chosen part shows where there is no room for the names of all. */
const intoView = (button: HTMLButtonElement | null): void =>
  button?.scrollIntoView({ block: 'nearest', inline: 'nearest' });

/** Which entry an address means: its number within the job, or the end of its id, which the server knows. */
function useNamedEntry(job: string, named: string): number | null {
  const isNumber = /^\d{1,7}$/.test(named);
  const found = useQuery({
    queryKey: ['entry', job, named],
    queryFn: () => api().find(job, { text: named, limit: 500 }),
    enabled: named !== '' && !isNumber,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isNumber) return Number(named);
  return found.data?.hits.find((hit) => hit.id.endsWith(named))?.seq ?? null;
}

export function JobPage() {
  const { id } = useParams({ from: '/jobs/$id' });
  const search = useSearch({ from: '/jobs/$id' });
  const navigate = useNavigate();
  const query = useQuery({ queryKey: ['job', id], queryFn: () => api().job(id) });
  const report = query.data;
  const whole = report?.job.id ?? id;
  useEffect(() => {
    // Opened by the ending of its id: what is recorded of it comes under the whole one.
    if (whole !== id) void navigate({ to: '/jobs/$id', params: { id: whole }, search, replace: true });
  }, [whole, id]);
  const { data: digest } = useQuery({ queryKey: digestKey(id), queryFn: () => api().digest(id) });
  const log = useJobLog(id);
  const titles = useMemo(() => new Map(digest?.phases.map(({ name, title }) => [name, title])), [digest?.phases]);
  const review = useReview(report?.job.id);
  const tab = tabs.find((one) => one.name === search['tab'])?.name ?? 'transcript';
  const open = (name: string) =>
    void navigate({
      to: '/jobs/$id',
      params: { id },
      search: { tab: name, ...(search['step'] ? { step: search['step'] } : {}) },
    });
  const entry = useNamedEntry(id, search['entry'] ?? '');
  const step = search['step'] ?? '';
  const look = (next: Record<string, string>) => {
    const kept = Object.entries({ ...search, ...next }).filter(([, value]) => value !== '');
    void navigate({ to: '/jobs/$id', params: { id }, search: Object.fromEntries(kept), replace: true });
  };
  useShortcuts({
    d: () => open('changes'),
    t: () => open('transcript'),
    // Only to it: a decision takes a key of its own.
    w: () => document.querySelector<HTMLElement>('[data-waits] :is(input, button), button[data-waits]')?.focus(),
    s: () => document.querySelector<HTMLElement>('#say')?.focus(),
  });
  if (query.isPending) return <Loading what="the job" />;
  if (!report) return <Failure error={query.error} retry={() => void query.refetch()} />;
  const { job, gates, pending } = report;
  const phase = step === '' ? undefined : digest?.phases.find(({ name }) => name === step);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <title>{`${job.goal.slice(0, 60)} · Codewright`}</title>
      <header className="shrink-0 border-b px-4 pt-2.5 md:px-6">
        <div className="flex min-h-8 items-center gap-2">
          <Link
            to="/jobs"
            search={{}}
            aria-label="All jobs"
            className="-ml-2 grid size-8 place-items-center rounded-md text-soft hover:bg-hover pointer-coarse:size-11"
          >
            <ChevronLeft className="size-4" aria-hidden />
          </Link>
          <h1
            className="line-clamp-2 min-w-0 flex-1 text-[15px] font-semibold [overflow-wrap:anywhere] sm:line-clamp-1"
            title={job.goal}
          >
            {job.goal}
          </h1>
          <StatusPill status={job.status} />
        </div>
        <Facts report={report} digest={digest}>
          <Actions report={report} />
        </Facts>
        <nav aria-label="Parts of the job" className="mt-1.5 -mb-px flex overflow-x-auto">
          {tabs.map(({ name, label }) => (
            <button
              key={name}
              type="button"
              ref={tab === name ? intoView : undefined}
              aria-current={tab === name ? 'page' : undefined}
              onClick={() => open(name)}
              className="h-9 shrink-0 border-b-2 border-transparent px-1.5 font-medium text-soft sm:px-3 -outline-offset-2 first:pl-0 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink pointer-coarse:min-h-11"
            >
              {label}
              {name === 'checks' && gates.length > 0 ? (
                <span className="tabular ml-1 text-faint max-sm:hidden">{gates.length}</span>
              ) : null}
              {name === 'changes' && review.draft.length > 0 ? (
                <span className="tabular ml-1 text-warn">
                  {review.draft.length}
                  <span className="sr-only"> comments not sent</span>
                </span>
              ) : null}
            </button>
          ))}
        </nav>
      </header>
      {pending.length > 0 ? (
        <div data-waits className="max-h-[55vh] shrink-0 space-y-2 overflow-y-auto border-b px-4 py-3 md:px-6">
          {pending.map((decision) => (
            <Decision key={decision.id} decision={decision} />
          ))}
        </div>
      ) : null}
      {search['step'] && ['transcript', 'changes', 'spend'].includes(tab) ? (
        <p className="flex shrink-0 items-center gap-3 border-b bg-page px-4 py-1.5 text-soft md:px-6">
          Only the step {titles.get(search['step']) ?? search['step']}.
          <button type="button" className="font-medium text-accent" onClick={() => look({ step: '' })}>
            Show all
          </button>
        </p>
      ) : null}
      <div className="min-h-0 flex-1 overflow-y-auto">
        {tab === 'transcript' ? (
          <div className="flex h-full min-h-0 flex-col">
            {isOver(job) ? <Outcome report={report} digest={digest} /> : null}
            <FindBar
              key={job.id}
              job={job.id}
              words={search['q'] ?? ''}
              entry={entry}
              choose={(words, seq) => look({ q: words, entry: seq === null ? '' : String(seq) })}
            />
            <div className="min-h-0 flex-1">
              {log.error && log.newest === 0 ? (
                <Failure error={log.error} retry={log.reload} />
              ) : step !== '' && digest === undefined ? (
                <Loading what="the step" />
              ) : (
                <Transcript
                  key={`${id} ${step}`}
                  store={log.store}
                  newest={log.newest}
                  step={step}
                  bounds={{ first: phase?.first ?? 1, last: phase?.last ?? log.newest }}
                  entry={entry}
                  over={isOver(job)}
                />
              )}
            </div>
          </div>
        ) : null}
        {tab === 'changes' ? <Changes report={report} digest={digest} review={review} /> : null}
        {tab === 'checks' ? <Checks gates={gates} over={isOver(job)} /> : null}
        {tab === 'plan' ? <Plan id={id} digest={digest} /> : null}
        {tab === 'spend' ? (
          <Spend
            job={job}
            digest={digest}
            step={step}
            titles={titles}
            asks={pending.some((one) => one.budget !== undefined)}
          />
        ) : null}
        {tab === 'proof' ? <Proof report={report} /> : null}
      </div>
      <Composer job={job} said={digest?.said ?? null} />
    </div>
  );
}
