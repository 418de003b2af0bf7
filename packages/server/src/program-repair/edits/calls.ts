import { families } from './families.ts';
import { keyElsewhere, orderElsewhere } from './relations.ts';
import { type Add, argumentsOf, calledName, likeness, memberName, type Scene } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isCondition,
  isExpression,
  isMember,
  named,
  type Syntax,
} from '../syntax.ts';

/** They take nothing: a call that gives something meant none of them. */
const bareMethods = new Set([
  'reverse',
  'toReversed',
  'pop',
  'shift',
  'keys',
  'values',
  'entries',
  'items',
  'trim',
  'trimStart',
  'trimEnd',
  'toUpperCase',
  'toLowerCase',
  'upper',
  'lower',
  'title',
  'capitalize',
  'splitlines',
]);

/** Which of two things stands before the dot decides what they give. */
const ofOrder =
  /^(?:concat|startsWith|endsWith|includes|localeCompare|startswith|endswith|issubset|issuperset|difference|Sub|Before|After)$/;

/** They take one thing: a call that gives two meant none of them. */
const takesOne = new Set(['get', 'has', 'delete', 'add', 'includes', 'discard']);

/** They take two things at least: a call that gives one meant none of them. */
const takesTwo = new Set([
  'set',
  'setdefault',
  'assign',
  'insert',
  'replace',
  'replaceAll',
  'bisect_left',
  'bisect_right',
]);

const takesOthers = (word: Syntax, other: string): boolean => {
  const call = callAround(word);
  if (!isCall(call)) return false;
  const given = argumentsOf(call).length;
  return (takesTwo.has(other) && given < 2) || (takesOne.has(other) && given > 1);
};

const callAround = (word: Syntax) =>
  word.parent && isMember(word.parent) && word.parent.parent ? word.parent.parent : (word.parent ?? word);

/** A stack is emptied where it was filled. */
function atOtherEnd(scene: Scene, word: Syntax, other: string): boolean {
  const owner = word.parent && isMember(word.parent) ? field(word.parent, 'object') : null;
  const name = owner ? scene.text(owner) : '';
  return (/stack/i.test(name) && /shift/i.test(other)) || (/queue/i.test(name) && /^(?:pop|unshift)$/.test(other));
}

/** Yes or no where a value goes on: as an index, in a sum, as an argument. */
function answersOnly(word: Syntax, other: string): boolean {
  const call = callAround(word);
  const holder = call.parent;
  return (
    /^(?:has|includes|some|every|test|startsWith|endsWith)$/.test(other) &&
    holder !== null &&
    /^(?:subscript_expression|arguments|template_substitution|spread_element|member_expression)$/.test(holder.type)
  );
}

/** Another word of the same family. */
export function changeWord(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const called =
    node.parent && (isCall(node.parent) || (isMember(node.parent) && node.parent.parent && isCall(node.parent.parent)));
  for (const family of families) {
    if (!family.includes(text)) continue;
    for (const other of family) {
      if (other === text) continue;
      // What changes a list in place is what slips in, not what was meant.
      const idle = called && bareMethods.has(other) && argumentsOf(callAround(node)).length > 0;
      const weight =
        idle || takesOthers(node, other)
          ? 0.05
          : other === 'splice' || (other === 'reverse' && text !== 'toReversed')
            ? 0.15
            : 1;
      add(
        node,
        other,
        'another of its family',
        (called ? 0.65 : 0.4) * weight * (atOtherEnd(scene, node, other) || answersOnly(node, other) ? 0.3 : 1),
      );
      const call = callAround(node);
      const part = call.parent ? binaryOf(call.parent) : null;
      const told = isCondition(call) || (part !== null && /^(?:&&|\|\||and|or)$/.test(scene.text(part.operator)));
      if (!called || !isCall(call) || !told) continue;
      // Both of them, or either.
      const like =
        scene.source.text.slice(call.start, node.start) + other + scene.source.text.slice(node.end, call.end);
      const python = scene.source.dialect === 'python';
      add(call, `(${scene.text(call)} ${python ? 'or' : '||'} ${like})`, 'or its like', 0.3);
      add(call, `(${scene.text(call)} ${python ? 'and' : '&&'} ${like})`, 'and its like', 0.15);
    }
  }
}

export function changeCall(scene: Scene, node: Syntax, add: Add): void {
  if (!isCall(node) && node.type !== 'new_expression') return;
  const list = field(node, 'arguments');
  if (!list || !['arguments', 'argument_list'].includes(list.type)) return;
  const given = argumentsOf(node);
  const texts = given.map((one) => scene.text(one));
  const { dialect } = scene.source;
  const name = calledName(scene, node);
  const relist = (parts: string[]) => `(${parts.join(', ')})`;
  for (let at = 0; at + 1 < texts.length; at += 1) {
    for (let other = at + 1; other < texts.length; other += 1) {
      if (texts[at] === texts[other]) continue;
      const swapped = [...texts];
      [swapped[at], swapped[other]] = [texts[other] ?? '', texts[at] ?? ''];
      const usual =
        orderElsewhere(scene.source, texts[at] ?? '', texts[other] ?? '') *
        (at === 0 && /^set(?:default)?$/.test(name) ? keyElsewhere(scene, node, texts) : 1);
      add(list, relist(swapped), 'swapped arguments', (other === at + 1 ? 0.5 : 0.3) * usual);
    }
  }
  for (const at of texts.keys()) {
    if (texts.length > 1)
      add(
        list,
        relist(texts.filter((_, index) => index !== at)),
        'one argument less',
        at === texts.length - 1 ? 0.2 : 0.12,
        true,
      );
  }
  if (texts.length === 1) add(node, texts[0] ?? '', 'without the call', name === 'len' ? 0.05 : 0.25);
  const target = field(node, 'function');
  const receiver = target && isMember(target) ? (field(target, 'object') ?? field(target, 'operand')) : null;
  if (receiver) {
    add(node, scene.text(receiver), 'without the call', 0.18, true);
    if (texts.length === 1 && isExpression(node))
      add(node, `${texts[0]}.${name}(${scene.text(receiver)})`, 'swapped sides', ofOrder.test(name) ? 0.4 : 0.12);
  }
  if (receiver && name === 'insert' && texts.length === 2)
    add(node, `${scene.text(receiver)}.append(${texts[1]})`, 'another of its family', 0.6);
  if (receiver && name === 'append' && texts.length === 1 && dialect === 'python')
    add(node, `${scene.text(receiver)}.insert(0, ${texts[0]})`, 'another of its family', 0.35);
  const known: Readonly<Record<string, readonly string[]>> =
    dialect === 'javascript'
      ? {
          sort: ['(a, b) => a - b', '(a, b) => b - a', '(a, b) => a.localeCompare(b)'],
          parseInt: [...texts, '10'].length === 2 ? [`${texts[0]}, 10`] : [],
          toString: ['2', '16', '10'],
          reduce:
            texts.length === 1
              ? [`${texts[0]}, 0`, `${texts[0]}, []`, `${texts[0]}, {}`, `${texts[0]}, ''`, `${texts[0]}, 1`]
              : [],
          stringify: texts.length === 1 ? [`${texts[0]}, null, 2`] : [],
          slice:
            texts.length === 1
              ? [`0, ${texts[0]}`, `-${texts[0]}`]
              : texts[0] === '0' && /^[a-z]/i.test(texts[1] ?? '')
                ? [`-${texts[1]}`]
                : [],
          padStart: texts.length === 1 ? [`${texts[0]}, '0'`] : [],
          split: texts.length === 0 ? ["''", "' '", "','"] : [],
          join: texts.length === 0 ? ["''", "' '", "', '"] : [],
          flat: ['Infinity'],
          from: texts.length === 1 ? [`new Set(${texts[0]})`] : [],
        }
      : dialect === 'python'
        ? {
            range:
              texts.length === 1
                ? [
                    `1, ${texts[0]}`,
                    `1, ${texts[0]} + 1`,
                    `${texts[0]} + 1`,
                    `${texts[0]} - 1`,
                    `2, ${texts[0]}`,
                    `${texts[0]} - 1, -1, -1`,
                    `2, ${texts[0]} + 1`,
                  ]
                : texts.length === 2
                  ? [
                      `${texts[0]}, ${texts[1]} + 1`,
                      `${texts[0]} + 1, ${texts[1]}`,
                      `${texts[0]} + 1, ${texts[1]} + 1`,
                      `${texts[1]}`,
                      `0, ${texts[1]}`,
                      `${texts[0]}, ${texts[1]}, -1`,
                      `${texts[0]}, ${texts[1]} - 1`,
                    ]
                  : [],
            sorted:
              texts.length === 1
                ? [`${texts[0]}, reverse=True`, `${texts[0]}, key=len`, `${texts[0]}, key=str.lower`]
                : [],
            sort: texts.length === 0 ? ['reverse=True'] : [],
            split: texts.length === 0 ? ["' '", "','"] : texts.length === 1 ? ['', `${texts[0]}, 1`] : [],
            round: texts.length === 1 ? [`${texts[0]}, 2`] : [],
            int: texts.length === 1 ? [`${texts[0]}, 2`, `${texts[0]}, 16`] : [],
            get: texts.length === 1 ? [`${texts[0]}, 0`, `${texts[0]}, []`, `${texts[0]}, ''`] : [],
            pop: texts.length === 0 ? ['0', '-1'] : [''],
            enumerate: texts.length === 1 ? [`${texts[0]}, 1`] : [],
            max: texts.length === 1 ? [`${texts[0]}, default=0`] : [],
            min: texts.length === 1 ? [`${texts[0]}, default=0`] : [],
            sum: texts.length === 1 ? [`${texts[0]}, 0`] : [],
            zip: [],
          }
        : {};
  for (const parts of Object.hasOwn(known, name) ? (known[name] ?? []) : [])
    if (parts !== texts.join(', '))
      add(
        list,
        `(${parts})`,
        'the usual argument',
        parts === `-${texts[0]}` && counts(scene, texts[0] ?? '') ? 0.1 : 0.4,
      );
  // A parameter that was forgotten: where the file's own function wants more, all the more.
  const wanted = scene.functions.find((one) => one.name === name)?.parameters ?? null;
  const lacks = wanted !== null && wanted > texts.length;
  // A call of itself goes on with what it was given, or with one step of it.
  const itself = functionsAround(node).find((one) => scene.text(field(one, 'name') ?? one) === name);
  const passed = itself ? named(field(itself, 'parameters') ?? itself) : [];
  const [method] = passed.filter((one) => /^(?:self|cls|this)$/.test(scene.text(one)));
  const dropped = passed[texts.length + (method && method === passed[0] ? 1 : 0)];
  const word = dropped ? /^\w+/.exec(scene.text(dropped))?.[0] : undefined;
  if (word !== undefined && dialect !== 'go')
    for (const [form, prior] of [
      [word, 0.6],
      [`${word} - 1`, 0.55],
      [`${word} + 1`, 0.5],
    ] as const)
      add(list, relist([...texts, form]), 'one more argument', prior);
  for (const [rank, value] of scene.values(node).slice(0, 10).entries()) {
    if (texts.includes(value)) continue;
    const handed = isHandedOn(scene, value) ? 0.3 : 0.09;
    add(list, relist([...texts, value]), 'one more argument', (lacks ? 0.45 : handed) - rank * 0.005);
    if (lacks) add(list, relist([value, ...texts]), 'one more argument', 0.2 - rank * 0.005);
  }
  if (
    dialect === 'javascript' &&
    node.parent?.type !== 'await_expression' &&
    functionsAround(node).some((one) => scene.text(one).startsWith('async'))
  )
    add(node, `await ${scene.text(node)}`, 'awaited', 0.35);
  if (
    dialect === 'python' &&
    node.parent?.type !== 'await' &&
    functionsAround(node).some((one) => scene.text(one).startsWith('async'))
  )
    add(node, `await ${scene.text(node)}`, 'awaited', scene.hints.words.has('coroutine') ? 0.8 : 0.35);
  if (dialect === 'javascript' && node.parent?.type === 'await_expression')
    add(node.parent, scene.text(node), 'not awaited', 0.05);
  if (
    dialect === 'javascript' &&
    name === 'replace' &&
    texts[0] &&
    given[0]?.type === 'regex' &&
    !/\/[a-z]*g[a-z]*$/.test(texts[0])
  )
    add(given[0], `${texts[0]}g`, 'every match', 0.6);
  if (node.type === 'call_expression' && /^[A-Z]\w+$/.test(name) && dialect === 'javascript')
    add(node, `new ${scene.text(node)}`, 'constructed', 0.15);
}

/** `options` that ends the list of arguments time and again in the file: a call without it may have forgotten it. */
const isHandedOn = (scene: Scene, name: string): boolean =>
  /^\w+$/.test(name) &&
  [...scene.source.text.matchAll(new RegExp(`, ${name}\\)(?! *(?:\\{|=>|:))`, 'g'))].length >= leastHandedOn;
const leastHandedOn = 3;

/** A place that is counted on is one from the beginning: nothing is counted from the end by it. */
const counts = (scene: Scene, name: string): boolean =>
  /^\w+$/.test(name) && new RegExp(`\\b${name}\\s*(?:\\+\\+|\\+=)|\\+\\+${name}\\b`).test(scene.source.text);

/** Values given by name, pairs and lists whose parts are mixed up. */
export function swapParts(scene: Scene, node: Syntax, add: Add): void {
  const lists = [
    'tuple',
    'expression_list',
    'array',
    'list',
    'array_pattern',
    'pattern_list',
    'tuple_pattern',
    'formal_parameters',
    'parameters',
    'literal_value',
  ];
  const parts = named(node);
  if (lists.includes(node.type) && parts.length >= 2 && parts.length <= 5) {
    for (let at = 0; at + 1 < parts.length; at += 1) {
      const [first, second] = [parts[at], parts[at + 1]];
      if (!first || !second || scene.text(first) === scene.text(second)) continue;
      const between = scene.source.text.slice(first.end, second.start);
      add(
        { start: first.start, end: second.end, line: first.line },
        `${scene.text(second)}${between}${scene.text(first)}`,
        'swapped parts',
        /param/.test(node.type) ? 0.15 : 0.4,
      );
    }
  }
  if (node.type === 'subscript') {
    const places = node.children.filter((one) => one.field === 'subscript');
    for (let at = 0; at + 1 < places.length; at += 1) {
      const [first, second] = [places[at], places[at + 1]];
      if (!first || !second || scene.text(first) === scene.text(second)) continue;
      const between = scene.source.text.slice(first.end, second.start);
      add(
        { start: first.start, end: second.end, line: first.line },
        `${scene.text(second)}${between}${scene.text(first)}`,
        'swapped indexes',
        0.45,
      );
    }
  }
  if (node.type === 'object' || node.type === 'dictionary') {
    const pairs = parts.filter(({ type }) => type === 'pair');
    for (let at = 0; at + 1 < Math.min(pairs.length, 8); at += 1) {
      const [first, second] = [field(pairs[at] ?? node, 'value'), field(pairs[at + 1] ?? node, 'value')];
      if (!first || !second || scene.text(first) === scene.text(second)) continue;
      const between = scene.source.text.slice(first.end, second.start);
      add(
        { start: first.start, end: second.end, line: first.line },
        `${scene.text(second)}${between}${scene.text(first)}`,
        'swapped parts',
        0.25,
      );
    }
  }
  if (node.type === 'ternary_expression') {
    const [yes, no] = [field(node, 'consequence'), field(node, 'alternative')];
    if (yes && no) {
      const between = scene.source.text.slice(yes.end, no.start);
      add(
        { start: yes.start, end: no.end, line: yes.line },
        `${scene.text(no)}${between}${scene.text(yes)}`,
        'swapped branches',
        0.4,
      );
      add(node, scene.text(yes), 'one branch only', 0.1, true);
      add(node, scene.text(no), 'one branch only', 0.1, true);
    }
  }
  if (node.type === 'conditional_expression') {
    const [yes, condition, no] = parts;
    if (yes && condition && no) {
      add(node, `${scene.text(no)} if ${scene.text(condition)} else ${scene.text(yes)}`, 'swapped branches', 0.4);
      add(node, scene.text(yes), 'one branch only', 0.1, true);
      add(node, scene.text(no), 'one branch only', 0.1, true);
    }
  }
}

/** Words of the object that another member has. */
export function changeMethod(scene: Scene, node: Syntax, add: Add): void {
  const target = isCall(node) ? field(node, 'function') : null;
  const last = target && isMember(target) ? memberName(target) : null;
  if (!last) return;
  const text = scene.text(last);
  const seen = new Set<string>();
  for (const { name } of scene.functions) if (name !== text) seen.add(name);
  for (const name of methodsIn(scene)) if (name !== text) seen.add(name);
  for (const name of seen) add(last, name, 'another method', 0.08 + 0.25 * likeness(name, text));
}

const methods = new WeakMap<Scene, string[]>();
function methodsIn(scene: Scene): string[] {
  let known = methods.get(scene);
  if (!known) {
    known = [...new Set([...scene.source.text.matchAll(/\.(\w+)\(/g)].map(([, name = '']) => name))].slice(0, 25);
    methods.set(scene, known);
  }
  return known;
}
