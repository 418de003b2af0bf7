import type { LedgerEntry } from './event.ts';

/** A top-level step of a workflow as people see it. Weights of all phases add up to 100. */
export interface Phase {
  name: string;
  title: string;
  weight: number;
}

export type PhaseState = 'waiting' | 'running' | 'done' | 'skipped' | 'failed';

export interface Progress {
  /** 0 to 100, by the weight of the phases that are over. */
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
  for (const entry of entries) {
    const { event, name, title, weight, status } = entry.data;
    if (entry.kind !== 'event' || typeof name !== 'string') continue;
    if (event !== 'phase-started' && event !== 'phase-finished') continue;
    const known = phases.get(name);
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
  const sum = over.reduce((total, phase) => total + phase.weight, 0);
  return {
    percent: Math.max(0, Math.min(100, Math.round(sum * 10) / 10)),
    current: list.findLast((phase) => phase.state === 'running')?.name ?? null,
    phases: list,
  };
}

function stateOf(status: unknown): PhaseState {
  return status === 'skipped' || status === 'failed' ? status : 'done';
}
