import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Job } from '@codewright/protocol/job';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiBench, openApi, parseStream, token } from './testing.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await openApi();
});
afterAll(() => bench[Symbol.asyncDispose]());

const raw = async (url: string): Promise<Socket> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
};
const head = (path: string, more = '') =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n${more}`;
/** What a socket says until the server closes it. */
async function said(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await once(socket, 'close');
  return text;
}

test('headers that are too large, or take too long, and a body that does not come are refused, and the link is closed', async () => {
  const { url } = await bench.listen({ headersMs: 300, requestMs: 600 });
  // Anew where this process stood still for longer than the limit: it was late itself then.
  const answered = (text: string) =>
    expect.poll(async () => {
      const socket = await raw(url);
      socket.write(text);
      return said(socket);
    });
  await answered(head('/api/jobs', `X-Large: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  const never = await raw(url);
  never.write(head('/api/jobs'));
  expect(await said(never)).toMatch(/^HTTP\/1\.1 408 /);
  const halfway = await raw(url);
  halfway.write(head('/api/jobs', 'Content-Length: 100\r\n\r\n{').replace('GET', 'POST'));
  expect(await said(halfway)).toMatch(/^HTTP\/1\.1 408 /);
  // The control: the same request, whole and in time.
  await answered(head('/api/jobs', 'Connection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
});

test('a burst up to the limit is taken, then one at a time; new jobs have a budget of their own', async () => {
  const { url } = await bench.listen({ requestsPerMinute: 5, jobsPerMinute: 2 });
  const list = () => bench.call('/api/jobs', { url });
  const statuses = [];
  for (let turn = 0; turn < 7; turn += 1) statuses.push((await list()).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  const refused = await list();
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(12);
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(refused.headers.get('x-ratelimit-limit')).toBe('5');
  expect(await refused.json()).toMatchObject({ error: { code: 'RATE_LIMITED', reason: 'RATE_LIMITED' } });
  const make = () => bench.call('/api/jobs', { url, method: 'POST', body: '{}' });
  expect([(await make()).status, (await make()).status, (await make()).status]).toEqual([422, 422, 429]);
});

test('one key makes one job, however often it is sent; another request with it is refused', async () => {
  const body = { goal: 'create file a.md with "x"', repoPath: bench.repo };
  const make = (key: string, more: object = {}) =>
    bench.call('/api/jobs', {
      method: 'POST',
      body: JSON.stringify({ ...body, ...more }),
      headers: { 'idempotency-key': key },
    });
  const answers = await Promise.all([make('k1'), make('k1'), make('k1')]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  const ids = await Promise.all(answers.map(async (each) => ((await each.json()) as { id: string }).id));
  expect(new Set(ids).size).toBe(1);
  const other = await make('k1', { goal: 'create file b.md with "x"' });
  expect([other.status, await other.json()]).toMatchObject([
    422,
    { error: { message: expect.stringMatching(/used for another request/) } },
  ]);
  expect((await make('two words')).status).toBe(422);
  expect(((await (await make('k2')).json()) as { id: string }).id).not.toBe(ids[0]);
  // In a folder that the first one has filled, the second still gets the first one's job.
  const build = { goal: 'A REST API for a todo app', mode: 'build', output: `${bench.folder}/built` };
  const first = (await (await make('k3', build)).json()) as { job: Job };
  await bench.client.cancel(first.job.id);
  mkdirSync(build.output, { recursive: true });
  writeFileSync(`${build.output}/file`, '');
  expect(((await (await make('k3', build)).json()) as { job: Job }).job.id).toBe(first.job.id);
  expect((await make('k4', build)).status).toBe(422);
});

test('a reader that takes nothing is cut off; it comes again with the last id it saw, and misses nothing', async () => {
  const { url } = await bench.listen({ stallMs: 400, heartbeatMs: 60_000 });
  const job = await bench.submit('large.md');
  await expect.poll(async () => (await bench.client.job(job.id)).job.status).toBe('succeeded');
  const entry = (number: number) => ({
    job: job.id,
    kind: 'event' as const,
    actor: { type: 'system' as const, id: 'test' },
    summary: `Entry ${number}`,
    data: { text: 'x'.repeat(50_000) },
  });
  for (let round = 0; round < 20; round += 1)
    await bench.runtime.ledger.append(Array.from({ length: 20 }, (_, index) => entry(round * 20 + index)));
  const socket = await raw(url);
  socket.write(head(`/api/events/stream?job=${job.id}`, '\r\n'));
  socket.pause();
  // More than the two sides' buffers hold: the server notices, waits, and lets go. Who reads nothing hears nothing of it.
  const closed = once(socket, 'close');
  const at = (port: string | number | undefined) => Number(port).toString(16).toUpperCase().padStart(4, '0');
  const established = ` 0100007F:${at(new URL(url).port)} 0100007F:${at(socket.localPort)} 01 `;
  expect(readFileSync('/proc/net/tcp', 'utf8')).toContain(established);
  await expect.poll(() => readFileSync('/proc/net/tcp', 'utf8')).not.toContain(established);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  socket.on('error', () => 'cut off, as it should be');
  socket.resume();
  await closed;
  // Chunked transfer: what came whole counts.
  const seen = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  const everything = (await bench.client.history(job.id)).map(({ position }) => position);
  expect(seen.length).toBeLessThan(everything.length);
  expect(seen).toEqual(everything.slice(0, seen.length));
  // The last may have come in part only; one that was seen whole is the safe place to go on from.
  const last = seen.at(-2) ?? 0;
  const rest = await bench.call(`/api/jobs/${job.id}/stream`, { headers: { 'last-event-id': String(last) } });
  const positions = parseStream(await rest.text()).flatMap(({ event, id }) => (event === 'event' ? [Number(id)] : []));
  expect([...seen.slice(0, -1), ...positions]).toEqual(everything);
});

test('a reader that reads is not cut off, however long nothing happens', async () => {
  const { url } = await bench.listen({ stallMs: 200, heartbeatMs: 50 });
  const stop = new AbortController();
  const response = await bench.call('/api/events/stream?after=1000000', { url, signal: stop.signal });
  const reader = response.body?.getReader();
  let text = '';
  while ((text.match(/event: heartbeat/g)?.length ?? 0) < 12) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    expect(done).toBe(false);
    text += new TextDecoder().decode(value);
  }
  stop.abort();
});
