/** What all runners share: the settings of this process, and commands that are run to their end. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchMemory } from './trial-memory.mjs';

export const config = JSON.parse(process.argv[2] ?? '{}');
export const scratch = mkdtempSync(join(tmpdir(), 'trial-'));
/** What a test prints is only read where its runner has no better way to say what happened. */
const mostOutput = 400_000;

export const baseEnv = {
  ...process.env,
  CI: '1',
  NO_COLOR: '1',
  FORCE_COLOR: '0',
  PYTHONDONTWRITEBYTECODE: '1',
  // What the tests load beside the changed file is compiled once.
  NODE_COMPILE_CACHE: join(scratch, 'compiled'),
  NODE_ENV: config.env?.NODE_ENV ?? 'test',
  ...config.env,
};
delete baseEnv.NODE_OPTIONS;

const outOfMemory = /^FATAL ERROR: .*(?:heap out of memory|Allocation failed)/m;

/** Runs one command to its end, or kills all that it started. */
export function execute(argv, { cwd, env = {}, timeoutMs }) {
  return new Promise((resolve) => {
    const child = spawn(argv[0], argv.slice(1), {
      cwd,
      env: { ...baseEnv, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    let late = false;
    const kill = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    };
    const end = () => {
      late = true;
      kill();
    };
    const timer = setTimeout(end, timeoutMs);
    const unwatch = child.pid === undefined ? () => undefined : watchMemory(child.pid, cwd, end);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      if (stdout.length < mostOutput) stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      if (stderr.length < mostOutput) stderr += text;
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      unwatch();
      resolve({ code: 127, late: false, stdout, stderr: `${stderr}${error.message}` });
    });
    child.on('exit', () => setTimeout(kill, 0));
    child.on('close', (code) => {
      clearTimeout(timer);
      unwatch();
      // Node ends itself where it may have no more memory: what came before that is not all, as with one that never ends.
      resolve({ code, late: late || outOfMemory.test(stderr), stdout, stderr });
    });
  });
}

export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

export function readLines(file) {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}

export const tooMuch = 'The test ran too long, or took too much memory.';

export const asTest = (file, { code, late, stdout, stderr }) => ({
  name: file,
  file,
  ok: code === 0 && !late,
  message: late ? tooMuch : `${stdout.slice(-3000)}\n${stderr.slice(-3000)}`,
  ...(late ? { late } : {}),
});

let runs = 0;
export const fresh = (name) => join(scratch, `${name}-${(runs += 1)}`);
