import type { EntryKind } from '@codewright/protocol/event';
import { type Row, type Runner, statement } from '../statement.ts';

const holds = "e.words @@ to_tsquery('codewright', :query)";
/** Of words in more than this part of all entries the newest are found sooner by going back from the end. */
const common = 0.01;
const estimates = {
  entries: statement(`explain (format json) select 1 from entries e where ${holds}`),
  jobs: statement(`explain (format json) select 1 from jobs e where ${holds}`),
};
const rows = statement('select reltuples as count from pg_class where oid = cast(:table as regclass)');

/**
 * Entries that hold the words, the newest first. Asked for a few of them in order, the planner goes back from the end where it expects
 * many, and through everything where there are none after all: so it is asked first what it expects.
 */
export function searchEntries(columns: string) {
  const order = 'order by e.position desc limit :limit';
  const going = (more: string) => statement(`select ${columns} from entries e where ${holds}${more} ${order}`);
  const whole = (more: string) =>
    statement(
      `with page as materialized (select e.position from entries e where ${holds}${more})
       select ${columns} from entries e where e.position in (select position from page order by position desc limit :limit)
       order by e.position desc`,
    );
  const ofKind = ' and e.kind = :kind';
  const any = { common: going(''), rare: whole('') };
  const ofOne = { common: going(ofKind), rare: whole(ofKind) };
  return async (
    runner: Runner,
    { query, limit, kind }: { query: string; limit: number; kind?: EntryKind | undefined },
  ): Promise<Row[]> => {
    const how = (await expected(runner, 'entries', query)) > common ? 'common' : 'rare';
    return kind === undefined ? runner.all(any[how], { query, limit }) : runner.all(ofOne[how], { query, limit, kind });
  };
}

/** The part of a table that the planner expects to hold the words. */
async function expected(runner: Runner, table: keyof typeof estimates, query: string): Promise<number> {
  const [[plan], [counted]] = await Promise.all([runner.all(estimates[table], { query }), runner.all(rows, { table })]);
  const [first] = (plan?.['QUERY PLAN'] ?? []) as { Plan: { 'Plan Rows': number } }[];
  const count = Number(counted?.['count'] ?? 0);
  return count > 0 ? (first?.Plan['Plan Rows'] ?? 0) / count : 0;
}

/** Without another condition the planner goes through the newest by itself; with one it takes the words first, however many hold them. */
export async function isCommon(runner: Runner, words: string, filtered: boolean): Promise<boolean> {
  return filtered && (await expected(runner, 'jobs', words)) > common;
}

const holdingOf = statement(
  "select id from jobs where id = any (cast(:ids as text[])) and words @@ to_tsquery('codewright', :words)",
);

/** Which of some jobs hold the words; what is no letter of an id stands in none. */
export async function holdingAmong(
  runner: Runner,
  words: string,
  some: readonly { id: string }[],
): Promise<Set<string>> {
  const ids = JSON.stringify(some.map(({ id }) => id))
    .replace('[', '{')
    .replace(/\]$/, '}');
  return new Set((await runner.all(holdingOf, { ids, words })).map((row) => String(row['id'])));
}
