import type { JobQuery } from './contract.ts';
import { anyOf, type Statement, statement, type Values } from './statement.ts';

/**
 * A page of jobs. Words are looked up in the full-text index of the goals; every other condition stands in an index, so that no
 * job is read that is not shown.
 */
export function jobsStatement(
  query: JobQuery,
  dialect: { jobsHolding: string; searchQuery(words: readonly string[]): string },
): [Statement, Values] {
  const values: Values = { limit: query.limit };
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
  if (query.words && query.words.length > 0) {
    where.push(dialect.jobsHolding);
    values['words'] = dialect.searchQuery(query.words);
  }
  const order = query.oldestFirst ? 'asc' : 'desc';
  // The page is found by what the indexes hold; only then its rows are read.
  const page = `select j.id from jobs j where ${where.join(' and ')} order by j.id ${order} limit :limit`;
  return [
    statement(
      `with page as (${page}) select j.doc, l.heartbeat_at
       from page p join jobs j on j.id = p.id left join leases l on l.job = j.id order by j.id ${order}`,
    ),
    values,
  ];
}
