import { expect, test } from 'vitest';
import { planScript } from './runner.ts';

const plan = (script: string, scripts: Record<string, string> = {}) => {
  const { kind, flags, args, patterns, env } = planScript(script, ['npm', 'test'], scripts);
  return { kind, flags, args, patterns, env };
};
const none = { flags: [], args: [], patterns: [], env: {} };

test.each([
  ['node --test', { ...none, kind: 'node' }],
  [
    'node --test --import tsx "test/**/*.test.ts"',
    { ...none, kind: 'node', flags: ['--import=tsx'], patterns: ['test/**/*.test.ts'] },
  ],
  ['xo && c8 mocha --reporter dot test/*.js', { ...none, kind: 'mocha', patterns: ['test/*.js'] }],
  ['NODE_ENV=test npx vitest run --coverage', { ...none, kind: 'vitest', env: { NODE_ENV: 'test' } }],
  ['standard && tape test.js', { ...none, kind: 'node', patterns: ['test.js'] }],
  ['node test/index.js', { ...none, kind: 'node', patterns: ['test/index.js'] }],
  ['cross-env CI=1 jest --coverage', { ...none, kind: 'jest', env: { CI: '1' } }],
])('the tests of the script %s are run one by one', (script, expected) => {
  expect(plan(script)).toEqual(expected);
});

test('a script is followed into the scripts that it runs', () => {
  expect(plan('npm run lint && npm run unit', { lint: 'eslint .', unit: 'node --test' }).kind).toBe('node');
});

test('tests of what a build makes are run with the build, as the command stands', () => {
  expect(plan('tsc -p . && node --test dist').kind).toBe('command');
  expect(plan('tsc --noEmit && node --test').kind).toBe('node');
});
