/**
 * What tests get in place of `node:test` where the process stays for the next trial: the same ways to write tests, told to whoever listens
 * instead of being printed. What it cannot do as Node does shows when its results are compared with Node's own.
 */
import assert from 'node:assert';
import { mock, snapshot } from 'node:test';

// Tests may put clocks of their own in the place of these.
const { setImmediate, setTimeout, clearTimeout } = globalThis;
const MockTracker = mock.constructor;
const checks = { ...assert, ...assert.strict };

/** A test or a suite, and what is declared inside of it. */
class Node {
  constructor(parent, { name, options, fn, suite = false }) {
    this.parent = parent;
    this.name = name || '<anonymous>';
    this.options = options;
    this.fn = fn;
    this.suite = suite;
    this.hooks = { before: [], after: [], beforeEach: [], afterEach: [] };
    this.children = 0;
    this.broken = 0;
    this.told = false;
    this.left = options.skip || options.todo ? 'left' : parent?.left;
    this.last = new Promise((resolve) => setImmediate(resolve));
  }

  path() {
    return this.parent?.parent ? [...this.parent.path(), this.name] : [this.name];
  }

  /** Runs in its turn, after what was declared before it. */
  add(given, suite = false) {
    const child = new Node(this, { ...given, suite });
    this.children += 1;
    // What a suite declares is known before anything of it runs.
    if (suite && !child.left) child.declared = declare(child);
    this.last = this.last.then(() => run(child));
    return this.last;
  }
}

let root;
let within;
let report;
let current = null;

/** A fresh start: tests are told to `listener(name, error)`, without an error where they pass. */
export function begin(listener) {
  root = new Node(null, { name: '', options: {}, fn: null, suite: true });
  within = root;
  report = listener;
  current = null;
  mock.reset();
}

/** What was thrown where nobody could catch it counts for the test that runs. */
export function blame(error) {
  if (!current) return false;
  current.fault ??= { error };
  current.failNow?.();
  return true;
}

/** Waits until everything that was declared has run. False: some of it failed, be it told of or not. */
export async function finished() {
  for (let seen; seen !== root.last; ) {
    seen = root.last;
    await seen;
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const hook of root.hooks.after) await call(hook, {});
  return root.broken === 0;
}

async function declare(suite) {
  const outer = within;
  within = suite;
  try {
    const promise = suite.fn?.(contextOf(suite));
    within = outer;
    await promise;
  } catch (error) {
    suite.fault = { error };
  } finally {
    within = outer;
  }
}

/** Functions that take a second parameter say by it that they are done. */
function call(fn, context) {
  if (fn.length < 2) return fn(context);
  return new Promise((resolve, reject) => {
    fn(context, (error) => (error ? reject(error) : resolve()));
  });
}

async function opened(node) {
  if (node.begun) return node.begun;
  node.begun = (async () => {
    if (node.parent) await opened(node.parent);
    if (node.parent && !node.suite) return;
    for (const hook of node.hooks.before) await call(hook, contextOf(node));
  })();
  return node.begun;
}

const chain = (node) => (node ? [...chain(node.parent), node] : []);

async function run(node) {
  if (node.left) return;
  if (node.suite) return runSuite(node);
  const context = contextOf(node);
  const outer = current;
  current = node;
  let problem = null;
  try {
    await opened(node.parent);
    for (const one of chain(node.parent)) for (const hook of one.hooks.beforeEach) await call(hook, context);
    await limited(node, context);
    await node.last;
    await settled(node);
  } catch (error) {
    problem = { error };
  }
  try {
    for (const one of chain(node.parent).reverse()) for (const hook of one.hooks.afterEach) await call(hook, context);
    for (const hook of node.hooks.after) await call(hook, context);
  } catch (error) {
    problem ??= { error };
  }
  node.mocks?.reset();
  current = outer;
  problem ??= node.fault ?? null;
  if (node.skipped) return;
  if (problem === null && node.broken > 0) {
    if (node.parent) node.parent.broken += 1;
    return;
  }
  tell(node, problem);
}

/** What a test starts and does not wait for still belongs to it. */
async function settled(node) {
  for (let seen; seen !== node.last; ) {
    seen = node.last;
    await seen;
  }
}

async function limited(node, context) {
  const { timeout } = node.options;
  const stopped = new Promise((_, reject) => {
    node.failNow = () => reject(node.fault.error);
    if (Number.isFinite(timeout)) {
      const timer = setTimeout(() => reject(new Error(`test timed out after ${timeout}ms`)), timeout);
      node.timer = timer;
    }
  });
  try {
    await Promise.race([(async () => node.fn && call(node.fn, context))(), stopped]);
  } finally {
    clearTimeout(node.timer);
    node.failNow = undefined;
  }
}

async function runSuite(node) {
  try {
    await node.declared;
    if (node.fault) throw node.fault.error;
    await opened(node);
    await settled(node);
    for (const hook of node.hooks.after) await call(hook, contextOf(node));
  } catch {
    // Its tests fail by themselves where what goes before them does.
    await settled(node);
    node.broken += 1;
  }
  if (node.broken > 0 && node.parent) node.parent.broken += 1;
}

function tell(node, problem) {
  if (problem && node.parent) node.parent.broken += 1;
  report(node.path().join(' > '), problem ? { error: problem.error } : null);
}

function contextOf(node) {
  const hook = (kind) => (fn) => void node.hooks[kind].push(fn);
  return {
    name: node.name,
    fullName: node.path().join(' > '),
    signal: new AbortController().signal,
    assert: checks,
    get mock() {
      return (node.mocks ??= new MockTracker());
    },
    before: (fn) => (node.suite ? void node.hooks.before.push(fn) : call(fn, {})),
    after: hook('after'),
    beforeEach: hook('beforeEach'),
    afterEach: hook('afterEach'),
    test: (...given) => node.add(read(given)),
    diagnostic() {},
    runOnly() {},
    plan() {},
    skip() {
      node.skipped = true;
    },
    todo() {
      node.skipped = true;
    },
  };
}

function read(given) {
  const fn = given.find((one) => typeof one === 'function');
  const options = given.find((one) => typeof one === 'object' && one !== null) ?? {};
  const name = typeof given[0] === 'string' ? given[0] : (fn?.name ?? '');
  return { name, options, fn };
}

function kind(suite) {
  const declareOne = (...given) => within.add(read(given), suite);
  for (const word of ['skip', 'todo'])
    declareOne[word] = (...given) => {
      const { name, options, fn } = read(given);
      return within.add({ name, options: { ...options, [word]: true }, fn }, suite);
    };
  declareOne.only = declareOne;
  return declareOne;
}

export const test = kind(false);
export const describe = kind(true);
export const it = kind(false);
export const suite = describe;
const hook = (name) => (fn) => void within.hooks[name].push(fn);
export const before = hook('before');
export const after = hook('after');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');
export { mock, snapshot, checks as assert };
Object.assign(test, { test, it, describe, suite, before, after, beforeEach, afterEach, mock, snapshot });
Object.assign(test, { assert: checks });
