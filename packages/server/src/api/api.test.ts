import { request } from 'node:http';
import { join } from 'node:path';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../config.ts';
import { createClient } from '../main/client.ts';
import { openRuntime } from '../main/runtime.ts';
import { createSandboxes } from '../main/sandboxes.ts';
import type { RunningApi } from './contract.ts';
import { listen } from './listen.ts';
import { type ApiBench, openApi, parseStream, partsOf, type Sent, token } from './testing.ts';

let bench: ApiBench;
let api: RunningApi;
let folder: string;
let repo: string;
let call: ApiBench['call'];
let post: ApiBench['post'];

beforeAll(async () => {
  bench = await openApi();
  ({ api, folder, repo, call, post } = bench);
});
afterAll(() => bench[Symbol.asyncDispose]());

const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;
const submit = async (name: string, more: object = {}): Promise<Job> => {
  const made = await post('/api/jobs', { goal: `create file ${name} with "hello"`, repository: repo, ...more });
  expect(made.status).toBe(201);
  return ((await made.json()) as { job: Job }).job;
};

describe('who may ask', () => {
  test('nobody without the token, on any route but the health checks', async () => {
    for (const wrong of [null, '', 'wrong', `${token}x`, token.slice(0, -1)]) {
      const refused = await call('/api/jobs', { token: wrong });
      expect([wrong, refused.status, await codeOf(refused)]).toEqual([wrong, 401, 'UNAUTHORIZED']);
    }
    expect((await call('/api/no/such', { token: null })).status).toBe(401);
    expect((await call('/api/jobs')).status).toBe(200);
    expect((await call('/healthz', { token: null })).status).toBe(200);
    expect((await call('/readyz', { token: null })).status).toBe(200);
  });

  test('nobody from a foreign host name or a foreign site, even with the token', async () => {
    expect(await statusWith({ host: 'evil.example' })).toBe(403);
    expect(await statusWith({ host: 'localhost.evil.example:4180' })).toBe(403);
    expect(await statusWith({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusWith({ origin: 'null' })).toBe(403);
    expect(await statusWith({ host: 'localhost', origin: 'http://localhost:5173' })).toBe(200);
    expect(await statusWith({})).toBe(200);
    // Behind a proxy it has another name, which its settings say.
    const proxied = await bench.listen({ hostNames: ['Codewright.example'] });
    const named = { host: 'codewright.example', origin: 'https://codewright.example' };
    expect([await statusWith(named), await statusWith(named, proxied.url)]).toEqual([403, 200]);
  });
});

/** fetch does not let a test choose its Host. */
function statusWith(headers: Record<string, string>, url = api.url): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}/api/jobs`, { headers: { authorization: `Bearer ${token}`, ...headers } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('what is wrong with a request', () => {
  test('is said with its code: bad JSON, wrong fields, too large, unknown job, unknown route', async () => {
    const wrong = async (path: string, init: RequestInit) => {
      const response = await call(path, init);
      return [response.status, await codeOf(response)];
    };
    const body = (text: string) => ({ method: 'POST', body: text });
    expect(await wrong('/api/jobs', body('{'))).toEqual([400, 'BAD_REQUEST']);
    expect(await wrong('/api/jobs', body('[]'))).toEqual([422, 'VALIDATION_ERROR']);
    expect(await wrong('/api/jobs', body('{"goal":7}'))).toEqual([422, 'VALIDATION_ERROR']);
    expect(await wrong('/api/jobs', body('{"goal":""}'))).toEqual([422, 'VALIDATION_ERROR']);
    expect(await wrong('/api/jobs', body(`{"goal":"${'x'.repeat(300_000)}"}`))).toEqual([413, 'VALIDATION_ERROR']);
    expect(await wrong('/api/jobs', body('{"goal":"review this","repository":"relative"}'))).toEqual([
      422,
      'VALIDATION_ERROR',
    ]);
    expect(await wrong('/api/jobs?limit=0', {})).toEqual([422, 'VALIDATION_ERROR']);
    expect(await wrong('/api/jobs?status=odd', {})).toEqual([422, 'VALIDATION_ERROR']);
    expect(await wrong('/api/jobs/nope/cancel', { method: 'POST' })).toEqual([404, 'NOT_FOUND']);
    for (const part of ['', '/events', '/diff', '/verify', '/truthpack', '/stream'])
      expect(await wrong(`/api/jobs/nope${part}`, {})).toEqual([404, 'NOT_FOUND']);
    expect(await wrong('/api/nope', {})).toEqual([404, 'NOT_FOUND']);
    expect(await wrong('/nope', {})).toEqual([404, 'NOT_FOUND']);
    expect(await wrong('/api/jobs', { method: 'DELETE' })).toEqual([405, 'BAD_REQUEST']);
    expect((await call('/api/jobs', { method: 'PUT' })).headers.get('allow')).toBe('GET, POST');
    expect((await call('/api/jobs/nope/cancel')).headers.get('allow')).toBe('POST');
    // A body is read as JSON, whatever its type says; HEAD is a GET.
    expect((await call('/api/jobs', { method: 'HEAD' })).status).toBe(200);
  });

  test('a vague one is not queued: it gets the questions', async () => {
    const before = ((await (await call('/api/jobs')).json()) as { jobs: Job[] }).jobs.length;
    const preview = (await (await post('/api/jobs/preview', { goal: 'make something nice' })).json()) as object;
    expect(preview).toMatchObject({ verdict: 'needs-answer', questions: expect.arrayContaining([expect.any(String)]) });
    const refused = await post('/api/jobs', { goal: 'make something nice' });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ error: { details: { questions: expect.any(Array) } } });
    expect(((await (await call('/api/jobs')).json()) as { jobs: Job[] }).jobs).toHaveLength(before);
  });
});

describe('a job over HTTP', () => {
  test('streams each entry once and in order, with heartbeats, and completes; the rest of its routes then answer', async () => {
    const job = await submit('docs/a.md');
    const seen = await readStream(`/api/jobs/${job.id}/stream`);
    expect(seen.at(-1)?.event).toBe('complete');
    expect(seen.some(({ event }) => event === 'heartbeat')).toBe(true);
    expect(seen[0]?.event).toBe('status');
    const entries = entriesOf(seen);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));

    const of = async (part: string) => (await call(`/api/jobs/${job.id}${part}`)).json();
    expect(await of('')).toMatchObject({ job: { status: 'succeeded' }, gates: expect.any(Array) });
    const { events } = (await of('/events')) as { events: LedgerEntry[] };
    expect(entries.map(({ hash }) => hash)).toEqual(events.slice(0, entries.length).map(({ hash }) => hash));
    const digest = await call(`/api/jobs/${job.id}/digest`);
    expect(await digest.json()).toMatchObject({ percent: 100, phases: expect.any(Array) });
    // What is recorded behind the end makes it another one, once.
    let tag = '';
    const again = async () => {
      const read = await call(`/api/jobs/${job.id}/digest`, { headers: { 'if-none-match': tag } });
      tag = read.headers.get('etag') ?? '';
      return read.status;
    };
    await expect.poll(again).toBe(304);
    expect(await of('/verify')).toMatchObject({ ok: true });
    expect(await of('/truthpack')).toHaveProperty('signatures');
    expect(await (await call(`/api/jobs/${job.id}/diff`)).text()).toContain('+hello');
    expect((await call(`/api/jobs/${job.id}/resume`, { method: 'POST' })).status).toBe(409);
    expect((await post(`/api/jobs/${job.id}/answer`, { id: 'x', digest: 'y', answer: 'z' })).status).toBe(409);
    expect((await post(`/api/jobs/${job.id}/fork`, { step: 'no-such' })).status).toBe(404);
    expect(await (await call(`/api/jobs/${job.id}/merge`, { method: 'POST' })).json()).toMatchObject({
      branch: expect.any(String),
    });

    // From the middle: what comes after, the merge too, nothing twice.
    const whole = ((await of('/events')) as { events: LedgerEntry[] }).events;
    const middle = entries[Math.floor(entries.length / 2)];
    const rest = await readStream(`/api/jobs/${job.id}/stream`, { 'last-event-id': String(middle?.position) });
    expect(entriesOf(rest).map(({ position }) => position)).toEqual(
      whole.filter(({ position }) => position > (middle?.position ?? 0)).map(({ position }) => position),
    );
    expect(rest.at(-1)?.event).toBe('complete');
    // From the end: nothing is missing, so it is complete at once.
    const end = await readStream(`/api/jobs/${job.id}/stream`, { 'last-event-id': String(whole.at(-1)?.position) });
    expect([entriesOf(end), end.at(-1)?.event]).toEqual([[], 'complete']);
  });

  test('may be asked for by the names of the seed contract', async () => {
    const preview = await post('/api/jobs', {
      goal: 'create file b.md with "x"',
      repoPath: repo,
      stepCap: 19,
      tokenCap: 9_000,
      costCapCents: 7,
    });
    expect(((await preview.json()) as { job: Job }).job).toMatchObject({
      repository: repo,
      caps: { steps: 19, tokens: 9_000, cents: 7 },
    });
  });
});

test('readiness is not claimed once storage is gone, and a close does not wait for open streams', async () => {
  const other = await openRuntime(loadConfig({ env: { HOME: folder }, home: join(folder, 'other') }), { quiet: true });
  const own = await listen(
    {
      client: createClient(other, createSandboxes(other), folder),
      ...partsOf(other),
      version: '0',
      logger: other.logger,
      ready: async () => (await other.ledger.position()) >= 0,
    },
    { host: '127.0.0.1', port: 0 },
  );
  expect((await fetch(`${own.url}/readyz`)).status).toBe(200);
  const stream = await fetch(`${own.url}/api/events/stream`, { headers: { authorization: `Bearer ${token}` } });
  expect(stream.status).toBe(200);
  await other.close();
  expect((await fetch(`${own.url}/readyz`)).status).toBe(503);
  await own.close();
  await expect(stream.text().catch(() => 'cut')).resolves.toBeDefined();
  await expect(fetch(`${own.url}/readyz`)).rejects.toThrow();
});

test('a taken port is said as such', async () => {
  const port = Number(new URL(api.url).port);
  const options = {
    client: bench.client,
    ...partsOf(bench.runtime),
    version: '0',
    logger: bench.runtime.logger,
    ready: async () => true,
  };
  await expect(listen(options, { host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'ENVIRONMENT',
    message: expect.stringContaining('taken'),
  });
});

/** Server-Sent Events to the end of the stream. */
async function readStream(path: string, headers: Record<string, string> = {}): Promise<Sent[]> {
  return parseStream(await (await call(path, { headers })).text());
}

function entriesOf(sent: Sent[]): LedgerEntry[] {
  const events = sent.filter(({ event }) => event === 'event');
  const entries = events.map(({ data }) => JSON.parse(data) as LedgerEntry);
  expect(events.map(({ id }) => id)).toEqual(entries.map(({ position }) => String(position)));
  return entries;
}
