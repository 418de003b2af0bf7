// Sets the clone up, then runs a script of ours with the pinned Node: `node scripts/with-node.mjs scripts/bench.ts …`.
import { join } from 'node:path';
import { handOver, root, setUp } from './setup.mjs';

setUp();
const [script, ...rest] = process.argv.slice(2);
process.chdir(root);
delete process.env.INIT_CWD;
if (script) handOver([join(root, script), ...rest]);
