import { type Add, argumentsOf, calledName, escaped, type Scene } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isNumber,
  isStatement,
  isString,
  named,
  type Source,
  type Syntax,
  within,
} from '../syntax.ts';

/** What stands beside says how it should read: the statement next to it, the parameters that a call of the function itself passes on. */
export function changeLikenesses(scene: Scene, node: Syntax, add: Add): void {
  if (isStatement(node)) {
    likeItsSibling(scene, node, add);
    passesOn(scene, node, add);
  }
  if (/^assignment(?:_expression|_statement)?$/.test(node.type)) digitByDigit(scene, node, add);
  if (isNumber(node)) fromItsStart(scene, node, add);
  if (isString(node)) anotherState(scene, node, add);
}

const wordsOf = (text: string) => [...text.matchAll(/[A-Za-z_]\w*|\d+|[^\s\w]/g)];

/** Two statements that differ in one name throughout, and in one place in another: that place is the slip. */
function likeItsSibling(scene: Scene, node: Syntax, add: Add): void {
  const siblings = node.parent ? named(node.parent).filter(isStatement) : [];
  const at = siblings.indexOf(node);
  for (const other of [siblings[at - 1], siblings[at + 1]]) {
    if (!other || other.type !== node.type) continue;
    const [own, its] = [wordsOf(scene.text(node)), wordsOf(scene.text(other))];
    if (own.length !== its.length || own.length < 8 || own.length > 80) continue;
    const stands = new Map<string, string[]>();
    for (const [index, [word]] of its.entries()) stands.set(word, [...(stands.get(word) ?? []), own[index]?.[0] ?? '']);
    if (![...stands].some(([word, all]) => all.length > 1 && all.every((one) => one === all[0] && one !== word)))
      continue;
    for (const [index, match] of own.entries()) {
      const all = stands.get(its[index]?.[0] ?? '') ?? [];
      const usual = all.filter((one) => one !== match[0]);
      if (usual.length === 0 || usual.length !== all.length - 1 || usual.some((one) => one !== usual[0])) continue;
      const start = node.start + match.index;
      const place = { start, end: start + match[0].length, line: lineAt(scene, start) };
      add(place, usual[0] ?? '', 'as the statement beside it', 0.6);
    }
  }
}

const lineAt = (scene: Scene, offset: number) => scene.source.text.slice(0, offset).split('\n').length;

const constant = /^(?:None|null|undefined|nil|0|-1|''|""|\[\]|\{\}|true|false|True|False|(?:-?Infinity|math\.inf))$/;

/** What a function calls itself with: its own parameters where constants stand, in all calls of a statement at once. */
function passesOn(scene: Scene, node: Syntax, add: Add): void {
  const own = functionsAround(node)[0];
  const name = own ? field(own, 'name') : null;
  const list = own ? field(own, 'parameters') : null;
  if (!own || !name || !list || node.endLine - node.line > 2) return;
  const parameters = named(list)
    .flatMap((one) => {
      const names = one.children.filter(({ type }) => type === 'identifier');
      return (names.length > 0 && scene.source.dialect === 'go' ? names : [names[0] ?? one]).map((each) =>
        scene.text(each),
      );
    })
    .filter((one) => !/^(?:self|cls)$/.test(one));
  const changes: { start: number; end: number; text: string }[] = [];
  for (const call of within(node)) {
    if (!isCall(call) || calledName(scene, call) !== scene.text(name)) continue;
    for (const [index, given] of argumentsOf(call).entries()) {
      const parameter = parameters[index] ?? '';
      if (constant.test(scene.text(given)) && /^[A-Za-z_]\w*$/.test(parameter))
        changes.push({ start: given.start, end: given.end, text: parameter });
    }
  }
  for (const one of changes) add({ ...one, line: node.line }, one.text, 'passed on', 0.5);
  if (changes.length < 2) return;
  let text = scene.text(node);
  for (const { start, end, text: put } of changes.toSorted((a, b) => b.start - a.start))
    text = text.slice(0, start - node.start) + put + text.slice(end - node.start);
  add(node, text, 'passed on', 0.5);
}

/** `count = int(char)` in a loop that begins it again elsewhere: a number has more than one digit. */
function digitByDigit(scene: Scene, node: Syntax, add: Add): void {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const own = functionsAround(node)[0];
  if (!left || !right || !own) return;
  const [name, value] = [scene.text(left), scene.text(right)];
  const digit = /^(?:int|Number|parseInt|float|ord)\(|['"]0['"]\)?$|indexOf\(|\.index\(|\bIndex\w*\(|digits?\[/.test(
    value,
  );
  const begins = new RegExp(`(?<![\\w.])${escaped(name)}(?:: [^=\\n]+)? :?= 0\\b|\\bvar ${escaped(name)} \\w*int`);
  if (!digit || !begins.test(scene.text(own)) || value.includes(name)) return;
  const bases = new Set(['10', ...scene.numbers.filter((one) => /^(?:2|8|16|26|36|62|64)$/.test(one))]);
  for (const base of bases) add(node, `${name} = ${name} * ${base} + ${value}`, 'digit by digit', 0.5);
}

const start = /^(?:lo|low|start|begin|from|left|first|offset|pos|position|base|min|at|l|s)$/i;

/** Zero where the function was told where to begin. */
function fromItsStart(scene: Scene, node: Syntax, add: Add): void {
  const own = functionsAround(node)[0];
  const list = own ? field(own, 'parameters') : null;
  if (!own || !list || scene.text(node) !== '0' || !/^(?:value|right)$|^$/.test(node.field ?? '')) return;
  for (const word of scene.text(list).match(/[A-Za-z_]\w*/g) ?? [])
    if (start.test(word)) add(node, word, 'where it begins', 0.45);
}

const statesIn = new WeakMap<Source, Map<string, string[]>>();

/** A text that a variable is set to or compared with: one of the others that it has elsewhere. */
function anotherState(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (!parent || !/^(?:right|value)$/.test(node.field ?? '')) {
    if (parent?.type !== 'comparison_operator') return;
  }
  const parts = binaryOf(parent);
  const left = parts ? parts.left : (field(parent, 'left') ?? field(parent, 'name'));
  if (!left || (parts && !/^[=!]==?$/.test(scene.text(parts.operator)))) return;
  const name = scene.text(left);
  if (!/^[\w.]+$/.test(name)) return;
  const known = statesIn.get(scene.source) ?? new Map<string, string[]>();
  statesIn.set(scene.source, known);
  let all = known.get(name);
  if (!all) {
    const said = new RegExp(`(?<![\\w.])${escaped(name)}(?:: [^=\\n]+)? (?::?=|[=!]==?) (["'][\\w -]*["'])`, 'g');
    const found = new Map<string, number>();
    for (const [, text = ''] of scene.source.text.matchAll(said)) found.set(text, (found.get(text) ?? 0) + 1);
    const ranked = [...found].sort((a, b) => b[1] - a[1]).map(([text]) => text);
    known.set(name, (all = found.size > 1 ? ranked.slice(0, 8) : []));
  }
  for (const [rank, other] of all.entries())
    if (other !== scene.text(node)) add(node, other, 'another state', 0.45 - rank * 0.02);
}
