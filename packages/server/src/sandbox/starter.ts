import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { CodewrightError } from '../shared/errors.ts';
import { notStarted, preferAsVictim } from './bwrap-child.ts';
import { Run } from './bwrap-run.ts';
import type { CageMember } from './cgroup.ts';
import { coverDescriptors } from './descriptors.ts';
import { WORDS } from './first-process.ts';
import type { OutputPipes, WordPipe } from './output-pipes.ts';

/** Numbers of the descriptors of a starter, and of the bwrap that it starts. */
const ORDERS = 3;
const SECCOMP = 3;
const ARGUMENTS = 4;
const STATUS = 5;
const LIFELINE = 7;

/** The system-call filter, in the folder. */
export const seccompFile = 'seccomp.bpf';

/**
 * A shell outside the sandbox that starts one bwrap after the other: to fork ourselves costs some 3 ms, and while it lasts the pages of this
 * process count twice. It sits in a control group, and all that it starts is born there.
 *
 * Whoever starts bwrap takes it along when it dies, and this one has to die with us, which no shell can tell the kernel: so another waits
 * at a line that only our end closes. A line end says that there is nobody left to end.
 */
const program = [
  `(read -r _ <&${LIFELINE} || kill -9 $$) &`,
  `exec ${LIFELINE}<&-`,
  // It waits for the kernel, some milliseconds; where it cannot go in, there is no bwrap.
  '[ "$0" = none ] || echo $$ >"$0" || exit 1',
  'dir=$1; shift; unset PWD OLDPWD _',
  `while read -r in out err place words <&${ORDERS}; do`,
  `  { "$@"; } <"$dir/$in" >"$dir/$out" 2>"$dir/$err" ${SECCOMP}<"$dir/${seccompFile}" ${ARGUMENTS}<"$dir/$place" ${WORDS}<"$dir/$words"`,
  // The streams are closed by then: what is read of them is whole.
  `  echo "ended $?" >&${STATUS}`,
  'done',
].join('\n');

/** bwrap's command line: all but what a place adds. `fixed` alone isolates. */
export function startedBy(bwrap: string, fixed: readonly string[], first: readonly string[]): string[] {
  const own = ['--seccomp', SECCOMP, '--json-status-fd', STATUS, '--args', ARGUMENTS];
  return [bwrap, ...fixed, ...own.map(String), '--', ...first];
}

/** What a sandbox is started with, by names in the folder. */
export interface Order {
  /** A file with bwrap's further arguments. */
  place: string;
  /** Whether there will be input. */
  input: boolean;
}

export interface StarterOptions {
  /** bwrap and its arguments that never change. */
  command: readonly string[];
  /** Private to this account: pipes, the system-call filter, files with arguments. */
  folder: string;
  inherited: readonly number[];
  /** An open /dev/null. */
  null: number;
  pipes: OutputPipes;
  member: CageMember | undefined;
  /** It has ended, and all that it started with it. */
  onEnd: () => void;
}

/** One shell that starts bwraps, one at a time. */
export class Starter {
  readonly #options: StarterOptions;
  readonly #child: ChildProcess;
  readonly #orders: WordPipe;
  /** Both absent where there is no process. */
  readonly #status: Socket | undefined;
  readonly #lifeline: Socket | undefined;
  readonly #ended: Promise<unknown>;
  #text = '';
  #run: Run | undefined;
  #alive = true;

  /** @throws CodewrightError SANDBOX_FAILED */
  constructor(options: StarterOptions) {
    this.#options = options;
    const { member, pipes, folder, command, inherited } = options;
    this.#orders = pipes.openWords();
    const childEnd = this.#orders.openChildEnd();
    try {
      this.#child = spawn('/bin/sh', ['-c', program, member?.entry ?? 'none', folder, ...command], {
        // An empty environment: what bwrap was given could be read inside, through /proc/1/environ.
        env: {},
        cwd: '/',
        // A session of its own, so that a Ctrl-C at our terminal reaches us alone and we end the tree in order.
        detached: true,
        stdio: [
          'ignore',
          'ignore',
          'ignore',
          childEnd,
          'ignore',
          'pipe',
          'ignore',
          'pipe',
          ...coverDescriptors(inherited, LIFELINE + 1, options.null),
        ],
      });
    } catch (error) {
      this.#orders.release(false);
      throw notStarted(error);
    } finally {
      closeSync(childEnd);
      this.#orders.childHasIt();
    }
    const stdio = this.#child.stdio as unknown as Socket[] | undefined;
    this.#status = stdio?.[STATUS];
    this.#lifeline = stdio?.[LIFELINE];
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', () => resolve(this.#over()));
      // There is no process at all.
      this.#child.once('error', (error) => resolve(this.#over(notStarted(error))));
    });
    preferAsVictim(this.#child.pid);
    for (const stream of [this.#status, this.#lifeline]) stream?.on('error', () => stream.destroy());
    this.#status?.setEncoding('utf8');
    this.#status?.on('data', (piece: string) => this.#hear(piece));
    // A waiting one must not keep our process alive.
    this.#lifeline?.unref();
    this.#hold(false);
  }

  /** 0 where there is no process, which is told in a moment. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Whether the next order would be carried out at once. */
  get free(): boolean {
    return this.#alive && this.#run === undefined;
  }

  /** A bwrap in this place, whose first process will wait for its words. */
  start(order: Order): Run {
    const { pipes, member } = this.#options;
    const run = new Run(pipes, order.input, {
      member,
      hold: (held) => this.#hold(held),
      kill: () => this.kill(),
    });
    this.#run = run;
    try {
      this.#orders.write(`${run.names(order.place)}\n`);
    } catch {
      // It has died, which is told in a moment.
      this.kill();
    }
    return run;
  }

  /** Whether our process stays alive for what runs here. */
  #hold(held: boolean): void {
    const way = held ? 'ref' : 'unref';
    this.#child[way]();
    this.#status?.[way]();
  }

  #hear(piece: string): void {
    this.#text += piece;
    const run = this.#run;
    if (!run) return;
    run.heard(this.#text, this.pid);
    const code = /^ended (\d+)\n/m.exec(this.#text)?.[1];
    if (code === undefined) return;
    this.#text = '';
    this.#run = undefined;
    run.end(Number(code));
  }

  #over(failure?: CodewrightError): void {
    this.#alive = false;
    // Nobody is left to be ended: the number may soon be another's.
    this.#lifeline?.end('\n');
    this.#status?.destroy();
    this.#orders.release(false);
    this.#options.onEnd();
    const run = this.#run;
    this.#run = undefined;
    run?.end(null, failure);
  }

  kill(): void {
    // What it still says of a run that is over must not bring it another order.
    this.#alive = false;
    this.#child.kill('SIGKILL');
  }

  /** When nothing runs in it any more. */
  async close(): Promise<void> {
    this.#child.ref();
    if (this.#run || !this.#alive) this.kill();
    else this.#orders.release(false);
    await this.#ended;
  }
}
