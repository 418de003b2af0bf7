import type { LedgerEntry } from '@codewright/protocol/event';
import { type JsonObject, type JsonValue, textOf } from '@codewright/protocol/json';
import { createTwoFilesPatch, parsePatch } from 'diff';
import type { JobOutcome } from '../../queue/contract.ts';
import type { CodewrightError } from '../../shared/errors.ts';
import { shortId } from '../../shared/ids.ts';
import type { Closing } from '../outcome.ts';
import { recordPatch, sign } from '../outcome.ts';
import { readRecord, RecordEnds } from './record.ts';
import type { Replay } from './replay.ts';

const system = { type: 'system', id: 'worker' } as const;
/** Characters of a difference between the results that the record keeps. */
const longestDiff = 400_000;

/** What came of a replay; the data of its `replay-compared` entry. */
export interface Comparison {
  of: string;
  same: boolean;
  /** Git trees that the gates judged; null where no gate ran. */
  trees: { recorded: string | null; replayed: string | null };
  turns: { recorded: number; replayed: number };
  /** The first step that left another tree, where one did. */
  firstOtherTree: string | null;
  differences: { step: string; what: string }[];
  files: string[];
  /** Between the two results, file by file; '' where they are the same or cannot be compared. */
  diff: string;
}

/**
 * The end of a replay, whatever came before it: nothing is delivered; the result is held beside the recorded one. It succeeds when the
 * tree is the same and every recorded turn was asked for.
 */
export async function concludeReplay(
  closing: Closing,
  replay: Replay,
  error: CodewrightError | null,
): Promise<JobOutcome> {
  const { job, journal, gates } = closing;
  const { record } = replay;
  if (gates) await recordPatch(closing, gates.commit);
  const result = await journal.run<JsonValue>(
    'compare',
    async () => (await compare(closing, replay, error)) as unknown as JsonValue,
    (made) => {
      const { same } = made as unknown as Comparison;
      const data: JsonObject = { of: record.job.id };
      return {
        event: 'replay-compared',
        actor: system,
        summary: summaryOf(made as unknown as Comparison),
        data: { ...data, same },
      };
    },
  );
  const comparison = result as unknown as Comparison;
  const summary = summaryOf(comparison);
  if (comparison.same) return sign(closing, { status: 'succeeded', stopReason: 'completed', summary });
  const message = comparison.differences[0]
    ? `${summary} ${comparison.differences[0].step}: ${comparison.differences[0].what}`
    : summary;
  return {
    status: 'failed',
    stopReason: 'error',
    summary: message,
    error: {
      code: 'REPLAY_DIFFERS',
      message,
      hint: `All that differs is in its entry replay-compared: codewright jobs logs ${shortId(job.id)} --all --json`,
    },
  };
}

function summaryOf({ same, trees, turns, of, files, firstOtherTree }: Comparison): string {
  const of1 = `Replay of ${shortId(of)}`;
  const asked = `${turns.replayed} of ${turns.recorded} recorded turns, no model asked`;
  if (same) return `${of1}: the same${trees.replayed ? ` tree ${trees.replayed.slice(0, 10)}` : ''} (${asked})`;
  if (trees.recorded !== trees.replayed || firstOtherTree !== null) {
    const what = files.length > 0 ? `: ${files.slice(0, 5).join(', ')}${files.length > 5 ? ' …' : ''}` : '';
    return `${of1}: another tree${what} (${asked}).`;
  }
  return `${of1}: it went another way (${asked}).`;
}

async function compare(closing: Closing, replay: Replay, error: CodewrightError | null): Promise<Comparison> {
  const { gates, parts, job } = closing;
  const { record, differences } = replay;
  const own = await parts.ledger.read({ job: job.id, limit: 1_000_000 });
  // By its own record: a replay may have been cut off and gone on, and that of a fork begins with copied turns.
  const used = new Set(readRecord(job, own).turns);
  const trees = { recorded: lastTree(record.entries), replayed: gates?.tree ? gates.tree : lastTree(own) };
  const all = [...differences];
  const reason = unexpectedEnd(replay, error);
  if (reason) all.unshift(reason);
  for (const turn of record.turns)
    if (!used.has(turn)) all.push({ step: turn, what: 'the record has this turn; the replay did not come to it' });
  const { files, diff } =
    trees.recorded === trees.replayed ? { files: [], diff: '' } : compareResults(record.entries, own);
  const sameTree =
    trees.recorded === null ? trees.replayed === null && !replay.endsOtherwise() : trees.recorded === trees.replayed;
  const whole = record.turns.every((turn) => used.has(turn)) && reason === null;
  return {
    of: record.job.id,
    same: whole && sameTree,
    trees,
    turns: { recorded: record.turns.length, replayed: record.turns.filter((turn) => used.has(turn)).length },
    firstOtherTree: replay.firstOtherTree(),
    differences: all.slice(0, 100),
    files,
    diff: diff.length > longestDiff ? `${diff.slice(0, longestDiff)}\n…` : diff,
  };
}

/** A job that failed is replayed to the same failure; any other end than the recorded one is a difference. */
function unexpectedEnd({ record }: Replay, error: CodewrightError | null): { step: string; what: string } | null {
  if (error === null || error instanceof RecordEnds) return null;
  const recorded = record.job.error;
  if (recorded && recorded.code === error.code) return null;
  return { step: 'end', what: `${error.message} (${error.code})` };
}

/** The tree of the last clean clone that gates judged. */
function lastTree(entries: readonly LedgerEntry[]): string | null {
  const judged = entries.findLast(
    (entry) =>
      typeof entry.data['tree'] === 'string' && typeof entry.data['commit'] === 'string' && !('branch' in entry.data),
  );
  return textOf(judged?.data['tree'], '') || null;
}

/** Which files came out otherwise, by the recorded patches of both, and how. */
function compareResults(
  recorded: readonly LedgerEntry[],
  replayed: readonly LedgerEntry[],
): { files: string[]; diff: string } {
  const before = filesOf(recorded);
  const after = filesOf(replayed);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const files = names.filter((name) => before.get(name) !== after.get(name));
  const diff = files
    .map((name) =>
      createTwoFilesPatch(`recorded/${name}`, `replayed/${name}`, before.get(name) ?? '', after.get(name) ?? ''),
    )
    .join('\n');
  return { files, diff };
}

/** The changed lines of each file of the last patch: of a new file all of it. */
function filesOf(entries: readonly LedgerEntry[]): Map<string, string> {
  const patch = entries.findLast((entry) => entry.kind === 'patch')?.data['result'];
  if (typeof patch !== 'string') return new Map();
  return new Map(
    parsePatch(patch).map((file) => {
      const name =
        (file.newFileName === '/dev/null' ? file.oldFileName : file.newFileName)?.replace(/^[ab]\//, '') ?? '';
      const isNew = file.oldFileName === '/dev/null';
      const lines = file.hunks.flatMap((hunk) => hunk.lines).map((line) => (isNew ? line.slice(1) : line));
      return [name, `${lines.join('\n')}\n`];
    }),
  );
}
