import type { Requirements } from '../requirements.ts';
import { contradiction } from '../emit/contradiction.ts';
import type { EntityModel, FieldModel, ProjectModel } from './model.ts';
import { ensureOwner, systemField } from './normalise-fields.ts';
import { kebab, nameGiver, snake, spaced, sqlName } from '../emit/names.ts';

/** References, nested lists, links and what a deletion does, from the relations and the fields together. */
export function addRelations(project: ProjectModel, requirements: Requirements): void {
  const known = (name: string, where: string): EntityModel => {
    const entity = project.byName.get(name);
    if (!entity) throw contradiction(`${where} names ${name}, which is not described.`);
    return entity;
  };
  for (const relation of requirements.relations) {
    const where = `The relation of ${relation.one} and ${relation.many}`;
    const one = known(relation.one, where);
    const many = known(relation.many, where);
    if (relation.kind === 'many-to-many') continue;
    if (many.isAccount) continue;
    if (!many.fields.some((field) => field.name === relation.field)) {
      many.fields.push(referenceField(relation.field, one.name, relation.onDelete === 'set-null'));
    }
  }
  for (const entity of project.entities) {
    for (const field of entity.fields) {
      if (field.references !== undefined) known(field.references, `${entity.name}.${field.name}`);
    }
  }
  breakCycles(project);
  spreadOwnership(project);
  const paths = new Map(project.entities.map((entity) => [entity.name, nameGiver(entity.actions.map((a) => a.path))]));
  for (const child of project.entities) addChildren(project, child, requirements, paths);
  addLinks(project, requirements, paths);
}

function referenceField(name: string, references: string, nullable: boolean): FieldModel {
  const label = spaced(name.replace(/Id$/, ''));
  const base = systemField(name, sqlName(snake(name)), 'reference');
  return { ...base, label, nullable, needed: !nullable, initial: nullable ? null : undefined, references };
}

/** Where every row would need another one first, nothing could ever be created: such a reference becomes optional. */
function breakCycles(project: ProjectModel): void {
  const loosen = (entity: EntityModel, field: FieldModel): void => {
    Object.assign(field, { nullable: true, needed: false, initial: null });
    project.notes.push(
      `The ${field.label} of ${entity.one === field.label ? 'the first' : 'each'} ${entity.one} may be left out, because the rows would otherwise have to exist before one another.`,
    );
  };
  const visit = (entity: EntityModel, path: string[], done: Set<string>): void => {
    for (const field of entity.fields) {
      if (field.references === undefined || field.nullable || field.actor) continue;
      if (field.references === entity.name || path.includes(field.references)) loosen(entity, field);
      else if (!done.has(field.references)) {
        const parent = project.byName.get(field.references);
        if (parent) visit(parent, [...path, entity.name], done);
      }
    }
    done.add(entity.name);
  };
  const done = new Set<string>();
  for (const entity of project.entities) if (!done.has(entity.name)) visit(entity, [], done);
}

/** What belongs to a private row is as private as the row itself: an order's items are seen by the order's owner alone. */
function spreadOwnership(project: ProjectModel): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const entity of project.entities) {
      if (entity.isPrivate || entity.isAccount) continue;
      const parent = entity.fields
        .filter((field) => !field.nullable && field.references !== undefined)
        .map((field) => project.byName.get(field.references ?? ''))
        .find((candidate) => candidate?.isPrivate);
      if (!parent) continue;
      ensureOwner(entity, true);
      changed = true;
    }
  }
}

function addChildren(
  project: ProjectModel,
  child: EntityModel,
  requirements: Requirements,
  paths: Map<string, ReturnType<typeof nameGiver>>,
): void {
  for (const field of child.fields) {
    const parent = field.references === undefined ? undefined : project.byName.get(field.references);
    if (!parent) continue;
    const relation = requirements.relations.find(
      (entry) => entry.kind === 'one-to-many' && entry.many === child.name && entry.field === field.name,
    );
    let onDelete = relation?.onDelete ?? (field.nullable ? 'set-null' : 'restrict');
    if (field.actor) onDelete = 'cascade';
    if (onDelete === 'set-null' && !field.nullable) onDelete = 'restrict';
    const siblings = child.fields.filter((other) => other.references === field.references);
    const give = paths.get(parent.name);
    const path = siblings.length > 1 ? `${kebab(field.name.replace(/Id$/, ''))}-${child.path}` : child.path;
    parent.children.push({ path: give?.(path, '-list') ?? path, child: child.name, field, onDelete });
  }
}

function addLinks(
  project: ProjectModel,
  requirements: Requirements,
  paths: Map<string, ReturnType<typeof nameGiver>>,
): void {
  const tables = nameGiver(project.entities.map((entity) => entity.table.replaceAll('"', '')));
  for (const relation of requirements.relations) {
    if (relation.kind !== 'many-to-many') continue;
    const one = project.byName.get(relation.one);
    const many = project.byName.get(relation.many);
    if (!one || !many) continue;
    const table = sqlName(tables(`${snake(one.name)}_${snake(many.path)}`, '_links'));
    const self = one === many;
    const ownColumn = `${snake(one.name)}_id`;
    const otherColumn = self ? `related_${snake(many.name)}_id` : `${snake(many.name)}_id`;
    const path = paths.get(one.name)?.(many.path, '-links') ?? many.path;
    one.links.push({ table, ownColumn, otherColumn, other: many.name, path, editable: true });
    if (self) continue;
    const back = paths.get(many.name)?.(one.path, '-links') ?? one.path;
    many.links.push({
      table,
      ownColumn: otherColumn,
      otherColumn: ownColumn,
      other: one.name,
      path: back,
      editable: false,
    });
  }
}
