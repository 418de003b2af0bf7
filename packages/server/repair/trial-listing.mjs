/** Which files hold tests, where the runner's own settings may say more than the usual names. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { config, execute, scratch } from './trial-execute.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const timeoutMs = 30_000;
const mostFiles = 400;

/** Paths relative to the copy; null where the usual names will do, or the runner does not say. */
export async function listedByRunner(slot) {
  if (config.kind === 'mocha') return listedByMocha(slot);
  if (config.kind === 'jest' && sets(slot, /jest/, /testMatch|testRegex|roots|projects|rootDir|IgnorePatterns|preset/))
    return listed(slot, [
      'node_modules/jest/bin/jest.js',
      ...(config.args ?? []),
      '--listTests',
      '--json',
      `--cacheDirectory=${join(scratch, 'jest')}`,
    ]);
  if (config.kind === 'vitest' && sets(slot, /vite/, /include|projects|workspace|exclude|\bdir\b|\broot\b/))
    return listed(slot, ['node_modules/vitest/vitest.mjs', 'list', '--filesOnly', '--json', ...(config.args ?? [])]);
  return null;
}

async function listedByMocha(slot) {
  const program = join(here, 'trial-mocha-settings.mjs');
  const argv = [process.execPath, program, slot, ...(config.args ?? []), ...(config.patterns ?? [])];
  const { stdout } = await execute(argv, { cwd: slot, timeoutMs });
  const told = lastJson(stdout, '{');
  if (!told || told.files.length === 0) return null;
  config.settings = told.settings;
  return kept(told.files);
}

async function listed(slot, [program, ...args]) {
  const { stdout } = await execute([process.execPath, join(slot, program), ...args], { cwd: slot, timeoutMs });
  const told = lastJson(stdout, '[');
  if (!told || told.length === 0) return null;
  const paths = told.map((one) => (typeof one === 'string' ? one : one.file));
  return kept(paths.map((path) => (isAbsolute(path) ? relative(slot, path) : path)));
}

const kept = (paths) => [...new Set(paths)].filter((path) => !path.startsWith('..')).slice(0, mostFiles);

/** What a program printed last may come after words of the project's own. */
function lastJson(text, opening) {
  for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
    try {
      return JSON.parse(text.slice(at));
    } catch {
      continue;
    }
  }
  return null;
}

/** Whether a settings file, or the manifest, sets any of these. */
function sets(slot, name, words) {
  const files = readdirSync(slot).filter((file) => name.test(file) && /\.(?:[cm]?[jt]s|json)$/.test(file));
  if (files.some((file) => words.test(readFileSync(join(slot, file), 'utf8')))) return true;
  const manifest = join(slot, 'package.json');
  if (!existsSync(manifest)) return false;
  const { jest } = JSON.parse(readFileSync(manifest, 'utf8'));
  return (name.test('jest') && words.test(JSON.stringify(jest ?? {}))) || (config.args ?? []).length > 0;
}
