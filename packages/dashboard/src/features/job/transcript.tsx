import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Loading } from '../../components/page.tsx';
import { plural } from '../../lib/format.ts';
import type { Store } from '../../lib/job-log.ts';
import { Rows } from './rows.ts';
import { TranscriptRow } from './transcript-row.tsx';
import { useEntryWindow } from './use-entry-window.ts';

/** How high an entry is taken for that was not read yet: a call is told by two or three of them. */
const entryHeight = 15;
/** So far before the edge of what is here one reads on. */
const readAheadHeight = 2000;

/** What happened, a row each; only what is seen is drawn, and only what is near is held. Follows the end until the person scrolls away from it. */
export function Transcript({
  store,
  newest,
  step,
  bounds,
  entry,
  over,
}: {
  store: Store;
  /** Sequence number of the last entry. */
  newest: number;
  step: string;
  /** Sequence numbers between which there may be something to show. */
  bounds: { first: number; last: number };
  /** Sequence number of the entry to look at; null: the end. */
  entry: number | null;
  /** Nothing goes on any more. */
  over: boolean;
}) {
  const { first, last } = bounds;
  const [following, setFollowing] = useState(entry === null);
  const win = useEntryWindow(store, {
    step,
    entry,
    end: last < newest ? last : Number.POSITIVE_INFINITY,
    following,
  });
  const shown = useSyncExternalStore(win.subscribe, win.get);
  const { entries, from, to } = shown;
  const maker = useRef<{ step: string; entry: number | null; rows: Rows }>({ step, entry, rows: new Rows(entry) });
  const rows = useMemo(() => {
    const known = maker.current;
    if (known.step !== step || known.entry !== entry || !known.rows.canTake(entries))
      maker.current = { step, entry, rows: new Rows(entry) };
    return maker.current.rows.take(entries);
  }, [entries, step, entry]);
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(0);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [above, below] = [Math.max(0, from - first) * entryHeight, Math.max(0, last - to) * entryHeight];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 34,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 15,
    // The first picture is that of the end: rows at the beginning would be drawn in vain.
    initialOffset: () => (entry === null ? Number.MAX_SAFE_INTEGER : 0),
    paddingStart: above,
    paddingEnd: below,
  });
  const size = virtual.getTotalSize();
  useEffect(() => {
    const held = new Set(rows.map(({ key }) => key));
    // How high a row is that was let go of would be kept for ever.
    for (const key of virtual.itemSizeCache.keys()) if (!held.has(String(key))) virtual.itemSizeCache.delete(key);
  }, [from, virtual]);
  /** The row at the top of what is seen, and how much of it is above; or the entry that shall come to be there. */
  const anchor = useRef<{ key: string; over: number } | { seq: number } | null>(null);
  useLayoutEffect(() => {
    const at = box.current;
    if (!at) return;
    if (following) {
      at.scrollTop = at.scrollHeight;
      return;
    }
    // What comes in above, or turns out to be higher than it was taken for, must not push away what is being read.
    const held = anchor.current;
    if (held === null || ('seq' in held && (held.seq < from || held.seq > to))) return;
    const index = 'seq' in held ? maker.current.rows.indexOf(held.seq) : rows.findIndex((row) => row.key === held.key);
    const [row, part] = [rows[index], 'seq' in held ? 0 : held.over];
    const start = virtual.measurementsCache[index]?.start;
    if (row === undefined || start === undefined) return;
    anchor.current = { key: row.key, over: part };
    if (Math.abs(at.scrollTop - start - part) > 1) at.scrollTop = start + part;
  }, [rows, following, size, virtual, from, to]);
  useEffect(() => {
    if (following) setSeen(last);
  }, [following, last]);
  /** Reads on where one comes near the edge of what is here; far from it, once the scrolling has stopped. */
  const jump = useRef<ReturnType<typeof setTimeout>>(undefined);
  const readOn = () => {
    const at = box.current;
    clearTimeout(jump.current);
    if (!at || shown.reading || shown.error !== null || to === 0) return;
    const [top, bottom, height] = [at.scrollTop, at.scrollTop + at.clientHeight, at.scrollHeight];
    const [overTop, overEnd] = [above - top, bottom - (height - below)];
    const [far, seq] =
      overTop > 0
        ? [overTop > readAheadHeight, first + Math.floor(top / entryHeight)]
        : [overEnd > readAheadHeight, to + Math.ceil(overEnd / entryHeight)];
    if (far && !following) {
      jump.current = setTimeout(() => {
        anchor.current = { seq: Math.min(seq, last) };
        void win.around(Math.min(seq, last));
      }, 120);
    } else if (from > first && overTop > -readAheadHeight) void win.earlier(following);
    else if (to < last && !following && overEnd > -readAheadHeight) void win.later();
  };
  useEffect(readOn, [shown, size, following]);
  useEffect(() => () => clearTimeout(jump.current), []);
  const lookedAt = entry === null ? -1 : maker.current.rows.indexOf(entry);
  const isHere = entry !== null && from <= entry && entry <= to;
  /** The entry whose place was shown: where one has scrolled to since is nobody's business. */
  const shownEntry = useRef('');
  useEffect(() => {
    if (entry === null) {
      shownEntry.current = '';
      return;
    }
    if (shownEntry.current === `${step} ${entry}`) return;
    setFollowing(false);
    anchor.current = null;
    if (!isHere) {
      if (!shown.reading && entry <= newest) void win.around(entry);
      return;
    }
    shownEntry.current = `${step} ${entry}`;
    virtual.scrollToIndex(lookedAt, { align: 'center' });
    // Where it is, not where it comes to lie when more is read: one scrolls by oneself from there.
  }, [entry, isHere, step, newest, shown.reading]);
  const follow = () => {
    win.toEnd();
    anchor.current = null;
    setFollowing(true);
  };
  /** Only a person stops the following: rows that grow scroll too. */
  const touched = useRef({ held: false, at: 0 });
  const touch = () => {
    touched.current.at = Date.now();
  };
  const hold = (held: boolean) => {
    touched.current = { held, at: Date.now() };
  };
  /** To either end at once: what comes in meanwhile would stop a scrolling of the browser's half way. */
  const onKeyDown = ({ key }: { key: string }) => {
    touch();
    if (key === 'End') follow();
    if (key !== 'Home' || !box.current) return;
    setFollowing(false);
    anchor.current = { seq: first };
    box.current.scrollTop = 0;
    // Where it was there already, nothing scrolls.
    readOn();
  };
  const onScroll = () => {
    const at = box.current;
    if (!at) return;
    const item = virtual.getVirtualItemForOffset(at.scrollTop);
    const isBlank = at.scrollTop + at.clientHeight < above || at.scrollTop > at.scrollHeight - below;
    anchor.current = item && !isBlank ? { key: String(item.key), over: at.scrollTop - item.start } : null;
    const byPerson = touched.current.held || Date.now() - touched.current.at < 1000;
    const atEnd = at.scrollHeight - at.scrollTop - at.clientHeight < 60;
    if (byPerson && atEnd && !following) follow();
    else if (byPerson && !atEnd) setFollowing(false);
    readOn();
  };
  const toggle = useCallback(
    (key: string) =>
      setOpen((before) => {
        const next = new Set(before);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    [],
  );
  const unseen = Math.max(0, last - seen);
  if (to === 0) return <Loading what="the transcript" />;
  const isBlank = (virtual.scrollOffset ?? 0) + 200 < above || (virtual.scrollOffset ?? 0) > size - below;
  return (
    <div className="relative h-full min-h-0">
      <div
        ref={box}
        onWheel={touch}
        onTouchMove={touch}
        onKeyDown={onKeyDown}
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
        {shown.error !== null || (isBlank && !following) ? (
          <div className="pointer-events-none sticky top-0 z-10 h-0 text-center text-xs">
            {shown.error === null ? (
              <span className="inline-block rounded-b-md bg-raised px-3 py-1 text-soft">Reading …</span>
            ) : (
              <button
                type="button"
                onClick={() => void win.again()}
                className="pointer-events-auto rounded-b-md border border-t-0 bg-raised px-3 py-1 font-medium text-bad pointer-coarse:min-h-11"
              >
                This part could not be read. Try again
              </button>
            )}
          </div>
        ) : null}
        {rows.length === 0 && from <= first && to >= last ? (
          <p className="py-10 text-center text-soft">Nothing here fits.</p>
        ) : null}
        <div className="relative mx-auto max-w-4xl" style={{ height: size }}>
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
                <TranscriptRow row={row} open={open.has(row.key)} still={over || to < newest} toggle={toggle} />
              </div>
            );
          })}
        </div>
      </div>
      {following ? null : (
        <button
          type="button"
          onClick={follow}
          className="absolute bottom-3 left-1/2 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full border bg-raised px-3 text-[13px] font-medium shadow-md hover:bg-hover pointer-coarse:min-h-11"
        >
          <ArrowDown className="size-3.5" aria-hidden />
          {unseen > 0 ? plural(unseen, 'new entry', 'new entries') : 'To the end'}
        </button>
      )}
    </div>
  );
}
