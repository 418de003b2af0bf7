import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { Storage } from '../storage/contract.ts';
import { onBothStores } from '../storage/testing-stores.ts';
import { draft, testLedger } from './testing-ledger.ts';

async function collect(stream: AsyncIterable<LedgerEntry>, into: LedgerEntry[], until = Infinity): Promise<void> {
  for await (const entry of stream) {
    into.push(entry);
    if (into.length >= until) return;
  }
}

onBothStores('A subscription', (store) => {
  const open = async () => testLedger(await store().open());

  test('gives what is there after a position, then what this process and others add, until it is ended', async () => {
    const [ledger, other] = [await open(), await open()];
    const [first] = await ledger.append([draft('a'), draft('a')]);
    const end = new AbortController();
    const seen: LedgerEntry[] = [];
    const done = collect(ledger.subscribe({ after: first?.position ?? 0, signal: end.signal }), seen);
    await expect.poll(() => seen.length).toBe(1);
    await ledger.append([draft('b')]);
    await expect.poll(() => seen.length).toBe(2);
    await other.append([draft('c'), draft('a')]);
    await expect.poll(() => seen.length).toBe(4);
    expect(seen.map(({ job, seq }) => `${job}${seq}`)).toEqual(['a2', 'b1', 'c1', 'a3']);
    end.abort();
    await done;
    await other.append([draft('c')]);
    await delay(50);
    expect(seen).toHaveLength(4);
  });

  test('lets others in between while somebody catches up', async () => {
    const ledger = await open();
    await ledger.append(Array.from({ length: 1000 }, () => draft('a')));
    for (const of of [{}, { job: 'a' }]) {
      const seen: LedgerEntry[] = [];
      const served: number[] = [];
      const serve = () => {
        served.push(seen.length);
        if (seen.length < 1000) setImmediate(serve);
      };
      setImmediate(serve);
      await collect(ledger.subscribe({ after: 0, ...of, signal: new AbortController().signal }), seen, 1000);
      // In the middle of it, not only before and after.
      expect(served.filter((at) => at > 0 && at < 1000)).not.toEqual([]);
    }
  });

  test('of one job gives only its entries', async () => {
    const ledger = await open();
    const seen: LedgerEntry[] = [];
    const { signal } = new AbortController();
    const done = collect(ledger.subscribe({ after: 0, job: 'a', signal }), seen, 3);
    for (const job of ['a', 'b', 'a', 'b', 'a']) await ledger.append([draft(job)]);
    await done;
    expect(seen.map(({ job, seq }) => `${job}${seq}`)).toEqual(['a1', 'a2', 'a3']);
  });

  test('of one job begins after any position: before, within and after its entries, and before there is any', async () => {
    const ledger = await open();
    const entries = await ledger.append([draft('b'), draft('a'), draft('b'), draft('a'), draft('b')]);
    const cases = [
      [-1, 1],
      [0, 1],
      [1, 2],
      [2, 2],
      [3, 3],
      [4, 3],
    ] as const;
    for (const [from, first] of cases) {
      const seen: LedgerEntry[] = [];
      const end = new AbortController();
      const after = from < 0 ? 0 : (entries[from]?.position ?? 0);
      const done = collect(ledger.subscribe({ after, job: 'a', signal: end.signal }), seen);
      const [last] = await ledger.append([draft('a')]);
      await expect.poll(() => seen.at(-1)?.id).toBe(last?.id);
      const seqs = Array.from({ length: (last?.seq ?? 0) - first + 1 }, (_, index) => first + index);
      expect(seen.map(({ seq }) => seq)).toEqual(seqs);
      end.abort();
      await done;
    }
  });

  test('of one job that has no entry yet waits for the first', async () => {
    const ledger = await open();
    const seen: LedgerEntry[] = [];
    const { signal } = new AbortController();
    const done = collect(ledger.subscribe({ after: 0, job: 'a', signal }), seen, 2);
    await delay(20);
    await ledger.append([draft('a')]);
    await ledger.append([draft('a')]);
    await done;
    expect(seen.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('asks the database once for all who stand at the same place, of all jobs and of one', async () => {
    const storage = await store().open();
    let reads = 0;
    const counted: Storage = {
      ...storage,
      settledEntries: (...query) => {
        reads += 1;
        return storage.settledEntries(...query);
      },
      entries: (query) => {
        reads += 1;
        return storage.entries(query);
      },
    };
    const ledger = testLedger(counted);
    const [, first] = await ledger.append([draft('b'), draft('a')]);
    const { signal } = new AbortController();
    const readers = Array.from({ length: 200 }, (): LedgerEntry[] => []);
    const done = readers.map((seen, index) =>
      collect(
        ledger.subscribe({ after: first?.position ?? 0, signal, ...(index % 2 === 0 ? { job: 'a' } : {}) }),
        seen,
        3,
      ),
    );
    await ledger.append([draft('a')]);
    await expect.poll(() => readers.every((seen) => seen.length === 1)).toBe(true);
    reads = 0;
    await ledger.append([draft('a')]);
    await expect.poll(() => readers.every((seen) => seen.length === 2)).toBe(true);
    // One for either kind of reader; a few more where the change is seen twice or some wake before it.
    expect(reads).toBeLessThan(20);
    await (await open()).append([draft('a')]);
    await Promise.all(done);
    for (const seen of readers) expect(seen.map(({ seq }) => seq)).toEqual([2, 3, 4]);
  });

  test('that is aborted from the start ends at once', async () => {
    const ledger = await open();
    await ledger.append([draft('a')]);
    const seen: LedgerEntry[] = [];
    await collect(ledger.subscribe({ after: 0, signal: AbortSignal.abort() }), seen);
    expect(seen).toEqual([]);
  });

  test('misses nothing and repeats nothing while many write at once, some of them in vain', async () => {
    const writers = [await open(), await open(), await open()];
    const readers = [await open(), writers[0]] as Awaited<ReturnType<typeof open>>[];
    const rounds = 60;
    const total = writers.length * 4 * rounds;
    const seen = readers.map((): LedgerEntry[] => []);
    const { signal } = new AbortController();
    const done = readers.map((reader, index) =>
      collect(reader.subscribe({ after: 0, signal }), seen[index] as LedgerEntry[], total),
    );
    const storage = await store().open();
    const inVain = Array.from({ length: rounds }, (_, round) =>
      storage
        .write(async (tx) => {
          await writers[0]?.appendWithin(tx, [draft(`vain-${round}`)]);
          throw new Error('in vain');
        })
        .catch((error: Error) => expect(error.message).toBe('in vain')),
    );
    const lanes = writers.flatMap((writer, index) =>
      Array.from({ length: 4 }, async (_, lane) => {
        for (let round = 0; round < rounds; round++) await writer.append([draft(`job-${index}-${lane}`)]);
      }),
    );
    await Promise.all([...lanes, ...inVain, ...done]);
    for (const entries of seen) {
      const positions = entries.map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect(new Set(entries.map(({ id }) => id)).size).toBe(total);
      for (const job of new Set(entries.map((entry) => entry.job))) {
        const seqs = entries.filter((entry) => entry.job === job).map(({ seq }) => seq);
        expect(seqs).toEqual(Array.from({ length: rounds }, (_, index) => index + 1));
      }
    }
    expect(await writers[0]?.verify()).toMatchObject({ ok: true, entries: total });
  });
});
