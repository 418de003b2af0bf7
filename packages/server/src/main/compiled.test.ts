import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const bin = join(import.meta.dirname, '../../bin/bundle.cjs');
const bundle = join(import.meta.dirname, '../../dist/codewright.cjs');

function inNode(script: string): unknown {
  const whole = `const { loadBundle } = await import(${JSON.stringify(bin)});\n${script}`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', whole], { encoding: 'utf8', env: {} }),
  );
}

test('V8 takes the compiled form that the bundle brings along, so that a start compiles nothing again', () => {
  const taken = inNode(`console.log(JSON.stringify(loadBundle(${JSON.stringify(bundle)}).taken));`) as {
    name: string;
    rejected: boolean;
  }[];
  expect(taken.length).toBeGreaterThan(3);
  expect(taken.filter(({ rejected }) => rejected)).toEqual([]);
});

test('nothing is optimised in the first seconds, and then what runs often is', () => {
  const [first, later] = inNode(`
    let wait;
    globalThis.setTimeout = (work, ms, ...given) => {
      wait ??= () => work(...given);
      return { unref: () => undefined };
    };
    loadBundle(${JSON.stringify(bundle)});
    const { setFlagsFromString } = await import('node:v8');
    setFlagsFromString('--allow-natives-syntax');
    const stateOf = new Function('work', 'return %GetOptimizationStatus(work)');
    const hot = (times) => {
      let sum = 0;
      for (let at = 0; at < times; at += 1) sum += at % 7;
      return sum;
    };
    // V8 optimises beside us: bit 4 of its OptimizationStatus says that it has.
    const work = async () => {
      for (let round = 0; round < 20 && (stateOf(hot) & 16) === 0; round += 1) {
        for (let at = 0; at < 100; at += 1) hot(10_000);
        await new Promise(setImmediate);
      }
      return (stateOf(hot) & 16) !== 0;
    };
    const first = await work();
    wait();
    console.log(JSON.stringify([first, await work()]));`) as boolean[];
  expect([first, later]).toEqual([false, true]);
});
