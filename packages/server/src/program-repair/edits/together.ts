import type { Add, Scene } from './scene.ts';
import { binaryOf, field, isNumber, named, type Syntax, within } from '../syntax.ts';

/** Slips that were made twice in one expression: both places change in the same way. */
export function changeTogether(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  if (parts && /^(?:&&|\|\||and|or)$/.test(scene.text(parts.operator))) bothSides(scene, node, add);
  if (node.type === 'comparison_operator') inChain(scene, node, add);
  if (isNumber(node)) return;
  sameNumber(scene, node, add);
}

const others: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '<': [['<=', 0.3]],
  '<=': [['<', 0.3]],
  '>': [['>=', 0.3]],
  '>=': [['>', 0.3]],
  '==': [['!=', 0.15]],
  '===': [['!==', 0.15]],
  '!=': [['==', 0.15]],
  '!==': [['===', 0.15]],
};

/** `a <= b && c <= d`: what is wrong on one side is wrong on the other, in that sign or in its mirror. */
function bothSides(scene: Scene, node: Syntax, add: Add): void {
  const parts = binaryOf(node);
  const signs = [...within(node)].flatMap((one) => {
    const { operator } = binaryOf(one) ?? {};
    return operator && Object.hasOwn(others, scene.text(operator)) ? [operator] : [];
  });
  if (signs.length < 2 || signs.length > 4) return;
  const words = signs.map((one) => scene.text(one));
  const bounds = words.every((one) => /^[<>]=?$/.test(one));
  if (!bounds && new Set(words).size > 1) return;
  // Strict or not alike: mixed ones are seldom a slip of both.
  if (bounds && new Set(words.map((one) => one.endsWith('='))).size > 1) return;
  let text = '';
  let from = node.start;
  for (const sign of signs) {
    text += scene.source.text.slice(from, sign.start) + (others[scene.text(sign)]?.[0]?.[0] ?? '');
    from = sign.end;
  }
  // Two sides that are one another's mirror are right or wrong together.
  const mirrored = parts !== null && mirror(scene.text(parts.left)) === mirror(scene.text(parts.right));
  const prior = mirrored ? 1.1 : (others[words[0] ?? '']?.[0]?.[1] ?? 0);
  add(node, text + scene.source.text.slice(from, node.end), 'both operators', prior);
}

/** The words of a comparison without their order, where each side names two things. */
const mirror = (text: string): string => {
  const words = text.match(/\w+/g) ?? [];
  return words.length === 4 ? `${words.toSorted().join(' ')}${text.replace(/\w+/g, '')}` : text;
};

/** Python's `a <= b <= c`. */
function inChain(scene: Scene, node: Syntax, add: Add): void {
  const signs = node.children.filter((one) => Object.hasOwn(others, scene.text(one)));
  if (signs.length < 2) return;
  for (const sign of signs) {
    const [other] = others[scene.text(sign)] ?? [];
    if (other) add(sign, other[0], 'another operator', 0.45);
  }
  let text = '';
  let from = node.start;
  for (const sign of signs) {
    text += scene.source.text.slice(from, sign.start) + (others[scene.text(sign)]?.[0]?.[0] ?? '');
    from = sign.end;
  }
  add(node, text + scene.source.text.slice(from, node.end), 'both operators', 0.3);
}

/** The same number twice in one statement, or in the two branches of one condition. */
function sameNumber(scene: Scene, node: Syntax, add: Add): void {
  if (
    !/^(?:expression_statement|return_statement|lexical_declaration|if_statement|for_statement|assignment)$/.test(
      node.type,
    )
  )
    return;
  if (node.endLine - node.line > 3) return;
  const seen = new Map<string, Syntax[]>();
  const head = node.type === 'if_statement' ? (field(node, 'condition') ?? node) : node;
  for (const one of within(head))
    if (isNumber(one)) seen.set(scene.text(one), [...(seen.get(scene.text(one)) ?? []), one]);
  for (const [number, places] of seen) {
    if (places.length !== 2 || !/^\d+$/.test(number) || named(node).length === 0) continue;
    for (const other of [String(Number(number) + 1), String(Number(number) - 1), `${number}0`]) {
      const [first, second] = places;
      if (!first || !second || Number(other) < 0) continue;
      const between = scene.source.text.slice(first.end, second.start);
      add({ start: first.start, end: second.end, line: first.line }, other + between + other, 'both numbers', 0.08);
    }
  }
}
