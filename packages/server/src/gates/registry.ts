import type { Gate } from './contract.ts';

/** A gate whose code is loaded when it first runs: a job's first turn needs the names alone, and some bring a parser along. */
const gate = (name: string, load: () => Promise<Gate>): [string, Gate] => [
  name,
  { name, run: async (context) => (await load()).run(context) },
];

/** All gates, in the order they run: those that only read come first, so that nothing the project does can change what they see. */
export const gates: ReadonlyMap<string, Gate> = new Map([
  gate('patch-limits', async () => (await import('./patch-limits.ts')).patchLimits),
  gate('tests-kept', async () => (await import('./tests-kept.ts')).testsKept),
  gate('syntax', async () => (await import('./syntax.ts')).syntax),
  gate('secrets', async () => (await import('./secrets.ts')).secrets),
  gate('performance', async () => (await import('./performance.ts')).performance),
  gate('dependencies', async () => (await import('./dependencies.ts')).dependencies),
  gate('types', async () => (await import('./types.ts')).types),
  gate('lint', async () => (await import('./lint.ts')).lint),
  gate('tests', async () => (await import('./tests.ts')).tests),
  gate('start-and-answer', async () => (await import('./start-and-answer.ts')).startAndAnswer),
]);
