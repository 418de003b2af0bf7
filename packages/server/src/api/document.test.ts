import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '@codewright/protocol/api';
import type { RouteName } from '@codewright/protocol/api-types';
import { errorsOf, type RouteDefinition } from '@codewright/protocol/route';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startForge, type TestForge } from '../forges/testing-forge.ts';
import { makeRepository } from '../main/e2e/testing-launcher.ts';
import { signedHeaders } from '../notify/sign.ts';
import { type ApiBench, type CallOptions, endless, openApi, parseStream } from './testing.ts';
import { askMemory } from './testing-memory.ts';

interface Operation {
  responses: Record<string, { content: Record<string, { schema: object; 'x-events'?: EventForm[] }> }>;
}
interface EventForm {
  properties: { event: { const: string }; data: { contentSchema: { $ref: string } } };
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

const all = Object.entries<RouteDefinition>(routes) as [RouteName, RouteDefinition][];
let bench: ApiBench;
let forge: TestForge;
let document: Document;
let ajv: Ajv2020;
/** What was answered so far: `listJobs 200`. */
const seen = new Set<string>();

const remotes = mkdtempSync(join(tmpdir(), 'codewright-forge-'));
beforeAll(async () => {
  forge = await startForge(remotes);
  execFileSync('git', ['init', '-q', '--bare', join(remotes, 'owner/name.git')]);
  execFileSync('git', ['-C', join(remotes, 'owner/name.git'), 'config', 'http.receivepack', 'true']);
  bench = await openApi({}, { forges: { [forge.host]: { kind: 'github', api: `http://${forge.host}/api` } } });
  document = (await (await bench.call('/openapi.json', { token: null })).json()) as Document;
  // Strict in the test only: the document leaves room for what a newer server adds.
  ajv = new Ajv2020({ strict: false, allErrors: true, formats: { uri: true } });
  ajv.addSchema(closed(document) as object, 'api');
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await forge[Symbol.asyncDispose]();
  rmSync(remotes, { recursive: true });
});

function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item)]));
  return 'properties' in inner && inner['type'] === 'object' ? { additionalProperties: false, ...inner } : inner;
}

function check(schema: object): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/', '"api#/');
  return ajv.compile(JSON.parse(text) as object);
}

/** Calls a route, and checks that the document knows the answer: its status, its media type, its body. */
async function ask(name: RouteName, options: CallOptions & { id?: string; query?: string } = {}): Promise<unknown> {
  const { id = 'nope', query = '', ...rest } = options;
  const route: RouteDefinition = routes[name];
  const path = route.path.replace('{id}', id) + query;
  const stop = new AbortController();
  const response = await bench.call(path, { method: route.method, signal: stop.signal, ...rest });
  const operation = document.paths[route.path]?.[route.method.toLowerCase()];
  const [media = ''] = (response.headers.get('content-type') ?? '').split(';');
  const form = operation?.responses[response.status]?.content[media];
  expect(
    form,
    `${name} answered ${response.status} ${media}: ${response.ok ? '' : await response.clone().text()}`,
  ).toBeDefined();
  seen.add(`${name} ${response.status}`);
  if (media === 'text/event-stream') {
    const reader = response.body?.getReader();
    let text = '';
    // A heartbeat comes at the latest; some streams have no end.
    while (!text.includes('event: heartbeat') && !text.includes('event: complete')) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      text += new TextDecoder().decode(value);
      if (done) break;
    }
    stop.abort();
    for (const { event, data } of parseStream(text.slice(0, text.lastIndexOf('\n\n') + 2))) {
      const known = form?.['x-events']?.find((one) => one.properties.event.const === event);
      expect(known, `${name} sent ${event}`).toBeDefined();
      const valid = check(known?.properties.data.contentSchema ?? {});
      expect([valid(JSON.parse(data)), valid.errors]).toEqual([true, null]);
    }
    return text;
  }
  const body: unknown = media === 'application/json' ? await response.json() : await response.text();
  const valid = check(form?.schema ?? {});
  expect([name, response.status, valid(body), valid.errors]).toEqual([name, response.status, true, null]);
  return body;
}

const send = (name: RouteName, body: unknown, options: Parameters<typeof ask>[1] = {}) =>
  ask(name, { body: JSON.stringify(body), ...options });

test('the document is OpenAPI 3.1, and holds every route with every status and nothing else', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  const listed = Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((m) => `${m} ${path}`));
  expect(listed.toSorted()).toEqual(all.map(([, { method, path }]) => `${method.toLowerCase()} ${path}`).toSorted());
  const text = JSON.stringify(document);
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(Object.keys(document.components.schemas), name).toContain(name);
});

test('who may not ask is told so as documented', async () => {
  for (const [name, route] of all) {
    if (!route.open) await ask(name, { token: null });
    await ask(name, { headers: { origin: 'https://evil.example' } });
  }
});

test('what is wrong is told as documented', async () => {
  const { id } = await bench.submit('wrong.md');
  const huge = 'x'.repeat(17 * 1024 * 1024);
  for (const [name, route] of all) {
    if (route.path.includes('{id}')) await ask(name, route.body ? { body: bodies[name] ?? '{}' } : {});
    if (!route.body) continue;
    await ask(name, { id, body: '{' });
    await ask(name, { id, body: '[]' });
    await ask(name, { id, body: huge.slice(0, (route.bodyBytes ?? 256 * 1024) + 1) });
  }
  await ask('health', { query: '?nonce=short' });
  await ask('listJobs', { query: '?limit=0' });
  await ask('jobEvents', { id, query: '?after=-1' });
  await ask('jobStream', { id, query: '?after=x' });
  await ask('jobDiff', { id, query: `?from=${'x'.repeat(201)}` });
  await ask('jobChanges', { id, query: '?from=HEAD' });
  await ask('jobFiles', { id, query: '?commit=HEAD' });
  await ask('jobFile', { id });
  await ask('findInJob', { id });
  await ask('findInJob', { query: '?q=x' });
  await ask('jobFile', { query: '?path=a.md' });
  await ask('listEvents', { query: '?kinds=odd' });
  await ask('eventStream', { query: '?kinds=odd' });
  await ask('eventStream', { query: '?job=nope' });
  await ask('searchLedger');
  for (const name of ['listNotices', 'listConversations'] as const) await ask(name, { query: '?limit=0' });
  for (const name of ['chatStream', 'chatFiles', 'listMessages'] as const) await ask(name);
  for (const name of ['chatStream', 'listMessages'] as const) await ask(name, { query: '?conversationId=nope' });
  for (const name of ['chat', 'noteMessage'] as const)
    await ask(name, { body: JSON.stringify({ text: 'hello', conversationId: 'nope' }) });
  await ask('listDeliveries', { query: '?limit=0' });
  await ask('verifyLedger', { query: '?job=nope' });
  await ask('verifyLedger', { query: '?job=x' });
});

const comment = {
  id: 'comment-1',
  file: 'a.md',
  side: 'new',
  line: 1,
  endLine: 1,
  commit: '',
  hunk: '+x',
  text: 'rename a.md to b.md',
};

/** Bodies that are right, for jobs that are not there. */
const bodies: Partial<Record<RouteName, string>> = {
  answerJob: '{"id":"x","digest":"y","answer":"z"}',
  askAgain: '{"id":"x","digest":"y"}',
  approveJob: '{"id":"x","digest":"y"}',
  rejectJob: '{"id":"x","digest":"y"}',
  sayToJob: '{"text":"x"}',
  forkJob: '{"step":"x"}',
  commentOnJob: JSON.stringify(comment),
  markViewed: '{"file":"a.md","mark":"x","commit":"","viewed":true}',
  sendReview: '{}',
  changeUser: '{"role":"member"}',
  putSecret: '{"value":"x"}',
  changeRecord: '{"value":1}',
  changeKnowledge: '{}',
  changeConversation: '{}',
  changeWebhook: '{}',
  redeliver: '{"delivery":null}',
};

test('who may sign in is managed as documented', async () => {
  const send = (name: RouteName, body: unknown, more: CallOptions & { id?: string } = {}) =>
    ask(name, { body: JSON.stringify(body), ...more });
  const { code } = (await send('addUser', { id: 'ann', role: 'viewer' })) as { code: string };
  await send('addUser', { id: 'ann', role: 'viewer' });
  await send('changeUser', { role: 'member' }, { id: 'ann' });
  await send('changeUser', { role: 'member' }, { id: 'local' });
  await ask('listUsers');
  await ask('linkUser', { id: 'ann' });
  const headers = { 'x-codewright': '1' };
  await send('signIn', { secret: code }, { token: null, headers });
  await send('signIn', { secret: code }, { token: null, headers });
  await ask('session');
  await ask('signOut');
  const made = (await send('addToken', { name: 'laptop' })) as { token: { id: string } };
  await send('addToken', { name: 'laptop', user: 'nobody' });
  await ask('listTokens');
  await ask('revokeToken', { id: made.token.id });
  await ask('getSettings');
  await send('putSettings', { changes: [{ path: 'log.level', value: 'warn' }] });
  await send('putSecret', { value: 'a-Value-1234' }, { id: 'OPENAI_API_KEY' });
  const bare = await bench.listen({ settings: undefined });
  await send('putSecret', { value: 'a-Value-1234' }, { id: 'OPENAI_API_KEY', url: bare.url });
  await ask('listSecrets');
  for (const id of ['OPENAI_API_KEY', 'OPENAI_API_KEY', 'VAPID_PRIVATE_KEY']) await ask('removeSecret', { id });
  await send('putSecret', { value: 'a-Value-1234' }, { id: 'VAPID_PRIVATE_KEY' });
  await ask('policies');
  await ask('removeUser', { id: 'local' });
  await ask('removeUser', { id: 'ann' });
  const strict = await bench.listen({ requestsPerMinute: 1 });
  await send('signIn', { secret: 'x' }, { token: null, headers, url: strict.url });
  await send('signIn', { secret: 'x' }, { token: null, headers, url: strict.url });
});

test('conversations and notifications are answered as documented', async () => {
  const made = (await send('chat', { text: 'what can you do?', folder: bench.repo })) as {
    conversation: { id: string };
  };
  const { id } = made.conversation;
  await send('noteMessage', { text: 'a word', conversationId: id });
  await send('changeConversation', { name: 'words' }, { id });
  await ask('getConversation', { id: 'words' });
  await ask('listConversations');
  await ask('listMessages', { query: `?conversationId=${id}` });
  await ask('chatStream', { query: `?conversationId=${id}` });
  await ask('chatFiles', { query: `?folder=${encodeURIComponent(bench.repo)}` });
  const view = (await send('saveView', { name: 'Broken', filters: { status: 'failed' } })) as { id: string };
  await ask('listViews');
  await ask('getView', view);
  await ask('removeView', view);
  await ask('removeView', view);
  for (let number = 0; number <= 100; number += 1) await send('saveView', { name: `${number}`, filters: {} });
  await ask('listNotices');
  await send('readNotices', { all: true });
  const keys = { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) };
  const pushed = (await send('subscribePush', { endpoint: 'https://push.example.org/1', keys })) as {
    subscriptions: { id: string }[];
  };
  await ask('pushState');
  await ask('unsubscribePush', { id: pushed.subscriptions[0]?.id ?? '' });
});

test('memory and knowledge are answered as documented', () => askMemory(ask, send));

test('the team and its figures are answered as documented', async () => {
  for (const name of ['metrics', 'metricsStream', 'prometheus', 'listWorkers', 'listRoles', 'listModels'] as const)
    await ask(name);
  for (const name of ['metrics', 'metricsStream'] as const) await ask(name, { query: '?days=x' });
  await ask('listAgents');
  await ask('listWorkflows');
  await ask('getWorkflow', { id: 'build' });
  await ask('getWorkflow');
  await send('checkWorkflow', { name: 'mine', text: 'steps: [' });
  const text = 'name: mine\ndescription: Looks.\nsteps:\n  - {name: look, agent: analyst, instruction: Look.}\n';
  const repository = makeRepository(join(bench.folder, 'plans'));
  const draft = { repository, text, version: null, approve: true };
  await send('saveWorkflow', draft, { id: 'mine' });
  await send('saveWorkflow', { ...draft, version: 'old' }, { id: 'gone' });
  await send('saveWorkflow', draft, { id: 'mine' });
  for (const name of ['listWorkflows', 'getWorkflow'] as const) await ask(name, { id: 'build', query: '?repository=' });
});

test('webhooks are managed, and what comes in is answered, as documented', async () => {
  const add = async (about: object) =>
    (await send('addWebhook', { name: 'a hook', about })) as { webhook: { id: string }; secret: string };
  const out = await add({ kind: 'out', url: 'https://hooks.example.org/1' });
  const { webhook, secret } = await add({ kind: 'generic', folder: bench.repo });
  await ask('listWebhooks');
  await send('changeWebhook', { name: 'another' }, { id: out.webhook.id });
  await send('redeliver', { delivery: null }, { id: out.webhook.id });
  await send('redeliver', { delivery: null }, { id: webhook.id });
  await ask('listDeliveries', { id: out.webhook.id });
  const body = '{"about":"nothing"}';
  const headers = signedHeaders(secret, 'delivery-1', new Date(), body);
  const bare = { id: webhook.id, token: null, body };
  await ask('receiveWebhook', bare);
  await ask('receiveWebhook', { ...bare, headers });
  await ask('receiveWebhook', { ...bare, headers });
  await ask('newWebhookSecret', { id: webhook.id });
  await ask('removeWebhook', { id: webhook.id });
});

test('who asks too often is told when to come again', async () => {
  const strict = await bench.listen({ jobsPerMinute: 1, chatPerMinute: 1, messagesPerMinute: 1, requestsPerMinute: 1 });
  const kindOf = (route: RouteDefinition) => (route.makesJob ? 'jobs' : (route.limit ?? 'others'));
  for (const kind of ['jobs', 'chat', 'messages', 'others']) {
    const some = all.filter(([, route]) => !route.open && kindOf(route) === kind);
    for (const [name, route] of some) {
      const response = await bench.call(route.path, {
        method: route.method,
        url: strict.url,
        body: route.body ? '{' : null,
      });
      if (name === some[0]?.[0]) {
        expect(response.status).not.toBe(429);
        expect(response.headers.get('x-ratelimit-limit')).toBe('1');
        expect(response.headers.get('x-ratelimit-remaining')).toBe('0');
      }
    }
    for (const [name] of some) {
      await ask(name, { url: strict.url, body: routes[name].method === 'POST' ? '{}' : null });
      expect(seen).toContain(`${name} 429`);
    }
  }
  // Health is never refused.
  for (let turn = 0; turn < 3; turn += 1) await ask('health', { url: strict.url });
});

test('every route answers what the document says, through the life of jobs', async () => {
  const { client, repo, folder } = bench;
  await ask('health', { query: '?nonce=0123456789abcdef' });
  await ask('ready');
  await ask('ready', { url: (await bench.listen({ ready: async () => false })).url });
  await ask('openApi');
  await ask('server');
  await send('previewJob', { goal: 'create file a.md with "x"', repoPath: repo });
  const made = (await send('createJob', { goal: 'create file a.md with "x"', repoPath: repo, mode: 'mechanic' })) as {
    id: string;
  };
  const { id } = made;
  await expect.poll(async () => (await client.job(id)).job.status).toBe('succeeded');
  for (const name of ['getJob', 'jobDigest', 'jobEvents', 'jobStream', 'jobDiff', 'verifyJob', 'truthpack'] as const)
    await ask(name, { id });
  for (const name of ['jobChanges', 'jobFiles', 'jobReviews'] as const) await ask(name, { id });
  await ask('jobFile', { id, query: '?path=a.md' });
  await ask('findInJob', { id, query: '?q=workspace' });
  await ask('sendReview', { id, body: '{}' });
  await send('commentOnJob', comment, { id });
  await send('sendReview', {}, { id });
  await send('commentOnJob', comment, { id });
  for (const name of ['listJobs', 'listEvents', 'eventStream', 'verifyLedger'] as const) await ask(name);
  await ask('searchLedger', { query: '?q=workspace' });
  await send('verifyCheckpoint', await ask('checkpoint'));
  for (const name of ['cancelJob', 'pauseJob', 'resumeJob'] as const) await ask(name, { id });
  for (const name of ['answerJob', 'approveJob', 'rejectJob', 'askAgain', 'markViewed'] as const)
    await ask(name, { id, body: bodies[name] ?? '' });
  await ask('mergeJob', { id });
  await bench.runtime.secrets.set('CODEWRIGHT_GITHUB_TOKEN', 'token-of-the-test-0123456789');
  forge.pushers.add('token-of-the-test-0123456789');
  forge.answers.set('POST /api/repos/owner/name/pulls', [
    { status: 201, body: { html_url: 'http://forge/1', number: 1 } },
  ]);
  execFileSync('git', ['-C', repo, 'remote', 'add', 'origin', `http://${forge.host}/owner/name.git`]);
  await send('publishJob', { base: 'main' }, { id });
  const [point] = (await client.job(id)).checkpoints;
  await send('forkJob', { step: point?.step }, { id });
  await ask('replayJob', { id });

  // One job holds the only worker; what is queued behind it stands still.
  const long = await bench.submit('long.md', { repository: makeRepository(join(folder, 'endless'), endless) });
  await expect.poll(async () => (await client.job(long.id)).job.status).toBe('running');
  const queued = await bench.submit('queued.md');
  await ask('pauseJob', { id: queued.id });
  await ask('resumeJob', { id: queued.id });
  await ask('mergeJob', { id: queued.id });
  await send('publishJob', {}, { id: queued.id });
  await ask('replayJob', { id: queued.id });
  await send('sayToJob', { text: 'keep it short' }, { id: long.id });
  await ask('cancelJob', { id: queued.id });
  await ask('cancelJob', { id: long.id });

  for (const [name, answer] of [
    ['approveJob', null],
    ['rejectJob', null],
    ['answerJob', 'approve'],
  ] as const) {
    const goal = `delete the file ok.test.js`;
    const asks = await client.submit({ goal, repository: makeRepository(join(folder, name)) });
    await expect.poll(async () => (await client.pending()).length).toBe(1);
    await send('askAgain', (await client.pending())[0], { id: asks.job.id });
    const { decisions } = (await ask('pending')) as { decisions: { id: string; digest: string; job: string }[] };
    expect(decisions[0]?.job).toBe(asks.job.id);
    const { id: question = '', digest = '' } = decisions[0] ?? {};
    await send(name, { id: question, digest, ...(answer ? { answer } : {}) }, { id: asks.job.id });
  }

  // A fork of what is running: its first phases are over, its last are not.
  const build = await client.submit({ goal: 'A REST API for a todo app', mode: 'build', output: join(folder, 'out') });
  const over = async () => (await client.job(build.job.id)).checkpoints[0]?.step;
  await expect.poll(over).toBeDefined();
  await send('forkJob', { step: await over() }, { id: build.job.id });
  await client.cancel(build.job.id);
});

test('every status that the document names was seen', () => {
  const named = all.flatMap(([name, route]) => [
    `${name} ${route.status}`,
    ...(route.otherwise ? [`${name} ${route.otherwise.status}`] : []),
    ...[...errorsOf(route).keys()].map((status) => `${name} ${status}`),
  ]);
  expect([...seen].toSorted()).toEqual(named.toSorted());
});
