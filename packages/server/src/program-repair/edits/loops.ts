import { escaped, type Scene } from './scene.ts';
import { field, functionsAround, isName, named, type Source, type Syntax, textOf, within } from '../syntax.ts';

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

interface Idle {
  /** Names that are set before a loop, asked behind it and not changed in it. */
  kept: string[];
  /** Names that are set before a loop, asked in it and changed nowhere. */
  idle: string[];
  /** Names that get another value in each round. */
  bound: string[];
}

const idleIn = new WeakMap<Syntax, Idle>();

/** What goes through a loop unchanged, at a place in it. */
export function idleAt(scene: Scene, node: Syntax): Idle {
  let loop = node.parent;
  while (loop && !/^(?:for|while|do|for_in)_statement$/.test(loop.type)) loop = loop.parent;
  const [own] = loop ? functionsAround(loop) : [];
  if (!loop || !own) return { kept: [], idle: [], bound: [] };
  const known = idleIn.get(loop);
  if (known) return known;
  const text = scene.text(loop);
  const before = scene.source.text.slice(own.start, loop.start);
  const is = String.raw`(?:: [^=\n]+)? (?:[-+*/%|&]|\/\/)?:?=(?!=)`;
  const sets = (where: string, name: string) =>
    new RegExp(String.raw`(?<![\w.])${escaped(name)}(?:${is}|, [^=\n]* :?=(?!=)|\+\+|--)`).test(where);
  const names = scene.values(node).filter((one) => /^[A-Za-z_]\w*$/.test(one));
  const idle = names.filter(
    (one) =>
      sets(before, one) &&
      !sets(text, one) &&
      new RegExp(String.raw`(?<![\w.])${escaped(one)}\b(?!\.(?:append|push|add|set|get|has)|\[|\()`).test(text) &&
      !new RegExp(String.raw`\b(?:const ${escaped(one)}\b|${escaped(one)} :?= (?:\[|\{|make|new|map|set\())`).test(
        before,
      ),
  );
  const bound = names.filter((one) =>
    new RegExp(
      String.raw`\b(?:for|let|const|var)\b[^;\n]*[\s([{,]${escaped(one)}\b[^;\n]*(?: in | of |=)|(?<![\w.])${escaped(one)}(?:${is}|\+\+|--)`,
    ).test(text),
  );
  const behind = scene.source.text.slice(loop.end, own.end);
  const kept = names.filter(
    (one) => sets(before, one) && !sets(text, one) && new RegExp(String.raw`(?<![\w.])${escaped(one)}\b`).test(behind),
  );
  const found = {
    kept: kept.slice(0, 4),
    idle: idle.slice(0, 4),
    bound: bound.filter((one) => !idle.includes(one)).slice(0, 6),
  };
  idleIn.set(loop, found);
  return found;
}

/** What is asked behind a loop and never changed in it takes what the loop goes through, the best of it, or all of it. */
export function updates(scene: Scene, name: string, other: string, indent: string): [text: string, prior: number][] {
  const { dialect } = scene.source;
  if (dialect === 'python')
    return [
      [`${name} = ${other}`, 0.36],
      [`${name} += ${other}`, 0.36],
      [`${name} = max(${name}, ${other})`, 0.4],
      [`${name} = min(${name}, ${other})`, 0.34],
    ];
  if (dialect === 'javascript')
    return [
      [`${name} = ${other};`, 0.36],
      [`${name} += ${other};`, 0.36],
      [`${name} = Math.max(${name}, ${other});`, 0.4],
      [`${name} = Math.min(${name}, ${other});`, 0.34],
    ];
  return [
    [`${name} = ${other}`, 0.36],
    [`${name} += ${other}`, 0.34],
    [`if ${other} > ${name} {\n${indent}\t${name} = ${other}\n${indent}}`, 0.42],
    [`if ${other} < ${name} {\n${indent}\t${name} = ${other}\n${indent}}`, 0.34],
  ];
}
