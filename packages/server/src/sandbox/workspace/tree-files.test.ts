import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
