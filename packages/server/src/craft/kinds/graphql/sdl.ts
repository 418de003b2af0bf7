import { isRouted } from '../../domain/code/schema.ts';
import type { AuthModel, EntityModel, FieldModel, ProjectModel } from '../../domain/model.ts';
import { entityOf, inputFields, patchFields } from '../../domain/model.ts';
import { lines } from '../../emit/layout.ts';
import { camel, capital, pascal, withArticle } from '../../emit/names.ts';

/** `schema.graphql`. */

export interface GraphField {
  entity: EntityModel;
  verb: string;
  /** Name in Query or Mutation. */
  name: string;
  kind: 'query' | 'mutation';
  args: string;
  type: string;
  summary: string;
}

const mutations: Record<string, string> = { create: 'create', update: 'update', delete: 'delete' };

export function graphFields(project: ProjectModel): GraphField[] {
  return project.entities.filter(isRouted).flatMap((entity) => {
    const type = entity.typeName;
    const one = withArticle(entity.one);
    const field = (verb: string, name: string, args: string, result: string, summary: string): GraphField => ({
      entity,
      verb,
      name,
      kind: verb === 'list' || verb === 'read' ? 'query' : 'mutation',
      args,
      type: result,
      summary: `${capital(summary)}.`,
    });
    const found: GraphField[] = [];
    const plural = camel(entity.typePlural);
    const single = camel(type) === plural ? `${camel(type)}ById` : camel(type);
    if (entity.verbs.has('list')) {
      const filter = entity.filtered.length > 0 ? `filter: ${type}Filter, ` : '';
      const search = entity.searched.length > 0 ? 'q: String, ' : '';
      found.push(
        field(
          'list',
          plural,
          `(${filter}${search}sort: String, limit: Int, offset: Int)`,
          `${type}Page!`,
          `list ${entity.many}`,
        ),
      );
    }
    if (entity.verbs.has('read')) found.push(field('read', single, '(id: ID!)', type, `give ${one}, or nothing`));
    for (const verb of ['create', 'update', 'delete']) {
      if (!entity.verbs.has(verb)) continue;
      const inputs = verb === 'create' ? createFields(entity) : patchFields(entity);
      if (verb === 'update' && inputs.length === 0) continue;
      const input =
        verb === 'delete' || inputs.length === 0 ? '' : `input: ${type}${verb === 'create' ? 'Input' : 'Patch'}!`;
      const id = verb === 'create' ? '' : 'id: ID!';
      const args = [id, input].filter(Boolean).join(', ');
      const name = `${mutations[verb]}${type}`;
      found.push(
        field(
          verb,
          name,
          args === '' ? '' : `(${args})`,
          verb === 'delete' ? 'Boolean!' : `${type}!`,
          `${verb} ${one}`,
        ),
      );
    }
    for (const action of entity.actions) {
      found.push(field(action.verb, `${camel(action.verb)}${type}`, '(id: ID!)', `${type}!`, `${action.label} ${one}`));
    }
    return found;
  });
}

export function createFields(entity: EntityModel): FieldModel[] {
  return inputFields(entity);
}

export function schemaFile(project: ProjectModel): string {
  const fields = graphFields(project);
  const block = (kind: 'query' | 'mutation'): string => {
    const own = [...(project.auth ? signInFields(project.auth) : []), ...fields].filter((field) => field.kind === kind);
    if (own.length === 0) return '';
    return lines(
      `type ${capital(kind)} {`,
      own.map(({ name, args, type, summary }) => `  "${summary}"\n  ${name}${args}: ${type}`),
      '}',
    );
  };
  const types = project.entities.filter((entity) => isRouted(entity) || isReferenced(project, entity));
  // A schema must have a query.
  const query = block('query') || 'type Query {\n  "Says that the service is well."\n  health: String\n}';
  return `${[
    query,
    block('mutation'),
    ...types.flatMap((entity) => typeBlocks(project, entity)),
    ...(project.auth ? signInTypes(project, project.auth) : []),
  ]
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

type SignInField = Omit<GraphField, 'entity' | 'verb'>;

/** Signing up, in and out, as fields. */
export function signInFields({ login }: AuthModel): SignInField[] {
  return [
    { name: 'me', kind: 'query', args: '', type: 'SignedIn!', summary: 'Who is signed in.' },
    {
      name: 'register',
      kind: 'mutation',
      args: '(input: Registration!)',
      type: 'SignedIn!',
      summary: 'Sign up; open to everybody.',
    },
    {
      name: 'login',
      kind: 'mutation',
      args: `(${login.name}: String!, password: String!)`,
      type: 'LoginSession!',
      summary: 'Sign in; open to everybody. The token goes into the header Authorization, behind the word Bearer.',
    },
    { name: 'logout', kind: 'mutation', args: '', type: 'Boolean!', summary: 'End this session.' },
  ];
}

function signInTypes(project: ProjectModel, { account }: AuthModel): string[] {
  const own = account.fields.filter((field) => !field.secret && field.references === undefined);
  const given = inputFields(account).filter(
    (field) => field.references === undefined || project.byName.has(field.references),
  );
  return [
    lines(
      '"Who is signed in, with all that only they see."',
      'type SignedIn {',
      '  id: ID!',
      own.map((field) => `  ${field.name}: ${outputType(account, field)}`),
      '  createdAt: String!',
      '}',
    ),
    lines('type LoginSession {', '  token: String!', '  expiresAt: String!', '  user: SignedIn!', '}'),
    lines(
      'input Registration {',
      given.map((field) => `  ${field.name}: ${scalarOf(account, field)}${field.needed ? '!' : ''}`),
      '  password: String!',
      '}',
    ),
    // Accounts that nothing else speaks of have no type of their own that would bring them.
    ...(isRouted(account) || isReferenced(project, account) ? [] : enumBlocks(account, own)),
  ];
}

function isReferenced(project: ProjectModel, entity: EntityModel): boolean {
  return project.entities.some((other) => other.fields.some((field) => field.references === entity.name));
}

/** Name of the field that leads to the row that a reference names. */
export function linkField(field: FieldModel): string {
  return field.name.replace(/Id$/, '');
}

/** Fields of rows that point to an entity, as it shows them. */
export function childFields(
  project: ProjectModel,
  entity: EntityModel,
): { name: string; child: EntityModel; field: FieldModel }[] {
  const taken = new Set([...entity.fields.flatMap((field) => [field.name, linkField(field)]), 'id']);
  return entity.children.flatMap(({ child, field, path }) => {
    const other = entityOf(project, child);
    const name = camel(path);
    if (!other.verbs.has('list') || taken.has(name)) return [];
    taken.add(name);
    return [{ name, child: other, field }];
  });
}

/** Of a row that others may not see there is nothing to give. */
function linkType(project: ProjectModel, field: FieldModel): string {
  const target = entityOf(project, field.references ?? '');
  const sure = !field.nullable && !(project.auth && (target.isPrivate || target.roleVerbs.has('read')));
  return `${target.typeName}${sure ? '!' : ''}`;
}

function typeBlocks(project: ProjectModel, entity: EntityModel): string[] {
  const type = entity.typeName;
  // Who is only named by rows is seen by name, and not how to reach them.
  const apart = entity.isAccount && project.auth !== undefined && !isRouted(entity);
  const shown = entity.fields.filter(
    (field) => !field.secret && !(apart && (field === project.auth?.login || /^(?:email|phone)$/.test(field.type))),
  );
  const found = [
    lines(
      `type ${type} {`,
      '  id: ID!',
      shown.map((field) => `  ${field.name}: ${outputType(entity, field)}`),
      shown
        .filter((field) => field.references !== undefined && linkField(field) !== field.name)
        .map((field) => `  ${linkField(field)}: ${linkType(project, field)}`),
      childFields(project, entity).map(({ name, child }) => `  ${name}: [${child.typeName}!]!`),
      '  createdAt: String!',
      '  updatedAt: String!',
      '}',
    ),
  ];
  if (entity.verbs.has('list')) {
    found.push(
      lines(`type ${type}Page {`, `  items: [${type}!]!`, '  total: Int!', '  limit: Int!', '  offset: Int!', '}'),
    );
    if (entity.filtered.length > 0) {
      found.push(
        lines(
          `input ${type}Filter {`,
          entity.filtered.map((field) => `  ${field.name}: ${scalarOf(entity, field)}`),
          '}',
        ),
      );
    }
  }
  const created = createFields(entity);
  if (entity.verbs.has('create') && created.length > 0) {
    found.push(
      lines(
        `input ${type}Input {`,
        created.map((field) => `  ${field.name}: ${scalarOf(entity, field)}${field.needed ? '!' : ''}`),
        '}',
      ),
    );
  }
  const patched = patchFields(entity);
  if (entity.verbs.has('update') && patched.length > 0) {
    found.push(
      lines(
        `input ${type}Patch {`,
        patched.map((field) => `  ${field.name}: ${scalarOf(entity, field)}`),
        '}',
      ),
    );
  }
  return [...found, ...enumBlocks(entity, shown)];
}

function enumBlocks(entity: EntityModel, fields: readonly FieldModel[]): string[] {
  return fields
    .filter((field) => isEnum(field))
    .map((field) =>
      lines(
        `enum ${enumName(entity, field)} {`,
        field.values.map((value) => `  ${value}`),
        '}',
      ),
    );
}

/** Values that GraphQL takes as names; others stay texts that the validation checks. */
function isEnum(field: FieldModel): boolean {
  return (
    field.type === 'enum' &&
    field.values.every((value) => /^[_A-Za-z][_0-9A-Za-z]*$/.test(value) && !/^(true|false|null)$/.test(value))
  );
}

function enumName(entity: EntityModel, field: FieldModel): string {
  return `${entity.typeName}${pascal(field.name)}`;
}

function outputType(entity: EntityModel, field: FieldModel): string {
  return `${scalarOf(entity, field)}${field.nullable ? '' : '!'}`;
}

function scalarOf(entity: EntityModel, field: FieldModel): string {
  if (isEnum(field)) return enumName(entity, field);
  switch (field.type) {
    case 'integer':
      return Math.max(field.max ?? 0, -(field.min ?? 0)) >= 2 ** 31 ? 'Float' : 'Int';
    // An Int of GraphQL ends at 21 million of most currencies; that amounts are whole is for the validation to say.
    case 'money':
    case 'decimal':
    case 'percentage':
      return 'Float';
    case 'boolean':
      return 'Boolean';
    case 'reference':
      return 'ID';
    default:
      return 'String';
  }
}
