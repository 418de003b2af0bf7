import type { EntryKind } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import { createAccessReads, createAccessWrites } from './access.ts';
import type { EntryQuery, EntryRow, Reads, ReviewNote, StepRow, StoredChain, Writes } from './contract.ts';
import { documentReads, documentWrites } from './documents.ts';
import { type FactDialect, factReads, factWrites } from './facts/facts.ts';
import { figureReads, figureWrites } from './figures.ts';
import { type JobDialect, jobPage } from './job-list.ts';
import type { Row, Runner, Statement, Values } from './statement.ts';
import { anyOf, statement } from './statement.ts';

/** The hash that the first entry of a chain follows. */
const genesis = '0'.repeat(64);

const entryColumns =
  'position, id, job, seq, time, kind, actor_type, actor_id, summary, data, refs, step, event, prev, hash';
const chainColumns = 'id, seq, hash, doc, status, mode, conversation, created_by';
export const jobColumns = 'j.doc, l.heartbeat_at from jobs j left join leases l on l.job = j.id';

/** What is asked of people, and their answers. As it stands in the index. */
const asking = `event in ('approval-requested', 'approval-answered', 'permission-answered', 'question-asked', 'question-answered')`;
const askedIn = (whose: string) =>
  statement(
    `select ${entryColumns.replaceAll(/\w+/g, 'e.$&')} from (
       select id from jobs where status = 'waiting_human'${whose} order by id desc limit :limit
     ) p join entries e on e.job = p.id where e.${asking} order by e.position`,
  );

const sql = {
  asked: askedIn(''),
  askedOf: askedIn(' and created_by = :createdBy'),
  entry: statement(`select ${entryColumns} from entries where id = :id`),
  reviewNotes: statement(
    'select id, job, author, updated_at, doc from review_notes where job = :job and author = :author order by id',
  ),
  saveReviewNote: statement(
    `insert into review_notes (job, author, id, updated_at, doc) values (:job, :author, :id, :updatedAt, :doc)
     on conflict (job, author, id) do update set updated_at = excluded.updated_at, doc = excluded.doc`,
  ),
  removeReviewNote: statement('delete from review_notes where job = :job and author = :author and id = :id'),
  steps: statement('select step, id, seq from entries where job = :job and step is not null order by seq'),
  stepEntries: statement(
    `select step, id, seq, data from entries
     where job = :job and step is not null and seq >= :fromSeq order by seq limit :limit`,
  ),
  heads: statement(
    `select e.job, e.seq, e.hash from entries e
     join (select job, max(seq) as seq from entries group by job) last on last.job = e.job and last.seq = e.seq
     order by e.job`,
  ),
  chainIds: statement(
    'select id from jobs where id > :after union select job as id from entries where job > :after order by id limit :limit',
  ),
  chain: statement(`select ${chainColumns} from jobs where id = :id`),
  job: statement(`select ${jobColumns} where j.id = :id and j.doc is not null`),
  hasQueued: statement("select 1 as found from jobs where status = 'queued' limit 1"),
  heldJobs: statement(
    `select l.expires_at, ${jobColumns} where j.status in ('running', 'cancelling') and j.doc is not null order by j.id`,
  ),
  lease: statement('select expires_at, heartbeat_at from leases where job = :job'),
  setLease: statement(
    `insert into leases (job, expires_at, heartbeat_at) values (:job, :expiresAt, :heartbeatAt)
     on conflict (job) do update set expires_at = excluded.expires_at, heartbeat_at = excluded.heartbeat_at`,
  ),
  endLease: statement('delete from leases where job = :job'),
} as const;

export const saveChain = statement(
  `insert into jobs (id, seq, hash, status, mode, conversation, created_by, goal, doc)
     values (:id, :seq, :hash, :status, :mode, :conversation, :createdBy, :goal, :doc)
     on conflict (id) do update set seq = excluded.seq, hash = excluded.hash, status = excluded.status,
       mode = excluded.mode, conversation = excluded.conversation, created_by = excluded.created_by,
       goal = excluded.goal, doc = excluded.doc`,
);

/** Where the two databases differ. */
export interface Dialect extends FactDialect, JobDialect {
  /** Full-text search, the newest first; `kind`: among the entries of that. */
  search(runner: Runner, asked: { query: string; limit: number; kind?: EntryKind | undefined }): Promise<Row[]>;
  /** What it takes as query, and a search of jobs as :words. */
  queryOf(runner: Runner, of: 'entries' | 'jobs', words: readonly string[]): Promise<string>;
  /** Takes :job, :afterSeq, :summary, :data and :ending of the id (patterns of LIKE, escaped by !), :limit. */
  entriesHolding: Statement;
  /** Takes :ending, its last :four characters (the index is over those) and :limit. */
  jobsEndingWith: Statement;
  lockChain(runner: Runner, id: string): Promise<Row | undefined>;
  /** Takes what {@link saveChain} does. */
  saveChain(runner: Runner, values: Values): Promise<void>;
  lockOldestQueued: Statement;
  addEntries(runner: Runner, rows: readonly Omit<EntryRow, 'position'>[]): Promise<number[]>;
  clearProjections: readonly Statement[];
  /** Takes :space, :now, :limit. */
  lockDueDocuments: Statement;
}

export function createReads(runner: Runner, dialect: Dialect): Reads {
  const one = async (query: Statement, values: Values): Promise<Row | undefined> =>
    (await runner.all(query, values))[0];
  return {
    ...createAccessReads(runner),
    entries: async (query) => (await runner.all(...entriesStatement(query))).map(toEntryRow),
    entry: async (id) => {
      const row = await one(sql.entry, { id });
      return row ? toEntryRow(row) : null;
    },
    search: async (words, limit, kind) => {
      if (words.length === 0) return [];
      const query = await dialect.queryOf(runner, 'entries', words);
      return (await dialect.search(runner, { query, limit, kind })).map(toEntryRow);
    },
    asked: async ({ createdBy, limit }) =>
      (
        await (createdBy === undefined
          ? runner.all(sql.asked, { limit })
          : runner.all(sql.askedOf, { limit, createdBy }))
      ).map(toEntryRow),
    entriesHolding: async ({ job, text, afterSeq, limit }) => {
      const values = {
        job,
        afterSeq,
        limit,
        summary: likePattern(text),
        data: likePattern(inJson(text)),
        ending: likePattern(text).slice(0, -1),
      };
      return (await runner.all(dialect.entriesHolding, values)).map(toEntryRow);
    },
    reviewNotes: async (job, author) => (await runner.all(sql.reviewNotes, { job, author })).map(toReviewNote),
    steps: async (job) => (await runner.all(sql.steps, { job })) as unknown as StepRow[],
    stepEntries: async (job, fromSeq, limit) =>
      (await runner.all(sql.stepEntries, { job, fromSeq, limit })) as unknown as (StepRow & { data: string })[],
    heads: async () => (await runner.all(sql.heads, {})) as unknown as { job: string; seq: number; hash: string }[],
    chainIds: async (after, limit) =>
      (await runner.all(sql.chainIds, { after, limit })).map((row) => String(row['id'])),
    chain: async (id) => {
      const row = await one(sql.chain, { id });
      return row ? toStoredChain(row) : null;
    },
    job: async (id) => {
      const row = await one(sql.job, { id });
      return row ? toJob(row) : null;
    },
    jobsEndingWith: async (ending, limit) =>
      (await runner.all(dialect.jobsEndingWith, { ending, four: ending.slice(-4), limit })).map(toJob),
    async jobs({ words = [], ...query }) {
      const holding = words.length === 0 ? null : await dialect.queryOf(runner, 'jobs', words);
      return (await jobPage(runner, dialect, query, holding)).map(toJob);
    },
    hasQueued: async () => (await one(sql.hasQueued, {})) !== undefined,
    heldJobs: async () =>
      (await runner.all(sql.heldJobs, {})).map((row) => ({
        job: toJob(row),
        expiresAt: row['expires_at'] as number | null,
      })),
    ...documentReads(runner),
    ...factReads(runner, dialect),
    ...figureReads(runner),
    lease: async (job) => {
      const row = await one(sql.lease, { job });
      if (!row) return null;
      return { expiresAt: row['expires_at'] as number, heartbeatAt: row['heartbeat_at'] as number };
    },
  };
}

export function createWrites(runner: Runner, dialect: Dialect): Writes {
  return {
    ...createReads(runner, dialect),
    ...createAccessWrites(runner),
    lockChain: async (id) => {
      const row = await dialect.lockChain(runner, id);
      return row ? toStoredChain(row) : { id, seq: 0, hash: genesis, job: null };
    },
    lockOldestQueued: async () => {
      const [row] = await runner.all(dialect.lockOldestQueued, {});
      return row ? toStoredChain(row) : null;
    },
    addEntries: (rows) => dialect.addEntries(runner, rows),
    saveChain: async ({ id, seq, hash, job }) => {
      const doc = job === null ? null : JSON.stringify(job);
      const goal = job?.goal.replaceAll('\0', ' ') ?? null;
      await dialect.saveChain(runner, { id, seq, hash, doc, goal, ...searchColumns(job) });
    },
    setLease: async (job, { expiresAt, heartbeatAt }) => {
      await runner.all(sql.setLease, { job, expiresAt, heartbeatAt });
    },
    endLease: async (job) => {
      await runner.all(sql.endLease, { job });
    },
    saveReviewNote: async (note) => {
      await runner.all(sql.saveReviewNote, { ...note });
    },
    removeReviewNotes: async (job, author, ids) => {
      for (const id of ids) await runner.all(sql.removeReviewNote, { job, author, id });
    },
    ...documentWrites(runner, dialect.lockDueDocuments),
    ...factWrites(runner),
    ...figureWrites(runner),
    clearProjections: async () => {
      for (const each of dialect.clearProjections) await runner.all(each, {});
    },
  };
}

/** The columns beside `doc` that jobs are found by. */
export function searchColumns(job: Job | null): Pick<StoredChain, 'status' | 'mode' | 'conversation' | 'createdBy'> {
  if (job === null) return { status: null, mode: null, conversation: null, createdBy: null };
  return { status: job.status, mode: job.mode, conversation: job.conversation, createdBy: job.createdBy };
}

export const selectChain = `select ${chainColumns} from jobs`;
export const selectEntries = `select ${entryColumns} from entries`;
/** With a table name before each column, for joins. */
export const qualifiedEntryColumns = entryColumns.replaceAll(/\w+/g, 'e.$&');
export const insertEntryColumns = entryColumns.replace('position, ', '');

export function entryValues(row: Omit<EntryRow, 'position'>): Values {
  return {
    id: row.id,
    job: row.job,
    seq: row.seq,
    time: row.time,
    kind: row.kind,
    actor_type: row.actorType,
    actor_id: row.actorId,
    summary: row.summary,
    data: row.data,
    refs: row.refs,
    step: row.step,
    event: row.event,
    prev: row.prev,
    hash: row.hash,
  };
}

function entriesStatement(query: EntryQuery): [Statement, Values] {
  const where: string[] = [];
  const values: Values = { limit: query.limit };
  const add = (condition: string, name: string, value: string | number) => {
    where.push(condition);
    values[name] = value;
  };
  if (query.job !== undefined) add('job = :job', 'job', query.job);
  if (query.after !== undefined) add('position > :after', 'after', query.after);
  if (query.before !== undefined) add('position < :before', 'before', query.before);
  if (query.afterSeq !== undefined) add('seq > :afterSeq', 'afterSeq', query.afterSeq);
  if (query.createdBy !== undefined)
    add('job in (select id from jobs where created_by = :createdBy)', 'createdBy', query.createdBy);
  if (query.events) where.push(anyOf('event', query.events, values));
  const order = `order by ${query.job === undefined ? 'position' : 'seq'} ${query.newestFirst ? 'desc' : 'asc'}`;
  const kinds = [...new Set(query.kinds ?? [])];
  if (query.kinds && (kinds.length === 0 || query.job !== undefined)) where.push(anyOf('kind', kinds, values));
  else if (kinds.length > 0) {
    // The newest of each kind, each from its place in the index: neither all entries of a kind are read nor all others.
    const parts = kinds.map((kind, index) => {
      values[`kind${index}`] = kind;
      const all = [`kind = :kind${index}`, ...where].join(' and ');
      return `select position from (select position from entries where ${all} ${order} limit :limit) k${index}`;
    });
    const text = `${selectEntries} where position in (${parts.join(' union all ')}) ${order} limit :limit`;
    return [statement(text), values];
  }
  const text = `${selectEntries} ${where.length > 0 ? `where ${where.join(' and ')}` : ''} ${order} limit :limit`;
  return [statement(text), values];
}

export function toEntryRow(row: Row): EntryRow {
  return {
    position: row['position'] as number,
    id: row['id'] as string,
    job: row['job'] as string,
    seq: row['seq'] as number,
    time: row['time'] as string,
    kind: row['kind'] as EntryKind,
    actorType: row['actor_type'] as string,
    actorId: row['actor_id'] as string,
    summary: row['summary'] as string,
    data: row['data'] as string,
    refs: row['refs'] as string,
    step: row['step'] as string | null,
    event: row['event'] as string | null,
    prev: row['prev'] as string,
    hash: row['hash'] as string,
  };
}

/** A text as it stands inside of a string in JSON. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function likePattern(text: string): string {
  return `%${text.replaceAll(/[!%_]/g, '!$&')}%`;
}

function toReviewNote(row: Row): ReviewNote {
  return {
    id: row['id'] as string,
    job: row['job'] as string,
    author: row['author'] as string,
    updatedAt: row['updated_at'] as string,
    doc: row['doc'] as string,
  };
}

function toStoredChain(row: Row): StoredChain {
  const doc = row['doc'] as string | null;
  return {
    id: row['id'] as string,
    seq: row['seq'] as number,
    hash: row['hash'] as string,
    status: row['status'] as string | null,
    mode: row['mode'] as string | null,
    conversation: row['conversation'] as string | null,
    createdBy: row['created_by'] as string | null,
    job: doc === null ? null : (JSON.parse(doc) as Job),
  };
}

function toJob(row: Row): Job {
  const job = JSON.parse(row['doc'] as string) as Job;
  const beat = row['heartbeat_at'] as number | null;
  return { ...job, heartbeatAt: beat === null ? null : new Date(beat).toISOString() };
}
