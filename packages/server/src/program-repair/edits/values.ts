import { numeric, sameType } from './kinds.ts';
import { type Add, escaped, likeness, type Scene } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isCondition,
  isFunction,
  isIndex,
  isMember,
  isNumber,
  named,
  type Syntax,
  within,
} from '../syntax.ts';

/** Other numbers and other values in the place of one. */
export function changeNumber(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const value = Number(text);
  if (!Number.isFinite(value)) return;
  const index = node.parent !== null && (isIndex(node.parent) || node.parent.type === 'slice');
  const weight = Math.abs(value) <= 2 ? 1 : 0.7;
  const signed =
    node.parent?.type === 'unary_operator' || node.parent?.type === 'unary_expression' ? node.parent : null;
  const minus = signed && scene.text(signed).startsWith('-');
  if (minus && signed) {
    add(signed, text, 'without sign', 0.4);
    add(signed, '0', 'another number', 0.3);
    if (value !== 1) add(signed, '-1', 'another number', 0.2);
  } else if (value !== 0 && !index) add(node, `-${text}`, 'other sign', 0.15);
  if (Number.isInteger(value)) {
    add(node, String(value + 1), 'one more', 0.55 * weight);
    // Adding nothing is what nobody meant.
    const idle = value === 1 && isAdded(scene, node) ? 0.1 : 1;
    if (value > 0) add(node, String(value - 1), 'one less', 0.55 * weight * idle);
    if (value === 0) add(node, '-1', 'one less', index ? 0.3 : 0.2);
    if (value === 2) add(node, '0', 'another number', 0.15);
    if (value >= 10) {
      add(node, String(value * 10), 'ten times', 0.3);
      if (value % 10 === 0) add(node, String(value / 10), 'a tenth', 0.3);
    }
    if (value === 1) add(node, '2', 'another number', 0.3);
    for (const [from, to] of [
      [1000, 1024],
      [1024, 1000],
      [60, 3600],
      [3600, 60],
      [24, 60],
      [60, 24],
      [12, 24],
      [365, 366],
      [99, 100],
      [255, 256],
      [256, 255],
      [10, 16],
      [16, 10],
      [8, 16],
      [26, 25],
      [100, 1000],
      [1000, 100],
      [3600, 86400],
      [60000, 1000],
      [1000, 60000],
    ]) {
      if (value === from) add(node, String(to), 'another number', 0.35);
    }
    for (const code of [48, 55, 65, 87, 97])
      if (value >= 40 && value !== code) add(node, String(code), 'another number', 0.08);
  } else {
    add(node, String(value * 10), 'ten times', 0.3);
    add(node, String(value / 10), 'a tenth', 0.3);
  }
  for (const other of scene.numbers)
    if (other !== text && Number(other) !== value)
      add(node, other, 'another number of the file', Number(other) === 0 && isAdded(scene, node) ? 0.02 : 0.2);
  for (const { expected } of scene.hints.values.slice(0, 3))
    if (/^-?\d+(?:\.\d+)?$/.test(expected) && Number(expected) !== value)
      add(node, expected, 'the expected number', 0.06);
  const counts = index ? [] : countedAround(scene, node);
  for (const name of scene.values(node).slice(0, 10))
    if (numeric(scene, node, name))
      add(node, name, 'a variable for a number', counts.includes(name) ? 0.2 : index ? 0.16 : 0.1);
}

/** It is what something goes up or down by. */
function isAdded(scene: Scene, node: Syntax): boolean {
  if (/augmented_assignment|assignment_statement/.test(node.parent?.type ?? '')) return true;
  const sum = node.parent ? binaryOf(node.parent) : null;
  return sum !== null && sum.right === node && /^[-+]$/.test(scene.text(sum.operator));
}

/** What the loops around count, the innermost first. */
function countedAround(scene: Scene, node: Syntax): string[] {
  const found: string[] = [];
  for (let at = node.parent; at && !isFunction(at); at = at.parent) {
    const left = /^for(?:_in)?_statement$/.test(at.type) ? field(at, 'left') : null;
    if (left) found.push(...(scene.text(left).match(/\w+/g) ?? []));
    const head = at.type === 'for_statement' && !left ? /^for\s*\(?(?:let |var )?(\w+)\b/.exec(scene.text(at)) : null;
    if (head?.[1]) found.push(head[1]);
  }
  return found;
}

/** Another variable or attribute, the same one further or nearer. */
export function changeName(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const { parent } = node;
  if (!parent) return;
  const called = node.field === 'function' && isCall(parent);
  if (called) {
    const count = named(field(parent, 'arguments') ?? parent).length;
    for (const { name, parameters } of scene.functions)
      if (name !== text && parameters === count) add(node, name, 'another function', 0.2 + 0.3 * likeness(name, text));
    return;
  }
  if (
    isMember(parent) &&
    node.field !== 'property' &&
    /^(?:this|self|Math|Object|Array|JSON|Number|String|console)$/.test(text)
  )
    return;
  sameMember(scene, node, add);
  const owner = isMember(parent) && (node.field === 'object' || node.field === 'operand');
  for (const [rank, other] of scene.values(node).entries()) {
    if (
      other === text ||
      text.startsWith(`${other}.`) ||
      (!owner && scene.source.dialect === 'go' && !sameType(scene, node, text, other))
    )
      continue;
    const near = likeness(text, other);
    const short = text.length <= 2 && other.length <= 2 ? 0.15 : 0;
    add(node, other, 'another variable', (owner ? 0.7 : 1) * (0.28 + 0.35 * near + short - rank * 0.005));
  }
}

/** What a member is set to is often the same member of another thing. */
function sameMember(scene: Scene, node: Syntax, add: Add): void {
  if (node.field === 'left' || (node.parent && isMember(node.parent))) return;
  let at: Syntax | null = node;
  while (at && !/assignment|statement$|block/.test(at.type)) at = at.parent;
  const left = at && /assignment/.test(at.type) ? field(at, 'left') : null;
  if (!left || node.start < left.end) return;
  const [, own = '', member = ''] = /^(\w+)\.(\w+)$/.exec(scene.text(left)) ?? [];
  if (member === '') return;
  for (const [rank, other] of scene.values(node).slice(0, 10).entries())
    if (/^\w+$/.test(other) && other !== own && other !== member && scene.source.text.includes(`${other}.`))
      add(node, `${other}.${member}`, 'the same member of another', 0.36 - rank * 0.02);
}

/** How long another list is, or a row of one. */
export function changeSize(scene: Scene, node: Syntax, add: Add): void {
  const { dialect } = scene.source;
  const text = scene.text(node);
  const [, list = ''] = (dialect === 'javascript' ? /^(\w[\w.]*)\.length$/ : /^len\((\w[\w.]*)\)$/).exec(text) ?? [];
  if (list === '') return;
  const size = (one: string) => (dialect === 'javascript' ? `${one}.length` : `len(${one})`);
  const rows = new RegExp(`\\[[^\\]]+\\]\\[|\\[0\\]`).test(scene.source.text);
  // A row that is read here rather than the first.
  const [own] = functionsAround(node);
  for (const one of own ? within(own) : [])
    if (isIndex(one) && new RegExp(`^${escaped(list)}\\[\\w+\\]$`).test(scene.text(one)))
      add(node, size(scene.text(one)), 'another size', 0.5);
  if (rows) add(node, size(`${list}[0]`), 'another size', 0.35);
  for (const [rank, other] of scene.values(node).slice(0, 10).entries()) {
    if (other === list) continue;
    const listed = new RegExp(`(?<![\\w.])${escaped(other)}(?:\\[|\\.length)|len\\(${escaped(other)}\\)`).test(
      scene.source.text,
    );
    if (!listed) continue;
    if (rows) add(node, size(`${other}[0]`), 'another size', 0.45 - rank * 0.02);
    add(node, size(other), 'another size', 0.3 - rank * 0.02);
  }
}

export function changeMember(scene: Scene, node: Syntax, add: Add): void {
  const last = field(node, 'property') ?? field(node, 'attribute') ?? field(node, 'field');
  const object = field(node, 'object') ?? field(node, 'operand');
  if (!last || !object) return;
  const called = node.field === 'function' && node.parent !== null && isCall(node.parent);
  if (called) return;
  const text = scene.text(last);
  for (const other of scene.attributes)
    if (other !== text) add(last, other, 'another member', 0.2 + 0.35 * likeness(text, other));
  if (scene.source.dialect === 'javascript') {
    if (text === 'length') for (const other of ['size']) add(last, other, 'another member', 0.2);
    if (text === 'size') add(last, 'length', 'another member', 0.2);
    if (!/[?]\./.test(scene.text(node)))
      add({ start: object.end, end: last.start, line: node.line }, '?.', 'guarded access', 0.14);
  }
  if (/^(?:self|this)$/.test(scene.text(object)))
    for (const other of scene.values(node))
      if (/^(?:self|this)\./.test(other) && other !== scene.text(node))
        add(node, other, 'another member', 0.25 + 0.3 * likeness(other, scene.text(node)));
  add(node, scene.text(object), 'the object itself', 0.06);
}

/** A value that is written as it is shown. */
const plain =
  /^(?:-?\d+(?:\.\d+)?|True|False|None|true|false|null|undefined|\[\]|\{\}|\(\)|\[\[\]\]|'[^'\\]*'|"[^"\\]*")$/;

/** Truth values and empty values. */
export function changeConstant(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const { dialect } = scene.source;
  const table: Readonly<Record<string, readonly (readonly [string, number])[]>> =
    dialect === 'python'
      ? {
          True: [['False', 0.6]],
          False: [['True', 0.6]],
          None: [
            ['0', 0.2],
            ['[]', 0.15],
            ['False', 0.15],
            ["''", 0.1],
            ['-1', 0.1],
            ['{}', 0.05],
          ],
          '[]': [
            ['[[]]', 0.4],
            ['None', 0.15],
            ['[0]', 0.1],
            ['[1]', 0.06],
          ],
          '{}': [
            ['set()', 0.15],
            ['None', 0.1],
          ],
          'set()': [
            ['[]', 0.1],
            ['{}', 0.05],
          ],
          "''": [['None', 0.1]],
          '""': [['None', 0.1]],
          "float('inf')": [["-float('inf')", 0.4]],
          "float('-inf')": [["float('inf')", 0.4]],
        }
      : dialect === 'javascript'
        ? {
            true: [['false', 0.6]],
            false: [['true', 0.6]],
            null: [
              ['undefined', 0.3],
              ['0', 0.15],
              ['[]', 0.1],
              ["''", 0.1],
              ['false', 0.1],
              ['-1', 0.1],
            ],
            undefined: [
              ['null', 0.3],
              ['0', 0.1],
              ["''", 0.1],
            ],
            '[]': [
              ['[[]]', 0.4],
              ['null', 0.1],
              ['[0]', 0.1],
              ['{}', 0.05],
            ],
            '{}': [
              ['[]', 0.1],
              ['null', 0.1],
              ['Object.create(null)', 0.08],
            ],
            Infinity: [['-Infinity', 0.5]],
            "''": [
              ['null', 0.1],
              ['undefined', 0.05],
            ],
          }
        : { true: [['false', 0.6]], false: [['true', 0.6]], nil: [] };
  const found = Object.hasOwn(table, text) ? (table[text] ?? []) : [];
  for (const [other, prior] of found) add(node, other, 'another constant', prior);
  // Go's results stand in a list, also where there is one.
  const holder = node.parent?.type === 'expression_list' ? node.parent.parent : node.parent;
  const returned = holder?.type === 'return_statement';
  // The very value that came where another should have come.
  if (found.length > 0 || isNumber(node)) {
    for (const { actual, expected } of scene.hints.values.slice(0, 4)) {
      // A number of its own that a variable begins with fits one test, seldom all that was meant.
      const fits = isNumber(node) && !/^-?[01]$/.test(expected) && !returned;
      if (actual === text && plain.test(expected)) add(node, expected, 'the expected value', fits ? 0.2 : 0.5);
    }
  }
  if (found.length > 0 || isNumber(node)) {
    const weight = returned
      ? 0.35
      : node.field === 'right' || node.field === 'value'
        ? 0.18
        : isCondition(node)
          ? 0.4
          : 0.08;
    for (const [rank, name] of scene.values(node).slice(0, 12).entries()) {
      add(node, name, 'a variable for a constant', weight - rank * 0.01);
      if (returned && /^(?:True|true|False|false)$/.test(text)) {
        for (const other of ['== 0', '> 0', '!= 0'])
          add(
            node,
            `${name} ${dialect === 'javascript' ? other.replace('==', '===').replace('!=', '!==') : other}`,
            'a comparison for a constant',
            0.16 - rank * 0.012,
          );
        if (dialect !== 'python')
          for (const sign of ['==', '>'])
            add(
              node,
              dialect === 'go' ? `len(${name}) ${sign} 0` : `${name}.length ${sign === '==' ? '===' : sign} 0`,
              'a comparison for a constant',
              (sign === '==' ? 0.3 : 0.2) - rank * 0.012,
            );
        add(
          node,
          dialect === 'python' ? `not ${name}` : `!${name}`,
          'a comparison for a constant',
          0.14 - rank * 0.012,
        );
      }
      if (returned && found.length > 0 && /^(?:None|null|\[\])$/.test(text))
        add(node, `[${name}]`, 'a list with the value', 0.2 - rank * 0.015);
    }
  }
}
