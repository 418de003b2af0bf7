import type { Embedder } from '../llm/contract.ts';
import { toCodewrightError } from '../shared/errors.ts';
import type { CodeIndexStore, PlaceVector } from '../storage/contract.ts';
import type { CodeHit, CodeQuery, Meaning } from './contract.ts';
import { placesOf, readText } from './search.ts';

/** Letters of one place that are embedded, and of all places that one search may pay for. */
const PLACE = 1600;
const PER_SEARCH = 800_000;
/** Places of one file that are embedded. */
const PLACES = 60;
/** Places that are asked for at once. */
const BATCH = 64;
const FOUND = 30;
const SHOWN = 14;
const MAX_LINE = 200;
/** As usual for fusing ranks: how little the first differ from the next. */
const SMOOTH = 60;

export interface ByMeaning {
  hits: CodeHit[];
  meaning: Meaning;
  cents: number;
}

/**
 * Places by the nearness of their vectors to the question's. Vectors are kept by content; those that lack are asked for first, in the order
 * of `first` and no more than one search may pay for: the next search goes on from there.
 */
export async function searchMeaning(
  store: CodeIndexStore,
  embedder: Embedder,
  { tree, signal }: CodeQuery,
  text: string,
  first: readonly string[],
): Promise<ByMeaning> {
  const view = tree.root;
  const { model } = embedder;
  let cents = 0;
  const ask = async (texts: readonly string[]) => {
    const answer = await embedder.embed(texts, signal);
    cents += answer.cents;
    return answer.vectors;
  };
  const files = store.paths(view).length;
  const rank = new Map(first.map((path, at) => [path, at]));
  const missing = store
    .withoutVectors(view, model)
    .sort((a, b) => (rank.get(a.path) ?? Number.MAX_SAFE_INTEGER) - (rank.get(b.path) ?? Number.MAX_SAFE_INTEGER));
  let lacking = missing.length;
  const meaning = (failure: string | null): Meaning => ({ model, embedded: files - lacking, files, failure });
  try {
    let letters = 0;
    let batch: { key: string; places: Worded[] }[] = [];
    const flush = async () => {
      const worded = batch.flatMap(({ places }) => places);
      const vectors = worded.length === 0 ? [] : await ask(worded.map((place) => place.text));
      let at = 0;
      for (const { key, places } of batch) {
        const rows = places.map(({ line, end, symbol }) => ({ line, end, symbol, vector: rounded(vectors[at++]) }));
        store.addVectors(key, model, rows);
      }
      lacking -= batch.length;
      batch = [];
    };
    for (const { path, key } of missing) {
      if (letters > PER_SEARCH) break;
      const lines = (await readText(tree, path))?.split('\n') ?? [];
      const places = placesOf(store.symbolsIn(view, path), lines.length)
        .slice(0, PLACES)
        .map(({ line, end, symbol }) => ({
          line,
          end,
          symbol: symbol?.name ?? null,
          text: textOf(path, lines, line, end),
        }))
        .filter((place) => place.text !== '');
      letters += places.reduce((sum, one) => sum + one.text.length, 0);
      batch.push({ key, places });
      if (batch.reduce((sum, one) => sum + one.places.length, 0) >= BATCH) await flush();
    }
    await flush();
    const [question] = await ask([text]);
    const near = question ? nearest(store.vectors(view, model), question) : [];
    const hits = await Promise.all(near.map((place) => hitOf(tree, place)));
    return { hits: hits.filter((hit) => hit !== null), meaning: meaning(null), cents };
  } catch (error) {
    if (signal.aborted) throw error;
    // What is found by words is worth having without it.
    return { hits: [], meaning: meaning(toCodewrightError(error).message), cents };
  }
}

/** Both lists as one: a place counts by its rank in each. */
export function fuse(words: readonly CodeHit[], meaning: readonly CodeHit[], limit: number): CodeHit[] {
  const fused = words.map((hit, at) => ({ hit, score: 1 / (SMOOTH + at) }));
  for (const [at, hit] of meaning.entries()) {
    const score = 1 / (SMOOTH + at);
    const same = fused.find((one) => one.hit.path === hit.path && one.hit.line <= hit.end && hit.line <= one.hit.end);
    if (!same) fused.push({ hit, score });
    else if (same.hit.by === 'words') {
      same.score += score;
      same.hit = { ...same.hit, by: 'both' };
    }
  }
  return fused
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ hit }) => hit);
}

type Worded = Omit<PlaceVector, 'vector'> & { text: string };

/** A place with its file's name before it; empty where it says nothing. */
function textOf(path: string, lines: readonly string[], line: number, end: number): string {
  const text = lines
    .slice(line - 1, end)
    .join('\n')
    .trim();
  return text.length < 12 ? '' : `${path}\n${text}`.slice(0, PLACE);
}

/** A quarter of the room, and as good for ranking. */
function rounded(vector: Float32Array | undefined): Int8Array {
  return Int8Array.from(vector ?? [], (value) => Math.round(value * 127));
}

function nearest(
  all: Iterable<PlaceVector & { path: string }>,
  question: Float32Array,
): (PlaceVector & { path: string; score: number })[] {
  const best: (PlaceVector & { path: string; score: number })[] = [];
  for (const place of all) {
    const { vector } = place;
    // Of a model that was changed behind its name.
    if (vector.length !== question.length) continue;
    let score = 0;
    for (let at = 0; at < question.length; at++) score += (question[at] ?? 0) * (vector[at] ?? 0);
    if (best.length === FOUND && score <= (best.at(-1)?.score ?? 0)) continue;
    best.push({ ...place, score });
    best.sort((a, b) => b.score - a.score);
    if (best.length > FOUND) best.pop();
  }
  return best.filter(({ score }) => score > 0);
}

async function hitOf(
  tree: CodeQuery['tree'],
  { path, line, end, symbol }: PlaceVector & { path: string },
): Promise<CodeHit | null> {
  const text = await readText(tree, path);
  if (text === null) return null;
  const shown = text
    .split('\n')
    .slice(line - 1, Math.min(end, line + SHOWN - 1))
    .map((one) => (one.length > MAX_LINE ? `${one.slice(0, MAX_LINE)}…` : one));
  return { path, line, end, symbol, text: shown.join('\n'), by: 'meaning' };
}
