import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { finalStatuses, jobStatuses, type JobStatus } from '@codewright/protocol/job';
import { CodewrightError } from '../shared/errors.ts';
import { stoppedClock, testLedger } from '../ledger/testing-ledger.ts';
import { onBothStores } from '../storage/testing-stores.ts';
import type { Fence } from '../ledger/contract.ts';
import type { Queue } from './contract.ts';
import { createQueue } from './queue.ts';
import { newJob } from './testing-process.ts';
import { assertTransition, type Operation, transitions } from './transitions.ts';

const document = readFileSync(new URL('../../../../docs/job-states.md', import.meta.url), 'utf8');
const inCode = Object.entries(transitions).flatMap(([operation, pairs]) =>
  pairs.map(([from, to]) => `${operation}: ${from} → ${to}`),
);

test('the table of docs/job-states.md holds exactly the transitions of the code', () => {
  const rows = [...document.matchAll(/^\| (\w+) \| (\w+) \| (\w+) \|/gm)].filter(
    ([, operation]) => operation !== 'operation',
  );
  const inTable = rows.map(([, operation, from, to]) => `${operation}: ${from} → ${to}`);
  expect(inTable.toSorted()).toEqual(inCode.toSorted());
});

test('its diagram draws exactly those arrows, and names the operations on them', () => {
  const arrows = [...document.matchAll(/^ {4}(\w+) --> (\w+) : (.+)$/gm)];
  const inDiagram = arrows.flatMap(([, from, to, label = '']) =>
    label.split(' · ').map((operation) => `${operation.split(',')[0]}: ${from} → ${to}`),
  );
  expect(inDiagram.toSorted()).toEqual(inCode.toSorted());
  for (const status of jobStatuses) expect(document).toContain(` ${status}`);
});

test('nothing but a raised budget leaves a final state, and every other pair is refused', () => {
  for (const operation of Object.keys(transitions) as Operation[]) {
    for (const from of jobStatuses) {
      for (const to of jobStatuses) {
        const allowed = inCode.includes(`${operation}: ${from} → ${to}`);
        if (allowed && operation !== 'reopen') expect(finalStatuses).not.toContain(from);
        const attempt = () => assertTransition(operation, from, to);
        if (allowed) attempt();
        else expect(attempt).toThrowError(expect.objectContaining({ code: 'CONFLICT' }));
      }
    }
  }
});

const actions = [
  'claim',
  'finish',
  'fail',
  'park',
  'release',
  'unpark',
  'cancel',
  'pause',
  'beat',
  'silence',
  'stale',
] as const;

onBothStores('Whatever happens to a job', (store) => {
  test('it moves only along the arrows, and its worker is fenced', async () => {
    const storage = await store().open();
    const clock = stoppedClock();
    const ledger = testLedger(storage, clock);
    const queue = createQueue(storage, ledger, { clock, leaseMs: 1000, maxAttempts: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...actions), { maxLength: 25 }), async (plan) => {
        const { id } = await queue.enqueue(newJob());
        let fence: Fence = { job: id, epoch: 0 };
        for (const action of plan) {
          const before = await queue.get(id);
          const held = before.epoch === fence.epoch && ['running', 'cancelling'].includes(before.status);
          const outcome = await attempt(queue, action, id, fence, clock);
          if (outcome.fence) fence = outcome.fence;
          if (['finish', 'fail', 'park', 'release', 'beat'].includes(action)) {
            expect(outcome.error, action).toBe(held ? null : 'LEASE_LOST');
          }
          if (action === 'stale') expect(outcome.error).toBe('LEASE_LOST');
        }
        const entries = await ledger.read({ job: id, kinds: ['job_status', 'job_claimed'] });
        let status: JobStatus = 'queued';
        for (const { data } of entries) {
          const { from, to } = data as { from: JobStatus; to: JobStatus };
          expect(from).toBe(status);
          expect(inCode.some((line) => line.endsWith(`: ${from} → ${to}`))).toBe(true);
          status = to;
        }
        expect((await queue.get(id)).status).toBe(status);
        expect((await ledger.verify(id)).problems).toEqual([]);
        // Out of the way of the next run.
        await queue.requestCancel(id, 'test');
        clock.move(2000);
        await queue.rescue();
        expect(finalStatuses).toContain((await queue.get(id)).status);
      }),
      { numRuns: 40 },
    );
  });
});

async function attempt(
  queue: Queue,
  action: (typeof actions)[number],
  id: string,
  fence: Fence,
  clock: { move(ms: number): void },
): Promise<{ error: string | null; fence?: Fence }> {
  const end = { stopReason: 'completed', summary: '' } as const;
  try {
    switch (action) {
      case 'claim': {
        const job = await queue.claim('w', { job: id });
        return { error: null, ...(job ? { fence: { job: id, epoch: job.epoch } } : {}) };
      }
      case 'finish':
        await queue.finish(fence, { ...end, status: 'succeeded' });
        break;
      case 'fail':
        await queue.finish(fence, { ...end, status: 'failed', error: { code: 'X', message: 'x' } });
        break;
      case 'park':
        await queue.park(fence, '?');
        break;
      case 'release':
        await queue.release(fence, 'drain');
        break;
      case 'unpark':
        await queue.unpark(id, 'ada');
        break;
      case 'cancel':
        await queue.requestCancel(id, 'ada');
        break;
      case 'pause':
        await queue.requestPause(id, 'ada');
        break;
      case 'beat':
        await queue.heartbeat(fence);
        break;
      case 'silence':
        clock.move(2000);
        await queue.rescue();
        break;
      case 'stale':
        await queue.heartbeat({ job: id, epoch: fence.epoch - 1 });
        break;
    }
    return { error: null };
  } catch (error) {
    if (error instanceof CodewrightError) return { error: error.code };
    throw error;
  }
}
