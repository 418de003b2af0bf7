import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { basename, join } from 'node:path';
import type { Writable } from 'node:stream';

/** How many are made at once: each making starts a program. */
const BATCH = 16;
/** As much as a page: less than any pipe holds. */
const PIPE_BYTES = 4096;

/** A way to a child: of a command's words to its first process, of its input, of orders to whoever starts it. */
export interface WordPipe {
  /** In the folder of the pipes. */
  readonly name: string;
  /** For a child that gets it by number, and can open it again; close it as soon as the child has it. */
  openChildEnd(): number;
  /** Call it once the child has its end. */
  childHasIt(): void;
  /** @throws EPIPE where the child is gone and its end closed. */
  write(text: string): void;
  /** To write to as it is read. */
  stream(): Writable;
  /** From now on the child reads to the end. Else our end stays open: without a writer the child could not open its end again. */
  hangUp(): void;
  /** Call it when the child is gone. `alone`: and everything inside with it, so that nobody reads from the pipe any more. */
  release(alone: boolean): void;
}

export interface OutputPipe {
  /** In the folder of the pipes. */
  readonly name: string;
  readonly readable: Socket;
  /** For the child. */
  readonly writeEnd: number;
  /** Once the child has it, by number or by name, or is gone: else the pipe never ends. */
  closeWriteEnd(): void;
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
    const writeEnd = end(openSync(path, constants.O_WRONLY));
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
    return { name: basename(path), readable, writeEnd: writeEnd.fd, closeWriteEnd: writeEnd.close };
  }

  /** A pipe in the other direction. */
  openWords(): WordPipe {
    const path = this.#free.pop() ?? this.#make();
    // Until the child has opened its end this stands for it: words find a reader, and the child a writer, even where all was written.
    const both = end(openSync(path, constants.O_RDWR));
    const writing = end(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
    let socket: Socket | undefined;
    const stream = (): Socket => {
      if (!socket) {
        socket = new Socket({ fd: writing.fd, readable: false, writable: true });
        socket.on('error', () => socket?.destroy());
      }
      return socket;
    };
    const hangUp = (): void => {
      if (socket) socket.destroy();
      else writing.close();
    };
    return {
      name: basename(path),
      openChildEnd: () => openSync(path, constants.O_RDONLY),
      childHasIt: both.close,
      write(text) {
        const bytes = Buffer.from(text);
        // So much goes into an empty pipe at once.
        if (socket || bytes.length > PIPE_BYTES) stream().write(bytes);
        else writeSync(writing.fd, bytes);
      },
      stream,
      hangUp,
      release: (alone) => {
        both.close();
        hangUp();
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

/** A descriptor that is closed once, however often that is asked for. */
function end(fd: number): { fd: number; close: () => void } {
  let open = true;
  return {
    fd,
    close() {
      if (open) closeSync(fd);
      open = false;
    },
  };
}
