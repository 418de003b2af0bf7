import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../packages/protocol/src/json.ts';
import { createAgentRunner } from '../packages/server/src/agents/loop.ts';
import { agentParts, scriptedModel, words } from '../packages/server/src/agents/testing.ts';
import { testLedger } from '../packages/server/src/ledger/testing-ledger.ts';
import { createQueue } from '../packages/server/src/queue/queue.ts';
import { newJob } from '../packages/server/src/queue/testing-process.ts';
import { systemClock } from '../packages/server/src/shared/clock.ts';
import { silentLogger } from '../packages/server/src/shared/logger.ts';
import { openSqlite } from '../packages/server/src/storage/sqlite/open.ts';
import { createExecutor } from '../packages/server/src/tools/executor.ts';
import { openToolBench } from '../packages/server/src/tools/testing.ts';

interface Row {
  name: string;
  value: number;
  unit: string;
  aim?: string;
}

interface Call {
  kind: 'read' | 'edit' | 'shell';
  tool: string;
  input: JsonObject;
}

interface Gap {
  kind: Call['kind'];
  ms: number;
}

const fileCount = 300;
const path = (index: number) => `src/part-${index % 20}/file-${index % fileCount}.ts`;

/** Reads a file, edits it, looks at it with a command, and again with the next. */
function mixed(index: number): Call {
  const round = Math.floor(index / 3);
  const file = path(round);
  if (index % 3 === 0) return { kind: 'read', tool: 'read_file', input: { path: file } };
  if (index % 3 === 1) {
    const edit = { path: file, old: `value${round} = ${round};`, new: `value${round} = ${round + 1000};` };
    return { kind: 'edit', tool: 'edit_file', input: edit };
  }
  return { kind: 'shell', tool: 'run_command', input: { command: `cat ${file}` } };
}

const shell = (index: number): Call => ({
  kind: 'shell',
  tool: 'run_command',
  input: { command: `echo ${index}; cat ${path(index)}` },
});

/**
 * The gap between the end of an answer of the model and its next request, as the harness makes it: the real loop, executor,
 * SQLite ledger with durable commits and sandbox; only the model is a script that answers at once.
 */
export async function run(): Promise<Row[]> {
  // The first calls compile code: they are not what a job of a thousand turns feels.
  await session(12, mixed);
  const fix = await session(51, mixed);
  const long = await session(200, shell);
  const kind = (name: Call['kind']) => fix.gaps.filter((gap) => gap.kind === name).map(({ ms }) => ms);
  const shells = long.gaps.map(({ ms }) => ms);
  // What the harness itself costs, where other work on the machine stretches the median.
  const quick = (name: Call['kind']) => Math.min(...kind(name));
  return [
    { name: 'gap after a read', value: median(kind('read')), unit: 'ms', aim: '≤ 4' },
    { name: 'gap after a read, fastest', value: quick('read'), unit: 'ms' },
    { name: 'gap after an edit', value: median(kind('edit')), unit: 'ms', aim: '≤ 4' },
    { name: 'gap after an edit, fastest', value: quick('edit'), unit: 'ms' },
    { name: 'gap after a shell command', value: median(kind('shell')), unit: 'ms', aim: '≤ 10' },
    { name: 'gap after a shell command, fastest', value: Math.min(quick('shell'), ...shells), unit: 'ms' },
    {
      name: 'median shell gap beside a bare spawn of the command',
      value: median(kind('shell')) / median(fix.bare),
      unit: '×',
    },
    { name: 'gap, 50 calls of all three, mean', value: fix.ms / 51, unit: 'ms' },
    { name: 'gap, 200 shell commands, median', value: median(shells), unit: 'ms', aim: '≤ 10' },
    {
      name: 'the same, last 50 beside first 50',
      value: median(shells.slice(-50)) / median(shells.slice(0, 50)),
      unit: '×',
    },
    { name: 'durable appends per read or edit', value: fix.appends.read, unit: '' },
    { name: 'durable appends per shell command', value: fix.appends.shell, unit: '' },
  ];
}

interface Session {
  gaps: Gap[];
  /** Times of shell commands as a bare harness would run them, between the same turns. */
  bare: number[];
  ms: number;
  appends: { read: number; shell: number };
}

async function session(calls: number, callAt: (index: number) => Call): Promise<Session> {
  const folder = mkdtempSync(join(tmpdir(), 'codewright-bench-'));
  const files = Object.fromEntries(
    Array.from({ length: fileCount }, (_, index) => [path(index), `export const value${index} = ${index};\n`]),
  );
  await using tools = await openToolBench(files);
  const storage = await openSqlite({ file: join(folder, 'state.db'), logger: silentLogger });
  try {
    const ledger = testLedger(storage, systemClock);
    const queue = createQueue(storage, ledger, { clock: systemClock });
    await queue.enqueue(newJob('Measure the turns'));
    const job = await queue.claim('bench');
    if (!job) throw new Error('Nothing was claimed.');
    const fence = { job: job.id, epoch: job.epoch };
    const journal = await ledger.openJournal(fence);
    const emit: Parameters<typeof createExecutor>[0]['emit'] = async (draft) => {
      const [entry] = await ledger.append([{ job: job.id, ...draft }], { fence, durable: 'soon' });
      if (!entry) throw new Error('Nothing was appended.');
      return entry;
    };
    const executor = createExecutor({ ...tools.options, journal, emit });
    const gaps: Gap[] = [];
    const bare: number[] = [];
    const appends: { kind: Call['kind']; entries: number }[] = [];
    let answered = 0;
    let position = 0;
    let last: Call | undefined;
    const scripted = scriptedModel(
      async (turn) => {
        const asked = performance.now();
        if (last) gaps.push({ kind: last.kind, ms: asked - answered });
        const now = await ledger.position();
        if (last) appends.push({ kind: last.kind, entries: now - position });
        position = now;
        last = turn <= calls ? callAt(turn - 1) : undefined;
        const command = last?.input['command'];
        if (typeof command === 'string') bare.push(await spawned(command, tools.workspace.root));
        answered = performance.now();
        return last ? { calls: [{ tool: last.tool, input: last.input }] } : { text: 'Done.' };
      },
      { remember: false },
    );
    const { deps } = agentParts({ journal, tools: executor, factory: scripted.factory });
    const outcome = await createAgentRunner({ ...deps, emit }, words).run({
      role: 'builder',
      key: 'bench',
      goal: 'go on',
      instruction: 'go on',
      inputs: {},
    });
    if (outcome.stop !== 'completed') throw new Error(`The session ended with ${outcome.stop}: ${outcome.text}`);
    const failed = await failures(ledger, job.id);
    if (failed.length > 0) throw new Error(`${failed.length} calls failed, the first: ${failed[0]}`);
    const of = (kind: Call['kind']) => median(appends.filter((one) => one.kind === kind).map(({ entries }) => entries));
    return {
      gaps,
      bare,
      ms: gaps.reduce((sum, { ms }) => sum + ms, 0),
      appends: { read: of('read'), shell: of('shell') },
    };
  } finally {
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of the command in a shell of its own, with nothing around it. */
async function spawned(command: string, cwd: string): Promise<number> {
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', command], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.resume();
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  return performance.now() - started;
}

/** What is measured must have worked. */
async function failures(ledger: ReturnType<typeof testLedger>, job: string): Promise<string[]> {
  const entries = await ledger.read({ job, limit: 100_000 });
  return entries
    .filter(({ data }) => data['event'] === 'tool-finished' && data['status'] !== 'ok')
    .map(({ summary }) => summary);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
