import { accessSync, constants, existsSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { CodewrightError } from '../shared/errors.ts';
import { makeFolder } from './folders.ts';

/** Whether a folder can take a new project: absent, or empty. */
function free(folder: string): boolean {
  return !existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0);
}

/**
 * Where a new project goes: the folder that was asked for, which must be new or empty, else the first free one of
 * `name`, `name-2`, `name-3` … in `parent`. Checked before the job is queued, so nothing is built that has no place.
 */
export function chooseOutput(asked: string | undefined, name: string, parent: string): string {
  if (asked !== undefined) {
    mustBeAbsolute(asked);
    if (!free(asked)) {
      throw new CodewrightError('INVALID_INPUT', `${asked} is not empty, and nothing in it would be overwritten.`, {
        hint: 'Name a new or empty folder with --out DIR.',
      });
    }
    checkWritable(asked);
    return asked;
  }
  mustBeAbsolute(parent);
  for (let number = 1; ; number += 1) {
    const folder = join(parent, number === 1 ? name : `${name}-${number}`);
    if (free(folder)) {
      checkWritable(folder);
      return folder;
    }
  }
}

/**
 * Checks that a request's repository can be worked on, as far as a look tells. Absent is fine: not every request has one.
 * @throws CodewrightError INVALID_INPUT
 */
export function checkRepository(path: string | undefined): void {
  if (path === undefined) return;
  mustBeAbsolute(path);
  if (!existsSync(path)) {
    throw new CodewrightError('INVALID_INPUT', `There is nothing at ${path}.`, { hint: 'Check the path.' });
  }
  if (repositoryAround(path) !== null) return;
  throw new CodewrightError('INVALID_INPUT', `${path} is not a git repository.`, {
    hint: 'Make it one (`git init`, then a first commit), or ask for a new project with `codewright build`.',
  });
}

/** The top folder of the git repository that a folder lies in, or null. */
export function repositoryAround(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git')) || isBare(at)) return at;
    if (at === dirname(at)) return null;
  }
}

/** A git directory without a tree, as servers keep it. */
function isBare(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)));
}

function mustBeAbsolute(path: string): void {
  if (isAbsolute(path)) return;
  throw new CodewrightError('INVALID_INPUT', `${path} is not an absolute path.`, {
    hint: 'The server may run in another folder than you: name the whole path.',
  });
}

/** By making it: what permissions say is not the whole truth. What was absent is absent again, its parents excepted. */
function checkWritable(folder: string): void {
  try {
    if (existsSync(folder)) accessSync(folder, constants.W_OK);
    else {
      makeFolder(folder);
      rmdirSync(folder);
    }
  } catch (cause) {
    throw new CodewrightError(
      'INVALID_INPUT',
      `${folder} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { hint: 'Name another folder with --out DIR.', cause },
    );
  }
}
