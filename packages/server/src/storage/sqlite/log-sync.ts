import { closeSync, fdatasync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { CodewrightError } from '../../shared/errors.ts';

/** Brings a file's content onto the disk; a test hands in its own. */
export type Flush = (fd: number) => Promise<void>;

const flushFile: Flush = (fd) =>
  new Promise((resolve, reject) => fdatasync(fd, (error) => (error === null ? resolve() : reject(error))));

/**
 * So long what has time waits for more of its kind, milliseconds. While a file system commits for one, whoever makes a file on it waits
 * too: better in a pause than in the middle of the work.
 */
const pauseMs = 50;

/**
 * Brings a database's write-ahead log onto the disk, off the event loop. Whoever asks while one round is under way shares the next: it
 * begins after their commits. The log has to be kept there by an open connection.
 */
export class LogSync {
  readonly #file: string;
  readonly #flush: Flush;
  #fd: number | undefined;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #pause: NodeJS.Timeout | undefined;
  #failure: CodewrightError | undefined;

  /** @param file path of the database */
  constructor(file: string, flush: Flush = flushFile) {
    this.#file = file;
    this.#flush = flush;
  }

  /** Resolves once all that was committed before the call is on the disk. */
  sync(): Promise<void> {
    if (!this.#running) return this.#begin();
    this.#next ??= this.#running.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#next;
  }

  /** The same in a moment. Its failure is told by {@link check}. */
  soon(): void {
    this.#pause ??= setTimeout(() => {
      this.sync().catch(() => undefined);
    }, pauseMs);
  }

  /** @throws CodewrightError once the disk refused: the system may have dropped what it could not write, and would not say so again. */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  async close(): Promise<void> {
    this.#endPause();
    await Promise.allSettled([this.#next ?? this.#running]);
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #endPause(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }

  #begin(): Promise<void> {
    this.#next = undefined;
    this.#endPause();
    const round = this.#round();
    this.#running = round;
    const over = () => {
      if (this.#running === round) this.#running = undefined;
    };
    round.then(over, over);
    return round;
  }

  async #round(): Promise<void> {
    this.check();
    try {
      this.#fd ??= this.#open();
      await this.#flush(this.#fd);
    } catch (error) {
      this.#failure ??= new CodewrightError(
        'ENVIRONMENT',
        `What was written last into the database ${this.#file} could not be brought onto the disk.`,
        { cause: error, hint: 'Check the disk and the free space on it, and start again.' },
      );
      throw this.#failure;
    }
  }

  #open(): number {
    // Once: that the log is there at all has to outlive a power cut too.
    const folder = openSync(dirname(this.#file), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
    return openSync(`${this.#file}-wal`, 'r');
  }
}
