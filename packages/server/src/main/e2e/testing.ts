import { join } from 'node:path';
import type { LedgerEntry } from '@codewright/protocol/event';
import { textOf } from '@codewright/protocol/json';
import { expect } from 'vitest';
import { testLedger } from '../../ledger/testing-ledger.ts';
import { createQueue } from '../../queue/queue.ts';
import { systemClock } from '../../shared/clock.ts';
import { openAddress } from '../../storage/testing-address.ts';
import type { Hold } from './testing-hold.ts';
import type { Place, Run } from './testing-launcher.ts';

/** A project whose tests take a while, or do anything else that `test` says. */
export function project(test: string): Record<string, string> {
  const manifest = { name: 'sample', version: '1.0.0', type: 'module', scripts: { test: 'node --test' } };
  return {
    'README.md': '# A project\n',
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'test/sample.test.js': `import { test } from 'node:test';\nimport { setTimeout as delay } from 'node:timers/promises';\n\ntest('works', async () => {\n  ${test}\n});\n`,
  };
}

export const request = 'create file docs/notes.md with "hello"';

/** What the record of a whole job must hold, whatever happened on the way: no step, model call or tool call twice. */
export function expectOnce(entries: LedgerEntry[]): void {
  const steps = entries
    .filter(({ data }) => 'step' in data && 'result' in data)
    .map(({ data }) => data['step'] ?? null);
  expect(steps.filter((step, index) => steps.indexOf(step) !== index)).toEqual([]);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  // Each turn of the built-in model makes one call, but for the last.
  const turns = entries.filter(({ data }) => data['event'] === 'turn-finished').map(({ data }) => data['step']);
  expect(turns).toEqual(turns.map((_, index) => `implement/turn-${index + 1}`));
  const calls = entries.filter(({ data }) => data['event'] === 'tool-finished' || (data['tool'] && 'result' in data));
  expect(calls.map(({ data }) => data['step'])).toEqual(turns.slice(0, -1).map((turn) => `${textOf(turn, '')}/call-0`));
  expect(turns.length).toBeGreaterThan(4);
}

/** What a worker that looks after so many seconds finds abandoned, and queues again: their ids. */
export async function rescueIn(place: Place, seconds: number): Promise<string[]> {
  const clock = { ...systemClock, now: () => new Date(Date.now() + seconds * 1000) };
  const storage = await openAddress({ kind: 'sqlite', file: join(place.state, 'codewright.db') });
  try {
    return (await createQueue(storage, testLedger(storage, clock), { clock }).rescue()).requeued;
  } finally {
    await storage.close();
  }
}

/** To be held where the tests of a job have begun: their end is not recorded yet. */
export const atTests: Hold = { at: ['"event":"tool-started"', '"tool":"run_tests"'] };

/** The job that a run with `--json` has shown. @throws where it has shown none. */
export function jobOf(run: Run): string {
  const [entry] = run.entries();
  if (entry?.job === undefined) throw new Error('It has shown no entry of a job.');
  return entry.job;
}
