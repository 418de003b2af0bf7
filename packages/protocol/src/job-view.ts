import type { LedgerEntry } from './event.ts';
import type { Usage } from './job.ts';
import { textOf } from './json.ts';

/** A job as a live view shows it, folded from its ledger entries; the same on a terminal and in a browser. */
export interface JobView {
  /** Title of the running phase; null before the first and after the last. */
  phase: string | null;
  /** 0 to 100, by weight of the phases that are over and of the tasks of the running one. */
  percent: number;
  /** What the running phase weighs, and what the percent was when it began. */
  running: { weight: number; from: number };
  /** Roles at work. */
  agents: string[];
  /** What the last tool call did. */
  action: string | null;
  used: Usage;
  gates: { name: string; verdict: string; reason: string }[];
  waitingFor: string | null;
  lastAt: string | null;
}

export const emptyView: JobView = {
  phase: null,
  percent: 0,
  running: { weight: 0, from: 0 },
  agents: [],
  action: null,
  used: { steps: 0, tokens: 0, seconds: 0, cents: 0 },
  gates: [],
  waitingFor: null,
  lastAt: null,
};

/** The view after one more entry. Pure: unknown entries change nothing but the time. */
export function foldEntry(view: JobView, entry: LedgerEntry): JobView {
  const next: JobView = { ...view, used: addUsage(view.used, entry.data['usage']), lastAt: entry.time };
  if (entry.kind === 'job_status') {
    next.waitingFor = entry.data['to'] === 'waiting_human' ? textOf(entry.data['waitingFor'], entry.summary) : null;
    if (entry.data['to'] === 'succeeded') next.percent = 100;
    return next;
  }
  if (entry.kind !== 'event') return next;
  const data = entry.data;
  switch (data['event']) {
    case 'phase-started':
      next.phase = textOf(data['title'] ?? data['name'], entry.summary);
      next.running = { weight: amountOf(data['weight']), from: view.percent };
      return next;
    case 'phase-finished':
      next.phase = null;
      // A phase that is skipped never began.
      next.percent = Math.min(100, (view.phase === null ? view.percent : view.running.from) + amountOf(data['weight']));
      return next;
    case 'task-started':
      next.action = entry.summary;
      return next;
    case 'task-finished': {
      // A task that is done again after an interruption counts no further than its phase.
      const { weight, from } = view.running;
      if (view.phase !== null)
        next.percent = Math.min(100, from + weight, view.percent + weight * amountOf(data['share']));
      return next;
    }
    case 'agent-started':
      next.agents = [...view.agents, entry.actor.id];
      return next;
    case 'agent-finished':
      next.agents = without(view.agents, entry.actor.id);
      return next;
    case 'tool-started':
    case 'tool-finished':
    case 'gate-started':
      next.action = entry.summary;
      return next;
    case 'gate-finished': {
      // What a branch came to is not what the job comes to.
      if ('branch' in data) return next;
      const result = data['result'] as { gate?: string; verdict?: string; reason?: string } | undefined;
      const name = String(result?.gate ?? entry.summary);
      const gate = { name, verdict: String(result?.verdict ?? ''), reason: String(result?.reason ?? '') };
      next.gates = [...view.gates.filter((other) => other.name !== name), gate];
      return next;
    }
    default:
      return next;
  }
}

function amountOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function addUsage(used: Usage, more: unknown): Usage {
  if (typeof more !== 'object' || more === null) return used;
  const value = (key: keyof Usage) => {
    const amount = (more as Record<string, unknown>)[key];
    return typeof amount === 'number' && Number.isFinite(amount) ? amount : 0;
  };
  return {
    steps: used.steps + value('steps'),
    tokens: used.tokens + value('tokens'),
    seconds: used.seconds + value('seconds'),
    cents: used.cents + value('cents'),
  };
}

function without(list: string[], item: string): string[] {
  const at = list.indexOf(item);
  return at < 0 ? list : [...list.slice(0, at), ...list.slice(at + 1)];
}
