import type { CommentDraft, SentComment } from '@codewright/protocol/review';
import { Link } from '@tanstack/react-router';
import { Check, CheckCheck, Clock, CornerDownRight, Pencil, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Markdown } from '../../components/markdown.tsx';
import { Pill } from '../../components/status.tsx';
import { shortId } from '../../lib/format.ts';
import type { Written } from './use-review.ts';

type Place = Pick<CommentDraft, 'id' | 'file' | 'side' | 'line' | 'endLine' | 'hunk'>;

const linesOf = ({ line, endLine, side }: Place): string =>
  `${endLine > line ? `lines ${line}–${endLine}` : `line ${line}`}${side === 'old' ? ' before the change' : ''}`;

/** Below the line that it is about; where that is no more, with the words that stood there. */
export function CommentEditor({
  comment,
  known,
  placed,
  write,
  close,
}: {
  comment: CommentDraft;
  /** How it lies on the server; absent before the first word. */
  known: Written | undefined;
  placed: boolean;
  write: (comment: CommentDraft) => void;
  close: () => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  // Before it is seen: what is typed at once goes into it, and to no key of the page.
  useLayoutEffect(() => field.current?.focus(), []);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <Frame>
      <label className="mb-1 block text-xs font-medium text-soft" htmlFor={`comment-${comment.id}`}>
        Comment on {comment.file}, {linesOf(comment)}
      </label>
      {placed ? null : <Quote hunk={comment.hunk} />}
      <textarea
        ref={field}
        id={`comment-${comment.id}`}
        rows={2}
        maxLength={8000}
        value={comment.text}
        onChange={(event) => write({ ...comment, text: event.target.value })}
        onKeyDown={onKey}
        placeholder="What should be different here?"
        className="field-sizing-content max-h-60 min-h-15 w-full resize-none rounded-md border border-edge bg-panel px-2.5 py-1.5"
      />
      <div className="mt-1.5 flex items-center gap-2">
        <Saved known={known} />
        <span className="flex-1" />
        <Button
          look="ghost"
          onClick={() => {
            write({ ...comment, text: '' });
            close();
          }}
        >
          Discard
        </Button>
        <Button onClick={close}>Done</Button>
      </div>
    </Frame>
  );
}

function Saved({ known }: { known: Written | undefined }) {
  if (!known) return <span className="text-xs text-soft">Kept on the server while you type</span>;
  const words = { saving: 'Saving …', saved: 'Saved', failed: `Not saved: ${known.error}` }[known.saving];
  return <span className={`text-xs ${known.saving === 'failed' ? 'text-bad' : 'text-soft'}`}>{words}</span>;
}

export function DraftCard({
  comment,
  placed,
  chosen,
  edit,
  discard,
}: {
  comment: Written;
  placed: boolean;
  /** The address leads to it. */
  chosen: boolean;
  edit: () => void;
  discard: () => void;
}) {
  return (
    <Frame chosen={chosen}>
      <Head place={comment} state={comment.now.state}>
        <Pill tone="warn">Not sent</Pill>
        <Button
          look="ghost"
          aria-label="Edit the comment"
          onClick={edit}
          className="w-8 px-0!"
          icon={<Pencil className="size-3.5" aria-hidden />}
        />
        <Button
          look="ghost"
          aria-label="Discard the comment"
          onClick={discard}
          className="w-8 px-0!"
          icon={<Trash2 className="size-3.5" aria-hidden />}
        />
      </Head>
      {placed ? null : <Quote hunk={comment.hunk} />}
      <Markdown text={comment.text} />
      {comment.saving === 'failed' ? <Saved known={comment} /> : null}
    </Frame>
  );
}

const stateWords = {
  pending: { label: 'Pending', tone: 'calm', Icon: Clock },
  delivered: { label: 'Delivered', tone: 'busy', Icon: Check },
  addressed: { label: 'Addressed', tone: 'good', Icon: CheckCheck },
} as const;

/** A comment that was sent, with how far it is and what was answered. `elsewhere`: the job that works on it, if another. */
export function SentCard({
  comment,
  placed,
  chosen,
  elsewhere,
}: {
  comment: SentComment;
  placed: boolean;
  chosen: boolean;
  elsewhere: string | null;
}) {
  const { label, tone, Icon } = stateWords[comment.state];
  const { changedBy, reply, now } = comment;
  return (
    <Frame chosen={chosen}>
      <Head place={comment} state={now.state} number={comment.number}>
        {elsewhere === null ? null : (
          <Link to="/jobs/$id" params={{ id: elsewhere }} search={{}} className="text-xs text-accent">
            in job {shortId(elsewhere)}
          </Link>
        )}
        <Pill tone={tone} icon={<Icon className="size-3" aria-hidden />}>
          {changedBy === null ? label : `${label} by ${changedBy.slice(0, 9)}`}
        </Pill>
      </Head>
      {placed ? null : <Quote hunk={comment.hunk} />}
      <Markdown text={comment.text} />
      {reply ? (
        <div className="mt-2 flex gap-1.5 border-t pt-2">
          <CornerDownRight className="mt-1 size-3.5 shrink-0 text-faint" aria-hidden />
          <div className="min-w-0 flex-1">
            <Markdown text={reply.text} />
          </div>
        </div>
      ) : null}
    </Frame>
  );
}

const placeWords = { same: '', moved: 'Moved', outdated: 'Outdated', unknown: '' } as const;

function Head({
  place,
  state,
  number,
  children,
}: {
  place: Place;
  state: keyof typeof placeWords;
  number?: number;
  children: ReactNode;
}) {
  return (
    <div className="mb-1 flex flex-wrap items-center gap-2">
      <Link
        from="/jobs/$id"
        to="/jobs/$id"
        search={(before) => ({ ...before, tab: 'changes', comment: place.id })}
        replace
        className="min-w-0 flex-1 truncate text-xs text-soft hover:text-accent"
        title={place.file}
      >
        {number === undefined ? '' : `#${number} · `}
        {place.file}, {linesOf(place)}
      </Link>
      {placeWords[state] === '' ? null : <Pill tone="calm">{placeWords[state]}</Pill>}
      {children}
    </div>
  );
}

function Frame({ children, chosen = false }: { children: ReactNode; chosen?: boolean }) {
  return (
    <div className="sticky left-0 w-[min(46rem,100cqw)] px-3 py-2 font-sans text-[13px] leading-[1.5] whitespace-normal">
      <div className={`rounded-lg border bg-raised px-3 py-2.5 shadow-xs ${chosen ? 'outline-2 outline-accent' : ''}`}>
        {children}
      </div>
    </div>
  );
}

function Quote({ hunk }: { hunk: string }) {
  if (hunk === '') return null;
  return (
    <pre tabIndex={0} className="mb-2 max-h-32 overflow-auto rounded border bg-code px-2 py-1 font-mono text-[12px]">
      {hunk}
    </pre>
  );
}
