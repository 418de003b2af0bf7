import { describe, expect, test } from 'vitest';
import { openBench } from '../sandbox/workspace/testing.ts';
import type { GateContext } from './contract.ts';
import { startAndAnswer } from './start-and-answer.ts';
import { manifest, wideLimits } from './testing.ts';

const call = (ok: boolean) => ({
  name: 'create a todo',
  method: 'POST',
  path: '/todos',
  status: ok ? 201 : 500,
  expected: 201,
  ok,
});
const report = (more: Record<string, unknown>) =>
  JSON.stringify({ started: true, startMs: 1, stopped: true, calls: [call(true)], ok: true, ...more });
const prints = (line: string, exit = 0) =>
  `console.log('starting');\nconsole.log(${JSON.stringify(line)});\nprocess.exitCode = ${exit};\n`;

/** The gate with a probe of these words, on a clean clone of a project with one file. */
async function probe(
  content: string,
  installed: GateContext['installed'] = async () => ({ ok: true, reason: '', evidence: [] }),
) {
  const bench = openBench();
  try {
    const { manager, signal } = bench;
    const workspace = await manager.open({ job: 'job-1', branch: 'main', output: `${bench.folder}/out` }, signal);
    await workspace.write('package.json', manifest());
    const { commit } = await workspace.commit('Work', signal);
    const clone = await workspace.cleanClone(commit, signal);
    return await startAndAnswer.run({
      clone,
      project: {
        ecosystem: 'node',
        name: null,
        install: null,
        typecheck: null,
        lint: null,
        test: null,
        start: null,
        dependencies: {},
      },
      changes: [],
      diff: '',
      limits: wideLimits,
      install: async () => ({ network: { mode: 'none' }, env: {}, mounts: [] }),
      installed,
      analysis: null,
      probe: { path: 'probe.mjs', content },
      emit: () => Promise.reject(new Error('not used')),
      signal,
    });
  } finally {
    await bench[Symbol.asyncDispose]();
  }
}

describe('the start-and-answer gate with operations to call', () => {
  test('passes when every call was answered as expected', async () => {
    const result = await probe(prints(report({})));
    expect(result).toMatchObject({
      verdict: 'passed',
      reason: 'It started, and 1 calls were answered as they should be.',
    });
    expect(result.evidence[0]?.command).toBe('node probe.mjs');
  });

  test.each([
    [
      'a wrong answer',
      prints(report({ calls: [call(true), call(false)], ok: false }), 1),
      'create a todo answered 500 in place of 201.',
    ],
    [
      'a wrong answer that the summary hides',
      prints(report({ calls: [call(false)] })),
      'create a todo answered 500 in place of 201.',
    ],
    [
      'a server that did not start',
      prints(report({ started: false, calls: [], ok: false, problem: 'It ended at once.' }), 1),
      'It ended at once.',
    ],
    ['no calls at all', prints(report({ calls: [] })), 'The calls ended with exit code 0.'],
    ['an exit code that contradicts the report', prints(report({}), 1), 'The calls ended with exit code 1.'],
    ['no report', 'console.log("all fine");', 'without a report'],
    ['a crash', 'throw new Error("x");', 'without a report'],
  ])('fails for %s', async (_what, content, reason) => {
    const result = await probe(content);
    expect(result.verdict).toBe('failed');
    expect(result.reason).toContain(reason);
  });

  test.each([
    ['a start within its budget', { startMs: 8000, bundleBytes: 250_000 }, 'passed', /calls were answered/],
    [
      'a slow start',
      { startMs: 8001 },
      'warned',
      /8 s until it answered; more than 8 s is slow, more than 25 s is refused/,
    ],
    ['a start that nobody waits for', { startMs: 25_001 }, 'failed', /more than 25 s is refused/],
    ['a large bundle', { bundleBytes: 250_001 }, 'warned', /more than 250 kB is much/],
    ['a bundle that is far too large', { startMs: 9000, bundleBytes: 1_000_001 }, 'failed', /1000 kB is refused/],
  ])('says the limits of time and size: %s', async (_what, measured, verdict, reason) => {
    const result = await probe(prints(report(measured)));
    expect(result.verdict).toBe(verdict);
    expect(result.reason).toMatch(reason);
  });

  test('fails with the reason when the packages could not be installed', async () => {
    const result = await probe(prints(report({})), async () => ({
      ok: false,
      reason: 'Installing failed: no.',
      evidence: [],
    }));
    expect(result).toMatchObject({ verdict: 'failed', reason: 'Installing failed: no.' });
  });
});
