import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { monotonicMs } from '../../shared/clock.ts';
import type { Row, Runner, Statement, Values } from '../statement.ts';
import { valuesOf } from '../statement.ts';
import { fromSqlite, isBusy } from './errors.ts';

/** Waiting inside SQLite stops the whole process, heartbeats included; so only briefly, and then on the event loop. */
const busyTimeoutMs = 50;

/** One connection with its prepared statements. */
export class Connection implements Runner {
  readonly db: DatabaseSync;
  readonly #file: string;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(file: string, options: { queryOnly: boolean }) {
    this.#file = file;
    let db: DatabaseSync | undefined;
    try {
      db = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
      // FULL: a migration is on the disk before anything is built on it, also when the power fails.
      db.exec(options.queryOnly ? 'pragma query_only = on' : 'pragma synchronous = full');
    } catch (error) {
      db?.close();
      throw fromSqlite(error, file);
    }
    this.db = db;
  }

  all(statement: Statement, values: Values): Promise<Row[]> {
    try {
      return Promise.resolve(this.rows(statement, values));
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  rows(statement: Statement, values: Values): Row[] {
    try {
      return this.prepare(statement.sqlite).all(...valuesOf(statement, values));
    } catch (error) {
      throw fromSqlite(error, this.#file);
    }
  }

  /** Runs a text without parameters that is used again and again. */
  run(text: string): void {
    this.prepare(text).run();
  }

  prepare(text: string): StatementSync {
    let prepared = this.#prepared.get(text);
    if (prepared === undefined) {
      prepared = this.db.prepare(text);
      // Filters make statements of their own; those of the hot paths come back soon enough.
      if (this.#prepared.size >= 200) this.#prepared.clear();
      this.#prepared.set(text, prepared);
    }
    return prepared;
  }

  close(): void {
    this.#prepared.clear();
    if (this.db.isOpen) this.db.close();
  }
}

/** Tries again while another process holds the lock. @throws STORAGE_BUSY after `patienceMs`. */
export async function retryBusy<T>(action: () => T, file: string, patienceMs: number): Promise<T> {
  const end = monotonicMs() + patienceMs;
  for (let attempt = 0; ; attempt++) {
    try {
      return action();
    } catch (error) {
      if (!isBusy(error) || monotonicMs() > end) throw fromSqlite(error, file);
      // Random, so that two processes do not meet again and again.
      await delay(1 + Math.random() * Math.min(50, 2 ** attempt));
    }
  }
}
