import type { Found, Localized, Patch, TestOutcome, Trials } from '../contract.ts';

/** No network, no such program, no rights, a package that is not there: nothing that a change of the sources mends. */
const surroundings =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EACCES|EPERM|EROFS|ENOSPC|EMFILE)\b|getaddrinfo|\bspawn\S* \S+ ENOENT|fetch failed|command not found|Temporary failure in name resolution|Network is unreachable|Name or service not known|Cannot find (?:module|package) '(?![./])|No module named|Executable doesn't exist|no such host|dial (?:tcp|udp)/;

/**
 * Failing tests that fail for what is around them rather than for the sources. None where every failure is of that kind: then it is all
 * there is to mend.
 */
export function failForSurroundings(failing: readonly TestOutcome[]): TestOutcome[] {
  const found = failing.filter(({ message }) => surroundings.test(message));
  return found.length < failing.length ? found : [];
}

/** The same runs, without what they tell of some tests. */
export function withoutTests(trials: Trials, aside: readonly TestOutcome[]): Trials {
  if (aside.length === 0) return trials;
  const names = new Set(aside.map(({ name }) => name));
  return {
    ...trials,
    async run(trial) {
      const told = await trials.run(trial);
      return { ...told, results: told.results.filter(({ name }) => !names.has(name)) };
    },
  };
}

/**
 * Of a patch that mends some of the failures and breaks nothing: the tests that fail still, where none of them has to do with what it
 * changes; null where one has, or where tests have no names.
 */
export async function othersFail(trials: Trials, patch: Patch, localized: Localized): Promise<TestOutcome[] | null> {
  const { results } = await trials.run({ edits: patch.edits, timeoutMs: 30_000, fresh: true });
  const still = results.filter(({ ok }) => !ok);
  const known = new Map(localized.failing.map((one) => [one.name, one]));
  if (still.length === 0 || results.length < localized.outcomes.length) return null;
  const changed = new Set(patch.candidates.map(({ path, line }) => `${path}:${line}`));
  const foreign = still.every(({ name, file }) => {
    const ran = localized.ran.get(name);
    return known.has(name) && name !== file && ran !== undefined && ![...changed].some((place) => ran.has(place));
  });
  return foreign ? still : null;
}

/** What a search found, its partial patch taken for whole: what fails still has nothing to do with it. */
export const takePartial = (found: Found, still: readonly TestOutcome[]): Found => ({
  ...found,
  patch: found.partial,
  partial: null,
  still,
  doubts: [...found.doubts, `${still.length === 1 ? 'one test fails' : `${still.length} tests fail`} as before`],
});
