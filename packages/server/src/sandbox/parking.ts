import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import { notStarted, preferAsVictim, readStatus } from './bwrap-child.ts';
import type { Status } from './bwrap-child.ts';
import type { CageMember, ProcessCage } from './cgroup.ts';
import { coverDescriptors } from './descriptors.ts';
import { WORDS } from './first-process.ts';
import { openBoth } from './output-pipes.ts';
import type { OutputPipes } from './output-pipes.ts';
import { isRunning } from './processes.ts';

/** Numbers of the descriptors that bwrap is given. */
const ARGUMENTS = 4;
const STATUS = 5;

/** Where a command runs, for bwrap: everything but the command itself. */
export interface Place {
  args: readonly string[];
  /** Two places of the same key are the same. */
  key: string;
}

/** A bwrap that has been started and waits for the rest of its arguments: nothing is set up yet, nothing runs inside. */
export interface Parked {
  child: ChildProcess;
  status: Status;
  output: { stdout: Socket; stderr: Socket };
  /** Its control group, where this account can make one. */
  member: CageMember | undefined;
  /** Lets it go into its control group, which may take a while; for it alone, since it has to happen before `settle`. */
  enter(): Parked;
  /** Hands over the arguments: now it sets itself up, and its first process waits for words. */
  settle(place: Place): Parked;
  /** Hands over the command: now it runs. */
  go(words: string): void;
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
 * Keeps started bwraps ahead, and one of them set up in the place where the next command is expected: its mounts take several times
 * as long as a small command. To move into a control group a process waits for the kernel, 6 to 14 ms where the whole call takes 6,
 * and it cannot be done later: what the command has forked by then would stay outside. Several moves at once wait together, so they
 * are made in batches.
 */
export class Parking {
  readonly #options: ParkingOptions;
  readonly #batch: number;
  /** Those that may go in, or have no need to. */
  #entered: Promise<Parked>[] = [];
  /** Those that have not gone into their control group yet. */
  #outside: Promise<Parked>[] = [];
  #expected: { key: string; parked: Promise<Parked> } | undefined;
  #closed = false;
  #started = false;
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

  /** The one that was made ready in this place, one that waits, or a new one if there is none or it has died meanwhile. */
  async take(place: Place): Promise<Parked> {
    const ready = await this.#takeExpected(place);
    const taken = ready ?? (await this.#next()).settle(place);
    this.#idle.delete(taken.child);
    for (const handle of handles(taken)) handle.ref();
    return taken;
  }

  /** Makes one ready in this place. */
  expect(place: Place): void {
    if (this.#closed || this.#expected?.key === place.key) return;
    const other = this.#expected;
    if (other) other.parked.then(end, ignore);
    const parked = this.#next().then((next) => next.settle(place));
    this.#expected = { key: place.key, parked };
    parked.catch(ignore);
  }

  /** Starts the next ones, one or two at a time: for the moments when a command runs and nothing else is to be done. */
  refill(): void {
    const missing = this.#batch - this.#entered.length - this.#outside.length;
    // A first command belongs to a first turn: nothing is to hold that up.
    const most = this.#started ? 2 : 1;
    this.#started = true;
    for (let count = Math.min(missing, most); count > 0 && !this.#closed; count--) {
      const parked = this.#park();
      parked.catch(ignore);
      this.#outside.push(parked);
    }
  }

  async #takeExpected(place: Place): Promise<Parked | undefined> {
    const expected = this.#expected;
    if (expected?.key !== place.key) return undefined;
    this.#expected = undefined;
    const parked = await expected.parked.catch(() => undefined);
    if (!parked || !isWaiting(parked)) return undefined;
    // Its first process may have died, and it itself not have noticed yet.
    const { known, lost } = parked.status;
    if (known === undefined ? !lost : isRunning(known)) return parked;
    await end(parked);
    return undefined;
  }

  async #next(): Promise<Parked> {
    if (this.#entered.length === 0) {
      // All at once: while one goes in, no process of the whole machine can fork.
      this.#entered = this.#outside.splice(0);
      for (const one of this.#entered) one.then((parked) => parked.enter(), ignore);
    }
    const parked = await this.#entered.shift()?.catch(() => undefined);
    return parked && isWaiting(parked) ? parked : (await this.#park()).enter();
  }

  async close(): Promise<void> {
    this.#closed = true;
    const expected = this.#expected?.parked;
    for (const waiting of [...this.#entered.splice(0), ...this.#outside.splice(0), ...(expected ? [expected] : [])]) {
      const parked = await waiting.catch(() => undefined);
      if (parked) await end(parked);
    }
    process.off('exit', this.#endIdle);
  }

  async #park(): Promise<Parked> {
    const { bwrap, seccompFile, fixed, command, inherited, pipes, cage } = this.#options;
    const { output, writeEnds, closeWriteEnds } = openBoth(pipes);
    const words = pipes.openWords();
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
        stdio: [
          'pipe',
          ...writeEnds,
          seccomp,
          'pipe',
          'pipe',
          words.childEnd,
          ...coverDescriptors(inherited, WORDS + 1, this.#options.null),
        ],
      });
    } catch (error) {
      words.release(true);
      throw notStarted(error);
    } finally {
      closeSync(words.childEnd);
      closeSync(seccomp);
      closeWriteEnds();
    }
    this.#idle.add(child);
    if (child.pid === undefined) {
      this.#idle.delete(child);
      member?.leave();
      words.release(true);
      throw notStarted((await once(child, 'error'))[0]);
    }
    const status = readStatus(child);
    child.once('exit', () => {
      this.#idle.delete(child);
      // Killed before it could say so, it leaves its first process behind for a moment.
      words.release(status.finished);
    });
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
      settle(place) {
        pipe?.end(`${place.args.join('\0')}\0`);
        return parked;
      },
      go: (text) => words.writable.write(text),
    };
    // Waiting ones must not keep our process alive.
    for (const handle of [...handles(parked), words.writable]) handle.unref();
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

/** Ends one that nobody has taken. */
async function end(parked: Parked): Promise<void> {
  if (isWaiting(parked)) {
    parked.child.ref();
    parked.child.kill('SIGKILL');
    await once(parked.child, 'exit');
  }
  parked.output.stdout.destroy();
  parked.output.stderr.destroy();
  parked.member?.leave();
}

/** Whoever takes one hears of a failure, by trying again. */
function ignore(): void {}

function isWaiting({ child }: Parked): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function handles({ child, output }: Parked): { ref(): void; unref(): void }[] {
  const stdio = child.stdio as unknown as (Socket | null)[];
  return [child, output.stdout, output.stderr, ...stdio.filter((stream) => stream !== null && stream !== undefined)];
}
