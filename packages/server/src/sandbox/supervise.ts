import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { EventEmitter } from 'node:events';
import { freemem, totalmem } from 'node:os';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { monotonicMs } from '../shared/clock.ts';
import type { ExecOutcome, ExecResult, ExecSpec, Limits, SandboxKind } from './contract.ts';
import { KeptStream, outputHash } from './output.ts';
import { machineTasks, privateBytes, tree } from './processes.ts';

/** Bytes of each stream that a result keeps unless told otherwise. */
export const defaultKeepBytes = 1024 * 1024;

/** How often a running tree is looked at, milliseconds. */
const WATCH_MS = 20;
/** Every how many looks memory is summed too: it reads one file per process. */
const MEMORY_EVERY = 10;
/** How long after the end of the main process its output may still arrive, milliseconds. */
const DRAIN_MS = 2_000;

/** What is started: a child of ours, or of a starter of ours. */
export type Started = Pick<ChildProcess, 'exitCode' | 'signalCode' | 'stdin'> & EventEmitter;

export interface Supervised {
  kind: SandboxKind;
  child: Started;
  output: { stdout: Readable; stderr: Readable };
  spec: ExecSpec;
  limits: Limits;
  keepBytes: number;
  /** Ends the whole tree; called as often as needed. */
  kill(): void;
  /** The process whose tree is watched, once it is known. */
  root(): number | undefined;
  /** Settles once nothing of the tree runs any more. */
  gone(): Promise<void>;
  deniedHosts(): string[];
  /** The kernel itself holds the tree to its process limit: nobody has to count. */
  caged?: boolean;
}

/** Runs a started child to its end under its limits: output, time, cancellation, size of the tree. */
export async function supervise(run: Supervised): Promise<ExecResult> {
  const { child, spec, limits } = run;
  const started = monotonicMs();
  const streams = { stdout: new KeptStream(run.keepBytes), stderr: new KeptStream(run.keepBytes) };
  let cause: ExecOutcome | undefined;
  let note = '';

  const end = (outcome: ExecOutcome, why = ''): void => {
    if (cause === undefined) {
      cause = outcome;
      note = why;
    }
    run.kill();
  };
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = run.output[name];
    stream.on('data', (chunk: Buffer) => {
      // Past the limit nothing is read into memory any more, however fast the dying tree still writes.
      if (cause === 'output-limit') return;
      const text = streams[name].push(chunk);
      if (text !== '') spec.onOutput?.(name, text);
      if (streams.stdout.bytes + streams.stderr.bytes > limits.outputBytes) {
        end('output-limit', `the output passed ${limits.outputBytes} bytes`);
      }
    });
    stream.on('error', () => stream.destroy());
  }
  feed(child, spec.stdin);

  const onAbort = (): void => end('cancelled');
  if (spec.signal.aborted) onAbort();
  else spec.signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => end('timeout', `the time limit of ${limits.timeMs} ms passed`), limits.timeMs);
  const watch = watchTree(run, (why) => end('signalled', why));

  try {
    const [code, signal] = await exitOf(child);
    clearTimeout(timer);
    clearInterval(watch);
    await run.gone();
    await drained(Object.values(run.output));
    const result: ExecResult = {
      ...ending(cause, code, signal),
      // Without a sandbox of its own the child is the command: its end is its own.
      ...(cause === undefined && signal === 'SIGKILL' && run.kind === 'bubblewrap' ? { lost: true as const } : {}),
      stdout: streams.stdout.text(),
      stderr: streams.stderr.text() + (note === '' ? '' : `\n[ended by the sandbox: ${note}]\n`),
      outputHash: outputHash(streams.stdout, streams.stderr),
      outputBytes: streams.stdout.bytes + streams.stderr.bytes,
      durationMs: Math.round(monotonicMs() - started),
      sandbox: run.kind,
      deniedHosts: run.deniedHosts(),
    };
    return result;
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    spec.signal.removeEventListener('abort', onAbort);
  }
}

function feed(child: Started, stdin: ExecSpec['stdin']): void {
  // A command need not read its input: a closed pipe is its right, not our failure.
  child.stdin?.on('error', () => child.stdin?.destroy());
  if (stdin === undefined || !child.stdin) return;
  if (!(stdin instanceof Readable)) return void child.stdin.end(stdin);
  stdin.on('error', () => child.stdin?.end());
  stdin.pipe(child.stdin);
}

async function exitOf(child: Started): Promise<[number | null, NodeJS.Signals | null]> {
  if (child.exitCode !== null || child.signalCode !== null) return [child.exitCode, child.signalCode];
  return (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
}

/** Waits for the last output; whoever still holds the pipe after the tree's end is not part of it. */
async function drained(streams: readonly Readable[]): Promise<void> {
  const open = streams.filter((stream) => !stream.closed);
  const timeout = new AbortController();
  await Promise.race([
    Promise.all(open.map((stream) => once(stream, 'close'))),
    delay(DRAIN_MS, undefined, { signal: timeout.signal }).catch(ignoreAbort),
  ]);
  timeout.abort();
  for (const stream of open) stream.destroy();
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}

const signalNames: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  11: 'SIGSEGV',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};

/**
 * The shell's convention, 128 + signal, is all that comes through the sandbox's own first process: both the number and the
 * name are given, since a program may also have chosen that number itself.
 */
function ending(
  cause: ExecOutcome | undefined,
  code: number | null,
  signal: NodeJS.Signals | null,
): Pick<ExecResult, 'outcome' | 'exitCode' | 'signal'> {
  if (cause !== undefined) return { outcome: cause, exitCode: null, signal: 'SIGKILL' };
  if (signal !== null) return { outcome: 'signalled', exitCode: null, signal };
  const name = code !== null && code > 128 ? signalNames[code - 128] : undefined;
  if (name !== undefined) return { outcome: 'signalled', exitCode: code, signal: name };
  return { outcome: 'exited', exitCode: code, signal: null };
}

/**
 * Without a control group the kernel does not hold root to a process limit, and RLIMIT_DATA does not count shared memory: what the limits cannot see
 * is looked at from outside. The look is cheap until the machine's task count has grown since the start.
 */
function watchTree(run: Supervised, end: (why: string) => void): NodeJS.Timeout {
  const before = machineTasks();
  const { processes, memoryBytes } = run.limits;
  let looks = 0;
  const look = (): void => {
    const root = run.root();
    if (root === undefined) return;
    looks++;
    const crowded = !run.caged && machineTasks() - before > Math.min(processes, 64) / 2;
    const memory = looks % MEMORY_EVERY === 0;
    if (!crowded && !memory) return;
    const found = tree(root, processes + 64);
    const tasks = found.reduce((sum, stat) => sum + stat.threads, 0);
    if (tasks > processes + 2) return end(`more than ${processes} processes and threads at once`);
    if (!memory) return;
    let total = 0;
    for (const { pid } of found) {
      const bytes = privateBytes(pid);
      total += bytes;
      if (bytes > memoryBytes) return end(`a process used more than ${memoryBytes} bytes of memory`);
    }
    if (total > totalmem() / 2 && freemem() < totalmem() / 20) end('the machine was running out of memory');
  };
  const timer = setInterval(look, WATCH_MS);
  timer.unref();
  return timer;
}
