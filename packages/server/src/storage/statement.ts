/** A statement with named parameters (`:name`), in the form that both databases take. */
export interface Statement {
  /** Its text is the key of the prepared statement. */
  readonly sqlite: string;
  readonly postgres: string;
  /** Names in the order of their numbers. */
  readonly parameters: readonly string[];
}

export type Value = string | number | null;
export type Values = Record<string, Value>;
export type Row = Record<string, unknown>;

/** Runs statements on one connection. */
export interface Runner {
  all(statement: Statement, values: Values): Promise<Row[]>;
}

/** Numbers the named parameters: `:id` becomes `?1` and `$1`. Written once, prepared by both databases. */
export function statement(text: string): Statement {
  const parameters: string[] = [];
  const numbered = text.replace(/(?<!:):([a-z]\w*)/gi, (_, name: string) => {
    const known = parameters.indexOf(name);
    return `\u0000${known >= 0 ? known + 1 : parameters.push(name)}`;
  });
  return { sqlite: numbered.replaceAll('\0', '?'), postgres: numbered.replaceAll('\0', '$'), parameters };
}

/** The values in the order of the parameters. A missing one is a mistake of ours, not NULL. */
export function valuesOf(statement: Statement, values: Values): Value[] {
  return statement.parameters.map((name) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`No value for :${name}`);
    return value;
  });
}

/** A condition that a column has one of several values, which are put into `values`. */
export function anyOf(column: string, options: readonly string[], values: Values): string {
  if (options.length === 0) return '1 = 0';
  const names = options.map((option, index) => {
    const name = `${column.replace('.', '_')}${index}`;
    values[name] = option;
    return `:${name}`;
  });
  return `${column} in (${names.join(', ')})`;
}
