import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { CodewrightError } from '../../shared/errors.ts';
import { allowList, isPublicAddress, normalHost, Refused } from '../../shared/hosts.ts';
import type { Upstream } from './upstream.ts';

export interface DialerOptions {
  /** Exact names, `*.suffix`, each with or without `:port`. */
  hosts: readonly string[];
  /** `http(s)://[user:password@]host:port` of a proxy that all traffic has to go through, or which by target; its secret stays in this process. */
  upstreamProxy?: string | Upstream | undefined;
}

export interface Dialer {
  /**
   * An open connection to an allowed target; the name is resolved here, once, and the connection goes to that very address.
   * @throws Refused for what the list does not allow.
   */
  readonly dial: (host: string, port: number) => Promise<Socket>;
  /** Hosts refused so far, each once: the name, with the port where it is not 443 or 80. */
  denied(): string[];
}

const CONNECT_MS = 20_000;

/** The one way out of this house for what it does not trust: to the allowed hosts and nowhere else. */
export function createDialer(options: DialerOptions): Dialer {
  const judge = allowList(options.hosts);
  const { upstreamProxy } = options;
  // One that is wrong is said before anything is dialled.
  if (typeof upstreamProxy === 'string') proxyAt(upstreamProxy);
  const through = typeof upstreamProxy === 'function' ? upstreamProxy : () => upstreamProxy;
  const denied = new Set<string>();
  return {
    denied: () => [...denied],
    async dial(host, port) {
      const verdict = judge(host, port);
      const name = normalHost(host);
      if (!verdict.allowed) {
        denied.add(port === 443 || port === 80 ? name : `${name}:${port}`);
        throw new Refused(`${name}:${port} is refused: ${verdict.reason}.`);
      }
      // Behind an upstream proxy names are often not resolvable here; which address it goes to is then that proxy's affair.
      const upstream = through(name, port);
      if (upstream !== undefined) return throughUpstream(proxyAt(upstream), name, port);
      const addresses = isIP(name) === 0 ? (await lookup(name, { all: true })).map((found) => found.address) : [name];
      const usable = verdict.exact ? addresses : addresses.filter(isPublicAddress);
      if (usable.length === 0) {
        denied.add(name);
        throw new Refused(`${name} is refused: it resolves to an address of the own network.`);
      }
      return dialAddresses(usable, port);
    },
  };
}

export interface PublicDialerOptions {
  /** `host:port` that may be reached although it lies in the own network; judged as the hosts of a {@link Dialer}. */
  allow: readonly string[];
  /** All addresses of a name. */
  resolve?: (name: string) => Promise<readonly string[]>;
}

/** A way to any host in public: the name is resolved once, every address is looked at, and the connection goes to one of those. */
export function createPublicDialer({ allow, resolve = resolveName }: PublicDialerOptions): Dialer['dial'] {
  const named = allowList(allow);
  return async (host, port) => {
    const name = normalHost(host);
    const verdict = named(host, port);
    const addresses = isIP(name) === 0 ? await resolve(name) : [name];
    const usable = verdict.allowed && verdict.exact ? addresses : addresses.filter(isPublicAddress);
    // One private address among public ones is enough: who has put it there may change the order at will.
    if (usable.length === 0 || usable.length < addresses.length)
      throw new Refused(`${name} lies in the own network of this server.`);
    return dialAddresses(usable, port);
  };
}

async function resolveName(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map((found) => found.address);
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

function proxyAt(text: string): URL {
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
