import { useMemo } from 'react';
import { exact, plural } from '../../lib/format.ts';
import { type DiffFile, type DiffRow, type DiffView, readDiff, rowsOfDiff } from './diff-model.ts';
import { fill, mostShown } from './diff-row.tsx';

/** Nobody reads more in one piece; the rest stands in what is recorded. */
const mostRows = 2000;
const view: DiffView = { isOpen: () => true, split: false, notes: [], contents: new Map(), shown: new Map() };

/** What would be written, line by line, to be read before it is decided. */
export function AskedChange({ diff }: { diff: string }) {
  const files = useMemo(() => readDiff(diff), [diff]);
  return files.map((file) => <FileChange key={file.path} file={file} />);
}

function FileChange({ file }: { file: DiffFile }) {
  const rows = rowsOfDiff([file], view).slice(1);
  const note = file.from === null ? 'new' : file.deleted ? 'deleted' : '';
  return (
    <section aria-label={`Change of ${file.path}`} className="mt-2 overflow-hidden rounded-md border bg-raised">
      <p className="flex min-w-0 items-center gap-2 border-b px-3 py-1.5">
        <span className="min-w-0 truncate font-mono text-[12.5px] font-medium">{file.path}</span>
        {note === '' ? null : <span className="text-xs text-good">{note}</span>}
        <span className="tabular text-xs text-good">+{exact(file.added)}</span>
        <span className="tabular text-xs text-bad">−{exact(file.removed)}</span>
      </p>
      <div
        tabIndex={0}
        role="group"
        aria-label={`Lines of ${file.path}`}
        className="overflow-x-auto font-mono text-[12px] leading-[1.6] -outline-offset-2"
      >
        <div className="w-max min-w-full">
          {rows.slice(0, mostRows).map((row, index) => (
            <ChangeRow key={index} row={row} />
          ))}
        </div>
      </div>
      {rows.length > mostRows ? (
        <p className="border-t px-3 py-1.5 text-soft">
          {plural(rows.length - mostRows, 'line')} more, as recorded below.
        </p>
      ) : null}
    </section>
  );
}

function ChangeRow({ row }: { row: DiffRow }) {
  if (row.kind === 'gap')
    return Number.isFinite(row.gap.hidden) ? (
      <p className="bg-hover px-3 text-soft">{plural(row.gap.hidden, 'line')} not shown</p>
    ) : null;
  if (row.kind !== 'line') return null;
  return (
    <div className={`flex whitespace-pre ${fill[row.line.sign] ?? ''}`}>
      {[row.old, row.new].map((number, side) => (
        <span key={side} className="tabular w-9 shrink-0 pr-2 text-right text-soft select-none">
          {number}
        </span>
      ))}
      <span className="w-5 shrink-0 text-center text-soft">{row.line.sign}</span>
      <span className="pr-4">{row.line.text.slice(0, mostShown)}</span>
    </div>
  );
}
