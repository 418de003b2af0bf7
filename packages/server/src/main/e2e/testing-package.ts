import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Place } from './testing-launcher.ts';

/** The environment in which npm finds its own settings, as for any user: nothing is read from them here. */
export function npmEnvironment(): Record<string, string> {
  const { PATH = '/usr/bin:/bin', HOME = homedir(), NODE_EXTRA_CA_CERTS } = process.env;
  return { PATH, HOME, ...(NODE_EXTRA_CA_CERTS ? { NODE_EXTRA_CA_CERTS } : {}) };
}

/** A published package with tests of its own that need no other package; `format` of it leaves out an argument of 0. */
const published = 'process-warning@5.0.0';

/** Its files, fetched from the registry once for each checkout. */
function fetched(): string {
  const cache = join(import.meta.dirname, '../../../../../node_modules/.cache/codewright-tests');
  const kept = join(cache, published);
  if (existsSync(kept)) return kept;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'fetching-'));
  execFileSync('npm', ['pack', published, '--silent'], { cwd: folder, env: npmEnvironment(), stdio: 'pipe' });
  const [archive = ''] = readdirSync(folder);
  execFileSync('tar', ['xzf', archive], { cwd: folder, stdio: 'pipe' });
  try {
    renameSync(join(folder, 'package'), kept);
  } catch (error) {
    // Another test was first.
    if (!existsSync(kept)) throw error;
  }
  rmSync(folder, { recursive: true });
  return kept;
}

/** The package as a repository of the user: its own files and tests, without the tools of its authors. */
export function packageRepository(place: Place, name: string): string {
  const from = fetched();
  const files: Record<string, string> = {};
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(from.length + 1);
    // Their checks and benchmarks need packages that are not installed here.
    if (entry.isFile() && !/^(eslint|benchmarks|types|\.github)/.test(path))
      files[path] = readFileSync(join(from, path), 'utf8');
  }
  const manifest = JSON.parse(files['package.json'] ?? '{}') as Record<string, unknown>;
  const { devDependencies: _, types: __, ...kept } = manifest;
  files['package.json'] = `${JSON.stringify({ ...kept, scripts: { test: 'node --test' } }, null, 2)}\n`;
  return place.repository(name, files);
}

/** Puts something of the user's own into their tree, which no job may touch. */
export function ownWork(repository: string): void {
  mkdirSync(join(repository, 'notes'));
  writeFileSync(join(repository, 'notes/mine.txt'), 'not committed\n');
}
