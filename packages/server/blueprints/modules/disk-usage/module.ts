import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface DiskUsageOptions {
  /** Most lines. */
  top?: number;
  /** Gives bytes rather than rounded sizes. */
  bytes?: boolean;
}

/** Lists what stands in a folder with its size, the largest first, and the total. */
export function diskUsage(folder: string, options: DiskUsageOptions = {}): string {
  const { top = 20, bytes: exact = false } = options;
  if (!Number.isInteger(top) || top < 1) throw new RangeError('top must be at least 1.');
  if (!existsSync(folder) || !lstatSync(folder).isDirectory()) {
    throw new RangeError(`There is no folder ${folder}.`);
  }
  const entries = readdirSync(folder, { withFileTypes: true }).map((entry) => ({
    name: entry.isDirectory() ? `${entry.name}/` : entry.name,
    bytes: bytesOf(join(folder, entry.name)),
  }));
  entries.sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const lines = [...entries.slice(0, top), { name: 'total', bytes: total }].map((entry) => ({
    name: entry.name,
    size: exact ? String(entry.bytes) : sizeText(entry.bytes),
  }));
  const width = Math.max(...lines.map(({ size }) => size.length));
  return lines.map(({ name, size }) => `${size.padStart(width)}  ${name}\n`).join('');
}

/** Writes bytes as people read them, in units of 1024. */
export function sizeText(bytes: number): string {
  if (!(bytes >= 0)) throw new RangeError('A size is not negative.');
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  const unit = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${Math.round((bytes / 1024 ** unit) * 10) / 10} ${units[unit]}`;
}

/** Of a file its length, of a folder all that is in it; links count as themselves. */
function bytesOf(path: string): number {
  const facts = lstatSync(path);
  if (!facts.isDirectory()) return facts.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}
