import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { CodewrightError } from './errors.ts';

/** More than any text that a person hands in. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The text of a file that a person or a project named: it may be anything, a folder or a device without an end too. `pipes`: one is
 * taken as well, whose writer is waited for.
 * @throws CodewrightError NOT_FOUND where there is none, INVALID_INPUT where it cannot be read as a text.
 */
export function readTextFile(file: string, { pipes = false, most = mostBytes } = {}): string {
  const found = lookAt(file);
  if (found === undefined) {
    throw new CodewrightError('NOT_FOUND', `There is no file ${file}.`, { hint: 'Check the path.' });
  }
  if (found.isDirectory()) throw unreadable(`${file} is a folder, not a file.`, 'Name a file in it.');
  if (!found.isFile() && !(pipes && found.isFIFO())) throw unreadable(`${file} is not a file.`, 'Name a file.');
  const pieces: Buffer[] = [];
  let size = 0;
  const fd = attempt(file, () => openSync(file, 'r'));
  try {
    for (;;) {
      const piece = Buffer.alloc(1024 * 1024);
      const read = attempt(file, () => readSync(fd, piece));
      if (read === 0) return Buffer.concat(pieces).toString('utf8');
      size += read;
      if (size > most) throw unreadable(`${file} is larger than ${Math.ceil(most / 1e6)} MB.`, 'Name a smaller one.');
      pieces.push(piece.subarray(0, read));
    }
  } finally {
    closeSync(fd);
  }
}

function lookAt(file: string) {
  return attempt(file, () => statSync(file, { throwIfNoEntry: false }));
}

function attempt<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CodewrightError('INVALID_INPUT', `${file} cannot be read: ${reason}.`, {
      hint: 'Check its permissions.',
      cause,
    });
  }
}

function unreadable(message: string, hint: string): CodewrightError {
  return new CodewrightError('INVALID_INPUT', message, { hint });
}
