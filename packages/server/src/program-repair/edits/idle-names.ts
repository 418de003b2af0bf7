import { type Add, escaped, likeness, type Scene } from './scene.ts';
import { field, functionsAround, isExpression, isName, isStatement, named, type Syntax, within } from '../syntax.ts';

/** How much alike a name and the one that was made for it are at least. */
const leastAlike = 0.4;
const longest = 60;

/** What was made and is used nowhere was meant to be used: in the place of what it was made of, or where a sum of such things is kept. */
export function useIdleName(scene: Scene, node: Syntax, add: Add): void {
  // Go does not build with a name that nothing uses.
  if (scene.source.dialect === 'go') return;
  if (isName(node) && isExpression(node) && node.field !== 'left' && node.field !== 'name')
    inItsPlace(scene, node, add);
  if (isStatement(node)) keptInSum(scene, node, add);
}

const made = new WeakMap<Syntax, ReadonlyMap<string, Syntax>>();

/** Names of variables of a function that nothing uses, and what each of them is set to. */
function idleIn(scene: Scene, own: Syntax): ReadonlyMap<string, Syntax> {
  const known = made.get(own);
  if (known) return known;
  const found = new Map<string, Syntax>();
  const whole = scene.text(own);
  for (const node of within(own)) {
    const target =
      node.type === 'variable_declarator'
        ? field(node, 'name')
        : node.type === 'assignment'
          ? field(node, 'left')
          : null;
    const value = field(node, 'value') ?? field(node, 'right');
    if (!target || !value || !isName(target)) continue;
    const name = scene.text(target);
    const uses = whole.match(new RegExp(`(?<![\\w$.])${escaped(name)}(?![\\w$])`, 'g'))?.length ?? 0;
    if (uses === 1 && !name.startsWith('_')) found.set(name, value);
  }
  made.set(own, found);
  return found;
}

/** `stopwords_lower`, made of `stopwords`, in the place of it. */
function inItsPlace(scene: Scene, node: Syntax, add: Add): void {
  const own = functionsAround(node).at(-1);
  if (!own) return;
  const text = scene.text(node);
  for (const [name, value] of idleIn(scene, own)) {
    if (node.start < value.end || name === text) continue;
    const from = new RegExp(`(?<![\\w$.])${escaped(text)}(?![\\w$])`).test(scene.text(value));
    if (from || likeness(name, text) >= leastAlike) add(node, name, 'what was made of it', from ? 0.7 : 0.55);
  }
}

/** A size that was taken from somewhere and goes into no sum, where other functions keep one: `self.total -= size`. */
function keptInSum(scene: Scene, node: Syntax, add: Add): void {
  const own = functionsAround(node).at(-1);
  const siblings = node.parent ? named(node.parent).filter(isStatement) : [];
  if (!own || siblings.at(-1) !== node || /^(?:return|break|continue|throw|raise)\b/.test(scene.text(node))) return;
  const idle = [...idleIn(scene, own).keys()].filter((name) => !scene.text(node).startsWith(`${name} `));
  if (idle.length === 0) return;
  const { text, dialect } = scene.source;
  const indent = /[ \t]*$/.exec(text.slice(0, node.start))?.[0] ?? '';
  const end = dialect === 'javascript' ? ';' : '';
  const sums = [...text.matchAll(/((?:self|this)\.#?\w+) ([-+])= ([\w.]+)/g)].filter(([sum]) => sum.length < longest);
  for (const [rank, [, member = '', sign = '', by = '']] of sums.slice(0, 4).entries())
    for (const name of idle.slice(0, 2)) {
      if (scene.text(own).includes(`${member} `)) continue;
      const near = likeness(name, by) * 0.15 - rank * 0.02;
      const place = { start: node.end, end: node.end, line: node.endLine };
      const other = sign === '+' ? '-' : '+';
      add(place, `\n${indent}${member} ${other}= ${name}${end}`, 'kept in a sum', 0.5 + near);
      add(place, `\n${indent}${member} ${sign}= ${name}${end}`, 'kept in a sum', 0.3 + near);
    }
}
