import type { JobRequest } from '@codewright/protocol/job';
import { systemClock } from '../shared/clock.ts';
import { type Address, openAddress } from '../storage/testing-address.ts';
import { testLedger } from '../ledger/testing-ledger.ts';
import type { NewJob } from './contract.ts';
import { createQueue } from './queue.ts';

/** What a child process of a test is to do; given as JSON in its first argument. */
export interface Task {
  address: Address;
  /** `enqueue`: without end. `claim`: until nothing is queued, finishing what it got. Ids go to stdout, one a line. */
  what: 'enqueue' | 'claim';
  name: string;
}

export function newJob(goal = 'Build it', request: Partial<JobRequest> = {}, more: Partial<NewJob> = {}): NewJob {
  return {
    request: { goal, constraints: {}, preferences: {}, caps: {}, autoApprove: false, createdBy: 'ada', ...request },
    mode: 'build',
    caps: { steps: 10, tokens: 1000, seconds: 60, cents: 100 },
    intent: 'JOB: build\nEND',
    intake: { rule: null, confidence: 1, risk: 10, verdict: 'Match' },
    ...more,
  };
}

async function main({ address, what, name }: Task): Promise<void> {
  const storage = await openAddress(address);
  const ledger = testLedger(storage, systemClock);
  const queue = createQueue(storage, ledger, { clock: systemClock });
  const acknowledge = (id: string) => process.stdout.write(`${id}\n`);
  if (what === 'enqueue') {
    for (let count = 0; ; count++) {
      const job = await queue.enqueue(newJob(`${name} ${count}`));
      acknowledge(job.id);
    }
  }
  for (let job = await queue.claim(name); job; job = await queue.claim(name)) {
    const fence = { job: job.id, epoch: job.epoch };
    await queue.heartbeat(fence);
    await queue.finish(fence, { status: 'succeeded', stopReason: 'completed', summary: 'Done' });
    acknowledge(job.id);
  }
  await storage.close();
}

const task = process.argv[2];
if (process.argv[1] === import.meta.filename && task !== undefined) await main(JSON.parse(task) as Task);
