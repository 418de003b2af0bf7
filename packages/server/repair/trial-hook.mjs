/** Says which test runs, so that probes know whom they count for. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'node:test';

const open = [];
beforeEach((context) => {
  open.push(context.fullName ?? context.name);
  globalThis.__trialTest = open.at(-1);
});
afterEach(() => {
  open.pop();
  globalThis.__trialTest = open.at(-1) ?? '';
});

/** More would write too much: what comes then counts for its test as a whole. */
const mostAssertions = 300;
const { TRIAL_FILE } = process.env;
if (TRIAL_FILE) watchTape(TRIAL_FILE);

/** Of tape each assertion is a test: what ran since the last one was for the next, as `file`, test and its number in a line each. */
function watchTape(file) {
  const require = createRequire(join(process.cwd(), 'package.json'));
  let Test;
  try {
    Test = require(join(dirname(require.resolve('tape')), 'lib/test.js'));
  } catch {
    return;
  }
  const counts = new WeakMap();
  let all = 0;
  const label = (test) => {
    const count = all > mostAssertions ? '' : (counts.get(test) ?? 0);
    globalThis.__trialTest = `${file}\n${String(test.name).replaceAll(/\s+/g, ' ').trim()}\n${count}`;
  };
  const { run, _assert: assert } = Test.prototype;
  if (typeof run !== 'function' || typeof assert !== 'function') return;
  Test.prototype.run = function runLabelled(...given) {
    // What the file did before its first test was loading.
    delete process.env.TRIAL_FILE;
    label(this);
    return run.apply(this, given);
  };
  Test.prototype._assert = function assertLabelled(...given) {
    all += 1;
    counts.set(this, (counts.get(this) ?? 0) + 1);
    try {
      return assert.apply(this, given);
    } finally {
      label(this);
    }
  };
}
