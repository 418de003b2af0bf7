import type { IndexedFile, IndexedSymbol } from '../storage/contract.ts';
import { hashOf, identifiersOf, partsOf, questionWords } from './words.ts';

/** PageRank's usual damping, and where something was asked for: then what lies near it counts. */
const DAMPING = { whole: 0.85, focused: 0.4 };
/** After so many the order no longer changes. */
const ROUNDS = 20;
/** A name that more files define than this tells nothing about which one is meant. */
const MAX_DEFINERS = 12;

const testPath =
  /(?:^|\/)(?:tests?|__tests__|specs?|fixtures|examples?)\/|[._-](?:test|spec)\.[^/]+$|(?:^|\/)test_[^/]+$/;

/** Tests use everything and nothing uses them: they are looked at when they are asked for. */
export function isTest(path: string): boolean {
  return testPath.test(path);
}

/** Who refers to whom in a tree: files by number, edges from a user to a definer. */
export interface CodeGraph {
  paths: string[];
  symbols: IndexedSymbol[][];
  from: Uint32Array;
  to: Uint32Array;
  weight: Float32Array;
  /** How many files use a name, by its hash. */
  uses: Map<number, number>;
}

/** A reference weighs less the more files define its name, and names that look made up weigh more than plain words. */
export function graphOf(files: Iterable<IndexedFile>): CodeGraph {
  const paths: string[] = [];
  const symbols: IndexedSymbol[][] = [];
  const used: Uint32Array[] = [];
  const definers = new Map<number, number[]>();
  const telling = new Map<number, number>();
  for (const file of files) {
    const at = paths.push(file.path) - 1;
    symbols.push(file.symbols);
    used.push(file.identifiers);
    for (const { name, hash } of file.symbols) {
      if (name.length < 3) continue;
      const known = definers.get(hash);
      if (!known) definers.set(hash, [at]);
      else if (known.at(-1) !== at) known.push(at);
      telling.set(hash, partsOf(name).length > 1 || name.length > 8 ? 1 : 0.3);
    }
  }
  const edges = new Edges();
  const uses = new Map<number, number>();
  for (const [at, names] of used.entries()) {
    const toward = new Map<number, number>();
    for (const hash of names) {
      const known = definers.get(hash);
      if (!known || known.length > MAX_DEFINERS || known.includes(at)) continue;
      uses.set(hash, (uses.get(hash) ?? 0) + 1);
      for (const definer of known) {
        toward.set(definer, (toward.get(definer) ?? 0) + (telling.get(hash) ?? 1) / known.length);
      }
    }
    for (const [definer, sum] of toward) {
      edges.add(at, definer, Math.sqrt(sum));
    }
  }
  return {
    paths,
    symbols,
    uses,
    ...edges.all(),
  };
}

/** Edges without an object each: a large tree has millions. */
class Edges {
  #from = new Uint32Array(1024);
  #to = new Uint32Array(1024);
  #weight = new Float32Array(1024);
  #size = 0;

  add(from: number, to: number, weight: number): void {
    if (this.#size === this.#from.length) {
      const grown = <A extends Uint32Array | Float32Array>(old: A, next: A): A => (next.set(old), next);
      this.#from = grown(this.#from, new Uint32Array(this.#size * 2));
      this.#to = grown(this.#to, new Uint32Array(this.#size * 2));
      this.#weight = grown(this.#weight, new Float32Array(this.#size * 2));
    }
    this.#from[this.#size] = from;
    this.#to[this.#size] = to;
    this.#weight[this.#size++] = weight;
  }

  all(): Pick<CodeGraph, 'from' | 'to' | 'weight'> {
    const end = this.#size;
    return { from: this.#from.slice(0, end), to: this.#to.slice(0, end), weight: this.#weight.slice(0, end) };
  }
}

/** What a person speaks of: words, and names as they stand in code. */
export interface Focus {
  words: ReadonlySet<string>;
  names: ReadonlySet<number>;
  paths: readonly string[];
  tests: boolean;
}

export function focusOf(text: string): Focus {
  const words = new Set(questionWords(text));
  return {
    words,
    names: new Set(identifiersOf(text).map(hashOf)),
    paths: text.match(/[\w.@-]+(?:\/[\w.@-]+)+|[\w-]+\.[a-z]{1,4}\b/g) ?? [],
    tests: ['test', 'tests', 'spec'].some((word) => words.has(word)),
  };
}

/** Personalised PageRank: how much each file matters to somebody who starts where the focus lies. `extra`: more to start from. */
export function rankFiles(graph: CodeGraph, focus: Focus, extra: ReadonlyMap<string, number>): Float64Array {
  const { paths, from, to, weight } = graph;
  const start = Float64Array.from(paths, (path, at) => startOf(path, graph.symbols[at] ?? [], focus, extra));
  normalise(start);
  const out = new Float64Array(paths.length);
  for (let edge = 0; edge < from.length; edge++) out[from[edge] ?? 0]! += weight[edge] ?? 0;
  const damping = focus.words.size > 0 ? DAMPING.focused : DAMPING.whole;
  let rank = start.slice();
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(paths.length);
    let lost = 0;
    for (let at = 0; at < paths.length; at++) if (out[at] === 0) lost += rank[at] ?? 0;
    for (let edge = 0; edge < from.length; edge++) {
      const source = from[edge] ?? 0;
      next[to[edge] ?? 0]! += ((rank[source] ?? 0) * (weight[edge] ?? 0)) / (out[source] ?? 1);
    }
    for (let at = 0; at < paths.length; at++) {
      next[at] = damping * (next[at] ?? 0) + (1 - damping + damping * lost) * (start[at] ?? 0);
    }
    rank = next;
  }
  return rank;
}

function startOf(path: string, symbols: IndexedSymbol[], focus: Focus, extra: ReadonlyMap<string, number>): number {
  let weight = 1 + (extra.get(path) ?? 0);
  if (focus.paths.some((named) => path === named || path.endsWith(`/${named}`))) weight += 200;
  weight += 10 * partsOf(path).filter((part) => focus.words.has(part)).length;
  if (symbols.some(({ hash }) => focus.names.has(hash))) weight += 50;
  return isTest(path) && !focus.tests ? weight / 10 : weight;
}

function normalise(values: Float64Array): void {
  const sum = values.reduce((all, value) => all + value, 0) || 1;
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) / sum;
}

/** The best symbols with their files, as many as fit into `characters`. */
export function fit(
  graph: CodeGraph,
  rank: Float64Array,
  focus: Focus,
  characters: number,
): { text: string; shown: string[] } {
  const entries = graph.paths.flatMap((_, file) =>
    (graph.symbols[file] ?? []).map((symbol) => ({
      file,
      symbol,
      score: (rank[file] ?? 0) * symbolWeight(symbol, graph.uses.get(symbol.hash) ?? 0, focus),
    })),
  );
  entries.sort((a, b) => b.score - a.score || a.file - b.file || a.symbol.line - b.symbol.line);
  const chosen = new Map<number, IndexedSymbol[]>();
  let left = characters;
  for (const { file, symbol } of entries) {
    const lines = chosen.get(file);
    const cost = lineOf(symbol).length + (lines ? 0 : (graph.paths[file]?.length ?? 0) + 2);
    // A shorter one further down may still fit, but a hole of a few words is not worth the look.
    if (cost > left) {
      if (left < 60) break;
      continue;
    }
    left -= cost;
    if (lines) lines.push(symbol);
    else chosen.set(file, [symbol]);
  }
  const blocks = [...chosen].map(
    ([file, symbols]) =>
      `${graph.paths[file]}:\n${symbols
        .sort((a, b) => a.line - b.line)
        .map(lineOf)
        .join('')}`,
  );
  return { text: blocks.join(''), shown: [...chosen.keys()].map((file) => graph.paths[file] ?? '') };
}

function lineOf({ line, signature }: IndexedSymbol): string {
  return `  ${line}: ${signature}\n`;
}

function symbolWeight({ name, hash, kind }: IndexedSymbol, uses: number, focus: Focus): number {
  const asked = focus.names.has(hash) ? 20 : partsOf(name).some((part) => focus.words.has(part)) ? 4 : 1;
  const size = kind === 'constant' || kind === 'property' ? 0.5 : 1;
  return asked * size * (1 + Math.log2(1 + uses));
}
