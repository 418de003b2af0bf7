import type { Asker } from '@codewright/protocol/access';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import { textOf } from '@codewright/protocol/json';
import { type Notice, notice, type NoticePage } from '@codewright/protocol/notices';
import { z } from 'zod';
import type { Document, Storage, Writes } from '../storage/contract.ts';
import type { Notify } from './contract.ts';

export const noticeSpace = 'notice';
const readSpace = 'notices-read';
const usualPage = 50;
/** Unread ones are counted among so many, and so many are known by their id as read. */
const counted = 200;

const decisions: readonly Notice['kind'][] = ['approval', 'question'];
/** Of more jobs than these nobody is asked at once; the inbox lists as many. */
const mostWaiting = 500;
const kept = notice.omit({ read: true, open: true });
type Kept = z.infer<typeof kept>;
/** `upTo`: everything that sorts up to it is read; `ids`: what was read beyond. */
const readMark = z.object({ upTo: z.string(), ids: z.array(z.string()) });
type ReadMark = z.infer<typeof readMark>;

/** What a person wants to hear of in an entry; null: nothing. */
export function noticeOf(entry: LedgerEntry, job: Job): Kept | null {
  const of = (kind: Notice['kind'], text = entry.summary): Kept => ({
    id: entry.id,
    kind,
    job: job.id,
    title: job.goal.split('\n', 1)[0] ?? '',
    text,
    at: entry.time,
  });
  switch (textOf(entry.data['event'], '')) {
    case 'approval-requested':
      return of('approval');
    case 'question-asked':
      return of('question');
    default:
  }
  if (entry.kind === 'insight') return of('insight');
  if (entry.kind === 'job_status' && entry.data['to'] === 'failed')
    return of(job.stopReason?.endsWith('_limit') ? 'budget' : 'failure', job.error?.message ?? entry.summary);
  return null;
}

/** A notice of whoever the job belongs to. */
export function noticeDocument(made: Kept, owner: string, position: number): Document {
  return { space: noticeSpace, owner, id: made.id, sort: sortOf(position), due: null, doc: JSON.stringify(made) };
}

function sortOf(position: number): string {
  return String(position).padStart(16, '0');
}

export function createNotices(storage: Storage): Pick<Notify, 'notices' | 'read'> {
  const markOf = async (reads: Pick<Writes, 'document'>, user: string): Promise<ReadMark> => {
    const stored = await reads.document(readSpace, user, 'mark');
    return stored ? readMark.parse(JSON.parse(stored.doc)) : { upTo: '', ids: [] };
  };
  /** A member meets their own, who sees all jobs those of all. */
  const listed = ({ user, role }: Asker, page: { limit: number; before?: string | undefined }) =>
    storage.documents({
      space: noticeSpace,
      limit: page.limit,
      ...(role === 'member' ? { owner: user } : {}),
      ...(page.before === undefined ? {} : { before: page.before }),
    });
  const isRead = (mark: ReadMark, { sort, id }: Document) => sort <= mark.upTo || mark.ids.includes(id);
  /** Ids of what is asked and not answered, looked for at once and only where a question is among the notices. */
  const openAmong = async (notices: readonly Kept[], { user, role }: Asker): Promise<ReadonlySet<string>> => {
    const open = new Set<string>();
    if (!notices.some(({ kind }) => decisions.includes(kind))) return open;
    const copies = new Map<string, string>();
    for (const { id, job, event, data } of await storage.asked({
      limit: mostWaiting,
      ...(role === 'member' ? { createdBy: user } : {}),
    })) {
      // `again`: asked once more, and then the later one is what is open.
      const { question, again, forkedFrom } = JSON.parse(data) as { [name: string]: unknown };
      if (event === 'approval-requested' || event === 'question-asked') {
        open.add(id);
        if (typeof forkedFrom === 'string') copies.set(`${job} ${forkedFrom}`, id);
      }
      for (const over of [question, again]) {
        if (typeof over !== 'string') continue;
        open.delete(over);
        open.delete(copies.get(`${job} ${over}`) ?? '');
      }
    }
    return open;
  };
  const unreadOf = async (asker: Asker): Promise<number> => {
    const mark = await markOf(storage, asker.user);
    return (await listed(asker, { limit: counted })).filter((one) => !isRead(mark, one)).length;
  };

  return {
    async notices(asker, { limit = usualPage, before, kind }): Promise<NoticePage> {
      const mark = await markOf(storage, asker.user);
      const found = await listed(asker, { limit: limit + 1, before });
      const shown = found.slice(0, limit);
      const made = shown.map((document) => ({ document, made: kept.parse(JSON.parse(document.doc)) }));
      const open = await openAmong(
        made.map((one) => one.made),
        asker,
      );
      const notifications = made.map(({ document, made: one }) => ({
        ...one,
        read: isRead(mark, document),
        open: open.has(one.id),
      }));
      return {
        notifications: kind === undefined ? notifications : notifications.filter((one) => one.kind === kind),
        unread: await unreadOf(asker),
        next: found.length > limit ? (shown.at(-1)?.sort ?? null) : null,
      };
    },

    async read(asker, { ids = [], all = false }) {
      const newest = all ? (await listed(asker, { limit: 1 }))[0]?.sort : undefined;
      await storage.write(async (tx) => {
        const before = await markOf(tx, asker.user);
        const mark: ReadMark =
          newest === undefined
            ? { upTo: before.upTo, ids: [...new Set([...before.ids, ...ids])].slice(-counted * 2) }
            : { upTo: newest > before.upTo ? newest : before.upTo, ids: [] };
        const place = { space: readSpace, owner: asker.user, id: 'mark' };
        await tx.saveDocument({ ...place, sort: '', due: null, doc: JSON.stringify(mark) });
      });
      return { unread: await unreadOf(asker) };
    },
  };
}
