import { type Add, calledName, escaped, memberName, type Scene } from '../scene.ts';
import { field, functionsAround, isCall, isMember, isStatement, named, type Syntax, within } from '../../syntax.ts';

/** What Go's file does in full elsewhere: structs with all their members, places that are given back, methods that stand in for one another. */
export function changeAsElsewhere(scene: Scene, node: Syntax, add: Add): void {
  if (node.type === 'composite_literal') addMember(scene, node, add);
  if (isCall(node)) sameSignature(scene, node, add);
  if (isStatement(node)) giveBack(scene, node, add);
}

const keyed = /^(\w+): ([^\n]{1,60})$/;

/** A member that other structs of the same type are made with. */
function addMember(scene: Scene, node: Syntax, add: Add): void {
  const [type, own] = partsOf(scene, node);
  const last = own.at(-1);
  if (!last || own.length > 12) return;
  const names = new Set(own.map((one) => keyed.exec(scene.text(one))?.[1] ?? ''));
  if (names.has('')) return;
  for (const other of within(scene.source.root)) {
    if (other.type !== 'composite_literal' || other === node) continue;
    const [its, members] = partsOf(scene, other);
    if (its !== type) continue;
    for (const one of members) {
      const [, name = '', value = ''] = keyed.exec(scene.text(one)) ?? [];
      if (name === '' || names.has(name) || !canBeSaid(scene, node, value)) continue;
      add({ start: last.end, end: last.end, line: last.endLine }, `, ${name}: ${value}`, 'a member put in', 0.7);
    }
  }
}

function partsOf(scene: Scene, literal: Syntax): [type: string, members: Syntax[]] {
  const type = field(literal, 'type');
  const body = field(literal, 'body');
  return [type ? scene.text(type) : '', body ? named(body) : []];
}

/** Whether the names of a value are known at a place. */
function canBeSaid(scene: Scene, node: Syntax, value: string): boolean {
  const own = functionsAround(node).at(-1);
  const around = own ? scene.source.text.slice(own.start, node.start) : '';
  return [...value.matchAll(/(?<![\w."])[a-z_]\w*(?!\w*[({])/g)].every(
    ([name]) => /^(?:true|false|nil|len|append|make)$/.test(name) || new RegExp(`\\b${escaped(name)}\\b`).test(around),
  );
}

/** Another method of the file that takes and gives the same; one that the function calls as well is the likelier. */
function sameSignature(scene: Scene, node: Syntax, add: Add): void {
  const target = field(node, 'function');
  const last = target && isMember(target) ? memberName(target) : null;
  const own = functionsAround(node).at(-1);
  if (!last || !own) return;
  const declared = [...scene.source.text.matchAll(/^func \(\w+ (\*?\w+)\) (\w+)(\([^\n]*) \{$/gm)];
  const its = declared.find(([, , name]) => name === calledName(scene, node));
  if (!its) return;
  for (const [, holder, name = '', rest] of declared)
    if (name !== its[2] && holder === its[1] && rest === its[3])
      add(last, name, 'another method', scene.text(own).includes(`.${name}(`) ? 0.7 : 0.35);
}

/** A place in a channel that is taken and never given back lets nobody else in. */
function giveBack(scene: Scene, node: Syntax, add: Add): void {
  const whole = functionsAround(node).at(-1);
  const [own] = functionsAround(node);
  if (!whole || own?.type !== 'func_literal' || named(node.parent ?? node)[0] !== node) return;
  const text = scene.text(whole);
  for (const [, channel = ''] of text.matchAll(/(?<![\w.])([\w.]+) <- (?:struct\{\}\{\}|true|1)\s*$/gm)) {
    if (new RegExp(`<-\\s*${escaped(channel)}\\b|range ${escaped(channel)}\\b`).test(scene.source.text)) continue;
    const indent = /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';
    add(
      { start: node.start, end: node.start, line: node.line },
      `defer func() { <-${channel} }()\n${indent}`,
      'given back',
      0.95,
    );
  }
}
