import type { LedgerEntry } from '@codewright/protocol/event';
import { factsOf } from '@codewright/protocol/job-facts';
import { emptyView, foldEntry } from '@codewright/protocol/job-view';
import { progress } from '@codewright/protocol/progress';
import { expect, test } from 'vitest';
import { entryOf } from '../testing-entries.ts';
import { stepRange } from '../features/job/change-ranges.ts';
import { planOf } from '../features/job/plan-model.ts';
import { DigestMaker } from './job-digest.ts';

type Part = Pick<LedgerEntry, 'data'> & Partial<LedgerEntry>;

/** A job of three steps; in each many turns that change files, one after the other and in a branch. */
function record(turns: number): LedgerEntry[] {
  const parts: Part[] = [{ kind: 'job_created', data: {} }];
  for (const name of ['analyse', 'implement', 'validate']) {
    parts.push(
      { data: { event: 'phase-started', name, title: `Step ${name}`, weight: 30 } },
      { data: { event: 'agent-started', task: name, caps: { steps: 900, tokens: 90_000, seconds: 900, cents: 10 } } },
    );
    for (let turn = 0; turn < turns; turn += 1) {
      const step = `${name}/turn-${turn}`;
      const usage = { steps: 1, tokens: 10, seconds: 0.5, cents: 0 };
      const result = { text: 'words '.repeat(100), usage: { reported: turn % 2 === 0 } };
      const checkpoint = `${name}-${Math.floor(turn / 2)}`;
      parts.push(
        { data: { event: 'turn-finished', step, task: name, usage, result } },
        { data: { event: 'tool-finished', step: `${step}/call-0`, checkpoint, result: { text: 'long '.repeat(200) } } },
      );
      if (turn % 7 === 0) parts.push({ data: { event: 'checkpoint-made', branch: 'other', checkpoint: `b-${turn}` } });
    }
    parts.push(
      { kind: 'plan', data: { steps: [{ id: 'one', title: `Plan of ${name}` }] } },
      { kind: 'patch', data: { files: 2, added: turns, removed: 1, checkpoint: `${name}-end` } },
      { kind: 'message', actor: { type: 'user', id: 'ada' }, data: { text: 'go on' } },
      { data: { event: 'task-finished', task: 'one', share: 0.5 } },
      { data: { event: 'agent-finished', task: name, result: { text: `Did ${name}.` } } },
      { data: { event: 'phase-finished', name, status: 'done', weight: 30 } },
    );
  }
  parts.push({ data: { event: 'result-merged' } });
  return parts.map((part, index) => entryOf(index + 1, part));
}

const digestOf = (entries: readonly LedgerEntry[]) => {
  const maker = new DigestMaker();
  for (const entry of entries) maker.take(entry);
  return maker.read();
};

test('The digest of a long job is small, and says of it what all of its entries say', () => {
  const all = record(800);
  const { marks, view, spent } = digestOf(all);
  expect(JSON.stringify(all).length).toBeGreaterThan(3_000_000);
  expect(JSON.stringify(marks).length).toBeLessThan(300_000);
  expect(view).toEqual(all.reduce(foldEntry, emptyView));
  expect(factsOf(marks)).toEqual(factsOf(all));
  expect(planOf(marks)).toEqual(planOf(all));
  for (const step of ['analyse', 'implement', 'validate']) expect(stepRange(marks, step)).toEqual(stepRange(all, step));
  expect(spent).toMatchObject({ turns: 2400, reported: 1200 });
  expect(spent.bySteps.get('implement')).toEqual({ steps: 800, tokens: 8000, seconds: 400, cents: 0 });
  expect(spent.atWork.size).toBe(0);
  expect(marks.map(({ seq }) => seq)).toEqual([...marks].map(({ seq }) => seq).sort((one, other) => one - other));
});

test('In the middle of a step it says how far that is, who is at work and what they may still spend', () => {
  const all = record(20);
  const at = all.findIndex(
    ({ seq, data }) => data['step'] === 'implement/turn-9' && all[seq]?.data['step'] !== undefined,
  );
  const some = all.slice(0, at + 2);
  const { marks, spent } = digestOf(some);
  expect(progress([], marks)).toEqual(progress([], some));
  expect(progress([], marks).current).toBe('implement');
  expect([...spent.atWork]).toEqual([['implement', { steps: 890, tokens: 89_900, seconds: 895, cents: 10 }]]);
});
