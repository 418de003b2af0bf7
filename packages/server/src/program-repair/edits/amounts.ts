import { type Add, calledName, escaped, type Scene, wrapped } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isExpression,
  isName,
  isNumber,
  isStatement,
  named,
  type Syntax,
} from '../syntax.ts';

/** Amounts: added up by a key, in the unit that the failures tell, and beyond the bound on the other side. */
export function changeAmounts(scene: Scene, node: Syntax, add: Add): void {
  // The body of a loop may stand without braces.
  if (node.type === 'expression_statement') addedUpByKey(scene, node, add);
  if (isStatement(node) && node.type === 'if_statement') beyondOtherBound(scene, node, add);
  if (/^(?:assignment(?:_expression|_statement)?|variable_declarator)$/.test(node.type))
    withoutFormer(scene, node, add);
  if (isExpression(node)) inToldUnit(scene, node, add);
}

/** What comes by the same key once more is added to what was there. */
function addedUpByKey(scene: Scene, node: Syntax, add: Add): void {
  const { dialect } = scene.source;
  const text = scene.text(node);
  if (dialect === 'go') return;
  const [, map = '', key = '', value = ''] = /^([\w.#]+)\.set\(([^(),]+), ([\w.]+)\);?$/.exec(text) ?? [];
  if (dialect === 'javascript' && map !== '')
    add(node, `${map}.set(${key}, (${map}.get(${key}) ?? 0) + ${value});`, 'added up by a key', 0.4);
  const [, holder = '', by = '', put = ''] = /^([\w.#]+)\[([^\][]+)\] = ([\w.]+);?$/.exec(text) ?? [];
  if (holder === '' || /^-?\d+$/.test(by) || /^(?:true|false|True|False|None|null|undefined)$/.test(put)) return;
  if (dialect === 'python') add(node, `${holder}[${by}] = ${holder}.get(${by}, 0) + ${put}`, 'added up by a key', 0.4);
  else add(node, `${holder}[${by}] = (${holder}[${by}] ?? 0) + ${put};`, 'added up by a key', 0.4);
}

const units = new Set([7, 10, 12, 24, 60, 100, 365, 1000, 1024, 1440, 3600, 60_000, 86_400, 3_600_000, 86_400_000]);

/** By how much what came is too much or too little, where all failures tell the same and it is the step from one unit to another. */
function toldStep({ hints }: Scene): { sign: '*' | '/'; by: number } | null {
  const pairs = hints.values
    .slice(0, 6)
    .map(({ actual, expected }) => [Number(actual), Number(expected)] as const)
    .filter(([came, wanted]) => Number.isFinite(came) && Number.isFinite(wanted) && came !== 0 && wanted !== 0);
  const steps = new Set(pairs.map(([came, wanted]) => Number((came / wanted).toPrecision(6))));
  const [step, ...more] = steps;
  if (step === undefined || more.length > 0) return null;
  if (units.has(step)) return { sign: '/', by: step };
  const inverse = Number((1 / step).toPrecision(5));
  return units.has(inverse) ? { sign: '*', by: inverse } : null;
}

/** What the file calls a number, where it has a name for it. */
function nameOfStep({ source }: Scene, by: number): string | null {
  const constant = /^[ \t]*(?:(?:export )?const )?([A-Za-z_]\w*)(?:: number| u?int\d*| float64)? = ([\d_]+);?$/gm;
  for (const [, name = '', value = ''] of source.text.matchAll(constant))
    if (Number(value.replaceAll('_', '')) === by) return name;
  return null;
}

const rounding = /^(?:ceil|floor|round|trunc|int|Ceil|Floor|Round|Trunc)$/;

/** What is given back, or rounded, in a smaller or a greater unit than was meant. */
function inToldUnit(scene: Scene, node: Syntax, add: Add): void {
  const { parent } = node;
  if (!parent || isNumber(node)) return;
  const holder = parent.type === 'expression_list' ? parent.parent : parent;
  const returned = holder?.type === 'return_statement' || (parent.type === 'arrow_function' && node.field === 'body');
  const call = parent.parent;
  const rounded = call !== null && isCall(call) && rounding.test(calledName(scene, call));
  const assigned = node.field === 'value' || node.field === 'right';
  if (!returned && !rounded && !assigned) return;
  const step = toldStep(scene);
  const text = scene.text(node);
  if (!step || text.length > 90) return;
  const whole = binaryOf(node) ? `(${text})` : wrapped(text);
  const name = nameOfStep(scene, step.by);
  // What goes over to another unit once already does not go back again.
  const twice = new RegExp(`\\b(?:${name ?? step.by}|${step.by})\\b`).test(scene.text(parent));
  const prior = (rounded ? 0.75 : returned ? 0.7 : 0.4) * (twice ? 0.3 : 1);
  add(node, `${whole} ${step.sign} ${step.by}`, 'in the unit told', prior);
  if (name === null) return;
  add(node, `${whole} ${step.sign} ${name}`, 'in the unit told', prior * 1.1);
  // The amount itself, before what it is divided by.
  const parts = binaryOf(node);
  if (parts && /^[*/]$/.test(scene.text(parts.operator)))
    add(parts.left, `${wrapped(scene.text(parts.left))} ${step.sign} ${name}`, 'in the unit told', prior * 1.12);
}

/** What is set by a key in place of something else changes a sum by the difference only: `size - sizes[key]`. */
function withoutFormer(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  const [left, right] = [field(node, 'left') ?? field(node, 'name'), field(node, 'right') ?? field(node, 'value')];
  if (!own || !left || !right || !isName(right)) return;
  const behind = scene.source.text.slice(node.end, own.end);
  const value = scene.text(right);
  for (const [, holder = '', key = ''] of behind.matchAll(/(?<![\w.])([\w.#]+)\[(\w+)\] = (\w+)\b/g))
    if (new RegExp(`${escaped(holder)}\\[${key}\\] = ${escaped(value)}\\b`).test(behind))
      add(right, `${value} - ${holder}[${key}]`, 'without what it was', 0.5);
  const set = new RegExp(`(?<![\\w.])([\\w.#]+)\\.set\\((\\w+), ${escaped(value)}\\)`).exec(behind);
  if (set && scene.source.dialect === 'javascript')
    add(right, `${value} - (${set[1]}.get(${set[2]}) ?? 0)`, 'without what it was', 0.5);
}

const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** Between two bounds all stays as it is: what is not under the one is not yet over the other. */
function beyondOtherBound(scene: Scene, node: Syntax, add: Add): void {
  const { dialect } = scene.source;
  const [condition, otherwise] = [field(node, 'condition'), field(node, 'alternative')];
  const inner = condition?.type === 'parenthesized_expression' ? named(condition)[0] : condition;
  const parts = inner ? binaryOf(inner) : null;
  const sign = parts ? mirrored[scene.text(parts.operator)] : undefined;
  if (!parts || !otherwise || sign === undefined) return;
  if (dialect === 'go' ? otherwise.type !== 'block' : otherwise.type !== 'else_clause') return;
  if (named(otherwise)[0]?.type === 'if_statement') return;
  const bound = scene.text(parts.right);
  const across = / [-+] /.test(bound)
    ? bound.replace(/ ([-+]) /, (_, way: string) => (way === '-' ? ' + ' : ' - '))
    : bound;
  const asked = `${scene.text(parts.left)} ${sign} ${across}`;
  const prior = across === bound ? 0.2 : 0.5;
  const place = { start: otherwise.start, end: otherwise.start, line: node.line };
  if (dialect === 'go') add(place, `if ${asked} `, 'beyond the other bound', prior);
  else if (dialect === 'javascript')
    add({ ...place, end: otherwise.start + 4 }, `else if (${asked})`, 'beyond the other bound', prior);
  else add({ ...place, end: otherwise.start + 4 }, `elif ${asked}`, 'beyond the other bound', prior);
}
