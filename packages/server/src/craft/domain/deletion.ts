import type { EntityModel, ProjectModel } from './model.ts';

/** Whether a row ever goes: by itself, or with one that it belongs to. */
export function isDeleted(project: ProjectModel, entity: EntityModel, seen: readonly EntityModel[] = []): boolean {
  if (entity.verbs.has('delete')) return true;
  return project.entities.some(
    (parent) =>
      parent !== entity &&
      !seen.includes(parent) &&
      parent.children.some(({ child, onDelete }) => child === entity.name && onDelete === 'cascade') &&
      isDeleted(project, parent, [...seen, entity]),
  );
}
