import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Conversation } from '@codewright/protocol/chat';
import type { Job, JobStatus, Mode } from '@codewright/protocol/job';
import { Client } from 'pg';
import type { Address } from '../packages/server/src/storage/testing-address.ts';

/** What a database holds when it is asked; each job has `entries / jobs` entries. */
export interface Size {
  jobs: number;
  entries: number;
}

export interface Seeded {
  /** The job that was really done, one that is over, one in the middle of all, one that waits for an answer, and a conversation. */
  done: string;
  ended: string;
  middle: string;
  waiting: string;
  conversation: string;
}

/** A job that was really done, and one that really waits: everything else is made after them. */
export interface Pattern {
  ended: string;
  waiting: string;
}

const users = 50;
const days = 365;
const dayMs = 86_400_000;
const waitingJobs = 300;
const batch = 1000;
const perDay = (jobs: number) => Math.ceil(jobs / days);
const subjects = ['parser', 'todo list', 'mailer', 'calendar', 'feed reader', 'shop', 'wiki'];

/** As uuidv7 makes them, so that ids are in the order of their times. `n` is below 16^12. */
function idOf(at: number, n: number): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

function statusOf(n: number, jobs: number): JobStatus {
  if (n > jobs - 20) return 'queued';
  if (n > jobs - 20 - waitingJobs) return 'waiting_human';
  return n % 10 === 0 ? 'failed' : n % 33 === 0 ? 'aborted' : 'succeeded';
}

function jobAt(n: number, { jobs }: Size, pattern: Job, begin: number): Job {
  const at = new Date(begin + Math.floor((n / jobs) * days * dayMs)).toISOString();
  const status = statusOf(n, jobs);
  const over = status === 'succeeded' || status === 'failed' || status === 'aborted';
  const mode: Mode = n % 500 === 0 ? 'review' : n % 3 === 0 ? 'mechanic' : 'build';
  const goal = `Build a ${subjects[n % subjects.length]} number ${n}`;
  const createdBy = n % 2 === 0 ? 'local' : `user-${n % users}`;
  const id = idOf(Date.parse(at), n);
  return {
    ...pattern,
    id,
    goal,
    mode,
    status,
    createdBy,
    request: { ...pattern.request, goal, createdBy },
    createdAt: at,
    startedAt: at,
    finishedAt: over ? at : null,
    error: status === 'failed' ? { code: 'GATES_FAILED', message: 'The tests fail.' } : null,
    conversation: n % 20 === 0 ? conversationId(n, begin) : null,
  };
}

const conversationId = (n: number, begin: number) => idOf(begin, 16 ** 11 + (n % 5000));

const jobColumns = ['id', 'seq', 'hash', 'status', 'mode', 'conversation', 'created_by', 'goal', 'doc'] as const;
const entryColumns = 'id, job, seq, time, kind, actor_type, actor_id, summary, data, refs, step, event, prev, hash';
const documentColumns = ['space', 'owner', 'id', 'sort', 'due', 'doc'] as const;
const figureColumns = 'day, owner, measure, subject, label, count, tokens, cents, seconds';

interface Bulk {
  rows(table: string, columns: readonly string[], rows: Iterable<SQLInputValue[]>): Promise<void>;
  run(sql: string): Promise<void>;
  /** What was done so far is kept. */
  settle(): Promise<void>;
  all(sql: string): Promise<Record<string, unknown>[]>;
  /** Integer to three hexadecimal digits. */
  hex(expression: string): string;
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** Fills a database in which two jobs were done, past the ledger: its hashes are copies, everything that lists read is as it would be. */
export async function seed(address: Address, pattern: Pattern, size: Size): Promise<Seeded> {
  const bulk = address.kind === 'sqlite' ? onSqlite(address.file) : await onPostgres(address.url);
  const began = Date.now() - days * dayMs;
  const docs = await bulk.all(`select id, doc from jobs where id in ('${pattern.ended}', '${pattern.waiting}')`);
  const docOf = (id: string) => JSON.parse(String(docs.find((row) => row['id'] === id)?.['doc'])) as Job;
  const [ended, waiting] = [docOf(pattern.ended), docOf(pattern.waiting)];
  const made = (n: number) => jobAt(n, size, statusOf(n, size.jobs) === 'waiting_human' ? waiting : ended, began);
  const each = Math.round(size.entries / size.jobs);
  await bulk.begin();
  await bulk.rows('jobs', jobColumns, jobRows(size.jobs, each, made));
  // What waits has done what the other did, and then asks.
  await bulk.run(`create table patterns as
    with placed as (
      select e.*, row_number() over (partition by job order by seq) as place, count(*) over (partition by job) as count
      from entries e where job in ('${pattern.ended}', '${pattern.waiting}')
    )
    select 'ended' as whose, place as n, p.* from placed p where job = '${pattern.ended}'
    union all select 'waiting', ${each} - count + place, p.* from placed p where job = '${pattern.waiting}'
    union all select 'waiting', place, p.* from placed p where job = '${pattern.ended}'
      and place <= ${each} - (select max(count) from placed where job = '${pattern.waiting}')`);
  await bulk.run('create index patterns_place on patterns (whose, n)');
  // In the order of the jobs, and few enough at a time that nothing is sorted on the disk.
  for (let n = 0; n < size.jobs; n += batch) {
    const [from, to] = [made(n + 1).id, made(Math.min(size.jobs, n + batch)).id];
    await bulk.run(`insert into entries (${entryColumns})
      select substr(j.id, 1, 14) || '7' || ${bulk.hex('t.n')} || substr(j.id, 19), j.id, t.n, t.time, t.kind,
        t.actor_type, t.actor_id, t.summary || ' of ' || j.goal, t.data, t.refs,
        case when t.step is null then null else t.step || '-' || t.n end, t.event, t.prev, t.hash
      from jobs j cross join patterns t
      where t.whose = case when j.status = 'waiting_human' then 'waiting' else 'ended' end
        and j.hash = 'seeded' and j.id >= '${from}' and j.id <= '${to}' order by j.id, t.n`);
    await bulk.settle();
  }
  await bulk.run('drop table patterns');
  await bulk.rows('documents', documentColumns, documentRows(size, made, began));
  await bulk.rows('users', ['id', 'role', 'created_at'], userRows());
  await bulk.run(figures(size));
  await bulk.end();
  const sample = made(size.jobs - 20 - waitingJobs - 2);
  return {
    done: pattern.ended,
    ended: sample.id,
    middle: made(Math.ceil(size.jobs / 2)).id,
    waiting: made(size.jobs - 20 - 2).id,
    conversation: conversationId(20, began),
  };
}

function* jobRows(jobs: number, seq: number, made: (n: number) => Job): Generator<SQLInputValue[]> {
  for (let n = 1; n <= jobs; n += 1) {
    const { id, status, mode, conversation, createdBy, goal, ...rest } = made(n);
    const doc = JSON.stringify({ id, status, mode, conversation, createdBy, goal, ...rest });
    yield [id, seq, 'seeded', status, mode, conversation, createdBy, goal, doc];
  }
}

function* documentRows({ jobs }: Size, made: (n: number) => Job, begin: number): Generator<SQLInputValue[]> {
  const sortOf = (n: number) => String(n).padStart(16, '0');
  for (let n = 20; n <= 5000; n += 1) {
    const id = conversationId(n, begin);
    const at = new Date(begin + n * 60_000).toISOString();
    const about: Conversation = {
      id,
      name: null,
      title: `Conversation ${n}`,
      folder: null,
      settings: {},
      startedAt: at,
      updatedAt: at,
      owner: 'local',
      jobs: [],
      messages: 4,
      last: 'Done.',
    };
    yield ['conversation', 'local', id, sortOf(n), null, JSON.stringify(about)];
  }
  for (let n = Math.max(1, jobs - 20_000); n <= jobs; n += 1) {
    const { id, goal, createdAt, createdBy, status } = made(n);
    const kind = status === 'waiting_human' ? 'question' : 'failure';
    const doc = JSON.stringify({ id, kind, job: id, title: goal, text: 'The tests fail.', at: createdAt });
    yield ['notice', createdBy, id, sortOf(n), null, doc];
  }
}

function* userRows(): Generator<SQLInputValue[]> {
  for (let n = 0; n < users; n += 1) yield [`user-${n}`, 'member', '2026-01-01T00:00:00.000Z'];
}

/** A year of days as busy as the one on which the two were done, for every tenth user. */
function figures({ jobs }: Size): string {
  const owners = Array.from({ length: users / 10 }, (_, n) => `select 'user-${n * 10 + 1}' as owner`);
  const dates = Array.from({ length: days }, (_, n) => {
    const day = new Date(Date.now() - n * dayMs).toISOString().slice(0, 10);
    return `select '${day}' as day`;
  });
  return `insert into figures (${figureColumns})
    select d.day, o.owner, f.measure, f.subject, f.label, f.count * ${perDay(jobs)}, f.tokens, f.cents, f.seconds
    from figures f cross join (${owners.join(' union all ')}) o cross join (${dates.join(' union all ')}) d
    where f.owner = 'local' and f.day <> ''`;
}

function onSqlite(file: string): Bulk {
  const db = new DatabaseSync(file);
  // What is made again afterwards is made faster at once than row by row.
  const later = db
    .prepare(
      `select type, name, sql from sqlite_master where sql is not null
       and (type = 'trigger' and tbl_name in ('entries', 'jobs') or type = 'index' and tbl_name = 'entries')`,
    )
    .all() as { type: string; name: string; sql: string }[];
  return {
    async rows(table, columns, rows) {
      const insert = db.prepare(
        `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
      );
      for (const row of rows) insert.run(...row);
    },
    run: async (sql) => db.exec(sql),
    // Else the log beside the database grows as large as that.
    settle: async () => db.exec('commit; begin'),
    all: async (sql) => db.prepare(sql).all(),
    hex: (expression) => `printf('%03x', ${expression})`,
    async begin() {
      db.exec('pragma synchronous = off; pragma cache_size = -1000000; pragma temp_store = memory; begin');
      for (const { type, name } of later) db.exec(`drop ${type} ${name}`);
    },
    async end() {
      for (const { type, sql } of later) if (type === 'index') db.exec(sql);
      db.exec("insert into entries_text (entries_text) values ('rebuild')");
      db.exec("insert into jobs_text (rowid, goal) select rowid, goal from jobs where hash = 'seeded'");
      for (const { type, sql } of later) if (type === 'trigger') db.exec(sql);
      db.exec('commit; pragma wal_checkpoint(truncate)');
      db.close();
    },
  };
}

async function onPostgres(url: string): Promise<Bulk> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const run = async (sql: string) => void (await client.query(sql));
  const { rows: later } = await client.query<{ name: string; sql: string }>(
    `select i.indexname as name, i.indexdef as sql from pg_indexes i
     where i.tablename = 'entries' and not exists (select 1 from pg_constraint c where c.conname = i.indexname)`,
  );
  return {
    async rows(table, columns, rows) {
      const arrays = columns.map((column, index) => `$${index + 1}::${whole.has(column) ? 'bigint' : 'text'}[]`);
      const insert = `insert into ${table} (${columns.join(', ')}) select * from unnest(${arrays.join(', ')})`;
      let some: SQLInputValue[][] = [];
      const flush = async () => {
        await client.query(
          insert,
          columns.map((_, index) => some.map((row) => row[index])),
        );
        some = [];
      };
      for (const row of rows) if (some.push(row) === batch) await flush();
      if (some.length > 0) await flush();
    },
    run,
    settle: async () => {},
    all: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    hex: (expression) => `lpad(to_hex((${expression})::int), 3, '0')`,
    async begin() {
      await run("set maintenance_work_mem = '1GB'");
      for (const { name } of later) await run(`drop index ${name}`);
    },
    async end() {
      for (const { sql } of later) await run(sql);
      await run('vacuum analyze');
      await client.end();
    },
  };
}

const whole = new Set(['seq', 'due']);
