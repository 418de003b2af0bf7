import { createInterface, type Interface } from 'node:readline/promises';
import { followUpOf, recordQuestionOf } from '@codewright/protocol/follow-up';
import type { ExitReason } from '@codewright/protocol/errors';
import { CodewrightError, toCodewrightError } from '../../shared/errors.ts';
import { shortId } from '../../shared/ids.ts';
import { type JobFlags, repositoryAround, requestOf, submitAndFollow, workAndFollow } from '../commands/submit.ts';
import type { Host } from '../contract.ts';
import { colorsFor, printable } from '../view/format.ts';
import { type ChatContext, chatCommands, firstLine } from './commands.ts';
import { readLine, withFiles } from './input.ts';
import { type ChatSession, load, record } from './session.ts';

/** A conversation on the terminal, or over lines that are piped in: each line is a request, a follow-up, a command. */
export async function chat(host: Host, flags: JobFlags & { resume?: string }): Promise<ExitReason> {
  const { stdin, stdout, stderr, noColor } = host.terminal;
  const onTerminal = stdin.isTTY === true && stdout.isTTY === true;
  const colors = colorsFor(stdout, noColor);
  const out = (text: string) => void stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  const fresh = (): ChatSession => ({
    id: null,
    name: null,
    folder: repositoryAround(process.cwd()) ?? process.cwd(),
    jobs: [],
    messages: [],
    settings: {
      ...(flags.model ? { model: flags.model } : {}),
      ...(flags.agent ? { agent: flags.agent } : {}),
      ...(flags.workflow ? { workflow: flags.workflow } : {}),
    },
  });
  let session = flags.resume === undefined ? fresh() : await load(await host.client(), flags.resume);
  let last: ExitReason = 'done';
  const heard = async (who: 'user' | 'shell', text: string) => record(await host.client(), session, { who, text });
  /** From now on the job is part of the conversation, which shows how it stands. */
  const joined = async (job: string) => {
    if (session.jobs.at(-1) !== job) await record(await host.client(), session, { who: 'codewright', text: '', job });
  };

  async function followed(id: string): Promise<ExitReason> {
    await joined(id);
    return workAndFollow(host, await host.client(), id, flags);
  }

  /** A request, a follow-up or an answer, whatever the conversation makes of it. */
  async function say(text: string, mode?: 'review'): Promise<void> {
    const client = await host.client();
    const { text: goal, files } = withFiles(text, session.folder);
    const conversation = await heard('user', text);
    if (files.length > 0) out(colors.dim(`attached: ${files.join(', ')}`));
    const before = session.jobs.at(-1);
    const report = before === undefined ? null : await client.job(before);
    const [decision] = report?.pending ?? [];
    if (report && decision) {
      await client.answer(report.job.id, { id: decision.id, digest: decision.digest, answer: goal });
      last = await followed(report.job.id);
      return;
    }
    if (report && mode === undefined) {
      const asked = recordQuestionOf(text);
      if (asked !== null) return void (await chatCommands[asked]?.run(context(), ''));
      const goesOn = await choose(followUpOf(text));
      if (goesOn === 'cancel') return;
      if (goesOn === 'follow-up') {
        out(colors.dim(`goes on from job ${shortId(report.job.id)}`));
        last = await followed((await client.say(report.job.id, goal)).id);
        return;
      }
    }
    const repository = repositoryAround(session.folder);
    const isNew = followUpOf(text) === 'new' && mode === undefined;
    const request = {
      ...requestOf(goal, { ...flags, ...session.settings }),
      folder: session.folder,
      conversation,
      ...(mode === undefined ? {} : { mode }),
      ...(repository !== null && !isNew ? { repository } : {}),
    };
    last = await submitAndFollow(host, request, { ...flags, onJob: joined });
  }

  async function choose(kind: ReturnType<typeof followUpOf>): Promise<'follow-up' | 'new' | 'cancel'> {
    if (kind !== 'unclear') return kind;
    if (!onTerminal) return 'new';
    const { ask } = await import('../prompt.ts');
    const choices = { 'go on with the last task': 'follow-up', 'a new task': 'new', cancel: 'cancel' } as const;
    const given = await ask('Does this go on with the last task?', Object.keys(choices));
    return choices[given as keyof typeof choices];
  }

  async function shell(command: string): Promise<void> {
    const { output, exitCode } = await host.shell(command, session.folder);
    out(output.trimEnd() === '' ? colors.dim('(it printed nothing)') : output);
    if (exitCode !== 0) out(colors.dim(`exit ${exitCode ?? 'unknown'}`));
    await heard('shell', `$ ${command}\n${output.slice(-4000)}`);
  }

  function context(): ChatContext {
    return { host, session, out, fresh, become: (next) => (session = next), ask: say };
  }

  /** True ends the chat. */
  async function carryOut(text: string): Promise<boolean> {
    const line = readLine(text);
    if (line.kind === 'shell') await shell(line.command);
    if (line.kind === 'words') await say(line.text);
    if (line.kind !== 'command') return false;
    const command = chatCommands[line.name];
    if (!command)
      throw new CodewrightError('USAGE', `There is no command /${line.name}.`, { hint: '/help lists them.' });
    return (await command.run(context(), line.argument)) === true;
  }

  async function* lines(): AsyncGenerator<string> {
    if (!onTerminal) {
      // Read whole first: the work below uses the terminal, and a pipe may be closed by then.
      const piped = createInterface({ input: stdin, terminal: false });
      const all: string[] = [];
      for await (const line of piped) all.push(line);
      yield* all;
      return;
    }
    for (;;) {
      const prompt = createInterface({ input: stdin, output: stdout, completer: completions, history: typed(session) });
      const line = await question(prompt, colors.bold('› '));
      prompt.close();
      if (line === null) return;
      yield line;
    }
  }

  if (onTerminal) {
    out(colors.bold('Codewright') + colors.dim(` · ${session.folder} · /help lists the commands, Ctrl-D ends`));
    if (session.jobs.length > 0)
      out(
        colors.dim(
          `Resumed: ${session.jobs.length} jobs; the last was “${firstLine(session.messages.findLast((one) => one.who === 'user')?.text ?? '')}”.`,
        ),
      );
  }
  for await (const line of lines()) {
    try {
      if (await carryOut(line)) break;
    } catch (error) {
      const { message, hint } = toCodewrightError(error);
      last = 'failed';
      stderr.write(`${colors.red(printable(message))}\n${hint ? `${printable(hint)}\n` : ''}`);
    }
  }
  if (session.id !== null && onTerminal) {
    out(colors.dim(`Go on with: codewright chat --resume ${session.name ?? shortId(session.id)}`));
  }
  return onTerminal ? 'done' : last;
}

/** Null at the end of the input. */
function question(prompt: Interface, words: string): Promise<string | null> {
  return new Promise((resolve) => {
    prompt.once('close', () => resolve(null));
    prompt.once('SIGINT', () => prompt.close());
    prompt.question(words).then(resolve, () => resolve(null));
  });
}

function typed({ messages }: ChatSession): string[] {
  return messages
    .filter(({ who }) => who === 'user')
    .map(({ text }) => text)
    .toReversed();
}

function completions(line: string): [string[], string] {
  if (!line.startsWith('/')) return [[], line];
  const names = Object.keys(chatCommands).map((name) => `/${name}`);
  return [names.filter((name) => name.startsWith(line)), line];
}
