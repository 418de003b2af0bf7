import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { marker, openBench } from './testing.ts';
import type { Bench } from './testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a fork', () => {
  test('of a new project starts from the tree of the checkpoint, also when its parent is retired', async () => {
    const parent = await bench.manager.open({ job: 'parent', branch: 'main' }, bench.signal);
    await parent.write('a.txt', 'one\n');
    const point = await parent.checkpoint('step', bench.signal);
    await parent.write('a.txt', 'two\n');
    const later = await parent.commit('two', bench.signal);
    await parent.retire();
    const fork = await bench.reopened().open(
      {
        job: 'fork',
        branch: 'main',
        output: join(bench.folder, 'out'),
        from: { job: 'parent', checkpoint: point.commit },
      },
      bench.signal,
    );
    expect((await fork.read('a.txt')).toString()).toBe('one\n');
    expect(await fork.treeHash(bench.signal)).toBe(point.tree);
    // What the parent's record names is there too.
    expect(await fork.diff({ from: point.commit, to: later.commit, signal: bench.signal })).toContain('+two');
    const { commit } = await fork.commit('fork', bench.signal);
    await fork.deliver(commit, bench.signal);
    expect(readFileSync(join(bench.folder, 'out/a.txt'), 'utf8')).toBe('one\n');
  });

  test('of work on a repository keeps its parent’s base, whatever the user committed since', async () => {
    const repository = bench.repository('repo', { 'a.txt': 'a\n', 'mine.txt': 'one\n' });
    const parent = await bench.manager.open({ job: 'parent', branch: 'codewright/p', repository }, bench.signal);
    await parent.write('a.txt', 'b\n');
    const point = await parent.checkpoint('step', bench.signal);
    bench.put(repository, { 'mine.txt': 'two\n' });
    bench.git(repository, 'commit', '--quiet', '-am', 'mine');
    const fork = await bench.manager.open(
      { job: 'fork', branch: 'codewright/f', repository, from: { job: 'parent', checkpoint: point.commit } },
      bench.signal,
    );
    expect(fork.base).toBe(parent.base);
    expect((await fork.changes({ signal: bench.signal })).map(({ path }) => path)).toEqual(['a.txt']);
    const { commit } = await fork.commit('fork', bench.signal);
    await fork.deliver(commit, bench.signal);
    expect(bench.git(repository, 'diff', '--name-only', 'main...codewright/f')).toBe('a.txt');
  });

  test('is not needed to look at a retired workspace: it is found with what was committed', async () => {
    const workspace = await bench.manager.open({ job: 'job-1', branch: 'main' }, bench.signal);
    await workspace.write('a.txt', 'one\n');
    const { tree } = await workspace.commit('one', bench.signal);
    await workspace.retire();
    expect(existsSync(workspace.root)).toBe(false);
    const found = await bench.manager.find('job-1', bench.signal);
    expect(await found?.treeHash(bench.signal)).toBe(tree);
    expect(await bench.manager.find('job-2', bench.signal)).toBeNull();
  });

  test('of a job whose workspace is gone is refused', async () => {
    const from = { job: 'gone', checkpoint: 'a'.repeat(40) };
    await expect(bench.manager.open({ job: 'fork', branch: 'main', from }, bench.signal)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      hint: expect.any(String),
    });
  });
});

describe('merging a result', () => {
  async function result(repository: string): Promise<string> {
    const workspace = await bench.manager.open({ job: 'job-1', branch: 'codewright/x', repository }, bench.signal);
    await workspace.write('a.txt', 'better\n');
    const { commit } = await workspace.commit('better', bench.signal);
    await workspace.deliver(commit, bench.signal);
    return commit;
  }
  const merge = (repository: string) => bench.manager.merge({ repository, branch: 'codewright/x' }, bench.signal);

  test('moves the branch that is checked out, and runs none of the repository’s commands', async () => {
    const repository = bench.repository('repo', { 'a.txt': 'a\n' });
    const commit = await result(repository);
    const { path, command } = marker(bench, 'hook');
    for (const hook of ['post-merge', 'pre-merge-commit', 'reference-transaction', 'post-checkout']) {
      writeFileSync(join(repository, '.git/hooks', hook), `#!/bin/sh\n${command} </dev/null\n`, { mode: 0o755 });
    }
    bench.git(repository, 'config', 'core.fsmonitor', command);
    expect(await merge(repository)).toEqual({ branch: 'main', commit });
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(join(repository, 'a.txt'), 'utf8')).toBe('better\n');
    // The control: the user's own git runs them.
    bench.git(repository, 'checkout', '--quiet', '-b', 'other');
    expect(existsSync(path)).toBe(true);
  });

  test('leaves a tree with uncommitted changes, or with a conflict, as it was', async () => {
    const repository = bench.repository('repo', { 'a.txt': 'a\n' });
    await result(repository);
    bench.put(repository, { 'a.txt': 'mine\n' });
    await expect(merge(repository)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/not committed in .*: a\.txt;/),
    });
    expect(readFileSync(join(repository, 'a.txt'), 'utf8')).toBe('mine\n');
    bench.git(repository, 'commit', '--quiet', '-am', 'mine');
    const head = bench.git(repository, 'rev-parse', 'HEAD');
    await expect(merge(repository)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('a.txt'),
    });
    expect(bench.git(repository, 'rev-parse', 'HEAD')).toBe(head);
    expect(bench.git(repository, 'status', '--porcelain')).toBe('');
    expect(readFileSync(join(repository, 'a.txt'), 'utf8')).toBe('mine\n');
    // The same conflict where something else is not committed: found without touching the tree.
    bench.put(repository, { 'own.txt': 'mine\n' });
    await expect(merge(repository)).rejects.toMatchObject({
      message: expect.stringMatching(/does not merge cleanly: a\.txt;/),
    });
    expect(bench.git(repository, 'status', '--porcelain')).toContain('?? own.txt');
    expect(bench.git(repository, 'rev-parse', 'HEAD')).toBe(head);
  });

  test('leaves alone what is not committed and what the branch does not change, but for what is staged', async () => {
    const repository = bench.repository('repo', { 'a.txt': 'a\n', 'b.txt': 'b\n' });
    const commit = await result(repository);
    bench.put(repository, { 'b.txt': 'mine\n', '.codewright/workflows/w.yaml': 'name: w\n', 'a b\nc.txt': 'odd\n' });
    bench.git(repository, 'add', 'b.txt');
    await expect(merge(repository)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('staged'),
    });
    bench.git(repository, 'reset', '--quiet');
    expect(await merge(repository)).toEqual({ branch: 'main', commit });
    expect(readFileSync(join(repository, 'a.txt'), 'utf8')).toBe('better\n');
    expect(readFileSync(join(repository, 'b.txt'), 'utf8')).toBe('mine\n');
    expect(readFileSync(join(repository, '.codewright/workflows/w.yaml'), 'utf8')).toBe('name: w\n');
    expect(bench.git(repository, 'diff', '--cached', '--name-only')).toBe('');
  });
});
