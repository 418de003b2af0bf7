import { createCaller } from '@codewright/protocol/http-client';
import { createMemoryClient } from '@codewright/protocol/memory-client';
import type { MemoryClient } from '@codewright/protocol/memory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiBench, type CallOptions, openApi, token } from './testing.ts';

let bench: ApiBench;
const tokens = { admin: token, ann: '', ben: '', eve: '' };
beforeAll(async () => {
  bench = await openApi();
  for (const [id, role] of [
    ['ann', 'member'],
    ['ben', 'member'],
    ['eve', 'viewer'],
  ] as const) {
    await bench.post('/api/users', { id, role });
    const made = await bench.post('/api/tokens', { user: id, name: 'laptop' });
    tokens[id] = ((await made.json()) as { secret: string }).secret;
  }
});
afterAll(() => bench[Symbol.asyncDispose]());

const clientOf = (who: keyof typeof tokens): MemoryClient =>
  createMemoryClient(createCaller({ url: bench.api.url, token: tokens[who] }));
const status = async (who: keyof typeof tokens, method: string, path: string, body?: unknown, more: CallOptions = {}) =>
  (
    await bench.call(path, {
      method,
      token: tokens[who],
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...more,
    })
  ).status;
const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const project = { scope: 'project', place: '/repo' } as const;

test('the typed client remembers, changes at a version, exports, imports and forgets over HTTP', async () => {
  const ann = clientOf('ann');
  const made = await ann.remember({ ...project, key: 'lint', value: ['oxlint'] }, null);
  expect(await failure(ann.remember({ ...project, key: 'lint', value: 1 }, null))).toBe('CONFLICT');
  expect(await ann.changeRecord(made.id, { value: 'biome' }, made.version)).toMatchObject({ version: 2 });
  expect(await failure(ann.changeRecord(made.id, { value: 'none' }, made.version))).toBe('CONFLICT');
  expect((await ann.recordHistory(made.id)).map(({ value }) => value)).toEqual(['biome', ['oxlint']]);
  const lines = await ann.exportMemory({ scope: 'project' });
  await ann.forgetRecord(made.id, 2);
  expect(await failure(ann.record(made.id))).toBe('NOT_FOUND');
  const records = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as typeof made);
  expect(await ann.importMemory(records)).toEqual({ written: 1, same: 0 });
  expect((await ann.memory({ q: 'biome' })).records).toHaveLength(1);
  const note = await ann.addKnowledge({ title: 'Biome 3', text: 'Is not out.' });
  expect(await ann.changeKnowledge(note.id, { stale: 'It is out.' }, 1)).toMatchObject({ stale: 'It is out.' });
  expect((await ann.knowledge({ kind: 'note', stale: 'true' })).items).toHaveLength(1);
  expect((await ann.knowledgeHistory(note.id)).map(({ version }) => version)).toEqual([2, 1]);
  await ann.forgetKnowledge(note.id);
  expect(await failure(ann.knowledgeItem(note.id))).toBe('NOT_FOUND');
});

test('the version of a record is its ETag: who has read an older one changes and forgets nothing', async () => {
  const { id } = await clientOf('ann').remember({ ...project, key: 'tag', value: 1 });
  const read = await bench.call(`/api/memory/${id}`, { token: tokens.ann });
  expect(read.headers.get('etag')).toBe('"1"');
  const path = `/api/memory/${id}`;
  expect((await bench.call(path, { token: tokens.ann, headers: { 'if-none-match': '"1"' } })).status).toBe(304);
  const put = (tag: string) => status('ann', 'PUT', path, { value: tag }, { headers: { 'if-match': tag } });
  expect([await put('"1"'), await put('"1"'), await put('W/"2"'), await put('2')]).toEqual([200, 409, 200, 422]);
  expect(await status('ann', 'DELETE', path, undefined, { headers: { 'if-match': '"2"' } })).toBe(409);
  expect(await status('ann', 'DELETE', path, undefined, { headers: { 'if-match': '"3"' } })).toBe(200);
});

test('what is another user’s is not there, and what is shared an admin alone changes', async () => {
  const { id } = await clientOf('ann').remember({ ...project, key: 'secret plan', value: 'apples' });
  const shared = await clientOf('admin').remember({ scope: 'global', key: 'house', value: 'rules' });
  const note = await clientOf('ann').addKnowledge({ title: 'Apples', text: 'are round' });
  for (const [method, path, body] of [
    ['GET', `/api/memory/${id}`],
    ['GET', `/api/memory/${id}/history`],
    ['PUT', `/api/memory/${id}`, { value: 1 }],
    ['DELETE', `/api/memory/${id}`],
    ['GET', `/api/knowledge/${note.id}`],
    ['GET', `/api/knowledge/${note.id}/history`],
    ['PUT', `/api/knowledge/${note.id}`, { text: 'x' }],
    ['DELETE', `/api/knowledge/${note.id}`],
    // A record is no knowledge, whatever the path says.
    ['GET', `/api/knowledge/${shared.id}`],
    ['GET', `/api/memory/${encodeURIComponent(`../knowledge/${note.id}`)}`],
  ] as const)
    expect(await status('ben', method, path, body), `${method} ${path}`).toBe(404);
  for (const path of ['/api/memory', '/api/memory?owner=ann', '/api/memory/export', '/api/memory/export?owner=ann'])
    expect(await (await bench.call(path, { token: tokens.ben })).text()).not.toContain('apples');
  expect(await (await bench.call('/api/memory', { token: tokens.ann })).text()).toContain('apples');
  expect(await (await bench.call('/api/memory', { token: tokens.eve })).text()).toContain('apples');
  expect(await status('ben', 'PUT', `/api/memory/${shared.id}`, { value: 1 })).toBe(403);
  expect(await status('ben', 'POST', '/api/memory', { scope: 'global', key: 'house', value: 1 })).toBe(403);
  expect(await status('ben', 'POST', '/api/memory', { ...project, key: 'k', value: 1, owner: 'ann' })).toBe(403);
  expect(
    await status('ben', 'POST', '/api/memory/import', { records: [{ ...project, key: 'k', value: 1, owner: '' }] }),
  ).toBe(403);
  expect(await status('ben', 'POST', '/api/memory', { ...project, key: 'k', value: 1 })).toBe(200);
  for (const path of [`/api/memory/${id}`, `/api/knowledge/${note.id}`]) {
    expect(await status('eve', 'GET', path)).toBe(200);
    expect(await status('eve', 'DELETE', path)).toBe(403);
  }
  expect(await status('admin', 'PUT', `/api/memory/${id}`, { value: 'pears' })).toBe(200);
});

test('rubbish is refused with what is wrong, and the same without it is taken', async () => {
  const send = (body: object) => status('ann', 'POST', '/api/memory', body);
  const good = { ...project, key: 'k', value: { a: [1, null] } };
  expect(await send(good)).toBe(200);
  for (const wrong of [
    { key: '' },
    { key: 'x'.repeat(201) },
    { key: 'a\0b' },
    { scope: 'room' },
    { place: '' },
    { place: 'x'.repeat(401) },
    { days: -1 },
    { value: 'x'.repeat(65_536) },
  ])
    expect(await send({ ...good, ...wrong }), JSON.stringify(wrong).slice(0, 40)).toBe(422);
  expect(await status('ann', 'GET', '/api/memory?before=%00')).toBe(200);
  expect(await status('ann', 'GET', '/api/knowledge?before=x')).toBe(422);
  expect(await status('ann', 'GET', `/api/memory?q=${encodeURIComponent('" OR 1=1 -- *')}`)).toBe(200);
  const proto = JSON.stringify({ ...good, key: 'proto', value: 0 }).replace(
    '"value":0',
    '"value":{"__proto__":{"x":1}}',
  );
  const made = await bench.call('/api/memory', { method: 'POST', token: tokens.ann, body: proto });
  expect([made.status, ({} as { x?: number }).x]).toEqual([200, undefined]);
});
