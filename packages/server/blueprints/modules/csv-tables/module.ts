import { parseCsv } from './csv.ts';

export interface CsvTableOptions {
  /** text or html. */
  as?: string;
  /** What stands between fields. */
  delimiter?: string;
}

export interface SortCsvOptions {
  /** The largest first. */
  descending?: boolean;
}

export interface GroupCsvOptions {
  /** The column of numbers. */
  sum?: string | undefined;
}

export interface JoinCsvOptions {
  /** both: rows that have a partner; left: all of the first table. */
  keep?: string;
}

export interface CsvGroup {
  value: string;
  count: number;
  sum?: number;
  average?: number;
}

export interface CsvRows {
  columns: string[];
  rows: string[][];
}

/** Writes CSV as aligned text or HTML. */
export function csvToTable(csv: string, options: CsvTableOptions = {}): string {
  const { as = 'text', delimiter = ',' } = options;
  const { columns, rows } = readRows(csv, delimiter);
  switch (as) {
    case 'text':
      return alignedTable(columns, rows);
    case 'html':
      return htmlTable(columns, rows);
    default:
      throw new RangeError(`${as} is neither text nor html.`);
  }
}

/** Sorts CSV by a column; numbers by size where all are numbers. */
export function sortCsv(csv: string, column: string, options: SortCsvOptions = {}): string {
  const table = readRows(csv, ',');
  const at = placeOf(table.columns, column);
  const numeric = table.rows.every((row) => isNumber(row[at]));
  const order = (a: string[], b: string[]): number => {
    const [left = '', right = ''] = [a[at], b[at]];
    return numeric ? Number(left) - Number(right) : left.localeCompare(right, 'en');
  };
  const sorted = [...table.rows].sort(options.descending ? (a, b) => order(b, a) : order);
  return writeRows({ columns: table.columns, rows: sorted });
}

/** Keeps the rows for which a condition holds: `age>30`, `name=Ada`, `name~ad` (holds the text, capitals or not). */
export function filterCsv(csv: string, condition: string): string {
  const [, column = '', sign = '', value = ''] =
    /^\s*(.+?)\s*(>=|<=|!=|=|>|<|~)\s*(.*?)\s*$/.exec(condition) ?? [];
  if (sign === '') throw new RangeError(`"${condition}" is no condition, such as age>30.`);
  const table = readRows(csv, ',');
  const at = placeOf(table.columns, column);
  const rows = table.rows.filter((row) => holds(row[at] ?? '', sign, value));
  return writeRows({ columns: table.columns, rows });
}

/** Counts the rows for each value of a column, by the alphabet; sums and averages another. */
export function groupCsv(csv: string, by: string, options: GroupCsvOptions = {}): CsvGroup[] {
  const table = readRows(csv, ',');
  const [at, sumAt] = [by, options.sum].map((column) =>
    column === undefined ? -1 : placeOf(table.columns, column),
  ) as [number, number];
  const groups = Map.groupBy(table.rows, (row) => row[at] ?? '');
  const found = [...groups].map(([value, rows]): CsvGroup => {
    const count = rows.length;
    if (sumAt < 0) return { value, count };
    const sum = rows.reduce((total, row) => total + numberIn(row[sumAt] ?? ''), 0);
    const exact = Number(sum.toPrecision(12));
    return { value, count, sum: exact, average: Number((exact / count).toPrecision(12)) };
  });
  return found.sort((a, b) => a.value.localeCompare(b.value, 'en'));
}

/** Puts rows together that hold the same in a column; columns that both tables have are counted on. */
export function joinCsv(
  left: string,
  right: string,
  by: string,
  options: JoinCsvOptions = {},
): string {
  const { keep = 'both' } = options;
  if (keep !== 'both' && keep !== 'left') throw new RangeError(`${keep} is neither both nor left.`);
  const [first, second] = [readRows(left, ','), readRows(right, ',')];
  const [at, otherAt] = [placeOf(first.columns, by), placeOf(second.columns, by)];
  const rest = (row: readonly string[]): string[] => row.filter((_, place) => place !== otherAt);
  const partners = Map.groupBy(second.rows, (row) => row[otherAt] ?? '');
  const alone = keep === 'left' ? [second.columns.map(() => '')] : [];
  const rows = first.rows.flatMap((row) =>
    (partners.get(row[at] ?? '') ?? alone).map((partner) => [...row, ...rest(partner)]),
  );
  const added = rest(second.columns).map((name) =>
    first.columns.includes(name) ? `${name} 2` : name,
  );
  return writeRows({ columns: [...first.columns, ...added], rows });
}

/** The columns and the rows of a CSV, each row as long as the header. */
export function readRows(csv: string, delimiter: string): CsvRows {
  const [first = ''] = csv.split('\n', 1);
  const objects = parseCsv(csv, { delimiter });
  // Without rows there are no objects that would tell the columns.
  const probe = parseCsv(`${first}\n${delimiter.repeat(first.split(delimiter).length - 1)} \n`, {
    delimiter,
  });
  const columns = Object.keys(objects[0] ?? probe[0] ?? {});
  return {
    columns,
    rows: objects.map((row) => columns.map((column) => String(row[column] ?? ''))),
  };
}

/** The CSV of columns and rows. */
export function writeRows({ columns, rows }: CsvRows): string {
  const field = (text: string) =>
    /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [columns, ...rows].map((row) => `${row.map(field).join(',')}\n`).join('');
}

function placeOf(columns: readonly string[], column: string): number {
  const at = columns.indexOf(column);
  if (at < 0) throw new RangeError(`There is no column ${column}, only ${columns.join(', ')}.`);
  return at;
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text));
}

function numberIn(text: string): number {
  if (text.trim() === '') return 0;
  if (!isNumber(text)) throw new RangeError(`"${text}" is not a number.`);
  return Number(text);
}

function holds(field: string, sign: string, value: string): boolean {
  if (sign === '~') return field.toLowerCase().includes(value.toLowerCase());
  if (sign === '=') return field === value;
  if (sign === '!=') return field !== value;
  if (!isNumber(field) || !isNumber(value)) return false;
  const difference = Number(field) - Number(value);
  if (difference === 0) return sign.endsWith('=');
  return difference > 0 === sign.startsWith('>');
}

/** Of each column its longest text. */
function widthsOf(columns: readonly string[], rows: readonly string[][]): number[] {
  return columns.map((column, at) =>
    Math.max(1, column.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
}

function alignedTable(columns: string[], rows: string[][]): string {
  const widths = widthsOf(columns, rows);
  const right = columns.map((_, at) => rows.length > 0 && rows.every((row) => isNumber(row[at])));
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, at) =>
      right[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    );
    return `${padded.join('  ').trimEnd()}\n`;
  };
  const rule = widths.map((width) => '-'.repeat(width));
  return [columns, rule, ...rows].map(line).join('');
}

function htmlTable(columns: string[], rows: string[][]): string {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const line = (cells: readonly string[], tag: string) =>
    `  <tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>\n`;
  const body = rows.map((row) => line(row, 'td')).join('');
  return `<table>\n${line(columns, 'th')}${body}</table>\n`;
}
