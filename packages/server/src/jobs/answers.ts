import { capFlags, capsWords, usedUp } from '@codewright/protocol/budget';
import type { JobsClient, PendingDecision } from '@codewright/protocol/client';
import type { Caps, Job } from '@codewright/protocol/job';
import type { JsonObject } from '@codewright/protocol/json';
import type { Ledger } from '../ledger/contract.ts';
import type { Queue } from '../queue/contract.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import { shortId } from '../shared/ids.ts';
import { expiryOf } from '../shared/record.ts';
import { pendingDecisions } from './report.ts';

export interface AnswerParts {
  ledger: Ledger;
  queue: Queue;
  clock: Clock;
  user: string;
  /** How long an approval may be given; null: at any time. */
  approvalHours(): number | null;
}

/** What may also be said to a question for a larger budget. */
const budgetWords: Record<string, string> = { raise: 'approve', end: 'reject' };

const raised = (user: string, caps: Partial<Caps>): string => `${user} raises the budget to ${capsWords(caps)}.`;

/** What people say to what jobs ask. Time decides nothing: what has expired waits to be asked again, or rejected. */
export function createAnswers(parts: AnswerParts): Pick<JobsClient, 'answer' | 'askAgain'> & {
  /** Answers a question for a larger budget with another one than it names; null where the job asks for none. */
  raise(job: Job, caps: Partial<Caps>): Promise<Job | null>;
} {
  const { ledger, queue, clock, user } = parts;
  const entriesOf = (job: string) => ledger.read({ job, limit: 1_000_000 });
  /** The answer, and the job goes on. */
  async function record(job: Job, decision: PendingDecision, answer: string, summary: string, more: JsonObject = {}) {
    await ledger.append([
      {
        job: job.id,
        kind: 'event',
        actor: { type: 'user', id: user },
        summary,
        data: {
          event: decision.kind === 'approval' ? 'approval-answered' : 'question-answered',
          question: decision.id,
          digest: decision.digest,
          answer,
          ...more,
        },
        refs: [decision.id],
      },
    ]);
    await queue.unpark(job.id, user);
    return queue.get(job.id);
  }

  return {
    async answer(id, { answer: words, ...given }) {
      const job = await queue.get(id);
      const decision = pendingDecisions(await entriesOf(job.id)).find((item) => item.id === given.id);
      if (!decision)
        throw new CodewrightError('CONFLICT', 'This question is answered already, or was never asked.', {
          hint: `codewright jobs show ${shortId(job.id)}`,
        });
      if (decision.digest !== given.digest) {
        throw new CodewrightError('CONFLICT', 'What the job asks has changed since this answer was given.', {
          hint: 'Look at it again and answer what it asks now.',
        });
      }
      const { budget } = decision;
      const answer = budget ? (budgetWords[words.trim().toLowerCase()] ?? words) : words;
      if (decision.kind === 'approval' && answer !== 'approve' && answer !== 'reject') {
        throw new CodewrightError('INVALID_INPUT', 'An approval is answered with approve or reject.');
      }
      if (answer === 'approve' && decision.expiresAt !== null && decision.expiresAt <= clock.now().toISOString()) {
        throw new CodewrightError('CONFLICT', `The time to approve this was over at ${decision.expiresAt}.`, {
          hint: `What it was asked for may not hold any more. Have it asked again: codewright jobs ask-again ${shortId(job.id)}`,
        });
      }
      if (budget && answer === 'approve') {
        const caps = { ...job.caps, ...budget.raise };
        return record(job, decision, answer, raised(user, budget.raise), { caps });
      }
      if (budget) return record(job, decision, answer, `${user} does not raise the budget: the job ends.`);
      const said = answer === 'approve' ? 'Approved' : 'Rejected';
      const summary = decision.kind === 'approval' ? `${said}: ${decision.text}` : `Answered: ${answer}`;
      return record(job, decision, answer, summary);
    },

    async raise(job, asked) {
      if (job.status !== 'waiting_human') return null;
      const decision = pendingDecisions(await entriesOf(job.id)).find(({ budget }) => budget !== undefined);
      if (!decision?.budget) return null;
      const { used, limit } = decision.budget;
      const caps = { ...job.caps, ...asked };
      const short = usedUp(used, caps);
      if (short) {
        throw new CodewrightError(
          'CONFLICT',
          `${capsWords({ [short]: Math.ceil(used[short]) })} are spent already, so this leaves nothing to go on with.`,
          { hint: `codewright jobs resume ${shortId(job.id)} ${capFlags[limit]} N lets it go on with more.` },
        );
      }
      return record(job, decision, 'approve', raised(user, asked), { caps });
    },

    async askAgain(id, { id: question, digest }) {
      const job = await queue.get(id);
      const entries = await entriesOf(job.id);
      const decision = pendingDecisions(entries).find((item) => item.id === question && item.digest === digest);
      const asked = entries.find((entry) => entry.id === question);
      if (decision?.kind !== 'approval' || !asked || job.status !== 'waiting_human')
        throw new CodewrightError('CONFLICT', `Job ${shortId(job.id)} waits for no such approval any more.`, {
          hint: `codewright jobs show ${shortId(job.id)}`,
        });
      const { forkedFrom: _copied, ...data } = asked.data;
      const expiresAt = expiryOf(clock.now(), parts.approvalHours());
      await ledger.append([
        {
          job: job.id,
          kind: 'event',
          actor: { type: 'user', id: user },
          summary: asked.summary,
          data: { ...data, expiresAt, again: question },
          refs: [question],
        },
      ]);
      return queue.get(job.id);
    },
  };
}
