import type { CommentDraft, DraftComment, SentReview, ViewedFile } from '@codewright/protocol/review';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { api, queries } from '../../lib/api.ts';
import { hasDraft } from '../../lib/drafts.ts';
import { useAction } from '../../lib/use-action.ts';
import { reviewStore } from './review-store.ts';

/** A comment that is being written, with how far it is on its way to the server. */
export interface Written extends DraftComment {
  saving: 'saving' | 'saved' | 'failed';
  error: string;
}

export interface Review {
  draft: Written[];
  sent: SentReview[];
  /** Files of the changes that one has looked at. */
  viewed: readonly ViewedFile[];
  write(comment: CommentDraft): void;
  /** `seen`: the commit of the work that is shown. `done` is called once it is sent. */
  send(remark: string, seen: string, done: () => void): void;
  sending: boolean;
}

const none: readonly ViewedFile[] = [];
/** Another device may write to the same review, and who works on it answers. */
const againMs = 4000;

const reviewsOf = (job: string) => ({ queryKey: ['review', job], queryFn: () => api().reviews(job) });

/** Whether something was written to a job and not sent: a word in this browser, or a comment on whatever device. */
export async function hasUnsent(job: string): Promise<boolean> {
  const isBeingSaved = [...reviewStore(job).get().values()].some(
    ({ state, comment }) => state !== 'saved' && comment.text.trim() !== '',
  );
  if (isBeingSaved || hasDraft(`say.${job}`)) return true;
  return (await queries.fetchQuery({ ...reviewsOf(job), staleTime: againMs })).draft.length > 0;
}

export function useReview(job: string | undefined): Review {
  const id = job ?? '';
  const query = useQuery({
    ...reviewsOf(id),
    enabled: job !== undefined,
    refetchInterval: ({ state: { data } }) =>
      data &&
      (data.draft.length > 0 || data.sent.some(({ comments }) => comments.some((one) => one.state !== 'addressed')))
        ? againMs
        : false,
    refetchOnWindowFocus: true,
  });
  const store = reviewStore(id);
  const local = useSyncExternalStore(
    (listener) => store.subscribe(listener),
    () => store.get(),
  );
  const sent = query.data?.sent;
  const draft = useMemo(() => {
    const gone = new Set(sent?.flatMap(({ comments }) => comments.map((one) => one.id)));
    const merged = new Map<string, Written>();
    for (const one of query.data?.draft ?? []) merged.set(one.id, { ...one, saving: 'saved', error: '' });
    for (const [key, { comment, state, error, updatedAt }] of local) {
      const known = merged.get(key);
      // Changed elsewhere since it was saved here.
      if (state === 'saved' && known && known.updatedAt > updatedAt) continue;
      const { file, line } = comment;
      const now = known?.now ?? { state: 'same', file, line };
      merged.set(key, { ...comment, now, updatedAt, saving: state, error });
    }
    return [...merged.values()].filter((one) => !gone.has(one.id) && one.text.trim() !== '');
  }, [query.data?.draft, sent, local]);
  const sending = useAction({
    what: 'Sending the review',
    async run({ remark, seen }: { remark: string; seen: string; done: () => void }) {
      await store.settle();
      return api().sendReview(id, { ...(remark === '' ? {} : { remark }), ...(seen === '' ? {} : { seen }) });
    },
    after(review, { done }) {
      done();
      store.forget(review.comments.map((one) => one.id));
      void queries.invalidateQueries({ queryKey: ['review', id] });
    },
    done: (review) => (review.job === id ? 'The review is sent to the job' : 'The review is sent: a job works on it'),
  });
  return {
    draft,
    sent: sent ?? [],
    viewed: query.data?.viewed ?? none,
    write: (comment) => store.write(comment),
    send: (remark, seen, done) => sending.start({ remark, seen, done }),
    sending: sending.pending,
  };
}
