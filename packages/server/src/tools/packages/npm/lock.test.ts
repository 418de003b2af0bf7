import { expect, test } from 'vitest';
import { lockWithout } from './lock.ts';

const lock = {
  name: 'one',
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { a: '1', shared: '1' }, devDependencies: { runner: '1' } },
    'node_modules/a': { version: '1.0.0', dependencies: { deep: '1' } },
    'node_modules/a/node_modules/deep': { version: '1.0.0' },
    'node_modules/deep': { version: '2.0.0' },
    'node_modules/shared': { version: '1.0.0' },
    'node_modules/runner': { version: '1.0.0', dependencies: { server: '5', shared: '1', deep: '2' } },
    'node_modules/server': { version: '5.0.0' },
  },
};
const pathsOf = (text: string | null) => Object.keys((JSON.parse(text ?? '{}') as { packages: object }).packages);

test('a package leaves the lock with what only it needs; what others need stays, each at its place', () => {
  expect(pathsOf(lockWithout(JSON.stringify(lock), ['runner']))).toEqual([
    '',
    'node_modules/a',
    'node_modules/a/node_modules/deep',
    'node_modules/shared',
  ]);
  expect(pathsOf(lockWithout(JSON.stringify(lock), []))).toEqual(Object.keys(lock.packages));
});

test('what is no lock of npm is left alone', () => {
  for (const text of ['', '[]', '{"lockfileVersion":1,"dependencies":{}}']) expect(lockWithout(text, ['a'])).toBeNull();
});
