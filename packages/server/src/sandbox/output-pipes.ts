import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** How many are made at once: each making starts a program. */
const BATCH = 16;

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
  #made = 0;
  #making: Promise<void> | undefined;

  /** `folder` must be private to this account. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async open(): Promise<OutputPipe> {
    const path = await this.#take();
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

  async #take(): Promise<string> {
    for (;;) {
      const path = this.#free.pop();
      if (path !== undefined) return path;
      // Whoever comes meanwhile waits for the same making.
      this.#making ??= this.#make().finally(() => {
        this.#making = undefined;
      });
      await this.#making;
    }
  }

  async #make(): Promise<void> {
    const paths = Array.from({ length: BATCH }, () => join(this.#folder, `pipe-${this.#made++}`));
    await promisify(execFile)('mkfifo', ['-m', '600', ...paths], { env: { PATH: '/usr/bin:/bin' } });
    this.#free.push(...paths);
  }
}

/** Both output pipes of one command, and what to do with our copies of the write ends. */
export async function openBoth(pipes: OutputPipes): Promise<{
  output: { stdout: Socket; stderr: Socket };
  writeEnds: [number, number];
  closeWriteEnds: () => void;
}> {
  const stdout = await pipes.open();
  const stderr = await pipes.open();
  return {
    output: { stdout: stdout.readable, stderr: stderr.readable },
    writeEnds: [stdout.writeEnd, stderr.writeEnd],
    closeWriteEnds: () => {
      closeSync(stdout.writeEnd);
      closeSync(stderr.writeEnd);
    },
  };
}
