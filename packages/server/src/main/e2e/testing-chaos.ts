import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LedgerEntry } from '@codewright/protocol/event';
import { textOf } from '@codewright/protocol/json';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import type { Route, ScriptedServer, SeenRequest } from '../../llm/scripted/contract.ts';
import { startScriptedServer } from '../../llm/scripted/server.ts';
import { openPlace, type Place, type Run } from './testing-launcher.ts';
import { fixes, goal, paidTwice, planned, providers } from './testing-models.ts';
import { packageRepository } from './testing-package.ts';

export interface ChaosOptions {
  kills: number;
  seed: number;
  /** PostgreSQL; SQLite when absent. */
  database?: string;
  /** Long-running processes that do jobs: workers, and one server that works too. */
  workers: number;
  /** Jobs under way at once, as far as the queue knows. */
  jobs: number;
  /** What is done and whose processes are killed; fixes by workers when absent. */
  workload?: Workload;
  say?: (line: string) => void;
}

/** Jobs to be harmed, and how one tells whether they were. */
export interface Workload {
  /** Before anything runs. */
  prepare(place: Place, server: ScriptedServer, repositories: readonly string[]): Promise<void>;
  /** Words and flags of a job, beside those that all have. */
  request(number: number): { words: string; flags: readonly string[] };
  routes(most: number): Route[];
  /** Processes other than workers that are killed by turns with them, by what they are. */
  victims(place: Place): Record<string, number[]>;
  problems(place: Place, job: Job, entries: LedgerEntry[], requests: SeenRequest[]): string[];
}

export interface ChaosFigures {
  kills: number;
  /** How many of each were killed. */
  killed: Record<string, number>;
  jobs: number;
  /** Answers that the server gave whole, and turns in the record; more answers than turns were lost with a process. */
  answers: number;
  turns: number;
  /** Jobs that were taken over at least once, and takeovers in all. */
  takenOver: number;
  takeovers: number;
  seconds: number;
  /** What is wrong, in words; empty when everything held. */
  problems: string[];
}

/**
 * Kills processes at random moments (SIGKILL) while they do real jobs on a published package with a scripted model, starts
 * new ones in their place, lets all jobs end, and looks whether everything held. The choices follow from `seed`; their
 * moments are the machine's.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosFigures> {
  const most = options.kills * 2 + options.jobs + 4;
  const { workload = fixing } = options;
  const server = await startScriptedServer({ sessions: { default: { script: workload.routes(most) } } });
  const settings = {
    CODEWRIGHT_WORKER_MAX_ATTEMPTS: '1000',
    CODEWRIGHT_WORKER_HEARTBEAT_SECONDS: '1',
    CODEWRIGHT_API_JOBS_PER_MINUTE: 'null',
  };
  const place = openPlace(settings, options.database);
  try {
    return await chaosIn(place, server, most, options);
  } finally {
    await place[Symbol.asyncDispose]();
    await server.close();
  }
}

async function chaosIn(
  place: Place,
  server: ScriptedServer,
  most: number,
  options: ChaosOptions,
): Promise<ChaosFigures> {
  const { kills, workers, workload = fixing, say = () => undefined } = options;
  const started = performance.now();
  const random = randomFrom(options.seed);
  const repositories = ['one', 'two', 'three'].map((name) => packageRepository(place, name));
  await workload.prepare(place, server, repositories);
  const crew = new Crew(place, server, workers);
  const submitted: string[] = [];

  async function submit(): Promise<void> {
    const number = submitted.length + 1;
    const { words, flags } = workload.request(number);
    const repository = repositories[number % repositories.length] ?? '';
    const asked = [
      'run',
      `${words} (case ${number})`,
      '--repo',
      repository,
      '--model',
      model.model,
      '--detach',
      ...caps,
      ...flags,
    ];
    for (let tries = 1; ; tries += 1) {
      const { code, stdout, stderr } = await place.run(asked, { env: model.env(server.url, 'submits') });
      // The server that took it may have been killed before it could say so.
      const id = code === 0 ? stdout.trim() : await foundBy(place, `(case ${number})`);
      if (id) {
        submitted.push(id);
        return;
      }
      if (tries === 5) throw new Error(`Job ${number} was not taken: ${stderr}`);
    }
  }
  const open = async () => (await Promise.all(submitted.map((id) => place.job(id)))).filter(isOpen).length;

  await crew.start();
  let killed = 0;
  const ofEach: Record<string, number> = {};
  const fed = (async () => {
    while (killed < kills && submitted.length < most) {
      if ((await open()) < options.jobs) await submit();
      else await delay(100);
    }
  })();
  while (killed < kills) {
    await delay(100 + random() * 1400);
    // A kill counts when there was work that it could harm.
    if ((await open()) === 0) continue;
    const others = workload.victims(place);
    // Whatever is there now and was killed least until now.
    const there = ['worker', ...Object.keys(others).filter((one) => (others[one] ?? []).length > 0)];
    const least = Math.min(...there.map((one) => ofEach[one] ?? 0));
    const kinds = there.filter((one) => (ofEach[one] ?? 0) === least);
    const kind = kinds[Math.floor(random() * kinds.length)] ?? 'worker';
    const found = others[kind];
    const victim = found?.[Math.floor(random() * found.length)];
    if (found === undefined) await crew.kill(Math.floor(random() * workers));
    else if (victim === undefined || !kill(victim)) continue;
    killed += 1;
    ofEach[kind] = (ofEach[kind] ?? 0) + 1;
    if (killed % 10 === 0) say(`${killed} kills, ${submitted.length} jobs, ${await open()} open`);
  }
  await fed;
  const deadline = Date.now() + 60_000 + submitted.length * 20_000;
  while ((await open()) > 0 && Date.now() < deadline) await delay(200);
  const problems = await crew.stop();

  const jobs = await Promise.all(submitted.map((id) => place.job(id)));
  const figures = { answers: 0, turns: 0, takenOver: 0, takeovers: 0 };
  for (const [index, job] of jobs.entries()) {
    const entries = await place.history(job.id);
    const requests = server.requests().filter((seen) => caseOf(seen) === index + 1);
    const claims = entries.filter(({ kind }) => kind === 'job_claimed').length;
    figures.answers += requests.filter(({ outcome, fault }) => outcome === 'whole' && fault === null).length;
    figures.turns += turnsOf(entries).length;
    figures.takeovers += claims - 1;
    if (claims > 1) figures.takenOver += 1;
    const found = [
      ...(await problemsOf(place, job, entries)),
      ...(isRight(job) ? workload.problems(place, job, entries, requests) : []),
    ];
    for (const problem of found) problems.push(`case ${index + 1} ${job.id}: ${problem}`);
  }
  if (!(await (await place.ledger()).verify()).ok) problems.push('the ledger as a whole does not verify');
  problems.push(...leftovers(place));
  return {
    kills: killed,
    killed: ofEach,
    jobs: jobs.length,
    ...figures,
    seconds: (performance.now() - started) / 1000,
    problems,
  };
}

const model = providers['openai-compatible'] ?? { model: '', env: () => ({}) };
const caps = ['--max-steps', '80', '--max-time', '3600', '--yes'];
const isOpen = (job: Job) => !finalStatuses.includes(job.status);

/** The job that was asked for in these words, where there is one. */
async function foundBy(place: Place, words: string): Promise<string | undefined> {
  const entries = await (await place.ledger()).read({ kinds: ['job_created'], limit: 10_000 });
  return entries.find(({ summary }) => summary.endsWith(words))?.job;
}

/** Each case has conversations of its own, so that its faults are its own. */
function routes(most: number): Route[] {
  return Array.from({ length: most }, (_, index) => index + 1).flatMap((number) => {
    const task = `\\(case ${number}\\)`;
    return number % 3 === 0 ? planned().map((route) => ({ ...route, task })) : [{ task, steps: fixes() }];
  });
}

function caseOf(seen: SeenRequest): number {
  const task = seen.messages.find(({ role }) => role === 'user')?.text ?? '';
  return Number(/\(case (\d+)\)/.exec(task)?.[1] ?? 0);
}

/** The processes that work: all but the last are workers, the last is a server. Each process has a key of its own. */
class Crew {
  readonly #place: Place;
  readonly #server: ScriptedServer;
  readonly #size: number;
  readonly #running: Run[] = [];
  #begun = 0;

  constructor(place: Place, server: ScriptedServer, size: number) {
    this.#place = place;
    this.#server = server;
    this.#size = size;
  }

  async start(): Promise<void> {
    for (let index = 0; index < this.#size; index += 1) this.#running[index] = this.#begin(index);
  }

  #begin(index: number): Run {
    this.#begun += 1;
    const args = index === this.#size - 1 ? ['serve', '--port', '0', '--workers', '1'] : ['worker'];
    return this.#place.start(args, { env: model.env(this.#server.url, `process-${this.#begun}`) });
  }

  async kill(index: number): Promise<void> {
    const run = this.#running[index];
    run?.child.kill('SIGKILL');
    await run?.ended;
    this.#running[index] = this.#begin(index);
  }

  /** Ends all in good order; says which did not. */
  async stop(): Promise<string[]> {
    const problems: string[] = [];
    for (const { child } of this.#running) child.kill('SIGTERM');
    for (const run of this.#running) {
      const { code, signal, stderr } = await run.ended;
      if (code !== 0) problems.push(`a process ended with ${code ?? signal}: ${stderr.slice(-1000)}`);
    }
    return problems;
  }
}

const turnsOf = (entries: readonly LedgerEntry[]) =>
  entries.filter(({ data }) => data['event'] === 'turn-finished' && 'result' in data);

const isRight = (job: Job) => job.status === 'succeeded';

async function problemsOf(place: Place, job: Job, entries: LedgerEntry[]): Promise<string[]> {
  const problems: string[] = [];
  if (!isRight(job)) {
    const gates = entries.filter(({ data }) => data['event'] === 'gate-finished').map(({ summary }) => summary);
    const last = entries.slice(-12).map(({ time, kind, summary }) => `\n    ${time} ${kind}: ${summary}`);
    return [
      `ended as ${job.status}: ${job.error?.message ?? job.stopReason ?? 'no reason'} ${gates.join('; ')}${last.join('')}`,
    ];
  }
  if (!(await (await place.ledger()).verify(job.id)).ok) problems.push('its chain does not verify');
  const steps = entries.flatMap(({ data }) =>
    'step' in data && 'result' in data ? [textOf(data['step'] ?? null, '')] : [],
  );
  for (const step of new Set(steps.filter((step, index) => steps.indexOf(step) !== index))) {
    problems.push(`step ${step} is recorded twice`);
  }
  return problems;
}

/** Small fixes and planned changes, by workers that are killed. */
const fixing: Workload = {
  prepare: async () => {},
  request: (number) => ({
    words: number % 3 === 0 ? 'Add support for an argument of 0 to format in index.js' : goal,
    flags: [],
  }),
  routes,
  victims: () => ({}),
  problems(place, job, entries, requests) {
    const problems: string[] = [];
    const { changed, commits } = resultOf(place, job);
    if (changed !== 'index.js test/zero.test.js') problems.push(`its result changes ${changed}`);
    if (commits !== 1) problems.push('it committed more than once');
    return [...problems, ...paidTwice(requests, entries), ...owners(entries, requests)];
  },
};

/** What a job delivered. */
export function resultOf(place: Place, job: Job): { changed: string; commits: number } {
  const repository = job.repository ?? '';
  const branch = `codewright/${job.id.slice(-8)}`;
  const changed = place.git(repository, 'diff', '--name-only', 'main', branch).split('\n').join(' ');
  return { changed, commits: place.git(repository, 'log', '--format=%s', `main..${branch}`).split('\n').length };
}

/** False where it was gone already. */
function kill(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** One owner at a time: the processes that ask for a job follow one another, as often as it was claimed at most. */
export function owners(entries: LedgerEntry[], requests: SeenRequest[]): string[] {
  const problems: string[] = [];
  const epochs = entries.flatMap(({ kind, data }) => (kind === 'job_claimed' ? [Number(data['epoch'])] : []));
  if (epochs.some((epoch, index) => index > 0 && epoch <= (epochs[index - 1] ?? 0)))
    problems.push(`its claims are ${epochs.join(', ')}`);
  const keys = requests.map(({ key }) => key);
  const blocks = keys.filter((key, index) => key !== keys[index - 1]);
  if (blocks.length > epochs.length)
    problems.push(`${blocks.length} processes asked in turn, with ${epochs.length} claims`);
  for (const [index, request] of requests.entries()) {
    const before = requests[index - 1];
    if (before && before.key !== request.key && before.finishedAt !== null && before.finishedAt > request.arrivedAt) {
      problems.push(`requests ${before.number} and ${request.number} of two processes overlap`);
    }
  }
  return problems;
}

/** What is still there that should be gone. */
function leftovers(place: Place): string[] {
  const problems: string[] = [];
  const running = place.processes();
  if (running.length > 0) problems.push(`processes are left running: ${running.join(', ')}`);
  for (const folder of [join(place.state, 'processes'), place.temporary]) {
    const left = existsSync(folder) ? readdirSync(folder) : [];
    if (left.length > 0) problems.push(`${folder} still holds ${left.slice(0, 5).join(', ')} (${left.length})`);
  }
  return problems;
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
