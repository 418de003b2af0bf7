import { describe, expect, it } from 'vitest';
import { completeLock } from './lock.ts';

const lockOf = (packages: object): string => JSON.stringify({ name: 'x', lockfileVersion: 3, packages });
const tool = { version: '2.0.1', dev: true };

describe('completing a lock file', () => {
  it('adds optional packages that the registry lacked, with the platform that their name says', () => {
    const done = completeLock(
      lockOf({
        '': { name: 'x' },
        'node_modules/tool': {
          ...tool,
          optionalDependencies: {
            '@t/cli-darwin-arm64': '2.0.1',
            '@t/cli-linux-x64-musl': '2.0.1',
            'b-linux-x64': '1.0.0',
          },
        },
        'node_modules/b-linux-x64': { version: '1.0.0', integrity: 'sha512-x', optional: true },
      }),
    );
    const { packages } = JSON.parse(done?.text ?? '{}') as { packages: Record<string, unknown> };
    expect(done?.added).toEqual(['@t/cli-darwin-arm64', '@t/cli-linux-x64-musl']);
    expect(packages['node_modules/@t/cli-darwin-arm64']).toEqual({
      version: '2.0.1',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    });
    expect(packages['node_modules/@t/cli-linux-x64-musl']).toMatchObject({ os: ['linux'], libc: ['musl'] });
    expect(packages['node_modules/b-linux-x64']).toMatchObject({ integrity: 'sha512-x' });
    expect(Object.keys(packages)).toEqual([
      '',
      'node_modules/@t/cli-darwin-arm64',
      'node_modules/@t/cli-linux-x64-musl',
      'node_modules/b-linux-x64',
      'node_modules/tool',
    ]);
  });

  it('gives up where a platform or a version can not be told, and where nothing is missing', () => {
    const wanting = (name: string, range: string): string =>
      lockOf({ 'node_modules/tool': { ...tool, optionalDependencies: { [name]: range } } });
    expect(completeLock(wanting('tool-win32-x64', '1.0.0'))).not.toBeNull();
    expect(completeLock(wanting('tool-wasm32-wasi', '1.0.0'))?.text).toContain('"wasm32"');
    expect(completeLock(wanting('fsevents', '1.0.0'))).toBeNull();
    expect(completeLock(wanting('tool-win32-x64', '^1.0.0'))).toBeNull();
    expect(completeLock(lockOf({ 'node_modules/tool': tool }))).toBeNull();
    expect(completeLock('not json')).toBeNull();
  });
});
