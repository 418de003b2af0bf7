/** Runners that stay, one for each copy: what they need is loaded once. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { tooMuch } from './trial-execute.mjs';
import { watchMemory } from './trial-memory.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const startMs = 20_000;
/** What a process that has answered before may take beside its tests. */
const settledMs = 400;

class WarmServer {
  constructor(program, slot, { argv, env }) {
    this.program = program;
    this.slot = slot;
    this.argv = argv;
    this.env = env;
    this.child = null;
    this.settled = false;
  }

  start() {
    this.settled = false;
    this.child = spawn(process.execPath, [...this.argv.flags, join(here, this.program), this.slot, ...this.argv.args], {
      cwd: this.slot,
      env: this.env,
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
      detached: true,
    });
    this.child.on('error', () => this.answer({ error: 'it did not start' }));
    this.child.on('exit', () => this.answer({ error: 'it ended' }));
    this.child.stdin.on('error', () => undefined);
    createInterface({ input: this.child.stdio[3] }).on('line', (line) => this.answer(JSON.parse(line)));
    return this.next(startMs);
  }

  answer(value) {
    const { resolve } = this;
    this.resolve = undefined;
    resolve?.(value);
  }

  /** The next thing that it says; `late` where it does not in time: then it is ended, with all that it started. */
  async next(ms) {
    const end = () => {
      this.answer({ late: true });
      this.kill();
    };
    const timer = setTimeout(end, ms);
    const unwatch = this.child.pid === undefined ? () => undefined : watchMemory(this.child.pid, this.slot, end);
    const value = await new Promise((resolve) => {
      this.resolve = resolve;
    });
    clearTimeout(timer);
    unwatch();
    return value;
  }

  kill() {
    const { child } = this;
    this.child = null;
    if (!child) return;
    child.removeAllListeners('exit');
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      child.kill('SIGKILL');
    }
  }

  /** `slackMs`: what its first run may take beside the tests. */
  async run(request, timeoutMs, slackMs = 0) {
    if (this.child === null || this.child.exitCode !== null || this.child.signalCode !== null) {
      const begun = await this.start();
      if (!begun.ready) return { error: 'it did not start' };
    }
    const answered = this.next(timeoutMs + (this.settled ? Math.min(slackMs, settledMs) : slackMs));
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await answered;
    this.settled = Boolean(answer.results);
    // It said that it goes: the next one gets a new process.
    if (answer.ended) this.kill();
    return answer;
  }
}

const servers = new Map();

function serverFor(program, slot, how) {
  const key = `${program}:${slot}`;
  let server = servers.get(key);
  if (!server) servers.set(key, (server = new WarmServer(program, slot, how)));
  return server;
}

let vitestWorks = true;
/** How often a process that Vitest keeps told the same as a new one; -1: once it did not. */
let vitestProven = 0;

/**
 * What the tests of these files did with a Vitest that stays; null where this version does not let itself be kept, so that each run must
 * start its own.
 */
export async function runWarmVitest(slot, request, { argv, env, timeoutMs, slackMs }) {
  if (!vitestWorks) return null;
  const server = serverFor('trial-vitest.mjs', slot, { argv, env });
  const answer = await server.run({ ...request, proven: vitestProven }, timeoutMs, slackMs);
  if (answer.late) return [tooLong(request.files, request.files.join(' '))];
  if (answer.proven !== undefined && vitestProven >= 0)
    vitestProven = answer.proven < 0 ? -1 : Math.max(vitestProven, answer.proven);
  if (answer.results?.length > 0) return answer.results;
  // Of a file that does not even load there are results too: this is a Vitest that works otherwise.
  server.kill();
  vitestWorks = false;
  return null;
}

const tooLong = (files, name) => ({
  name,
  file: files[0] ?? '',
  ok: false,
  late: true,
  message: tooMuch,
});

/** Runs that are compared with what a new process says before one that stays is believed. */
const provings = 3;
/** For each program that stays, how often it told the same, and whether it once did not. */
const trust = new Map();

const told = (results) =>
  results
    .map(({ name, ok }) => `${ok} ${name}`)
    .sort()
    .join('\n');

/**
 * What the tests of these files did in a process that stays (`program`). It is believed once it has told the same as a new process (`cold`)
 * some times.
 */
export async function runProven(program, slot, request, { argv, env, timeoutMs, slackMs = 0, cold }) {
  if (!trust.has(program)) trust.set(program, { proven: 0, doubted: false });
  const state = trust.get(program);
  if (state.doubted) return cold();
  const server = serverFor(program, slot, { argv, env });
  const proving = state.proven < provings ? cold() : null;
  const answer = await server.run(request, timeoutMs, slackMs);
  if (answer.error === 'it did not start') state.doubted = true;
  const truth = await proving;
  if (answer.late) return truth ?? [tooLong(request.files, `${request.files[0] ?? ''} (time)`)];
  if (!answer.results) return truth ?? cold();
  if (!truth) return answer.results;
  if (told(truth) === told(answer.results)) state.proven += 1;
  else {
    state.doubted = true;
    server.kill();
  }
  return truth;
}

export function endWarm() {
  for (const server of servers.values()) server.kill();
}
