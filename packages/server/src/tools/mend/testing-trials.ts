import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RunnerPlan } from '../../program-repair/runner.ts';
import { allPids, commandLine } from '../../sandbox/processes.ts';
import { dataFolder } from '../../shared/data.ts';

interface Answer {
  id?: number;
  ready?: boolean;
  files?: string[];
  results?: { name: string; file: string; ok: boolean; message: string; late?: boolean }[];
  screened?: ({ name: string; ok: boolean }[] | null)[];
}

/** The runner of trials as a process over a project of its own, with one copy. `prepare` may add to the project. */
export async function openTrialProcess(
  kind: RunnerPlan['kind'],
  files: Record<string, string>,
  prepare: (root: string) => void = () => undefined,
) {
  const folder = mkdtempSync(join(tmpdir(), 'codewright-warm-'));
  const root = join(folder, 'project');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  prepare(root);
  const plan: RunnerPlan = { kind, flags: [], args: [], patterns: [], env: {}, argv: ['npm', 'test'] };
  const config = JSON.stringify({ root, workers: 1, ...plan });
  const child = spawn(process.execPath, [join(dataFolder('repair'), 'trial.mjs'), config], {
    env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: folder, TMPDIR: folder },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await answers.next()).value)) as Answer;
  const { files: tests = [] } = await next();
  let count = 0;
  const ask = async (edits: Record<string, string>, more: object) => {
    const request = { id: (count += 1), edits, timeoutMs: 8000, ...more };
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return await next();
  };
  return {
    root,
    /** Files that hold tests. */
    tests,
    /** What the tests do with these texts in place of the files; how each of them ends, by its name. */
    async attempt(edits: Record<string, string>, more: object = {}): Promise<Record<string, boolean>> {
      return Object.fromEntries(((await ask(edits, more)).results ?? []).map(({ name, ok }) => [name, ok]));
    },
    /** The names of what was ended before it came to its end. */
    async stopped(edits: Record<string, string>, more: object = {}): Promise<string[]> {
      return ((await ask(edits, more)).results ?? []).filter(({ late }) => late === true).map(({ name }) => name);
    },
    /** What the tests tell of changed functions in one program, of each by the names of the tests. */
    async screened(more: object): Promise<(Record<string, boolean> | null)[]> {
      const { screened = [] } = await ask({}, more);
      return screened.map((told) => told && Object.fromEntries(told.map(({ name, ok }) => [name, ok])));
    },
    /** Runners that stay and belong to this process, by the name of their program. */
    kept: (program: string) =>
      allPids().filter((pid) => {
        const words = commandLine(pid).join(' ');
        return words.includes(program) && words.includes(folder);
      }),
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
