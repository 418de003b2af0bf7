import { expect, test } from 'vitest';
import type { LedgerEntry } from './event.ts';
import { progress } from './progress.ts';

const workflow = [
  { name: 'plan', title: 'Planning', weight: 20 },
  { name: 'implement', title: 'Writing', weight: 70 },
  { name: 'check', title: 'Checking', weight: 10 },
];
let seq = 0;
const entry = (data: LedgerEntry['data'], kind: LedgerEntry['kind'] = 'event'): LedgerEntry => ({
  position: ++seq,
  id: String(seq),
  job: 'j',
  seq,
  time: '2026-01-01T00:00:00.000Z',
  kind,
  actor: { type: 'system', id: 'workflow' },
  summary: '',
  data,
  refs: [],
  prev: '',
  hash: '',
});
const started = (name: string) => entry({ event: 'phase-started', name, title: name, weight: 0 });
const finished = (name: string, weight: number, status = 'done') =>
  entry({ event: 'phase-finished', name, title: name, weight, status });

test('nothing has happened before the first entry', () => {
  expect(progress(workflow, [])).toMatchObject({ percent: 0, current: null });
});

test('the percentage is the weight of the phases that are over, skipped ones included', () => {
  const entries = [started('plan'), finished('plan', 20, 'skipped'), started('implement')];
  const view = progress(workflow, entries);
  expect(view).toMatchObject({ percent: 20, current: 'implement' });
  expect(view.phases.map((phase) => phase.state)).toEqual(['skipped', 'running', 'waiting']);
  expect(progress(workflow, [...entries, finished('implement', 70), finished('check', 10)]).percent).toBe(100);
});

test('a phase that is told twice counts once', () => {
  expect(progress(workflow, [finished('plan', 20), started('plan'), finished('plan', 20)])).toMatchObject({
    percent: 20,
    current: null,
  });
});

test('without a workflow the phases come from the entries, and other entries change nothing', () => {
  const view = progress([], [entry({ event: 'tool-finished', name: 'x' }), entry({}, 'plan'), finished('plan', 20)]);
  expect(view.phases.map((phase) => phase.name)).toEqual(['plan']);
  expect(view.percent).toBe(20);
});

test('tasks of the running phase count by their share of it, each once, until the phase is over', () => {
  const task = (id: string, share: number) => entry({ event: 'task-finished', task: id, share });
  const begun = [
    started('plan'),
    finished('plan', 20),
    entry({ event: 'phase-started', name: 'implement', weight: 70 }),
    task('ground', 0.2),
    task('books', 0.3),
    task('books', 0.3),
  ];
  expect(progress(workflow, begun).percent).toBe(55);
  expect(progress(workflow, [...begun, finished('implement', 70)]).percent).toBe(90);
});
