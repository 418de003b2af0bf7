export interface SimilarOptions {
  /** Most words in the result. */
  limit?: number;
}

/** Counts the letters to insert, delete or replace to make one word of another (Levenshtein). */
export function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, place) => place);
  for (let i = 0; i < left.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < right.length; j += 1) {
      const replaced = (row[j] ?? 0) + (left[i] === right[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Finds the words that resemble one, the most alike first. At most half of the letters may differ. */
export function findSimilar(
  word: string,
  candidates: readonly string[],
  options: SimilarOptions = {},
): string[] {
  const { limit = 5 } = options;
  const wanted = word.toLowerCase();
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance * 2 <= Math.max(wanted.length, candidate.length))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}
