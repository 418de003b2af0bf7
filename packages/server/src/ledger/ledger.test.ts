import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { JsonValue } from '@codewright/protocol/json';
import { canonicalJson, sha256 } from '../shared/hash.ts';
import { onBothStores } from '../storage/testing-stores.ts';
import { exactJson } from './entries.ts';
import { claimed, created, draft, stoppedClock, testLedger } from './testing-ledger.ts';

onBothStores('The ledger', (store) => {
  const open = async () => testLedger(await store().open());

  test('numbers and chains the entries of each job by itself', async () => {
    const ledger = await open();
    const entries = await ledger.append([draft('a'), draft('b'), draft('a')]);
    const [more] = await ledger.append([draft('b')]);
    expect(entries.map(({ job, seq }) => `${job}${seq}`)).toEqual(['a1', 'b1', 'a2']);
    expect(more).toMatchObject({ job: 'b', seq: 2, prev: entries[1]?.hash });
    expect(entries[2]?.prev).toBe(entries[0]?.hash);
    expect(entries[0]?.prev).toBe('0'.repeat(64));
    const positions = [...entries, more].map((entry) => entry?.position ?? 0);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(new Set(positions).size).toBe(4);
  });

  test('the hash is SHA-256 over the canonical JSON of everything but position and hash', async () => {
    const ledger = await open();
    const data = { z: [1.5, -0, 1e21, null], a: { 'é"\n': 'x', '\u0000': '\u2028' }, event: 'tool-finished' };
    const [entry] = await ledger.append([draft('a', { data, refs: ['r2', 'r1'], summary: 'Tab\tand "quote" \\ é' })]);
    const { position, hash, ...covered } = entry as NonNullable<typeof entry>;
    expect(position).toBeGreaterThan(0);
    expect(hash).toBe(sha256(canonicalJson(covered)));
    expect(await ledger.get(covered.id)).toEqual(entry);
    expect(await ledger.read({ job: 'a' })).toEqual([entry]);
  });

  test('text that no database can hold is recorded in a form that it can', async () => {
    const ledger = await open();
    await ledger.append([
      draft('a', { summary: 'nul \0 half \ud800', data: { out: 'nul \0 half \ud800 and \\ud800' } }),
    ]);
    const [entry] = await ledger.read({ job: 'a' });
    expect(entry).toMatchObject({ summary: 'nul \uFFFD half \uFFFD', data: { out: 'nul \0 half \uFFFD and \\ud800' } });
    const [long] = await ledger.append([draft('a', { summary: 'x '.repeat(1_000_000) })]);
    expect(long?.summary).toHaveLength(10_000);
    expect(await ledger.get(long?.id ?? '')).toEqual(long);
    expect(await ledger.search(`${'y'.repeat(5000)} ${'z '.repeat(100)}`)).toEqual([]);
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });

  test('an append is whole or not at all', async () => {
    const ledger = await open();
    await ledger.append([created('a')]);
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    await expect(ledger.append([draft('a'), draft('a', { data: cyclic as { self: JsonValue } })])).rejects.toThrow();
    expect(await ledger.read({})).toHaveLength(1);
    expect(await ledger.append([])).toEqual([]);
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 1 });
  });

  test('a write under an old epoch, or for a job that nobody holds, is refused', async () => {
    const storage = await store().open();
    const ledger = testLedger(storage);
    const write = (epoch: number, job = 'a') => ledger.append([draft(job)], { fence: { job, epoch } });
    await expect(write(1, 'nobody')).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await ledger.append([created('a')]);
    await expect(write(0)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await ledger.append([claimed('a', 1)]);
    await write(1);
    await ledger.append([claimed('a', 2)]);
    await expect(write(1)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await expect(ledger.append([draft('b')], { fence: { job: 'a', epoch: 1 } })).rejects.toMatchObject({
      code: 'LEASE_LOST',
    });
    await write(2);
    const status = { from: 'running', to: 'waiting_human' };
    await ledger.append([draft('a', { kind: 'job_status', data: status })]);
    await expect(write(2)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(await ledger.read({ job: 'b' })).toEqual([]);
    expect(await ledger.read({ job: 'a', kinds: ['event'] })).toHaveLength(2);
  });

  test('reads by job, position, seq, kind, limit and direction', async () => {
    const ledger = await open();
    const all = await ledger.append([draft('a', { kind: 'message' }), draft('b'), draft('a'), draft('a')]);
    const ids = async (query: Parameters<typeof ledger.read>[0]) => (await ledger.read(query)).map(({ id }) => id);
    const id = (index: number) => all[index]?.id;
    expect(await ids({ job: 'a', kinds: ['event'] })).toEqual([id(2), id(3)]);
    expect(await ids({ after: all[0]?.position ?? 0, limit: 2 })).toEqual([id(1), id(2)]);
    expect(await ids({ job: 'a', afterSeq: 1, newestFirst: true })).toEqual([id(3), id(2)]);
    expect(await ledger.position()).toBe(all[3]?.position);
    expect((await ledger.search('someth')).map((entry) => entry.id).toSorted()).toEqual(
      all.map((entry) => entry.id).toSorted(),
    );
    expect(await ledger.search('" OR *:( -')).toEqual([]);
  });

  test('the jobs table adds up what the entries say', async () => {
    const storage = await store().open();
    const clock = stoppedClock();
    const ledger = testLedger(storage, clock);
    await ledger.append([created('a'), claimed('a')]);
    clock.move(1000);
    await ledger.append([
      draft('a', { summary: 'Reading files', data: { event: 'tool-started' } }),
      draft('a', { data: { usage: { steps: 1, tokens: 20, seconds: 0.5 } } }),
      draft('a', { data: { usage: { steps: 1, cents: 0.25, tokens: 'many' } } }),
    ]);
    expect(await storage.job('a')).toMatchObject({
      status: 'running',
      goal: 'Build it',
      createdBy: 'ada',
      currentAction: 'Reading files',
      used: { steps: 2, tokens: 20, seconds: 0.5, cents: 0.25 },
      createdAt: '2026-01-01T00:00:00.000Z',
      startedAt: '2026-01-01T00:00:00.000Z',
    });
    const [pack] = await ledger.append([
      draft('a', { data: { event: 'truthpack-signed' } }),
      draft('a', { data: { event: 'result-delivered', result: { path: '/repo', branch: 'b' } } }),
      draft('a', { kind: 'job_status', data: { from: 'running', to: 'succeeded', stopReason: 'completed' } }),
    ]);
    expect(await storage.job('a')).toMatchObject({
      status: 'succeeded',
      stopReason: 'completed',
      currentAction: null,
      truthpack: pack?.id,
      result: '/repo#b',
      finishedAt: '2026-01-01T00:00:01.000Z',
    });
  });

  test('a rebuild gives the same rows', async () => {
    const storage = await store().open();
    const ledger = testLedger(storage);
    for (const job of ['a', 'b', 'c']) {
      await ledger.append([created(job), claimed(job), draft(job, { data: { usage: { tokens: 0.1 } } })]);
      await ledger.append([draft(job, { data: { usage: { tokens: 0.2 } }, summary: 'Wrote the parser' })]);
    }
    await ledger.append([draft('system', { kind: 'audit' })]);
    const rows = () => store().raw('select * from jobs order by id');
    const before = await rows();
    expect(before).toHaveLength(4);
    await store().raw("update jobs set status = 'failed', doc = null where id = 'a'");
    await store().raw("delete from jobs where id = 'b'");
    expect(await ledger.rebuild()).toEqual({ entries: 13, jobs: 3 });
    expect(await rows()).toEqual(before);
    expect(await ledger.search('parser')).toHaveLength(3);
    expect(await ledger.verify()).toMatchObject({ ok: true, jobs: 4, entries: 13 });
  });

  test('the state that is kept of a job does not grow with its entries', async () => {
    const storage = await store().open();
    const ledger = testLedger(storage);
    await ledger.append([created('a'), claimed('a')]);
    const fence = { job: 'a', epoch: 1 };
    for (let index = 0; index < 40; index++) {
      await ledger.append(
        Array.from({ length: 100 }, () => draft('a')),
        { fence },
      );
    }
    // One row of state, however long the chain: nothing that an append reads or rewrites grows.
    const [row] = await store().raw("select length(doc) as size from jobs where id = 'a'");
    expect(Number(row?.['size'])).toBeLessThan(2000);
    expect((await ledger.read({ job: 'a', newestFirst: true, limit: 1 }))[0]?.seq).toBe(4002);
  });
});

describe('Exact JSON', () => {
  test('is canonical and reads back as the JSON round trip of any value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = exactJson(value as JsonValue);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text);
      }),
    );
  });
});
