import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { memoryLedger } from '../shared/testing-ledger.ts';
import { conclude } from './evidence.ts';
import { check, manifest } from './testing.ts';

const project = {
  'package.json': manifest({ scripts: { test: 'node --test' } }),
  'sum.js': 'export const sum = (a, b) => a + b;\n',
  'sum.test.js':
    "import assert from 'node:assert';\nimport test from 'node:test';\nimport { sum } from './sum.js';\ntest('adds', () => assert.equal(sum(1, 2), 3));\n",
};

/** Of every process that there is. */
function commandLines(): string[] {
  const pids = readdirSync('/proc').filter((name) => Number(name) > 0);
  return pids.flatMap((pid) => {
    try {
      return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
    } catch {
      // It is over by now.
      return [];
    }
  });
}

describe('a run of gates', () => {
  test('reports each gate once, those that only read first, and is ok when one passes and none fails', async () => {
    const ledger = memoryLedger();
    const report = await check(['tests', 'syntax', 'lint'], project, { ledger });
    expect(report.results.map(({ gate, verdict }) => [gate, verdict])).toEqual([
      ['syntax', 'passed'],
      ['lint', 'not-checked'],
      ['tests', 'passed'],
    ]);
    expect(report.ok).toBe(true);
    expect(report.tree).toMatch(/^[0-9a-f]{40}$/);
    for (const result of report.results) {
      for (const one of result.evidence)
        expect(one).toMatchObject({ tree: report.tree, outputHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    }
    expect(ledger.entries.map((entry) => entry.data['event'] ?? entry.data['step'])).toEqual([
      'validate/checkout',
      'gate-started',
      'gate-finished',
      'gate-started',
      'gate-finished',
      'gate-started',
      'gate-finished',
    ]);
  });

  test('is not ok when one gate fails, nor when none passes', async () => {
    const broken = await check(['syntax', 'tests'], { ...project, 'sum.js': 'export const sum = (a, b) => a - b;\n' });
    expect(broken.results.map((result) => result.verdict)).toEqual(['passed', 'failed']);
    expect(broken.ok).toBe(false);
    expect((await check(['lint'], project)).ok).toBe(false);
  });

  test('fails where a gate that the job must prove could not look', async () => {
    const free = await check(['syntax', 'lint'], project);
    expect(free.ok).toBe(true);
    const bound = await check(['syntax', 'lint'], project, { required: ['lint'] });
    expect(bound.results.find((result) => result.gate === 'lint')).toMatchObject({
      verdict: 'failed',
      reason: expect.stringMatching(/^Not checked, and this job must prove it/),
    });
    expect(bound.ok).toBe(false);
  });

  test('that is resumed runs only the gates that have no record', async () => {
    const ledger = memoryLedger();
    const first = await check(['syntax', 'tests'], project, { ledger });
    const cut = memoryLedger(ledger.entries.slice(0, -1));
    const again = await check(['syntax', 'tests'], project, { ledger: cut });
    const written = cut.entries
      .slice(ledger.entries.length - 1)
      .map((entry) => entry.data['step'] ?? entry.data['event']);
    expect(written).toEqual(['gate-started', 'validate/gate-tests']);
    expect(again.results[0]).toEqual(first.results[0]);
    const whole = memoryLedger(ledger.entries);
    expect((await check(['syntax', 'tests'], project, { ledger: whole })).results).toEqual(first.results);
    expect(whole.entries).toHaveLength(ledger.entries.length);
  });

  test('sees the committed result, not what lies in the working tree', async () => {
    const ignored = { ...project, '.gitignore': 'sum.js\n' };
    const report = await check(['tests'], ignored);
    expect(report.results[0]).toMatchObject({ verdict: 'failed' });
  });

  test('ends when it is cancelled, and records no verdict', async () => {
    const control = new AbortController();
    const ledger = memoryLedger();
    const slow = { ...project, 'package.json': manifest({ scripts: { test: 'node --test && sleep 60.375' } }) };
    const [outcome] = await Promise.allSettled([
      check(['tests'], slow, { ledger, signal: control.signal }),
      expect
        .poll(commandLines)
        .toContain('sleep\u000060.375\0')
        .finally(() => control.abort()),
    ]);
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'CANCELLED' } });
    expect(ledger.entries.some((entry) => entry.data['event'] === 'gate-finished')).toBe(false);
  });

  test('with an unknown gate is refused', async () => {
    await expect(check(['nothing'], project)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

test('no gate can pass without evidence', () => {
  expect(() => conclude('tests', 'passed', 'trust me')).toThrow(/without evidence/);
  expect(conclude('tests', 'not-checked', 'nobody looked').evidence).toEqual([]);
});
