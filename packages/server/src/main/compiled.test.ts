import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const bin = join(import.meta.dirname, '../../bin/bundle.cjs');
const bundle = join(import.meta.dirname, '../../dist/codewright.cjs');

test('V8 takes the compiled form that the bundle brings along, so that a start compiles nothing again', () => {
  const script = `
    const { loadBundle } = await import(${JSON.stringify(bin)});
    console.log(JSON.stringify(loadBundle(${JSON.stringify(bundle)}).taken));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env: {} });
  const taken = JSON.parse(output) as { name: string; rejected: boolean }[];
  expect(taken.length).toBeGreaterThan(3);
  expect(taken.filter(({ rejected }) => rejected)).toEqual([]);
});
