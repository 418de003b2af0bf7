// Run by `npm pack` in packages/server, with whatever Node npm has: hands over to the pinned one.
import { join } from 'node:path';
import { handOver, root } from './setup.mjs';

delete process.env.INIT_CWD;
handOver([join(root, 'scripts/pack.ts')]);
