import { type Add, argumentsOf, escaped, type Scene, simple } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isCondition,
  isExpression,
  isMember,
  isName,
  named,
  type Source,
  type Syntax,
  within,
} from '../syntax.ts';

/** What other lines of a function say of a value: what it is compared with, kept as, looked up by, done with beside it. */
export function changeRelated(scene: Scene, node: Syntax, add: Add): void {
  if (isCondition(node)) {
    betterValue(scene, node, add);
    sameInBoth(scene, node, add);
  }
  orderedParts(scene, node, add);
  forItsTwin(scene, node, add);
  bothMissing(scene, node, add);
  unlessNone(scene, node, add);
  throughItself(scene, node, add);
  if (isCall(node)) {
    oneMoreBound(scene, node, add);
  }
  if (node.type === 'variable_declarator' || node.type === 'assignment') wholeKey(scene, node, add);
  if ((isName(node) || isMember(node)) && scene.source.dialect === 'javascript') likeItsNeighbour(scene, node, add);
}

/** `if (best === undefined)` over `best = value`: a better value takes its place as well. */
function betterValue(scene: Scene, node: Syntax, add: Add): void {
  let branch = node.parent;
  if (branch?.type === 'parenthesized_expression') branch = branch.parent;
  const body = branch?.type === 'if_statement' ? field(branch, 'consequence') : null;
  const text = scene.text(node);
  if (!body || text.length > 80) return;
  const or = scene.source.dialect === 'python' ? 'or' : '||';
  for (const one of within(body)) {
    if (!/^(?:assignment_expression|assignment|assignment_statement)$/.test(one.type)) continue;
    const [left, right] = [field(one, 'left'), field(one, 'right')];
    const [kept, value] = [left ? scene.text(left) : '', right ? scene.text(right) : ''];
    if (!simple(value) || !text.includes(kept) || kept === '' || /^['"`\d[{]/.test(value)) continue;
    const asks = /undefined|null|None|nil|has\(| in |^!/.test(text);
    for (const sign of ['<', '>'])
      add(node, `${text} ${or} ${value} ${sign} ${kept}`, 'a better value', asks ? 0.4 : 0.12);
    return;
  }
}

/** Two things are compared by one of their members: they may have to be alike, or to differ, in another. */
function sameInBoth(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const pairs = /(?<![\w.])([a-zA-Z_]\w*)\.(\w+) (?:[<>]=?|[=!]==?) ([a-zA-Z_]\w*)\.(\w+)\b(?!\()/g;
  const [, a = '', , b = ''] = pairs.exec(text) ?? [];
  if (b === '' || a === b) return;
  const { dialect } = scene.source;
  const [and, like, unlike] =
    dialect === 'python' ? ['and', '==', '!='] : ['&&', ...(dialect === 'go' ? ['==', '!='] : ['===', '!=='])];
  const bare = / or |\|\|/.test(text) ? `(${text})` : text;
  for (const [rank, member] of scene.attributes.slice(0, 8).entries()) {
    const asked = new RegExp(`\\b${escaped(member)}\\b`).test(text);
    if (asked || (!scene.source.text.includes(`${a}.${member}`) && !scene.source.text.includes(`${b}.${member}`)))
      continue;
    for (const [x, y] of [
      [a, b],
      [b, a],
    ]) {
      add(
        node,
        `${x}.${member} ${like} ${y}.${member} ${and} ${bare}`,
        'alike in both',
        (x === a ? 0.3 : 0.36) - rank * 0.02,
      );
      add(node, `${x}.${member} ${unlike} ${y}.${member} ${and} ${bare}`, 'alike in both', 0.22 - rank * 0.02);
    }
  }
}

/** `a >= b && c >= d` where the second counts only when the first two are equal. */
function orderedParts(scene: Scene, node: Syntax, add: Add): void {
  const whole = binaryOf(node);
  if (!whole || !/^(?:&&|and)$/.test(scene.text(whole.operator))) return;
  const [first, second] = [binaryOf(whole.left), binaryOf(whole.right)];
  if (!first || !second) return;
  const sign = scene.text(first.operator);
  if (!/^[<>]=?$/.test(sign) || sign[0] !== scene.text(second.operator)[0]) return;
  const [a, b] = [scene.text(first.left), scene.text(first.right)];
  const [and, or, same] = scene.source.dialect === 'python' ? ['and', 'or', '=='] : ['&&', '||', '==='];
  const equal = scene.source.dialect === 'go' ? '==' : same;
  const rest = scene.text(whole.right);
  add(node, `${a} ${sign[0]} ${b} ${or} (${a} ${equal} ${b} ${and} ${rest})`, 'one after the other', 0.45);
}

/** `a !== here` of a pair `[a, b]`: what is asked of one is asked of the other as well. */
function forItsTwin(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  const [own] = functionsAround(node);
  if (!parts || !own || !/^(?:[<>]=?|[!=]==?)$/.test(scene.text(parts.operator))) return;
  const text = scene.text(node);
  const around = scene.text(own);
  const [and, or] = scene.source.dialect === 'python' ? ['and', 'or'] : ['&&', '||'];
  for (const side of [parts.left, parts.right]) {
    if (!isName(side)) continue;
    const name = escaped(scene.text(side));
    const pair = new RegExp(`[([,] ?${name}, (\\w+)\\b|\\b(\\w+), ${name}\\b(?=[,)\\]])`).exec(around);
    const twin = pair?.[1] ?? pair?.[2];
    if (twin === undefined) continue;
    const like = text.replace(new RegExp(`\\b${name}\\b`), twin);
    if (around.includes(like)) continue;
    const prior = isCondition(node) ? 0.32 : 0.12;
    add(node, `${text} ${and} ${like}`, 'for both', prior);
    add(node, `${text} ${or} ${like}`, 'for both', prior);
  }
}

/** `!a || !b` where zero and the empty text are values like any other. */
function bothMissing(scene: Scene, node: Syntax, add: Add): void {
  const parts = scene.source.dialect === 'javascript' ? binaryOf(node) : null;
  const sign = parts ? scene.text(parts.operator) : '';
  if (!parts || !/^(?:&&|\|\|)$/.test(sign)) return;
  const names = [parts.left, parts.right].map((one) => /^!([\w.$]+)$/.exec(scene.text(one))?.[1]);
  if (names.includes(undefined)) return;
  for (const none of ['null', 'undefined']) {
    const spoken = new RegExp(`\\b${none}\\b`).test(scene.source.text);
    add(node, names.map((one) => `${one} === ${none}`).join(` ${sign} `), 'presence', spoken ? 0.85 : 0.3);
  }
}

/** What is put together is put together only where there is a part to add. */
function unlessNone(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (scene.source.dialect !== 'javascript' || !parent || !/^(?:template_string|binary_expression)$/.test(node.type))
    return;
  if (parent.type !== 'return_statement' && !/^(?:value|right|body)$/.test(node.field ?? '')) return;
  const text = scene.text(node);
  const used = scene.values(node).filter((one) => new RegExp(`(?<![\\w.])${escaped(one)}\\b`).test(text));
  if (text.length > 90 || used.length < 2) return;
  for (const asked of used.slice(0, 4))
    for (const form of [`${asked} === 0`, `${asked} === ''`]) {
      const elsewhere = scene.source.text.split(form).length > 1;
      for (const value of used.slice(0, 4))
        if (value !== asked) add(node, `${form} ? ${value} : ${text}`, 'unless there is none', elsewhere ? 0.3 : 0.05);
    }
}

/** A part goes through the very function that it is in, with what else that was given. */
function throughItself(scene: Scene, node: Syntax, add: Add): void {
  if (scene.source.dialect === 'go' || !isExpression(node) || !/^[\w.]+\[[\w.]+\]$|^\w+$/.test(scene.text(node)))
    return;
  if (!/^(?:value|right)$/.test(node.field ?? '') && node.parent?.type !== 'arguments') return;
  for (const own of functionsAround(node)) {
    const [name, parameters] = [field(own, 'name'), field(own, 'parameters')];
    const [, ...others] = parameters ? named(parameters).map((one) => /^\w+/.exec(scene.text(one))?.[0] ?? '') : [];
    if (!name || others.length === 0 || others.includes('') || scene.text(name) === 'constructor') continue;
    const holder = own.type === 'method_definition' ? 'this.' : '';
    const weight = /\[/.test(scene.text(node)) ? 0.35 : 0.1;
    add(node, `${holder}${scene.text(name)}(${[scene.text(node), ...others].join(', ')})`, 'a call of itself', weight);
  }
}

/** The greatest or the least of what was given, and of what it should never fall below. */
function oneMoreBound(scene: Scene, node: Syntax, add: Add): void {
  const target = field(node, 'function');
  const list = field(node, 'arguments');
  if (!target || !list || !/^Math\.(?:max|min)$/.test(scene.text(target))) return;
  const given = argumentsOf(node).map((one) => scene.text(one));
  if (!given.some((one) => one.startsWith('...'))) return;
  const put = (bound: string, prior: number) => {
    if (!given.includes(bound)) add(list, `(${[bound, ...given].join(', ')})`, 'one more bound', prior);
  };
  put('0', 0.35);
  for (const [rank, value] of scene.values(node).slice(0, 8).entries()) {
    const sized = given.some((one) => one.includes('.length')) ? 0.4 : 0.1;
    put(`${value}.length`, sized - rank * 0.02);
    put(value, 0.12 - rank * 0.005);
  }
}

/** What is looked up by one of the parameters, where the answer depends on the others as well. */
function wholeKey(scene: Scene, node: Syntax, add: Add): void {
  if (scene.source.dialect !== 'javascript') return;
  const [name, value] = [field(node, 'name'), field(node, 'value')];
  const [own] = functionsAround(node);
  if (!name || !value || !own || !isName(name)) return;
  const key = escaped(scene.text(name));
  const looked = new RegExp(`\\.(?:get|has|set)\\(${key}\\b|\\[${key}\\]`).test(scene.text(own));
  const text = scene.text(value);
  if (!looked || !/^[\w.[\]$]+$|^`.*`$|^String\(|^JSON\./.test(text)) return;
  const inner = text.startsWith('`') ? text.slice(1, -1) : `\${${text}}`;
  const parameters = field(own, 'parameters') ?? field(own, 'parameter');
  for (const one of parameters ? (isName(parameters) ? [parameters] : named(parameters)) : []) {
    const [word = ''] = /^[\w$]+/.exec(scene.text(one)) ?? [];
    if (word === '' || new RegExp(`\\b${escaped(word)}\\b`).test(text)) continue;
    add(value, `\`\${${word}}:${inner}\``, 'the whole key', 0.45);
  }
  if (/^\w+\[0\]$/.test(text)) add(value, `JSON.stringify(${text.replace('[0]', '')})`, 'the whole key', 0.5);
}

/** A value goes through the same method as the one of its neighbour: `const a = this.find(left); const b = right`. */
function likeItsNeighbour(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (!parent || (node.field !== 'value' && node.field !== 'right')) return;
  const holder = parent.parent;
  const siblings = holder?.parent ? named(holder.parent) : [];
  const at = holder ? siblings.indexOf(holder) : -1;
  const text = scene.text(node);
  for (const near of [siblings[at - 1], siblings[at + 1]]) {
    if (!near || near.type !== holder?.type) continue;
    const [, call = ''] = /=\s*((?:this\.)?#?[\w$.]+)\([\w$.]+\);?$/.exec(scene.text(near)) ?? [];
    if (call !== '') add(node, `${call}(${text})`, 'as its neighbour', 0.5);
    const [, ending = ''] = /=\s*[\w$]+(\.[\w$]+(?:\([^()]*\))?);?$/.exec(scene.text(near)) ?? [];
    if (ending !== '' && isName(node)) add(node, `${text}${ending}`, 'as its neighbour', 0.35);
  }
}

const timesIn = new WeakMap<Source, Map<string, number>>();

/** How likely a slip is in a sum that stands just so elsewhere in its function: the more often, the less. */
export function asElsewhere(source: Source, node: Syntax): number {
  let sum: Syntax | null = node;
  for (let depth = 0; sum && depth < 2 && !isSum(source, sum); depth += 1) sum = sum.parent;
  const [own] = functionsAround(node);
  if (!own) return 1;
  if (!sum || !isSum(source, sum)) return boundAsOthers(source, node, own) ? 0.7 : 1;
  const known = timesIn.get(source) ?? new Map<string, number>();
  timesIn.set(source, known);
  const text = source.text.slice(sum.start, sum.end);
  const key = `${own.start}:${text}`;
  let times = known.get(key);
  if (times === undefined) known.set(key, (times = source.text.slice(own.start, own.end).split(text).length - 1));
  return times >= 3 ? 0.55 : times === 2 ? 0.8 : 1;
}

/** Whether a loop goes as far as another of its function does, but for the names: `i <= a.length` beside `j <= b.length`. */
function boundAsOthers({ text }: Source, node: Syntax, own: Syntax): boolean {
  const loop = node.parent;
  const condition = loop && /^for_(?:statement|clause)$/.test(loop.type) ? field(loop, 'condition') : null;
  if (condition?.start !== node.start || condition.end !== node.end) return false;
  const shape = escaped(text.slice(node.start, node.end)).replaceAll(/[A-Za-z_]\w*/g, (one) =>
    /^(?:length|size|len)$/.test(one) ? one : '[A-Za-z_]\\w*',
  );
  return (text.slice(own.start, own.end).match(new RegExp(`; ${shape};`, 'g')) ?? []).length > 1;
}

const isSum = (source: Source, node: Syntax): boolean => {
  const parts = binaryOf(node);
  return parts !== null && /^[-+*/%]$/.test(source.text.slice(parts.operator.start, parts.operator.end));
};

/** How much likelier two arguments stand the other way round, by the order in which the file names them elsewhere. */
export function orderElsewhere({ text }: Source, first: string, second: string): number {
  if (!/^\w+$/.test(first) || !/^\w+$/.test(second)) return 1;
  const times = (a: string, b: string) =>
    text.match(new RegExp(`[(,]\\s*${a}\\b(?:: [^,()=]+)?, ${b}\\b`, 'g'))?.length ?? 0;
  const [so, other] = [times(first, second), times(second, first)];
  // Once is the call itself.
  return other > 0 && so <= 1 ? 1.7 : so > 1 && other === 0 ? 0.3 : 1;
}

/** How much likelier what is set stands under the other of two arguments, by the one that the thing is asked for by elsewhere. */
export function keyElsewhere(scene: Scene, call: Syntax, [key = '', value = '']: readonly string[]): number {
  const target = field(call, 'function');
  const holder = target ? (field(target, 'object') ?? field(target, 'operand')) : null;
  if (!holder) return 1;
  const asked = (by: string) =>
    new RegExp(`${escaped(scene.text(holder))}\\.(?:get|has|delete|pop)\\(${escaped(by)}[,)]`).test(scene.source.text);
  return asked(key) && !asked(value) ? 0.15 : asked(value) && !asked(key) ? 1.7 : 1;
}

/** Whether a function of one statement that reckons with a parameter would do nothing but give it back. */
export function givesBackOnly(scene: Scene, node: Syntax, side: string): boolean {
  const [own] = functionsAround(node);
  const statement = node.parent?.type === 'expression_list' ? node.parent.parent : node.parent;
  if (!own || !/^\w+$/.test(side)) return false;
  const body = field(own, 'body');
  const alone =
    body === node ||
    (statement?.type === 'return_statement' &&
      body !== null &&
      scene
        .text(body)
        .replace(/^\{\s*/, '')
        .startsWith('return'));
  const parameters = field(own, 'parameters') ?? field(own, 'parameter');
  return alone && parameters !== null && new RegExp(`\\b${side}\\b`).test(scene.text(parameters));
}

interface Idle {
  name: RegExp;
  from: number;
  to: number;
  weight: number;
}

const idleOf = new WeakMap<Source, Idle[]>();

/** How much likelier a change is that uses a name which was made and is used nowhere: 1 where it does not. */
export function usesIdle(source: Source, place: { start: number; end: number }, text: string): number {
  let known = idleOf.get(source);
  if (!known) idleOf.set(source, (known = idleNames(source)));
  let weight = 1;
  for (const one of known)
    if (one.from <= place.start && place.end <= one.to && one.name.test(text)) weight = Math.max(weight, one.weight);
  return weight;
}

function idleNames(source: Source): Idle[] {
  if (source.dialect === 'go') return [];
  const found: Idle[] = [];
  for (const node of within(source.root)) {
    const [own] = functionsAround(node);
    if (!own || !/identifier/.test(node.type) || !node.parent) continue;
    const { parent } = node;
    const parameter = /^(?:formal_parameters|required_parameter|optional_parameter|parameters)$/.test(parent.type);
    const declared =
      (parent.type === 'variable_declarator' && node.field === 'name') ||
      (parent.type === 'assignment' && node.field === 'left') ||
      /^(?:array_pattern|object_pattern)$/.test(parent.type);
    const text = source.text.slice(node.start, node.end);
    if ((!declared && !parameter) || text.startsWith('_') || /^(?:self|cls|this)$/.test(text)) continue;
    const name = new RegExp(`(?<![\\w$.])${escaped(text)}(?![\\w$])`);
    const uses = source.text.slice(own.start, own.end).match(new RegExp(name.source, 'g'))?.length ?? 0;
    if (uses === 1) found.push({ name, from: own.start, to: own.end, weight: parameter ? 1.8 : 4 });
  }
  return found;
}
