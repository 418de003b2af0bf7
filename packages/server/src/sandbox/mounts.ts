import { lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, normalize, sep } from 'node:path';
import { CodewrightError } from '../shared/errors.ts';
import type { Mount } from './contract.ts';

/** Where the sandbox keeps its own Node, npm and bridge; nothing may be mounted over it. */
export const toolsAt = '/opt/codewright';

/** Inside paths that belong to the sandbox itself. */
const reserved = ['/proc', '/dev', '/sys', toolsAt];
/** Inside paths that may be added to for reading, never for writing. */
const systemFolders = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/etc'];

/** True when `path` is `folder` or lies in it; both absolute and normal. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

interface Planned {
  source: string;
  at: string;
  access: 'read' | 'write';
}

function refuse(message: string, hint: string): never {
  throw new CodewrightError('SANDBOX_FAILED', message, { hint });
}

function plan(mount: Mount, source: string, writable: readonly string[]): Planned {
  const at = mount.at ?? mount.path;
  for (const path of [mount.path, at]) {
    if (!isAbsolute(path) || normalize(path).replace(/(?<=.)\/$/, '') !== path || path.includes('\0')) {
      refuse(`The mount path ${JSON.stringify(path)} is not an absolute, normal path.`, 'Give it without . and ..');
    }
  }
  if (at === '/' || mount.path === '/') refuse('The whole file system cannot be mounted.', 'Mount single folders.');
  if (reserved.some((folder) => isWithin(at, folder) || isWithin(folder, at))) {
    refuse(`Nothing may be mounted at ${at}: the sandbox uses it itself.`, 'Choose another place with `at`.');
  }
  if (mount.access === 'write' && systemFolders.some((folder) => isWithin(at, folder) || isWithin(folder, at))) {
    refuse(`${at} is a system folder and cannot be mounted for writing.`, 'Mount it for reading, or elsewhere.');
  }
  // Inside a folder that sandboxed code may write, a link can be planted: what it points to must not be mounted in its place.
  const host = writable.find((folder) => folder !== source && isWithin(mount.path, folder));
  if (host !== undefined && source !== mount.path) {
    refuse(
      `${mount.path} is reached through a symbolic link in a writable folder.`,
      'Remove the link, or mount its target.',
    );
  }
  return { source, at, access: mount.access };
}

function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    throw new CodewrightError('SANDBOX_FAILED', `The folder to mount, ${path}, cannot be read.`, {
      hint: 'It must be there, and readable, as long as the work goes on: put it back in its place.',
      cause: error,
    });
  }
}

/**
 * bwrap arguments for the given mounts, outer ones first.
 *
 * A read-only mount inside a writable one is only as good as the folders between them: rename the parent away, make a new
 * one, and the protected path is free. So each folder between becomes a mount point itself, which the kernel refuses to rename.
 */
export function mountArguments(mounts: readonly Mount[]): string[] {
  const sources = mounts.map((mount) => real(mount.path));
  const writable = sources.filter((_, index) => mounts[index]?.access === 'write');
  const planned = mounts
    .map((mount, index) => plan(mount, sources[index] ?? mount.path, writable))
    .sort((a, b) => a.at.length - b.at.length);
  const taken = new Map<string, Planned>();
  const result: string[] = [];
  for (const mount of planned) {
    const before = taken.get(mount.at);
    if (before) refuse(`Two mounts claim ${mount.at}.`, 'Give each its own place.');
    for (const folder of between(mount, [...taken.values()])) {
      taken.set(folder.at, folder);
      result.push('--bind', folder.source, folder.at);
    }
    taken.set(mount.at, mount);
    result.push(mount.access === 'write' ? '--bind' : '--ro-bind', mount.source, mount.at);
  }
  return result;
}

/** The folders from the nearest writable mount down to this one, both excluded, outermost first. */
function between(mount: Planned, earlier: readonly Planned[]): Planned[] {
  if (mount.access === 'write') return [];
  const outer = earlier.filter((other) => isWithin(mount.at, other.at)).sort((a, b) => b.at.length - a.at.length)[0];
  if (outer === undefined || outer.access !== 'write') return [];
  const target = outer.source + mount.at.slice(outer.at.length);
  if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink()) {
    refuse(`${target} is a symbolic link, so ${mount.at} cannot be protected.`, 'Remove the link first.');
  }
  const folders: Planned[] = [];
  for (let at = dirname(mount.at); at !== outer.at; at = dirname(at)) {
    const source = outer.source + at.slice(outer.at.length);
    // The same planted-link rule for the way down: a link here would put someone else's folder into the writable tree.
    const found = lstatSync(source, { throwIfNoEntry: false });
    if (!found?.isDirectory())
      refuse(`${source} is not a folder, so ${mount.at} cannot be protected.`, 'Create it first.');
    folders.unshift({ source, at, access: 'write' });
  }
  return folders;
}
