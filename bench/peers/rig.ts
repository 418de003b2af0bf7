import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type {
  NeutralCall,
  ScriptedServer,
  ScriptedStep,
  SeenRequest,
} from '../packages/server/src/llm/scripted/contract.ts';

/** How one agent is started without a person; what it needs beside the explicit environment goes into its fresh home. */
export interface Agent {
  name: string;
  /** Its command line for this prompt, after `home` has been made ready. */
  prepare(run: { home: string; repository: string; url: string; prompt: string }): {
    argv: string[];
    env?: Record<string, string>;
  };
}

export interface Scenario {
  name: 'hello' | 'fix50' | 'long200';
  prompt: string;
  steps: ScriptedStep[];
}

/** One run, seen from the model's side. */
export interface Measured {
  /** Milliseconds from the start of the process to the arrival of its first request. */
  coldMs: number;
  /** Milliseconds from the end of each answer to the next request. */
  gaps: number[];
  /** Seconds from the start to the end of the process. */
  wallS: number;
  /** Peak of the sum over the process and all below it; 0 where nobody looked. */
  treeMb: number;
  /** System prompt and tools of the first request, four letters a token. */
  promptTokens: number;
}

const files = 60;
const pathOf = (index: number) => `src/part-${index % 6}/file-${index % files}.js`;
const shell = (command: string): NeutralCall => ({ do: 'shell', command });

/** Reads a file, edits it, looks at it with a command, and again with the next. */
function mixed(index: number): NeutralCall {
  const round = Math.floor(index / 3);
  const path = pathOf(round);
  if (index % 3 === 0) return { do: 'read', path };
  if (index % 3 === 2) return shell(`cat ${path}`);
  return { do: 'edit', path, old: `value${round} = ${round};`, new: `value${round} = ${round + 1000};` };
}

const turns = (count: number, call: (index: number) => NeutralCall): ScriptedStep[] => [
  ...Array.from({ length: count }, (_, index) => ({ calls: [call(index)] })),
  { text: 'Done.' },
];

export const scenarios: Scenario[] = [
  { name: 'hello', prompt: 'Say hello.', steps: turns(1, () => shell('echo hello')) },
  { name: 'fix50', prompt: 'Work through the task step by step.', steps: turns(50, mixed) },
  {
    name: 'long200',
    prompt: 'Work through the task step by step.',
    steps: turns(200, (index) => shell(`echo ${index}; cat ${pathOf(index)}`)),
  },
];

/** A run with a home, a repository and a conversation of its own. @throws Error when the agent did not do its part. */
export async function measure(
  agent: Agent,
  scenario: Scenario,
  server: ScriptedServer,
  options: { watch?: boolean } = {},
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'codewright-rig-'));
  try {
    const home = join(folder, 'home');
    const repository = join(folder, 'repository');
    mkdirSync(home);
    makeRepository(repository, home);
    server.clear();
    server.session('default', scenario.steps);
    const { argv, env = {} } = agent.prepare({ home, repository, url: server.url, prompt: scenario.prompt });
    const [program = '', ...args] = argv;
    const started = performance.timeOrigin + performance.now();
    const child = spawn(program, args, {
      cwd: repository,
      env: {
        PATH: [dirname(process.execPath), '/usr/local/bin:/usr/bin:/bin'].join(':'),
        HOME: home,
        TERM: 'dumb',
        LANG: 'C.UTF-8',
        NO_PROXY: '127.0.0.1,localhost',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-4000)));
    child.stderr.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-4000)));
    const memory = { peak: 0 };
    const timer = options.watch ? setInterval(() => look(child.pid ?? 0, memory), 10) : undefined;
    const limit = setTimeout(() => child.kill('SIGKILL'), 120_000);
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', () => resolve());
    });
    clearInterval(timer);
    clearTimeout(limit);
    const wallS = (performance.timeOrigin + performance.now() - started) / 1000;
    // What comes after the last step (a title, a second look) is the agent's own affair.
    const requests = server
      .requests()
      .filter(({ turn }, index, all) => all.findIndex((one) => one.turn === turn) === index);
    const [first] = requests;
    if (!first || requests.length < scenario.steps.length)
      throw new Error(
        `${agent.name} made ${requests.length} of ${scenario.steps.length} requests: ${said.slice(-1500)}`,
      );
    const counted = requests.slice(0, scenario.steps.length);
    return {
      coldMs: first.arrivedAt - started,
      gaps: counted.slice(1).map(({ arrivedAt }, index) => arrivedAt - (counted[index]?.finishedAt ?? arrivedAt)),
      wallS,
      treeMb: memory.peak,
      promptTokens: promptTokens(first),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function promptTokens({ system, tools }: SeenRequest): number {
  return Math.round((system.length + JSON.stringify(tools).length) / 4);
}

function makeRepository(folder: string, home: string): void {
  for (let index = 0; index < files; index++) {
    mkdirSync(dirname(join(folder, pathOf(index))), { recursive: true });
    writeFileSync(join(folder, pathOf(index)), `export const value${index} = ${index};\n`);
  }
  writeFileSync(join(folder, 'README.md'), '# A small project\n');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: home, GIT_CONFIG_NOSYSTEM: '1' },
    });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=Start');
}

/** Resident memory now, of the process and of everything below it; short-lived children may slip through. */
function look(pid: number, memory: { peak: number }): void {
  const parents = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(field(`/proc/${name}/stat`, /^\d+ \(.*\) \S (\d+)/s));
    parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
  }
  const resident = (one: number) => Number(field(`/proc/${one}/status`, /^VmRSS:\s+(\d+)/m)) / 1024;
  const whole = (one: number): number =>
    resident(one) + (parents.get(one) ?? []).reduce((sum, child) => sum + whole(child), 0);
  memory.peak = Math.max(memory.peak, whole(pid));
}

function field(file: string, pattern: RegExp): string {
  try {
    return existsSync(file) ? (pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? '0') : '0';
  } catch {
    // It ended between two looks.
    return '0';
  }
}
