import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from '@codewright/protocol/job';
import { expect, test } from 'vitest';
import type { Chain, CredentialRow, Storage, Writes } from './contract.ts';
import { factConformance } from './facts/conformance.ts';
import { type Migration, migrations } from './migrations.ts';
import { row } from './testing-row.ts';
import type { TestStore } from './testing-stores.ts';

async function add(tx: Writes, job: string, count = 1): Promise<void> {
  const chain = await tx.lockChain(job);
  const rows = Array.from({ length: count }, (_, index) => row(job, chain.seq + index + 1));
  await tx.addEntries(rows);
  const next: Chain = { ...chain, seq: chain.seq + count, hash: rows.at(-1)?.hash ?? chain.hash };
  await tx.saveChain(next);
}

const later: Migration = {
  version: (migrations.at(-1)?.version ?? 0) + 1,
  name: 'one more table',
  sqlite: ['create table later (a integer)', 'insert into later values (7)'],
  postgres: ['create table later (a integer)', 'insert into later values (7)'],
};

/** What every storage has to keep to; run over each of them. */
export function storageConformance(store: () => TestStore): void {
  const opened = (): Promise<Storage> => store().open();

  test('what was written is read back by another handle', async () => {
    const storage = await opened();
    await storage.write((tx) => add(tx, 'a', 3));
    const rows = await (await opened()).entries({ job: 'a', limit: 10 });
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(rows[1]).toEqual({ position: rows[1]?.position, ...row('a', 2) });
    expect(rows.map(({ position }) => position)).toEqual(rows.map(({ position }) => position).sort((a, b) => a - b));
  });

  test('a transaction that fails leaves nothing behind, and the next one works', async () => {
    const storage = await opened();
    const failing = storage.write(async (tx) => {
      await add(tx, 'a', 2);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await storage.entries({ limit: 10 })).toEqual([]);
    expect(await storage.chain('a')).toBeNull();
    await storage.write((tx) => add(tx, 'a'));
    expect(await storage.entries({ limit: 10 })).toHaveLength(1);
  });

  test('transactions of one chain from several handles follow one another', async () => {
    const handles = [await opened(), await opened(), await opened()];
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => (handles[index % 3] as Storage).write((tx) => add(tx, 'a'))),
    );
    const rows = await (handles[0] as Storage).entries({ job: 'a', limit: 100 });
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  test('the ledger refuses UPDATE, DELETE, replacing and inserting before the end; other tables do not', async () => {
    const storage = await opened();
    await storage.write((tx) => add(tx, 'a', 2));
    const columns = 'id, job, seq, time, kind, actor_type, actor_id, summary, data, refs, prev, hash';
    const copy = (changes: string) => `insert into entries (${columns}) select ${changes} from entries where seq = 1`;
    const copied = (id: string, seq: string) =>
      copy(`${id}, job, ${seq}, time, kind, actor_type, actor_id, summary, data, refs, prev, hash`);
    const refused = [
      "update entries set summary = 'x' where seq = 1",
      'delete from entries where seq = 2',
      'delete from entries',
      copied("'other'", '1'),
      copied('id', '3'),
      `${copied("'other'", '1')} on conflict (job, seq) do update set summary = 'x'`,
      ...(store().kind === 'sqlite'
        ? [
            copied("'other'", '1').replace('insert', 'insert or replace'),
            copied('id', '3').replace('insert', 'insert or replace'),
            `insert or replace into entries (position, ${columns}) select 1, ${columns} from entries where seq = 2`,
            copied("'other'", '7'),
            copied("'other'", '0'),
          ]
        : ['truncate entries', 'truncate entries cascade']),
    ];
    for (const sql of refused) {
      await expect(store().raw(sql), sql).rejects.toThrow(/append-only|unique constraint|duplicate key/);
    }
    expect(await storage.entries({ job: 'a', limit: 10 })).toMatchObject([row('a', 1), row('a', 2)]);
    await store().raw(copied("'other'", '3'));
    await store().raw("update jobs set hash = 'x'");
    expect((await storage.chain('a'))?.hash).toBe('x');
    await store().raw('delete from jobs');
    expect(await storage.entries({ job: 'a', limit: 10 })).toHaveLength(3);
  });

  test('with the triggers away the same changes go through, so it is they that refuse', async () => {
    const storage = await opened();
    await storage.write((tx) => add(tx, 'a', 2));
    await store().tamper("update entries set summary = 'x' where seq = 1");
    await store().tamper('delete from entries where seq = 2');
    expect(await storage.entries({ job: 'a', limit: 10 })).toMatchObject([{ seq: 1, summary: 'x' }]);
    await expect(store().raw('delete from entries')).rejects.toThrow(/append-only/);
  });

  test('a database of a newer version is refused and left alone', async () => {
    const newer = await store().open({ migrations: [...migrations, later] });
    await newer.write((tx) => add(tx, 'a'));
    await expect(opened()).rejects.toMatchObject({ code: 'STORAGE_NEWER' });
    expect(await newer.entries({ limit: 10 })).toHaveLength(1);
  });

  test('a migration keeps what is there', async () => {
    const old = await opened();
    await old.write((tx) => add(tx, 'a', 2));
    const storage = await store().open({ migrations: [...migrations, later] });
    expect(await storage.entries({ limit: 10 })).toHaveLength(2);
    expect(await store().raw('select a from later')).toEqual([{ a: 7 }]);
  });

  test('a migration that fails changes nothing', async () => {
    const old = await opened();
    await old.write((tx) => add(tx, 'a'));
    const broken = { ...later, sqlite: [...later.sqlite, 'nonsense'], postgres: [...later.postgres, 'nonsense'] };
    await expect(store().open({ migrations: [...migrations, broken] })).rejects.toThrow(/syntax/);
    await expect(store().raw('select a from later')).rejects.toThrow(/later/);
    expect(await (await opened()).entries({ limit: 10 })).toHaveLength(1);
  });

  test('handles that open an empty or an old database at once migrate it once', async () => {
    await Promise.all(Array.from({ length: 5 }, opened));
    const next = { migrations: [...migrations, later] };
    await Promise.all(Array.from({ length: 5 }, () => store().open(next)));
    expect(await store().raw('select a from later')).toEqual([{ a: 7 }]);
  });

  test('a snapshot sees one moment', async () => {
    const storage = await opened();
    await storage.write((tx) => add(tx, 'a'));
    const seen = await storage.snapshot(async (reads) => {
      const before = await reads.entries({ limit: 10 });
      await storage.write((tx) => add(tx, 'a'));
      return [before, await reads.entries({ limit: 10 })];
    });
    expect(seen.map((rows) => rows.length)).toEqual([1, 1]);
    expect(await storage.entries({ limit: 10 })).toHaveLength(2);
  });

  test('a commit of this handle or another calls the listeners, until they stop listening', async () => {
    const [storage, other] = [await opened(), await opened()];
    let calls = 0;
    const stop = storage.onChange(() => {
      calls += 1;
    });
    await storage.write((tx) => add(tx, 'a'));
    await expect.poll(() => calls).toBeGreaterThan(0);
    await delay(200);
    const before = calls;
    await other.write((tx) => add(tx, 'b'));
    await expect.poll(() => calls, { timeout: 20_000, interval: 5 }).toBeGreaterThan(before);
    stop();
    const after = calls;
    await other.write((tx) => add(tx, 'b'));
    await storage.write((tx) => add(tx, 'a'));
    await delay(100);
    expect(calls).toBe(after);
  });

  test('search finds words by their stem and by the beginning of the last one, and parts of paths', async () => {
    const storage = await opened();
    const summaries = ['Ran the tests of src/auth.ts', 'Wrote the parser', 'The café tested 12 parsers'];
    await storage.write(async (tx) => {
      await tx.addEntries(summaries.map((summary, index) => row('a', index + 1, { summary })));
    });
    const found = async (...words: string[]) =>
      (await storage.search(words, 10)).map(({ seq }) => seq).sort((a, b) => a - b);
    expect(await found('testing')).toEqual([1, 3]);
    expect(await found('auth')).toEqual([1]);
    expect(await found('the', 'pars')).toEqual([2, 3]);
    expect(await found('café')).toEqual([3]);
    expect(await found('12')).toEqual([3]);
    expect(await found('nowhere')).toEqual([]);
    expect(await found()).toEqual([]);
    expect(await storage.search(['the'], 1)).toHaveLength(1);
  });

  test('a text is found in the summaries and the data of one job, in any case, and no pattern gets through', async () => {
    const storage = await opened();
    await storage.write(async (tx) => {
      await tx.addEntries([
        row('a', 1, { summary: 'Ran the Tests' }),
        row('a', 2, { data: '{"text":"a \\"quoted\\" word\\n100% of tests"}' }),
        row('a', 3, { summary: '100 percent!' }),
      ]);
      await tx.addEntries([row('b', 1, { summary: 'tests of another job' })]);
    });
    const found = async (text: string, afterSeq = 0, limit = 10) =>
      (await storage.entriesHolding({ job: 'a', text, afterSeq, limit })).map(({ seq }) => seq);
    expect(await found('tests')).toEqual([1, 2]);
    expect(await found('tests', 1)).toEqual([2]);
    expect(await found('tests', 0, 1)).toEqual([1]);
    expect(await found('"quoted" word\n')).toEqual([2]);
    expect(await found('100%')).toEqual([2]);
    expect(await found('percent!')).toEqual([3]);
    expect(await found(row('a', 3).id.slice(-8))).toEqual([3]);
    expect(await found('R_n')).toEqual([]);
    expect(await found("' or 1 = 1 --")).toEqual([]);
  });

  test('users and what they sign in with are kept; a code is taken once, and a user goes with everything', async () => {
    const storage = await opened();
    const at = '2026-01-01T00:00:00.000Z';
    const credential = (id: string, owner: string, more: Partial<CredentialRow> = {}): CredentialRow => ({
      id,
      owner,
      kind: 'token',
      name: 'a laptop',
      hash: `hash-${id}`,
      createdAt: at,
      expiresAt: null,
      usedAt: null,
      ...more,
    });
    const code = credential('c1', 'ann', { kind: 'code', expiresAt: '2026-01-02T00:00:00.000Z' });
    await storage.write(async (tx) => {
      await tx.saveUser({ id: 'ann', role: 'member', createdAt: at });
      await tx.saveUser({ id: 'ben', role: 'admin', createdAt: at });
      await tx.saveUser({ id: 'ann', role: 'viewer', createdAt: 'is kept' });
      for (const each of [credential('t1', 'ann'), credential('t2', 'ben'), code]) await tx.addCredential(each);
      await tx.useCredential('t2', '2026-01-03T00:00:00.000Z');
    });
    const other = await opened();
    expect(await other.users()).toEqual([
      { id: 'ann', role: 'viewer', createdAt: at },
      { id: 'ben', role: 'admin', createdAt: at },
    ]);
    expect(await other.user('carl')).toBeNull();
    expect(await other.credential('hash-t2')).toEqual(credential('t2', 'ben', { usedAt: '2026-01-03T00:00:00.000Z' }));
    expect(await other.credential('hash-t9')).toBeNull();
    await expect(
      storage.write((tx) => tx.addCredential({ ...credential('t3', 'ben'), hash: 'hash-t1' })),
    ).rejects.toThrow();
    const taken = await Promise.all([storage, other].map((each) => each.write((tx) => tx.removeCredential('c1'))));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await storage.write(async (tx) => {
      await tx.addCredential(code);
      await tx.removeExpired('2026-01-01T23:59:59.000Z');
    });
    expect((await storage.credentials()).map(({ id }) => id)).toEqual(['c1', 't1', 't2']);
    await storage.write((tx) => tx.removeExpired('2026-01-02T00:00:00.000Z'));
    await storage.write((tx) => tx.removeUser('ann'));
    expect((await storage.credentials()).map(({ id }) => id)).toEqual(['t2']);
    expect(await storage.user('ann')).toBeNull();
  });

  test('jobs and entries are found by who made the job', async () => {
    const storage = await opened();
    for (const [id, createdBy] of [
      ['a', 'ann'],
      ['b', 'ben'],
      ['c', 'ann'],
    ] as const)
      await storage.write(async (tx) => {
        await add(tx, id, 2);
        const chain = await tx.lockChain(id);
        await tx.saveChain({
          ...chain,
          job: { id, createdBy, goal: `Mend ${id}`, status: 'queued', mode: 'chat', conversation: null } as Job,
        });
      });
    await storage.write((tx) => add(tx, 'no-job'));
    expect((await storage.jobs({ createdBy: 'ann', limit: 9 })).map(({ id }) => id)).toEqual(['c', 'a']);
    expect((await storage.chain('b'))?.createdBy).toBe('ben');
    expect((await storage.jobs({ words: ['mends', 'b'], limit: 9 })).map(({ id }) => id)).toEqual(['b']);
    expect(
      (await storage.jobs({ words: ['me'], oldestFirst: true, before: 'a', limit: 9 })).map(({ id }) => id),
    ).toEqual(['b', 'c']);
    expect(await storage.jobs({ words: ['mend', 'b'], createdBy: 'ann', limit: 9 })).toEqual([]);
    expect((await storage.entries({ createdBy: 'ann', limit: 9 })).map(({ id }) => id)).toEqual([
      'a-1',
      'a-2',
      'c-1',
      'c-2',
    ]);
    expect((await storage.entries({ createdBy: 'ben', limit: 1, newestFirst: true })).map(({ id }) => id)).toEqual([
      'b-2',
    ]);
    expect(await storage.entries({ limit: 9 })).toHaveLength(7);
  });

  test('notes of a review are kept per job and person, replaced by their id and removed', async () => {
    const storage = await opened();
    const note = (id: string, more: object = {}) => ({
      id,
      job: 'a',
      author: 'ann',
      updatedAt: '2026-01-01T00:00:00.000Z',
      doc: '{}',
      ...more,
    });
    await storage.write(async (tx) => {
      for (const each of [note('1'), note('2'), note('1', { author: 'ben' }), note('1', { job: 'b' })])
        await tx.saveReviewNote(each);
      await tx.saveReviewNote(note('1', { doc: '{"text":"ü"}', updatedAt: '2026-01-02T00:00:00.000Z' }));
    });
    expect(await (await opened()).reviewNotes('a', 'ann')).toEqual([
      note('1', { doc: '{"text":"ü"}', updatedAt: '2026-01-02T00:00:00.000Z' }),
      note('2'),
    ]);
    await storage.write((tx) => tx.removeReviewNotes('a', 'ann', ['1', '9']));
    expect(await storage.reviewNotes('a', 'ann')).toEqual([note('2')]);
    expect(await storage.reviewNotes('a', 'ben')).toEqual([note('1', { author: 'ben' })]);
    expect(await storage.reviewNotes('b', 'ann')).toHaveLength(1);
  });

  test('documents are kept by space, owner and id: listed newest first, added once, locked when they are due', async () => {
    const storage = await opened();
    const document = (id: string, more: object = {}) => ({
      space: 'notes',
      owner: 'ann',
      id,
      sort: id,
      due: null,
      doc: '{}',
      ...more,
    });
    await storage.write(async (tx) => {
      for (const each of [document('1'), document('2'), document('3', { owner: 'ben' }), document('1', { space: 'x' })])
        expect(await tx.addDocument(each)).toBe(true);
      expect(await tx.addDocument(document('1', { doc: '{"other":1}' }))).toBe(false);
      await tx.saveDocument(document('2', { doc: '{"text":"ü"}', due: 5 }));
    });
    const ids = async (query: object) =>
      (await storage.documents({ space: 'notes', limit: 10, ...query })).map(({ id }) => id);
    expect(await ids({})).toEqual(['3', '2', '1']);
    expect(await ids({ owner: 'ann' })).toEqual(['2', '1']);
    expect(await ids({ owner: 'ann', before: '2' })).toEqual(['1']);
    expect(await ids({ limit: 1 })).toEqual(['3']);
    expect(await storage.document('notes', 'ann', '1')).toEqual(document('1'));
    expect(await storage.document('notes', 'ben', '1')).toBeNull();
    const due = (now: number) =>
      storage.write(async (tx) => (await tx.lockDueDocuments('notes', now, 5)).map(({ id }) => id));
    expect(await due(4)).toEqual([]);
    expect(await due(5)).toEqual(['2']);
    expect(await storage.write((tx) => tx.removeDocument('notes', 'ann', '2'))).toBe(true);
    expect(await storage.write((tx) => tx.removeDocument('notes', 'ann', '2'))).toBe(false);
    expect(await storage.write((tx) => tx.removeDocumentsBefore('notes', '3'))).toBe(1);
    expect(await ids({})).toEqual(['3']);
  });

  factConformance(opened);

  test('filters of entries go together', async () => {
    const storage = await opened();
    await storage.write(async (tx) => {
      await tx.addEntries([
        row('a', 1, { kind: 'message' }),
        row('a', 2, { event: 'x' }),
        row('a', 3, { event: 'y', step: 's' }),
      ]);
      await tx.addEntries([row('b', 1, { event: 'x' })]);
    });
    const ids = async (query: Parameters<Storage['entries']>[0]) => (await storage.entries(query)).map(({ id }) => id);
    expect(await ids({ job: 'a', kinds: ['event'], limit: 10, newestFirst: true })).toEqual(['a-3', 'a-2']);
    expect(await ids({ events: ['x'], limit: 10 })).toEqual(['a-2', 'b-1']);
    expect(await ids({ job: 'a', events: ['x', 'y'], afterSeq: 2, limit: 10 })).toEqual(['a-3']);
    expect(await ids({ kinds: [], limit: 10 })).toEqual([]);
    expect(await storage.steps('a')).toEqual([{ step: 's', id: 'a-3', seq: 3 }]);
    expect(await storage.heads()).toEqual([
      { job: 'a', seq: 3, hash: 'hash-3' },
      { job: 'b', seq: 1, hash: 'hash-1' },
    ]);
    const [first] = await storage.entries({ limit: 1 });
    expect(await ids({ after: first?.position ?? 0, limit: 2 })).toEqual(['a-2', 'a-3']);
  });
}
