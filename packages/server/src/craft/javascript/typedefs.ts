import { docLines, templateTags, typeText } from './doc.ts';
import { nodeOf, nodesOf, type Node } from './nodes.ts';

/** Comments of a source: where each ends, so that the one before a place can be found. */
export interface Comments {
  /** The JSDoc comment that ends right before a place. */
  before(place: number): { start: number; text: string } | undefined;
}

/** Lines of the JSDoc comment that stands for an interface or an alias. */
export function typedefLines(source: string, declaration: Node, comments: Comments, doc: readonly string[]): string[] {
  const name = String((nodeOf(declaration['id']) ?? declaration)['name']);
  const templates = templateTags(source, nodeOf(declaration['typeParameters']));
  const said = doc.length > 0 ? [...doc, ''] : [];
  if (declaration.type === 'TSTypeAliasDeclaration') {
    const type = nodeOf(declaration['typeAnnotation']);
    return [...doc, ...templates, `@typedef {${type ? typeText(source, type) : 'unknown'}} ${name}`];
  }
  const members = nodesOf(nodeOf(declaration['body'])?.['body']);
  const heirs = nodesOf(declaration['extends']).map((heir) => source.slice(heir.start, heir.end));
  const odd = members.some((member) => member.type !== 'TSPropertySignature' && member.type !== 'TSMethodSignature');
  // What no list of properties can say is said as a type.
  if (odd || heirs.length > 0 || templates.length > 0) {
    const body = source
      .slice(nodeOf(declaration['body'])?.start, nodeOf(declaration['body'])?.end)
      .replace(/\/\*\*?[^]*?\*\//g, '')
      .replace(/\s*\n\s*/g, ' ');
    return [...said, ...templates, `@typedef {${[...heirs, body].join(' & ')}} ${name}`];
  }
  return [
    ...said,
    `@typedef {object} ${name}`,
    ...members.map((member) => {
      const key = nodeOf(member['key']) ?? member;
      const label = source.slice(key.start, key.end);
      const optional = member['optional'] === true;
      // A tag in the middle of a property would end it.
      const told = docLines(comments.before(member.start)?.text ?? '')
        .join(' ')
        .replace(/\s*@\w[^]*$/, '');
      return `@property {${memberType(source, member)}} ${optional ? `[${label}]` : label}${told === '' ? '' : ` ${told}`}`;
    }),
  ];
}

function memberType(source: string, member: Node): string {
  if (member.type === 'TSPropertySignature') {
    const annotation = nodeOf(member['typeAnnotation']);
    return annotation ? typeText(source, annotation) : 'unknown';
  }
  const parameters = nodesOf(member['params']).map((parameter) => source.slice(parameter.start, parameter.end));
  const returns = nodeOf(member['returnType']);
  const templates = nodeOf(member['typeParameters']);
  const head = templates ? source.slice(templates.start, templates.end) : '';
  const text = `${head}(${parameters.join(', ')}) => ${returns ? typeText(source, returns) : 'void'}`;
  return text.replace(/\s*\n\s*/g, ' ');
}
