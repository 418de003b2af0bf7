import type { EntryKind } from '@codewright/protocol/event';
import { type Row, type Runner, statement } from '../statement.ts';

const holds = "e.words @@ to_tsquery('codewright', :query)";
/** Of words in more than this part of all entries the newest are found sooner by going back from the end. */
const common = 0.01;
const estimate = statement(`explain (format json) select 1 from entries e where ${holds}`);
const entries = statement("select reltuples as count from pg_class where oid = 'entries'::regclass");

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
    const how = (await expected(runner, query)) > common ? 'common' : 'rare';
    return kind === undefined ? runner.all(any[how], { query, limit }) : runner.all(ofOne[how], { query, limit, kind });
  };
}

/** The part of all entries that the planner expects to hold the words. */
async function expected(runner: Runner, query: string): Promise<number> {
  const [[plan], [counted]] = await Promise.all([runner.all(estimate, { query }), runner.all(entries, {})]);
  const [
    {
      Plan: { 'Plan Rows': rows },
    },
  ] = (plan?.['QUERY PLAN'] ?? [{ Plan: { 'Plan Rows': 0 } }]) as [{ Plan: { 'Plan Rows': number } }];
  const count = Number(counted?.['count'] ?? 0);
  return count > 0 ? rows / count : 0;
}
