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
