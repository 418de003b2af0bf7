import type { LineRun, Localized, SourceText, Suspect, TestOutcome, Trials } from '../contract.ts';
import { failForSurroundings } from './aside.ts';
import { goRuns, guardPanics } from './go-runs.ts';
import { addProbes } from './probes.ts';
import { readHints } from '../edits/propose.ts';
import { rankLines } from './suspicion.ts';
import { SourceReader, textOf, within } from '../syntax.ts';

const testPath =
  /(^|\/)(?:tests?|__tests__|spec|specs|fixtures?|testing|e2e|bench(?:marks?)?)\/|[._-](?:test|spec)\.[a-z]+$|(^|\/)(?:test_[^/]+|conftest|tests?)\.py$|(^|\/)test\.[cm]?[jt]s$|_test\.(?:go|py)$/;
const mostSource = 400_000;
/** Tests that take longer are not run once more only to see whether some fail again: those that fail are, by themselves. */
const longMs = 4_000;
/** Failing test files that are looked at. */
export const mostFailingFiles = 12;

/** Whether a file holds tests or what only they use: such files are never changed. */
function isTest(path: string, tests: readonly string[]): boolean {
  return tests.includes(path) || testPath.test(path);
}

/** Runs the tests and says which lines have most to do with those that fail. */
export async function localize(
  trials: Trials,
  sources: readonly SourceText[],
  words: string,
  given?: { timeoutMs: number },
): Promise<Localized> {
  const files = new Set(sources.map(({ path }) => path).filter((path) => !isTest(path, trials.files)));
  // Tests of a few files that take so long do not end.
  const baseline = given ?? { timeoutMs: files.size <= 8 ? 4_000 : 15_000 };
  const reader = new SourceReader();
  const guarded = guardPanics(sources, trials.files);
  const look = async (timeoutMs: number) => {
    // Of many files those that fail are watched, and some others to tell them from.
    const many = trials.files.length > manyFiles;
    const probing = many ? null : probe(trials, sources, files, reader, timeoutMs);
    const first = await trials.run({ edits: guarded, timeoutMs, cover: true });
    const watched = many ? await probe(trials, sources, files, reader, timeoutMs, watchedOf(first.results)) : null;
    return { first, probed: (await probing) ?? watched };
  };
  let { first, probed } = await look(baseline.timeoutMs);
  // Watching takes time: what ends in it without is only slow.
  if (first.results.some(({ late }) => late)) {
    const plain = await trials.run({
      edits: {},
      timeoutMs: baseline.timeoutMs * (files.size <= 8 ? 3 : 1),
      fresh: true,
    });
    if (!plain.results.some(({ late }) => late)) ({ first, probed } = await look(baseline.timeoutMs * 10));
  }
  const aside = failForSurroundings(first.results.filter(({ ok }) => !ok));
  let outcomes = first.results.filter((one) => !aside.includes(one));
  const failing = outcomes.filter(({ ok }) => !ok);
  const messages = failing.map(({ message }) => message);
  const named = (ok: boolean) => outcomes.filter((one) => one.ok === ok).map(({ name }) => name);
  const names = { failing: named(false), passing: named(true) };
  const quoted = failing.map((one) => linesOfTest(one, sources)).join('\n');
  const hints = readHints(messages, `${words} ${names.failing.join(' ')}`, names, quoted);
  if (failing.length === 0)
    return { outcomes, failing, aside, ran: new Map(), suspects: [], ms: first.ms, aloneMs: first.ms, hints };
  const runs = first.lines.map(([test, path, line]) => ({ test, path, line }));
  let ms = first.ms;
  let aloneMs = ms;
  if (probed) {
    const byName = new Map<string, TestOutcome>(probed.results.map((one) => [one.name, one]));
    // Of a file that hangs no test is told of; what ran last is what hangs.
    const hung = failing.find(({ late }) => late === true)?.name;
    const stuck = hung === undefined ? '' : (probed.hits.findLast(([test]) => test !== '')?.[0] ?? '');
    // What a file of labelled tests runs outside of them is loading.
    const labelled = new Set(probed.hits.flatMap(([test]) => (test.includes('\n') ? [test.split('\n')[0]] : [])));
    for (const [given, n] of probed.hits) {
      const test = labelled.has(given) ? '' : given;
      const place = probed.places.get(n);
      const name = hung !== undefined && test === stuck && !byName.has(test) ? hung : nameOf(test, byName, outcomes);
      if (place) runs.push({ test: name, ...place });
    }
  }
  if (Object.keys(guarded).length > 0)
    for (const run of await goRuns(trials, outcomes, files, baseline.timeoutMs, guarded, sources)) runs.push(run);
  // Runners without a hook count for no test in particular: what only loading ran is all that is known then.
  const blind = runs.every(({ test }) => test === '');
  const seen = blind ? runs.map((run) => ({ ...run, test: failing[0]?.name ?? '' })) : runs;
  const suspects = rankLines(seen, outcomes, files);
  if (suspects.length === 0) suspects.push(...(await everyLine(sources, files, reader)));
  await raiseTried(suspects, sources, reader);
  const slow = trials.chooses && first.ms > longMs;
  const again = failing.some(({ late }) => late)
    ? null
    : await trials.run({
        edits: {},
        files: filesOf(failing),
        timeoutMs: baseline.timeoutMs,
        names: slow ? failing.map(({ name }) => name) : undefined,
      });
  if (again) {
    ms = slow ? Math.max(first.ms, again.ms) : again.ms;
    aloneMs = again.ms;
    // A test that fails only sometimes leads nowhere.
    const still = new Set(again.results.filter(({ ok }) => !ok).map(({ name }) => name));
    outcomes = outcomes.map((one) =>
      !one.ok && !still.has(one.name) && again.results.some(({ name }) => name === one.name)
        ? { ...one, ok: true }
        : one,
    );
  }
  return {
    outcomes,
    failing: outcomes.filter(({ ok }) => !ok),
    aside,
    ran: ranBy(failing, runs),
    suspects: await raiseConstants(suspects, sources, reader),
    ms,
    aloneMs,
    hints,
  };
}

function ranBy(failing: readonly TestOutcome[], runs: readonly LineRun[]): Localized['ran'] {
  const found = new Map<string, Set<string>>();
  for (const { name } of failing) found.set(name, new Set());
  for (const { test, path, line } of runs) found.get(test)?.add(`${path}:${line}`);
  for (const [name, lines] of found) if (lines.size === 0) found.delete(name);
  return found;
}

/** Where a test stands in its file, a few lines from its name on. */
function linesOfTest({ name, file }: TestOutcome, sources: readonly SourceText[]): string {
  const text = sources.find(({ path }) => path === file)?.text ?? '';
  const own = (name.split(/ > |\./).at(-1) ?? name).replace(/\[.*$/, '');
  const at = text.indexOf(own);
  if (at < 0 || own === '') return '';
  const lines = text
    .slice(text.lastIndexOf('\n', at) + 1)
    .split('\n')
    .slice(0, 12);
  // Up to where the next test begins.
  const next = lines.findIndex(
    (line, index) => index > 0 && /^\s*(?:test|it|describe|def test|func Test)\b|^\s*def test/.test(line),
  );
  return lines.slice(0, next < 0 ? lines.length : next).join('\n');
}

/** JavaScript and TypeScript with probes, beside the first run; null where there are no such sources. */
async function probe(
  trials: Trials,
  sources: readonly SourceText[],
  files: ReadonlySet<string>,
  reader: SourceReader,
  timeoutMs: number,
  only?: readonly string[],
) {
  const edits: Record<string, string> = {};
  const places = new Map<number, { path: string; line: number }>();
  for (const { path, text } of sources) {
    if (!files.has(path) || /\.(?:py|go)$/.test(path) || text.length > mostSource) continue;
    const source = await reader.read(path, text);
    if (!source) continue;
    const probed = addProbes(source, places.size + 1);
    edits[path] = probed.text;
    for (const [n, place] of probed.lines) places.set(n, place);
  }
  if (places.size === 0) return null;
  return { places, ...(await trials.run({ edits, files: only, timeoutMs, cover: true })) };
}

export const filesOf = (outcomes: readonly TestOutcome[]) =>
  [...new Set(outcomes.map(({ file }) => file).filter(Boolean))].slice(0, mostFailingFiles);

/** Test files that are watched all at once. */
const manyFiles = 16;

/** The files that fail, and those that pass whose names stand nearest to theirs. */
function watchedOf(outcomes: readonly TestOutcome[]): string[] {
  const failing = filesOf(outcomes.filter(({ ok }) => !ok));
  const passing = [...new Set(outcomes.map(({ file }) => file))].filter(
    (file) => file !== '' && !failing.includes(file),
  );
  const near = (file: string) => Math.max(0, ...failing.map((one) => sharedStart(one, file)));
  return [...failing, ...passing.toSorted((a, b) => near(b) - near(a)).slice(0, manyFiles - 4)];
}

function sharedStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** A hook names a test in its runner's way, which may join suite and test by a space. */
function nameOf(test: string, byName: ReadonlyMap<string, TestOutcome>, outcomes: readonly TestOutcome[]): string {
  if (test === '' || byName.has(test)) return test;
  const [file, group, count = ''] = test.split('\n');
  if (group !== undefined) return assertionOf(outcomes, `${file}`, group, count) ?? test;
  // A program that tells of several tests: it ran for those that failed.
  const whole = outcomes.filter(({ file }) => file === test);
  if (whole.length > 0) return (whole.find(({ ok }) => !ok) ?? whole[0])?.name ?? test;
  const plain = test.replaceAll(' > ', ' ');
  return outcomes.find(({ name }) => name.replaceAll(' > ', ' ') === plain)?.name ?? test;
}

/** Of tape each assertion counts: the one that followed what ran, or the last of its test; of no number, one that failed. */
function assertionOf(outcomes: readonly TestOutcome[], file: string, group: string, count: string): string | undefined {
  const own = outcomes.filter((one) => one.file === file && one.name.startsWith(`${group} > `));
  const one = count === '' ? (own.find(({ ok }) => !ok) ?? own[0]) : (own[Number(count)] ?? own.at(-1));
  return one?.name;
}

/** A table or a constant is as suspicious, nearly, as the lines that use it: that every test loads it says nothing. */
async function raiseConstants(
  suspects: Suspect[],
  sources: readonly SourceText[],
  reader: SourceReader,
): Promise<Suspect[]> {
  const found = new Map(suspects.map((one) => [`${one.path}:${one.line}`, one]));
  const worst = Math.max(...suspects.map(({ suspicion }) => suspicion));
  for (const path of new Set(suspects.filter(({ suspicion }) => suspicion > worst / 2).map((one) => one.path))) {
    const text = sources.find((one) => one.path === path)?.text;
    const source = text === undefined ? null : await reader.read(path, text);
    if (!source) continue;
    const lines = source.text.split('\n');
    const used = suspects.filter((one) => one.path === path && one.failing > 0);
    for (const node of source.root.children) {
      const name = /^(?:export\s+)?(?:(?:const|let|var)\s+)?([A-Za-z_$][\w$]*)\s*(?::[^=]+)?:?=(?!=)/.exec(
        textOf(source, node).slice(0, 200),
      )?.[1];
      if (name === undefined) continue;
      const word = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`);
      const most = Math.max(
        0,
        ...used
          .filter(({ line }) => (line < node.line || line > node.endLine) && word.test(lines[line - 1] ?? ''))
          .map(({ suspicion }) => suspicion),
      );
      if (most === 0 || /=>|function/.test(textOf(source, node).slice(0, 200))) continue;
      for (let line = node.line; line <= node.endLine; line += 1) {
        const known = found.get(`${path}:${line}`);
        const suspicion = Math.max(known?.suspicion ?? 0, most * 0.8);
        found.set(`${path}:${line}`, { path, line, failing: 0, passing: 0, ...known, suspicion });
      }
    }
  }
  return [...found.values()].sort((a, b) => b.suspicion - a.suspicion).slice(0, 1500);
}

/** Where what catches an error has to do with the failures, so has what may have thrown it. */
async function raiseTried(suspects: Suspect[], sources: readonly SourceText[], reader: SourceReader): Promise<void> {
  for (const path of new Set(suspects.map((one) => one.path))) {
    const text = sources.find((one) => one.path === path)?.text ?? '';
    const source = /\b(?:except|catch)\b/.test(text) ? await reader.read(path, text) : null;
    const own = suspects.filter((one) => one.path === path);
    for (const node of source ? within(source.root) : []) {
      const handler = node.children.find(({ type }) => /^(?:except|catch)_clause$/.test(type));
      if (node.type !== 'try_statement' || !handler) continue;
      const lies = (line: number, from: number, to: number) => line >= from && line <= to;
      const most = Math.max(
        0,
        ...own.filter(({ line }) => lies(line, handler.line, handler.endLine)).map((one) => one.suspicion),
      );
      for (const one of own)
        if (lies(one.line, node.line, handler.line - 1)) one.suspicion = Math.max(one.suspicion, most * 0.9);
    }
  }
  suspects.sort((a, b) => b.suspicion - a.suspicion);
}

async function everyLine(
  sources: readonly SourceText[],
  files: ReadonlySet<string>,
  reader: SourceReader,
): Promise<Suspect[]> {
  const found: Suspect[] = [];
  for (const { path, text } of sources) {
    if (!files.has(path) || !(await reader.read(path, text))) continue;
    for (const line of text.split('\n').keys())
      found.push({ path, line: line + 1, suspicion: 0.3, failing: 0, passing: 0 });
  }
  return found.slice(0, 3000);
}
