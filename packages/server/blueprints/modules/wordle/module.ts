export interface WordGuessOptions {
  /** Guesses before the word is shown. */
  guesses?: number;
  /** The word to find; one of a list by chance if not given. */
  word?: string | undefined;
  /** 0 to 1. */
  random?: () => number;
}

type LetterMark = '+' | '~' | '.';

const fiveLetterWords =
  `about actor apple beach bread brick chair cloud crane dance dream eagle earth field flame
  fruit glass grape green heart honey horse house juice knife lemon light magic metal money month mouse music night
  ocean onion paint paper peach piano plant queen radio river robot salad sheep shirt smile snake spoon stone storm
  sugar table tiger toast tower train uncle voice water whale wheel world youth zebra`.split(/\s+/);

/** Hides a word of five letters and answers guesses. */
export class WordGuess {
  readonly #word: string;
  readonly #allowed: number;
  readonly #guesses: string[] = [];

  constructor(options: WordGuessOptions = {}) {
    const { guesses = 6, random = Math.random } = options;
    const drawn = fiveLetterWords[Math.floor(random() * fiveLetterWords.length)] ?? 'crane';
    this.#word = (options.word ?? drawn).toLowerCase();
    if (!/^[a-z]{5}$/.test(this.#word)) throw new RangeError('The word must have five letters.');
    if (guesses < 1) throw new RangeError('There must be at least one guess.');
    this.#allowed = guesses;
  }

  play(input: string): string {
    const guess = input.trim().toLowerCase();
    if (!/^[a-z]{5}$/.test(guess)) throw new RangeError('Type a word of five letters.');
    this.#guesses.push(guess);
    if (guess === this.#word) return `You found it: ${guess}.`;
    return this.isOver() ? `The word was ${this.#word}.` : '';
  }

  render(): string {
    const lines = this.#guesses.flatMap((guess, at) => {
      const marks = marksOf(this.#word, guess);
      const letters = [...guess].map((letter, i) =>
        marks[i] === '+' ? letter.toUpperCase() : letter,
      );
      return [`${at + 1}. ${letters.join(' ')}`, `   ${marks.join(' ')}`];
    });
    const left = this.#allowed - this.#guesses.length;
    const legend = '+ in place, ~ elsewhere, . not there.';
    const counted = `${left} ${left === 1 ? 'guess' : 'guesses'} left`;
    return [...lines, ...(lines.length > 0 ? [''] : []), `${legend} ${counted}`].join('\n');
  }

  prompt(): string {
    return 'A word of five letters: ';
  }

  isOver(): boolean {
    return this.#guesses.length >= this.#allowed || this.#guesses.at(-1) === this.#word;
  }
}

/** A letter that occurs once is marked once: those in place come first. */
function marksOf(word: string, guess: string): LetterMark[] {
  const left = [...word].filter((letter, at) => letter !== guess[at]);
  return [...guess].map((letter, at) => {
    if (letter === word[at]) return '+';
    const other = left.indexOf(letter);
    if (other < 0) return '.';
    left.splice(other, 1);
    return '~';
  });
}
