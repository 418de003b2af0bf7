import type { JobReport } from '@codewright/protocol/client';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { GitCompare } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Chevron } from '../../components/chevron.tsx';
import { Empty, Failure, Loading } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { isOver, plural } from '../../lib/format.ts';
import { type DiffFile, type DiffRow, readDiff, rowsOfDiff, type Side } from './diff-model.ts';

/** What the job changed; only the lines in view are drawn, so that 200,000 of them are as quick as ten. */
export function Changes({ report }: { report: JobReport }) {
  const { job, checkpoints } = report;
  const search = useSearch({ from: '/jobs/$id' });
  const navigate = useNavigate();
  const from = search['from'] ?? '';
  const diff = useQuery({
    queryKey: ['diff', job.id, from],
    queryFn: () => api().diff(job.id, from === '' ? {} : { from }),
    staleTime: isOver(job) ? 600_000 : 5_000,
  });
  const files = useMemo(() => readDiff(diff.data ?? ''), [diff.data]);
  if (diff.isPending) return <Loading what="the changes" />;
  if (diff.isError) return <Failure error={diff.error} retry={() => void diff.refetch()} />;
  const choose = (next: Record<string, string>) => {
    const kept = Object.entries({ ...search, ...next }).filter(([, value]) => value !== '');
    void navigate({ to: '/jobs/$id', params: { id: job.id }, search: Object.fromEntries(kept), replace: true });
  };
  return (
    <DiffView
      key={from}
      files={files}
      file={search['file'] ?? ''}
      onFile={(file) => choose({ file })}
      range={
        checkpoints.length > 0 ? (
          <select
            aria-label="Show changes since"
            value={from}
            onChange={(event) => choose({ from: event.target.value, file: '' })}
            className="h-8 max-w-52 rounded-md border border-edge bg-panel px-2 pointer-coarse:min-h-11"
          >
            <option value="">All changes</option>
            {checkpoints.map((one) => (
              <option key={one.commit + one.step} value={one.commit}>
                Since {one.step}
              </option>
            ))}
          </select>
        ) : null
      }
    />
  );
}

function DiffView({
  files,
  file,
  onFile,
  range,
}: {
  files: DiffFile[];
  file: string;
  onFile: (path: string) => void;
  range: ReactNode;
}) {
  const [split, setSplit] = useState(false);
  const [closed, setClosed] = useState<ReadonlySet<string>>(
    () => new Set(files.filter((one) => one.generated).map((one) => one.path)),
  );
  const rows = useMemo(() => rowsOfDiff(files, closed, split), [files, closed, split]);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (rows[index]?.kind === 'file' ? 40 : 21),
    overscan: 30,
  });
  const at = rows.findIndex((row) => row.kind === 'file' && row.file.path === file);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'start' });
    // Only when another file is chosen: rows change while one reads.
  }, [file]);
  const toggle = (path: string) =>
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  const [added, removed] = [
    files.reduce((sum, one) => sum + one.added, 0),
    files.reduce((sum, one) => sum + one.removed, 0),
  ];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-1.5 md:px-6">
        <p className="tabular flex-1 text-soft">
          {plural(files.length, 'file')} <span className="text-good">+{added}</span>{' '}
          <span className="text-bad">−{removed}</span>
        </p>
        {range}
        <div role="group" aria-label="Layout" className="hidden overflow-hidden rounded-md border md:flex">
          {[false, true].map((value) => (
            <button
              key={String(value)}
              type="button"
              aria-pressed={split === value}
              onClick={() => setSplit(value)}
              className="h-8 px-2.5 font-medium text-soft -outline-offset-2 hover:bg-hover aria-pressed:bg-hover aria-pressed:text-ink"
            >
              {value ? 'Split' : 'Unified'}
            </button>
          ))}
        </div>
      </div>
      {files.length === 0 ? (
        <Empty icon={<GitCompare aria-hidden />} title="Nothing has changed yet">
          What the team writes shows here from its first checkpoint on.
        </Empty>
      ) : (
        <div className="flex min-h-0 flex-1">
          <nav aria-label="Changed files" className="hidden w-60 shrink-0 overflow-y-auto border-r py-2 lg:block">
            {files.map((one) => (
              <button
                key={one.path}
                type="button"
                aria-current={one.path === file}
                onClick={() => onFile(one.path)}
                title={one.path}
                className="flex min-h-7 w-full items-center gap-2 px-3 text-left text-[12.5px] -outline-offset-2 hover:bg-hover aria-[current=true]:bg-hover"
              >
                <span className="min-w-0 flex-1 truncate [direction:rtl] text-left">
                  <bdi>{one.path}</bdi>
                </span>
                <span className="tabular text-xs text-good">+{one.added}</span>
                <span className="tabular text-xs text-bad">−{one.removed}</span>
              </button>
            ))}
          </nav>
          <div
            ref={box}
            className="min-w-0 flex-1 overflow-auto font-mono text-[12px] leading-[21px]"
            tabIndex={0}
            role="region"
            aria-label="Changes"
          >
            <div className="relative min-w-full" style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map((item) => {
                const row = rows[item.index];
                return row ? (
                  <div
                    key={item.key}
                    className={`absolute left-0 min-w-full ${split ? 'w-full' : ''}`}
                    style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                  >
                    <RowView row={row} closed={closed} toggle={toggle} />
                  </div>
                ) : null;
              })}
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

const fill: Record<string, string> = { '+': 'bg-good-fill', '-': 'bg-bad-fill' };

function RowView({
  row,
  closed,
  toggle,
}: {
  row: DiffRow;
  closed: ReadonlySet<string>;
  toggle: (path: string) => void;
}) {
  switch (row.kind) {
    case 'file':
      return (
        <button
          type="button"
          aria-expanded={!closed.has(row.file.path)}
          onClick={() => toggle(row.file.path)}
          className="sticky left-0 flex h-10 w-full items-center gap-2 border-y bg-page px-3 text-left font-sans text-[13px] -outline-offset-2"
        >
          <Chevron open={!closed.has(row.file.path)} />
          <span className="min-w-0 truncate font-mono font-medium">{row.file.path}</span>
          {row.file.from === null ? <span className="text-xs text-good">new</span> : null}
          {row.file.generated ? <span className="text-xs text-faint">generated</span> : null}
          <span className="tabular text-xs text-good">+{row.file.added}</span>
          <span className="tabular text-xs text-bad">−{row.file.removed}</span>
        </button>
      );
    case 'hunk':
      return <div className="bg-hover px-3 text-faint">{row.header}</div>;
    case 'line':
      return (
        <div className={`flex whitespace-pre ${fill[row.sign] ?? ''}`}>
          <LineNumber value={row.old} />
          <LineNumber value={row.new} />
          <span className="w-5 shrink-0 text-center text-soft select-none">{row.sign}</span>
          <span className="pr-6">{row.text.slice(0, 2000)}</span>
        </div>
      );
    case 'pair':
      return (
        <div className="flex w-full">
          <Half side={row.left} />
          <Half side={row.right} />
        </div>
      );
    default:
      return null;
  }
}

function Half({ side }: { side: Side | null }) {
  return (
    <div
      className={`flex w-1/2 overflow-hidden border-r whitespace-pre ${side ? (fill[side.sign] ?? '') : 'bg-hover/50'}`}
    >
      <LineNumber value={side?.line ?? null} />
      <span className="w-5 shrink-0 text-center text-soft select-none">{side?.sign ?? ''}</span>
      <span>{side?.text.slice(0, 1000) ?? ' '}</span>
    </div>
  );
}

function LineNumber({ value }: { value: number | null }) {
  return <span className="tabular w-11 shrink-0 pr-2 text-right text-soft select-none">{value ?? ''}</span>;
}
