import type { CodewrightClient } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import type { JsonObject } from '@codewright/protocol/json';
import { type CommentDraft, commentDraft, type DraftComment, type SentReview } from '@codewright/protocol/review';
import type { Ledger } from '../ledger/contract.ts';
import type { Queue } from '../queue/contract.ts';
import { reviewWords } from '../render/review-words.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import { uuidv7 } from '../shared/ids.ts';
import type { Storage } from '../storage/contract.ts';
import type { ResultParts } from './result.ts';
import { createPlaces } from './review-places.ts';
import { progressOf, readReviews } from './review-progress.ts';
import { createViewed } from './viewed.ts';

export interface ReviewParts extends ResultParts {
  /** Who writes. */
  user: string;
  ledger: Ledger;
  queue: Queue;
  clock: Clock;
  notes: Pick<Storage, 'reviewNotes' | 'document' | 'write'>;
}

const mostComments = 200;

/** What a person says about the lines of a change: written and kept, sent as one, followed until it is addressed. */
export function createReviews(
  parts: ReviewParts,
  followUp: (job: Job, text: string, short: string | null) => Promise<Job>,
): Pick<CodewrightClient, 'reviews' | 'comment' | 'sendReview' | 'view'> {
  const { ledger, queue, notes, clock, user: author } = parts;
  const places = createPlaces(parts);
  const viewed = createViewed(parts);
  /** One after another: two windows that send at once send it once. */
  const sending = new Map<string, Promise<unknown>>();

  const sentEntries = async (job: string): Promise<LedgerEntry[]> =>
    [
      ...(await ledger.read({ job, kinds: ['message'], limit: 100_000 })),
      ...(await ledger.read({ job, events: ['review-submitted'], limit: 100_000 })),
    ]
      .filter((entry) => entry.data['review'] !== undefined)
      .sort((one, other) => one.seq - other.seq);

  const draftOf = async (job: Job, sent: readonly LedgerEntry[]): Promise<DraftComment[]> => {
    // What was sent and could not be removed any more because the process ended is no draft.
    const gone = new Set(readReviews(sent).flatMap(({ comments }) => comments.map(({ id }) => id)));
    const kept = (await notes.reviewNotes(job.id, author)).filter(({ id }) => !gone.has(id));
    const written = kept.flatMap(({ doc, updatedAt }) => {
      const parsed = commentDraft.safeParse(JSON.parse(doc));
      return parsed.success ? [{ ...parsed.data, updatedAt }] : [];
    });
    return Promise.all(written.map(async (one) => ({ ...one, now: await places.now(job, one) })));
  };

  const send = async (job: Job, remark: string, seen: string): Promise<SentReview> => {
    const before = await sentEntries(job.id);
    const draft = inOrder(await draftOf(job, before));
    if (draft.length === 0 && remark === '') {
      throw new CodewrightError('CONFLICT', 'There is no comment to send.', { hint: 'It may have been sent already.' });
    }
    const first = readReviews(before).reduce((sum, { comments }) => sum + comments.length, 0) + 1;
    const comments = draft.map(({ now: _now, updatedAt: _written, ...one }, index) => ({
      ...one,
      number: first + index,
    }));
    const review = { id: uuidv7(), remark, seen, comments };
    const text = reviewWords(review);
    const summary = `Review: ${comments.length === 1 ? '1 comment' : `${comments.length} comments`}`;
    const actor = { type: 'user', id: author } as const;
    const data: JsonObject = { text, review: JSON.parse(JSON.stringify(review)) as JsonObject };
    if (finalStatuses.includes(job.status)) {
      const only = comments.length === 1 && remark === '' ? (comments[0]?.text ?? null) : null;
      const next = await followUp(job, text, only);
      await ledger.append([
        { job: job.id, kind: 'event', actor, summary, data: { event: 'review-submitted', followUp: next.id, ...data } },
      ]);
    } else await ledger.append([{ job: job.id, kind: 'message', actor, summary, data }]);
    await notes.write((tx) =>
      tx.removeReviewNotes(
        job.id,
        author,
        comments.map(({ id }) => id),
      ),
    );
    const [sent] = await progress(job, (await sentEntries(job.id)).slice(-1));
    if (!sent) throw new CodewrightError('INTERNAL', 'The review was recorded and cannot be read.');
    return sent;
  };

  const progress = (job: Job, sent: readonly LedgerEntry[]): Promise<SentReview[]> =>
    Promise.all(
      readReviews(sent)
        .toReversed()
        .map((review) => progressOf(review, job, parts, places)),
    );

  return {
    async reviews(id) {
      const job = await queue.get(id);
      const sent = await sentEntries(job.id);
      return {
        draft: inOrder(await draftOf(job, sent)),
        sent: await progress(job, sent),
        viewed: await viewed.of(job.id),
      };
    },
    view: viewed.view,

    async comment(id, given) {
      const job = await queue.get(id);
      const comment = parse(given);
      const own = await notes.reviewNotes(job.id, author);
      if (own.length >= mostComments && !own.some((one) => one.id === comment.id)) {
        throw new CodewrightError('CONFLICT', `A review has at most ${mostComments} comments.`, {
          hint: 'Send what there is, and go on in a second one.',
        });
      }
      if (readReviews(await sentEntries(job.id)).some((one) => one.comments.some((sent) => sent.id === comment.id))) {
        throw new CodewrightError('CONFLICT', 'This comment was sent already; it cannot be changed any more.', {
          hint: 'Write another one.',
        });
      }
      const updatedAt = clock.now().toISOString();
      await notes.write((tx) =>
        comment.text.trim() === ''
          ? tx.removeReviewNotes(job.id, author, [comment.id])
          : tx.saveReviewNote({ job: job.id, author, id: comment.id, updatedAt, doc: JSON.stringify(comment) }),
      );
      return { updatedAt };
    },

    async sendReview(id, { remark = '', seen = '' } = {}) {
      const job = await queue.get(id);
      const before = sending.get(job.id) ?? Promise.resolve();
      const own = before.then(
        async () => send(await queue.get(job.id), remark.trim(), seen),
        async () => send(await queue.get(job.id), remark.trim(), seen),
      );
      sending.set(job.id, own);
      try {
        return await own;
      } finally {
        if (sending.get(job.id) === own) sending.delete(job.id);
      }
    },
  };
}

function parse(given: CommentDraft): CommentDraft {
  const parsed = commentDraft.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CodewrightError('INVALID_INPUT', `${issue?.path.join('.') || 'comment'}: ${issue?.message ?? 'invalid'}`);
}

/** As one reads the change: by file and line. */
function inOrder<T extends { file: string; line: number; id: string }>(comments: readonly T[]): T[] {
  return comments.toSorted(
    (one, other) => one.file.localeCompare(other.file) || one.line - other.line || one.id.localeCompare(other.id),
  );
}
