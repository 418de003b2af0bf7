import { type LedgerEntry, ledgerEntry } from '@codewright/protocol/event';
import { textOf } from '@codewright/protocol/json';
import { useSyncExternalStore } from 'react';
import { digestKey, queries } from './api.ts';
import { forgetSession } from './session.ts';
import { type News, runStream, silenceMs } from './stream.ts';

/** `live` is said only while something has really come within the last 25 s: a heartbeat or an entry. */
export interface Link {
  state: 'connecting' | 'live' | 'lost';
  /** When anything last came, Unix milliseconds. */
  heardAt: number | null;
}

let link: Link = { state: 'connecting', heardAt: null };
const linkListeners = new Set<() => void>();
const entryListeners = new Set<(entry: LedgerEntry) => void>();

function setLink(next: Partial<Link>): void {
  const changed = next.state !== undefined && next.state !== link.state;
  link = { ...link, ...next };
  if (!changed) return;
  // Everything that looks alive by itself stops with it.
  document.documentElement.dataset['link'] = link.state;
  for (const listener of linkListeners) listener();
}

export function useLink(): Link {
  return useSyncExternalStore(
    (listener) => {
      linkListeners.add(listener);
      return () => linkListeners.delete(listener);
    },
    () => link,
  );
}

export function onEntry(listener: (entry: LedgerEntry) => void): () => void {
  entryListeners.add(listener);
  return () => entryListeners.delete(listener);
}

const connectedListeners = new Set<() => void>();

/** Called whenever the stream has begun: from then on everything that is recorded comes. */
export function onConnected(listener: () => void): () => void {
  connectedListeners.add(listener);
  return () => connectedListeners.delete(listener);
}

/** Follows what is recorded for as long as the signal lets it. An entry that was seen comes no second time. */
export function follow(signal: AbortSignal): void {
  let position = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const isHeard = () => {
    setLink({ state: 'live', heardAt: Date.now() });
    clearTimeout(silence);
    silence = setTimeout(() => setLink({ state: 'lost' }), silenceMs);
  };
  const hear = (news: News) => {
    if (signal.aborted) return;
    if (news.kind === 'signed-out') return forgetSession();
    if (news.kind === 'lost') {
      clearTimeout(silence);
      return setLink({ state: 'lost' });
    }
    isHeard();
    if (news.kind === 'open') {
      // What was read before may be old, and no entry comes that says so.
      void queries.invalidateQueries();
      for (const listener of connectedListeners) listener();
    }
    if (news.kind !== 'entry') return;
    const entry = ledgerEntry.safeParse(JSON.parse(news.json));
    if (!entry.success || entry.data.position <= position) return;
    position = entry.data.position;
    for (const listener of entryListeners) listener(entry.data);
  };
  signal.addEventListener('abort', () => clearTimeout(silence), { once: true });
  setLink({ state: 'connecting' });
  listen(hear, signal);
}

/** By the one stream that all windows of this browser share; where it knows no such thing, by one of its own. */
function listen(hear: (news: News) => void, signal: AbortSignal): void {
  if (!('SharedWorker' in globalThis)) return void runStream(hear, signal);
  const worker = new SharedWorker(new URL('./stream-worker.ts', import.meta.url), { type: 'module' });
  const { port } = worker;
  port.addEventListener('message', ({ data }) => hear(data as News));
  port.start();
  port.postMessage('join');
  const leave = () => port.postMessage('leave');
  signal.addEventListener('abort', leave, { once: true });
  // A page that is kept for going back to it hears on.
  addEventListener('pagehide', ({ persisted }) => (persisted ? undefined : leave()), { signal });
  worker.addEventListener('error', () => void runStream(hear, signal), { once: true });
}

/** Lists and reports are read again soon after something that they show was recorded, once for many entries. */
export function keepQueriesFresh(): () => void {
  const due = new Map<string, { timer: ReturnType<typeof setTimeout>; at: number }>();
  const soon = (name: string, queryKey: readonly string[], ms: number) => {
    const at = Date.now() + ms;
    const known = due.get(name);
    // What may wait does not hold up what may not.
    if (known && known.at <= at) return;
    clearTimeout(known?.timer);
    const read = () => {
      due.delete(name);
      void queries.invalidateQueries({ queryKey });
    };
    due.set(name, { at, timer: setTimeout(read, ms) });
  };
  const off = onEntry(({ kind, data, job }) => {
    const event = textOf(data['event'], '');
    const isState = kind === 'job_status' || kind === 'job_created' || kind === 'job_claimed';
    const asks = /^(approval|question|permission)-/.test(event);
    // A list and the page of one of its jobs say the same within a second, and an answer clears every place that asked.
    if (isState) soon('jobs', ['jobs'], 250);
    if (isState || asks) soon('pending', ['pending'], 150);
    if (isState || kind === 'insight' || asks) soon('notices', ['notices'], 700);
    if (kind === 'message' && data['conversation'] === job) soon('conversations', ['conversations'], 300);
    const shows =
      isState || kind === 'patch' || asks || /^(gate-finished|checkpoint-made|truthpack-|result-|phase-)/.test(event);
    if (shows) soon(job, ['job', job], isState || asks ? 150 : 1000);
    soon(`${job} digest`, digestKey(job), kind === 'message' ? 150 : 1000);
    if (event === 'result-delivered' || kind === 'patch' || event === 'checkpoint-made')
      soon(`${job} diff`, ['diff', job], 2000);
  });
  return () => {
    off();
    for (const { timer } of due.values()) clearTimeout(timer);
  };
}
