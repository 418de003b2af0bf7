import type { Hints, Patch, Trials } from '../contract.ts';
import { applyEdit, inTurn, proposeEdits } from '../edits/propose.ts';
import type { SourceReader } from '../syntax.ts';

/** How the tests are tried on the patch itself. */
const mostMutants = 10;
const leastMutants = 4;
const mutantSeconds = 6;
/** Some changes change nothing that matters. */
const weakShare = 0.5;
/** What a slip changes: not a whole statement. */
const isValue = /^[^;{}\n]{1,80}$/;

interface MutantOptions {
  trials: Trials;
  reader: SourceReader;
  /** Texts before the patch, by path. */
  before: ReadonlyMap<string, string>;
  hints: Hints;
  timeoutMs: number;
  /** By `performance.now()`. */
  until: number;
}

/**
 * Whether the tests would see it if the mended lines were slightly wrong again, in other ways than before: where most of such changes
 * pass, the tests say little about the mended ones either. A sentence about them; null: they would, or there was no time to look.
 */
export async function unnoticed(patch: Patch, options: MutantOptions): Promise<string | null> {
  const { trials, timeoutMs } = options;
  const until = Math.min(options.until, performance.now() + mutantSeconds * 1000);
  const mutants = await mutantsOf(patch, options);
  let next = 0;
  let tried = 0;
  let passed = 0;
  const worker = async () => {
    for (let mutant = mutants[next++]; mutant && performance.now() < until; mutant = mutants[next++]) {
      const { results } = await trials.run({ edits: { ...patch.edits, [mutant.path]: mutant.text }, timeoutMs });
      tried += 1;
      if (results.length > 0 && results.every(({ ok }) => ok)) passed += 1;
    }
  };
  await Promise.all(Array.from({ length: trials.width }, worker));
  return tried >= leastMutants && passed >= tried * weakShare
    ? `the tests do not notice ${passed} of ${tried} other small changes of the mended lines`
    : null;
}

async function mutantsOf({ edits }: Patch, { reader, before, hints }: MutantOptions) {
  const mutants: { path: string; text: string }[] = [];
  for (const [path, text] of Object.entries(edits)) {
    const old = before.get(path) ?? '';
    const suspects = changedLines(old, text).map((line) => ({ path, line, suspicion: 1, failing: 1, passing: 0 }));
    const source = await reader.read(path, text);
    if (!source) continue;
    const changes = proposeEdits(source, suspects, hints).filter(
      ({ removes, start, end, text: put }) => !removes && isValue.test(text.slice(start, end)) && put.length < 60,
    );
    for (const change of inTurn(changes)) {
      const mutant = applyEdit(text, change);
      if (mutant !== old) mutants.push({ path, text: mutant });
      if (mutants.length >= mostMutants) return mutants;
    }
  }
  return mutants;
}

/** Lines of the new text that stand differently in the old one, from 1. */
function changedLines(before: string, after: string): number[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let first = 0;
  while (first < now.length && now[first] === old[first]) first += 1;
  let last = 0;
  while (last < now.length - first && last < old.length - first && now.at(-1 - last) === old.at(-1 - last)) last += 1;
  return Array.from({ length: now.length - last - first }, (_, at) => first + at + 1);
}
