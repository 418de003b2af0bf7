import { mayName, visibleName } from '../../domain/code/access.ts';
import { sourceName } from '../../domain/code/repository.ts';
import { isListed } from '../../domain/code/schema.ts';
import type { EntityModel, FieldModel, ProjectModel } from '../../domain/model.ts';
import { entityOf } from '../../domain/model.ts';
import { blocks, imports, lines, quote } from '../../emit/layout.ts';
import { camel } from '../../emit/names.ts';
import { childFields, linkField } from './sdl.ts';

/** `src/loaders.ts`: the rows that fields lead to, gathered for each query. */

interface Link {
  /** Whose field it is. */
  entity: EntityModel;
  name: string;
  field: FieldModel;
  target: EntityModel;
  /** Of the loader. */
  loader: string;
}

/** Fields that lead from a row to the one that it names. */
export function parentLinks(project: ProjectModel): Link[] {
  return project.entities.flatMap((entity) =>
    entity.fields
      .filter((field) => field.references !== undefined && linkField(field) !== field.name && !field.secret)
      .map((field) => {
        const target = entityOf(project, field.references ?? '');
        return { entity, name: linkField(field), field, target, loader: `${camel(target.typeName)}ById` };
      }),
  );
}

/** Fields that lead from a row to those that name it. */
export function childLinks(project: ProjectModel): Link[] {
  return project.entities.flatMap((entity) =>
    childFields(project, entity)
      .filter(({ child }) => isListed(child, project.entities))
      .map(({ name, child, field }) => ({
        entity,
        name,
        field,
        target: child,
        loader: `${camel(child.typePlural)}By${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}`,
      })),
  );
}

/** Whose rows are asked for many at once. */
export function gatheredEntities(project: ProjectModel): Set<EntityModel> {
  return new Set([...parentLinks(project), ...childLinks(project)].map(({ target }) => target));
}

/** What templates must know of it. */
export function loaderValues(project: ProjectModel): Record<string, boolean> {
  const [parents, children] = [parentLinks(project), childLinks(project)];
  const own = project.auth !== undefined && [...parents, ...children].some(({ target }) => target.isPrivate);
  return {
    loads: parents.length + children.length > 0,
    loadsOwn: own,
    gathersOne: parents.length > 0,
    gathersMany: children.length > 0,
  };
}

export function loadersFile(project: ProjectModel): string | undefined {
  const parents = distinct(parentLinks(project));
  const children = distinct(childLinks(project));
  if (parents.length + children.length === 0) return undefined;
  const { auth } = project;
  const own = loaderValues(project)['loadsOwn'];
  const types = [
    ...parents.map(({ loader, target }) => `  ${loader}: Loader<${target.typeName}>;`),
    ...children.map(({ loader, target }) => `  ${loader}: Loader<${target.typeName}[]>;`),
  ];
  const made = [
    ...parents.map((link) => parentSource(project, link)),
    ...children.map((link) => childSource(project, link)),
  ];
  const body = lines(
    lines('export interface Loaders {', types, '}'),
    '',
    auth && own
      ? '/** Rows that the user may not see are as good as missing. */'
      : '/** New for each query, so that nothing old is shown. */',
    `export function createLoaders(database: DatabaseSync${auth && own ? `, user: ${auth.account.typeName} | undefined` : ''}): Loaders {`,
    '  return {',
    made,
    '  };',
    '}',
  );
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(body);
  const bySource: Record<string, string[]> = {
    'node:sqlite': ['type DatabaseSync'],
    './gather.ts': ['byField', 'byId', 'Loader', 'rowsOf', 'rowsWithIds'].filter(uses),
  };
  for (const entity of project.entities) {
    bySource[`./${entity.path}/access.ts`] = [mayName(entity), visibleName(entity)].filter(uses);
    bySource[`./${entity.path}/repository.ts`] = [sourceName(entity)].filter(uses);
    bySource[`./${entity.path}/schema.ts`] = [entity.typeName].filter(uses).map((name) => `type ${name}`);
  }
  return blocks(imports(bySource), body);
}

function distinct(links: readonly Link[]): Link[] {
  return [...new Map(links.map((link) => [link.loader, link])).values()];
}

/** Whether a row that is there may be hidden from whoever asks. */
export function mayBeHidden(project: ProjectModel, target: EntityModel): boolean {
  return project.auth !== undefined && target.isPrivate;
}

function parentSource(project: ProjectModel, { loader, target }: Link): string {
  const rows = `rowsWithIds<${target.typeName}>(database, ${sourceName(target)}, ids)`;
  const seen = mayBeHidden(project, target)
    ? `${rows}.filter((row) => user !== undefined && ${mayName(target)}(user, row))`
    : rows;
  return `    ${loader}: new Loader((ids) => byId(${seen})),`;
}

function childSource(project: ProjectModel, { loader, target, field }: Link): string {
  const scope = mayBeHidden(project, target) ? `, user ? ${visibleName(target)}(user) : { id: 0 }` : '';
  const rows = `rowsOf<${target.typeName}>(database, ${sourceName(target)}, ${quote(field.name)}, ids${scope})`;
  return `    ${loader}: new Loader((ids) => byField(ids, ${rows}, ${quote(field.name)})),`;
}
