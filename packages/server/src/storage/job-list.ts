import type { JobQuery } from './contract.ts';
import { anyOf, type Row, type Runner, type Statement, statement, type Values } from './statement.ts';

const rows = 'j.doc, l.heartbeat_at from';
/** How many of the newest are looked at first; then eight times as many. */
const firstLook = 500;

export interface JobDialect {
  /** Condition on a row `j` of jobs: its goal holds the :words. */
  jobsHolding: string;
  /** Whether so many jobs hold the words that it is better to look through the newest than to look the words up. */
  isCommon(runner: Runner, words: string, filtered: boolean): Promise<boolean>;
  /** What a database finds a job's row by beside its id, of a row `j`. */
  jobPlace: string;
  /** The ids of those that hold the words. */
  holdingAmong(runner: Runner, words: string, some: readonly { id: string; place: number }[]): Promise<Set<string>>;
}

/**
 * A page of jobs. Words (in the form of the database) are looked up in the full-text index of the goals; every other condition stands
 * in an index, so that no job is read that is not shown.
 */
export async function jobPage(
  runner: Runner,
  dialect: JobDialect,
  query: Omit<JobQuery, 'words'>,
  words: string | null,
): Promise<Row[]> {
  if (words !== null) {
    const { status, mode, createdBy, conversation } = query;
    const filtered = [status, mode, createdBy, conversation].some((one) => one !== undefined);
    if (await dialect.isCommon(runner, words, filtered)) return pageOfCommon(runner, dialect, query, words);
  }
  return runner.all(...jobsStatement(query, words === null ? null : { holding: dialect.jobsHolding, words }));
}

/** Looks through the jobs in their order, a stretch at a time, until the page is full. */
async function pageOfCommon(
  runner: Runner,
  dialect: JobDialect,
  query: Omit<JobQuery, 'words'>,
  words: string,
): Promise<Row[]> {
  const found: string[] = [];
  let { before } = query;
  for (let limit = firstLook; ; limit *= 8) {
    const [looked, values] = candidates(
      { ...query, limit, ...(before === undefined ? {} : { before }) },
      dialect.jobPlace,
    );
    const some = (await runner.all(looked, values)) as { id: string; place: number }[];
    const holds = await dialect.holdingAmong(runner, words, some);
    found.push(...some.filter(({ id }) => holds.has(id)).map(({ id }) => id));
    if (found.length >= query.limit || some.length < limit) break;
    before = some.at(-1)?.id;
  }
  if (found.length === 0) return [];
  const values: Values = {};
  const page = anyOf('j.id', found.slice(0, query.limit), values);
  const text = `select ${rows} jobs j left join leases l on l.job = j.id where ${page} order by j.id ${orderOf(query)}`;
  return runner.all(statement(text), values);
}

function candidates(query: Omit<JobQuery, 'words'>, place: string): [Statement, Values] {
  const values: Values = { limit: query.limit };
  const where = conditionsOf(query, values).join(' and ');
  const text = `select j.id, ${place} as place from jobs j where ${where} order by j.id ${orderOf(query)} limit :limit`;
  return [statement(text), values];
}

function jobsStatement(
  query: Omit<JobQuery, 'words'>,
  words: { holding: string; words: string } | null,
): [Statement, Values] {
  const values: Values = { limit: query.limit, ...(words === null ? {} : { words: words.words }) };
  const where = [...conditionsOf(query, values), ...(words === null ? [] : [words.holding])].join(' and ');
  const order = orderOf(query);
  // The page is found by what the indexes hold; only then its rows are read.
  const page = `select j.id from jobs j where ${where} order by j.id ${order} limit :limit`;
  return [
    statement(
      `with page as (${page}) select ${rows} page p join jobs j on j.id = p.id left join leases l on l.job = j.id order by j.id ${order}`,
    ),
    values,
  ];
}

const orderOf = ({ oldestFirst }: Omit<JobQuery, 'words'>) => (oldestFirst ? 'asc' : 'desc');

function conditionsOf(query: Omit<JobQuery, 'words'>, values: Values): string[] {
  // A chain that is no job's has no status.
  const where = ['j.status is not null'];
  if (query.status) where.push(anyOf('j.status', query.status, values));
  const columns = { conversation: 'j.conversation', mode: 'j.mode', createdBy: 'j.created_by' } as const;
  for (const [name, column] of Object.entries(columns) as [keyof typeof columns, string][]) {
    const value = query[name];
    if (value === undefined) continue;
    where.push(`${column} = :${name}`);
    values[name] = value;
  }
  if (query.before !== undefined) {
    where.push(query.oldestFirst ? 'j.id > :before' : 'j.id < :before');
    values['before'] = query.before;
  }
  return where;
}
