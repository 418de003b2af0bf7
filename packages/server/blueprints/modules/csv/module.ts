export interface MarkdownTableOptions {
  /** What stands between fields. */
  delimiter?: string;
}

export interface CsvOptions {
  /** What stands between fields. */
  delimiter?: string;
  /** Reads fields that look like numbers, true or false as such. */
  numbers?: boolean;
}

export interface CsvFormat {
  /** What stands between fields. */
  delimiter?: string;
}

export type CsvField = string | number | boolean;

export interface ColumnFacts {
  filled: number;
  min?: number;
  max?: number;
  mean?: number;
}

export interface CsvFacts {
  rows: number;
  columns: Record<string, ColumnFacts>;
}

/** Reads rows of CSV with a header line into objects. */
export function parseCsv(csv: string, options: CsvOptions = {}): Record<string, CsvField>[] {
  const { delimiter = ',', numbers = false } = options;
  const { columns, rows } = readTable(csv, delimiter);
  return rows.map((row) =>
    Object.fromEntries(
      columns.map((column, place) => {
        const field = row[place] ?? '';
        return [column, numbers ? typed(field) : field];
      }),
    ),
  );
}

/** Writes a JSON list of objects as CSV. */
export function formatCsv(json: string, options: CsvFormat = {}): string {
  const { delimiter = ',' } = options;
  const rows = readObjects(json);
  if (rows.length === 0) return '';
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const body = rows.map((row) => columns.map((column) => textOf(row[column])));
  return writeTable([columns, ...body], delimiter);
}

/** Keeps some columns of a CSV, in the order given. */
export function selectColumns(csv: string, columns: readonly string[]): string {
  const table = readTable(csv, ',');
  const places = columns.map((column) => {
    const place = table.columns.indexOf(column);
    if (place === -1) throw new RangeError(`There is no column ${column}.`);
    return place;
  });
  const body = table.rows.map((row) => places.map((place) => row[place] ?? ''));
  return writeTable([[...columns], ...body], ',');
}

/** Counts rows and says of each column how many fields are filled and, for numbers, their range and mean. */
export function describeCsv(csv: string): CsvFacts {
  const { columns, rows } = readTable(csv, ',');
  const facts = columns.map((column, place): [string, ColumnFacts] => {
    const filled = rows.map((row) => row[place] ?? '').filter((field) => field !== '');
    const values = filled.map(typed);
    const found = values.filter((value) => typeof value === 'number');
    if (found.length === 0 || found.length < values.length)
      return [column, { filled: filled.length }];
    const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
    return [
      column,
      { filled: filled.length, min: Math.min(...found), max: Math.max(...found), mean },
    ];
  });
  return { rows: rows.length, columns: Object.fromEntries(facts) };
}

/** Writes a CSV as a Markdown table. */
export function markdownTable(csv: string, options: MarkdownTableOptions = {}): string {
  const { columns, rows } = readTable(csv, options.delimiter ?? ',');
  if (columns.length === 0) return '';
  const line = (fields: readonly string[]): string => `| ${fields.join(' | ')} |\n`;
  const body = rows.map((row) => line(columns.map((_column, at) => inCell(row[at] ?? ''))));
  return [line(columns.map(inCell)), line(columns.map(() => '---')), ...body].join('');
}

/** Bars would end a cell, and line breaks the table. */
function inCell(field: string): string {
  return field.replaceAll('|', '\\|').replaceAll(/\r?\n/g, '<br>');
}

interface Table {
  columns: string[];
  rows: string[][];
}

function readTable(csv: string, delimiter: string): Table {
  const [head, ...rest] = readRows(csv.replace(/^\uFEFF/, ''), delimiter);
  const columns = head?.fields ?? [];
  for (const { fields, line } of rest) {
    if (fields.length > columns.length) {
      throw new SyntaxError(`There are more fields than columns in line ${line}.`);
    }
  }
  return { columns, rows: rest.map(({ fields }) => fields) };
}

/** Rows with the number of the line where they start; lines without anything are skipped. */
function readRows(csv: string, delimiter: string): { fields: string[]; line: number }[] {
  const rows: { fields: string[]; line: number }[] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let start = 1;
  const endRow = (): void => {
    fields.push(field);
    if (fields.length > 1 || field !== '') rows.push({ fields, line: start });
    fields = [];
    field = '';
    start = line;
  };
  for (let at = 0; at < csv.length; at += 1) {
    const char = csv[at] ?? '';
    if (char === '\n') line += 1;
    if (quoted) {
      if (char !== '"') field += char;
      else if (csv[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === delimiter) {
      fields.push(field);
      field = '';
    } else if (char === '\n') endRow();
    else if (char !== '\r') field += char;
  }
  if (quoted) throw new SyntaxError(`A quote that opens in line ${start} is never closed.`);
  endRow();
  return rows;
}

function writeTable(rows: readonly (readonly string[])[], delimiter: string): string {
  return rows
    .map((row) => `${row.map((field) => quote(field, delimiter)).join(delimiter)}\n`)
    .join('');
}

function quote(field: string, delimiter: string): string {
  if (!field.includes(delimiter) && !/["\r\n]/.test(field)) return field;
  return `"${field.replaceAll('"', '""')}"`;
}

function typed(field: string): CsvField {
  if (field === 'true' || field === 'false') return field === 'true';
  return /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(field) ? Number(field) : field;
}

function readObjects(json: string): Record<string, unknown>[] {
  const rows: unknown = JSON.parse(json);
  const isRow = (row: unknown): row is Record<string, unknown> =>
    typeof row === 'object' && row !== null && !Array.isArray(row);
  if (!Array.isArray(rows) || !rows.every(isRow)) {
    throw new SyntaxError('The JSON must be a list of objects.');
  }
  return rows;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
