import type { EntryDraft } from '@codewright/protocol/event';
import type { Ledger } from '../../server/src/ledger/contract.ts';

/** The record of a job that worked for a very long time: turns, calls and their outputs, written behind what it has. */
export async function lengthen(ledger: Ledger, job: string, to: number): Promise<void> {
  const [last] = await ledger.read({ job, newestFirst: true, limit: 1 });
  const missing = to - (last?.seq ?? 0);
  const drafts = Array.from({ length: Math.ceil(missing / 2) }, (_, index) => turnOf(job, index + 1)).flat();
  for (let at = 0; at < missing; at += 1000) await ledger.append(drafts.slice(at, Math.min(at + 1000, missing)));
}

/** A turn of a long job that reads a file, and the call that it asked for: a row of the transcript. */
export function turnOf(job: string, turn: number): EntryDraft[] {
  const step = `long/turn-${turn}`;
  const path = `src/part-${turn % 50}/file-${turn}.ts`;
  const calls = [{ tool: 'read_file', input: { path } }];
  const text = `${`export const value${turn} = ${turn};\n`.repeat(12)}${turn === 7000 ? 'a needle in "the" hay\n' : ''}`;
  const entry = (summary: string, data: EntryDraft['data']): EntryDraft => ({
    job,
    kind: 'event',
    actor: { type: 'agent', id: 'builder' },
    summary,
    data: { step, ...data },
  });
  return [
    entry(`builder reads ${path}`, {
      event: 'turn-finished',
      result: { calls, text: turn % 5 === 0 ? `Now ${path}.` : '' },
      usage: { steps: 1, tokens: 10, seconds: 0, cents: 0 },
    }),
    entry(`read ${path}`, {
      event: 'tool-finished',
      step: `${step}/call-0`,
      tool: 'read_file',
      result: { status: 'ok', durationMs: turn % 90, text },
    }),
  ];
}
