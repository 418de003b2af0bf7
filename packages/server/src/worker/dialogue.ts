import type { Emit, LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import { textOf } from '@codewright/protocol/json';
import type { InboxMessage } from '../agents/contract.ts';
import type { Ledger } from '../ledger/contract.ts';
import type { Clock } from '../shared/clock.ts';
import { Suspended } from '../shared/errors.ts';
import { canonicalJson, sha256 } from '../shared/hash.ts';
import { expiryOf, isMeant } from '../shared/record.ts';
import type { Question } from '../tools/contract.ts';

export interface Dialogue {
  /** The recorded answer to the question of this key; asks and suspends the job when there is none yet. */
  ask(key: string, question: Question): Promise<string>;
  /** Messages of people that no agent has applied yet, oldest first. */
  inbox(): Promise<InboxMessage[]>;
}

/** What ties a question to its answer: anything that changes in it makes it another question. */
export function questionDigest(question: Question): string {
  return sha256(
    canonicalJson({
      kind: question.kind,
      text: question.text,
      choices: question.choices ?? [],
      action: question.action ?? null,
    }),
  );
}

/** Questions and messages between one job and its people. Both lie in the ledger, so they survive any restart. */
export function createDialogue(parts: {
  job: Job;
  ledger: Ledger;
  emit: Emit;
  clock: Clock;
  /** How long an approval may be given; null: at any time. */
  approvalHours: number | null;
}): Dialogue {
  const { job, ledger, emit } = parts;
  let seen = 0;
  let waiting: LedgerEntry[] = [];

  async function approve(asked: Pick<LedgerEntry, 'id'>, digest: string): Promise<string> {
    await emit({
      kind: 'event',
      actor: { type: 'user', id: job.createdBy },
      summary: 'Approved in advance (--yes)',
      data: { event: 'approval-answered', question: asked.id, digest, answer: 'approve', inAdvance: true },
      refs: [asked.id],
    });
    return 'approve';
  }

  return {
    async ask(key, question) {
      const digest = questionDigest(question);
      const events = await ledger.read({ job: job.id, kinds: ['event'], limit: 1_000_000 });
      // More than one where it was asked again because nobody answered in time.
      const asked = events.filter((entry) => entry.data['key'] === key && entry.data['digest'] === digest);
      const inAdvance = job.request.autoApprove && question.kind === 'approval';
      const open = asked.at(-1);
      if (open) {
        const answered = events.find((entry) => asked.some((one) => isMeant(one, entry.data['question'])));
        if (answered) return textOf(answered.data['answer'], '');
        // Whoever asked may have been killed before the answer that was given in advance was written.
        if (inAdvance) return await approve(open, digest);
        throw new Suspended(question.text);
      }
      const entry = await emit({
        kind: 'event',
        actor: { type: 'system', id: 'worker' },
        summary: question.text,
        data: {
          event: question.kind === 'approval' ? 'approval-requested' : 'question-asked',
          key,
          digest,
          kind: question.kind,
          choices: question.choices ?? [],
          action: question.action ?? null,
          ...(question.rule === undefined ? {} : { rule: question.rule, repository: job.repository }),
          ...(question.budget === undefined ? {} : { budget: question.budget }),
          ...(question.kind === 'approval' ? { expiresAt: expiryOf(parts.clock.now(), parts.approvalHours) } : {}),
        },
      });
      if (inAdvance) return await approve(entry, digest);
      throw new Suspended(question.text);
    },

    async inbox() {
      // Only what is new since the last look is read: a job of a thousand turns looks a thousand times.
      const fresh = await ledger.read({ job: job.id, kinds: ['message'], afterSeq: seen, limit: 1_000_000 });
      seen = fresh.at(-1)?.seq ?? seen;
      waiting.push(...fresh.filter((entry) => entry.actor.type === 'user'));
      if (waiting.length === 0) return [];
      const events = await ledger.read({ job: job.id, kinds: ['event'], limit: 1_000_000 });
      const applied = events.flatMap((entry) => (Array.isArray(entry.data['applied']) ? entry.data['applied'] : []));
      waiting = waiting.filter((entry) => !applied.some((id) => isMeant(entry, id)));
      return waiting.map((entry) => ({ id: entry.id, text: textOf(entry.data['text'], entry.summary) }));
    },
  };
}
