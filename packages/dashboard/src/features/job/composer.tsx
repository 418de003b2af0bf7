import type { Job } from '@codewright/protocol/job';
import type { JobDigest } from '@codewright/protocol/job-digest';
import { useNavigate } from '@tanstack/react-router';
import { ArrowUp, Check, CheckCheck, Clock } from 'lucide-react';
import type { FormEvent, KeyboardEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { api } from '../../lib/api.ts';
import { useDraft } from '../../lib/drafts.ts';
import { isOver } from '../../lib/format.ts';
import { useRefusal } from '../../lib/session.ts';
import { useAction } from '../../lib/use-action.ts';

/** A word to the job; to one that is over it begins a follow-up. */
export function Composer({ job, said }: { job: Job; said: JobDigest['said'] }) {
  const navigate = useNavigate();
  const [text, setText] = useDraft(`say.${job.id}`);
  const over = isOver(job);
  const refusal = useRefusal('member');
  const say = useAction({
    what: 'Sending',
    run: (words: string) => api().say(job.id, words),
    after(answered) {
      setText('');
      if (answered.id !== job.id) void navigate({ to: '/jobs/$id', params: { id: answered.id }, search: {} });
    },
  });
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() !== '' && !say.pending) say.start(text.trim());
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const state = say.pending ? 'queued' : said && !over ? said.state : null;
  const Icon = state === 'applied' ? CheckCheck : state === 'delivered' ? Check : Clock;
  if (refusal !== null)
    return (
      <p className="shrink-0 border-t bg-panel px-4 py-2.5 text-soft md:px-6">You can watch this job. {refusal}</p>
    );
  return (
    <form onSubmit={send} className="shrink-0 border-t bg-panel px-4 py-2 md:px-6">
      <div className="mx-auto flex max-w-4xl items-end gap-2">
        <label htmlFor="say" className="sr-only">
          {over ? 'Ask for a follow-up' : 'Say something to the job'}
        </label>
        <textarea
          id="say"
          rows={1}
          maxLength={10_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          placeholder={over ? 'Ask for a follow-up …' : 'Say something to the job …'}
          className="field-sizing-content max-h-40 min-h-9 min-w-0 flex-1 resize-none rounded-md border border-edge bg-panel px-3 py-1.5 pointer-coarse:min-h-11"
        />
        {state ? (
          <span className="flex h-9 items-center gap-1 text-xs text-soft">
            <Icon className="size-3.5" aria-hidden />
            {state}
          </span>
        ) : null}
        <Button
          look="main"
          type="submit"
          aria-label="Send"
          pending={say.pending}
          disabled={text.trim() === ''}
          className="h-9! w-9 px-0!"
          icon={<ArrowUp className="size-4" aria-hidden />}
        />
      </div>
    </form>
  );
}
