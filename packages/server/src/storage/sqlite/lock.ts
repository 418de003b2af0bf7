import { closeSync, existsSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { retryBusy } from './connection.ts';
import { fromSqlite } from './errors.ts';

/** Many processes in a queue, each with a few small writes on a disk that is busy. */
const patienceMs = 120_000;

/**
 * Runs `work` while nobody else, in this process or another, runs any under the same file. The lock is the kernel's: it goes with a
 * process that is killed. The file (0600, made in a folder that is there) stays empty; it must never be taken away.
 * @throws CodewrightError STORAGE_BUSY when others hold it for two minutes, ENVIRONMENT.
 */
export async function underLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  makeEmpty(file);
  const db = open(file);
  try {
    await retryBusy(() => db.exec('begin exclusive'), file, patienceMs);
    return await work();
  } finally {
    db.close();
  }
}

/** It waits on the event loop alone: who holds the lock may be in this process. */
function open(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw fromSqlite(error, file);
  }
}

/** Opened once by us, while nobody can have locked it: closing any other handle of a process gives up the locks of all its handles. */
function makeEmpty(file: string): void {
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
