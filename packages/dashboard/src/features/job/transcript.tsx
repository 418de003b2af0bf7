import type { LedgerEntry } from '@codewright/protocol/event';
import { textOf } from '@codewright/protocol/json';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Loading } from '../../components/page.tsx';
import { plural } from '../../lib/format.ts';
import { type Row, Rows } from './rows.ts';
import { TranscriptRow } from './transcript-row.tsx';

/** What happened, a row each; only what is seen is drawn. Follows the end until the person scrolls away from it. */
export function Transcript({
  entries,
  whole,
  step,
  entry,
}: {
  entries: readonly LedgerEntry[];
  whole: boolean;
  step: string;
  /** Sequence number of the entry to look at; null: the end. */
  entry: number | null;
}) {
  const maker = useRef<{ step: string; entry: number | null; rows: Rows }>({ step, entry, rows: new Rows(entry) });
  const rows = useMemo(() => {
    const own =
      step === ''
        ? entries
        : entries.filter(({ data, seq }) => seq === entry || textOf(data['step'], '').split('/')[0] === step);
    const known = maker.current;
    if (known.step !== step || known.entry !== entry || !known.rows.canTake(own))
      maker.current = { step, entry, rows: new Rows(entry) };
    return maker.current.rows.take(own);
  }, [entries, step, entry]);
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(entry === null);
  const [seen, setSeen] = useState(0);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 34,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 15,
  });
  const size = virtual.getTotalSize();
  /** The row at the top of what is seen, and how much of it is above. */
  const anchor = useRef<{ key: string; over: number } | null>(null);
  useLayoutEffect(() => {
    const at = box.current;
    if (!at) return;
    if (following) {
      at.scrollTop = at.scrollHeight;
      return;
    }
    // What comes in above, or turns out to be higher than it was taken for, must not push away what is being read.
    const { key, over } = anchor.current ?? { key: '', over: 0 };
    const index = rows.findIndex((row) => row.key === key);
    const start = virtual.measurementsCache[index]?.start;
    if (start !== undefined && Math.abs(at.scrollTop - start - over) > 1) at.scrollTop = start + over;
  }, [rows, following, size, virtual]);
  useEffect(() => {
    if (following) setSeen(rows.length);
  }, [following, rows.length]);
  const lookedAt = entry === null ? -1 : maker.current.rows.indexOf(entry);
  const isHere = entry !== null && (entries[0]?.seq ?? Number.POSITIVE_INFINITY) <= entry;
  useEffect(() => {
    if (!isHere) return;
    setFollowing(false);
    anchor.current = null;
    virtual.scrollToIndex(lookedAt, { align: 'center' });
    // Where it is, not where it comes to lie when more is read: one scrolls by oneself from there.
  }, [entry, isHere, step]);
  /** Only a person stops the following: rows that grow scroll too. */
  const touched = useRef({ held: false, at: 0 });
  const touch = () => {
    touched.current.at = Date.now();
  };
  const hold = (held: boolean) => {
    touched.current = { held, at: Date.now() };
  };
  const onScroll = () => {
    const at = box.current;
    if (!at) return;
    const item = virtual.getVirtualItemForOffset(at.scrollTop);
    anchor.current = item ? { key: String(item.key), over: at.scrollTop - item.start } : null;
    const byPerson = touched.current.held || Date.now() - touched.current.at < 1000;
    if (byPerson) setFollowing(at.scrollHeight - at.scrollTop - at.clientHeight < 60);
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
        onWheel={touch}
        onTouchMove={touch}
        onKeyDown={touch}
        onPointerDown={() => hold(true)}
        onPointerUp={() => hold(false)}
        onPointerCancel={() => hold(false)}
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
                aria-current={item.index === lookedAt ? 'true' : undefined}
                className="absolute inset-x-0 top-0 px-3 md:px-6 aria-[current=true]:bg-chosen"
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
