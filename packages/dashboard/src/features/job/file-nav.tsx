import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { File, Folder } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { Chevron } from '../../components/chevron.tsx';
import { Failure, Loading } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { exact, lastPart } from '../../lib/format.ts';
import type { DiffFile } from './diff-model.ts';
import { treeRows } from './file-tree.ts';

/** The files that were changed, or all there are; one is chosen to be looked at. */
export function FileNav({
  job,
  files,
  commit,
  file,
  choose,
}: {
  job: string;
  files: readonly DiffFile[];
  commit: string | null;
  file: string;
  choose: (path: string) => void;
}) {
  const [all, setAll] = useState(false);
  const changed = useMemo(() => new Map(files.map((one) => [one.path, one])), [files]);
  const tree = useQuery({
    queryKey: ['files', job, commit],
    queryFn: () => api().filesOf(job, commit === null ? {} : { commit }),
    enabled: all,
    staleTime: 600_000,
  });
  const paths = useMemo(
    () => (all ? (tree.data?.files ?? []).map(({ path }) => path) : files.map(({ path }) => path)),
    [all, tree.data, files],
  );
  return (
    <nav aria-label="Files" className="hidden w-64 shrink-0 flex-col border-r lg:flex">
      <div role="group" aria-label="Which files" className="flex gap-1 border-b px-3 py-1.5">
        {[false, true].map((value) => (
          <button
            key={String(value)}
            type="button"
            aria-pressed={all === value}
            onClick={() => setAll(value)}
            className="h-7 rounded px-2 text-[12.5px] font-medium text-soft hover:bg-hover aria-pressed:bg-hover aria-pressed:text-ink"
          >
            {value ? 'All files' : 'Changed'}
          </button>
        ))}
      </div>
      {all && tree.isPending ? (
        <Loading what="the files" />
      ) : all && tree.isError ? (
        <Failure error={tree.error} retry={() => void tree.refetch()} />
      ) : (
        <Tree key={String(all)} paths={paths} open={!all} changed={changed} file={file} choose={choose} />
      )}
    </nav>
  );
}

/** `open`: folders begin open. */
function Tree({
  paths,
  open,
  changed,
  file,
  choose,
}: {
  paths: readonly string[];
  open: boolean;
  changed: ReadonlyMap<string, DiffFile>;
  file: string;
  choose: (path: string) => void;
}) {
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => treeRows(paths, (folder) => turned.has(folder) !== open), [paths, turned, open]);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 28,
    overscan: 20,
  });
  const toggle = (folder: string) =>
    setTurned((before) => {
      const next = new Set(before);
      if (!next.delete(folder)) next.add(folder);
      return next;
    });
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto py-1" tabIndex={-1}>
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const change = row.kind === 'file' ? changed.get(row.path) : undefined;
          return (
            <button
              key={row.path}
              type="button"
              title={row.path}
              {...(row.kind === 'folder'
                ? { 'aria-expanded': row.open, onClick: () => toggle(row.path) }
                : { 'aria-current': row.path === file, onClick: () => choose(row.path) })}
              className="absolute inset-x-0 top-0 flex h-7 items-center gap-1.5 pr-3 text-left text-[12.5px] -outline-offset-2 hover:bg-hover aria-[current=true]:bg-hover"
              style={{ transform: `translateY(${item.start}px)`, paddingLeft: 10 + row.depth * 12 }}
            >
              {row.kind === 'folder' ? (
                <>
                  <Chevron open={row.open} />
                  <Folder className="size-3.5 shrink-0 text-faint" aria-hidden />
                  <span className="min-w-0 truncate text-soft">{row.name}</span>
                </>
              ) : (
                <>
                  <File className="ml-4 size-3.5 shrink-0 text-faint" aria-hidden />
                  <span className="min-w-0 flex-1 truncate">{lastPart(row.path)}</span>
                  {change ? (
                    <>
                      <span className="tabular text-xs text-good">+{exact(change.added)}</span>
                      <span className="tabular text-xs text-bad">−{exact(change.removed)}</span>
                    </>
                  ) : null}
                </>
              )}
            </button>
          );
        })}
      </div>
    </div>
  );
}
