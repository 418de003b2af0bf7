import { entryKinds } from '@codewright/protocol/event';
import { expect, test } from 'vitest';
import type { EntryQuery, JobQuery, Reads } from './contract.ts';
import type { FactQuery } from './facts/contract.ts';
import { createReads } from './session.ts';
import { postgresDialect } from './postgres/dialect.ts';
import { sqliteDialect } from './sqlite/dialect.ts';
import type { Statement, Value } from './statement.ts';
import { statement as statementOf, valuesOf } from './statement.ts';
import { onPostgres, onSqlite, type TestStore } from './testing-stores.ts';

/** Tables with a row for each job or entry, or more of them. */
const growing = [
  'entries',
  'jobs',
  'documents',
  'facts',
  'fact_versions',
  'figures',
  'review_notes',
  'leases',
  'entries_text',
  'jobs_text',
  'facts_text',
];
const limit = 50;

/** One value for each field: a field that is added has no plan until it stands here. */
const jobFields: { [Name in keyof Required<Omit<JobQuery, 'limit'>>]: Required<JobQuery>[Name] } = {
  status: ['queued', 'failed'],
  conversation: 'c',
  mode: 'build',
  createdBy: 'ada',
  words: ['todo', 'ap'],
  before: 'job-000500',
  oldestFirst: true,
};
const entryFields: { [Name in keyof Required<Omit<EntryQuery, 'limit'>>]: Required<EntryQuery>[Name] } = {
  job: 'job-000500',
  after: 100,
  before: 5000,
  afterSeq: 2,
  kinds: ['review', entryKinds[0]],
  events: ['question-asked'],
  createdBy: 'ada',
  newestFirst: true,
};
const factFields: { [Name in keyof Required<Omit<FactQuery, 'limit' | 'space' | 'now'>>]: Required<FactQuery>[Name] } =
  {
    owners: ['ada', ''],
    scope: 'project',
    place: '/repo',
    key: 'k',
    within: [
      { scope: 'task', place: 'job-000500' },
      { scope: 'project', place: '/repo' },
    ],
    words: ['todo', 'ap'],
    before: 'x',
  };
const facts = { space: 'memory', now: 5, limit } as const;
/** What may look at everything, and why. */
const whole = new Set<keyof Reads>([
  'heads', // a checkpoint signs every chain
  'users', // nobody has many
  'credentials',
]);
const combinations = <T extends object>(fields: T): Partial<T>[] =>
  (Object.keys(fields) as (keyof T)[]).reduce<Partial<T>[]>(
    (all, name) => [...all, ...all.map((one) => ({ ...one, [name]: fields[name] }))],
    [{}],
  );

/** Every question that can be asked of a storage: one that is added does not compile until it stands here. */
const asked: { [Name in keyof Reads]: (reads: Reads) => Promise<unknown>[] } = {
  entries: (reads) =>
    combinations(entryFields)
      // `seq` and `events` mean something within a job alone.
      .filter((query) => query.job !== undefined || (query.afterSeq === undefined && query.events === undefined))
      .map((query) => reads.entries({ ...query, limit })),
  entry: (reads) => [reads.entry('x')],
  search: (reads) => [
    reads.search(['todo', 'ap'], limit),
    reads.search(['todo'], limit, 'review'),
    reads.search(['ap'], limit, 'review'),
  ],
  entriesHolding: (reads) => [reads.entriesHolding({ job: 'job-000500', text: 'a', afterSeq: 0, limit })],
  reviewNotes: (reads) => [reads.reviewNotes('job-000500', 'ada')],
  documents: (reads) =>
    combinations({ owner: 'ada', before: 'x' }).map((query) => reads.documents({ space: 's', ...query, limit })),
  document: (reads) => [reads.document('s', 'ada', 'x')],
  fact: (reads) => [reads.fact('x', 5)],
  facts: (reads) => combinations(factFields).map((query) => reads.facts({ ...query, ...facts })),
  rankedFacts: (reads) => [
    reads.rankedFacts({ ...facts, words: ['todo', 'ap'] }),
    reads.rankedFacts({ ...facts, words: ['todo'], owners: ['ada'], within: factFields.within }),
  ],
  factVersions: (reads) => [reads.factVersions('x', limit)],
  countFacts: (reads) => [reads.countFacts('memory', 'ada')],
  users: (reads) => [reads.users()],
  user: (reads) => [reads.user('ada')],
  credentials: (reads) => [reads.credentials()],
  credential: (reads) => [reads.credential('h')],
  steps: (reads) => [reads.steps('job-000500')],
  stepEntries: (reads) => [reads.stepEntries('job-000500', 0, limit)],
  heads: (reads) => [reads.heads()],
  chainIds: (reads) => [reads.chainIds('job-000500', limit)],
  chain: (reads) => [reads.chain('job-000500')],
  job: (reads) => [reads.job('job-000500')],
  asked: (reads) => [reads.asked({ limit }), reads.asked({ limit, createdBy: 'ada' })],
  jobsEndingWith: (reads) => [reads.jobsEndingWith('00500', limit)],
  jobs: (reads) => combinations(jobFields).map((query) => reads.jobs({ ...query, limit })),
  hasQueued: (reads) => [reads.hasQueued()],
  figures: (reads) => [
    reads.figures({ from: '', to: '' }),
    reads.figures({ from: '2026-01-01', to: '2026-01-31', owner: 'ada' }),
  ],
  activeJobs: (reads) => [reads.activeJobs(), reads.activeJobs('ada')],
  heldJobs: (reads) => [reads.heldJobs()],
  lease: (reads) => [reads.lease('job-000500')],
};

interface Asked {
  by: keyof Reads;
  statement: Statement;
  values: Value[];
}

/** The statements of all questions, caught where they would be run. */
async function statements(store: TestStore): Promise<Asked[]> {
  const caught = new Map<string, Asked>();
  const dialect = store.kind === 'sqlite' ? sqliteDialect : postgresDialect;
  let by: keyof Reads = 'entries';
  let common = false;
  const runner = {
    all: async (statement: Statement, values: Record<string, Value>) => {
      caught.set(statement.sqlite, { by, statement, values: valuesOf(statement, values) });
      // Every second time very many hold the words: what is asked then is caught too.
      if (statement.sqlite.startsWith('select count(*) as count from (select 1 from ')) {
        common = !common;
        return [{ count: common ? 1_000_000 : 1 }];
      }
      return /as place from jobs j/.test(statement.sqlite)
        ? [{ id: 'job-000500', place: 500 }]
        : /as place from jobs_text/.test(statement.sqlite)
          ? [{ place: 500 }]
          : [];
    },
  };
  const reads = createReads(runner, dialect);
  for (const [name, ask] of Object.entries(asked) as [keyof Reads, (typeof asked)[keyof Reads]][]) {
    by = name;
    if (!whole.has(name)) await Promise.all(ask(reads));
  }
  // The planner itself is asked nothing that takes a plan.
  return [...caught.values()].filter(({ statement }) => !/^explain|pg_class/.test(statement.sqlite));
}

const literal = (value: Value) => (typeof value === 'string' ? `'${value}'` : String(value));
const filled = (text: string, values: Value[]) =>
  text.replaceAll(/[?$](\d+)/g, (_, number: string) => literal(values[Number(number) - 1] ?? null));

/** Tables that a plan of SQLite goes through row by row. */
async function scannedBySqlite(store: TestStore, { statement, values }: Asked): Promise<string[]> {
  const plan = await store.raw(`explain query plan ${filled(statement.sqlite, values)}`);
  return plan
    .map(({ detail }) => String(detail))
    .filter((line) => {
      // A part of the plan over rows that were found already is no table.
      const [, name = '', how = ''] = /^SCAN (\w+)(.*)$/.exec(line) ?? [];
      if (name === '' || /^(p|page|k\d+)$|^\(?subquery/i.test(name)) return false;
      // The words of an index, from one on.
      if (/^\w+_words$/.test(name) && /VIRTUAL TABLE INDEX [1-9]/.test(how)) return false;
      // Of an index that holds every condition entries are read, and no row that is not shown; full text looks its words up.
      if (/USING COVERING INDEX jobs_listed$|VIRTUAL TABLE INDEX \d+:\S/.test(how)) return false;
      // Without any condition a page is full at once.
      return !/from entries\s+order by position (asc|desc) limit/.test(statement.sqlite);
    });
}

async function scannedByPostgres(store: TestStore, { statement, values }: Asked): Promise<string[]> {
  const plan = await store.raw(`explain (format json) ${filled(statement.postgres, values)}`);
  const found: string[] = [];
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const {
      'Node Type': type,
      'Relation Name': table,
      Filter: filter,
      'Index Cond': bound,
    } = node as Record<string, unknown>;
    if (typeof table === 'string' && growing.includes(table)) {
      if (type === 'Seq Scan' || (type === 'Index Scan' && filter !== undefined && bound === undefined))
        found.push(`${String(type)} of ${table} by ${String(filter)}`);
    }
    for (const inner of Object.values(node)) look(inner);
  };
  look(plan);
  return found;
}

const theirs = { sqlite: scannedBySqlite, postgres: scannedByPostgres };

function plans(store: () => TestStore): void {
  test('no question goes through a table that grows, and one without an index is seen', async () => {
    const storage = await store().open();
    const all = await statements(store());
    expect(all.length).toBeGreaterThan(150);
    // The planner of PostgreSQL takes what is cheapest with the few rows there are; what it could take is asked here.
    if (storage.kind === 'postgres')
      await store().raw(
        "do $$ begin execute format('alter database %I set enable_seqscan = off', current_database()); end $$",
      );
    const scanned = theirs[storage.kind];
    const found: string[] = [];
    for (const one of all) {
      const tables = await scanned(store(), one);
      if (tables.length > 0) found.push(`${one.by}: ${tables.join(', ')}: ${one.statement.sqlite}`);
    }
    expect(found.slice(0, 5)).toEqual([]);
    const bad: Asked = { by: 'jobs', statement: statementOf("select id from jobs where hash = 'x'"), values: [] };
    expect(await scanned(store(), bad)).not.toEqual([]);
    // The positive control of the real questions: without its index one of them is seen.
    await (store().kind === 'sqlite'
      ? store().raw('drop index documents_of_owner')
      : store().raw('drop index documents_of_owner'));
  });
}

onSqlite(plans);
onPostgres(plans);
