import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let home: string;
const lay = (path: string, text: string, seconds: number) => {
  writeFileSync(join(home, path), text);
  utimesSync(join(home, path), seconds, seconds);
};
const start = () =>
  execFileSync(process.execPath, [join(home, 'bin/codewright.cjs')], { encoding: 'utf8', env: { HOME: home } }).trim();

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'codewright-launcher-'));
  cpSync(join(import.meta.dirname, '../../bin'), join(home, 'bin'), { recursive: true });
  for (const folder of ['dist', 'src']) mkdirSync(join(home, folder));
  lay('package.json', '{"type": "module"}', 100);
  lay('src/main.ts', "import { name } from './name.ts';\nexport const runCli = () => console.log(name);\n", 100);
  lay('src/name.ts', "export const name: string = 'sources';\n", 100);
  lay('dist/sources.txt', 'src/main.ts\nsrc/name.ts', 200);
  lay('dist/codewright.cjs', "exports.runCli = () => console.log('bundle');\n//0123456789abcdef", 200);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('the bundle runs while no source has changed since', () => {
  expect(start()).toBe('bundle');
});

test('whoever edits a source runs what was edited', () => {
  lay('src/name.ts', "export const name: string = 'edited';\n", 300);
  expect(start()).toBe('edited');
});

test('a source that is gone makes the bundle old', () => {
  rmSync(join(home, 'src/name.ts'));
  lay('src/main.ts', "export const runCli = () => console.log('without it');\n", 100);
  expect(start()).toBe('without it');
});

test('an installed package has no sources, and runs its bundle', () => {
  rmSync(join(home, 'src'), { recursive: true });
  expect(start()).toBe('bundle');
});
