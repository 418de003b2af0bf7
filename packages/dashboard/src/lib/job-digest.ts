import type { LedgerEntry } from '@codewright/protocol/event';
import type { Usage } from '@codewright/protocol/job';
import { emptyView, foldEntry, type JobView } from '@codewright/protocol/job-view';
import { textOf } from '@codewright/protocol/json';

/** What the page of a job needs of all its entries; as small for a job of many thousand as for one of a hundred. */
export interface JobDigest {
  view: JobView;
  /** Beginnings and ends of phases and tasks, states of the files, and of everything else the newest of its kind; by sequence. */
  marks: readonly LedgerEntry[];
  spent: Spent;
}

export interface Spent {
  turns: number;
  /** Turns whose usage the provider has said. */
  reported: number;
  bySteps: ReadonlyMap<string, Usage>;
  /** By task: what agents that have begun and not ended may still spend. */
  atWork: ReadonlyMap<string, Usage>;
}

/** States of the files that can be chosen one by one; older ones count by the steps that they begin and end only. */
const keptStates = 300;
/** Of these the newest says all. */
const newestOnly = new Set(['packages-resolved', 'sandbox-opened', 'agent-finished', 'result-merged', 'turn-finished']);
/** Of an entry that stands for a state of the files or a turn. */
const slimFields = new Set(['event', 'name', 'step', 'task', 'branch', 'checkpoint']);

/** Takes the entries of a job one after the other and keeps nothing of their bulk. */
export class DigestMaker {
  #view = emptyView;
  readonly #phases: LedgerEntry[] = [];
  /** Of the phase that runs. */
  #tasks: LedgerEntry[] = [];
  readonly #newest = new Map<string, LedgerEntry>();
  #states: LedgerEntry[] = [];
  /** The state that the files were in at each bound of a phase: its changes lie between two of them. */
  readonly #bounds: LedgerEntry[] = [];
  #turns = 0;
  #reported = 0;
  readonly #bySteps = new Map<string, Usage>();
  readonly #atWork = new Map<string, Usage>();

  take(entry: LedgerEntry): void {
    this.#view = foldEntry(this.#view, entry);
    const event = textOf(entry.data['event'], '');
    if (event === 'phase-started' || event === 'phase-finished') {
      this.#phases.push(entry);
      this.#tasks = [];
      this.#bounds.push(...this.#states.slice(-1));
    } else if (event === 'task-finished') this.#tasks.push(entry);
    const slot = slotOf(entry, event);
    if (slot !== null) this.#newest.set(slot, slot === 'turn-finished' ? slim(entry) : entry);
    this.#state(entry);
    this.#spend(entry, event);
  }

  read(): JobDigest {
    const kept = [...this.#bounds, ...this.#states, ...this.#newest.values(), ...this.#phases, ...this.#tasks];
    // An entry that is kept twice is whole where it is kept last.
    const bySeq = new Map(kept.map((entry) => [entry.seq, entry]));
    return {
      view: this.#view,
      marks: [...bySeq.values()].sort((one, other) => one.seq - other.seq),
      spent: {
        turns: this.#turns,
        reported: this.#reported,
        bySteps: new Map(this.#bySteps),
        atWork: new Map(this.#atWork),
      },
    };
  }

  #state(entry: LedgerEntry): void {
    const last = this.#states.at(-1)?.data;
    const commit = textOf(entry.data['checkpoint'], '');
    if (commit === '' || (commit === last?.['checkpoint'] && 'branch' in last === 'branch' in entry.data)) return;
    this.#states.push(slim(entry));
    if (this.#states.length > keptStates * 2) this.#states = this.#states.slice(-keptStates);
  }

  #spend({ data }: LedgerEntry, event: string): void {
    if (event === 'turn-finished') {
      this.#turns += 1;
      const result = data['result'] as { usage?: { reported?: unknown } } | undefined;
      if (result?.usage?.reported === true) this.#reported += 1;
    }
    const task = textOf(data['task'], '');
    if (event === 'agent-started') {
      const caps = usageIn(data['caps']);
      if (caps) this.#atWork.set(task, caps);
    } else if (event === 'agent-finished') this.#atWork.delete(task);
    const usage = usageIn(data['usage']);
    if (usage === null) return;
    const left = this.#atWork.get(task);
    if (left)
      this.#atWork.set(
        task,
        each((key) => Math.max(0, left[key] - usage[key])),
      );
    const step = textOf(data['step'], '').split('/')[0] ?? '';
    const sum = this.#bySteps.get(step);
    if (step !== '') this.#bySteps.set(step, sum ? each((key) => sum[key] + usage[key]) : usage);
  }
}

/** What an entry is the newest of; null where older ones count too, or none does. */
function slotOf({ kind, data, actor }: LedgerEntry, event: string): string | null {
  if (kind === 'plan' || kind === 'review') return kind;
  if (kind === 'patch' && typeof data['added'] === 'number') return kind;
  if (kind === 'analysis' || kind === 'evaluation') return `${kind} ${textOf(data['type'], '')}`;
  if (kind === 'message' && actor.type === 'user') return 'said';
  return newestOnly.has(event) ? event : null;
}

/** Without what makes an entry large. */
function slim(entry: LedgerEntry): LedgerEntry {
  const kept = Object.entries(entry.data).filter(([name]) => slimFields.has(name));
  return { ...entry, summary: entry.summary.slice(0, 80), data: Object.fromEntries(kept) };
}

function each(amount: (key: keyof Usage) => number): Usage {
  return { steps: amount('steps'), tokens: amount('tokens'), seconds: amount('seconds'), cents: amount('cents') };
}

function usageIn(value: unknown): Usage | null {
  if (typeof value !== 'object' || value === null) return null;
  const given = value as Record<string, unknown>;
  return each((key) => (typeof given[key] === 'number' ? given[key] : 0));
}
