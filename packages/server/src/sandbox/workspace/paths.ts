import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join, relative, resolve as resolvePath, sep } from 'node:path';
import { ToolError } from '../../shared/errors.ts';
import { isWithin } from '../mounts.ts';

/** `.git` as any file system might spell it: letter case, NTFS short name and streams, characters that HFS+ ignores. */
const hfsIgnored = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu;

export function isGitName(segment: string): boolean {
  const plain = segment
    .replaceAll(hfsIgnored, '')
    .toLowerCase()
    .replace(/[ .]+$/, '')
    .replace(/:.*$/, '');
  return plain === '.git' || plain === 'git~1';
}

/**
 * A path as a model gives it, relative to the tree, in its one normal form; '' is the tree itself.
 * @throws ToolError when it is absolute, climbs, holds a NUL or names a git directory.
 */
export function normalPath(path: string): string {
  if (path.includes('\0')) throw new ToolError('A path cannot hold a NUL character.');
  if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) {
    throw new ToolError(`${JSON.stringify(path)} is absolute. Give paths relative to the repository's root.`);
  }
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  for (const segment of segments) {
    if (segment === '..') throw new ToolError(`${JSON.stringify(path)} holds "..": it must stay in the repository.`);
    if (isGitName(segment)) throw new ToolError(`${JSON.stringify(path)} lies in .git, which is not to be touched.`);
  }
  return segments.join('/');
}

/**
 * The absolute host path of `path` inside `root` (itself a real path). Parents are followed only as far as they stay inside.
 * For reading, a link at the end is followed under the same rule; for writing it is refused, as it is with special files.
 */
export function resolveInside(root: string, path: string, intent: 'read' | 'write'): string {
  const normal = normalPath(path);
  const target = normal === '' ? root : join(root, normal);
  const real =
    intent === 'read' ? realExisting(target, path) : join(realExisting(dirname(target), path), lastOf(target));
  const checked = normal === '' ? root : real;
  check(root, checked, path);
  const stat = look(checked, path);
  if (stat === undefined) return checked;
  if (stat.isSymbolicLink()) {
    throw new ToolError(`${path} is a symbolic link to ${readlinkSync(checked)}: write to the file it names.`);
  }
  if (!stat.isFile() && !stat.isDirectory()) throw new ToolError(`${path} is neither a file nor a folder.`);
  return checked;
}

function look(file: string, shown: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    throw pathTrouble(error, shown);
  }
}

/** What the file system says of a path that cannot be, as words for whoever gave it. */
function pathTrouble(error: unknown, shown: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ELOOP') return new ToolError(`${shown} runs in a circle of symbolic links.`);
  if (code === 'ENAMETOOLONG') return new ToolError(`${shown} is longer than a path may be.`);
  if (code === 'ENOTDIR') return new ToolError(`${shown}: a part of this path is a file, not a folder.`);
  if (code === 'EACCES') return new ToolError(`${shown} may not be looked at.`);
  return error;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(sep) + 1);
}

function check(root: string, real: string, path: string): void {
  if (!isWithin(real, root)) throw new ToolError(`${path} leads out of the repository through a symbolic link.`);
  const inside = relative(root, real);
  if (inside !== '' && inside.split(sep).some(isGitName)) {
    throw new ToolError(`${path} leads into .git, which is not to be touched.`);
  }
}

/** Real path of the deepest part that exists, with the rest appended; a dangling link is refused. */
function realExisting(path: string, shown: string): string {
  const rest: string[] = [];
  for (let current = path; ; current = dirname(current)) {
    try {
      return join(realpathSync.native(current), ...rest);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw pathTrouble(error, shown);
      if (lstatSync(current, { throwIfNoEntry: false })?.isSymbolicLink()) {
        throw new ToolError(`${shown} leads through a symbolic link to nowhere.`);
      }
      rest.unshift(lastOf(current));
    }
  }
}

/** Whether a link at `path` (relative, in the tree) with this target stays in the tree, followed by name alone. */
export function linkStaysInside(path: string, target: string): boolean {
  if (target === '' || target.startsWith('/') || target.includes('\0')) return false;
  const root = '/r';
  const led = resolvePath(dirname(join(root, path)), target);
  return isWithin(led, root) && !relative(root, led).split(sep).some(isGitName);
}
