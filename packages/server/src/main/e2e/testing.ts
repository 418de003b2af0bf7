import { setTimeout as delay } from 'node:timers/promises';
import type { LedgerEntry } from '@codewright/protocol/event';
import { textOf } from '@codewright/protocol/json';
import { expect } from 'vitest';

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

export const pause = (ms: number) => delay(ms);
