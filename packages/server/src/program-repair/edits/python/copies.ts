import { type Add, argumentsOf, calledName, escaped, type Scene } from '../scene.ts';
import { field, functionsAround, isCall, isMember, isName, isStatement, named, type Syntax } from '../../syntax.ts';

const changing =
  'append|extend|insert|pop|remove|clear|sort|reverse|update|add|discard|setdefault|popitem|appendleft|popleft';

/** Python's lists and dicts that two hold where each should have its own, and values that can be gone through only once. */
export function changeSharing(scene: Scene, node: Syntax, add: Add): void {
  if (node.type === 'assignment') copyOfAssigned(scene, node, add);
  if (node.type === 'return_statement') copyOfMember(scene, node, add);
  if (isStatement(node)) {
    ownParameter(scene, node, add);
    changedInPlace(scene, node, add);
  }
  if (node.type === 'class_definition') sharedMember(scene, node, add);
  if (isCall(node) || node.type === 'subscript') deeper(scene, node, add);
}

/** Whether a name's value is changed in a text, not the name given another one. */
const isChanged = (name: string, text: string): boolean =>
  new RegExp(
    `(?<![\\w.])${escaped(name)}(?:\\.(?:${changing})\\(|\\[[^\\]=]*\\]\\s*(?:[-+*/|&]?=(?!=)|\\[))|\\bdel ${escaped(name)}\\[|(?<![\\w.])${escaped(name)} [-+|]= `,
  ).test(text);

/** A copy whose elements are still shared. */
function deeper(scene: Scene, node: Syntax, add: Add): void {
  const [, outer, inner] =
    /^(?:(?:list|dict|copy\.copy|copy)\(([\w.]+)\)|([\w.]+)(?:\.copy\(\)|\[:\]))$/.exec(scene.text(node)) ?? [];
  const held = outer ?? inner;
  if (held === undefined) return;
  const whole = /^import copy\b/m.test(scene.source.text);
  if (whole || /^from copy import\b.*\bdeepcopy\b/m.test(scene.source.text))
    add(node, `${whole ? 'copy.' : ''}deepcopy(${held})`, 'a deep copy', 0.7);
  add(node, `[list(one) for one in ${held}]`, 'a deep copy', 0.2);
  add(node, `[dict(one) for one in ${held}]`, 'a deep copy', 0.15);
  add(node, `{key: list(one) for key, one in ${held}.items()}`, 'a deep copy', 0.15);
}

/** A value under another name is the same value: what is changed of it must be a copy. */
function copyOfAssigned(scene: Scene, node: Syntax, add: Add): void {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const [own] = functionsAround(node);
  if (!left || !right || !own || !(isName(right) || isMember(right))) return;
  const [a, b] = [scene.text(left), scene.text(right)];
  const kept = /^self\.\w+$/.test(a);
  if (/^(?:True|False|None|self)$/.test(b)) return;
  const changed = isChanged(a, scene.text(own));
  const weight = changed ? 1 : kept || a.includes('[') ? 0.5 : 0.15;
  const keyed = new RegExp(
    `\\b${escaped(b)}\\.(?:items|keys|values|get)\\(|\\b${escaped(a)}\\.(?:items|get|update)\\(|\\b${escaped(a)}\\[['"]`,
  ).test(scene.text(own));
  put(scene, right, b, keyed, weight, add);
}

function put(scene: Scene, place: Syntax, text: string, keyed: boolean, weight: number, add: Add): void {
  add(place, `${text}.copy()`, 'a copy', 0.6 * weight);
  add(place, keyed ? `dict(${text})` : `list(${text})`, 'a copy', 0.62 * weight);
  add(place, `[list(row) for row in ${text}]`, 'a copy', 0.3 * weight);
  if (/^(?:import copy|from copy import deepcopy)\b/m.test(scene.source.text))
    add(
      place,
      /^import copy\b/m.test(scene.source.text) ? `copy.deepcopy(${text})` : `deepcopy(${text})`,
      'a copy',
      0.65 * weight,
    );
}

/** What an object gives away of itself others can change. */
function copyOfMember(scene: Scene, node: Syntax, add: Add): void {
  const value = named(node)[0];
  if (!value || !/^self\.\w+$/.test(scene.text(value))) return;
  const text = scene.text(value);
  const keyed = new RegExp(`${escaped(text)}\\s*=\\s*(?:\\{|dict\\()`).test(scene.source.text);
  put(scene, value, text, keyed, 0.45, add);
}

/** A parameter that is changed, or gone through more than once, made the function's own at its start. */
function ownParameter(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  const body = own ? field(own, 'body') : null;
  if (!own || !body || node.parent !== body) return;
  const first = named(body)
    .filter(isStatement)
    .find((one) => !isDocument(one));
  if (first !== node) return;
  const whole = scene.text(body);
  const indent = ' '.repeat(node.column);
  for (const parameter of named(field(own, 'parameters') ?? own)) {
    const name = /^\w+/.exec(scene.text(parameter))?.[0] ?? '';
    if (name === '' || /^(?:self|cls)$/.test(name)) continue;
    const uses = [...whole.matchAll(new RegExp(`(?:\\bin |[\\w.]\\(|, )${name}\\b(?!\\s*[.([=])`, 'g'))].length;
    const changed = isChanged(name, whole);
    if (!changed && uses < 2) continue;
    const place = { start: node.start, end: node.start, line: node.line };
    add(place, `${name} = list(${name})\n${indent}`, 'a copy', 0.42);
    if (changed) add(place, `${name} = ${name}.copy()\n${indent}`, 'a copy', 0.4);
    if (changed) add(place, `${name} = dict(${name})\n${indent}`, 'a copy', 0.38);
  }
}

const isDocument = (node: Syntax) => node.type === 'expression_statement' && named(node)[0]?.type === 'string';

const inPlace = /^(?:sort|reverse|append|extend|update|add|insert|remove|clear|discard)$/;
const pure =
  /^(?:strip|lstrip|rstrip|lower|upper|title|capitalize|replace|zfill|ljust|rjust|center|casefold|swapcase|union|intersection|difference|removeprefix|removesuffix|format|expandtabs)$/;

/** What gives a new value and is not kept, what changes in place and gives nothing. */
function changedInPlace(scene: Scene, node: Syntax, add: Add): void {
  const inner = node.type === 'expression_statement' || node.type === 'return_statement' ? named(node)[0] : null;
  const assigned = inner?.type === 'assignment' ? field(inner, 'right') : null;
  const call = assigned ?? inner;
  if (!inner || !call || !isCall(call)) return;
  const name = calledName(scene, call);
  const target = field(call, 'function');
  const object = target && isMember(target) ? field(target, 'object') : null;
  const holder = object ? scene.text(object) : '';
  const text = scene.text(call);
  const indent = ' '.repeat(node.column);
  if (!assigned && node.type === 'expression_statement') {
    const [given] = argumentsOf(call);
    if (
      /^(?:update|append|extend|add)$/.test(name) &&
      given &&
      object &&
      (isName(object) || object.type === 'subscript')
    )
      add(node, `${holder} = ${scene.text(given)}`, 'set, not changed', 0.12);
    if (pure.test(name) && /^[\w.[\]'"]+$/.test(holder)) add(node, `${holder} = ${text}`, 'the result kept', 0.85);
    const [first] = argumentsOf(call);
    if (/^(?:sorted|reversed)$/.test(name) && !object && first) {
      const list = scene.text(first);
      add(node, `${list} = ${name === 'reversed' ? `list(${text})` : text}`, 'the result kept', 0.85);
      const more = argumentsOf(call)
        .slice(1)
        .map((one) => scene.text(one));
      add(node, `${list}.${name === 'sorted' ? 'sort' : 'reverse'}(${more.join(', ')})`, 'in place', 0.8);
    }
    return;
  }
  if (!inPlace.test(name) || holder === '') return;
  const given = argumentsOf(call).map((one) => scene.text(one));
  if (name === 'sort') add(call, `sorted(${[holder, ...given].join(', ')})`, 'a new list', 0.85);
  if (name === 'reverse') add(call, `${holder}[::-1]`, 'a new list', 0.8);
  if (assigned) add(node, text, 'in place', 0.85);
  else if (node.type === 'return_statement') add(node, `${text}\n${indent}return ${holder}`, 'in place', 0.85);
}

/** A list of the class is one for all its objects. */
function sharedMember(scene: Scene, node: Syntax, add: Add): void {
  const body = field(node, 'body');
  if (!body) return;
  const { text } = scene.source;
  const members = named(body);
  const maker = members.find(
    (one) => one.type === 'function_definition' && scene.text(field(one, 'name') ?? one) === '__init__',
  );
  const made = maker ? field(maker, 'body') : null;
  const first = made ? named(made).find((one) => !isDocument(one)) : null;
  if (!first) return;
  for (const member of members) {
    const [, name = '', value = ''] =
      /^(\w+)\s*(?::[^=]+)?=\s*(\[.*\]|\{.*\}|set\(\)|list\(\)|dict\(\)|deque\(\))$/.exec(scene.text(member)) ?? [];
    if (name === '' || member.start > first.start || !scene.text(node).includes(`self.${name}`)) continue;
    const between = text.slice(member.end, first.start).replace(/^\s*\n/, '');
    const indent = ' '.repeat(member.column);
    const changed = `${between.replace(/^[ \t]+/, '')}self.${name} = ${value}\n${' '.repeat(first.column)}`;
    add(
      { start: member.start, end: first.start, line: member.line },
      changed.startsWith(indent) ? changed.trimStart() : changed,
      'a new one for each object',
      0.85,
    );
  }
}
