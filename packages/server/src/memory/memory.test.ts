import type { Asker } from '@codewright/protocol/access';
import type { KnowledgeItem, MemoryClient } from '@codewright/protocol/memory';
import { expect, test } from 'vitest';
import { claimed, created, testLedger } from '../ledger/testing-ledger.ts';
import { createRedactor } from '../shared/redact.ts';
import { onBothStores } from '../storage/testing-stores.ts';
import type { Finding, Memory, RememberingJob } from './contract.ts';
import { createMemory } from './memory.ts';

const admin: Asker = { user: 'local', role: 'admin' };
const ann: Asker = { user: 'ann', role: 'member' };
const ben: Asker = { user: 'ben', role: 'member' };
const viewer: Asker = { user: 'eve', role: 'viewer' };
const project = { scope: 'project', place: '/repo' } as const;
const secret = 'sk-Secret-0123456789-abcdef';
const planner = { role: 'planner', agent: 'planner-1' };

onBothStores('Memory', (store) => {
  async function open() {
    const storage = await store().open();
    const ledger = testLedger(storage);
    const time = { now: Date.parse('2026-03-01T12:00:00.000Z') };
    const clock = { now: () => new Date(time.now), monotonic: () => time.now, sleep: async () => {} };
    const curated = async () => [
      { key: 'npm:hono', title: 'hono 4.1.0 (npm)', text: '4.1.0', source: 'x.yaml', foundAt: null, confidence: 0.7 },
    ];
    const redactor = createRedactor([{ name: 'KEY', value: secret }]);
    const memory = createMemory({ storage, ledger, clock, redactor, curated });
    const of = (asker: Asker): MemoryClient => memory.of(asker);
    return { storage, ledger, time, memory, of };
  }
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { code: string }) => error.code,
    );

  async function working(memory: Memory, ledger: ReturnType<typeof testLedger>, more: Partial<RememberingJob> = {}) {
    await ledger.append([created('job-1'), claimed('job-1', 1)]);
    const fence = { job: 'job-1', epoch: 1 };
    return memory.ofJob({ id: 'job-1', user: 'ann', project: '/repo', conversation: null, fence, ...more });
  }

  test('a value is kept under its name, with versions and the entries of the ledger that tell of them', async () => {
    const { of, ledger } = await open();
    const mine = of(ann);
    const first = await mine.remember({ ...project, key: 'test command', value: { run: 'npm test' } });
    expect(first).toMatchObject({ version: 1, owner: 'ann', value: { run: 'npm test' }, job: null, expiresAt: null });
    const same = await mine.remember({ ...project, key: 'test command', value: { run: 'npm test' } });
    expect(same).toEqual(first);
    const second = await mine.changeRecord(first.id, { value: 'vitest' }, 1);
    expect(second).toMatchObject({ id: first.id, version: 2, value: 'vitest' });
    const versions = await mine.recordHistory(first.id);
    expect(versions.map(({ version, value }) => [version, value])).toEqual([
      [2, 'vitest'],
      [1, { run: 'npm test' }],
    ]);
    const entry = await ledger.get(second.entry);
    expect(entry).toMatchObject({ job: 'memory', kind: 'knowledge', actor: { type: 'user', id: 'ann' } });
    // The ledger proves the value and does not hold it, so that it can be forgotten.
    expect(JSON.stringify(entry)).not.toContain('vitest');
    expect(entry?.data).toMatchObject({ event: 'memory-written', records: [{ version: 2, bytes: 8 }] });
    await mine.forgetRecord(first.id, 2);
    expect(await failure(mine.record(first.id))).toBe('NOT_FOUND');
    const told = await ledger.read({ job: 'memory' });
    expect(told.map(({ data }) => data['event'])).toEqual(['memory-written', 'memory-written', 'memory-forgotten']);
    expect((await ledger.verify()).ok).toBe(true);
  });

  test('of two that change one version only the first is done', async () => {
    const { of } = await open();
    const { id } = await of(ann).remember({ ...project, key: 'k', value: 0 }, null);
    expect(await failure(of(ann).remember({ ...project, key: 'k', value: 1 }, null))).toBe('CONFLICT');
    const done = await Promise.all([1, 2, 3].map((value) => failure(of(ann).changeRecord(id, { value }, 1))));
    expect(done.toSorted()).toEqual(['CONFLICT', 'CONFLICT', 'done']);
    expect(await of(ann).record(id)).toMatchObject({ version: 2 });
    expect(await failure(of(ann).forgetRecord(id, 1))).toBe('CONFLICT');
    expect(await failure(of(ann).forgetRecord(id, 2))).toBe('done');
  });

  test('what has its days is gone after them, and another takes its place', async () => {
    const { of, time, storage } = await open();
    const { id } = await of(ann).remember({ ...project, key: 'k', value: 0, days: 1 });
    time.now += 86_399_000;
    expect(await of(ann).record(id)).toMatchObject({ expiresAt: '2026-03-02T12:00:00.000Z' });
    time.now += 2_000;
    expect(await failure(of(ann).record(id))).toBe('NOT_FOUND');
    expect((await of(ann).memory({})).records).toEqual([]);
    expect(await of(ann).remember({ ...project, key: 'k', value: 1 }, null)).toMatchObject({ version: 1 });
    expect(await storage.countFacts('memory', 'ann')).toBe(1);
  });

  test('a member sees and changes the own, a viewer sees all, an admin does all, and what is global is shared', async () => {
    const { of } = await open();
    const hers = await of(ann).remember({ ...project, key: 'hers', value: 1 });
    const shared = await of(admin).remember({ scope: 'global', key: 'shared', value: 2 });
    const keys = async (asker: Asker) => (await of(asker).memory({})).records.map(({ key }) => key).toSorted();
    expect(await keys(ann)).toEqual(['hers', 'shared']);
    expect(await keys(ben)).toEqual(['shared']);
    expect(await keys(viewer)).toEqual(['hers', 'shared']);
    expect((await of(ben).memory({ owner: 'ann' })).records).toEqual([]);
    expect(await of(ben).exportMemory({ owner: 'ann' })).toBe('');
    expect(await failure(of(ben).record(hers.id))).toBe('NOT_FOUND');
    expect(await failure(of(ben).recordHistory(hers.id))).toBe('NOT_FOUND');
    expect(await failure(of(ben).changeRecord(hers.id, { value: 3 }))).toBe('NOT_FOUND');
    expect(await failure(of(ben).forgetRecord(hers.id))).toBe('NOT_FOUND');
    expect(await failure(of(ben).forgetRecord(shared.id))).toBe('FORBIDDEN');
    expect(await failure(of(ben).remember({ scope: 'global', key: 'shared', value: 3 }))).toBe('FORBIDDEN');
    expect(await failure(of(ben).remember({ ...project, key: 'hers', value: 3, owner: 'ann' }))).toBe('FORBIDDEN');
    expect(await failure(of(viewer).changeRecord(hers.id, { value: 3 }))).toBe('FORBIDDEN');
    expect(await failure(of(admin).changeRecord(hers.id, { value: 3 }))).toBe('done');
    expect(await of(ann).record(hers.id)).toMatchObject({ value: 3, owner: 'ann', by: { id: 'local' } });
  });

  test('lists are found by scope, place, key and words, page by page', async () => {
    const { of, time } = await open();
    for (const key of ['build', 'lint', 'tests']) {
      time.now += 1000;
      await of(ann).remember({ ...project, key, value: { run: `npm run ${key}`, why: ['fast'] } });
    }
    await of(ann).remember({ scope: 'agent', place: 'planner', key: 'lint', value: 'twice' });
    const keys = async (query: object) => (await of(ann).memory(query)).records.map(({ key }) => key);
    expect(await keys({ scope: 'project' })).toEqual(['tests', 'lint', 'build']);
    expect(await keys({ key: 'lint', place: '/repo' })).toEqual(['lint']);
    expect(await keys({ q: 'fast bu' })).toEqual(['build']);
    expect(await keys({ q: '"\' or (' })).toEqual([]);
    const page = await of(ann).memory({ limit: 3 });
    expect(page.records).toHaveLength(3);
    const rest = await of(ann).memory({ limit: 3, before: page.next ?? '' });
    expect([rest.records.map(({ key }) => key), rest.next]).toEqual([['build'], null]);
  });

  test('what is too large, has no place or no name is refused, and so is one record too many', async () => {
    const { of } = await open();
    const refused = (given: object) => failure(of(ann).remember({ ...project, key: 'k', value: 1, ...given } as never));
    expect(await refused({ value: 'x'.repeat(64 * 1024) })).toBe('INVALID_INPUT');
    expect(await refused({ value: 'x'.repeat(60 * 1024) })).toBe('done');
    expect(await refused({ place: ' ' })).toBe('INVALID_INPUT');
    expect(await refused({ key: '' })).toBe('INVALID_INPUT');
    expect(await refused({ key: 'a\nb' })).toBe('INVALID_INPUT');
    expect(await refused({ scope: 'room' })).toBe('INVALID_INPUT');
    expect(await failure(of(admin).remember({ scope: 'global', place: '/x', key: 'k', value: 1 }))).toBe(
      'INVALID_INPUT',
    );
    expect(await refused({ value: { deep: 'nul \0 half \ud800' }, key: 'odd' })).toBe('INVALID_INPUT');
    expect(await refused({ value: { deep: 'nul \0 and \u{1f600}' }, key: 'odd' })).toBe('done');
  });

  test('an export goes in again whole or not at all, and changes nothing that is so already', async () => {
    const { of } = await open();
    const many = Array.from({ length: 250 }, (_, at) => ({ ...project, key: `k${at}`, value: { at } }));
    expect(await of(ann).importMemory(many)).toEqual({ written: 250, same: 0 });
    const lines = (await of(ann).exportMemory({})).trimEnd().split('\n');
    expect(lines).toHaveLength(250);
    const records = lines.map((line) => JSON.parse(line) as (typeof many)[0]);
    expect(await of(ann).importMemory(records)).toEqual({ written: 0, same: 250 });
    const mine = records.map((record) => ({ ...record, owner: 'ben' }));
    expect(await of(ben).importMemory(mine)).toEqual({ written: 250, same: 0 });
    const wrong = [
      { ...project, key: 'new', value: 1 },
      { ...project, key: '', value: 1 },
    ];
    expect(await failure(of(ann).importMemory(wrong))).toBe('INVALID_INPUT');
    expect((await of(ann).memory({ key: 'new' })).records).toEqual([]);
    const room = Array.from({ length: 4751 }, (_, at) => ({ ...project, key: `more${at}`, value: at }));
    expect(await failure(of(ann).importMemory(room))).toBe('CONFLICT');
    expect(await of(ann).importMemory(room.slice(1))).toEqual({ written: 4750, same: 0 });
  });

  test('a known secret is kept nowhere', async () => {
    const { of, storage, ledger } = await open();
    const record = await of(ann).remember({ ...project, key: `key ${secret}`, value: { token: secret, other: 'yes' } });
    expect(JSON.stringify(record)).not.toContain(secret);
    expect(JSON.stringify([await storage.fact(record.id, 0), await ledger.read({})])).not.toContain(secret);
    expect(record.value).toMatchObject({ other: 'yes' });
  });

  test('a job writes under its own lease and places, and recalls its user’s and what is shared', async () => {
    const { of, memory, ledger } = await open();
    const job = await working(memory, ledger);
    await job.remember({ scope: 'project', key: 'style', value: 'tabs, no semicolons' }, planner);
    await job.remember({ scope: 'task', key: 'note', value: 'read the tests first' }, planner);
    await of(ben).remember({ ...project, key: 'style', value: 'spaces' });
    await of(ann).remember({ scope: 'project', place: '/other', key: 'style', value: 'spaces' });
    await of(admin).remember({ scope: 'global', key: 'house', value: 'no semicolons anywhere' });
    const keys = async (text?: string) =>
      (await job.recall({ limit: 9, ...(text === undefined ? {} : { text }) }, planner)).map(
        ({ from, key }) => `${from}/${key}`,
      );
    expect((await keys()).toSorted()).toEqual(['global/house', 'project/style', 'task/note']);
    expect((await keys('are tabs better than semicolons?'))[0]).toBe('project/style');
    expect(await keys('nothing like it')).toEqual([]);
    const [record] = (await of(ann).memory({ ...project })).records;
    expect(record).toMatchObject({
      job: 'job-1',
      by: { type: 'agent', id: 'planner-1' },
      value: 'tabs, no semicolons',
    });
    expect(await ledger.get(record?.entry ?? '')).toMatchObject({ job: 'job-1', kind: 'knowledge' });
    const late = memory.ofJob({
      id: 'job-1',
      user: 'ann',
      project: '/repo',
      conversation: null,
      fence: { job: 'job-1', epoch: 0 },
    });
    expect(await failure(late.remember({ scope: 'project', key: 'style', value: 'none' }, planner))).toBe('LEASE_LOST');
    const homeless = memory.ofJob({
      id: 'job-1',
      user: 'ann',
      project: null,
      conversation: null,
      fence: { job: 'job-1', epoch: 1 },
    });
    expect(await failure(homeless.remember({ scope: 'project', key: 'a', value: 1 }, planner))).toBe('INVALID_INPUT');
  });

  const finding = (more: Partial<Finding> = {}): Finding => ({
    kind: 'package',
    key: 'npm:hono',
    title: 'hono 4.1.0 (npm)',
    text: 'Newest stable version: 4.1.0.',
    source: 'https://registry.npmjs.org/hono',
    foundAt: '2026-03-01T12:00:00.000Z',
    confidence: 1,
    ...more,
  });

  test('what research finds is known with source and date, written down again only when it says something new', async () => {
    const { of, memory, ledger, time } = await open();
    const job = await working(memory, ledger);
    await job.found([
      finding(),
      finding({ kind: 'page', key: `https://hono.dev/${'x'.repeat(300)}`, title: 'Routing' }),
    ]);
    await job.found([
      finding({ foundAt: '2026-03-01T18:00:00.000Z' }),
      finding({ text: 'older', foundAt: '2026-02-01T00:00:00.000Z' }),
    ]);
    expect(await ledger.read({ job: 'job-1', kinds: ['knowledge'] })).toHaveLength(1);
    const [item] = (await of(ann).knowledge({ kind: 'package' })).items;
    expect(item).toMatchObject({ version: 1, job: 'job-1', stale: null, confidence: 1, editable: true });
    await job.found([finding({ text: '4.2.0', title: 'hono 4.2.0 (npm)', foundAt: '2026-03-01T19:00:00.000Z' })]);
    expect(await of(ann).knowledgeItem(item?.id ?? '')).toMatchObject({ version: 2, title: 'hono 4.2.0 (npm)' });
    expect(await of(ann).knowledgeHistory(item?.id ?? '')).toHaveLength(2);
    expect((await of(ben).knowledge({ kind: 'package' })).items).toEqual([]);
    const titles = async (query: object) => (await of(ann).knowledge(query)).items.map(({ title }) => title);
    expect(await titles({ q: 'rout' })).toEqual(['Routing']);
    expect(await titles({ q: 'hono', stale: 'true' })).toEqual([]);
    time.now += 40 * 86_400_000;
    expect(await titles({ stale: 'true' })).toEqual(['hono 4.2.0 (npm)']);
    expect((await job.recall({ text: 'routing', limit: 5 }, planner)).map(({ from, key }) => [from, key])).toEqual([
      ['page', 'Routing'],
    ]);
  });

  test('notes are added once, corrected, marked as stale and forgotten', async () => {
    const { of } = await open();
    const mine = of(ann);
    const note = await mine.addKnowledge({ title: 'Node 22', text: 'Runs TypeScript.', source: 'https://nodejs.org' });
    expect(note).toMatchObject({ kind: 'note', confidence: 0.9, owner: 'ann' });
    expect(await failure(mine.addKnowledge({ title: 'Node 22', text: 'Again.' }))).toBe('CONFLICT');
    const marked = await mine.changeKnowledge(note.id, { stale: 'Node 24 is out.' }, 1);
    expect(marked).toMatchObject({ version: 2, stale: 'Node 24 is out.', text: 'Runs TypeScript.' });
    expect(await failure(mine.changeKnowledge(note.id, { text: 'x' }, 1))).toBe('CONFLICT');
    expect(await mine.changeKnowledge(note.id, { stale: null }, 2)).toMatchObject({ stale: null });
    expect(await failure(of(ben).changeKnowledge(note.id, { text: 'x' }))).toBe('NOT_FOUND');
    expect(await failure(of(viewer).forgetKnowledge(note.id))).toBe('FORBIDDEN');
    await mine.forgetKnowledge(note.id);
    expect(await failure(mine.knowledgeItem(note.id))).toBe('NOT_FOUND');
  });

  test('learned fixes stand in one place, the ledger: listed, forgotten by an admin, and learned anew', async () => {
    const { of, memory, ledger } = await open();
    const tried = async (worked: boolean, fix = 'add-import') =>
      ledger.append([
        {
          job: 'job-9',
          kind: 'knowledge',
          actor: { type: 'agent', id: 'builder' },
          summary: 'tried',
          data: { event: 'fix-tried', signature: 'TS2304 cannot find name', fix, worked },
        },
      ]);
    await tried(true);
    await tried(false);
    await tried(true, 'rename');
    const fixes = async (asker: Asker) => (await of(asker).knowledge({ kind: 'fix' })).items;
    expect((await fixes(admin)).map(({ title, confidence }) => [title, confidence])).toEqual([
      ['rename: TS2304 cannot find name', 2 / 3],
      ['add-import: TS2304 cannot find name', 2 / 4],
    ]);
    expect((await fixes(ann)).map(({ job, entry }) => [job, entry])).toEqual([
      [null, null],
      [null, null],
    ]);
    const [last] = (await fixes(admin)) as [KnowledgeItem];
    expect(last).toMatchObject({ job: 'job-9', editable: false });
    expect(await failure(of(ann).forgetKnowledge(last.id))).toBe('FORBIDDEN');
    expect(await failure(of(admin).changeKnowledge(last.id, { text: 'x' }))).toBe('FORBIDDEN');
    await of(admin).forgetKnowledge(last.id);
    expect((await memory.experience()).map(({ fix, tried: count, worked }) => [fix, count, worked])).toEqual([
      ['add-import', 2, 1],
    ]);
    await tried(false, 'rename');
    expect(await memory.experience()).toContainEqual({
      signature: 'TS2304 cannot find name',
      fix: 'rename',
      tried: 1,
      worked: 0,
    });
  });

  test('the list goes on from findings to fixes to what came with it, without a gap', async () => {
    const { of, memory, ledger } = await open();
    const job = await working(memory, ledger);
    await job.found([finding(), finding({ key: 'npm:zod', title: 'zod 4' })]);
    await ledger.append([
      {
        job: 'j',
        kind: 'knowledge',
        actor: { type: 'agent', id: 'b' },
        summary: 's',
        data: { event: 'fix-tried', signature: 'S', fix: 'f', worked: true },
      },
    ]);
    const seen: string[] = [];
    let next: string | null | undefined;
    do {
      const page: { items: KnowledgeItem[]; next: string | null } = await of(ann).knowledge({
        limit: 1,
        ...(next ? { before: next } : {}),
      });
      seen.push(...page.items.map(({ kind }) => kind));
      next = page.next;
    } while (next !== null);
    expect(seen).toEqual(['package', 'package', 'fix', 'curated']);
    const curated = (await of(ann).knowledge({ kind: 'curated', q: 'hon' })).items;
    expect(curated).toHaveLength(1);
    expect(await failure(of(admin).forgetKnowledge(curated[0]?.id ?? ''))).toBe('FORBIDDEN');
    expect(await failure(of(ann).knowledge({ before: 'x' }))).toBe('INVALID_INPUT');
  });
});
