export interface GuessNumberOptions {
  /** Largest number. */
  max?: number;
  /** Guesses that a player has. */
  guesses?: number;
  /** 0 to 1. */
  random?: () => number;
}

/** Thinks up a number and answers guesses. */
export class GuessNumber {
  readonly #max: number;
  readonly #number: number;
  readonly #allowed: number;
  readonly #guesses: number[] = [];

  constructor(options: GuessNumberOptions = {}) {
    const { max = 100, guesses = 10, random = Math.random } = options;
    if (!Number.isInteger(max) || max < 2)
      throw new RangeError('max must be a whole number above one.');
    this.#max = max;
    this.#allowed = guesses;
    this.#number = 1 + Math.floor(random() * max);
  }

  play(input: string): string {
    const guess = Number(input.trim() || Number.NaN);
    if (!Number.isInteger(guess) || guess < 1 || guess > this.#max) {
      throw new RangeError(`Type a whole number, 1 to ${this.#max}.`);
    }
    this.#guesses.push(guess);
    const count = this.#guesses.length;
    if (guess === this.#number)
      return `Right! It took you ${count} ${count === 1 ? 'guess' : 'guesses'}.`;
    const hint = guess < this.#number ? 'Higher.' : 'Lower.';
    return this.isOver() ? `${hint} You have no guesses left; it was ${this.#number}.` : hint;
  }

  render(): string {
    if (this.#guesses.length === 0) return `I am thinking of a number from 1 to ${this.#max}.`;
    return `Your guesses: ${this.#guesses.join(', ')}`;
  }

  prompt(): string {
    return `Your guess, 1 to ${this.#max} (${this.#allowed - this.#guesses.length} left): `;
  }

  isOver(): boolean {
    return this.#guesses.at(-1) === this.#number || this.#guesses.length >= this.#allowed;
  }
}
