import { CodewrightError } from '../../shared/errors.ts';

/** Primary result codes of SQLite (the low byte of an extended code). */
const codes = { busy: 5, locked: 6, readonly: 8, ioerr: 10, corrupt: 11, full: 13, cantopen: 14, notadb: 26 } as const;
/** The shared-memory file of the WAL could not grow: in practice a full disk. */
const shmSize = 4874;

export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode;
}

export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && ((code & 0xff) === codes.busy || (code & 0xff) === codes.locked);
}

/** What SQLite threw, as one of our errors; others stay as they are. */
export function fromSqlite(error: unknown, file: string): unknown {
  const code = sqliteCode(error);
  if (code === null) return error;
  const options = { cause: error };
  if (code === shmSize) return full(file, options);
  switch (code & 0xff) {
    case codes.busy:
    case codes.locked:
      return new CodewrightError('STORAGE_BUSY', `The database ${file} is locked by another process.`, {
        ...options,
        hint: 'Wait until the other process is done, or end it, and try again.',
      });
    case codes.full:
      return full(file, options);
    case codes.corrupt:
    case codes.notadb:
      return new CodewrightError('STORAGE_CORRUPT', `The database ${file} is damaged or is not a database.`, {
        ...options,
        hint: `Move it away and put its newest backup (${file}.v*.bak) in its place.`,
      });
    case codes.readonly:
    case codes.cantopen:
      return new CodewrightError('ENVIRONMENT', `The database ${file} cannot be opened for writing.`, {
        ...options,
        hint: 'Check the permissions of the file and of its folder.',
      });
    case codes.ioerr:
      return new CodewrightError('ENVIRONMENT', `Reading or writing the database ${file} failed.`, {
        ...options,
        hint: 'Check the disk and the free space on it.',
      });
    default:
      return error;
  }
}

function full(file: string, options: { cause: unknown }): CodewrightError {
  return new CodewrightError('STORAGE_FULL', `There is no space left for the database ${file}; nothing was recorded.`, {
    ...options,
    hint: 'Free some space on the disk and try again.',
  });
}
