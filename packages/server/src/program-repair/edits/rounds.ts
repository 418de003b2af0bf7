import { type Add, argumentsOf, calledName, escaped, type Scene } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isBlock,
  isCall,
  isMember,
  isName,
  isNumber,
  isStatement,
  isString,
  named,
  type Syntax,
  within,
} from '../syntax.ts';

/** Rounds of loops that know too much or end too soon, and pieces of a text that leave no room for what follows. */
export function changeRounds(scene: Scene, node: Syntax, add: Add): void {
  if (isLoop(node)) beginsEachRound(scene, node, add);
  if (node.type === 'return_statement') onlyWhereFound(scene, node, add);
  if (isName(node) || isMember(node) || isNumber(node)) roomForTheRest(scene, node, add);
}

const isLoop = (node: Syntax) => /^(?:for|while|do|for_in)_statement$/.test(node.type);
const indentOf = (scene: Scene, node: Syntax) => /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';

/** What is gathered in one round is begun before all of them: the second one goes on from the first. */
function beginsEachRound(scene: Scene, loop: Syntax, add: Add): void {
  const siblings = named(loop.parent ?? loop).filter(isStatement);
  const body = field(loop, 'body') ?? named(loop).find(isBlock);
  const first = body ? [...within(body)].find((one) => isStatement(one) && !isBlock(one)) : undefined;
  const [own] = functionsAround(loop);
  if (!body || !first || !own) return;
  const text = scene.text(body);
  const behind = scene.source.text.slice(loop.end, own.end);
  const at = siblings.indexOf(loop);
  for (const begun of siblings.slice(Math.max(0, at - 4), at)) {
    const [, name = ''] = begins.exec(scene.text(begun)) ?? [];
    const word = `(?<![\\w.])${escaped(name)}\\b`;
    if (name === '' || new RegExp(word).test(behind)) continue;
    const grows = new RegExp(
      `${word}(?: [-+*/|&]= |\\+\\+|--|\\.(?:append|push|add|set|extend)\\(|\\[[^\\]\\n]+\\] [-+]?= | :?= )`,
    );
    const uses = text.match(new RegExp(word, 'g'))?.length ?? 0;
    if (!grows.test(text) || uses < 2) continue;
    const inner = [...within(body)].some((one) => isLoop(one) && grows.test(scene.text(one)));
    const between = scene.source.text.slice(begun.end, first.start).replace(/^[ \t]*\n[ \t]*/, '');
    add(
      { start: begun.start, end: first.start, line: loop.line },
      `${between}${scene.text(begun)}\n${indentOf(scene, first)}`,
      'begins in each round',
      inner ? 0.65 : 0.4,
    );
  }
}

const begins =
  /^(?:let |const |var )?([A-Za-z_]\w*)(?:: [^=\n]+)? :?= (?:-?\d+|0\.0|''|""|\[\]|\{\}|set\(\)|dict\(\)|new (?:Map|Set)\(\)|true|false|True|False|None|null|nil|\[\]\w+\{\}|map\[\w+\]\w+\{\});?$/;

/** A search that gives back what the first of many says has not asked the others. */
function onlyWhereFound(scene: Scene, node: Syntax, add: Add): void {
  const siblings = named(node.parent ?? node).filter(isStatement);
  const [value] = named(node);
  let loop = node.parent;
  while (loop && isBlock(loop)) loop = loop.parent;
  if (loop?.type === 'statement_list') loop = loop.parent?.parent ?? null;
  const [own] = functionsAround(node);
  if (!value || !loop || !isLoop(loop) || siblings.at(-1) !== node || !own) return;
  const { dialect } = scene.source;
  const text = scene.text(value);
  const call =
    isCall(value) || /^await\b/.test(text) || (named(value).length === 1 && isCall(named(value)[0] ?? value));
  const itself = scene
    .text(own)
    .slice(0, 80)
    .includes(` ${/^(?:[\w.]+\.)?(\w+)\(/.exec(text)?.[1]}(`);
  const prior = call ? (itself ? 0.85 : 0.6) : 0.25;
  const [name = 'found'] = ['found', 'result', 'answer'].filter((one) => !scene.text(own).includes(one));
  const indent = indentOf(scene, node);
  const nothing = nothingOf(scene, own, node);
  const put = (condition: string, weight: number) => {
    if (dialect === 'python')
      add(
        node,
        `${name} = ${text}\n${indent}if ${condition}:\n${indent}    return ${name}`,
        'only where found',
        weight,
      );
    else if (dialect === 'javascript')
      add(node, `const ${name} = ${text};\n${indent}if (${condition}) return ${name};`, 'only where found', weight);
  };
  if (dialect === 'go') {
    const pair = nothing.endsWith(', false');
    const [head, condition] = pair
      ? [`${name}, ok := ${text}; `, 'ok']
      : nothing === 'false'
        ? ['', text]
        : [`${name} := ${text}; `, `${name} != ${nothing === '' ? 'nil' : nothing}`];
    const given = pair ? `${name}, ok` : nothing === 'false' ? 'true' : name;
    add(node, `if ${head}${condition} {\n${indent}\treturn ${given}\n${indent}}`, 'only where found', prior);
    return;
  }
  const plain = /^(?:-?\d+|null|None|undefined)?$/.test(nothing);
  const none = nothing === '' ? (dialect === 'python' ? 'None' : 'undefined') : nothing;
  if (plain && dialect === 'python') put(`${name} ${none === 'None' ? 'is not None' : `!= ${none}`}`, prior);
  if (plain && dialect === 'javascript') put(`${name} !== ${none}`, prior);
  put(name, plain ? prior * 0.95 : prior);
}

/** What a function gives back at its end, or where it has nothing. */
function nothingOf(scene: Scene, own: Syntax, but: Syntax): string {
  const last = [...within(own)].filter((one) => one.type === 'return_statement' && one !== but && one.start > but.end);
  const [value] = last.length > 0 ? named(last.at(-1) ?? but) : [];
  return value ? scene.text(value) : '';
}

/** `text[:limit] + suffix` is longer than the limit. */
function roomForTheRest(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (!parent || !isLastOfSlice(scene, node, parent)) return;
  let piece: Syntax = parent;
  for (let at = parent.parent; at && !isStatement(at); at = at.parent) {
    const sum = binaryOf(at);
    if (sum && scene.text(sum.operator) === '+' && sum.left.start <= piece.start && sum.left.end >= piece.end) {
      const long = lengthOf(scene, sum.right);
      if (long !== null) add(node, `${scene.text(node)} - ${long}`, 'room for the rest', 0.7);
      return;
    }
    if (at.type === 'template_string') {
      const behind = /^\}([^$`]+)`$/.exec(scene.source.text.slice(piece.end, at.end))?.[1];
      if (behind !== undefined) add(node, `${scene.text(node)} - ${behind.length}`, 'room for the rest', 0.7);
      return;
    }
    if (binaryOf(at)) return;
    piece = at;
  }
}

function isLastOfSlice(scene: Scene, node: Syntax, parent: Syntax): boolean {
  if (parent.type === 'slice') return /^[^:]*:[^:]+$/.test(scene.text(parent)) && parent.end === node.end;
  if (parent.type === 'slice_expression') return node.field === 'end';
  const call = parent.parent;
  if (!call || !isCall(call) || !/^(?:slice|substring)$/.test(calledName(scene, call))) return false;
  return argumentsOf(call).length === 2 && argumentsOf(call)[1] === node;
}

function lengthOf(scene: Scene, node: Syntax): string | null {
  const text = scene.text(node);
  if (isString(node)) return /^(['"])[^'"\\]+\1$/.test(text) ? String(text.length - 2) : null;
  if (!isName(node) && !isMember(node)) return null;
  return scene.source.dialect === 'javascript' ? `${text}.length` : `len(${text})`;
}
