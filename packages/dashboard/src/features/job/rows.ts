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

/** Pure. Calls are paired by the step that they are, never by where they stand. */
export function rowsOf(entries: readonly LedgerEntry[]): Row[] {
  const rows: Row[] = [];
  const calls = new Map<string, Call>();
  const phases = new Map<string, Row & { kind: 'phase' }>();
  const gates = new Map<string, Row & { kind: 'gate' }>();
  for (const entry of entries) {
    const { seq, time, data, summary } = entry;
    const key = entry.id;
    const event = entry.kind === 'event' ? words(data['event']) : '';
    const step = words(data['step']);
    if (event === 'turn-finished') {
      const result = dataOf(data['result']);
      const text = words(result['text']).trim();
      const who = entry.actor.id;
      if (text !== '') rows.push({ kind: 'words', key, seq, time, who, byPerson: false, text, entry });
      for (const [index, asked] of (Array.isArray(result['calls']) ? result['calls'] : []).entries()) {
        const { tool, input } = dataOf(asked);
        const call: Call = { ...newCall(words(tool), who), input };
        const name = `${step}/call-${index}`;
        calls.set(name, call);
        rows.push({ kind: 'call', key: `${key}/${index}`, seq, time, call });
      }
    } else if (event === 'tool-started' || event === 'tool-finished') {
      let call = calls.get(step);
      if (!call) {
        call = newCall(words(data['tool']), entry.actor.id);
        calls.set(step, call);
        rows.push({ kind: 'call', key, seq, time, call });
      }
      apply(call, event, data, summary);
    } else if (event === 'phase-started' || event === 'phase-finished') {
      const name = words(data['name']);
      const known = phases.get(name);
      if (event === 'phase-finished' && known) known.state = phaseState(data['status']);
      else if (event === 'phase-started') {
        const row = {
          kind: 'phase' as const,
          key,
          seq,
          time,
          title: words(data['title']) || summary,
          state: 'running' as const,
        };
        phases.set(name, row);
        rows.push(row);
      }
    } else if (event === 'gate-started' || event === 'gate-finished') {
      takeGate(entry, gates, rows);
    } else if (entry.kind === 'message') {
      rows.push({
        kind: 'words',
        key,
        seq,
        time,
        who: entry.actor.id,
        byPerson: entry.actor.type === 'user',
        text: textOf(entry),
        entry,
      });
    } else if (entry.kind === 'job_status' || entry.kind === 'job_created' || entry.kind === 'job_claimed') {
      const to = words(data['to']) || (entry.kind === 'job_created' ? 'queued' : 'running');
      rows.push({ kind: 'state', key, seq, time, text: summary, to });
    } else if (!silent.has(event)) {
      rows.push({ kind: 'raw', key, seq, time, entry });
    }
  }
  return rows;
}

function newCall(tool: string, who: string): Call {
  return { tool, who, title: tool, input: null, status: 'waiting', durationMs: null, exitCode: null, output: '' };
}

function apply(call: Call, event: string, data: Data, summary: string): void {
  call.title = summary;
  if (event === 'tool-started') {
    if (call.status === 'waiting') call.status = 'running';
    if (call.input === null) call.input = data['input'];
    return;
  }
  const result = dataOf(data['result']);
  const status = words(result['status']) || words(data['status']);
  call.status = status === 'ok' || status === 'failed' || status === 'denied' ? status : 'error';
  call.durationMs = numberOf(result['durationMs']) ?? numberOf(data['durationMs']);
  call.exitCode = numberOf(data['exitCode']);
  call.output = words(result['text']);
}

function takeGate(
  { id, seq, time, data, summary }: LedgerEntry,
  gates: Map<string, Row & { kind: 'gate' }>,
  rows: Row[],
): void {
  const result = dataOf(data['result']);
  const name = words(result['gate']) || words(data['gate']) || words(data['name']) || summary;
  const known = gates.get(name);
  const isEnd = data['event'] === 'gate-finished';
  if (known && known.verdict === '' && isEnd) {
    known.verdict = words(result['verdict']);
    known.reason = words(result['reason']);
    known.durationMs = numberOf(result['durationMs']) ?? numberOf(data['durationMs']);
    return;
  }
  const row = {
    kind: 'gate' as const,
    key: id,
    seq,
    time,
    name,
    verdict: words(result['verdict']),
    reason: words(result['reason']),
    durationMs: numberOf(result['durationMs']),
  };
  gates.set(name, row);
  rows.push(row);
}

function textOf(entry: LedgerEntry): string {
  return words(entry.data['text']) || entry.summary;
}

function phaseState(status: unknown): 'done' | 'failed' | 'skipped' {
  return status === 'skipped' || status === 'failed' ? status : 'done';
}
