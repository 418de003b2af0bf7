import { describe, expect, test } from 'vitest';
import { candidates, combine } from './choose.ts';
import { npmSource } from './ecosystems/npm.ts';
import { readPackument } from './packument.ts';
import { published } from './testing.ts';
import type { Published } from './testing.ts';

function pack(name: string, versions: Record<string, Published>, latest?: string) {
  const found = readPackument(name, JSON.parse(published(name, versions, latest)));
  if (!found) throw new Error('no packument');
  return found;
}
const one = (name: string, versions: Record<string, Published>, range?: string, latest?: string) =>
  candidates(pack(name, versions, latest), range, npmSource());
const versionsOf = (sets: Parameters<typeof combine>[0]) =>
  Object.fromEntries([...combine(sets)].map(([name, choice]) => [name, choice.release.version]));

describe('the version that is taken', () => {
  test('is the newest stable one, by version order and not by order of publication', () => {
    const set = one('a', { '2.0.0': {}, '1.10.0': {}, '1.9.0': {}, '3.0.0-beta.1': {} }, undefined, '2.0.0');
    expect(set.releases.map((release) => release.version)).toEqual(['2.0.0', '1.10.0', '1.9.0']);
  });

  test('lies inside the range, and the newest of all is told beside it', () => {
    const set = one('a', { '1.0.0': {}, '1.4.0': {}, '2.0.0': {} }, '^1');
    expect(set.releases[0]?.version).toBe('1.4.0');
    expect(set.latest).toBe('2.0.0');
  });

  test('is not deprecated, unless everything in the range is', () => {
    const versions = { '1.0.0': {}, '1.1.0': { deprecated: 'broken' } };
    expect(one('a', versions).releases[0]?.version).toBe('1.0.0');
    expect(one('a', versions, '1.1.x').releases[0]).toMatchObject({ version: '1.1.0', deprecated: 'broken' });
  });

  test('runs on the given Node', () => {
    const set = one('a', { '1.0.0': { node: '>=18' }, '2.0.0': { node: '>=26' } });
    expect(set.releases[0]?.version).toBe('1.0.0');
    expect(() => one('a', { '2.0.0': { node: '>=26' } })).toThrow(/runs on Node 24/);
  });

  test('is not one published ahead of the latest tag', () => {
    expect(one('a', { '1.0.0': {}, '2.0.0': {} }, undefined, '1.0.0').releases[0]?.version).toBe('1.0.0');
    expect(one('a', { '1.0.0': {}, '2.0.0': {} }, '^2', '1.0.0').releases[0]?.version).toBe('2.0.0');
  });

  test('a range that is none, and one that nothing fits, are errors of their own', () => {
    expect(() => one('a', { '1.0.0': {} }, 'banana')).toThrow(/not a version range/);
    expect(() => one('a', { '1.0.0': {} }, '^7')).toThrow(/No version of a lies in \^7; the newest is 1\.0\.0/);
  });
});

describe('a set of packages', () => {
  test('holds back the package that a peer range is about, and says why', () => {
    const linter = one('linter', { '8.0.0': { peers: { compiler: '<6.1' } } });
    const compiler = one('compiler', { '5.9.0': {}, '6.0.3': {}, '7.0.2': {} });
    const choices = combine([compiler, linter]);
    expect(choices.get('linter')?.release.version).toBe('8.0.0');
    expect(choices.get('compiler')?.release.version).toBe('6.0.3');
    expect(choices.get('compiler')?.note).toBe('held back from 7.0.2: linter 8.0.0 needs compiler <6.1, not 7.0.2');
    expect(choices.get('linter')?.note).toBeUndefined();
  });

  test('takes an older demander when no version fits its newest demand', () => {
    const plugin = one('plugin', { '1.0.0': { peers: { host: '^1' } }, '2.0.0': { peers: { host: '^3' } } });
    const host = one('host', { '1.0.0': {}, '2.0.0': {} }, '<3');
    expect(versionsOf([plugin, host])).toEqual({ plugin: '1.0.0', host: '1.0.0' });
  });

  test('satisfies demands of several packages on one another', () => {
    const a = one('a', { '1.0.0': { peers: { c: '1.x' } }, '2.0.0': { peers: { c: '1.x || 2.x' } } });
    const b = one('b', { '1.0.0': { peers: { c: '1.x' } } });
    const c = one('c', { '1.0.0': {}, '2.0.0': {}, '3.0.0': {} });
    expect(versionsOf([a, b, c])).toEqual({ a: '2.0.0', b: '1.0.0', c: '1.0.0' });
  });

  test('without any fitting combination keeps the newest and names the peer that is not satisfied', () => {
    const choices = combine([one('a', { '1.0.0': { peers: { b: '^9' } } }), one('b', { '1.0.0': {} })]);
    expect(choices.get('a')?.note).toBe('a 1.0.0 needs b ^9, not 1.0.0');
  });

  test('a peer outside the set plays no part', () => {
    expect(versionsOf([one('a', { '1.0.0': { peers: { elsewhere: '^1' } } })])).toEqual({ a: '1.0.0' });
  });

  test('is chosen in bounded time even where thousands of versions contradict each other', () => {
    const many = (peer: string) =>
      Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`1.${index}.0`, { peers: { [peer]: '^2' } }]));
    const sets = ['a', 'b', 'c', 'd', 'e'].map((name, index) => one(name, many('abcdea'[index + 1] ?? 'a')));
    expect(combine(sets).size).toBe(5);
  });
});
