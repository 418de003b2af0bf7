import { type Expression, isFlat, laid } from './layout.ts';

/** Functions and what is in them, as rustfmt lays them out. */

const width = 100;

/** Lines of source, so many blanks deep. */
export type Statement = (indent: number) => string;

/** What is asked: one thing, or one of several where it is a part of more. */
export type Condition = string | { any: readonly Condition[] };

const blanks = (count: number): string => ' '.repeat(count);

export function lines(statements: readonly Statement[], indent: number): string {
  return statements.map((statement) => statement(indent)).join('\n');
}

/** Text that stands as it is; further lines are as deep as the first. */
export function plain(text: string): Statement {
  return (indent) => text.replace(/^(?=.)/gm, blanks(indent));
}

export function comment(text: string): Statement {
  return (indent) => {
    const made: string[] = [];
    let line = '//';
    for (const word of text.split(/\s+/)) {
      if (indent + line.length + 1 + word.length > width && line !== '//') {
        made.push(line);
        line = '//';
      }
      line += ` ${word}`;
    }
    return [...made, line].map((one) => blanks(indent) + one).join('\n');
  };
}

/** `before name(items)after`. */
export function calling(before: string, expression: Expression, after = ';'): Statement {
  return (indent) => laid(before, expression, after, indent);
}

/** `into += value;`, the value below where both are too long for a line. */
export function assigned(into: string, operator: string, value: Expression): Statement {
  return (indent) => {
    const line = laid(`${into} ${operator} `, value, ';', indent);
    // On a line of its own rather than broken.
    const below = isFlat(value, width - indent - 5);
    if (line.includes('\n') ? !below : line.length <= width) return line;
    return `${blanks(indent)}${into} ${operator}\n${laid('', value, ';', indent + 4)}`;
  };
}

export function block(head: string, body: readonly Statement[]): Statement {
  return (indent) => `${blanks(indent)}${head} {\n${lines(body, indent + 4)}\n${blanks(indent)}}`;
}

/** `if a && b { … }`, with `otherwise` behind it. */
export function when(
  conditions: readonly Condition[],
  body: readonly Statement[],
  otherwise: readonly Statement[] = [],
): Statement {
  return (indent) => {
    const head = conditionLines('if ', conditions, indent);
    const broken = head.includes('\n') || head.length + 2 > width;
    const open = broken ? `${head}\n${blanks(indent)}{` : `${head} {`;
    const more = otherwise.length === 0 ? '' : ` else {\n${lines(otherwise, indent + 4)}\n${blanks(indent)}}`;
    return `${open}\n${lines(body, indent + 4)}\n${blanks(indent)}}${more}`;
  };
}

/** What is asked, on one line or each part on one of its own. */
export function conditionLines(before: string, conditions: readonly Condition[], indent: number): string {
  const parts = conditions.map((one) => flatCondition(one, conditions.length));
  const line = blanks(indent) + before + parts.join(' && ');
  if (line.length <= width) return line;
  if (conditions.length === 1) return brokenOperand(before, conditions[0] ?? '', indent, indent + 4);
  const broken = conditions.map((one, at) =>
    at === 0 ? brokenOperand(before, one, indent, indent + 4) : brokenOperand('&& ', one, indent + 4, indent + 8),
  );
  return broken.join('\n');
}

function flatCondition(condition: Condition, of: number): string {
  if (typeof condition === 'string') return condition;
  const text = condition.any.map((one) => flatCondition(one, condition.any.length)).join(' || ');
  return of === 1 || condition.any.length === 1 ? text : `(${text})`;
}

function brokenOperand(before: string, condition: Condition, indent: number, deeper: number): string {
  const start = blanks(indent) + before;
  if (typeof condition !== 'string') {
    const line = `${start}${flatCondition(condition, 2)}`;
    if (line.length <= width) return line;
    const [first = '', ...rest] = condition.any;
    const parts = rest.map((one) => `${blanks(deeper)}|| ${flatCondition(one, 2)}`);
    return `${start}(${[flatCondition(first, 2), ...parts].join('\n')})`;
  }
  if (start.length + condition.length <= width) return start + condition;
  const [, left, right] = /^(.*?) ((?:==|!=|<=?|>=?) .*)$/.exec(condition) ?? [];
  return left === undefined || right === undefined ? start + condition : `${start}${left}\n${blanks(deeper)}${right}`;
}

/** `let name = match value { Some(row) => …, None => otherwise };`. */
export function chosen(name: string, value: string, row: string, some: string, none: string): Statement {
  return plain(`let ${name} = match ${value} {\n    Some(${row}) => ${some},\n    None => ${none},\n};`);
}

/** `fn name(a: A, b: B) -> R { … }`; parameters that the body does not use are marked. */
export function functionSource(
  head: { before?: string; name: string; parameters: readonly string[]; returns: string },
  body: readonly Statement[],
  indent = 0,
): string {
  const text = lines(body, indent + 4);
  const said = text.replaceAll(/"(?:[^"\\]|\\.)*"|^ *\/\/.*$/gm, '');
  const parameters = head.parameters.map((one) => {
    const [, mark = '', name = ''] = /^(&mut |&)?(\w+)/.exec(one) ?? [];
    return mark !== '' || new RegExp(`\\b${name}\\b`).test(said) ? one : `_${one}`;
  });
  const returns = head.returns === '' ? '' : ` -> ${head.returns}`;
  const start = `${blanks(indent)}${head.before ?? ''}fn ${head.name}(`;
  const line = `${start}${parameters.join(', ')})${returns} {`;
  const open =
    line.length <= width
      ? line
      : `${start}\n${parameters.map((one) => `${blanks(indent + 4)}${one},\n`).join('')}${blanks(indent)})${returns} {`;
  return `${open}\n${text}\n${blanks(indent)}}`;
}

/** `let name = function(first, |row| condition);`. */
export function lettingRows(name: string, first: string, row: string, conditions: readonly Condition[]): Statement {
  return (indent) => {
    const closure = `|${row}| ${conditions.map((one) => flatCondition(one, conditions.length)).join(' && ')}`;
    const args = `${first}, ${closure}`;
    const line = `${blanks(indent)}let ${name} = copies(${args});`;
    if (args.length <= 60 && line.length <= width) return line;
    const inner = conditionLines('', conditions, indent + 4);
    return `${blanks(indent)}let ${name} = copies(${first}, |${row}| {\n${inner}\n${blanks(indent)}});`;
  };
}
