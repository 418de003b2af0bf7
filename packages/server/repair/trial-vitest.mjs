/**
 * A Vitest that stays: started once for a copy, it runs test files again and again with what has changed taken out of its memory. Requests
 * come as JSON lines on standard input; answers leave on descriptor 3, since tests print where they like.
 */
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { keepWorkers } from './trial-vitest-pool.mjs';

const [slot, ...args] = process.argv.slice(2);
const say = (value) => writeSync(3, `${JSON.stringify(value)}\n`);

const manifest = createRequire(join(slot, 'package.json')).resolve('vitest/package.json');
const { createVitest, ForksPoolWorker, parseCLI } = await import(
  pathToFileURL(join(dirname(manifest), 'dist/node.js')).href
);
const { options } = parseCLI(['vitest', 'run', ...args]);
const silent = { onInit() {}, onTestRunEnd() {} };
const vitest = await createVitest('test', {
  ...options,
  root: options.root ?? slot,
  run: true,
  watch: false,
  coverage: { enabled: false },
  fileParallelism: false,
  reporters: [silent],
});
await (vitest.standalone ?? vitest.init).call(vitest);
const keeping = keepWorkers(vitest, ForksPoolWorker);

/** As Vitest's own JSON report has them. */
function resultsOf(modules, files) {
  const found = [];
  for (const module of modules) {
    const file = relative(slot, module.moduleId);
    if (!files.includes(file)) continue;
    const tests = [...module.children.allTests()];
    const broken = module.errors();
    // A file of data that is named like tests is none.
    if (tests.length === 0 && broken.length > 0 && broken.every(({ message }) => holdsNone.test(message))) continue;
    if (tests.length === 0 || broken.length > 0)
      found.push({ name: file, file, ok: broken.length === 0, message: messageOf(broken) });
    for (const test of tests) {
      const { state, errors = [] } = test.result();
      if (state === 'passed' || state === 'failed')
        found.push({ name: test.fullName, file, ok: state === 'passed', message: messageOf(errors) });
    }
  }
  return found;
}

const holdsNone = /^No test (?:suite )?found/;
const messageOf = (errors) =>
  errors
    .map(({ stack, message, name }) => stack ?? `${name ?? 'Error'}: ${message}`)
    .join('\n')
    .slice(0, 4000);

async function run(files) {
  const wanted = new Set(files.map((file) => join(slot, file)));
  const specifications = (await vitest.globTestSpecifications(files)).filter(({ moduleId }) => wanted.has(moduleId));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const results = resultsOf(testModules, files);
  if (unhandledErrors.length > 0 && results.every(({ ok }) => ok))
    results.push({ name: 'unhandled', file: files[0], ok: false, message: messageOf(unhandledErrors) });
  return results;
}

/** Runs in a process that stays are compared with what a new one tells before it is believed. */
const provings = 3;
/** What modules of packages leave behind adds up: after so many runs it is time for a new Vitest. */
const mostRuns = 100;
let runs = 0;

/** In a process that has run other trials before, where that tells the same. `proven`: how often it did; -1: once it did not. */
async function runKept(files, proven) {
  const kept = await runIn(files, true);
  runs += 1;
  const ended = runs >= mostRuns;
  if (proven >= provings) return { results: kept, proven, ended };
  const results = await runIn(files, false);
  return { results, proven: told(kept) === told(results) ? proven + 1 : -1, ended };
}

async function runIn(files, kept) {
  keeping.on = kept;
  try {
    return await run(files);
  } finally {
    keeping.on = false;
  }
}

/** Whether a process that stays sees what changes in a file, by path. */
const seen = new Map();
const poison = 'this trial cannot be loaded';

/** One that has loaded a file in a way that Vitest does not take back would go on with the old text. */
async function seesChange(path, files) {
  if (!seen.has(path)) {
    const file = join(slot, path);
    const text = readFileSync(file);
    await runIn(files, true);
    writeFileSync(file, `throw new Error(${JSON.stringify(poison)});\n`);
    invalidate([path]);
    const told = await runIn(files, true);
    seen.set(
      path,
      told.some(({ message }) => message.includes(poison)),
    );
    writeFileSync(file, text);
    invalidate([path]);
  }
  return seen.get(path);
}

function invalidate(paths) {
  for (const path of paths) {
    vitest.invalidateFile(join(slot, path));
    // What a process that stays has loaded as well.
    vitest.watcher?.invalidates?.add(join(slot, path));
  }
}

async function mayStay(paths, files) {
  for (const path of paths) if (!(await seesChange(path, files))) return false;
  return true;
}

const told = (results) =>
  results
    .map(({ name, ok }) => `${ok} ${name}`)
    .sort()
    .join('\n');

let last = [];
say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { files, changed, proven = 0, alone = false } = JSON.parse(line);
  try {
    const touched = [...new Set([...last, ...changed])];
    invalidate(touched);
    last = changed;
    const stays = keeping && !alone && proven >= 0 && (await mayStay(touched, files));
    say(stays ? await runKept(files, proven) : { results: await run(files) });
  } catch (error) {
    say({ error: String(error?.stack ?? error) });
  }
}
process.exit(0);
