import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FindInFilesOptions {
  /** The text is a regular expression. */
  pattern?: boolean;
  /** Capitals count as small letters. */
  ignoreCase?: boolean;
  /** How names of the files end; all files if not given. */
  ending?: string | undefined;
}

export interface ReplaceInFilesOptions {
  /** How names of the files end; all files if not given. */
  ending?: string | undefined;
  /** Only says what would change. */
  dryRun?: boolean;
}

export interface SplitFileOptions {
  /** Most lines of a part. */
  lines?: number;
}

/** Lists the lines in which a text stands, with file and number. */
export function findInFiles(path: string, text: string, options: FindInFilesOptions = {}): string {
  const { pattern = false, ignoreCase = false, ending = '' } = options;
  const wanted = matcher(wantedText(text), pattern, ignoreCase);
  return textsBelow(path, ending)
    .flatMap(([file, content]) =>
      content
        .split(/\r?\n/)
        .map((line, at) => (wanted(line) ? `${file}:${at + 1}: ${line}\n` : '')),
    )
    .join('');
}

/** Replaces a text, or only says in which files it stands. */
export function replaceInFiles(
  path: string,
  find: string,
  replace: string,
  options: ReplaceInFilesOptions = {},
): string {
  const { ending = '', dryRun = false } = options;
  wantedText(find);
  return textsBelow(path, ending)
    .map(([file, content]) => {
      const count = content.split(find).length - 1;
      if (count === 0) return '';
      if (!dryRun)
        writeFileSync(
          file,
          content.replaceAll(find, () => replace),
        );
      return `${file}: ${count}\n`;
    })
    .join('');
}

/** Writes the lines of a file into files beside it, called like it with .001 and so on. */
export function splitFile(file: string, options: SplitFileOptions = {}): string {
  const { lines = 1000 } = options;
  if (!Number.isInteger(lines) || lines < 1) throw new RangeError('lines must be at least 1.');
  kindOf(file);
  const all = readFileSync(file, 'utf8').match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const parts: string[] = [];
  for (let at = 0; at < all.length; at += lines) {
    const part = `${file}.${String(parts.length + 1).padStart(3, '0')}`;
    writeFileSync(part, all.slice(at, at + lines).join(''));
    parts.push(part);
  }
  return parts.map((part) => `${part}\n`).join('');
}

function matcher(text: string, pattern: boolean, ignoreCase: boolean): (line: string) => boolean {
  if (!pattern) {
    const plain = (line: string): string => (ignoreCase ? line.toLowerCase() : line);
    return (line) => plain(line).includes(plain(text));
  }
  try {
    const wanted = new RegExp(text, ignoreCase ? 'iu' : 'u');
    return (line) => wanted.test(line);
  } catch {
    throw new RangeError(`${text} is no pattern.`);
  }
}

function wantedText(text: string): string {
  if (text === '') throw new RangeError('The text to look for is empty.');
  return text;
}

function kindOf(path: string) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new RangeError(`There is no ${path}.`);
  return found;
}

/** Files and what is in them, by their names; what is hidden, a link or no text is passed over. */
function textsBelow(path: string, ending: string): [string, string][] {
  const files = kindOf(path).isDirectory() ? filesBelow(path).sort() : [path];
  return files.flatMap((file): [string, string][] => {
    const content = file.endsWith(ending) ? textOf(file) : undefined;
    return content === undefined ? [] : [[file, content]];
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

function textOf(file: string): string | undefined {
  const bytes = readFileSync(file);
  if (bytes.includes(0)) return undefined;
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : undefined;
}
