import type { CodewrightClient } from '@codewright/protocol/client';
import type { EntryKind, LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import type { Context } from 'hono';
import { type SSEMessage, streamSSE } from 'hono/streaming';
import { toCodewrightError } from '../shared/errors.ts';

/** A real event, not a comment: a client can only see those, and it must be able to tell silence from a dead link. */
const usualHeartbeatMs = 10_000;
const usualStallMs = 30_000;

export interface StreamOptions extends Paces {
  /** Full id: the stream of one job. */
  job?: string;
  /** With `job`: begins with its state, tells each new one, and ends with `complete` when the job is over. */
  whole?: boolean;
  after: number;
  kinds?: EntryKind[];
}

/**
 * The ledger as Server-Sent Events: each entry once, in order, `id:` its position. A reconnecting client sends
 * Last-Event-ID and gets what it missed. A reader that takes nothing for a while is cut off: it can come again and go on.
 */
export function streamEntries(context: Context, client: CodewrightClient, options: StreamOptions): Response {
  const { job, after, kinds } = options;
  return serveEvents(context, options, async (write, signal) => {
    const send = (entry: LedgerEntry) => write({ event: 'event', id: String(entry.position), data: textOf(entry) });
    const tell = (event: string, current: Job) => write({ event, data: JSON.stringify(current) });
    if (job !== undefined && options.whole) {
      const { job: current } = await client.job(job);
      await tell('status', current);
      // Who has seen the last entry of a job that is over would wait for ever.
      if (finalStatuses.includes(current.status)) {
        for (const entry of await client.history(job)) if (entry.position > after && !signal.aborted) await send(entry);
        await tell('complete', current);
        return;
      }
    }
    const wanted = { after, signal, ...(job === undefined ? {} : { job }), ...(kinds ? { kinds } : {}) };
    for await (const entry of client.events(wanted)) {
      await send(entry);
      if (job === undefined || !options.whole || entry.kind !== 'job_status') continue;
      const { job: current } = await client.job(job);
      await tell('status', current);
      if (!finalStatuses.includes(current.status)) continue;
      await tell('complete', current);
      return;
    }
  });
}

/** All who read along are given the same entry: it is put into words once. */
const texts = new WeakMap<LedgerEntry, string>();

function textOf(entry: LedgerEntry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const text = JSON.stringify(entry);
  texts.set(entry, text);
  return text;
}

export interface Paces {
  heartbeatMs?: number | undefined;
  stallMs?: number | undefined;
}

/**
 * Answers with Server-Sent Events for as long as `work` runs: with heartbeats, its failure as an `error` event, and an end for a
 * reader that takes nothing. `signal` fires when nobody reads any more.
 */
export function serveEvents(
  context: Context,
  { heartbeatMs = usualHeartbeatMs, stallMs = usualStallMs }: Paces,
  work: (write: (message: SSEMessage) => Promise<void>, signal: AbortSignal) => Promise<void>,
): Response {
  // Headers set so far are kept; a proxy must pass events on as they come.
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async (stream) => {
    const stop = new AbortController();
    stream.onAbort(() => stop.abort());
    context.req.raw.signal.addEventListener('abort', () => stop.abort(), { once: true });
    const cut = () => {
      stop.abort();
      destroyConnection(context);
    };
    let writing = false;
    const write = async (message: SSEMessage) => {
      const stalled = setTimeout(cut, stallMs);
      writing = true;
      try {
        await stream.writeSSE(message);
      } finally {
        writing = false;
        clearTimeout(stalled);
      }
    };
    const beat = setInterval(() => {
      // Who still waits to be read needs no sign of life, and beats must not pile up.
      if (!writing) write({ event: 'heartbeat', data: String(Date.now()) }).catch(() => stop.abort());
    }, heartbeatMs);
    try {
      await work(write, stop.signal);
    } catch (error) {
      if (stop.signal.aborted) return;
      const known = toCodewrightError(error);
      await write({ event: 'error', data: JSON.stringify({ code: known.code, message: known.message }) });
    } finally {
      clearInterval(beat);
      stop.abort();
    }
  });
}

function destroyConnection(context: Context): void {
  const { outgoing } = (context.env ?? {}) as { outgoing?: { destroy(): void } };
  outgoing?.destroy();
}

/** Where a stream goes on: the header of a reconnecting client, else `after`, else the beginning. */
export function startOf(lastEventId: string | undefined, after: number | undefined): number {
  const last = Number(lastEventId);
  return lastEventId !== undefined && Number.isSafeInteger(last) && last > 0 ? last : (after ?? 0);
}
