import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Job } from '@codewright/protocol/job';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRepository, openPlace, type Place, type Run } from './testing-launcher.ts';

const escape = String.fromCodePoint(27);
/** Up over the region, then everything below away. */
const redraw = new RegExp(`${escape}\\[\\d+A${escape}\\[0J`);

let place: Place;
beforeAll(() => {
  place = openPlace();
});
afterAll(() => place[Symbol.asyncDispose]());

async function serve(...args: string[]): Promise<{ server: Run; url: string; shell: string; token: string }> {
  const server = place.start(['serve', '--port', '0', ...args]);
  const [, shell = ''] = await server.says(/^Try: (curl .*)$/m);
  const [url = ''] = await server.says(/http:\/\/127\.0\.0\.1:\d+/);
  const [, file = ''] = await server.says(/token .* is in (\S+)/);
  expect(statSync(file).mode & 0o077).toBe(0);
  return { server, url, shell, token: readFileSync(file, 'utf8').trim() };
}

test('serve prints a line that works, does the jobs it is sent, shares its home with a second one and ends cleanly', async () => {
  // A full disk left the file of the token, and nothing in it.
  const keys = join(place.state, 'keys');
  mkdirSync(keys, { recursive: true });
  writeFileSync(join(keys, 'token'), '');
  const first = await serve();
  expect(first.token).toMatch(/^[\w-]{43}$/);
  const second = await serve('--workers', '0');
  expect(second.token).toBe(first.token);
  expect(JSON.parse((await place.run([], { shell: first.shell.replace('curl ', 'curl -s ') })).stdout)).toEqual({
    jobs: [],
    next: null,
  });

  const port = new URL(first.url).port;
  const taken = await place.run(['serve', '--port', port]);
  expect(taken).toMatchObject({ code: 5, stderr: expect.stringMatching(/taken[^]*--port/) });

  // Sent to the one that does no work, done by the other, once.
  const repo = makeRepository(join(place.folder, 'repo'));
  const headers = { authorization: `Bearer ${second.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ goal: 'create file a.md with "x"', repository: repo });
  const made = (await (await fetch(`${second.url}/api/jobs`, { method: 'POST', headers, body })).json()) as {
    job: Job;
  };
  const stream = await (await fetch(`${second.url}/api/jobs/${made.job.id}/stream`, { headers })).text();
  expect(stream).toContain('event: complete');
  expect(stream.match(/"kind":"job_claimed"/g)).toHaveLength(1);

  for (const { server } of [first, second]) {
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0, stderr: expect.stringContaining('Stopping') });
  }
});

test('a changed settings file takes effect while it serves, an invalid one is logged and changes nothing', async () => {
  const file = join(place.state, 'config.yaml');
  writeFileSync(file, 'log: {level: info}\n');
  const { server, url, token } = await serve('--workers', '0');
  const repo = makeRepository(join(place.folder, 'capped'));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const steps = async () => {
    const body = JSON.stringify({ goal: 'create file a.md with "x"', repository: repo });
    const { job } = (await (await fetch(`${url}/api/jobs`, { method: 'POST', headers, body })).json()) as { job: Job };
    return job.caps.steps;
  };
  expect(await steps()).not.toBe(77);
  writeFileSync(file, 'log: {level: info}\ncaps: {mechanic: {steps: 77}}\n');
  await server.says(/"msg":"configuration reloaded"/);
  expect(await steps()).toBe(77);
  writeFileSync(file, 'caps: {mechanic: {steps: none}}\n');
  await server.says(/configuration not reloaded/);
  expect(await steps()).toBe(77);
  rmSync(file);
  server.child.kill('SIGINT');
  expect((await server.ended).code).toBe(0);
});

test('on a terminal the region at the bottom moves and is gone at the end, whatever the width; a dumb one gets lines', async () => {
  const repo = makeRepository(join(place.folder, 'live'));
  const command = (file: string) => `node "$LAUNCHER" run 'create file ${file} with "x"' --repo ${repo}`;
  for (const [file, columns] of [
    ['a.md', 80],
    ['b.md', 40],
  ] as const) {
    const shell = `script -qefc 'stty cols ${columns} rows 24; ${command(file).replaceAll("'", "'\\''")}' /dev/null`;
    const { stdout, code } = await place.run([], { shell, env: { TERM: 'xterm' }, input: '' });
    expect(code).toBe(0);
    expect(stdout).toContain('Ctrl-C cancels');
    const frames = stdout.split(redraw);
    expect(frames.length).toBeGreaterThan(2);
    // A redrawn line that wraps would leave its head behind.
    const drawn = frames.flatMap((frame) => frame.split('\r\n').filter((line) => /█|░|Ctrl-C/.test(line)));
    const widths = drawn.map((line) => Array.from(stripVTControlCharacters(line)).length);
    expect(Math.max(...widths)).toBeLessThan(columns);
    expect(frames.at(-1)).toMatch(/✓ Done/);
    expect(frames.at(-1)).not.toMatch(/Ctrl-C cancels/);
  }
  const plain = await place.run(['run', 'create file c.md with "x"', '--repo', repo]);
  expect(plain.stderr + plain.stdout).not.toContain(escape);
});
