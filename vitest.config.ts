import { defineConfig } from 'vitest/config';
import { useOwnTemporary } from './scripts/test-temporary.ts';

// Others read this file too, to see what it names.
if (process.env['VITEST']) useOwnTemporary();

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    globalSetup: ['scripts/test-temporary.ts'],
    // Two cores: more workers only make the sandbox and database tests wait for one another.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
