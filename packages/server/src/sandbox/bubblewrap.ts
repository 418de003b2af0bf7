import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { CodewrightError } from '../shared/errors.ts';
import { gone, killInner, preferAsVictim, notStarted, readStatus, setupFailure, startFailure } from './bwrap-child.ts';
import { prepare } from './bwrap-setup.ts';
import type { BubblewrapOptions, Ready } from './bwrap-setup.ts';
import type { ProcessCage } from './cgroup.ts';
import type { ExecResult, ExecSpec, Limits, Sandbox, SandboxProbe } from './contract.ts';
import { coverDescriptors } from './descriptors.ts';
import { proxyEnvironment, socketInside } from './egress/bridge.ts';
import { startEgressProxy } from './egress/proxy.ts';
import type { EgressProxy } from './egress/proxy.ts';
import { refuseOutsideHardLinks } from './hard-links.ts';
import { bridged, insidePath, insideUser } from './layout.ts';
import { mergeLimits, openFiles } from './limits.ts';
import { mountArguments } from './mounts.ts';
import { recordProcess } from './orphans.ts';
import { openBoth } from './output-pipes.ts';
import { probeSandbox } from './probe.ts';
import type { ProcessIdentity } from './processes.ts';
import { cancelledResult, checkSpec } from './spec.ts';
import { defaultKeepBytes, supervise } from './supervise.ts';
import type { Supervised } from './supervise.ts';

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
    const running = this.#withNetwork(spec, this.#prepare());
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

  async #withNetwork(spec: ExecSpec, ready: Ready): Promise<ExecResult> {
    if (spec.network?.mode !== 'allow') return this.#start(spec, ready, undefined);
    const socketPath = join(ready.folder, `egress-${crypto.randomUUID().slice(0, 8)}`);
    const { upstreamProxy } = this.#options;
    const proxy = await startEgressProxy({ socketPath, hosts: spec.network.hosts, upstreamProxy });
    const inside: ExecSpec = { ...spec, argv: bridged(spec.argv), env: { ...proxyEnvironment(), ...spec.env } };
    try {
      return await this.#start(inside, ready, { proxy, args: ['--ro-bind', socketPath, socketInside] });
    } finally {
      await proxy.close();
    }
  }

  async #start(spec: ExecSpec, ready: Ready, egress: Egress | undefined): Promise<ExecResult> {
    await this.#refuseSharedFiles(spec);
    if (this.#closed || spec.signal.aborted) return cancelledResult(this.kind);
    const limits = mergeLimits(this.#options.limits, spec.limits);
    const args = [
      ...namespaces,
      ...ready.base,
      ...mountArguments(spec.mounts),
      ...(egress?.args ?? []),
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
    const { output, writeEnds, closeWriteEnds } = await openBoth(ready.pipes);
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
          ...writeEnds,
          seccomp,
          'pipe',
          'pipe',
          'pipe',
          ...coverDescriptors(ready.inherited, 7, ready.null),
        ],
      });
    } catch (error) {
      throw notStarted(error);
    } finally {
      closeSync(seccomp);
      closeWriteEnds();
    }
    return this.#follow(child, args, spec, limits, ready.cage, egress, output);
  }

  async #follow(
    child: ChildProcess,
    args: string[],
    spec: ExecSpec,
    limits: Limits,
    cage: ProcessCage | undefined,
    egress: Egress | undefined,
    output: Supervised['output'],
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
    if (this.#closed) kill();
    try {
      const result = await Promise.race([
        failed,
        rejection(begun),
        supervise({
          kind: this.kind,
          child,
          output,
          spec,
          limits,
          keepBytes: this.#options.keepBytes ?? defaultKeepBytes,
          kill,
          root: () => status.known?.pid,
          gone: () => gone(status.known),
          caged: cage !== undefined,
          deniedHosts: () => egress?.proxy.denied() ?? [],
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

/** The way out of one command. */
interface Egress {
  proxy: EgressProxy;
  /** bwrap arguments that show its socket inside. */
  args: string[];
}

const namespaces = (
  '--unshare-user --unshare-pid --unshare-ipc --unshare-uts --unshare-net --unshare-cgroup-try ' +
  `--uid ${insideUser.uid} --gid ${insideUser.gid} --hostname codewright --cap-drop ALL ` +
  '--die-with-parent --new-session --as-pid-1 --clearenv'
).split(' ');

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

/** Never settles but with the rejection of another. */
async function rejection(other: Promise<unknown>): Promise<never> {
  await other;
  return new Promise<never>(() => {});
}

/** Linux namespaces, a read-only view of the system, a system-call filter and limits, through `bwrap`. */
export function createBubblewrapSandbox(options: BubblewrapOptions): Sandbox {
  return new BubblewrapSandbox(options);
}
