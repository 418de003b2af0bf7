import type { ExitReason } from '@codewright/protocol/errors';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Host } from '../contract.ts';
import { absolute, type JobFlags, readGoal, repositoryAround, requestOf, submitAndFollow } from './submit.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

export function whole(text: string): number {
  const value = positive(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

const collect = (item: string, list: string[] | undefined) => [...(list ?? []), item];

/** The flags that all commands share which start a job. */
export function jobFlags(command: Command): Command {
  return command
    .option('--model <provider/id>', 'model for this job')
    .option('--agent <name>', 'agent CLI that does the work in place of a model: claude, codex, gemini …')
    .option('--max-steps <n>', 'model calls plus tool calls', whole)
    .option('--max-tokens <n>', 'input plus output tokens', whole)
    .option('--max-time <seconds>', 'active time', whole)
    .option('--max-cost <dollars>', 'money', positive)
    .option('-y, --yes', 'approve in advance whatever would be asked; recorded with the job')
    .option('--json', 'every event as one JSON line on stdout')
    .option('--plain', 'no live region, one line per change')
    .option('--detach', 'only queue it; a running server or worker does it')
    .addOption(
      new Option('--sandbox <kind>', 'process runs WITHOUT isolation; the record says so').choices([
        'bubblewrap',
        'process',
      ]),
    );
}

/** chat: a conversation, each line of it a request or a command. */
export function addChatCommand(program: Command, host: Host, run: Run): void {
  jobFlags(program.command('chat'))
    .description('a conversation: requests, follow-ups, questions, slash commands, @file, !command')
    .option('--resume <name or id>', 'go on with an earlier one')
    .option(
      '-w, --workflow <name>',
      'instead of that of its kind: mechanic (a small change), genius (a large one), build, review',
    )
    .action((flags: JobFlags & { resume?: string }) =>
      run(async () => {
        const { chat } = await import('../chat/chat.ts');
        return chat(host, flags);
      }),
    );
}

/** build, run and review. */
export function addStartCommands(program: Command, host: Host, run: Run): void {
  jobFlags(program.command('build [description...]'))
    .description('a new project from a description (- reads it from stdin)')
    .option('-o, --out <dir>', 'folder for the project; new or empty')
    .option('-c, --constraint <key=value>', 'must hold, else it says so before any work', collect)
    .option('-p, --prefer <key=value>', 'wanted if possible', collect)
    .action((words: string[], flags: JobFlags & { out?: string }) =>
      run(() =>
        submitAndFollow(
          host,
          {
            ...requestOf(readGoal(words), flags),
            mode: 'build',
            ...(flags.out ? { output: absolute(flags.out) } : {}),
          },
          flags,
        ),
      ),
    );

  jobFlags(program.command('run [request...]'))
    .description('anything: the request decides the mode (- reads it from stdin)')
    .option('-r, --repo <dir>', 'repository to work on; the current folder if it is one')
    .option('-o, --out <dir>', 'folder for a new project')
    .option('-b, --base <ref>', 'start from this revision')
    .option(
      '-w, --workflow <name>',
      'instead of that of its kind: mechanic (a small change), genius (a large one), build, review',
    )
    .action((words: string[], flags: JobFlags & { repo?: string; out?: string; base?: string }) =>
      run(() => {
        const repository = flags.repo ? absolute(flags.repo) : repositoryAround(process.cwd());
        return submitAndFollow(
          host,
          {
            ...requestOf(readGoal(words), flags),
            ...(repository ? { repository } : {}),
            ...(flags.out ? { output: absolute(flags.out) } : {}),
            ...(flags.base ? { base: flags.base } : {}),
          },
          flags,
        );
      }),
    );

  jobFlags(program.command('review [repo]'))
    .description('reviews a repository or its changes since a revision; changes nothing')
    .option('-b, --base <ref>', 'review what came after this revision')
    .action((repo: string | undefined, flags: JobFlags & { base?: string }) =>
      run(() =>
        submitAndFollow(
          host,
          {
            ...requestOf(flags.base ? `review the changes since ${flags.base}` : 'review this repository', flags),
            mode: 'review',
            repository: absolute(repo ?? '.'),
            ...(flags.base ? { base: flags.base } : {}),
          },
          flags,
        ),
      ),
    );
}
