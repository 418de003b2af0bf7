import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Network, Sandbox } from '../packages/server/src/sandbox/contract.ts';
import { createProcessSandbox } from '../packages/server/src/sandbox/process.ts';
import { openBench } from '../packages/server/src/sandbox/workspace/testing.ts';

interface Row {
  name: string;
  value: number;
  unit: string;
  aim?: string;
}

/** What it costs to run nothing in each kind of sandbox, and what looking after a tree of 1,000 files costs. */
export async function run(): Promise<Row[]> {
  await using bench = openBench();
  const { sandbox, signal } = bench;
  const none = (box: Sandbox, network: Network) => async () => {
    const spec = { argv: ['true'], cwd: '/', mounts: [], network, signal };
    const { exitCode } = await box.exec(spec);
    if (exitCode !== 0) throw new Error(`true ended with ${exitCode}.`);
  };
  const plain = await median(60, start);
  const process_ = createProcessSandbox({ nodeBin: process.execPath });
  const unprotected = await median(30, none(process_, { mode: 'none' }));
  await process_.close();
  const closed = await median(60, none(sandbox, { mode: 'none' }));
  // The bridge to the proxy is a Node inside: its start is most of this.
  const open = await median(30, none(sandbox, { mode: 'allow', hosts: ['registry.npmjs.org'] }));

  const files = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [
      `src/part-${index % 50}/file-${index}.ts`,
      `export const value${index} = ${index};\n`.repeat(20),
    ]),
  );
  const repository = bench.repository('large', files);
  const opening: number[] = [];
  const open_ = async (job: string) => {
    const started = performance.now();
    const workspace = await bench.manager.open({ job, branch: `codewright/${job}`, repository }, signal);
    opening.push(performance.now() - started);
    return workspace;
  };
  for (let index = 0; index < 4; index++) await (await open_(`job-${index}`)).dispose();
  const workspace = await open_('job');
  await workspace.checkpoint('first', signal);
  const unchanged = await median(60, (index) => workspace.checkpoint(`same-${index}`, signal));
  const written = await median(60, async (index) => {
    await workspace.write('src/part-0/file-0.ts', `// ${index}\n`);
    await workspace.checkpoint(`written-${index}`, signal);
  });
  const touched = await median(20, async (index) => {
    // As a command of the work would: nobody tells us which file it was.
    writeFileSync(await workspace.resolve('src/part-1/file-1.ts', 'write'), `// ${index}\n`);
    await workspace.checkpoint(`touched-${index}`, signal);
  });
  const { commit } = await workspace.commit('Work', signal);
  const clone = await median(10, async () => {
    const made = await workspace.cleanClone(commit, signal);
    await made.dispose();
  });
  const git = await median(20, async () => {
    await new Promise<void>((resolve, reject) => {
      const child = spawn('git', ['status', '--porcelain'], { cwd: join(bench.folder, 'large'), stdio: 'ignore' });
      child.on('error', reject);
      child.on('close', () => resolve());
    });
  });
  const ms = (name: string, value: number): Row => ({ name, value, unit: 'ms' });
  return [
    ms('spawn, no sandbox', plain),
    ms('sandbox `process` (isolates nothing)', unprotected),
    ms('bubblewrap, no network', closed),
    { name: 'bubblewrap beside a bare spawn', value: closed / plain, unit: '×' },
    ms('bubblewrap, network to allowed hosts', open),
    ms('1,000 files: open a workspace', opening.toSorted((a, b) => a - b)[2] ?? Number.NaN),
    ms('1,000 files: checkpoint, nothing changed', unchanged),
    ms('1,000 files: checkpoint, one file written by a tool', written),
    ms('1,000 files: checkpoint, one file changed by a command', touched),
    ms('1,000 files: clean clone, and away with it', clone),
    ms('1,000 files: a bare `git status`', git),
  ];
}

function start(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/true', { stdio: 'ignore' });
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}

/** Median of the times of `count` calls, milliseconds; the first calls are for warming up. */
async function median(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count + 3; index++) {
    const started = performance.now();
    await work(index);
    if (index >= 3) times.push(performance.now() - started);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? Number.NaN;
}
