import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Job } from '@codewright/protocol/job';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiBench, openApi, token } from './testing.ts';

// Each attack beside its control: the same request without what makes it one.

let bench: ApiBench;
let port: number;
beforeAll(async () => {
  bench = await openApi();
  port = Number(new URL(bench.api.url).port);
  await bench.access.addUser({ id: 'ann', role: 'member' }, 'local');
});
afterAll(() => bench[Symbol.asyncDispose]());

/** However it closes: a reset is how the server cuts off. */
const closing = (socket: Socket) => new Promise<true>((resolve) => socket.once('close', () => resolve(true)));

/** Sends bytes as they are, and says what comes back until the server closes or `until` is seen. */
async function raw(text: string | Buffer, until?: RegExp, at = port): Promise<{ said: string; socket: Socket }> {
  const socket = connect(at, '127.0.0.1');
  await once(socket, 'connect');
  let said = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  socket.on('error', () => 'cut off');
  socket.write(text);
  const closed = closing(socket);
  while (!(until?.test(said) ?? false)) {
    const over = await Promise.race([closed, new Promise<false>((later) => setTimeout(() => later(false), 20))]);
    if (over) break;
  }
  return { said, socket };
}
const statusOf = (said: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1]);

/** A browser that is signed in. */
async function signIn(user = 'ann', headers: Record<string, string> = {}, url = bench.api.url) {
  const response = await post('/api/session', { secret: await bench.access.link(user, 1) }, headers, url);
  const [given = ''] = response.headers.getSetCookie();
  return { status: response.status, given, cookie: given.split(';')[0] ?? '' };
}
const post = (path: string, body: unknown, headers: Record<string, string> = {}, url = bench.api.url) =>
  fetch(url + path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'x-codewright': '1', ...headers },
  });
const statusAs = async (cookie: string, path = '/api/session') =>
  (await fetch(bench.api.url + path, { headers: { cookie } })).status;
const request = () => ({ goal: 'create file a.md with "x"', repository: bench.repo });

describe('sessions', () => {
  test('the cookie is out of reach of scripts and of other sites, and its name is of this port', async () => {
    const { given, cookie } = await signIn();
    expect(given).toMatch(/; HttpOnly/i);
    expect(given).toMatch(/; SameSite=Strict/i);
    expect(given).not.toMatch(/Secure/i);
    expect(cookie).toContain(`codewright-${port}=`);
    expect(await statusAs(cookie)).toBe(200);
    const { url } = await bench.listen({ https: true });
    expect((await signIn('ann', {}, url)).given).toMatch(/; Secure/i);
  });

  test('a form or a page of another site or port changes nothing with it', async () => {
    const { cookie } = await signIn();
    const own = bench.api.url;
    const attempt = async (headers: Record<string, string>, mine: Record<string, string> = {}) =>
      (
        await fetch(`${own}/api/jobs/preview`, {
          method: 'POST',
          body: JSON.stringify(request()),
          headers: { cookie, ...mine, ...headers },
        })
      ).status;
    const meant = { 'x-codewright': '1' };
    expect(await attempt({ 'content-type': 'text/plain' })).toBe(403);
    expect(await attempt({ 'content-type': 'application/x-www-form-urlencoded', origin: own })).toBe(403);
    expect(await attempt({ origin: 'https://evil.example' }, meant)).toBe(403);
    expect(await attempt({ origin: 'http://127.0.0.1:1' }, meant)).toBe(403);
    expect(await attempt({ origin: `http://localhost:${port}` }, meant)).toBe(403);
    expect(await attempt({ origin: 'null' }, meant)).toBe(403);
    for (const site of ['cross-site', 'same-site', 'none'])
      expect(await attempt({ 'sec-fetch-site': site }, meant)).toBe(403);
    expect(await attempt({ origin: own, 'sec-fetch-site': 'same-origin' }, meant)).toBe(200);
  });

  test('what another port of this host reads is refused too', async () => {
    const { cookie } = await signIn();
    const read = async (headers: Record<string, string>) =>
      (await fetch(`${bench.api.url}/api/jobs`, { headers: { cookie, ...headers } })).status;
    expect(await read({ origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await read({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await read({ 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  test('a session that somebody else has chosen is never taken over, and the one before ends', async () => {
    const planted = `codewright-${port}=${'a'.repeat(43)}`;
    const first = await signIn('ann', { cookie: planted });
    expect(first.cookie).not.toBe(planted);
    expect(await statusAs(planted)).toBe(401);
    const second = await signIn('ann', { cookie: first.cookie });
    expect(second.cookie).not.toBe(first.cookie);
    expect(await statusAs(first.cookie)).toBe(401);
    expect(await statusAs(second.cookie)).toBe(200);
  });

  test('no other page signs this browser in as somebody else', async () => {
    const secret = await bench.access.link('ann', 1);
    const attempt = async (headers: Record<string, string>) =>
      (await fetch(`${bench.api.url}/api/session`, { method: 'POST', body: JSON.stringify({ secret }), headers }))
        .status;
    expect(await attempt({ 'content-type': 'text/plain' })).toBe(403);
    expect(await attempt({ 'x-codewright': '1', origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await attempt({ 'x-codewright': '1', origin: bench.api.url })).toBe(201);
  });

  test('a token is no session, a session no token, and neither a code or a hash', async () => {
    const { cookie } = await signIn();
    const session = cookie.split('=')[1] ?? '';
    const code = await bench.access.link('ann', 1);
    const made = (await bench.access.addToken({ user: 'ann', name: 'x' }, 'local')).secret;
    const [row] = await bench.runtime.storage.credentials();
    const bearer = async (secret: string) => (await bench.call('/api/session', { token: secret })).status;
    for (const wrong of [session, code, row?.hash ?? '', `${made}x`, made.slice(1), `${made},${made}`])
      expect(await bearer(wrong)).toBe(401);
    for (const wrong of [made, code, token]) expect(await statusAs(`codewright-${port}=${wrong}`)).toBe(401);
    expect(await bearer(made)).toBe(200);
    // A wrong token beside a good session is a wrong token.
    const both = { cookie, authorization: 'Bearer wrong' };
    expect((await fetch(`${bench.api.url}/api/session`, { headers: both })).status).toBe(401);
  });

  test('signing out ends the session on the server, not only in the browser', async () => {
    const { cookie } = await signIn();
    const out = (more: Record<string, string>) =>
      fetch(`${bench.api.url}/api/session`, { method: 'DELETE', headers: { cookie, ...more } });
    expect((await out({})).status).toBe(403);
    expect(await statusAs(cookie)).toBe(200);
    expect((await out({ 'x-codewright': '1' })).status).toBe(200);
    expect(await statusAs(cookie)).toBe(401);
  });

  test.each(['revoked token', 'ended session', 'changed role', 'removed user'])(
    'an open stream ends with its %s',
    async (how) => {
      const id = `user-${how.split(' ')[0]}`;
      await bench.access.addUser({ id, role: 'viewer' }, 'local');
      const made = await bench.access.addToken({ user: id, name: 'x' }, 'local');
      const { cookie } = await signIn(id);
      const proof = how === 'ended session' ? `Cookie: ${cookie}` : `Authorization: Bearer ${made.secret}`;
      const head = `GET /api/events/stream?after=1000000 HTTP/1.1\r\nHost: localhost:${port}\r\n${proof}\r\n\r\n`;
      const ask = how === 'ended session' ? head.replace('localhost', '127.0.0.1') : head;
      const { socket, said } = await raw(ask, /event: heartbeat/);
      expect(statusOf(said)).toBe(200);
      const control = await raw(ask.replace(proof, `Authorization: Bearer ${token}`), /event: heartbeat/);
      const closed = closing(socket);
      const session = (await bench.access.tokens(id)).find(({ kind }) => kind === 'session');
      if (how === 'revoked token') await bench.access.revoke(made.token.id, 'local');
      if (how === 'ended session') await bench.access.revoke(session?.id ?? '', id);
      if (how === 'changed role') await bench.access.setRole(id, 'member', 'local');
      if (how === 'removed user') await bench.access.removeUser(id, 'local');
      await closed;
      expect(control.socket.destroyed).toBe(false);
      control.socket.destroy();
    },
  );
});

describe('requests', () => {
  const head = (line: string, ...headers: string[]) => `${[line, ...headers].join('\r\n')}\r\n\r\n`;
  const own = () => [`Host: 127.0.0.1:${port}`, `Authorization: Bearer ${token}`, 'Connection: close'];

  test('a foreign host or none is refused, with the right token too', async () => {
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      `evil.example:${port}`,
      '',
      '127.0.0.1@evil.example',
    ]) {
      const { said } = await raw(head('GET /api/jobs HTTP/1.1', `Host: ${host}`, ...own().slice(1)));
      expect([host, [400, 403].includes(statusOf(said))]).toEqual([host, true]);
    }
    expect(statusOf((await raw(head('GET /api/jobs HTTP/1.1', ...own().slice(1)))).said)).toBe(400);
    const forwarded = ['X-Forwarded-Host: 127.0.0.1', 'Forwarded: host=127.0.0.1'];
    expect(
      statusOf((await raw(head('GET /api/jobs HTTP/1.1', 'Host: evil.example', ...own().slice(1), ...forwarded))).said),
    ).toBe(403);
    expect(statusOf((await raw(head('GET /api/jobs HTTP/1.1', ...own(), 'X-Forwarded-Host: evil.example'))).said)).toBe(
      200,
    );
  });

  test('paths by which something else could be meant lead nowhere without a token, and to no other job with one', async () => {
    const made = (await bench.access.addToken({ user: 'ann', name: 'paths' }, 'local')).secret;
    const { id } = await bench.submit('foreign.md');
    const asAnn = (path: string) =>
      raw(
        head(`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Authorization: Bearer ${made}`, 'Connection: close'),
      );
    const nobody = (path: string) => raw(head(`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Connection: close'));
    const tricks =
      '//api/jobs /api//jobs /API/jobs /api/jobs/ /./api/jobs /healthz/../api/jobs /api/jobs;x /%61pi/jobs /api%2fjobs /api/jobs%00 /healthz%2f..%2fapi/jobs /api/session/../jobs'.split(
        ' ',
      );
    for (const path of tricks) {
      const { said } = await nobody(path);
      expect([path, [400, 401, 403, 404].includes(statusOf(said))]).toEqual([path, true]);
      expect(said).not.toContain('"jobs"');
    }
    for (const path of [
      id,
      `${id}/`,
      `./${id}`,
      `x/../${id}`,
      `%2e%2e/jobs/${id}`,
      id.toUpperCase(),
      `${id}%00`,
      `${id}/../${id}`,
    ]) {
      const { said } = await asAnn(`/api/jobs/${path}`);
      expect([path, [400, 404].includes(statusOf(said))]).toEqual([path, true]);
      expect(said).not.toContain('foreign.md');
    }
    const { said } = await raw(head(`GET /api/jobs/${id} HTTP/1.1`, ...own()));
    expect(said).toContain('foreign.md');
  });

  test('two lengths, two hosts and broken headers are refused before anything is done', async () => {
    const body = JSON.stringify(request());
    const smuggled = head(
      'POST /api/jobs/preview HTTP/1.1',
      ...own(),
      `Content-Length: ${body.length}`,
      'Transfer-Encoding: chunked',
    );
    expect(statusOf((await raw(smuggled + body)).said)).toBe(400);
    const lengths = head(
      'POST /api/jobs/preview HTTP/1.1',
      ...own(),
      'Content-Length: 1',
      `Content-Length: ${body.length}`,
    );
    expect(statusOf((await raw(lengths + body)).said)).toBe(400);
    const hosts = await raw(head('GET /api/jobs HTTP/1.1', 'Host: evil.example', ...own()));
    expect([400, 403]).toContain(statusOf(hosts.said));
    const good = head('POST /api/jobs/preview HTTP/1.1', ...own(), `Content-Length: ${body.length}`);
    expect(statusOf((await raw(good + body)).said)).toBe(200);
  });

  test('a body is counted as it comes: too large by its word, in pieces, or compressed', async () => {
    const large = 'x'.repeat(300 * 1024);
    const chunk = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`;
    const chunked = await raw(head('POST /api/jobs HTTP/1.1', ...own(), 'Transfer-Encoding: chunked') + chunk);
    expect(statusOf(chunked.said)).toBe(413);
    const said = await raw(head('POST /api/jobs HTTP/1.1', ...own(), 'Content-Length: 100000000'), /^HTTP/);
    expect(statusOf(said.said)).toBe(413);
    said.socket.destroy();
    const send = async (goal: string, encode: boolean) => {
      const text = JSON.stringify({ ...request(), goal });
      const response = await fetch(`${bench.api.url}/api/jobs/preview`, {
        method: 'POST',
        body: encode ? gzipSync(text) : text,
        headers: { authorization: `Bearer ${token}`, ...(encode ? { 'content-encoding': 'gzip' } : {}) },
      });
      return [response.status, await response.text()] as const;
    };
    // 64 MB that fit into 64 KB: never unpacked.
    const [status, why] = await send('x'.repeat(64 * 1024 * 1024), true);
    expect(status).toBe(400);
    expect(why).toContain('compressed');
    expect((await send('create file a.md with "x"', true))[0]).toBe(400);
    expect((await send('create file a.md with "x"', false))[0]).toBe(200);
  });

  test('a body that trickles in is cut off in time, and others are served meanwhile', async () => {
    const { url } = await bench.listen({ headersMs: 300, requestMs: 700 });
    const at = Number(new URL(url).port);
    const socket = connect(at, '127.0.0.1');
    socket.on('error', () => 'cut off');
    await once(socket, 'connect');
    socket.write(head('POST /api/jobs HTTP/1.1', `Host: 127.0.0.1:${at}`, ...own().slice(1), 'Content-Length: 100000'));
    const closed = closing(socket);
    const trickle = setInterval(() => socket.write('x'), 50);
    socket.resume();
    expect((await bench.call('/api/session', { url })).status).toBe(200);
    await closed;
    clearInterval(trickle);
  });

  test('what deep or odd JSON says changes no object of ours', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const send = (body: string) => bench.call('/api/jobs', { method: 'POST', body });
    expect([400, 422]).toContain((await send(deep)).status);
    const polluted = await send(
      `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"goal":"hi"}`,
    );
    expect(polluted.status).toBe(422);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((await send('{"goal":"x"')).status).toBe(400);
  });
});

describe('limits', () => {
  test('limits are counted by user and not by what headers say of an address', async () => {
    const { url } = await bench.listen({ requestsPerMinute: 3 });
    const [one = '', two = ''] = await Promise.all(
      ['ann', 'local'].map(async (user) => (await bench.access.addToken({ user, name: 'limit' }, 'local')).secret),
    );
    const ask = async (secret: string, index: number) => {
      const headers = {
        'x-forwarded-for': `10.0.0.${index}`,
        'x-real-ip': `10.0.0.${index}`,
        forwarded: `for=10.0.0.${index}`,
      };
      return (await bench.call('/api/session', { url, token: secret, headers })).status;
    };
    const statuses = [];
    for (let index = 0; index < 5; index += 1) statuses.push(await ask(one, index));
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(await ask(two, 0)).toBe(200);
  });

  test('all together have a limit, and whoever is beyond their own takes nothing of it', async () => {
    const { url } = await bench.listen({ requestsPerMinute: 2, allPerMinute: 4 });
    const users = await Promise.all(
      [1, 2, 3].map(async (number) => {
        await bench.access.addUser({ id: `crowd-${number}`, role: 'viewer' }, 'local');
        return (await bench.access.addToken({ user: `crowd-${number}`, name: 'x' }, 'local')).secret;
      }),
    );
    const statuses: number[][] = [];
    for (const secret of users) {
      const own: number[] = [];
      for (let turn = 0; turn < 4; turn += 1)
        own.push((await bench.call('/api/session', { url, token: secret })).status);
      statuses.push(own);
    }
    expect(statuses).toEqual([
      [200, 200, 429, 429],
      [200, 200, 429, 429],
      [429, 429, 429, 429],
    ]);
  });

  test('who guesses tokens is slowed down, and whoever has one is not', async () => {
    const { url } = await bench.listen({ requestsPerMinute: 1000 });
    const guess = async () => (await bench.call('/api/session', { url, token: 'guess' })).status;
    const statuses = new Set<number>();
    // More than the 60 of a minute, by as many as come back while it asks.
    for (let turn = 0; turn < 600 && !statuses.has(429); turn += 1) statuses.add(await guess());
    expect(statuses).toEqual(new Set([401, 429]));
    expect((await bench.call('/api/session', { url })).status).toBe(200);
  });

  test('a member’s job cannot be steered by another member on any way', async () => {
    await bench.access.addUser({ id: 'mallory', role: 'member' }, 'local');
    const made = (await bench.access.addToken({ user: 'mallory', name: 'x' }, 'local')).secret;
    const job: Job = await bench.submit('steered.md');
    const steer = (path: string, secret: string) =>
      bench.call(`/api/jobs/${job.id}/${path}`, { method: 'POST', body: '{"text":"x","step":"x"}', token: secret });
    for (const path of ['cancel', 'pause', 'say', 'merge', 'fork', 'replay', 'publish', 'resume'])
      expect([path, (await steer(path, made)).status]).toEqual([path, 404]);
    expect((await steer('cancel', token)).status).toBe(200);
  });
});
