import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CodewrightClient, JobReport, Preview } from '@codewright/protocol/client';
import type { ExitReason } from '@codewright/protocol/errors';
import type { JobRequestInput } from '@codewright/protocol/job';
import { CodewrightError } from '../../shared/errors.ts';
import type { Host } from '../contract.ts';
import { ask } from '../prompt.ts';
import { exitReason, finalReport } from '../view/final.ts';
import { follow, followMode, openDecision } from '../view/follow.ts';
import { colorsFor, duration, printable } from '../view/format.ts';

/** Flags that every command which starts a job understands. */
export interface JobFlags {
  constraint?: string[];
  prefer?: string[];
  model?: string;
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

export function requestOf(goal: string, flags: JobFlags): JobRequestInput {
  const caps: JobRequestInput['caps'] = {};
  if (flags.maxSteps !== undefined) caps.steps = flags.maxSteps;
  if (flags.maxTokens !== undefined) caps.tokens = flags.maxTokens;
  if (flags.maxTime !== undefined) caps.seconds = flags.maxTime;
  if (flags.maxCost !== undefined) caps.cents = flags.maxCost * 100;
  return {
    goal,
    constraints: pairs(flags.constraint, '--constraint'),
    preferences: pairs(flags.prefer, '--prefer'),
    caps,
    autoApprove: flags.yes ?? false,
    ...(flags.model ? { model: flags.model } : {}),
    ...(flags.workflow ? { workflow: flags.workflow } : {}),
    ...(flags.sandbox ? { sandbox: flags.sandbox } : {}),
  };
}

export function absolute(path: string): string {
  return resolve(process.cwd(), path);
}

/** Submits, shows what was understood, runs the job here and follows it to its end. */
export async function submitAndFollow(host: Host, request: JobRequestInput, flags: JobFlags): Promise<ExitReason> {
  const client = await host.client();
  const mode = followMode(host, flags);
  const note = (line: string) => mode !== 'quiet' && host.terminal.stderr.write(`${line}\n`);
  const colors = colorsFor(host.terminal.stderr, host.terminal.noColor);

  let wanted = request;
  let preview = await client.preview(wanted);
  while (preview.verdict === 'needs-answer' && host.terminal.stdin.isTTY && !flags.yes && mode !== 'json') {
    note(previewText(preview, colors));
    const more = await ask(preview.questions[0] ?? 'What should it do?', preview.suggestions);
    wanted = preview.suggestions.includes(more)
      ? { ...wanted, goal: more }
      : { ...wanted, goal: `${wanted.goal}. ${more}` };
    preview = await client.preview(wanted);
  }
  if (preview.verdict === 'ready') note(previewText(preview, colors));
  const { job } = await client.submit(wanted);
  if (flags.detach) {
    host.terminal.stdout.write(flags.json ? `${JSON.stringify(job)}\n` : `${job.id}\n`);
    return 'done';
  }
  return workAndFollow(host, client, job.id, flags);
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
  try {
    for (;;) {
      const working = await host.work(id);
      interrupt.working(() => working.stop());
      const { job } = await client.job(id);
      const seen = await follow(host, client, job, { mode, after, signal: new AbortController().signal });
      after = seen.position;
      await working.done;
      const decision = openDecision(seen.report);
      const here = host.terminal.stdin.isTTY === true && host.terminal.stderr.isTTY === true && mode === 'live';
      if (!decision || !here) return report(host, await client.job(id), mode);
      const given =
        decision.kind === 'approval'
          ? await ask(`${decision.text}\n${printable(JSON.stringify(decision.action, null, 2))}`, ['approve', 'reject'])
          : await ask(decision.text, decision.choices);
      await client.answer(id, { id: decision.id, digest: decision.digest, answer: given });
    }
  } finally {
    interrupt.dispose();
  }
}

function report(host: Host, result: JobReport, mode: ReturnType<typeof followMode>): ExitReason {
  if (mode === 'json') host.terminal.stdout.write(`${JSON.stringify({ kind: 'report', ...result })}\n`);
  else host.terminal.stdout.write(finalReport(result, host.terminal));
  return exitReason(result);
}

/** First Ctrl-C cancels cleanly and says so; the second kills whatever is left. SIGTERM drains: the job can go on later. */
function interruptible(host: Host, client: CodewrightClient, id: string) {
  let presses = 0;
  let stop: (() => Promise<void>) | null = null;
  const say = (line: string) => host.terminal.stderr.write(`\n${line}\n`);
  const failed = (error: unknown) => say(`codewright: ${error instanceof Error ? error.message : String(error)}`);
  const onInterrupt = () => {
    presses += 1;
    if (presses > 1) process.exit(130);
    say('Cancelling; press Ctrl-C again to kill it at once.');
    client.cancel(id).catch(failed);
  };
  const onTerminate = () => {
    say(`Stopping; go on later with: codewright jobs resume ${id.slice(-8)}`);
    const stopping = stop?.() ?? Promise.resolve();
    stopping.then(() => process.exit(143), failed);
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return {
    working(next: () => Promise<void>) {
      stop = next;
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
    const nearest = item.nearest ? ` ${printable(item.nearest)}` : '';
    lines.push(colors.yellow(`  cannot do yet: “${printable(item.words)}”: ${printable(item.reason)}.${nearest}`));
  }
  for (const text of preview.assumptions.slice(0, 6)) lines.push(colors.dim(`  assumed: ${printable(text)}`));
  if (preview.assumptions.length > 6)
    lines.push(colors.dim(`  … and ${preview.assumptions.length - 6} more assumptions (jobs show)`));
  if (preview.estimateSeconds) lines.push(colors.dim(`  about ${duration(preview.estimateSeconds * 1000)}`));
  return lines.join('\n');
}
