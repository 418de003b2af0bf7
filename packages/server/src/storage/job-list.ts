import type { JobQuery } from './contract.ts';
import { anyOf, type Row, type Runner, type Statement, statement, type Values } from './statement.ts';

const rows = 'j.doc, l.heartbeat_at from';
/** Where no more jobs hold the words they are looked up and sorted; else the newest jobs are looked at, and whether they hold them. */
const rare = 2000;
/** How many of the newest are looked at first; then eight times as many. */
const firstLook = 500;
const closeTogether = 50;

export interface JobDialect {
  /** Condition on a row `j` of jobs: its goal holds the :words. */
  jobsHolding: string;
  /** Takes :words and :limit: how many jobs hold them, counted up to the limit. Null where the planner of the database weighs that itself. */
  countJobsHolding: Statement | null;
  /** Takes :words, :from and :to: the rows between them whose goal holds the words, each as `place`. */
  jobsHoldingBetween: Statement | null;
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
  const { countJobsHolding, jobsHoldingBetween } = dialect;
  if (words !== null && countJobsHolding !== null && jobsHoldingBetween !== null) {
    const [counted] = await runner.all(countJobsHolding, { words, limit: rare + 1 });
    if (Number(counted?.['count'] ?? 0) > rare) return pageOfCommon(runner, jobsHoldingBetween, query, words);
  }
  return runner.all(...jobsStatement(query, words === null ? null : { holding: dialect.jobsHolding, words }));
}

/** Looks through the jobs in their order, a stretch at a time, until the page is full. */
async function pageOfCommon(
  runner: Runner,
  holding: Statement,
  query: Omit<JobQuery, 'words'>,
  words: string,
): Promise<Row[]> {
  const found: string[] = [];
  let { before } = query;
  for (let limit = firstLook; ; limit *= 8) {
    const [looked, values] = candidates({ ...query, limit, ...(before === undefined ? {} : { before }) });
    const some = (await runner.all(looked, values)) as { id: string; place: number }[];
    const holds = new Set<unknown>();
    for (const stretch of stretches(some.map(({ place }) => place)))
      for (const row of await runner.all(holding, { words, ...stretch })) holds.add(row['place']);
    found.push(...some.filter(({ place }) => holds.has(place)).map(({ id }) => id));
    if (found.length >= query.limit || some.length < limit) break;
    before = some.at(-1)?.id;
  }
  if (found.length === 0) return [];
  const values: Values = {};
  const page = anyOf('j.id', found.slice(0, query.limit), values);
  const text = `select ${rows} jobs j left join leases l on l.job = j.id where ${page} order by j.id ${orderOf(query)}`;
  return runner.all(statement(text), values);
}

/** Places that lie close together are looked up at once; one far off does not make that the whole index. */
function stretches(places: number[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const place of places.sort((one, other) => one - other)) {
    const last = found.at(-1);
    if (last !== undefined && place - last.to <= closeTogether) last.to = place;
    else found.push({ from: place, to: place });
  }
  return found;
}

function candidates(query: Omit<JobQuery, 'words'>): [Statement, Values] {
  const values: Values = { limit: query.limit };
  const where = conditionsOf(query, values).join(' and ');
  const text = `select j.id, j.rowid as place from jobs j where ${where} order by j.id ${orderOf(query)} limit :limit`;
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
