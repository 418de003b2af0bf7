import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CodewrightError } from '../../shared/errors.ts';

/** What a line of a chat is. */
export type Line =
  | { kind: 'nothing' }
  | { kind: 'command'; name: string; argument: string }
  | { kind: 'shell'; command: string }
  | { kind: 'words'; text: string };

export function readLine(line: string): Line {
  const text = line.trim();
  if (text === '') return { kind: 'nothing' };
  if (text.startsWith('!')) {
    const command = text.slice(1).trim();
    return command === '' ? { kind: 'nothing' } : { kind: 'shell', command };
  }
  const command = /^\/([a-z]+)(?:\s+(.*))?$/s.exec(text);
  return command
    ? { kind: 'command', name: command[1] ?? '', argument: (command[2] ?? '').trim() }
    : { kind: 'words', text };
}

/** Characters that attached files may add to a message, so that it stays under the limit of a request. */
const MAX_ATTACHED = 7000;
const mention = /(?<![\w@])@((?:\.{0,2}\/)?[\w.-]+(?:\/[\w.-]+)*)/g;

/**
 * A message with the files that it mentions (`@src/a.ts`) attached below it. What is no file stays a word.
 * @throws CodewrightError INVALID_INPUT for files that are too large together.
 */
export function withFiles(text: string, folder: string): { text: string; files: string[] } {
  const files: string[] = [];
  const parts: string[] = [];
  for (const [, name = ''] of text.matchAll(mention)) {
    const path = name.replace(/[.]+$/, '');
    if (files.includes(path) || statSync(resolve(folder, path), { throwIfNoEntry: false })?.isFile() !== true) continue;
    files.push(path);
    parts.push(`\n\nThe file ${path}:\n${readFileSync(resolve(folder, path), 'utf8').trimEnd()}`);
  }
  const attached = parts.join('');
  if (attached.length > MAX_ATTACHED) {
    throw new CodewrightError(
      'INVALID_INPUT',
      `The attached files have ${attached.length} characters; ${MAX_ATTACHED} fit.`,
      {
        hint: 'Name the files without @: agents read them in the repository.',
      },
    );
  }
  return {
    text: `${text.replace(mention, (whole, name: string) => (files.includes(name.replace(/[.]+$/, '')) ? name : whole))}${attached}`,
    files,
  };
}
