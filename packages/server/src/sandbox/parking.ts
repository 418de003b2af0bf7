import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import { notStarted, preferAsVictim, readStatus } from './bwrap-child.ts';
import type { Status } from './bwrap-child.ts';
import type { CageMember, ProcessCage } from './cgroup.ts';
import { coverDescriptors } from './descriptors.ts';
import { openBoth } from './output-pipes.ts';
import type { OutputPipes } from './output-pipes.ts';

/** Numbers of the descriptors that bwrap is given. */
const ARGUMENTS = 4;
const STATUS = 5;

/** A bwrap that has been started and waits for the rest of its arguments: nothing is set up yet, nothing runs inside. */
export interface Parked {
  child: ChildProcess;
  status: Status;
  output: { stdout: Socket; stderr: Socket };
  /** Its control group, where this account can make one. */
  member: CageMember | undefined;
  /** Hands over the arguments: now it sets itself up and runs. */
  go(args: readonly string[]): void;
}

export interface ParkingOptions {
  bwrap: string;
  seccompFile: string;
  /** Arguments that never change; complete enough that a bwrap which gets no further ones isolates all the same. */
  fixed: readonly string[];
  command: readonly string[];
  inherited: readonly number[];
  /** An open /dev/null. */
  null: number;
  pipes: OutputPipes;
  cage: ProcessCage | undefined;
}

/**
 * Keeps started bwraps ahead. Moving a process into a control group makes the kernel wait for a grace period, 6 to 14 ms where the
 * whole call takes 6, and it cannot be done later: what the command has forked by then would stay outside. Several moves at once
 * wait together, so they are made in batches.
 */
export class Parking {
  readonly #options: ParkingOptions;
  readonly #batch: number;
  #waiting: Promise<Parked>[] = [];
  #closed = false;
  readonly #idle = new Set<ChildProcess>();
  /** Without its starter a waiting bwrap would begin to set itself up, and may then wait for ever for a part of it that died. */
  readonly #endIdle = () => {
    for (const child of this.#idle) child.kill('SIGKILL');
  };

  constructor(options: ParkingOptions) {
    this.#options = options;
    this.#batch = options.cage ? 4 : 1;
    process.on('exit', this.#endIdle);
  }

  /** One that waits, or a new one if there is none or it has died meanwhile. */
  async take(): Promise<Parked> {
    const parked = await this.#waiting.shift()?.catch(() => undefined);
    const taken = parked && isWaiting(parked) ? parked : await this.#park();
    this.#idle.delete(taken.child);
    for (const handle of handles(taken)) handle.ref();
    return taken;
  }

  /** Starts the next ones, while nobody waits. */
  refill(): void {
    if (this.#closed || this.#waiting.length > 0) return;
    this.#waiting = Array.from({ length: this.#batch }, () => this.#park());
    // Whoever takes one hears of its failure, by trying again.
    for (const one of this.#waiting) one.catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) {
      const parked = await waiting.catch(() => undefined);
      if (!parked) continue;
      if (isWaiting(parked)) {
        parked.child.ref();
        parked.child.kill('SIGKILL');
        await once(parked.child, 'exit');
      }
      parked.output.stdout.destroy();
      parked.output.stderr.destroy();
      parked.member?.leave();
    }
    process.off('exit', this.#endIdle);
  }

  async #park(): Promise<Parked> {
    const { bwrap, seccompFile, fixed, command, inherited, pipes, cage } = this.#options;
    const { output, writeEnds, closeWriteEnds } = openBoth(pipes);
    const seccomp = openSync(seccompFile, 'r');
    let child: ChildProcess;
    try {
      const args = [
        ...fixed,
        '--seccomp',
        '3',
        '--json-status-fd',
        String(STATUS),
        '--args',
        String(ARGUMENTS),
        '--',
        ...command,
      ];
      child = spawn(bwrap, args, {
        // An empty environment: what bwrap was given could be read inside, through /proc/1/environ.
        env: {},
        cwd: '/',
        // A session of its own, so that a Ctrl-C at our terminal reaches us alone and we end the tree in order.
        detached: true,
        stdio: ['pipe', ...writeEnds, seccomp, 'pipe', 'pipe', ...coverDescriptors(inherited, 6, this.#options.null)],
      });
    } catch (error) {
      throw notStarted(error);
    } finally {
      closeSync(seccomp);
      closeWriteEnds();
    }
    this.#idle.add(child);
    child.once('exit', () => this.#idle.delete(child));
    const status = readStatus(child);
    try {
      await once(child, 'spawn');
    } catch (error) {
      throw notStarted(error);
    }
    preferAsVictim(child.pid);
    const pipe = (child.stdio as unknown as Socket[])[ARGUMENTS];
    pipe?.on('error', () => pipe.destroy());
    const parked: Parked = {
      child,
      status,
      output,
      member: child.pid === undefined ? undefined : await cage?.enter(child.pid),
      go: (rest) => pipe?.end(`${rest.join('\0')}\0`),
    };
    // Waiting ones must not keep our process alive.
    for (const handle of handles(parked)) handle.unref();
    return parked;
  }
}

function isWaiting({ child }: Parked): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function handles({ child, output }: Parked): { ref(): void; unref(): void }[] {
  const stdio = child.stdio as unknown as (Socket | null)[];
  return [child, output.stdout, output.stderr, ...stdio.filter((stream) => stream !== null && stream !== undefined)];
}
