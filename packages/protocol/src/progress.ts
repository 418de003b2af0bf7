import type { LedgerEntry } from './event.ts';

/** A top-level step of a workflow as people see it. Weights of all phases add up to 100. */
export interface Phase {
  name: string;
  title: string;
  weight: number;
}

export const phaseStates = ['waiting', 'running', 'done', 'skipped', 'failed', 'stopped', 'not-begun'] as const;
export type PhaseState = (typeof phaseStates)[number];

export interface Progress {
  /** 0 to 100, by the weight of the phases that are over and of the tasks of the running one. */
  percent: number;
  /** Name of the running phase. */
  current: string | null;
  /** Phases in workflow order, then those that only the entries know, in the order they started. */
  phases: (Phase & { state: PhaseState })[];
}

/** How far a job is, from its phase entries. Pure; the same entry twice counts once. */
export function progress(workflow: readonly Phase[], entries: readonly LedgerEntry[]): Progress {
  const phases = new Map<string, Phase & { state: PhaseState }>();
  for (const { name, title, weight } of workflow) phases.set(name, { name, title, weight, state: 'waiting' });
  /** Tasks of the running phase that are done, with their share of it. */
  const done = new Map<string, number>();
  for (const entry of entries) {
    const { task, share } = entry.data;
    if (entry.kind === 'event' && entry.data['event'] === 'task-finished' && typeof task === 'string') {
      if (typeof share === 'number' && Number.isFinite(share)) done.set(task, share);
      continue;
    }
    const { event, name, title, weight, status } = entry.data;
    if (entry.kind !== 'event' || typeof name !== 'string') continue;
    if (event !== 'phase-started' && event !== 'phase-finished') continue;
    const known = phases.get(name);
    done.clear();
    phases.set(name, {
      name,
      title: typeof title === 'string' ? title : (known?.title ?? name),
      weight: typeof weight === 'number' && Number.isFinite(weight) ? weight : (known?.weight ?? 0),
      state:
        event === 'phase-finished' ? stateOf(status) : known && known.state !== 'waiting' ? known.state : 'running',
    });
  }
  const list = [...phases.values()];
  const over = list.filter((phase) => phase.state !== 'waiting' && phase.state !== 'running');
  const running = list.findLast((phase) => phase.state === 'running');
  const part = Math.min(
    1,
    [...done.values()].reduce((total, share) => total + share, 0),
  );
  const sum = over.reduce((total, phase) => total + phase.weight, (running?.weight ?? 0) * part);
  return {
    percent: Math.max(0, Math.min(100, Math.round(sum * 10) / 10)),
    current: running?.name ?? null,
    phases: list,
  };
}

function stateOf(status: unknown): PhaseState {
  return status === 'skipped' || status === 'failed' ? status : 'done';
}
