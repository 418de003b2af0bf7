import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { throwIfAborted } from '../shared/abort.ts';
import { CodewrightError } from '../shared/errors.ts';
import { Refused } from '../shared/hosts.ts';

/** An open connection to a host that may be reached; refuses every other one. */
export type Dial = (host: string, port: number) => Promise<Socket>;

export interface WebRequest {
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  headers?: Record<string, string>;
  body?: string | Buffer;
  signal: AbortSignal;
  /** Limit of the whole exchange, redirects included. */
  timeoutMs: number;
  maxBytes: number;
  /** How often a redirect is followed; 0 for a request that carries a key. */
  redirects: number;
  /** Certificate authorities to trust in place of Node's own, PEM. */
  ca?: string;
}

export interface WebAnswer {
  /** Where the answer came from, after redirects. */
  url: string;
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/**
 * One exchange with a foreign host, each hop over a connection that `dial` has judged.
 * @throws CodewrightError WEB_UNREACHABLE, FORBIDDEN (a host that may not be reached), INVALID_INPUT (no web address).
 */
export async function askWeb(wanted: WebRequest, dial: Dial): Promise<WebAnswer> {
  const limit = AbortSignal.timeout(wanted.timeoutMs);
  const signal = AbortSignal.any([wanted.signal, limit]);
  let url = webAddress(wanted.url);
  for (let hop = 0; ; hop += 1) {
    const answer = await exchange(url, wanted, dial, signal).catch((error: unknown) => {
      throwIfAborted(wanted.signal);
      throw failure(url, limit.aborted ? `no whole answer within ${wanted.timeoutMs / 1000} s` : error);
    });
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status > 399 || location === undefined) return answer;
    if (hop === wanted.redirects) throw failure(url, 'it redirects once too often');
    url = webAddress(location, url);
  }
}

/** @throws CodewrightError INVALID_INPUT for anything but http and https, and for an address with a password in it. */
export function webAddress(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new CodewrightError('INVALID_INPUT', `${JSON.stringify(text.slice(0, 200))} is not a web address.`, {
      hint: 'Give it in full: https://host/path.',
    });
  }
  url.hash = '';
  return url;
}

async function exchange(url: URL, wanted: WebRequest, dial: Dial, signal: AbortSignal): Promise<WebAnswer> {
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const socket = await dial(host, Number(url.port || (secure ? 443 : 80)));
  try {
    const channel = secure
      ? connectTls({ socket, servername: host, ALPNProtocols: ['http/1.1'], ...(wanted.ca ? { ca: wanted.ca } : {}) })
      : socket;
    return await new Promise<WebAnswer>((resolve, reject) => {
      const onAbort = () => channel.destroy(new Error('aborted'));
      signal.addEventListener('abort', onAbort, { once: true });
      channel.once('error', reject);
      const sent = (secure ? secureRequest : plainRequest)(url, {
        // Without `agent`: with one, even `false`, Node opens a connection of its own, to wherever the name then leads.
        createConnection: () => channel,
        method: wanted.method ?? 'GET',
        headers: { 'user-agent': 'codewright', 'accept-encoding': 'identity', connection: 'close', ...wanted.headers },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        const pieces: Buffer[] = [];
        let bytes = 0;
        response.on('data', (piece: Buffer) => {
          bytes += piece.length;
          if (bytes > wanted.maxBytes) reject(new Error(`more than ${wanted.maxBytes} bytes`));
          else pieces.push(piece);
        });
        response.once('error', reject);
        response.once('end', () => {
          signal.removeEventListener('abort', onAbort);
          const { statusCode: status = 0, headers } = response;
          if (!response.complete) reject(new Error('the answer broke off'));
          else resolve({ url: url.href, status, headers, body: Buffer.concat(pieces) });
        });
        response.once('close', () => reject(new Error('the answer broke off')));
      });
      if (signal.aborted) onAbort();
      sent.end(wanted.body);
    });
  } finally {
    socket.destroy();
  }
}

function failure(url: URL, error: unknown): CodewrightError {
  if (error instanceof CodewrightError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Refused) {
    return new CodewrightError('FORBIDDEN', `${url.host} may not be read: ${reason}`, {
      hint: 'Add the host to the setting `research.hosts` if you trust what stands there.',
      cause: error,
    });
  }
  return new CodewrightError('WEB_UNREACHABLE', `${url.origin} could not be read: ${reason}.`, {
    hint: 'Check the address and the network.',
    cause: error,
  });
}
