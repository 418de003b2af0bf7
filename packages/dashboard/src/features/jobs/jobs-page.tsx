import { type Job, type JobStatus, jobStatuses, modes } from '@codewright/protocol/job';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Filter, Plus } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ChoiceField, FindField } from '../../components/filters.tsx';
import { Empty, Failure, Loading } from '../../components/page.tsx';
import { StatusIcon } from '../../components/status.tsx';
import { api, call } from '../../lib/api.ts';
import { ago, lastPart, money, shortId, statusWords } from '../../lib/format.ts';
import { modeWords } from '@codewright/protocol/mode-words';
import { notifyError } from '../../lib/notices.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { openNewJob } from '../../lib/window-events.ts';
import { FirstRun } from './first-run.tsx';

const SavedViews = lazy(async () => ({ default: (await import('./saved-views.tsx')).SavedViews }));

const pageSize = 100;
const views: { name: string; status: string }[] = [
  { name: 'All', status: '' },
  { name: 'Active', status: 'queued,running,cancelling' },
  { name: 'Needs you', status: 'waiting_human' },
  { name: 'Done', status: 'succeeded' },
  { name: 'Failed', status: 'failed,aborted' },
];

export function JobsPage() {
  const search = useSearch({ from: '/jobs' });
  const navigate = useNavigate();
  const status = (search['status'] ?? '')
    .split(',')
    .filter((one): one is JobStatus => jobStatuses.includes(one as JobStatus));
  const mode = modes.find((one) => one === search['mode']);
  const words = search['q'] ?? '';
  // Looked for on the server, in all jobs, once nobody types any more.
  const looked = useSettled(words.trim());
  const find = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => find.current?.focus() });
  const { view, ...filters } = search;
  useOpenedView(view ?? '', Object.keys(filters).length === 0);
  const filter = (next: Record<string, string>) => {
    // What is filtered otherwise is the saved list no more.
    const kept = Object.fromEntries(Object.entries({ ...filters, ...next }).filter(([, value]) => value !== ''));
    void navigate({ to: '/jobs', search: kept, replace: true });
  };
  const list = useInfiniteQuery({
    queryKey: ['jobs', 'list', status.join(','), mode ?? '', looked],
    queryFn: ({ pageParam }) =>
      api().jobs({
        limit: pageSize,
        ...(status.length > 0 ? { status } : {}),
        ...(mode ? { mode } : {}),
        ...(looked === '' ? {} : { text: looked }),
        ...(pageParam === '' ? {} : { before: pageParam }),
      }),
    placeholderData: keepPreviousData,
    initialPageParam: '',
    getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.id),
  });
  const all = list.data?.pages.flat() ?? [];
  const filtered = status.length > 0 || mode !== undefined || words !== '';
  const none = list.isSuccess && all.length === 0 && !filtered;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <title>Jobs · Codewright</title>
      <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-2 md:px-6">
        <h1 className="text-[15px] font-semibold max-sm:flex-1">Jobs</h1>
        {none ? null : (
          <>
            <div
              role="group"
              aria-label="Show"
              className="order-last flex w-full gap-0.5 overflow-x-auto sm:order-none sm:w-auto sm:flex-1"
            >
              {views.map((view) => (
                <button
                  key={view.name}
                  type="button"
                  aria-pressed={(search['status'] ?? '') === view.status}
                  onClick={() => filter({ status: view.status })}
                  className="h-7 shrink-0 rounded-md px-2.5 text-[13px] font-medium text-soft hover:bg-hover aria-pressed:bg-hover aria-pressed:text-ink pointer-coarse:min-h-11"
                >
                  {view.name}
                </button>
              ))}
            </div>
            <div className="flex gap-3 max-sm:order-1 max-sm:w-full">
              <FindField
                ref={find}
                label="Filter by words"
                placeholder="Filter …"
                value={words}
                onChange={(q) => filter({ q })}
                className="w-36 flex-1 sm:flex-none"
              />
              <ChoiceField
                label="Kind of work"
                value={mode}
                any="Any kind"
                options={modes.map((value) => ({ value, label: modeWords[value].label }))}
                onChange={(chosen) => filter({ mode: chosen })}
              />
            </div>
            <Suspense fallback={<span className="size-8 pointer-coarse:size-11" />}>
              <SavedViews
                filters={filters}
                open={(view) => void navigate({ to: '/jobs', search: { ...view.filters, view: view.id } })}
              />
            </Suspense>
          </>
        )}
        <Button
          look="main"
          needs="member"
          icon={<Plus className="size-4" aria-hidden />}
          onClick={() => openNewJob()}
          className="md:hidden"
        >
          New
        </Button>
      </header>
      {list.isError && all.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : list.isPending ? (
        <Loading what="the jobs" />
      ) : none ? (
        <FirstRun />
      ) : all.length === 0 ? (
        <Empty
          icon={<Filter aria-hidden />}
          title="No job fits"
          action={<Button onClick={() => filter({ status: '', mode: '', q: '' })}>Show all jobs</Button>}
        >
          Nothing is in this state with these words.
        </Empty>
      ) : (
        <JobList
          jobs={all}
          more={() => {
            if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
          }}
        />
      )}
    </div>
  );
}

/** A link may name a saved list alone: its filters take their place in the address. */
function useOpenedView(id: string, bare: boolean): void {
  const navigate = useNavigate();
  const wanted = id !== '' && bare;
  const found = useQuery({
    queryKey: ['view', id],
    queryFn: () => call('getView', { id }),
    enabled: wanted,
    retry: false,
  });
  const { data, error } = found;
  useEffect(() => {
    if (!wanted) return;
    if (data) void navigate({ to: '/jobs', search: { ...data.filters, view: data.id }, replace: true });
    if (error) {
      notifyError(error, 'The saved list could not be opened');
      void navigate({ to: '/jobs', search: {}, replace: true });
    }
  }, [wanted, data, error, navigate]);
}

function JobList({ jobs, more }: { jobs: Job[]; more: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(-1);
  const rows = useVirtualizer({
    count: jobs.length,
    getScrollElement: () => box.current,
    estimateSize: () => (matchMedia('(min-width: 640px)').matches ? 44 : 62),
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= jobs.length - 20) more();
  });
  const move = (by: number) => {
    const next = Math.max(0, Math.min(jobs.length - 1, chosen + by));
    setChosen(next);
    rows.scrollToIndex(next);
    // The row may only be there once it has been scrolled to.
    setTimeout(() => box.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus(), 30);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    o: () => {
      const job = jobs[chosen];
      if (job) void navigate({ to: '/jobs/$id', params: { id: job.id }, search: {} });
    },
  });
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto">
      <ul className="relative" style={{ height: rows.getTotalSize() }} aria-label="Jobs">
        {items.map((item) => {
          const job = jobs[item.index];
          if (!job) return null;
          return (
            <li
              key={job.id}
              className="absolute inset-x-0 border-b"
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              <Row job={job} index={item.index} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Row({ job, index }: { job: Job; index: number }) {
  return (
    <Link
      to="/jobs/$id"
      params={{ id: job.id }}
      search={{}}
      data-row={index}
      className="flex h-full items-center gap-3 px-4 -outline-offset-2 hover:bg-hover md:px-6"
    >
      <StatusIcon status={job.status} />
      <span className="sr-only">{statusWords[job.status].label}: </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{job.goal}</span>
        <span className="block truncate text-xs text-faint sm:hidden">
          {[statusWords[job.status].label, ago(job.createdAt), job.repository ? lastPart(job.repository) : '']
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {job.waitingFor ? <span className="hidden max-w-60 truncate text-warn lg:block">{job.waitingFor}</span> : null}
      <span className="hidden w-36 truncate text-soft md:block">{job.repository ? lastPart(job.repository) : ''}</span>
      <span className="hidden w-26 text-soft sm:block" title={`${job.mode}: ${modeWords[job.mode].means}`}>
        {modeWords[job.mode].label}
      </span>
      <span className="tabular hidden w-14 text-right text-soft lg:block">{money(job.used.cents)}</span>
      <span className="hidden w-18 font-mono text-xs text-faint lg:block">{shortId(job.id)}</span>
      <time dateTime={job.createdAt} title={job.createdAt} className="hidden w-20 text-right text-soft sm:block">
        {ago(job.createdAt)}
      </time>
    </Link>
  );
}
