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
  ['node test', { ...none, kind: 'node', patterns: ['test'] }],
  ['uvu -r esm test', { ...none, kind: 'node', flags: ['-r', 'esm'], patterns: ['test/**/*.{js,mjs,cjs,ts}'] }],
  ['xo && ava --verbose && tsd', { ...none, kind: 'ava' }],
  ["nyc tape 'test/**/*.js'", { ...none, kind: 'node', patterns: ['test/**/*.js'] }],
  ['tap', { ...none, kind: 'node' }],
  ['nyc --lines 100 --check-coverage tape a.js b.js', { ...none, kind: 'node', patterns: ['a.js', 'b.js'] }],
  ['tape "test/*.js" | faucet', { ...none, kind: 'node', patterns: ['test/*.js'] }],
  ['node test/a.js && node test/b.js', { ...none, kind: 'node', patterns: ['test/a.js', 'test/b.js'] }],
  ['uvu -i utils tests "\\.test\\.js$"', { ...none, kind: 'node', patterns: ['tests/**/*.{js,mjs,cjs,ts}'] }],
  ['jest --coverage -w 2', { ...none, kind: 'jest' }],
  ['vitest run --typecheck', { ...none, kind: 'vitest' }],
  ['jest --env node --no-coverage', { ...none, kind: 'jest', args: ['--env', 'node', '--no-coverage'] }],
  ['cross-env CI=1 jest --coverage', { ...none, kind: 'jest', env: { CI: '1' } }],
])('the tests of the script %s are run one by one', (script, expected) => {
  expect(plan(script)).toEqual(expected);
});

test('a script is followed into the scripts that it runs', () => {
  expect(plan('npm run lint && npm run unit', { lint: 'eslint .', unit: 'node --test' }).kind).toBe('node');
});

test('scripts that are run by a pattern are followed as well', () => {
  const scripts = { 'test:lint': 'eslint .', 'test:unit': 'vitest run' };
  expect(plan('run-s test:*', scripts).kind).toBe('vitest');
  expect(plan('pnpm run /^test:/', scripts).kind).toBe('vitest');
  expect(plan('nyc npm run test:unit', scripts).kind).toBe('vitest');
});

test('behind a command of a name of its own stands the runner that the project has', () => {
  const kindOf = (script: string, ...packages: string[]) =>
    planScript(script, ['npm', 'test'], {}, (one) => packages.includes(one)).kind;
  expect(kindOf('ts-scripts test && size-limit', 'vitest', 'typescript')).toBe('vitest');
  expect(kindOf('aegir test', 'mocha')).toBe('mocha');
  expect(kindOf('aegir test')).toBe('command');
  expect(kindOf('tsc && own-runner', 'mocha')).toBe('command');
});

test('tests of what a build makes are run with the build, as the command stands', () => {
  expect(plan('tsc -p . && node --test dist').kind).toBe('command');
  expect(plan('tsc --noEmit && node --test').kind).toBe('node');
});
