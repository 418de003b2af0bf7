import { typesIn } from './go/go-members.ts';
import { type Add, escaped, likeness, type Scene } from './scene.ts';
import { functionsAround, type Syntax } from '../syntax.ts';

const mostSigns = 8;

/** One of several that a chain of alternatives leaves out. */
export function addAlternative(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (!parent || (node.type !== 'binary_expression' && node.type !== 'boolean_operator') || parent.type === node.type)
    return;
  const text = scene.text(node);
  if (text.length > 200 || text.includes('\n')) return;
  oneMoreSign(scene, node, text, add);
  if (scene.source.dialect === 'go') oneMoreFlag(scene, node, text, add);
}

/** `c == ' ' || c == '-'`: another sign that the failing tests have in their texts, or that the file asks for elsewhere. */
function oneMoreSign(scene: Scene, node: Syntax, text: string, add: Add): void {
  const or = scene.source.dialect === 'python' ? 'or' : '||';
  const link = `([\\w.]+(?:\\[[^\\]]*\\])?) (===?) (['"])(\\\\?[^A-Za-z0-9'"])\\3`;
  const [, name = '', sign = '', quote = ''] =
    new RegExp(`^${link}(?: ${escaped(or)} \\1 \\2 \\3\\\\?[^A-Za-z0-9'"]\\3)+$`).exec(text) ?? [];
  if (name === '') return;
  const told: readonly string[] = scene.hints.texts.join('').match(/[^A-Za-z0-9\s'"\\]/g) ?? [];
  const known = [...scene.source.text.matchAll(/(['"])([^A-Za-z0-9\s'"\\])\1/g)].map(([, , one = '']) => one);
  const usual = ['.', '-', '_', ',', ' '];
  const signs = [...new Set([...told, ...known, ...usual])].filter((one) => !text.includes(`${quote}${one}${quote}`));
  for (const [rank, one] of signs.slice(0, mostSigns).entries())
    add(
      node,
      `${text} ${or} ${name} ${sign} ${quote}${one}${quote}`,
      'one more of several',
      (told.includes(one) ? 0.5 : 0.35) - rank * 0.02,
    );
}

/** `isLow || isNumber`: another that is yes or no and called like one of them. */
function oneMoreFlag(scene: Scene, node: Syntax, text: string, add: Add): void {
  const own = functionsAround(node).at(-1);
  if (!own || !/^\w+(?: (?:\|\||&&) \w+)+$/.test(text)) return;
  const sign = text.includes('||') ? '||' : '&&';
  if (text.includes('||') && text.includes('&&')) return;
  const links = text.split(` ${sign} `);
  const types = typesIn(scene.source, own);
  const before = scene.source.text.slice(own.start, node.start);
  const flags = [...before.matchAll(/(?<![\w.])(\w+) := ([^\n]*)/g)]
    .filter(([, name = '', value = '']) => types.get(name) === 'bool' || /[=!]=|[<>]|&&|\|\|/.test(value))
    .map(([, name = '']) => name);
  for (const flag of new Set(flags)) {
    if (links.includes(flag)) continue;
    const near = Math.max(...links.map((one) => likeness(one, flag)));
    if (near > 0) add(node, `${text} ${sign} ${flag}`, 'one more of several', 0.3 + near * 0.3);
  }
}

/** Whether a statement sets something to yes or no that was asked for before: what decides is then taken away. */
export function decidesNothing(before: string, after: string): boolean {
  return /^(?:true|false|True|False)$/.test(after.trim()) && /[=!<>]=|[<>]|&&|\|\||\b(?:and|or|not|in)\b/.test(before);
}
