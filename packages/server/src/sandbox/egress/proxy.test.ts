import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEgressProxy } from './proxy.ts';
import type { EgressOptions, EgressProxy } from './proxy.ts';
import { upstreamOf } from './upstream.ts';
import { allowList, isPublicAddress } from '../../shared/hosts.ts';

let folder: string;
let origin: Server;
let port: number;
let seen: IncomingMessage | undefined;
const proxies: EgressProxy[] = [];
let count = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'egress-'));
  origin = createServer((message, response) => {
    seen = message;
    response.end(`origin ${message.url}`);
  });
  origin.listen(0, '127.0.0.1');
  await once(origin, 'listening');
  port = (origin.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close();
});
afterAll(() => {
  origin.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Omit<EgressOptions, 'socketPath'>): Promise<{ proxy: EgressProxy; socketPath: string }> {
  const socketPath = join(folder, `s${count++}`);
  const proxy = await startEgressProxy({ socketPath, ...options });
  proxies.push(proxy);
  return { proxy, socketPath };
}

/** Asks for a tunnel, and through it for a page; the status line of the proxy and all that followed. */
async function tunnel(socketPath: string, target: string): Promise<string> {
  const socket = connect(socketPath);
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  socket.setEncoding('utf8');
  let all = '';
  for await (const piece of socket) {
    const first = all === '';
    all += String(piece);
    if (first && all.startsWith('HTTP/1.1 200'))
      socket.write('GET /tunnel HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  }
  return all;
}

async function plain(socketPath: string, url: string, headers: Record<string, string> = {}): Promise<[number, string]> {
  const sent = request({ socketPath, path: url, headers: { host: 'x', ...headers }, agent: false });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return [answer.statusCode ?? 0, await text(answer)];
}

test('listens in a folder whose path is longer than the address of a socket may be', async () => {
  const deep = join(folder, 'x'.repeat(120));
  mkdirSync(deep);
  symlinkSync(deep, join(folder, 'short'));
  const proxy = await startEgressProxy({ socketPath: join(deep, 'socket'), hosts: [`localhost:${port}`] });
  expect(await tunnel(join(folder, 'short/socket'), `localhost:${port}`)).toContain('origin /tunnel');
  await proxy.close();
  expect(readdirSync(deep)).toEqual([]);
});

test('lets through what is named with host and port, by tunnel and as plain HTTP', async () => {
  const { proxy, socketPath } = await start({ hosts: [`localhost:${port}`, `127.0.0.1:${port}`] });
  expect(await tunnel(socketPath, `localhost:${port}`)).toContain('origin /tunnel');
  expect(await tunnel(socketPath, `127.0.0.1:${port}`)).toContain('origin /tunnel');
  expect(await plain(socketPath, `http://localhost:${port}/page?a=b`)).toEqual([200, 'origin /page?a=b']);
  expect(proxy.denied()).toEqual([]);
});

test('refuses hosts, ports and addresses that are not named, and lists them', async () => {
  const { proxy, socketPath } = await start({ hosts: ['example.org', `localhost:${port}`] });
  for (const target of [
    'other.example:443',
    'example.org:22',
    `127.0.0.1:${port}`,
    '[::1]:443',
    '2130706433:443',
    `localhost:${port + 1}`,
  ]) {
    expect(await tunnel(socketPath, target)).toMatch(/^HTTP\/1.1 403 /);
  }
  expect((await plain(socketPath, 'http://third.example/'))[0]).toBe(403);
  expect(proxy.denied()).toEqual([
    'other.example',
    'example.org:22',
    `127.0.0.1:${port}`,
    '::1',
    '2130706433',
    `localhost:${port + 1}`,
    'third.example',
  ]);
});

test('refuses an allowed name that leads to the own network, unless host and port are named together', async () => {
  const { proxy, socketPath } = await start({ hosts: ['localhost'] });
  const answer = await tunnel(socketPath, 'localhost:80');
  expect(answer).toMatch(/^HTTP\/1.1 403 /);
  expect(answer).toContain('own network');
  expect(proxy.denied()).toEqual(['localhost']);
});

test('goes by the address line, not by the Host header, and hands on no proxy headers', async () => {
  const { socketPath } = await start({ hosts: [`localhost:${port}`] });
  const [status] = await plain(socketPath, `http://localhost:${port}/`, {
    host: 'evil.example',
    'proxy-authorization': 'Basic eA==',
  });
  expect(status).toBe(200);
  expect(seen?.headers.host).toBe(`localhost:${port}`);
  expect(seen?.headers['proxy-authorization']).toBeUndefined();
  expect((await plain(socketPath, '/relative', { host: `localhost:${port}` }))[0]).toBe(403);
});

test('answers 502 when an allowed host cannot be reached', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const gone = (closed.address() as AddressInfo).port;
  closed.close();
  const { socketPath } = await start({ hosts: [`localhost:${gone}`] });
  expect(await tunnel(socketPath, `localhost:${gone}`)).toMatch(/^HTTP\/1.1 502 /);
});

test('goes through an upstream proxy, whose password stays outside', async () => {
  const asked: string[] = [];
  const upstream = createServer();
  upstream.on('connect', (message: IncomingMessage, client: Socket) => {
    asked.push(`${message.url} ${message.headers['proxy-authorization']}`);
    const target = connect(port, '127.0.0.1');
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    client.pipe(target).pipe(client);
    client.on('error', () => target.destroy());
  });
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const upstreamProxy = `http://me:secret@127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const { socketPath } = await start({ hosts: ['far.example'], upstreamProxy });
  expect(await tunnel(socketPath, 'far.example:443')).toContain('origin /tunnel');
  expect((await plain(socketPath, 'http://far.example/page'))[1]).toBe('origin /page');
  expect(await tunnel(socketPath, 'near.example:443')).toMatch(/^HTTP\/1.1 403 /);
  const proof = `Basic ${Buffer.from('me:secret').toString('base64')}`;
  expect(asked).toEqual([`far.example:443 ${proof}`, `far.example:80 ${proof}`]);
  upstream.close();
});

test('closing it ends open tunnels', async () => {
  const { proxy, socketPath } = await start({ hosts: [`localhost:${port}`] });
  const socket = connect(socketPath);
  socket.write(`CONNECT localhost:${port} HTTP/1.1\r\n\r\n`);
  await once(socket, 'data');
  const closed = once(socket, 'close');
  await proxy.close();
  proxies.length = 0;
  await closed;
});

test('an allow-list admits names exactly, a star only what lies below', () => {
  const judge = allowList(['Example.org', '*.cdn.example', 'api.example:8443', '*.deep.example:9000']);
  const yes: [string, number][] = [
    ['example.org', 443],
    ['EXAMPLE.ORG.', 80],
    ['a.cdn.example', 443],
    ['a.b.cdn.example', 80],
    ['api.example', 8443],
    ['x.deep.example', 9000],
  ];
  const no: [string, number][] = [
    ['sub.example.org', 443],
    ['example.org', 8080],
    ['cdn.example', 443],
    ['evilcdn.example', 443],
    ['api.example', 443],
    ['example.org.evil.example', 443],
    ['x.deep.example', 443],
    ['', 443],
  ];
  for (const [host, at] of yes) expect([host, at, judge(host, at).allowed]).toEqual([host, at, true]);
  for (const [host, at] of no) expect([host, at, judge(host, at).allowed]).toEqual([host, at, false]);
});

test('an allow-list with a mistake is refused, not read loosely', () => {
  for (const bad of [
    '*',
    '*.',
    'https://example.org',
    'a b',
    'example.org:0',
    'example.org:99999',
    '10.0.0.1',
    '*.10.0.0.1:80',
    'a/b',
    '',
    'user@host',
  ]) {
    expect(() => allowList([bad]), bad).toThrow('allow-list');
  }
});

test('only addresses that are routed in public count as public', () => {
  for (const address of ['1.1.1.1', '93.184.216.34', '2606:4700::1111'])
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
  const own =
    '127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 2002:7f00:1:: ff02::1 nonsense';
  for (const address of own.split(' ')) expect([address, isPublicAddress(address)]).toEqual([address, false]);
});

test('which proxy leads out is what the variables of the environment say, and none to this machine', () => {
  const by = upstreamOf({
    HTTPS_PROXY: 'http://user:pw@proxy.example:3128',
    http_proxy: 'plain.example:8080',
    NO_PROXY: 'intern.example, .corp.example,*.lab.example registry.example:4873',
  });
  expect(by?.('api.example.com', 443)).toBe('http://user:pw@proxy.example:3128');
  expect(by?.('api.example.com', 8443)).toBe('http://user:pw@proxy.example:3128');
  expect(by?.('api.example.com', 80)).toBe('http://plain.example:8080');
  for (const host of [
    'intern.example',
    'git.intern.example',
    'a.corp.example',
    'b.lab.example',
    'localhost',
    '127.0.0.1',
    '[::1]',
  ])
    expect(by?.(host, 443), host).toBeUndefined();
  expect(by?.('notintern.example', 443)).toBeDefined();
  expect(by?.('registry.example', 4873)).toBeUndefined();
  expect(by?.('registry.example', 443)).toBeDefined();
  expect(upstreamOf({ HTTPS_PROXY: 'http://p:1', no_proxy: '*' })?.('x.example', 443)).toBeUndefined();
  expect(upstreamOf({ NO_PROXY: '*' })).toBeNull();
});

test('a target that NO_PROXY names is reached directly, others through the proxy', async () => {
  const asked: string[] = [];
  const upstream = createServer();
  upstream.on('connect', (message: IncomingMessage, client: Socket) => {
    asked.push(message.url ?? '');
    client.write('HTTP/1.1 200 fine\r\n\r\n');
    client.once('data', () => client.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nby the proxy'));
  });
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const address = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const choose = upstreamOf({ HTTPS_PROXY: address, NO_PROXY: 'near.example' }) ?? undefined;
  const { socketPath } = await start({
    hosts: ['far.example', 'near.example', `localhost:${port}`],
    upstreamProxy: choose,
  });
  expect(await tunnel(socketPath, 'far.example:443')).toContain('by the proxy');
  expect(await tunnel(socketPath, `localhost:${port}`)).toContain('origin /tunnel');
  // It resolves to nothing, which only who goes there directly can say.
  expect(await tunnel(socketPath, 'near.example:443')).toMatch(/^HTTP\/1.1 502/);
  expect(asked).toEqual(['far.example:443']);
  upstream.close();
});
