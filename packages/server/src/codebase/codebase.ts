import { join } from 'node:path';
import type { Embedder } from '../llm/contract.ts';
import { sha256 } from '../shared/hash.ts';
import type { CodeIndexStore } from '../storage/contract.ts';
import type { Codebase, CodeQuery, Coverage } from './contract.ts';
import { SymbolReader } from './languages.ts';
import { type CodeGraph, fit, focusOf, graphOf, rankFiles } from './rank.ts';
import { fuse, searchMeaning } from './meaning.ts';
import { searchCodebase } from './search.ts';
import { bringUp } from './update.ts';

/** A token of code, on average. */
const CHARACTERS_PER_TOKEN = 3.5;
/** Places of each search that are put in one order. */
const fused = 30;
/** Milliseconds that a first look at a very large tree may take before it answers from what it has read. */
const PATIENCE_MS = 60_000;

export interface CodebaseOptions {
  /** Folder for the indexes, one file per repository. */
  folder: string;
  open: (file: string) => CodeIndexStore;
  /** Looked at by each search; null: by words alone. */
  embedder?: () => Embedder | null;
  patienceMs?: number;
}

/** Opens indexes when they are first asked for, and keeps them open. */
export function createCodebase({
  folder,
  open,
  embedder,
  patienceMs = PATIENCE_MS,
}: CodebaseOptions): Codebase & { close(): void } {
  const stores = new Map<string, CodeIndexStore>();
  const reader = new SymbolReader();
  let last: Promise<unknown> = Promise.resolve();
  let known: { view: string; tree: string | null; graph: CodeGraph } | undefined;

  const storeOf = (repository: string): CodeIndexStore => {
    let store = stores.get(repository);
    if (!store) {
      const name = sha256(repository).slice(0, 24);
      stores.set(repository, (store = open(join(folder, `${name}.sqlite`))));
    }
    return store;
  };
  /** One at a time: agents side by side wait for one reading of the tree instead of each doing it, and pay for its vectors once. */
  const oneByOne = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => 'told to whoever asked');
    return next;
  };
  const ready = (query: CodeQuery): Promise<{ store: CodeIndexStore; coverage: Coverage }> => {
    const store = storeOf(query.repository);
    return oneByOne(async () => ({ store, coverage: await bringUp(store, reader, query, patienceMs) }));
  };
  const graphFor = (store: CodeIndexStore, view: string): CodeGraph => {
    const tree = store.tree(view);
    if (known?.view !== view || known.tree !== tree) known = { view, tree, graph: graphOf(store.files(view)) };
    return known.graph;
  };

  return {
    async map(query) {
      const { store, coverage } = await ready(query);
      const view = query.tree.root;
      const focus = focusOf(query.focus);
      const words = [...focus.words].map((word) => `"${word.replaceAll('"', '')}"`).join(' OR ');
      const hits = words === '' ? [] : store.search(view, words, 20);
      const extra = new Map(hits.map(({ path }, nth) => [path, 40 / (1 + nth)]));
      const graph = graphFor(store, view);
      const chosen = fit(graph, rankFiles(graph, focus, extra), focus, query.tokens * CHARACTERS_PER_TOKEN);
      return { ...chosen, coverage };
    },

    async search(query) {
      const { store, coverage } = await ready(query);
      const found = embedder?.() ?? null;
      const wanted = found ? Math.max(fused, query.limit) : query.limit;
      const words = await searchCodebase(store, query.tree, query.text, wanted);
      if (!found) return { hits: words, coverage, meaning: null, cents: 0 };
      const first = [...new Set(words.map(({ path }) => path))];
      const { hits, meaning, cents } = await oneByOne(() => searchMeaning(store, found, query, query.text, first));
      return { hits: fuse(words, hits, query.limit), coverage, meaning, cents };
    },

    close() {
      for (const store of stores.values()) store.close();
      stores.clear();
      known = undefined;
    },
  };
}
