import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Metrics } from '@codewright/protocol/figures';
import { metrics as metricsForm } from '@codewright/protocol/figures';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ApiBench, openApi } from './testing.ts';

let bench: ApiBench;
let member: string;
beforeAll(async () => {
  bench = await openApi();
  const { id } = await bench.submit('first.md');
  await vi.waitUntil(async () => (await bench.client.job(id)).job.status === 'succeeded', 60_000);
  await bench.post('/api/users', { id: 'ann', role: 'member' });
  const made = await bench.post('/api/tokens', { user: 'ann', name: 'laptop' });
  member = ((await made.json()) as { secret: string }).secret;
});
afterAll(() => bench[Symbol.asyncDispose]());

const read = async <T>(path: string, token?: string): Promise<T> => {
  const response = await bench.call(path, token === undefined ? {} : { token });
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
};

test('figures say what was done, and a member sees own ones alone', async () => {
  const all = metricsForm.parse(await read('/api/metrics'));
  expect(all.total).toMatchObject({ created: 1, jobs: 1, succeeded: 1, failed: 0 });
  expect(all.total.p50Seconds).toBeGreaterThan(0);
  expect(all.kinds.map(({ kind }) => kind)).toEqual(['mechanic']);
  expect(all.agents.length).toBeGreaterThan(0);
  expect(all.gates.length).toBeGreaterThan(0);
  expect(all.days).toHaveLength(1);
  const own = await read<Metrics>('/api/metrics?days=7', member);
  expect(own.total).toMatchObject({ created: 0, jobs: 0, p50Seconds: null });
  expect((await bench.call('/api/metrics?days=0')).status).toBe(422);
});

test('Prometheus reads the counters with a token, and nobody without one', async () => {
  const text = await (await bench.call('/metrics')).text();
  expect(text).toContain('orchestrator_tasks_total{mode="mechanic",status="succeeded"} 1');
  expect(text).toMatch(/orchestrator_task_duration_seconds_bucket\{mode="mechanic",le="\+Inf"\} 1/);
  expect(text).toMatch(/^orchestrator_active_sessions \d+$/m);
  for (const line of text.split('\n').filter(Boolean))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? [\d.e+-]+)$/);
  expect((await bench.call('/metrics', { token: null })).status).toBe(401);
  expect((await bench.call('/metrics', { token: 'wrong' })).status).toBe(401);
  expect(await (await bench.call('/metrics', { token: member })).text()).not.toContain('orchestrator_tasks_total{');
});

test('the stream of figures begins with all of them and goes on with each change of state', async () => {
  const stop = new AbortController();
  const response = await bench.call('/api/metrics/stream', { signal: stop.signal });
  const reader = response.body?.getReader();
  let text = '';
  const until = async (wanted: RegExp) => {
    while (!wanted.test(text)) {
      const part = await reader?.read();
      if (part === undefined || part.done) throw new Error(`The stream ended: ${text}`);
      text += new TextDecoder().decode(part.value);
    }
  };
  await until(/event: snapshot/);
  await until(/event: jobs/);
  text = '';
  await bench.client.pause((await bench.submit('second.md')).id);
  await until(/event: jobs/);
  await until(/event: refresh[\s\S]*"created":2/);
  stop.abort();
});

test('jobs are found by words, in both orders, page by page', async () => {
  for (const name of ['apple.md', 'banana.md', 'apple-pie.md']) await bench.submit(name);
  type Page = { jobs: { id: string; goal: string }[]; next: string | null };
  const found = await read<Page>('/api/jobs?q=apple');
  expect(found.jobs).toHaveLength(2);
  expect(found.jobs[0]?.goal).toContain('apple-pie');
  expect(await read<Page>('/api/jobs?q=apple%20ban')).toMatchObject({ jobs: [], next: null });
  expect((await read<Page>('/api/jobs?q=%22%27)%20or%20(')).jobs).toHaveLength(0);
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null && seen.length < 50; ) {
    const page: Page = await read<Page>(`/api/jobs?order=oldest&limit=2${next === '' ? '' : `&before=${next}`}`);
    seen.push(...page.jobs.map(({ id }) => id));
    next = page.next;
  }
  expect(seen).toEqual((await read<Page>('/api/jobs?order=oldest')).jobs.map(({ id }) => id));
  expect(seen.toReversed()).toEqual((await read<Page>('/api/jobs')).jobs.map(({ id }) => id));
  expect(await read<Page>('/api/jobs?q=apple', member)).toMatchObject({ jobs: [] });
});

test('entries are read backwards, page by page', async () => {
  type Page = { events: { position: number }[] };
  const newest = await read<Page>('/api/events?order=newest&limit=3');
  const before = await read<Page>(`/api/events?order=newest&limit=2&before=${newest.events[1]?.position}`);
  expect(before.events[0]).toEqual(newest.events[2]);
  expect((await read<Page>('/api/events?kinds=job_created&order=newest&limit=9')).events.length).toBeGreaterThan(1);
});

test('a list that has not changed is told in a few bytes', async () => {
  const first = await bench.call('/api/roles');
  const tag = first.headers.get('etag') ?? '';
  expect(tag).toMatch(/^W\//);
  const again = await bench.call('/api/roles', { headers: { 'if-none-match': tag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect((await bench.call('/api/roles', { headers: { 'if-none-match': 'W/"other"' } })).status).toBe(200);
});

test('the team shows its roles, workflows, models and agent CLIs', async () => {
  const { roles } = await read<{ roles: { name: string; about: string }[] }>('/api/roles');
  expect(roles.find(({ name }) => name === 'builder')?.about).not.toBe('');
  const { workflows } = await read<{ workflows: { name: string; steps: object[] }[] }>('/api/workflows');
  expect(workflows.map(({ name }) => name)).toContain('build');
  for (const { name, steps } of workflows) expect(steps.length, name).toBeGreaterThan(0);
  expect(await read('/api/workflows/build')).toMatchObject({ text: expect.stringContaining('steps:') });
  expect((await bench.call('/api/workflows/nothing')).status).toBe(404);
  expect((await bench.call(`/api/workflows/${encodeURIComponent('../x')}`)).status).toBe(404);
  expect((await read<{ providers: object[] }>('/api/models')).providers.length).toBeGreaterThan(1);
  expect((await read<{ agents: object[] }>('/api/agents')).agents.length).toBeGreaterThan(1);
  expect(await read('/api/workers')).toHaveProperty('workers');
});

test('an admin saves a workflow into a repository: without faults, over nobody’s change, recorded, and by nobody else', async () => {
  const put = async (body: object, { token, name = 'mine' }: { token?: string; name?: string } = {}) => {
    const answer = await bench.call(`/api/workflows/${name}`, {
      method: 'PUT',
      body: JSON.stringify({ repository: bench.repo, version: null, approve: false, ...body }),
      headers: { 'content-type': 'application/json' },
      ...(token === undefined ? {} : { token }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const text = 'name: mine\ndescription: Looks.\nsteps:\n  - {name: look, agent: analyst, instruction: Look.}\n';
  expect((await put({ text }, { token: member })).status).toBe(403);
  const wrong = await put({ text: text.replace('analyst', 'nobody') });
  expect(wrong.status).toBe(422);
  expect(JSON.stringify(wrong.body)).toMatch(/mine\.yaml:4:\d+/);
  expect((await put({ text }, { name: 'build' })).status).toBe(422);
  expect((await put({ text }, { name: 'other' })).status).toBe(422);
  expect((await put({ text, repository: '/nonexistent' })).status).toBe(422);
  const saved = await put({ text });
  expect(saved).toMatchObject({ status: 200, body: { name: 'mine', from: 'new', text } });
  const file = join(bench.repo, '.codewright/workflows/mine.yaml');
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect((await put({ text })).status).toBe(409);
  const longer = `${text}  - {name: again, agent: analyst, instruction: Again.}\n`;
  const second = await put({ text: longer, version: saved.body['version'], approve: true });
  expect(second).toMatchObject({ status: 200, body: { from: 'approved' } });
  const place = `?repository=${encodeURIComponent(bench.repo)}`;
  const { workflows } = await read<{ workflows: { name: string; from: string }[] }>(`/api/workflows${place}`);
  expect(workflows.find(({ name }) => name === 'mine')).toMatchObject({ from: 'approved' });
  expect(await read(`/api/workflows/mine${place}`)).toMatchObject({ text: longer, version: second.body['version'] });
  const audit = await bench.client.entries({ kinds: ['audit'], newestFirst: true, limit: 2 });
  expect(audit.map(({ data }) => [data['event'], data['approved']])).toEqual([
    ['workflow-saved', true],
    ['workflow-saved', false],
  ]);
  // A link that leads out of the project is followed by nobody.
  rmSync(join(bench.repo, '.codewright'), { recursive: true });
  mkdirSync(join(bench.folder, 'outside/workflows'), { recursive: true });
  symlinkSync(join(bench.folder, 'outside'), join(bench.repo, '.codewright'));
  expect((await put({ text })).status).toBe(422);
  expect(existsSync(join(bench.folder, 'outside/workflows/mine.yaml'))).toBe(false);
  rmSync(join(bench.repo, '.codewright'));
});

test('a workflow that is written is checked, with every fault at its place', async () => {
  const { text } = await read<{ text: string }>('/api/workflows/build');
  const check = async (one: string) => (await bench.post('/api/workflows/check', { name: 'mine', text: one })).json();
  expect(await check(text)).toMatchObject({ ok: true, faults: [] });
  const wrong = (await check('name: mine\nsteps:\n  - nothing: [')) as { ok: boolean; faults: string[] };
  expect(wrong.ok).toBe(false);
  expect(wrong.faults.join('\n')).toMatch(/mine\.yaml:\d+:\d+/);
});
