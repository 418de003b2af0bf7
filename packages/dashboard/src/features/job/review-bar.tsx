import { Send } from 'lucide-react';
import type { FormEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { useDraft } from '../../lib/drafts.ts';
import { plural } from '../../lib/format.ts';
import type { Review } from './use-review.ts';

/** All comments go as one review. */
export function ReviewBar({
  job,
  review,
  seen,
  over,
}: {
  job: string;
  review: Review;
  /** The commit of the work that is shown; '' where it has none. */
  seen: string;
  over: boolean;
}) {
  const [remark, setRemark] = useDraft(`review.${job}`);
  if (review.draft.length === 0) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    review.send(remark.trim(), seen, () => setRemark(''));
  };
  return (
    <form
      onSubmit={send}
      aria-label="Your review"
      className="flex shrink-0 flex-wrap items-center gap-2 border-t bg-page px-4 py-2 md:px-6"
    >
      <p className="font-medium">{plural(review.draft.length, 'comment')} not sent</p>
      <input
        aria-label="Remark on all of it"
        value={remark}
        maxLength={8000}
        onChange={(event) => setRemark(event.target.value)}
        placeholder="Remark on all of it (optional)"
        className="h-8 min-w-40 flex-1 rounded-md border border-edge bg-panel px-2.5 pointer-coarse:min-h-11"
      />
      <Button look="main" type="submit" pending={review.sending} icon={<Send className="size-3.5" aria-hidden />}>
        {over ? 'Send as a follow-up' : 'Send to the job'}
      </Button>
    </form>
  );
}
