import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBench } from './testing.ts';

test('a commit that is asked for again after a crash is made once; under another message there is nothing to commit', async () => {
  const bench = openBench();
  try {
    const options = { job: 'job-1', branch: 'main', output: join(bench.folder, 'out') };
    const workspace = await bench.manager.open(options, bench.signal);
    await workspace.write('a.txt', 'a\n');
    const first = await workspace.commit('Add a', bench.signal);
    expect(await workspace.commit('Add a', bench.signal)).toEqual(first);
    await expect(workspace.commit('Add b', bench.signal)).rejects.toThrow('nothing to commit');
  } finally {
    await bench[Symbol.asyncDispose]();
  }
});

test('a result is the newest commit once all is in one, and null where nothing was written', async () => {
  await using bench = openBench();
  const options = { job: 'job-1', branch: 'main', output: join(bench.folder, 'out') };
  const workspace = await bench.manager.open(options, bench.signal);
  expect(await workspace.result('Rest', bench.signal)).toBeNull();
  await expect(workspace.commit('Nothing', bench.signal)).rejects.toThrow('nothing to commit');
  await workspace.write('a.txt', 'a\n');
  const { commit } = await workspace.commit('Add a', bench.signal);
  expect(await workspace.result('Rest', bench.signal)).toBe(commit);
  await workspace.write('b.txt', 'b\n');
  const rest = await workspace.result('Rest', bench.signal);
  expect(rest).not.toBe(commit);
  expect(await workspace.status(bench.signal)).toMatchObject({ branch: 'main', head: rest, changes: [] });
});

test('a change is what the two questions about it say, whatever its files are called, and again after the next commit', async () => {
  await using bench = openBench();
  const options = { job: 'job-1', branch: 'main', output: join(bench.folder, 'out') };
  const workspace = await bench.manager.open(options, bench.signal);
  const { signal } = bench;
  const both = async (commit: string) => ({
    files: await workspace.changes({ to: commit, signal }),
    diff: await workspace.diff({ to: commit, signal }),
  });
  for (const [name, content] of [
    ['a b.txt', 'one\n'],
    ['tab\there.txt', 'two\n'],
    ['picture.bin', '\0\0\0'],
  ] as const) {
    await workspace.write(name, content);
    const { commit } = await workspace.commit(`Add ${name}`, signal);
    const change = await workspace.change(commit, signal);
    expect(change).toEqual(await both(commit));
    expect(change.files.map(({ path }) => path)).toContain(name);
  }
  const base = (await workspace.status(signal)).head ?? '';
  expect(await workspace.changes({ from: base, to: base, signal })).toEqual([]);
  const absent = '0123456789'.repeat(4);
  await expect(workspace.diff({ to: absent, signal })).rejects.toThrow(`There is no revision ${absent}`);
  await expect(workspace.change(absent, signal)).rejects.toThrow(`There is no revision ${absent}`);
  await expect(workspace.diff({ to: 'nowhere', signal })).rejects.toThrow('There is no revision nowhere');
});

test('a lock that another git holds for a moment is waited for', async () => {
  await using bench = openBench();
  const options = { job: 'job-1', branch: 'main', output: join(bench.folder, 'out') };
  const workspace = await bench.manager.open(options, bench.signal);
  await workspace.exec({ argv: ['touch', 'made'], signal: bench.signal });
  const lock = join(readFileSync(join(workspace.root, '.git'), 'utf8').replace('gitdir: ', '').trim(), 'index.lock');
  writeFileSync(lock, '');
  const exec = bench.sandbox.exec.bind(bench.sandbox);
  bench.sandbox.exec = async (...given) => {
    const result = await exec(...given);
    // It goes once it has stood in the way of somebody.
    if (result.stderr.includes('index.lock')) rmSync(lock, { force: true });
    return result;
  };
  expect((await workspace.status(bench.signal)).changes).toMatchObject([{ path: 'made' }]);
  expect(existsSync(lock)).toBe(false);
});
