import type { EntryKind } from '@codewright/protocol/event';
import { type Row, type Runner, statement } from '../statement.ts';

/** More words that begin alike than these are left to FTS5 itself, which reads all that is said of each before it answers. */
const mostBeginnings = 200;
/** So many of the newest entries of a kind are looked through for words that stand in very many entries. */
const mostOfKind = 10_000;

/** So many entries may wait to be indexed. */
const mostWaiting = 64;
const indexed = '(select coalesce(max(id), 0) from entries_text_docsize)';
const waiting = statement(`select 1 as found from entries where position > ${indexed} limit 1`);
const indexWaiting = statement(
  `insert into entries_text (rowid, summary) select position, summary from entries where position > ${indexed} order by position`,
);

/** Whether the words of some entries are not in the index. */
export async function lacksWords(runner: Runner): Promise<boolean> {
  return (await runner.all(waiting, {})).length > 0;
}

/** Brings the words of all entries into the index. Every commit that does so writes it anew by some pages. */
export async function addWords(runner: Runner): Promise<void> {
  await runner.all(indexWaiting, {});
}

/** The same where, with the entries from `first` to `last`, there are enough of them. */
export async function addWordsInTime(runner: Runner, first: number, last: number): Promise<void> {
  if (Math.floor(last / mostWaiting) > Math.floor((first - 1) / mostWaiting)) await addWords(runner);
}

const nextWord = {
  entries: statement('select term from entries_words where term >= :from limit 1'),
  jobs: statement('select term from jobs_words where term >= :from limit 1'),
};

/**
 * A query of FTS5 for entries or jobs that hold all the words, the last of which may be the beginning of one. FTS5 would answer a beginning
 * by merging everything that is said of every such word; named one by one, they are read only as far as the answer needs.
 */
export async function queryOf(runner: Runner, of: 'entries' | 'jobs', words: readonly string[]): Promise<string> {
  const last = words.at(-1) ?? '';
  const whole = words.slice(0, -1).map((word) => `"${word}"`);
  // As the tokenizer folds them.
  const beginning = last.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
  const found = new Set<string>();
  for (let from = beginning; found.size <= mostBeginnings; ) {
    const [row] = await runner.all(nextWord[of], { from });
    const term = row?.['term'];
    if (typeof term !== 'string' || !term.startsWith(beginning)) {
      const any = [last, ...found].map((word) => `"${word}"`).join(' OR ');
      return [...whole, `(${any})`].join(' AND ');
    }
    found.add(term);
    // The smallest text behind it: what is said of the word itself is not read.
    from = `${term}\u0001`;
  }
  return [...whole, `"${last}"*`].join(' AND ');
}

const counted = statement(
  'select count(*) as count from (select 1 from entries_text where entries_text match :query limit :limit)',
);
const ofKind = (columns: string) => ({
  /** The order keeps FTS5 from being asked for each entry of the kind. */
  rare: statement(
    `select ${columns} from entries_text t cross join entries e on e.position = t.rowid
     where entries_text match :query and e.kind = :kind order by t.rowid desc limit :limit`,
  ),
  common: statement(
    `with page as (select position from entries where kind = :kind order by position desc limit :looked),
     found as (
       select rowid as position from entries_text where entries_text match :query
       and rowid >= (select min(position) from page) and rowid <= (select max(position) from page))
     select ${columns} from entries e where e.position in (
       select position from page where position in (select position from found) order by position desc limit :limit
     ) order by e.position desc`,
  ),
});

/** Entries that hold the words, the newest first. */
export function searchEntries(columns: string) {
  const { rare, common } = ofKind(columns);
  const any = statement(
    `select ${columns} from entries_text t cross join entries e on e.position = t.rowid
     where entries_text match :query order by t.rowid desc limit :limit`,
  );
  return async (
    runner: Runner,
    { kind, ...values }: { query: string; limit: number; kind?: EntryKind | undefined },
  ): Promise<Row[]> => {
    if (kind === undefined) return runner.all(any, values);
    const [count] = await runner.all(counted, { query: values.query, limit: mostOfKind + 1 });
    return Number(count?.['count'] ?? 0) <= mostOfKind
      ? runner.all(rare, { ...values, kind })
      : runner.all(common, { ...values, kind, looked: mostOfKind });
  };
}

const countJobs = statement(
  'select count(*) as count from (select 1 from jobs_text where jobs_text match :words limit :limit)',
);
/** So many rows are collected and sorted before the newest are known. */
const mostCollected = 2000;

/** Whether more jobs hold the words than are collected quickly. */
export async function isCommon(runner: Runner, words: string): Promise<boolean> {
  const [counted] = await runner.all(countJobs, { words, limit: mostCollected + 1 });
  return Number(counted?.['count'] ?? 0) > mostCollected;
}

// FTS5 goes to a row by an integer alone, and a number of JavaScript comes as a real one.
const holdingBetween = statement(
  `select rowid as place from jobs_text where jobs_text match :words
   and rowid >= cast(:from as integer) and rowid <= cast(:to as integer)`,
);
const closeTogether = 50;

/** Rows that lie close together are looked up at once; one far off does not make that the whole index. */
export async function holdingAmong(
  runner: Runner,
  words: string,
  some: readonly { id: string; place: number }[],
): Promise<Set<string>> {
  const stretches: { from: number; to: number }[] = [];
  for (const place of some.map((one) => one.place).sort((one, other) => one - other)) {
    const last = stretches.at(-1);
    if (last !== undefined && place - last.to <= closeTogether) last.to = place;
    else stretches.push({ from: place, to: place });
  }
  const holding = new Set<unknown>();
  for (const stretch of stretches)
    for (const row of await runner.all(holdingBetween, { words, ...stretch })) holding.add(row['place']);
  return new Set(some.filter(({ place }) => holding.has(place)).map(({ id }) => id));
}
