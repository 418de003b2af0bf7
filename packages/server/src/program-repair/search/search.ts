import type { Candidate, Found, Localized, Patch, SourceText, Suspect, Trials } from '../contract.ts';
import { filesOf, mostFailingFiles } from '../localize/localize.ts';
import { unnoticed } from './mutants.ts';
import { applyEdit, describeChange, inTurn, proposeEdits } from '../edits/propose.ts';
import { doubtsOf, earlyEnd } from './doubts.ts';
import { screened } from './screening.ts';
import { isReadable, SourceReader } from '../syntax.ts';

export interface SearchOptions {
  seconds: number;
  /** How long it goes on looking for other patches after the first one. */
  afterSeconds?: number;
  /** How often a kind of change has led to a kept fix, relative to the usual: 1. */
  worth?: (operator: string) => number;
  onProgress?: (tried: number) => void;
}

/** Passing tests beside the failing ones from which on these are run alone first. */
const leastBeside = 12;
/** Where a change mends some of the failures, others go on from it after this share of the time, and up to that. */
const firstShare = 0.4;
const furtherShare = 0.75;
/** Tried side by side before it is looked how the search goes on. */
const chunkSize = 48;
/** What a trial may take in its turn: so many times what one took that came to its end. */
const timesAsLong = 15;
const leastMs = 500;
/** What is less likely than a patch that stands by so much is not tried any more. */
const leastRival = 0.25;
/** Other early ends that are tried on a patch that is one. */
const mostOtherEnds = 120;
const otherEndsMs = 2500;
const mostRivals = 4;

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
  /** The failing tests, where running them alone saves much; null: their files are run as a whole. */
  readonly #names: readonly string[] | null;
  /** Tests have names: not only their files are known to fail. */
  readonly #named: boolean;
  /** At most; less once it is seen how long the tests take. */
  #timeoutMs: number;
  #aloneMs: number;
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
    const beside = localized.outcomes.filter(({ ok, file }) => ok && this.#files.includes(file)).length;
    const whole = localized.failing.some(({ name, file }) => name === file || name.startsWith(`${file} (`));
    this.#named = !whole;
    this.#names = trials.chooses && !whole && beside >= leastBeside ? [...this.#failing] : null;
    const late = localized.failing.some((one) => one.late === true);
    this.#timeoutMs = late ? 1500 : Math.min(30_000, 800 + localized.ms * 6);
    this.#aloneMs = late ? 1500 : Math.min(this.#timeoutMs, 800 + localized.aloneMs * 6);
  }

  async run(): Promise<Found> {
    const none: Base = { edits: {}, candidates: [], score: 1, mended: 0 };
    const began = performance.now();
    const at = (share: number) => began + (this.#until - began) * share;
    const proposed = await this.#propose(none, this.#localized.suspects);
    const singles = this.#walk(none, proposed);
    await this.#goOn(singles, () => this.#partial.length > 0 && performance.now() > at(firstShare));
    let base = await this.#goFurther(at(furtherShare));
    // What is left of the single changes has the rest of the time.
    if (this.#found.length === 0 && !this.#over()) {
      await this.#goOn(singles);
      const other = await this.#goFurther(this.#until);
      if (other && (!base || other.mended > base.mended)) base = other;
    }
    await this.#otherEnds(none, proposed);
    this.#found.sort((a, b) => b.score - a.score);
    while (this.#found[0] && !(await this.#holds(this.#found[0]))) this.#found.shift();
    const [patch = null, ...others] = this.#found;
    const partial = patch || !base ? null : this.#patchOf(base);
    const doubts = patch ? doubtsOf(patch, others, this.#sources, this.#localized.suspects) : [];
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

  /** Several faults, or one that takes two changes: goes on from what mended some of the failures. */
  async #goFurther(until: number): Promise<Base | null> {
    let base = this.#best();
    for (let depth = 1; depth < 4 && this.#found.length === 0 && base && !this.#over(); depth += 1) {
      const before = base.mended;
      this.#partial.length = 0;
      const walk = this.#walk(base, await this.#propose(base, this.#localized.suspects));
      await this.#goOn(walk, () => performance.now() > until);
      const next = this.#best();
      if (!next || next.mended <= before) break;
      base = next;
    }
    return base;
  }

  /** Where an early end satisfies the tests, others may too, however unlikely: which of them was meant is then not known. */
  async #otherEnds(none: Base, proposed: readonly Candidate[]): Promise<void> {
    const [first] = this.#found;
    const [kept, ...more] = first?.candidates ?? [];
    if (!first || !kept || more.length > 0 || kept.operator !== earlyEnd) return;
    const until = Math.min(this.#until, performance.now() + otherEndsMs);
    const others = proposed.filter(
      (one) => one.operator === earlyEnd && one.path === kept.path && one.score < first.score * leastRival,
    );
    this.#stopAt = until;
    for await (const _ of this.#tryEach(none, others.slice(0, mostOtherEnds), 0))
      if (performance.now() > until || this.#found.length > mostRivals) return;
  }

  /** Tries what comes next until nothing is left, the time is over or `pauses` says so. */
  async #goOn(walk: AsyncGenerator<void>, pauses: () => boolean = () => false): Promise<void> {
    while (!this.#over() && !pauses() && (await walk.next()).done !== true);
  }

  /** What passed where other trials ran before must pass by itself. */
  async #holds({ edits }: Patch): Promise<boolean> {
    if (!this.#trials.stays) return true;
    const { results } = await this.#trials.run({ edits, timeoutMs: this.#timeoutMs * 3, fresh: true });
    return results.length > 0 && results.every(({ ok }) => ok);
  }

  #over(): boolean {
    return performance.now() > Math.min(this.#until, this.#stopAt);
  }

  #best(): Base | null {
    return this.#partial.toSorted((a, b) => b.mended - a.mended || b.score - a.score)[0] ?? null;
  }

  async #propose(base: Base, suspects: readonly Suspect[]): Promise<Candidate[]> {
    const files = [...new Set(suspects.map(({ path }) => path))].slice(0, 30);
    let all: Candidate[] = [];
    for (const path of files) {
      const text = base.edits[path] ?? this.#sources.get(path);
      if (text === undefined || !isReadable(path)) continue;
      const source = await this.#reader.read(path, text);
      // Of a long file there are too many to hand them over as arguments.
      if (source)
        all = all.concat(
          proposeEdits(source, shifted(suspects, path, base), this.#localized.hints, this.#options.worth),
        );
    }
    return inTurn(all.sort((a, b) => b.score - a.score)).slice(0, 20_000);
  }

  /** The changes in their turn, some at a time. */
  async *#walk(base: Base, candidates: readonly Candidate[]): AsyncGenerator<void> {
    const { screen } = this.#trials;
    if (!screen || !this.#named) return yield* this.#tryEach(base, candidates);
    const groups = screened(candidates, {
      screen,
      reader: this.#reader,
      textOf: (path) => base.edits[path] ?? this.#sources.get(path) ?? '',
      edits: base.edits,
      files: this.#files,
      names: [...this.#failing],
      // What hangs with most changes must not take the time of all.
      timeoutMs: () =>
        this.#localized.failing.some(({ late }) => late) ? Math.min(600, this.#aloneMs) : this.#aloneMs,
      leftMs: () => Math.min(this.#until, this.#stopAt) - performance.now(),
      helps: (results) =>
        results.filter(({ name, ok }) => ok && this.#failing.has(name)).length > base.mended &&
        !results.some(({ name, ok }) => !ok && !this.#failing.has(name)),
      onScreened: (count) => {
        this.#tried += count;
        this.#options.onProgress?.(this.#tried);
      },
    });
    for await (const group of groups) {
      yield* this.#tryEach(base, group);
      if (this.#over()) return;
    }
  }

  async *#tryEach(base: Base, candidates: readonly Candidate[], least = leastRival): AsyncGenerator<void> {
    let next = 0;
    let over = false;
    const worker = async (end: number) => {
      while (next < end) {
        const candidate = candidates[next];
        next += 1;
        // What is far less likely than a patch that stands cannot put it in doubt.
        const first = this.#found[0];
        over ||= !candidate || (first !== undefined && candidate.score * base.score < first.score * least);
        if (!candidate || over || this.#over()) return;
        await this.#try(base, candidate);
        if (this.#tried % 50 === 0) this.#options.onProgress?.(this.#tried);
      }
    };
    while (next < candidates.length && !over && !this.#over()) {
      const end = Math.min(candidates.length, next + chunkSize);
      await Promise.all(Array.from({ length: this.#trials.width }, () => worker(end)));
      yield;
    }
  }

  async #try(base: Base, candidate: Candidate): Promise<void> {
    const text = base.edits[candidate.path] ?? this.#sources.get(candidate.path) ?? '';
    const changed = applyEdit(text, candidate);
    const edits = { ...base.edits, [candidate.path]: changed };
    const files = this.#files.length > 0 ? this.#files : undefined;
    this.#tried += 1;
    if (this.#names && !(await this.#helps(edits, files))) return;
    const { results, ms } = await this.#trials.run({ edits, files, timeoutMs: this.#timeoutMs });
    if (!results.some(({ late }) => late)) this.#timeoutMs = Math.min(this.#timeoutMs, leastMs + ms * timesAsLong);
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

  /** Whether one of the failing tests passes, these run alone. */
  async #helps(edits: Record<string, string>, files: readonly string[] | undefined): Promise<boolean> {
    const { results, ms } = await this.#trials.run({
      edits,
      files,
      timeoutMs: this.#aloneMs,
      names: this.#names ?? [],
    });
    if (!results.some(({ late }) => late)) this.#aloneMs = Math.min(this.#aloneMs, leastMs + ms * timesAsLong);
    return results.some(({ name, ok }) => ok && this.#failing.has(name));
  }

  #patchOf({ edits, candidates, score }: Base): Patch {
    const summary = Object.entries(edits).map(([path, text]) =>
      describeChange({ path, text: this.#sources.get(path) ?? '' }, text),
    );
    return { candidates, edits, summary: summary.join('\n'), score };
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
