import type { LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import { textOf } from '@codewright/protocol/json';
import type { SentComment, SentReview } from '@codewright/protocol/review';
import { isMeant } from '../shared/record.ts';
import type { ResultParts } from './result.ts';
import type { Places } from './review-places.ts';

type Recorded = Omit<SentComment, 'now' | 'state' | 'changedBy' | 'reply'>;

/** A review as the ledger holds it. */
export interface RecordedReview {
  id: string;
  remark: string;
  seen: string;
  comments: Recorded[];
  entry: LedgerEntry;
}

export function readReviews(entries: readonly LedgerEntry[]): RecordedReview[] {
  return entries.map((entry) => {
    const { id, remark, comments, seen } = entry.data['review'] as unknown as Omit<RecordedReview, 'entry'>;
    // Reviews of before that was kept have none.
    return { id, remark, comments, seen: textOf(seen, ''), entry };
  });
}

/** What tells of the progress of a job's work. */
const telling = ['step-finished', 'turn-finished', 'agent-finished', 'tool-finished', 'checkpoint-made'];

/** How far a review has come: from the record of the job that works on it, and from what its commits hold. */
export async function progressOf(
  review: RecordedReview,
  reviewed: Job,
  parts: Pick<ResultParts, 'ledger' | 'queue'>,
  places: Places,
): Promise<SentReview> {
  const { entry } = review;
  const job = await workerOf(review, reviewed, parts);
  const own = job.id === reviewed.id;
  const events = await parts.ledger.read({ job: job.id, events: telling, limit: 1_000_000 });
  const read = own
    ? events.find(({ data }) => Array.isArray(data['applied']) && data['applied'].some((id) => isMeant(entry, id)))?.seq
    : job.startedAt === null
      ? undefined
      : 0;
  const after = read === undefined ? [] : events.filter(({ seq }) => seq > read);
  // Those of branches are none of the job's own tree.
  const made = after.filter(({ data }) => !('branch' in data));
  const commits = [...new Set(made.flatMap(({ data }) => [data['checkpoint'], data['commit']]))].filter(
    (commit): commit is string => typeof commit === 'string',
  );
  const comments = await Promise.all(
    review.comments.map(async (comment): Promise<SentComment> => {
      const now = await places.now(job, comment);
      const reply = replyTo(comment.number, after);
      const changed = read !== undefined && now.state === 'outdated';
      return {
        ...comment,
        now,
        state: read === undefined ? 'pending' : changed || reply ? 'addressed' : 'delivered',
        changedBy: changed ? await firstChange(commits, async (at) => (await places.at(job, comment, at)).state) : null,
        reply,
      };
    }),
  );
  return { id: review.id, at: entry.time, remark: review.remark, seen: review.seen, job: job.id, comments };
}

/** The job that works on a review: the reviewed one while it runs; one that follows where it was over, or was when it came. */
async function workerOf(
  { entry }: RecordedReview,
  reviewed: Job,
  { queue, ledger }: Pick<ResultParts, 'ledger' | 'queue'>,
): Promise<Job> {
  const followUp = textOf(entry.data['followUp'], '');
  if (followUp !== '') return queue.get(followUp);
  if (!finalStatuses.includes(reviewed.status)) return reviewed;
  const steps = await ledger.read({ job: reviewed.id, events: telling, limit: 1_000_000 });
  const wasRead = steps.some(
    ({ data }) => Array.isArray(data['applied']) && data['applied'].some((id) => isMeant(entry, id)),
  );
  if (wasRead) return reviewed;
  const conversation = reviewed.conversation ?? reviewed.id;
  const next = await queue.list({ conversation, limit: 100 });
  return next.find((job) => job.parent === reviewed.id && job.goal === entry.data['text']) ?? reviewed;
}

/** Oldest first; the place is looked at in one after another until it is changed. */
async function firstChange(
  commits: readonly string[],
  stateAt: (commit: string) => Promise<string>,
): Promise<string | null> {
  // A place that was changed stays changed, so that half of them need not be looked at.
  let [from, to] = [0, commits.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const commit = commits[middle];
    if (commit !== undefined && (await stateAt(commit)) === 'outdated') to = middle;
    else from = middle + 1;
  }
  return commits[from] ?? null;
}

/** The newest line that begins with the number of the comment, as the review asks for. */
function replyTo(number: number, entries: readonly LedgerEntry[]): SentComment['reply'] {
  const line = new RegExp(`^[\\s>*_#-]*comment\\s+#?${number}\\b[\\s*_]*[:.)\u2013\u2014-][\\s*_]*(\\S.*)$`, 'im');
  for (const entry of entries.toReversed()) {
    const result = entry.data['result'] as { text?: unknown } | null | undefined;
    const isWords = entry.data['event'] === 'turn-finished' || entry.data['event'] === 'agent-finished';
    if (!isWords || typeof result?.text !== 'string') continue;
    const said = line.exec(result.text)?.[1];
    if (said !== undefined) return { text: said.trim().slice(0, 2000), entry: entry.id };
  }
  return null;
}
