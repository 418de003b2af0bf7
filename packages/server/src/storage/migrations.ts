import { CodewrightError } from '../shared/errors.ts';

/** A step of the schema. Once released it never changes; the next change is the next number. */
export interface Migration {
  version: number;
  name: string;
  sqlite: readonly string[];
  postgres: readonly string[];
}

const punctuation = "!\"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~";

/**
 * `entries` is the ledger: only ever inserted into. `jobs` is derived from it (one row per chain), `leases` is not recorded
 * at all: who holds a job now.
 */
const tables = (types: { position: string; key: string; integer: string; extra: string }): string[] => [
  `create table entries (
     position ${types.position},
     id ${types.key} not null unique,
     job ${types.key} not null,
     seq ${types.integer} not null,
     time text not null,
     kind text not null,
     actor_type text not null,
     actor_id text not null,
     summary text not null,
     data text not null,
     refs text not null,
     step text,
     event text,
     prev text not null,
     hash text not null,
     ${types.extra}
     unique (job, seq)
   )`,
  'create index entries_step on entries (job, seq) where step is not null',
  `create table jobs (
     id ${types.key} not null primary key,
     seq ${types.integer} not null,
     hash text not null,
     status text,
     mode text,
     conversation text,
     doc text
   )`,
  "create index jobs_queued on jobs (id) where status = 'queued'",
  "create index jobs_held on jobs (id) where status in ('running', 'cancelling')",
  'create index jobs_conversation on jobs (conversation, id) where conversation is not null',
  `create table leases (
     job ${types.key} not null primary key,
     expires_at ${types.integer} not null,
     heartbeat_at ${types.integer} not null
   )`,
];

/** Nothing that happened yet, so no part of the ledger: a comment is changed and taken back until it is sent. */
const reviewNotes = (key: string): string =>
  `create table review_notes (
     job ${key} not null,
     author ${key} not null,
     id ${key} not null,
     updated_at text not null,
     doc text not null,
     primary key (job, author, id)
   )`;

const documents = (types: { key: string; integer: string }): string[] => [
  `create table documents (
     space ${types.key} not null,
     owner ${types.key} not null,
     id ${types.key} not null,
     sort ${types.key} not null,
     due ${types.integer},
     doc text not null,
     primary key (space, owner, id)
   )`,
  'create index documents_of_owner on documents (space, owner, sort)',
  'create index documents_of_space on documents (space, sort)',
  'create index documents_due on documents (space, due) where due is not null',
];

/** Who may do what. Of a secret only its SHA-256 is kept. */
const access = (key: string): string[] => [
  `create table users (
     id ${key} not null primary key,
     role text not null,
     created_at text not null
   )`,
  `create table credentials (
     id ${key} not null primary key,
     owner ${key} not null,
     kind text not null,
     name text not null,
     hash ${key} not null unique,
     created_at text not null,
     expires_at text,
     used_at text
   )`,
  'create index credentials_owner on credentials (owner, id)',
  'alter table jobs add column created_by text',
  'create index jobs_created_by on jobs (created_by, id) where created_by is not null',
];

/**
 * What lists are filtered by stands in their index. `figures` is counted from the ledger as it is written: what is shown of a year is
 * added up from a few rows a day.
 */
const lists = (types: { key: string; integer: string; real: string }): string[] => [
  'drop index jobs_created_by',
  'create index jobs_created_by on jobs (created_by, id, status, mode, conversation) where created_by is not null',
  'create index jobs_status on jobs (status, id, mode, conversation, created_by) where status is not null',
  'create index jobs_mode on jobs (mode, id, status, conversation, created_by) where mode is not null',
  'create index jobs_listed on jobs (id, status, mode, conversation, created_by) where status is not null',
  'create index entries_kind on entries (kind, position)',
  `create table figures (
     day ${types.key} not null,
     owner ${types.key} not null,
     measure ${types.key} not null,
     subject ${types.key} not null,
     label ${types.key} not null,
     count ${types.integer} not null,
     tokens ${types.integer} not null,
     cents ${types.real} not null,
     seconds ${types.real} not null,
     primary key (day, owner, measure, subject, label)
   )`,
];

/** What is remembered and known: found by its name, by its words, newest first; and its last versions. */
const facts = (types: { key: string; integer: string; extra: string }): string[] => [
  `create table facts (
     position ${types.extra},
     id ${types.key} not null unique,
     space ${types.key} not null,
     owner ${types.key} not null,
     scope ${types.key} not null,
     place ${types.key} not null,
     name ${types.key} not null,
     value text not null,
     version ${types.integer} not null,
     words text not null,
     created_at text not null,
     updated_at text not null,
     sort ${types.key} not null,
     expires_at ${types.integer},
     actor_type text not null,
     actor_id text not null,
     job text,
     entry text not null,
     unique (space, owner, scope, place, name)
   )`,
  'create index facts_newest on facts (space, sort)',
  'create index facts_of_owner on facts (space, owner, sort)',
  'create index facts_in_scope on facts (space, scope, place, sort)',
  'create index facts_named on facts (space, name, sort)',
  'create index facts_in_place on facts (space, place, sort)',
  'create index facts_expiring on facts (expires_at) where expires_at is not null',
  `create table fact_versions (
     fact ${types.key} not null,
     version ${types.integer} not null,
     value text not null,
     at text not null,
     actor_type text not null,
     actor_id text not null,
     job text,
     entry text not null,
     primary key (fact, version)
   )`,
];

/** Few entries of a job are of these; without it all of a long job are read for them. */
const asked = `create index entries_asked on entries (job, seq)
  where event in ('approval-requested', 'approval-answered', 'permission-answered', 'question-asked', 'question-answered')`;

export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'ledger, jobs and leases',
    sqlite: [
      ...tables({ position: 'integer primary key', key: 'text', integer: 'integer', extra: '' }),
      // External content: the words are indexed, the summaries are not stored a second time.
      `create virtual table entries_text using fts5(
         summary, content='entries', content_rowid='position', tokenize='porter unicode61')`,
      `create trigger entries_indexed after insert on entries begin
         insert into entries_text (rowid, summary) values (new.position, new.summary);
       end`,
      `create trigger entries_no_update before update on entries begin
         select raise(abort, 'The ledger is append-only: UPDATE is refused.');
       end`,
      `create trigger entries_no_delete before delete on entries begin
         select raise(abort, 'The ledger is append-only: DELETE is refused.');
       end`,
      // INSERT OR REPLACE deletes the row in its way without firing delete triggers.
      `create trigger entries_no_replace before insert on entries
       when new.seq <> coalesce((select max(seq) from entries where job = new.job), 0) + 1
         or exists (select 1 from entries where id = new.id)
         or exists (select 1 from entries where position = new.position)
       begin
         select raise(abort, 'The ledger is append-only: an entry can only be added at the end of its chain.');
       end`,
    ],
    postgres: [
      // English stems without a list of words left out, as in SQLite's porter tokenizer.
      'create text search dictionary codewright_stem (template = snowball, language = english)',
      'create text search configuration codewright (copy = simple)',
      `alter text search configuration codewright
         alter mapping for asciiword, word, hword, asciihword, hword_part, hword_asciipart with codewright_stem`,
      ...tables({
        position: 'bigint generated always as identity primary key',
        key: 'text collate "C"',
        integer: 'bigint',
        // Punctuation becomes space first, or the parser keeps src/auth.ts as one word that nobody finds.
        extra: `words tsvector not null generated always as (
          to_tsvector('codewright', translate(summary, '${punctuation}', '${' '.repeat(punctuation.length - 1)}'))) stored,`,
      }),
      'create index entries_text on entries using gin (words)',
      `create function codewright_refuse() returns trigger language plpgsql as $$
       begin
         raise exception 'The ledger is append-only: % is refused.', tg_op;
       end $$`,
      `create trigger entries_no_change before update or delete on entries
         for each row execute function codewright_refuse()`,
      `create trigger entries_no_truncate before truncate on entries
         for each statement execute function codewright_refuse()`,
    ],
  },
  {
    version: 2,
    name: 'reviews that are being written',
    sqlite: [reviewNotes('text')],
    postgres: [reviewNotes('text collate "C"')],
  },
  {
    version: 3,
    name: 'users, what they sign in with, and whose each job is',
    sqlite: [...access('text'), "update jobs set created_by = json_extract(doc, '$.createdBy') where doc is not null"],
    postgres: [
      ...access('text collate "C"'),
      "update jobs set created_by = doc::json ->> 'createdBy' where doc is not null",
    ],
  },
  {
    version: 4,
    name: 'documents beside the ledger: conversations, notifications, webhooks',
    sqlite: documents({ key: 'text', integer: 'integer' }),
    postgres: documents({ key: 'text collate "C"', integer: 'bigint' }),
  },
  {
    version: 5,
    name: 'lists of jobs and entries by what they are filtered by, words of goals, figures',
    sqlite: [
      ...lists({ key: 'text', integer: 'integer', real: 'real' }),
      'create index jobs_ending on jobs (substr(id, -4))',
      'alter table jobs add column goal text',
      "update jobs set goal = json_extract(doc, '$.goal') where doc is not null",
      // The row id is that of the job's row; a job's goal never changes.
      `create virtual table jobs_text using fts5(goal, content='', contentless_delete=1, tokenize='porter unicode61')`,
      `create trigger jobs_indexed after insert on jobs when new.goal is not null begin
         insert into jobs_text (rowid, goal) values (new.rowid, new.goal);
       end`,
      `create trigger jobs_indexed_later after update of goal on jobs when old.goal is null and new.goal is not null begin
         insert into jobs_text (rowid, goal) values (new.rowid, new.goal);
       end`,
      `create trigger jobs_forgotten after delete on jobs when old.goal is not null begin
         delete from jobs_text where rowid = old.rowid;
       end`,
      'insert into jobs_text (rowid, goal) select rowid, goal from jobs where goal is not null',
    ],
    postgres: [
      ...lists({ key: 'text collate "C"', integer: 'bigint', real: 'double precision' }),
      'create index jobs_ending on jobs (right(id, 4))',
      'alter table jobs add column goal text',
      // PostgreSQL has no text with a NUL in it, and refuses to read one out of JSON.
      "update jobs set goal = replace(doc, '\\u0000', ' ')::json ->> 'goal' where doc is not null",
      `alter table jobs add column words tsvector generated always as (to_tsvector('codewright',
         translate(coalesce(goal, ''), '${punctuation}', '${' '.repeat(punctuation.length - 1)}'))) stored`,
      'create index jobs_text on jobs using gin (words)',
    ],
  },
  {
    version: 6,
    name: 'memory and knowledge',
    sqlite: [
      ...facts({ key: 'text', integer: 'integer', extra: 'integer primary key' }),
      // External content, as of the entries; what is changed or forgotten leaves the index with the words that stood there.
      `create virtual table facts_text using fts5(
         words, content='facts', content_rowid='position', tokenize='porter unicode61')`,
      `create trigger facts_indexed after insert on facts begin
         insert into facts_text (rowid, words) values (new.position, new.words);
       end`,
      `create trigger facts_changed after update of words on facts begin
         insert into facts_text (facts_text, rowid, words) values ('delete', old.position, old.words);
         insert into facts_text (rowid, words) values (new.position, new.words);
       end`,
      `create trigger facts_forgotten after delete on facts begin
         insert into facts_text (facts_text, rowid, words) values ('delete', old.position, old.words);
       end`,
    ],
    postgres: [
      ...facts({
        key: 'text collate "C"',
        integer: 'bigint',
        extra: 'bigint generated always as identity primary key',
      }),
      `alter table facts add column terms tsvector generated always as (to_tsvector('codewright',
         translate(words, '${punctuation}', '${' '.repeat(punctuation.length - 1)}'))) stored`,
      'create index facts_text on facts using gin (terms)',
    ],
  },
  {
    version: 7,
    name: 'what is asked of people, and the words of an index one by one',
    sqlite: [
      asked,
      'create virtual table entries_words using fts5vocab(entries_text, instance)',
      'create virtual table jobs_words using fts5vocab(jobs_text, instance)',
    ],
    postgres: [asked],
  },
  {
    version: 8,
    name: 'words of entries are indexed some entries at a time',
    // By whoever adds them, and before a search (sqlite/words.ts): one by one they cost each commit as much as the entry itself.
    sqlite: ['drop trigger entries_indexed'],
    postgres: [],
  },
];

export function newerSchema(database: string, version: number, known: number): CodewrightError {
  return new CodewrightError(
    'STORAGE_NEWER',
    `The database ${database} has schema version ${version}; this Codewright knows versions up to ${known}.`,
    { hint: 'Update Codewright, or use another database.' },
  );
}
