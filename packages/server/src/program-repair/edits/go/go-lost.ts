import { type Add, escaped, membersOf, type Scene } from '../scene.ts';
import { field, functionsAround, isCall, isStatement, named, type Syntax } from '../../syntax.ts';

/** What gets lost in Go: results that nobody keeps, members that are asked for and never set. */
export function changeGoLost(scene: Scene, node: Syntax, add: Add): void {
  if (node.type === 'return_statement') orderOfEquals(scene, node, add);
  if (!isStatement(node)) return;
  keepResult(scene, node, add);
  setAtLast(scene, node, add);
}

/** What a call gives takes the place of what it was made of, as it does elsewhere. */
function keepResult(scene: Scene, node: Syntax, add: Add): void {
  const [call] = node.type === 'expression_statement' ? named(node) : [];
  if (!call || !isCall(call)) return;
  const text = scene.text(call);
  const [, holder = '', name = ''] = /^([\w.[\]]+)\.(\w+)\(/.exec(text) ?? [];
  if (holder === '') return;
  const elsewhere = new RegExp(`([\\w.[\\]]+) = \\1\\.${escaped(name)}\\(`).test(scene.source.text);
  add(node, `${holder} = ${text}`, 'the result kept', elsewhere ? 0.9 : 0.25);
  const given = /\(([\w.]+)[,)]/.exec(text)?.[1];
  if (given !== undefined) add(node, `${given} = ${text}`, 'the result kept', 0.4);
}

/** What comes first of equal ones is left to chance: by another member of theirs, or by what they are looked up by. */
function orderOfEquals(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  const [, first = '', second = ''] = /^func\((\w+), (\w+) int\) bool \{/.exec(own ? scene.text(own) : '') ?? [];
  const [, left = '', sign = '', right = ''] = /^return (\S+) ([<>]) (\S+)$/.exec(scene.text(node)) ?? [];
  if (second === '' || left === '' || left.replaceAll(`[${first}]`, `[${second}]`) !== right) return;
  const [, element = '', member = ''] = new RegExp(`^([\\w.]+\\[${first}\\])\\.(\\w+)$`).exec(left) ?? [];
  const [, key = ''] = new RegExp(`\\[([\\w.]+\\[${first}\\])\\]$`).exec(left) ?? [];
  const others = key === '' ? siblingsOf(scene, member).map((one) => `${element}.${one}`) : [key];
  const indent = /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? ' ';
  for (const [rank, other] of others.slice(0, 5).entries()) {
    if (other.startsWith('.')) continue;
    for (const [by, prior] of [
      ['<', 0.5],
      ['>', 0.4],
    ] as const) {
      const equal = `if ${left} != ${right} {\n${indent}\treturn ${left} ${sign} ${right}\n${indent}}`;
      const then = `return ${other} ${by} ${other.replaceAll(`[${first}]`, `[${second}]`)}`;
      add(node, `${equal}\n${indent}${then}`, 'order of equals', prior - rank * 0.04);
    }
  }
}

/** Other members of structs that have one of this name, those that have an order. */
function siblingsOf(scene: Scene, member: string): string[] {
  const kinds = [...scene.source.text.matchAll(/\btype (\w+)(?:\[[^\]]*\])? struct\b/g)].map(([, kind = '']) => kind);
  return kinds.flatMap((kind) => {
    const members = membersOf(scene.source, kind);
    if (!members.some(({ name }) => name === member)) return [];
    return members
      .filter(({ name, type }) => name !== member && /^(?:string|u?int\d*|float\d+|rune|byte)$/.test(type))
      .map(({ name }) => name);
  });
}

/** A member that says whether something was done is set where it is done. */
function setAtLast(scene: Scene, node: Syntax, add: Add): void {
  const own = functionsAround(node).at(-1);
  const receiver = own ? field(own, 'receiver') : null;
  const [, self = '', kind = ''] = /^\((\w+) \*(\w+)/.exec(receiver ? scene.text(receiver) : '') ?? [];
  if (self === '') return;
  const { text } = scene.source;
  const [, fields = ''] =
    new RegExp(`\\btype ${escaped(kind)}(?:\\[[^\\]]*\\])? struct \\{([\\s\\S]*?)\\n\\}`).exec(text) ?? [];
  const indent = /[ \t]*$/.exec(text.slice(0, node.start))?.[0] ?? '';
  const place = { start: node.start, end: node.start, line: node.line };
  for (const [, names = ''] of fields.matchAll(/^\s*(\w+(?:, \w+)*)\s+bool\b/gm))
    for (const name of names.split(', '))
      if (!new RegExp(`\\.${name} = |\\b${name}: `).test(text) && new RegExp(`\\.${name}\\b`).test(text))
        add(place, `${self}.${name} = true\n${indent}`, 'set at last', 0.6);
}
