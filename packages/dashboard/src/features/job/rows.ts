import type { LedgerEntry } from '@codewright/protocol/event';

/** A row of the transcript: one thing that happened, made of all entries that tell of it. */
export type Row =
  | {
      kind: 'phase';
      key: string;
      seq: number;
      time: string;
      title: string;
      state: 'running' | 'done' | 'failed' | 'skipped';
    }
  | { kind: 'call'; key: string; seq: number; time: string; call: Call }
  | {
      kind: 'words';
      key: string;
      seq: number;
      time: string;
      who: string;
      byPerson: boolean;
      text: string;
      entry: LedgerEntry;
    }
  | {
      kind: 'gate';
      key: string;
      seq: number;
      time: string;
      name: string;
      verdict: string;
      reason: string;
      durationMs: number | null;
    }
  | { kind: 'state'; key: string; seq: number; time: string; text: string; to: string }
  | { kind: 'raw'; key: string; seq: number; time: string; entry: LedgerEntry };

/** A tool call, from the turn that asked for it to its end. */
export interface Call {
  tool: string;
  who: string;
  title: string;
  input: unknown;
  /** `waiting` and `running` have no end yet. */
  status: 'waiting' | 'running' | 'ok' | 'failed' | 'error' | 'denied';
  durationMs: number | null;
  exitCode: number | null;
  output: string;
}

type Data = Record<string, unknown>;
const dataOf = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {});
const words = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Bookkeeping that other rows already show: what it tells is not lost, the raw record has it. */
const silent = new Set([
  'turn-started',
  'step-finished',
  'checkpoint-made',
  'file-written',
  'log-written',
  'agent-finished',
]);

/** The rows of a job, made entry by entry, so that one more costs nothing. Calls are paired by the step that they are. */
export class Rows {
  readonly #all: Row[] = [];
  /** Row of each entry that has one, by seq. */
  readonly #at = new Map<number, number>();
  readonly #calls = new Map<string, number>();
  readonly #phases = new Map<string, number>();
  readonly #gates = new Map<string, number>();
  readonly #shown: number | null;
  #first = 0;
  #count = 0;
  #last = 0;

  /** `shown`: seq of an entry that has a row whatever it tells of. */
  constructor(shown: number | null = null) {
    this.#shown = shown;
  }

  /** True when these rows can go on with the entries: they begin where the rows do, and none is missing. */
  canTake(entries: readonly LedgerEntry[]): boolean {
    return this.#count === 0 || (entries[0]?.seq === this.#first && this.#upTo(entries) === this.#count);
  }

  /** How many of the entries are no newer than the last one that was taken. */
  #upTo(entries: readonly LedgerEntry[]): number {
    let count = entries.length;
    while (count > 0 && (entries[count - 1]?.seq ?? 0) > this.#last) count -= 1;
    return count;
  }

  take(entries: readonly LedgerEntry[]): Row[] {
    this.#first ||= entries[0]?.seq ?? 0;
    for (const entry of entries.slice(this.#upTo(entries))) this.#add(entry);
    this.#count = entries.length;
    this.#last = entries.at(-1)?.seq ?? this.#last;
    return [...this.#all];
  }

  /** The row that tells of an entry, or of what came right before it. */
  indexOf(seq: number): number {
    for (let at = seq; at >= this.#first; at -= 1) {
      const index = this.#at.get(at);
      if (index !== undefined) return index;
    }
    return 0;
  }

  #push(row: Row): number {
    return this.#all.push(row) - 1;
  }

  #add(entry: LedgerEntry): void {
    const { seq, time, data, summary } = entry;
    const key = entry.id;
    const event = words(data['event']);
    // A plan or a review is worth a row of its own, beside that of the call that it came with.
    if (entry.kind === 'plan' || entry.kind === 'review')
      this.#at.set(seq, this.#push({ kind: 'raw', key, seq, time, entry }));
    if (event === 'turn-finished') this.#turn(entry);
    else if (event === 'tool-started' || event === 'tool-finished') {
      const step = words(data['step']);
      let index = this.#calls.get(step);
      if (index === undefined) {
        const call = newCall(words(data['tool']), entry.actor.id);
        index = this.#push({ kind: 'call', key, seq, time, call });
        this.#calls.set(step, index);
      }
      const row = this.#all[index];
      if (row?.kind === 'call') this.#all[index] = { ...row, call: applied(row.call, event, data, summary) };
      this.#at.set(seq, index);
    } else if (event === 'phase-started' || event === 'phase-finished') {
      const name = words(data['name']);
      const known = this.#phases.get(name);
      const row = known === undefined ? undefined : this.#all[known];
      if (event === 'phase-finished' && known !== undefined && row?.kind === 'phase') {
        this.#all[known] = { ...row, state: phaseState(data['status']) };
      } else if (event === 'phase-started') {
        const title = words(data['title']) || summary;
        const index = this.#push({ kind: 'phase', key, seq, time, title, state: 'running' });
        this.#phases.set(name, index);
        this.#at.set(seq, index);
      }
    } else if (event === 'gate-started' || event === 'gate-finished') this.#gate(entry);
    else if (entry.kind === 'message') {
      const byPerson = entry.actor.type === 'user';
      const text = textOf(entry);
      this.#at.set(seq, this.#push({ kind: 'words', key, seq, time, who: entry.actor.id, byPerson, text, entry }));
    } else if (entry.kind === 'job_status' || entry.kind === 'job_created' || entry.kind === 'job_claimed') {
      const to = words(data['to']) || (entry.kind === 'job_created' ? 'queued' : 'running');
      this.#at.set(seq, this.#push({ kind: 'state', key, seq, time, text: summary, to }));
    } else if ((!silent.has(event) || seq === this.#shown) && !this.#at.has(seq))
      this.#at.set(seq, this.#push({ kind: 'raw', key, seq, time, entry }));
  }

  #turn(entry: LedgerEntry): void {
    const { id: key, seq, time, data } = entry;
    const who = entry.actor.id;
    const result = dataOf(data['result']);
    const text = words(result['text']).trim();
    if (text !== '')
      this.#at.set(seq, this.#push({ kind: 'words', key, seq, time, who, byPerson: false, text, entry }));
    for (const [index, asked] of (Array.isArray(result['calls']) ? result['calls'] : []).entries()) {
      const { tool, input } = dataOf(asked);
      const call: Call = { ...newCall(words(tool), who), input };
      const at = this.#push({ kind: 'call', key: `${key}/${index}`, seq, time, call });
      this.#calls.set(`${words(data['step'])}/call-${index}`, at);
      if (!this.#at.has(seq)) this.#at.set(seq, at);
    }
  }

  #gate({ id: key, seq, time, data, summary }: LedgerEntry): void {
    const result = dataOf(data['result']);
    const name = words(result['gate']) || words(data['gate']) || words(data['name']) || summary;
    const known = this.#gates.get(name);
    const row = known === undefined ? undefined : this.#all[known];
    // A pass that nothing was captured for is none, here as under Checks.
    const proven = Array.isArray(result['evidence']) && result['evidence'].length > 0;
    const verdict = result['verdict'] === 'passed' && !proven ? 'not-checked' : words(result['verdict']);
    const reason = words(result['reason']);
    const durationMs = numberOf(result['durationMs']) ?? numberOf(data['durationMs']);
    if (known !== undefined && row?.kind === 'gate' && row.verdict === '' && data['event'] === 'gate-finished') {
      this.#all[known] = { ...row, verdict, reason, durationMs };
      this.#at.set(seq, known);
      return;
    }
    const index = this.#push({ kind: 'gate', key, seq, time, name, verdict, reason, durationMs });
    this.#gates.set(name, index);
    this.#at.set(seq, index);
  }
}

function newCall(tool: string, who: string): Call {
  return { tool, who, title: tool, input: null, status: 'waiting', durationMs: null, exitCode: null, output: '' };
}

function applied(call: Call, event: string, data: Data, summary: string): Call {
  if (event === 'tool-started') {
    const status = call.status === 'waiting' ? 'running' : call.status;
    return { ...call, title: summary, status, input: call.input ?? data['input'] };
  }
  const result = dataOf(data['result']);
  const status = words(result['status']) || words(data['status']);
  return {
    ...call,
    title: summary,
    status: status === 'ok' || status === 'failed' || status === 'denied' ? status : 'error',
    durationMs: numberOf(result['durationMs']) ?? numberOf(data['durationMs']),
    exitCode: numberOf(data['exitCode']),
    output: words(result['text']),
  };
}

function textOf(entry: LedgerEntry): string {
  return words(entry.data['text']) || entry.summary;
}

function phaseState(status: unknown): 'done' | 'failed' | 'skipped' {
  return status === 'skipped' || status === 'failed' ? status : 'done';
}
