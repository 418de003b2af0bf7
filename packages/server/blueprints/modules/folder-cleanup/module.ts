import { existsSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface CleanFolderOptions {
  /** How names of the files end, such as .log; all files if not given. */
  ending?: string | undefined;
  /** Only says what would be deleted. */
  dryRun?: boolean;
}

const millisecondsOfDay = 86_400_000;

/** Deletes the files of a folder, and of those in it, that have not changed for some days. */
export function cleanFolder(
  folder: string,
  days: number,
  options: CleanFolderOptions = {},
): string {
  const { ending = '', dryRun = false } = options;
  if (!(days >= 0)) throw new RangeError('The days may not be negative.');
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new RangeError(`There is no folder ${folder}.`);
  }
  const oldest = Date.now() - days * millisecondsOfDay;
  const old = agedFiles(folder, oldest).filter((file) => file.endsWith(ending));
  if (!dryRun) for (const file of old) rmSync(file, { force: true });
  return old.map((file) => `${file}\n`).join('');
}

/** By the alphabet. Links are left alone, and not followed. */
function agedFiles(folder: string, oldest: number): string[] {
  const names = readdirSync(folder).sort();
  return names.flatMap((name) => {
    const path = join(folder, name);
    const facts = lstatSync(path);
    if (facts.isDirectory()) return agedFiles(path, oldest);
    return facts.isFile() && facts.mtimeMs < oldest ? [path] : [];
  });
}
