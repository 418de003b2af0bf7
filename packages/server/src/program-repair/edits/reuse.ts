import { type Add, argumentsOf, calledName, escaped, likeness, receiverOf, type Scene } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isCondition,
  isExpression,
  isIndex,
  isMember,
  isName,
  isStatement,
  type Source,
  type Syntax,
  within,
} from '../syntax.ts';

/** What the file has already, in another place: its functions around a value, its statements for one another, its calls in another order. */
export function reuse(scene: Scene, node: Syntax, add: Add): void {
  if (isExpression(node)) callOwn(scene, node, add);
  if (binaryOf(node)) compareByOwn(scene, node, add);
  if (isCondition(node)) withinBounds(scene, node, add);
  if (isCall(node)) otherOrder(scene, node, add);
  if (isStatement(node)) likeAnother(scene, node, add);
  if (/^assignment(?:_expression|_statement)?$/.test(node.type)) otherTarget(scene, node, add);
}

/** A value that should have gone through a function of the file, itself above all. */
function callOwn(scene: Scene, node: Syntax, add: Add): void {
  const { parent, field: role } = node;
  if (!parent || !(isName(node) || isMember(node) || isIndex(node)) || role === 'function' || role === 'object') return;
  const holds =
    /^(?:arguments|argument_list|array|list|tuple|pair|return_statement|expression_list|arrow_function)$/.test(
      parent.type,
    );
  const index = isIndex(parent) && !/^(?:object|operand|value)$/.test(role ?? '');
  if (holds || index || role === 'right') callMethod(scene, node, index, add);
  const text = scene.text(node);
  if (binaryOf(parent)) inItsUnit(scene, node, text, add);
  if (!holds && !index && role !== 'value' && role !== 'right') return;
  const around = functionsAround(node).map((one) => scene.text(field(one, 'name') ?? one));
  for (const { name, parameters } of scene.functions) {
    if (
      parameters !== 1 ||
      name === text ||
      (isCall(parent.parent ?? parent) && calledName(scene, parent.parent ?? parent) === name)
    )
      continue;
    const usual =
      index && new RegExp(`\\b${name}\\(\\w+\\)`).test(scene.source.text.replace(/\b(?:def|function|func) \w+/g, ''));
    const outer = isCall(parent.parent ?? parent) ? calledName(scene, parent.parent ?? parent) : '';
    const twice = outer !== '' && calls(scene, name, outer) ? 0.2 : 1;
    add(node, `${name}(${text})`, 'a function of the file', (around.includes(name) ? 0.4 : usual ? 0.3 : 0.14) * twice);
  }
}

/** Whether a function of the file calls another: what goes through both would go through the other twice. */
function calls({ source }: Scene, name: string, other: string): boolean {
  const head = new RegExp(`\\b(?:function|def|func) ${escaped(name)}\\b`).exec(source.text);
  if (!head) return false;
  const rest = source.text.slice(head.index);
  const end = /\n(?=[^\s})])|\n\}/.exec(rest)?.index ?? rest.length;
  return new RegExp(`(?<![\\w.])${escaped(other)}\\(`).test(rest.slice(0, end));
}

/** A value of a sum or a comparison that goes through no function, where its function puts others through one of the file or an imported one. */
function inItsUnit(scene: Scene, node: Syntax, text: string, add: Add): void {
  const [own] = functionsAround(node);
  const sum = node.parent ? binaryOf(node.parent) : null;
  if (!own || !sum || !/^(?:[-+*/]|[<>]=?|[=!]==?)$/.test(scene.text(sum.operator))) return;
  for (const [name, near] of conversionsAt(scene, own))
    if (!scene.text(node.parent ?? node).includes(`${name}(${text})`))
      add(node, `${name}(${text})`, 'in the unit of the others', near ? 0.5 : 0.3);
}

const conversions = new WeakMap<Syntax, [name: string, near: boolean][]>();

/** Functions of the file, or imported ones, that the file calls with one value, and whether the function at hand does. */
function conversionsAt(scene: Scene, own: Syntax): [name: string, near: boolean][] {
  const known = conversions.get(own);
  if (known) return known;
  const found = new Map<string, boolean>();
  const { text, dialect } = scene.source;
  const imported = dialect === 'go' ? [] : (text.match(importing) ?? []).join(' ').match(/\w+/g);
  const names = new Set([...scene.functions.map(({ name }) => name), ...(imported ?? [])]);
  for (const [, name = ''] of text.matchAll(/(?<!(?:def|function|func) )(?<![\w.])(\w+)\([\w.]+\)/g))
    if (names.has(name)) found.set(name, (found.get(name) ?? false) || scene.text(own).includes(`${name}(`));
  for (const one of functionsAround(own).concat(own)) found.delete(scene.text(field(one, 'name') ?? one));
  const all = [...found].slice(0, 8);
  conversions.set(own, all);
  return all;
}

const importing = /^(?:import|from)\b.*|\b(?:const|var|let) \{[^}]*\} = require\(.*/gm;

const called = new WeakMap<Source, string[]>();

/** A value that should have gone through a method of its object, as others do that it is beside: `size[this.find(i)]`. */
function callMethod(scene: Scene, node: Syntax, index: boolean, add: Add): void {
  const own = functionsAround(node).at(-1);
  if (!own) return;
  let known = called.get(scene.source);
  if (!known) {
    const calls = [...scene.source.text.matchAll(/(?<![\w.])([a-z]\w*\.#?\w+)\([\w.]+\)/g)].map(
      ([, name = '']) => name,
    );
    called.set(scene.source, (known = [...new Set(calls)]));
  }
  const { dialect } = scene.source;
  const self = dialect === 'go' ? receiverOf(scene.source, own)?.name : dialect === 'python' ? 'self' : 'this';
  const [text, name] = [scene.text(node), scene.text(field(own, 'name') ?? own)];
  for (const one of known) {
    const [holder, method = ''] = one.split('.');
    const declared = new RegExp(
      `(?:\\bdef |\\bfunc \\([^)\\n]*\\) |^\\s+(?:private |async |static )*)${escaped(method)}\\(\\w`,
      'm',
    );
    if (holder !== self || method === name || !declared.test(scene.source.text)) continue;
    if (isCall(node.parent?.parent ?? node) && calledName(scene, node.parent?.parent ?? node) === method) continue;
    add(node, `${one}(${text})`, 'a method of its object', index ? 0.45 : 0.15);
  }
}

/** Two values that the file has a function of its own to compare. */
function compareByOwn(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  const sign = parts ? scene.text(parts.operator) : '';
  if (!parts || !/^[=!]==?$/.test(sign)) return;
  const around = functionsAround(node).map((one) => scene.text(field(one, 'name') ?? one));
  const [a, b] = [scene.text(parts.left), scene.text(parts.right)];
  const not = sign.startsWith('!') ? (scene.source.dialect === 'python' ? 'not ' : '!') : '';
  for (const { name, parameters } of scene.functions) {
    const told = /close|equal|same|match|eq\b|compare|like|near/i.test(name);
    if (parameters >= 2 && parameters <= 3 && !around.includes(name))
      add(node, `${not}${name}(${a}, ${b})`, 'a function of the file', told ? 0.5 : 0.08);
  }
  const float = /^-?\d+\.\d{6,}/;
  if (
    scene.source.dialect === 'python' &&
    scene.hints.values.some(({ actual, expected }) => float.test(actual) || float.test(expected))
  )
    add(node, `abs(${a} - ${b}) ${sign === '==' ? '<' : '>='} 1e-9`, 'nearly the same', 0.4);
}

/** An element that may lie beyond the end is asked for only where there is one. */
function withinBounds(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const { dialect } = scene.source;
  const and = dialect === 'python' ? 'and' : '&&';
  for (const one of within(node)) {
    if (!isIndex(one)) continue;
    const list = field(one, 'object') ?? field(one, 'value') ?? field(one, 'operand');
    const index = field(one, 'index') ?? field(one, 'subscript');
    if (!list || !index || !/^[\w.]+(?: [-+] \w+)?$/.test(scene.text(index))) continue;
    const size = dialect === 'javascript' ? `${scene.text(list)}.length` : `len(${scene.text(list)})`;
    const at = scene.text(index);
    const bare = /\|\||\bor\b/.test(text) ? `(${text})` : text;
    if (!text.includes(`< ${size}`))
      add(node, `${at} < ${size} ${and} ${bare}`, 'within bounds', / \+ /.test(at) ? 0.6 : 0.2);
    if (/ - /.test(at)) add(node, `${at} >= 0 ${and} ${bare}`, 'within bounds', 0.5);
  }
}

/** The calls of a chain, one of them earlier or later. */
function otherOrder(scene: Scene, node: Syntax, add: Add): void {
  const outer = node.parent;
  if (outer && isMember(outer) && outer.parent && isCall(outer.parent)) return;
  const links: string[] = [];
  let at: Syntax = node;
  let start = node.end;
  while (isCall(at)) {
    const target = field(at, 'function');
    const inner = target && isMember(target) ? (field(target, 'object') ?? field(target, 'operand')) : null;
    if (!target || !inner || argumentsOf(at).some((one) => /function|lambda/.test(one.type))) break;
    links.unshift(scene.source.text.slice(inner.end, at.end));
    start = inner.end;
    at = inner;
  }
  if (links.length < 2 || links.length > 6) return;
  const place = { start, end: node.end, line: node.line };
  for (let from = 0; from < links.length; from += 1) {
    for (let to = 0; to < links.length; to += 1) {
      if (to === from || to === from + 1) continue;
      const rest = links.filter((_, index) => index !== from);
      rest.splice(to, 0, links[from] ?? '');
      add(place, rest.join(''), 'calls in another order', 0.32);
    }
  }
}

/** What is read to set an element is as a rule that element: the best of it and another is kept in its own place. */
function otherTarget(scene: Scene, node: Syntax, add: Add): void {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (!left || !right || !/\[/.test(scene.text(left))) return;
  const own = scene.text(left);
  const read = new Set([...within(right)].filter(isIndex).map((one) => scene.text(one)));
  if (read.has(own)) return;
  for (const one of read)
    if (one.length < 60) add(left, one, 'another target', /^m(?:in|ax)\b|Math\.m/.test(scene.text(right)) ? 0.5 : 0.25);
}

/** A statement as another of its function has it. */
function likeAnother(scene: Scene, node: Syntax, add: Add): void {
  const text = scene.text(node);
  const own = functionsAround(node)[0];
  if (
    !own ||
    node.line !== node.endLine ||
    text.length > 100 ||
    /^(?:return|const|let|var|import|break|continue)/.test(text)
  )
    return;
  for (const other of scene.statements) {
    const line = scene.text(other);
    if (line === text || line.includes('\n') || functionsAround(other)[0] !== own || other.type !== node.type) continue;
    const near = likeness(line, text);
    if (near > 0.3) add(node, line, 'a statement of its function', 0.3 * near);
  }
}
