import type { CommentDraft } from '@codewright/protocol/review';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '../../lib/api.ts';
import { notifyError } from '../../lib/notices.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { CommentEditor, DraftCard, SentCard } from './comment.tsx';
import { type DiffFile, type DiffRow, gapStep, type Note, quoteOf, rowsOfDiff, type Side } from './diff-model.ts';
import { FileRow, LineRow, type RowActions } from './diff-row.tsx';
import type { Review } from './use-review.ts';
import { useViewed } from './use-viewed.ts';

interface Range {
  path: string;
  side: Side['side'];
  line: number;
  endLine: number;
}

/** Only what is in view is drawn, so that 200,000 lines are as quick as ten. */
export function DiffView({
  job,
  files,
  commits,
  split,
  file,
  comment,
  review,
}: {
  job: string;
  files: readonly DiffFile[];
  /** What the two sides are of. */
  commits: { from: string | null; to: string | null };
  split: boolean;
  /** What to begin at, by path and id; '' for the beginning. */
  file: string;
  comment: string;
  review: Review;
}) {
  const viewed = useViewed(job, review.viewed, commits.to);
  /** Files whose state is not the one that they have by themselves. */
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [contents, setContents] = useState<ReadonlyMap<string, readonly string[]>>(new Map());
  const [shown, setShown] = useState<ReadonlyMap<string, number>>(new Map());
  const [editing, setEditing] = useState<ReadonlyMap<string, CommentDraft>>(new Map());
  const [cursor, setCursor] = useState<Range | null>(null);

  const isOpen = (one: DiffFile) => turned.has(one.path) !== !(one.generated || one.large || viewed.has(one));
  const notes = useMemo(() => notesOf(review, editing), [review, editing]);
  const rows = useMemo(
    () => rowsOfDiff(files, { isOpen, split, notes, contents, shown }),
    [files, turned, viewed, split, notes, contents, shown],
  );
  const box = useRef<HTMLDivElement>(null);
  const heights = matchMedia('(pointer: coarse)').matches ? sizesForTouch : sizes;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => heights[rows[index]?.kind ?? 'line'],
    getItemKey: (index) => keyOf(rows[index], index),
    overscan: 20,
  });
  const goTo = useCallback((index: number) => virtual.scrollToIndex(index, { align: 'start' }), [virtual]);
  const at = rows.findIndex((row) => row.kind === 'file' && row.file.path === file);
  useEffect(() => {
    if (at >= 0) goTo(at);
    // Only when another file is chosen: rows change while one reads.
  }, [file]);

  const said = rows.findIndex((row) => row.kind === 'note' && row.id === comment);
  const isThere = said >= 0;
  useEffect(() => {
    if (isThere) virtual.scrollToIndex(said, { align: 'center' });
  }, [comment, isThere]);

  const edit = (comment: CommentDraft) => setEditing((before) => new Map(before).set(comment.id, comment));
  const close = (id: string) => {
    setEditing((before) => new Map([...before].filter(([key]) => key !== id)));
    box.current?.focus({ preventScroll: true });
  };
  const begin = ({ path, side, line, endLine }: Range) => {
    const of = files.find((one) => one.path === path);
    if (!of) return;
    edit({
      id: newId(),
      file: side === 'old' ? (of.from ?? path) : path,
      side,
      line,
      endLine,
      commit: (side === 'old' ? commits.from : commits.to) ?? '',
      hunk:
        quoteOf(of, side, line, endLine) ||
        ` ${
          contents
            .get(path)
            ?.slice(line - 1, endLine)
            .join('\n ') ?? ''
        }`,
      text: '',
    });
  };
  const readWhole = async (path: string, gap: number) => {
    try {
      const { text } = await api().fileOf(job, { path, ...(commits.to === null ? {} : { commit: commits.to }) });
      setContents((before) => new Map(before).set(path, text.replace(/\n$/, '').split('\n')));
      setShown((before) => new Map(before).set(`${path}:${gap}`, gapStep));
    } catch (error) {
      notifyError(error, `${path} could not be read`);
    }
  };
  const actions: RowActions = {
    toggle: (one) => setTurned((before) => without(before, one.path) ?? new Set(before).add(one.path)),
    view(one) {
      // What was looked at closes; what is to be looked at again opens.
      setTurned((before) => without(before, one.path) ?? before);
      viewed.toggle(one);
    },
    expand({ path, at: gap, hidden }) {
      const more = () =>
        setShown((before) => {
          const now = before.get(`${path}:${gap}`) ?? 0;
          return new Map(before).set(`${path}:${gap}`, now + (hidden <= gapStep * 2 ? hidden : gapStep));
        });
      if (contents.has(path)) return more();
      void readWhole(path, gap);
    },
    comment(path, line, extend) {
      const range = { path, side: line.side, line: line.line, endLine: line.line };
      setCursor(range);
      begin(extend && cursor?.path === path && cursor.side === line.side ? joined(cursor, range) : range);
    },
  };

  /** Moves over lines, or over rows of one kind; `1` is down. */
  const step = (by: 1 | -1, is: (row: DiffRow) => boolean) => {
    const from = cursorIndex(rows, cursor) ?? (virtual.getVirtualItems()[0]?.index ?? 0) - 1;
    for (let index = from + by; index >= 0 && index < rows.length; index += by) {
      const row = rows[index];
      if (row && is(row)) return { index, row };
    }
    return null;
  };
  const hop = (by: 1 | -1, kind: 'file' | 'note') => {
    const top = virtual.range?.startIndex ?? 0;
    const offset = box.current?.scrollTop ?? 0;
    const first = virtual.getVirtualItems().find((item) => item.start >= offset - 1)?.index ?? top;
    for (let index = first + by; index >= 0 && index < rows.length; index += by)
      if (rows[index]?.kind === kind) return goTo(index);
  };
  useShortcuts({
    n: () => hop(1, 'file'),
    p: () => hop(-1, 'file'),
    '.': () => hop(1, 'note'),
    ',': () => hop(-1, 'note'),
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== box.current) return;
    if (event.key === 'Enter' && cursor) {
      event.preventDefault();
      begin(cursor);
    }
    if (event.key === 'v' && cursor) {
      const of = files.find((one) => one.path === cursor.path);
      if (of) actions.view(of);
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const found = step(event.key === 'ArrowDown' ? 1 : -1, (row) => lineOf(row) !== null);
    if (!found) return;
    const range = lineOf(found.row);
    if (!range) return;
    const extend = event.shiftKey && cursor?.path === range.path && cursor.side === range.side;
    setCursor(extend ? joined(cursor, range) : range);
    virtual.scrollToIndex(found.index, { align: 'auto' });
  };

  const counts = new Map<string, number>();
  for (const note of notes) counts.set(note.path, (counts.get(note.path) ?? 0) + 1);
  return (
    <div
      ref={box}
      onKeyDown={onKey}
      className="@container min-w-0 flex-1 overflow-auto font-mono text-[12px] leading-[21px] -outline-offset-2"
      tabIndex={0}
      role="region"
      aria-label="Changes"
      aria-describedby="changes-keys"
    >
      <p id="changes-keys" className="sr-only">
        Arrow keys choose a line, with Shift several; Enter writes a comment on it.
      </p>
      <div className="relative min-w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const grows = row.kind === 'note';
          return (
            <div
              key={item.key}
              data-index={item.index}
              ref={grows ? virtual.measureElement : undefined}
              className={`absolute left-0 min-w-full ${split ? 'w-full' : ''}`}
              style={{ ...(grows ? {} : { height: item.size }), transform: `translateY(${item.start}px)` }}
            >
              {row.kind === 'file' ? (
                <FileRow
                  file={row.file}
                  open={isOpen(row.file)}
                  viewed={viewed.has(row.file)}
                  comments={counts.get(row.file.path) ?? 0}
                  actions={actions}
                />
              ) : row.kind === 'note' ? (
                <NoteRow
                  row={row}
                  job={job}
                  review={review}
                  editing={editing.get(row.id)}
                  chosen={row.id === comment}
                  edit={edit}
                  close={() => close(row.id)}
                />
              ) : (
                <LineRow row={row} marked={isMarked(row, cursor)} actions={actions} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function NoteRow({
  row,
  job,
  review,
  editing,
  chosen,
  edit,
  close,
}: {
  row: DiffRow & { kind: 'note' };
  job: string;
  review: Review;
  editing: CommentDraft | undefined;
  chosen: boolean;
  edit: (comment: CommentDraft) => void;
  close: () => void;
}) {
  const draft = review.draft.find((one) => one.id === row.id);
  if (editing) {
    const write = (comment: CommentDraft) => {
      edit(comment);
      review.write(comment);
    };
    return <CommentEditor comment={editing} known={draft} placed={row.placed} write={write} close={close} />;
  }
  if (draft) {
    const { saving: _saving, error: _error, now: _now, updatedAt: _at, ...comment } = draft;
    const discard = () => review.write({ ...comment, text: '' });
    return (
      <DraftCard comment={draft} placed={row.placed} chosen={chosen} edit={() => edit(comment)} discard={discard} />
    );
  }
  for (const sent of review.sent) {
    const comment = sent.comments.find((one) => one.id === row.id);
    if (comment)
      return (
        <SentCard
          comment={comment}
          placed={row.placed}
          chosen={chosen}
          elsewhere={sent.job === job ? null : sent.job}
        />
      );
  }
  return null;
}

const sizes: Record<DiffRow['kind'], number> = { file: 40, gap: 21, line: 21, pair: 21, note: 120 };
/** What is pressed by a finger is as high as one; lines are read. */
const sizesForTouch: typeof sizes = { ...sizes, file: 48, gap: 44 };

function keyOf(row: DiffRow | undefined, index: number): string | number {
  if (row?.kind === 'note') return row.id;
  return row?.kind === 'file' ? `file ${row.file.path}` : index;
}

function notesOf({ draft, sent }: Review, editing: ReadonlyMap<string, CommentDraft>): Note[] {
  const all = new Map<string, Note>();
  for (const comment of sent.flatMap(({ comments }) => comments).toReversed()) all.set(comment.id, noteOf(comment));
  for (const comment of draft) all.set(comment.id, noteOf(comment));
  for (const { id, file, side, endLine } of editing.values())
    if (!all.has(id)) all.set(id, { id, path: file, side, line: endLine });
  return [...all.values()];
}

function noteOf({
  id,
  side,
  line,
  endLine,
  now,
}: Review['draft'][number] | Review['sent'][number]['comments'][number]): Note {
  return { id, path: now.file, side, line: now.line === null ? null : now.line + endLine - line };
}

function lineOf(row: DiffRow): Range | null {
  const line = row.kind === 'line' ? row.line : row.kind === 'pair' ? (row.right ?? row.left) : null;
  if (!line || (row.kind !== 'line' && row.kind !== 'pair')) return null;
  return { path: row.path, side: line.side, line: line.line, endLine: line.line };
}

function cursorIndex(rows: readonly DiffRow[], cursor: Range | null): number | null {
  if (!cursor) return null;
  const index = rows.findIndex((row) => {
    const range = lineOf(row);
    return range && range.path === cursor.path && range.side === cursor.side && range.line === cursor.endLine;
  });
  return index < 0 ? null : index;
}

function isMarked(row: DiffRow, cursor: Range | null): boolean {
  const range = cursor && lineOf(row);
  return (
    !!range &&
    range.path === cursor.path &&
    range.side === cursor.side &&
    range.line >= cursor.line &&
    range.line <= cursor.endLine
  );
}

const joined = (one: Range, other: Range): Range => ({
  ...one,
  line: Math.min(one.line, other.line),
  endLine: Math.max(one.endLine, other.endLine),
});

/** The set without a member; null where it has none. */
function without(set: ReadonlySet<string>, member: string): ReadonlySet<string> | null {
  return set.has(member) ? new Set([...set].filter((one) => one !== member)) : null;
}

/** Not a UUID: a browser makes those on secure pages only. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
