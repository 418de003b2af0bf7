import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBench } from './testing.ts';
import type { Bench } from './testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a workspace between two processes', () => {
  test('is seen as the other one left it when this one goes on with it', async () => {
    const repository = bench.repository('user', { 'a.txt': 'a\n' });
    const job = { job: 'job-1', branch: 'codewright/x', repository };
    const first = await bench.manager.open(job, bench.signal);
    await first.write('a.txt', 'one\n');
    await first.checkpoint('one', bench.signal);

    const other = await bench.reopened().open(job, bench.signal);
    await other.write('a.txt', 'two\n');
    await other.write('b.txt', 'new\n');
    const { commit } = await other.commit('Two', bench.signal);
    await other.write('c.txt', 'not committed\n');

    const again = await bench.manager.open(job, bench.signal);
    const { head, changes } = await again.status(bench.signal);
    expect(head).toBe(commit);
    expect(changes.map(({ path }) => path)).toEqual(['c.txt']);
    const all = await again.changes({ signal: bench.signal });
    expect(all.map(({ path }) => path)).toEqual(['a.txt', 'b.txt', 'c.txt']);
  });

  test('loses nothing that one works with when the other only looks', async () => {
    const repository = bench.repository('user', { 'a.txt': 'a\n' });
    const job = { job: 'job-1', branch: 'codewright/x', repository };
    const works = await bench.manager.open(job, bench.signal);
    await works.write('a.txt', 'one\n');
    const { commit } = await works.commit('One', bench.signal);
    const clone = await works.cleanClone(commit, bench.signal);

    const looks = await bench.reopened().find('job-1', bench.signal, true);
    expect(await looks?.diff({ signal: bench.signal })).toContain('+one');
    expect(existsSync(join(clone.root, 'a.txt'))).toBe(true);
    // The control: whoever goes on with it clears away what a killed process left.
    await bench.reopened().open(job, bench.signal);
    expect(existsSync(clone.root)).toBe(false);
  });
});
