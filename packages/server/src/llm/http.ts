import type { Agent, AgentOptions, IncomingMessage, request as httpRequest, RequestOptions } from 'node:http';
import { WireError, type WireFault } from './wire-error.ts';

/**
 * What provider packages call in place of the global `fetch`: loading that costs 30 ms at a first call, follows redirects with
 * the key, and cannot tell a silent server from a slow one. Sockets are kept for the next call and closed by an abort.
 */
export interface HttpOptions {
  /** HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in either spelling. */
  proxy: Record<string, string>;
  /** Milliseconds until the first byte of an answer's body. */
  firstByteMs: number;
  /** Milliseconds between two pieces of it. */
  stallMs: number;
  /** Bytes of one answer on the wire. */
  maxBytes: number;
}

type Fetch = typeof globalThis.fetch;

export function createFetch(options: HttpOptions): Fetch {
  const agents = new Map<string, Agent>();
  const open = async (url: URL) => {
    const room = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
    let agent = agents.get(url.protocol);
    if (!agent) {
      // A proxy is known to Node from 22.21 and 24.5 on.
      const settings: AgentOptions = { keepAlive: true, proxyEnv: options.proxy };
      agent = new room.Agent(settings);
      agents.set(url.protocol, agent);
    }
    return { request: room.request, agent };
  };
  const call = async (input: URL | string, init: RequestInit = {}): Promise<ShortResponse> => {
    const url = new URL(String(input));
    const { request, agent } = await open(url);
    const { body } = init;
    if (body !== undefined && body !== null && typeof body !== 'string' && !(body instanceof Uint8Array))
      throw new TypeError('A request to a model has a body of text or bytes.');
    const headers = { ...headersOf(init.headers), 'accept-encoding': 'identity' };
    return exchange(
      request,
      url,
      { agent, method: init.method ?? 'GET', headers },
      body ?? null,
      init.signal ?? null,
      options,
    );
  };
  // The part of a response that the packages use; the whole of it is what makes the global one slow to load.
  return call as unknown as Fetch;
}

function exchange(
  request: typeof httpRequest,
  url: URL,
  settings: RequestOptions,
  body: string | Uint8Array | null,
  signal: AbortSignal | null,
  limits: HttpOptions,
): Promise<ShortResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<ShortResponse>();
  const answer = new Answer(limits, url);
  const outgoing = request(url, settings);
  const abort = () => answer.fail(signal?.reason instanceof Error ? signal.reason : abortError());
  answer.onEnd = (error) => {
    signal?.removeEventListener('abort', abort);
    if (!error) return;
    reject(error);
    outgoing.destroy();
  };
  outgoing.on('error', (error) => answer.fail(WireError.from(error, url)));
  outgoing.on('response', (incoming) => {
    const refused = refusalOf(incoming, url);
    if (refused) answer.fail(refused);
    else resolve(answer.read(incoming));
  });
  if (signal?.aborted) abort();
  else {
    signal?.addEventListener('abort', abort, { once: true });
    // As text Node would turn it into bytes in a slower way: a long conversation costs three times as much to send.
    outgoing.end(typeof body === 'string' ? Buffer.from(body) : body);
  }
  return promise;
}

/** A redirect would take the key along, or the request without it: neither was asked for. */
function refusalOf({ statusCode = 0, headers }: IncomingMessage, url: URL): WireError | null {
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    const to = URL.canParse(headers.location, url.href) ? new URL(headers.location, url).origin : 'another place';
    return new WireError('redirect', `${url.origin} sends the request on to ${to} (${statusCode})`);
  }
  if (statusCode < 300 && /^text\/html\b/i.test(headers['content-type'] ?? '')) return htmlAt(url);
  return null;
}

const htmlAt = (url: URL) => new WireError('html', `${url.origin} answers with a web page`);

/** One answer's body as a stream, and the clock that watches it. */
class Answer {
  onEnd: (error: Error | null) => void = () => undefined;
  readonly #limits: HttpOptions;
  readonly #url: URL;
  #timer: NodeJS.Timeout | undefined;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #incoming: IncomingMessage | null = null;
  #bytes = 0;
  #over = false;

  constructor(limits: HttpOptions, url: URL) {
    this.#limits = limits;
    this.#url = url;
    this.#watch('no-answer', limits.firstByteMs);
  }

  #watch(fault: WireFault, ms: number): void {
    this.#rest();
    const seconds = ms / 1000;
    const words =
      fault === 'no-answer'
        ? `${this.#url.origin} sent nothing within ${seconds} s`
        : `${this.#url.origin} stopped in the middle of its answer and sent nothing more for ${seconds} s`;
    // A process that stood still itself (a laptop asleep, a busy machine) first takes what came meanwhile.
    const timer = setTimeout(() => {
      setImmediate(() => {
        if (this.#timer === timer) this.fail(new WireError(fault, words));
      });
    }, ms);
    this.#timer = timer;
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  fail(error: Error): void {
    if (this.#over) return;
    this.#end(error);
    this.#controller?.error(error);
    this.#incoming?.destroy();
  }

  #end(error: Error | null): void {
    this.#over = true;
    this.#rest();
    this.onEnd(error);
  }

  read(incoming: IncomingMessage): ShortResponse {
    this.#incoming = incoming;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => {
          if (!incoming.isPaused()) return;
          this.#watch('stalled', this.#limits.stallMs);
          incoming.resume();
        },
        cancel: () => {
          if (!this.#over) this.#end(null);
          incoming.destroy();
        },
      },
      { highWaterMark: 16 },
    );
    incoming.on('data', (chunk: Buffer) => this.#take(chunk));
    incoming.on('end', () => {
      if (this.#over) return;
      this.#end(null);
      this.#controller?.close();
    });
    incoming.on('error', (error) => this.fail(WireError.from(error, this.#url)));
    incoming.on('close', () =>
      this.fail(new WireError('cut', `${this.#url.origin} closed the connection in the middle of its answer`)),
    );
    return new ShortResponse(incoming, this.#url, body);
  }

  #take(chunk: Buffer): void {
    if (this.#over) return;
    if (this.#bytes === 0 && /^\s*<(!doctype|html)\b/i.test(chunk.toString('latin1', 0, 100)))
      return this.fail(htmlAt(this.#url));
    this.#bytes += chunk.length;
    if (this.#bytes > this.#limits.maxBytes) {
      const megabytes = Math.round(this.#limits.maxBytes / 1e6);
      return this.fail(new WireError('too-long', `${this.#url.origin} sent more than ${megabytes} MB as one answer`));
    }
    this.#controller?.enqueue(chunk);
    // While its reader is busy, nobody waits for the server.
    if ((this.#controller?.desiredSize ?? 1) <= 0) {
      this.#rest();
      this.#incoming?.pause();
    } else this.#watch('stalled', this.#limits.stallMs);
  }
}

/** As much of a `Response` as a provider's package reads. */
class ShortResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: Map<string, string>;
  readonly body: ReadableStream<Uint8Array>;

  constructor(incoming: IncomingMessage, url: URL, body: ReadableStream<Uint8Array>) {
    this.status = incoming.statusCode ?? 0;
    this.ok = this.status >= 200 && this.status < 300;
    this.statusText = incoming.statusMessage ?? '';
    this.url = url.href;
    this.headers = new Map(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
    this.body = body;
  }

  async text(): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of this.body) text += decoder.decode(chunk, { stream: true });
    return text + decoder.decode();
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }
}

function headersOf(headers: RequestInit['headers']): Record<string, string> {
  const pairs = headers === undefined ? [] : Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
}

function abortError(): Error {
  return Object.assign(new Error('The call was aborted.'), { name: 'AbortError' });
}
