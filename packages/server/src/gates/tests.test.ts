import { describe, expect, test } from 'vitest';
import { check, checkOne, manifest } from './testing.ts';

const good = "import test from 'node:test';\ntest('is so', () => {});\ntest('is so too', () => {});\n";
const withTest = (script: string, files: Record<string, string> = {}) =>
  checkOne('tests', { 'package.json': manifest({ scripts: { test: script } }), ...files });

describe('the tests gate', () => {
  test('passes when the runner says that tests ran and none failed', async () => {
    const result = await withTest('node --test', { 'a.test.js': good });
    expect(result).toMatchObject({ verdict: 'passed', reason: '2 tests passed (node:test).' });
    expect(result.evidence[0]).toMatchObject({ command: 'npm run --silent test', exitCode: 0, outcome: 'exited' });
    expect(result.evidence[0]?.excerpt).toContain('pass 2');
  });

  test('fails when a test fails, and names it', async () => {
    const result = await withTest('node --test', {
      'a.test.js': `${good}test('is wrong', () => { throw new Error('no'); });\n`,
    });
    expect(result).toMatchObject({ verdict: 'failed', reason: '1 of 3 tests failed.' });
    expect(result.problems.some((problem) => problem.message.includes('is wrong'))).toBe(true);
  });

  test('warns of what failed before as well, where the change mends another test and breaks none', async () => {
    const project = (value: number) => ({
      'package.json': manifest({ scripts: { test: 'node --test' } }),
      'a.js': `export const value = ${value};\n`,
      'a.test.js':
        "import test from 'node:test';\nimport { value } from './a.js';\ntest('is mended', () => { if (value !== 2) throw new Error(); });\ntest('needs what is not here', () => { throw new Error(); });\n",
    });
    const gate = async (after: Record<string, string>) =>
      (await check(['tests'], after, { before: project(1) })).results[0];
    expect(await gate(project(2))).toMatchObject({
      verdict: 'warned',
      reason: '1 of 2 tests passed; one fails as before the change.',
    });
    expect(await gate(project(3))).toMatchObject({ verdict: 'failed' });
  });

  test.each([
    ['exit 0', {}],
    ['echo ok', {}],
    ["echo 'ℹ tests 5' && echo 'ℹ pass 5' && echo 'ℹ fail 0'", {}],
    ['true # node --test', {}],
    ['npm run other', {}],
    ['node --test', {}],
    ['node --test', { 'a.test.js': 'console.log("no test in here");\n' }],
    ['node --test', { 'a.test.js': "import test from 'node:test';\ntest('later', { skip: true }, () => {});\n" }],
    ['exit 0; node --test', { 'a.test.js': good }],
    ['node fake.js', { 'fake.js': "console.log('ℹ tests 5\\nℹ pass 5\\nℹ fail 0');\n" }],
  ])('never passes when nothing was tested: %s (%#)', async (script, files) => {
    const result = await withTest(script, files);
    expect(['failed', 'not-checked']).toContain(result.verdict);
  });

  test('fails when a script hides the exit code of failing tests', async () => {
    const failing = "import test from 'node:test';\ntest('is wrong', () => { throw new Error('no'); });\n";
    expect(await withTest('node --test || true', { 'a.test.js': failing })).toMatchObject({ verdict: 'failed' });
  });

  test('fails when tests pass but the command does not', async () => {
    expect(await withTest('node --test && exit 3', { 'a.test.js': good })).toMatchObject({
      verdict: 'failed',
      reason: 'The test command ended with exit code 3.',
    });
  });

  test('has not checked a project without a test command', async () => {
    const result = await checkOne('tests', { 'package.json': manifest() });
    expect(result).toMatchObject({ verdict: 'not-checked', reason: 'The project declares no test command.' });
  });

  test('runs without a network', async () => {
    const online =
      "import test from 'node:test';\nimport net from 'node:net';\ntest('reaches out', (t, done) => net.connect(443, '1.1.1.1').on('connect', () => done()).on('error', done));\n";
    expect(await withTest('node --test', { 'a.test.js': online })).toMatchObject({ verdict: 'failed' });
  });

  test('looks through scripts, wrappers and environment words', async () => {
    const scripts = { test: 'NODE_ENV=test npm run unit -- --x', unit: 'env A=1 node --test a.test.js' };
    const result = await checkOne('tests', { 'package.json': manifest({ scripts }), 'a.test.js': good });
    expect(result.verdict).toBe('passed');
  });

  test('runs Python’s own tests', async () => {
    const python = {
      'pyproject.toml': '[project]\nname = "sample"\n',
      'test_a.py':
        'import unittest\nclass A(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(1, 1)\n',
    };
    expect(await checkOne('tests', python)).toMatchObject({ verdict: 'passed', reason: '1 test passed (unittest).' });
    const wrong = { ...python, 'test_a.py': python['test_a.py'].replace('1, 1', '1, 2') };
    expect(await checkOne('tests', wrong)).toMatchObject({ verdict: 'failed', reason: '1 of 1 tests failed.' });
  });

  test('fails with the reason when the packages cannot be installed', async () => {
    const files = {
      'package.json': manifest({ scripts: { test: 'node --test' }, dependencies: { nothing: '1.0.0' } }),
      'a.test.js': good,
    };
    const result = await checkOne('tests', files);
    expect(result.verdict).toBe('failed');
    expect(result.reason).toMatch(/^Installing its packages ended with exit code/);
    expect(result.evidence[0]?.command).toContain('--ignore-scripts');
  });
});
