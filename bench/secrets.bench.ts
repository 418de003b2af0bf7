import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrCreateSigningKey } from '../packages/server/src/ledger/keys.ts';
import { createLedger } from '../packages/server/src/ledger/ledger.ts';
import { createQueue } from '../packages/server/src/queue/queue.ts';
import { newJob } from '../packages/server/src/queue/testing-process.ts';
import { systemClock } from '../packages/server/src/shared/clock.ts';
import { silentLogger } from '../packages/server/src/shared/logger.ts';
import { createRedactor } from '../packages/server/src/shared/redact.ts';
import { openSqlite } from '../packages/server/src/storage/sqlite/open.ts';

interface Row {
  name: string;
  value: number;
  unit: string;
  aim?: string;
}

const line = 'export const sum = (one: number, other: number): number => one + other; // and some words\n';
const secrets = Array.from({ length: 10 }, (_, index) => ({
  name: `KEY_${index}`,
  value: `sk-proj-${Buffer.from(`key ${index * 7919} of ten`).toString('base64')}`,
}));

/** What it costs to look for known secrets wherever text leaves. */
export async function run(): Promise<Row[]> {
  const text = line.repeat(Math.ceil(100_000 / line.length));
  const redactor = createRedactor(secrets);
  const scans = Array.from({ length: 200 }, () => timed(() => redactor.text(text)));
  // In turns, and the quickest tenth of each: other work on the machine stretches all of them.
  const rounds: { without: number; known: number }[] = [];
  for (let round = 0; round < 3; round += 1)
    rounds.push({ without: await append(0), known: await append(secrets.length) });
  const without = Math.min(...rounds.map((round) => round.without));
  const known = Math.min(...rounds.map((round) => round.known));
  return [
    { name: 'look for 10 secrets in 100 KB, median', value: median(scans), unit: 'ms', aim: '≤ 1' },
    { name: 'journal step with a result of 5 KB, no secret known', value: without, unit: 'ms' },
    { name: 'the same with 10 secrets known', value: known, unit: 'ms' },
    { name: 'the difference', value: known - without, unit: 'ms', aim: '≤ 0.1' },
  ];
}

async function append(count: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'codewright-bench-'));
  const storage = await openSqlite({ file: join(folder, 'state.db'), logger: silentLogger });
  try {
    const keys = loadOrCreateSigningKey(join(folder, 'keys'));
    const redactor = createRedactor(secrets.slice(0, count));
    const ledger = createLedger(storage, { keys, clock: systemClock, redactor });
    const queue = createQueue(storage, ledger, { clock: systemClock });
    await queue.enqueue(newJob('Measure the redactor'));
    const job = await queue.claim('bench');
    if (!job) throw new Error('Nothing was claimed.');
    const journal = await ledger.openJournal({ job: job.id, epoch: job.epoch });
    const text = line.repeat(Math.ceil(5000 / line.length));
    const times: number[] = [];
    for (let index = 0; index < 400; index += 1) {
      const started = performance.now();
      await journal.run(
        `step-${index}`,
        async () => ({ text }),
        () => ({ actor: { type: 'system', id: 'bench' }, summary: 'A step' }),
      );
      times.push(performance.now() - started);
    }
    return times.toSorted((a, b) => a - b)[Math.floor(times.length / 10)] ?? Number.NaN;
  } finally {
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
