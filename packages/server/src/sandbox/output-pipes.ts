import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';

/** How many are made at once: each making starts a program. */
const BATCH = 16;

/** The way of a command's words to its first process. */
export interface WordPipe {
  /** For the child, which can open it again; close it as soon as the child has it. */
  childEnd: number;
  /** Stays open: without a writer the child could not open its end again. */
  writable: Socket;
  /** Call it when the child is gone. `alone`: and everything inside with it, so that nobody reads from the pipe any more. */
  release(alone: boolean): void;
}

export interface OutputPipe {
  readable: Socket;
  /** For the child; close it as soon as the child has it, else the pipe never ends. */
  writeEnd: number;
}

/**
 * Pipes for a command's output. Node gives children a socket instead, and a socket cannot be opened again: `echo x > /dev/stderr`,
 * which scripts do, fails on it. Node can make no pipe of its own, so these are named ones, used again once they have ended.
 */
export class OutputPipes {
  readonly #folder: string;
  readonly #free: string[] = [];
  #begun: string[] = [];
  #made = 0;

  /** `folder` must be private to this account. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  open(): OutputPipe {
    const path = this.#free.pop() ?? this.#make();
    // Without a reader the write end would not open, and without "nonblock" the read end would wait for a writer.
    const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writeEnd = openSync(path, constants.O_WRONLY);
    const readable = new Socket({ fd: reading, readable: true, writable: false });
    let ended = false;
    readable.once('end', () => {
      ended = true;
    });
    readable.once('close', () => {
      // Someone may still hold the other end of a pipe that was given up: nobody else shall read what it writes.
      if (ended) this.#free.push(path);
      else rmSync(path, { force: true });
    });
    return { readable, writeEnd };
  }

  /** A pipe in the other direction. */
  openWords(): WordPipe {
    const path = this.#free.pop() ?? this.#make();
    // Without a writer the read end would not open.
    const both = openSync(path, constants.O_RDWR);
    const childEnd = openSync(path, constants.O_RDONLY);
    const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    closeSync(both);
    const writable = new Socket({ fd, readable: false, writable: true });
    writable.on('error', () => writable.destroy());
    return {
      childEnd,
      writable,
      release: (alone) => {
        writable.destroy();
        // A reader that is being killed still takes what the next one was to get.
        if (alone) this.#free.push(path);
        else rmSync(path, { force: true });
      },
    };
  }

  /** Has the first ones made while something else is done: to be waited for is most of what a program costs. */
  begin(): void {
    const paths = this.#names();
    const child = spawn('mkfifo', makeArguments(paths), { env: makeEnvironment, stdio: 'ignore' });
    // Whatever went wrong is met, and said, by the making that is waited for.
    child.once('error', () => (this.#begun = []));
    child.unref();
    this.#begun = paths;
  }

  #names(): string[] {
    return Array.from({ length: BATCH }, () => join(this.#folder, `pipe-${this.#made++}`));
  }

  #make(): string {
    const [first = '', ...rest] = this.#takeBegun() ?? this.#makeNow();
    this.#free.push(...rest);
    return first;
  }

  #makeNow(): string[] {
    const paths = this.#names();
    // Waited for on the spot, 4 ms and rarely: so the command is on its way before anything else is done.
    execFileSync('mkfifo', makeArguments(paths), { env: makeEnvironment, stdio: 'pipe' });
    return paths;
  }

  /** Those that were begun, when the last of them is there within a few milliseconds; they are made in order. */
  #takeBegun(): string[] | undefined {
    const paths = this.#begun.splice(0);
    const last = paths.at(-1);
    if (last === undefined) return undefined;
    const clock = new Int32Array(new SharedArrayBuffer(4));
    for (let waited = 0; waited < 20 && !existsSync(last); waited++) Atomics.wait(clock, 0, 0, 0.2);
    return existsSync(last) ? paths : undefined;
  }
}

const makeEnvironment = { PATH: '/usr/bin:/bin' };

function makeArguments(paths: readonly string[]): string[] {
  return ['-m', '600', ...paths];
}

/** Both output pipes of one command, and what to do with our copies of the write ends. */
export function openBoth(pipes: OutputPipes): {
  output: { stdout: Socket; stderr: Socket };
  writeEnds: [number, number];
  closeWriteEnds: () => void;
} {
  const stdout = pipes.open();
  const stderr = pipes.open();
  return {
    output: { stdout: stdout.readable, stderr: stderr.readable },
    writeEnds: [stdout.writeEnd, stderr.writeEnd],
    closeWriteEnds: () => {
      closeSync(stdout.writeEnd);
      closeSync(stderr.writeEnd);
    },
  };
}
