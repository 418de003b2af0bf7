/**
 * The only room that starts processes. Everything that a repository, a package or a model could influence runs here.
 * A sandbox that cannot be set up refuses (SANDBOX_UNAVAILABLE, SANDBOX_FAILED): it never runs the command without it.
 */

import type { Readable } from 'node:stream';

export type SandboxKind = 'bubblewrap' | 'process';

export interface Mount {
  /** Absolute host path. */
  path: string;
  access: 'read' | 'write';
  /** Where it appears inside; the same path when absent. */
  at?: string;
}

export type Network =
  /** No interface but loopback inside the sandbox itself. */
  | { mode: 'none' }
  /** HTTP(S) through the egress proxy, to these hosts (exact, or `*.example.org`) and ports (443 and 80 by default). */
  | {
      mode: 'allow';
      hosts: string[];
      /** Ports of this machine's own loopback that are reached inside at 127.0.0.1 and the same port: a model server on this machine. */
      loopback?: number[];
    };

export interface Limits {
  /** Wall time, milliseconds. */
  timeMs: number;
  /** CPU seconds per process. */
  cpuSeconds: number;
  /** Data segment per process, bytes (RLIMIT_DATA: RLIMIT_AS breaks V8). */
  memoryBytes: number;
  processes: number;
  fileBytes: number;
  /** Bytes of stdout plus stderr after which the tree is killed. */
  outputBytes: number;
}

export interface ExecSpec {
  /** argv[0] is looked up in the sandbox's own PATH. No shell is added. */
  argv: string[];
  /** Working directory inside the sandbox. */
  cwd: string;
  mounts: Mount[];
  /** The whole environment; nothing is inherited. PATH, HOME, LANG, TMPDIR get sandbox defaults when absent. */
  env?: Record<string, string>;
  network?: Network;
  limits?: Partial<Limits>;
  /** A stream is for a command that is talked to while it runs; its end closes the command's input. */
  stdin?: string | Uint8Array | Readable;
  signal: AbortSignal;
  /** Called with each piece of output as it arrives. */
  onOutput?: (stream: 'stdout' | 'stderr', text: string) => void;
}

export type ExecOutcome = 'exited' | 'signalled' | 'timeout' | 'cancelled' | 'output-limit';

export interface ExecResult {
  outcome: ExecOutcome;
  exitCode: number | null;
  signal: string | null;
  /** UTF-8; beyond the keep limit only head and tail are kept, with a marker line between. */
  stdout: string;
  stderr: string;
  /** SHA-256 over the SHA-256 digests (32 bytes each) of all of stdout and all of stderr, kept or not. */
  outputHash: string;
  outputBytes: number;
  durationMs: number;
  sandbox: SandboxKind;
  /** The sandbox itself was ended from outside: nothing is known of what the command came to. */
  lost?: true;
  /** Hosts that were asked for and refused, so that a failing install explains itself. */
  deniedHosts: string[];
}

export interface SandboxProbe {
  kind: SandboxKind;
  works: boolean;
  /** What was tried and what came of it. */
  detail: string;
  /** The exact command or step that would mend it. */
  hint?: string;
  /** Protections that hold, by name, as really probed. */
  protections: string[];
}

export interface Sandbox {
  readonly kind: SandboxKind;
  /** Really starts a sandbox and checks that it isolates. */
  probe(): Promise<SandboxProbe>;
  /** Resolves when every process of the tree is gone, whatever the outcome; a non-zero exit is a result, not an error. */
  exec(spec: ExecSpec): Promise<ExecResult>;
  /** Says that commands in this place will follow, so that the next finds it made ready. Only a hint: it changes no outcome. */
  expect(place: Pick<ExecSpec, 'cwd' | 'mounts'>): void;
  /** Kills what is still running and removes proxies and temporary files. */
  close(): Promise<void>;
}
