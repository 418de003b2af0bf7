import type { CodewrightClient } from '@codewright/protocol/client';
import { CodewrightError } from '../../shared/errors.ts';
import { shortId } from '../../shared/ids.ts';
import type { Host } from '../contract.ts';
import { finalReport } from '../view/final.ts';
import { columns, printable } from '../view/format.ts';
import { type ChatSession, keep, load } from './session.ts';

/** What a command may use and change. */
export interface ChatContext {
  host: Host;
  session: ChatSession;
  out: (text: string) => void;
  /** Puts another conversation in place of this one. */
  become: (session: ChatSession) => void;
  fresh: () => ChatSession;
  /** Carries a request out as if it had been typed. */
  ask: (text: string, mode?: 'review') => Promise<void>;
}

interface ChatCommand {
  about: string;
  takes?: string;
  /** True ends the chat. */
  run(context: ChatContext, argument: string): Promise<boolean | void> | boolean | void;
}

const setting = (key: 'model' | 'agent' | 'workflow', what: string): ChatCommand => ({
  about: `${what} for what comes next; without a name the usual one`,
  takes: '[name]',
  async run({ host, session, out }, name) {
    if (name === '') delete session.settings[key];
    else session.settings[key] = name;
    await keep(await host.client(), session);
    out(name === '' ? `The usual ${key} again.` : `From now on: ${key} ${name}.`);
  },
});

/** Every slash command, in the order in which /help shows them. */
export const chatCommands: Readonly<Record<string, ChatCommand>> = {
  help: {
    about: 'this list',
    run({ out }) {
      const rows = Object.entries(chatCommands).map(([name, { about, takes }]) => [
        `/${name}${takes ? ` ${takes}` : ''}`,
        about,
      ]);
      for (const line of columns([
        ...rows,
        ['@path', 'attaches a file'],
        ['!command', 'runs a command in the sandbox'],
      ]))
        out(line);
    },
  },
  jobs: {
    about: 'the jobs of this conversation',
    async run({ host, session, out }) {
      if (session.jobs.length === 0) out('None yet.');
      for (const id of session.jobs) {
        const { job } = await (await host.client()).job(id);
        out(`${shortId(id)}  ${job.status.padEnd(13)} ${printable(firstLine(job.goal))}`);
      }
    },
  },
  status: {
    about: 'how the last job stands, with its evidence',
    run: async ({ host, session, out }) => out(await reportOf(host, lastJob(session))),
  },
  diff: {
    about: 'what the last job changed',
    run: async ({ host, session, out }) =>
      out((await (await host.client()).diff(lastJob(session))) || 'Nothing was changed.'),
  },
  merge: {
    about: 'the last job’s branch into the one that is checked out',
    async run({ host, session, out }) {
      const { branch, commit } = await (await host.client()).merge(lastJob(session));
      out(`Merged ${branch}; the repository is at ${commit.slice(0, 10)}.`);
    },
  },
  verify: {
    about: 'checks the last job’s truthpack and the record under it',
    async run({ host, session, out }) {
      const { ok, checks } = await (await host.client()).verify(lastJob(session));
      for (const check of checks) out(`${check.ok ? '✓' : '✗'} ${check.name}: ${printable(check.detail)}`);
      out(ok ? 'Everything holds.' : 'Something does not hold.');
    },
  },
  review: { about: 'reviews the repository', run: ({ ask }) => ask('review this repository', 'review') },
  cost: {
    about: 'what this conversation has spent',
    async run({ host, session, out }) {
      const jobs = await Promise.all(session.jobs.map(async (id) => (await (await host.client()).job(id)).job));
      const sum = (key: 'steps' | 'tokens' | 'seconds' | 'cents') => jobs.reduce((all, { used }) => all + used[key], 0);
      out(
        `${jobs.length} jobs · ${sum('steps')} steps · ${sum('tokens')} tokens · ${Math.round(sum('seconds'))} s · $${(sum('cents') / 100).toFixed(2)}`,
      );
    },
  },
  history: {
    about: 'what was said',
    run({ session, out }) {
      if (session.messages.length === 0) out('Nothing yet.');
      for (const { who, text, at, job } of session.messages) {
        const words = text === '' && job !== null ? `job ${shortId(job)}` : firstLine(text);
        out(`${at.slice(11, 19)} ${who}: ${printable(words)}`);
      }
    },
  },
  context: {
    about: 'what the next request goes on from',
    run({ session, out }) {
      const last = session.jobs.at(-1);
      out(`Folder ${session.folder}`);
      out(
        last === undefined
          ? 'The next request begins something new.'
          : `A follow-up goes on from job ${shortId(last)}.`,
      );
      for (const [key, value] of Object.entries(session.settings)) out(`${key}: ${value}`);
    },
  },
  model: setting('model', 'the model (provider/name)'),
  agent: setting('agent', 'an agent CLI in place of a model'),
  switch: setting('agent', 'the same as /agent'),
  workflow: setting('workflow', 'the workflow'),
  workflows: { about: 'the workflows there are', run: (context) => catalogOf(context, 'workflows') },
  agents: { about: 'the roles there are', run: (context) => catalogOf(context, 'roles') },
  mcp: {
    about: 'the tool servers of this repository',
    async run({ host, session, out }) {
      const rows = await (await host.toolServers()).list(session.folder).catch((error: unknown) => {
        throw error;
      });
      if (rows.length === 0) out('None is defined.');
      for (const line of columns(rows.map(({ name, state, tools }) => [name, state, `${tools.length} tools`])))
        out(line);
    },
  },
  init: {
    about: 'a starting configuration in this folder',
    run: async ({ host, session, out }) => out((await host.init(session.folder)).join('\n') || 'It is there already.'),
  },
  save: {
    about: 'keeps the conversation under a name',
    takes: '[name]',
    async run({ host, session, out }, name) {
      if (session.id === null)
        throw new CodewrightError('NOT_FOUND', 'Nothing was said yet.', { hint: 'Say what should be done.' });
      if (name !== '') session.name = name;
      await keep(await host.client(), session);
      out(
        `Saved${session.name === null ? '' : ` as ${session.name}`}. Go on with: codewright chat --resume ${session.name ?? shortId(session.id)}`,
      );
    },
  },
  load: { about: 'goes on with another conversation', takes: '<name or id>', run: resume },
  resume: { about: 'the same; without a name shows which there are', takes: '[name or id]', run: resume },
  clear: {
    about: 'clears the screen',
    run: ({ host }) => void (host.terminal.stdout.isTTY && host.terminal.stdout.write('\u001B[2J\u001B[H')),
  },
  reset: {
    about: 'a new conversation: nothing that comes goes on from before',
    run({ become, fresh, out }) {
      become(fresh());
      out('A new conversation.');
    },
  },
  info: {
    about: 'version, server, folder',
    async run({ host, session, out }) {
      const server = await host.attached();
      out(
        `Codewright ${host.version}, ${server ? `on the server at ${server.url}` : 'in this process'}, in ${session.folder}`,
      );
      out(
        `Conversation ${session.id === null ? 'not begun' : shortId(session.id)}${session.name === null ? '' : ` (${session.name})`}, ${session.jobs.length} jobs`,
      );
    },
  },
  exit: { about: 'ends the chat; it can be resumed', run: () => true },
  quit: { about: 'the same', run: () => true },
};

async function resume({ host, become, out }: ChatContext, name: string): Promise<void> {
  const client = await host.client();
  if (name !== '') {
    const session = await load(client, name);
    become(session);
    out(`Going on in ${session.folder} with ${session.jobs.length} jobs and ${session.messages.length} messages.`);
    return;
  }
  const { conversations } = await client.conversations({ limit: 20 });
  if (conversations.length === 0) out('No conversation is kept yet.');
  for (const line of columns(
    conversations.map(({ id, name: own, updatedAt, title }) => [
      shortId(id),
      own ?? '',
      updatedAt.slice(0, 16).replace('T', ' '),
      printable(firstLine(title)),
    ]),
  ))
    out(line);
}

async function catalogOf({ host, out }: ChatContext, part: 'workflows' | 'roles'): Promise<void> {
  const rows = (await host.catalog())[part];
  for (const line of columns(rows.map(({ name, about }) => [name, printable(about)]))) out(line);
}

function lastJob({ jobs }: ChatSession): string {
  const last = jobs.at(-1);
  if (last !== undefined) return last;
  throw new CodewrightError('NOT_FOUND', 'There is no job in this conversation yet.', {
    hint: 'Say what should be done.',
  });
}

async function reportOf(host: Host, id: string): Promise<string> {
  const client: CodewrightClient = await host.client();
  const report = await client.job(id);
  return finalReport(report, await client.history(id), host.terminal, []);
}

export function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
