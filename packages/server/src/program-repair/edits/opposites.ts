import type { Add, Scene } from './scene.ts';
import { isMember, isName, type Source, type Syntax } from '../syntax.ts';

/** Parts of names that are taken for one another. */
const pairs: readonly (readonly [string, string])[] = [
  ['above', 'below'],
  ['add', 'remove'],
  ['after', 'before'],
  ['ascending', 'descending'],
  ['begin', 'end'],
  ['bottom', 'top'],
  ['buy', 'sell'],
  ['child', 'parent'],
  ['close', 'open'],
  ['col', 'row'],
  ['cols', 'rows'],
  ['credit', 'debit'],
  ['dec', 'inc'],
  ['deposit', 'withdraw'],
  ['dequeue', 'enqueue'],
  ['down', 'up'],
  ['end', 'start'],
  ['even', 'odd'],
  ['first', 'last'],
  ['first', 'second'],
  ['from', 'to'],
  ['front', 'back'],
  ['head', 'tail'],
  ['height', 'width'],
  ['high', 'low'],
  ['hi', 'lo'],
  ['in', 'out'],
  ['left', 'right'],
  ['lower', 'upper'],
  ['max', 'min'],
  ['minor', 'major'],
  ['new', 'old'],
  ['next', 'prev'],
  ['next', 'previous'],
  ['pop', 'push'],
  ['read', 'write'],
  ['source', 'target'],
  ['src', 'dst'],
  ['x', 'y'],
];

const wordsOf = new WeakMap<Source, ReadonlySet<string>>();

/** A name of the file that says the opposite in one of its parts: `_above` for `_below`, `maxWidth` for `maxHeight`. */
export function changeToOpposite(scene: Scene, node: Syntax, add: Add): void {
  if (
    !isName(node) &&
    !/^(?:property_identifier|field_identifier|private_property_identifier)$/.test(node.type) &&
    !member(node)
  )
    return;
  let words = wordsOf.get(scene.source);
  if (!words) wordsOf.set(scene.source, (words = new Set(scene.source.text.match(/[A-Za-z_]\w*/g))));
  const text = scene.text(node);
  for (const other of oppositesOf(text))
    if (words.has(other)) add(node, other, 'its opposite', text.length > 2 ? 0.55 : 0.4);
}

/** Python names a member by a plain name behind the dot. */
const member = ({ type, parent, field }: Syntax): boolean =>
  type === 'identifier' && parent !== null && isMember(parent) && field === 'attribute';

function oppositesOf(name: string): string[] {
  const parts = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^A-Za-z]+/g) ?? [];
  return parts.flatMap((part, at) =>
    pairs.flatMap(([one, other]) => {
      const lower = part.toLowerCase();
      const opposite = lower === one ? other : lower === other ? one : null;
      if (opposite === null) return [];
      const cased =
        part === lower
          ? opposite
          : part === part.toUpperCase() && part.length > 1
            ? opposite.toUpperCase()
            : opposite[0]?.toUpperCase() + opposite.slice(1);
      return [[...parts.slice(0, at), cased, ...parts.slice(at + 1)].join('')];
    }),
  );
}
