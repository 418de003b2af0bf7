/**
 * A Vitest that stays: started once for a copy, it runs test files again and again with what has changed taken out of its memory. Requests
 * come as JSON lines on standard input; answers leave on descriptor 3, since tests print where they like.
 */
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [slot, ...args] = process.argv.slice(2);
const say = (value) => writeSync(3, `${JSON.stringify(value)}\n`);

const manifest = createRequire(join(slot, 'package.json')).resolve('vitest/package.json');
const { createVitest, parseCLI } = await import(pathToFileURL(join(dirname(manifest), 'dist/node.js')).href);
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

let last = [];
say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { files, changed } = JSON.parse(line);
  try {
    for (const path of new Set([...last, ...changed])) vitest.invalidateFile(join(slot, path));
    last = changed;
    const wanted = new Set(files.map((file) => join(slot, file)));
    const specifications = (await vitest.globTestSpecifications(files)).filter(({ moduleId }) => wanted.has(moduleId));
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
    const results = resultsOf(testModules, files);
    if (unhandledErrors.length > 0 && results.every(({ ok }) => ok))
      results.push({ name: 'unhandled', file: files[0], ok: false, message: messageOf(unhandledErrors) });
    say({ results });
  } catch (error) {
    say({ error: String(error?.stack ?? error) });
  }
}
process.exit(0);
