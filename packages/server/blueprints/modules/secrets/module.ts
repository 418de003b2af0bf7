import { randomBytes } from 'node:crypto';

export interface SecretBoxOptions {
  /** Seconds for which a text is kept. */
  keep?: number;
  /** How often a text can be read; 0 is any number of times. */
  reads?: number;
  /** Milliseconds. */
  now?: () => number;
}

interface KeptSecret {
  text: string;
  /** Milliseconds. */
  until: number;
  /** How often it was read. */
  read: number;
}

export type SecretBoxState = Record<string, KeptSecret>;

/** Texts by code; nobody guesses a code. */
export class SecretBox {
  readonly #keep: number;
  readonly #reads: number;
  readonly #now: () => number;
  readonly #secrets: Map<string, KeptSecret>;

  constructor(options: SecretBoxOptions = {}, state: SecretBoxState = {}) {
    const { keep = 86_400, reads = 1, now = Date.now } = options;
    if (keep < 1 || reads < 0) throw new RangeError('keep must be at least 1, reads at least 0.');
    this.#keep = keep;
    this.#reads = reads;
    this.#now = now;
    this.#secrets = new Map(Object.entries(state).map(([code, kept]) => [code, { ...kept }]));
  }

  /** Keeps a text and gives the code by which it is read. */
  put(text: string): string {
    if (text === '' || text.length > 1_000_000) {
      throw new RangeError('A text has 1 to 1000000 letters.');
    }
    const code = randomBytes(16).toString('base64url');
    this.#secrets.set(code, { text, until: this.#now() + this.#keep * 1000, read: 0 });
    return code;
  }

  /** Gives a text; the last time that it may be read it is forgotten. */
  read(code: string): string {
    const kept = this.#find(code);
    kept.read += 1;
    if (this.#reads > 0 && kept.read >= this.#reads) this.#secrets.delete(code);
    return kept.text;
  }

  forget(code: string): void {
    this.#find(code);
    this.#secrets.delete(code);
  }

  count(): number {
    this.#expire();
    return this.#secrets.size;
  }

  toJSON(): SecretBoxState {
    this.#expire();
    return Object.fromEntries(this.#secrets);
  }

  /** Who guesses learns nothing of whether there ever was such a code. */
  #find(code: string): KeptSecret {
    this.#expire();
    const kept = this.#secrets.get(code);
    if (!kept) throw new RangeError(`There is nothing under ${code}.`);
    return kept;
  }

  #expire(): void {
    for (const [code, { until }] of this.#secrets) {
      if (until <= this.#now()) this.#secrets.delete(code);
    }
  }
}
