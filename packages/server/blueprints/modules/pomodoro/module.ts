export interface PomodoroOptions {
  /** Minutes of work. */
  work?: number;
  /** Minutes of a break. */
  rest?: number;
  /** Minutes of the break behind every fourth round. */
  long?: number;
  /** Rounds of work. */
  rounds?: number;
  /** Milliseconds. */
  now?: () => number;
}

/** Rounds of work and breaks on a clock. */
export class Pomodoro {
  readonly #minutes: { work: number; rest: number; long: number };
  readonly #rounds: number;
  readonly #now: () => number;
  #round = 1;
  #isWork = true;
  /** When what is timed ends; while it is paused, how much of it is left. */
  #endsAt: number;
  #left: number | undefined;

  constructor(options: PomodoroOptions = {}) {
    const { work = 25, rest = 5, long = 15, rounds = 4, now = Date.now } = options;
    if (work < 1 || rest < 1 || long < 1 || rounds < 1) {
      throw new RangeError('Minutes and rounds must be at least 1.');
    }
    this.#minutes = { work, rest, long };
    this.#rounds = rounds;
    this.#now = now;
    this.#endsAt = now() + work * 60_000;
  }

  /** "pause" stops the clock and lets it go on, "skip" goes to what comes next; nothing looks at the clock. */
  play(input: string): string {
    const word = input.trim().toLowerCase();
    if (word === 'pause') return this.#pause();
    if (word === 'skip') return this.#next();
    if (word !== '') throw new RangeError('Type pause or skip, or nothing to look at the clock.');
    if (this.#left !== undefined) return 'Paused.';
    return this.#remaining() > 0 ? '' : this.#next();
  }

  render(): string {
    if (this.isOver()) return `Done: ${this.#rounds} of ${this.#rounds}`;
    const seconds = Math.ceil(this.#remaining() / 1000);
    const two = (number: number) => String(number).padStart(2, '0');
    const name = this.#isWork ? `Work ${this.#round} of ${this.#rounds}` : 'Break';
    return `${name}\n${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }

  prompt(): string {
    return 'pause, skip, or nothing: ';
  }

  isOver(): boolean {
    return this.#round > this.#rounds;
  }

  #remaining(): number {
    return Math.max(0, this.#left ?? this.#endsAt - this.#now());
  }

  #pause(): string {
    if (this.#left === undefined) {
      this.#left = this.#remaining();
      return 'Paused.';
    }
    this.#endsAt = this.#now() + this.#left;
    this.#left = undefined;
    return '';
  }

  #next(): string {
    const { work, rest, long } = this.#minutes;
    const wasWork = this.#isWork;
    const minutes = wasWork ? (this.#round % 4 === 0 ? long : rest) : work;
    if (!wasWork || this.#round === this.#rounds) this.#round += 1;
    this.#isWork = !wasWork;
    this.#left = undefined;
    this.#endsAt = this.#now() + minutes * 60_000;
    if (this.isOver()) return 'All rounds are done.';
    return wasWork ? 'Time for a break.' : 'Back to work.';
  }
}
