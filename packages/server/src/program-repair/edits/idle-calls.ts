import { zeroOf } from './refusals.ts';
import { type Add, receiverOf, type Scene } from './scene.ts';
import { field, functionsAround, isFunction, isStatement, named, type Source, type Syntax, within } from '../syntax.ts';

interface Idle {
  name: string;
  /** Names of what it is given. */
  parameters: string[];
  method: boolean;
  /** Go's type of what it belongs to and of what it gives. */
  kind: string;
  result: string;
  at: Syntax;
}

const mostCalls = 8;
const idleIn = new WeakMap<Source, Idle[]>();

/** What the file keeps to itself and calls nowhere was meant to be called. */
export function addIdleCall(scene: Scene, node: Syntax, add: Add): void {
  if (!isStatement(node) || isFunction(node)) return;
  const own = functionsAround(node).at(-1);
  if (!own) return;
  const { dialect } = scene.source;
  const indent = /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';
  const siblings = named(node.parent ?? node).filter(isStatement);
  const last = siblings.at(-1) === node && !/^(?:return|break|continue|throw|raise|panic)\b/.test(scene.text(node));
  for (const idle of idleOf(scene.source)) {
    if (idle.at === own) continue;
    const holder = holderOf(scene, own, idle);
    if (holder === null) continue;
    for (const [rank, given] of listsFor(scene, node, idle.parameters).entries()) {
      const call = `${holder}${idle.name}(${given.join(', ')})`;
      const failing = dialect === 'go' && idle.result === 'error' ? zerosOf(scene, own) : null;
      const statement =
        failing === null
          ? `${call}${dialect === 'javascript' ? ';' : ''}`
          : `if err := ${call}; err != nil {\n${indent}\treturn ${failing}\n${indent}}`;
      const prior = (idle.result === '' || failing !== null ? 0.6 : 0.2) - rank * 0.03;
      add({ start: node.start, end: node.start, line: node.line }, `${statement}\n${indent}`, 'a call left out', prior);
      if (last)
        add({ start: node.end, end: node.end, line: node.line }, `\n${indent}${statement}`, 'a call left out', prior);
    }
  }
}

function idleOf(source: Source): Idle[] {
  const known = idleIn.get(source);
  if (known) return known;
  const found: Idle[] = [];
  for (const node of within(source.root)) {
    const name = isFunction(node) ? field(node, 'name') : null;
    if (!name || functionsAround(node).length > 0) continue;
    const word = source.text.slice(name.start, name.end);
    const hidden = source.dialect === 'go' ? /^[a-z]/.test(word) : /^(?:_(?!_)|#)/.test(word);
    const bare =
      source.dialect === 'javascript' &&
      node.type === 'function_declaration' &&
      !/export/.test(node.parent?.type ?? '');
    if ((!hidden && !bare) || /^(?:init|main)$/.test(word)) continue;
    if (source.text.split(new RegExp(`(?<![\\w#])${word}(?!\\w)`)).length !== 2) continue;
    const list = field(node, 'parameters');
    const parameters = (list ? named(list) : [])
      .flatMap((one) => {
        const names = one.children.filter(({ type }) => type === 'identifier');
        return (names.length > 0 ? names : [one]).map((each) => source.text.slice(each.start, each.end));
      })
      .filter((one) => !/^(?:self|cls)$/.test(one));
    const receiver = field(node, 'receiver');
    const result = field(node, 'result');
    found.push({
      name: word,
      parameters,
      method:
        node.type === 'method_declaration' ||
        node.type === 'method_definition' ||
        node.parent?.parent?.type === 'class_definition',
      kind: /(\w+)\)?$/.exec(receiver ? source.text.slice(receiver.start, receiver.end) : '')?.[1] ?? '',
      result: result ? source.text.slice(result.start, result.end) : '',
      at: node,
    });
  }
  idleIn.set(source, found);
  return found;
}

/** What stands before the name of a call; null where it cannot be called from here. */
function holderOf(scene: Scene, own: Syntax, idle: Idle): string | null {
  if (!idle.method) return '';
  const { dialect } = scene.source;
  if (dialect === 'javascript')
    return own.type === 'method_definition' && own.parent === idle.at.parent ? 'this.' : null;
  if (dialect === 'python') return own.parent === idle.at.parent ? 'self.' : null;
  const self = receiverOf(scene.source, own);
  return self && scene.text(field(own, 'receiver') ?? own).includes(idle.kind) ? `${self.name}.` : null;
}

/** Lists of what a call may be given: values of the same names first. */
function listsFor(scene: Scene, node: Syntax, parameters: readonly string[]): string[][] {
  const values = scene.values(node).slice(0, 8);
  let lists: string[][] = [[]];
  for (const name of parameters) {
    const fitting = values.toSorted(
      (a, b) => Number(b.split('.').at(-1) === name) - Number(a.split('.').at(-1) === name),
    );
    lists = lists.flatMap((list) =>
      fitting.slice(0, parameters.length > 1 ? 4 : mostCalls).map((value) => [...list, value]),
    );
  }
  return lists.slice(0, mostCalls);
}

function zerosOf(scene: Scene, own: Syntax): string | null {
  const result = field(own, 'result');
  const types = result
    ? (result.type === 'parameter_list' ? named(result) : [result]).map((one) => scene.text(one))
    : [];
  if (types.at(-1) !== 'error') return null;
  return [...types.slice(0, -1).map(zeroOf), 'err'].join(', ');
}
