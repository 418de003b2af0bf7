import { operationName } from '../../domain/code/operations.ts';
import { inputName, isListed, patchName, queryName } from '../../domain/code/schema.ts';
import type { EntityModel, ProjectModel } from '../../domain/model.ts';
import { entityOf, inputFields } from '../../domain/model.ts';
import { blocks, imports, lines, quote } from '../../emit/layout.ts';
import { childFields, type GraphField, graphFields, linkField } from './sdl.ts';

/** `src/resolvers.ts`: what fills each field of the schema. */
export function resolversFile(project: ProjectModel): string {
  const fields = graphFields(project);
  const types: string[] = [];
  for (const kind of ['query', 'mutation'] as const) {
    const own = fields.filter((field) => field.kind === kind);
    if (own.length > 0) types.push(typeSource(kind === 'query' ? 'Query' : 'Mutation', own.map(fieldSource)));
  }
  if (!fields.some((field) => field.kind === 'query')) types.unshift(typeSource('Query', ["health: () => 'ok'"]));
  for (const entity of project.entities) {
    const links = linkSources(project, entity);
    if (links.length > 0) types.push(typeSource(entity.typeName, links));
  }
  const table = lines('export const resolvers: Readonly<Record<string, Record<string, Resolver>>> = {', types, '};');
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(table);
  const bySource: Record<string, string[]> = {
    './deps.ts': ['type Deps'],
    './validated.ts': ['validated'].filter(uses),
    './ids.ts': ['idOf', 'withIds'].filter(uses),
  };
  for (const entity of project.entities) {
    bySource[`./${entity.path}/operations.ts`] = [
      ...['create', 'read', 'update', 'delete'].map((verb) => operationName(entity, verb)),
      ...entity.actions.map((action) => operationName(entity, action.verb)),
    ].filter(uses);
    bySource[`./${entity.path}/repository.ts`] = [`list${entity.typePlural}`, `find${entity.typeName}`].filter(uses);
    bySource[`./${entity.path}/schema.ts`] = [inputName(entity), patchName(entity), queryName(entity)].filter(uses);
  }
  return blocks(
    imports(bySource),
    lines(
      '/** Arguments have been checked against the schema; schemas of the parts check what they hold. */',
      '// biome-ignore lint/suspicious/noExplicitAny: each field has parents and arguments of its own.',
      'type Resolver = (parent: any, args: any, deps: Deps) => unknown;',
    ),
    table,
  );
}

function typeSource(name: string, fields: readonly string[]): string {
  return lines(
    `  ${name}: {`,
    fields.map((field) => `    ${field},`),
    '  },',
  );
}

function referenceNames(entity: EntityModel, names: readonly string[]): string[] {
  return entity.fields
    .filter((field) => field.type === 'reference' && names.includes(field.name))
    .map((field) => field.name);
}

function fieldSource({ entity, verb, name }: GraphField): string {
  const operation = operationName(entity, verb);
  const inputs = inputFields(entity).map((field) => field.name);
  const references = referenceNames(entity, inputs);
  const ids = (value: string): string =>
    references.length === 0 ? value : `withIds(${value}, [${references.map(quote).join(', ')}])`;
  switch (verb) {
    case 'list': {
      const filter = entity.filtered.length > 0;
      const given = filter ? '{ filter, ...page }' : 'page';
      const query = filter ? '{ ...page, ...filter }' : 'page';
      return `${name}: (_parent, ${given}, { database }) =>\n      list${entity.typePlural}(database, validated(${queryName(entity)}, ${query}))`;
    }
    case 'read':
      return `${name}: (_parent, { id }, { database }) => find${entity.typeName}(database, idOf(id))`;
    case 'create':
      return inputs.length === 0
        ? `${name}: (_parent, _args, { database, now }) => ${operation}(database, {}, now())`
        : `${name}: (_parent, { input }, { database, now }) =>\n      ${operation}(database, validated(${inputName(entity)}, ${ids('input')}), now())`;
    case 'update':
      return `${name}: (_parent, { id, input }, { database, now }) =>\n      ${operation}(database, idOf(id), validated(${patchName(entity)}, ${ids('input')}), now())`;
    case 'delete':
      return entity.effects.length > 0
        ? `${name}: (_parent, { id }, { database, now }) => {\n      ${operation}(database, idOf(id), now());\n      return true;\n    }`
        : `${name}: (_parent, { id }, { database }) => {\n      ${operation}(database, idOf(id));\n      return true;\n    }`;
    default:
      return `${name}: (_parent, { id }, { database, now }) => ${operation}(database, idOf(id), now())`;
  }
}

/** Fields that lead from one row to another; SQLite answers each in microseconds, so they are not gathered. */
function linkSources(project: ProjectModel, entity: EntityModel): string[] {
  const links = entity.fields
    .filter((field) => field.references !== undefined && linkField(field) !== field.name)
    .map((field) => {
      const parent = entityOf(project, field.references ?? '');
      const find = `find${parent.typeName}(database, row.${field.name})`;
      const value = field.nullable ? `row.${field.name} === null ? null : ${find}` : find;
      return `${linkField(field)}: (row, _args, { database }) => ${value}`;
    });
  const children = childFields(project, entity)
    .filter(({ child }) => isListed(child, project.entities))
    .map(
      ({ name, child, field }) =>
        `${name}: (row, _args, { database }) =>\n      list${child.typePlural}(database, validated(${queryName(child)}, { limit: 100 }), { ${field.name}: row.id }).items`,
    );
  return [...links, ...children];
}
