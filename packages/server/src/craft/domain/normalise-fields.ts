import type { Entity, Field } from '../requirements.ts';
import { contradiction } from '../emit/contradiction.ts';
import type { EntityModel, FieldModel, Scalar } from './model.ts';
import { nameGiver, snake, spaced, sqlName } from '../emit/names.ts';

/** Columns that every table has; a field of such a name is the column itself. */
const systemFields = new Set(['id', 'createdAt', 'updatedAt']);

export function addFields(entity: EntityModel, source: Entity, auth: boolean): void {
  const columns = nameGiver(['id', 'created_at', 'updated_at']);
  for (const field of source.fields) {
    if (systemFields.has(field.name)) continue;
    if (entity.isAccount && /^(password|passwordHash|role|roles)$/.test(field.name)) continue;
    if (entity.fields.some((other) => other.name === field.name)) {
      throw contradiction(`${source.name} has the field ${field.name} twice.`);
    }
    entity.fields.push(fieldModel(entity, field, columns, auth));
  }
  if (source.owned && !entity.isAccount) ensureOwner(entity, true);
  // Whoever made a row is known even where everyone may see and change it.
  entity.owner ??= entity.fields.find((field) => field.actor);
}

/** The field that holds the owner: the server-set reference to the user, else a new `ownerId`. */
export function ensureOwner(entity: EntityModel, isPrivate: boolean): void {
  entity.isPrivate ||= isPrivate;
  if (entity.owner) return;
  const references = entity.fields.filter((field) => field.references === 'User');
  const known =
    references.find((field) => field.name === 'ownerId') ??
    references.find((field) => field.readOnly) ??
    references.find((field) => field.name === 'userId');
  if (known) {
    Object.assign(known, { actor: true, readOnly: true, nullable: false, needed: false, initial: undefined });
    entity.owner = known;
    return;
  }
  const base = systemField('ownerId', 'owner_id', 'reference');
  const owner: FieldModel = {
    ...base,
    label: 'owner',
    needed: false,
    references: 'User',
    readOnly: true,
    actor: true,
  };
  if (entity.fields.some((field) => field.name === 'ownerId')) {
    throw contradiction(`${entity.name}.ownerId must be a reference to User, because its rows belong to users.`);
  }
  entity.fields.push(owner);
  entity.owner = owner;
}

function fieldModel(entity: EntityModel, field: Field, columns: (wanted: string) => string, auth: boolean): FieldModel {
  if (field.type === 'enum' && (field.values === undefined || field.values.length === 0)) {
    throw contradiction(`${entity.name}.${field.name} is an enum without values.`);
  }
  if (field.type === 'reference' && field.references === undefined) {
    throw contradiction(`${entity.name}.${field.name} is a reference to nothing.`);
  }
  const initial = initialOf(entity, field);
  const actor = auth && field.type === 'reference' && field.references === 'User' && field.readOnly && field.required;
  const nullable = field.type !== 'boolean' && !field.required && (initial === undefined || initial === null);
  const label = spaced(field.type === 'reference' ? field.name.replace(/Id$/, '') : field.name);
  return {
    name: field.name,
    column: sqlName(columns(snake(field.name))),
    type: field.type,
    label,
    nullable: nullable || (field.readOnly && initial === undefined && !actor),
    needed: !nullable && initial === undefined && !field.readOnly,
    values: field.values ?? [],
    min: field.min ?? (field.type === 'percentage' ? 0 : undefined),
    max: field.max ?? (field.type === 'percentage' ? 100 : undefined),
    initial: initial ?? (nullable ? null : undefined),
    after: initial === 'now' ? field.after : undefined,
    references: field.type === 'reference' ? field.references : undefined,
    readOnly: field.readOnly,
    secret: field.secret,
    shift: 0,
    hour: 9,
    step: 10,
    startsFixed: false,
    actor,
  };
}

function initialOf(entity: EntityModel, field: Field): Scalar | undefined {
  const given = field.default;
  if (field.type === 'boolean')
    return typeof given === 'boolean'
      ? given
      : field.required && !field.readOnly && given === undefined
        ? undefined
        : false;
  if (given === null) return undefined;
  if (given === undefined) return field.type === 'enum' && field.readOnly ? field.values?.[0] : undefined;
  const fits =
    field.type === 'enum'
      ? field.values?.includes(String(given))
      : ['integer', 'decimal', 'money', 'percentage'].includes(field.type)
        ? typeof given === 'number' && given >= (field.min ?? given) && given <= (field.max ?? given)
        : typeof given === 'string';
  if (!fits) throw contradiction(`The default of ${entity.name}.${field.name} is not a value that it may hold.`);
  return given;
}

export function systemField(name: string, column: string, type: FieldModel['type']): FieldModel {
  return {
    name,
    column,
    type,
    label: spaced(name),
    nullable: false,
    needed: true,
    values: [],
    min: undefined,
    max: undefined,
    initial: undefined,
    after: undefined,
    references: undefined,
    readOnly: false,
    secret: false,
    shift: 0,
    hour: 9,
    step: 10,
    startsFixed: false,
    actor: false,
  };
}
