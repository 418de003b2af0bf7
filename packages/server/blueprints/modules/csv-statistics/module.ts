import { parseCsv } from './csv.ts';
import { describeNumbers, type NumberFacts } from './statistics.ts';

export interface ColumnStatisticsOptions {
  /** What stands between fields. */
  delimiter?: string;
}

/** Describes the numbers in a column; empty fields do not count. */
export function columnStatistics(
  csv: string,
  column: string,
  options: ColumnStatisticsOptions = {},
): NumberFacts {
  const rows = parseCsv(csv, options);
  if (rows.some((row) => !Object.hasOwn(row, column))) {
    throw new RangeError(`There is no column ${column}, only ${Object.keys(rows[0] ?? {}).join(', ')}.`);
  }
  const fields = rows.map((row) => String(row[column]).trim()).filter((field) => field !== '');
  const wrong = fields.find((field) => !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(field));
  if (wrong !== undefined) throw new RangeError(`"${wrong}" is not a number.`);
  return describeNumbers(fields.map(Number));
}
