import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ClientError } from '@codewright/protocol/client-error';
import { createHttpClient, isUnreachable } from '@codewright/protocol/http-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listen } from './listen.ts';
import { type ApiBench, openApi, partsOf, token } from './testing.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await openApi();
});
afterAll(() => bench[Symbol.asyncDispose]());

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
/** A server that is none of ours. */
async function stranger(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a stream goes on over restarts of the server: each entry once, in order', async () => {
  const options = {
    client: bench.client,
    ...partsOf(bench.runtime),
    version: '0',
    logger: bench.runtime.logger,
    ready: async () => true,
  };
  const limits = { requestsPerMinute: null, jobsPerMinute: null, heartbeatMs: 50 };
  let api = await listen({ ...options, ...limits }, { host: '127.0.0.1', port: 0 });
  const port = Number(new URL(api.url).port);
  const client = createHttpClient({ url: api.url, token });
  const job = await bench.submit('restart.md');
  const stop = new AbortController();
  const seen: number[] = [];
  for await (const entry of client.events({ job: job.id, signal: stop.signal })) {
    seen.push(entry.seq);
    if (seen.length % 4 === 0 && seen.length <= 12) {
      await api.close();
      api = await listen({ ...options, ...limits }, { host: '127.0.0.1', port });
    }
    if (entry.kind === 'job_status' && entry.data['to'] === 'succeeded') stop.abort();
  }
  await api.close();
  expect(seen).toEqual(seen.map((_, index) => index + 1));
  expect(seen.length).toBeGreaterThan(12);
});

test('a stream to a server that stays away ends with an error; one that falls silent is taken up again', async () => {
  const gone = createHttpClient({ url: 'http://127.0.0.1:1', token, patienceMs: 300 });
  const events = gone.events({ signal: new AbortController().signal });
  const first = events[Symbol.asyncIterator]().next();
  await expect(first).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE', hint: expect.any(String) });

  const mute = createHttpClient({ url: await stranger(() => undefined), token, silenceMs: 100, patienceMs: 300 });
  const never = mute.events({ signal: new AbortController().signal });
  await expect(never[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });

  let asked = 0;
  const [entry] = await bench.client.entries({ limit: 1 });
  const url = await stranger((_request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    // The first says nothing for ever, as a link does that has died without a word.
    if (asked > 1) response.write(`event: event\nid: 1\ndata: ${JSON.stringify({ ...entry, position: 1 })}\n\n`);
    else response.flushHeaders();
  });
  const client = createHttpClient({ url, token, silenceMs: 200 });
  const stop = new AbortController();
  for await (const { position } of client.events({ signal: stop.signal })) {
    expect(position).toBe(1);
    stop.abort();
  }
  expect(asked).toBeGreaterThan(1);
});

test('a stream that is cut in the middle of an event, or of a letter, gives the event once it comes whole', async () => {
  const [entry] = await bench.client.entries({ limit: 1 });
  const text = (position: number) =>
    `event: event\r\nid: ${position}\r\ndata: ${JSON.stringify({ ...entry, position, summary: 'Schön — 漢字 🎉' })}\r\n\r\n`;
  let asked = 0;
  const url = await stranger((request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const from = Number(request.headers['last-event-id']);
    const bytes = Buffer.from(text(from + 1) + text(from + 2));
    if (asked === 1) response.write(bytes.subarray(0, bytes.length - 30), () => response.destroy());
    else for (const byte of bytes) response.write(Buffer.from([byte]));
  });
  const stop = new AbortController();
  const seen: [number, string][] = [];
  for await (const { position, summary } of createHttpClient({ url, token }).events({ signal: stop.signal })) {
    seen.push([position, summary]);
    if (seen.length === 3) stop.abort();
  }
  expect(seen).toEqual([1, 2, 3].map((position) => [position, 'Schön — 漢字 🎉']));
});

test('a busy server is waited for, and its refusal is not an error', async () => {
  const strict = await bench.listen({ requestsPerMinute: 60 });
  const client = createHttpClient({ url: strict.url, token });
  await Promise.all(Array.from({ length: 62 }, () => client.jobs({ limit: 1 })));
});

test('an answer that is lost on its way is asked for again, where asking twice does no harm', async () => {
  const asked: string[] = [];
  const keys = new Set<unknown>();
  const url = await stranger((request, response) => {
    asked.push(`${request.method} ${request.url?.split('?')[0]}`);
    if (request.url === '/api/jobs' && request.method === 'POST') keys.add(request.headers['idempotency-key']);
    response.destroy();
  });
  const client = createHttpClient({ url, token });
  const calls = [
    () => client.jobs({}),
    () => client.submit({ goal: 'x' }),
    () => client.say('abcd', 'x'),
    () => client.merge('abcd'),
  ];
  for (const work of calls) expect(isUnreachable(await work().catch((error: unknown) => error))).toBe(true);
  expect(asked.toSorted()).toEqual([
    'GET /api/jobs',
    'GET /api/jobs',
    'POST /api/jobs',
    'POST /api/jobs',
    'POST /api/jobs/abcd/merge',
    'POST /api/jobs/abcd/say',
  ]);
  expect([keys.size, [...keys][0]]).toEqual([1, expect.any(String)]);
});

test('the client is made of what a browser has too', async () => {
  const { build } = await import('esbuild');
  const client = join(import.meta.dirname, '../../../protocol/src/http-client.ts');
  const made = await build({ entryPoints: [client], bundle: true, write: false, platform: 'browser', format: 'esm' });
  expect([made.errors, made.warnings]).toEqual([[], []]);
  expect(made.outputFiles[0]?.text).not.toMatch(/\bfrom ?["']node:|\brequire\(|\bprocess\.|\bBuffer\b/);
});

describe('what is no answer of ours', () => {
  const cases: [string, RequestListener, string][] = [
    ['HTML with 200', (_, response) => void response.end('<html>'), 'INTERNAL'],
    ['JSON of another shape', (_, response) => void response.end('{"jobs":[{"id":7}]}'), 'INTERNAL'],
    ['an error that is not ours', (_, response) => void response.writeHead(502).end('Bad gateway'), 'INTERNAL'],
    [
      'a redirect',
      (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'SERVER_UNREACHABLE',
    ],
  ];
  test.each(cases)('%s is an error with a hint', async (_name, answer, code) => {
    const client = createHttpClient({ url: await stranger(answer), token });
    const error: unknown = await client.jobs({}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({ code, hint: expect.any(String) });
  });
});
