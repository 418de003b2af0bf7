import type { EntryDraft } from '@codewright/protocol/event';
import type { Ledger } from '../../server/src/ledger/contract.ts';

/** The record of a job that worked for a very long time: turns, calls and their outputs, written behind what it has. */
export async function lengthen(ledger: Ledger, job: string, to: number): Promise<void> {
  const [last] = await ledger.read({ job, newestFirst: true, limit: 1 });
  const have = last?.seq ?? 0;
  const actor = { type: 'agent', id: 'builder' } as const;
  const drafts = Array.from({ length: to - have }, (_, index): EntryDraft => {
    const turn = Math.floor(index / 2) + 1;
    const step = `long/turn-${turn}`;
    const path = `src/part-${turn % 50}/file-${turn}.ts`;
    if (index % 2 === 0) {
      const result = { calls: [{ tool: 'read_file', input: { path } }], text: turn % 5 === 0 ? `Now ${path}.` : '' };
      return {
        job,
        kind: 'event',
        actor,
        summary: `builder reads ${path}`,
        data: { event: 'turn-finished', step, result, usage: { steps: 1, tokens: 10, seconds: 0, cents: 0 } },
      };
    }
    const text = `${`export const value${turn} = ${turn};\n`.repeat(12)}${turn === 7000 ? 'a needle in "the" hay\n' : ''}`;
    const result = { status: 'ok', durationMs: turn % 90, text };
    return {
      job,
      kind: 'event',
      actor,
      summary: `read ${path}`,
      data: { event: 'tool-finished', step: `${step}/call-0`, tool: 'read_file', result },
    };
  });
  for (let at = 0; at < drafts.length; at += 1000) await ledger.append(drafts.slice(at, at + 1000));
}
