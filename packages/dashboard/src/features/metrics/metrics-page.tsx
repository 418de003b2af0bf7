import type { Job } from '@codewright/protocol/job';
import { useQuery } from '@tanstack/react-query';
import { ChartNoAxesColumn } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Empty, Failure, Loading, Page, Section } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { amount, duration, money, plural } from '../../lib/format.ts';

const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }));

/** Figures over the newest 500 jobs. */
export function MetricsPage() {
  const list = useQuery({ queryKey: ['jobs', 'metrics'], queryFn: () => api().jobs({ limit: 500 }) });
  return (
    <Page title="Metrics">
      {list.isPending ? (
        <Loading what="the figures" />
      ) : list.isError ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : list.data.length === 0 ? (
        <Empty icon={<ChartNoAxesColumn aria-hidden />} title="No figures yet">
          They are counted from the record as soon as the first job is over.
        </Empty>
      ) : (
        <Figures jobs={list.data} />
      )}
    </Page>
  );
}

function Figures({ jobs }: { jobs: Job[] }) {
  const over = jobs.filter((job) => job.finishedAt !== null && job.startedAt !== null);
  const done = over.filter((job) => job.status === 'succeeded').length;
  const times = over
    .map((job) => Date.parse(job.finishedAt ?? '') - Date.parse(job.startedAt ?? ''))
    .sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  const sum = (of: (job: Job) => number) => jobs.reduce((total, job) => total + of(job), 0);
  const days = byDay(jobs);
  const kinds = [...new Set(jobs.map((job) => job.mode))].sort();
  return (
    <div className="mx-auto max-w-5xl px-4 py-6 md:px-6">
      <dl className="mb-7 grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line lg:grid-cols-4">
        {[
          ['Jobs', amount(jobs.length)],
          ['Succeeded', over.length > 0 ? `${Math.round((done / over.length) * 100)} %` : '–'],
          ['Median time', times.length > 0 ? duration(median) : '–'],
          ['Cost', money(sum((job) => job.used.cents))],
          ['Tokens', amount(sum((job) => job.used.tokens))],
          ['In the queue', String(jobs.filter((job) => job.status === 'queued').length)],
          ['At work', String(jobs.filter((job) => job.status === 'running').length)],
          ['Waiting for a person', String(jobs.filter((job) => job.status === 'waiting_human').length)],
        ].map(([name, value]) => (
          <div key={name} className="bg-panel px-4 py-3">
            <dt className="text-xs text-soft">{name}</dt>
            <dd className="tabular mt-0.5 text-xl font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <Section title="Jobs a day">
        <div className="h-56 rounded-lg border p-2">
          <Suspense>
            <Chart days={days} />
          </Suspense>
        </div>
      </Section>
      <Section title="By kind">
        <div className="overflow-x-auto rounded-lg border" tabIndex={0} role="region" aria-label="By kind">
          <table className="tabular w-full text-left">
            <thead className="text-xs text-soft">
              <tr className="border-b">
                {['Kind', 'Jobs', 'Succeeded', 'Tokens', 'Cost'].map((name) => (
                  <th key={name} className="px-3 py-2 font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y">
              {kinds.map((kind) => {
                const own = jobs.filter((job) => job.mode === kind);
                const ended = own.filter((job) => job.finishedAt !== null);
                const good = ended.filter((job) => job.status === 'succeeded').length;
                return (
                  <tr key={kind}>
                    <th scope="row" className="px-3 py-2 font-medium">
                      {kind}
                    </th>
                    <td className="px-3">{own.length}</td>
                    <td className="px-3">{ended.length > 0 ? `${Math.round((good / ended.length) * 100)} %` : '–'}</td>
                    <td className="px-3">{amount(own.reduce((total, job) => total + job.used.tokens, 0))}</td>
                    <td className="px-3">{money(own.reduce((total, job) => total + job.used.cents, 0))}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </Section>
      <p className="text-xs text-faint">Over the newest {plural(jobs.length, 'job')}, as the record has them now.</p>
    </div>
  );
}

export interface Day {
  /** Unix seconds at the day's start, UTC. */
  at: number;
  done: number;
  failed: number;
}

/** The last 30 days, those without a job too. */
function byDay(jobs: readonly Job[]): Day[] {
  const daySeconds = 86_400;
  const dayOf = (time: string) => Math.floor(Date.parse(time) / 1000 / daySeconds) * daySeconds;
  const last = Math.floor(Date.now() / 1000 / daySeconds) * daySeconds;
  const days: Day[] = Array.from({ length: 30 }, (_, index) => ({
    at: last - (29 - index) * daySeconds,
    done: 0,
    failed: 0,
  }));
  for (const job of jobs) {
    const day = days.find((one) => one.at === dayOf(job.createdAt));
    if (day && job.status === 'succeeded') day.done += 1;
    if (day && (job.status === 'failed' || job.status === 'aborted')) day.failed += 1;
  }
  return days;
}
