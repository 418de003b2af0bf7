import type { JobsClient } from '@codewright/protocol/client';
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

/** What people say to what jobs ask. Time decides nothing: what has expired waits to be asked again, or rejected. */
export function createAnswers(parts: AnswerParts): Pick<JobsClient, 'answer' | 'askAgain'> {
  const { ledger, queue, clock, user } = parts;
  const entriesOf = (job: string) => ledger.read({ job, limit: 1_000_000 });
  return {
    async answer(id, given) {
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
      if (decision.kind === 'approval' && given.answer !== 'approve' && given.answer !== 'reject') {
        throw new CodewrightError('INVALID_INPUT', 'An approval is answered with approve or reject.');
      }
      if (
        given.answer === 'approve' &&
        decision.expiresAt !== null &&
        decision.expiresAt <= clock.now().toISOString()
      ) {
        throw new CodewrightError('CONFLICT', `The time to approve this was over at ${decision.expiresAt}.`, {
          hint: `What it was asked for may not hold any more. Have it asked again: codewright jobs ask-again ${shortId(job.id)}`,
        });
      }
      await ledger.append([
        {
          job: job.id,
          kind: 'event',
          actor: { type: 'user', id: user },
          summary:
            decision.kind === 'approval'
              ? `${given.answer === 'approve' ? 'Approved' : 'Rejected'}: ${decision.text}`
              : `Answered: ${given.answer}`,
          data: {
            event: decision.kind === 'approval' ? 'approval-answered' : 'question-answered',
            question: decision.id,
            digest: decision.digest,
            answer: given.answer,
          },
          refs: [decision.id],
        },
      ]);
      await queue.unpark(job.id, user);
      return queue.get(job.id);
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
