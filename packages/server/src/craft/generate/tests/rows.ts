import { braces, literal } from '../layout.ts';
import type { EntityModel, FieldModel, ProjectModel, Scalar } from '../model.ts';
import { entityOf } from '../model.ts';
import { bodyName, bodyNeedsOwner, insertName } from './builders.ts';

/** Calls of the builders as they stand in tests. */

export type Given = Record<string, string>;

function entries(given: Given): string[] {
  return Object.entries(given).map(([name, source]) => (name === source ? name : `${name}: ${source}`));
}

/** `insertLoan(database, { memberId })`, the row belonging to `client`'s user where rows have owners. */
export function insertCall(entity: EntityModel, given: Given, client = 'api', indent = 2): string {
  const owner = entity.owner && !(entity.owner.name in given) ? { [entity.owner.name]: `${client}.user.id` } : {};
  const all = entries({ ...owner, ...given });
  const open = `${insertName(entity)}(database`;
  return all.length === 0 ? `${open})` : braces(indent, `${open}, `, all, ')');
}

/** `loanBody(database, { memberId })` as `client` would send it. */
export function bodyCall(project: ProjectModel, entity: EntityModel, given: Given, client = 'api', indent = 2): string {
  const owner = bodyNeedsOwner(project, entity) ? `, ${client}.user.id` : '';
  const open = `${bodyName(entity)}(database${owner}`;
  const all = entries(given);
  return all.length === 0 ? `${open})` : braces(indent, `${open}, `, all, ')');
}

export function scalarSource(field: FieldModel, value: Scalar): string {
  return field.type === 'enum' && value !== null ? literal(value) : literal(value);
}

/** Parents that a private child may refer to belong to the same user. */
export function parentCall(project: ProjectModel, field: FieldModel, client = 'api', indent = 2): string {
  return insertCall(entityOf(project, field.references ?? ''), {}, client, indent);
}
