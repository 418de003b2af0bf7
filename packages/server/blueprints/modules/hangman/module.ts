export interface HangmanOptions {
  /** The word to guess; one of a list by chance if not given. */
  word?: string | undefined;
  /** Wrong letters that end the game. */
  mistakes?: number;
  /** 0 to 1. */
  random?: () => number;
}

const hiddenWords =
  `anchor balcony candle dolphin engine feather garden harbor island jungle kitchen lantern marble
  notebook orchard planet quarter rhythm saddle thunder umbrella village whisper yogurt zipper bicycle compass diamond
  elephant fountain giraffe hammock`.split(/\s+/);

/** Hides a word and shows the letters that were found. */
export class Hangman {
  readonly #word: string;
  readonly #allowed: number;
  readonly #tried = new Set<string>();
  #solved = false;

  constructor(options: HangmanOptions = {}) {
    const { mistakes = 6, random = Math.random } = options;
    const chosen = hiddenWords[Math.floor(random() * hiddenWords.length)] ?? 'lantern';
    this.#word = (options.word ?? chosen).toLowerCase();
    if (!/^[a-z]+$/.test(this.#word)) throw new RangeError('The word may hold letters only.');
    this.#allowed = mistakes;
  }

  /** A letter, or the whole word. */
  play(input: string): string {
    const guess = input.trim().toLowerCase();
    if (guess.length > 1 && guess === this.#word) {
      this.#solved = true;
      return `You found it: ${this.#word}.`;
    }
    if (!/^[a-z]$/.test(guess)) throw new RangeError('Type a letter, or the whole word.');
    if (this.#tried.has(guess)) throw new RangeError(`You have already tried ${guess}.`);
    this.#tried.add(guess);
    if (!this.#word.includes(guess)) {
      const told = `There is no ${guess}.`;
      return this.isOver() ? `${told} The word was ${this.#word}.` : told;
    }
    if (this.isOver()) return `You found it: ${this.#word}.`;
    return `Yes, there is ${/[aefhilmnorsx]/.test(guess) ? 'an' : 'a'} ${guess}.`;
  }

  render(): string {
    const shown = [...this.#word].map((letter) => (this.#isShown(letter) ? letter : '_')).join(' ');
    const wrong = this.#wrong();
    return `${shown}\n\nWrong: ${wrong.join(' ') || 'none'} (${this.#allowed - wrong.length} left)`;
  }

  prompt(): string {
    return 'A letter, or the word: ';
  }

  isOver(): boolean {
    const found = [...this.#word].every((letter) => this.#isShown(letter));
    return found || this.#wrong().length >= this.#allowed;
  }

  #isShown(letter: string): boolean {
    return this.#solved || this.#tried.has(letter);
  }

  #wrong(): string[] {
    return [...this.#tried].filter((letter) => !this.#word.includes(letter));
  }
}
