import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Name of the file beside the bundle that holds a database of the newest schema with nothing in it (`scripts/bundle.ts`). */
export const blankDatabase = 'blank.db';

/**
 * Puts a copy of the database `blank` at `file`, whole and on the disk, or nothing at all: `file` may come into being meanwhile. Whatever
 * keeps us from it is said by the migration that does the same, only slower.
 */
export function copyBlank(blank: string, file: string): void {
  const partial = partialOf(file);
  try {
    // Refused where another process is at it, which must not find its file changed below it.
    writeFileSync(partial, readFileSync(blank), { flag: 'wx', mode: 0o600, flush: true });
  } catch {
    return;
  }
  try {
    linkSync(partial, file);
  } catch {
    return;
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Removes what a process that was killed in the middle has left. */
export function removePartial(file: string): void {
  rmSync(partialOf(file), { force: true });
}

const partialOf = (file: string) => `${file}.new`;
