import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface DuplicateOptions {
  /** Smaller files are left out. */
  minBytes?: number;
}

export interface DuplicateGroup {
  bytes: number;
  /** What would be free if one of them were kept. */
  wasted: number;
  files: string[];
}

/** Lists groups of files with the same content, those that waste most first. */
export function findDuplicates(folder: string, options: DuplicateOptions = {}): DuplicateGroup[] {
  const { minBytes = 1 } = options;
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new RangeError(`There is no folder ${folder}.`);
  }
  const sized = filesBelow(folder).map((file) => ({ file, bytes: statSync(file).size }));
  const large = sized.filter(({ bytes }) => bytes >= minBytes);
  // Files of different size differ: only the others are read.
  const bySize = Map.groupBy(large, ({ bytes }) => bytes);
  const groups = [...bySize].flatMap(([bytes, members]) => {
    if (members.length < 2) return [];
    const byContent = Map.groupBy(members, ({ file }) => contentHash(file));
    return [...byContent.values()]
      .filter((same) => same.length > 1)
      .map((same) => ({
        bytes,
        wasted: bytes * (same.length - 1),
        files: same.map(({ file }) => file).sort(),
      }));
  });
  return groups.sort(
    (a, b) => b.wasted - a.wasted || ((a.files[0] ?? '') < (b.files[0] ?? '') ? -1 : 1),
  );
}

/** Counts the bytes that would be free without duplicates. */
export function wastedBytes(folder: string, options: DuplicateOptions = {}): number {
  return findDuplicates(folder, options).reduce((sum, { wasted }) => sum + wasted, 0);
}

/** Links are not followed. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

function contentHash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
