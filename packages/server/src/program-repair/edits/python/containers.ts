import { type Add, argumentsOf, calledName, escaped, type Scene } from '../scene.ts';
import {
  binaryOf,
  field,
  isCall,
  isExpression,
  isIndex,
  isMember,
  isName,
  isStatement,
  named,
  type Syntax,
} from '../../syntax.ts';

/** Python's dicts, lists and texts: keys that are not there yet, kinds of values that do not go together, what is sorted by. */
export function changeContainer(scene: Scene, node: Syntax, add: Add): void {
  if (isIndex(node) && isExpression(node)) missingKey(scene, node, add);
  if (isStatement(node)) firstOfKey(scene, node, add);
  if (node.type === 'expression_statement') lastOfKey(scene, node, add);
  if (node.type === 'augmented_assignment') countFromNothing(scene, node, add);
  if (isCall(node)) {
    sortBy(scene, node, add);
    joinTexts(scene, node, add);
    otherWay(scene, node, add);
  }
  if (isMember(node)) withMember(scene, node, add);
  if (binaryOf(node)) bothAsNumbers(scene, node, add);
  if (node.type === 'if_statement') earlierBranch(scene, node, add);
  if (node.type === 'parenthesized_expression' && isExpression(named(node)[0] ?? node)) {
    const inner = scene.text(node).slice(1, -1);
    if (!binaryOf(named(node)[0] ?? node)) add(node, `(${inner},)`, 'a tuple of one', 0.3);
  }
}

const missing = ({ hints }: Scene) => hints.words.has('keyerror');

function partsOf(scene: Scene, node: Syntax): [string, string] {
  const [object, key] = [field(node, 'value'), field(node, 'subscript')];
  return [object ? scene.text(object) : '', key ? scene.text(key) : ''];
}

/** A key that may not be there is asked for with what stands for it. */
function missingKey(scene: Scene, node: Syntax, add: Add): void {
  const [object, key] = partsOf(scene, node);
  if (object === '' || key.includes(':') || /^-?\d+$/.test(key)) return;
  const weight = missing(scene) ? 1 : 0.25;
  for (const [other, prior] of [
    ['', 0.6],
    [', 0', 0.55],
    [', []', 0.45],
    [", ''", 0.4],
    [', {}', 0.35],
    [', False', 0.3],
    [`, ${key}`, 0.3],
  ] as const)
    add(node, `${object}.get(${key}${other})`, 'a default', prior * weight);
}

/** `setdefault` keeps the first value, where the last is meant. */
function lastOfKey(scene: Scene, node: Syntax, add: Add): void {
  const [, object, key, value] = /^([\w.]+)\.setdefault\(([^,()]+), (.+)\)$/.exec(scene.text(node)) ?? [];
  if (object !== undefined) add(node, `${object}[${key}] = ${value}`, 'the last of a key', 0.75);
}

/** The first value of a key has nothing to be added to. */
function firstOfKey(scene: Scene, node: Syntax, add: Add): void {
  const inner = named(node)[0];
  const place = { start: node.start, end: node.start, line: node.line };
  const indent = ' '.repeat(node.column);
  const weight = missing(scene) ? 1 : 0.3;
  const text = scene.text(node);
  if (inner && isCall(inner)) {
    const target = field(inner, 'function');
    const object = target && isMember(target) ? field(target, 'object') : null;
    if (!object || !isIndex(object)) return;
    const [holder, key] = partsOf(scene, object);
    const way = calledName(scene, inner);
    const start = /^(?:append|extend|insert)$/.test(way)
      ? '[]'
      : way === 'add'
        ? 'set()'
        : way === 'update'
          ? '{}'
          : '';
    if (start === '') return;
    add(object, `${holder}.setdefault(${key}, ${start})`, 'the first of a key', 0.8 * weight);
    add(
      place,
      `if ${key} not in ${holder}:\n${indent}    ${holder}[${key}] = ${start}\n${indent}`,
      'the first of a key',
      0.7 * weight,
    );
  }
  const [, holder = '', key = ''] = /^(\w+(?:\.\w+)*)\[([^\]]+)\](?:\[[^\]]+\])? (?:[-+*|]=|= )/.exec(text) ?? [];
  if (holder === '' || /^-?\d+$|:/.test(key)) return;
  for (const [start, prior] of [
    ['0', 0.6],
    ['[]', 0.4],
    ['{}', 0.45],
  ] as const)
    add(
      place,
      `if ${key} not in ${holder}:\n${indent}    ${holder}[${key}] = ${start}\n${indent}`,
      'the first of a key',
      prior * weight,
    );
}

function countFromNothing(scene: Scene, node: Syntax, add: Add): void {
  const [left, right, operator] = [field(node, 'left'), field(node, 'right'), field(node, 'operator')];
  if (!left || !right || !operator || !isIndex(left)) return;
  const [holder, key] = partsOf(scene, left);
  const sign = scene.text(operator).slice(0, -1);
  if (!/^[-+]$/.test(sign)) return;
  add(
    node,
    `${scene.text(left)} = ${holder}.get(${key}, 0) ${sign} ${scene.text(right)}`,
    'the first of a key',
    missing(scene) ? 0.8 : 0.2,
  );
}

/** What is sorted, or is the greatest, by something else than itself. */
function sortBy(scene: Scene, node: Syntax, add: Add): void {
  const name = calledName(scene, node);
  const target = field(node, 'function');
  const method = target !== null && isMember(target);
  if (!(method ? name === 'sort' : /^(?:sorted|max|min)$/.test(name))) return;
  const list = field(node, 'arguments');
  const given = argumentsOf(node).map((one) => scene.text(one));
  if (!list || given.some((one) => one.startsWith('key')) || (!method && given.length === 0)) return;
  if (/^(?:max|min)$/.test(name) && given.length > 1 && !given[1]?.includes('=')) return;
  const keys = [...scene.source.text.matchAll(/\w\[(['"]\w+['"])\]/g)].map(([, one = '']) => one);
  const forms = [
    'len',
    'lambda one: one[1]',
    'lambda one: -one[1]',
    'lambda one: one[0]',
    'int',
    'str.lower',
    'abs',
    ...[...new Set(keys)].slice(0, 5).map((one) => `lambda one: one[${one}]`),
    ...scene.attributes.slice(0, 8).map((one) => `lambda one: one.${one}`),
    ...(given[0] && /^\w+$/.test(given[0]) ? [`${given[0]}.get`] : []),
  ];
  for (const [rank, form] of forms.entries())
    add(list, `(${[...given, `key=${form}`].join(', ')})`, 'sorted by', 0.34 - rank * 0.012);
}

/** Only texts can be joined. */
function joinTexts(scene: Scene, node: Syntax, add: Add): void {
  const [only, ...more] = argumentsOf(node);
  if (calledName(scene, node) !== 'join' || !only || more.length > 0 || !isName(only)) return;
  const told = scene.hints.words.has('typeerror') ? 0.85 : 0.15;
  add(only, `map(str, ${scene.text(only)})`, 'as texts', told);
  add(only, `sorted(${scene.text(only)})`, 'as texts', 0.2);
  add(only, `reversed(${scene.text(only)})`, 'as texts', 0.15);
}

/** Calls that nearly do the same. */
function otherWay(scene: Scene, node: Syntax, add: Add): void {
  const name = calledName(scene, node);
  const target = field(node, 'function');
  const object = target && isMember(target) ? field(target, 'object') : null;
  const given = argumentsOf(node).map((one) => scene.text(one));
  const list = field(node, 'arguments');
  if (object && list) {
    const holder = scene.text(object);
    if (name === 'lstrip' && given.length === 1)
      add(node, `${holder}.removeprefix(${given[0]})`, 'another of its family', 0.5);
    if (name === 'rstrip' && given.length === 1)
      add(node, `${holder}.removesuffix(${given[0]})`, 'another of its family', 0.5);
    if (name === 'replace' && given.length === 2) add(list, `(${given.join(', ')}, 1)`, 'only the first', 0.35);
    if (/^(?:split|rsplit)$/.test(name) && given.length === 1) add(list, `(${given[0]}, 1)`, 'only the first', 0.35);
    return;
  }
  const [first] = argumentsOf(node);
  const parts = first ? binaryOf(first) : null;
  if (name === 'int' && parts && scene.text(parts.operator) === '/')
    add(node, `${scene.text(parts.left)} // ${scene.text(parts.right)}`, 'rounded down', 0.4);
  if (name === 'zip' && /\bzip_longest\b/.test(scene.source.text))
    add(node, `zip_longest(${given.join(', ')}, fillvalue=0)`, 'the longer one', 0.4);
}

/** A member of a thing together with another of its members: `one.price * one.count`. */
function withMember(scene: Scene, node: Syntax, add: Add): void {
  const { parent, field: role } = node;
  const [, holder = '', member = ''] = /^(\w+)\.(\w+)$/.exec(scene.text(node)) ?? [];
  const alone =
    role === 'right' ||
    role === 'body' ||
    parent?.type === 'return_statement' ||
    parent?.type === 'argument_list' ||
    (parent !== null && binaryOf(parent) !== null);
  if (!isExpression(node) || holder === '' || !parent || !alone || isCall(parent)) return;
  const line = scene.text(parent);
  for (const [rank, other] of scene.attributes.slice(0, 8).entries()) {
    if (other === member || new RegExp(`${escaped(holder)}\\.${escaped(other)}\\b`).test(line)) continue;
    for (const [sign, prior] of [
      ['*', 0.3],
      ['+', 0.2],
      ['-', 0.2],
    ] as const) {
      const text = `${holder}.${member} ${sign} ${holder}.${other}`;
      add(node, binaryOf(parent) ? `(${text})` : text, 'with another member', prior - rank * 0.02);
    }
  }
}

/** Texts that are numbers are put together where they should be added. */
function bothAsNumbers(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  const sign = parts ? scene.text(parts.operator) : '';
  if (!parts || !/^(?:[-+*/<>]|\/\/|[<>=!]=)$/.test(sign)) return;
  const [a, b] = [scene.text(parts.left), scene.text(parts.right)];
  if (!/^[\w.[\]]+$/.test(a) || !/^[\w.[\]]+$/.test(b) || /^\d/.test(a + b)) return;
  if (sign === '//') add(node, `int(${a} / ${b})`, 'rounded to zero', 0.3);
  const told =
    scene.hints.words.has('typeerror') ||
    scene.hints.values.some(({ actual, expected }) => /^['"]\d/.test(actual) && /^-?\d/.test(expected));
  for (const kind of ['int', 'float'])
    add(node, `${kind}(${a}) ${sign} ${kind}(${b})`, 'as numbers', (kind === 'int' ? 0.6 : 0.4) * (told ? 1 : 0.2));
}

/** Of two branches the more special one must come first. */
function earlierBranch(scene: Scene, node: Syntax, add: Add): void {
  const heads = [node, ...named(node).filter(({ type }) => type === 'elif_clause')];
  for (let at = 0; at + 1 < heads.length; at += 1) {
    const [one, next] = [heads[at], heads[at + 1]];
    if (!one || !next) continue;
    const [a, b] = [field(one, 'condition'), field(next, 'condition')];
    const [yes, no] = [field(one, 'consequence'), field(next, 'consequence')];
    if (!a || !b || !yes || !no) continue;
    const { text } = scene.source;
    const changed = [
      scene.text(b),
      text.slice(a.end, yes.start),
      scene.text(no),
      text.slice(yes.end, b.start),
      scene.text(a),
      text.slice(b.end, no.start),
      scene.text(yes),
    ].join('');
    add({ start: a.start, end: no.end, line: a.line }, changed, 'branches in another order', 0.32);
  }
}
