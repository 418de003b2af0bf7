import type { Add, Scene } from './scene.ts';
import { functionsAround, isMember, isName, isStatement, type Source, type Syntax } from '../syntax.ts';

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

/** `start++` where an `end` is in the same hands: both go in, or both go out. */
export function moveOpposite(scene: Scene, node: Syntax, add: Add): void {
  if (!isStatement(node)) return;
  const text = scene.text(node);
  const [, name = '', moved = '', end = ''] = /^([A-Za-z_]\w*)( ?(?:\+\+|--)| [-+]= 1)(;?)$/.exec(text) ?? [];
  const own = functionsAround(node)[0];
  if (name === '' || !own) return;
  const around = scene.text(own);
  const indent = /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';
  for (const other of oppositesOf(name)) {
    if (!new RegExp(`\\b${other}\\b`).test(around)) continue;
    const turned = moved.includes('+') ? moved.replaceAll('+', '-') : moved.replaceAll('-', '+');
    for (const [move, prior] of [
      [turned, 0.5],
      [moved, 0.3],
    ] as const) {
      const twin = `${other}${move}${end}`;
      const beside = node.parent ? scene.text(node.parent) : '';
      if (beside.includes(twin)) continue;
      add({ start: node.end, end: node.end, line: node.line }, `\n${indent}${twin}`, 'its opposite as well', prior);
      add(
        { start: node.start, end: node.start, line: node.line },
        `${twin}\n${indent}`,
        'its opposite as well',
        prior * 0.6,
      );
    }
  }
}

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
