import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

interface Row {
  name: string;
  value: number;
  unit: string;
  aim?: string;
}

const root = join(import.meta.dirname, '..');
const launcher = join(root, 'packages/server/bin/codewright.cjs');
const bundle = join(root, 'packages/server/dist/codewright.cjs');
const runs = 9;
/** What the built-in model does without a language model: read nothing, write one file, commit; then the gates. */
const request = "create a file notes.txt with the content 'hello'";

/** How the real program starts: the launcher on the bundle, sandbox and ledger on, a home of its own each time. */
export async function run(): Promise<Row[]> {
  for (const step of ['bundle.ts', 'warm.ts'])
    execFileSync(process.execPath, [join(root, 'scripts', step)], { cwd: root });
  // The launcher prefers sources that changed after the bundle: whoever edits while this runs must not slow it down.
  const made = new Date();
  utimesSync(bundle, made, new Date(made.getTime() + 3_600_000));
  const folder = mkdtempSync(join(tmpdir(), 'codewright-bench-'));
  try {
    await start(folder, [launcher, '--help']);
    const first = await start(folder, job(folder, 'first'));
    const bare: number[] = [];
    const version: number[] = [];
    const help: number[] = [];
    const turn: number[] = [];
    const wall: number[] = [];
    const own: number[] = [];
    const peak: number[] = [];
    for (let index = 0; index < runs; index++) {
      bare.push((await start(folder, ['-e', '0'])).wallMs);
      version.push((await start(folder, [launcher, '--version'])).wallMs);
      help.push((await start(folder, [launcher, '--help'])).wallMs);
      const one = await start(folder, job(folder, `run-${index}`));
      turn.push(one.turnMs);
      wall.push(one.wallMs);
      // Looked at in runs of their own: looking costs time.
      const watched = await start(folder, job(folder, `watched-${index}`), true);
      own.push(watched.ownMb);
      peak.push(watched.treeMb);
    }
    const floor = median(bare);
    const ms = (name: string, times: number[], aim?: string): Row[] => [
      { name, value: median(times), unit: 'ms', ...(aim === undefined ? {} : { aim }) },
      { name: `${name}, beside a bare Node`, value: median(times) / floor, unit: '×' },
      // What the program itself costs, where other work on the machine stretches the median.
      { name: `${name}, fastest`, value: Math.min(...times), unit: 'ms' },
    ];
    return [
      { name: 'node -e 0', value: floor, unit: 'ms' },
      ...ms('--version', version, '≤ 60'),
      ...ms('--help', help),
      ...ms('cold start: spawn to the first turn on record', turn, '≤ 120'),
      ...ms('picked up by an idle worker: queued to the first turn', await pickUps(folder)),
      ...ms('a whole job: branch, commit, 8 gates, truthpack', wall),
      { name: 'the same, first job of an installation', value: first.wallMs, unit: 'ms' },
      { name: 'peak memory of the process', value: median(own), unit: 'MB', aim: '≤ 110' },
      { name: 'peak memory with all it starts', value: median(peak), unit: 'MB' },
    ];
  } finally {
    utimesSync(bundle, made, made);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A repository and a state folder of its own, so that nothing is warm but the disk and the compile cache. */
function job(folder: string, name: string): string[] {
  const repository = join(folder, name, 'repository');
  mkdirSync(repository, { recursive: true });
  writeFileSync(join(repository, 'README.md'), '# A small project\n');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], {
      cwd: repository,
      env: { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
    });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=Start');
  return [launcher, 'run', '--json', '--yes', '--repo', repository, request];
}

/** Milliseconds from the entry of a queued job to its first turn, by the ledger's own time, where a worker waits for one. */
async function pickUps(folder: string): Promise<number[]> {
  const env = environment(folder, join(folder, 'worker'));
  const worker = spawn(process.execPath, [launcher, 'worker'], { cwd: folder, env, stdio: 'ignore' });
  const ended = new Promise((resolve) => worker.once('close', resolve));
  const command = (...args: string[]) =>
    execFileSync(process.execPath, [launcher, ...args], { cwd: folder, env, encoding: 'utf8' });
  try {
    const times: number[] = [];
    for (let index = 0; index < 5; index++) {
      const [, ...args] = job(folder, `queued-${index}`);
      const { id } = JSON.parse(command(...args, '--detach')) as { id: string };
      const entries = command('jobs', 'logs', id, '--follow', '--json')
        .split('\n')
        .filter((line) => line.includes('"time"'))
        .map((line) => JSON.parse(line) as { kind: string; time: string; event?: string; data?: { event?: string } });
      const queued = entries.find(({ kind }) => kind === 'job_created');
      const turn = entries.find(({ data }) => data?.event === 'turn-finished');
      if (!queued || !turn) throw new Error(`Job ${id} was queued and not done: ${entries.length} entries.`);
      times.push(Date.parse(turn.time) - Date.parse(queued.time));
    }
    // The first one finds nothing warm.
    return times.slice(1);
  } finally {
    worker.kill('SIGTERM');
    await ended;
  }
}

function environment(folder: string, home: string): Record<string, string> {
  return {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: folder,
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    CODEWRIGHT_HOME: home,
  };
}

interface Started {
  wallMs: number;
  /** Until the ledger holds the first turn, by the ledger's own time; NaN where there was none. */
  turnMs: number;
  /** Peak resident memory of the process itself, and the sum over it and all that ran below it. */
  ownMb: number;
  treeMb: number;
}

async function start(folder: string, args: string[], watch = false): Promise<Started> {
  const index = args.indexOf('--repo');
  const home = index < 0 ? join(folder, 'home') : join(dirname(args[index + 1] ?? ''), 'state');
  const at = Date.now();
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: environment(folder, home),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  const memory = { own: 0, tree: 0 };
  const timer = watch ? setInterval(() => look(child.pid ?? 0, memory), 5) : undefined;
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(timer);
  const wallMs = performance.now() - started;
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${errors.slice(-2000)}`);
  const turn = output
    .split('\n')
    .filter((line) => line.includes('"turn-finished"'))
    .map((line) => Date.parse((JSON.parse(line) as { time: string }).time))[0];
  return { wallMs, turnMs: turn === undefined ? Number.NaN : turn - at, ownMb: memory.own, treeMb: memory.tree };
}

/** Resident memory now, of the process and of everything below it; short-lived children may slip through. */
function look(pid: number, peak: { own: number; tree: number }): void {
  const parents = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(field(`/proc/${name}/stat`, /^\d+ \(.*\) \S (\d+)/s));
    parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
  }
  const resident = (one: number) => Number(field(`/proc/${one}/status`, /^VmRSS:\s+(\d+)/m)) / 1024;
  const below = (one: number): number =>
    (parents.get(one) ?? []).reduce((sum, child) => sum + resident(child) + below(child), 0);
  peak.own = Math.max(peak.own, Number(field(`/proc/${pid}/status`, /^VmHWM:\s+(\d+)/m)) / 1024);
  peak.tree = Math.max(peak.tree, resident(pid) + below(pid));
}

function field(file: string, pattern: RegExp): string {
  try {
    return existsSync(file) ? (pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? '0') : '0';
  } catch {
    // It ended between two looks.
    return '0';
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
