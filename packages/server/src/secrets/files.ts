import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CodewrightError } from '../shared/errors.ts';

/** Told a person when the rights of a file were too wide and have been mended. */
export type Warn = (message: string) => void;

/** A folder of ours for this user alone; made where it is missing. */
export function ownFolder(folder: string, warn: Warn): void {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  guard(folder, 0o700, warn);
}

/**
 * Refuses what is not ours, or a link to elsewhere; takes away the rights of others where they have any.
 * @throws CodewrightError ENVIRONMENT
 */
function guard(path: string, mode: number, warn: Warn): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink() || !(mode === 0o700 ? stat.isDirectory() : stat.isFile())) {
    throw new CodewrightError('ENVIRONMENT', `${path} is a link or no plain ${mode === 0o700 ? 'folder' : 'file'}.`, {
      hint: 'Secrets are only read from a place of their own: put it back as it was.',
    });
  }
  const me = process.getuid?.();
  if (me !== undefined && stat.uid !== me) {
    throw new CodewrightError('ENVIRONMENT', `${path} belongs to another user (uid ${stat.uid}).`, {
      hint: `Make it yours: chown -R ${me} ${dirname(path)}`,
    });
  }
  if ((stat.mode & 0o077) === 0) return;
  chmodSync(path, mode);
  warn(
    `${path} could be read by other users (mode ${(stat.mode & 0o777).toString(8)}). It is closed to them now; if the machine has others, replace the secrets: codewright secrets rotate NAME`,
  );
}

/** Text of a file for this user alone; null where there is none. */
export function readOwn(file: string, warn: Warn): string | null {
  try {
    guard(file, 0o600, warn);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Puts a file into place in one step, on the disk before it has its name.
 * @throws CodewrightError CONFLICT where the name is taken.
 */
export function placeNew(file: string, text: string): void {
  const folder = dirname(file);
  const aside = join(folder, `.new-${randomBytes(8).toString('hex')}`);
  const handle = openSync(aside, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    // Not rename: that would silently replace what another process has just put there.
    linkSync(aside, file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw taken(file, error);
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  flush(folder);
}

function taken(file: string, cause: unknown): CodewrightError {
  return new CodewrightError('CONFLICT', `${file} was put there by something else; nothing was changed.`, {
    hint: 'Where an older version of Codewright is running on this home, end it; then try again.',
    cause,
  });
}

export function removeOwn(file: string): void {
  rmSync(file, { force: true });
  flush(dirname(file));
}

function flush(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const generationFile = /^store-(\d{6,})\.json$/;

/** Generations of the store that lie in a folder, newest first. */
export function generations(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => Number(generationFile.exec(name)?.[1] ?? []))
    .filter((number) => number > 0)
    .sort((a, b) => b - a);
}

export function fileOf(folder: string, generation: number): string {
  return join(folder, `store-${String(generation).padStart(6, '0')}.json`);
}

/** A change that another process is in the middle of takes no hour. */
const staleMs = 3_600_000;

/** Removes what a change that was cut off has left: half files, and keys that nothing is sealed under. `keep`: the key in use. */
export function removeStale(folder: string, keep: string | null): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!/^(secrets-|\.new-)[0-9a-f]{16}$/.test(name) || name === keep) continue;
    const file = join(folder, name);
    const age = Date.now() - (lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > staleMs) rmSync(file, { force: true });
  }
}
