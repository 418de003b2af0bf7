import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Workspace } from './contract.ts';
import { marker, openBench } from './testing.ts';
import type { Bench } from './testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

const open = (repository: string, more: { job?: string; base?: string; branch?: string } = {}): Promise<Workspace> =>
  bench.manager.open(
    { job: more.job ?? 'job-1', branch: more.branch ?? 'codewright/fix', repository, ...more },
    bench.signal,
  );
const sh = (workspace: Pick<Workspace, 'exec'>, script: string) =>
  workspace.exec({ argv: ['/bin/sh', '-c', script], signal: bench.signal });

describe('an existing repository', () => {
  test('is changed by nothing but the branch that is delivered', async () => {
    const repository = bench.repository('user repo', { 'a.txt': 'a\n', 'b.txt': 'b\n' });
    bench.put(repository, { 'a.txt': 'my uncommitted change\n', 'untracked.txt': 'mine' });
    const status = bench.git(repository, 'status', '--porcelain');
    const config = readFileSync(join(repository, '.git/config'), 'utf8');
    const index = readFileSync(join(repository, '.git/index'));

    const workspace = await open(repository);
    expect((await workspace.read('a.txt')).toString()).toBe('a\n');
    await expect(workspace.read('untracked.txt')).rejects.toThrow(/no file/);
    expect(await workspace.status(bench.signal)).toMatchObject({
      branch: 'codewright/fix',
      base: bench.git(repository, 'rev-parse', 'HEAD'),
      head: workspace.base,
      changes: [],
      userTreeDirty: true,
    });

    await workspace.write('b.txt', 'better\n');
    await sh(workspace, 'git mv a.txt moved.txt 2>/dev/null; mv a.txt moved.txt; head -c 3000 /dev/urandom > blob.bin');
    expect(await workspace.changes({ signal: bench.signal })).toEqual(
      [
        { path: 'blob.bin', status: 'added', added: 0, removed: 0, binary: true },
        { path: 'b.txt', status: 'modified', added: 1, removed: 1, binary: false },
        { path: 'moved.txt', status: 'renamed', added: 0, removed: 0, binary: false },
      ].sort((x, y) => (x.path < y.path ? -1 : 1)),
    );
    expect(await workspace.diff({ paths: ['b.txt'], signal: bench.signal })).toContain('-b\n+better\n');

    const { commit } = await workspace.commit('Better', bench.signal);
    const delivery = await workspace.deliver(commit, bench.signal);
    expect(delivery).toEqual({ kind: 'branch', path: repository, branch: 'codewright/fix', commit });
    expect(await workspace.deliver(commit, bench.signal)).toEqual(delivery);
    expect(bench.git(repository, 'rev-parse', 'codewright/fix')).toBe(commit);
    expect(bench.git(repository, 'show', 'codewright/fix:b.txt')).toBe('better');
    expect(bench.git(repository, 'fsck', '--full')).toBe('');
    expect(bench.git(repository, 'status', '--porcelain')).toBe(status);
    expect(readFileSync(join(repository, '.git/config'), 'utf8')).toBe(config);
    expect(readFileSync(join(repository, '.git/index'))).toEqual(index);
    expect(bench.git(repository, 'branch', '--show-current')).toBe('main');
  });

  test('may have spaces, quotes, newlines and letters of all kinds in its path and its files', async () => {
    const repository = bench.repository('a "b" \'c\'\nd \\ é $HOME', { 'ü "x" \n y.txt': 'one\n', '-rf': 'dash\n' });
    const workspace = await open(repository);
    await workspace.write('ü "x" \n y.txt', 'two\n');
    await workspace.write('-rf', 'dash dash\n');
    expect((await workspace.changes({ signal: bench.signal })).map(({ path }) => path)).toEqual([
      '-rf',
      'ü "x" \n y.txt',
    ]);
    const { commit } = await workspace.commit('two', bench.signal);
    const clone = await workspace.cleanClone(commit, bench.signal);
    expect((await sh(clone, 'cat ./-rf')).stdout).toBe('dash dash\n');
    await workspace.deliver(commit, bench.signal);
    expect(bench.git(repository, 'rev-parse', 'codewright/fix')).toBe(commit);
  });

  test('can be worked on from another base, and compared with its branches and tags by name', async () => {
    const repository = bench.repository('repo', { 'a.txt': 'one\n' });
    bench.git(repository, 'tag', 'v1');
    bench.put(repository, { 'a.txt': 'two\n' });
    bench.git(repository, 'commit', '--quiet', '-am', 'two');
    const workspace = await open(repository, { base: 'v1' });
    expect((await workspace.read('a.txt')).toString()).toBe('one\n');
    expect(await workspace.diff({ from: 'v1', to: 'main', signal: bench.signal })).toContain('+two');
    await expect(workspace.diff({ from: 'nothing', signal: bench.signal })).rejects.toThrow(/no revision nothing/);
    await expect(open(repository, { job: 'job-2', base: 'no-such' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(open(repository, { job: 'job-2', base: '--help' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('keeps its branches: neither delivery nor a new branch moves one of them', async () => {
    const repository = bench.repository('repo', { 'a.txt': 'one\n' });
    const workspace = await open(repository);
    await workspace.createBranch('main', bench.signal);
    expect(workspace.branch).toBe('codewright/main');
    await expect(workspace.createBranch('a..b', bench.signal)).rejects.toThrow(/cannot be the name/);
    await workspace.write('a.txt', 'two\n');
    const { commit } = await workspace.commit('two', bench.signal);
    bench.git(repository, 'branch', 'codewright/main');
    bench.git(repository, 'commit', '--quiet', '--allow-empty', '-m', 'other');
    bench.git(repository, 'branch', '--force', 'codewright/main', 'main');
    const theirs = bench.git(repository, 'rev-parse', 'codewright/main');
    await expect(workspace.deliver(commit, bench.signal)).rejects.toMatchObject({
      code: 'CONFLICT',
      hint: expect.any(String),
    });
    expect(bench.git(repository, 'rev-parse', 'codewright/main')).toBe(theirs);
    bench.git(repository, 'branch', '--quiet', '-D', 'codewright/main');
    bench.git(repository, 'branch', 'codewright');
    await expect(workspace.deliver(commit, bench.signal)).rejects.toMatchObject({ code: 'CONFLICT' });
    bench.git(repository, 'branch', '-D', 'codewright');
    bench.git(repository, 'checkout', '--quiet', '-b', 'codewright/main', 'main~1');
    await expect(workspace.deliver(commit, bench.signal)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/checked out/),
    });
  });

  test('with a branch that stands in the way of every result is refused before any work', async () => {
    const repository = bench.repository('repo', { 'a.txt': 'one\n' });
    bench.git(repository, 'branch', 'codewright');
    await expect(open(repository)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/a branch called codewright/),
    });
    bench.git(repository, 'branch', '-m', 'codewright', 'codewright-old');
    await open(repository);
  });

  test('with a detached HEAD, as a linked worktree, or bare, takes the branch', async () => {
    const repository = bench.repository('repo', { 'a.txt': 'one\n' });
    bench.git(repository, 'worktree', 'add', '--quiet', '-b', 'side', '../linked tree');
    bench.git(repository, 'clone', '--quiet', '--bare', '.', '../bare.git');
    bench.git(repository, 'checkout', '--quiet', '--detach');
    for (const [index, name] of ['repo', 'linked tree', 'bare.git'].entries()) {
      const path = join(bench.folder, name);
      const workspace = await open(path, { job: `job-${index}`, branch: `codewright/b${index}` });
      await workspace.write('a.txt', `from ${name}\n`);
      const { commit } = await workspace.commit('change', bench.signal);
      await workspace.deliver(commit, bench.signal);
      expect(bench.git(path, 'show', `codewright/b${index}:a.txt`)).toBe(`from ${name}`);
    }
  });

  test('that borrows its objects, is shallow, or uses SHA-256 works the same', async () => {
    const origin = bench.repository('origin', { 'a.txt': 'one\n' });
    bench.git(origin, 'commit', '--quiet', '--allow-empty', '-m', 'second');
    bench.git(bench.folder, 'clone', '--quiet', '--shared', 'origin', 'borrower');
    bench.git(bench.folder, 'clone', '--quiet', '--depth=1', `file://${origin}`, 'shallow');
    mkdirSync(join(bench.folder, 'sha256'));
    const sha256 = join(bench.folder, 'sha256');
    bench.git(sha256, 'init', '--quiet', '--object-format=sha256');
    bench.put(sha256, { 'a.txt': 'one\n' });
    bench.git(sha256, 'add', '.');
    bench.git(sha256, 'commit', '--quiet', '-m', 'one');
    for (const name of ['borrower', 'shallow', 'sha256']) {
      const path = join(bench.folder, name);
      const workspace = await open(path, { job: `job-${name}` });
      expect(await workspace.diff({ signal: bench.signal })).toBe('');
      await workspace.write('a.txt', 'two\n');
      const { commit } = await workspace.commit('two', bench.signal);
      const clone = await workspace.cleanClone(commit, bench.signal);
      expect((await sh(clone, 'cat a.txt; git log --format=%s | head -n 1')).stdout).toBe('two\ntwo\n');
      await workspace.deliver(commit, bench.signal);
      expect(bench.git(path, 'rev-parse', 'codewright/fix')).toBe(commit);
    }
  });

  test('keeps its submodules as they are, and says which there are', async () => {
    const library = bench.repository('library', { 'lib.txt': 'lib\n' });
    const repository = bench.repository('repo', { 'a.txt': 'one\n' });
    bench.git(repository, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'vendor/lib');
    bench.git(repository, 'commit', '--quiet', '-m', 'submodule');
    const workspace = await open(repository);
    expect((await workspace.status(bench.signal)).submodules).toEqual(['vendor/lib']);
    await workspace.write('a.txt', 'two\n');
    expect((await workspace.changes({ signal: bench.signal })).map(({ path }) => path)).toEqual(['a.txt']);
    const { commit } = await workspace.commit('two', bench.signal);
    await workspace.deliver(commit, bench.signal);
    expect(bench.git(repository, 'ls-tree', 'codewright/fix', 'vendor/lib')).toMatch(/^160000 commit/);
    // A submodule's own checkout is a repository like any other.
    const inner = await open(join(repository, 'vendor/lib'), { job: 'job-2' });
    expect((await inner.read('lib.txt')).toString()).toBe('lib\n');
  });

  test('that is none, has no commit, is broken, or is only a part of one, is refused with what to do', async () => {
    const empty = join(bench.folder, 'empty');
    mkdirSync(empty);
    bench.git(empty, 'init', '--quiet');
    const repository = bench.repository('repo', { 'sub/a.txt': 'one\n' });
    bench.put(bench.folder, {
      'plain/a.txt': 'x',
      file: 'x',
      'broken/.git': 'gitdir: /nowhere\n',
      'odd/.git': 'hello',
    });
    const cases: [string, RegExp][] = [
      [join(bench.folder, 'plain'), /not a git repository/],
      [join(bench.folder, 'missing'), /nothing at/],
      [join(bench.folder, 'file'), /not a folder/],
      [empty, /no commit yet/],
      [join(bench.folder, 'broken'), /does not exist/],
      [join(bench.folder, 'odd'), /does not name/],
      [join(repository, 'sub'), /not a git repository/],
      ['relative', /not absolute/],
    ];
    for (const [path, message] of cases) {
      await expect(open(path)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringMatching(message),
        hint: expect.any(String),
      });
    }
    await expect(open(join(repository, 'sub'))).rejects.toMatchObject({ hint: expect.stringContaining(repository) });
    // After all these refusals the same job opens.
    await expect(open(repository)).resolves.toBeDefined();
  });

  test('with a branch name that git does not take is refused', async () => {
    const repository = bench.repository('repo', { 'a.txt': 'one\n' });
    await expect(open(repository, { branch: 'a..b' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('commands that a repository names', () => {
  /** A repository whose configuration and attributes name commands for every occasion. */
  function plant(): { repository: string; markers: Record<string, { path: string; command: string }> } {
    const repository = bench.repository('repo', {
      'a.txt': 'one\n',
      '.gitattributes': '*.txt filter=evil diff=evil merge=evil\n',
    });
    const names = ['fsmonitor', 'filter', 'textconv', 'external', 'hook', 'alternates', 'pager'];
    const markers = Object.fromEntries(names.map((name) => [name, marker(bench, name)]));
    const command = (name: string) => markers[name]?.command ?? '';
    const set = (key: string, value: string) => bench.git(repository, 'config', key, value);
    set('core.fsmonitor', command('fsmonitor'));
    set('filter.evil.clean', command('filter'));
    set('filter.evil.smudge', command('filter'));
    set('diff.evil.textconv', command('textconv'));
    set('diff.external', command('external'));
    set('core.alternateRefsCommand', command('alternates'));
    set('core.pager', command('pager'));
    for (const hook of [
      'post-checkout',
      'reference-transaction',
      'pre-commit',
      'post-commit',
      'post-merge',
      'post-index-change',
    ]) {
      const file = join(repository, '.git/hooks', hook);
      mkdirSync(join(repository, '.git/hooks'), { recursive: true });
      writeFileSync(file, `#!/bin/sh\n${command('hook')} </dev/null\n`);
      chmodSync(file, 0o755);
    }
    return { repository, markers };
  }
  const ran = (markers: Record<string, { path: string }>) =>
    Object.keys(markers).filter((name) => existsSync(markers[name]?.path ?? ''));

  test('are run by git on the host and never by us', async () => {
    const { repository, markers } = plant();
    // A touched file makes git ask the filter, so that a missing run below means something.
    bench.put(repository, { 'a.txt': 'my change\n' });

    const workspace = await open(repository);
    await workspace.write('a.txt', 'two\n');
    await workspace.checkpoint('one', bench.signal);
    await workspace.diff({ signal: bench.signal });
    await workspace.status(bench.signal);
    await workspace.applyPatch('--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-two\n+three\n', bench.signal);
    const { commit } = await workspace.commit('three', bench.signal);
    await workspace.restore(commit, bench.signal);
    await (await workspace.cleanClone(commit, bench.signal)).dispose();
    await workspace.deliver(commit, bench.signal);
    expect(bench.git(repository, '-c', 'core.fsmonitor=false', 'rev-parse', 'codewright/fix')).toBe(commit);
    expect(ran(markers)).toEqual([]);

    // The control: the same commands, run as a user runs git.
    const quiet = (...args: string[]) => bench.git(repository, ...args);
    quiet('status');
    quiet('diff');
    quiet('-c', 'diff.external=', 'log', '-p', '--textconv', '-1');
    quiet('checkout', '--quiet', '--force', 'codewright/fix');
    expect(ran(markers)).toEqual(expect.arrayContaining(['fsmonitor', 'filter', 'external', 'textconv', 'hook']));
  });

  test('are not run when an agent plants them in its own tree', async () => {
    const workspace = await bench.manager.open(
      { job: 'job-1', branch: 'main', output: join(bench.folder, 'out') },
      bench.signal,
    );
    const { path, command } = marker(bench, 'planted');
    await workspace.write('.gitattributes', '* filter=evil diff=evil\n');
    await workspace.write('a.txt', 'a\n');
    await sh(
      workspace,
      `git config filter.evil.clean '${command}'; git config core.fsmonitor '${command}'; git config --global filter.evil.clean '${command}'`,
    );
    const { commit } = await workspace.commit('a', bench.signal);
    await workspace.diff({ signal: bench.signal });
    await workspace.deliver(commit, bench.signal);
    expect(existsSync(path)).toBe(false);
    expect(bench.git(join(bench.folder, 'out'), 'show', 'HEAD:a.txt')).toBe('a');
  });

  test('of the user’s template and global configuration do not reach a new project', async () => {
    const { path, command } = marker(bench, 'template');
    bench.put(bench.home, {
      'template/hooks/post-checkout': `#!/bin/sh\n${command} </dev/null\n`,
      '.gitconfig': `[init]\n\ttemplateDir = ${bench.home}/template\n`,
    });
    chmodSync(join(bench.home, 'template/hooks/post-checkout'), 0o755);
    const workspace = await bench.manager.open(
      { job: 'job-1', branch: 'main', output: join(bench.folder, 'out') },
      bench.signal,
    );
    await workspace.write('a.txt', 'a\n');
    await workspace.deliver((await workspace.commit('a', bench.signal)).commit, bench.signal);
    expect(existsSync(path)).toBe(false);
    expect(existsSync(join(bench.folder, 'out/.git/hooks/post-checkout'))).toBe(false);
    // The control: git on the host installs and runs it.
    bench.git(bench.folder, 'clone', '--quiet', 'out', 'cloned');
    expect(existsSync(path)).toBe(true);
  });
});
