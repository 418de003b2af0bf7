// `npm run test:node22`: every test once more on the oldest Node that is supported. It comes from the registry into .cache,
// because two packages with a program called `node` cannot share node_modules.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, setUp } from './setup.mjs';

const version = '22.23.3';
setUp({ tests: true });
const name = `node-${process.platform}-${process.arch}`;
const prefix = join(root, '.cache/node22');
const node = join(prefix, 'node_modules', name, 'bin/node');
if (!existsSync(node)) {
  mkdirSync(prefix, { recursive: true });
  writeFileSync(join(prefix, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${version}`];
  const installed = spawnSync('npm', args, { cwd: prefix, stdio: ['ignore', 2, 2] });
  if (installed.status !== 0)
    fail(`Node ${version} could not be installed`, `try it by hand: npm install ${name}@${version}`);
}
const result = spawnSync(node, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = result.status ?? 1;
