import { blocks, call, imports, indented, literal, lines, openBraces, quote } from '../../../emit/layout.ts';
import type {
  ActionModel,
  ChildList,
  EntityModel,
  FieldModel,
  LinkModel,
  ProjectModel,
  Scalar,
} from '../../../domain/model.ts';
import { entityOf, inputFields, isTime } from '../../../domain/model.ts';
import { mayName, visibleName } from '../../../domain/code/access.ts';
import { linkNames } from '../../../domain/code/repository.ts';
import { placed } from '../../../domain/code/sql.ts';
import { completeName } from '../../../domain/code/derived.ts';
import { queueName, settleName } from '../../../domain/code/effects.ts';
import { hidesExpired, readableName } from '../../../domain/code/expiry-rules.ts';
import { checkName, deletionName } from '../../../domain/code/rules.ts';
import { hasSecrets, inputName, lowerFirst, patchName, publicName, queryName } from '../../../domain/code/schema.ts';
import { timeFrom } from '../../../domain/code/times.ts';
import { createSteps, goneStep, nextRow, roleFieldLines, updateSteps } from '../../../domain/code/write.ts';

/** `src/<entity>/routes.ts`: the addresses of one entity. */

export function routesName(entity: EntityModel): string {
  return `${lowerFirst(entity.typeName)}Routes`;
}

export function routesFile(project: ProjectModel, entity: EntityModel): string {
  const auth = project.auth !== undefined;
  const env = auth ? '<AppEnv>' : '';
  const handlers = [
    entity.verbs.has('list') && listHandler(entity),
    entity.verbs.has('create') && createHandler(entity),
    entity.verbs.has('read') && readHandler(entity),
    entity.verbs.has('update') && updateHandler(entity),
    entity.verbs.has('delete') && deleteHandler(entity),
    ...entity.actions.map((action) => actionHandler(entity, action)),
    ...entity.children.map((child) => childHandler(project, child)),
    ...entity.links.flatMap((link) => linkHandlers(project, entity, link)),
  ].filter((part): part is string => part !== false);
  const body = handlers.join('\n\n');
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(body);
  const helpers = [uses('readRow') && rowReader(entity, auth), uses('requireOwner') && ownerGuard(entity)].filter(
    (part): part is string => part !== false,
  );
  const inner = [...helpers, body].join('\n\n');
  const text = lines(
    `export function ${routesName(entity)}(${depsParameter(inner)}: Deps): Hono${env} {`,
    `  const routes = new Hono${env}();`,
    '',
    inner,
    '',
    '  return routes;',
    '}',
  );
  return blocks(routeImports(project, entity, text), text);
}

function depsParameter(inner: string): string {
  return /\bnow\(\)/.test(inner) ? '{ database, now }' : '{ database }';
}

/** Imports follow from what the code below them uses. */
function routeImports(project: ProjectModel, entity: EntityModel, text: string): string {
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  const own = entity.typeName;
  const bySource: Record<string, string[]> = {
    hono: [...(uses('Context') ? ['type Context'] : []), 'Hono'],
    '../auth/guard.ts': ['checkRole', 'requireRole'].filter(uses),
    '../database.ts': ['transaction', 'exists'].filter(uses),
    '../deps.ts': ['type Deps'],
    '../errors.ts': ['conflict', 'HttpError', 'notFound'].filter(uses),
    '../http.ts': [...(uses('AppEnv') ? ['type AppEnv'] : []), ...['readBody', 'readId', 'readQuery'].filter(uses)],
    './access.ts': [mayName(entity), visibleName(entity)].filter(uses),
    './repository.ts': [
      `delete${own}`,
      `find${own}`,
      `insert${own}`,
      `list${entity.typePlural}`,
      `update${own}`,
      ...entity.links.flatMap((link) => {
        const { add, remove } = linkNames(entity, link, project.entities);
        return link.editable ? [add, remove] : [];
      }),
    ].filter(uses),
    '../periods.ts': ['later'].filter((name) => new RegExp(`\\b${name}\\(`).test(text)),
    './derived.ts': [completeName(entity)].filter(uses),
    './effects.ts': [queueName(entity), settleName(entity)].filter(uses),
    './rules.ts': [checkName(entity), deletionName(entity), readableName(entity)].filter(uses),
    './schema.ts': [
      ...(new RegExp(`: ${own}\\b[^V]`).test(text) ? [`type ${own}`] : []),
      ...(uses(`${own}Values`) ? [`type ${own}Values`] : []),
      ...[inputName(entity), patchName(entity), queryName(entity), publicName(entity)].filter(uses),
    ],
  };
  const others = new Set([...entity.children.map((child) => child.child), ...entity.links.map((link) => link.other)]);
  others.delete(entity.name);
  for (const name of others) {
    const other = entityOf(project, name);
    bySource[`../${other.path}/repository.ts`] = [`list${other.typePlural}`, `find${other.typeName}`].filter(uses);
    bySource[`../${other.path}/access.ts`] = [visibleName(other), mayName(other)].filter(uses);
    bySource[`../${other.path}/schema.ts`] = [queryName(other), publicName(other)].filter(uses);
  }
  return imports(bySource);
}

function rowReader(entity: EntityModel, auth: boolean): string {
  const seen = entity.isPrivate ? ` || !${mayName(entity)}(c.var.user, row)` : '';
  return lines(
    `  /** The ${entity.one} that the path names${entity.isPrivate ? ', as long as the user may see it' : ''}. */`,
    `  const readRow = (c: Context${auth ? '<AppEnv>' : ''}): ${entity.typeName} => {`,
    `    const row = find${entity.typeName}(database, readId(c));`,
    `    if (!row${seen}) throw notFound(${quote(entity.one)});`,
    '    return row;',
    '  };',
  );
}

function ownerGuard(entity: EntityModel): string {
  const shared = entity.standIns.size > 0;
  const roles = shared ? ', ...roles: string[]' : '';
  const test = `row.${entity.owner?.name} === c.var.user.id${shared ? ' || roles.includes(c.var.user.role)' : ''}`;
  return lines(
    `  const requireOwner = (c: Context<AppEnv>, row: ${entity.typeName}${roles}): void => {`,
    `    if (${test}) return;`,
    `    throw new HttpError(403, 'not_owner', 'Only the owner may do this.');`,
    '  };',
  );
}

function shown(entity: EntityModel, row: string): string {
  return hasSecrets(entity) ? `${publicName(entity)}(${row})` : row;
}

function guardOf(entity: EntityModel, verb: string): string {
  const roles = entity.roleVerbs.get(verb);
  return roles && roles.length > 0 ? `requireRole(${roles.map(quote).join(', ')}), ` : '';
}

/** Registers a handler; `body` is indented for the handler already. */
function handler(
  method: string,
  path: string,
  guard: string,
  body: readonly (string | false | undefined)[],
  isAsync = false,
): string {
  const arrow = `${isAsync ? 'async ' : ''}(c) => {`;
  return lines(`  routes.${method}('${path}', ${guard}${arrow}`, ...body, '  });');
}

function ownerLine(entity: EntityModel, verb: string, indent: number): string | false {
  if (entity.isPrivate || !entity.ownerVerbs.has(verb) || !entity.owner) return false;
  const given = ['c', 'current', ...(entity.standIns.get(verb) ?? []).map(quote)];
  return `${' '.repeat(indent)}requireOwner(${given.join(', ')});`;
}

function listHandler(entity: EntityModel): string {
  const parameters = ['database', 'query', ...(entity.isPrivate ? [`${visibleName(entity)}(c.var.user)`] : [])];
  return handler('get', '/', guardOf(entity, 'list'), [
    `    const query = readQuery(c, ${queryName(entity)});`,
    ...pageAnswer(entity, `list${entity.typePlural}`, parameters),
  ]);
}

function pageAnswer(entity: EntityModel, list: string, parameters: readonly string[]): string[] {
  if (!hasSecrets(entity)) {
    const line = `    return c.json(${list}(${parameters.join(', ')}));`;
    if (line.length <= 100) return [line];
  }
  return [
    `    const page = ${call(list, parameters)}`,
    hasSecrets(entity)
      ? `    return c.json({ ...page, items: page.items.map(${publicName(entity)}) });`
      : '    return c.json(page);',
  ];
}

/** Fields that the server fills when a row is created. */
function serverFields(entity: EntityModel): string[] {
  return entity.fields.flatMap((field) => {
    if (field.actor) return [`${field.name}: c.var.user.id`];
    if (field.readOnly) return [`${field.name}: ${fixedValue(field, field.initial ?? null)}`];
    if (field.initial === 'now' && (field.type === 'date' || field.type === 'datetime')) {
      return [`${field.name}: input.${field.name} ?? ${fixedValue(field, 'now')}`];
    }
    return [];
  });
}

export function fixedValue(field: FieldModel, value: Scalar): string {
  if (value === 'now' && isTime(field)) return timeFrom(field, 'now()');
  if (field.type === 'reference' && value !== null && typeof value === 'string') return 'c.var.user.id';
  return literal(value);
}

function createHandler(entity: EntityModel): string {
  const variable = entity.variable;
  return handler(
    'post',
    '/',
    guardOf(entity, 'create'),
    [
      `    const input = await readBody(c, ${inputName(entity)});`,
      `    const ${variable} = transaction(database, () => {`,
      ...createSteps(entity, serverFields(entity), 'now()').map((step) => indented(step, 6)),
      '    });',
      `    c.header('Location', \`/${entity.path}/\${${variable}.id}\`);`,
      `    return c.json(${shown(entity, variable)}, 201);`,
    ],
    true,
  );
}

function readHandler(entity: EntityModel): string {
  if (hidesExpired(entity)) {
    return handler('get', '/:id', guardOf(entity, 'read'), [
      '    const row = readRow(c);',
      `    ${readableName(entity)}(row, now());`,
      `    return c.json(${shown(entity, 'row')});`,
    ]);
  }
  const line = `  routes.get('/:id', ${guardOf(entity, 'read')}(c) => c.json(${shown(entity, 'readRow(c)')}));`;
  if (line.length <= 100) return line;
  return handler('get', '/:id', guardOf(entity, 'read'), [`    return c.json(${shown(entity, 'readRow(c)')});`]);
}

function updateHandler(entity: EntityModel): string {
  if (inputFields(entity).length === 0) return readOnlyPatch(entity);
  const variable = entity.variable;
  return handler(
    'patch',
    '/:id',
    guardOf(entity, 'update'),
    [
      `    const changes = await readBody(c, ${patchName(entity)});`,
      `    const ${variable} = transaction(database, () => {`,
      '      const current = readRow(c);',
      ownerLine(entity, 'update', 6),
      ...roleFieldLines(entity, 'checkRole(c.var.user').map((line) => indented(line, 6)),
      `      ${nextRow(entity, ['...current', '...changes'], false)}`,
      ...updateSteps(entity, 'current.id', 'now()').map((step) => indented(step, 6)),
      '    });',
      `    return c.json(${shown(entity, variable)});`,
    ],
    true,
  );
}

function readOnlyPatch(entity: EntityModel): string {
  return handler(
    'patch',
    '/:id',
    guardOf(entity, 'update'),
    [`    await readBody(c, ${patchName(entity)});`, `    return c.json(${shown(entity, 'readRow(c)')});`],
    true,
  );
}

function deleteHandler(entity: EntityModel): string {
  const guarded = entity.guards.length > 0;
  return handler('delete', '/:id', guardOf(entity, 'delete'), [
    '    transaction(database, () => {',
    '      const current = readRow(c);',
    ownerLine(entity, 'delete', 6),
    guarded && `      ${deletionName(entity)}(database, current.id);`,
    ...goneStep(entity, 'now()').map((step) => indented(step, 6)),
    `      delete${entity.typeName}(database, current.id);`,
    '    });',
    '    return c.body(null, 204);',
  ]);
}

function actionHandler(entity: EntityModel, action: ActionModel): string {
  const conditions = Object.entries(action.when).map(([name, value]) => `current.${name} !== ${literal(value)}`);
  const sets = Object.entries(action.sets).map(([name, value]) => {
    const field = entity.fields.find((candidate) => candidate.name === name);
    return `${name}: ${field ? fixedValue(field, value) : literal(value)}`;
  });
  const variable = entity.variable;
  return handler('post', `/:id/${action.path}`, guardOf(entity, action.verb), [
    `    const ${variable} = transaction(database, () => {`,
    '      const current = readRow(c);',
    ownerLine(entity, action.verb, 6),
    ...(conditions.length > 0 ? [conditionBlock(conditions, action.code, action.sentence)] : []),
    // Constants widen in a spread, so the type says which values are meant.
    sets.length > 0 ? `      ${nextRow(entity, ['...current', ...sets], true)}` : '      const next = current;',
    ...updateSteps(entity, 'current.id', 'now()').map((step) => indented(step, 6)),
    '    });',
    `    return c.json(${shown(entity, variable)});`,
  ]);
}

function conditionBlock(conditions: readonly string[], code: string, sentence: string): string {
  const test = conditions.join(' || ');
  return lines(`      if (${test}) {`, `        throw ${call('conflict', [quote(code), quote(sentence)])}`, '      }');
}

function childHandler(project: ProjectModel, child: ChildList): string {
  const other = entityOf(project, child.child);
  const scope = `${child.field.name}: parent.id`;
  const whole = other.isPrivate ? `{ ...${visibleName(other)}(c.var.user), ${scope} }` : `{ ${scope} }`;
  return handler('get', `/:id/${child.path}`, guardOf(other, 'list'), [
    '    const parent = readRow(c);',
    `    const query = readQuery(c, ${queryName(other)});`,
    ...pageAnswer(other, `list${other.typePlural}`, ['database', 'query', whole]),
  ]);
}

function linkHandlers(project: ProjectModel, entity: EntityModel, link: LinkModel): string[] {
  const other = entityOf(project, link.other);
  const { add, remove } = linkNames(entity, link, project.entities);
  const sql = `SELECT ${link.otherColumn} FROM ${link.table} WHERE ${link.ownColumn} = ?`;
  const scope = other.isPrivate ? `${visibleName(other)}(c.var.user)` : '{}';
  const list = handler('get', `/:id/${link.path}`, guardOf(other, 'list'), [
    '    const parent = readRow(c);',
    `    const query = readQuery(c, ${queryName(other)});`,
    `    ${openBraces(4, 'const ids = ', [`sql: ${quote(placed(sql, project.database))}`, 'parameter: parent.id'], ';')}`,
    ...pageAnswer(other, `list${other.typePlural}`, ['database', 'query', scope, 'ids']),
  ]);
  if (!link.editable) return [list];
  const seen = other.isPrivate ? ` || !${mayName(other)}(c.var.user, other)` : '';
  const find = [
    `      const other = find${other.typeName}(database, readId(c, 'otherId'));`,
    `      if (!other${seen}) throw notFound(${quote(other.one)});`,
  ];
  const guard = guardOf(entity, 'update');
  const editor = (method: string, name: string, withFind: boolean): string =>
    handler(method, `/:id/${link.path}/:otherId`, guard, [
      '    transaction(database, () => {',
      '      const current = readRow(c);',
      ownerLine(entity, 'update', 6),
      ...(withFind
        ? [...find, `      ${name}(database, current.id, other.id);`]
        : [`      ${name}(database, current.id, readId(c, 'otherId'));`]),
      '    });',
      '    return c.body(null, 204);',
    ]);
  return [list, editor('put', add, true), editor('delete', remove, false)];
}
