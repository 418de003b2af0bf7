import type { Candidate, TestOutcome, Trials, Variant } from '../contract.ts';
import { variantOf } from './go-variants.ts';
import type { Source, SourceReader } from '../syntax.ts';

/** Changes that go into one program: few at first, so that what is likely is soon known. */
const sizes = [60, 160, 320, 500];
/** Changes that have to be tried one by one, and milliseconds for them before the next program. */
const singlesAtOnce = 6;
const singlesMs = 4000;

interface Chosen {
  candidate: Candidate;
  variant: Variant;
}

interface Screening {
  screen: NonNullable<Trials['screen']>;
  reader: SourceReader;
  /** Contents that the changes are made in. */
  textOf: (path: string) => string;
  edits: Record<string, string>;
  files: readonly string[];
  /** The failing tests. */
  names: readonly string[];
  timeoutMs: () => number;
  leftMs: () => number;
  /** Whether what the tests tell of a change makes it worth a try of its own. */
  helps: (results: readonly Pick<TestOutcome, 'name' | 'ok'>[]) => boolean;
  onScreened: (count: number) => void;
}

/**
 * Changes to try one by one, in groups, most likely first: of those that can be tried many in one program the ones that did well there,
 * between them some of the others.
 */
export async function* screened(
  candidates: readonly Candidate[],
  how: Screening,
): AsyncGenerator<readonly Candidate[]> {
  const sources = new Map<string, Source | null>();
  const singles: Candidate[] = [];
  let at = 0;
  for (let turn = 0; at < candidates.length; turn += 1) {
    const chosen: Chosen[] = [];
    const size = sizes[Math.min(turn, sizes.length - 1)] ?? 0;
    for (; at < candidates.length && chosen.length < size; at += 1) {
      const candidate = candidates[at];
      if (!candidate) continue;
      const { path } = candidate;
      if (!sources.has(path)) sources.set(path, await how.reader.read(path, how.textOf(path)));
      const source = sources.get(path);
      const variant = source ? await variantOf(source, candidate, how.reader, at) : null;
      if (variant) chosen.push({ candidate, variant });
      else singles.push(candidate);
    }
    const known = await screenAll(chosen, how);
    if (known === null) {
      yield [...chosen.map(({ candidate }) => candidate), ...singles, ...candidates.slice(at)].toSorted(
        (a, b) => b.score - a.score,
      );
      return;
    }
    yield known;
    const until = performance.now() + singlesMs;
    while (singles.length > 0 && performance.now() < until) yield singles.splice(0, singlesAtOnce);
  }
  yield singles;
}

/** Which of the changes did well, in their order; null where none could be tried in this way. */
async function screenAll(chosen: readonly Chosen[], how: Screening): Promise<Candidate[] | null> {
  // Two programs side by side, each with every other one.
  const halves = [chosen.filter((_, index) => index % 2 === 0), chosen.filter((_, index) => index % 2 === 1)];
  const answers = await Promise.all(
    halves.map(async (half) => {
      if (half.length === 0) return [];
      const { edits, files, names } = how;
      const variants = half.map(({ variant }) => variant);
      const told = await how.screen({
        edits,
        files,
        variants,
        names,
        timeoutMs: how.timeoutMs(),
        spendMs: how.leftMs(),
      });
      return half.map(({ candidate }, index) => ({ candidate, results: told[index] ?? null }));
    }),
  );
  const all = answers.flat();
  const tried = all.filter(({ results }) => results !== null);
  if (all.length > 0 && tried.length === 0) return null;
  how.onScreened(tried.length);
  const well = new Set(tried.flatMap(({ candidate, results }) => (how.helps(results ?? []) ? [candidate] : [])));
  return chosen.flatMap(({ candidate }) => (well.has(candidate) ? [candidate] : []));
}
