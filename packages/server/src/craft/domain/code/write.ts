import { braces, lines, quote } from '../../emit/layout.ts';
import type { EntityModel } from '../model.ts';
import { completeCall, isDerived } from './derived.ts';
import { queueName, settleName, waits } from './effects.ts';
import { checkArguments, checkName, hasRules } from './rules.ts';

/** The statements that write a row, whatever asks for it: fill in, check, store, settle. Without indentation, for a transaction. */

function check(entity: EntityModel, next: string, now: string, current?: string): string[] {
  if (!hasRules(entity)) return [];
  return [`${checkName(entity)}(${checkArguments(entity, next, now, current).join(', ')});`];
}

/** `fields`: what the server adds to `input`. */
export function createSteps(entity: EntityModel, fields: readonly string[], now: string): string[] {
  const type = entity.typeName;
  const steps: string[] = [];
  let values = 'input';
  if (isDerived(entity)) {
    const open = `const values: ${type}Values = ${completeCall(entity)}`;
    steps.push(fields.length > 0 ? braces(open, ['...input', ...fields], ');') : `${open}input);`);
    values = 'values';
  } else if (fields.length > 0) {
    steps.push(braces(`const values: ${type}Values = `, ['...input', ...fields], ';'));
    values = 'values';
  }
  if (waits(entity)) {
    steps.push(`const placed = ${queueName(entity)}(database, ${values});`);
    values = 'placed';
  }
  return [
    ...steps,
    ...check(entity, values, now),
    ...stored(entity, `insert${type}(database, ${values}, ${now})`, 'undefined', now),
  ];
}

export function updateSteps(entity: EntityModel, id: string, now: string): string[] {
  return [
    ...check(entity, 'next', now, 'current'),
    ...stored(entity, `update${entity.typeName}(database, ${id}, next, ${now})`, 'current', now),
  ];
}

function stored(entity: EntityModel, write: string, before: string, now: string): string[] {
  if (entity.effects.length === 0) return [`return ${write};`];
  return [`const row = ${write};`, `${settleName(entity)}(database, ${before}, row, ${now});`, 'return row;'];
}

/** The row as it shall be: `items` are spread into an object. */
export function nextRow(entity: EntityModel, items: readonly string[], typed: boolean): string {
  const head = typed ? `const next: ${entity.typeName} = ` : 'const next = ';
  return isDerived(entity) ? braces(`${head}${completeCall(entity)}`, items, ');') : braces(head, items, ';');
}

/** Before a row is deleted. */
export function goneStep(entity: EntityModel, now: string): string[] {
  return entity.effects.length === 0 ? [] : [`${settleName(entity)}(database, current, undefined, ${now});`];
}

/** What only some roles change of a row: `check` is called with them where it would become another. */
export function roleFieldLines({ roleFields }: EntityModel, check: string): string[] {
  return [...roleFields].map(([name, roles]) => {
    const changed = `changes.${name} !== undefined && changes.${name} !== current.${name}`;
    return lines(`if (${changed}) {`, `  ${check}, ${roles.map(quote).join(', ')});`, '}');
  });
}
