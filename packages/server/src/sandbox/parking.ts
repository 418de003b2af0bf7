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

/** Milliseconds after the end of the first command before others are started ahead. */
const FIRST_TURN_MS = 30;

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
  /** Lets it go into its control group, which may take a while; for it alone, since it has to happen before `go`. */
  enter(): Parked;
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
 * Keeps started bwraps ahead. To move into a control group a process waits for the kernel, 6 to 14 ms where the whole call takes 6,
 * and it cannot be done later: what the command has forked by then would stay outside. Several moves at once wait together, so they
 * are made in batches.
 */
export class Parking {
  readonly #options: ParkingOptions;
  readonly #batch: number;
  #waiting: Promise<Parked>[] = [];
  #closed = false;
  #started = false;
  #refilling: NodeJS.Timeout | undefined;
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
    const taken = parked && isWaiting(parked) ? parked : (await this.#park()).enter();
    this.#idle.delete(taken.child);
    for (const handle of handles(taken)) handle.ref();
    return taken;
  }

  /** Starts the next ones when what follows at once from the last command is done. */
  refill(): void {
    if (this.#started) {
      setImmediate(() => this.#startBatch());
      return;
    }
    // A first command prepares a first turn: nothing is to hold that up.
    this.#started = true;
    this.#refilling = setTimeout(() => this.#startBatch(), FIRST_TURN_MS);
    this.#refilling.unref();
  }

  #startBatch(): void {
    if (this.#closed || this.#waiting.length > 0) return;
    const batch = Array.from({ length: this.#batch }, () => this.#park());
    this.#waiting = batch;
    // Only when all are started: while one goes in, no process of the whole machine can fork.
    for (const one of batch) {
      one.then(
        (parked) => parked.enter(),
        () => 'whoever takes it hears of its failure, by trying again',
      );
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#refilling);
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
    const member = cage?.member();
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
      child = spawn(...entering(member, bwrap, args), {
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
    if (child.pid === undefined) {
      member?.leave();
      throw notStarted((await once(child, 'error'))[0]);
    }
    const status = readStatus(child);
    preferAsVictim(child.pid);
    const pipe = (child.stdio as unknown as Socket[])[ARGUMENTS];
    pipe?.on('error', () => pipe.destroy());
    const parked: Parked = {
      child,
      status,
      output,
      member,
      enter() {
        if (member) pipe?.write('\n');
        return parked;
      },
      go: (rest) => pipe?.end(`${rest.join('\0')}\0`),
    };
    // Waiting ones must not keep our process alive.
    for (const handle of handles(parked)) handle.unref();
    return parked;
  }
}

/**
 * The command line that, told by an empty line, goes into its control group and then becomes bwrap: nothing of it can be outside,
 * and nobody here waits. Where it cannot go in, there is no bwrap.
 */
function entering(member: CageMember | undefined, bwrap: string, args: string[]): [string, string[]] {
  if (!member) return [bwrap, args];
  return [
    '/bin/sh',
    ['-c', `read -r _ <&${ARGUMENTS} && echo $$ >"$0" && unset PWD _ && exec "$@"`, member.entry, bwrap, ...args],
  ];
}

function isWaiting({ child }: Parked): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function handles({ child, output }: Parked): { ref(): void; unref(): void }[] {
  const stdio = child.stdio as unknown as (Socket | null)[];
  return [child, output.stdout, output.stderr, ...stdio.filter((stream) => stream !== null && stream !== undefined)];
}
