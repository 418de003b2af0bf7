import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { FileQuestion } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Empty, Failure, Loading } from '../../components/page.tsx';
import { api } from '../../lib/api.ts';
import { amount } from '../../lib/format.ts';

/** A file that the job has not changed, as it is at the commit that is looked at. */
export function FileView({
  job,
  path,
  commit,
  close,
}: {
  job: string;
  path: string;
  commit: string | null;
  close: () => void;
}) {
  const file = useQuery({
    queryKey: ['file', job, commit, path],
    queryFn: () => api().fileOf(job, { path, ...(commit === null ? {} : { commit }) }),
    staleTime: 600_000,
  });
  const lines = useMemo(() => (file.data?.text ?? '').replace(/\n$/, '').split('\n'), [file.data]);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => 21,
    overscan: 30,
  });
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-3 border-b bg-page px-3">
        <p className="min-w-0 flex-1 truncate font-mono font-medium">{path}</p>
        <span className="text-xs text-faint">
          {file.data ? `${amount(file.data.bytes)} bytes${file.data.cut ? ', its beginning' : ''} · ` : ''}
          {commit === null ? '' : `at ${commit.slice(0, 9)}`}
        </span>
        <Button look="ghost" onClick={close}>
          Back to the changes
        </Button>
      </div>
      {file.isPending ? (
        <Loading what="the file" />
      ) : file.isError ? (
        <Failure error={file.error} retry={() => void file.refetch()} />
      ) : file.data.binary ? (
        <Empty icon={<FileQuestion aria-hidden />} title="This file holds no text">
          It can be looked at in the result.
        </Empty>
      ) : (
        <div
          ref={box}
          tabIndex={0}
          role="region"
          aria-label={`The file ${path}`}
          className="min-h-0 flex-1 overflow-auto font-mono text-[12px] leading-[21px] -outline-offset-2"
        >
          <div className="relative min-w-full" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => (
              <div
                key={item.key}
                className="absolute top-0 left-0 flex h-[21px] min-w-full whitespace-pre"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <span className="tabular w-14 shrink-0 pr-3 text-right text-soft select-none">{item.index + 1}</span>
                <span className="pr-6">{lines[item.index]?.slice(0, 2000)}</span>
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
