import { PassThrough } from 'node:stream';
import type { ExecResult } from '../sandbox/contract.ts';

/** How long a CLI may be silent, milliseconds. */
export interface Patience {
  firstOutputMs: number;
  stallMs: number;
}

/** What a started CLI is talked with: lines in and out, and its end. */
export interface Conversation {
  lines: AsyncIterable<string>;
  input: PassThrough;
  ended: Promise<ExecResult>;
  /** Why it was ended for its silence; null: it was not. */
  silence(): string | null;
}

/** Longest line that is kept: what is longer is no message of a protocol. */
const longestLine = 16 * 1024 * 1024;

/**
 * Starts a command whose output is read line by line. `exec` runs it with the given input and output; `stop` ends it.
 */
export function converse(
  exec: (input: PassThrough, onOutput: (stream: 'stdout' | 'stderr', text: string) => void) => Promise<ExecResult>,
  stop: () => void,
  patience: Patience,
): Conversation {
  const input = new PassThrough();
  const lines = new Lines();
  let silence: string | null = null;
  let timer: NodeJS.Timeout;
  const wait = (milliseconds: number, why: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      silence = why;
      stop();
    }, milliseconds);
  };
  wait(patience.firstOutputMs, `it printed nothing for ${Math.round(patience.firstOutputMs / 1000)} s`);
  const ended = exec(input, (stream, text) => {
    wait(patience.stallMs, `it was silent for ${Math.round(patience.stallMs / 1000)} s`);
    if (stream === 'stdout') lines.push(text);
  }).finally(() => {
    clearTimeout(timer);
    lines.close();
  });
  lines.onTooLong = () => {
    silence = `it sent a line of more than ${longestLine / 1024 / 1024} MB, which is no message`;
    stop();
  };
  ended.catch(() => 'whoever waits for the end hears of it');
  return { lines, input, ended, silence: () => silence };
}

/** Text that comes in pieces, as lines for one reader. */
class Lines implements AsyncIterable<string> {
  readonly #waiting: string[] = [];
  #rest = '';
  #closed = false;
  #wake: () => void = () => undefined;

  /** Heard once a line is no message any more, however it may end. */
  onTooLong: () => void = () => undefined;

  push(text: string): void {
    // Only what is new is looked at: a long line comes in many pieces.
    const [first = '', ...more] = text.split('\n');
    this.#rest += first;
    if (this.#rest.length > longestLine) {
      this.#rest = '';
      this.onTooLong();
      return;
    }
    const last = more.pop();
    if (last === undefined) return;
    this.#waiting.push(this.#rest, ...more);
    this.#rest = last;
    this.#wake();
  }

  close(): void {
    if (this.#rest !== '') this.#waiting.push(this.#rest);
    this.#rest = '';
    this.#closed = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (;;) {
      for (let line = this.#waiting.shift(); line !== undefined; line = this.#waiting.shift()) {
        if (line.trim() !== '') yield line;
      }
      if (this.#closed) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
