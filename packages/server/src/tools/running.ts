import { stripVTControlCharacters } from 'node:util';
import type { JsonObject } from '@codewright/protocol/json';
import { abortError } from '../shared/abort.ts';
import { installersOf } from '../shared/installers.ts';
import type { ExecResult } from '../sandbox/contract.ts';
import type { ToolContext } from './contract.ts';

/**
 * Python's cached bytecode goes by whole seconds and length: a file that is mended twice in one second would run as it was.
 */
const always = { CI: '1', PYTHONDONTWRITEBYTECODE: '1' };

export interface Run {
  argv: string[];
  cwd?: string;
  network: 'none' | 'install';
  timeMs?: number;
}

/** Runs one command of the work; with `install` it gets the network and the environment that the registry needs. */
export async function runIn(context: ToolContext, run: Run): Promise<ExecResult> {
  const { workspace, signal } = context;
  const install = run.network === 'install' ? await context.install(installersOf(run.argv)) : null;
  const result = await workspace.exec({
    argv: run.argv,
    ...(run.cwd === undefined ? {} : { cwd: run.cwd }),
    ...(run.timeMs === undefined ? {} : { limits: { timeMs: run.timeMs } }),
    ...(install
      ? { network: install.network, env: { ...always, ...install.env }, mounts: install.mounts }
      : { network: { mode: 'none' as const }, env: always }),
    signal,
  });
  if (result.outcome === 'cancelled') throw abortError(signal);
  return result;
}

export function succeeded(result: ExecResult): boolean {
  return result.outcome === 'exited' && result.exitCode === 0;
}

/** Its program, or the module or subcommand of its program, is not installed. */
export function isMissing({ outcome, exitCode, stdout, stderr }: ExecResult): boolean {
  if (outcome !== 'exited' || exitCode === 0) return false;
  const absent = /^\S*python[\d.]*: No module named \S+$|no such (?:sub)?command: .?(?:clippy|fmt)\b/m;
  return exitCode === 127 || absent.test(`${stdout}\n${stderr}`);
}

const endings: Readonly<Record<ExecResult['outcome'], string>> = {
  exited: '',
  signalled: 'ended by a signal',
  timeout: 'stopped: it ran too long',
  cancelled: 'cancelled',
  'output-limit': 'stopped: too much output',
};

/** What a command said, as a model reads it: paths relative to the tree, no colours, how it ended first. */
export function told(result: ExecResult, root: string): string {
  const parts = [
    result.outcome === 'exited'
      ? `exit ${result.exitCode}`
      : `${endings[result.outcome]} (${result.signal ?? 'no exit code'})`,
  ];
  if (result.deniedHosts.length > 0) parts.push(`[network refused: ${result.deniedHosts.join(', ')}]`);
  const output = plainOutput(result.stdout, root);
  const errors = plainOutput(result.stderr, root);
  if (output !== '') parts.push(output);
  if (errors !== '') parts.push(output === '' ? errors : `[stderr]\n${errors}`);
  return parts.join('\n');
}

/** Escape sequences say nothing to a reader, and the tree's place on this machine is nobody's business. */
export function plainOutput(text: string, root: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/^.*\r(?!\n)/gm, '')
    .replaceAll(`${root}/`, '')
    .replaceAll(root, '.')
    .trimEnd();
}

/** The facts of a run, as evidence for whoever asks later. */
export function factsOf(result: ExecResult, argv: string[], tree: string): JsonObject {
  return {
    command: argv.map(shellQuote).join(' '),
    exitCode: result.exitCode,
    outcome: result.outcome,
    outputHash: result.outputHash,
    durationMs: result.durationMs,
    sandbox: result.sandbox,
    tree,
    passed: succeeded(result),
  };
}

/** How a command ended: the first line of what {@link told} makes of it. */
export function endOf(output: { text: string }): string {
  return output.text.split('\n', 1)[0] ?? '';
}

/** A long command on one line of a log. */
export function short(command: string): string {
  const line = command.trim().replaceAll(/\s+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
