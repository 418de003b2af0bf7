import { typesIn } from './go-members.ts';
import { type Add, escaped, type Scene } from '../scene.ts';
import { field, functionsAround, isCondition, isIndex, isStatement, named, type Syntax, within } from '../../syntax.ts';

/** Maps and lists of Go: maps that nobody makes, keys whose value is empty, lists that two share, lists that come out of a map in no order. */
export function changeGoMaps(scene: Scene, node: Syntax, add: Add): void {
  if (node.type === 'composite_literal') makeMaps(scene, node, add);
  if (isCondition(node)) whetherThere(scene, node, add);
  if (node.type === 'slice_expression') roomOfItsOwn(scene, node, add);
  if (!isStatement(node)) return;
  otherEnd(scene, node, add);
  copyInto(scene, node, add);
  copyGiven(scene, node, add);
  noneForLess(scene, node, add);
  makeWhereWritten(scene, node, add);
  putInOrder(scene, node, add);
  onlyWhatIsThere(scene, node, add);
}

const indentOf = (scene: Scene, node: Syntax) => /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';

/** What begins as the empty front of a list is written into that list. */
function roomOfItsOwn(scene: Scene, node: Syntax, add: Add): void {
  const [, list = ''] = /^([\w.]+(?:\[[\w.]+\])?)\[:0\]$/.exec(scene.text(node)) ?? [];
  if (list !== '') add(node, `${list}[:0:0]`, 'room of its own', 0.6);
}

/** An element that is taken from one end of a list and should come from the other: it is read there and taken away there. */
function otherEnd(scene: Scene, node: Syntax, add: Add): void {
  const siblings = named(node.parent ?? node).filter(isStatement);
  const next = siblings[siblings.indexOf(node) + 1];
  const pair = scene.source.text.slice(node.start, next?.end ?? node.end);
  const [, head = '', list = '', between = ''] =
    /^(.* :?= )([\w.]+)\[0\](\s+)\2 = \2\[1:\]$/.exec(pair) ??
    /^(.* :?= )([\w.]+)\[len\(\2\) ?- ?1\](\s+)\2 = \2\[:len\(\2\) ?- ?1\]$/.exec(pair) ??
    [];
  if (!next || list === '') return;
  const last = `len(${list})-1`;
  const changed = pair.includes(`${list}[0]`)
    ? `${head}${list}[${last}]${between}${list} = ${list}[:${last}]`
    : `${head}${list}[0]${between}${list} = ${list}[1:]`;
  const told = /queue/i.test(list) === changed.includes('[1:]');
  add({ start: node.start, end: next.end, line: node.line }, changed, 'from the other end', told ? 0.6 : 0.3);
}

/** Whether a map holds a key is another question than whether its value is empty. */
function whetherThere(scene: Scene, node: Syntax, add: Add): void {
  const holder = node.parent;
  if (holder?.type !== 'if_statement' || field(holder, 'initializer')) return;
  const [, element = '', sign = ''] = /^([\w.]+\[[^\]]+\]) ([=!]=) (?:""|0|nil)$/.exec(scene.text(node)) ?? [];
  if (element !== '') add(node, `_, ok := ${element}; ${sign === '==' ? '!' : ''}ok`, 'whether it is there', 0.6);
  const [, bare = '', inner = ''] = /^(!?)([\w.]+\[[^\]]+\])$/.exec(scene.text(node)) ?? [];
  if (inner !== '') add(node, `_, ok := ${inner}; ${bare}ok`, 'whether it is there', 0.3);
}

/** What other methods do with a key is done here only where the map has it. */
function onlyWhatIsThere(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  if (node.type !== 'return_statement' || !own || !/\bok\b/.test(scene.text(node))) return;
  const before = scene.source.text.slice(own.start, node.start);
  const [, key = ''] = /, ok := [\w.]+\[(\w+)\]\s*$/.exec(before) ?? [];
  if (key === '') return;
  const indent = indentOf(scene, node);
  const place = { start: node.start, end: node.start, line: node.line };
  for (const text of new Set(scene.statements.map((one) => scene.text(one))))
    if (new RegExp(`^\\w+\\.\\w+\\(${key}\\)$`).test(text))
      add(place, `if ok {\n${indent}\t${text}\n${indent}}\n${indent}`, 'only what is there', 0.45);
}

/** What an object gives away of itself, and what goes by a second name, others can change. */
function copyGiven(scene: Scene, node: Syntax, add: Add): void {
  const [, made = '', value = ''] = /^(return |\w+ := )(\w+(?:\.\w+)*)$/.exec(scene.text(node)) ?? [];
  const own = functionsAround(node).at(-1);
  if (value === '' || !own || /^(?:nil|true|false|\d+)$/.test(value)) return;
  const type = typesIn(scene.source, own).get(value) ?? '';
  const given = made === 'return ';
  if (given && !value.includes('.')) return;
  const start = node.end - value.length;
  const place = { start, end: node.end, line: node.line };
  if (type.startsWith('[]')) add(place, `append(${value}[:0:0], ${value}...)`, 'a copy', given ? 0.35 : 0.4);
  const declared = new RegExp(`\\btype ${escaped(type)} (map\\[[^\\n]+)`).exec(scene.source.text);
  if (!type.startsWith('map[') && !declared) return;
  const name = given ? 'copied' : made.replace(' := ', '');
  const indent = indentOf(scene, node);
  const copying = `${name} := make(${type}, len(${value}))\n${indent}for key, one := range ${value} {\n${indent}\t${name}[key] = one\n${indent}}`;
  add(node, given ? `${copying}\n${indent}return ${name}` : copying, 'a copy', 0.4);
}

/** A list that is put into another is shared with it; its elements are copied over. */
function copyInto(scene: Scene, node: Syntax, add: Add): void {
  const [, target = '', list = ''] = /^([\w.]+(?:\[\w+\])?) = ([\w.]+(?:\[\w+\])?)$/.exec(scene.text(node)) ?? [];
  if (target === '' || /^(?:nil|true|false|\d.*)$/.test(list)) return;
  add(node, `copy(${target}, ${list})`, 'a copy', target.includes('[') ? 0.4 : 0.1);
  add(node, `${target} = append(${list}[:0:0], ${list}...)`, 'a copy', target.includes('[') ? 0.35 : 0.15);
}

/** Less than none is none: numbers without a sign go round. */
function noneForLess(scene: Scene, node: Syntax, add: Add): void {
  const [, a = '', b = ''] = /^return ([\w.]+) - ([\w.]+)$/.exec(scene.text(node)) ?? [];
  if (a === '') return;
  const indent = indentOf(scene, node);
  const place = { start: node.start, end: node.start, line: node.line };
  const unsigned = /\buint/.test(scene.source.text) ? 0.6 : 0.15;
  add(place, `if ${b} > ${a} {\n${indent}\treturn 0\n${indent}}\n${indent}`, 'none for less', unsigned);
}

/** The map that a statement writes into is made first, where there is none: one of a map of maps, or a member of what was never begun. */
function makeWhereWritten(scene: Scene, node: Syntax, add: Add): void {
  if (!/^(?:assignment_statement|inc_statement|dec_statement)$/.test(node.type)) return;
  const target = [...within(node)].find(isIndex);
  const written = target ? field(target, 'operand') : null;
  if (!target || !written || target.start !== node.start) return;
  const text = scene.text(written);
  const base = isIndex(written) ? scene.text(field(written, 'operand') ?? written) : text;
  const name = base.split('.').at(-1) ?? base;
  const [, type = ''] =
    new RegExp(`\\b${escaped(name)}(?:, \\w+)*(?: |:= | = |: )(map\\[[^\\n{}]*(?:\\{\\}\\w*)?)`).exec(
      scene.source.text,
    ) ?? [];
  const [, inner = ''] = /^map\[[^\]]+\](.+)$/.exec(type.replace(/\s*(?:\/\/.*|`.*)?$/, '').replace(/\).*$/, '')) ?? [];
  const whole = isIndex(written) ? inner : `${/^map\[[^\]]+\]/.exec(type)?.[0] ?? ''}${inner}`;
  if (!whole.startsWith('map[')) return;
  const indent = indentOf(scene, node);
  const made = `if ${text} == nil {\n${indent}\t${text} = ${whole}{}\n${indent}}\n${indent}`;
  const told = scene.hints.words.has('nil') && scene.hints.words.has('map');
  add({ start: node.start, end: node.start, line: node.line }, made, 'made before it is used', told ? 0.95 : 0.2);
}

/** What was put together from a map has no order until it is given one. */
function putInOrder(scene: Scene, node: Syntax, add: Add): void {
  if (!/"sort"/.test(scene.source.text)) return;
  const [own] = functionsAround(node);
  if (!own || node.parent?.parent?.parent === null) return;
  const before = scene.source.text.slice(own.start, node.start);
  if (!/\bfor\b[^{]*\brange\b/.test(before)) return;
  const place = { start: node.start, end: node.start, line: node.line };
  const ways = [
    ...new Set(scene.source.text.match(/\bsort\.(?:Strings|Ints|Float64s)\b/g)),
    'sort.Strings',
    'sort.Ints',
  ];
  for (const [, name = ''] of before.matchAll(/\b(\w+) = append\(\1,/g)) {
    if (before.includes(`(${name})`) && new RegExp(`sort\\.\\w+\\(${name}\\b`).test(before)) continue;
    for (const [rank, way] of [...new Set(ways)].entries())
      add(place, `${way}(${name})\n${indentOf(scene, node)}`, 'put in order', 0.5 - rank * 0.05);
  }
}

/** A map of a struct that nobody makes: writing into it ends the program. */
function makeMaps(scene: Scene, node: Syntax, add: Add): void {
  const kind = field(node, 'type');
  const body = field(node, 'body');
  if (!kind || !body) return;
  const name = scene.text(kind).replace(/\[.*$/, '');
  const [, fields = ''] =
    new RegExp(`\\btype ${escaped(name)}(?:\\[[^\\]]*\\])? struct \\{([\\s\\S]*?)\\n\\}`).exec(scene.source.text) ?? [];
  const own = scene.text(body);
  const maps = [...fields.matchAll(/^\s*(\w+(?:, \w+)*)\s+((?:map\[|chan ).*?)\s*(?:\/\/.*|`.*)?$/gm)].flatMap(
    ([, names = '', type = '']) => names.split(', ').map((one) => [one, type] as const),
  );
  const missing = maps.filter(([one]) => !new RegExp(`\\b${one}:`).test(own));
  if (missing.length === 0 || (/\w/.test(own) && !own.includes(':'))) return;
  const inner = own.slice(1, -1).trim().replace(/,$/, '');
  const put = (made: typeof missing) => {
    const more = made
      .map(([one, type]) => `${one}: ${type.startsWith('map') ? `${type}{}` : `make(${type})`}`)
      .join(', ');
    add(body, `{${inner === '' ? '' : `${inner}, `}${more}}`, 'made before it is used', 0.88);
  };
  put(missing);
  if (missing.length > 1) for (const one of missing) put([one]);
}
