import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface BackupOptions {
  /** Archives that are kept. */
  keep?: number;
}

const blockSize = 512;

/** Packs a folder into an archive with the time in its name, deletes all but the last ones, and gives its path. */
export function backupFolder(folder: string, to: string, options: BackupOptions = {}): string {
  const { keep = 7 } = options;
  if (!Number.isInteger(keep) || keep < 1) throw new RangeError('keep must be at least 1.');
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new RangeError(`There is no folder ${folder}.`);
  }
  if (`${resolve(to)}${sep}`.startsWith(`${resolve(folder)}${sep}`)) {
    throw new RangeError('Archives may not be kept inside the folder that they are of.');
  }
  mkdirSync(to, { recursive: true });
  const name = basename(resolve(folder));
  const time = new Date().toISOString().replace(/[:.]/g, '-');
  const archive = join(to, `${name}-${time}.tar.gz`);
  const parts = entriesBelow(folder).flatMap((path) => tarEntry(folder, path));
  // Whole or not at all: nobody takes half an archive for a backup.
  writeFileSync(`${archive}.part`, gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * blockSize)])));
  renameSync(`${archive}.part`, archive);
  const kept = readdirSync(to).filter(
    (file) => file.startsWith(`${name}-`) && /-\d{4}-\d\d-\d\dT[\d-]+Z\.tar\.gz$/.test(file),
  );
  for (const old of kept.sort().slice(0, -keep)) rmSync(join(to, old));
  return archive;
}

/** Folders and files; links are left out. */
function entriesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      const facts = lstatSync(path);
      if (facts.isDirectory()) return [path, ...entriesBelow(path)];
      return facts.isFile() ? [path] : [];
    });
}

/** A header of 512 bytes and the content, filled up to whole blocks (ustar). */
function tarEntry(root: string, path: string): Buffer[] {
  const facts = statSync(path);
  const isFolder = facts.isDirectory();
  const name = relative(root, path).split(sep).join('/') + (isFolder ? '/' : '');
  const content = isFolder ? Buffer.alloc(0) : readFileSync(path);
  const filled = Buffer.alloc(Math.ceil(content.length / blockSize) * blockSize);
  content.copy(filled);
  const long = Buffer.byteLength(name) > 100;
  const before = long ? longName(name) : [];
  const header = tarHeader(long ? name.slice(0, 24) : name, content.length, isFolder ? '5' : '0');
  header.write(octal(facts.mode & 0o777, 7), 100);
  header.write(octal(Math.floor(facts.mtimeMs / 1000), 11), 136);
  return [...before, signed(header), filled];
}

/** Names that find no room in a header stand in an entry of their own, as GNU tar writes them. */
function longName(name: string): Buffer[] {
  const text = Buffer.from(`${name}\0`);
  const filled = Buffer.alloc(Math.ceil(text.length / blockSize) * blockSize);
  text.copy(filled);
  return [signed(tarHeader('././@LongLink', text.length, 'L')), filled];
}

function tarHeader(name: string, size: number, type: string): Buffer {
  const header = Buffer.alloc(blockSize);
  header.write(name, 0);
  header.write(octal(0o644, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(0, 11), 136);
  header.write(type, 156);
  header.write('ustar\u000000', 257);
  return header;
}

/** The sum of all bytes, its own place counted as blanks. */
function signed(header: Buffer): Buffer {
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  return header;
}

function octal(number: number, digits: number): string {
  return number.toString(8).padStart(digits, '0');
}
