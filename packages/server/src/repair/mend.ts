import { diagnose } from './signature.ts';
import type { Checker, CheckResult, Diagnosis, Experience, Healer, Remedy, Site } from './contract.ts';
import { type Candidate, inOrder } from './order.ts';

/** Where remedies are tried. The bench keeps its tree as the last `keep` left it, whatever a trial does to it. */
export interface Bench extends Site {
  /** Runs the checks that the project has, in this order, up to the first that fails (`all`: every one). */
  check(checkers: readonly Checker[], all: boolean): Promise<CheckResult[]>;
  /** Applies a remedy. False: it could not be applied. */
  apply(remedy: Remedy): Promise<boolean>;
  keep(): Promise<void>;
  undo(): Promise<void>;
  /** Puts the tree back to how it was before anything was kept. */
  restart(): Promise<void>;
  /** The time that one whole round of trying may take is over. */
  over(): boolean;
}

export interface Attempt {
  signature: string;
  cause: string;
  fix: string;
  summary: string;
  file: string | null;
  /** It made less wrong and nothing more. */
  worked: boolean;
  /** How many findings (for tests: failures) there were before and after. */
  before: number;
  after: number;
}

export interface Mended {
  /** Nothing is wrong any more. */
  clean: boolean;
  attempts: Attempt[];
  left: Diagnosis[];
  checks: CheckResult[];
}

/** The cheap ones first: what does not parse need not be run. */
const order: readonly Checker[] = ['syntax', 'install', 'types', 'lint', 'tests'];
const mostAttempts = 80;
/** How often it is begun again when what was kept leads nowhere. */
const mostRounds = 3;
const mostSidesteps = 3;

/**
 * Tries remedies one by one and keeps what helps: each on the tree as it is, judged by the checks themselves. A remedy is
 * kept when the check that it is for finds less wrong than before and no earlier check finds more; a remedy for types or
 * lint must leave the tests no worse, which is looked at before anything is called mended.
 */
export async function mend(
  bench: Bench,
  healers: readonly Healer[],
  experience: readonly Experience[],
): Promise<Mended> {
  const attempts: Attempt[] = [];
  const barred = new Set<string>();
  let best: Ended | null = null;
  let last: Ended | null = null;
  for (let round = 0; round < mostRounds; round += 1) {
    const kept: Kept[] = [];
    const from = attempts.length;
    const ended = await oneRound(bench, healers, experience, { attempts, barred, kept });
    if (ended.clean) return ended;
    // Steps aside alone have made nothing better.
    const helped = attempts.slice(from).some(({ worked }) => worked);
    if (kept.length > 0 && !helped) await bench.restart();
    last = { mended: ended, kept: helped ? kept : [] };
    if (!best || isFurther(ended, best.mended)) best = last;
    if (!helped) break;
    // What helped at first led nowhere: from the beginning, without what was only one of several, else without the first thing that was kept.
    const doubtful = kept.findLast(({ key, rivals }) => rivals > 0 && !barred.has(key)) ?? kept[0];
    barred.add(doubtful?.key ?? '');
    if (bench.over() || attempts.length >= mostAttempts) break;
    await bench.restart();
  }
  if (best && last && best !== last) {
    await bench.restart();
    for (const { remedy } of best.kept) if (await bench.apply(remedy)) await bench.keep();
    return best.mended;
  }
  return last?.mended ?? { clean: false, attempts, left: [], checks: [] };
}

interface Ended {
  mended: Mended;
  kept: readonly Kept[];
}

/** What parses and fails its tests is nearer to right than what does not parse: later checks are only reached past the earlier ones. */
function isFurther({ checks: now }: Mended, { checks: before }: Mended): boolean {
  const reached = (checks: readonly CheckResult[]) => {
    const failing = checks.find((one) => one.failed);
    return { at: failing ? order.indexOf(failing.checker) : order.length, wrong: failing?.wrong ?? 0 };
  };
  const [a, b] = [reached(now), reached(before)];
  return a.at > b.at || (a.at === b.at && a.wrong < b.wrong);
}

interface Round {
  attempts: Attempt[];
  /** Changes that are not to be made. */
  barred: ReadonlySet<string>;
  /** Changes that this round has kept, in order. */
  kept: Kept[];
}

interface Kept {
  key: string;
  remedy: Remedy;
  /** Other changes of the same kind for the same finding, that nobody has tried. */
  rivals: number;
}

async function oneRound(
  bench: Bench,
  healers: readonly Healer[],
  experience: readonly Experience[],
  { attempts, barred, kept }: Round,
): Promise<Mended> {
  const vain = new Set(barred);
  let checks = await bench.check(order, false);
  // A change for the compiler's sake must not cost a test that passed before.
  const tested = checks.every((one) => !one.failed) ? checks : await bench.check(['tests'], true);
  const failedTests = tested.find(({ checker }) => checker === 'tests')?.wrong ?? Number.POSITIVE_INFINITY;
  let sidesteps = 0;
  for (;;) {
    const failing = checks.find((one) => one.failed);
    if (!failing) return { clean: true, attempts, left: [], checks };
    const diagnoses = failing.findings.map(diagnose);
    const candidates = await propose(diagnoses, healers, bench);
    const next = inOrder(candidates, experience).filter((one) => !vain.has(keyOf(one)));
    let helped: CheckResult[] | null = null;
    let aside: Candidate | null = null;
    for (const candidate of next) {
      if (attempts.length >= mostAttempts || bench.over()) break;
      const { better, solved } = await attempt(candidate, failing, { checks, failedTests }, bench, attempts);
      if (better) {
        helped = better;
        kept.push({ key: keyOf(candidate), remedy: candidate.remedy, rivals: rivalsOf(candidate, next, vain) });
        break;
      }
      if (solved) aside ??= candidate;
      vain.add(keyOf(candidate));
    }
    // One of several mistakes that show as one failure: only where nothing made less wrong, and not for ever.
    if (!helped && aside && sidesteps < mostSidesteps && (await bench.apply(aside.remedy))) {
      sidesteps += 1;
      await bench.keep();
      kept.push({ key: keyOf(aside), remedy: aside.remedy, rivals: 0 });
      helped = await bench.check(order, false);
    }
    if (!helped) return { clean: false, attempts, left: diagnoses, checks };
    // A program that mends may have more to do on the tree as it is now.
    for (const candidate of candidates) {
      if (candidate.remedy.edits.length === 0 && !barred.has(keyOf(candidate))) vain.delete(keyOf(candidate));
    }
    checks = helped;
  }
}

/** What came of trying: the checks as they stand where it was kept; else the tree is back where it was. */
async function attempt(
  { diagnosis, remedy }: Candidate,
  failing: CheckResult,
  before: Before,
  bench: Bench,
  attempts: Attempt[],
): Promise<{ better: CheckResult[] | null; solved: boolean }> {
  const { signature, cause, file } = diagnosis;
  const record: Attempt = {
    signature,
    cause,
    fix: remedy.fix,
    summary: remedy.summary,
    file,
    worked: false,
    before: failing.wrong,
    after: failing.wrong,
  };
  attempts.push(record);
  let solved = false;
  if (await bench.apply(remedy)) {
    const after = await bench.check(order, false);
    record.after = after.find(({ checker }) => checker === failing.checker)?.wrong ?? Number.POSITIVE_INFINITY;
    record.worked = isBetter(failing.checker, before, after);
    if (record.worked) {
      await bench.keep();
      return { better: after, solved };
    }
    solved = isSolved(diagnosis, remedy, failing, before, after);
  }
  await bench.undo();
  return { better: null, solved };
}

interface Before {
  checks: readonly CheckResult[];
  /** How many tests failed before anything was changed. */
  failedTests: number;
}

/** Less wrong in the check that failed, nothing more wrong in those before it, and no more failing tests than at first. */
function isBetter(failed: Checker, { checks: before, failedTests }: Before, after: readonly CheckResult[]): boolean {
  const wrong = (results: readonly CheckResult[], checker: Checker) =>
    results.find((one) => one.checker === checker)?.wrong ?? null;
  for (const checker of order.slice(0, order.indexOf(failed))) {
    if ((wrong(after, checker) ?? 0) > (wrong(before, checker) ?? 0)) return false;
  }
  if ((wrong(after, 'tests') ?? 0) > failedTests) return false;
  const now = wrong(after, failed);
  return now !== null && now < (wrong(before, failed) ?? 0);
}

/**
 * One of several mistakes that show as one failure: what the remedy was for is gone, something else came to light behind it, and
 * nothing more is wrong. Guesses are not given that credit.
 */
function isSolved(
  { file, message }: Diagnosis,
  { trust }: Remedy,
  failing: CheckResult,
  { failedTests }: Before,
  after: readonly CheckResult[],
): boolean {
  if (trust === 3) return false;
  const same = after.find(({ checker }) => checker === failing.checker);
  const failed = after.find((one) => one.failed);
  if (!same || failed !== same || same.wrong > failing.wrong) return false;
  if ((after.find(({ checker }) => checker === 'tests')?.wrong ?? 0) > failedTests) return false;
  return !same.findings.some((one) => one.file === file && one.message === message);
}

async function propose(diagnoses: readonly Diagnosis[], healers: readonly Healer[], site: Site): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const healer of healers) {
    for (const [index, remedies] of await healer.propose(diagnoses, site)) {
      const diagnosis = diagnoses[index];
      if (diagnosis) for (const remedy of remedies) found.push({ diagnosis, remedy });
    }
  }
  const seen = new Set<string>();
  return found.filter((one) => {
    const key = keyOf(one);
    if (seen.has(key) || bendsTests(one)) return false;
    seen.add(key);
    return true;
  });
}

const testFile = /(^|\/)(tests?|__tests__|spec)\/|[._-](test|spec)\.[a-z]+$|(^|\/)test_[^/]+\.py$|_test\.(go|py|rs)$/;

/** A test that fails is not mended by changing the test, unless it does not even run. */
function bendsTests({ diagnosis, remedy }: Candidate): boolean {
  if (diagnosis.checker !== 'tests') return false;
  const itself =
    diagnosis.file !== null &&
    testFile.test(diagnosis.file) &&
    // What a test calls by a name that is not there is what it wants to be there.
    !/assert|expected|not equal|object has no attribute|is not a function/i.test(diagnosis.message);
  return !itself && remedy.edits.some(({ path }) => testFile.test(path));
}

function rivalsOf(kept: Candidate, candidates: readonly Candidate[], vain: ReadonlySet<string>): number {
  return candidates.filter(
    (one) =>
      one !== kept && one.diagnosis === kept.diagnosis && one.remedy.fix === kept.remedy.fix && !vain.has(keyOf(one)),
  ).length;
}

/** The same change is not tried twice, whoever proposes it. */
function keyOf({ remedy }: Candidate): string {
  return JSON.stringify([remedy.edits, remedy.commands]);
}
