import { createHash } from 'node:crypto';

export interface BloomFilterOptions {
  /** How many words are expected. */
  items?: number;
  /** Percent of other words that are taken for added ones. */
  falsePercent?: number;
}

export interface BloomFilterState {
  bits: number;
  hashes: number;
  /** The bits, base64. */
  data: string;
}

export interface BloomFacts {
  bits: number;
  hashes: number;
  /** Percent of the bits that are set. */
  filled: number;
}

/** Bits that words leave behind. */
export class BloomFilter {
  readonly #bits: number;
  readonly #hashes: number;
  readonly #data: Uint8Array;

  constructor(options: BloomFilterOptions = {}, state?: BloomFilterState) {
    const { items = 1000, falsePercent = 1 } = options;
    if (items < 1 || falsePercent <= 0 || falsePercent >= 100) {
      throw new RangeError('items must be at least 1, falsePercent between 0 and 100.');
    }
    const bits = Math.ceil((-items * Math.log(falsePercent / 100)) / Math.LN2 ** 2);
    this.#bits = state?.bits ?? bits;
    this.#hashes = state?.hashes ?? Math.max(1, Math.round((bits / items) * Math.LN2));
    this.#data = state
      ? Uint8Array.from(Buffer.from(state.data, 'base64'))
      : new Uint8Array(Math.ceil(bits / 8));
  }

  add(word: string): void {
    for (const bit of this.#bitsOf(word)) {
      const at = bit >> 3;
      this.#data[at] = (this.#data[at] ?? 0) | (1 << (bit & 7));
    }
  }

  /** Whether a word may have been added; false is sure. */
  mightHave(word: string): boolean {
    return this.#bitsOf(word).every((bit) => ((this.#data[bit >> 3] ?? 0) & (1 << (bit & 7))) > 0);
  }

  facts(): BloomFacts {
    const set = this.#data.reduce(
      (sum, byte) => sum + byte.toString(2).replaceAll('0', '').length,
      0,
    );
    const filled = Math.round((set / this.#bits) * 1000) / 10;
    return { bits: this.#bits, hashes: this.#hashes, filled };
  }

  toJSON(): BloomFilterState {
    const data = Buffer.from(this.#data).toString('base64');
    return { bits: this.#bits, hashes: this.#hashes, data };
  }

  /** Two halves of one hash make as many as are needed (Kirsch and Mitzenmacher). */
  #bitsOf(word: string): number[] {
    const digest = createHash('sha256').update(word).digest();
    const [first, second] = [digest.readUInt32BE(0), digest.readUInt32BE(4)];
    return Array.from({ length: this.#hashes }, (_, at) => (first + at * second) % this.#bits);
  }
}
