import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { onBothStores, type TestStore } from '../storage/testing-stores.ts';
import { checkSignature } from './checkpoints.ts';
import type { TransactionalLedger } from './contract.ts';
import { claimed, created, draft, newKeys, stoppedClock, testLedger } from './testing-ledger.ts';
import { createLedger } from './ledger.ts';

const length = 8;

async function filled(store: TestStore): Promise<TransactionalLedger> {
  const ledger = testLedger(await store.open());
  for (const job of ['a', 'b']) {
    await ledger.append([created(job), claimed(job)]);
    for (let index = 2; index < length; index++) {
      const data = { event: 'tool-finished', step: `s${index}`, result: { n: index, text: 'x' } };
      await ledger.append([draft(job, { data, refs: ['r'], summary: `Step ${index} of ${job}` })]);
    }
  }
  return ledger;
}

const columns = [
  'id',
  'time',
  'kind',
  'actor_type',
  'actor_id',
  'summary',
  'data',
  'refs',
  'step',
  'event',
  'prev',
  'hash',
];
const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

onBothStores('Verification', (store) => {
  test('finds nothing wrong in a ledger that nobody touched', async () => {
    const ledger = await filled(store());
    expect(await ledger.verify()).toEqual({ ok: true, jobs: 2, entries: 2 * length, problems: [] });
    expect(await ledger.verify('a')).toEqual({ ok: true, jobs: 1, entries: length, problems: [] });
    expect((await ledger.verify('nobody')).problems).toMatchObject([{ kind: 'missing-job' }]);
  });

  test('finds any changed byte of any column', async () => {
    const ledger = await filled(store());
    const one = fc.record({
      column: fc.constantFrom(...columns),
      seq: fc.integer({ min: 1, max: length }),
      at: fc.nat(),
      byte: fc.constantFrom(' ', '0', 'x', '}', '"', 'é'),
    });
    await fc.assert(
      fc.asyncProperty(one, async ({ column, seq, at, byte }) => {
        const where = `where job = 'a' and seq = ${seq}`;
        const [row] = await store().raw(`select ${column} as value from entries ${where}`);
        const value = (row?.['value'] ?? null) as string | null;
        const old = value ?? '';
        const cut = old.length === 0 ? 0 : at % old.length;
        const changed = old.slice(0, cut) + byte + old.slice(cut + 1);
        fc.pre(changed !== old);
        await store().tamper(`update entries set ${column} = ${quote(changed)} ${where}`);
        const report = await ledger.verify();
        await store().tamper(`update entries set ${column} = ${value === null ? 'null' : quote(value)} ${where}`);
        expect(report.ok, `${column} of ${seq}: ${changed}`).toBe(false);
        expect(report.problems.every(({ job }) => job === 'a')).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });

  test('finds content that no entry of its kind holds', async () => {
    const ledger = await filled(store());
    for (const data of ['{}', 'null', '[]', '{"request":1}', '"text"']) {
      await store().tamper(`update entries set data = ${quote(data)} where job = 'a' and seq = 1`);
      expect(
        (await ledger.verify()).problems.map(({ kind }) => kind),
        data,
      ).toContain('hash-mismatch');
    }
  });

  test('finds a removed entry, wherever it was', async () => {
    for (const seq of [1, 4, length]) {
      const ledger = await filled(store());
      await store().tamper(`delete from entries where job = 'a' and seq = ${seq}`);
      const kinds = (await ledger.verify()).problems.map(({ kind }) => kind);
      expect(kinds).toContain(seq === length ? 'shortened' : 'gap');
      await store().tamper('delete from entries');
      await store().raw('delete from jobs');
    }
  });

  test('finds two entries that changed places', async () => {
    const ledger = await filled(store());
    await store().tamper("update entries set seq = 99 where job = 'a' and seq = 3");
    await store().tamper("update entries set seq = 3 where job = 'a' and seq = 4");
    await store().tamper("update entries set seq = 4 where job = 'a' and seq = 99");
    const kinds = new Set((await ledger.verify()).problems.map(({ kind }) => kind));
    expect(kinds).toContain('chain-broken');
    expect(kinds).toContain('hash-mismatch');
  });

  test('finds an inserted entry, in the middle, at the end and as a chain of its own', async () => {
    const ledger = await filled(store());
    const names = 'kind, time, actor_type, actor_id, summary, data, refs, prev, hash';
    const insert = (seq: number, job = 'a') =>
      store().tamper(
        `insert into entries (id, job, seq, ${names}) select 'forged-${job}-${seq}', '${job}', ${seq}, ${names} from entries where job = 'b' and seq = 2`,
      );
    await insert(length + 1);
    expect((await ledger.verify()).ok).toBe(false);
    await store().tamper("delete from entries where id like 'forged%'");
    expect((await ledger.verify()).ok).toBe(true);
    await insert(0);
    expect((await ledger.verify()).ok).toBe(false);
    await store().tamper("delete from entries where id like 'forged%'");
    await insert(1, 'forged');
    expect((await ledger.verify()).problems.map(({ job }) => job)).toContain('forged');
  });

  test('finds a jobs table that says something else than the ledger', async () => {
    const ledger = await filled(store());
    for (const change of [
      "update jobs set doc = replace(doc, 'Build it', 'Buy it')",
      "update jobs set status = 'succeeded'",
      "update jobs set hash = 'x'",
      'update jobs set doc = null',
      'delete from jobs',
    ]) {
      await store().raw(`${change} where id = 'a'`);
      expect((await ledger.verify()).problems, change).toMatchObject([{ job: 'a', kind: 'projection-differs' }]);
      await ledger.rebuild();
      expect(await ledger.verify()).toMatchObject({ ok: true });
    }
  });

  test('a signed checkpoint shows a job that is gone, a chain that was shortened and one that was written anew', async () => {
    const ledger = await filled(store());
    const checkpoint = await ledger.checkpoint();
    expect(checkpoint.heads.map(({ job, seq }) => `${job}${seq}`)).toEqual([`a${length}`, `b${length}`]);
    await ledger.append([draft('a'), draft('c')]);
    expect(await ledger.verifyCheckpoint(checkpoint)).toMatchObject({ ok: true, jobs: 2, problems: [] });
    const exported = JSON.parse(JSON.stringify(checkpoint)) as typeof checkpoint;
    expect(await ledger.verifyCheckpoint(exported)).toMatchObject({ ok: true });

    // Whoever has the database can make everything in it agree again; only the checkpoint still tells.
    await store().tamper("delete from entries where job = 'a' and seq >= 8");
    await store().tamper("delete from entries where job = 'b'");
    await ledger.rebuild();
    expect(await ledger.verify()).toMatchObject({ ok: true });
    expect((await ledger.verifyCheckpoint(checkpoint)).problems.map(({ job, kind }) => [job, kind])).toEqual([
      ['a', 'shortened'],
      ['b', 'missing-job'],
    ]);
    await ledger.append([draft('a', { summary: 'Another eighth entry' })]);
    expect((await ledger.verifyCheckpoint(checkpoint)).problems).toMatchObject([
      { job: 'a', seq: 8, kind: 'hash-mismatch' },
      { job: 'b', kind: 'missing-job' },
    ]);
  });

  test('a checkpoint that was changed, or signed by somebody else, is found out, also without a database', async () => {
    const ledger = await filled(store());
    const checkpoint = await ledger.checkpoint();
    expect(checkSignature(checkpoint, checkpoint.publicKey)).toBeNull();
    const [first, ...rest] = checkpoint.heads;
    const shorter = { ...checkpoint, heads: rest };
    const changed = { ...checkpoint, heads: [{ ...first, seq: 7 } as NonNullable<typeof first>, ...rest] };
    const alike = [{ time: 'x' }, { signature: 'AAAA' }, { hash: 'f'.repeat(64) }].map((one) => ({
      ...checkpoint,
      ...one,
    }));
    for (const forged of [shorter, changed, ...alike]) {
      expect(checkSignature(forged, checkpoint.publicKey)).not.toBeNull();
      expect((await ledger.verifyCheckpoint(forged)).problems.map(({ kind }) => kind)).toContain('signature-invalid');
    }
    const stranger = createLedger(await store().open(), { keys: newKeys(), clock: stoppedClock() });
    const foreign = await stranger.checkpoint();
    expect(checkSignature(foreign)).toBeNull();
    expect((await ledger.verifyCheckpoint(foreign)).problems).toMatchObject([{ kind: 'signature-invalid' }]);
  });
});
