import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
  chmodSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Workspace, WorkspaceManager } from './contract.ts';
import { type Bench, openBench } from './testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

const sh = (workspace: Pick<Workspace, 'exec'>, script: string) =>
  workspace.exec({ argv: ['/bin/sh', '-c', script], signal: bench.signal });

describe('a new project', () => {
  const open = () =>
    bench.manager.open({ job: 'job-1', branch: 'main', output: join(bench.folder, 'out') }, bench.signal);

  test('goes from the first file to a delivered repository', async () => {
    const workspace = await open();
    expect(workspace.base).toBeNull();
    await workspace.write('src/index.ts', 'export const one = 1;\n');
    await workspace.write('bin/run', '#!/bin/sh\necho hello\n', { executable: true });
    const ran = await sh(workspace, './bin/run > said; cat said');
    expect(ran).toMatchObject({ outcome: 'exited', exitCode: 0, stdout: 'hello\n' });

    const { commit, tree, files } = await workspace.commit('First version', bench.signal);
    expect(files).toBe(3);
    expect(await workspace.treeHash(bench.signal)).toBe(tree);

    const clone = await workspace.cleanClone(commit, bench.signal);
    expect(clone.tree).toBe(tree);
    expect((await sh(clone, 'cat said; git log --format=%s; git status --porcelain')).stdout).toBe(
      'hello\nFirst version\n',
    );
    await clone.dispose();
    expect(existsSync(clone.root)).toBe(false);

    const delivery = await workspace.deliver(commit, bench.signal);
    const out = join(bench.folder, 'out');
    expect(delivery).toEqual({ kind: 'folder', path: out, branch: 'main', commit });
    expect(bench.git(out, 'rev-parse', 'HEAD')).toBe(commit);
    expect(bench.git(out, 'status', '--porcelain')).toBe('');
    expect(bench.git(out, 'fsck', '--full')).toBe('');
    expect(execFileSync(join(out, 'bin/run'), { env: {}, encoding: 'utf8' })).toBe('hello\n');
    expect(existsSync(join(out, '.git/hooks'))).toBe(false);
    expect(existsSync(join(out, '.git/objects/info/alternates'))).toBe(false);
  });

  test('is found as it was left by another process', async () => {
    const first = await open();
    await first.write('a.txt', 'a');
    const point = await first.checkpoint('one', bench.signal);
    const second = await bench.reopened().open({ job: 'job-1', branch: 'main' }, bench.signal);
    expect((await second.read('a.txt')).toString()).toBe('a');
    expect(await second.checkpoint('two', bench.signal)).toMatchObject({ commit: point.commit, tree: point.tree });
  });

  test('refuses an output folder that holds something, and a file in its place', async () => {
    bench.put(bench.folder, { 'full/mine.txt': 'mine', file: '' });
    for (const [output, message] of [
      ['full', /not empty/],
      ['file', /is a file/],
    ] as const) {
      const opening = bench.manager.open(
        { job: 'job-2', branch: 'main', output: join(bench.folder, output) },
        bench.signal,
      );
      await expect(opening).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringMatching(message),
        hint: expect.any(String),
      });
    }
    expect(readFileSync(join(bench.folder, 'full/mine.txt'), 'utf8')).toBe('mine');
    mkdirSync(join(bench.folder, 'empty'));
    await expect(
      bench.manager.open({ job: 'job-2', branch: 'main', output: join(bench.folder, 'empty') }, bench.signal),
    ).resolves.toBeDefined();
  });

  test('does not write over what came into the output folder meanwhile', async () => {
    const workspace = await open();
    await workspace.write('a.txt', 'a');
    const { commit } = await workspace.commit('a', bench.signal);
    bench.put(join(bench.folder, 'out'), { 'a.txt': 'mine' });
    await expect(workspace.deliver(commit, bench.signal)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(readFileSync(join(bench.folder, 'out/a.txt'), 'utf8')).toBe('mine');
  });

  test('is delivered a second time on top of the first, unless the user changed it', async () => {
    const workspace = await open();
    await workspace.write('a.txt', 'one\n');
    await workspace.deliver((await workspace.commit('one', bench.signal)).commit, bench.signal);
    await workspace.write('a.txt', 'two\n');
    const second = await workspace.commit('two', bench.signal);
    await workspace.deliver(second.commit, bench.signal);
    await workspace.deliver(second.commit, bench.signal);
    const out = join(bench.folder, 'out');
    expect(readFileSync(join(out, 'a.txt'), 'utf8')).toBe('two\n');
    expect(bench.git(out, 'status', '--porcelain')).toBe('');
    writeFileSync(join(out, 'a.txt'), 'mine\n');
    await workspace.write('a.txt', 'three\n');
    const third = await workspace.commit('three', bench.signal);
    await expect(workspace.deliver(third.commit, bench.signal)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(readFileSync(join(out, 'a.txt'), 'utf8')).toBe('mine\n');
  });
});

describe('a checkpoint', () => {
  const open = () => bench.manager.open({ job: 'job-1', branch: 'main' }, bench.signal);

  test('is the same for the same tree, and named per step', async () => {
    const workspace = await open();
    await workspace.write('a.txt', 'a');
    const one = await workspace.checkpoint('build/turn-1/call-0', bench.signal);
    const two = { ...one, ref: 'refs/codewright/build+turn-1' };
    expect(await workspace.checkpoint('build/turn-1', bench.signal)).toEqual(two);
    const listed = await sh(workspace, 'git for-each-ref --format="%(refname) %(objectname)" refs/codewright');
    expect(listed.stdout).toBe(`${two.ref} ${one.commit}\n${one.ref} ${one.commit}\n`);
    expect(await workspace.findCheckpoint('build/turn-1')).toBe(one.commit);
    expect(await workspace.findCheckpoint('build/turn-2')).toBeNull();
    await workspace.write('a.txt', 'b');
    expect(await workspace.treeHash(bench.signal)).not.toBe(one.tree);
    await workspace.write('a.txt', 'a');
    expect((await workspace.checkpoint('back', bench.signal)).commit).toBe(one.commit);
    // A name that is given anew, or is forgotten, takes no other along.
    await workspace.checkpoint('next', bench.signal);
    await workspace.write('a.txt', 'c');
    const other = await workspace.checkpoint('back', bench.signal);
    await workspace.forget('build/turn-1');
    for (const [name, commit] of Object.entries({ 'build/turn-1': null, next: one.commit, back: other.commit }))
      expect(await workspace.findCheckpoint(name)).toBe(commit);
  });

  test('puts back what was deleted, changed, added, made executable, linked or replaced by a folder; ignored files stay', async () => {
    const workspace = await open();
    bench.put(workspace.root, {
      '.gitignore': 'dist/\n*.log\n',
      'deleted.txt': 'deleted',
      'changed.txt': 'changed',
      'mode.sh': 'echo',
      'deep/er/file.txt': 'deep',
      'folder-later': 'a file',
      'target.txt': 'target',
      'crlf.txt': 'one\r\ntwo\r\n',
      '.gitattributes': '* text=auto eol=lf\n*.txt filter=upper ident\n',
      'dist/kept.js': 'kept',
    });
    symlinkSync('target.txt', join(workspace.root, 'link'));
    chmodSync(join(workspace.root, 'mode.sh'), 0o755);
    await sh(workspace, 'true');
    const point = await workspace.checkpoint('before', bench.signal);
    const script = [
      'rm deleted.txt; echo other > changed.txt; chmod 644 mode.sh; rm -r deep; echo > deep',
      'rm folder-later; mkdir folder-later; echo x > folder-later/x; ln -sf changed.txt link; echo x > crlf.txt',
      'mkdir -p new/folder; echo n > new/folder/file; echo l > kept.log; echo new > dist/new.js',
      // Rules made since must protect nothing but what the old rules protect.
      'echo sneaky.txt >> .gitignore; echo s > sneaky.txt; chmod 755 target.txt',
    ].join('\n');
    expect((await sh(workspace, script)).exitCode).toBe(0);
    await workspace.restore(point.commit, bench.signal);

    const read = (path: string) => readFileSync(join(workspace.root, path), 'utf8');
    expect(read('deleted.txt')).toBe('deleted');
    expect(read('changed.txt')).toBe('changed');
    expect(read('deep/er/file.txt')).toBe('deep');
    expect(read('folder-later')).toBe('a file');
    expect(read('crlf.txt')).toBe('one\r\ntwo\r\n');
    expect(readlinkSync(join(workspace.root, 'link'))).toBe('target.txt');
    expect(statSync(join(workspace.root, 'mode.sh')).mode & 0o111).not.toBe(0);
    expect(statSync(join(workspace.root, 'target.txt')).mode & 0o111).toBe(0);
    expect(existsSync(join(workspace.root, 'new'))).toBe(false);
    expect(existsSync(join(workspace.root, 'sneaky.txt'))).toBe(false);
    expect(read('kept.log')).toBe('l\n');
    expect(read('dist/kept.js')).toBe('kept');
    expect(read('dist/new.js')).toBe('new\n');
    expect(await workspace.treeHash(bench.signal)).toBe(point.tree);
  });

  test('sees a change that keeps size and modification time', async () => {
    const workspace = await open();
    await workspace.write('a.txt', 'one');
    await sh(workspace, 'touch -d 2001-01-01 a.txt; sleep 0.05');
    const one = await workspace.treeHash(bench.signal);
    await sh(workspace, 'printf two > a.txt; touch -d 2001-01-01 a.txt');
    const two = await workspace.treeHash(bench.signal);
    expect(two).not.toBe(one);
  });

  test.each([
    ['in a file each', () => undefined],
    ['in a pack', (repository: string) => bench.git(repository, 'gc', '--quiet')],
  ])(
    'of our own edits is made without git, and is the very commit that git would make, where trees lie %s',
    async (_, arrange) => {
      const repository = bench.repository('repo', {
        'src/deep/ä b.txt': 'one\n',
        'src/other.txt': 'other\n',
        'run.sh': 'echo\n',
        '.gitignore': 'out\n',
      });
      chmodSync(join(repository, 'run.sh'), 0o755);
      bench.git(repository, 'commit', '--quiet', '-am', 'mode');
      arrange(repository);
      const workspace = await bench.manager.open({ job: 'job-2', branch: 'codewright/x', repository }, bench.signal);
      const git = join(workspace.root, '../git');
      const index = statSync(join(git, 'index')).mtimeMs;
      const edits: [string, string][] = [
        ['src/deep/ä b.txt', 'two\n'],
        ['run.sh', 'echo two\n'],
        ['src/deep/ä b.txt', 'one\n'],
        ['src/other.txt', 'other two\n'],
      ];
      const quick = [];
      for (const [path, content] of edits) {
        await workspace.write(path, content);
        quick.push(await workspace.checkpoint(`quick-${quick.length}`, bench.signal));
      }
      expect(statSync(join(git, 'index')).mtimeMs).toBe(index);
      expect((await sh(workspace, 'git fsck --full --strict')).stderr).toBe('');
      // The control: another process, which knows nothing, has git look at the same trees.
      const other = await bench.reopened().open({ job: 'job-2', branch: 'codewright/x', repository }, bench.signal);
      expect(await other.checkpoint('control', bench.signal)).toMatchObject({
        commit: quick.at(-1)?.commit,
        tree: quick.at(-1)?.tree,
      });
      for (const point of quick) {
        await other.restore(point.commit, bench.signal);
        expect(await other.checkpoint('again', bench.signal)).toMatchObject({ commit: point.commit, tree: point.tree });
      }
      expect(
        await other.diff({ from: quick[0]?.commit ?? '', to: quick[1]?.commit ?? '', signal: bench.signal }),
      ).toMatch(/run\.sh/);
      // Back in the first: what git's index never saw is there after a command too, and after a new file and an ignore rule.
      await workspace.write('src/other.txt', 'other two\n');
      await workspace.write('new.txt', 'new\n');
      await workspace.write('.gitignore', 'out\nnew.txt\n');
      expect((await workspace.changes({ signal: bench.signal })).map(({ path }) => path).sort()).toEqual([
        '.gitignore',
        'run.sh',
        'src/other.txt',
      ]);
    },
  );

  test('puts back what was changed behind forged times', async () => {
    const workspace = await open();
    await workspace.write('a.txt', 'one');
    await sh(workspace, 'touch -d 2001-01-01 a.txt');
    const point = await workspace.checkpoint('one', bench.signal);
    await sh(workspace, 'printf two > a.txt; touch -d 2001-01-01 a.txt');
    await workspace.restore(point.commit, bench.signal);
    expect((await workspace.read('a.txt')).toString()).toBe('one');
  });

  test('takes in the files of a repository that something made inside the tree', async () => {
    const workspace = await open();
    await sh(
      workspace,
      'mkdir app && cd app && git init -q && echo hello > file && git add -A && git -c user.name=n -c user.email=e commit -qm x',
    );
    await sh(workspace, 'mkdir bare && cd bare && git init -q && echo world > file');
    const { commit } = await workspace.commit('all', bench.signal);
    const clone = await workspace.cleanClone(commit, bench.signal);
    expect((await sh(clone, 'cat app/file bare/file')).stdout).toBe('hello\nworld\n');
    expect(existsSync(join(workspace.root, 'app/.git/HEAD'))).toBe(true);
  });

  test('starts no git while nothing changed', async () => {
    const workspace = await open();
    await workspace.write('a.txt', 'a');
    await sh(workspace, 'sleep 0.05');
    await workspace.checkpoint('one', bench.signal);
    const git = join(workspace.root, '../git');
    const before = statSync(join(git, 'index')).mtimeMs;
    rmSync(join(git, 'index'));
    await sh(workspace, 'cat a.txt');
    await workspace.checkpoint('two', bench.signal);
    expect(existsSync(join(git, 'index'))).toBe(false);
    // The control: a new file starts it.
    await workspace.write('b.txt', 'b');
    await workspace.checkpoint('three', bench.signal);
    expect(lstatSync(join(git, 'index')).mtimeMs).toBeGreaterThanOrEqual(before);
  });
});

describe('the commands of the work', () => {
  test('can read the git directory and not write it', async () => {
    const workspace = await bench.manager.open({ job: 'job-1', branch: 'main' }, bench.signal);
    await workspace.write('a.txt', 'a');
    await workspace.commit('a', bench.signal);
    const git = join(workspace.root, '../git');
    const before = readFileSync(join(git, 'config'), 'utf8');
    const ran = await sh(
      workspace,
      `git log --format=%s; git config core.fsmonitor /tmp/x; echo x >> "${git}/config"; echo x > .git; rm -f .git; mv .git other; ls -A`,
    );
    expect(ran.stdout).toBe('a\n.git\na.txt\n');
    expect(readFileSync(join(git, 'config'), 'utf8')).toBe(before);
    expect(readFileSync(join(workspace.root, '.git'), 'utf8')).toBe(`gitdir: ${git}\n`);
    expect((await sh(workspace, 'echo b > a.txt; cat a.txt')).stdout).toBe('b\n');
  });
});

test('sweeping removes the workspaces of jobs that are over, whatever their modes', async () => {
  const one = await bench.manager.open({ job: 'job-1', branch: 'main' }, bench.signal);
  await bench.manager.open({ job: 'job-2', branch: 'main' }, bench.signal);
  await sh(one, 'mkdir -p locked/in; echo x > locked/in/f; chmod 000 locked/in; chmod 500 locked');
  expect(await bench.manager.sweep(async (job) => job === 'job-1')).toEqual(['job-1']);
  expect(existsSync(join(bench.stateDir, 'workspaces/job-1'))).toBe(false);
  expect(existsSync(join(bench.stateDir, 'workspaces/job-2'))).toBe(true);
});

describe('a workspace that a crash cut off', () => {
  const open = (manager: WorkspaceManager) => manager.open({ job: 'job-1', branch: 'main' }, bench.signal);

  test('in the middle of its creation begins anew', async () => {
    bench.put(join(bench.stateDir, 'workspaces/job-1'), {
      'tree/half.txt': 'half',
      'git/HEAD': 'broken',
      'git/index.lock': '',
    });
    const workspace = await open(bench.manager);
    expect(existsSync(join(workspace.root, 'half.txt'))).toBe(false);
    await workspace.write('a.txt', 'a');
    expect((await workspace.commit('a', bench.signal)).files).toBe(1);
  });

  test('while git ran goes on, whatever locks and temporary files are left', async () => {
    const workspace = await open(bench.manager);
    await workspace.write('a.txt', 'one');
    const { commit } = await workspace.commit('one', bench.signal);
    const point = await workspace.checkpoint('step', bench.signal);
    const git = join(workspace.root, '../git');
    for (const lock of ['index.lock', 'HEAD.lock', 'refs/heads/main.lock', 'packed-refs.lock'])
      writeFileSync(join(git, lock), '');
    writeFileSync(join(workspace.root, '../scratch/write-left'), 'left');
    writeFileSync(join(workspace.root, 'a.txt'), 'cut off');
    const again = await open(bench.reopened());
    expect(await again.findCheckpoint('step')).toBe(point.commit);
    await again.restore(point.commit, bench.signal);
    expect((await again.read('a.txt')).toString()).toBe('one');
    await again.write('a.txt', 'two');
    await again.commit('two', bench.signal);
    expect((await again.status(bench.signal)).head).not.toBe(commit);
    expect(existsSync(join(workspace.root, '../scratch/write-left'))).toBe(false);
  });

  test('while it was handed over is handed over again', async () => {
    const output = join(bench.folder, 'out');
    const workspace = await bench.manager.open({ job: 'job-1', branch: 'main', output }, bench.signal);
    await workspace.write('a.txt', 'a');
    await workspace.write('b.txt', 'b');
    const { commit } = await workspace.commit('ab', bench.signal);
    // As a crash between two entries leaves it: begun, and half of it there.
    const file = join(workspace.root, '../workspace.json');
    const state = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...state, delivery: { commit, finished: false } }));
    bench.put(output, { 'a.txt': 'ha' });
    const again = await bench.reopened().open({ job: 'job-1', branch: 'main', output }, bench.signal);
    await again.deliver(commit, bench.signal);
    expect(bench.git(output, 'status', '--porcelain')).toBe('');
    expect(readFileSync(join(output, 'a.txt'), 'utf8')).toBe('a');
  });
});

test('without a real sandbox, asked for by name, the same work comes out the same', async () => {
  const plain = openBench('process');
  onTestFinished(() => plain[Symbol.asyncDispose]());
  const open = (from: Bench) =>
    from.manager.open({ job: 'job-1', branch: 'main', output: join(from.folder, 'out') }, from.signal);
  const trees: string[] = [];
  for (const each of [bench, plain]) {
    const workspace = await open(each);
    await workspace.write('a.txt', 'a\n');
    await sh(workspace, 'mkdir sub; cd sub; git init -q; echo x > file; cd ..; ln -s a.txt link');
    const point = await workspace.checkpoint('one', each.signal);
    await sh(workspace, 'rm -r a.txt sub');
    await workspace.restore(point.commit, each.signal);
    const { commit, tree } = await workspace.commit('all', each.signal);
    trees.push(point.tree, tree);
    await workspace.deliver(commit, each.signal);
    expect(readFileSync(join(each.folder, 'out/sub/file'), 'utf8')).toBe('x\n');
  }
  expect(new Set(trees).size).toBe(1);
});
