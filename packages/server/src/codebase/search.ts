import type { CodeIndexStore, IndexedSymbol } from '../storage/contract.ts';
import { ToolError } from '../shared/errors.ts';
import type { CodeHit, CodeTree } from './contract.ts';
import { isTest } from './rank.ts';
import { alikeWords, identifiersOf, partsOf, questionWords } from './words.ts';

/** Files that are read to find the places in them. */
const FILES = 30;
/** Lines of a place that is no symbol, and the most that is shown of one. */
const WINDOW = 40;
const SHOWN = 14;
const MAX_LINE = 200;
/** What the name of a file counts beside the words in a place of it. */
const NAMED = 1;

export interface Place {
  line: number;
  end: number;
  symbol: IndexedSymbol | null;
}

/** Full-text and symbol search first, over all files; then the best place in each of the best files, judged by its own words. */
export async function searchCodebase(
  store: CodeIndexStore,
  tree: CodeTree,
  text: string,
  limit: number,
): Promise<CodeHit[]> {
  const words = questionWords(text);
  if (words.length === 0) return [];
  const view = tree.root;
  const scores = new Map<string, number>();
  const add = (path: string, score: number) => scores.set(path, (scores.get(path) ?? 0) + score);
  const asked = (all: readonly string[]) =>
    store.search(view, all.map((word) => `"${word.replaceAll('"', '')}"`).join(' OR '), FILES * 4);
  const found = asked(words);
  const best = found[0]?.score ?? 1;
  for (const { path, score } of found) add(path, score / best);
  // What else people call it: a hint, no match.
  const others = alikeWords(words);
  if (others.length > 0) for (const { path, score } of asked(others)) add(path, (0.25 * score) / best);
  // A name of the code that stands in the question weighs as much as a whole match of words.
  const names = [...new Set([...identifiersOf(text), ...words, joined(words)])];
  for (const { path, name } of store.symbols(view, names, 200)) add(path, name.length > 4 ? 0.8 : 0.3);
  const sure = words.length;
  const stems = [...words, ...others].map(stemOf);
  const named = pathScores([...scores.keys()], stems, sure);
  for (const path of scores.keys()) {
    add(path, named(path));
    if (isTest(path) && !words.some((word) => word.startsWith('test') || word === 'spec')) {
      scores.set(path, (scores.get(path) ?? 0) * 0.5);
    }
  }
  const files = [...scores].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, FILES);

  const texts = (await Promise.all(files.map(([path]) => readText(tree, path)))).map((one) => one?.split('\n') ?? []);
  const rarity = stems.map((stem, at) => {
    const holding = texts.filter((lines) => lines.some((line) => line.toLowerCase().includes(stem))).length;
    return Math.log(1 + files.length / (1 + holding)) * (at < sure ? 1 : 0.3);
  });
  const hits = files.flatMap(([path, score], index) => {
    const lines = texts[index] ?? [];
    const counted = lines.map((line) => stems.map((stem) => countOf(line.toLowerCase(), stem)));
    return placesOf(store.symbolsIn(view, path), lines.length)
      .map((place) => ({ path, place, lines, value: judge(place, counted, rarity, stems.slice(0, sure)) }))
      .filter(({ value }) => value > 0)
      .map((hit) => ({ ...hit, value: (hit.value + NAMED * named(path)) * (0.3 + score) }))
      .sort((a, b) => b.value - a.value)
      .slice(0, 3)
      .map((hit, nth) => ({ ...hit, value: hit.value / (1 + nth), counted }));
  });
  return hits
    .sort((a, b) => b.value - a.value)
    .slice(0, limit)
    .map(({ path, place, lines, counted }) => hitOf(path, place, lines, counted));
}

/**
 * What the words of a question have to do with a path: the name of the file above all, the folders less, and each the less the more
 * files have that word in their paths. Stems from `sure` on are only hints.
 */
function pathScores(paths: readonly string[], stems: readonly string[], sure: number): (path: string) => number {
  const parts = new Map(
    paths.map((path) => {
      const [base = '', ...folders] = path.split('/').reverse();
      return [path, { base: partsOf(base.replace(/\.\w+$/, '')), folders: folders.flatMap(partsOf) }];
    }),
  );
  const holding = stems.map(
    (stem) =>
      [...parts.values()].filter(({ base, folders }) => [...base, ...folders].some((part) => isOf(part, stem))).length,
  );
  const rare = (at: number) => Math.min(1, Math.log(1 + paths.length / (1 + (holding[at] ?? 0))) / 3);
  return (path) => {
    const { base = [], folders = [] } = parts.get(path) ?? {};
    let score = 0;
    for (const [at, stem] of stems.entries()) {
      const weight = base.some((part) => isOf(part, stem)) ? 0.9 : folders.some((part) => isOf(part, stem)) ? 0.4 : 0;
      score += weight * rare(at) * (at < sure ? 1 : 0.5);
    }
    return score;
  };
}

/** A word in another of its forms. */
function isOf(part: string, stem: string): boolean {
  if (part.startsWith(stem)) return stem.length >= 3 || part === stem;
  const own = stemOf(part);
  return own.length >= 4 && stem.startsWith(own);
}

/** `parse config file` may be written parseConfigFile. */
function joined(words: readonly string[]): string {
  return words.map((word, at) => (at === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`)).join('');
}

/** Enough of a word that its other forms are found by it too. */
function stemOf(word: string): string {
  const stem = word.replace(/(?:ations?|ings?|ers?|ed|es|ies|s|ion|e|y)$/, '');
  return stem.length >= 4 ? stem : word;
}

export async function readText(tree: CodeTree, path: string): Promise<string | null> {
  try {
    return (await tree.read(path)).toString('utf8');
  } catch (error) {
    // Removed since the index was brought up.
    if (error instanceof ToolError) return null;
    throw error;
  }
}

/** Symbols that hold no other one, and windows over what lies between them. */
export function placesOf(symbols: readonly IndexedSymbol[], length: number): Place[] {
  const inner = symbols.filter(
    (one) => !symbols.some((other) => other.line >= one.line && other.end <= one.end && size(other) < size(one)),
  );
  const places: Place[] = inner.map((symbol) => ({ line: symbol.line, end: symbol.end, symbol }));
  const covered = new Set(
    inner.flatMap(({ line, end }) => Array.from({ length: end - line + 1 }, (_, at) => line + at)),
  );
  for (let line = 1; line <= length; line++) {
    if (covered.has(line)) continue;
    let end = line;
    while (end < length && end - line < WINDOW && !covered.has(end + 1)) end++;
    places.push({ line, end, symbol: null });
    line = end;
  }
  return places;
}

function size({ line, end }: { line: number; end: number }): number {
  return end - line;
}

/** `stems`: of the question's own words; those after them in `rarity` are only hints. */
function judge(place: Place, counted: number[][], rarity: readonly number[], stems: readonly string[]): number {
  let value = 0;
  let met = 0;
  for (const [at, rare] of rarity.entries()) {
    let times = 0;
    for (let line = place.line - 1; line < place.end && times < 4; line++) times += counted[line]?.[at] ?? 0;
    if (times > 0 && at < stems.length) met++;
    value += rare * Math.log2(1 + Math.min(times, 4));
  }
  const name = place.symbol?.name.toLowerCase() ?? '';
  const named = stems.filter((stem) => name.includes(stem)).length;
  // Longer places hold more of any words.
  const long = Math.sqrt(1 + size(place) / WINDOW);
  return ((value * (1 + met / stems.length)) / long) * (1 + named);
}

function countOf(line: string, word: string): number {
  let count = 0;
  for (let at = line.indexOf(word); at !== -1; at = line.indexOf(word, at + word.length)) count++;
  return count;
}

/** The place from its beginning; from its best line where that lies deeper than can be shown. */
function hitOf(path: string, place: Place, lines: readonly string[], counted: number[][]): CodeHit {
  const weigh = (line: number) => (counted[line - 1] ?? []).filter((count) => count > 0).length;
  let first = place.line;
  if (place.end - place.line >= SHOWN) {
    let best = place.line;
    for (let line = place.line; line <= place.end; line++) if (weigh(line) > weigh(best)) best = line;
    if (best - place.line >= SHOWN) first = Math.max(place.line, best - 4);
  }
  const last = Math.min(place.end, first + SHOWN - 1);
  const shown = lines
    .slice(first - 1, last)
    .map((line) => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line));
  return { path, line: first, end: place.end, symbol: place.symbol?.name ?? null, text: shown.join('\n'), by: 'words' };
}
