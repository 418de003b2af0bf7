import { braces } from '../../../emit/layout.ts';
import type { EntityModel, FieldModel, ProjectModel } from '../../../domain/model.ts';
import { bodyName, bodyNeedsOwner, insertName } from './builders.ts';
import { usableGiven } from './states.ts';

/** Calls of the builders as they stand in tests. */

export type Given = Record<string, string>;

function entries(given: Given): string[] {
  return Object.entries(given).map(([name, source]) => (name === source ? name : `${name}: ${source}`));
}

/** `insertLoan(database, { memberId })`, the row belonging to `client`'s user where rows have owners. */
export function insertCall(entity: EntityModel, given: Given, client = 'api'): string {
  const owner = entity.owner && !(entity.owner.name in given) ? { [entity.owner.name]: `${client}.user.id` } : {};
  const all = entries({ ...owner, ...given });
  const open = `${insertName(entity)}(database`;
  return all.length === 0 ? `${open})` : braces(`${open}, `, all, ')');
}

/** A row that one of `entity` may refer to: of somebody else, where nobody makes them for what is their own. */
export function parentCall(entity: EntityModel, parent: EntityModel, values: Given, client = 'api'): string {
  const given = { ...usableGiven(entity, parent), ...values };
  const apart = entity.rules.some(
    (rule) =>
      rule.kind === 'apart' && rule.parent === parent.name && rule.field.actor && rule.parentField === parent.owner,
  );
  if (!apart) return insertCall(parent, given, client);
  const all = entries(given);
  const open = `${insertName(parent)}(database`;
  return all.length === 0 ? `${open})` : braces(`${open}, `, all, ')');
}

/**
 * As {@link insertCall}, but each row belongs to a user of its own where rules let one user have only so many: votes
 * that fill a poll are the votes of many.
 */
export function insertOthers(project: ProjectModel, entity: EntityModel, given: Given, client = 'api'): string {
  const { owner } = entity;
  const limited = entity.rules.some(
    (rule) =>
      (rule.kind === 'unique' && rule.fields.some((field) => field === owner)) ||
      (rule.kind === 'exclusive' && rule.field === owner) ||
      (rule.kind === 'max-per' && rule.per === owner),
  );
  if (!owner || owner.name in given || !limited || bodyNeedsOwner(project, entity)) {
    return insertCall(entity, given, client);
  }
  const all = entries(given);
  const open = `${insertName(entity)}(database`;
  return all.length === 0 ? `${open})` : braces(`${open}, `, all, ')');
}

/** `loanBody(database, { memberId })` as `client` would send it. */
export function bodyCall(project: ProjectModel, entity: EntityModel, given: Given, client = 'api'): string {
  const owner = bodyNeedsOwner(project, entity) ? `, ${client}.user.id` : '';
  const open = `${bodyName(entity)}(database${owner}`;
  const all = entries(given);
  return all.length === 0 ? `${open})` : braces(`${open}, `, all, ')');
}

/** A body whose reference names nothing; what rules ask to be there beside the row can be made only for what there is. */
export function unknownBody(project: ProjectModel, entity: EntityModel, field: FieldModel, client: string): string {
  const isBacked = entity.rules.some((rule) => rule.kind === 'backed' && rule.pairs.some(([own]) => own === field));
  if (!isBacked) return bodyCall(project, entity, { [field.name]: '999_999' }, client);
  return `{ ...${bodyCall(project, entity, {}, client)}, ${field.name}: 999_999 }`;
}
