import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CodewrightError } from '../shared/errors.ts';

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
    if (!free(asked)) {
      throw new CodewrightError('INVALID_INPUT', `${asked} is not empty, and nothing in it would be overwritten.`, {
        hint: 'Name a new or empty folder with --out DIR.',
      });
    }
    checkWritable(asked);
    return asked;
  }
  for (let number = 1; ; number += 1) {
    const folder = join(parent, number === 1 ? name : `${name}-${number}`);
    if (free(folder)) {
      checkWritable(folder);
      return folder;
    }
  }
}

function checkWritable(folder: string): void {
  try {
    mkdirSync(dirname(folder), { recursive: true });
  } catch (cause) {
    throw new CodewrightError(
      'INVALID_INPUT',
      `${dirname(folder)} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        hint: 'Name another folder with --out DIR.',
        cause,
      },
    );
  }
}
