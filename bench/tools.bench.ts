import { openToolBench } from '../packages/server/src/tools/testing.ts';

export interface Measure {
  name: string;
  value: number;
  unit: string;
  aim?: number;
}

/** Median of the times of `count` calls, milliseconds. */
async function median(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const started = performance.now();
    await work(index);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return Math.round((times[Math.floor(count / 2)] ?? 0) * 100) / 100;
}

/** Time per tool call through the executor, in a repository of 300 files; the ledger is in memory. */
export async function run(): Promise<Measure[]> {
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `src/part-${index % 20}/file-${index}.ts`,
      `export const value${index} = ${index};\n`.repeat(20),
    ]),
  );
  await using bench = await openToolBench({ ...files, 'counter.txt': 'count 0\n' });
  const path = 'src/part-0/file-0.ts';
  await bench.call('read_file', { path });
  const results: Measure[] = [];
  const measure = async (
    name: string,
    aim: number | undefined,
    count: number,
    work: (index: number) => Promise<unknown>,
  ) => {
    const value = await median(count, work);
    results.push({ name, value, unit: 'ms', ...(aim === undefined ? {} : { aim }) });
  };
  await measure('read_file', 4, 100, () => bench.call('read_file', { path }));
  await measure('edit_file', 4, 100, (index) =>
    bench.call('edit_file', { path: 'counter.txt', old: `count ${index}\n`, new: `count ${index + 1}\n` }),
  );
  await measure('write_file, new file', undefined, 30, (index) =>
    bench.call('write_file', { path: `new/file-${index}.ts`, content: 'export {};\n' }),
  );
  await measure('run_command, nothing changed', 10, 50, () =>
    bench.call('run_command', { command: 'cat counter.txt' }),
  );
  await measure('run_command, each changes a file', undefined, 30, () =>
    bench.call('run_command', { command: 'date >> log.txt' }),
  );
  await measure('search_code', undefined, 20, () => bench.call('search_code', { pattern: 'value1' }));
  await measure('checkpoint, nothing changed', undefined, 50, (index) =>
    bench.workspace.checkpoint(`idle-${index}`, bench.bench.signal),
  );
  await measure('treeHash after a command that changed nothing', undefined, 20, async () => {
    await bench.workspace.resolve('x', 'write');
    await bench.workspace.treeHash(bench.bench.signal);
  });
  return results;
}
