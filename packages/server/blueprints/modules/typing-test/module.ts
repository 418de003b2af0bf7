export interface TypingTestOptions {
  /** Sentences to type. */
  rounds?: number;
  /** The sentence to type each time; one of a list by chance if not given. */
  text?: string | undefined;
  /** Milliseconds. */
  now?: () => number;
  /** 0 to 1. */
  random?: () => number;
}

interface TypedRound {
  /** Letters that are right. */
  right: number;
  /** Letters of the sentence, or of what was typed where that is longer. */
  letters: number;
  milliseconds: number;
}

const sentencesToType = [
  'The old lighthouse still blinks when fog rolls over the bay.',
  'She packed two apples, a map and her favourite blue pencil.',
  'Every morning the baker opens the shop before the sun is up.',
  'A quiet street, a warm lamp and a good book are all he needs.',
  'Seven brown hens walked slowly across the muddy farmyard.',
  'The train was late, but nobody on the platform seemed to mind.',
  'Rain tapped on the window while the kettle began to sing.',
];

/** Sentences to type and how they were typed. A word counts five letters. */
export class TypingTest {
  readonly #rounds: number;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #fixed: string | undefined;
  readonly #typed: TypedRound[] = [];
  #sentence: string;
  #startedAt: number;

  constructor(options: TypingTestOptions = {}) {
    const { rounds = 3, text, now = Date.now, random = Math.random } = options;
    if (rounds < 1 || text === '') throw new RangeError('There must be something to type.');
    this.#rounds = rounds;
    this.#now = now;
    this.#random = random;
    this.#fixed = text;
    this.#sentence = this.#next();
    this.#startedAt = now();
  }

  play(input: string): string {
    if (input.trim() === '') throw new RangeError('Type the sentence and press Enter.');
    const right = [...this.#sentence].filter((letter, at) => letter === input[at]).length;
    const letters = Math.max(this.#sentence.length, input.length);
    const milliseconds = Math.max(1, this.#now() - this.#startedAt);
    this.#typed.push({ right, letters, milliseconds });
    const told = `${result(this.#typed.slice(-1))}.`;
    if (this.isOver()) return `${told} In all: ${result(this.#typed)}.`;
    this.#sentence = this.#next();
    this.#startedAt = this.#now();
    return told;
  }

  render(): string {
    return this.isOver() ? result(this.#typed) : `Type: ${this.#sentence}`;
  }

  prompt(): string {
    return '> ';
  }

  isOver(): boolean {
    return this.#typed.length >= this.#rounds;
  }

  #next(): string {
    const drawn = sentencesToType[Math.floor(this.#random() * sentencesToType.length)];
    return this.#fixed ?? drawn ?? '';
  }
}

function result(rounds: readonly TypedRound[]): string {
  const sum = (of: (round: TypedRound) => number) => rounds.reduce((all, one) => all + of(one), 0);
  const minutes = sum((round) => round.milliseconds) / 60_000;
  const right = sum((round) => round.right);
  const speed = Math.round(right / 5 / minutes);
  const accuracy = Math.round((right / sum((round) => round.letters)) * 100);
  return `${speed} words per minute, ${accuracy} % right`;
}
