import { isRouted } from '../../domain/code/schema.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { inputFields } from '../../domain/model.ts';
import { fieldRow } from '../rest-api/code/readme.ts';

/** Tables of fields, one for each kind of row that takes input. */
export function fieldTables(project: ProjectModel): { title: string; rows: ReturnType<typeof fieldRow>[] }[] {
  return project.entities
    .filter((entity) => isRouted(entity) && inputFields(entity).length > 0)
    .map((entity) => ({ title: entity.many, rows: inputFields(entity).map(fieldRow) }));
}

/** Everything that is refused, a sentence each. */
export function ruleSentences(project: ProjectModel): string[] {
  return project.entities.flatMap((entity) => [
    ...entity.rules.map((rule) => rule.sentence),
    ...entity.guards.map((guard) => guard.sentence),
    ...entity.actions.filter((action) => Object.keys(action.when).length > 0).map((action) => action.sentence),
  ]);
}
