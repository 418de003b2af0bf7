import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import { createBubblewrapSandbox } from './bubblewrap.ts';
import { installHint } from './bwrap-setup.ts';
import type { BubblewrapOptions } from './bwrap-setup.ts';
import type { Sandbox, SandboxKind } from './contract.ts';
import { createProcessSandbox } from './process.ts';

export interface SandboxConfig extends BubblewrapOptions {
  /** Named by the user; there is no "best available". */
  kind: SandboxKind;
}

/**
 * The sandbox that the configuration names, after it has really started a command once.
 * Throws SANDBOX_UNAVAILABLE, with what to do about it, rather than giving a weaker one.
 */
export async function chooseSandbox(config: SandboxConfig): Promise<Sandbox> {
  if (config.kind === 'process') return createProcessSandbox(config);
  if (config.kind !== 'bubblewrap') {
    throw new CodewrightError('SANDBOX_UNAVAILABLE', `There is no sandbox named ${JSON.stringify(config.kind)}.`, {
      hint: 'Choose `bubblewrap`, or `process` (which isolates nothing).',
    });
  }
  const sandbox = createBubblewrapSandbox(config);
  try {
    const result = await sandbox.exec({
      argv: ['true'],
      cwd: '/',
      mounts: [],
      limits: { timeMs: 10_000 },
      signal: new AbortController().signal,
    });
    if (result.exitCode !== 0) {
      throw new CodewrightError(
        'SANDBOX_UNAVAILABLE',
        `bubblewrap started, but a first command failed: ${result.stderr.trim()}.`,
      );
    }
    return sandbox;
  } catch (error) {
    await sandbox.close();
    const ours = toCodewrightError(error);
    throw new CodewrightError('SANDBOX_UNAVAILABLE', ours.message, { hint: ours.hint ?? installHint, cause: error });
  }
}
