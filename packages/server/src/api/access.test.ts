import type { Role } from '@codewright/protocol/access';
import type { Job } from '@codewright/protocol/job';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ApiBench, openApi, parseStream, token } from './testing.ts';

let bench: ApiBench;
/** By the name of their user. */
const tokens: Record<string, string> = {};
let annsJob: Job;
let bensJob: Job;

beforeAll(async () => {
  bench = await openApi();
  const people: [string, Role][] = [
    ['ann', 'member'],
    ['ben', 'member'],
    ['vera', 'viewer'],
    ['root', 'admin'],
  ];
  for (const [id, role] of people) {
    await bench.access.addUser({ id, role }, 'local');
    tokens[id] = (await bench.access.addToken({ user: id, name: 'test' }, 'local')).secret;
  }
  annsJob = await make('ann', 'ann.md');
  bensJob = await make('ben', 'ben.md');
  for (const job of [annsJob, bensJob])
    await vi.waitFor(async () => expect((await bench.client.job(job.id)).job.status).toBe('succeeded'), 60_000);
});
afterAll(() => bench[Symbol.asyncDispose]());

const as = (user: string, path: string, options: RequestInit = {}) =>
  bench.call(path, { ...options, token: tokens[user] ?? '' });
const send = (user: string, path: string, body: unknown, method = 'POST') =>
  as(user, path, { method, body: JSON.stringify(body) });
const json = async <T>(response: Response | Promise<Response>): Promise<T> => (await (await response).json()) as T;
async function make(user: string, file: string, more: object = {}): Promise<Job> {
  const made = await send(user, '/api/jobs', { goal: `create file ${file} with "x"`, repository: bench.repo, ...more });
  expect(made.status).toBe(201);
  return ((await made.json()) as { job: Job }).job;
}

describe('whose a job is', () => {
  test('a job belongs to whoever asked for it, whatever the request says', async () => {
    expect(annsJob.createdBy).toBe('ann');
    expect((await make('ben', 'forged.md', { createdBy: 'ann' })).createdBy).toBe('ben');
  });

  test('a member meets own jobs on every way, and another’s on none', async () => {
    const ids = async (user: string, query = '') =>
      (await json<{ jobs: Job[] }>(as(user, `/api/jobs${query}`))).jobs.map(({ id }) => id);
    expect(await ids('ann')).toEqual([annsJob.id]);
    expect(await ids('ann', '?createdBy=ben')).toEqual([annsJob.id]);
    expect(await ids('ben')).toContain(bensJob.id);
    expect(await ids('root', '?createdBy=ann')).toEqual([annsJob.id]);
    const entries = async (user: string) =>
      (await json<{ events: { job: string }[] }>(as(user, '/api/events?limit=5000'))).events.map(({ job }) => job);
    expect(new Set(await entries('ann'))).toEqual(new Set([annsJob.id]));
    expect(new Set(await entries('root')).size).toBeGreaterThan(2);
    const found = await json<{ events: { job: string }[] }>(as('ann', '/api/ledger/search?q=create'));
    expect(new Set(found.events.map(({ job }) => job))).toEqual(new Set([annsJob.id]));
  });

  test('every route of a job answers its owner and an admin, and is not there for another member', async () => {
    const { routes } = await import('@codewright/protocol/api');
    const all = Object.entries(routes).filter(([, { path }]) => path.startsWith('/api/jobs/{id}'));
    expect(all.length).toBeGreaterThan(15);
    for (const [name, route] of all) {
      for (const id of [annsJob.id, annsJob.id.slice(-8)]) {
        const path = route.path.replace('{id}', id);
        const foreign = await as('ben', path, {
          method: route.method,
          ...(route.method === 'GET' ? {} : { body: '{}' }),
        });
        expect([name, foreign.status]).toEqual([name, 404]);
        await foreign.body?.cancel();
      }
    }
    for (const path of ['', '/digest', '/events', '/stream', '/diff', '/verify', '/truthpack']) {
      for (const user of ['ann', 'root', 'vera']) {
        const own = await as(user, `/api/jobs/${annsJob.id}${path}`);
        expect([user, path, own.status]).toEqual([user, path, 200]);
        await own.body?.cancel();
      }
    }
  });

  test('the stream of everything tells a member of own jobs only', async () => {
    const stop = new AbortController();
    const response = await as('ann', '/api/events/stream', { signal: stop.signal });
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('event: heartbeat')) text += new TextDecoder().decode((await reader?.read())?.value);
    stop.abort();
    const jobs = parseStream(text).flatMap(({ event, data }) =>
      event === 'event' ? [(JSON.parse(data) as { job: string }).job] : [],
    );
    expect(new Set(jobs)).toEqual(new Set([annsJob.id]));
  });

  test('nothing of another’s job comes in through a new one: neither as parent nor by its conversation', async () => {
    const request = { goal: 'create file y.md with "x"', repository: bench.repo };
    for (const more of [{ parent: annsJob.id }, { conversation: annsJob.id }])
      expect((await send('ben', '/api/jobs', { ...request, ...more })).status).toBe(404);
    expect((await send('ann', '/api/jobs', { ...request, parent: annsJob.id })).status).toBe(201);
    expect((await send('ann', '/api/jobs', { ...request, sandbox: 'process' })).status).toBe(403);
  });

  test('what a member says in chat becomes a job of theirs, and nobody else of their kind finds the conversation', async () => {
    const said = await send('ann', '/api/chat', { text: 'create file chat.md with "x"', folder: bench.repo });
    expect(said.status).toBe(201);
    const mine = async (user: string) =>
      (await json<{ conversations: { id: string }[] }>(as(user, '/api/conversations'))).conversations.map(
        ({ id }) => id,
      );
    const [conversation = ''] = await mine('ann');
    expect(await mine('ben')).toEqual([]);
    const { jobs } = await json<{ jobs: Job[] }>(as('ann', `/api/jobs?conversationId=${conversation}`));
    expect(jobs.map(({ createdBy }) => createdBy)).toEqual(['ann']);
    expect((await as('ann', `/api/conversations/${conversation}`)).status).toBe(200);
    expect((await as('ben', `/api/conversations/${conversation}`)).status).toBe(404);
    expect((await send('ben', '/api/chat', { text: 'and now d.md', conversationId: conversation })).status).toBe(404);
  });

  test('what a person does is recorded under their name', async () => {
    const job = await make('ann', 'said.md');
    await send('ann', `/api/jobs/${job.id}/cancel`, {});
    const said = (await bench.client.history(job.id)).filter(({ actor }) => actor.type === 'user');
    expect(new Set(said.map(({ actor }) => actor.id))).toEqual(new Set(['ann']));
  });
});

describe('roles', () => {
  test('each route refuses whoever is less than it asks for, and says what it takes', async () => {
    const { routes } = await import('@codewright/protocol/api');
    for (const [name, route] of Object.entries(routes)) {
      if ('open' in route) continue;
      const path = route.path.replace('{id}', annsJob.id);
      const options = { method: route.method, ...(route.method === 'GET' ? {} : { body: '{' }) };
      const role: Role = route.role;
      const refused = role === 'viewer' ? [] : role === 'member' ? ['vera'] : ['vera', 'ann'];
      for (const user of refused) {
        const response = await as(user, path, options);
        expect([name, user, response.status]).toEqual([name, user, 403]);
        expect((await json<{ error: { message: string } }>(response)).error.message).toContain(role);
      }
    }
  });

  test('an admin manages users; a member cannot, and a changed role counts at once', async () => {
    const made = await send('root', '/api/users', { id: 'dora', role: 'viewer' });
    expect(made.status).toBe(201);
    const { code } = await json<{ code: string }>(made);
    expect((await send('root', '/api/users', { id: 'dora', role: 'viewer' })).status).toBe(409);
    expect((await send('root', '/api/users', { id: 'No Such!', role: 'viewer' })).status).toBe(422);
    const start = { goal: 'create file d.md with "x"', repository: bench.repo };
    tokens['dora'] = (await bench.access.addToken({ user: 'dora', name: 'x' }, 'local')).secret;
    expect((await send('dora', '/api/jobs/preview', start)).status).toBe(403);
    expect((await send('root', '/api/users/dora', { role: 'member' }, 'PUT')).status).toBe(200);
    expect((await send('dora', '/api/jobs/preview', start)).status).toBe(200);
    expect((await send('dora', '/api/users/dora', { role: 'admin' }, 'PUT')).status).toBe(403);
    expect((await as('root', '/api/users/dora', { method: 'DELETE' })).status).toBe(200);
    expect((await as('dora', '/api/session')).status).toBe(401);
    expect(await bench.access.signIn(code, 'late')).toBeNull();
    expect((await as('root', '/api/users/local', { method: 'DELETE' })).status).toBe(409);
  });

  test('everybody makes and revokes own tokens, and only an admin those of others', async () => {
    const made = await json<{ secret: string; token: { id: string } }>(send('ann', '/api/tokens', { name: 'laptop' }));
    const use = () => bench.call('/api/session', { token: made.secret });
    expect(await json(use())).toEqual({ user: 'ann', role: 'member' });
    expect((await send('ann', '/api/tokens', { name: 'x', user: 'ben' })).status).toBe(403);
    const owners = async (user: string) =>
      new Set((await json<{ tokens: { user: string }[] }>(as(user, '/api/tokens'))).tokens.map((each) => each.user));
    expect(await owners('ann')).toEqual(new Set(['ann']));
    expect((await owners('root')).size).toBeGreaterThan(3);
    expect(JSON.stringify(await json(as('root', '/api/tokens')))).not.toContain('hash');
    expect((await as('ben', `/api/tokens/${made.token.id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await use()).status).toBe(200);
    expect((await as('ann', `/api/tokens/${made.token.id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await use()).status).toBe(401);
  });

  test('every change of access is in the ledger, without a secret', async () => {
    const recorded = await bench.runtime.ledger.read({ job: 'access' });
    const events = new Set(recorded.map(({ data }) => data['event']));
    for (const event of ['user-added', 'role-changed', 'user-removed', 'token-added', 'token-revoked'])
      expect(events).toContain(event);
    for (const secret of [token, ...Object.values(tokens)]) expect(JSON.stringify(recorded)).not.toContain(secret);
    expect((await bench.runtime.ledger.verify('access')).ok).toBe(true);
  });
});

test('of a secret only its hash is in the database', async () => {
  const rows = JSON.stringify(await bench.runtime.storage.credentials());
  for (const secret of Object.values(tokens)) expect(rows).not.toContain(secret);
});
