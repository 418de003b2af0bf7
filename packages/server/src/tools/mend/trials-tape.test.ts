import { expect, test } from 'vitest';
import { openTrialProcess } from './testing-trials.ts';

/** As much of tape as its own test files need: a harness for the whole process, results as a stream, the end with the process. */
const tape: Record<string, string> = {
  'node_modules/tape/package.json': '{ "name": "tape", "main": "index.js" }',
  'node_modules/tape/index.js': `const Results = require('./lib/results');
const Test = require('./lib/test');
let harness;
function getHarness() {
  if (harness) return harness;
  const results = new Results();
  const tests = [];
  let failed = 0;
  results.createStream().on('data', (text) => process.stdout.write(text));
  process.on('exit', (code) => {
    if (code !== 0) return;
    for (const one of tests) one._exit();
    results.close();
    process.removeAllListeners('exit');
    process.exit(failed);
  });
  return (harness = (name, run) => {
    const one = new Test(name, run);
    one.on('result', ({ ok }) => { if (!ok) failed = 1; });
    tests.push(one);
    results.push(one);
  });
}
module.exports = (name, run) => getHarness()(name, run);
`,
  'node_modules/tape/lib/results.js': `const { EventEmitter } = require('node:events');
module.exports = class Results extends EventEmitter {
  tests = [];
  count = 0;
  stream = new EventEmitter();
  createStream() {
    setImmediate(() => this.write('TAP version 13\\n'));
    const next = () => {
      const one = this.tests.shift();
      if (!one) return this.emit('done');
      this.write('# ' + one.name + '\\n');
      one.once('end', () => setImmediate(next));
      one.run();
    };
    setImmediate(next);
    return this.stream;
  }
  write(text) { this.stream.emit('data', text); }
  push(one) {
    this.tests.push(one);
    one.on('result', ({ ok, name }) => this.write((ok ? 'ok ' : 'not ok ') + (this.count += 1) + ' ' + name + '\\n'));
  }
  close() { this.write('\\n1..' + this.count + '\\n# tests ' + this.count + '\\n'); }
};
`,
  'node_modules/tape/lib/test.js': `const { EventEmitter } = require('node:events');
module.exports = class Test extends EventEmitter {
  constructor(name, callback) { super(); this.name = name; this.callback = callback; }
  run() { this.callback(this); }
  _assert(ok, name) { this.emit('result', { ok, name }); }
  equal(a, b, name = 'should be equal') { this._assert(a === b, name); }
  end() { this.ended = true; this.emit('end'); }
  _exit() { if (!this.ended) this._assert(false, 'test exited without ending: ' + this.name); }
};
`,
};

const clamp = (high: string) =>
  `exports.clamp = (value, low, high) => {\n  if (value > high) return ${high};\n  return value < low ? low : value;\n};\n`;
const whole = {
  ...tape,
  'package.json': '{ "scripts": { "test": "tape test/*.js" } }',
  'clamp.js': clamp('low'),
  'test/clamp.js': `const test = require('tape');
const { clamp } = require('../clamp.js');
test('fails never', (t) => {
  t.equal(clamp(0, 1, 3), 1);
  t.equal(clamp(5, 1, 3), 3);
  t.end();
});
test('later', (t) => setTimeout(() => { t.equal(clamp(2, 1, 3), 2); t.end(); }, 2));
`,
  'test/more.mjs': `import test from 'tape';
import { clamp } from '../clamp.js';
test('never over', (t) => t.equal(clamp(2, 1, 3), 2));
`,
};

test('tape runs in a Node that stays as it does in one of its own: assertions, what ends late or never, what is thrown', async () => {
  await using trials = await openTrialProcess('node', whole);
  const texts = [clamp('low'), clamp('high'), 'exports.clamp = () => { throw new Error(); };\n', 'nothing(;\n'];
  const files = ['test/clamp.js', 'test/more.mjs'];
  // The first runs are compared with a new process; what differed would never be kept.
  for (const text of [...texts, ...texts, ...texts]) {
    const edits = { 'clamp.js': text };
    expect(await trials.attempt(edits, { files })).toEqual(await trials.attempt(edits, { files, fresh: true }));
  }
  expect(await trials.attempt({}, { files })).toEqual({
    'fails never > should be equal': true,
    'fails never > should be equal #2': false,
    'later > should be equal': true,
    'never over > should be equal': true,
    'never over > test exited without ending: never over': false,
  });
  expect(trials.kept('trial-node.mjs')).toHaveLength(1);
});
