/** Statements as rustfmt breaks them: lists on one line while they are short, else a line for each item. */

const width = 100;
/** Most characters of arguments, and of array items, on one line. */
const listWidth = 60;
/** Most characters of the fields of a struct on one line. */
const structWidth = 18;

/** An expression: text that is never broken, or a list between brackets. */
export type Expression = string | { head: string; open: string; items: readonly Expression[]; close: string };

/** `slugify("Hello", &options)`. */
export function call(head: string, items: readonly Expression[]): Expression {
  return { head, open: '(', items, close: ')' };
}

export function list(head: '' | 'vec!' | '&', items: readonly Expression[]): Expression {
  return { head, open: '[', items, close: ']' };
}

/** `Parts { country: "GB" }`. */
export function struct(head: string, items: readonly Expression[]): Expression {
  return { head: `${head} `, open: '{', items, close: '}' };
}

/** With something in front: `&`, or the name of a field. */
export function withHead(before: string, expression: Expression): Expression {
  return typeof expression === 'string' ? before + expression : { ...expression, head: before + expression.head };
}

/** On one line, however long. */
export function flat(expression: Expression): string {
  if (typeof expression === 'string') return expression;
  const inner = expression.items.map(flat).join(', ');
  return expression.head + expression.open + (expression.open === '{' ? ` ${inner} ` : inner) + expression.close;
}

/** Whether rustfmt would leave it on one line of so many characters. */
export function isFlat(expression: Expression, room: number): boolean {
  return cells(flat(expression)) <= room && isShort(expression);
}

/** How wide a text is where each letter has a cell, and those of East Asia two. */
function cells(text: string): number {
  const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;
  return text.length + (text.match(wide)?.length ?? 0);
}

function isShort(expression: Expression, isInner = false): boolean {
  if (typeof expression === 'string') return true;
  // The only argument may be as long as the line, unless the call is an argument itself.
  const [only] = expression.items;
  if (!isInner && expression.open === '(' && expression.items.length === 1 && typeof only === 'string') return true;
  const inner = cells(expression.items.map(flat).join(', '));
  return (
    inner <= (expression.open === '{' ? structWidth : listWidth) &&
    expression.items.every((item) => isShort(item, true))
  );
}

/** The expression with what stands before and after it on its lines, `indent` blanks deep. */
export function laid(before: string, expression: Expression, after: string, indent: number, broken = false): string {
  const start = ' '.repeat(indent) + before;
  if (typeof expression === 'string' || (!broken && isFlat(expression, width - start.length - after.length)))
    return start + flat(expression) + after;
  const { head, open, items, close } = expression;
  const [only] = items;
  // One item that is a list itself shares its brackets' lines.
  if (items.length === 1 && typeof only === 'object' && open !== '{')
    return laid(`${before}${head}${open}`, only, `${close}${after}`, indent, true);
  if (open === '[' && items.every(isTiny)) {
    const inside = filled(items.map(flat), ' '.repeat(indent + 4));
    return [`${start}${head}${open}`, ...inside, `${' '.repeat(indent)}${close}${after}`].join('\n');
  }
  // What a struct takes from another one ends without a comma.
  const ends = (item: Expression): string => (typeof item === 'string' && item.startsWith('..') ? '' : ',');
  const inner = items.map((item) =>
    typeof item === 'string' ? fieldLine(item + ends(item), indent + 4) : laid('', item, ',', indent + 4),
  );
  const fits = inner.every((text) => text.split('\n').every((line) => line.length <= width || isRaw(line)));
  // A text that fits nowhere is left where it was written.
  if (!fits) return start + flat(expression) + after;
  return [`${start}${head}${open}`, ...inner, `${' '.repeat(indent)}${close}${after}`].join('\n');
}

/** Items of so many bytes share lines where a list needs several. */
function isTiny(item: Expression): boolean {
  return typeof item === 'string' && new TextEncoder().encode(item).length <= 10;
}

/** Items with commas behind them, as many on a line as there is room for. */
function filled(items: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    const longer = `${last ?? ''} ${item},`;
    // rustfmt keeps room for what never comes behind the list.
    if (last === undefined || longer.length > width - 1) lines.push(`${indent}${item},`);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** Raw texts are not measured. */
function isRaw(line: string): boolean {
  return /^\s*r#*"/.test(line);
}

/** A field of a struct: its value stands below its name where both do not fit on one line. */
export function fieldLine(text: string, indent: number): string {
  const blank = ' '.repeat(indent);
  const [, name, value = ''] = /^(\w+): ([^]*)$/.exec(text) ?? [];
  const below = `${blank}    ${value}`;
  if (blank.length + text.length <= width || name === undefined || below.length > width) return blank + text;
  return `${blank}${name}:\n${below}`;
}

/** `let name = …;`, with what follows the expression: `.unwrap()`. */
export function letStatement(name: string, expression: Expression, indent = 4): string {
  const line = laid(`let ${name} = `, expression, ';', indent);
  const below = `${' '.repeat(indent)}let ${name} =\n${' '.repeat(indent + 4)}${flat(expression)};`;
  // A function that is handed over keeps the call on one line, where there is room below.
  const hands = typeof expression === 'object' && expression.items.some((item) => flat(item).startsWith('|| '));
  if (line.length <= width || (line.includes('\n') && !hands)) return line;
  return below.split('\n').every((one) => one.length <= width) ? below : line;
}

/** `assert_eq!(a, b);` on one line, or each on a line of its own; undefined where that does not fit either. */
export function macroStatement(name: string, items: readonly string[], indent = 4): string | undefined {
  const blank = ' '.repeat(indent);
  const line = `${blank}${name}!(${items.join(', ')});`;
  if (items.join(', ').length <= listWidth && line.length <= width) return line;
  const lines = items.map((item, at) => `${blank}    ${item}${at < items.length - 1 ? ',' : ''}`);
  if (lines.some((one) => one.length > width)) return undefined;
  return [`${blank}${name}!(`, ...lines, `${blank});`].join('\n');
}

/** `use json::{Json, JsonError};`, filled into as many lines as it takes. */
export function useStatement(before: string, names: readonly string[]): string {
  const [only] = names;
  if (names.length === 1) return `${before}${only ?? ''};`;
  const line = `${before}{${names.join(', ')}};`;
  if (line.length <= width - 2) return line;
  const lines = filled(names, '    ');
  return `${before}{\n${lines.join('\n')}\n};`;
}

/** `const NAME: &str = "…";`. */
export function constant(declaration: string, value: string): string {
  const line = `${declaration} = ${value};`;
  const below = `${declaration} =\n    ${value};`;
  return line.length <= width || below.split('\n').some((one) => one.length > width) ? line : below;
}
