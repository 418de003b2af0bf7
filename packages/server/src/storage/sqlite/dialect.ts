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
} from '../session.ts';
import { dueDocuments } from '../documents.ts';
import { statement } from '../statement.ts';
import type { Connection } from './connection.ts';
import { addWordsInTime, holdingAmong, isCommon, queryOf, searchEntries } from './words.ts';

const lockChain = statement(`${selectChain} where id = :id`);
const lastPosition = statement('select coalesce(max(position), 0) as position from entries');
const addEntry = statement(
  `insert into entries (position, ${insertEntryColumns})
   values (:position, ${insertEntryColumns.replaceAll(/\w+/g, ':$&')})`,
);

/** SQLite writes every index anew whose columns a statement sets, changed or not: five pages where only the entry was added. */
const saveSame = statement(
  `update jobs set seq = :seq, hash = :hash, doc = :doc
   where id = :id and status is :status and mode is :mode and conversation is :conversation
     and created_by is :createdBy and goal is :goal
   returning 1 as saved`,
);

/** In SQLite the transaction itself is the lock: it begins immediate, and there is one writer at a time. */
export const sqliteDialect: Dialect = {
  search: searchEntries(qualifiedEntryColumns),
  queryOf,
  searchQuery: (words) => words.map((word, index) => `"${word}"${index === words.length - 1 ? '*' : ''}`).join(' '),
  entriesHolding: statement(
    `${selectEntries} where job = :job and seq > :afterSeq
     and (summary like :summary escape '!' or data like :data escape '!' or id like :ending escape '!') order by seq limit :limit`,
  ),
  jobsEndingWith: statement(
    `select ${jobColumns} where substr(j.id, -4) = :four and j.id like '%' || :ending and j.doc is not null
     order by j.id limit :limit`,
  ),
  // Contentless: it gives row ids only, and a job's id is found by its row.
  jobsHolding: 'j.rowid in (select rowid from jobs_text where jobs_text match :words)',
  isCommon,
  jobPlace: 'j.rowid',
  holdingAmong,
  factsHolding: 'f.position in (select rowid from facts_text where facts_text match :words)',
  factsRanked: (where) =>
    `select {columns} from facts_text t join facts f on f.position = t.rowid
     where facts_text match :words and ${where} order by t.rank, f.sort desc limit :limit`,
  anyQuery: (words) => words.map((word) => `"${word}"`).join(' OR '),
  lockChain: async (runner, id) => (await runner.all(lockChain, { id }))[0],
  saveChain: async (runner, values) => {
    if ((await runner.all(saveSame, values)).length === 0) await runner.all(saveChain, values);
  },
  lockOldestQueued: statement(`${selectChain} where status = 'queued' order by id limit 1`),
  addEntries: async (runner, rows) => {
    let position = Number((await runner.all(lastPosition, {}))[0]?.['position']);
    const first = position + 1;
    const positions: number[] = [];
    for (const row of rows) {
      position += 1;
      await runner.all(addEntry, { position, ...entryValues(row as EntryRow) });
      positions.push(position);
    }
    await addWordsInTime(runner, first, position);
    return positions;
  },
  lockDueDocuments: statement(dueDocuments),
  clearProjections: [
    statement('delete from jobs'),
    statement('delete from figures'),
    statement("insert into entries_text (entries_text) values ('rebuild')"),
  ],
};

const dataVersion = 'pragma data_version';

/** Changes when another connection, of this process or another, has committed. */
export function readDataVersion(connection: Connection): number {
  return Number(connection.prepare(dataVersion).get()?.['data_version']);
}
