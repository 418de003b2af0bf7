/**
 * A Mocha that stays: what its settings ask for is loaded once for a copy, the project's own files are loaded anew for each request. Requests
 * come as JSON lines on standard input; answers leave on descriptor 3, since tests print where they like.
 */
import { existsSync, readFileSync, realpathSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { catchExit, createReload } from './trial-reload.mjs';
import { listen } from './trial-mocha-reporter.cjs';

const slot = realpathSync(process.argv[2]);
const { settings } = JSON.parse(process.argv[3]);
/** Modules that were loaded once stay in memory: after so many runs it is time for a new process. */
const mostRuns = 400;
const mostLoaded = 4_000;
const say = (value) => writeSync(3, `${JSON.stringify(value)}\n`);
const list = (given) => (given === undefined ? [] : [given].flat());

const project = createReload(slot);
const own = createRequire(join(slot, 'package.json'));
const ofMocha = createRequire(own.resolve('mocha/package.json'));
const Mocha = ofMocha('mocha');
const usual = { ...own.extensions };

for (const one of list(settings.import)) await import(pathToFileURL(own.resolve(one)).href);
let rootHooks;
const hooks = [];
for (const one of list(settings.require)) {
  const path = existsSync(resolve(slot, one)) ? resolve(slot, one) : own.resolve(one);
  const { mochaHooks, mochaGlobalSetup, mochaGlobalTeardown } = (await load(path)) ?? {};
  if (mochaGlobalSetup || mochaGlobalTeardown) throw new Error('A set-up of its own.');
  if (mochaHooks) hooks.push(typeof mochaHooks === 'function' ? await mochaHooks() : mochaHooks);
}
for (const kind of ['beforeAll', 'beforeEach', 'afterAll', 'afterEach'])
  if (hooks.some((one) => one[kind])) rootHooks = { ...rootHooks, [kind]: hooks.flatMap((one) => list(one[kind])) };

/** As Mocha loads it; by `import` what is a module, since only that can be loaded again. */
async function load(path) {
  return isModule(path) ? import(pathToFileURL(path).href) : own(path);
}

function isModule(path) {
  const extension = extname(path);
  if (extension === '.mjs' || extension === '.mts') return true;
  if (extension === '.cjs' || extension === '.cts' || !path.startsWith(slot)) return false;
  // What compiles files as they are required makes CommonJS of modules.
  const compiled = [extension, '.js'].some((one) => own.extensions[one] !== usual[one]);
  return (
    typeOf(path) === 'module' || (!compiled && /^\s*(?:import\s*[\w{*'"]|export\s)/m.test(readFileSync(path, 'utf8')))
  );
}

function typeOf(path) {
  for (let folder = dirname(path); folder.startsWith(slot); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type;
  }
  return undefined;
}

async function run(files) {
  const mocha = new Mocha({
    ...settings,
    reporter: undefined,
    rootHooks,
    parallel: false,
    forbidOnly: false,
    forbidPending: false,
  });
  const told = [];
  mocha.reporter(function quiet(runner) {
    listen(runner, (outcome) => told.push(outcome));
  });
  for (const file of [...list(settings.file), ...files]) {
    const path = resolve(slot, file);
    mocha.suite.emit('pre-require', globalThis, path, mocha);
    mocha.suite.emit('require', await load(path), path, mocha);
    mocha.suite.emit('post-require', globalThis, path, mocha);
  }
  await new Promise((done) => {
    mocha.run(done);
  });
  mocha.dispose?.();
  return told.map((one) => ({ ...one, file: one.file ? relative(slot, one.file) : (files[0] ?? '') }));
}

const exits = catchExit();
const environment = { ...process.env };
let runs = 0;
say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { files, changed = [] } = JSON.parse(line);
  runs += 1;
  exits.begin();
  project.next();
  let results = null;
  try {
    results = await run(files);
  } catch (error) {
    results = [{ name: files.join(' '), file: files[0], ok: false, message: String(error?.stack ?? error) }];
  }
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  if (process.cwd() !== slot) process.chdir(slot);
  const answer =
    exits.exited() || !project.isFresh(changed.map((path) => join(slot, path))) ? { cold: true } : { results };
  say(runs < mostRuns && project.loaded() < mostLoaded ? answer : { ...answer, ended: true });
}
process.reallyExit(0);
