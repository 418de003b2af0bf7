import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBench } from './testing.ts';
import type { Bench } from './testing.ts';

let bench: Bench;
let repository: string;
beforeEach(() => {
  bench = openBench();
  repository = bench.repository('user', { 'a.txt': 'a\n', 'in/b.txt': 'b\n' });
});
afterEach(() => bench[Symbol.asyncDispose]());

const folders = () => readdirSync(join(bench.stateDir, 'workspaces'));

describe('a workspace that was begun before its job', () => {
  test('becomes the workspace of the job, the same as one made for it', async () => {
    await bench.manager.begin(repository);
    bench.git(repository, 'commit', '--quiet', '--allow-empty', '--message=Later');
    const workspace = await bench.manager.open({ job: 'job-1', branch: 'codewright/x', repository }, bench.signal);
    // The proof that it is the one: a later one would have begun at the later commit.
    expect(workspace.base).toBe(bench.git(repository, 'rev-parse', 'HEAD~1'));
    expect(folders()).toEqual(['job-1']);

    await workspace.write('in/b.txt', 'better\n');
    const { exitCode } = await workspace.exec({ argv: ['sh', '-c', 'echo c >c.txt'], signal: bench.signal });
    expect(exitCode).toBe(0);
    expect((await workspace.changes({ signal: bench.signal })).map(({ path }) => path)).toEqual(['c.txt', 'in/b.txt']);
    const { commit } = await workspace.commit('Better', bench.signal);
    await workspace.deliver(commit, bench.signal);
    expect(bench.git(repository, 'rev-parse', 'codewright/x~1')).toBe(workspace.base);
    expect(bench.git(repository, 'log', '--format=%s', '--first-parent', 'codewright/x', '-1')).toBe('Better');

    const again = await bench.reopened().open({ job: 'job-1', branch: 'codewright/x', repository }, bench.signal);
    expect((await again.status(bench.signal)).branch).toBe('codewright/x');
  });

  test('is taken over while it is still being made', async () => {
    const beginning = bench.manager.begin(repository);
    const workspace = await bench.manager.open({ job: 'job-1', branch: 'codewright/x', repository }, bench.signal);
    await beginning;
    expect((await workspace.read('a.txt')).toString()).toBe('a\n');
    expect(folders()).toEqual(['job-1']);
  });

  test('is left alone by a job that asks for another base or another repository, and then removed', async () => {
    const other = bench.repository('other', { 'o.txt': 'o\n' });
    const base = bench.git(repository, 'rev-parse', 'HEAD');
    bench.git(repository, 'commit', '--quiet', '--allow-empty', '--message=Later');
    await bench.manager.begin(repository);
    const older = { job: 'job-1', branch: 'codewright/x', repository, base };
    expect((await bench.manager.open(older, bench.signal)).base).toBe(base);
    await bench.manager.open({ job: 'job-2', branch: 'codewright/y', repository: other }, bench.signal);
    expect(folders()).toHaveLength(3);
    await bench.manager.discardBegun();
    expect(folders().toSorted()).toEqual(['job-1', 'job-2']);
  });

  test('that failed is no hindrance: the job says what is wrong', async () => {
    const empty = join(bench.folder, 'empty');
    mkdirSync(empty);
    bench.git(empty, 'init', '--quiet');
    await expect(bench.manager.begin(empty)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const opening = bench.manager.open({ job: 'job-1', branch: 'codewright/x', repository: empty }, bench.signal);
    await expect(opening).rejects.toMatchObject({ message: expect.stringContaining('no commit yet') as unknown });
    expect(folders()).toEqual([]);
  });

  test('outlives a sweep by another process while its own runs, and not longer', async () => {
    await bench.manager.begin(repository);
    const dead = join(bench.stateDir, 'workspaces/begun.4194305.1.abc');
    mkdirSync(dead);
    writeFileSync(join(dead, 'x'), '');
    expect(await bench.reopened().sweep(async () => true)).toEqual(['begun.4194305.1.abc']);
    expect(existsSync(dead)).toBe(false);
    expect(folders()).toHaveLength(1);
  });
});

test('a merge outlives a sweep by another process', async () => {
  bench.git(repository, 'checkout', '--quiet', '-b', 'codewright/x');
  bench.git(repository, 'commit', '--quiet', '--allow-empty', '--message=Better');
  bench.git(repository, 'checkout', '--quiet', '-');
  const merging = bench.manager.merge({ repository, branch: 'codewright/x' }, bench.signal);
  expect(await bench.reopened().sweep(async () => true)).toEqual([]);
  await merging;
  expect(bench.git(repository, 'log', '-1', '--format=%s')).toBe('Better');
  expect(folders()).toEqual([]);
});
