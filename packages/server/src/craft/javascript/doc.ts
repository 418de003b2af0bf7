import { nodeOf, nodesOf, type Node } from './nodes.ts';

/** JSDoc in place of TypeScript's types. */

/** A type as one line of source. */
export function typeText(source: string, annotation: Node): string {
  const type =
    annotation.type === 'TSTypeAnnotation' ? (nodeOf(annotation['typeAnnotation']) ?? annotation) : annotation;
  return source
    .slice(type.start, type.end)
    .replace(/\/\*\*?[^]*?\*\//g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/^\|\s*/, '')
    .replaceAll(/(import\(['"][^'"]+)\.ts(['"]\))/g, '$1.js$2')
    .trim();
}

/** The comment that stands right before a place, without its marks; its tags and words stay. */
export interface Doc {
  start: number;
  text: string;
}

/** `/** a *\/` for one line, a block for more. */
export function docComment(lines: readonly string[], indent: string): string {
  const rows = lines.flatMap((line) => line.split('\n'));
  if (rows.length === 1) return `/** ${rows[0]} */\n${indent}`;
  return `/**\n${rows.map((row) => `${indent} *${row === '' ? '' : ` ${row}`}\n`).join('')}${indent} */\n${indent}`;
}

export function docLines(comment: string): string[] {
  return comment
    .replace(/^\/\*\*?/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join('\n')
    .trim()
    .split('\n');
}

/** `@template`, `@param` and `@returns` of a function. */
export function functionTags(source: string, fn: Node): string[] {
  const tags = templateTags(source, nodeOf(fn['typeParameters']));
  for (const [place, parameter] of nodesOf(fn['params']).entries())
    tags.push(...parameterTag(source, parameter, place));
  const returns = nodeOf(fn['returnType']);
  if (returns) tags.push(`@returns {${typeText(source, returns)}}`);
  return tags;
}

export function templateTags(source: string, parameters: Node | undefined): string[] {
  return nodesOf(parameters?.['params']).map((parameter) => {
    const constraint = nodeOf(parameter['constraint']);
    const fallback = nodeOf(parameter['default']);
    const name = source.slice(
      (nodeOf(parameter['name']) ?? parameter).start,
      (nodeOf(parameter['name']) ?? parameter).end,
    );
    const bound = constraint ? `{${typeText(source, constraint)}} ` : '';
    const isConst = parameter['const'] === true ? 'const ' : '';
    return `@template ${bound}${isConst}${fallback ? `[${name}=${typeText(source, fallback)}]` : name}`;
  });
}

function parameterTag(source: string, parameter: Node, place: number): string[] {
  const inner = parameter.type === 'AssignmentPattern' ? (nodeOf(parameter['left']) ?? parameter) : parameter;
  const annotation = nodeOf(inner['typeAnnotation']);
  if (!annotation) return [];
  const plain = inner.type === 'Identifier' ? String(inner['name']) : '';
  const rest = inner.type === 'RestElement';
  const restName = rest ? String((nodeOf(inner['argument']) ?? inner)['name']) : '';
  const name = plain || restName || (place === 0 ? 'given' : `given${place + 1}`);
  const optional = parameter.type === 'AssignmentPattern' || inner['optional'] === true;
  const type = typeText(source, annotation);
  // A list of one kind is told by what each is; a list that is a type parameter by itself.
  const told = rest && type.endsWith('[]') ? `...${type.slice(0, -2)}` : type;
  return [`@param {${told}} ${optional ? `[${name}]` : name}`];
}
