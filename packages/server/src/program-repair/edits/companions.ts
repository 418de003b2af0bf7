import { type Add, escaped, type Scene } from './scene.ts';
import { functionsAround, isBlock, isFunction, isStatement, named, type Syntax } from '../syntax.ts';

/** A thing that lives longer than the function: a member of its object. */
const member = /^((?:this|self|\w+)\.#?\w+)(?:\.#?\w+\(|\[[^\]]*\]\s*[-+*/]?=(?!=)|\s*[-+*/]?=(?!=)|\+\+|--)/;
const longest = 100;

/**
 * What goes with a change of a thing in one function goes with it in others: where `reset` changes `#own` and then drops what was kept of it,
 * `set` does so as well.
 */
export function addCompanion(scene: Scene, node: Syntax, add: Add): void {
  const { source } = scene;
  const [, thing] = changedBy(scene, node);
  const own = functionsAround(node).at(-1);
  if (thing === undefined || !own) return;
  const whole = scene.text(own);
  const indent = /[ \t]*$/.exec(source.text.slice(0, node.start))?.[0] ?? '';
  for (const other of scene.statements) {
    const around = functionsAround(other).at(-1);
    if (around === own || !around || changedBy(scene, other)[1] !== thing) continue;
    const beside = other.parent ? named(other.parent).filter(isStatement) : [];
    const at = beside.indexOf(other);
    for (const [companion, behind] of [
      [beside[at + 1], true],
      [beside[at - 1], false],
    ] as const) {
      if (!companion) continue;
      const text = scene.text(companion);
      const [, its] = changedBy(scene, companion);
      if (its === undefined || its === thing || text.length > longest || whole.includes(text)) continue;
      if (!text.match(/(?<![\w.#])[a-z_]\w*/gi)?.every((name) => isKnown(name, whole))) continue;
      const after = { start: node.end, end: node.end, line: node.line };
      const before = { start: node.start, end: node.start, line: node.line };
      add(after, `\n${indent}${text}`, 'what goes with a change', behind ? 0.6 : 0.3);
      add(before, `${text}\n${indent}`, 'what goes with a change', behind ? 0.25 : 0.4);
    }
  }
}

const isKnown = (name: string, whole: string): boolean =>
  /^(?:this|self|nil|null|None|undefined|true|false|True|False|new|delete|len|append|make)$/.test(name) ||
  new RegExp(`(?<![\\w.])${escaped(name)}\\b`).test(whole);

/** The statement's match of `member`, where it does nothing else. */
function changedBy(scene: Scene, node: Syntax): readonly (string | undefined)[] {
  if (!isStatement(node) || isFunction(node) || isBlock(node) || node.line !== node.endLine) return [];
  return member.exec(scene.text(node)) ?? [];
}
