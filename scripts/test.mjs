// `npm test [-- <vitest arguments>]`: sets a fresh clone up, then runs every test.
import { join } from 'node:path';
import { handOver, root, setUp } from './setup.mjs';

setUp({ tests: true });
process.chdir(root);
delete process.env.INIT_CWD;
handOver([join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)]);
