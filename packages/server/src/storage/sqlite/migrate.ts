import { existsSync, renameSync, rmSync } from 'node:fs';
import { CodewrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { type Migration, newerSchema } from '../migrations.ts';
import { Connection, retryBusy } from './connection.ts';
import { fromSqlite } from './errors.ts';

interface Options {
  file: string;
  logger: Logger;
  migrations: readonly Migration[];
  patienceMs: number;
}

/** Refuses a file that is not ours, before anything in it is changed. @throws STORAGE_NEWER, STORAGE_CORRUPT. */
export function inspect(connection: Connection, { file, migrations }: Pick<Options, 'file' | 'migrations'>): void {
  check(currentVersion(connection, file), migrations.at(-1)?.version ?? 0, file);
}

/**
 * Brings the schema to the newest version. Whoever takes the write lock first migrates; the others wait for the lock and
 * then find the work done. @throws STORAGE_NEWER, STORAGE_CORRUPT, STORAGE_BUSY.
 */
export async function migrate(connection: Connection, options: Options): Promise<void> {
  const { file, migrations, patienceMs } = options;
  const target = migrations.at(-1)?.version ?? 0;
  const { db } = connection;
  if (await retryBusy(() => check(currentVersion(connection, file), target, file), file, patienceMs)) return;
  await retryBusy(() => db.exec('begin immediate'), file, patienceMs);
  try {
    const from = currentVersion(connection, file);
    if (!check(from, target, file)) {
      if (from > 0) backUp(file, from, options.logger);
      for (const migration of migrations.filter(({ version }) => version > from)) {
        for (const statement of migration.sqlite) db.exec(statement);
      }
      db.exec(`pragma user_version = ${target}`);
    }
    db.exec('commit');
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw fromSqlite(error, file);
  }
}

/** True when there is nothing to do. */
function check(version: number, target: number, file: string): boolean {
  if (version > target) throw newerSchema(file, version, target);
  return version === target;
}

function currentVersion(connection: Connection, file: string): number {
  const version = Number(connection.db.prepare('pragma user_version').get()?.['user_version']);
  if (version > 0) return version;
  const foreign = connection.db.prepare("select name from sqlite_master where type = 'table' limit 1").get();
  if (foreign === undefined) return 0;
  throw new CodewrightError('STORAGE_CORRUPT', `${file} is a database, but not one of Codewright.`, {
    hint: 'Name another file, or move this one away.',
  });
}

/** The write lock is held, so what a second connection copies is the state that will be migrated. */
function backUp(file: string, version: number, logger: Logger): void {
  const backup = `${file}.v${version}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.bak`;
  const partial = `${backup}.partial`;
  const source = new Connection(file, { queryOnly: false });
  try {
    source.db.prepare('vacuum into ?').run(partial);
    renameSync(partial, backup);
  } finally {
    source.close();
    if (existsSync(partial)) rmSync(partial);
  }
  logger.info({ backup, version }, 'database backed up before its schema changes');
}
