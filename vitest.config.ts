import { configDefaults, defineConfig } from 'vitest/config';
import { LostReporter } from './scripts/test-lost.ts';
import { LongestFirst } from './scripts/test-order.ts';
import { useOwnTemporary } from './scripts/test-temporary.ts';

// Others read this file too, to see what it names.
if (process.env['VITEST']) useOwnTemporary();

/** Rooms whose tests start nothing and change nothing of their process, but for those that try what the craft makes. */
const pure = [
  'packages/protocol/src/**/*.test.ts',
  'packages/server/src/{craft,intake,logline,policy,program-repair,render,repair,workflow}/**/!(*.integration).test.ts',
];

const lost = process.env['CODEWRIGHT_TEST_LOST'];

export default defineConfig({
  test: {
    reporters: lost === undefined ? ['default'] : ['default', new LostReporter(lost)],
    globalSetup: ['scripts/test-temporary.ts'],
    // `npm run test:stalls`, for races.
    execArgv: process.env['CODEWRIGHT_TEST_STALLS'] ? ['--import', './scripts/test-stalls.ts'] : [],
    // Two cores, and one more for the time in which others wait: tests from outside do so for half of theirs.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Limits end what hangs, wherever it runs: a slow machine is no failure, so no test states a tighter one of its own.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 240_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'house',
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...pure],
        },
      },
      // After the others, which take longer each. They share what a worker has read: words, templates, rules.
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
    ],
  },
});
