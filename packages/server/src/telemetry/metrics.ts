import { type Metrics, secondsOf } from '@codewright/protocol/figures';
import { type JobStatus, type Mode, modes } from '@codewright/protocol/job';
import type { Figure } from '../storage/contract.ts';

export type Sum = Omit<Figure, 'owner'>;
type Counted = Omit<Metrics, 'at' | 'from' | 'to' | 'queue'>;

export function queueOf(active: Partial<Record<JobStatus, number>>): Metrics['queue'] {
  const { queued = 0, running = 0, waiting_human = 0, cancelling = 0 } = active;
  return { queued, running, waiting_human, cancelling };
}

/** The figures of some days as they are shown. Pure. */
export function metricsOf(figures: readonly Sum[]): Counted {
  const measured = Map.groupBy(figures, ({ measure }) => measure);
  const of = (measure: Sum['measure']) => measured.get(measure) ?? [];
  const [created, ended, durations, agents, turns] = [
    of('created'),
    of('ended'),
    of('duration'),
    of('agent'),
    of('turn'),
  ];
  const costs = of('agent');
  const [createdOn, endedOn, costsOn] = [created, ended, costs].map((some) => Map.groupBy(some, ({ day }) => day));
  const days = [...new Set([...created, ...ended, ...costs].map(({ day }) => day))].sort();
  return {
    total: {
      created: total(created),
      ...ends(ended),
      ...money(costs),
      ...times(durations),
    },
    days: days.map((day) => ({
      day,
      created: total(createdOn?.get(day) ?? []),
      ...money(costsOn?.get(day) ?? []),
      ...ends(endedOn?.get(day) ?? []),
    })),
    kinds: modes
      .filter((mode) => [...created, ...ended].some(({ subject }) => subject === mode))
      .map((kind: Mode) => ({
        kind,
        created: total(created.filter(({ subject }) => subject === kind)),
        ...ends(ended.filter(({ subject }) => subject === kind)),
        ...times(durations.filter(({ subject }) => subject === kind)),
      })),
    doneBy: grouped(of('ended-by')).map(([name, own]) => ({ name, ...ends(own) })),
    agents: grouped(agents).map(([name, own]) => ({
      name,
      ...cost(own),
      failedAttempts: total(of('agent-error').filter(({ subject }) => subject === name)),
      ...times(turns.filter(({ subject }) => subject === name)),
    })),
    models: grouped(of('model')).map(([name, own]) => ({ name, ...cost(own) })),
    errors: grouped(of('error'))
      .map(([code, own]) => ({ code, count: total(own) }))
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count),
    gates: grouped(of('gate')).map(([name, own]) => {
      const by = (label: string) => total(own.filter((one) => one.label === label));
      return { name, passed: by('passed'), failed: by('failed'), other: total(own) - by('passed') - by('failed') };
    }),
  };
}

const total = (figures: readonly Sum[]): number => figures.reduce((sum, { count }) => sum + count, 0);
const add = (figures: readonly Sum[], name: 'tokens' | 'cents' | 'seconds'): number =>
  figures.reduce((sum, one) => sum + one[name], 0);
const money = (figures: readonly Sum[]) => ({ tokens: add(figures, 'tokens'), cents: add(figures, 'cents') });
const cost = (figures: readonly Sum[]) => ({
  calls: total(figures),
  ...money(figures),
  seconds: add(figures, 'seconds'),
});

function ends(figures: readonly Sum[]) {
  const by = (label: string) => total(figures.filter((one) => one.label === label));
  return { jobs: total(figures), succeeded: by('succeeded'), failed: by('failed'), aborted: by('aborted') };
}

function times(figures: readonly Sum[]): { p50Seconds: number | null; p95Seconds: number | null } {
  return { p50Seconds: percentile(figures, 0.5), p95Seconds: percentile(figures, 0.95) };
}

/** Within 5 %: durations are counted by buckets. */
function percentile(figures: readonly Sum[], share: number): number | null {
  const buckets = new Map<string, number>();
  for (const { label, count } of figures) buckets.set(label, (buckets.get(label) ?? 0) + count);
  const all = total(figures);
  let below = 0;
  for (const [bucket, count] of [...buckets].sort(([one], [other]) => Number(one) - Number(other))) {
    below += count;
    if (count > 0 && below >= share * all) return secondsOf(bucket);
  }
  return null;
}

/** By subject, in the order of the most. */
function grouped(figures: readonly Sum[]): [string, Sum[]][] {
  return [...Map.groupBy(figures, ({ subject }) => subject)].sort(([, one], [, other]) => total(other) - total(one));
}
