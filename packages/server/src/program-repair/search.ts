import type { Candidate, Found, Localized, Patch, SourceText, Suspect, TestOutcome, Trials } from './contract.ts';
import { unnoticed } from './mutants.ts';
import { applyEdit, describeChange, inTurn, proposeEdits, readHints } from './propose.ts';
import { addProbes } from './probes.ts';
import { rankLines } from './suspicion.ts';
import { isReadable, SourceReader, textOf } from './syntax.ts';

const testPath =
  /(^|\/)(?:tests?|__tests__|spec|specs|fixtures?|testing|e2e|bench(?:marks?)?)\/|[._-](?:test|spec)\.[a-z]+$|(^|\/)(?:test_[^/]+|conftest|tests?)\.py$|(^|\/)test\.[cm]?[jt]s$|_test\.(?:go|py)$/;
const mostSource = 400_000;
const mostFailingFiles = 12;

/** Whether a file holds tests or what only they use: such files are never changed. */
export function isTest(path: string, tests: readonly string[]): boolean {
  return tests.includes(path) || testPath.test(path);
}

/** Runs the tests and says which lines have most to do with those that fail. */
export async function localize(
  trials: Trials,
  sources: readonly SourceText[],
  words: string,
  baseline: { timeoutMs: number } = { timeoutMs: 20_000 },
): Promise<Localized> {
  const files = new Set(sources.map(({ path }) => path).filter((path) => !isTest(path, trials.files)));
  const reader = new SourceReader();
  const probing = probe(trials, sources, files, reader, baseline.timeoutMs);
  const first = await trials.run({ edits: {}, timeoutMs: baseline.timeoutMs, cover: true });
  let outcomes = first.results;
  const failing = outcomes.filter(({ ok }) => !ok);
  const messages = failing.map(({ message }) => message);
  const named = (ok: boolean) => outcomes.filter((one) => one.ok === ok).map(({ name }) => name);
  const names = { failing: named(false), passing: named(true) };
  const hints = readHints(messages, `${words} ${names.failing.join(' ')}`, names);
  const probed = await probing;
  if (failing.length === 0) return { outcomes, failing, suspects: [], ms: first.ms, hints };
  const runs = first.lines.map(([test, path, line]) => ({ test, path, line }));
  let ms = first.ms;
  if (probed) {
    const byName = new Map<string, TestOutcome>(probed.results.map((one) => [one.name, one]));
    // Of a file that hangs no test is told of; what ran last is what hangs.
    const hung = failing.find(({ late }) => late === true)?.name;
    const stuck = hung === undefined ? '' : (probed.hits.findLast(([test]) => test !== '')?.[0] ?? '');
    for (const [test, n] of probed.hits) {
      const place = probed.places.get(n);
      const name = hung !== undefined && test === stuck && !byName.has(test) ? hung : nameOf(test, byName, outcomes);
      if (place) runs.push({ test: name, ...place });
    }
  }
  if (first.profile !== '') for (const run of await goRuns(trials, outcomes, files, baseline.timeoutMs)) runs.push(run);
  // Runners without a hook count for no test in particular: what only loading ran is all that is known then.
  const blind = runs.every(({ test }) => test === '');
  const seen = blind ? runs.map((run) => ({ ...run, test: failing[0]?.name ?? '' })) : runs;
  const suspects = rankLines(seen, outcomes, files);
  if (suspects.length === 0) suspects.push(...(await everyLine(sources, files, reader)));
  const again = failing.some(({ late }) => late)
    ? null
    : await trials.run({ edits: {}, files: filesOf(failing), timeoutMs: baseline.timeoutMs });
  if (again) {
    ms = again.ms;
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
    suspects: await raiseConstants(suspects, sources, reader),
    ms,
    hints,
  };
}

/** JavaScript and TypeScript with probes, beside the first run; null where there are no such sources. */
async function probe(
  trials: Trials,
  sources: readonly SourceText[],
  files: ReadonlySet<string>,
  reader: SourceReader,
  timeoutMs: number,
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
  return { places, ...(await trials.run({ edits, timeoutMs, cover: true })) };
}

const filesOf = (outcomes: readonly TestOutcome[]) =>
  [...new Set(outcomes.map(({ file }) => file).filter(Boolean))].slice(0, mostFailingFiles);

/** A hook names a test in its runner's way, which may join suite and test by a space. */
function nameOf(test: string, byName: ReadonlyMap<string, TestOutcome>, outcomes: readonly TestOutcome[]): string {
  if (test === '' || byName.has(test)) return test;
  const plain = test.replaceAll(' > ', ' ');
  return outcomes.find(({ name }) => name.replaceAll(' > ', ' ') === plain)?.name ?? test;
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

/** Go says what a run covered as blocks of lines: once for each failing test, once for those that pass. */
async function goRuns(
  trials: Trials,
  outcomes: readonly TestOutcome[],
  files: ReadonlySet<string>,
  timeoutMs: number,
): Promise<{ test: string; path: string; line: number }[]> {
  const found: { test: string; path: string; line: number }[] = [];
  const chosen = [...outcomes.filter(({ ok }) => !ok).slice(0, 6), ...outcomes.filter(({ ok }) => ok).slice(0, 6)];
  for (const one of chosen) {
    const { profile } = await trials.run({
      edits: {},
      files: one.file ? [one.file] : undefined,
      timeoutMs,
      cover: true,
      names: [one.name],
    });
    for (const [, path = '', from = '', to = '', count = ''] of profile.matchAll(
      /^(\S+?):(\d+)\.\d+,(\d+)\.\d+ \d+ (\d+)$/gm,
    )) {
      // Named by its module, whose name may hold slashes.
      const file = [...files].filter((one) => path.endsWith(`/${one}`)).sort((a, b) => b.length - a.length)[0];
      if (count === '0' || file === undefined) continue;
      for (let line = Number(from); line <= Number(to); line += 1) found.push({ test: one.name, path: file, line });
    }
  }
  return found;
}

export interface SearchOptions {
  seconds: number;
  /** How long it goes on looking for other patches after the first one. */
  afterSeconds?: number;
  /** How often a kind of change has led to a kept fix, relative to the usual: 1. */
  worth?: (operator: string) => number;
  onProgress?: (tried: number) => void;
}

/** Tries changes of the suspicious places until the tests pass, best first. Judged by the failing test files, then by all. */
export async function searchPatch(
  trials: Trials,
  sources: readonly SourceText[],
  localized: Localized,
  options: SearchOptions,
): Promise<Found> {
  const until = performance.now() + options.seconds * 1000;
  const search = new Search(trials, sources, localized, options, until);
  return search.run();
}

interface Base {
  edits: Record<string, string>;
  candidates: Candidate[];
  score: number;
  /** Failing tests that pass with it. */
  mended: number;
}

class Search {
  readonly #trials: Trials;
  readonly #sources: Map<string, string>;
  readonly #localized: Localized;
  readonly #options: SearchOptions;
  readonly #until: number;
  readonly #reader = new SourceReader();
  readonly #files: string[];
  readonly #failing: Set<string>;
  readonly #passing: Set<string>;
  readonly #timeoutMs: number;
  readonly #found: Patch[] = [];
  readonly #partial: Base[] = [];
  #tried = 0;
  #stopAt = Number.POSITIVE_INFINITY;

  constructor(
    trials: Trials,
    sources: readonly SourceText[],
    localized: Localized,
    options: SearchOptions,
    until: number,
  ) {
    this.#trials = trials;
    this.#sources = new Map(sources.map(({ path, text }) => [path, text]));
    this.#localized = localized;
    this.#options = options;
    this.#until = until;
    this.#files = filesOf(localized.failing);
    this.#failing = new Set(localized.failing.map(({ name }) => name));
    this.#passing = new Set(localized.outcomes.filter(({ ok }) => ok).map(({ name }) => name));
    const late = localized.failing.some((one) => one.late === true);
    this.#timeoutMs = late ? 1500 : Math.min(30_000, 800 + localized.ms * 6);
  }

  async run(): Promise<Found> {
    const none: Base = { edits: {}, candidates: [], score: 1, mended: 0 };
    const singles = await this.#propose(none, this.#localized.suspects);
    await this.#tryAll(none, singles);
    // Several faults, or one that takes two changes: go on from what mended some of the failures.
    let base = this.#best();
    for (let depth = 1; depth < 4 && this.#found.length === 0 && base && !this.#over(); depth += 1) {
      const before = base.mended;
      this.#partial.length = 0;
      await this.#tryAll(base, await this.#propose(base, this.#localized.suspects));
      const next = this.#best();
      if (!next || next.mended <= before) break;
      base = next;
    }
    const [patch = null, ...others] = this.#found.sort((a, b) => b.score - a.score);
    const partial = patch || !base ? null : this.#patchOf(base);
    const doubts = patch ? this.#doubts(patch, others) : [];
    const unseen = patch
      ? await unnoticed(patch, {
          trials: this.#trials,
          reader: this.#reader,
          before: this.#sources,
          hints: this.#localized.hints,
          timeoutMs: this.#timeoutMs * 3,
          until: this.#until,
        })
      : null;
    if (unseen !== null) doubts.push(unseen);
    return { patch, others, doubts, partial, tried: this.#tried };
  }

  #over(): boolean {
    return performance.now() > Math.min(this.#until, this.#stopAt);
  }

  #best(): Base | null {
    return this.#partial.toSorted((a, b) => b.mended - a.mended || b.score - a.score)[0] ?? null;
  }

  async #propose(base: Base, suspects: readonly Suspect[]): Promise<Candidate[]> {
    const files = [...new Set(suspects.map(({ path }) => path))].slice(0, 30);
    const all: Candidate[] = [];
    for (const path of files) {
      const text = base.edits[path] ?? this.#sources.get(path);
      if (text === undefined || !isReadable(path)) continue;
      const source = await this.#reader.read(path, text);
      if (source)
        all.push(...proposeEdits(source, shifted(suspects, path, base), this.#localized.hints, this.#options.worth));
    }
    return inTurn(all.sort((a, b) => b.score - a.score)).slice(0, 20_000);
  }

  async #tryAll(base: Base, candidates: readonly Candidate[]): Promise<void> {
    let next = 0;
    const worker = async () => {
      for (;;) {
        const candidate = candidates[next];
        next += 1;
        if (!candidate || this.#over()) return;
        // What is far less likely than a patch that stands cannot put it in doubt.
        const first = this.#found[0];
        if (first && candidate.score * base.score < first.score * 0.25) return;
        await this.#try(base, candidate);
        if (this.#tried % 50 === 0) this.#options.onProgress?.(this.#tried);
      }
    };
    await Promise.all(Array.from({ length: this.#trials.width }, worker));
  }

  async #try(base: Base, candidate: Candidate): Promise<void> {
    const text = base.edits[candidate.path] ?? this.#sources.get(candidate.path) ?? '';
    const changed = applyEdit(text, candidate);
    const edits = { ...base.edits, [candidate.path]: changed };
    const files = this.#files.length > 0 ? this.#files : undefined;
    this.#tried += 1;
    const { results } = await this.#trials.run({ edits, files, timeoutMs: this.#timeoutMs });
    const failed = new Set(results.filter(({ ok }) => !ok).map(({ name }) => name));
    const passed = new Set(results.filter(({ ok }) => ok).map(({ name }) => name));
    const broken = [...failed].some((name) => !this.#failing.has(name));
    const mended = [...this.#failing].filter((name) => passed.has(name)).length;
    const trial: Base = {
      edits,
      candidates: [...base.candidates, candidate],
      score: base.score * candidate.score,
      mended,
    };
    if (failed.size > 0 || results.length === 0) {
      const lost = files === undefined || results.some(({ name }) => this.#passing.has(name)) ? broken : true;
      if (!lost && mended > base.mended) this.#partial.push(trial);
      return;
    }
    // A file that failed as a whole has tests with names once it loads; every other failing test must have passed by name.
    const wholes = [...this.#failing].filter(
      (name) => !passed.has(name) && !this.#files.some((file) => name === file || name.startsWith(`${file} (`)),
    );
    if (wholes.length > 0 && this.#files.length < mostFailingFiles) return;
    const all = await this.#trials.run({ edits, timeoutMs: this.#timeoutMs * 3 });
    const missing = [...this.#passing].some((name) => !all.results.some((one) => one.name === name && one.ok));
    if (missing || all.results.some(({ ok }) => !ok)) return;
    this.#found.push(this.#patchOf(trial));
    this.#found.sort((a, b) => b.score - a.score);
    this.#stopAt = Math.min(this.#stopAt, performance.now() + (this.#options.afterSeconds ?? 2.5) * 1000);
  }

  #patchOf({ edits, candidates, score }: Base): Patch {
    const summary = Object.entries(edits).map(([path, text]) =>
      describeChange({ path, text: this.#sources.get(path) ?? '' }, text),
    );
    return { candidates, edits, summary: summary.join('\n'), score };
  }

  #doubts(patch: Patch, others: readonly Patch[]): string[] {
    const doubts: string[] = [];
    if (patch.candidates.some(({ removes }) => removes)) doubts.push('it takes something away');
    const rivals = others.filter(({ score }) => score >= patch.score * 0.6).length;
    if (rivals > 0)
      doubts.push(
        `${rivals} other ${rivals === 1 ? 'change satisfies' : 'changes satisfy'} the tests as well and ${rivals === 1 ? 'is' : 'are'} nearly as likely`,
      );
    const [first] = patch.candidates;
    const place = this.#localized.suspects.find(({ path, line }) => path === first?.path && line === first.line);
    if (place && place.failing + place.passing === 1) doubts.push('only one test runs the changed line');
    return doubts;
  }
}

/** The lines of a file move with the changes that were made before. */
function shifted(suspects: readonly Suspect[], path: string, { candidates }: Base): Suspect[] {
  const changes = candidates.filter((one) => one.path === path);
  return suspects.map((one) => {
    if (one.path !== path) return one;
    const moved = changes
      .filter(({ line }) => line < one.line)
      .reduce((sum, { text }) => sum + (text.split('\n').length - 1), 0);
    return { ...one, line: one.line + moved };
  });
}
