import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { CodewrightClient, JobReport, PendingDecision, Preview } from '@codewright/protocol/client';
import type { ExitReason } from '@codewright/protocol/errors';
import type { JobRequestInput } from '@codewright/protocol/job';
import type { JobView } from '@codewright/protocol/job-view';
import { CodewrightError } from '../../shared/errors.ts';
import { shortId } from '../../shared/ids.ts';
import type { Host, Working } from '../contract.ts';
import { ask } from '../prompt.ts';
import { exitReason, finalReport } from '../view/final.ts';
import { follow, type FollowMode, followMode, openDecision } from '../view/follow.ts';
import { colorsFor, printable } from '../view/format.ts';

/** Flags that every command which starts a job understands. */
export interface JobFlags {
  constraint?: string[];
  prefer?: string[];
  model?: string;
  agent?: string;
  workflow?: string;
  maxSteps?: number;
  maxTokens?: number;
  maxTime?: number;
  maxCost?: number;
  sandbox?: 'bubblewrap' | 'process';
  yes?: boolean;
  json?: boolean;
  plain?: boolean;
  detach?: boolean;
  /** Told of the job as soon as there is one. */
  onJob?: (id: string) => void | Promise<void>;
}

/** `--constraint database=sqlite` as a record. @throws CodewrightError USAGE */
export function pairs(list: string[] | undefined, flag: string): Record<string, string> {
  return Object.fromEntries(
    (list ?? []).map((item) => {
      const at = item.indexOf('=');
      if (at <= 0) throw new CodewrightError('USAGE', `${flag} takes key=value, not "${item}".`);
      return [item.slice(0, at).trim(), item.slice(at + 1).trim()];
    }),
  );
}

/** The goal from the arguments, or from standard input when the argument is `-`. */
export function readGoal(words: string[]): string {
  const goal = words.join(' ').trim();
  return goal === '-' ? readFileSync(0, 'utf8').trim() : goal;
}

/** The git repository that a folder lies in, or null. */
export function repositoryAround(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return null;
  }
}

export function requestOf(goal: string, flags: JobFlags): JobRequestInput {
  const caps: JobRequestInput['caps'] = {};
  if (flags.maxSteps !== undefined) caps.steps = flags.maxSteps;
  if (flags.maxTokens !== undefined) caps.tokens = flags.maxTokens;
  if (flags.maxTime !== undefined) caps.seconds = flags.maxTime;
  if (flags.maxCost !== undefined) caps.cents = flags.maxCost * 100;
  return {
    goal,
    folder: process.cwd(),
    constraints: pairs(flags.constraint, '--constraint'),
    preferences: pairs(flags.prefer, '--prefer'),
    caps,
    autoApprove: flags.yes ?? false,
    ...(flags.model ? { model: flags.model } : {}),
    ...(flags.agent ? { agent: flags.agent } : {}),
    ...(flags.workflow ? { workflow: flags.workflow } : {}),
    ...(flags.sandbox ? { sandbox: flags.sandbox } : {}),
  };
}

export function absolute(path: string): string {
  return resolve(process.cwd(), path);
}

const examples = [
  'A REST API for a todo app with authentication',
  'A REST API for a library: books, authors, members, loans; a member borrows at most 5 books',
];

/** Submits, shows what was understood, runs the job here and follows it to its end. */
export async function submitAndFollow(host: Host, request: JobRequestInput, flags: JobFlags): Promise<ExitReason> {
  const { terminal } = host;
  // Begun before the request is read: most of it happens in other processes.
  let sandbox = flags.detach ? null : prepared(host, request);
  const server = await host.attached();
  const client = await host.client({ works: !flags.detach });
  const mode = followMode(host, flags);
  const colors = colorsFor(terminal.stderr, terminal.noColor);
  const note = (line: string) => terminal.stderr.write(`${line}\n`);
  if (server) note(colors.dim(`On the server at ${server.url}, under its settings (--no-server works here).`));
  const here = isHere(host, mode) && !flags.yes;

  // A script waits for the end: nobody reads what it is asked.
  const alone = !isHere(host, mode) && !flags.detach;
  let wanted: JobRequestInput = alone ? { ...request, atLimit: 'end' } : request;
  if (wanted.goal === '') {
    if (!here) throw nothingAsked();
    wanted = { ...wanted, goal: await ask('What should it do?', examples, { free: true }) };
  }
  let preview = await client.preview(wanted);
  while (preview.verdict === 'needs-answer' && here) {
    const [question = 'What should it do?', ...others] = preview.questions;
    for (const other of others) note(colors.dim(`  also: ${printable(other)}`));
    const more = await ask(printable(question), preview.suggestions, { free: true });
    wanted = { ...wanted, goal: preview.suggestions.includes(more) ? more : `${wanted.goal}. ${more}` };
    preview = await client.preview(wanted);
    // The repository may have changed while the answer was thought of.
    if (sandbox) sandbox = prepared(host, wanted);
  }
  if (preview.verdict === 'ready') {
    note(previewText(preview, colors));
    if (sandbox) {
      const { kind } = await sandbox;
      if (kind === 'process')
        note(colors.red(colors.bold('! NO SANDBOX: every command of this job runs with all your rights.')));
    }
  }
  const { job } = await client.submit(wanted);
  await flags.onJob?.(job.id);
  if (flags.detach) {
    terminal.stdout.write(flags.json ? `${JSON.stringify(job)}\n` : `${job.id}\n`);
    note(
      `Queued; a running \`codewright serve\` or \`codewright worker\` takes it. Watch it: codewright jobs logs -f ${shortId(job.id)}`,
    );
    return 'done';
  }
  if (server && (await othersAtWork(client, job.id)) >= server.workers)
    note(`The server does ${server.workers} at once and is busy: this job waits for its turn.`);
  return workAndFollow(host, client, job.id, flags);
}

function prepared(host: Host, { sandbox, repository, base }: JobRequestInput): ReturnType<Host['prepare']> {
  const preparing = host.prepare({ sandbox, repository: base === undefined ? repository : undefined });
  preparing.catch(() => 'heard of where the request can be carried out');
  return preparing;
}

async function othersAtWork(client: CodewrightClient, own: string): Promise<number> {
  const working = await client.jobs({ status: ['running', 'cancelling'], limit: 100 });
  return working.filter(({ id }) => id !== own).length;
}

/** True when a person can be asked: both ways of the terminal are one, and nobody wanted lines for a program. */
function isHere({ terminal }: Host, mode: FollowMode): boolean {
  return mode !== 'json' && !terminal.ci && terminal.stderr.isTTY === true && terminal.stdin.isTTY === true;
}

function nothingAsked(): CodewrightError {
  return new CodewrightError('ABSTAINED', 'There is no request.', {
    hint: 'Say in a sentence what should be built or changed.',
    details: { questions: ['What should it do?'], suggestions: examples },
  });
}

/** Runs a job that is in the queue and follows it, answering on the spot what can be answered on a terminal. */
export async function workAndFollow(
  host: Host,
  client: CodewrightClient,
  id: string,
  flags: JobFlags,
): Promise<ExitReason> {
  const mode = followMode(host, flags);
  const interrupt = interruptible(host, client, id);
  let after = 0;
  let view: JobView | undefined;
  try {
    for (;;) {
      const working = await host.work(id, { attended: isHere(host, mode) });
      interrupt.working(working);
      const { job } = await client.job(id);
      const cut = new AbortController();
      // Work that could not even be recorded (a full disk) says so below; its entries would never come.
      working.done.catch(() => cut.abort());
      const seen = await follow(host, client, job, { mode, after, ...(view ? { view } : {}), signal: cut.signal });
      after = seen.position;
      view = seen.view;
      await working.done;
      const decision = openDecision(seen.report);
      if (!decision || !isHere(host, mode)) return await report(host, client, id, mode);
      const left = { left: `The job still waits: codewright jobs show ${shortId(id)}` };
      const given = await ask(printable(whatIsAsked(decision)), choicesOf(decision), left);
      await client.answer(id, { id: decision.id, digest: decision.digest, answer: given });
    }
  } finally {
    interrupt.dispose();
  }
}

/** What a decision is about; a larger budget is said in words, any other action exactly as it is. */
export function whatIsAsked({ kind, text, action, budget }: PendingDecision): string {
  return kind === 'question' || budget ? text : `${text}\n${JSON.stringify(action, null, 2)}`;
}

function choicesOf({ kind, choices, budget }: PendingDecision): string[] {
  if (budget) return ['raise', 'end'];
  return kind === 'approval' ? ['approve', 'reject'] : choices;
}

async function report(host: Host, client: CodewrightClient, id: string, mode: FollowMode): Promise<ExitReason> {
  const result = await client.job(id);
  const { stdout } = host.terminal;
  if (mode === 'json') stdout.write(`${JSON.stringify({ kind: 'report', ...result })}\n`);
  else stdout.write(await wholeReport(host, client, result));
  return exitReason(result);
}

/** The final report with what only the entries and the delivered folder know. */
export async function wholeReport(host: Host, client: CodewrightClient, result: JobReport): Promise<string> {
  const { job } = result;
  const isNew = job.status === 'succeeded' && job.result !== null && job.request.repository === undefined;
  const run = isNew && job.result !== null ? await host.howToRun(job.result) : [];
  return finalReport(result, await client.history(job.id), host.terminal, run);
}

/** First Ctrl-C cancels cleanly and says so; the second kills whatever is left. SIGTERM drains: the job can go on later. */
function interruptible(host: Host, client: CodewrightClient, id: string) {
  let presses = 0;
  let working: Working | null = null;
  const say = (line: string) => host.terminal.stderr.write(`\n${line}\n`);
  const failed = (error: unknown) => say(`codewright: ${error instanceof Error ? error.message : String(error)}`);
  const onInterrupt = () => {
    presses += 1;
    if (presses > 1) process.exit(130);
    say('Cancelling; press Ctrl-C again to kill it at once.');
    client.cancel(id).catch(failed);
  };
  const onTerminate = () => {
    say(working?.left ?? `Stopping; go on later with: codewright jobs resume ${shortId(id)}`);
    const stopping = working?.stop() ?? Promise.resolve();
    stopping.then(() => process.exit(143), failed);
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return {
    working(next: Working) {
      working = next;
    },
    dispose() {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
}

function previewText(preview: Preview, colors: ReturnType<typeof colorsFor>): string {
  const lines = [printable(preview.summary)];
  for (const item of preview.unsupported) {
    const nearest = item.nearest ? ` Nearest: ${printable(item.nearest)}.` : '';
    lines.push(colors.yellow(`  cannot do yet: “${printable(item.words)}”: ${printable(item.reason)}.${nearest}`));
  }
  for (const text of preview.assumptions.slice(0, 6)) lines.push(colors.dim(`  assumed: ${printable(text)}`));
  if (preview.assumptions.length > 6)
    lines.push(colors.dim(`  … and ${preview.assumptions.length - 6} more assumptions (jobs show)`));
  const { design } = preview;
  if (design) lines.push(colors.dim(`  architecture: ${printable(design.architecture)}`));
  for (const risk of design?.risks ?? []) lines.push(colors.dim(`  risk: ${printable(risk)}`));
  const seconds = preview.estimateSeconds ? `about ${Math.max(1, Math.round(preview.estimateSeconds))} s` : '';
  const told = [design ? `complexity ${design.complexity}` : '', seconds].filter((part) => part !== '').join(', ');
  if (told !== '') lines.push(colors.dim(`  ${told}`));
  return lines.join('\n');
}
