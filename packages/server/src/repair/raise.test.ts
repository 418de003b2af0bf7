import { describe, expect, test } from 'vitest';
import { type Raise, raiseAll, type RaiseBench } from './raise.ts';

const raise = (name: string, to = '2.0.0'): Raise => ({ name, from: '1.0.0', to });

/** A project whose checks fail where `bad` says so. */
function bench(bad: (versions: Map<string, string>) => string | null, between: Record<string, string[]> = {}) {
  const tried: string[] = [];
  const made: RaiseBench = {
    attempt: async (raises) => {
      tried.push(raises.map(({ name, to }) => `${name}@${to}`).join(' '));
      return bad(new Map(raises.map(({ name, to }) => [name, to])));
    },
    between: async ({ name }) => between[name] ?? [],
    hasTime: () => tried.length < 100,
  };
  return { made, tried };
}

describe('raiseAll', () => {
  test('takes everything in one try where everything passes', async () => {
    const { made, tried } = bench(() => null);
    const { kept, held } = await raiseAll([[raise('a')], [raise('b')], [raise('c')]], made);
    expect(kept.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(held).toEqual([]);
    expect(tried).toHaveLength(1);
  });

  test('finds the one that stands in the way among many, and keeps the others', async () => {
    const names = Array.from({ length: 32 }, (_, index) => `p${index}`);
    const { made, tried } = bench((versions) => (versions.has('p21') ? 'test x fails' : null));
    const { kept, held } = await raiseAll(
      names.map((name) => [raise(name)]),
      made,
    );
    expect(kept).toHaveLength(31);
    expect(held).toEqual([{ raise: raise('p21'), why: 'test x fails' }]);
    expect(tried.length).toBeLessThan(14);
  });

  test('goes back from the newest to the highest version that passes', async () => {
    const { made } = bench((versions) => (Number(versions.get('a')?.[0] ?? 0) > 2 ? 'fails' : null), {
      a: ['1.2.0', '1.3.0', '1.4.0', '2.8.0', '3.1.0', '4.9.0'],
    });
    const { kept, held } = await raiseAll([[raise('a', '5.0.0')], [raise('b')]], made);
    expect(kept.find(({ name }) => name === 'a')?.to).toBe('2.8.0');
    expect(held.map((one) => one.raise.to)).toEqual(['5.0.0']);
  });

  test('tries again what only passes with another that came after it', async () => {
    const { made } = bench((versions) =>
      versions.has('bad') ? 'bad fails' : versions.has('plugin') && !versions.has('host') ? 'peer' : null,
    );
    const { kept, held } = await raiseAll([[raise('plugin')], [raise('bad')], [raise('host')]], made);
    expect(kept.map(({ name }) => name).sort()).toEqual(['host', 'plugin']);
    expect(held.map((one) => one.raise.name)).toEqual(['bad']);
  });

  test('takes what goes together as one, and apart only where it fails', async () => {
    const { made } = bench((versions) => (versions.has('react') !== versions.has('react-dom') ? 'peer' : null));
    expect((await raiseAll([[raise('react'), raise('react-dom')], [raise('x')]], made)).held).toEqual([]);
    const other = bench((versions) => (versions.has('react-dom') ? 'fails' : null));
    const { kept } = await raiseAll([[raise('react'), raise('react-dom')]], other.made);
    expect(kept.map(({ name }) => name)).toEqual(['react']);
  });

  test('says what it had no time for', async () => {
    const { made, tried } = bench((versions) => (versions.size > 1 ? 'fails' : null));
    made.hasTime = () => tried.length < 1;
    const { kept, held } = await raiseAll([[raise('a')], [raise('b')]], made);
    expect(kept).toEqual([]);
    expect(held.map(({ why }) => why)).toEqual([
      'there was no time left to try it',
      'there was no time left to try it',
    ]);
  });
});
