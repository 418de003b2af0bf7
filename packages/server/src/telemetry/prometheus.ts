import { type Metrics, secondsOf } from '@codewright/protocol/figures';
import { Counter, Gauge, type Metric, Registry } from 'prom-client';
import type { Sum } from './metrics.ts';

const bounds = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200];

/** The names that monitors of such systems know; a task is a job. */
export async function expose(figures: readonly Sum[], queue: Metrics['queue']): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const of = (measure: Sum['measure']) => figures.filter((one) => one.measure === measure && one.count > 0);
  const count = (name: string, help: string, measure: Sum['measure'], labels: (one: Sum) => Record<string, string>) => {
    const found = of(measure);
    const counter = new Counter({ name, help, labelNames: Object.keys(found[0] ? labels(found[0]) : {}), registers });
    for (const one of found) counter.inc(labels(one), one.count);
  };
  count('orchestrator_tasks_total', 'Jobs that ended', 'ended', (one) => ({ mode: one.subject, status: one.label }));
  count('orchestrator_task_failures_total', 'Jobs that failed, by the code of their error', 'error', (one) => ({
    code: one.subject,
  }));
  count('orchestrator_agent_calls_total', 'Turns and calls of tools by agents', 'agent', (one) => ({
    agent: one.subject,
  }));
  count('orchestrator_agent_errors_total', 'Attempts to ask a model that failed', 'agent-error', (one) => ({
    agent: one.subject,
  }));
  const cached = (subject: string) => of('cache').filter((one) => one.subject === subject);
  for (const [name, subject] of [
    ['orchestrator_cache_hits_total', 'hit'],
    ['orchestrator_cache_misses_total', 'miss'],
  ] as const) {
    const counter = new Counter({
      name,
      help: `Turns whose prompt was a ${subject} in the provider's cache`,
      registers,
    });
    counter.inc(cached(subject).reduce((sum, one) => sum + one.count, 0));
  }
  registry.registerMetric(
    histogram('orchestrator_task_duration_seconds', 'From the first start of a job to its end', 'mode', of('duration')),
  );
  registry.registerMetric(
    histogram('orchestrator_agent_response_time_seconds', 'What a turn of a model took', 'agent', of('turn')),
  );
  new Gauge({ name: 'orchestrator_active_sessions', help: 'Jobs at work now', registers }).set(queue['running'] ?? 0);
  const waiting = new Gauge({
    name: 'orchestrator_jobs',
    help: 'Jobs that are not over',
    labelNames: ['status'],
    registers,
  });
  for (const [status, jobs] of Object.entries(queue)) waiting.set({ status }, jobs);
  return registry.metrics();
}

/** A histogram of what was counted elsewhere: the library only observes one value after another. */
function histogram(name: string, help: string, label: string, figures: readonly Sum[]): Metric {
  const values = [...new Set(figures.map(({ subject }) => subject))].flatMap((subject) => {
    const own = figures.filter((one) => one.subject === subject);
    const sum = (some: readonly Sum[], what: 'count' | 'seconds') => some.reduce((all, one) => all + one[what], 0);
    const upTo = (bound: number) =>
      sum(
        own.filter((one) => secondsOf(one.label) <= bound),
        'count',
      );
    const all = sum(own, 'count');
    return [
      ...bounds.map((le) => ({ metricName: `${name}_bucket`, labels: { [label]: subject, le }, value: upTo(le) })),
      { metricName: `${name}_bucket`, labels: { [label]: subject, le: '+Inf' }, value: all },
      { metricName: `${name}_sum`, labels: { [label]: subject }, value: sum(own, 'seconds') },
      { metricName: `${name}_count`, labels: { [label]: subject }, value: all },
    ];
  });
  const counted = { name, help, type: 'histogram', aggregator: 'sum', values };
  return { name, get: async () => counted } as unknown as Metric;
}
