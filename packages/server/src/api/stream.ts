import type { CodewrightClient } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { toCodewrightError } from '../shared/errors.ts';

/** A real event, not a comment: a client can only see those, and it must be able to tell silence from a dead link. */
const usualHeartbeatMs = 10_000;

/**
 * The ledger as Server-Sent Events: each entry once, in order, `id:` its position. A reconnecting client sends
 * Last-Event-ID and gets what it missed. The stream of one job ends with `complete` when the job is over.
 */
export function streamEntries(
  context: Context,
  client: CodewrightClient,
  options: { job?: string; heartbeatMs?: number } = {},
): Response {
  const { job, heartbeatMs = usualHeartbeatMs } = options;
  const last = Number(context.req.header('last-event-id') ?? context.req.query('after') ?? 0);
  return streamSSE(context, async (stream) => {
    const stop = new AbortController();
    stream.onAbort(() => stop.abort());
    context.req.raw.signal.addEventListener('abort', () => stop.abort(), { once: true });
    const beat = setInterval(() => {
      stream.writeSSE({ event: 'heartbeat', data: String(Date.now()) }).catch(() => stop.abort());
    }, heartbeatMs);
    const after = Number.isSafeInteger(last) && last > 0 ? last : 0;
    const send = (entry: LedgerEntry) =>
      stream.writeSSE({ event: 'event', id: String(entry.position), data: JSON.stringify(entry) });
    const sendRest = async (id: string, current: Job) => {
      for (const entry of await client.history(id))
        if (entry.position > after && !stop.signal.aborted) await send(entry);
      await stream.writeSSE({ event: 'complete', data: JSON.stringify(current) });
    };
    try {
      if (job !== undefined) {
        const { job: current } = await client.job(job);
        await stream.writeSSE({ event: 'status', data: JSON.stringify(current) });
        // Who has seen the last entry of a job that is over would wait for ever.
        if (finalStatuses.includes(current.status)) {
          await sendRest(job, current);
          return;
        }
      }
      for await (const entry of client.events({ after, signal: stop.signal, ...(job === undefined ? {} : { job }) })) {
        await send(entry);
        if (job === undefined || entry.kind !== 'job_status') continue;
        const { job: current } = await client.job(job);
        await stream.writeSSE({ event: 'status', data: JSON.stringify(current) });
        if (!finalStatuses.includes(current.status)) continue;
        await stream.writeSSE({ event: 'complete', data: JSON.stringify(current) });
        return;
      }
    } catch (error) {
      const known = toCodewrightError(error);
      await stream.writeSSE({ event: 'error', data: JSON.stringify({ code: known.api, message: known.message }) });
    } finally {
      clearInterval(beat);
      stop.abort();
    }
  });
}
