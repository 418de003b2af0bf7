import type { JobReport } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import { emptyView, foldEntry } from '@codewright/protocol/job-view';
import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { exitReason } from './final.ts';
import { columns, duration, fit, money, printable, spend } from './format.ts';
import { lineOf } from './lines.ts';

const plain = createColors(false);
const entry = (part: Partial<LedgerEntry>): LedgerEntry => ({
  position: 1,
  id: 'e',
  job: 'j',
  seq: 1,
  time: '2026-01-01T00:00:00.000Z',
  kind: 'event',
  actor: { type: 'system', id: 'worker' },
  summary: 's',
  data: {},
  refs: [],
  prev: '',
  hash: '',
  ...part,
});

describe('words and numbers', () => {
  it('durations read as people say them', () => {
    expect([duration(12), duration(1234), duration(185_000)]).toEqual(['12 ms', '1.2 s', '3 min 05 s']);
  });
  it('an amount that is not nothing never shows as nothing', () => {
    expect([money(0), money(0.02), money(150)]).toEqual(['$0', '$0.0002', '$1.50']);
  });
  it('spend stands against its limit', () => {
    const caps = { steps: 400, tokens: 400_000, seconds: 60, cents: 5000 };
    expect(spend({ steps: 12, tokens: 31_000, seconds: 1, cents: 0 }, caps)).toBe(
      '12/400 steps · 31k/400k tokens · $0/$50.00',
    );
  });
  it('a cell is never cut, only the last column runs free', () => {
    expect(
      columns([
        ['a', 'long', 'x'],
        ['bbb', 'c', 'y'],
      ]),
    ).toEqual(['a    long  x', 'bbb  c     y']);
  });
});

describe('text from elsewhere', () => {
  it('cannot move the cursor, clear the screen or set the title', () => {
    expect(printable('a\u001b[2Jb\u0007\u009bc')).toBe('a\\x1b[2Jb\\x07\\x9bc');
    expect(printable('line\r\nnext\tcell')).toBe('line\nnext\tcell');
  });
  it('is cut to the width in characters, not in code units', () => {
    expect(fit('😀😀😀😀', 3)).toBe('😀😀…');
  });
  it('in a summary stays on one line', () => {
    const branch = 'implement/try-2';
    const gate = { event: 'gate-finished', branch, result: { gate: 'tests', verdict: 'failed', reason: 'no' } };
    expect(lineOf(entry({ data: gate }), plain)).toBe('  ✗ try-2: tests: no');
    expect(foldEntry(emptyView, entry({ data: gate })).gates).toEqual([]);
    const { branch: _its, ...own } = gate;
    expect(foldEntry(emptyView, entry({ data: own })).gates).toHaveLength(1);
    expect(lineOf(entry({ data: { event: 'tool-finished', branch }, summary: 'read a.js' }), plain)).toBe(
      '  ✓ try-2: read a.js',
    );
    expect(lineOf(entry({ data: { event: 'step-finished', chosen: 2 }, summary: 'attempt 2 is taken' }), plain)).toBe(
      '  · attempt 2 is taken',
    );
    expect(lineOf(entry({ kind: 'error', summary: 'one\ntwo\u001b[1m' }), plain)).toBe('  ✗ one');
  });
});

describe('a job folded from its entries', () => {
  it('knows phase, progress, who works, spend and gates', () => {
    const view = [
      entry({ data: { event: 'phase-started', name: 'implement', title: 'Writing the project' } }),
      entry({ data: { event: 'agent-started' }, actor: { type: 'agent', id: 'builder' } }),
      entry({ summary: 'npm test', data: { event: 'tool-finished', usage: { steps: 1, tokens: 20 } } }),
      entry({ data: { event: 'gate-finished', result: { gate: 'tests', verdict: 'failed', reason: 'two failed' } } }),
      entry({ data: { event: 'gate-finished', result: { gate: 'tests', verdict: 'passed', reason: 'all' } } }),
      entry({ data: { event: 'phase-finished', name: 'implement', weight: 50 } }),
    ].reduce(foldEntry, emptyView);
    expect(view).toMatchObject({
      phase: null,
      percent: 50,
      agents: ['builder'],
      action: 'npm test',
      used: { steps: 1, tokens: 20 },
      gates: [{ name: 'tests', verdict: 'passed', reason: 'all' }],
    });
  });
  it('moves on with each task of the running phase by its share, and no further than the phase', () => {
    const task = (id: string, share: number) => entry({ data: { event: 'task-finished', task: id, share } });
    const begun = [
      entry({ data: { event: 'phase-finished', name: 'plan', weight: 20 } }),
      entry({ data: { event: 'phase-started', name: 'implement', title: 'Writing', weight: 50 } }),
      task('ground', 0.2),
      task('books', 0.3),
    ].reduce(foldEntry, emptyView);
    expect(begun.percent).toBe(45);
    // As after an interruption: the same tasks once more.
    const again = [task('ground', 0.9), task('books', 0.9)].reduce(foldEntry, begun);
    expect(again.percent).toBe(70);
    expect(foldEntry(again, entry({ data: { event: 'phase-finished', name: 'implement', weight: 50 } })).percent).toBe(
      70,
    );
  });
  it('takes rubbish in usage and unknown events without harm', () => {
    const view = foldEntry(
      emptyView,
      entry({ data: { event: 'never-heard-of', usage: { steps: 'x', tokens: null } } }),
    );
    expect(view.used).toEqual(emptyView.used);
  });
});

describe('the exit code', () => {
  const report = (job: Partial<Job>): JobReport => ({
    job: job as Job,
    gates: [],
    summary: null,
    pending: [],
    checkpoints: [],
    change: null,
    merged: false,
  });
  it.each([
    [{ status: 'succeeded' }, 'done'],
    [{ status: 'failed', error: { code: 'GATES_FAILED', message: '' } }, 'failed'],
    [{ status: 'failed', error: { code: 'SANDBOX_UNAVAILABLE', message: '' } }, 'environment'],
    [{ status: 'failed', error: { code: 'FROM_A_NEWER_SERVER', message: '' } }, 'failed'],
    [{ status: 'failed', stopReason: 'token_limit', error: { code: 'BUDGET_EXCEEDED', message: '' } }, 'budget'],
    [{ status: 'waiting_human' }, 'waiting'],
    [{ status: 'aborted' }, 'cancelled'],
  ] as [Partial<Job>, string][])('of %j is that of "%s"', (job, reason) => {
    expect(exitReason(report(job))).toBe(reason);
  });
});
