/** Go's tests each in a process of its own, several at a time: for packages that take long because their tests wait, one after the other. */
import { rmSync } from 'node:fs';
import { relative } from 'node:path';
import { execute, fresh } from './trial-execute.mjs';

/** What waits needs no core. */
const atOnce = 8;
/** What ran for most of the time that all had may never end; what ran for less only came late. */
const mostOfAll = 0.6;
/** More that fail fail for another reason than that they ran side by side. */
const mostAgain = 8;

const waiting = new Set();

/** Whether tests of one of these folders were seen to wait: run one after the other they do not come to their end in time. */
export const waits = (folders) => folders.some((folder) => waiting.has(folder));

/** The packages whose time was over while a test ran that had not run for long. */
export function slowPackages(events, timeoutMs) {
  const found = new Set();
  const began = new Map();
  const keyOf = ({ Package, Test }) => `${Package} ${Test?.split('/')[0]}`;
  for (const event of events) {
    if (event.Action === 'run' && !event.Test.includes('/')) began.set(keyOf(event), Date.parse(event.Time));
    if (event.Output?.startsWith('panic: test timed out') !== true || !began.has(keyOf(event))) continue;
    if (Date.parse(event.Time) - began.get(keyOf(event)) < timeoutMs * mostOfAll) found.add(event.Package);
  }
  return found;
}

/**
 * What the tests of these folders tell, of the packages named (of all when absent) each in a process of its own; null where one of them
 * cannot be made. `unchanged`: the sources are as they were, so that what comes to its end is known to wait.
 */
export async function runApart(slot, folders, { only, timeoutMs, env, unchanged }) {
  const listed = await execute(['go', 'list', '-f', '{{.ImportPath}} {{.Dir}}', ...folders], {
    cwd: slot,
    timeoutMs: 20_000,
    env,
  });
  const events = [];
  let slowest = 0;
  for (const line of listed.stdout.split('\n').filter(Boolean)) {
    const name = line.split(' ', 1)[0];
    const cwd = line.slice(name.length + 1);
    if (only && !only.has(name)) continue;
    const ended = await runPackage({ name, cwd, timeoutMs, env });
    if (!ended) return null;
    events.push(...ended.events);
    slowest = Math.max(slowest, ended.slowest);
    if (unchanged && !ended.late) waiting.add(`./${relative(slot, cwd) || '.'}`);
  }
  return { events, ms: slowest, code: 1, late: false, stdout: '', stderr: '' };
}

async function runPackage({ name, cwd, timeoutMs, env }) {
  const program = fresh('apart');
  try {
    const made = await execute(['go', 'test', '-c', '-vet=off', '-o', program, '.'], { cwd, timeoutMs: 60_000, env });
    if (made.code !== 0) return null;
    const listed = await execute([program, '-test.list=.'], { cwd, timeoutMs: 20_000, env });
    const left = listed.stdout.split('\n').filter((one) => /^(?:Test|Example|Fuzz)/.test(one));
    const once = (test, ms) => runOne(program, { name, test, cwd, timeoutMs: ms, env });
    const first = await inTurn(left, atOnce, (test) => once(test, timeoutMs));
    // Side by side some wait for one another longer than they may.
    const failed = first.filter(({ ok }) => !ok);
    const again = failed.length > mostAgain ? [] : await inTurn(failed, 2, ({ test }) => once(test, timeoutMs * 2));
    const last = first.map((one) => again.find(({ test }) => test === one.test) ?? one);
    return {
      events: last.flatMap(({ events }) => events),
      late: last.some(({ late }) => late),
      slowest: Math.max(0, ...last.filter(({ late }) => !late).map(({ ms }) => ms)),
    };
  } finally {
    rmSync(program, { force: true });
  }
}

async function runOne(program, { name, test, cwd, timeoutMs, env }) {
  const began = performance.now();
  const argv = ['go', 'tool', 'test2json', '-t', '-p', name, program, '-test.v', '-test.timeout=0'];
  const { code, late, stdout } = await execute([...argv, `-test.run=^${test}$`], { cwd, timeoutMs, env });
  const events = readEvents(stdout);
  if (late) events.push({ Action: 'output', Package: name, Test: test, Output: 'panic: test timed out' });
  return { test, events, late, ok: code === 0, ms: performance.now() - began };
}

/** Does the work for each, some at a time; what comes of them in their order. */
async function inTurn(all, width, work) {
  const found = [];
  let next = 0;
  const worker = async () => {
    while (next < all.length) {
      const at = next;
      next += 1;
      found[at] = await work(all[at]);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return found;
}

/** What `go test -json` prints, a line each. */
export const readEvents = (stdout) =>
  stdout.split('\n').flatMap((line) => (line.startsWith('{') && line.endsWith('}') ? [JSON.parse(line)] : []));
