import { existsSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeTree } from './files.ts';
import { openBench } from './testing.ts';

test('A workspace names the files of a tree by their contents, and what differs from an earlier one', async () => {
  await using bench = openBench();
  const workspace = await bench.manager.open(
    { job: 'job-1', branch: 'main', output: join(bench.folder, 'out') },
    bench.signal,
  );
  await workspace.write('src/a.ts', 'one\n');
  await workspace.write('same.txt', 'one\n');
  symlinkSync('same.txt', join(workspace.root, 'link'));
  const first = await workspace.treeHash(bench.signal);
  const all = await workspace.files({ tree: first, signal: bench.signal });
  expect(all).toEqual([
    { path: 'link', blob: null },
    { path: 'same.txt', blob: all?.[2]?.blob },
    { path: 'src/a.ts', blob: expect.stringMatching(/^[0-9a-f]{40}$/) },
  ]);
  rmSync(join(workspace.root, 'same.txt'));
  await workspace.write('src/b c.ts', 'two\n');
  const second = await workspace.treeHash(bench.signal);
  expect(await workspace.files({ tree: second, since: first, signal: bench.signal })).toEqual([
    { path: 'same.txt', blob: null },
    { path: 'src/b c.ts', blob: expect.stringMatching(/^[0-9a-f]{40}$/) },
  ]);
  expect(await workspace.files({ tree: second, since: '1'.repeat(40), signal: bench.signal })).toBeNull();
});

test('The files of a commit say which of them differ from the base', async () => {
  await using bench = openBench();
  const { signal } = bench;
  const repository = bench.repository('repo', { 'kept.txt': 'one\n', 'changed.txt': 'one\n', 'gone.txt': 'one\n' });
  const workspace = await bench.manager.open({ job: 'job-1', branch: 'work', repository }, signal);
  const { commit: before } = await workspace.checkpoint('before', signal);
  expect(await workspace.marked(before, signal)).toEqual(
    ['changed.txt', 'gone.txt', 'kept.txt'].map((path) => ({ path, changed: false })),
  );
  await workspace.write('changed.txt', 'two\n');
  await workspace.write('new ü.txt', 'two\n');
  rmSync(join(workspace.root, 'gone.txt'));
  symlinkSync('kept.txt', join(workspace.root, 'link'));
  const { commit } = await workspace.checkpoint('after', signal);
  expect(await workspace.marked(commit, signal)).toEqual([
    { path: 'changed.txt', changed: true },
    { path: 'kept.txt', changed: false },
    { path: 'new ü.txt', changed: true },
  ]);
  await expect(workspace.marked('1'.repeat(40), signal)).rejects.toMatchObject({ code: 'GIT_FAILED' });
});

test('A file is read as a commit has it, whatever became of it since, and a folder, a link and what is not there are none', async () => {
  await using bench = openBench();
  const { signal } = bench;
  const workspace = await bench.manager.open(
    { job: 'job-1', branch: 'main', output: join(bench.folder, 'out') },
    signal,
  );
  await workspace.write('src/a b\u00fc.ts', 'one\n');
  await workspace.write('src/[x]*.ts', new Uint8Array([0, 1, 2]));
  symlinkSync('src', join(workspace.root, 'link'));
  const { commit, tree } = await workspace.checkpoint('first', signal);
  await workspace.write('src/a b\u00fc.ts', 'two\n');
  const at = async (path: string, of = commit) => (await workspace.fileAt({ tree: of, path, signal }))?.toString();
  expect(await at('src/a b\u00fc.ts')).toBe('one\n');
  expect(await at('src/a b\u00fc.ts', tree)).toBe('one\n');
  expect(await at('src/[x]*.ts')).toBe('\0\u0001\u0002');
  for (const none of ['src', 'src/', 'link', 'src/*.ts', 'nothing', '../a', '-h'])
    expect(await at(none), none).toBeUndefined();
  expect(await at('src/a b\u00fc.ts', '1'.repeat(40))).toBeUndefined();
  const second = await workspace.treeHash(signal);
  expect(await at('src/a b\u00fc.ts', second)).toBe('two\n');
});

test('A diff leaves out what differs in spaces only, and shows as much around a change as it is asked for', async () => {
  await using bench = openBench();
  const { signal } = bench;
  const workspace = await bench.manager.open(
    { job: 'job-1', branch: 'main', output: join(bench.folder, 'out') },
    signal,
  );
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
  await workspace.write('a.txt', `${lines.join('\n')}\n`);
  await workspace.write('spaces.txt', 'a b\n');
  const { commit: from } = await workspace.checkpoint('first', signal);
  await workspace.write('a.txt', `${lines.with(9, 'changed').join('\n')}\n`);
  await workspace.write('spaces.txt', 'a  b \n');
  const [usual, bare, wide] = await Promise.all([
    workspace.diff({ from, signal }),
    workspace.diff({ from, context: 0, ignoreSpace: true, signal }),
    workspace.diff({ from, context: 100, signal }),
  ]);
  expect(usual).toContain('@@ -7,7 +7,7 @@');
  expect(usual).toContain('spaces.txt');
  expect(bare).toContain('@@ -10 +10 @@');
  expect(bare).not.toContain('+a  b');
  expect(wide).toContain('@@ -1,20 +1,20 @@');
});

test('A change to a file whose name is no UTF-8 is a change', async () => {
  await using bench = openBench();
  const workspace = await bench.manager.open({ job: 'job-1', branch: 'main' }, bench.signal);
  const put = (text: string) =>
    workspace.exec({ argv: ['sh', '-c', `echo ${text} > "$(printf 'caf\\351')"`], signal: bench.signal });
  await put('one');
  const first = await workspace.treeHash(bench.signal);
  await put('two');
  expect(await workspace.treeHash(bench.signal)).not.toBe(first);
});

test('A tree that a command has closed is open again for git and for the next command', async () => {
  await using bench = openBench();
  const workspace = await bench.manager.open({ job: 'job-1', branch: 'main' }, bench.signal);
  const run = (command: string) => workspace.exec({ argv: ['sh', '-c', command], signal: bench.signal });
  await run('echo one >a.txt; chmod 000 .');
  const first = await workspace.treeHash(bench.signal);
  expect(first).toMatch(/^[0-9a-f]{40}$/);
  await run('chmod 000 .');
  expect(await run('cat a.txt')).toMatchObject({ stdout: 'one\n', exitCode: 0 });
});

test('A tree that is deeper than a path can say is removed', async () => {
  await using bench = openBench();
  const workspace = await bench.manager.open({ job: 'job-1', branch: 'main' }, bench.signal);
  const dig =
    'i=0; while [ $i -lt 500 ]; do mkdir dddddddddd && cd dddddddddd || break; i=$((i+1)); done; cd -P . && : >f';
  await workspace.exec({ argv: ['sh', '-c', dig], signal: bench.signal });
  const job = join(workspace.root, '..');
  // Under a longer name, as a clone has it.
  const longer = `${job}-${'x'.repeat(100)}`;
  renameSync(job, longer);
  await removeTree(longer);
  expect(existsSync(longer)).toBe(false);
});
