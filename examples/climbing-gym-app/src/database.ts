import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

const migrations = new URL('../migrations/', import.meta.url);

/** Opens the database and brings its tables up to date. */
export function openDatabase(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;');
  migrate(database);
  return database;
}

/** Runs the files of `migrations/` that this database has not seen, in the order of their names. */
function migrate(database: DatabaseSync): void {
  database.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT');
  const names = readdirSync(migrations).filter((name) => name.endsWith('.sql'));
  for (const name of names.sort()) {
    transaction(database, () => {
      if (exists(database, 'SELECT 1 FROM migrations WHERE name = ?', name)) return;
      database.exec(readFileSync(new URL(name, migrations), 'utf8'));
      database.prepare('INSERT INTO migrations (name) VALUES (?)').run(name);
    });
  }
}

/** All of `work` or nothing. Takes the write lock first, so what `work` reads stays true until it ends. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

export function exists(
  database: DatabaseSync,
  sql: string,
  ...parameters: SQLInputValue[]
): boolean {
  return database.prepare(sql).get(...parameters) !== undefined;
}
