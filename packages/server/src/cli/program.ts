import { type ExitReason, exitCodes } from '@codewright/protocol/errors';
import { Command, CommanderError } from 'commander';
import { toCodewrightError } from '../shared/errors.ts';
import { addJobsCommands } from './commands/jobs.ts';
import { addStartCommands } from './commands/start-jobs.ts';
import { addSystemCommands } from './commands/system.ts';
import { addCompletionCommand } from './completion.ts';
import type { Host } from './contract.ts';
import { colorsFor, printable } from './view/format.ts';

/** Every command, with its words and flags. `run` turns what a command resolves with into the exit code. */
export function createProgram(host: Host, run: (work: () => Promise<ExitReason>) => Promise<void>): Command {
  const { stdout, stderr } = host.terminal;
  const program = new Command('codewright')
    .description('A self-hosted AI coding team that proves what it claims.')
    .version(host.version, '-V, --version')
    .exitOverride()
    .showHelpAfterError('(codewright --help lists every command)')
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) });
  addStartCommands(program, host, run);
  addJobsCommands(program, host, run);
  addSystemCommands(program, host, run);
  addCompletionCommand(program, stdout);
  return program;
}

/** Parses the arguments and runs one command. Resolves with the exit code; nothing is thrown. */
export async function runProgram(host: Host, args: string[]): Promise<number> {
  let exit: number = exitCodes.done;
  const program = createProgram(host, async (work) => {
    exit = exitCodes[await work()];
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    exit =
      error instanceof CommanderError ? (error.exitCode === 0 ? exitCodes.done : exitCodes.usage) : report(host, error);
  } finally {
    await host.close();
  }
  return exit;
}

/** What was wrong, where, what to do; the stack only where the fault is ours. */
function report(host: Host, thrown: unknown): number {
  const { stderr, noColor } = host.terminal;
  const colors = colorsFor(stderr, noColor);
  const error = toCodewrightError(thrown);
  stderr.write(`${colors.red('codewright:')} ${printable(error.message)}\n`);
  if (error.hint) stderr.write(`What to do: ${printable(error.hint)}\n`);
  const details = error.details as { questions?: string[]; suggestions?: string[] } | undefined;
  for (const question of details?.questions ?? []) stderr.write(`  ? ${printable(question)}\n`);
  for (const suggestion of details?.suggestions ?? []) stderr.write(`  e.g. ${printable(suggestion)}\n`);
  if (error.code === 'INTERNAL' && error.cause instanceof Error)
    stderr.write(`${colors.dim(error.cause.stack ?? '')}\n`);
  return exitCodes[error.exit];
}
