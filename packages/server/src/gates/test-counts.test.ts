import { describe, expect, test } from 'vitest';
import { programsOf } from './script.ts';
import { countTests, runnersIn } from '../shared/test-counts.ts';

const count = (argv: string[], output: string) => countTests(runnersIn(programsOf(argv, '/nowhere')), output);

describe('what a runner says of its tests', () => {
  test.each([
    [
      ['vitest', 'run'],
      ' Test Files  2 passed (2)\n      Tests  1 failed | 7 passed | 2 skipped (10)\n',
      { executed: 8, failed: 1 },
    ],
    [['vitest', 'run'], 'No test files found, exiting with code 0\n', null],
    [['npx', 'jest'], 'Tests:       1 failed, 2 skipped, 5 passed, 8 total\n', { executed: 6, failed: 1 }],
    [['npx', 'jest'], 'No tests found, exiting with code 0\n', null],
    [['mocha'], '\n  12 passing (30ms)\n  1 pending\n  2 failing\n', { executed: 14, failed: 2 }],
    [['mocha'], '\n  0 passing (1ms)\n', { executed: 0, failed: 0 }],
    [['npx', 'ava'], '  3 tests passed\n', { executed: 3, failed: 0 }],
    [['node', '--test'], 'ℹ tests 4\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\n', { executed: 4, failed: 2 }],
    [
      ['node', '--test'],
      '✔ lib/a.test.js (22.1ms)\nℹ tests 1\nℹ pass 1\nℹ fail 0\nℹ cancelled 0\n',
      { executed: 0, failed: 0 },
    ],
    [['node', '--test'], 'ok 1 - a.test.mjs\nok 2 - adds\n# tests 2\n# pass 2\n# fail 0\n', { executed: 1, failed: 0 }],
    [['python3', '-m', 'pytest', '-q'], '..F\n1 failed, 2 passed in 0.03s\n', { executed: 3, failed: 1 }],
    [['pytest'], '==== 4 passed, 1 skipped, 1 error in 1.2s ====\n', { executed: 5, failed: 1 }],
    [['pytest'], '==== no tests ran in 0.01s ====\n', { executed: 0, failed: 0 }],
    [
      ['python3', '-m', 'unittest'],
      'Ran 5 tests in 0.001s\n\nFAILED (failures=1, errors=1, skipped=2)\n',
      { executed: 3, failed: 2 },
    ],
    [
      ['go', 'test', './...'],
      'ok  \texample.org/a\t0.002s\n?   \texample.org/b\t[no test files]\n',
      { executed: 1, failed: 0 },
    ],
    [['go', 'test', './...'], '?   \texample.org/b\t[no test files]\n', { executed: 0, failed: 0 }],
    [['go', 'test', './...'], '--- FAIL: TestA (0.00s)\nFAIL\texample.org/a\t0.01s\n', { executed: 2, failed: 2 }],
    [
      ['cargo', 'test'],
      'test result: ok. 3 passed; 0 failed; 1 ignored\ntest result: FAILED. 1 passed; 2 failed; 0 ignored\n',
      { executed: 6, failed: 2 },
    ],
    [
      ['sh', '-c', 'vitest run && node --test'],
      '      Tests  2 passed (2)\nℹ pass 3\nℹ fail 0\n',
      { executed: 5, failed: 0 },
    ],
  ] as [string[], string, { executed: number; failed: number } | null][])('%j', (argv, output, expected) => {
    expect(count(argv, output)).toEqual(expected);
  });

  test('does not count for a program that only prints it', () => {
    expect(count(['echo', 'Tests  5 passed (5)'], '      Tests  5 passed (5)\n')).toBeNull();
    expect(count(['node', 'vitest.js'], '      Tests  5 passed (5)\n')).toBeNull();
  });
});

describe('the programs of a command line', () => {
  const names = (line: string) => programsOf(['sh', '-c', line], '/nowhere').map((program) => program.name);
  test.each([
    ['a && b || c; d | e & f', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['A=1 B="x y" run', ['run']],
    ['cross-env NODE_ENV=test npx --yes c8 vitest run', ['vitest']],
    ['timeout 30 node --test', ['node']],
    ['echo \'vitest run; jest\' "&& mocha"', ['echo']],
    ['true # vitest run', ['true']],
    ['(cd sub && ./node_modules/.bin/jest)', ['cd', 'jest']],
    ['npx', []],
    ['', []],
  ])('%s', (line, expected) => {
    expect(names(line)).toEqual(expected);
  });
});
