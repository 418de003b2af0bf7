import { readEvents } from '@codewright/protocol/sse';

/** What becomes of the stream of everything that is recorded. */
export type News =
  /** It has begun: from now on everything that is recorded comes. */
  | { kind: 'open' }
  /** A heartbeat: it is there, and nothing was recorded. */
  | { kind: 'heard' }
  /** An entry, as it came. */
  | { kind: 'entry'; json: string }
  | { kind: 'lost' }
  /** The server does not know this browser any more; nothing follows. */
  | { kind: 'signed-out' };

/** Heartbeats come every 10 s: two and a half of them. */
export const silenceMs = 25_000;

/** Tells of the stream for as long as the signal lets it; where it breaks it goes on after the last entry that came. */
export async function runStream(tell: (news: News) => void, signal: AbortSignal): Promise<void> {
  let position: string | null = null;
  let pauseMs = 250;
  while (!signal.aborted) {
    const round = new AbortController();
    const end = () => round.abort();
    signal.addEventListener('abort', end, { once: true });
    try {
      position ??= await newest(round.signal);
      const unanswered = setTimeout(end, 10_000);
      const response = await fetch(`/api/events/stream?after=${position}`, {
        headers: { 'last-event-id': position },
        signal: round.signal,
      }).finally(() => clearTimeout(unanswered));
      if (response.status === 401) throw new SignedOut();
      if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}.`);
      pauseMs = 250;
      tell({ kind: 'open' });
      for await (const { event, data, id } of readEvents(response.body, silenceMs)) {
        if (event === 'event') tell({ kind: 'entry', json: data });
        else tell({ kind: 'heard' });
        position = id ?? position;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof SignedOut) return tell({ kind: 'signed-out' });
    } finally {
      signal.removeEventListener('abort', end);
      round.abort();
    }
    tell({ kind: 'lost' });
    const waitMs = pauseMs;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    pauseMs = Math.min(pauseMs * 2, 3000);
  }
}

class SignedOut extends Error {}

/** Where the record ends. */
async function newest(signal: AbortSignal): Promise<string> {
  const response = await fetch('/api/events?limit=1&order=newest', { signal });
  if (response.status === 401) throw new SignedOut();
  if (!response.ok) throw new Error(`The record answered ${response.status}.`);
  const { events } = (await response.json()) as { events: { position: number }[] };
  return String(events[0]?.position ?? 0);
}
