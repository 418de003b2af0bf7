import { visibleName } from '../../domain/code/access.ts';
import { asksWho, operationName } from '../../domain/code/operations.ts';
import { inputName, patchName, queryName } from '../../domain/code/schema.ts';
import type { EntityModel, ProjectModel } from '../../domain/model.ts';
import { inputFields } from '../../domain/model.ts';
import { blocks, imports, lines, quote } from '../../emit/layout.ts';
import { childLinks, parentLinks } from './loaders.ts';
import { type GraphField, graphFields } from './sdl.ts';

/** `src/resolvers.ts`: what fills each field of the schema. */
export function resolversFile(project: ProjectModel): string {
  const fields = graphFields(project);
  const types: string[] = [];
  for (const kind of ['query', 'mutation'] as const) {
    const own = fields.filter((field) => field.kind === kind);
    const name = kind === 'query' ? 'Query' : 'Mutation';
    if (own.length > 0)
      types.push(
        typeSource(
          name,
          own.map((field) => fieldSource(project, field)),
        ),
      );
    else if (kind === 'query' && !project.auth) types.push(typeSource(name, ["health: () => 'ok'"]));
    else if (project.auth) types.push(typeSource(name, []));
  }
  for (const entity of project.entities) {
    const links = linkSources(project, entity);
    if (links.length > 0) types.push(typeSource(entity.typeName, links));
  }
  const asks = project.auth ? 'Signed' : 'Asking';
  const all = project.auth ? "Record<'Query' | 'Mutation', Fields> & Record<string, Fields>" : 'Record<string, Fields>';
  const table = lines(`export const resolvers: ${all} = {`, types, '};');
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(table);
  const bySource: Record<string, string[]> = {
    './auth/guard.ts': ['requireRole'].filter(uses),
    './deps.ts': [`type ${asks}`],
    './validated.ts': ['validated'].filter(uses),
    './ids.ts': ['idOf', 'withIds'].filter(uses),
  };
  for (const entity of project.entities) {
    bySource[`./${entity.path}/operations.ts`] = [
      ...['create', 'read', 'update', 'delete'].map((verb) => operationName(entity, verb)),
      ...entity.actions.map((action) => operationName(entity, action.verb)),
    ].filter(uses);
    bySource[`./${entity.path}/access.ts`] = [visibleName(entity), `maySee${entity.typeName}`].filter(uses);
    bySource[`./${entity.path}/repository.ts`] = [`list${entity.typePlural}`, `find${entity.typeName}`].filter(uses);
    bySource[`./${entity.path}/schema.ts`] = [inputName(entity), patchName(entity), queryName(entity)].filter(uses);
  }
  return blocks(
    imports(bySource),
    lines(
      '/** Arguments have been checked against the schema; schemas of the parts check what they hold. */',
      '// biome-ignore lint/suspicious/noExplicitAny: each field has parents and arguments of its own.',
      `type Resolver = (parent: any, args: any, deps: ${asks}) => unknown;`,
      'type Fields = Readonly<Record<string, Resolver>>;',
    ),
    table,
  );
}

function typeSource(name: string, fields: readonly string[]): string {
  if (fields.length === 0) return `  ${name}: {},`;
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

/** `name: (parent, args, { database }) => value`, which takes of the surroundings what it uses; first of all the role. */
function resolver(
  name: string,
  args: string,
  value: string,
  roles: readonly string[] | undefined,
  before?: string,
): string {
  const role = roles && roles.length > 0 ? `requireRole(user, ${roles.map(quote).join(', ')});` : undefined;
  const text = [role, before, value].join('\n');
  const taken = ['database', 'loaders', 'now', 'user'].filter((part) =>
    part === 'now' ? text.includes('now()') : new RegExp(`\\b${part}\\b`).test(text),
  );
  const parent = /\brow\./.test(text) ? 'row' : '_parent';
  const head = `${name}: (${parent}, ${args}, { ${taken.join(', ')} }) =>`;
  if (role === undefined && before === undefined) return `${head}\n      ${value}`;
  const statements = [role, before].filter((line) => line !== undefined);
  return lines(
    `${head} {`,
    statements.map((line) => `      ${line}`),
    `      return ${value};`,
    '    }',
  );
}

function fieldSource({ auth }: ProjectModel, { entity, verb, name }: GraphField): string {
  const operation = operationName(entity, verb);
  const inputs = inputFields(entity).map((field) => field.name);
  const references = referenceNames(entity, inputs);
  const ids = (value: string): string =>
    references.length === 0 ? value : `withIds(${value}, [${references.map(quote).join(', ')}])`;
  const roles = auth ? entity.roleVerbs.get(verb) : undefined;
  const who = asksWho(entity, verb, auth) ? ', user' : '';
  const own = auth !== undefined && entity.isPrivate;
  switch (verb) {
    case 'list': {
      const filter = entity.filtered.length > 0;
      const query = filter ? '{ ...page, ...filter }' : 'page';
      const scope = own ? `, ${visibleName(entity)}(user)` : '';
      const value = `list${entity.typePlural}(database, validated(${queryName(entity)}, ${query})${scope})`;
      return resolver(name, filter ? '{ filter, ...page }' : 'page', value, roles);
    }
    case 'read': {
      const find = `find${entity.typeName}(database, idOf(id))`;
      if (!own) return resolver(name, '{ id }', find, roles);
      return resolver(
        name,
        '{ id }',
        `found && maySee${entity.typeName}(user, found) ? found : undefined`,
        roles,
        `const found = ${find};`,
      );
    }
    case 'create': {
      const input = inputs.length === 0 ? '{}' : `validated(${inputName(entity)}, ${ids('input')})`;
      return resolver(
        name,
        inputs.length === 0 ? '_args' : '{ input }',
        `${operation}(database, ${input}, now()${who})`,
        roles,
      );
    }
    case 'update': {
      const changes = `validated(${patchName(entity)}, ${ids('input')})`;
      return resolver(name, '{ id, input }', `${operation}(database, idOf(id), ${changes}, now()${who})`, roles);
    }
    case 'delete': {
      const now = entity.effects.length > 0 ? ', now()' : '';
      return resolver(name, '{ id }', 'true', roles, `${operation}(database, idOf(id)${now}${who});`);
    }
    default:
      return resolver(name, '{ id }', `${operation}(database, idOf(id), now()${who})`, roles);
  }
}

/** Fields that lead from one row to others. */
function linkSources(project: ProjectModel, entity: EntityModel): string[] {
  const roles = (target: EntityModel, verb: string) => (project.auth ? target.roleVerbs.get(verb) : undefined);
  return [
    ...parentLinks(project)
      .filter((link) => link.entity === entity)
      .map(({ name, field, target, loader }) => {
        const load = `loaders.${loader}.load(row.${field.name})`;
        const value = field.nullable ? `row.${field.name} === null ? null : ${load}` : load;
        return resolver(name, '_args', value, roles(target, 'read'));
      }),
    ...childLinks(project)
      .filter((link) => link.entity === entity)
      .map(({ name, target, loader }) =>
        resolver(name, '_args', `loaders.${loader}.load(row.id)`, roles(target, 'list')),
      ),
  ];
}
