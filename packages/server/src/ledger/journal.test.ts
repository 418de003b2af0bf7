import { expect, test } from 'vitest';
import type { JsonValue } from '@codewright/protocol/json';
import { onBothStores } from '../storage/testing-stores.ts';
import { claimed, created, draft, testLedger } from './testing-ledger.ts';

const actor = { type: 'agent', id: 'coder' } as const;
const describe = () => ({
  actor,
  summary: 'Asked the model',
  event: 'turn-finished' as const,
  data: { usage: { steps: 1 } },
});
const never = (): Promise<JsonValue> => Promise.reject(new Error('It ran again.'));

onBothStores('The journal', (store) => {
  const open = async () => {
    const ledger = testLedger(await store().open());
    await ledger.append([created('a'), claimed('a')]);
    return ledger;
  };
  const fence = { job: 'a', epoch: 1 };

  test('records a step in one entry and never runs it again, under later epochs neither', async () => {
    const ledger = await open();
    const journal = await ledger.openJournal(fence);
    const value = { text: 'exact \0 é', list: [1.5, null, { deep: true }], big: 2 ** 53 };
    expect(journal.has('turn-1')).toBe(false);
    expect(await journal.run('turn-1', async () => value, describe)).toEqual(value);
    expect(journal.has('turn-1')).toBe(true);
    expect(await journal.run('turn-1', never, describe)).toEqual(value);
    await ledger.append([claimed('a', 2)]);
    const resumed = await testLedger(await store().open()).openJournal({ job: 'a', epoch: 2 });
    expect(await resumed.run('turn-1', never, describe)).toEqual(value);
    expect(await resumed.run('turn-1', never, describe)).toEqual(value);
    const entries = await ledger.read({ job: 'a', kinds: ['event'] });
    expect(entries).toMatchObject([
      {
        actor,
        summary: 'Asked the model',
        data: { event: 'turn-finished', step: 'turn-1', result: value, usage: { steps: 1 } },
      },
    ]);
    expect(resumed.entryOf('turn-1')).toBe(entries[0]?.id);
    expect(resumed.entryOf('turn-2')).toBeUndefined();
  });

  test('returns the same value the first time as after a restart', async () => {
    const ledger = await open();
    const journal = await ledger.openJournal(fence);
    const odd = { gone: undefined, minus: -0, date: new Date(0), half: '\ud800' } as unknown as JsonValue;
    const first = await journal.run('odd', async () => odd, describe);
    const again = await (await ledger.openJournal(fence)).run('odd', never, describe);
    expect(first).toEqual(again);
    expect(first).toEqual({ minus: 0, date: '1970-01-01T00:00:00.000Z', half: '\uFFFD' });
    const nothing = await journal.run('nothing', async () => undefined as unknown as JsonValue, describe);
    expect(nothing).toBeNull();
    expect(await (await ledger.openJournal(fence)).run('nothing', never, describe)).toBeNull();
  });

  test('does not record a failure, so that the step is tried again', async () => {
    const journal = await (await open()).openJournal(fence);
    await expect(journal.run('k', () => Promise.reject(new Error('down')), describe)).rejects.toThrow('down');
    expect(journal.has('k')).toBe(false);
    expect(await journal.run('k', async () => 1, describe)).toBe(1);
  });

  test('refuses a key that is running already, and runs different ones side by side', async () => {
    const journal = await (await open()).openJournal(fence);
    const { promise, resolve } = Promise.withResolvers<number>();
    const slow = journal.run('k', () => promise, describe);
    await expect(journal.run('k', async () => 2, describe)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await journal.run('other', async () => 3, describe)).toBe(3);
    resolve(1);
    expect(await slow).toBe(1);
  });

  test('refuses to record for a worker that has lost the job', async () => {
    const ledger = await open();
    const journal = await ledger.openJournal(fence);
    await ledger.append([claimed('a', 2)]);
    await expect(journal.run('k', async () => 1, describe)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(journal.has('k')).toBe(false);
    expect((await ledger.openJournal({ job: 'a', epoch: 2 })).has('k')).toBe(false);
  });

  test('replays a thousand steps in order, backwards and side by side', async () => {
    const ledger = await open();
    const keys = Array.from({ length: 1000 }, (_, index) => `turn-${index}`);
    for (let at = 0; at < keys.length; at += 100) {
      const part = keys.slice(at, at + 100).map((step) => draft('a', { data: { step, result: `result of ${step}` } }));
      await ledger.append(part, { fence });
    }
    const replay = async (order: string[]) => {
      const journal = await ledger.openJournal(fence);
      const results: JsonValue[] = [];
      for (const key of order) results.push(await journal.run(key, never, describe));
      return results;
    };
    expect(await replay(keys)).toEqual(keys.map((key) => `result of ${key}`));
    const backwards = keys.slice(900).toReversed();
    expect(await replay(backwards)).toEqual(backwards.map((key) => `result of ${key}`));
    const journal = await ledger.openJournal(fence);
    const together = await Promise.all(keys.slice(0, 200).map((key) => journal.run(key, never, describe)));
    expect(together).toEqual(keys.slice(0, 200).map((key) => `result of ${key}`));
  });

  test('takes an entry that merely names a step for no record of one', async () => {
    const ledger = await open();
    await ledger.append([draft('a', { data: { step: 'implement', event: 'phase-started' } })], { fence });
    expect((await ledger.openJournal(fence)).has('implement')).toBe(false);
  });
});
