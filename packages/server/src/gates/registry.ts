import type { Gate } from './contract.ts';
import { dependencies } from './dependencies.ts';
import { lint } from './lint.ts';
import { patchLimits } from './patch-limits.ts';
import { secrets } from './secrets.ts';
import { startAndAnswer } from './start-and-answer.ts';
import { syntax } from './syntax.ts';
import { tests } from './tests.ts';
import { testsKept } from './tests-kept.ts';
import { types } from './types.ts';

/** All gates, in the order they run: those that only read come first, so that nothing the project does can change what they see. */
export const gates: ReadonlyMap<string, Gate> = new Map(
  [patchLimits, testsKept, syntax, secrets, dependencies, types, lint, tests, startAndAnswer].map((gate) => [
    gate.name,
    gate,
  ]),
);
