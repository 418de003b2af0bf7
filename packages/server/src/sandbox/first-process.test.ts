import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstProcess, WORDS, wordsFor } from './first-process.ts';
import { mergeLimits } from './limits.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'first-process-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Debian's sh is dash, and that of Fedora and Arch bash.
test.each(['/bin/dash', '/bin/bash'])('The first process takes its words from an open pipe, as %s', async (shell) => {
  const pipe = join(folder, shell.replaceAll('/', '-'));
  execFileSync('mkfifo', [pipe], { env: { PATH: '/usr/bin:/bin' } });
  const both = openSync(pipe, constants.O_RDWR);
  const reading = openSync(pipe, constants.O_RDONLY);
  const script = `printf '%s|' "$ODD" "$@"; printf 'return 0\n'; exit 7`;
  const odd = `two\nlines 'and' "quotes" \\ return 0`;
  const child = spawn(shell, [...(shell.endsWith('bash') ? ['--posix'] : []), ...firstProcess.slice(1)], {
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', ...Array.from({ length: WORDS - 3 }, () => 'ignore' as const), reading],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => (said += piece.toString()));
  const spec = {
    argv: ['/bin/sh', '-c', script, 'sh', odd, ''],
    cwd: '/',
    mounts: [],
    signal: new AbortController().signal,
  };
  writeSync(both, wordsFor({ ODD: odd }, spec, mergeLimits(undefined, { processes: 100_000 })));
  expect(await once(child, 'close')).toEqual([7, null]);
  expect(said).toBe(`${odd}|${odd}||return 0\n`);
  closeSync(both);
  closeSync(reading);
});
