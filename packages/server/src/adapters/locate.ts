import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, sep } from 'node:path';

/** A program as it was found, and what must be seen of the machine to run it. */
export interface Located {
  /** Without links on its way. */
  file: string;
  /** Folders or files to show read-only, at their own place. */
  mounts: string[];
}

/** What the sandbox shows anyway. */
const shown = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64'];

/** Looks for a program on a PATH, or at its own place. Null: it is not there, or cannot be run. */
export function locate(program: string, path: string): Located | null {
  const places = isAbsolute(program)
    ? [program]
    : path
        .split(delimiter)
        .filter((folder) => isAbsolute(folder))
        .map((folder) => join(folder, program));
  const found = places.find(isProgram);
  if (found === undefined) return null;
  const file = realpathSync(found);
  if (shown.some((folder) => file.startsWith(folder + sep))) return { file, mounts: [] };
  return { file, mounts: [installationOf(file)] };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Not there, or not for us: either way the next place is looked at.
    return false;
  }
}

/** An npm package needs those beside it; anything else is taken for one file. */
function installationOf(file: string): string {
  const parts = dirname(file).split(sep);
  const at = parts.indexOf('node_modules');
  return at < 0 ? file : parts.slice(0, at + 1).join(sep);
}
