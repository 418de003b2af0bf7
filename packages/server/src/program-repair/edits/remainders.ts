import { type Add, escaped, type Scene } from './scene.ts';
import { binaryOf, field, functionsAround, isExpression, isName, isStatement, type Syntax } from '../syntax.ts';

/** What was divided into greater units goes on as what is left of it: `seconds % 60` behind `minutes = seconds // 60`. */
export function changeRemainder(scene: Scene, node: Syntax, add: Add): void {
  if (isStatement(node)) restOf(scene, node, add);
  if (isName(node) && isExpression(node)) onlyTheRest(scene, node, add);
}

/** `minutes = seconds // 60`, `minutes := seconds / 60` or `const minutes = Math.floor(seconds / 60);`. */
const divided =
  /^(?:(?:const|let|var) )?(\w+)(?:: [^=\n]+)? :?= (?:Math\.(?:floor|trunc)\(|int\()?(\w+) (\/\/?) ([\w.]+)\)?;?$/;

function divisionOf(scene: Scene, statement: string): { whole: string; given: string; by: string } | null {
  const [, whole = '', given = '', sign = '', by = ''] = divided.exec(statement.trim()) ?? [];
  const cut = scene.source.dialect === 'go' || sign === '//' || /floor|trunc|int\(/.test(statement);
  return whole === '' || !cut || whole === given ? null : { whole, given, by };
}

function restOf(scene: Scene, node: Syntax, add: Add): void {
  const parts = divisionOf(scene, scene.text(node));
  if (!parts) return;
  const { whole, given, by } = parts;
  const { text, dialect } = scene.source;
  const [own] = functionsAround(node);
  if (!own || !new RegExp(`\\b${escaped(given)}\\b`).test(text.slice(node.end, own.end))) return;
  const indent = /[ \t]*$/.exec(text.slice(0, node.start))?.[0] ?? '';
  if (dialect === 'python') add(node, `${whole}, ${given} = divmod(${given}, ${by})`, 'the rest of a division', 0.5);
  else {
    const end = dialect === 'javascript' ? ';' : '';
    const place = { start: node.end, end: node.end, line: node.line };
    add(place, `\n${indent}${given} %= ${by}${end}`, 'the rest of a division', 0.4);
  }
}

function onlyTheRest(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  const [own] = functionsAround(node);
  if (!own || !parent) return;
  const name = scene.text(node);
  const before = scene.source.text.slice(own.start, node.start);
  if (!before.includes(`${name} /`) || new RegExp(`\\b${escaped(name)} (?:%|[-%]=|=(?!=))`).test(before)) return;
  const parts = binaryOf(parent);
  const bare = !parts || /^[-+<>]=?$/.test(scene.text(parts.operator));
  if (parts && /^(?:%|\/\/?)$/.test(scene.text(parts.operator)) && field(parent, 'left') === node) {
    const size = scene.text(parts.right);
    const sizes = new Set([...before.matchAll(new RegExp(`\\b${escaped(name)} \\/\\/? ([\\w.]+)`, 'g'))].map(last));
    for (const by of sizes) if (by !== size) add(node, `(${name} % ${by})`, 'the rest of a division', 0.4);
    return;
  }
  for (const line of before.split('\n')) {
    const found = divisionOf(scene, line);
    if (found?.given !== name) continue;
    const rest = `${name} % ${found.by}`;
    add(node, bare ? rest : `(${rest})`, 'the rest of a division', 0.5);
  }
}

const last = (match: RegExpExecArray): string => match.at(-1) ?? '';
