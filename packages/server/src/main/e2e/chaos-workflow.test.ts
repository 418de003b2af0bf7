import { expect, test } from 'vitest';
import { runChaos } from './testing-chaos.ts';
import { sixSteps } from './testing-chaos-workflow.ts';

test('A workflow of six steps with parallel branches ends right though workers, sandboxes and an agent CLI are killed', async () => {
  const figures = await runChaos({ kills: 8, seed: 5, workers: 2, jobs: 2, workload: sixSteps });
  expect(figures.problems).toEqual([]);
  expect(figures.kills).toBe(8);
  expect(Object.keys(figures.killed).length).toBeGreaterThan(1);
});
