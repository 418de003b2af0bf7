import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import type { Storage } from './contract.ts';
import type { Migration } from './migrations.ts';
import { type TemporaryPostgres, temporaryPostgres } from './testing.ts';
import { type Address, openAddress } from './testing-address.ts';

/** One empty database per test, of one of the two kinds. */
export interface TestStore {
  readonly kind: Storage['kind'];
  readonly address: Address;
  /** Another handle on the same database, as another process would have; closed after the test. */
  open(options?: { migrations?: readonly Migration[] }): Promise<Storage>;
  /** Runs SQL past our code, as somebody with a shell would. */
  raw(sql: string): Promise<Record<string, unknown>[]>;
  /** Runs SQL with the ledger's triggers out of the way. */
  tamper(sql: string): Promise<void>;
}

/** Declares the tests once for SQLite and once for PostgreSQL. `store()` is the database of the running test. */
export function onBothStores(title: string, body: (store: () => TestStore) => void): void {
  describe(`${title} (SQLite)`, () => onSqlite(body));
  describe(`${title} (PostgreSQL)`, () => onPostgres(body));
}

export function onSqlite(body: (store: () => TestStore) => void): void {
  let dir = '';
  declare(
    body,
    async () => {
      dir = mkdtempSync(join(tmpdir(), 'codewright-store-'));
      return { kind: 'sqlite', file: join(dir, 'state', 'codewright.db') };
    },
    () => rmSync(dir, { recursive: true, force: true }),
  );
}

export function onPostgres(body: (store: () => TestStore, server: () => TemporaryPostgres) => void): void {
  let server: TemporaryPostgres | undefined;
  const running = () => {
    if (!server) throw new Error('PostgreSQL is not running.');
    return server;
  };
  beforeAll(async () => {
    server = await temporaryPostgres();
  });
  afterAll(async () => {
    await server?.stop();
  });
  declare(
    (store) => body(store, running),
    async () => ({ kind: 'postgres', url: await running().createDatabase() }),
    () => undefined,
  );
}

function declare(body: (store: () => TestStore) => void, create: () => Promise<Address>, remove: () => void): void {
  let current: TestStore | undefined;
  const opened: Storage[] = [];
  beforeEach(async () => {
    current = testStore(await create(), opened);
  });
  afterEach(async () => {
    for (const storage of opened.splice(0)) await storage.close();
    remove();
  });
  body(() => {
    if (!current) throw new Error('There is a database only while a test runs.');
    return current;
  });
}

function testStore(address: Address, opened: Storage[]): TestStore {
  const raw = (sql: string) =>
    address.kind === 'sqlite' ? rawSqlite(address.file, sql) : rawPostgres(address.url, sql);
  return {
    kind: address.kind,
    address,
    raw,
    open: async (options) => {
      const storage = await openAddress(address, options);
      opened.push(storage);
      return storage;
    },
    tamper: async (sql) => {
      if (address.kind === 'postgres') {
        await raw(`alter table entries disable trigger user; ${sql}; alter table entries enable trigger user`);
        return;
      }
      const triggers = await raw("select name, sql from sqlite_master where type = 'trigger'");
      const drops = triggers.map(({ name }) => `drop trigger ${String(name)};`);
      const creates = triggers.map((trigger) => `${String(trigger['sql'])};`);
      const db = new DatabaseSync(address.file, { timeout: 5000 });
      try {
        db.exec(`begin immediate; ${drops.join(' ')} ${sql}; ${creates.join(' ')} commit`);
      } finally {
        db.close();
      }
    },
  };
}

async function rawSqlite(file: string, sql: string): Promise<Record<string, unknown>[]> {
  const db = new DatabaseSync(file, { timeout: 5000 });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

async function rawPostgres(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(sql);
    return result.rows;
  } finally {
    await client.end();
  }
}
