import { field, isName, named, type Source, type Syntax, textOf, within } from './syntax.ts';

const isLoop = (node: Syntax) => /^(?:for|while|do)_statement$/.test(node.type);

/** Names that decide whether a loop goes on. */
export function steersOf(source: Source, loop: Syntax): Set<string> {
  const clause = named(loop).find(({ type }) => type === 'for_clause');
  const bare = source.dialect === 'go' ? named(loop).find(({ type }) => /_expression$|identifier/.test(type)) : null;
  const condition = field(loop, 'condition') ?? (clause ? field(clause, 'condition') : null) ?? bare;
  const found = new Set<string>();
  if (condition) for (const node of within(condition)) if (isName(node)) found.add(textOf(source, node));
  return found;
}

/** The loops around a node, the innermost first. */
export function loopsAround(node: Syntax): Syntax[] {
  const found: Syntax[] = [];
  for (let at = node.parent; at; at = at.parent) if (isLoop(at)) found.push(at);
  return found;
}

/** Lines that say whether loops go on: their heads, and what is set in them of what these look at. */
export function steeringLines(source: Source): Set<number> {
  const lines = new Set<number>();
  for (const loop of within(source.root)) {
    if (!isLoop(loop)) continue;
    lines.add(loop.line);
    const steers = steersOf(source, loop);
    for (const node of within(loop)) {
      if (!/assignment|update_expression|inc_statement|dec_statement/.test(node.type)) continue;
      const target = field(node, 'left') ?? field(node, 'argument') ?? named(node)[0];
      if (target && [...within(target)].some((one) => isName(one) && steers.has(textOf(source, one))))
        lines.add(node.line);
    }
  }
  return lines;
}
