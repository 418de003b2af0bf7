import { join } from 'node:path';
import { sha256 } from '../shared/hash.ts';
import type { CodeIndexStore } from '../storage/contract.ts';
import type { Codebase, CodeQuery, Coverage } from './contract.ts';
import { SymbolReader } from './languages.ts';
import { type CodeGraph, fit, focusOf, graphOf, rankFiles } from './rank.ts';
import { searchCodebase } from './search.ts';
import { bringUp } from './update.ts';

/** A token of code, on average. */
const CHARACTERS_PER_TOKEN = 3.5;
/** Milliseconds that a first look at a very large tree may take before it answers from what it has read. */
const PATIENCE_MS = 60_000;

export interface CodebaseOptions {
  /** Folder for the indexes, one file per repository. */
  folder: string;
  open: (file: string) => CodeIndexStore;
  patienceMs?: number;
}

/** Opens indexes when they are first asked for, and keeps them open. */
export function createCodebase({
  folder,
  open,
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
  /** One at a time: agents side by side wait for one reading of the tree instead of each doing it. */
  const ready = (query: CodeQuery): Promise<{ store: CodeIndexStore; coverage: Coverage }> => {
    const store = storeOf(query.repository);
    const next = last.then(async () => ({ store, coverage: await bringUp(store, reader, query, patienceMs) }));
    last = next.catch(() => 'told to whoever asked');
    return next;
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
      return { hits: await searchCodebase(store, query.tree, query.text, query.limit), coverage };
    },

    close() {
      for (const store of stores.values()) store.close();
      stores.clear();
      known = undefined;
    },
  };
}
