import type { Add, Scene } from './scene.ts';
import {
  type Dialect,
  field,
  functionsAround,
  isCall,
  isFunction,
  isIndex,
  isName,
  isStatement,
  named,
  type Syntax,
  within,
} from '../syntax.ts';

/** Collections as they are filled, emptied and gone through: what is left when a loop ends, what was taken and stays, what is seen and not noted. */
export function changeCollecting(scene: Scene, node: Syntax, add: Add): void {
  if (isStatement(node) && !isFunction(node)) {
    lastOfLoop(scene, node, add);
    takenAway(scene, node, add);
    bestSoFar(scene, node, add);
    firstForStart(scene, node, add);
    goOn(scene, node, add);
  }
  if (isIndex(node)) swappedIndexes(scene, node, add);
  if (isCall(node) && scene.source.dialect === 'go') otherArity(scene, node, add);
}

const loop = /^(?:for|while|do|for_in)_statement$/;
const collects = /\.(?:append|push|add|extend|unshift|insert)\(|\bappend\(|\+=|\byield\b|\+\+|\]\s*=(?!=)/;

/** What a loop gives when something else begins, the last of it must be given behind the loop. */
function lastOfLoop(scene: Scene, node: Syntax, add: Add): void {
  const siblings = node.parent ? named(node.parent).filter(isStatement) : [];
  const before = siblings[siblings.indexOf(node) - 1];
  if (!before || !loop.test(before.type) || loop.test(node.type)) return;
  const indent = indentOf(scene, node);
  const own = functionsAround(node)[0];
  for (const inner of within(before)) {
    if (inner === before || !isStatement(inner) || isFunction(inner) || loop.test(inner.type)) continue;
    if (functionsAround(inner)[0] !== own || inner.endLine - inner.line > 3) continue;
    const text = scene.text(inner);
    if (!collects.test(text)) continue;
    const whole = text
      .split('\n')
      .map((line, at) => (at === 0 ? line : line.replace(indentOf(scene, inner), indent)))
      .join('\n');
    // One that asks first whether there is anything to give asks that behind the loop as well.
    const conditional = inner.type === 'if_statement';
    if (conditional && field(inner, 'alternative')) continue;
    const place = { start: node.start, end: node.start, line: node.line };
    add(place, `${whole}\n${indent}`, 'the last of a loop', conditional ? 0.4 : 0.22);
    if (conditional || inner.line !== inner.endLine) continue;
    for (const value of givenIn(scene, inner).slice(0, 3))
      for (const guard of guardsFor(scene, value))
        add(place, `${guarded(scene, guard, text, indent)}\n${indent}`, 'the last of a loop', 0.24);
  }
}

/** Names that a collecting statement gives, not the one that it gives them to. */
function givenIn(scene: Scene, statement: Syntax): string[] {
  const found: string[] = [];
  for (const node of within(statement)) {
    const list = field(node, 'arguments');
    if (!list) continue;
    for (const one of within(list)) if (isName(one) && one.field !== 'function') found.push(scene.text(one));
  }
  return [...new Set(found)];
}

function guardsFor(scene: Scene, value: string): string[] {
  const { dialect } = scene.source;
  if (dialect === 'python') return [value];
  return dialect === 'javascript'
    ? [value, `${value}.length > 0`]
    : [`len(${value}) > 0`, `${value} != ""`, `${value} > 0`];
}

function guarded(scene: Scene, guard: string, text: string, indent: string): string {
  const { dialect } = scene.source;
  if (dialect === 'python') return `if ${guard}:\n${indent}    ${text}`;
  return dialect === 'go' ? `if ${guard} {\n${indent}\t${text}\n${indent}}` : `if (${guard}) ${text}`;
}

/** An element that is read off one end of a list of Go is still in it. */
function takenAway(scene: Scene, node: Syntax, add: Add): void {
  if (scene.source.dialect !== 'go' || !/short_var_declaration|assignment_statement/.test(node.type)) return;
  const right = field(node, 'right');
  const taken = right ? [...within(right)].find(isIndex) : undefined;
  const list = taken ? field(taken, 'operand') : null;
  const index = taken ? field(taken, 'index') : null;
  if (!list || !index) return;
  const [name, at] = [scene.text(list), scene.text(index)];
  const place = { start: node.end, end: node.end, line: node.line };
  const indent = indentOf(scene, node);
  const [own] = functionsAround(node);
  const shortens = own !== undefined && scene.text(own).includes(`${name} = ${name}[`);
  const lasting = at === '0' ? `${name}[1:]` : `${name}[:${at}]`;
  add(place, `\n${indent}${name} = ${lasting}`, 'an element taken away', shortens ? 0.06 : 0.45);
}

/** What is greater than the greatest so far is the greatest from now on. */
function bestSoFar(scene: Scene, node: Syntax, add: Add): void {
  if (node.type !== 'if_statement' || !isRepeated(node)) return;
  const condition = field(node, 'condition');
  const body = field(node, 'consequence');
  const [, left = '', right = ''] =
    /^\(?\s*([\w.]+(?:\[\w+\])?)\s*[<>]=?\s*([\w.]+(?:\[\w+\])?)\s*\)?$/.exec(condition ? scene.text(condition) : '') ??
    [];
  const block = body && body.type !== 'block' ? (named(body).length > 0 ? body : null) : body;
  const last = block ? statementsOf(block).at(-1) : undefined;
  if (!last || !block) return;
  const end = scene.source.dialect === 'javascript' ? ';' : '';
  const place = { start: last.end, end: last.end, line: last.line };
  for (const [name, value] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!/^[a-zA-Z_]\w*$/.test(name) || value === '') continue;
    if (new RegExp(`\\b${name}\\s*=(?!=)|\\b${name}\\s*,[^=\\n]*=(?!=)`).test(scene.text(block))) continue;
    // Kept from one round to the next: it is set before the loop.
    const [own] = functionsAround(node);
    const kept =
      own !== undefined &&
      new RegExp(`\\b${name}\\b[^=\\n]*(?::=|=(?!=))`).test(scene.text(own).split(/\bfor\b|\bwhile\b/)[0] ?? '');
    add(place, `\n${indentOf(scene, last)}${name} = ${value}${end}`, 'the best so far', kept ? 0.5 : 0.15);
  }
}

/** What is sought among elements begins as the first of them: nothing says that they are more than none. */
function firstForStart(scene: Scene, node: Syntax, add: Add): void {
  const [, names = '', value = ''] =
    /^(?:let |var )?(\w+(?: = \w+)*) :?= (-?\d+|None|null);?$/.exec(scene.text(node)) ?? [];
  const siblings = node.parent ? named(node.parent).filter(isStatement) : [];
  const at = siblings.indexOf(node);
  const over = siblings.slice(at + 1, at + 4).find((one) => loop.test(one.type));
  const text = over ? scene.text(over) : '';
  const [, list = ''] =
    /^for\b[^\n]*?\b(?:in|of|range)\s+([\w.]+)/.exec(text) ??
    /^for\b[^\n]*?\b([\w.]+)\.length\b/.exec(text) ??
    /^for\b[^\n]*?\blen\(([\w.]+)\)/.exec(text) ??
    [];
  const name = names === '' ? '' : `(?:${names.replaceAll(' = ', '|')})`;
  const most = new RegExp(`\\bmax\\([^()]*\\b${name}\\b|> ${name}\\b|\\b${name} <`).test(text);
  const least = new RegExp(`\\bmin\\([^()]*\\b${name}\\b|< ${name}\\b|\\b${name} >`).test(text);
  if (name === '' || list === '' || !(most || least || new RegExp(`[<>]=? ${name}\\b|\\b${name} [<>]`).test(text)))
    return;
  const start = node.start + scene.text(node).lastIndexOf(value);
  const place = { start, end: start + value.length, line: node.line };
  add(place, `${list}[0]`, 'another start', 0.45);
  // Less than all that can come, or more.
  const [less, more] = unbounded[scene.source.dialect];
  if (most) add(place, less, 'another start', 0.4);
  if (least) add(place, more, 'another start', 0.4);
}

const unbounded: Readonly<Record<Dialect, readonly [less: string, more: string]>> = {
  python: ["float('-inf')", "float('inf')"],
  javascript: ['-Infinity', 'Infinity'],
  go: ['math.MinInt', 'math.MaxInt'],
};

/** One of many that is passed over is no reason to end with all. */
function goOn(scene: Scene, node: Syntax, add: Add): void {
  if (node.type !== 'return_statement' || !isRepeated(node)) return;
  const end = scene.source.dialect === 'javascript' ? ';' : '';
  add(node, `continue${end}`, 'another jump', 0.22);
  add(node, `break${end}`, 'another jump', 0.12);
}

function isRepeated(node: Syntax): boolean {
  for (let at = node.parent; at && !isFunction(at); at = at.parent) if (loop.test(at.type)) return true;
  return false;
}

const statementsOf = (block: Syntax): Syntax[] => {
  const found = named(block).filter(isStatement);
  const [only] = named(block);
  return found.length > 0 || !only ? found : named(only).filter(isStatement);
};

/** `a[i][j]` for `a[j][i]`, also where one of the two may be missing. */
function swappedIndexes(scene: Scene, node: Syntax, add: Add): void {
  const [inner, second] = partsOf(node);
  if (!inner || !second || !isIndex(inner)) return;
  const [, first] = partsOf(inner);
  if (!first || scene.text(first) === scene.text(second)) return;
  const between = scene.source.text.slice(first.end, second.start);
  add(
    { start: first.start, end: second.end, line: node.line },
    `${scene.text(second)}${between}${scene.text(first)}`,
    'swapped indexes',
    0.45,
  );
}

function partsOf(node: Syntax): [list: Syntax | null, index: Syntax | null] {
  return [
    field(node, 'object') ?? field(node, 'value') ?? field(node, 'operand'),
    field(node, 'index') ?? field(node, 'subscript'),
  ];
}

/** Functions of Go's strings that take one argument more or less than the one that was meant. */
const arities: Readonly<Record<string, readonly (readonly [name: string, more: string])[]>> = {
  Split: [
    ['SplitN', ', 2'],
    ['SplitAfter', ''],
  ],
  SplitN: [['Split', '-']],
  Replace: [['ReplaceAll', '-']],
  TrimLeft: [['TrimPrefix', '']],
  TrimRight: [['TrimSuffix', '']],
  TrimPrefix: [['TrimLeft', '']],
  TrimSuffix: [['TrimRight', '']],
  Contains: [['EqualFold', '']],
  TrimSpace: [['Trim', ', " "']],
  Atoi: [['ParseInt', ', 10, 64']],
};

function otherArity(scene: Scene, node: Syntax, add: Add): void {
  const target = field(node, 'function');
  const list = field(node, 'arguments');
  const [, owner, name = ''] = /^(\w+)\.(\w+)$/.exec(target ? scene.text(target) : '') ?? [];
  if (!list || owner === undefined || !Object.hasOwn(arities, name)) return;
  const given = scene.text(list).slice(1, -1);
  for (const [other, more] of arities[name] ?? []) {
    const words = more === '-' ? given.replace(/,[^,]*$/, '') : given + more;
    add(node, `${owner}.${other}(${words})`, 'another of its family', 0.4);
  }
  if (name === 'Replace' && /,\s*1$/.test(given))
    add(node, `${owner}.Replace(${given.replace(/1$/, '-1')})`, 'every match', 0.5);
}

const indentOf = (scene: Scene, node: Syntax): string =>
  /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';
