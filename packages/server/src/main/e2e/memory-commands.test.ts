import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRepository, openPlace, passing, type Place, type RunOptions } from './testing-launcher.ts';

let place: Place;
let repository: string;
beforeAll(() => {
  place = openPlace();
  repository = makeRepository(join(place.folder, 'project'), passing);
});
afterAll(() => place[Symbol.asyncDispose]());

/** In the repository; fails unless it ends well. */
async function run(args: string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await place.run(args, { cwd: repository, ...options });
  expect(code, `${args.join(' ')}: ${stderr}`).toBe(0);
  return stdout;
}

test('a fact is set, listed, shown with its history, changed by version and forgotten', async () => {
  expect(await run(['memory', 'set', 'test command', 'npm test'])).toContain(`for project ${repository} (version 1)`);
  const second = ['memory', 'set', 'test command', 'vitest', '--if-version', '1'];
  const both = await Promise.all([place.run(second, { cwd: repository }), place.run(second, { cwd: repository })]);
  // Of two at once that say the same, the second finds it done or changed; the value is there once.
  expect(both.some(({ code }) => code === 0)).toBe(true);
  const shown = JSON.parse(await run(['memory', 'show', 'test command', '--json'])) as { history: object[] };
  expect(shown).toMatchObject({ version: 2, value: 'vitest', scope: 'project', place: repository });
  expect(shown.history).toHaveLength(2);
  const late = await place.run(['memory', 'set', 'test command', 'jest', '--if-version', '1'], { cwd: repository });
  expect([late.code, late.stderr]).toEqual([2, expect.stringContaining('was changed or forgotten meanwhile')]);
  await run(['memory', 'set', 'house', '--scope', 'global'], { input: '{"tabs": true}\n' });
  const lines = (await run(['memory', 'list', '--json'])).trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { value: unknown }).value)).toEqual([{ tabs: true }, 'vitest']);
  expect(await run(['memory', 'list', 'vit'])).toMatch(/^KEY.*\ntest command .*vitest\n$/);
  expect(await run(['memory', 'forget', 'house'])).toContain('house (everybody) is forgotten');
  expect((await place.run(['memory', 'show', 'house'])).code).toBe(2);
});

test('an export is for its owner alone, and goes in again, through a server too', async () => {
  await run(['memory', 'set', 'a', '1']);
  const file = join(place.folder, 'memory.jsonl');
  await run(['memory', 'export', file]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  expect(text.trim().split('\n')).toHaveLength(2);
  expect(await run(['memory', 'export'])).toBe(text);
  await run(['memory', 'forget', 'a']);

  const server = place.start(['serve', '--port', '0', '--workers', '0']);
  const [url = ''] = await server.says(/http:\/\/127\.0\.0\.1:\d+/);
  await server.says(/^Try: curl/m);
  const through = ['--server', url, 'memory'];
  expect(await run([...through, 'import', file])).toBe('1 written, 1 were so already.\n');
  expect(await run([...through, 'show', 'a', '--json'])).toContain('"value":1');
  const wrong = await place.run([...through, 'set', 'b', '1', '--scope', 'agent'], { cwd: repository });
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('needs one')]);
  // Without naming it: the same database.
  expect(await run(['memory', 'list', '--json'])).toContain('"key":"a"');
  server.child.kill('SIGTERM');
  await server.ended;
});

test('knowledge is searched, noted, marked and forgotten', async () => {
  expect(await run(['knowledge', 'search', 'hono', '--kind', 'curated'])).toMatch(/curated .* hono 4\.\S+ \(npm\)/);
  const note = ['knowledge', 'add', 'Hono 5', 'Needs Node 22.', '--source', 'https://hono.dev', '--json'];
  const { id } = JSON.parse(await run(note)) as { id: string };
  expect((await place.run(note)).stderr).toContain('is there already');
  await run(['knowledge', 'stale', id, 'Hono 6 is out.']);
  expect(JSON.parse(await run(['knowledge', 'show', id, '--json']))).toMatchObject({ stale: 'Hono 6 is out.' });
  expect(await run(['knowledge', 'list', '--stale'])).toContain('Hono 5');
  await run(['knowledge', 'forget', id]);
  expect((await place.run(['knowledge', 'show', id])).code).toBe(2);
});

test('roles, tools, policies and models are listed and shown, as JSON too', async () => {
  for (const [part, name, word] of [
    ['roles', 'planner', 'You are the planner'],
    ['tools', 'recall', 'effect: read'],
    ['policies', 'actions', 'tool'],
    ['models', 'openai', 'openai/'],
  ] as const) {
    expect(await run([part, 'list'])).toContain(name);
    expect(await run([part, 'show', name])).toContain(word);
    expect(JSON.parse(await run([part, 'show', name, '--json']))).toMatchObject({ name });
    expect(JSON.parse(await run([part, 'list', '--json']))).toBeTruthy();
    const { code, stderr } = await place.run([part, 'show', 'nobody']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('nobody')]);
  }
});

test('rubbish is told with what to do', async () => {
  const broken = join(place.folder, 'broken.jsonl');
  writeFileSync(broken, '{"scope":"global","key":"x","value":1}\n{"scope":\n');
  for (const [args, words] of [
    [['memory', 'set', 'k', 'v', '--scope', 'room'], /no scope "room"[^]*global, project/],
    [['memory', 'set', 'k', 'v', '--days', '0'], /--days takes a number above 0/],
    [['memory', 'set', 'k', 'v', '--if-version', 'x'], /--if-version takes a whole number/],
    [['memory', 'set', 'k', 'x'.repeat(66_000)], /64|65536 is the most/],
    [['memory', 'set', '', 'v'], /key/],
    [['memory', 'show', 'nope'], /Nothing is remembered as "nope"/],
    [['memory', 'list', '-n', '0'], /--limit takes a whole number/],
    [['memory', 'import', broken], /Line 2 is not JSON/],
    [['memory', 'import', join(place.folder, 'none')], /There is no file/],
    [['knowledge', 'list', '--kind', 'gossip'], /no kind "gossip"[^]*page, package/],
    [['knowledge', 'show', 'nope'], /no knowledge nope/],
    [['knowledge', 'add', 'x', 'y', '--confidence', '2'], /confidence/],
  ] as const) {
    const { code, stderr } = await place.run([...args]);
    expect(stderr, args.join(' ')).toMatch(words);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code, args.join(' ')).toBe(2);
  }
  expect((await place.run(['memory', 'show', 'x'])).code).toBe(2);
});
