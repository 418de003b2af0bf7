import {
  type Dirent,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
} from 'node:fs';
import { join, sep } from 'node:path';

/** Larger files are no sources that a person reads. */
const maxBytes = 2 * 1024 * 1024;
const skipped = new Set([
  'node_modules',
  '.git',
  'dist',
  'build',
  'out',
  'coverage',
  'vendor',
  'target',
  '.venv',
  'venv',
]);

/** A file of the clone as text; null for links, pipes, binaries, huge files and whatever a linked folder leads outside. */
export function readText(root: string, path: string): string | null {
  let fd: number;
  try {
    const real = realpathSync(join(root, path));
    if (!real.startsWith(realpathSync(root) + sep)) return null;
    fd = openSync(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile() || stat.size > maxBytes) return null;
    const text = readFileSync(fd, 'utf8');
    return text.includes('\0') ? null : text.replace(/^\ufeff/, '');
  } finally {
    closeSync(fd);
  }
}

export function has(root: string, path: string): boolean {
  return existsSync(join(root, path));
}

export function readJson(root: string, path: string): Record<string, unknown> | null {
  const text = readText(root, path);
  return text === null ? null : asRecord(parse(text));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

export function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asRecord(value) ?? {}).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

/** None of a folder whose name is no UTF-8: no tool that is asked about a path could be told its. */
function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Names of the folders in a folder; none where it is missing. */
export function foldersIn(root: string, path: string): string[] {
  return entriesIn(join(root, path))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Paths of the project's own files, installed and built ones left out; at most `limit`. */
export function sourceFiles(root: string, limit = 5000): string[] {
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of entriesIn(join(root, folder))) {
      if (found.length >= limit) return;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skipped.has(entry.name)) walk(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  walk('');
  return found.sort();
}
