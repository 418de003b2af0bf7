// `npm start -- <arguments>`: sets a fresh clone up, then runs codewright; without arguments it serves.
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

setUp();
if (process.argv.length === 2) process.argv.push('serve');
// npm moves to the workspace root; paths that the user typed are meant from where npm was called.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import(join(root, 'packages/server/bin/codewright.cjs'));
