export interface MastermindOptions {
  /** Colours in the code. */
  pegs?: number;
  /** Colours to choose from (2 to 8). */
  colours?: number;
  /** Guesses before the code is shown. */
  guesses?: number;
  /** The code to find; drawn by chance if not given. */
  code?: string | undefined;
  /** 0 to 1. */
  random?: () => number;
}

interface Attempt {
  guess: string;
  told: string;
}

/** Red, green, blue, yellow, orange, purple, white, black. */
const pegColours = 'RGBYOPWK';

/** Hides a code and answers guesses. */
export class Mastermind {
  readonly #colours: string;
  readonly #code: string;
  readonly #allowed: number;
  readonly #attempts: Attempt[] = [];

  constructor(options: MastermindOptions = {}) {
    const { pegs = 4, colours = 6, guesses = 10, random = Math.random } = options;
    if (colours < 2 || colours > pegColours.length) {
      throw new RangeError(`There are 2 to ${pegColours.length} colours.`);
    }
    if (pegs < 1 || guesses < 1) throw new RangeError('Codes and guesses number at least 1.');
    this.#colours = pegColours.slice(0, colours);
    this.#allowed = guesses;
    const draw = () => this.#colours[Math.floor(random() * colours)] ?? 'R';
    this.#code = options.code?.toUpperCase() ?? Array.from({ length: pegs }, draw).join('');
  }

  play(input: string): string {
    const guess = input.toUpperCase().replace(/[\s,]/g, '');
    if (guess.length !== this.#code.length) {
      throw new RangeError(`A code has ${this.#code.length} letters.`);
    }
    if ([...guess].some((letter) => !this.#colours.includes(letter))) {
      throw new RangeError(`The colours are ${spaced(this.#colours)}.`);
    }
    const told = compareCodes(this.#code, guess);
    this.#attempts.push({ guess, told });
    if (guess === this.#code) return `You found it: ${spaced(this.#code)}.`;
    return this.isOver() ? `${told}. The code was ${spaced(this.#code)}.` : `${told}.`;
  }

  render(): string {
    const lines = this.#attempts.map(
      ({ guess, told }, at) => `${at + 1}. ${spaced(guess)}  ${told}`,
    );
    const left = this.#allowed - this.#attempts.length;
    return [...lines, `${left} ${left === 1 ? 'guess' : 'guesses'} left`].join('\n');
  }

  prompt(): string {
    return `${this.#code.length} of ${spaced(this.#colours)}: `;
  }

  isOver(): boolean {
    return this.#attempts.length >= this.#allowed || this.#attempts.at(-1)?.guess === this.#code;
  }
}

function compareCodes(code: string, guess: string): string {
  const inPlace = [...guess].filter((letter, at) => letter === code[at]).length;
  const count = (text: string, letter: string) => text.split(letter).length - 1;
  const shared = [...new Set(guess)].reduce(
    (sum, letter) => sum + Math.min(count(code, letter), count(guess, letter)),
    0,
  );
  return `${inPlace} in place, ${shared - inPlace} elsewhere`;
}

function spaced(text: string): string {
  return [...text].join(' ');
}
