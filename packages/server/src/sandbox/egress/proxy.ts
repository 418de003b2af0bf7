import { once } from 'node:events';
import { constants } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { basename, dirname } from 'node:path';
import type { Duplex } from 'node:stream';
import { Refused } from '../../shared/hosts.ts';
import { createDialer, type DialerOptions } from './dial.ts';

export interface EgressOptions extends DialerOptions {
  /** Where to listen; the folder is private to this account. */
  socketPath: string;
}

export interface EgressProxy {
  /** Hosts refused so far, each once: the name, with the port where it is not 443 or 80. */
  denied(): string[];
  close(): Promise<void>;
}

/** Starts the way out of one sandboxed command: HTTP CONNECT and plain HTTP, to the allowed hosts and nowhere else. */
export async function startEgressProxy(options: EgressOptions): Promise<EgressProxy> {
  const dialer = createDialer(options);
  const sockets = new Set<Duplex>();
  const track = <T extends Duplex>(socket: T): T => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };

  const dial: Dial = async (host, port) => track(await dialer.dial(host, port));

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
  const folder = await open(dirname(options.socketPath), constants.O_DIRECTORY);
  try {
    // Not by its whole path: the address of a socket holds 107 letters, and temporary folders may lie deep.
    server.listen(`/proc/self/fd/${folder.fd}/${basename(options.socketPath)}`);
    await once(server, 'listening');
  } finally {
    await folder.close();
  }
  return {
    denied: () => dialer.denied(),
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
      await rm(options.socketPath, { force: true });
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
