import type { CodewrightClient } from '@codewright/protocol/client';
import type { EntryKind, LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import type { Context } from 'hono';
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
    const send = (entry: LedgerEntry) => write(eventOf(entry));
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

/** All who read along are given the same entry: it is put into bytes once. */
const events = new WeakMap<LedgerEntry, Uint8Array>();

function eventOf(entry: LedgerEntry): Uint8Array {
  const known = events.get(entry);
  if (known !== undefined) return known;
  const bytes = bytesOf({ event: 'event', id: String(entry.position), data: JSON.stringify(entry) });
  events.set(entry, bytes);
  return bytes;
}

export interface StreamEvent {
  event: string;
  /** JSON: of one line. */
  data: string;
  id?: string;
}

const encoder = new TextEncoder();

function bytesOf({ event, data, id }: StreamEvent): Uint8Array {
  return encoder.encode(`event: ${event}\ndata: ${data}\n${id === undefined ? '' : `id: ${id}\n`}\n`);
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
  work: (write: (event: StreamEvent | Uint8Array) => Promise<void>, signal: AbortSignal) => Promise<void>,
): Response {
  const stop = new AbortController();
  let reader: ReadableStreamDefaultController<Uint8Array> | undefined;
  /** Set while something waits to be taken. */
  let taken: PromiseWithResolvers<void> | null = null;
  const cut = () => {
    stop.abort();
    destroyConnection(context);
  };
  const write = async (event: StreamEvent | Uint8Array) => {
    if (stop.signal.aborted || reader === undefined) return;
    reader.enqueue(event instanceof Uint8Array ? event : bytesOf(event));
    // Room is left where a reader stood waiting: nearly always, and then nothing is waited for here.
    if ((reader.desiredSize ?? 0) > 0) return;
    taken ??= Promise.withResolvers();
    const stalled = setTimeout(cut, stallMs);
    await taken.promise.finally(() => clearTimeout(stalled));
  };
  // One stream between the events and the socket: with the three of `streamSSE` a thousand readers hear of an entry twice as late.
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      reader = controller;
    },
    pull() {
      taken?.resolve();
      taken = null;
    },
    cancel() {
      stop.abort();
    },
  });
  stop.signal.addEventListener('abort', () => taken?.resolve(), { once: true });
  const beat = setInterval(() => {
    // Who still waits to be read needs no sign of life, and beats must not pile up.
    if (taken === null) void write({ event: 'heartbeat', data: String(Date.now()) });
  }, heartbeatMs);
  const run = async () => {
    try {
      await work(write, stop.signal);
    } catch (error) {
      if (stop.signal.aborted) return;
      const known = toCodewrightError(error);
      await write({ event: 'error', data: JSON.stringify({ code: known.code, message: known.message }) });
    } finally {
      clearInterval(beat);
      if (!stop.signal.aborted) reader?.close();
      stop.abort();
    }
  };
  void run();
  // Headers set so far are kept; a proxy must pass events on as they come.
  context.header('X-Accel-Buffering', 'no');
  context.header('Content-Type', 'text/event-stream');
  context.header('Cache-Control', 'no-cache');
  context.header('Transfer-Encoding', 'chunked');
  context.header('Connection', 'keep-alive');
  return context.newResponse(body);
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
