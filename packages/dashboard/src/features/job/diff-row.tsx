import { MoveVertical } from 'lucide-react';
import { Chevron } from '../../components/chevron.tsx';
import { exact, plural } from '../../lib/format.ts';
import type { DiffFile, DiffRow, Gap, Side } from './diff-model.ts';

export interface RowActions {
  toggle(file: DiffFile): void;
  view(file: DiffFile): void;
  expand(gap: Gap): void;
  /** With Shift held: up to this line. */
  comment(path: string, line: Side, extend: boolean): void;
}

export const fill: Record<string, string> = { '+': 'bg-good-fill', '-': 'bg-bad-fill' };
/** Longer lines are cut: one of a megabyte would stop the window. */
export const mostShown = 2000;

export function FileRow({
  file,
  open,
  viewed,
  comments,
  actions,
}: {
  file: DiffFile;
  open: boolean;
  viewed: boolean;
  comments: number;
  actions: RowActions;
}) {
  const note = file.generated ? 'generated' : file.large ? 'large' : file.deleted ? 'deleted' : '';
  return (
    <div className="sticky left-0 flex h-10 w-[100cqw] pointer-coarse:h-12 items-center gap-2 border-y bg-page pr-3 font-sans text-[13px]">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => actions.toggle(file)}
        className="flex h-full min-w-0 flex-1 items-center gap-2 pl-3 text-left -outline-offset-2"
      >
        <Chevron open={open} />
        <span className="min-w-0 truncate font-mono font-medium">{file.path}</span>
        {file.from === null ? <span className="text-xs text-good">new</span> : null}
        {note === '' ? null : <span className="text-xs text-faint">{note}</span>}
        <span className="tabular text-xs text-good">+{exact(file.added)}</span>
        <span className="tabular text-xs text-bad">−{exact(file.removed)}</span>
        {comments > 0 ? <span className="text-xs text-soft">{plural(comments, 'comment')}</span> : null}
      </button>
      <label className="flex min-h-8 shrink-0 items-center gap-1.5 text-xs text-soft pointer-coarse:min-h-11">
        <input type="checkbox" checked={viewed} onChange={() => actions.view(file)} />
        Viewed
      </label>
    </div>
  );
}

export function LineRow({ row, marked, actions }: { row: DiffRow; marked: boolean; actions: RowActions }) {
  const ring = marked ? 'shadow-[inset_3px_0_0_var(--color-accent)]' : '';
  switch (row.kind) {
    case 'gap':
      return (
        <button
          type="button"
          onClick={() => actions.expand(row.gap)}
          className="flex w-full items-center gap-2 bg-hover px-3 text-left text-soft -outline-offset-2 hover:text-ink pointer-coarse:min-h-11"
        >
          <MoveVertical className="size-3" aria-hidden />
          {Number.isFinite(row.gap.hidden) ? `${plural(row.gap.hidden, 'line')} not shown` : 'Lines below'}
        </button>
      );
    case 'line':
      return (
        <div className={`flex whitespace-pre ${fill[row.line.sign] ?? ''} ${ring}`}>
          <LineNumber value={row.old} line={row.line} path={row.path} actions={actions} />
          <LineNumber value={row.new} line={row.line} path={row.path} actions={actions} />
          <span className="w-5 shrink-0 text-center text-soft select-none">{row.line.sign}</span>
          <span className="pr-6">{row.line.text.slice(0, mostShown)}</span>
        </div>
      );
    case 'pair':
      return (
        <div className={`flex w-full ${ring}`}>
          <Half side={row.left} path={row.path} actions={actions} />
          <Half side={row.right} path={row.path} actions={actions} />
        </div>
      );
    default:
      return null;
  }
}

function Half({ side, path, actions }: { side: Side | null; path: string; actions: RowActions }) {
  return (
    <div
      className={`flex w-1/2 overflow-hidden border-r whitespace-pre ${side ? (fill[side.sign] ?? '') : 'bg-hover/50'}`}
    >
      <LineNumber value={side?.line ?? null} line={side} path={path} actions={actions} />
      <span className="w-5 shrink-0 text-center text-soft select-none">{side?.sign ?? ''}</span>
      <span>{side?.text.slice(0, mostShown / 2) ?? ' '}</span>
    </div>
  );
}

/** Pressed, it opens a comment on its line. Not in the order of Tab: there are thousands; the arrow keys lead to a line too. */
function LineNumber({
  value,
  line,
  path,
  actions,
}: {
  value: number | null;
  line: Side | null;
  path: string;
  actions: RowActions;
}) {
  if (value === null || !line) return <span className="w-11 shrink-0" />;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`Comment on line ${value}`}
      onClick={(event) => actions.comment(path, line, event.shiftKey)}
      className="tabular w-11 shrink-0 pr-2 text-right text-soft select-none hover:bg-chosen hover:text-ink"
    >
      {value}
    </button>
  );
}
