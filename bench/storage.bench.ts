import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { draft, testLedger } from '../packages/server/src/ledger/testing-ledger.ts';
import { createQueue } from '../packages/server/src/queue/queue.ts';
import { newJob } from '../packages/server/src/queue/testing-process.ts';
import { systemClock } from '../packages/server/src/shared/clock.ts';
import { silentLogger } from '../packages/server/src/shared/logger.ts';
import type { Storage } from '../packages/server/src/storage/contract.ts';
import { openPostgres } from '../packages/server/src/storage/postgres/open.ts';
import { openSqlite } from '../packages/server/src/storage/sqlite/open.ts';
import { temporaryPostgres } from '../packages/server/src/storage/testing.ts';

export interface Row {
  name: string;
  value: number;
  unit: string;
  /** What the design asks for, as it is printed. */
  aim?: string;
}

const step = async () => ({ text: 'x'.repeat(500) });
const describe = () => ({ actor: { type: 'agent', id: 'coder' } as const, summary: 'Asked the model' });

/** Calls per second, one after the other. */
async function rate(count: number, work: (index: number) => unknown): Promise<number> {
  const started = performance.now();
  for (let index = 0; index < count; index++) await work(index);
  return Math.round((count / (performance.now() - started)) * 1000);
}

/** Claims and appends with everything they do: entry, hash, chain, projection, index, durable commit. */
async function measure(label: string, storage: Storage, count: number, aim?: string): Promise<Row[]> {
  const ledger = testLedger(storage, systemClock);
  const queue = createQueue(storage, ledger, { clock: systemClock });
  const rows: Row[] = [];
  const add = (name: string, value: number, unit: string, target?: string) =>
    rows.push({ name: `${label}: ${name}`, value, unit, ...(target === undefined ? {} : { aim: target }) });
  add('enqueue', await rate(count, () => queue.enqueue(newJob('Create a REST API for a todo app'))), '/s');
  const jobs: { id: string; epoch: number }[] = [];
  const claim = async () => {
    const job = await queue.claim('bench');
    if (job) jobs.push(job);
  };
  add('claim', await rate(count, claim), '/s', aim);
  const job = jobs[0];
  if (!job) throw new Error('Nothing was claimed.');
  const fence = { job: job.id, epoch: job.epoch };
  const append = () =>
    ledger.append([draft(job.id, { data: { event: 'tool-finished', usage: { steps: 1 } } })], { fence });
  const first = await rate(count, append);
  for (let filled = 0; filled < 10_000; filled += 500) {
    await ledger.append(
      Array.from({ length: 500 }, () => draft(job.id)),
      { fence },
    );
  }
  add('append, first entries of a job', first, '/s');
  add('append, after 10,000 entries', await rate(count, append), '/s');
  const journal = await ledger.openJournal(fence);
  add('record a step', await rate(count, (index) => journal.run(`turn-${index}`, step, describe)), '/s');
  const opened = performance.now();
  const again = await ledger.openJournal(fence);
  add(`open a journal of ${count} steps`, Math.round(performance.now() - opened), 'ms');
  add('replay a step', await rate(count, (index) => again.run(`turn-${index}`, step, describe)), '/s');
  const verifying = performance.now();
  const { entries } = await ledger.verify();
  add('verify', Math.round(entries / ((performance.now() - verifying) / 1000)), 'entries/s');
  return rows;
}

/** What the disk gives: one small row, one durable commit, nothing else. */
async function bareSqlite(file: string, count: number): Promise<number> {
  const db = new DatabaseSync(file);
  db.exec('pragma journal_mode = wal; pragma synchronous = full; create table t (a integer primary key, b text)');
  const insert = db.prepare('insert into t (b) values (?)');
  const value = await rate(count, () => insert.run('x'.repeat(500)));
  db.close();
  return value;
}

async function barePostgres(url: string, count: number): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('create table t (a bigint generated always as identity primary key, b text)');
  const query = { name: 'insert', text: 'insert into t (b) values ($1)', values: ['x'.repeat(500)] };
  const value = await rate(count, () => client.query(query));
  await client.end();
  return value;
}

const ratio = (rows: Row[], label: string, bare: number): Row[] => {
  const claim = rows.find(({ name }) => name === `${label}: claim`)?.value ?? 0;
  return [
    { name: `${label}: bare durable insert`, value: bare, unit: '/s' },
    ...rows,
    { name: `${label}: claims per bare insert`, value: Math.round((claim / bare) * 100) / 100, unit: '' },
  ];
};

export async function run(): Promise<Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'codewright-bench-'));
  const server = await temporaryPostgres({ durable: true });
  try {
    const bare = await bareSqlite(join(dir, 'bare.db'), 3000);
    const started = performance.now();
    const sqlite = await openSqlite({ file: join(dir, 'state.db'), logger: silentLogger });
    const opening: Row = {
      name: 'SQLite: open a new file',
      value: Math.round(performance.now() - started),
      unit: 'ms',
    };
    const one = await measure('SQLite', sqlite, 3000, '≥ 5,000');
    await sqlite.close();
    const url = await server.createDatabase();
    const other = await barePostgres(url, 1000);
    const postgres = await openPostgres({ url, logger: silentLogger });
    const two = await measure('PostgreSQL', postgres, 1000);
    await postgres.close();
    return [opening, ...ratio(one, 'SQLite', bare), ...ratio(two, 'PostgreSQL', other)];
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
