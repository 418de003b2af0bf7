import vm from 'node:vm';
import { expect, test } from 'vitest';
import { addProbes } from './probes.ts';
import { SourceReader } from '../syntax.ts';

const code = `'use strict';
function grade(points) {
  if (points > 90)
    return 'A';
  else if (points > 50) return 'B';
  for (let at = 0; at < 1; at++)
    points -= 1;
  const name = points > 10 ? 'C' : 'D';
  switch (name) { case 'C': return name; default: return [name].map((one) => one + '!').join(''); }
}
result = [grade(95), grade(60), grade(20), grade(0)];
`;

test('a probed program does what it did, line for line, and says which lines ran', async () => {
  const source = await new SourceReader().read('a.js', code);
  if (!source) throw new Error('not read');
  const { text, lines } = addProbes(source, 1);
  expect(text.split('\n').length - 2).toBe(code.split('\n').length);
  const seen = new Set<number>();
  const fs = { appendFileSync: (_file: string, line: string) => seen.add((JSON.parse(line) as [string, number])[1]) };
  const run = (program: string) => {
    const context = vm.createContext({
      result: null,
      process: { env: { TRIAL_COVER: 'x' }, getBuiltinModule: () => fs },
    });
    vm.runInContext(program, context);
    // A runner that looks for leaked names must not find what the probes keep.
    expect(Object.keys(context)).not.toContain('__trialSeen');
    return JSON.stringify(context['result']);
  };
  expect(run(text)).toBe(run(code));
  const ran = new Set([...seen].map((n) => lines.get(n)?.line));
  for (const line of [3, 4, 5, 6, 7, 8, 9, 11]) expect(ran).toContain(line);
});

test('a line that did not run is not said to have run', async () => {
  const source = await new SourceReader().read('a.js', 'if (1 > 2) {\n  one();\n} else {\n  two();\n}\n');
  if (!source) throw new Error('not read');
  const { text, lines } = addProbes(source, 1);
  const seen: number[] = [];
  const fs = { appendFileSync: (_file: string, line: string) => seen.push((JSON.parse(line) as [string, number])[1]) };
  vm.runInContext(text, vm.createContext({ two: () => 2, process: { env: {}, getBuiltinModule: () => fs } }));
  expect(seen.map((n) => lines.get(n)?.line)).toEqual([1, 4]);
});
