import { isAbsolute } from 'node:path';
import { sha256 } from '../shared/hash.ts';
import { CodewrightError, ToolError } from '../shared/errors.ts';
import type { ExecResult, ExecSpec, SandboxKind } from './contract.ts';

/** Refuses what no sandbox could run as asked. */
export function checkSpec(spec: ExecSpec): void {
  const program = spec.argv[0];
  if (program === undefined || program === '' || program.startsWith('-')) {
    throw new CodewrightError('SANDBOX_FAILED', `There is no program to run in ${JSON.stringify(spec.argv)}.`, {
      hint: 'Give the program first, then its arguments.',
    });
  }
  for (const text of [...spec.argv, spec.cwd, ...Object.entries(spec.env ?? {}).flat()]) {
    if (text.includes('\0')) {
      throw new ToolError('The arguments and the environment of a command cannot hold a NUL character.');
    }
  }
  for (const name of Object.keys(spec.env ?? {})) {
    if (name === '' || name.includes('=')) {
      throw new CodewrightError('SANDBOX_FAILED', `${JSON.stringify(name)} cannot name an environment variable.`);
    }
  }
  if (!isAbsolute(spec.cwd)) {
    throw new CodewrightError('SANDBOX_FAILED', `The working directory ${JSON.stringify(spec.cwd)} is not absolute.`);
  }
}

/** The answer to a command that was cancelled before it began. */
export function cancelledResult(sandbox: SandboxKind): ExecResult {
  const nothing = Buffer.from(sha256(''), 'hex');
  return {
    outcome: 'cancelled',
    exitCode: null,
    signal: null,
    stdout: '',
    stderr: '',
    outputHash: sha256(Buffer.concat([nothing, nothing])),
    outputBytes: 0,
    durationMs: 0,
    sandbox,
    deniedHosts: [],
  };
}
