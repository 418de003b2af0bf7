import type { LedgerEntry } from '@codewright/protocol/event';
import { printable } from './format.ts';

/** What a replay found, as its entry holds it. */
interface Comparison {
  same: boolean;
  trees: { recorded: string | null; replayed: string | null };
  turns: { recorded: number; replayed: number };
  firstOtherTree: string | null;
  differences: { step: string; what: string }[];
  files: string[];
  diff: string;
}

/** The verdict on a replay, and all that was not as recorded. */
export function replayReport(entries: readonly LedgerEntry[]): string {
  const entry = entries.findLast(({ data }) => data['event'] === 'replay-compared');
  const found = entry?.data['result'] as unknown as Comparison | undefined;
  if (!found) return 'The replay ended before the results could be compared.';
  const { recorded, replayed } = found.trees;
  const lines = [
    found.same ? 'SAME: the record leads to the same result.' : 'DIFFERS: the record does not lead to the same result.',
    `  turns answered from the record: ${found.turns.replayed} of ${found.turns.recorded}`,
    `  tree: ${replayed ?? 'not judged by gates'}${recorded === replayed ? '' : `, recorded ${recorded ?? 'none'}`}`,
  ];
  if (found.firstOtherTree !== null) lines.push(`  first step that left another tree: ${found.firstOtherTree}`);
  for (const { step, what } of found.differences) lines.push(`  ${step}: ${printable(what)}`);
  if (found.files.length > 0)
    lines.push(
      `  files that differ: ${found.files.map((file) => printable(file)).join(', ')}`,
      '',
      printable(found.diff),
    );
  return lines.join('\n');
}
