import type { FieldModel, OpenModel } from '../domain/model.ts';
import { type Folded, flatten, fold } from '../emit/fold.ts';
import { snake } from '../emit/names.ts';
import { pythonString, pythonStyle, pythonValue } from './source.ts';

/** One function that holds a rule: its head, what it asks, and how it refuses. */

export interface Check {
  name: string;
  code: string;
  /** Asks for the present. */
  now?: boolean;
}

/** The head of a function that looks at a row as it would be, and as it was; `now` is the name of its last parameter. */
export function head(name: string, now?: string): string {
  const items = [
    'database: sqlite3.Connection',
    'row: Row',
    'current: Row | None',
    ...(now === undefined ? [] : [`${now}: str`]),
  ];
  const open = `def ${name}(`;
  const flat = `${open}${items.join(', ')}) -> None:`;
  // The formatter tries the parameters on one line of their own first.
  return flat.length <= 100 ? flat : `${open}\n    ${items.join(', ')}\n) -> None:`;
}

export function rowValue(field: FieldModel): string {
  return `row[${pythonString(field.name)}]`;
}

export function ruleFunction(rule: { code: string; sentence: string }, body: readonly (string | undefined)[]): Check {
  const name = `_check_${snake(rule.code)}`;
  const lines = body.filter((line) => line !== undefined);
  const now = lines.some((line) => /\bnow\b/.test(line));
  const code = [head(name, now ? 'now' : undefined), `    """${rule.sentence}"""`, ...lines].join('\n');
  return { name, code, now };
}

export function refusal(indent: string, rule: { code: string; sentence: string }, kind = 'Conflict'): string {
  const items = [pythonString(rule.code), pythonString(rule.sentence)];
  return fold(`${indent}raise `, { open: `${kind}(`, items, close: ')' }, pythonStyle);
}

/** Whether a row is (not) in the state, as an expression. */
export function openTest(row: string, { field, equals, or }: OpenModel, is = true): string {
  const value = `${row}[${pythonString(field.name)}]`;
  if (or.length > 0) {
    const values = [equals, ...or].map((one) => flatten(pythonValue(one))).join(', ');
    return `${value} ${is ? 'in' : 'not in'} (${values})`;
  }
  if (equals === null || typeof equals === 'boolean')
    return `${value} ${is ? 'is' : 'is not'} ${flatten(pythonValue(equals))}`;
  return `${value} ${is ? '==' : '!='} ${flatten(pythonValue(equals))}`;
}

/** Leaves the function where the row is not open, so that the rule does not concern it. */
export function unlessOpen(open: OpenModel | undefined): string | undefined {
  return open && `    if ${openTest('row', open, false)}:\n        return`;
}

export function unlessSet(fields: readonly (FieldModel | undefined)[]): string[] {
  return fields.flatMap((field) => (field?.nullable ? [`    if ${rowValue(field)} is None:\n        return`] : []));
}

/** A statement as adjacent strings, so that no line gets too long. */
export function sqlText(sql: string): Folded {
  const parts = sql.split(/ (?=FROM|WHERE|AND )/).map((part, at, all) => (at < all.length - 1 ? `${part} ` : part));
  const flat = pythonString(sql);
  return flat.length <= 84 ? flat : { open: '(', items: parts.map(pythonString), close: ')', separator: '' };
}

export function ask(name: string, helper: string, sql: string, values: readonly string[]): string {
  return [
    fold('    sql = ', sqlText(sql), pythonStyle),
    fold(`    ${name} = `, { open: `${helper}(`, items: ['database', 'sql', ...values], close: ')' }, pythonStyle),
  ].join('\n');
}
