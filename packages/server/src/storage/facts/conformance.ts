import { expect, test } from 'vitest';
import type { Storage } from '../contract.ts';
import type { Fact, FactQuery } from './contract.ts';

export function factConformance(opened: () => Promise<Storage>): void {
  test('facts are named once, replaced and removed only at the version that is expected, and found by all or some words', async () => {
    const storage = await opened();
    const fact = (id: string, more: Partial<Fact> = {}): Fact => ({
      id,
      space: 'memory',
      owner: 'ann',
      scope: 'project',
      place: '/repo',
      key: id,
      value: '{"text":"ü"}',
      version: 1,
      words: `${id} src/auth.ts tests run with vitest`,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      sort: id,
      expiresAt: null,
      actorType: 'user',
      actorId: 'ann',
      job: null,
      entry: 'e',
      ...more,
    });
    const version = (id: string, number: number) => ({
      fact: id,
      version: number,
      value: `${number}`,
      at: '2026-01-01T00:00:00.000Z',
      actorType: 'agent',
      actorId: 'planner',
      job: 'j',
      entry: 'e',
    });
    await storage.write(async (tx) => {
      for (const each of [
        fact('1'),
        fact('2', { expiresAt: 50 }),
        fact('3', { owner: '', scope: 'global', place: '' }),
      ])
        expect(await tx.addFact(each)).toBe(true);
      expect(await tx.addFact(fact('9', { key: '1' }))).toBe(false);
      for (const number of [1, 2, 3, 4]) await tx.addFactVersion(version('1', number), 2);
    });
    const ids = async (query: Partial<FactQuery>) =>
      (await storage.facts({ space: 'memory', limit: 9, now: 10, ...query })).map(({ id }) => id);
    expect(await (await opened()).fact('1', 10)).toEqual(fact('1'));
    expect(await ids({})).toEqual(['3', '2', '1']);
    expect(await ids({ now: 50 })).toEqual(['3', '1']);
    expect(await storage.fact('2', 50)).toBeNull();
    expect(await ids({ before: '3', limit: 1 })).toEqual(['2']);
    expect(await ids({ owners: ['ann'], scope: 'project', place: '/repo', key: '1' })).toEqual(['1']);
    expect(await ids({ owners: ['ann', ''], limit: 2 })).toEqual(['3', '2']);
    expect(await ids({ owners: ['ann', ''], words: ['auth'], before: '3' })).toEqual(['2', '1']);
    expect(await ids({ owners: [] })).toEqual([]);
    expect(await ids({ within: [{ scope: 'global', place: '' }] })).toEqual(['3']);
    expect(await ids({ within: [] })).toEqual([]);
    expect(await ids({ space: 'knowledge' })).toEqual([]);
    expect(await ids({ words: ['auth', 'vit'] })).toEqual(['3', '2', '1']);
    expect(await ids({ words: ['auth', 'jest'] })).toEqual([]);
    const ranked = async (words: string[], more: Partial<FactQuery> = {}) =>
      (await storage.rankedFacts({ space: 'memory', now: 10, limit: 9, ...more, words })).map(({ id }) => id);
    expect(await ranked(['jest', '1'])).toEqual(['1']);
    expect(await ranked(['test'], { owners: [''] })).toEqual(['3']);
    expect(await ranked([])).toEqual([]);
    const next = fact('1', { version: 2, value: '2', words: 'bananas', sort: '4', updatedAt: 'later', job: 'j' });
    expect(await storage.write((tx) => tx.replaceFact(next, 7))).toBe(false);
    expect(await storage.write((tx) => tx.replaceFact(next, 1))).toBe(true);
    expect(await storage.fact('1', 10)).toEqual(next);
    expect(await ids({ words: ['banana'] })).toEqual(['1']);
    expect(await ids({ words: ['auth'] })).toEqual(['3', '2']);
    expect((await storage.factVersions('1', 9)).map((one) => one.version)).toEqual([4, 3]);
    expect(await storage.countFacts('memory', 'ann')).toBe(2);
    expect(await storage.write((tx) => tx.removeFact('1', 1))).toBe(false);
    expect(await storage.write((tx) => tx.removeFact('1', 2))).toBe(true);
    expect(await storage.write((tx) => tx.removeExpiredFacts(50, 9))).toBe(1);
    expect(await ids({ now: 0 })).toEqual(['3']);
    expect(await ids({ words: ['banana'] })).toEqual([]);
  });
}
