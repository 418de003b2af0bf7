/** Runs the tests of one copy with the project's own runner, and reads from it what each of them did. */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { asTest, baseEnv, config, execute, fresh, readJson, readLines, scratch } from './trial-execute.mjs';
import { runGo } from './trial-go.mjs';
import { tapResults } from './trial-tap.mjs';
import { runProven, runWarmVitest } from './trial-warm.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const heapMegabytes = 512;

/** node:test and tape, in a Node that stays where that tells the same; and whatever else a file does when Node runs it. */
async function runNode(slot, files, { timeoutMs, cover, fresh: alone }) {
  const cold = () => runColdNode(slot, files, { timeoutMs, cover });
  if (cover || alone || !files.every((file) => usesNodeTest(join(slot, file)) || usesTape(join(slot, file))))
    return cold();
  const flags = [`--max-old-space-size=${heapMegabytes}`, '--stack-size=900', ...(config.flags ?? [])];
  const how = { argv: { flags, args: [] }, env: baseEnv, timeoutMs: timeoutMs * files.length, cold };
  return runProven('trial-node.mjs', slot, { files }, how);
}

const known = new Map();
function textOf(path) {
  if (!known.has(path)) known.set(path, readFileSync(path, 'utf8'));
  return known.get(path);
}
const usesNodeTest = (path) => /['"]node:test['"]/.test(textOf(path));
const usesTape = (path) => /(?:require\(|from )['"]tape['"]/.test(textOf(path));

async function runColdNode(slot, files, { timeoutMs, cover }) {
  const results = [];
  for (const file of files) {
    const out = fresh('node');
    const argv = [
      process.execPath,
      `--max-old-space-size=${heapMegabytes}`,
      '--stack-size=900',
      ...(config.flags ?? []),
      ...(cover ? [`--import=${join(here, 'trial-hook.mjs')}`] : []),
      `--test-reporter=${join(here, 'trial-reporter.cjs')}`,
      `--test-reporter-destination=${out}`,
      file,
    ];
    const env = cover ? { TRIAL_COVER: cover, ...(usesNodeTest(join(slot, file)) ? {} : { TRIAL_FILE: file }) } : {};
    const ended = await execute(argv, { cwd: slot, timeoutMs, env });
    let found = readLines(out).map((one) => ({ ...one, file }));
    rmSync(out, { force: true });
    if (found.length === 0) found = tapResults(file, ended);
    found = toTheEnd(found, file, ended);
    if (!ended.late && ended.code !== 0 && found.every(({ ok }) => ok))
      found.push({ ...asTest(file, ended), name: `${file} (exit)` });
    results.push(...found);
    if (ended.late) break;
  }
  return results;
}

/** What was told before a run was ended is not all: the one that never came to its end fails. */
function toTheEnd(found, file, ended) {
  if (found.length === 0) return [asTest(file, ended)];
  return ended.late ? [...found, { ...asTest(file, ended), name: `${file} (time)` }] : found;
}

/** For a run of several files by one process. */
const forAll = (files, timeoutMs) => timeoutMs * Math.max(1, Math.min(files.length, 40) / 2);

const jestLike = (slot, report) =>
  (report?.testResults ?? []).flatMap((suite) => {
    const file = relative(slot, suite.name);
    // A file of data that is named like tests is none.
    if (/No test suite found in file|must contain at least one test/.test(suite.message ?? '')) return [];
    if (suite.assertionResults.length === 0 && suite.status === 'failed')
      return [{ name: file, file, ok: false, message: suite.message ?? '' }];
    return suite.assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map((one) => ({
        name: [...(one.ancestorTitles ?? []), one.title].join(' > '),
        file,
        ok: one.status === 'passed',
        message: (one.failureMessages ?? []).join('\n').slice(0, 4000),
      }));
  });

async function runJest(slot, files, { timeoutMs, cover, fresh: alone }) {
  const cold = () => runColdJest(slot, files, { timeoutMs, cover });
  if (cover || alone) return cold();
  const args = [`--cacheDirectory=${join(scratch, 'jest')}`, ...(config.args ?? [])];
  const argv = { flags: config.flags ?? [], args };
  return runProven(
    'trial-jest.mjs',
    slot,
    { files },
    { argv, env: baseEnv, timeoutMs: forAll(files, timeoutMs), slackMs: 3000, cold },
  );
}

async function runColdJest(slot, files, { timeoutMs, cover }) {
  const out = fresh('jest');
  const bin = join(slot, 'node_modules/jest/bin/jest.js');
  const argv = [
    process.execPath,
    ...(config.flags ?? []),
    bin,
    '--json',
    `--outputFile=${out}`,
    '--runInBand',
    '--coverage=false',
    `--cacheDirectory=${join(scratch, 'jest')}`,
    ...(config.args ?? []),
    ...(cover ? [`--setupFilesAfterEnv=${join(here, 'trial-globals.cjs')}`] : []),
    '--runTestsByPath',
    ...files,
  ];
  const ended = await execute(argv, {
    cwd: slot,
    timeoutMs: forAll(files, timeoutMs) + 3000,
    env: cover ? { TRIAL_COVER: cover } : {},
  });
  const found = jestLike(slot, readJson(out));
  return found.length > 0 ? found : [asTest(files.join(' '), ended)];
}

async function runVitest(slot, files, { timeoutMs, cover, changed, fresh: alone }) {
  if (!cover) {
    const argv = { flags: config.flags ?? [], args: config.args ?? [] };
    const kept = await runWarmVitest(
      slot,
      { files, changed, alone },
      { argv, env: baseEnv, timeoutMs: forAll(files, timeoutMs), slackMs: 4000 },
    );
    if (kept) return kept;
  }
  const out = fresh('vitest');
  const bin = join(slot, 'node_modules/vitest/vitest.mjs');
  const argv = [
    process.execPath,
    ...(config.flags ?? []),
    bin,
    'run',
    '--reporter=json',
    `--outputFile=${out}`,
    '--coverage.enabled=false',
    '--no-file-parallelism',
    ...(config.args ?? []),
    ...files,
  ];
  const ended = await execute(argv, {
    cwd: slot,
    timeoutMs: forAll(files, timeoutMs) + 4000,
    env: cover ? { TRIAL_COVER: cover } : {},
  });
  const found = jestLike(slot, readJson(out));
  return found.length > 0 ? found : [asTest(files.join(' '), ended)];
}

async function runMocha(slot, files, { timeoutMs, cover, changed, fresh: alone }) {
  const cold = () => runColdMocha(slot, files, { timeoutMs, cover });
  if (cover || alone || !config.settings) return cold();
  const argv = { flags: config.flags ?? [], args: [JSON.stringify({ settings: config.settings })] };
  const how = { argv, env: baseEnv, timeoutMs: forAll(files, timeoutMs), slackMs: 1000, cold };
  return runProven('trial-mocha.mjs', slot, { files, changed }, how);
}

async function runColdMocha(slot, files, { timeoutMs, cover }) {
  const out = fresh('mocha');
  const bin = ['bin/mocha.js', 'bin/_mocha'].map((one) => join(slot, 'node_modules/mocha', one)).find(existsSync);
  const argv = [
    process.execPath,
    ...(config.flags ?? []),
    bin ?? join(slot, 'node_modules/mocha/bin/mocha.js'),
    ...(config.settings ? ['--no-package', '--config', settingsFile()] : (config.args ?? [])),
    '--reporter',
    join(here, 'trial-mocha-reporter.cjs'),
    ...files,
  ];
  const ended = await execute(argv, {
    cwd: slot,
    timeoutMs: forAll(files, timeoutMs) + 1000,
    env: { TRIAL_OUT: out, ...(cover ? { TRIAL_COVER: cover } : {}) },
  });
  const found = readLines(out).map((one) => ({ ...one, file: one.file ? relative(slot, one.file) : (files[0] ?? '') }));
  rmSync(out, { force: true });
  return toTheEnd(found, found.length > 0 ? (files[0] ?? '') : files.join(' '), ended);
}

/** The settings as Mocha read them, without the files that they name: it would run these beside the files that are asked for. */
function settingsFile() {
  const file = join(scratch, 'mocharc.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(config.settings));
  return file;
}

/** A file at a time, as it tells them in TAP. */
async function runAva(slot, files, { timeoutMs, cover }) {
  const results = [];
  for (const file of files) {
    const argv = [process.execPath, ...(config.flags ?? []), binOf(slot, 'ava'), '--tap', ...(config.args ?? []), file];
    const env = cover ? { TRIAL_COVER: cover, TRIAL_FILE: file } : {};
    const ended = await execute(argv, { cwd: slot, timeoutMs: timeoutMs + 3000, env });
    results.push(...toTheEnd(tapResults(file, ended), file, ended));
    if (ended.late) break;
  }
  return results;
}

/** The program of a package, as its manifest names it. */
function binOf(slot, name) {
  const folder = join(slot, 'node_modules', name);
  const { bin } = readJson(join(folder, 'package.json')) ?? {};
  return join(folder, typeof bin === 'string' ? bin : (bin?.[name] ?? 'cli.js'));
}

/** Whatever else tests a project: it passes or it does not. */
async function runCommand(slot, files, { timeoutMs, cover }) {
  const ended = await execute(config.argv, {
    cwd: slot,
    timeoutMs: timeoutMs + 5000,
    env: cover ? { TRIAL_COVER: cover } : {},
  });
  return toTheEnd(tapResults('tests', ended), 'tests', ended);
}

/** A Python process that has loaded what the tests need and forks for each trial. */
class PythonServer {
  constructor(slot) {
    this.slot = slot;
    this.waiting = null;
    this.start();
  }

  start() {
    const way = (config.argv ?? []).includes('pytest') ? ['pytest'] : [];
    this.child = spawn('python3', [join(here, 'trial_server.py'), this.slot, ...way], {
      cwd: this.slot,
      env: baseEnv,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.said = '';
    this.child.stderr.setEncoding('utf8').on('data', (text) => {
      this.said = (this.said + text).slice(-4000);
    });
    this.child.on('error', (error) =>
      this.answer({ results: [asTest('python3', { code: 127, stdout: '', stderr: error.message })] }),
    );
    this.child.on('exit', () => this.answer(null));
    createInterface({ input: this.child.stdout }).on('line', (line) => this.answer(JSON.parse(line)));
  }

  answer(value) {
    const waiting = this.waiting;
    this.waiting = null;
    waiting?.(value);
  }

  async run(request) {
    if (this.child.exitCode !== null || this.child.signalCode !== null) this.start();
    const answer = await new Promise((resolve) => {
      this.waiting = resolve;
      this.child.stdin.write(`${JSON.stringify(request)}\n`, () => undefined);
    });
    return answer ?? { results: [asTest('python3', { code: 1, stdout: '', stderr: this.said })] };
  }
}
export const servers = new Map();

async function runPython(slot, files, { timeoutMs, cover, names }) {
  let server = servers.get(slot);
  if (!server) servers.set(slot, (server = new PythonServer(slot)));
  const { results, lines } = await server.run({ files, timeoutMs, cover: Boolean(cover), names: names ?? null });
  if (cover && lines) for (const line of lines) appendFileSync(cover, `${JSON.stringify(line)}\n`);
  return results;
}

export const kinds = {
  node: runNode,
  jest: runJest,
  vitest: runVitest,
  mocha: runMocha,
  ava: runAva,
  python: runPython,
  go: runGo,
  command: runCommand,
};
