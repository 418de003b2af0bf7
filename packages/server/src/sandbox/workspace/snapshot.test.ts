import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Workspace } from './contract.ts';
import { openBench } from './testing.ts';

const bench = openBench();
afterAll(() => bench[Symbol.asyncDispose]());

let jobs = 0;
async function open(files: Record<string, string>): Promise<Workspace> {
  jobs += 1;
  const repository = bench.repository(`repository-${jobs}`, files);
  return bench.manager.open({ job: `job-${jobs}`, branch: 'codewright/x', repository }, bench.signal);
}

const run = (workspace: Workspace, script: string) =>
  workspace.exec({ argv: ['sh', '-c', script], signal: bench.signal });
const indexTime = (workspace: Workspace) => statSync(join(workspace.root, '../git/index')).mtimeMs;

describe('a checkpoint after a tool wrote and a command ran at once', () => {
  test('holds what the command put there, though name, size and second are those of the tool', async () => {
    const workspace = await open({ 'a.txt': 'first\n' });
    for (let round = 0; round < 8; round++) {
      await workspace.write('a.txt', `tool ${round}\n`);
      const before = await workspace.checkpoint(`tool-${round}`, bench.signal);
      await run(workspace, `printf 'mine ${round}\\n' > a.txt`);
      const after = await workspace.checkpoint(`mine-${round}`, bench.signal);
      expect(after.tree).not.toBe(before.tree);
      await workspace.restore(before.commit, bench.signal);
      await workspace.restore(after.commit, bench.signal);
      expect(readFileSync(join(workspace.root, 'a.txt'), 'utf8')).toBe(`mine ${round}\n`);
    }
  });

  test('is the one from before where the command changed nothing, and git was not asked', async () => {
    const workspace = await open({ 'a.txt': 'first\n', 'b.txt': 'other\n' });
    await workspace.write('a.txt', 'tool\n');
    const before = await workspace.checkpoint('tool', bench.signal);
    const index = indexTime(workspace);
    await run(workspace, 'cat a.txt b.txt');
    expect((await workspace.checkpoint('after', bench.signal)).commit).toBe(before.commit);
    expect(indexTime(workspace)).toBe(index);
    // The control: a change of another file is one for git.
    await run(workspace, 'echo more >> b.txt');
    expect((await workspace.checkpoint('more', bench.signal)).commit).not.toBe(before.commit);
    expect(indexTime(workspace)).not.toBe(index);
  });

  test('and a patch on it fit what the tool wrote', async () => {
    const workspace = await open({ 'a.txt': 'one\n' });
    await workspace.write('a.txt', 'two\n');
    await workspace.checkpoint('tool', bench.signal);
    await run(workspace, 'true');
    await workspace.checkpoint('after', bench.signal);
    const patch = '--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-two\n+three\n';
    expect(await workspace.applyPatch(patch, bench.signal)).toEqual({ files: ['a.txt'] });
    expect(readFileSync(join(workspace.root, 'a.txt'), 'utf8')).toBe('three\n');
  });
});
