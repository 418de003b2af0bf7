import { type ExitReason, exitCodes } from '@codewright/protocol/errors';
import { Command, CommanderError } from 'commander';
import { toCodewrightError } from '../shared/errors.ts';
import { addJobsCommands } from './commands/jobs.ts';
import { addAccessCommands } from './commands/access.ts';
import { addAgentsCommand } from './commands/agents.ts';
import { addKnowledgeCommands } from './commands/knowledge.ts';
import { addMemoryCommands } from './commands/memory.ts';
import { addModelsCommands } from './commands/models.ts';
import { addSecretsCommands } from './commands/secrets.ts';
import { addCatalogueCommands } from './commands/catalogue.ts';
import { addFixCommand } from './commands/fix.ts';
import { addChatCommand, addStartCommands } from './commands/start-jobs.ts';
import { addSystemCommands } from './commands/system.ts';
import { addWorkflowCommands } from './commands/workflows.ts';
import { addCompletionCommand } from './completion.ts';
import type { Host } from './contract.ts';
import { colorsFor, printable } from './view/format.ts';

const help = `
Start here:
  codewright doctor                  tries every part of this machine
  codewright build "A REST API for a todo app with authentication"
  codewright jobs                    what there is, newest first

Exit codes: 0 done · 1 failed · 2 bad usage · 3 waits for a person · 4 budget · 5 environment · 130 cancelled`;

const groups = [
  addStartCommands,
  addFixCommand,
  addChatCommand,
  addJobsCommands,
  addSystemCommands,
  addWorkflowCommands,
  addCatalogueCommands,
  addMemoryCommands,
  addKnowledgeCommands,
  addModelsCommands,
  addAgentsCommand,
  addSecretsCommands,
  addAccessCommands,
];

/**
 * Every command, with its words and flags; with `wanted`, no more than it takes to have that one. `run` turns what a command
 * resolves with into the exit code.
 */
export function createProgram(
  host: Host,
  run: (work: () => Promise<ExitReason>) => Promise<void>,
  wanted?: string,
): Command {
  const { stdout, stderr } = host.terminal;
  const program: Command = new Command('codewright')
    .description('A self-hosted AI coding team that proves what it claims.')
    .version(host.version, '-V, --version')
    .option('--server <url>', 'use this server (CODEWRIGHT_SERVER; its token: CODEWRIGHT_TOKEN)')
    .option('--no-server', 'work in this process, also where a server of this home runs')
    .hook('preAction', () => host.use(program.opts()))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'codewright: ')),
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
    })
    .addHelpText('after', help);
  const isThere = () => program.commands.some((command) => command.name() === wanted);
  for (const add of groups) if (!isThere()) add(program, host, run);
  addCompletionCommand(program, stdout);
  hintAtHelp(program, 'codewright');
  return program;
}

/** After a wrong word each command points at its own help. */
function hintAtHelp(command: Command, path: string): void {
  command.showHelpAfterError(`What to do: ${path} --help shows how it is used.`);
  for (const sub of command.commands) hintAtHelp(sub, `${path} ${sub.name()}`);
}

/** `jobs` alone lists; said here and not as a default command, so that a wrong word after it is told as such. */
function complete(args: string[]): string[] {
  const at = firstWord(args);
  const [first, second] = args.slice(at);
  const flagged = second?.startsWith('-') && second !== '-h' && second !== '--help';
  const lists = first === 'jobs' && (second === undefined || flagged);
  return lists ? [...args.slice(0, at), 'jobs', 'list', ...args.slice(at + 1)] : args;
}

/** Where the command's name stands, behind the options of all commands. */
function firstWord(args: string[]): number {
  return args[0] === '--server' ? 2 : args[0]?.startsWith('--server=') || args[0] === '--no-server' ? 1 : 0;
}

/** Parses the arguments and runs one command. Resolves with the exit code; nothing is thrown. */
export async function runProgram(host: Host, args: string[]): Promise<number> {
  let exit: number = exitCodes.done;
  const words = complete(args);
  const keepExit = async (work: () => Promise<ExitReason>) => {
    exit = exitCodes[await work()];
  };
  const program = createProgram(host, keepExit, words[firstWord(words)]);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    exit =
      error instanceof CommanderError ? (error.exitCode === 0 ? exitCodes.done : exitCodes.usage) : report(host, error);
  }
  try {
    await host.close();
  } catch (error) {
    exit = report(host, error);
  }
  return exit;
}

/** What was wrong, where, what to do; the stack only where the fault is ours. */
function report(host: Host, thrown: unknown): number {
  const { stderr, noColor } = host.terminal;
  const colors = colorsFor(stderr, noColor);
  const error = toCodewrightError(thrown);
  const details = error.details as { questions?: string[]; suggestions?: string[] } | undefined;
  const questions = details?.questions ?? [];
  const open = questions.includes(error.message) && error.exit === 'waiting';
  stderr.write(
    `${colors.red('codewright:')} ${open ? 'The request leaves something open.' : printable(error.message)}\n`,
  );
  for (const question of questions)
    if (open || question !== error.message) stderr.write(`  ? ${printable(question)}\n`);
  if (error.hint) stderr.write(`What to do: ${printable(error.hint)}\n`);
  for (const suggestion of details?.suggestions ?? []) stderr.write(`  e.g. ${printable(suggestion)}\n`);
  if (error.code === 'INTERNAL' && error.cause instanceof Error)
    stderr.write(`${colors.dim(error.cause.stack ?? '')}\n`);
  return exitCodes[error.exit];
}
