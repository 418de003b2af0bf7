import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { CodewrightError } from '../shared/errors.ts';
import type { ExecResult, ExecSpec, Limits, Sandbox, SandboxProbe } from './contract.ts';
import { openCage } from './cgroup.ts';
import type { ProcessCage } from './cgroup.ts';
import { cancelledResult, checkSpec } from './spec.ts';
import { coverDescriptors, inheritedDescriptors } from './descriptors.ts';
import { refuseOutsideHardLinks } from './hard-links.ts';
import { baseLayout, findProgram, insidePath, insideUser } from './layout.ts';
import { mergeLimits, openFiles } from './limits.ts';
import { mountArguments } from './mounts.ts';
import { ownedFolderPrefix, recordProcess } from './orphans.ts';
import { identify, isRunning, killProcess, readStat } from './processes.ts';
import { probeSandbox } from './probe.ts';
import type { ProcessIdentity } from './processes.ts';
import { seccompArch, seccompProgram } from './seccomp.ts';
import { defaultKeepBytes, supervise } from './supervise.ts';

export interface BubblewrapOptions {
  /** The Node that programs inside get as `node` (and npm runs on). */
  nodeBin: string;
  /** Where bwrap, sh and npm are looked for on the host. */
  hostPath?: string;
  /** Further host folders shown inside, read-only, at their own path (tool chains outside /usr). */
  readOnly?: readonly string[];
  limits?: Partial<Limits>;
  /** Where running commands are written down for the sweep at the next start; absent: nowhere. */
  stateDir?: string;
  /** Bytes of each stream that results keep. */
  keepBytes?: number;
}

const defaultHostPath = '/usr/local/bin:/usr/bin:/bin';

/** What to do when bubblewrap is not there. */
export const installHint =
  'Install bubblewrap: `apt-get install bubblewrap` (Debian, Ubuntu), `dnf install bubblewrap` (Fedora), ' +
  '`pacman -S bubblewrap` (Arch); or choose the sandbox `process` by name, which isolates nothing.';

/**
 * The first process inside. It sets the limits, closes what is not its own, and waits for the command: as process 1 of its
 * namespace it takes every other process with it when it ends, and bwrap reports its end only after that.
 * `exec` in a subshell, because "$@" alone would run the shell's own built-ins.
 */
const firstProcess = [
  // Nothing is started before we have said so: by then this process is in its control group.
  'read -r go <&6 || exit 125',
  'ulimit -c 0; ulimit -d "$1"; ulimit -t "$2"; ulimit -f "$3"; ulimit -n "$4"',
  'ulimit -u "$5" 2>/dev/null || ulimit -p "$5" 2>/dev/null',
  // Its own stderr goes nowhere: a shell remarks on a child that a signal ended, and that is not the command's output.
  'exec 3>&2 2>/dev/null 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-',
  'shift 5; (exec 2>&3 3>&-; exec "$@"); exit $?',
].join('\n');

class BubblewrapSandbox implements Sandbox {
  readonly kind = 'bubblewrap' as const;
  readonly #options: BubblewrapOptions;
  readonly #running = new Set<() => void>();
  readonly #settled = new Set<Promise<unknown>>();
  readonly #clean = new Set<string>();
  #ready: Ready | undefined;
  #closed = false;

  constructor(options: BubblewrapOptions) {
    this.#options = options;
  }

  #prepare(): Ready {
    if (this.#closed) throw new CodewrightError('SANDBOX_FAILED', 'The sandbox is closed.');
    this.#ready ??= prepare(this.#options);
    return this.#ready;
  }

  probe(): Promise<SandboxProbe> {
    return probeSandbox(this);
  }

  async exec(spec: ExecSpec): Promise<ExecResult> {
    checkSpec(spec);
    if (spec.signal.aborted) return cancelledResult(this.kind);
    const running = this.#start(spec, this.#prepare());
    this.#settled.add(running);
    try {
      return await running;
    } finally {
      this.#settled.delete(running);
    }
  }

  /** Once per writable folder: inside, no new hard link across a mount can be made, so a clean folder stays clean. */
  async #refuseSharedFiles(spec: ExecSpec): Promise<void> {
    for (const { path, access } of spec.mounts) {
      if (access !== 'write' || this.#clean.has(path)) continue;
      await refuseOutsideHardLinks(path);
      this.#clean.add(path);
    }
  }

  async #start(spec: ExecSpec, ready: Ready): Promise<ExecResult> {
    await this.#refuseSharedFiles(spec);
    if (this.#closed || spec.signal.aborted) return cancelledResult(this.kind);
    const limits = mergeLimits(this.#options.limits, spec.limits);
    const args = [
      ...namespaces,
      ...ready.base,
      ...mountArguments(spec.mounts),
      // The root itself and /dev are in-memory file systems too: without this they could be written. /proc must not be: started
      // by root, the sandbox still owns /proc/sys/kernel/core_pattern outside, and writing a command there would run it on the host.
      '--remount-ro',
      '/proc',
      '--remount-ro',
      '/dev',
      '--remount-ro',
      '/',
      '--chdir',
      spec.cwd,
      ...environment(spec),
      '--seccomp',
      '3',
      '--json-status-fd',
      '5',
    ];
    // bwrap takes the command from its own command line only; everything else, the environment above all, stays off it.
    const command = ['/bin/sh', '-c', firstProcess, 'sh', ...limitArguments(limits), ...spec.argv];
    const seccomp = openSync(ready.seccompFile, 'r');
    let child: ChildProcess;
    try {
      child = spawn(ready.bwrap, ['--args', '4', '--', ...command], {
        // An empty environment: bwrap stays visible inside as process 1's parent, and what it was given can be read there.
        env: {},
        cwd: '/',
        // A session of its own, so that a Ctrl-C at our terminal reaches us alone and we end the tree in order.
        detached: true,
        stdio: [
          spec.stdin === undefined ? 'ignore' : 'pipe',
          'pipe',
          'pipe',
          seccomp,
          'pipe',
          'pipe',
          'pipe',
          ...coverDescriptors(ready.inherited, 7, ready.null),
        ],
      });
    } finally {
      closeSync(seccomp);
    }
    return this.#follow(child, args, spec, limits, ready.cage);
  }

  async #follow(
    child: ChildProcess,
    args: string[],
    spec: ExecSpec,
    limits: Limits,
    cage: ProcessCage | undefined,
  ): Promise<ExecResult> {
    const failed = startFailure(child);
    const status = readStatus(child);
    preferAsVictim(child.pid);
    const pipes = child.stdio as unknown as Writable[];
    for (const pipe of [pipes[4], pipes[6]]) pipe?.on('error', () => pipe.destroy());
    pipes[4]?.end(`${args.join('\0')}\0`);
    let wanted = false;
    const kill = (): void => {
      wanted = true;
      if (status.known) killInner(status.known, child);
    };
    const cleanUp: (() => void)[] = [];
    const begin = async (inner: ProcessIdentity): Promise<void> => {
      if (this.#options.stateDir)
        cleanUp.push(recordProcess(this.#options.stateDir, { process: inner, kind: this.kind }));
      if (wanted) return kill();
      if (cage) cleanUp.push(await cage.join(inner.pid, limits.processes));
      pipes[6]?.end('go\n');
    };
    const begun = status.inner.then((inner) => inner && begin(inner));
    this.#running.add(kill);
    try {
      const result = await Promise.race([
        failed,
        rejection(begun),
        supervise({
          kind: this.kind,
          child,
          spec,
          limits,
          keepBytes: this.#options.keepBytes ?? defaultKeepBytes,
          kill,
          root: () => status.known?.pid,
          gone: () => gone(status.known),
          caged: cage !== undefined,
          deniedHosts: () => [],
        }),
      ]);
      if (!status.finished && result.outcome === 'exited') throw setupFailure(result);
      return result;
    } finally {
      this.#running.delete(kill);
      await Promise.allSettled([begun]);
      for (const step of cleanUp) step();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const kill of this.#running) kill();
    await Promise.allSettled(this.#settled);
    if (this.#ready) {
      closeSync(this.#ready.null);
      this.#ready.cage?.close();
      rmSync(this.#ready.folder, { recursive: true, force: true });
    }
    this.#ready = undefined;
  }
}

const namespaces = (
  '--unshare-user --unshare-pid --unshare-ipc --unshare-uts --unshare-net --unshare-cgroup-try ' +
  `--uid ${insideUser.uid} --gid ${insideUser.gid} --hostname codewright --cap-drop ALL ` +
  '--die-with-parent --new-session --as-pid-1 --clearenv'
).split(' ');

interface Ready {
  bwrap: string;
  folder: string;
  seccompFile: string;
  base: string[];
  inherited: number[];
  /** An open /dev/null. */
  null: number;
  cage: ProcessCage | undefined;
}

function prepare(options: BubblewrapOptions): Ready {
  const hostPath = options.hostPath ?? defaultHostPath;
  const bwrap = process.platform === 'linux' ? findProgram('bwrap', hostPath) : undefined;
  if (!bwrap) {
    throw new CodewrightError('SANDBOX_UNAVAILABLE', 'There is no bubblewrap (`bwrap`) on this machine.', {
      hint: installHint,
    });
  }
  const arch = seccompArch(process.arch);
  if (!arch) {
    throw new CodewrightError('SANDBOX_UNAVAILABLE', `There is no system-call filter for ${process.arch} yet.`, {
      hint: 'Run on x64 or arm64, or choose the sandbox `process` by name, which isolates nothing.',
    });
  }
  const folder = mkdtempSync(join(tmpdir(), ownedFolderPrefix()));
  const layout = join(folder, 'layout');
  mkdirSync(layout);
  const seccompFile = join(folder, 'seccomp.bpf');
  writeFileSync(seccompFile, seccompProgram(arch));
  const base = baseLayout(layout, {
    nodeBin: options.nodeBin,
    hostPath,
    readOnly: options.readOnly ?? [],
    tmpfsBytes: Math.floor(Math.min(4 * 1024 ** 3, totalmem() / 4)),
  });
  return {
    bwrap,
    folder,
    seccompFile,
    base,
    inherited: inheritedDescriptors(),
    null: openSync('/dev/null', 'r+'),
    cage: openCage(),
  };
}

/** $1 to $5 of the first process, in the units of its `ulimit`. */
function limitArguments(limits: Limits): string[] {
  return [
    Math.floor(limits.memoryBytes / 1024),
    Math.ceil(limits.cpuSeconds),
    Math.floor(limits.fileBytes / 512),
    openFiles,
    limits.processes,
  ].map(String);
}

function environment(spec: ExecSpec): string[] {
  const env = { PATH: insidePath, HOME: insideUser.home, LANG: 'C.UTF-8', TMPDIR: '/tmp', ...spec.env };
  return Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value]);
}

/** If memory runs out, the kernel should end the command before us. bwrap still waits for its arguments, so all inside inherit it. */
function preferAsVictim(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '800');
  } catch (error) {
    if (!['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

interface Status {
  /** The first process inside, by its number outside, once bwrap has said it; undefined if bwrap ended before that. */
  inner: Promise<ProcessIdentity | undefined>;
  known: ProcessIdentity | undefined;
  /** True once bwrap reported the end of a command that it had really started. */
  finished: boolean;
}

/** bwrap's own report: one JSON document a line. */
function readStatus(child: ChildProcess): Status {
  const { promise, resolve } = Promise.withResolvers<ProcessIdentity | undefined>();
  const status: Status = { inner: promise, known: undefined, finished: false };
  const pipe = (child.stdio as unknown as Readable[])[5];
  if (!pipe) throw new CodewrightError('INTERNAL', 'The status pipe of bubblewrap is missing.');
  let text = '';
  pipe.on('error', () => pipe.destroy());
  pipe.on('close', () => resolve(undefined));
  pipe.setEncoding('utf8');
  pipe.on('data', (piece: string) => {
    text += piece;
    const pid = /"child-pid":\s*(\d+)/.exec(text)?.[1];
    if (status.known === undefined && pid !== undefined) {
      status.known = identify(Number(pid));
      resolve(status.known);
    }
    if (text.includes('"exit-code"')) status.finished = true;
  });
  return status;
}

/** Never settles but with the rejection of another. */
async function rejection(other: Promise<unknown>): Promise<never> {
  await other;
  return new Promise<never>(() => {});
}

/** Ends process 1 inside: the kernel then ends and reaps all others before bwrap hears of it. */
function killInner(inner: ProcessIdentity, child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (readStat(inner.pid)?.parent === child.pid) killProcess(inner);
}

/** Only when bwrap itself was killed from outside does the end of process 1 come after bwrap's own. */
async function gone(inner: ProcessIdentity | undefined): Promise<void> {
  if (inner === undefined) return;
  for (;;) {
    if (!isRunning(inner)) return;
    killProcess(inner);
    await delay(2);
  }
}

async function startFailure(child: ChildProcess): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  child.once('error', (error) =>
    reject(
      new CodewrightError('SANDBOX_FAILED', `bubblewrap could not be started: ${error.message}.`, { cause: error }),
    ),
  );
  return promise;
}

function setupFailure(result: ExecResult): CodewrightError {
  const reason = result.stderr.trim().split('\n').at(-1) ?? '';
  return new CodewrightError('SANDBOX_FAILED', `The sandbox could not be set up: ${reason || 'no reason given'}.`, {
    hint: setupHint(reason),
  });
}

function setupHint(reason: string): string {
  if (/user namespace|setting up uid map|Operation not permitted|Creating new namespace/i.test(reason)) {
    return (
      'This system does not let programs make user namespaces. As root: `sysctl kernel.unprivileged_userns_clone=1` (Debian) or ' +
      '`sysctl kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu); in a container, start it with a seccomp profile that allows them.'
    );
  }
  if (/chdir/i.test(reason)) return 'The working directory must exist inside: mount it.';
  return 'Run `codewright doctor`: it tries each part of the sandbox by itself.';
}

/** Linux namespaces, a read-only view of the system, a system-call filter and limits, through `bwrap`. */
export function createBubblewrapSandbox(options: BubblewrapOptions): Sandbox {
  return new BubblewrapSandbox(options);
}
