import type { LedgerEntry } from '@codewright/protocol/event';
import { expect, test } from 'vitest';
import { entryOf } from '../../testing-entries.ts';
import { Rows } from './rows.ts';

const entry = (seq: number, data: LedgerEntry['data'], more: Partial<LedgerEntry> = {}) =>
  entryOf(seq, { data, ...more });
const record = [
  entry(1, {}, { kind: 'job_created' }),
  entry(2, { event: 'phase-started', name: 'implement', title: 'Making' }),
  entry(3, {
    event: 'turn-finished',
    step: 'a/turn-1',
    result: {
      text: 'I look.',
      calls: [
        { tool: 'read_file', input: { path: 'a' } },
        { tool: 'run_tests', input: {} },
      ],
    },
  }),
  entry(4, { event: 'tool-started', step: 'a/turn-1/call-1', tool: 'run_tests' }),
  entry(5, {
    event: 'tool-finished',
    step: 'a/turn-1/call-0',
    tool: 'read_file',
    result: { status: 'ok', text: 'one' },
  }),
  entry(6, {
    event: 'tool-finished',
    step: 'a/turn-1/call-1',
    tool: 'run_tests',
    exitCode: 1,
    result: { status: 'failed', text: 'no' },
  }),
  entry(7, { event: 'checkpoint-made' }),
  entry(
    8,
    { event: 'tool-finished', step: 'a/turn-2/call-0', tool: 'commit_changes', result: { status: 'ok', text: 'c' } },
    { kind: 'patch' },
  ),
  entry(9, { event: 'something-new', far: true }),
  entry(10, { event: 'gate-started', gate: 'tests' }),
  entry(11, { event: 'gate-finished', gate: 'tests', result: { gate: 'tests', verdict: 'passed', reason: 'all' } }),
  entry(12, { event: 'phase-finished', name: 'implement', status: 'done' }),
];
const kinds = (rows: Rows, of: readonly LedgerEntry[] = record) =>
  rows.take(of).map((row) => (row.kind === 'call' ? `${row.call.tool} ${row.call.status}` : row.kind));

test('Calls are paired with their ends by their step, whatever the order; what nobody knows is shown as it is', () => {
  expect(kinds(new Rows())).toEqual([
    'state',
    'phase',
    'words',
    'read_file ok',
    'run_tests failed',
    'commit_changes ok',
    'raw',
    'gate',
  ]);
});

test('A pass that nothing was captured for is shown as not run', () => {
  const verdictOf = (verdict: string, evidence?: object[]) => {
    const result = { gate: 'tests', verdict, reason: 'all', ...(evidence ? { evidence } : {}) };
    const [row] = new Rows().take([
      entry(1, { event: 'gate-finished', gate: 'tests', result: JSON.parse(JSON.stringify(result)) }),
    ]);
    return row?.kind === 'gate' ? row.verdict : null;
  };
  expect([verdictOf('passed', [{}]), verdictOf('passed', []), verdictOf('passed')]).toEqual([
    'passed',
    'not-checked',
    'not-checked',
  ]);
  expect(verdictOf('failed')).toBe('failed');
});

test('Entry by entry the same rows come of it as from all at once, and nothing is made twice', () => {
  const rows = new Rows();
  for (let count = 1; count <= record.length; count += 1) {
    const some = record.slice(0, count);
    expect(rows.canTake(some)).toBe(true);
    rows.take(some);
  }
  expect(rows.take(record)).toEqual(new Rows().take(record));
  expect(rows.take(record)).toHaveLength(8);
});

test('Entries that come in before or between make new rows necessary, and are not lost', () => {
  const rows = new Rows();
  rows.take(record.slice(5));
  expect(rows.canTake(record)).toBe(false);
  const gap = new Rows();
  gap.take([...record.slice(0, 3), ...record.slice(9)]);
  expect(gap.canTake(record)).toBe(false);
  expect(gap.canTake([...record.slice(0, 3), ...record.slice(9)])).toBe(true);
});

test('Each entry leads to the row that tells of it; one that has none is shown when it is asked for', () => {
  const rows = new Rows();
  rows.take(record);
  expect([3, 5, 6, 11].map((seq) => rows.indexOf(seq))).toEqual([2, 3, 4, 7]);
  expect(rows.indexOf(7)).toBe(4);
  const shown = new Rows(7);
  expect(kinds(shown)[shown.indexOf(7)]).toBe('raw');
});
