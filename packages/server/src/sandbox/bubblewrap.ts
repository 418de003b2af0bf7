import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import { gone, setupFailure } from './bwrap-child.ts';
import type { Run } from './bwrap-run.ts';
import { installHint, prepare } from './bwrap-setup.ts';
import type { BubblewrapOptions, Ready } from './bwrap-setup.ts';
import type { ExecResult, ExecSpec, Limits, Sandbox, SandboxProbe } from './contract.ts';
import { proxyEnvironment, socketInside } from './egress/bridge.ts';
import type { EgressProxy } from './egress/proxy.ts';
import { environmentArguments, wordsFor } from './first-process.ts';
import { refuseOutsideHardLinks } from './hard-links.ts';
import { bridged, insidePath, insideUser } from './layout.ts';
import { mergeLimits } from './limits.ts';
import { mountArguments } from './mounts.ts';
import type { Place } from './parking.ts';
import { probeSandbox } from './probe.ts';
import { cancelledResult, checkSpec } from './spec.ts';
import { defaultKeepBytes, supervise } from './supervise.ts';

class BubblewrapSandbox implements Sandbox {
  readonly kind = 'bubblewrap' as const;
  readonly #options: BubblewrapOptions;
  readonly #running = new Set<() => void>();
  readonly #settled = new Set<Promise<unknown>>();
  readonly #clean = new Set<string>();
  #ready: Ready | undefined;
  #closed = false;
  /** A command has really run: from then on a failure is that command's own. */
  #proven = false;

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
      const result = await running;
      this.#proven = true;
      return result;
    } catch (error) {
      throw this.#proven ? error : unavailable(error);
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
    // Loaded here: Node's HTTP client costs every start 15 ms, and few commands have a network.
    const { startEgressProxy } = await import('./egress/proxy.ts');
    const socketPath = join(ready.folder, `egress-${randomUUID().slice(0, 8)}`);
    const { upstreamProxy } = this.#options;
    const { loopback = [] } = spec.network;
    const hosts = [...spec.network.hosts, ...loopback.map((port) => `127.0.0.1:${port}`)];
    const proxy = await startEgressProxy({ socketPath, hosts, upstreamProxy });
    const argv = bridged(spec.argv, loopback);
    const inside: ExecSpec = { ...spec, argv, env: { ...proxyEnvironment(), ...spec.env } };
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
    const env = { ...defaultEnvironment, ...spec.env };
    const words = wordsFor(env, spec, limits);
    const place = placeOf(spec, [...(egress?.args ?? []), ...environmentArguments(env)]);
    const run = await ready.parking.take(place, spec.stdin !== undefined);
    run.member?.limit(limits.processes + OWN_PROCESSES);
    return this.#follow(run, words, { spec, limits, egress });
  }

  expect(place: Pick<ExecSpec, 'cwd' | 'mounts'>): void {
    // Not before a command has shown that this works at all.
    if (!this.#proven || this.#closed) return;
    try {
      this.#prepare().parking.expect(placeOf(place, []));
    } catch {
      // A place that cannot be made ready is refused, in words, when a command is to run there.
      return;
    }
  }

  async #follow(run: Run, words: string, { spec, limits, egress }: Command): Promise<ExecResult> {
    const { status, output, member } = run;
    let wanted = false;
    const kill = (): void => {
      wanted = true;
      run.kill();
    };
    status.whenKnown(() => {
      if (wanted) kill();
      else run.go(words);
    });
    this.#running.add(kill);
    if (this.#closed) kill();
    try {
      const result = await supervise({
        kind: this.kind,
        child: run,
        output,
        spec,
        limits,
        keepBytes: this.#options.keepBytes ?? defaultKeepBytes,
        kill,
        root: () => status.known?.pid,
        gone: () => gone(status.known),
        caged: member !== undefined,
        deniedHosts: () => egress?.proxy.denied() ?? [],
      });
      if (run.failure) throw run.failure;
      if (!status.finished && result.outcome === 'exited') throw setupFailure(result);
      return result;
    } finally {
      this.#running.delete(kill);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const kill of this.#running) kill();
    await Promise.allSettled(this.#settled);
    await this.#ready?.close();
    this.#ready = undefined;
  }
}

/** What a first command that could not be started says of the sandbox as a whole. */
function unavailable(error: unknown): unknown {
  const { code, message, hint } = toCodewrightError(error);
  if (code !== 'SANDBOX_FAILED') return error;
  return new CodewrightError('SANDBOX_UNAVAILABLE', message, { hint: hint ?? installHint, cause: error });
}

/** One command on its way. */
interface Command {
  spec: ExecSpec;
  limits: Limits;
  egress: Egress | undefined;
}

/** The way out of one command. */
interface Egress {
  proxy: EgressProxy;
  /** bwrap arguments that show its socket inside. */
  args: string[];
}

/** The starter, bwrap itself and the shell that is process 1 do not count against the command. */
const OWN_PROCESSES = 3;

/** Folders that were put in the place of others by the same name make another place. */
function placeOf({ mounts, cwd }: Pick<ExecSpec, 'cwd' | 'mounts'>, more: readonly string[]): Place {
  const args = [
    ...mountArguments(mounts),
    ...more,
    // The root itself and /dev are in-memory file systems too: without this they could be written. /proc must not be: started
    // by root, the sandbox still owns /proc/sys/kernel/core_pattern outside, and writing a command there would run it on the host.
    '--remount-ro',
    '/proc',
    '--remount-ro',
    '/dev',
    '--remount-ro',
    '/',
    '--chdir',
    cwd,
  ];
  const folders = mounts.map(({ path }) => {
    const { dev, ino } = statSync(path);
    return `${dev}:${ino}`;
  });
  return { args, key: [...args, ...folders].join('\0') };
}

const defaultEnvironment = { PATH: insidePath, HOME: insideUser.home, LANG: 'C.UTF-8', TMPDIR: '/tmp' };

/** Linux namespaces, a read-only view of the system, a system-call filter and limits, through `bwrap`. */
export function createBubblewrapSandbox(options: BubblewrapOptions): Sandbox {
  return new BubblewrapSandbox(options);
}
