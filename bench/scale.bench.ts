import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import type { JobQuery, Storage } from '../packages/server/src/storage/contract.ts';
import { temporaryPostgres } from '../packages/server/src/storage/testing.ts';
import { openAddress } from '../packages/server/src/storage/testing-address.ts';
import type { Row } from './storage.bench.ts';

const jobs = 100_000;
const rounds = 40;
const aim = '< 50';

/** Rows as the ledger would leave them, without their entries: what lists of jobs read. `n` counts from 1. */
const columns = 'id, seq, hash, status, mode, conversation, created_by, goal, doc';
const rowsOf = (numbers: string, text: (expression: string) => string, hex: string) =>
  `insert into jobs (${columns})
   select ${text('1000000000 + n')} || '-' || ${hex}, 50, 'h',
     case when n > ${jobs - 20} then 'queued' when n % 10 = 0 then 'failed' else 'succeeded' end,
     case when n % 500 = 0 then 'review' else 'build' end, null, case when n % 1000 = 1 then 'ann' else 'local' end,
     'Build a ' || case n % 3 when 0 then 'parser' when 1 then 'todo list' else 'mailer' end || ' number ' || n,
     '{"goal":"' || n || '","pad":"${'x'.repeat(2000)}"}' from ${numbers}`;

const questions: Record<string, Omit<JobQuery, 'limit'>> = {
  'newest jobs': {},
  'jobs from the middle': { before: String(1_000_000_000 + jobs / 2) },
  'failed jobs': { status: ['failed'] },
  'jobs in two states': { status: ['queued', 'failed'] },
  'jobs of one user and mode, hardly any': { mode: 'review', createdBy: 'ann' },
  'jobs by rare words': { words: ['number', '777'] },
  'jobs by a word of a third': { words: ['parser'] },
  'jobs by a word of all': { words: ['build'] },
};

async function measure(label: string, storage: Storage): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, query] of Object.entries(questions)) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      await storage.jobs({ ...query, limit: 100 });
      times.push(performance.now() - started);
    }
    times.sort((one, other) => one - other);
    rows.push({ name: `${label}: ${name}, p95`, value: times[Math.floor(rounds * 0.95)] ?? 0, unit: 'ms', aim });
  }
  return rows;
}

/** What lists of jobs cost with 100,000 of them. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'codewright-bench-'));
  const file = join(folder, 'codewright.db');
  const server = await temporaryPostgres();
  try {
    const sqlite = await openAddress({ kind: 'sqlite', file });
    const db = new DatabaseSync(file);
    const numbers = `(with recursive c (n) as (select 1 union all select n + 1 from c where n < ${jobs}) select n from c)`;
    db.exec(`begin; ${rowsOf(numbers, (one) => `(${one})`, "printf('%04x', n % 65536)")}; commit`);
    db.close();
    const rows = await measure('SQLite', sqlite);
    await sqlite.close();
    const url = await server.createDatabase();
    const postgres = await openAddress({ kind: 'postgres', url });
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(
      rowsOf(`generate_series(1, ${jobs}) n`, (one) => `(${one})::text`, "lpad(to_hex(n % 65536), 4, '0')"),
    );
    await client.query('analyze jobs');
    await client.end();
    rows.push(...(await measure('PostgreSQL', postgres)));
    await postgres.close();
    return rows;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
