// Preloaded by `npm run test:stalls` into the workers of vitest and every Node process and launcher that they start: the process
// stands still at random moments, as on a machine that is busy elsewhere. What it shows is a race, which a slow machine loses.
import { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { setTimeout as later } from 'node:timers';

const variable = 'CODEWRIGHT_TEST_STALLS';
const still = new Int32Array(new SharedArrayBuffer(4));
let random = createHash('sha256')
  .update(`${process.env[variable]} ${process.argv.join(' ')}`)
  .digest()
  .readUInt32LE();

/** Milliseconds; the same ones for the same seed and command line. */
function between(least: number, most: number): number {
  random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
  return least + (random / 2 ** 32) * (most - least);
}

/** Mostly shortly, at times for long; it takes no CPU time from others. */
function stall(): void {
  Atomics.wait(still, 0, 0, between(0, 1) ** 2 * 400 + 5);
}

function goOn(): void {
  later(
    () => {
      stall();
      goOn();
    },
    between(1, 250),
  ).unref();
}

interface Spawning {
  file: string;
  args?: string[];
  envPairs?: string[];
}

/** Environments of tests are made anew, so each gets the preload; what Node may not read, or no shell starts, is left alone. */
function handOn(options: Spawning): void {
  const { file, args = [], envPairs } = options;
  const ours = file === process.execPath || envPairs?.some((pair) => pair.startsWith('LAUNCHER='));
  if (!envPairs || !ours || args.includes('--permission')) return;
  const preload = `--import=${import.meta.url}`;
  const at = envPairs.findIndex((pair) => pair.startsWith('NODE_OPTIONS='));
  if (at < 0) envPairs.push(`NODE_OPTIONS=${preload}`);
  else if (!envPairs[at]?.includes(preload)) envPairs[at] += ` ${preload}`;
  if (!envPairs.some((pair) => pair.startsWith(`${variable}=`))) envPairs.push(`${variable}=${process.env[variable]}`);
}

const { prototype } = ChildProcess as unknown as { prototype: { spawn: (this: unknown, options: Spawning) => number } };
const start = prototype.spawn;
prototype.spawn = function (options) {
  handOn(options);
  const result = start.call(this, options);
  // The child is quick, and its parent hears of it late.
  if (between(0, 3) < 1) stall();
  return result;
};
stall();
goOn();
