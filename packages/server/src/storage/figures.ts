import type { Figure, FigureQuery, Reads, Writes } from './contract.ts';
import { type Row, type Runner, type Statement, statement, type Values } from './statement.ts';

const keys = 'day, owner, measure, subject, label';
const sums = 'sum(count) as count, sum(tokens) as tokens, sum(cents) as cents, sum(seconds) as seconds';

const add = statement(
  `insert into figures (${keys}, count, tokens, cents, seconds)
   values (:day, :owner, :measure, :subject, :label, :count, :tokens, :cents, :seconds)
   on conflict (${keys}) do update set count = figures.count + excluded.count, tokens = figures.tokens + excluded.tokens,
     cents = figures.cents + excluded.cents, seconds = figures.seconds + excluded.seconds`,
);
const byStatus = (whose: string) =>
  statement(
    `select status, count(*) as count from jobs
     where status in ('queued', 'running', 'waiting_human', 'cancelling')${whose} group by status`,
  );
const active = byStatus('');
const activeOf = byStatus(' and created_by = :owner');

export function figureReads(runner: Runner): Pick<Reads, 'figures' | 'activeJobs'> {
  return {
    figures: async (query) => (await runner.all(...figuresStatement(query))).map(toFigure),
    async activeJobs(owner) {
      const rows = await (owner === undefined ? runner.all(active, {}) : runner.all(activeOf, { owner }));
      return Object.fromEntries(rows.map((row) => [String(row['status']), Number(row['count'])]));
    },
  };
}

export function figureWrites(runner: Runner): Pick<Writes, 'addFigures'> {
  return {
    async addFigures(figures) {
      for (const figure of figures) await runner.all(add, { ...figure });
    },
  };
}

function figuresStatement({ from, to, owner }: FigureQuery): [Statement, Values] {
  const values: Values = { from, to };
  const where = ['day >= :from', 'day <= :to'];
  if (owner !== undefined) {
    where.push('owner = :owner');
    values['owner'] = owner;
  }
  const text = `select day, measure, subject, label, ${sums} from figures
    where ${where.join(' and ')} group by day, measure, subject, label order by day, measure, subject, label`;
  return [statement(text), values];
}

function toFigure(row: Row): Omit<Figure, 'owner'> {
  return {
    day: row['day'] as string,
    measure: row['measure'] as Figure['measure'],
    subject: row['subject'] as string,
    label: row['label'] as string,
    // PostgreSQL sums whole numbers into numerics, which come as text.
    count: Number(row['count']),
    tokens: Number(row['tokens']),
    cents: Number(row['cents']),
    seconds: Number(row['seconds']),
  };
}
