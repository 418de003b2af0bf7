import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type {
  NeutralCall,
  ScriptedServer,
  ScriptedStep,
  SeenRequest,
} from '../../packages/server/src/llm/scripted/contract.ts';
import type { Agent } from './agents.ts';

export interface Scenario {
  name: 'hello' | 'fix50' | 'long200';
  prompt: string;
  steps: ScriptedStep[];
  /** What the result of each step must hold. */
  shows: (string | undefined)[];
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
  /** System prompt and tools of the first turn, four letters a token. */
  promptTokens: number;
  /** Bytes of all its requests to the model, titles and the like among them. */
  sentBytes: number;
}

const files = 60;
const pathOf = (index: number) => `src/part-${index % 6}/file-${index % files}.js`;
const shell = (command: string): NeutralCall => ({ do: 'shell', command });

/** Reads a file, edits it, looks at it with a command, and again with the next; and what must be seen of that. */
function mixed(index: number): [NeutralCall, string?] {
  const round = Math.floor(index / 3);
  const path = pathOf(round);
  const before = `value${round} = ${round};`;
  const after = `value${round} = ${round + 1000};`;
  if (index % 3 === 0) return [{ do: 'read', path }, before];
  if (index % 3 === 1) return [{ do: 'edit', path, old: before, new: after }];
  return [shell(`cat ${path}`), after];
}

function scenario(
  name: Scenario['name'],
  prompt: string,
  count: number,
  call: (index: number) => [NeutralCall, string?],
): Scenario {
  const calls = Array.from({ length: count }, (_, index) => call(index));
  return {
    name,
    prompt,
    steps: [...calls.map(([one]) => ({ calls: [one] })), { text: 'Done.' }],
    shows: calls.map(([, shown]) => shown),
  };
}

const work = 'Work through the task step by step.';
export const scenarios: Scenario[] = [
  scenario('hello', 'Say hello.', 1, () => [shell('echo hel""lo'), 'hello']),
  scenario('fix50', work, 50, mixed),
  scenario('long200', work, 200, (index) => [
    shell(`echo ${index}; cat ${pathOf(index)}`),
    `value${index % files} = ${index % files};`,
  ]),
];

/** The answer to what agents ask beside their turns: a title, and (Gemini CLI, every 30 turns) whether they are stuck. */
const asides = JSON.stringify({
  title: 'Work',
  unproductive_state_analysis: 'It goes on.',
  unproductive_state_confidence: 0,
});

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
    server.session('default', { script: scenario.steps, after: { text: asides } });
    const { argv, env = {} } = agent.prepare({ home, repository, url: server.url, prompt: scenario.prompt });
    const [program = '', ...args] = argv;
    const started = performance.timeOrigin + performance.now();
    const child = spawn(program, args, {
      cwd: repository,
      env: {
        PATH: [dirname(process.execPath), '/usr/local/bin:/usr/bin:/bin'].join(':'),
        HOME: home,
        // Programs in one file unpack parts of themselves there, and leave them.
        TMPDIR: folder,
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
    const all = server.requests();
    // Titles and the like have no tools; what comes after the last step is the agent's own affair.
    const turns = all
      .filter(({ tools }) => tools.length > 0)
      .filter(({ turn }, index, list) => list.findIndex((one) => one.turn === turn) === index)
      .slice(0, scenario.steps.length);
    const [first] = turns;
    const vain = turns.slice(1).filter(({ results }, index) => !seen(results, scenario.shows[index]));
    const [example] = vain;
    // A few that come back empty are a fault of the agent's shell.
    if (!first || turns.length < scenario.steps.length || vain.length > scenario.steps.length / 10)
      throw new Error(
        `took ${turns.length} of ${scenario.steps.length} turns, ${vain.length} in vain${example ? ` (${JSON.stringify(example.results.map(({ text }) => text.slice(0, 300)))})` : ''}; it said: ${said.slice(-1000).trim()}`,
      );
    return {
      coldMs: (all[0] ?? first).arrivedAt - started,
      gaps: turns.slice(1).map(({ arrivedAt }, index) => arrivedAt - (turns[index]?.finishedAt ?? arrivedAt)),
      wallS,
      treeMb: memory.peak,
      promptTokens: promptTokens(first),
      sentBytes: all.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Whether the call did what it was asked for: else an agent would be fast by doing nothing. */
function seen(results: SeenRequest['results'], wanted: string | undefined): boolean {
  return wanted === undefined || results.some(({ text }) => text.includes(wanted));
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
