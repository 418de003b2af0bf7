import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Workspace } from './contract.ts';
import { openBench } from './testing.ts';
import type { Bench } from './testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

const open = (repository: string): Promise<Workspace> =>
  bench.manager.open({ job: 'job-1', branch: 'codewright/fix', repository }, bench.signal);
const sh = (workspace: Pick<Workspace, 'exec'>, script: string) =>
  workspace.exec({ argv: ['/bin/sh', '-c', script], signal: bench.signal });

describe('a patch', () => {
  const link = (target: string) =>
    `diff --git a/link b/link\nnew file mode 120000\n--- /dev/null\n+++ b/link\n@@ -0,0 +1 @@\n+${target}\n\\ No newline at end of file\n`;

  test('may not make a link out of the tree, which git apply itself allows', async () => {
    const workspace = await open(bench.repository('repo', { 'a.txt': 'one\n', 'in/b.txt': 'b\n' }));
    for (const target of ['/etc/passwd', '../../outside', 'in/../../x', '.git/config']) {
      await expect(workspace.applyPatch(link(target), bench.signal)).rejects.toThrow(/symbolic link/);
      expect(existsSync(join(workspace.root, 'link'))).toBe(false);
    }
    expect(await workspace.applyPatch(link('in/b.txt'), bench.signal)).toEqual({ files: ['link'] });
    expect(readFileSync(join(workspace.root, 'link'), 'utf8')).toBe('b\n');
    // The control: plain git takes it.
    const plain = bench.repository('plain', { 'a.txt': 'one\n' });
    execFileSync('git', ['apply'], { cwd: plain, input: link('/etc/passwd'), env: { PATH: '/usr/bin:/bin' } });
    expect(readFileSync(join(plain, 'link'), 'utf8')).toContain('root:');
  });

  test('that points an existing link elsewhere is refused', async () => {
    const repository = bench.repository('repo', { 'a.txt': 'one\n' });
    symlinkSync('a.txt', join(repository, 'link'));
    bench.git(repository, 'add', 'link');
    bench.git(repository, 'commit', '--quiet', '-m', 'link');
    const workspace = await open(repository);
    const patch =
      '--- a/link\n+++ b/link\n@@ -1 +1 @@\n-a.txt\n\\ No newline at end of file\n+/etc/passwd\n\\ No newline at end of file\n';
    await expect(workspace.applyPatch(patch, bench.signal)).rejects.toThrow(/symbolic link/);
  });

  test('may not name .git, an absolute path, or a file beyond a link', async () => {
    const workspace = await open(bench.repository('repo', { 'a.txt': 'one\n' }));
    await sh(workspace, 'ln -s /tmp out');
    for (const path of ['.git/hooks/post-checkout', '.GIT/config', '/etc/x', '../x', 'out/x', 'sub/.git/config']) {
      const patch = `--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+x\n`;
      await expect(workspace.applyPatch(patch, bench.signal)).rejects.toThrow();
    }
  });

  test('applies whole or not at all, with additions, deletions, renames and modes', async () => {
    const workspace = await open(bench.repository('repo', { 'a.txt': 'one\n', 'b.txt': 'two\n', 'c.txt': 'three\n' }));
    await workspace.write('uncommitted.txt', 'x\n');
    const good =
      '--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+ONE\n' +
      'diff --git a/b.txt b/b.txt\ndeleted file mode 100644\n--- a/b.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-two\n' +
      'diff --git a/c.txt b/d.sh\nold mode 100644\nnew mode 100755\nsimilarity index 100%\nrename from c.txt\nrename to d.sh\n' +
      'diff --git a/uncommitted.txt b/uncommitted.txt\n--- a/uncommitted.txt\n+++ b/uncommitted.txt\n@@ -1 +1 @@\n-x\n+y\n';
    const bad = `${good}diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-nothing\n+x\n`;
    const before = await workspace.treeHash(bench.signal);
    await expect(workspace.applyPatch(bad, bench.signal)).rejects.toThrow(/does not apply/);
    expect(await workspace.treeHash(bench.signal)).toBe(before);
    expect((await workspace.applyPatch(good, bench.signal)).files.sort()).toEqual([
      'a.txt',
      'b.txt',
      'c.txt',
      'd.sh',
      'uncommitted.txt',
    ]);
    expect((await sh(workspace, 'cat a.txt uncommitted.txt d.sh; test -x d.sh && ls')).stdout).toBe(
      'ONE\ny\nthree\na.txt\nd.sh\nuncommitted.txt\n',
    );
  });
});

describe('paths', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await open(bench.repository('repo', { 'a.txt': 'inside\n', 'dir/b.txt': 'b\n' }));
    bench.put(bench.folder, { 'secret/key': 'secret' });
  });

  test('that are absolute, climb, hold NUL or name .git in any spelling are refused', async () => {
    const bad = [
      '/etc/passwd',
      '../x',
      'dir/../../x',
      'dir/..',
      'a\0b',
      '.git',
      '.git/config',
      '.GIT/config',
      'dir/.Git/x',
      '.g\u200cit/x',
      'git~1/x',
      '.git /x',
      '.git::$INDEX_ALLOCATION/x',
      'C:\\x',
    ];
    for (const path of bad) {
      await expect(workspace.resolve(path, 'read'), path).rejects.toMatchObject({ code: 'TOOL_FAILED' });
      await expect(workspace.write(path, 'x'), path).rejects.toMatchObject({ code: 'TOOL_FAILED' });
    }
    expect(await workspace.resolve('./dir//b.txt', 'read')).toBe(join(workspace.root, 'dir/b.txt'));
    expect(await workspace.resolve('.github/x.yml', 'write')).toBe(join(workspace.root, '.github/x.yml'));
    expect(await workspace.resolve('.gitignore', 'write')).toBe(join(workspace.root, '.gitignore'));
  });

  test('are followed through links only while these stay inside', async () => {
    const secret = join(bench.folder, 'secret');
    await sh(
      workspace,
      `ln -s ${secret} out; ln -s ${secret}/key key; ln -s dir alias; ln -s .git g; ln -s loop loop; ln -s none dangling; ln -s a.txt good; mkfifo pipe; ln -s out again`,
    );
    for (const path of ['out/key', 'key', 'g', 'loop', 'dangling', 'dangling/x', 'again/key', 'pipe', 'a.txt/x']) {
      await expect(workspace.read(path), path).rejects.toMatchObject({ code: 'TOOL_FAILED' });
    }
    for (const path of [
      'out/new',
      'key',
      'g',
      'loop',
      'dangling',
      'dangling/x',
      'again/new',
      'pipe',
      'good',
      'a.txt/x',
      'dir',
    ]) {
      await expect(workspace.write(path, 'x'), path).rejects.toMatchObject({ code: 'TOOL_FAILED' });
    }
    expect((await workspace.read('alias/b.txt')).toString()).toBe('b\n');
    expect((await workspace.read('good')).toString()).toBe('inside\n');
    await workspace.write('alias/new.txt', 'new');
    expect(readFileSync(join(workspace.root, 'dir/new.txt'), 'utf8')).toBe('new');
    expect(existsSync(join(secret, 'new'))).toBe(false);
    expect(readFileSync(join(secret, 'key'), 'utf8')).toBe('secret');
  });

  test('that are hard-linked are not written through, and keep their mode', async () => {
    await sh(workspace, 'chmod 750 a.txt; ln a.txt twin');
    expect(await workspace.write('a.txt', 'new')).toEqual({ created: false, bytes: 3 });
    expect((await workspace.read('twin')).toString()).toBe('inside\n');
    expect((await sh(workspace, 'stat -c %a a.txt')).stdout).toBe('750\n');
    rmSync(join(workspace.root, 'a.txt'));
    expect(await workspace.write('a.txt', 'x', { executable: true })).toEqual({ created: true, bytes: 1 });
    expect((await sh(workspace, 'stat -c %a a.txt')).stdout).toBe('755\n');
  });
});
