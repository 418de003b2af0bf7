/** Runners that stay, one for each copy: what they need is loaded once. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const startMs = 20_000;

class VitestServer {
  constructor(slot, { argv, env }) {
    this.slot = slot;
    this.argv = argv;
    this.env = env;
    this.child = null;
  }

  start() {
    this.child = spawn(
      process.execPath,
      [...this.argv.flags, join(here, 'trial-vitest.mjs'), this.slot, ...this.argv.args],
      {
        cwd: this.slot,
        env: this.env,
        stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
        detached: true,
      },
    );
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
    const timer = setTimeout(() => {
      this.answer({ late: true });
      this.kill();
    }, ms);
    const value = await new Promise((resolve) => {
      this.resolve = resolve;
    });
    clearTimeout(timer);
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

  async run(request, timeoutMs) {
    if (this.child === null || this.child.exitCode !== null || this.child.signalCode !== null) {
      const begun = await this.start();
      if (!begun.ready) return { error: 'it did not start' };
    }
    const answered = this.next(timeoutMs);
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    return answered;
  }
}

const vitests = new Map();
let works = true;

/**
 * What the tests of these files did with a Vitest that stays; null where this version does not let itself be kept, so that each run must
 * start its own.
 */
export async function runWarmVitest(slot, request, { argv, env, timeoutMs }) {
  if (!works) return null;
  let server = vitests.get(slot);
  if (!server) vitests.set(slot, (server = new VitestServer(slot, { argv, env })));
  const answer = await server.run(request, timeoutMs);
  if (answer.late)
    return [
      {
        name: request.files.join(' '),
        file: request.files[0] ?? '',
        ok: false,
        late: true,
        message: 'The test ran too long.',
      },
    ];
  if (answer.results?.length > 0) return answer.results;
  // Of a file that does not even load there are results too: this is a Vitest that works otherwise.
  server.kill();
  works = false;
  return null;
}

export function endWarm() {
  for (const server of vitests.values()) server.kill();
}
