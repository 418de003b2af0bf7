import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { connect as connectTls } from 'node:tls';

/** An open connection to a host that may be reached; refuses every other one. */
export type Dial = (host: string, port: number) => Promise<Socket>;

/** `fetch` over connections that `dial` has judged. Redirects are answers like others: a key never follows one. */
export function fetchThrough(dial: Dial, ca: string | undefined): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const secure = url.protocol === 'https:';
    const socket = await dial(url.hostname, Number(url.port || (secure ? 443 : 80)));
    const headers = Object.fromEntries(new Headers(init.headers).entries());
    const options = {
      method: init.method ?? 'GET',
      headers,
      // Without `agent`: with one, even `false`, Node opens a connection of its own, to wherever the name then leads.
      createConnection: () =>
        secure ? connectTls({ socket, servername: url.hostname, ...(ca === undefined ? {} : { ca }) }) : socket,
      ...(init.signal ? { signal: init.signal } : {}),
    };
    const asked = secure ? secureRequest(url, options) : plainRequest(url, options);
    const answer = answerOf(asked);
    asked.end(typeof init.body === 'string' ? init.body : undefined);
    const message = await answer;
    const { statusCode = 500, headers: got } = message;
    const bare = statusCode === 204 || statusCode === 304 || statusCode === 202;
    if (bare) message.resume();
    return new Response(bare ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>), {
      status: statusCode,
      headers: Object.entries(got).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as [string, string]],
      ),
    });
  };
}

function answerOf(asked: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve);
    asked.once('error', reject);
  });
}
