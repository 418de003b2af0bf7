import { readFileSync } from 'node:fs';
import { readRows, sortCsv, writeRows } from './csv-tables.ts';

export interface MergeCsvOptions {
  /** Keeps of rows that are the same only the first. */
  unique?: boolean;
  /** The column to sort by. */
  sortBy?: string | undefined;
  /** The largest first. */
  descending?: boolean;
  /** Most rows in the result. */
  limit?: number | undefined;
}

/** Puts the rows of CSV files one behind the other, columns matched by name. @throws RangeError that names the file. */
export function mergeCsvFiles(files: readonly string[], options: MergeCsvOptions = {}): string {
  const { unique = false, sortBy, descending = false, limit } = options;
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 0))
    throw new RangeError('limit must be a whole number, and not below zero.');
  const tables = files.map((file) => readRows(readCsvFile(file), ','));
  const columns = [...new Set(tables.flatMap((table) => table.columns))];
  const merged = tables.flatMap((table) => {
    const places = columns.map((column) => table.columns.indexOf(column));
    return table.rows.map((row) => places.map((place) => row[place] ?? ''));
  });
  const seen = new Set<string>();
  const rows = merged.filter((row) => {
    const key = JSON.stringify(row);
    if (unique && seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const csv = writeRows({ columns, rows });
  const sorted = sortBy === undefined ? csv : sortCsv(csv, sortBy, { descending });
  return limit === undefined
    ? sorted
    : writeRows({ columns, rows: readRows(sorted, ',').rows.slice(0, limit) });
}

function readCsvFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new RangeError(`The file ${file} can not be read.`);
  }
}
