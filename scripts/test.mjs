// `npm test [-- <vitest arguments>]`: sets a fresh clone up, then runs every test; what a whole run lost, it tries once more by itself
// (docs/decisions/0024). `--agents`: instead drives all agent CLIs, also those that the common run leaves out for the time they take. `--stalls`: each
// process stands still at random moments, which shows the races that a slow machine loses; CODEWRIGHT_TEST_STALLS is the seed.
import { join } from 'node:path';
import { handOver, root, setUp } from './setup.mjs';
import { wholeRun } from './test-whole.mjs';

setUp({ tests: true });
process.chdir(root);
delete process.env.INIT_CWD;
const given = process.argv.slice(2);
const wanted = given.filter((argument) => argument !== '--agents' && argument !== '--stalls');
const agents = given.includes('--agents');
if (given.includes('--stalls')) process.env.CODEWRIGHT_TEST_STALLS ||= '1';
if (agents) process.env.CODEWRIGHT_TEST_AGENTS = 'all';
const files = agents ? ['packages/server/src/adapters', 'packages/server/src/main/e2e/agents.test.ts'] : [];
const vitest = (...args) => handOver([join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args]);

if (given.length > 0) vitest(...files, ...wanted);
else wholeRun(vitest);
