import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readEnvironment } from '../config.ts';
import { dataFolder } from '../shared/data.ts';
import { loadEntries } from './entries.ts';

/** The real CLIs, in the versions of adapters/*.yaml, from the npm registry; kept beside the packages of the project. */
const cache = join(import.meta.dirname, '../../../../node_modules/.cache/codewright-agents');

export function testedVersion(name: string): string {
  return loadEntries(dataFolder('adapters')).get(name)?.tested ?? '';
}

/** The folder of a CLI's program, installed where it is not yet. @throws with npm's own words where it cannot be. */
export function installed(name: string): string {
  const entry = loadEntries(dataFolder('adapters')).get(name);
  if (!entry?.package || !entry.tested) throw new Error(`adapters/${name}.yaml names no package and version.`);
  return installedPackage(name, entry.package, entry.tested);
}

/** The same for any npm package that brings the program `name`. */
export function installedPackage(name: string, npmPackage: string, version: string): string {
  const folder = join(cache, `${name}@${version}`);
  const bin = join(folder, 'node_modules/.bin');
  if (existsSync(join(bin, name))) return bin;
  mkdirSync(cache, { recursive: true });
  // In one step into its place: who comes at the same time, or is killed, leaves no half of it there.
  const made = mkdtempSync(join(cache, 'installing-'));
  writeFileSync(join(made, 'package.json'), '{"private":true}');
  const npm = join(dirname(process.execPath), 'npm');
  try {
    execFileSync(
      existsSync(npm) ? npm : 'npm',
      ['install', '--no-audit', '--no-fund', '--loglevel=error', `${npmPackage}@${version}`],
      { cwd: made, env: readEnvironment().npm, stdio: 'pipe', timeout: 300_000 },
    );
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    throw new Error(`${npmPackage} ${version} could not be installed for the tests.`, { cause: error });
  }
  return bin;
}
