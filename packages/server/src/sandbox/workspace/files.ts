import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { readdir, chmod, lstat, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { MissingFile, ToolError } from '../../shared/errors.ts';
import { resolveInside } from './paths.ts';

/** Beyond this a file is not for reading whole. */
const maxReadBytes = 32 * 1024 * 1024;

/** The bytes of a regular file inside `root`. Synchronous: one small file takes longer through the thread pool. */
export function readInside(root: string, path: string): Buffer {
  const file = resolveInside(root, path, 'read');
  let fd: number;
  try {
    // Without O_NONBLOCK a named pipe would hang here; without O_NOFOLLOW a link put there meanwhile would be followed.
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new MissingFile(path);
    if (code === 'EACCES') throw new ToolError(`${path} may not be read.`);
    throw error;
  }
  try {
    const stat = fstatSync(fd);
    if (stat.isDirectory()) throw new ToolError(`${path} is a folder, not a file.`);
    if (!stat.isFile()) throw new ToolError(`${path} is not a regular file.`);
    if (stat.size > maxReadBytes) throw new ToolError(`${path} has ${stat.size} bytes: too large to read whole.`);
    const buffer = Buffer.allocUnsafe(stat.size);
    let filled = 0;
    while (filled < buffer.length) {
      const count = readSync(fd, buffer, filled, buffer.length - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    return buffer.subarray(0, filled);
  } finally {
    closeSync(fd);
  }
}

export interface Written {
  /** False when a file was replaced. */
  created: boolean;
  bytes: number;
  /** Its absolute path, links of parents followed. */
  file: string;
}

/**
 * Puts a file into the tree in one step: written in `scratch` (same file system, not in the tree), then renamed. A reader sees
 * the old or the new content, never half; what else is hard-linked to the old content keeps it.
 */
export function writeInside(
  root: string,
  scratch: string,
  path: string,
  content: string | Uint8Array,
  executable?: boolean,
): Written {
  const file = resolveInside(root, path, 'write');
  const old = lstatSync(file, { throwIfNoEntry: false });
  if (old?.isDirectory()) throw new ToolError(`${path} is a folder.`);
  const mode = fileMode(old?.mode, executable);
  const temporary = join(scratch, `write-${randomBytes(8).toString('hex')}`);
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const fd = openSync(temporary, 'wx', mode);
  try {
    fchmodSync(fd, mode);
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
  } finally {
    closeSync(fd);
  }
  try {
    place(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR' || (error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new ToolError(`${path}: a part of this path is a file, not a folder.`);
    }
    throw error;
  }
  return { created: old === undefined, bytes: bytes.length, file };
}

function fileMode(old: number | undefined, executable: boolean | undefined): number {
  if (executable !== undefined) return executable ? 0o755 : 0o644;
  return old === undefined ? 0o644 : old & 0o777;
}

function place(temporary: string, file: string): void {
  try {
    renameSync(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(file), { recursive: true });
    renameSync(temporary, file);
  }
}

/** What the work did to the door of its own tree keeps nobody out: neither git nor its next command could say why. */
export function openDoor(root: string): void {
  const { mode } = statSync(root);
  if ((mode & 0o700) !== 0o700) chmodSync(root, mode | 0o700);
}

/** Removes a folder whatever modes its contents were given; links are removed, never followed. */
export async function removeTree(path: string): Promise<void> {
  // Most often there is none: what Node loads to remove one would be loaded at each start.
  if (!lstatSync(path, { throwIfNoEntry: false })) return;
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 2 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EACCES', 'EPERM', 'ENOTEMPTY', 'ENAMETOOLONG'].includes(code)) throw error;
    try {
      await openFolders(path);
      await rm(path, { recursive: true, force: true, maxRetries: 2 });
    } catch (cause) {
      // It lies deeper than a path can say: this one goes from folder to folder.
      if ((cause as NodeJS.ErrnoException).code !== 'ENAMETOOLONG') throw cause;
      await promisify(execFile)('/bin/rm', ['-rf', '--', path], { env: {} });
    }
  }
}

/** Lets us into each folder. Where one entry could not be removed, Node goes on removing others for a moment: those are gone meanwhile. */
async function openFolders(path: string): Promise<void> {
  try {
    if (!(await lstat(path)).isDirectory()) return;
    await chmod(path, 0o700);
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (entry.isDirectory()) await openFolders(join(path, entry.name));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
