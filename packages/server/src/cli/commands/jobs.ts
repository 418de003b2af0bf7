import type { CodewrightClient } from '@codewright/protocol/client';
import { type JobStatus, jobStatuses } from '@codewright/protocol/job';
import { modeWords } from '@codewright/protocol/mode-words';
import type { ExitReason } from '@codewright/protocol/errors';
import type { Command } from 'commander';
import { CodewrightError } from '../../shared/errors.ts';
import type { Host } from '../contract.ts';
import { exitReason } from '../view/final.ts';
import { follow, followMode } from '../view/follow.ts';
import { colorsFor, columns, fit, printable } from '../view/format.ts';
import { createLiner } from '../view/lines.ts';
import { replayReport } from '../view/replay.ts';
import { positive, whole } from './start-jobs.ts';
import { type JobFlags, requestOf, whatIsAsked, wholeReport, workAndFollow } from './submit.ts';

type Run = (work: () => Promise<ExitReason>) => Promise<void>;

/** `codewright jobs …`: everything about jobs that exist. */
export function addJobsCommands(program: Command, host: Host, run: Run): void {
  const jobs = program.command('jobs').description('jobs that exist: list, show, steer, take over');
  const out = (text: string) => host.terminal.stdout.write(text.endsWith('\n') ? text : `${text}\n`);

  jobs
    .command('list')
    .description('newest first')
    .option('-s, --status <status...>', `only these: ${jobStatuses.join(', ')}`)
    .option('-n, --limit <n>', 'how many', '20')
    .option('--json', 'one JSON line per job')
    .action((flags: { status?: string[]; limit: string; json?: boolean }) =>
      run(async () => {
        const unknown = (flags.status ?? []).find((status) => !jobStatuses.includes(status as JobStatus));
        if (unknown)
          throw new CodewrightError('USAGE', `There is no status "${unknown}".`, {
            hint: `It is one of ${jobStatuses.join(', ')}.`,
          });
        const limit = Number(flags.limit);
        if (!Number.isInteger(limit) || limit < 1 || limit > 500)
          throw new CodewrightError('USAGE', '--limit takes a whole number from 1 to 500.');
        const list = await (await host.client()).jobs({
          limit,
          ...(flags.status ? { status: flags.status as JobStatus[] } : {}),
        });
        if (flags.json) for (const job of list) out(JSON.stringify(job));
        else if (list.length === 0) out('No jobs yet. Start one: codewright build "a REST API for …"');
        else {
          const width = (host.terminal.stdout.columns ?? 100) - 51;
          for (const line of columns([
            ['JOB', 'STATUS', 'KIND', 'CREATED', 'GOAL'],
            ...list.map((job) => [
              job.id.slice(-8),
              job.status,
              modeWords[job.mode].label.toLowerCase(),
              job.createdAt.slice(0, 16).replace('T', ' '),
              fit(job.request.replay ? `(replay of ${job.request.replay.slice(-8)}) ${job.goal}` : job.goal, width),
            ]),
          ])) {
            out(line);
          }
        }
        return 'done';
      }),
    );

  jobs
    .command('show <job>')
    .description('state, gates with their evidence, spend, what it waits for')
    .option('--json', 'as JSON')
    .action((id: string, flags: { json?: boolean }) =>
      run(async () => {
        const client = await host.client();
        const report = await client.job(id);
        if (flags.json) {
          out(JSON.stringify(report));
          return 'done';
        }
        out(await wholeReport(host, client, report));
        if (report.summary) out(`${printable(report.summary).trim()}\n`);
        out(printable(report.job.intent));
        for (const gate of report.gates) {
          for (const evidence of gate.evidence) {
            out(`\n${gate.gate} (${gate.verdict}) on tree ${evidence.tree.slice(0, 10)} at ${evidence.at}`);
            out(
              `  $ ${printable(evidence.command)}   → ${evidence.outcome} ${evidence.exitCode ?? ''} sha256:${evidence.outputHash.slice(0, 16)}`,
            );
            if (gate.verdict !== 'passed') out(printable(evidence.excerpt));
          }
        }
        if (report.checkpoints.length > 0)
          out(`\nSteps to fork from: ${report.checkpoints.map((point) => point.step).join(', ')}`);
        return 'done';
      }),
    );

  jobs
    .command('logs <job>')
    .description('what happened, from the ledger')
    .option('-f, --follow', 'and what happens from now on')
    .option('--json', 'every entry as one JSON line')
    .option('--all', 'every entry, also those that are no news')
    .action((id: string, flags: { follow?: boolean; json?: boolean; all?: boolean }) =>
      run(async () => {
        const client = await host.client();
        const { job } = await client.job(id);
        if (flags.follow) {
          const { report } = await follow(host, client, job, {
            mode: followMode(host, { ...flags, plain: true }),
            signal: interruptSignal(host),
          });
          return report.job.status === 'waiting_human' ? 'waiting' : 'done';
        }
        const colors = colorsFor(host.terminal.stdout, host.terminal.noColor);
        const lineOf = createLiner(colors);
        for (const entry of await client.history(job.id)) {
          const line = flags.all ? `${entry.kind} ${printable(entry.summary)}` : lineOf(entry);
          if (flags.json) out(JSON.stringify(entry));
          else if (line !== null) out(`${entry.time.slice(11, 19)} ${line}`);
        }
        return 'done';
      }),
    );

  jobs
    .command('diff <job>')
    .description('what the job changed')
    .action((id: string) =>
      run(async () => {
        out(await (await host.client()).diff(id));
        return 'done';
      }),
    );

  for (const [name, about] of [
    ['cancel', 'stop it, with everything it started'],
    ['pause', 'stop at the next step; resume goes on'],
  ] as const) {
    jobs
      .command(`${name} <job>`)
      .description(about)
      .action((id: string) =>
        run(async () => {
          const job = await (await host.client())[name](id);
          out(`${job.id.slice(-8)} ${job.status}`);
          return 'done';
        }),
      );
  }

  jobs
    .command('resume <job>')
    .description(
      'go on with a job that was paused or cut off, or with a larger budget with one that stands at a limit or was ended by it',
    )
    .option('--max-steps <n>', 'model calls plus tool calls, those already made included', whole)
    .option('--max-tokens <n>', 'tokens', whole)
    .option('--max-time <seconds>', 'active time', whole)
    .option('--max-cost <dollars>', 'money', positive)
    .option('--json', 'every event as one JSON line on stdout')
    .option('--plain', 'no live region, one line per change')
    .action((id: string, flags: JobFlags) =>
      run(async () => {
        const client = await host.client();
        const { caps = {} } = requestOf('', flags);
        const job = await client.resume(id, { caps });
        return workAndFollow(host, client, job.id, flags);
      }),
    );

  jobs
    .command('ask-again <job>')
    .description('has an approval asked for anew whose time is over, or soon will be')
    .action((id: string) =>
      run(async () => {
        const client = await host.client();
        const { job, decision } = await approvalOf(client, id);
        await client.askAgain(job.id, { id: decision.id, digest: decision.digest });
        const [again] = (await client.job(job.id)).pending;
        const until = again?.expiresAt ? ` until ${again.expiresAt}` : '';
        out(`Asked again: ${printable(decision.text)}\nIt can be approved${until}.`);
        return 'done';
      }),
    );

  for (const [name, answer] of [
    ['approve', 'approve'],
    ['reject', 'reject'],
  ] as const) {
    jobs
      .command(`${name} <job>`)
      .description(`${name} what the job waits for`)
      .option('--detach', 'only record the answer; a running server or worker goes on')
      .option('--json', 'every event as one JSON line on stdout')
      .action((id: string, flags: JobFlags) =>
        run(async () => {
          const client = await host.client();
          const { job, decision } = await approvalOf(client, id);
          if (!flags.json) out(printable(whatIsAsked(decision)));
          await client.answer(job.id, { id: decision.id, digest: decision.digest, answer });
          return flags.detach ? 'done' : workAndFollow(host, client, job.id, flags);
        }),
      );
  }

  jobs
    .command('say <job> <words...>')
    .description('answer its question, or steer it at its next turn')
    .option('--json', 'every event as one JSON line on stdout')
    .action((id: string, words: string[], flags: JobFlags) =>
      run(async () => {
        const client = await host.client();
        const { job, pending } = await client.job(id);
        const question = pending.find((item) => item.kind === 'question');
        if (question) {
          await client.answer(job.id, { id: question.id, digest: question.digest, answer: words.join(' ') });
          return workAndFollow(host, client, job.id, flags);
        }
        const told = await client.say(job.id, words.join(' '));
        out(told.id === job.id ? 'It will be read at the next turn.' : `Queued as job ${told.id.slice(-8)}.`);
        return told.id === job.id ? 'done' : workAndFollow(host, client, told.id, flags);
      }),
    );

  jobs
    .command('merge <job>')
    .description('merge the result branch into the checked-out branch, if that is safe')
    .action((id: string) =>
      run(async () => {
        const merged = await (await host.client()).merge(id);
        out(`Merged ${merged.branch} at ${merged.commit.slice(0, 10)}.`);
        return 'done';
      }),
    );

  jobs
    .command('publish <job>')
    .description('push the result branch and open a pull request with summary, evidence and truthpack (GitHub, GitLab)')
    .option('--remote <name>', 'instead of origin')
    .option('--base <branch>', 'branch that should take it, instead of the default one')
    .option('--draft', 'as a draft')
    .action((id: string, flags: { remote?: string; base?: string; draft?: boolean }) =>
      run(async () => {
        const { url, created } = await (await host.client()).publish(id, flags);
        out(`${created ? 'Opened' : 'Brought up to date:'} ${url}`);
        return 'done';
      }),
    );

  jobs
    .command('fork <job> <step>')
    .description('a new job that shares the record up to and including a step')
    .option('--json', 'every event as one JSON line on stdout')
    .option('--detach', 'only queue it')
    .action((id: string, step: string, flags: JobFlags) =>
      run(async () => {
        const client = await host.client();
        const job = await client.fork(id, step);
        if (!flags.detach) return workAndFollow(host, client, job.id, flags);
        out(job.id);
        return 'done';
      }),
    );

  jobs
    .command('replay <job>')
    .description('run it again by its record, asking no model; ends with 0 when the same tree comes of it')
    .option('--json', 'every event as one JSON line on stdout')
    .option('--plain', 'no live region, one line per change')
    .option('--detach', 'only queue it')
    .action((id: string, flags: JobFlags) =>
      run(async () => {
        const client = await host.client();
        const job = await client.replay(id);
        if (flags.detach) {
          out(job.id);
          return 'done';
        }
        const exit = await workAndFollow(host, client, job.id, flags);
        if (!flags.json) out(replayReport(await client.history(job.id)));
        return exit;
      }),
    );

  jobs
    .command('wait <job>')
    .description('until it is over; exits as the job did')
    .action((id: string) =>
      run(async () => {
        const client = await host.client();
        const { job } = await client.job(id);
        const { report } = await follow(host, client, job, { mode: 'quiet', signal: interruptSignal(host) });
        return exitReason(report);
      }),
    );
}

/** Ends looking, not the job: on Ctrl-C, and when nobody reads any more. */
function interruptSignal({ terminal }: Host): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  return AbortSignal.any([stop.signal, terminal.closed]);
}

/** The job, and the approval that it waits for. @throws CodewrightError CONFLICT when it waits for none. */
async function approvalOf(client: CodewrightClient, id: string) {
  const { job, pending } = await client.job(id);
  const decision = pending.find((item) => item.kind === 'approval');
  if (decision) return { job, decision };
  throw new CodewrightError('CONFLICT', `Job ${id} waits for no approval.`, { hint: `codewright jobs show ${id}` });
}
