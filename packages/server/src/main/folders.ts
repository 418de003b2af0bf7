import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** A folder with its parents. Not mkdir's own `recursive`: it never returns below a folder like /proc, where nothing can be made. */
export function makeFolder(folder: string, mode = 0o777): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (!existsSync(parent)) makeFolder(parent, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
