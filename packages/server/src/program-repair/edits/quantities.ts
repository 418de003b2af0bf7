import { type Add, argumentsOf, calledName, escaped, likeness, type Scene } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isExpression,
  isIndex,
  isName,
  isNumber,
  isStatement,
  named,
  type Syntax,
} from '../syntax.ts';

/** Arithmetic that goes the wrong way: backwards past the first, forwards where the count is negative, beyond a bound, by letters. */
export function changeQuantity(scene: Scene, node: Syntax, add: Add): void {
  if (binaryOf(node)) {
    roundBackwards(scene, node, add);
    if (scene.source.dialect === 'javascript') bothAsNumbers(scene, node, add);
  }
  if (binaryOf(node)) wholeParts(scene, node, add);
  if (isIndex(node)) otherCell(scene, node, add);
  if (isExpression(node)) withinList(scene, node, add);
  if (isNumber(node)) signOfCount(scene, node, add);
  if (isName(node) && scene.source.dialect !== 'go') withinBound(scene, node, add);
}

/** `floor(all / size) + 1` is one part too many where nothing is left over; of nothing there is one part, or none. */
function wholeParts(scene: Scene, node: Syntax, add: Add): void {
  const { dialect } = scene.source;
  const text = scene.text(node);
  const form = {
    javascript: /^(?:1 \+ )?(?:Math\.(?:floor|trunc)\((.+?) \/ ([\w.]+)\)|\((.+?) \/ ([\w.]+)\) \| 0)(?: \+ 1)?$/,
    python: /^(?:1 \+ )?\(?()()([\w.]+(?:\([\w.]*\))?) \/\/ ([\w.]+)\)?(?: \+ 1)?$/,
    go: /^(?:1 \+ ?)?\(?()()([\w.]+(?:\([\w.]*\))?) ?\/ ?([\w.]+)\)?(?: ?\+ ?1)?$/,
  }[dialect];
  const [, floored, by, parted, size] = form.exec(text) ?? [];
  const [all, each] = [floored || parted, by || size];
  if (!all || !each || !/^1 \+|\+ ?1$/.test(text)) return;
  const parts =
    dialect === 'javascript'
      ? `Math.ceil(${all} / ${each})`
      : `(${all} + ${each} - 1) ${dialect === 'python' ? '//' : '/'} ${each}`;
  add(node, parts, 'whole parts', 0.7);
  if (dialect === 'go') return;
  add(node, dialect === 'python' ? `max(1, ${parts})` : `Math.max(1, ${parts})`, 'whole parts', 0.69);
}

/** A place that is reckoned and then looked at may lie beyond the end of the list. */
function withinList(scene: Scene, node: Syntax, add: Add): void {
  const { dialect } = scene.source;
  if (
    dialect === 'go' ||
    !/^(?:value|right)$/.test(node.field ?? '') ||
    !/[/*]|floor|round|int\(/.test(scene.text(node))
  )
    return;
  const holder = node.parent;
  const target = holder ? (field(holder, 'name') ?? field(holder, 'left')) : null;
  const [own] = functionsAround(node);
  if (!target || !isName(target) || !own) return;
  const behind = scene.source.text.slice(node.end, own.end);
  const [, list] = new RegExp(`([\\w.]+)\\[${escaped(scene.text(target))}\\]`).exec(behind) ?? [];
  if (list === undefined) return;
  const text = scene.text(node);
  const last = dialect === 'python' ? `len(${list}) - 1` : `${list}.length - 1`;
  add(node, dialect === 'python' ? `min(${last}, ${text})` : `Math.min(${last}, ${text})`, 'within the list', 0.6);
}

/** `table[i][j - 1]` for `table[i - 1][j - 1]`: of the cells before one it may be another that counts. */
function otherCell(scene: Scene, node: Syntax, add: Add): void {
  const [, table = '', row = '', up = '', column = '', left = ''] =
    /^([\w.]+)\[(\w+)( ?- ?1)?\]\[(\w+)( ?- ?1)?\]$/.exec(scene.text(node)) ?? [];
  if (table === '' || node.field === 'left' || !/[a-z]/i.test(row + column)) return;
  const step = scene.source.text.includes(' - 1') ? ' - 1' : '-1';
  let statement = node.parent;
  while (statement?.parent && statement.line === statement.parent.line && !isStatement(statement))
    statement = statement.parent;
  const around = statement ? scene.text(statement) : '';
  for (const [rows, columns] of [
    [step, step],
    ['', step],
    [step, ''],
    ['', ''],
  ] as const) {
    if ((rows === '') === (up === '') && (columns === '') === (left === '')) continue;
    const other = `${table}[${row}${rows}][${column}${columns}]`;
    add(node, other, 'another cell', around.includes(other) ? 0.2 : rows + columns === '' ? 0.3 : 0.6);
  }
}

/** `(at - 1) % size` is less than nothing before the first one, but for Python. */
function roundBackwards(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  if (!parts || scene.source.dialect === 'python' || scene.text(parts.operator) !== '%') return;
  const inner = parts.left.type === 'parenthesized_expression' ? named(parts.left)[0] : undefined;
  const difference = inner ? binaryOf(inner) : null;
  if (!difference || scene.text(difference.operator) !== '-') return;
  const [from, by, size] = [scene.text(difference.left), scene.text(difference.right), scene.text(parts.right)];
  if (from.includes(size)) return;
  const step = isNumber(difference.right) && isNumber(parts.right) ? String(Number(size) - Number(by)) : null;
  add(
    node,
    step === null || step.startsWith('-')
      ? `((${from} - ${by}) % ${size} + ${size}) % ${size}`
      : `(${from} + ${step}) % ${size}`,
    'goes round backwards',
    0.95,
  );
}

/** Where a function counts without the sign of what it was given, the sign says which way it goes. */
function signOfCount(scene: Scene, node: Syntax, add: Add): void {
  const own = functionsAround(node)[0];
  if (scene.text(node) !== '1' || !own || scene.source.dialect === 'go') return;
  const around = scene.text(own);
  const [, count = ''] = /\b(?:Math\.)?abs\((\w+)\)/.exec(around) ?? [];
  if (count === '' || new RegExp(`\\b${count} [<>]=? 0|sign\\(${count}\\)`).test(around)) return;
  const forms =
    scene.source.dialect === 'python'
      ? [`1 if ${count} > 0 else -1`]
      : [`Math.sign(${count})`, `${count} > 0 ? 1 : -1`];
  const bare = /^(?:value|right|keyword_argument)$/.test(node.field ?? '') || node.parent?.type === 'keyword_argument';
  for (const form of forms)
    add(node, bare || isCall(node.parent ?? node) ? form : `(${form})`, 'the sign of a count', 0.6);
}

const relational = /^(?:[<>]=?|[!=]==?)$/;

/** Texts are in the order of their letters: what looks like a number is compared as one. */
function bothAsNumbers(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  if (!parts || !/^[<>]=?$/.test(scene.text(parts.operator))) return;
  const sides = [parts.left, parts.right];
  if (sides.some((side) => isNumber(side) || /^Number\(|\.length$/.test(scene.text(side)))) return;
  const [a, b] = sides.map((side) => scene.text(side));
  const near = scene.source.text.slice(Math.max(0, node.start - 160), node.start);
  // What was asked whether it is of digits, or came out of a longer text.
  const told = /\\d|isNaN|isInteger|isFinite|parseInt|Number\(|\.split\(|\.match\(|\.exec\(/;
  const prior = told.test(near) ? 0.75 : told.test(scene.source.text) ? 0.35 : 0.12;
  add(node, `Number(${a}) ${scene.text(parts.operator)} Number(${b})`, 'both as numbers', prior);
}

/** A name that is compared with what a function of the file gives is kept within that elsewhere too: `min(day, daysIn(year, month))`. */
function withinBound(scene: Scene, node: Syntax, add: Add): void {
  const short = node.type === 'shorthand_property_identifier';
  const used =
    short || (isExpression(node) && node.field !== 'left' && node.field !== 'function' && node.field !== 'name');
  const { parent } = node;
  const own = functionsAround(node)[0];
  if (!used || !parent || !own || isIndex(parent)) return;
  const name = scene.text(node);
  const around = scene.text(own);
  for (const { call, over } of boundsOf(scene, name)) {
    if (around.includes(`${calledName(scene, call)}(`)) continue;
    const given = argumentsOf(call).map((one) => nearest(scene, node, scene.text(one)));
    const bound = `${calledName(scene, call)}(${given.join(', ')})`;
    const least = scene.source.dialect === 'python' ? (over ? 'min' : 'max') : over ? 'Math.min' : 'Math.max';
    add(node, `${short ? `${name}: ` : ''}${least}(${name}, ${bound})`, 'kept within a bound', 0.6);
  }
}

/** Calls of functions of the file that a name is compared with, and whether it must not go over them. */
function boundsOf(scene: Scene, name: string): { call: Syntax; over: boolean }[] {
  return scene.conditions.flatMap((condition) => {
    const found: { call: Syntax; over: boolean }[] = [];
    const open = [condition];
    for (let one = open.pop(); one; one = open.pop()) {
      const parts = binaryOf(one);
      if (!parts) continue;
      const sign = scene.text(parts.operator);
      if (!relational.test(sign)) open.push(parts.left, parts.right);
      const [left, right] = [scene.text(parts.left), scene.text(parts.right)];
      const own = (side: Syntax) =>
        isCall(side) && scene.functions.some((each) => each.name === calledName(scene, side));
      if (left === name && own(parts.right) && /[<>]/.test(sign))
        found.push({ call: parts.right, over: sign.startsWith('>') });
      if (right === name && own(parts.left) && /[<>]/.test(sign))
        found.push({ call: parts.left, over: sign.startsWith('<') });
    }
    return found;
  });
}

/** The last made of the names at a place that says what another name says: `nextYear` for `year`. */
function nearest(scene: Scene, node: Syntax, wanted: string): string {
  const longer = scene
    .values(node)
    .filter((one) => new RegExp(`${escaped(wanted)}$`, 'i').test(one) && one !== wanted && /^\w+$/.test(one));
  const [best] = longer.toSorted((a, b) => likeness(b, wanted) - likeness(a, wanted));
  return best ?? wanted;
}
