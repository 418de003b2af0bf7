import { isRouted } from '../../domain/code/schema.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { inputFields } from '../../domain/model.ts';
import { withArticle } from '../../emit/names.ts';
import { fieldRow } from '../rest-api/code/readme.ts';

/** Tables of fields, one for each kind of row that takes input. */
export function fieldTables(project: ProjectModel): { title: string; rows: ReturnType<typeof fieldRow>[] }[] {
  return project.entities
    .filter((entity) => isRouted(entity) && inputFields(entity).length > 0)
    .map((entity) => ({ title: entity.many, rows: inputFields(entity).map(fieldRow) }));
}

/** Who may do what, where not everybody who has signed in may, a sentence each. */
export function accessSentences(project: ProjectModel): string[] {
  if (!project.auth) return [];
  return project.entities.filter(isRouted).flatMap((entity) => {
    const owners = entity.overseers.length > 0 ? `, and ${entity.overseers.join(' or ')} those of all` : '';
    const own = [...entity.ownerVerbs];
    return [
      ...(entity.isPrivate ? [`Everybody sees their own ${entity.many} only${owners}.`] : []),
      ...(!entity.isPrivate && entity.owner && own.length > 0
        ? own.map((verb) => {
            const others = (entity.standIns.get(verb) ?? []).map((role) => ` or ${withArticle(role)}`);
            return `Only the owner${others.join('')} may ${verb} ${withArticle(entity.one)}.`;
          })
        : []),
      ...[...entity.roleVerbs].map(([verb, roles]) => `Only ${roles.join(' or ')} may ${verb} ${entity.many}.`),
      ...[...entity.roleFields].map(
        ([name, roles]) =>
          `Only ${roles.join(' or ')} may change the ${entity.fields.find((field) => field.name === name)?.label ?? name} of ${withArticle(entity.one)}.`,
      ),
    ];
  });
}

/** Everything that is refused, a sentence each. */
export function ruleSentences(project: ProjectModel): string[] {
  return project.entities.flatMap((entity) => [
    ...entity.rules.map((rule) => rule.sentence),
    ...entity.guards.map((guard) => guard.sentence),
    ...entity.actions.filter((action) => Object.keys(action.when).length > 0).map((action) => action.sentence),
  ]);
}
