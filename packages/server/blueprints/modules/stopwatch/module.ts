export interface StopwatchOptions {
  /** Seconds to count down from; 0 counts up. */
  seconds?: number;
  /** Milliseconds. */
  now?: () => number;
}

/** Time that runs, and laps. */
export class Stopwatch {
  readonly #total: number;
  readonly #now: () => number;
  #startedAt: number;
  /** Milliseconds that had run when it was paused. */
  #stoodAt: number | undefined;
  /** Milliseconds at the end of each lap. */
  #laps: number[] = [];

  constructor(options: StopwatchOptions = {}) {
    const { seconds = 0, now = Date.now } = options;
    if (seconds < 0) throw new RangeError('The seconds may not be negative.');
    this.#total = seconds * 1000;
    this.#now = now;
    this.#startedAt = now();
  }

  /** "pause" stops it and lets it go on, "lap" notes a time, "reset" starts anew; nothing looks at the clock. */
  play(input: string): string {
    switch (input.trim().toLowerCase()) {
      case '':
        if (this.isOver()) return 'Time is up.';
        return this.#stoodAt === undefined ? '' : 'Paused.';
      case 'pause':
        return this.#pause();
      case 'lap':
        this.#laps.push(this.#run());
        return this.#lapTexts().at(-1) ?? '';
      case 'reset':
        this.#startedAt = this.#now();
        this.#stoodAt = undefined;
        this.#laps = [];
        return '';
      default:
        throw new RangeError('Type pause, lap or reset, or nothing to look at the clock.');
    }
  }

  render(): string {
    const shown = this.#total === 0 ? this.#run() : Math.max(0, this.#total - this.#run());
    return [clockText(shown, this.#total > 0), ...this.#lapTexts()].join('\n');
  }

  prompt(): string {
    return 'pause, lap, reset, or nothing: ';
  }

  isOver(): boolean {
    return this.#total > 0 && this.#run() >= this.#total;
  }

  #run(): number {
    return this.#stoodAt ?? this.#now() - this.#startedAt;
  }

  #pause(): string {
    if (this.#stoodAt === undefined) {
      this.#stoodAt = this.#run();
      return 'Paused.';
    }
    this.#startedAt = this.#now() - this.#stoodAt;
    this.#stoodAt = undefined;
    return '';
  }

  #lapTexts(): string[] {
    return this.#laps.map((end, at) => {
      const length = end - (this.#laps[at - 1] ?? 0);
      return `Lap ${at + 1}: ${clockText(length, false)}`;
    });
  }
}

/** Minutes and seconds; what is left is rounded up, what has run down. */
function clockText(milliseconds: number, isLeft: boolean): string {
  const seconds = isLeft ? Math.ceil(milliseconds / 1000) : Math.floor(milliseconds / 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}
