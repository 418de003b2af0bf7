import { type Add, escaped, receiverOf, type Scene } from './scene.ts';
import { functionsAround, isName, isStatement, named, type Syntax, within } from '../syntax.ts';

/** What a method reads of its object, and what others of its kind bring up to date, it brings up to date as well. */
export function keepState(scene: Scene, node: Syntax, add: Add): void {
  if (!isStatement(node)) return;
  const own = functionsAround(node).at(-1);
  if (!own || node.parent?.parent !== own) {
    // Go has a list of statements within the block.
    if (!own || node.parent?.parent?.parent !== own || node.parent.type !== 'statement_list') return;
  }
  const indent = /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';
  const siblings = named(node.parent ?? node).filter(isStatement);
  const leaves = /^(?:return|throw|raise|panic)\b/.test(scene.text(node));
  const here = scene.text(own);
  for (const { member, text } of statesOf(scene, own)) {
    // What is worked out with the old value comes first.
    const at = siblings.indexOf(node);
    const readsLater = siblings.slice(leaves ? at : at + 1).some((one) => mentions(scene.text(one), member));
    const reads = mentions(scene.text(node), member);
    if (!mentions(here, member) || readsLater) continue;
    const prior = reads ? 0.5 : at === siblings.length - 1 ? 0.36 : 0.1;
    if (leaves)
      add({ start: node.start, end: node.start, line: node.line }, `${text}\n${indent}`, 'kept up to date', prior);
    else add({ start: node.end, end: node.end, line: node.line }, `\n${indent}${text}`, 'kept up to date', prior);
  }
}

const mentions = (text: string, member: string) => new RegExp(`${escaped(member)}\\b`).test(text);

interface State {
  member: string;
  text: string;
}

const statesIn = new WeakMap<Syntax, State[]>();

/** Statements of other methods that set a member of the object to what is known here, and that this one has not. */
function statesOf(scene: Scene, own: Syntax): State[] {
  const known = statesIn.get(own);
  if (known) return known;
  const { dialect, text: all } = scene.source;
  const self =
    dialect === 'python' ? 'self' : dialect === 'javascript' ? 'this' : (receiverOf(scene.source, own)?.name ?? '');
  const found = new Map<string, State>();
  const here = scene.text(own);
  const names = new Set([...within(own)].filter(isName).map((one) => scene.text(one)));
  const keep = (member: string, value: string, text: string) => {
    const whole = `${self}.${member}`;
    const set = new RegExp(`${escaped(whole)}\\s*(?:[-+*/|&]|\\?\\?)?:?=(?!=)|${escaped(whole)}(?:\\+\\+|--)`);
    const parts = value.match(/(?<![\w.'"])[A-Za-z_]\w*/g) ?? [];
    if (set.test(here) || parts.some((one) => one !== self && !names.has(one)) || parts.length === 0) return;
    found.set(text, { member: whole, text });
  };
  if (self !== '') {
    const assigned = new RegExp(`(?<![\\w.])${self}\\.(#?\\w+) = ([^=\\n;{}]{1,60})(;?)(?=\\n|$)`, 'g');
    for (const [text, member = '', value = ''] of all.matchAll(assigned)) keep(member, value.trim(), text);
    // A literal of the whole struct sets its members too.
    if (dialect === 'go')
      for (const [, member = '', value = ''] of all.matchAll(/[{,\t ](\w+): +([a-z]\w*)(?=[,}\n])/g))
        keep(member, value, `${self}.${member} = ${value}`);
  }
  const states = [...found.values()].slice(0, 6);
  statesIn.set(own, states);
  return states;
}
