import { type Add, argumentsOf, calledName, escaped, type Scene, wrapped } from '../scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isBlock,
  isCall,
  isCondition,
  isExpression,
  isFunction,
  isMember,
  isName,
  isStatement,
  named,
  type Syntax,
  within,
} from '../../syntax.ts';

/** Whole shapes of JavaScript that slip: rows shared, months from 0, promises in a list, defaults left out, what is filled while it is gone through. */
export function changeShape(scene: Scene, node: Syntax, add: Add): void {
  if (scene.source.dialect !== 'javascript') return;
  if (isCall(node)) {
    ownRows(scene, node, add);
    withoutPrefix(scene, node, add);
    allOfThem(scene, node, add);
    splitWords(scene, node, add);
    monthOf(scene, node, add);
    oneByOne(scene, node, add);
  }
  if (node.type === 'update_expression') otherStep(scene, node, add);
  if (node.type === 'switch_body') otherwise(scene, node, add);
  if (node.type === 'template_substitution') inTwoDigits(scene, node, add);
  if (node.type === 'new_expression') monthOf(scene, node, add);
  if (node.type === 'array' || node.type === 'object') deeperCopy(scene, node, add);
  if (binaryOf(node)) {
    kindOf(scene, node, add);
    leapYear(scene, node, add);
    belowLimit(scene, node, add);
  }
  defaultValue(scene, node, add);
  if (isStatement(node) && functionsAround(node).length > 0) {
    elseBehindLoop(scene, node, add);
    stepBack(scene, node, add);
    firstOfKey(scene, node, add);
    betweenOnly(scene, node, add);
    givesItself(scene, node, add);
    oneAfterTheOther(scene, node, add);
  }
  if (isExpression(node)) roundedValue(scene, node, add);
  if (isCondition(node)) emptyIsZero(scene, node, add);
}

const indentOf = (scene: Scene, node: Syntax): string =>
  /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';

const receiverOf = (call: Syntax): Syntax | null => {
  const target = field(call, 'function');
  return target && isMember(target) ? field(target, 'object') : null;
};

/** One and the same row in each place; a copy that is the thing itself. */
function ownRows(scene: Scene, node: Syntax, add: Add): void {
  const given = argumentsOf(node).map((one) => scene.text(one));
  const name = calledName(scene, node);
  const [, size = ''] = /^(?:new )?Array\(([^()]*(?:\([^()]*\))?[^()]*)\)\.fill\(/.exec(scene.text(node)) ?? [];
  const [row = ''] = given;
  if (name === 'fill' && size !== '' && /^(?:\[|\{|new |Array)/.test(row))
    add(
      node,
      `Array.from({ length: ${size} }, () => ${row.startsWith('{') ? `(${row})` : row})`,
      'a row of its own',
      0.95,
    );
  if (name === 'assign' && given.length > 1 && /^[\w.]+$/.test(row)) {
    add(node, `{ ${given.map((one) => `...${one}`).join(', ')} }`, 'a copy', 0.6);
    add(node, `Object.assign({}, ${given.join(', ')})`, 'a copy', 0.5);
  }
}

/** A copy of a list or an object whose elements are shared. */
function deeperCopy(scene: Scene, node: Syntax, add: Add): void {
  const [only, ...more] = named(node);
  if (!only || only.type !== 'spread_element' || more.length > 0) return;
  const held = scene.text(only).slice('...'.length);
  add(node, `structuredClone(${held})`, 'a deep copy', 0.4);
  if (node.type !== 'array') return;
  add(node, `${wrapped(held)}.map((one) => [...one])`, 'a deep copy', 0.45);
  add(node, `${wrapped(held)}.map((one) => ({ ...one }))`, 'a deep copy', 0.45);
}

/** What was asked whether it begins so is read without that beginning. */
function withoutPrefix(scene: Scene, node: Syntax, add: Add): void {
  const receiver = receiverOf(node);
  const [own] = functionsAround(node);
  if (!receiver || !own || !isName(receiver) || /^(?:startsWith|slice|endsWith)$/.test(calledName(scene, node))) return;
  const name = scene.text(receiver);
  const before = scene.source.text.slice(own.start, node.start);
  const [, , prefix = ''] =
    new RegExp(`(?<![\\w.])${escaped(name)}(?:\\.startsWith\\(|\\[0\\] [!=]==? )(['"\`])((?:(?!\\1).)+)\\1`).exec(
      before,
    ) ?? [];
  if (prefix !== '' && !before.includes(`${name}.slice(`))
    add(
      { ...receiver, start: receiver.end },
      `.slice(${prefix.replaceAll('\\', '').length || 1})`,
      'without its beginning',
      0.4,
    );
}

/** A list of promises is not what they come to. */
function allOfThem(scene: Scene, node: Syntax, add: Add): void {
  if (calledName(scene, node) !== 'map' || !functionsAround(node).some((one) => scene.text(one).startsWith('async')))
    return;
  const { parent } = node;
  if (!parent || (node.field !== 'value' && node.field !== 'right' && parent.type !== 'return_statement')) {
    if (parent?.type === 'await_expression') add(node, `Promise.all(${scene.text(node)})`, 'all of them', 0.9);
    return;
  }
  add(
    node,
    `await Promise.all(${scene.text(node)})`,
    'all of them',
    /\bawait\b|\basync\b/.test(scene.text(node)) ? 0.9 : 0.45,
  );
}

/** Words lie any number of spaces apart. */
function splitWords(scene: Scene, node: Syntax, add: Add): void {
  const receiver = receiverOf(node);
  const [by] = argumentsOf(node);
  if (calledName(scene, node) !== 'split' || !receiver || !by || !/^(['"`]) \1$/.test(scene.text(by))) return;
  const held = scene.text(receiver);
  add(by, '/\\s+/', 'any spaces', 0.35);
  add(node, `${held}.split(/\\s+/).filter(Boolean)`, 'any spaces', 0.5);
  if (!held.endsWith('.trim()')) add(node, `${held}.trim().split(/\\s+/)`, 'any spaces', 0.4);
}

/** Months are counted from 0 here, and from 1 by everybody else. */
function monthOf(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  if (
    /^get(?:UTC)?Month$/.test(calledName(scene, node)) &&
    !/^\s*\+/.test(scene.source.text.slice(node.end, node.end + 3))
  )
    add(node, node.parent?.type === 'template_substitution' ? `${text} + 1` : `(${text} + 1)`, 'months from 1', 0.8);
  if (!/^(?:new Date|Date\.UTC)\(/.test(text)) return;
  const month = argumentsOf(node)[1];
  if (!month) return;
  const given = scene.text(month);
  add(month, given.endsWith(' - 1') ? given.slice(0, -' - 1'.length) : `${wrapped(given)} - 1`, 'months from 1', 0.7);
}

/** What is put into a list is a list of its own, where its parts are meant. */
function oneByOne(scene: Scene, node: Syntax, add: Add): void {
  const [given, ...more] = argumentsOf(node);
  if (!/^(?:push|unshift|concat|max|min)$/.test(calledName(scene, node)) || !given || more.length > 0) return;
  const text = scene.text(given);
  if (/^[\w$.]+(?:\(.*\))?$/s.test(text)) add(given, `...${text}`, 'one by one', isCall(given) ? 0.4 : 0.12);
}

/** A loop that goes on by more than one. */
function otherStep(scene: Scene, node: Syntax, add: Add): void {
  if (node.parent?.type !== 'for_statement') return;
  const [, name = '', sign = '+'] = /^(\w+)([-+])\2$/.exec(scene.text(node)) ?? [];
  for (const [rank, value] of scene.values(node).slice(0, 8).entries())
    if (name !== '' && value !== name) add(node, `${name} ${sign}= ${value}`, 'another step', 0.42 - rank * 0.01);
}

/** What is given where no case fits, as the tests say it. */
function otherwise(scene: Scene, node: Syntax, add: Add): void {
  const cases = named(node);
  const last = cases.at(-1);
  if (!last || cases.some(({ type }) => type === 'switch_default') || !/\breturn\b/.test(scene.text(last))) return;
  const place = { start: last.end, end: last.end, line: last.line };
  const values = scene.hints.values.slice(0, 4).map(({ expected }) => expected);
  for (const value of new Set([
    ...values.filter((one) => /^(?:'[^']*'|-?\d+|true|false|null)$/.test(one)),
    'null',
    "''",
    '0',
  ]))
    add(
      place,
      `\n${indentOf(scene, last)}default:\n${indentOf(scene, last)}  return ${value};`,
      'where no case fits',
      values.includes(value) ? 0.45 : 0.08,
    );
}

/** `9:5` for `9:05`. */
function inTwoDigits(scene: Scene, node: Syntax, add: Add): void {
  const [value] = named(node);
  if (!value || /['"`]/.test(scene.text(value))) return;
  const told = scene.hints.values.some(
    ({ actual, expected }) => actual.length < expected.length && /\b0\d/.test(expected),
  );
  add(value, `String(${scene.text(value)}).padStart(2, '0')`, 'in two digits', told ? 0.6 : 0.1);
}

/** Questions that are always answered with no. */
function kindOf(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  const sign = parts ? scene.text(parts.operator) : '';
  if (!parts || !/^[!=]==?$/.test(sign)) return;
  const [a, b] = [scene.text(parts.left), scene.text(parts.right)];
  const not = sign.startsWith('!') ? '!' : '';
  if (b === 'NaN') add(node, `${not}Number.isNaN(${a})`, 'what it is', 0.95);
  if (a.startsWith('typeof ') && /^['"]array['"]$/.test(b))
    add(node, `${not}Array.isArray(${a.slice('typeof '.length)})`, 'what it is', 0.95);
  if (/^\[\]$/.test(b)) add(node, `${a}.length ${sign} 0`, 'what it is', 0.9);
}

/** `Number('')` is 0. */
function emptyIsZero(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const [, value] = /\b(?:isNaN|isFinite|isInteger)\((?:Number\()?([\w.]+)\)/.exec(text) ?? [];
  if (value === undefined || text.includes(`${value} ===`) || text.includes(`${value} !==`)) return;
  const bare = text.includes('||') ? `(${text})` : text;
  add(node, `${value} !== '' && ${bare}`, 'the empty text is no number', 0.62);
  add(node, `${value} === '' || ${text}`, 'the empty text is no number', 0.5);
}

function leapYear(scene: Scene, node: Syntax, add: Add): void {
  const [, year, rest = ''] = /^\(?([\w.]+) % 4 === 0(?: && \1 % 100 !== 0)?\)?(.*)$/.exec(scene.text(node)) ?? [];
  if (year === undefined || rest !== '') return;
  add(node, `(${year} % 4 === 0 && ${year} % 100 !== 0) || ${year} % 400 === 0`, 'leap years', 0.9);
}

/** A side of a sum that may not go beyond another value. */
function belowLimit(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  if (!parts || !/^[-+*/]$/.test(scene.text(parts.operator))) return;
  for (const side of [parts.left, parts.right]) {
    if (!isName(side) && !isMember(side)) continue;
    const text = scene.text(side);
    for (const [rank, name] of scene.values(node).slice(0, 10).entries()) {
      if (name === text) continue;
      add(side, `Math.min(${text}, ${name})`, 'an upper limit', 0.07 - rank * 0.004);
      add(side, `Math.max(${text}, ${name})`, 'a lower limit', 0.06 - rank * 0.004);
    }
  }
}

/** A parameter that may be left out. */
function defaultValue(scene: Scene, node: Syntax, add: Add): void {
  const list = node.parent;
  const [own] = functionsAround(node);
  const text = scene.text(node);
  if (list?.type !== 'formal_parameters' || !own || list.parent !== own || !/^[\w$]+(?:: [^=]+)?$/.test(text)) return;
  const [name = ''] = /^[\w$]+/.exec(text) ?? [];
  const body = scene.text(field(own, 'body') ?? own);
  const is = (form: string) => new RegExp(form.replaceAll('@', `(?<![\\w.])${escaped(name)}`)).test(body);
  const none = scene.hints.values.some(({ actual }) => /NaN|undefined/.test(actual)) ? 3 : 1;
  const weight = none * (named(list).at(-1) === node ? 1 : 0.5) * (text.includes(':') ? 0.6 : 1);
  const values: readonly (readonly [string, number])[] = [
    ['0', is('@ ?[-+*/]|[-+*/] ?@') ? 0.3 : 0.1],
    ['1', is('@ ?[*/]|[*/] ?@') ? 0.2 : 0.08],
    ['[]', is('@\\.(?:push|map|length|concat)|\\.\\.\\.@') ? 0.3 : 0.08],
    ['{}', is('@\\.\\w|\\.\\.\\.@') ? 0.25 : 0.06],
    ["''", 0.1],
    ...scene.hints.texts
      .filter((word) => !/['\\]/.test(word))
      .slice(0, 8)
      .map((word) => [`'${word}'`, 0.06] as const),
  ];
  const place = { start: node.end, end: node.end, line: node.line };
  for (const [value, prior] of values) add(place, ` = ${value}`, 'a default', prior * weight);
}

/** `if (found) return true; else return false;` in a loop: that none was found is known behind it. */
function elseBehindLoop(scene: Scene, node: Syntax, add: Add): void {
  const other = node.type === 'if_statement' ? field(node, 'alternative') : null;
  const loop = node.parent?.parent;
  if (!other || !loop || !/^for(?:_in)?_statement$|^while_statement$/.test(loop.type)) return;
  const answer = [...within(other)].find((one) => one.type === 'return_statement');
  if (!answer) return;
  const { text } = scene.source;
  const kept = text.slice(loop.start, other.start).trimEnd() + text.slice(other.end, loop.end);
  const siblings = loop.parent ? named(loop.parent) : [];
  const next = siblings[siblings.indexOf(loop) + 1];
  const behind = next ? '' : `\n${indentOf(scene, loop)}${scene.text(answer)}`;
  add(loop, kept + behind, 'an answer behind the loop', 0.7);
}

/** What a forward loop takes out of its own list moves the rest up. */
function stepBack(scene: Scene, node: Syntax, add: Add): void {
  const [, index] = /\.splice\((\w+), 1\)/.exec(scene.text(node)) ?? [];
  if (index === undefined || node.type !== 'expression_statement') return;
  const place = { start: node.end, end: node.end, line: node.line };
  add(place, `\n${indentOf(scene, node)}${index} -= 1;`, 'a step back', 0.6);
}

/** What is kept by a key begins once; what is counted by one begins with nothing. */
function firstOfKey(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const [, holder = '', begin = ''] = /^([\w.]+\[[^=]+\]) = (\[\]|\{\}|0|new \w+\(\));?$/.exec(text) ?? [];
  if (holder !== '') add(node, `${holder} ??= ${begin};`, 'the first of a key', 0.6);
  const [, counted = '', sign = '', by = ''] = /^([\w.]+\[.+\]) ([-+])= ([\w.]+);?$/.exec(text) ?? [];
  if (counted !== '') add(node, `${counted} = (${counted} ?? 0) ${sign} ${by};`, 'the first of a key', 0.5);
  const [, put = '', value = ''] = /^([\w.]+\[.+?\]) = \1 ([-+] [\w.]+);?$/.exec(text) ?? [];
  if (put !== '') add(node, `${put} = (${put} ?? 0) ${value};`, 'the first of a key', 0.6);
  const [, map = '', key = '', way = '', rest = ''] =
    /^([\w.]+)\.get\(([^()]+)\)\.(push|add|set)\((.*)\);?$/.exec(text) ?? [];
  if (map === '') return;
  const start = way === 'push' ? '[]' : way === 'add' ? 'new Set()' : 'new Map()';
  const place = { start: node.start, end: node.start, line: node.line };
  add(
    place,
    `if (!${map}.has(${key})) ${map}.set(${key}, ${start});\n${indentOf(scene, node)}`,
    'the first of a key',
    rest === '' ? 0.3 : 0.6,
  );
}

/** A separator stands between two, not before the first. */
function betweenOnly(scene: Scene, node: Syntax, add: Add): void {
  const [, out = ''] = /^(\w+) \+= (['"`])[^'"`]*\2;?$/.exec(scene.text(node)) ?? [];
  let loop = node.parent?.parent;
  while (loop && !/^(?:for|for_in|while)_statement$/.test(loop.type) && !isFunction(loop)) loop = loop.parent;
  if (out === '' || !loop || isFunction(loop)) return;
  const place = { start: node.start, end: node.start, line: node.line };
  const [, index] =
    /^for \((?:const|let|var) (?:\[(\w+),|(\w+) =)/.exec(scene.text(loop))?.filter(Boolean).slice(0, 2) ?? [];
  add(place, `if (${out} !== '') `, 'between two only', 0.35);
  add(place, `if (${out}.length > 0) `, 'between two only', 0.2);
  if (index !== undefined) add(place, `if (${index} > 0) `, 'between two only', 0.45);
}

/** Methods of a chain give their object. */
function givesItself(scene: Scene, node: Syntax, add: Add): void {
  const method = node.parent?.parent;
  if (method?.type !== 'method_definition' || !node.parent || !isBlock(node.parent)) return;
  if (named(node.parent).at(-1) !== node || node.type === 'return_statement') return;
  if (!/\breturn this;/.test(scene.source.text)) return;
  const place = { start: node.end, end: node.end, line: node.line };
  add(place, `\n${indentOf(scene, node)}return this;`, 'gives itself', 0.5);
}

/** `forEach` waits for nobody. */
function oneAfterTheOther(scene: Scene, node: Syntax, add: Add): void {
  const [, list = '', name = '', body = ''] =
    /^([\w.]+)\.forEach\(async \(?([\w\s,[\]{}]+?)\)? => (\{[\s\S]*\})\);?$/.exec(scene.text(node)) ?? [];
  if (list !== '' && !name.includes(','))
    add(node, `for (const ${name} of ${list}) ${body}`, 'one after the other', 0.95);
}

/** Hundredths: what came has a long tail that was not wanted. */
function roundedValue(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (!parent || (!/^(?:value|right|body)$/.test(node.field ?? '') && parent.type !== 'return_statement')) return;
  const text = scene.text(node);
  if (!/[-+*/]|reduce/.test(text) || text.length > 90 || /^['"`[{(]|=>|Math\.round/.test(text)) return;
  const tail = (value: string) => /\.(\d+)/.exec(value)?.[1]?.length ?? 0;
  const digits = scene.hints.values
    .slice(0, 4)
    .flatMap(({ actual, expected }) => (tail(actual) > tail(expected) && tail(expected) <= 3 ? [tail(expected)] : []));
  const told = digits.length > 0;
  add(node, `Math.round((${text}) * 100) / 100`, 'rounded', told ? 0.6 : 0.08);
  add(node, `Math.round((${text}) * 10) / 10`, 'rounded', told && Math.max(...digits) === 1 ? 0.7 : 0.03);
}
