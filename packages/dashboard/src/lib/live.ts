import { ClientError } from '@codewright/protocol/client-error';
import { type LedgerEntry, ledgerEntry } from '@codewright/protocol/event';
import { readEvents } from '@codewright/protocol/sse';
import { textOf } from '@codewright/protocol/json';
import { useSyncExternalStore } from 'react';
import { api, digestKey, queries } from './api.ts';
import { forgetSession } from './session.ts';

/** `live` is said only while something has really come within the last 25 s: a heartbeat or an entry. */
export interface Link {
  state: 'connecting' | 'live' | 'lost';
  /** When anything last came, Unix milliseconds. */
  heardAt: number | null;
}

/** Heartbeats come every 10 s: two and a half of them. */
const silenceMs = 25_000;
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

/** One stream for the whole window, for as long as the signal lets it. It goes on after the last entry that was seen. */
export async function follow(signal: AbortSignal): Promise<void> {
  let position: number | null = null;
  let pauseMs = 250;
  setLink({ state: 'connecting' });
  while (!signal.aborted) {
    const round = new AbortController();
    const end = () => round.abort();
    signal.addEventListener('abort', end, { once: true });
    try {
      position ??= (await api().entries({ limit: 1, newestFirst: true }))[0]?.position ?? 0;
      const unanswered = setTimeout(end, 10_000);
      const response = await fetch(`/api/events/stream?after=${position}`, {
        headers: { 'last-event-id': String(position) },
        signal: round.signal,
      }).finally(() => clearTimeout(unanswered));
      if (response.status === 401) {
        forgetSession();
        return;
      }
      if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}.`);
      pauseMs = 250;
      setLink({ state: 'live', heardAt: Date.now() });
      // What was read before may be old, and no entry comes that says so.
      void queries.invalidateQueries();
      for (const listener of connectedListeners) listener();
      for await (const message of readEvents(response.body, silenceMs)) {
        setLink({ state: 'live', heardAt: Date.now() });
        if (message.event !== 'event') continue;
        const entry = ledgerEntry.safeParse(JSON.parse(message.data));
        if (!entry.success || entry.data.position <= position) continue;
        position = entry.data.position;
        for (const listener of entryListeners) listener(entry.data);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ClientError && error.code === 'UNAUTHORIZED') {
        forgetSession();
        return;
      }
    } finally {
      signal.removeEventListener('abort', end);
      round.abort();
    }
    setLink({ state: 'lost' });
    const waitMs = pauseMs;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    pauseMs = Math.min(pauseMs * 2, 3000);
  }
}

/** Lists and reports are read again soon after something that they show was recorded, once for many entries. */
export function keepQueriesFresh(): () => void {
  const due = new Map<string, ReturnType<typeof setTimeout>>();
  const soon = (name: string, queryKey: readonly string[], ms: number) => {
    if (due.has(name)) return;
    const read = () => {
      due.delete(name);
      void queries.invalidateQueries({ queryKey });
    };
    due.set(name, setTimeout(read, ms));
  };
  const off = onEntry(({ kind, data, job }) => {
    const event = textOf(data['event'], '');
    const isState = kind === 'job_status' || kind === 'job_created' || kind === 'job_claimed';
    if (isState) soon('jobs', ['jobs'], 400);
    if (isState || /^(approval|question|permission)-/.test(event)) soon('pending', ['pending'], 150);
    if (isState || kind === 'insight' || /^(approval|question|permission)-/.test(event))
      soon('notices', ['notices'], 700);
    if (kind === 'message' && data['conversation'] === job) soon('conversations', ['conversations'], 300);
    const shows =
      isState ||
      kind === 'patch' ||
      /^(gate-finished|checkpoint-made|approval-|question-|truthpack-|result-|phase-)/.test(event);
    if (shows) soon(job, ['job', job], isState ? 150 : 1000);
    soon(`${job} digest`, digestKey(job), kind === 'message' ? 150 : 1000);
    if (event === 'result-delivered' || kind === 'patch' || event === 'checkpoint-made')
      soon(`${job} diff`, ['diff', job], 2000);
  });
  return () => {
    off();
    for (const timer of due.values()) clearTimeout(timer);
  };
}
