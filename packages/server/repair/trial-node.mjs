/**
 * A process that stays and runs files of node:test and of tape again and again. What belongs to the project is loaded anew for each file, what it only uses
 * is not. Requests are JSON lines on standard input, read while nothing else is done, so that the end of all waiting is noticed; answers
 * leave on descriptor 3, since tests print where they like.
 */
import { readSync, realpathSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { begin, blame, finished } from './trial-node-test.mjs';
import { catchExit, createReload } from './trial-reload.mjs';
import { words } from './trial-reporter.cjs';
import { tapResults } from './trial-tap.mjs';
import { createTape } from './trial-tape.mjs';

const slot = realpathSync(process.argv[2]);
/** Modules that were loaded once stay in memory: after so many it is time for a new process. */
const mostLoaded = 4_000;
const own = new URL('./trial-node-test.mjs', import.meta.url).href;
/** The module as Node has it: the function `test` is the whole of it as well. */
const whole = 'trial:node-test';
const source = `export * from '${own}';
import { test } from '${own}';
export { test as default, test as 'module.exports' };`;
const say = (value) => writeSync(3, `${JSON.stringify(value)}\n`);

const tape = createTape(slot);
const project = createReload(slot, {
  resolve(specifier, context) {
    const { parentURL } = context;
    if (specifier === 'node:test' && parentURL !== own) return { url: whole, format: 'module', shortCircuit: true };
    return parentURL === whole
      ? { url: specifier, format: 'module', shortCircuit: true }
      : tape.resolve(specifier, context);
  },
  load: (url) => (url === whole ? { format: 'module', source, shortCircuit: true } : tape.load(url)),
});

/** The next line of standard input; null at its end. */
let rest = '';
const buffer = Buffer.alloc(1 << 16);
function nextLine() {
  for (;;) {
    const at = rest.indexOf('\n');
    if (at >= 0) {
      const line = rest.slice(0, at);
      rest = rest.slice(at + 1);
      return line;
    }
    const count = readSync(0, buffer);
    if (count === 0) return null;
    rest += buffer.toString('utf8', 0, count);
  }
}

const exits = catchExit();

let stop = () => undefined;
const fail = (error) => blame(error) || stop(error);
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.on('beforeExit', () => {
  if (tape.waiting()) return;
  fail(new Error('Promise resolution is still pending but the event loop has already resolved'));
});

const plainly = (error) => words(error).replaceAll(/\?trial=\d+/g, '');

/** As a process of its own for the file would have told it. */
async function runFile(file) {
  const found = [];
  project.next();
  process.exitCode = undefined;
  process.argv = [process.argv[0], join(slot, file)];
  begin((name, problem) =>
    found.push({ name, file, ok: problem === null, message: problem === null ? '' : plainly(problem.error) }),
  );
  tape.begin();
  const stopped = new Promise((_, reject) => {
    stop = reject;
  });
  let message = '';
  let thrown = false;
  let whole = true;
  try {
    await Promise.race([import(pathToFileURL(join(slot, file)).href), stopped]);
    whole = await Promise.race([finished(), stopped]);
    await Promise.race([tape.finished(), stopped]);
  } catch (error) {
    whole = false;
    thrown = true;
    message = plainly(error);
  }
  whole &&= !process.exitCode;
  process.exitCode = undefined;
  const printed = tape.end(thrown);
  if (printed !== null) found.push(...tapResults(file, { stdout: plainly(printed) }));
  if (found.length === 0) return [{ name: file, file, ok: whole, message }];
  if (!whole && found.every(({ ok }) => ok)) found.push({ name: `${file} (exit)`, file, ok: false, message });
  return found;
}

say({ ready: true });
const environment = { ...process.env };
for (let line = nextLine(); line !== null; line = nextLine()) {
  const { files } = JSON.parse(line);
  const results = [];
  exits.begin();
  for (const file of files) {
    results.push(...(await runFile(file)));
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
    if (process.cwd() !== slot) process.chdir(slot);
  }
  // What ends its process needs one of its own.
  const answer = exits.exited() ? { cold: true } : { results };
  if (project.loaded() < mostLoaded) say(answer);
  else {
    say({ ...answer, ended: true });
    break;
  }
}
process.reallyExit(0);
