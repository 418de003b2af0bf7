import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { monotonicMs } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import { makeTemporary } from '../shared/temporary.ts';
import type { ExecResult, ExecSpec, Limits, Sandbox, SandboxProbe } from './contract.ts';
import { coverDescriptors, inheritedDescriptors } from './descriptors.ts';
import { mergeLimits, openFiles } from './limits.ts';
import { membersOf, recordProcess } from './orphans.ts';
import { OutputPipes } from './output-pipes.ts';
import { probeSandbox } from './probe.ts';
import { identify, isRunning, killProcess, tree } from './processes.ts';
import type { ProcessIdentity } from './processes.ts';
import { cancelledResult, checkSpec } from './spec.ts';
import { defaultKeepBytes, supervise } from './supervise.ts';
import type { Supervised } from './supervise.ts';

export interface ProcessOptions {
  /** The Node that commands get as `node`: its folder comes first in their PATH. */
  nodeBin: string;
  /** The rest of their PATH. */
  hostPath?: string;
  /** Where running commands are written down for the sweep at the next start; absent: nowhere. */
  stateDir?: string;
  limits?: Partial<Limits>;
  keepBytes?: number;
}

/** How often the tree is looked at, to know those who will leave it, milliseconds. */
const LOOK_MS = 20;
/** How long a tree may withstand SIGKILL before that is an error, milliseconds. */
const KILL_MS = 10_000;

/** No process limit here: RLIMIT_NPROC would count everything else that this account runs. The tree is counted instead. */
const setLimits =
  '{ ulimit -c 0; ulimit -d "$1"; ulimit -t "$2"; ulimit -f "$3"; ulimit -n "$4"; } 2>/dev/null; shift 4; exec "$@"';

class ProcessSandbox implements Sandbox {
  readonly kind = 'process' as const;
  readonly #options: ProcessOptions;
  readonly #running = new Set<() => void>();
  readonly #settled = new Set<Promise<unknown>>();
  #folder: string | undefined;
  #pipes: OutputPipes | undefined;
  #closed = false;

  constructor(options: ProcessOptions) {
    this.#options = options;
  }

  probe(): Promise<SandboxProbe> {
    return probeSandbox(this);
  }

  async exec(spec: ExecSpec): Promise<ExecResult> {
    checkSpec(spec);
    if (this.#closed) throw new CodewrightError('SANDBOX_FAILED', 'The sandbox is closed.');
    const moved = spec.mounts.find((mount) => mount.at !== undefined && mount.at !== mount.path);
    if (moved) {
      throw new CodewrightError(
        'SANDBOX_FAILED',
        `${moved.path} cannot appear at ${moved.at} without a real sandbox.`,
        {
          hint: 'Use the bubblewrap sandbox.',
        },
      );
    }
    if (spec.signal.aborted) return cancelledResult(this.kind);
    const running = this.#start(spec);
    this.#settled.add(running);
    try {
      return await running;
    } finally {
      this.#settled.delete(running);
    }
  }

  async #start(spec: ExecSpec): Promise<ExecResult> {
    const limits = mergeLimits(this.#options.limits, spec.limits);
    this.#folder ??= makeTemporary('sandbox');
    const home = mkdtempSync(join(this.#folder, 'home-'));
    const mark = randomUUID();
    this.#pipes ??= new OutputPipes(this.#folder);
    const pipes = { stdout: this.#pipes.open(), stderr: this.#pipes.open() };
    const output = { stdout: pipes.stdout.readable, stderr: pipes.stderr.readable };
    const harmless = openSync('/dev/null', 'r+');
    let child: ChildProcess;
    try {
      child = spawn('/bin/sh', ['-c', setLimits, 'sh', ...limitArguments(limits), ...spec.argv], {
        cwd: spec.cwd,
        env: { ...this.#environment(home), ...spec.env, CODEWRIGHT_EXEC: mark },
        detached: true,
        stdio: [
          spec.stdin === undefined ? 'ignore' : 'pipe',
          pipes.stdout.writeEnd,
          pipes.stderr.writeEnd,
          ...coverDescriptors(inheritedDescriptors(), 3, harmless),
        ],
      });
    } catch (error) {
      throw notStarted(spec, error);
    } finally {
      closeSync(harmless);
      pipes.stdout.closeWriteEnd();
      pipes.stderr.closeWriteEnd();
    }
    try {
      return await this.#follow(child, output, spec, limits, `CODEWRIGHT_EXEC=${mark}`);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  }

  #environment(home: string): Record<string, string> {
    const path = [
      dirname(realpathSync(this.#options.nodeBin)),
      this.#options.hostPath ?? '/usr/local/bin:/usr/bin:/bin',
    ];
    return { PATH: path.join(':'), HOME: home, LANG: 'C.UTF-8', TMPDIR: home };
  }

  async #follow(
    child: ChildProcess,
    output: Supervised['output'],
    spec: ExecSpec,
    limits: Limits,
    mark: string,
  ): Promise<ExecResult> {
    await started(child, spec);
    const members = new Members(child, mark);
    const forget =
      this.#options.stateDir &&
      members.leader &&
      recordProcess(this.#options.stateDir, { process: members.leader, kind: this.kind, mark });
    const kill = (): void => members.kill();
    this.#running.add(kill);
    if (this.#closed) kill();
    try {
      return await supervise({
        kind: this.kind,
        child,
        output,
        spec,
        limits,
        keepBytes: this.#options.keepBytes ?? defaultKeepBytes,
        kill,
        root: () => child.pid,
        gone: () => members.gone(),
        deniedHosts: () => [],
      });
    } finally {
      this.#running.delete(kill);
      members.stop();
      if (forget) forget();
    }
  }

  expect(): void {
    // A child process is made ready by starting it.
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const kill of this.#running) kill();
    await Promise.allSettled(this.#settled);
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }
}

/**
 * All processes of one command. A process that leaves its group, its session and its parent is still known if it kept its
 * environment or was seen before it left; one that drops all four between two looks is not found: that is what `process` lacks.
 */
class Members {
  readonly leader: ProcessIdentity | undefined;
  readonly #mark: string;
  readonly #seen = new Map<number, ProcessIdentity>();
  readonly #timer: NodeJS.Timeout;

  constructor(child: ChildProcess, mark: string) {
    this.#mark = mark;
    this.leader = child.pid === undefined ? undefined : identify(child.pid);
    if (this.leader) this.#seen.set(this.leader.pid, this.leader);
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#timer.unref();
  }

  #look(): void {
    for (const { pid, startTime } of this.#seen.values()) {
      if (identify(pid)?.startTime !== startTime) this.#seen.delete(pid);
      else for (const stat of tree(pid, 10_000)) this.#seen.set(stat.pid, { pid: stat.pid, startTime: stat.startTime });
    }
  }

  #alive(): ProcessIdentity[] {
    this.#look();
    const found = new Map([...this.#seen].filter(([, one]) => isRunning(one)));
    if (this.leader) for (const one of membersOf(this.leader, this.#mark, true)) found.set(one.pid, one);
    return [...found.values()];
  }

  kill(): void {
    for (const identity of this.#alive()) killProcess(identity);
  }

  async gone(): Promise<void> {
    const until = monotonicMs() + KILL_MS;
    // Twice nothing: a process may have been forked while the first look went past its place in the list.
    for (let quiet = 0; quiet < 2; ) {
      const found = this.#alive();
      for (const identity of found) killProcess(identity);
      quiet = found.length === 0 ? quiet + 1 : 0;
      if (found.length > 0) await delay(2);
      if (monotonicMs() > until) {
        throw new CodewrightError(
          'SANDBOX_FAILED',
          `Processes of the command could not be ended: ${found.map((one) => one.pid).join(', ')}.`,
        );
      }
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

async function started(child: ChildProcess, spec: ExecSpec): Promise<void> {
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw notStarted(spec, error);
  }
}

function notStarted(spec: ExecSpec, error: unknown): CodewrightError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CodewrightError('SANDBOX_FAILED', `The command could not be started in ${spec.cwd}: ${reason}.`, {
    hint: 'Check that the folder exists and that the arguments are not longer than the system allows.',
    cause: error,
  });
}

function limitArguments(limits: Limits): string[] {
  return [
    Math.floor(limits.memoryBytes / 1024),
    Math.ceil(limits.cpuSeconds),
    Math.floor(limits.fileBytes / 512),
    openFiles,
  ].map(String);
}

/**
 * The fallback that must be named: an ordinary child process with a small environment, limits, and its tree ended with it.
 * It hides no files and closes no network; results and ledger say `process` for that reason.
 */
export function createProcessSandbox(options: ProcessOptions): Sandbox {
  return new ProcessSandbox(options);
}
