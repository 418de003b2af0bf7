import { expect, test } from 'vitest';
import { onBothStores } from '../../storage/testing-stores.ts';
import { runChaos } from './testing-chaos.ts';

onBothStores('Workers and servers that are killed at random', (store) => {
  test('end every job right, pay for no call twice and leave nothing running', async () => {
    const { address } = store();
    const database = address.kind === 'postgres' ? { database: address.url } : {};
    const figures = await runChaos({ kills: 12, seed: 7, workers: 3, jobs: 3, ...database });
    expect(figures.problems).toEqual([]);
    expect(figures.kills).toBe(12);
    expect(figures.takeovers).toBeGreaterThan(0);
    // An answer is lost only with the process that waited for it.
    expect(figures.answers).toBeLessThanOrEqual(figures.turns + figures.kills);
  });
});
