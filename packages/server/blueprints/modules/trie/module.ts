export interface CompletionOptions {
  /** Most words to give. */
  limit?: number;
}

/** How often each word was inserted. */
export type TrieState = Record<string, number>;

interface TrieNode {
  next: Map<string, TrieNode>;
  /** How often the word that ends here was inserted; 0 where none does. */
  count: number;
}

/** Words in a tree of letters, with how often each was inserted. Capitals count as small letters. */
export class Trie {
  readonly #root: TrieNode = { next: new Map(), count: 0 };

  constructor(_options: object = {}, state: TrieState = {}) {
    for (const [word, count] of Object.entries(state)) this.#reach(word).count = count;
  }

  insert(word: string): void {
    const plain = word.trim().toLowerCase();
    if (plain === '') throw new RangeError('A word has at least one letter.');
    this.#reach(plain).count += 1;
  }

  has(word: string): boolean {
    return (this.#find(word)?.count ?? 0) > 0;
  }

  /** Whether any word begins so. */
  startsWith(prefix: string): boolean {
    return this.#find(prefix) !== undefined;
  }

  /** The words that begin so, those inserted most often first, of equals by the alphabet. */
  complete(prefix: string, options: CompletionOptions = {}): string[] {
    const { limit = 10 } = options;
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be at least 1.');
    const start = this.#find(prefix);
    if (!start) return [];
    return [...wordsBelow(start, prefix.trim().toLowerCase())]
      .sort(([a, often], [b, more]) => more - often || (a < b ? -1 : 1))
      .slice(0, limit)
      .map(([word]) => word);
  }

  /** Removes a word, and the letters that no other word needs. */
  remove(word: string): boolean {
    const letters = [...word.trim().toLowerCase()];
    const path = [this.#root];
    for (const letter of letters) {
      const next = path.at(-1)?.next.get(letter);
      if (!next) return false;
      path.push(next);
    }
    const last = path.at(-1);
    if (!last || last.count === 0) return false;
    last.count = 0;
    for (let at = letters.length; at > 0; at -= 1) {
      const node = path[at];
      if (!node || node.count > 0 || node.next.size > 0) break;
      path[at - 1]?.next.delete(letters[at - 1] ?? '');
    }
    return true;
  }

  toJSON(): TrieState {
    return Object.fromEntries(wordsBelow(this.#root, ''));
  }

  #find(prefix: string): TrieNode | undefined {
    let node: TrieNode | undefined = this.#root;
    for (const letter of prefix.trim().toLowerCase()) node = node?.next.get(letter);
    return node;
  }

  #reach(word: string): TrieNode {
    let node = this.#root;
    for (const letter of word) {
      const next = node.next.get(letter) ?? { next: new Map(), count: 0 };
      node.next.set(letter, next);
      node = next;
    }
    return node;
  }
}

function* wordsBelow(node: TrieNode, prefix: string): Generator<[word: string, count: number]> {
  if (node.count > 0) yield [prefix, node.count];
  for (const [letter, next] of node.next) yield* wordsBelow(next, prefix + letter);
}
