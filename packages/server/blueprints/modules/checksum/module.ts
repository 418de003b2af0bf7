import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

export interface ChecksumOptions {
  /** md5, sha1, sha256, sha512 or crc32. */
  algorithm?: string;
}

/** By the number of hex digits that they have. */
const algorithmsByLength: Readonly<Record<number, string>> = {
  8: 'crc32',
  32: 'md5',
  40: 'sha1',
  64: 'sha256',
  128: 'sha512',
};

/** Computes the checksum of a text, in hex. */
export function checksumOf(text: string, options: ChecksumOptions = {}): string {
  return digestOf(Buffer.from(text), options.algorithm ?? 'sha256');
}

/** Computes the checksums of files, a line each: checksum, two spaces, path. */
export function checksumOfFiles(files: readonly string[], options: ChecksumOptions = {}): string {
  const { algorithm = 'sha256' } = options;
  const lines = files.map((file) => {
    if (!existsSync(file)) throw new RangeError(`There is no file ${file}.`);
    return `${digestOf(readFileSync(file), algorithm)}  ${file}\n`;
  });
  return lines.join('');
}

/** Compares files with a list of checksums; the length of a checksum tells its algorithm. */
export function verifyChecksums(list: string): string {
  const lines = list.split('\n').filter((line) => line.trim() !== '');
  const results = lines.map((line, at) => {
    const [, wanted = '', file = ''] = /^([0-9a-f]+) [ *](.+)$/i.exec(line) ?? [];
    const algorithm = algorithmsByLength[wanted.length];
    if (algorithm === undefined) throw new RangeError(`line ${at + 1} is no checksum with a path.`);
    if (!existsSync(file)) return `${file}: MISSING\n`;
    const found = digestOf(readFileSync(file), algorithm);
    return `${file}: ${found === wanted.toLowerCase() ? 'OK' : 'FAILED'}\n`;
  });
  return results.join('');
}

function digestOf(content: Buffer, algorithm: string): string {
  if (!Object.values(algorithmsByLength).includes(algorithm)) {
    throw new RangeError(`${algorithm} is not one of md5, sha1, sha256, sha512 and crc32.`);
  }
  if (algorithm === 'crc32') return crc32(content).toString(16).padStart(8, '0');
  return createHash(algorithm).update(content).digest('hex');
}
