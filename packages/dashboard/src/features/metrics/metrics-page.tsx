import type { Metrics } from '@codewright/protocol/figures';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChartNoAxesColumn } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Empty, Failure, Loading, Page, Section } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';
import { amount, duration, money } from '../../lib/format.ts';
import { modeWords } from '@codewright/protocol/mode-words';

const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }));
const spans = [7, 30, 90, 365];
const everyMs = 5000;

/** What the server has counted with the ledger: the same however much there is. */
export function MetricsPage() {
  const asked = Number(useSearch({ from: '/insights' })['days']);
  const days = spans.includes(asked) ? asked : 30;
  const navigate = useNavigate();
  const figures = useQuery({
    queryKey: ['metrics', days],
    queryFn: () => call('metrics', { query: { days } }),
    refetchInterval: everyMs,
  });
  const select = (
    <select
      aria-label="Days"
      value={days}
      onChange={(event) => void navigate({ to: '/insights', search: { days: event.target.value }, replace: true })}
      className="h-8 rounded-md border border-edge bg-panel px-2 pointer-coarse:min-h-11"
    >
      {spans.map((span) => (
        <option key={span} value={span}>
          {span} days
        </option>
      ))}
    </select>
  );
  return (
    <Page title="Metrics" actions={select}>
      {figures.isPending ? (
        <Loading what="the figures" />
      ) : figures.isError ? (
        <Failure error={figures.error} retry={() => void figures.refetch()} />
      ) : figures.data.total.created === 0 && figures.data.total.jobs === 0 ? (
        <Empty icon={<ChartNoAxesColumn aria-hidden />} title="No figures yet">
          They are counted from the record as soon as the first job is there.
        </Empty>
      ) : (
        <Figures figures={figures.data} days={days} />
      )}
    </Page>
  );
}

/** Of those that came to an end of their own: what a person stopped has neither succeeded nor failed. */
const share = ({ succeeded, failed }: { succeeded: number; failed: number }): string =>
  succeeded + failed > 0 ? `${Math.round((succeeded / (succeeded + failed)) * 100)} %` : '–';
const time = (seconds: number | null): string => (seconds === null ? '–' : duration(seconds * 1000));

function Figures({ figures, days }: { figures: Metrics; days: number }) {
  const { total, queue } = figures;
  return (
    <div className="mx-auto max-w-5xl px-4 py-6 md:px-6">
      <dl className="mb-7 grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line lg:grid-cols-4">
        {[
          ['Jobs', amount(total.created)],
          ['Succeeded', share(total)],
          ['Median time', time(total.p50Seconds)],
          ['95 of 100 within', time(total.p95Seconds)],
          ['Tokens', amount(total.tokens)],
          ['Cost', money(total.cents)],
          ['In the queue', String(queue['queued'] ?? 0)],
          ['At work', String((queue['running'] ?? 0) + (queue['cancelling'] ?? 0))],
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
            <Chart days={allDays(figures, days)} />
          </Suspense>
        </div>
      </Section>
      <Table
        title="By kind of work"
        heads={['Kind', 'Jobs', 'Succeeded', 'Median', '95 of 100']}
        rows={figures.kinds.map((one) => [
          modeWords[one.kind].label,
          String(one.created),
          share(one),
          time(one.p50Seconds),
          time(one.p95Seconds),
        ])}
      />
      <Table
        title="By the model or agent that worked on it"
        heads={['Done by', 'Ended', 'Succeeded', 'Failed', 'Stopped']}
        rows={figures.doneBy.map((one) => [
          one.name,
          String(one.jobs),
          share(one),
          String(one.failed),
          String(one.aborted),
        ])}
      />
      <Table
        title="By agent"
        heads={['Agent', 'Calls', 'Tokens', 'Cost', 'Median turn', 'Failed attempts']}
        rows={figures.agents.map((one) => [
          one.name,
          amount(one.calls),
          amount(one.tokens),
          money(one.cents),
          time(one.p50Seconds),
          String(one.failedAttempts),
        ])}
      />
      <Table
        title="By model"
        heads={['Model', 'Turns', 'Tokens', 'Cost', 'Time']}
        rows={figures.models.map((one) => [
          one.name,
          amount(one.calls),
          amount(one.tokens),
          money(one.cents),
          time(one.seconds),
        ])}
      />
      <Table
        title="By gate"
        heads={['Check', 'Passed', 'Failed', 'Not judged']}
        rows={figures.gates.map((one) => [one.name, String(one.passed), String(one.failed), String(one.other)])}
      />
      <Table
        title="Why jobs failed"
        heads={['Error', 'Jobs']}
        rows={figures.errors.map((one) => [one.code, String(one.count)])}
      />
      <p className="text-xs text-faint">
        {figures.from} to {figures.to}, days of UTC; times within 5 %. What a person cancelled or rejected is stopped:
        it counts neither as succeeded nor as failed.
      </p>
    </div>
  );
}

function Table({ title, heads, rows }: { title: string; heads: string[]; rows: string[][] }) {
  if (rows.length === 0) return null;
  return (
    <Section title={title}>
      <div className="overflow-x-auto rounded-lg border" tabIndex={0} role="region" aria-label={title}>
        <table className="tabular w-full text-left">
          <thead className="text-xs text-soft">
            <tr className="border-b">
              {heads.map((name) => (
                <th key={name} className="px-3 py-2 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {rows.map(([name, ...values]) => (
              <tr key={name}>
                <th scope="row" className="px-3 py-2 font-medium">
                  {name}
                </th>
                {values.map((value, index) => (
                  <td key={heads[index + 1]} className="px-3">
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

export interface Day {
  /** Unix seconds at the day's start, UTC. */
  at: number;
  done: number;
  /** Failed, or stopped by a person. */
  rest: number;
}

/** Those without a job too. */
function allDays({ days, to }: Metrics, count: number): Day[] {
  const known = new Map(days.map((one) => [one.day, one]));
  const last = Date.parse(to) / 1000;
  return Array.from({ length: count }, (_, index) => {
    const at = last - (count - 1 - index) * 86_400;
    const day = known.get(new Date(at * 1000).toISOString().slice(0, 10));
    return { at, done: day?.succeeded ?? 0, rest: (day?.failed ?? 0) + (day?.aborted ?? 0) };
  });
}
