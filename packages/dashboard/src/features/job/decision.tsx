import type { PendingDecision } from '@codewright/protocol/client';
import { Link } from '@tanstack/react-router';
import { CircleAlert, MessageCircleQuestion } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Markdown } from '../../components/markdown.tsx';
import { Scrolled } from '../../components/scrolled.tsx';
import { api } from '../../lib/api.ts';
import { useDraft } from '../../lib/drafts.ts';
import { ago, clock, day } from '../../lib/format.ts';
import { useAction } from '../../lib/use-action.ts';
import { AskedAction } from './asked-action.tsx';
import { hasUnsent } from './use-review.ts';

const wordsOfApproval = {
  title: 'Your approval is needed',
  approve: 'Approve',
  reject: 'Reject',
  approved: 'Approved',
  rejected: 'Rejected',
};
const wordsOfBudget = {
  title: 'It stands at a limit',
  approve: 'Raise and resume',
  reject: 'End it here',
  approved: 'The job goes on with larger limits',
  rejected: 'It ends here; what it has done is kept',
};

/** What a job waits for, answerable in place. The answer names the very form of the question that was shown. */
export function Decision({ decision }: { decision: PendingDecision }) {
  const { id, job, kind, text, choices, budget, digest, askedAt, expiresAt } = decision;
  const words = budget ? wordsOfBudget : wordsOfApproval;
  const [draft, setDraft] = useDraft(`answer.${id}`);
  const [sure, setSure] = useState(false);
  const armed = useArmed(id);
  const expired = useExpired(expiresAt);
  const answer = useAction({
    what: 'Answering',
    // Null: nothing was answered, since what was written to the job would go by unread.
    run: async (given: string) =>
      given === 'approve' && !sure && (await hasUnsent(job)) ? null : api().answer(job, { id, digest, answer: given }),
    done: (after, given) =>
      after === null
        ? undefined
        : given === 'approve'
          ? words.approved
          : given === 'reject'
            ? words.rejected
            : 'Answered',
    after: (after) => (after === null ? setSure(true) : setDraft('')),
  });
  const again = useAction({
    what: 'Asking again',
    run: () => api().askAgain(job, { id, digest }),
    done: () => 'Asked again',
  });
  const give = (given: string) => {
    // A finger that was on its way to something else must not decide.
    if (armed) answer.start(given);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (draft.trim() !== '') give(draft.trim());
  };
  const Icon = kind === 'approval' ? CircleAlert : MessageCircleQuestion;
  return (
    <section
      aria-label={kind === 'approval' ? 'Approval' : 'Question'}
      data-armed={armed}
      className="rounded-lg border border-warn/40 bg-warn-fill/60 p-3.5"
    >
      <div className="flex items-start gap-2.5">
        <Icon className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
        <div className="min-w-0 flex-1">
          <p className="mb-1 text-xs font-medium text-warn">
            {kind === 'approval' ? words.title : 'A question for you'}
            <span aria-hidden> · </span>
            <time dateTime={askedAt} title={clock(askedAt)} className="font-normal text-soft">
              {ago(askedAt)}
            </time>
          </p>
          <Scrolled label="What is asked" className="max-h-[34vh]">
            <Markdown text={text} />
            {budget ? null : <AskedAction decision={decision} />}
          </Scrolled>
          {sure ? (
            <p className="mt-2 font-medium text-warn">
              Something you wrote to this job has not been sent. Approve all the same?
            </p>
          ) : null}
          {expiresAt === null ? null : (
            <Expiry
              at={expiresAt}
              ends={budget !== undefined}
              expired={expired}
              pending={again.pending}
              extend={() => again.start(undefined)}
            />
          )}
          {kind === 'approval' ? (
            <div className="mt-3 flex flex-wrap gap-3 pointer-coarse:gap-6">
              {expired ? (
                <Button look="main" needs="member" pending={again.pending} onClick={() => again.start(undefined)}>
                  Ask again
                </Button>
              ) : (
                <Button look="main" needs="member" pending={answer.pending} onClick={() => give('approve')}>
                  {sure ? `${words.approve} all the same` : words.approve}
                </Button>
              )}
              <Button look="danger" needs="member" disabled={answer.pending} onClick={() => give('reject')}>
                {words.reject}
              </Button>
              {budget ? (
                <Link
                  to="/jobs/$id"
                  params={{ id: job }}
                  search={{ tab: 'spend' }}
                  className="inline-flex min-h-8 items-center text-[13px] font-medium underline pointer-coarse:min-h-11"
                >
                  Choose other limits
                </Link>
              ) : null}
            </div>
          ) : (
            <form onSubmit={send} className="mt-3 space-y-2">
              {choices.length > 0 ? (
                <div className="flex flex-wrap gap-2 pointer-coarse:gap-4">
                  {choices.map((choice) => (
                    <Button
                      key={choice}
                      needs="member"
                      disabled={answer.pending}
                      onClick={() => give(choice)}
                      className="h-auto! min-h-8 py-1 text-left whitespace-normal!"
                    >
                      {choice}
                    </Button>
                  ))}
                </div>
              ) : null}
              <div className="flex gap-2">
                <input
                  aria-label="Your answer"
                  value={draft}
                  onChange={(event) => setDraft(event.target.value)}
                  placeholder="Your answer"
                  className="h-8 min-w-0 flex-1 rounded-md border border-edge bg-panel px-2.5 pointer-coarse:min-h-11"
                />
                <Button
                  look="main"
                  needs="member"
                  type="submit"
                  pending={answer.pending}
                  disabled={draft.trim() === ''}
                >
                  Answer
                </Button>
              </div>
            </form>
          )}
        </div>
      </div>
    </section>
  );
}

/** Until when it may be approved. Time decides nothing: what has expired is looked at anew, by a person. */
function Expiry(props: { at: string; ends: boolean; expired: boolean; pending: boolean; extend: () => void }) {
  const { at, ends, expired } = props;
  const moment = (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {expired ? ago(at) : day(at)}
    </time>
  );
  if (expired && ends)
    return <p className="mt-2 text-[13px] text-warn">The time to raise it was over {moment}: the job ends.</p>;
  if (expired)
    return (
      <p className="mt-2 text-[13px] text-warn">
        The time to approve this was over {moment}, and what it was asked for may not hold any more. Nothing was
        decided: have it asked again, or reject it.
      </p>
    );
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-2 text-xs text-soft">
      {ends ? (
        <span>Until {moment}; after that the job ends. It can be resumed then too.</span>
      ) : (
        <span>Can be approved until {moment}; after that it must be asked again.</span>
      )}
      <Button look="ghost" needs="member" pending={props.pending} onClick={props.extend} className="max-sm:-ml-2.5">
        Give it more time
      </Button>
    </p>
  );
}

/** Whether a moment has come, also while it is waited for. */
function useExpired(at: string | null): boolean {
  const end = at === null ? Number.POSITIVE_INFINITY : Date.parse(at);
  const [, look] = useState(0);
  useEffect(() => {
    const left = end - Date.now();
    // A longer wait than a timer takes is none: the page is loaded anew before.
    if (left <= 0 || left > 2_000_000_000) return;
    const timer = setTimeout(() => look(end), left + 50);
    return () => clearTimeout(timer);
  }, [end]);
  return end <= Date.now();
}

/** False for the first half second after a question has appeared. */
function useArmed(id: string): boolean {
  const [armed, setArmed] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setArmed(id), 500);
    return () => clearTimeout(timer);
  }, [id]);
  return armed === id;
}
