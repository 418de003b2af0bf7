import type { EntryRow } from '../contract.ts';
import type { Dialect } from '../session.ts';
import {
  entryValues,
  insertEntryColumns,
  jobColumns,
  qualifiedEntryColumns,
  saveChain,
  selectChain,
  selectEntries,
  toEntryRow,
} from '../session.ts';
import type { Runner, Statement, Values } from '../statement.ts';
import { dueDocuments } from '../documents.ts';
import { statement } from '../statement.ts';
import { holdingAmong, isCommon, searchEntries } from './search.ts';

const lockRow = statement(`${selectChain} where id = :id for update`);
const lockName = statement('select pg_advisory_xact_lock(hashtextextended(:id, 0))');

const searchQuery = (words: readonly string[]) =>
  words.map((word, index) => `${word}${index === words.length - 1 ? ':*' : ''}`).join(' & ');

export const postgresDialect: Dialect = {
  search: searchEntries(qualifiedEntryColumns),
  queryOf: async (_runner, _of, words) => searchQuery(words),
  searchQuery,
  entriesHolding: statement(
    `${selectEntries} where job = :job and seq > :afterSeq
     and (summary ilike :summary escape '!' or data ilike :data escape '!' or id::text like :ending escape '!') order by seq limit :limit`,
  ),
  jobsEndingWith: statement(
    `select ${jobColumns} where right(j.id, 4) = :four and j.id like '%' || :ending and j.doc is not null
     order by j.id limit :limit`,
  ),
  jobsHolding: "j.words @@ to_tsquery('codewright', :words)",
  isCommon,
  jobPlace: '0',
  holdingAmong,
  factsHolding: "f.terms @@ to_tsquery('codewright', :words)",
  factsRanked: (where) =>
    `select {columns} from facts f, to_tsquery('codewright', :words) q
     where f.terms @@ q and ${where} order by ts_rank(f.terms, q) desc, f.sort desc limit :limit`,
  anyQuery: (words) => words.join(' | '),
  saveChain: async (runner, values) => {
    await runner.all(saveChain, values);
  },
  lockChain: async (runner, id) => {
    const [row] = await runner.all(lockRow, { id });
    if (row) return row;
    // There is no row to lock before the first entry: the name is locked, and whoever comes second finds the row.
    await runner.all(lockName, { id });
    return (await runner.all(lockRow, { id }))[0];
  },
  lockOldestQueued: statement(`${selectChain} where status = 'queued' order by id limit 1 for update skip locked`),
  addEntries: async (runner, rows) => {
    if (rows.length === 0) return [];
    const values: Values = {};
    for (const [index, row] of rows.entries()) {
      for (const [name, value] of Object.entries(entryValues(row))) values[`${name}_${index}`] = value;
    }
    const inserted = await runner.all(insertStatement(rows.length), values);
    const positions = new Map(inserted.map((row) => [row['id'], row['position'] as number]));
    return rows.map((row) => positions.get(row.id) ?? 0);
  },
  lockDueDocuments: statement(`${dueDocuments} for update skip locked`),
  clearProjections: [
    // Readers go on; whoever wants to write waits.
    statement('lock table jobs in exclusive mode'),
    statement('delete from jobs'),
    statement('delete from figures'),
  ],
};

const inserts = new Map<number, Statement>();

function insertStatement(count: number): Statement {
  const known = inserts.get(count);
  if (known) return known;
  const tuples = Array.from(
    { length: count },
    (_, index) => `(${insertEntryColumns.replaceAll(/\w+/g, `:$&_${index}`)})`,
  );
  const made = statement(
    `insert into entries (${insertEntryColumns}) values ${tuples.join(', ')} returning id, position`,
  );
  inserts.set(count, made);
  return made;
}

const entriesAfter = statement(`${selectEntries} where position > :after order by position limit :limit`);
const entriesBetween = statement(`${selectEntries} where position > :after and position <= :last order by position`);
const lastPosition = statement('select coalesce(max(position), 0) as position from entries');
/** Transactions that have begun to insert: the lock is taken before a position is given, and held until the end. */
const inserting = statement(
  `select virtualtransaction as id from pg_locks
   where relation = 'entries'::regclass and mode = 'RowExclusiveLock'
     and database = (select oid from pg_database where datname = current_database())`,
);

/**
 * Positions are given in order but become visible at commit, so a smaller one may appear after a greater one. Where a position is missing,
 * waits until every transaction that could hold it has ended; what is missing then was rolled back.
 */
export async function settledEntries(runner: Runner, after: number, limit: number): Promise<EntryRow[]> {
  const rows = (await runner.all(entriesAfter, { after, limit })).map(toEntryRow);
  const last = rows.at(-1)?.position;
  if (last === undefined || last === after + rows.length) return rows;
  await insertersGone(runner);
  return (await runner.all(entriesBetween, { after, last })).map(toEntryRow);
}

export async function settledPosition(runner: Runner): Promise<number> {
  const [row] = await runner.all(lastPosition, {});
  await insertersGone(runner);
  return row?.['position'] as number;
}

async function insertersGone(runner: Runner): Promise<void> {
  let waiting: Set<unknown> | null = null;
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    const current = (await runner.all(inserting, {})).map((row) => row['id']);
    const before: Set<unknown> = waiting ?? new Set(current);
    waiting = new Set(current.filter((id) => before.has(id)));
    if (waiting.size === 0) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
