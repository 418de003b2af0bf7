import { type Add, escaped, type Scene } from './scene.ts';
import { field, functionsAround, isFunction, isStatement, named, type Source, type Syntax, within } from '../syntax.ts';

const most = 60;
const known = new WeakMap<Source, Map<Syntax, Pairing[]>>();

/** Which names of one statement stand for which of its twin. */
type Pairing = ReadonlyMap<string, string>;

/**
 * A statement whose twin is missing: where a function does the same with two things (`take(a[i])`, `take(b[j])`), what it does with one of
 * them it is likely to do with the other.
 */
export function addTwin(scene: Scene, node: Syntax, add: Add): void {
  if (!isStatement(node) || isFunction(node) || node.endLine - node.line > 3) return;
  addTwinGuard(scene, node, add);
  const [own] = functionsAround(node);
  const text = scene.text(node);
  if (!own || /^(?:return|const|let|var|import|break|continue|def|class)\b|:=/.test(text)) return;
  const whole = scene.text(own);
  const indent = /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';
  for (const pairing of pairingsOf(scene, own)) {
    const twin = text.replaceAll(/[A-Za-z_]\w*/g, (name) => pairing.get(name) ?? name);
    if (twin === text || whole.includes(twin)) continue;
    add({ start: node.end, end: node.end, line: node.line }, `\n${indent}${twin}`, 'a twin of a statement', 0.5);
    add({ start: node.start, end: node.start, line: node.line }, `${twin}\n${indent}`, 'a twin of a statement', 0.3);
  }
}

/** Where one parameter is looked at before anything is done with it, so is another of its type. */
function addTwinGuard(scene: Scene, node: Syntax, add: Add): void {
  const own = functionsAround(node).at(-1);
  const text = scene.text(node);
  if (!own || node.type !== 'if_statement' || field(node, 'alternative')) return;
  if (!/[\n{):]\s*(?:return|throw|raise|continue|panic\()/.test(text)) return;
  const siblings = node.parent ? named(node.parent) : [];
  const before = siblings[siblings.indexOf(node) - 1];
  // What was just asked for goes into the condition: `x, ok := table[a]` before `if !ok`.
  const [, name = '', asked = ''] =
    /^\w+, (ok|found|exists|present) := ([^\n]+)$/.exec(before ? scene.text(before) : '') ?? [];
  const guard =
    name !== '' && text.startsWith(`if !${name} {`) ? text.replace('if ', `if _, ${name} := ${asked}; `) : text;
  const given = parametersOf(scene, own);
  const indent = /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';
  for (const one of given) {
    const word = new RegExp(`(?<![\\w.])${escaped(one.name)}(?!\\w)`, 'g');
    if (!word.test(guard)) continue;
    for (const other of given) {
      if (other.name === one.name || other.type !== one.type) continue;
      const twin = guard.replace(word, other.name);
      if (twin === guard || scene.text(own).includes(twin)) continue;
      add({ start: node.end, end: node.end, line: node.line }, `\n${indent}${twin}`, 'a twin of a guard', 0.6);
    }
  }
}

/** Names and types, where there are any, of what a function is given. */
function parametersOf(scene: Scene, own: Syntax): { name: string; type: string }[] {
  const list = field(own, 'parameters');
  return (list ? named(list) : []).flatMap((one) => {
    const type = field(one, 'type');
    const names = one.children.filter(({ type: kind }) => kind === 'identifier');
    return (names.length > 0 ? names : [one])
      .map((name) => ({ name: scene.text(name), type: type ? scene.text(type) : '' }))
      .filter(({ name }) => /^\w+$/.test(name) && !/^(?:self|cls|this)$/.test(name));
  });
}

/** From statements of a function that are the same but for some names, both ways. */
function pairingsOf(scene: Scene, own: Syntax): Pairing[] {
  const cache = known.get(scene.source) ?? new Map<Syntax, Pairing[]>();
  known.set(scene.source, cache);
  const kept = cache.get(own);
  if (kept) return kept;
  const statements = [...within(own)].filter((one) => isStatement(one) && !isFunction(one) && one.line === one.endLine);
  const words = statements.slice(0, most).map((one) => scene.text(one).match(/[A-Za-z_]\w*|[^\sA-Za-z_]/g) ?? []);
  const found = new Map<string, Pairing>();
  for (const [at, one] of words.entries())
    for (const other of words.slice(at + 1)) {
      const pairing = pairingOf(one, other);
      if (pairing) found.set(JSON.stringify([...pairing]), pairing);
    }
  const all = [...found.values()].slice(0, 12);
  cache.set(own, all);
  return all;
}

/** At least two names apart, or one thing's members would be twins of one another. */
function pairingOf(one: readonly string[], other: readonly string[]): Pairing | null {
  if (one.length !== other.length || one.length < 4) return null;
  const pairs = new Map<string, string>();
  for (const [at, word] of one.entries()) {
    const its = other[at] ?? '';
    if (word === its) {
      if (pairs.has(word)) return null;
      continue;
    }
    if (!/^[A-Za-z_]/.test(word) || !/^[A-Za-z_]/.test(its) || (pairs.get(word) ?? its) !== its) return null;
    pairs.set(word, its);
    pairs.set(its, word);
  }
  return pairs.size >= 4 && pairs.size <= 8 ? pairs : null;
}
