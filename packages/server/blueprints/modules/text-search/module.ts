export interface SearchIndexState {
  /** Texts by id. */
  documents: Record<string, string>;
}

export interface SearchOptions {
  /** Most documents to give. */
  limit?: number;
}

export interface SearchHit {
  id: string;
  score: number;
}

interface IndexedDocument {
  text: string;
  words: readonly string[];
}

interface SearchQuery {
  words: string[];
  prefixes: string[];
  phrases: string[][];
  excluded: string[];
}

/** Documents and where their words stand. */
export class SearchIndex {
  readonly #documents = new Map<string, IndexedDocument>();
  /** How often each word stands in each document. */
  readonly #counts = new Map<string, Map<string, number>>();

  constructor(_options: object = {}, state?: SearchIndexState) {
    for (const [id, text] of Object.entries(state?.documents ?? {})) this.addDocument(id, text);
  }

  /** Adds a document, or puts another text in its place. */
  addDocument(id: string, text: string): void {
    if (id.trim() === '') throw new RangeError('A document needs an id.');
    this.removeDocument(id);
    const words = wordsOfText(text);
    this.#documents.set(id, { text, words });
    for (const word of words) {
      const counts = this.#counts.get(word) ?? new Map<string, number>();
      counts.set(id, (counts.get(id) ?? 0) + 1);
      this.#counts.set(word, counts);
    }
  }

  /** Takes a document out, and says whether it was there. */
  removeDocument(id: string): boolean {
    for (const word of new Set(this.#documents.get(id)?.words)) {
      const counts = this.#counts.get(word);
      counts?.delete(id);
      if (counts?.size === 0) this.#counts.delete(word);
    }
    return this.#documents.delete(id);
  }

  /** Finds documents with any of the words, all of the phrases and none of the excluded words; the best first. */
  search(query: string, options: SearchOptions = {}): SearchHit[] {
    const { limit = 10 } = options;
    if (limit < 1) throw new RangeError('The limit is at least 1.');
    const { words, prefixes, phrases, excluded } = readQuery(query);
    const begun = [...this.#counts.keys()].filter((word) =>
      prefixes.some((prefix) => word.startsWith(prefix)),
    );
    const any = new Set([...words, ...begun]);
    const scored = new Set([...any, ...phrases.flat()]);
    const found = [...this.#documents.keys()].filter((id) => {
      const has = (word: string) => this.#counts.get(word)?.has(id) ?? false;
      const isWanted = (words.length === 0 && prefixes.length === 0) || [...any].some(has);
      return (
        isWanted && !excluded.some(has) && phrases.every((phrase) => this.#hasPhrase(id, phrase))
      );
    });
    return found
      .map((id) => ({ id, score: this.#scoreOf(id, scored) }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  documents(): string[] {
    return [...this.#documents.keys()].sort();
  }

  toJSON(): SearchIndexState {
    const texts = [...this.#documents].map(([id, { text }]) => [id, text] as const);
    return { documents: Object.fromEntries(texts) };
  }

  #hasPhrase(id: string, phrase: readonly string[]): boolean {
    const words = this.#documents.get(id)?.words ?? [];
    return words.some((_, at) => phrase.every((word, place) => words[at + place] === word));
  }

  /** How often each word stands there for its length, times how rare it is. */
  #scoreOf(id: string, words: ReadonlySet<string>): number {
    const length = this.#documents.get(id)?.words.length ?? 1;
    let score = 0;
    for (const word of words) {
      const counts = this.#counts.get(word);
      const count = counts?.get(id) ?? 0;
      score += (count / length) * Math.log(1 + this.#documents.size / (counts?.size ?? 1));
    }
    return Math.round(score * 10_000) / 10_000;
  }
}

function wordsOfText(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function readQuery(query: string): SearchQuery {
  if (query.split('"').length % 2 === 0) throw new SyntaxError('The quotes are not closed.');
  const read: SearchQuery = { words: [], prefixes: [], phrases: [], excluded: [] };
  for (const [piece] of query.matchAll(/"[^"]*"|[^\s"]+/g)) {
    const words = wordsOfText(piece);
    if (words.length === 0) continue;
    if (piece.startsWith('"')) read.phrases.push(words);
    else if (piece.startsWith('-')) read.excluded.push(...words);
    else if (piece.endsWith('*')) read.prefixes.push(...words);
    else read.words.push(...words);
  }
  if (read.words.length + read.prefixes.length + read.phrases.length === 0) {
    throw new RangeError('Look for at least one word.');
  }
  return read;
}
