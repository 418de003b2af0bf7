import { givesBackOnly } from './relations.ts';
import { type Add, type Scene, simple, stepped, wrapped } from './scene.ts';
import {
  type Binary,
  binaryOf,
  field,
  isCall,
  isCondition,
  isIndex,
  isName,
  isNumber,
  named,
  type Syntax,
} from '../syntax.ts';

const swaps: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '<': [
    ['<=', 0.9],
    ['>', 0.6],
    ['>=', 0.35],
    ['!=', 0.1],
  ],
  '<=': [
    ['<', 0.9],
    ['>=', 0.6],
    ['>', 0.35],
    ['==', 0.1],
  ],
  '>': [
    ['>=', 0.9],
    ['<', 0.6],
    ['<=', 0.35],
    ['!=', 0.15],
  ],
  '>=': [
    ['>', 0.9],
    ['<=', 0.6],
    ['<', 0.35],
    ['==', 0.1],
  ],
  '==': [
    ['!=', 0.6],
    ['<=', 0.3],
    ['>=', 0.3],
    ['===', 0.2],
    ['<', 0.1],
    ['>', 0.1],
    ['is', 0.05],
    ['in', 0.1],
  ],
  '!=': [
    ['==', 0.6],
    ['<', 0.2],
    ['>', 0.2],
    ['!==', 0.15],
  ],
  '===': [
    ['!==', 0.6],
    ['<=', 0.3],
    ['>=', 0.3],
    ['==', 0.2],
    ['<', 0.1],
    ['>', 0.1],
  ],
  '!==': [
    ['===', 0.6],
    ['<', 0.2],
    ['>', 0.2],
    ['!=', 0.2],
  ],
  '+': [
    ['-', 0.7],
    ['*', 0.35],
    ['/', 0.05],
    ['%', 0.05],
  ],
  '-': [
    ['+', 0.7],
    ['*', 0.15],
    ['/', 0.1],
    ['%', 0.05],
    ['|', 0.05],
  ],
  '*': [
    ['/', 0.5],
    ['+', 0.4],
    ['**', 0.3],
    ['-', 0.15],
    ['%', 0.1],
  ],
  '/': [
    ['*', 0.5],
    ['//', 0.6],
    ['%', 0.35],
    ['-', 0.1],
  ],
  '//': [
    ['/', 0.6],
    ['%', 0.4],
    ['*', 0.2],
  ],
  '%': [
    ['/', 0.4],
    ['//', 0.4],
    ['*', 0.2],
    ['-', 0.1],
    ['+', 0.1],
  ],
  '**': [
    ['*', 0.5],
    ['+', 0.1],
  ],
  '&': [
    ['|', 0.6],
    ['^', 0.5],
    ['&&', 0.3],
    ['<<', 0.05],
    ['-', 0.05],
  ],
  '|': [
    ['&', 0.6],
    ['^', 0.5],
    ['||', 0.3],
    ['-', 0.1],
    ['+', 0.1],
  ],
  '^': [
    ['&', 0.6],
    ['|', 0.5],
    ['**', 0.3],
  ],
  '<<': [['>>', 0.7]],
  '>>': [
    ['<<', 0.7],
    ['>>>', 0.4],
  ],
  '>>>': [
    ['>>', 0.5],
    ['<<', 0.3],
  ],
  '&&': [['||', 0.8]],
  '||': [
    ['&&', 0.8],
    ['??', 0.5],
  ],
  '??': [['||', 0.5]],
  and: [['or', 0.8]],
  or: [['and', 0.8]],
  in: [
    ['not in', 0.7],
    ['==', 0.1],
  ],
  'not in': [['in', 0.7]],
  is: [
    ['is not', 0.7],
    ['==', 0.4],
  ],
  'is not': [
    ['is', 0.7],
    ['!=', 0.4],
  ],
  '&^': [['&', 0.5]],
};

const foreign: Readonly<Record<string, readonly string[]>> = {
  javascript: ['//', 'is', 'is not', 'not in', 'and', 'or'],
  python: ['===', '!==', '&&', '||', '??', '>>>'],
  go: ['===', '!==', '//', '**', '??', '>>>', 'is', 'in'],
};

const relational = new Set(['<', '<=', '>', '>=', '==', '!=', '===', '!==']);

const logical = new Set(['&&', '||', '??', 'and', 'or']);

const arithmetic = new Set(['+', '-', '*', '/', '//', '%', '**', '|', '&', '^', '<<', '>>', '>>>']);

const sized = /\.length\)?$|\blen\([^()]*\)$|^(?:Math\.)?m(?:in|ax)\(.*(?:\.length|\blen\()/;

/** Changes of operators and of what stands on their sides. */
export function changeBinary(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  if (!parts) return;
  const { left, operator, right } = parts;
  const { dialect } = scene.source;
  const sign = scene.text(operator);
  const [a, b] = [scene.text(left), scene.text(right)];
  const textual = /['"`]/.test(a + b) && sign === '+';
  for (const [other, prior] of swaps[sign] ?? []) {
    if (foreign[dialect]?.includes(other) || textual) continue;
    if (
      dialect === 'javascript' &&
      (other === '==' || other === '!=') &&
      !/null|undefined/.test(b) &&
      sign.length === 3
    )
      continue;
    // What reads one beyond the end is a slip rather than what was meant.
    const beyond =
      (sign === '<' && other === '<=' && sized.test(b)) || (sign === '>' && other === '>=' && sized.test(a));
    const likely = relational.has(sign) && !isCondition(node) ? prior * 0.9 : prior;
    const opened = /^[=!]==?$/.test(sign) && /^[<>]/.test(other) && isOneOfMany(scene, node, parts);
    add(operator, other, 'another operator', likely * (beyond ? 0.5 : 1) * (opened ? 0.15 : 1));
  }
  const commutes = ['*', '==', '!=', '===', '!==', '&', '|', '^', '&&', '||', 'and', 'or'].includes(sign);
  if (!commutes && !logical.has(sign) && a !== b && !relational.has(sign))
    add(node, `${wrapped(b)} ${sign} ${wrapped(a)}`, 'swapped sides', sign === '+' ? (textual ? 0.3 : 0.2) : 0.4);
  // A place one further than it should be.
  const place = node.parent !== null && isIndex(node.parent) && /^[-+]$/.test(sign) && isNumber(right);
  const identity = [a, b].map((side) => givesBackOnly(scene, node, side));
  const share = logical.has(sign) ? 0.3 : arithmetic.has(sign) ? (place ? 0.45 : 0.25) : 0.02;
  add(node, a, 'one side only', share * (identity[0] ? 0.3 : 1), logical.has(sign) || identity[0]);
  const other = logical.has(sign) ? 0.3 : arithmetic.has(sign) ? 0.25 : 0.02;
  add(node, b, 'one side only', other * (identity[1] ? 0.3 : 1), logical.has(sign) || identity[1]);
  if (arithmetic.has(sign)) {
    if (sign === '/' && dialect === 'javascript') {
      add(node, `Math.floor(${a} / ${b})`, 'whole division', 0.45);
      add(node, `Math.ceil(${a} / ${b})`, 'whole division', 0.25);
      add(node, `Math.round(${a} / ${b})`, 'whole division', 0.15);
      add(node, `Math.trunc(${a} / ${b})`, 'whole division', 0.12);
    }
    if (sign === '%')
      add(node, `((${a} % ${b}) + ${b}) % ${b}`, 'remainder of negatives', dialect === 'python' ? 0.01 : 0.25);
    if (sign === '//') add(node, `-(-${wrapped(a)} // ${b})`, 'rounded up', 0.25);
    partOfUnit(scene, parts, add);
    // Which operator binds first.
    const [inner, first] = [binaryOf(left), binaryOf(right)];
    if (first && right.type !== 'parenthesized_expression') {
      add(
        node,
        `(${a} ${sign} ${scene.text(first.left)}) ${scene.text(first.operator)} ${scene.text(first.right)}`,
        'binding',
        0.35,
      );
    }
    if (inner)
      add(
        node,
        `${scene.text(inner.left)} ${scene.text(inner.operator)} (${scene.text(inner.right)} ${sign} ${b})`,
        'binding',
        0.35,
      );
    for (const side of [left, right]) {
      if (side.type === 'parenthesized_expression' && binaryOf(named(side)[0] ?? side))
        add(side, scene.text(side).slice(1, -1), 'binding', 0.3);
    }
  }
  if (logical.has(sign)) {
    for (const side of [left, right]) {
      if (!binaryOf(side) || !logical.has(scene.text(binaryOf(side)?.operator ?? side)))
        add(side, negated(scene, side), 'negated part', 0.4);
    }
    const mixed = binaryOf(right);
    if (mixed && logical.has(scene.text(mixed.operator)))
      add(
        node,
        `(${a} ${sign} ${scene.text(mixed.left)}) ${scene.text(mixed.operator)} ${scene.text(mixed.right)}`,
        'binding',
        0.3,
      );
    const nested = binaryOf(left);
    if (nested && logical.has(scene.text(nested.operator)))
      add(
        node,
        `${scene.text(nested.left)} ${scene.text(nested.operator)} (${scene.text(nested.right)} ${sign} ${b})`,
        'binding',
        0.3,
      );
  }
  if (logical.has(sign)) changeBinding(scene, node, sign, add);
  if (relational.has(sign)) {
    changeLeast(scene, node, parts, add);
    for (const side of [left, right]) {
      if (isNumber(side)) continue;
      add(side, stepped(scene, side, 1), 'one more', 0.3);
      add(side, stepped(scene, side, -1), 'one less', 0.35);
    }
    // What is compared is the size of a thing rather than the thing.
    if (dialect === 'python' && isName(right)) add(right, `len(${b})`, 'its length', 0.08);
  }
}

/** What is asked for as one of several values, or as a text, is not asked for by its size. */
function isOneOfMany(scene: Scene, node: Syntax, { left, operator, right }: Binary): boolean {
  if (/^['"`]/.test(scene.text(right)) || /^['"`]/.test(scene.text(left))) return true;
  const chain = node.parent ? binaryOf(node.parent) : null;
  if (!chain || !logical.has(scene.text(chain.operator))) return false;
  const same = (one: Syntax) => {
    const parts = binaryOf(one);
    return parts && scene.text(parts.operator) === scene.text(operator) && scene.text(parts.left) === scene.text(left);
  };
  return same(chain.left) === true && same(chain.right) === true;
}

/** Minutes are what is left of the hours, hours what is left of the days: one of the two steps may be missing. */
function partOfUnit(scene: Scene, { left, operator, right }: Binary, add: Add): void {
  const sign = scene.text(operator);
  if (!/^(?:\/\/?|%)$/.test(sign) || !isNumber(right)) return;
  const [a, b] = [scene.text(left), scene.text(right)];
  const rest = /%/.test(scene.source.text) && /\//.test(scene.source.text);
  const over = scene.source.dialect === 'python' ? '//' : '/';
  for (const number of scene.numbers) {
    if (number === b || Number(number) < 2) continue;
    if (sign !== '%' && !a.includes('%') && Number(number) > Number(b))
      add(
        left,
        `${scene.source.dialect === 'go' ? '' : '('}${wrapped(a)} % ${number}${scene.source.dialect === 'go' ? '' : ')'}`,
        'what is left of a unit',
        rest ? 0.32 : 0.08,
      );
    if (sign === '%' && !a.includes('/')) {
      const whole = `${wrapped(a)} ${over} ${number}`;
      add(
        left,
        scene.source.dialect === 'javascript' ? `Math.floor(${whole})` : `(${whole})`,
        'in another unit',
        rest ? 0.3 : 0.06,
      );
    }
  }
}

/** `a and b or c or d` for `a and (b or c or d)`: what stands at one end of a chain binds all of the rest. */
function changeBinding(scene: Scene, node: Syntax, sign: string, add: Add): void {
  const signOf = (one: Syntax) => scene.text(binaryOf(one)?.operator ?? one);
  if (node.parent && binaryOf(node.parent) && signOf(node.parent) === sign) return;
  const links: Syntax[] = [];
  let at = node;
  for (let parts = binaryOf(at); parts && signOf(at) === sign; parts = binaryOf(at)) {
    links.unshift(parts.right);
    at = parts.left;
  }
  links.unshift(at);
  if (links.length < 3) return;
  const [first, last] = [binaryOf(links[0] ?? node), binaryOf(links.at(-1) ?? node)];
  const texts = links.map((one) => scene.text(one));
  if (first && logical.has(scene.text(first.operator))) {
    const inner = [scene.text(first.right), ...texts.slice(1)].join(` ${sign} `);
    add(node, `${scene.text(first.left)} ${scene.text(first.operator)} (${inner})`, 'binding', 0.4);
  }
  if (last && logical.has(scene.text(last.operator))) {
    const inner = [...texts.slice(0, -1), scene.text(last.left)].join(` ${sign} `);
    add(node, `(${inner}) ${scene.text(last.operator)} ${scene.text(last.right)}`, 'binding', 0.4);
  }
}

/** One element where none was asked for: `len(x) == 0` for `len(x) <= 1`. */
function changeLeast(scene: Scene, node: Syntax, { left, operator, right }: Binary, add: Add): void {
  if (!isNumber(right)) return;
  const [a, sign] = [scene.text(left), scene.text(operator)];
  const number = Number(scene.text(right));
  const weight = sized.test(a) ? 1 : 0.4;
  if (/^===?$/.test(sign)) {
    add(node, `${a} <= ${number + 1}`, 'one more', 0.4 * weight);
    add(node, `${a} < ${number}`, 'another operator', 0.15 * weight);
  }
  if (/^!==?$/.test(sign)) add(node, `${a} > ${number + 1}`, 'one more', 0.3 * weight);
}

export function negated(scene: Scene, node: Syntax): string {
  const text = scene.text(node);
  const python = scene.source.dialect === 'python';
  if (python && node.type === 'not_operator') return scene.text(field(node, 'argument') ?? node);
  if (!python && node.type === 'unary_expression' && text.startsWith('!'))
    return scene.text(field(node, 'argument') ?? field(node, 'operand') ?? node);
  const bare = node.type === 'parenthesized_expression' || simple(text);
  return python ? `not ${bare || isCall(node) ? text : `(${text})`}` : `!${bare || isCall(node) ? text : `(${text})`}`;
}

/** Comparisons in a chain, `a < b <= c`. */
export function changeChain(scene: Scene, node: Syntax, add: Add): void {
  if (node.type !== 'comparison_operator' || node.children.length < 5) return;
  for (const child of node.children) {
    if (child.field !== 'operators' && child.named) continue;
    for (const [other, prior] of swaps[scene.text(child)] ?? [])
      if (!foreign['python']?.includes(other)) add(child, other, 'another operator', prior);
  }
}

/** Signs in front of a value. */
export function changeUnary(scene: Scene, node: Syntax, add: Add): void {
  if (!['unary_expression', 'unary_operator', 'not_operator'].includes(node.type)) return;
  const inner = field(node, 'argument') ?? field(node, 'operand');
  if (inner) add(node, scene.text(inner), 'without sign', 0.5, false);
}
