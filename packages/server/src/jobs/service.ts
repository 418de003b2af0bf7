import { usedUp } from '@codewright/protocol/budget';
import type { CodewrightClient, JobsClient, Preview, ServerInfo, Verification } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job, jobRequest, type JobRequest, type Mode } from '@codewright/protocol/job';
import type { Caps } from '@codewright/protocol/job';
import { type JsonValue, textOf } from '@codewright/protocol/json';
import type { Ledger } from '../ledger/contract.ts';
import type { Once, Queue } from '../queue/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import { canonicalJson, sha256 } from '../shared/hash.ts';
import { shortId } from '../shared/ids.ts';
import { wordsOf } from '../shared/words.ts';
import { type AnswerParts, createAnswers } from './answers.ts';
import { beingCopied, copyRecord } from './fork.ts';
import { createHandover, type HandoverParts } from './handover.ts';
import { createResultReads } from './result.ts';
import { createReviews, type ReviewParts } from './reviews.ts';
import { baseOf } from './read-request.ts';
import { startReplay } from './replay.ts';
import { createLedgerReads } from './reads.ts';
import { lastCheckpoint, pendingDecisions, reportOf } from './report.ts';
import { createReports } from './reports.ts';

/** What the operations on jobs are made from. */
export interface JobServiceParts extends AnswerParts, HandoverParts, ReviewParts {
  ledger: Ledger;
  queue: Queue;
  /** Reads a request without starting anything: intent, verdict, what cannot be done. */
  read(request: JobRequest): Promise<Preview>;
  /** What a job may spend, by its mode or its workflow; a repository's own settings may narrow it. */
  caps(mode: Mode, asked: Partial<Caps>, repository: string | undefined, workflow: string): Caps;
  /** Where a new project goes when no folder was named. @throws CodewrightError when a named one cannot take it. */
  output(asked: Pick<JobRequest, 'output' | 'folder'>, preview: Preview): string;
  /** Words for a finished job, each fact citing its entry. */
  render(job: Job, entries: LedgerEntry[]): string | null;
  /** Checks a truthpack against the ledger's entries. */
  verifyPack(envelope: string, entries: LedgerEntry[]): Promise<Verification>;
  /** True while the worker of a lease is known to be alive, or cannot be looked at from here. */
  isAlive(worker: string): boolean;
  info(): ServerInfo;
  /** Given where this process does at once what is submitted: no other worker takes it then. */
  worker?: string;
}

const everything = 1_000_000;

/** The operations a person can do with jobs, in process; the API answers with the same object. */
export function createJobService(parts: JobServiceParts): JobsClient {
  const { ledger, queue, user } = parts;
  const entriesOf = (job: string) => ledger.read({ job, limit: everything });
  const reports = createReports(ledger, (of, entries) => parts.render(of, entries));

  const submit: CodewrightClient['submit'] = async (input) => {
    const asked = parse(input);
    const once = onceOf(asked);
    const preview = await parts.read(asked);
    // Looked for first: what the first call has made since (a folder that is full now) is no reason to refuse the second.
    const made = once && (await queue.made(once));
    if (made) return { job: made, preview };
    refuse(preview);
    const { repository, output: _wanted, folder: _parent, replay: _byVerb, ...rest } = asked;
    if (preview.mode !== 'build' && repository === undefined) {
      throw new CodewrightError('USAGE', `“${asked.goal}” needs a repository to work on.`, {
        hint: 'Name one with --repo DIR, or start it inside one.',
      });
    }
    const request: JobRequest = {
      ...rest,
      mode: preview.mode,
      workflow: preview.workflow,
      ...baseOf(asked, preview.mode),
      ...(preview.mode === 'build' ? { output: parts.output(asked, preview) } : { repository: repository ?? '' }),
    };
    const job = await queue.enqueue({
      request,
      mode: preview.mode,
      // Each turn of an agent CLI costs what a small fix may cost in all.
      caps: parts.caps(
        preview.mode,
        request.caps,
        request.repository,
        request.agent === undefined ? preview.workflow : 'task',
      ),
      intent: preview.intent,
      intake: {
        rule: preview.rule,
        confidence: preview.confidence,
        risk: preview.risk,
        verdict: preview.verdict,
        approval: preview.approval,
      },
      ...(once ? { once } : {}),
      ...(parts.worker === undefined ? {} : { worker: parts.worker }),
    });
    return { job, preview };
  };

  const followUp = async (job: Job, request: { goal: string; mode?: Mode }): Promise<Job> => {
    const made = await submit({
      ...request,
      createdBy: job.createdBy,
      parent: job.id,
      conversation: job.conversation ?? job.id,
      ...(job.request.model ? { model: job.request.model } : {}),
      ...resultRepository(job),
    });
    return made.job;
  };

  const answers = createAnswers(parts);
  return {
    preview: async (input) => parts.read(parse(input)),
    submit,

    async job(id) {
      return reports.report(await queue.get(id));
    },
    digest: async (id) => reports.digest(await queue.get(id)),
    jobs: (query) =>
      queue.list({
        ...(query.status ? { status: query.status } : {}),
        ...(query.conversation ? { conversation: query.conversation } : {}),
        ...(query.mode ? { mode: query.mode } : {}),
        ...(query.createdBy === undefined ? {} : { createdBy: query.createdBy }),
        ...(query.limit ? { limit: query.limit } : {}),
        ...(query.before ? { before: query.before } : {}),
        ...(query.text === undefined ? {} : { words: wordsOf(query.text) }),
        ...(query.oldestFirst ? { oldestFirst: true } : {}),
      }),
    ...createLedgerReads({ ledger, queue, info: () => parts.info() }),
    history: async (id) => entriesOf((await queue.get(id)).id),

    async cancel(id) {
      const job = await queue.requestCancel((await queue.get(id)).id, user);
      if (job.status !== 'cancelling') return job;
      // A worker that is dead will never hear of it: then the job is over now.
      await queue.rescue((worker) => parts.isAlive(worker));
      return queue.get(job.id);
    },
    pause: async (id) => queue.requestPause((await queue.get(id)).id, user),

    async resume(id, { caps } = {}) {
      const job = await queue.get(id);
      if (caps && Object.keys(caps).length > 0) {
        return (await answers.raise(job, caps)) ?? reopen(queue, job, caps, user);
      }
      if (job.status === 'failed' && job.stopReason?.endsWith('_limit')) throw endedByBudget(job);
      if (finalStatuses.includes(job.status)) {
        throw new CodewrightError(
          'CONFLICT',
          `Job ${shortId(job.id)} is over (${job.status}); there is nothing to resume.`,
          {
            hint: `codewright jobs say ${shortId(job.id)} "…" starts a follow-up; codewright jobs fork goes back to a step.`,
          },
        );
      }
      if (job.status === 'waiting_human') {
        if (job.waitingFor === beingCopied) {
          throw new CodewrightError('CONFLICT', `Job ${shortId(job.id)} is a fork whose record was not copied whole.`, {
            hint: `Cancel it, and fork again: codewright jobs cancel ${shortId(job.id)}`,
          });
        }
        if (pendingDecisions(await entriesOf(job.id)).length > 0) {
          throw new CodewrightError('CONFLICT', `Job ${shortId(job.id)} waits for an answer: ${job.waitingFor ?? ''}`, {
            hint: `codewright jobs show ${shortId(job.id)} shows what it asks.`,
          });
        }
        await queue.unpark(job.id, user);
      } else if (job.status !== 'queued') {
        await queue.rescue((worker) => parts.isAlive(worker));
        const now = await queue.get(job.id);
        if (now.status === 'running' || now.status === 'cancelling') {
          throw new CodewrightError(
            'CONFLICT',
            `Job ${shortId(job.id)} is being worked on by ${now.worker ?? 'a worker'}.`,
            {
              hint: `Watch it with: codewright jobs logs -f ${shortId(job.id)}`,
            },
          );
        }
      }
      return queue.get(job.id);
    },

    answer: answers.answer,
    askAgain: answers.askAgain,

    async say(id, text) {
      const job = await queue.get(id);
      if (finalStatuses.includes(job.status)) {
        return followUp(job, { goal: text });
      }
      await ledger.append([
        {
          job: job.id,
          kind: 'message',
          actor: { type: 'user', id: user },
          summary: firstLine(text),
          data: { text },
        },
      ]);
      return job;
    },

    ...createResultReads(parts),
    ...createReviews(parts, async (job, text, short) => {
      const mode = job.mode === 'mechanic' ? 'mechanic' : 'genius';
      try {
        return await followUp(job, { goal: text, mode });
      } catch (error) {
        // Who reads no sentences carries out a single one that says exactly what to do.
        if (short === null) throw error;
        return await followUp(job, { goal: short }).catch(() => Promise.reject(error));
      }
    }),

    ...createHandover(parts, { entriesOf, packOf }),

    async fork(id, step) {
      const parent = await queue.get(id);
      const entries = await entriesOf(parent.id);
      const cut = entries.find((entry) => entry.data['event'] === 'phase-finished' && entry.data['name'] === step);
      if (!cut) {
        const known = reportOf(parent, entries, () => null).checkpoints.map((point) => point.step);
        throw new CodewrightError('NOT_FOUND', `Job ${shortId(parent.id)} has no finished step "${step}".`, {
          hint:
            known.length > 0 ? `It can be forked after: ${known.join(', ')}.` : 'None of its steps is finished yet.',
        });
      }
      return copyRecord({ user, ledger, queue, parent, entries, cut, checkpoint: lastCheckpoint(entries, cut.seq) });
    },

    async replay(id) {
      const of = await queue.get(id);
      return startReplay({ user, ledger, queue, of, entries: await entriesOf(of.id) });
    },

    async verify(id) {
      const job = await queue.get(id);
      const chain = await ledger.verify(job.id);
      const checks: Verification['checks'] = [
        {
          name: 'ledger chain',
          ok: chain.ok,
          detail: chain.ok
            ? `${chain.entries} entries, every hash recomputed`
            : chain.problems.map((problem) => problem.message).join('; '),
        },
      ];
      const envelope = await packOf(job);
      if (envelope) checks.push(...(await parts.verifyPack(envelope, await entriesOf(job.id))).checks);
      else
        checks.push({
          name: 'truthpack',
          ok: finalStatuses.includes(job.status) && job.status !== 'succeeded',
          detail: `none: the job is ${job.status}`,
        });
      return { ok: checks.every((check) => check.ok), checks };
    },

    async truthpack(id) {
      const job = await queue.get(id);
      const envelope = await packOf(job);
      if (!envelope) throw new CodewrightError('NOT_FOUND', `Job ${shortId(job.id)} has no truthpack (${job.status}).`);
      return envelope;
    },
  };

  async function packOf(job: Job): Promise<string | null> {
    const entry = job.truthpack ? await ledger.get(job.truthpack) : null;
    const result = entry?.data['result'];
    return result === undefined || result === null ? null : JSON.stringify(result);
  }
}

/** Lets a job that its budget has ended go on from its last recorded step. */
async function reopen(queue: Queue, job: Job, raised: Partial<Caps>, user: string): Promise<Job> {
  if (job.status !== 'failed' || !job.stopReason?.endsWith('_limit')) {
    throw new CodewrightError('CONFLICT', `Job ${shortId(job.id)} was not ended by its budget (${job.status}).`, {
      hint: 'Only such a job takes a larger one; any other goes on with what it was given.',
    });
  }
  const caps = { ...job.caps, ...raised };
  const short = usedUp(job.used, caps);
  if (short) throw endedByBudget(job, short);
  return queue.reopen(job.id, caps, user);
}

const flagOf = { steps: '--max-steps', tokens: '--max-tokens', seconds: '--max-time', cents: '--max-cost' } as const;

function endedByBudget(job: Job, short?: keyof Caps): CodewrightError {
  const key = short ?? (['steps', 'tokens', 'seconds', 'cents'] as const).find((one) => job.used[one] >= job.caps[one]);
  const spent = key ? ` ${Math.ceil(job.used[key])} ${key} are spent.` : '';
  return new CodewrightError('CONFLICT', `Job ${shortId(job.id)} has ended by its budget.${spent}`, {
    hint: `codewright jobs resume ${shortId(job.id)} ${key ? flagOf[key] : '--max-steps'} N lets it go on with more.`,
  });
}

function parse(input: unknown): JobRequest {
  const parsed = jobRequest.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.path[0] === 'goal') {
    throw new CodewrightError(
      'ABSTAINED',
      issue.code === 'too_big' ? 'The request is longer than 10,000 characters.' : 'There is no request.',
      {
        hint: 'Say in a sentence what should be built or changed.',
      },
    );
  }
  throw new CodewrightError('INVALID_INPUT', `${issue?.path.join('.') ?? 'request'}: ${issue?.message ?? 'invalid'}`);
}

function onceOf({ idempotencyKey, ...request }: JobRequest): Once | null {
  if (idempotencyKey === undefined) return null;
  return { key: idempotencyKey, fingerprint: sha256(canonicalJson(JSON.parse(JSON.stringify(request)) as JsonValue)) };
}

function refuse(preview: Preview): void {
  if (preview.verdict === 'ready') return;
  const refused = preview.unsupported.length > 0 ? 'UNSUPPORTED' : 'POLICY_DENIED';
  throw new CodewrightError(preview.verdict === 'refused' ? refused : 'ABSTAINED', preview.summary, {
    details: { questions: preview.questions, suggestions: preview.suggestions },
    ...(preview.verdict === 'needs-answer'
      ? { hint: 'Say it again with the answer in it.' }
      : preview.hint === undefined
        ? {}
        : { hint: preview.hint }),
  });
}

/** A follow-up works on what the job before left. */
function resultRepository(job: Job): { repository?: string; base?: string } {
  if (!job.result) return job.repository ? { repository: job.repository } : {};
  const [path = '', branch] = job.result.split('#');
  return { repository: path, ...(branch ? { base: branch } : {}) };
}

function firstLine(text: string): string {
  return textOf(text.split('\n', 1)[0], '').slice(0, 200);
}
