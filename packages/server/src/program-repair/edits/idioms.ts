import { changeGoIdiom } from './go/idioms-go.ts';
import { changePythonIdiom } from './python/idioms-python.ts';
import { type Add, argumentsOf, calledName, type Scene, wrapped } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isCondition,
  isExpression,
  isFunction,
  isMember,
  isName,
  isNumber,
  isStatement,
  isString,
  named,
  type Syntax,
  within,
} from '../syntax.ts';

/** What people write where a language wants something else: each a whole shape with its usual cure. */
export function changeIdiom(scene: Scene, node: Syntax, add: Add): void {
  changeLabels(scene, node, add);
  if (scene.source.dialect === 'javascript') ofJavascript(scene, node, add);
  else if (scene.source.dialect === 'python') changePythonIdiom(scene, node, add);
  else changeGoIdiom(scene, node, add);
  changePresence(scene, node, add);
  if (isExpression(node)) changeGrowth(scene, node, add);
  if (isExpression(node)) changeUnit(scene, node, add);
  changeRound(scene, node, add);
  if (isStatement(node) && node.line === node.endLine) lookedAhead(scene, node, add);
}

/** What was looked at ahead of its turn, as `text[at + 1]` does, has had its turn. */
function lookedAhead(scene: Scene, node: Syntax, add: Add): void {
  let branch = node.parent;
  while (branch && !/^(?:if_statement|elif_clause)$/.test(branch.type) && !isFunction(branch)) branch = branch.parent;
  const condition = branch && !isFunction(branch) ? field(branch, 'condition') : null;
  const [, index] = /\[\s*(\w+)\s*\+\s*1\s*\]/.exec(condition ? scene.text(condition) : '') ?? [];
  if (index === undefined || /\+\+|\+= ?1/.test(scene.text(node))) return;
  const step = { python: `${index} += 1`, go: `${index}++`, javascript: `${index}++;` }[scene.source.dialect];
  const indent = indentOf(scene, node);
  const prior = branch === node.parent?.parent ? 0.6 : 0.4;
  if (!/^(?:return|break|continue|raise|throw)/.test(node.type))
    add({ start: node.end, end: node.end, line: node.line }, `\n${indent}${step}`, 'a step further', prior);
  else add({ start: node.start, end: node.start, line: node.line }, `${step}\n${indent}`, 'a step further', prior);
}

/** A count that goes round: where the file takes a remainder elsewhere, a step forward must do so as well. */
function changeRound(scene: Scene, node: Syntax, add: Add): void {
  const steps = /^(?:inc_statement|dec_statement|update_expression|augmented_assignment(?:_expression)?)$/.test(
    node.type,
  );
  const right = /^(?:assignment(?:_expression|_statement)?|short_var_declaration)$/.test(node.type)
    ? field(node, 'right')
    : null;
  if (!steps && !right) return;
  const text = scene.text(right ?? node);
  const sizes = [...scene.source.text.matchAll(/%\s*(len\([\w.]+\)|\w+(?:\.\w+)*)(?!\w)/g)].map(([, one = '']) => one);
  const [, name = '', sign = '+', by = '1'] =
    /^([\w.]+)\s*(?:\+\+|--)$/.exec(text) ?? /^([\w.]+) ([-+])= (\w+)$/.exec(text) ?? [];
  for (const [rank, size] of [...new Set(sizes)].slice(0, 4).entries()) {
    if (text.includes(size)) continue;
    const prior = 0.4 - rank * 0.05;
    if (right && /^[\w.]+ [-+] [\w.]+$/.test(text)) add(right, `(${text}) % ${size}`, 'goes round', prior);
    else if (steps && name !== '') add(node, `${name} = (${name} ${sign} ${by}) % ${size}`, 'goes round', prior);
  }
}

const units =
  /ms$|milli|second|minute|hour|day|week|time|delay|timeout|interval|duration|cent|percent|rate|bytes|size|kb|mb/i;

/** A quantity in another unit than is wanted. */
function changeUnit(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (!parent || (!/^(?:value|right)$/.test(node.field ?? '') && parent.type !== 'return_statement')) return;
  const text = scene.text(node);
  const numeric = isNumber(node) || /^[-+*/]$/.test(scene.text(binaryOf(node)?.operator ?? parent));
  // Nothing is nothing in every unit.
  if (!numeric || text === '0' || text.length > 60) return;
  const name = field(parent, 'name') ?? field(parent, 'left') ?? field(functionsAround(node)[0] ?? parent, 'name');
  const told = units.test(name ? scene.text(name) : '') || /\b(?:60|24|3600|1000|1024|100)\b/.test(text);
  for (const [factor, prior] of [
    ['1000', 0.5],
    ['60', 0.3],
    ['100', 0.25],
    ['24', 0.15],
    ['1024', 0.15],
  ] as const) {
    add(node, `${text} * ${factor}`, 'another unit', told ? prior : prior * 0.15);
    add(node, `${wrapped(text)} / ${factor}`, 'another unit', told ? prior * 0.8 : prior * 0.12);
  }
  for (const [whole] of text.matchAll(/ [*/] (?:1000|60|100|24|3600|1024)\b/g))
    add(node, text.replace(whole, ''), 'another unit', 0.4);
}

/** A bound that should lie as far behind the first one as it says: `slice(from, size)` for `slice(from, from + size)`. */
function changeGrowth(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (!parent) return;
  const slices = /^(?:slice|substring|subarray|substr|range|Range|copyOfRange)$/;
  const first =
    isCall(parent.parent ?? parent) && slices.test(calledName(scene, parent.parent ?? parent))
      ? argumentsOf(parent.parent ?? parent)
      : parent.type === 'slice'
        ? named(parent)
        : parent.type === 'slice_expression'
          ? named(parent).slice(1)
          : [];
  const [from, to] = first;
  if (!from || to !== node) return;
  const [a, b] = [scene.text(from), scene.text(to)];
  if (a === '0' || b.includes(a) || a.length > 30) return;
  add(node, `${a} + ${b}`, 'counted from the first', 0.6);
}

/** Whether there is a value is another question than whether it is empty, zero or false. */
function changePresence(scene: Scene, node: Syntax, add: Add): void {
  const { dialect } = scene.source;
  if (dialect === 'go') return;
  const part = isCondition(node) || isLogicalPart(scene, node);
  if (!part) return;
  const text = scene.text(node);
  const bare = /^(?:!|not )\s*([\w.$#[\]'"]+)$/.exec(text)?.[1] ?? (/^[\w.$#]+$/.test(text) ? text : null);
  if (bare === null || /^(?:true|false|null|None|True|False|\d.*)$/.test(bare)) return;
  const absent = /^(?:!|not )/.test(text);
  const forms =
    dialect === 'python'
      ? absent
        ? [`${bare} is None`]
        : [`${bare} is not None`]
      : absent
        ? [`${bare} === undefined`, `${bare} == null`]
        : [`${bare} !== undefined`, `${bare} != null`];
  for (const form of forms) add(node, form, 'presence', isCondition(node) ? 0.62 : 0.5);
}

function isLogicalPart(scene: Scene, node: Syntax): boolean {
  const around = node.parent ? binaryOf(node.parent) : null;
  return around !== null && /^(?:&&|\|\||and|or)$/.test(scene.text(around.operator));
}

/** Words of failing tests that stand in no label of a choice yet. */
function changeLabels(scene: Scene, node: Syntax, add: Add): void {
  const label = /^(?:switch_case|expression_case|case_clause)$/.test(node.type) ? named(node)[0] : null;
  const sample = label ? [...within(label)].find(isString) : null;
  if (!label || !sample || scene.hints.texts.length === 0) return;
  const quote = scene.text(sample).slice(-1);
  const known = scene.source.text;
  const text = scene.text(node);
  const head = text.slice(0, label.end - node.start);
  for (const [rank, word] of scene.hints.texts.slice(0, 8).entries()) {
    const written = `${quote}${word}${quote}`;
    if (known.includes(written) || /[\\\n]/.test(word) || word.includes(quote)) continue;
    const near = scene.text(sample).slice(1, -1);
    const alike = near.length > 1 && (word.startsWith(near.slice(0, 2)) || word.length === near.length) ? 0.08 : 0;
    const prior = 0.34 + alike - rank * 0.02;
    if (node.type === 'switch_case')
      add(
        { start: node.start, end: node.start, line: node.line },
        `${head.replace(scene.text(label), () => written)}:\n${indentOf(scene, node)}`,
        'one more case',
        prior,
      );
    else
      add(
        { start: label.end, end: label.end, line: node.line },
        scene.source.dialect === 'python' ? ` | ${written}` : `, ${written}`,
        'one more case',
        prior,
      );
  }
}

const indentOf = (scene: Scene, node: Syntax) => /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';

function ofJavascript(scene: Scene, node: Syntax, add: Add): void {
  if (isMember(node) && isExpression(node) && !scene.text(node).includes('?.')) changeReach(scene, node, add);
  const parts = binaryOf(node);
  if (parts) {
    const sign = scene.text(parts.operator);
    // A default for what is missing must not be one for what is empty.
    if (
      sign === '||' &&
      !isCondition(node) &&
      isConstant(scene, parts.right) &&
      /^[\w.$?#[\]]+$/.test(scene.text(parts.left))
    )
      add(parts.operator, '??', 'presence', 0.93);
    if (scene.text(parts.left).startsWith('typeof ') && /['"]object['"]/.test(scene.text(parts.right))) {
      const value = scene.text(parts.left).slice('typeof '.length);
      const [both, other] = sign.startsWith('!') ? ['||', '==='] : ['&&', '!=='];
      if (!scene.text(node.parent ?? node).includes('null'))
        add(node, `${scene.text(node)} ${both} ${value} ${other} null`, 'presence', 0.95);
    }
    changeComparator(scene, node, add);
  }
  if (isCall(node) && /^(?:sort|reverse)$/.test(calledName(scene, node))) {
    const receiver = field(field(node, 'function') ?? node, 'object');
    if (receiver && isName(receiver)) add(receiver, `[...${scene.text(receiver)}]`, 'a copy', 0.5);
  }
  if (
    isCall(node) &&
    calledName(scene, node) === 'map' &&
    /^parse(?:Int|Float)$/.test(scene.text(argumentsOf(node)[0] ?? node))
  )
    add(argumentsOf(node)[0] ?? node, 'Number', 'another function', 0.5);
}

/** A member of what may be missing, with a word of the failing tests in its place. */
function changeReach(scene: Scene, node: Syntax, add: Add): void {
  const [object, last] = [field(node, 'object'), field(node, 'property')];
  if (!object || !last || node.field === 'function' || node.field === 'left') return;
  const sure = object.type === 'non_null_expression';
  if (!sure && !isMember(object)) return;
  const reached = `${scene.text(object).replace(/!$/, '')}?.${scene.text(last)}`;
  const weight = sure ? 1.6 : 1;
  add(node, reached, 'guarded access', 0.3 * weight);
  for (const [rank, word] of scene.hints.texts.slice(0, 8).entries())
    if (!scene.source.text.includes(word) && !word.includes("'"))
      add(node, `${reached} ?? '${word}'`, 'guarded access', (0.24 - rank * 0.015) * weight);
  for (const other of ["''", '0', 'null', '[]']) add(node, `${reached} ?? ${other}`, 'guarded access', 0.12 * weight);
}

/** What sorts must say less, equal or more, and which of equals comes first. */
function changeComparator(scene: Scene, node: Syntax, add: Add): void {
  const around = functionsAround(node)[0];
  const call = around?.parent?.parent;
  if (!around || !call || !isCall(call) || !/^(?:sort|toSorted)$/.test(calledName(scene, call))) return;
  const parts = binaryOf(node);
  const [first, second] = named(field(around, 'parameters') ?? around).map(
    (one) => scene.text(one).split(':')[0] ?? '',
  );
  if (!parts || !first || !second) return;
  const [a, b, sign] = [scene.text(parts.left), scene.text(parts.right), scene.text(parts.operator)];
  if (/^[<>]=?$/.test(sign)) {
    add(node, sign.startsWith('>') ? `${a} - ${b}` : `${b} - ${a}`, 'less, equal or more', 0.85);
    orderOfEquals(scene, sign.startsWith('>') ? [a, b] : [b, a], [first, second], (text, prior) =>
      add(node, text, 'order of equals', prior * 0.7),
    );
    const by = (one: string, other: string) => `String(${one}).localeCompare(String(${other}))`;
    add(node, sign.startsWith('>') ? by(a, b) : by(b, a), 'less, equal or more', 0.3);
  }
  if (sign === '-')
    orderOfEquals(scene, [a, b], [first, second], (text, prior) => add(node, text, 'order of equals', prior));
}

/** A second member to sort by where the first is the same. */
function orderOfEquals(
  scene: Scene,
  [a, b]: [string, string],
  [first, second]: [string, string],
  put: (text: string, prior: number) => void,
): void {
  const own = new Set([a, b].map((one) => one.split('.').slice(1).join('.')));
  const others = scene.attributes.filter((one) => !own.has(one) && one !== 'length').slice(0, 6);
  for (const [rank, other] of others.entries()) {
    const [x, y] = [`${first}.${other}`, `${second}.${other}`];
    put(`${a} - ${b} || ${x}.localeCompare(${y})`, 0.4 - rank * 0.03);
    put(`${a} - ${b} || ${x} - ${y}`, 0.3 - rank * 0.03);
    put(`${a} - ${b} || ${y} - ${x}`, 0.2 - rank * 0.03);
  }
}

function isConstant(scene: Scene, node: Syntax): boolean {
  return isString(node) || /^(?:-?\d[\d_.]*|\[\]|\{\}|true|false|[A-Z][A-Z_0-9]+)$/.test(scene.text(node));
}
