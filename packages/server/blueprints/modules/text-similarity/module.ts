/** How many of the words of two texts stand in both, from 0 to 1. */
export function jaccardSimilarity(left: string, right: string): number {
  const [ours, theirs] = [countsOf(left), countsOf(right)];
  const all = new Set([...ours.keys(), ...theirs.keys()]);
  const both = [...ours.keys()].filter((word) => theirs.has(word));
  return all.size === 0 ? 1 : rounded(both.length / all.size);
}

/** How alike two texts are by how often each word stands in them, from 0 to 1. */
export function cosineSimilarity(left: string, right: string): number {
  const [ours, theirs] = [countsOf(left), countsOf(right)];
  if (ours.size === 0 || theirs.size === 0) return ours.size === theirs.size ? 1 : 0;
  let product = 0;
  for (const [word, count] of ours) product += count * (theirs.get(word) ?? 0);
  return rounded(product / Math.sqrt(squares(ours) * squares(theirs)));
}

/** How alike two names are by their letters, above all the first ones, from 0 to 1. */
export function jaroWinkler(left: string, right: string): number {
  const [ours, theirs] = [[...left], [...right]];
  if (ours.length === 0 && theirs.length === 0) return 1;
  const reach = Math.max(0, Math.floor(Math.max(ours.length, theirs.length) / 2) - 1);
  const taken = theirs.map(() => false);
  const matched: string[] = [];
  for (const [at, letter] of ours.entries()) {
    const from = Math.max(0, at - reach);
    const end = Math.min(theirs.length, at + reach + 1);
    for (let place = from; place < end; place += 1) {
      if (taken[place] || theirs[place] !== letter) continue;
      taken[place] = true;
      matched.push(letter);
      break;
    }
  }
  if (matched.length === 0) return 0;
  const others = theirs.filter((_, at) => taken[at]);
  const moved = matched.filter((letter, at) => letter !== others[at]).length / 2;
  const count = matched.length;
  const jaro = (count / ours.length + count / theirs.length + (count - moved) / count) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < ours.length && ours[prefix] === theirs[prefix]) prefix += 1;
  return rounded(jaro + prefix * 0.1 * (1 - jaro));
}

/** The places at which two texts have different letters. @throws RangeError where one is longer. */
export function hammingDistance(left: string, right: string): number {
  const [ours, theirs] = [[...left], [...right]];
  if (ours.length !== theirs.length) throw new RangeError('Both texts must have the same length.');
  return ours.filter((letter, at) => letter !== theirs[at]).length;
}

/** The most letters that stand in both texts in the same order. */
export function longestCommonSubsequence(left: string, right: string): string {
  const [ours, theirs] = [[...left], [...right]];
  // Of each pair of endings, how many letters they share.
  const shared = Array.from({ length: ours.length + 1 }, () =>
    Array.from({ length: theirs.length + 1 }, () => 0),
  );
  const at = (i: number, j: number): number => shared[i]?.[j] ?? 0;
  for (let i = ours.length - 1; i >= 0; i -= 1) {
    const row = shared[i] ?? [];
    for (let j = theirs.length - 1; j >= 0; j -= 1) {
      row[j] = ours[i] === theirs[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let [i, j, found] = [0, 0, ''];
  while (at(i, j) > 0) {
    if (ours[i] === theirs[j]) {
      found += ours[i];
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function squares(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count * count, 0);
}

function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}
