import type { LedgerEntry } from '@codewright/protocol/event';
import { textOf } from '@codewright/protocol/json';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Loading } from '../../components/page.tsx';
import { plural } from '../../lib/format.ts';
import { type Row, rowsOf } from './rows.ts';
import { TranscriptRow } from './transcript-row.tsx';

/** What happened, a row each; only what is seen is drawn. Follows the end until the person scrolls away from it. */
export function Transcript({
  entries,
  whole,
  step,
  find,
}: {
  entries: readonly LedgerEntry[];
  whole: boolean;
  step: string;
  find: string;
}) {
  const rows = useMemo(() => {
    const all = rowsOf(
      step === '' ? entries : entries.filter((entry) => textOf(entry.data['step'], '').split('/')[0] === step),
    );
    const words = find.toLowerCase();
    return words === '' ? all : all.filter((row) => JSON.stringify(row).toLowerCase().includes(words));
  }, [entries, step, find]);
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const [seen, setSeen] = useState(0);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 34,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 15,
  });
  const first = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const firstKey = rows[0]?.key;
    const grewAbove = first.current !== undefined && firstKey !== first.current;
    if (following) {
      if (rows.length > 0) virtual.scrollToIndex(rows.length - 1, { align: 'end' });
    } else if (grewAbove) {
      // What came in above must not push away what is being read.
      const added = rows.findIndex((row) => row.key === first.current);
      const item = virtual.getVirtualItems()[0];
      if (added > 0 && item) virtual.scrollToIndex(item.index + added, { align: 'start' });
    }
    first.current = firstKey;
  }, [rows, following, virtual]);
  useEffect(() => {
    if (following) setSeen(rows.length);
  }, [following, rows.length]);
  const onScroll = () => {
    const at = box.current;
    if (at) setFollowing(at.scrollHeight - at.scrollTop - at.clientHeight < 60);
  };
  const toggle = (row: Row) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(row.key)) next.add(row.key);
      return next;
    });
  const unseen = Math.max(0, rows.length - seen);
  if (entries.length === 0) return <Loading what="the transcript" />;
  return (
    <div className="relative h-full min-h-0">
      <div
        ref={box}
        onWheel={onScroll}
        onTouchMove={onScroll}
        onScroll={onScroll}
        className="h-full overflow-y-auto [overflow-anchor:none]"
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label="Transcript"
      >
        {whole || entries[0]?.seq === 1 ? null : (
          <p className="py-2 text-center text-xs text-faint">Reading what came before …</p>
        )}
        {rows.length === 0 ? <p className="py-10 text-center text-soft">Nothing here fits.</p> : null}
        <div className="relative mx-auto max-w-4xl" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className="absolute inset-x-0 top-0 px-3 md:px-6"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <TranscriptRow row={row} open={open.has(row.key)} toggle={() => toggle(row)} />
              </div>
            );
          })}
        </div>
      </div>
      {following ? null : (
        <button
          type="button"
          onClick={() => setFollowing(true)}
          className="absolute bottom-3 left-1/2 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full border bg-raised px-3 text-[13px] font-medium shadow-md hover:bg-hover pointer-coarse:min-h-11"
        >
          <ArrowDown className="size-3.5" aria-hidden />
          {unseen > 0 ? plural(unseen, 'new row') : 'To the end'}
        </button>
      )}
    </div>
  );
}
