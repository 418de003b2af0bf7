import { typesIn } from './go/go-members.ts';
import { type Add, argumentsOf, calledName, type Scene } from './scene.ts';
import {
  field,
  functionsAround,
  isCall,
  isFunction,
  isName,
  isStatement,
  named,
  type Syntax,
  within,
} from '../syntax.ts';

const loop = /^(?:for|while|do|for_in)_statement$/;

/**
 * A way that led nowhere is gone back: what is set, marked or collected before a function calls itself has to be as it was when the
 * call has come back.
 */
export function goBack(scene: Scene, node: Syntax, add: Add): void {
  if (isName(node)) keptAsItIs(scene, node, add);
  if (!isStatement(node) || isFunction(node) || !callsItself(scene, node)) return;
  const siblings = node.parent ? named(node.parent).filter(isStatement) : [];
  const at = siblings.indexOf(node);
  const behind = siblings.slice(at + 1).map((one) => scene.text(one));
  const indent = indentOf(scene, node);
  const around = loopAround(node);
  const whole = around ? restOf(scene, around) : '';
  for (const before of siblings.slice(Math.max(0, at - 5), at)) {
    for (const [undo, prior] of undoings(scene, before)) {
      if (behind.includes(undo)) continue;
      add({ start: node.end, end: node.end, line: node.endLine }, `\n${indent}${undo}`, 'a way gone back', prior);
      if (!around || whole.includes(undo)) continue;
      const place = { start: around.end, end: around.end, line: node.line };
      add(place, `\n${indentOf(scene, around)}${undo}`, 'a way gone back', prior * 0.8);
    }
  }
}

/** What is collected and changes afterwards has to be collected as it is now. */
function keptAsItIs(scene: Scene, node: Syntax, add: Add): void {
  const call = node.parent?.parent ?? null;
  const outer = functionsAround(node).at(-1);
  if (!call || !outer || !isCall(call) || !/^(?:append|push|add)$/.test(calledName(scene, call))) return;
  const name = scene.text(node);
  const [into] = argumentsOf(call);
  const { dialect } = scene.source;
  if (dialect === 'go' && into === node) return;
  const changed = new RegExp(
    `(?<![\\w.])${name}(?:\\.(?:append|push|pop|add|remove|delete|sort|reverse)\\(|\\[[^\\]\\n]*\\] = | = append\\(${name},)`,
  );
  if (!changed.test(scene.text(outer))) return;
  if (dialect === 'go') {
    const type = typesIn(scene.source, outer).get(name) ?? '';
    if (type.startsWith('[]')) add(node, `append(${type}(nil), ${name}...)`, 'a copy', 0.6);
    return;
  }
  for (const [form, prior] of copies[dialect]) add(node, form.replace('@', name), 'a copy', prior);
}

const copies: Readonly<Record<'python' | 'javascript', readonly (readonly [form: string, prior: number])[]>> = {
  python: [
    ['list(@)', 0.6],
    ['@.copy()', 0.55],
    ['dict(@)', 0.3],
  ],
  javascript: [
    ['[...@]', 0.6],
    ['{ ...@ }', 0.35],
    ['new Set(@)', 0.2],
  ],
};

/** By its name, or by that of the function in which it stands. */
function callsItself(scene: Scene, node: Syntax): boolean {
  const own = functionsAround(node).flatMap((one) => {
    const name = field(one, 'name') ?? (one.parent ? (field(one.parent, 'name') ?? field(one.parent, 'left')) : null);
    return name ? [scene.text(name)] : [];
  });
  return [...within(node)].some((one) => isCall(one) && own.includes(calledName(scene, one)));
}

/** What takes back what a statement does, the likelier first. */
function undoings(scene: Scene, statement: Syntax): [text: string, prior: number][] {
  const text = scene.text(statement);
  const { dialect } = scene.source;
  const end = dialect === 'javascript' ? ';' : '';
  const [, at = '', list = '', way = ''] =
    /^(?:(?:var |let |const )?(\w+) = )?([\w.]+)\.(append|push|add)\(/.exec(text) ?? [];
  if (way === 'append' || way === 'push')
    return [
      [`${list}.pop()${end}`, 0.6],
      // Where it went is known: it is taken out from there.
      ...(at === '' ? [] : [[`${list}.splice(${at}, 1)${end}`, 0.62] as [string, number]]),
    ];
  const given = /\((.*)\);?$/.exec(text)?.[1] ?? '';
  if (way === 'add')
    return (dialect === 'python' ? ['remove', 'discard'] : ['delete']).map((one, rank) => [
      `${list}.${one}(${given})${end}`,
      0.6 - rank * 0.2,
    ]);
  const [, grown = ''] = /^(\w+) = append\(\1,/.exec(text) ?? [];
  if (grown !== '') return [[`${grown} = ${grown}[:len(${grown})-1]`, 0.6]];
  const [, counted = '', sign = ''] = /^([\w.]+)(?: ([-+])= 1|(?:\+\+|--));?$/.exec(text) ?? [];
  if (counted !== '') {
    const back = sign === '-' || text.includes('--') ? '+' : '-';
    return [[sign === '' ? `${counted}${back}${back}${end}` : `${counted} ${back}= 1${end}`, 0.5]];
  }
  const [, place = '', value = ''] = /^([\w.]+(?:\[[^=]+\])+) = (\S+?);?$/.exec(text) ?? [];
  if (place === '') return [];
  const flags: Readonly<Record<string, string>> = { true: 'false', false: 'true', True: 'False', False: 'True' };
  const flag = flags[value];
  if (flag !== undefined) return [[`${place} = ${flag}${end}`, 0.6]];
  return emptyOf(scene, place).map((one, rank) => [`${place} = ${one}${end}`, 0.6 - rank * 0.1]);
}

/** What a place of a table holds where it holds nothing: what such places are compared with and set to, or what is usual. */
function emptyOf(scene: Scene, place: string): string[] {
  const table = place.slice(0, place.indexOf('['));
  const constant = `(-?\\d+|'[^']*'|"[^"]*"|null|nil|None|undefined|[A-Z][A-Z_]+)`;
  const found = [
    ...scene.source.text.matchAll(
      new RegExp(
        `(?<![\\w.])${table.replaceAll('.', '\\.')}(?:\\[[^\\]\\n]+\\])+ (?:[!=]?==?|is|is not) ${constant}`,
        'g',
      ),
    ),
  ].map(([, one = '']) => one);
  const usual =
    scene.source.dialect === 'python' ? ['0', 'None'] : scene.source.dialect === 'go' ? ['0'] : ['0', 'null'];
  return [...new Set([...found, ...usual])].slice(0, 4);
}

function loopAround(node: Syntax): Syntax | null {
  for (let at = node.parent; at && !isFunction(at); at = at.parent) if (loop.test(at.type)) return at;
  return null;
}

/** What stands behind a loop in its block. */
function restOf(scene: Scene, around: Syntax): string {
  return around.parent ? scene.source.text.slice(around.end, around.parent.end) : '';
}

const indentOf = (scene: Scene, node: Syntax): string =>
  /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';
