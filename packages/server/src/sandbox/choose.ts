import { CodewrightError } from '../shared/errors.ts';
import { createBubblewrapSandbox } from './bubblewrap.ts';
import type { BubblewrapOptions } from './bwrap-setup.ts';
import type { Sandbox, SandboxKind } from './contract.ts';
import { createProcessSandbox } from './process.ts';

export interface SandboxConfig extends BubblewrapOptions {
  /** Named by the user; there is no "best available". */
  kind: SandboxKind;
}

/**
 * The sandbox that the configuration names, or SANDBOX_UNAVAILABLE with what to do about it: never a weaker one. Nothing is
 * started yet; where bubblewrap cannot work, its first command says so.
 */
export function createSandbox(config: SandboxConfig): Sandbox {
  if (config.kind === 'process') return createProcessSandbox(config);
  if (config.kind === 'bubblewrap') return createBubblewrapSandbox(config);
  throw new CodewrightError('SANDBOX_UNAVAILABLE', `There is no sandbox named ${JSON.stringify(config.kind)}.`, {
    hint: 'Choose `bubblewrap`, or `process` (which isolates nothing).',
  });
}

/** Really starts a command once. @throws CodewrightError SANDBOX_UNAVAILABLE with what to do about it. */
export async function trySandbox(sandbox: Sandbox): Promise<void> {
  const result = await sandbox.exec({
    argv: ['true'],
    cwd: '/',
    mounts: [],
    limits: { timeMs: 10_000 },
    signal: new AbortController().signal,
  });
  if (result.exitCode === 0) return;
  throw new CodewrightError(
    'SANDBOX_UNAVAILABLE',
    `${sandbox.kind} started, but a first command failed: ${result.stderr.trim()}.`,
    { hint: 'Run `codewright doctor`: it tries each part of the sandbox by itself.' },
  );
}
