import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { CodewrightError } from '../../shared/errors.ts';
import { allowList, isPublicAddress, normalHost } from './rules.ts';

export interface EgressOptions {
  /** Where to listen; the folder is private to this account. */
  socketPath: string;
  /** Exact names, `*.suffix`, each with or without `:port`. */
  hosts: readonly string[];
  /** `http(s)://[user:password@]host:port` of a proxy that all traffic has to go through; its secret stays in this process. */
  upstreamProxy?: string | undefined;
}

export interface EgressProxy {
  /** Hosts refused so far, each once: the name, with the port where it is not 443 or 80. */
  denied(): string[];
  close(): Promise<void>;
}

const CONNECT_MS = 20_000;

class Refused extends Error {}

/** Starts the way out of one sandboxed command: HTTP CONNECT and plain HTTP, to the allowed hosts and nowhere else. */
export async function startEgressProxy(options: EgressOptions): Promise<EgressProxy> {
  const judge = allowList(options.hosts);
  const upstream = options.upstreamProxy === undefined ? undefined : upstreamOf(options.upstreamProxy);
  const denied = new Set<string>();
  const sockets = new Set<Duplex>();
  const track = <T extends Duplex>(socket: T): T => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };

  /** An open connection to an allowed target; the name is resolved here, once, and the connection goes to that very address. */
  const dial = async (host: string, port: number): Promise<Socket> => {
    const verdict = judge(host, port);
    const name = normalHost(host);
    if (!verdict.allowed) {
      denied.add(port === 443 || port === 80 ? name : `${name}:${port}`);
      throw new Refused(`${name}:${port} is refused: ${verdict.reason}.`);
    }
    // Behind an upstream proxy names are often not resolvable here; which address it goes to is then that proxy's affair.
    if (upstream) return track(await throughUpstream(upstream, name, port));
    const addresses = isIP(name) === 0 ? (await lookup(name, { all: true })).map((found) => found.address) : [name];
    const usable = verdict.exact ? addresses : addresses.filter(isPublicAddress);
    if (usable.length === 0) {
      denied.add(name);
      throw new Refused(`${name} is refused: it resolves to an address of the own network.`);
    }
    return track(await dialAddresses(usable, port));
  };

  const server = createServer((message, response) => {
    forward(message, response, dial).catch((error: unknown) => answerFailure(response, error));
  });
  server.on('connection', (socket: Socket) => track(socket));
  server.on('clientError', (_, socket) => socket.destroy());
  server.on('upgrade', (_, socket: Duplex) => socket.destroy());
  server.on('connect', (message: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => client.destroy());
    tunnel(message, client, head, dial).catch((error: unknown) => {
      const [status, text] = failure(error);
      client.end(`HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n${text}\n`);
    });
  });
  server.listen(options.socketPath);
  await once(server, 'listening');
  return {
    denied: () => [...denied],
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

type Dial = (host: string, port: number) => Promise<Socket>;

async function tunnel(message: IncomingMessage, client: Duplex, head: Buffer, dial: Dial): Promise<void> {
  const match = /^(\[[0-9a-f:.]+\]|[^:@/\s]+):(\d{1,5})$/i.exec(message.url ?? '');
  if (!match) throw new Refused('CONNECT needs host:port.');
  const target = await dial(match[1] ?? '', Number(match[2]));
  target.on('error', () => client.destroy());
  client.on('close', () => target.destroy());
  target.on('close', () => client.destroy());
  client.write('HTTP/1.1 200 Connection established\r\n\r\n');
  if (head.length > 0) target.write(head);
  client.pipe(target);
  target.pipe(client);
}

async function forward(message: IncomingMessage, response: ServerResponse, dial: Dial): Promise<void> {
  const url = URL.canParse(message.url ?? '') ? new URL(message.url ?? '') : undefined;
  if (url?.protocol !== 'http:') throw new Refused('Only http://host/… and CONNECT host:port are served.');
  const socket = await dial(url.hostname, Number(url.port || 80));
  const sent = request({
    createConnection: () => socket,
    method: message.method ?? 'GET',
    path: url.pathname + url.search,
    // The name that was judged, whatever the Host header says.
    headers: { ...endToEnd(message.headers), host: url.host, connection: 'close' },
    setHost: false,
  });
  sent.on('error', (error) => answerFailure(response, error));
  sent.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
    answer.on('error', () => response.destroy());
    answer.pipe(response);
  });
  response.on('close', () => socket.destroy());
  message.pipe(sent);
}

const hopByHop = new Set(['connection', 'keep-alive', 'te', 'trailer', 'upgrade', 'host']);

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !name.startsWith('proxy-')),
  );
}

function failure(error: unknown): [status: string, text: string] {
  const text = error instanceof Error ? error.message : String(error);
  return error instanceof Refused
    ? ['403 Forbidden', `Codewright: ${text}`]
    : ['502 Bad Gateway', `Codewright: ${text}`];
}

function answerFailure(response: ServerResponse, error: unknown): void {
  const [status, text] = failure(error);
  if (response.headersSent) response.destroy();
  else response.writeHead(Number(status.slice(0, 3)), { 'content-type': 'text/plain' }).end(`${text}\n`);
}

async function dialAddresses(addresses: readonly string[], port: number): Promise<Socket> {
  let last: unknown;
  for (const host of addresses) {
    try {
      return await opened(connect({ host, port }), 'connect');
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

/** The socket once it is open; it then stays quiet on errors, which also close it. */
async function opened<T extends Socket>(socket: T, event: 'connect' | 'secureConnect'): Promise<T> {
  const timer = setTimeout(() => socket.destroy(new Error('The connection took too long.')), CONNECT_MS);
  try {
    await once(socket, event);
  } finally {
    clearTimeout(timer);
  }
  socket.on('error', () => socket.destroy());
  return socket;
}

function upstreamOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new CodewrightError('CONFIG_INVALID', 'The upstream proxy is not an http:// or https:// address.');
  }
  return url;
}

async function throughUpstream(upstream: URL, host: string, port: number): Promise<Socket> {
  const tls = upstream.protocol === 'https:';
  const to = { host: normalHost(upstream.hostname), port: Number(upstream.port || (tls ? 443 : 80)) };
  const socket = tls
    ? await opened(connectTls({ ...to, servername: isIP(to.host) === 0 ? to.host : '' }), 'secureConnect')
    : await opened(connect(to), 'connect');
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const secret = `${decodeURIComponent(upstream.username)}:${decodeURIComponent(upstream.password)}`;
  const proof =
    upstream.username === '' ? '' : `Proxy-Authorization: Basic ${Buffer.from(secret).toString('base64')}\r\n`;
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${proof}\r\n`);
  const rest = await answerOf(socket);
  if (rest.length > 0) socket.unshift(rest);
  return socket;
}

/** Reads the upstream proxy's answer; returns what came after it. Throws unless it is a 2xx. */
async function answerOf(socket: Socket): Promise<Buffer> {
  let text = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), CONNECT_MS);
  try {
    for (;;) {
      const end = text.indexOf('\r\n\r\n');
      if (end >= 0) {
        const line = text.subarray(0, text.indexOf('\r\n')).toString('latin1');
        if (!/^HTTP\/1\.[01] 2\d\d/.test(line)) {
          socket.destroy();
          throw new Error(`The upstream proxy answered ${line.slice(9, 60)}.`);
        }
        return text.subarray(end + 4);
      }
      if (socket.destroyed || text.length > 65_536) {
        socket.destroy();
        throw new Error('The upstream proxy gave no answer.');
      }
      const piece: unknown = socket.read();
      if (Buffer.isBuffer(piece)) text = Buffer.concat([text, piece]);
      else await Promise.race([once(socket, 'readable'), once(socket, 'close')]);
    }
  } finally {
    clearTimeout(timer);
  }
}
