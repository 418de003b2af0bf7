import type { LedgerEntry } from '@codewright/protocol/event';
import { expect, test } from 'vitest';
import { entryOf } from '../testing-entries.ts';
import { EntryWindow } from './entry-window.ts';

/** Places in the whole record are others than those within the job. */
const entry = (seq: number) => entryOf(seq, { position: seq * 3 });

/** A record that grows, and a window over it. */
function opened(length: number, fits: (entry: LedgerEntry) => boolean = () => true) {
  const record = Array.from({ length }, (_, index) => entry(index + 1));
  const source = {
    fails: false,
    read: async (afterSeq: number, limit: number) => {
      const page = record.slice(afterSeq, afterSeq + limit);
      await Promise.resolve();
      if (source.fails) throw new Error('no answer');
      return page;
    },
    tail: () => record.slice(-200),
  };
  const win = new EntryWindow(source, fits, () => record.length);
  /** Of what is added, `told` is what the window hears of: all of it, or the last ones alone. */
  const grow = (count: number, following: boolean, told = count) => {
    const added = Array.from({ length: count }, (_, index) => entry(record.length + index + 1));
    record.push(...added);
    win.take(added.slice(-told), following);
  };
  return { record, source, win, grow };
}

/** Everything from the first to the last that it says it shows, and never much. */
function whole(win: EntryWindow): void {
  const { entries, from, to } = win.get();
  expect([entries[0]?.seq, entries.at(-1)?.seq, entries.length]).toEqual([from, to, to - from + 1]);
  expect(entries.length).toBeLessThanOrEqual(2500);
}

test('From the end to the beginning and back it never holds more than a part of the record, and that without a gap', async () => {
  const { win } = opened(20_000);
  expect(win.get()).toMatchObject({ from: 19_801, to: 20_000 });
  for (let step = 0; win.get().from > 1; step += 1) {
    expect(step).toBeLessThan(100);
    await win.earlier(false);
    whole(win);
  }
  expect(win.get().to).toBeLessThan(3000);
  for (let step = 0; win.get().to < 20_000; step += 1) {
    expect(step).toBeLessThan(100);
    await win.later();
    whole(win);
  }
  expect(win.get().from).toBeGreaterThan(17_000);
  await win.around(9000);
  whole(win);
  expect(win.get().from).toBeLessThan(9000);
  expect(win.get().to).toBeGreaterThan(9000);
  win.toEnd();
  expect(win.get()).toMatchObject({ from: 19_801, to: 20_000 });
});

test('What is recorded while the end is followed comes in and pushes out what is old', () => {
  const { win, grow } = opened(200);
  for (let batch = 0; batch < 400; batch += 1) {
    grow(50, true);
    whole(win);
  }
  expect(win.get().to).toBe(20_200);
});

test('After a time without news the end is shown at once to who follows it, and nobody else is taken there', async () => {
  const { win, grow } = opened(1000);
  grow(3000, true, 200);
  expect(win.get()).toMatchObject({ from: 3801, to: 4000 });
  whole(win);
  await win.around(2000);
  const { to } = win.get();
  grow(3000, false, 200);
  expect(win.get().to).toBe(to);
  for (let step = 0; win.get().to < 7000; step += 1) {
    expect(step).toBeLessThan(20);
    await win.later();
    whole(win);
  }
});

test('What is recorded while one reads further up waits at the end, and nothing that is read goes', async () => {
  const { win, grow } = opened(3000);
  for (let step = 0; step < 5; step += 1) await win.earlier(false);
  const { from } = win.get();
  for (let batch = 0; batch < 100; batch += 1) grow(50, false);
  whole(win);
  expect(win.get().from).toBe(from);
  expect(win.get().to).toBeLessThan(8000);
  while (win.get().to < 8000) await win.later();
  whole(win);
});

test('What comes in while something is being read is shown once, and leaves no gap', async () => {
  const behind = opened(3000);
  await behind.win.around(2600);
  const later = behind.win.later();
  behind.grow(20, false);
  await later;
  whole(behind.win);
  const following = opened(5000);
  for (let step = 0; step < 4; step += 1) await following.win.earlier(true);
  const earlier = following.win.earlier(true);
  following.grow(600, true);
  await earlier;
  whole(following.win);
  expect(following.win.get().to).toBe(5600);
});

test('Of a part of the record it shows what fits, and says how far it has looked', async () => {
  const { win } = opened(5000, ({ seq }) => seq % 100 === 0);
  expect(win.get()).toMatchObject({ from: 4801, to: 5000 });
  expect(win.get().entries.map(({ seq }) => seq)).toEqual([4900, 5000]);
  while (win.get().from > 1) await win.earlier(false);
  expect(win.get().entries).toHaveLength(50);
});

test('What could not be read is said, and read when it is asked for again', async () => {
  const { win, source } = opened(5000);
  source.fails = true;
  await win.earlier(false);
  expect(win.get()).toMatchObject({ from: 4801, reading: false, error: new Error('no answer') });
  source.fails = false;
  await win.again();
  expect(win.get()).toMatchObject({ from: 4301, error: null });
  whole(win);
});

test('An answer to what was asked for before one went elsewhere is dropped', async () => {
  const { win } = opened(5000);
  const away = win.around(1000);
  win.toEnd();
  await away;
  expect(win.get()).toMatchObject({ from: 4801, to: 5000, reading: false });
});
