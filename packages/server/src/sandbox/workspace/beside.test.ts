import { existsSync, readFileSync } from 'node:fs';
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

const files = { 'a.txt': 'one\ntwo\nthree\n', 'b.txt': 'b\n', '.gitignore': 'deps/\n' };
const open = () =>
  bench.manager.open({ job: 'job', branch: 'codewright/x', repository: bench.repository('repo', files) }, bench.signal);
const text = async (tree: Workspace, path: string) => (await tree.read(path)).toString();
const { signal } = new AbortController();

async function bring(into: Workspace, name: string, from: string) {
  const taken = await into.takeIn(name, `${name}.end`, signal);
  return into.mergeIn({ from, to: taken.commit }, signal);
}

describe('a tree beside another', () => {
  test('begins as the checkpoint, uncommitted work and installed packages too, and changes nothing of the other', async () => {
    const main = await open();
    await main.write('new.txt', 'not committed\n');
    await main.write('deps/x/index.js', 'x\n');
    const put = 'mkdir -p "$PYTHONUSERBASE/lib" && printf p > "$PYTHONUSERBASE/lib/x"';
    await main.exec({ argv: ['/bin/sh', '-c', put], signal });
    const { commit } = await main.checkpoint('start', signal);
    const side = await main.beside('code', commit, signal);
    expect(await text(side, 'new.txt')).toBe('not committed\n');
    expect(await text(side, 'deps/x/index.js')).toBe('x\n');
    // What pip and Go install lies in no tree, and stays from one command to the next.
    const take = 'cat "$PYTHONUSERBASE/lib/x"; printf q > "$PYTHONUSERBASE/lib/x"';
    expect((await side.exec({ argv: ['/bin/sh', '-c', take], signal })).stdout).toBe('p');
    expect((await main.exec({ argv: ['/bin/sh', '-c', take], signal })).stdout).toBe('p');
    const clone = await main.cleanClone(commit, signal);
    const look = ['/bin/sh', '-c', 'ls -A "${PYTHONUSERBASE%/*}"'];
    expect(await clone.exec({ argv: look, signal })).toMatchObject({ exitCode: 0, stdout: '' });
    await clone.dispose();
    await side.write('a.txt', 'changed\n');
    await side.write('deps/x/index.js', 'y\n');
    await side.commit('In the branch', signal);
    const ran = await side.exec({ argv: ['/bin/sh', '-c', 'git log --format=%s; cat a.txt'], signal });
    expect(ran.stdout).toBe('In the branch\nFirst\nchanged\n');
    expect(await text(main, 'a.txt')).toBe(files['a.txt']);
    expect(await text(main, 'deps/x/index.js')).toBe('x\n');
    expect((await main.status(signal)).changes.map(({ path }) => path)).toEqual(['new.txt']);
    expect(side.base).toBe(main.base);
  });

  test('is found as it was left, by another process too, and gone once it is dropped', async () => {
    const main = await open();
    const { commit } = await main.checkpoint('start', signal);
    expect(main.hasBeside('code')).toBe(false);
    await (await main.beside('code', commit, signal)).write('a.txt', 'half done\n');
    const again = await bench.reopened().find('job', signal);
    expect(again?.hasBeside('code')).toBe(true);
    const side = await again?.beside('code', commit, signal);
    expect(side && (await text(side, 'a.txt'))).toBe('half done\n');
    await again?.dropBeside('code');
    expect(again?.hasBeside('code')).toBe(false);
  });

  test('is the same where there is no sandbox', async () => {
    await using plain = openBench('process');
    const repository = plain.repository('repo', files);
    const main = await plain.manager.open({ job: 'job', branch: 'codewright/x', repository }, signal);
    await main.write('deps/x/index.js', 'x\n');
    const { commit } = await main.checkpoint('start', signal);
    const side = await main.beside('code', commit, signal);
    expect(await text(side, 'deps/x/index.js')).toBe('x\n');
    await side.write('b.txt', 'changed\n');
    expect((await bring(main, 'code', commit)).conflicts).toEqual([]);
    expect(await text(main, 'b.txt')).toBe('changed\n');
  });

  test('goes with the tree that it is beside', async () => {
    const main = await open();
    const { commit } = await main.checkpoint('start', signal);
    const side = await main.beside('code', commit, signal);
    await main.retire();
    expect(existsSync(side.root)).toBe(false);
  });

  test('stands in a new project that has no commit yet', async () => {
    const main = await bench.manager.open({ job: 'new', branch: 'main' }, signal);
    await main.write('a.txt', 'one\n');
    const { commit } = await main.checkpoint('start', signal);
    const side = await main.beside('code', commit, signal);
    await side.write('b.txt', 'two\n');
    await side.commit('First of all', signal);
    const taken = await main.takeIn('code', 'code.end', signal);
    expect(taken.messages).toEqual(['First of all']);
    expect((await main.mergeIn({ from: commit, to: taken.commit }, signal)).conflicts).toEqual([]);
    expect(readFileSync(join(main.root, 'b.txt'), 'utf8')).toBe('two\n');
  });
});

describe('what branches changed', () => {
  test('comes together where it does not collide: lines, new files, deletions, with the messages of the commits', async () => {
    const main = await open();
    const { commit } = await main.checkpoint('start', signal);
    const one = await main.beside('one', commit, signal);
    const two = await main.beside('two', commit, signal);
    await one.write('a.txt', 'ONE\ntwo\nthree\n');
    await one.commit('First message\n\nIts body.', signal);
    await one.write('added.txt', 'added\n');
    await one.commit('Second message', signal);
    await two.exec({ argv: ['/bin/sh', '-c', 'rm b.txt && printf "one\\ntwo\\nTHREE\\n" > a.txt'], signal });
    const taken = await main.takeIn('one', 'one.end', signal);
    expect(taken.messages).toEqual(['First message\n\nIts body.', 'Second message']);
    expect(await main.mergeIn({ from: commit, to: taken.commit }, signal)).toEqual({
      conflicts: [],
      marks: [],
      notes: [],
    });
    expect((await bring(main, 'two', commit)).conflicts).toEqual([]);
    expect(await text(main, 'a.txt')).toBe('ONE\ntwo\nTHREE\n');
    expect(await text(main, 'added.txt')).toBe('added\n');
    expect(existsSync(join(main.root, 'b.txt'))).toBe(false);
    // What was taken in outlives the branch.
    await main.dropBeside('one');
    expect(await main.diff({ from: commit, to: taken.commit, signal })).toContain('+ONE');
  });

  test('that collides stands marked in its files, and is named', async () => {
    const main = await open();
    const { commit } = await main.checkpoint('start', signal);
    const one = await main.beside('one', commit, signal);
    const two = await main.beside('two', commit, signal);
    await one.write('a.txt', 'mine\ntwo\nthree\n');
    await one.exec({ argv: ['rm', 'b.txt'], signal });
    await two.write('a.txt', 'yours\ntwo\nthree\n');
    await two.write('b.txt', 'kept\n');
    await two.write('fine.txt', 'fine\n');
    await bring(main, 'one', commit);
    const found = await bring(main, 'two', commit);
    expect(found.conflicts).toEqual(['a.txt', 'b.txt']);
    expect(found.notes.join('\n')).toMatch(/CONFLICT \(content\).*a\.txt[\s\S]*CONFLICT \(modify\/delete\).*b\.txt/);
    const marked = await text(main, 'a.txt');
    for (const mark of found.marks) expect(marked).toContain(mark);
    expect(marked).toContain('mine');
    expect(marked).toContain('yours');
    expect(await text(main, 'fine.txt')).toBe('fine\n');
  });

  test('may have a tree beside it in turn', async () => {
    const main = await open();
    const { commit } = await main.checkpoint('start', signal);
    const outer = await main.beside('outer', commit, signal);
    await outer.write('outer.txt', 'o\n');
    const begun = await outer.checkpoint('start', signal);
    const inner = await outer.beside('inner', begun.commit, signal);
    await inner.write('inner.txt', 'i\n');
    await inner.commit('Inner', signal);
    await bring(outer, 'inner', begun.commit);
    expect((await bring(main, 'outer', commit)).conflicts).toEqual([]);
    expect(await text(main, 'inner.txt')).toBe('i\n');
    expect(await text(main, 'outer.txt')).toBe('o\n');
  });
});
