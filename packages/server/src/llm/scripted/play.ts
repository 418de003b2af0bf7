import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerOf, spoiled } from './answer.ts';
import type { Fault, SeenRequest } from './contract.ts';
import type { Json, Speaker, WireEvent } from './wires/wire.ts';
import type { Session } from './script.ts';

export interface Exchange {
  response: ServerResponse;
  seen: SeenRequest;
  speaker: Speaker;
  body: Json;
  chunkBytes: number | undefined;
}

/** Milliseconds since 1970, finer than Date. */
export const now = (): number => performance.timeOrigin + performance.now();

/** Answers one request as its session's script says, faults and all. */
export async function play(exchange: Exchange, session: Session): Promise<void> {
  const { seen, response, speaker, body } = exchange;
  const place = session.place(seen);
  const fault = session.fault(place);
  seen.fault = fault?.kind ?? null;
  if (place.step.waitMs) await sleep(place.step.waitMs);
  if (fault && beforeAnswer(exchange, fault)) return;
  const made = answerOf(place.step, seen, place.name);
  const answer = fault ? spoiled(made, fault) : made;
  const events = seen.stream
    ? streamed(exchange, speaker.stream(answer, body))
    : [{ text: JSON.stringify(speaker.whole(answer, body)) }];
  head(exchange, 200, seen.stream ? speaker.contentType.stream : speaker.contentType.whole);
  if (fault && (await brokenOff(exchange, fault, events))) return;
  for (const { text } of events) {
    if (place.step.paceMs) await sleep(place.step.paceMs);
    if (response.destroyed) return;
    if (place.step.paceMs || exchange.chunkBytes) await send(exchange, text);
    else response.write(text);
  }
  response.once('finish', () => {
    seen.outcome = 'whole';
    seen.finishedAt = now();
    place.answered();
  });
  response.end();
}

/** Gemini without `alt=sse` streams one JSON list. */
function streamed({ speaker, seen }: Exchange, events: WireEvent[]): WireEvent[] {
  if (speaker.wire !== 'google' || /[?&]alt=sse/.test(seen.path)) return events;
  return events.map((event, index) => ({
    ...event,
    text: `${index === 0 ? '[' : ','}${event.text.replace(/^data: /, '').trim()}\n${index === events.length - 1 ? ']' : ''}`,
  }));
}

export function head(
  { response, seen }: Pick<Exchange, 'response' | 'seen'>,
  status: number,
  contentType: string,
  more: Record<string, string> = {},
): void {
  seen.status = status;
  seen.firstByteAt = now();
  response.writeHead(status, {
    'content-type': contentType,
    'request-id': `req_scripted_${seen.number}`,
    'x-request-id': `req_scripted_${seen.number}`,
    'cache-control': 'no-cache',
    ...more,
  });
}

/** Sends a whole small answer that is no turn. */
export function refuse(
  exchange: Pick<Exchange, 'response' | 'seen'>,
  status: number,
  body: unknown,
  more: Record<string, string> = {},
): void {
  const { response, seen } = exchange;
  const html = typeof body === 'string';
  head(exchange, status, html ? 'text/html; charset=utf-8' : 'application/json', more);
  seen.outcome = 'fault';
  response.once('finish', () => (seen.finishedAt = now()));
  response.end(html ? body : JSON.stringify(body));
}

/** Faults that leave nothing of the answer; true when one was played. */
function beforeAnswer(exchange: Exchange, fault: Fault): boolean {
  const { response, seen, speaker } = exchange;
  switch (fault.kind) {
    case 'status': {
      const { status, retryAfter, retryAfterDate, message = null, headers = {} } = fault;
      const more: Record<string, string> = { ...headers };
      if (retryAfter !== undefined) more['retry-after'] = String(retryAfter);
      if (retryAfterDate !== undefined) {
        more['retry-after'] = new Date(Date.now() + retryAfterDate * 1000).toUTCString();
      }
      refuse(exchange, status, speaker.error(status, message, retryAfter), more);
      return true;
    }
    case 'context-overflow':
      refuse(exchange, 400, speaker.overflow());
      return true;
    case 'redirect':
      refuse(exchange, fault.status ?? 307, '<a href="there">Moved</a>', {
        location: fault.to.replace(/\/$/, '') + seen.path,
      });
      return true;
    case 'html':
      refuse(
        exchange,
        200,
        '<!doctype html><html><title>Sign in</title><body>Please sign in to the network.</body></html>',
      );
      return true;
    case 'reset':
      if (fault.after === 'half') return false;
      seen.outcome = 'fault';
      response.socket?.resetAndDestroy();
      return true;
    case 'silence':
      seen.outcome = 'fault';
      return true;
    default:
      return false;
  }
}

/** Faults in the middle of an answer; true when it ends there. */
async function brokenOff(exchange: Exchange, fault: Fault, events: WireEvent[]): Promise<boolean> {
  const { response, seen, speaker } = exchange;
  const middle = middleOf(events);
  const said =
    events
      .slice(0, middle.event)
      .map(({ text }) => text)
      .join('') + middle.text;
  switch (fault.kind) {
    case 'reset':
    case 'stall':
    case 'cut':
      seen.outcome = 'fault';
      await send(exchange, said);
      if (fault.kind === 'reset') response.socket?.resetAndDestroy();
      else if (fault.kind === 'cut' && fault.how === 'end') response.end();
      else if (fault.kind === 'cut') response.destroy();
      return true;
    case 'invalid-json':
      if (seen.stream) events.splice(middle.event, 0, { text: 'data: {"type": "content_block_del\n\n' });
      else events.splice(0, events.length, { text: middle.text });
      return false;
    case 'error-event':
      seen.outcome = 'fault';
      await send(
        exchange,
        events
          .slice(0, middle.event)
          .map(({ text }) => text)
          .join('') + speaker.errorEvent(),
      );
      response.end();
      return true;
    default:
      return false;
  }
}

/** The middle of the first call, or of everything: so many events before it, and what of the next one is sent. */
function middleOf(events: WireEvent[]): { event: number; text: string } {
  const first = events.findIndex(({ call }) => call === 0);
  const length = first < 0 ? events.length : events.filter(({ call }) => call === 0).length;
  const event = Math.max(0, first) + Math.floor(length / 2);
  // A call that comes in one event is cut in two.
  const text = events[event]?.text ?? '';
  return { event, text: length < 3 ? text.slice(0, Math.floor(text.length / 2)) : '' };
}

/** Sends and waits until it has left, in pieces if the test wants some. */
async function send({ response, chunkBytes }: Exchange, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  const size = chunkBytes ?? Math.max(1, bytes.length);
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    const { promise, resolve } = Promise.withResolvers<void>();
    // The callback comes with an error when the client is gone, which the response tells anyway.
    response.write(bytes.subarray(at, at + size), () => resolve());
    await promise;
  }
}
