import { blocks, imports, indented, literal, lines, quote } from '../../emit/layout.ts';
import { capital, withArticle } from '../../emit/names.ts';
import type { ActionModel, AuthModel, EntityModel, FieldModel, Scalar } from '../model.ts';
import { isTime } from '../model.ts';
import { mayName } from './access.ts';
import { completeName } from './derived.ts';
import { queueName, settleName } from './effects.ts';
import { checkName, deletionName } from './rules.ts';
import { timeFrom } from './times.ts';
import { createSteps, goneStep, nextRow, roleFieldLines, updateSteps } from './write.ts';
import { inputName, lowerFirst, patchName } from './schema.ts';

/** `src/<entity>/operations.ts`: what can be done with rows of one entity, whatever asks for it. */

/** Verbs of functions that an operation stands on, which an action of the same name must not hide. */
const taken = new Set(['check', 'change', 'complete', 'find', 'insert', 'list', 'queue', 'remove', 'settle', 'update']);

export function operationName(entity: EntityModel, verb: string): string {
  const known = { create: 'create', read: 'read', update: 'change', delete: 'remove' }[verb];
  const action = taken.has(verb) ? `do${capital(verb)}` : lowerFirst(verb);
  return `${known ?? action}${entity.typeName}`;
}

/** Whether an operation must know who asks for it; the user is then its last argument. What roles may do is for the surface to say. */
export function asksWho(entity: EntityModel, verb: string, auth: AuthModel | undefined): boolean {
  if (!auth) return false;
  const sets = Object.entries(entity.actions.find((action) => action.verb === verb)?.sets ?? {});
  const named = entity.fields.some((field) =>
    verb === 'create'
      ? field.actor || (field.readOnly && namesUser(field, field.initial ?? null))
      : sets.some(([name, value]) => name === field.name && namesUser(field, value)),
  );
  const guarded = entity.isPrivate || owns(entity, verb) || (verb === 'update' && entity.roleFields.size > 0);
  return named || (verb !== 'create' && guarded);
}

/** A reference that is set to whoever asks. */
function namesUser(field: FieldModel, value: Scalar): boolean {
  return field.type === 'reference' && typeof value === 'string';
}

/** Only the owner may do it, with rows that others see too. */
function owns({ isPrivate, owner, ownerVerbs }: EntityModel, verb: string): boolean {
  return !isPrivate && owner !== undefined && ownerVerbs.has(verb);
}

export function operationsFile(entity: EntityModel, auth: AuthModel | undefined): string {
  const text = blocks(
    readFunction(entity, auth),
    entity.verbs.has('create') && createFunction(entity, auth),
    entity.verbs.has('update') && changeFunction(entity, auth),
    entity.verbs.has('delete') && removeFunction(entity, auth),
    entity.actions.map((action) => actionFunction(entity, action, auth)),
  );
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  const own = entity.typeName;
  return blocks(
    imports({
      'node:sqlite': ['type DatabaseSync'],
      zod: uses('z') ? ['type z'] : [],
      '../auth/guard.ts': ['requireOwner', 'requireRole'].filter(uses),
      '../database.ts': ['transaction'].filter(uses),
      '../errors.ts': ['conflict', 'notFound'].filter(uses),
      ...(auth && !entity.isAccount && uses('user')
        ? { [`../${auth.account.path}/schema.ts`]: [`type ${auth.account.typeName}`] }
        : {}),
      './access.ts': [mayName(entity)].filter(uses),
      './repository.ts': [`delete${own}`, `find${own}`, `insert${own}`, `update${own}`].filter(uses),
      '../periods.ts': ['later'].filter((name) => new RegExp(`\\b${name}\\(`).test(text)),
      './derived.ts': [completeName(entity)].filter(uses),
      './effects.ts': [queueName(entity), settleName(entity)].filter(uses),
      './rules.ts': [checkName(entity), deletionName(entity)].filter(uses),
      './schema.ts': [
        `type ${own}`,
        ...(uses(`${own}Values`) ? [`type ${own}Values`] : []),
        ...[inputName(entity), patchName(entity)].filter(uses).map((name) => `type ${name}`),
      ],
    }),
    text,
  );
}

/** `user` as parameter, where the operation asks who it is. */
function who(entity: EntityModel, verb: string, auth: AuthModel | undefined): string | undefined {
  return auth && asksWho(entity, verb, auth) ? `user: ${auth.account.typeName}` : undefined;
}

function head(name: string, parameters: readonly (string | false | undefined)[], result: string): string {
  const given = parameters.filter((parameter) => typeof parameter === 'string').join(', ');
  return `export function ${name}(database: DatabaseSync, ${given}): ${result} {`;
}

/** The row as it is, for somebody who may do this with it; a name is given to it where it is used. */
function currentLines(entity: EntityModel, verb: string, auth: AuthModel | undefined, used: boolean): string[] {
  const guarded = auth !== undefined && owns(entity, verb);
  const seen = auth !== undefined && entity.isPrivate ? ', user' : '';
  return [
    `    ${used || guarded ? 'const current = ' : ''}${operationName(entity, 'read')}(database, id${seen});`,
    ...(guarded
      ? [
          `    requireOwner(${['user', `current.${entity.owner?.name}`, ...(entity.standIns.get(verb) ?? []).map(quote)].join(', ')});`,
        ]
      : []),
  ];
}

function readFunction(entity: EntityModel, auth: AuthModel | undefined): string {
  const hidden = auth !== undefined && entity.isPrivate ? ` || !${mayName(entity)}(user, row)` : '';
  return lines(
    head(operationName(entity, 'read'), ['id: number', who(entity, 'read', auth)], entity.typeName),
    `  const row = find${entity.typeName}(database, id);`,
    `  if (!row${hidden}) throw notFound(${quote(entity.one)});`,
    '  return row;',
    '}',
  );
}

/** Fields that are set for whoever creates a row. */
function givenFields(entity: EntityModel, auth: AuthModel | undefined): string[] {
  return entity.fields.flatMap((field) => {
    if (auth && field.actor) return [`${field.name}: user.id`];
    if (field.readOnly) return [`${field.name}: ${fixed(field, field.initial ?? null, auth)}`];
    if (field.initial === 'now' && (field.type === 'date' || field.type === 'datetime')) {
      return [`${field.name}: input.${field.name} ?? ${fixed(field, 'now', auth)}`];
    }
    return [];
  });
}

function fixed(field: FieldModel, value: Scalar, auth: AuthModel | undefined): string {
  if (value === 'now' && isTime(field)) return timeFrom(field, 'now');
  return auth && namesUser(field, value) ? 'user.id' : literal(value);
}

function createFunction(entity: EntityModel, auth: AuthModel | undefined): string {
  return lines(
    head(
      operationName(entity, 'create'),
      [`input: z.output<typeof ${inputName(entity)}>`, 'now: string', who(entity, 'create', auth)],
      entity.typeName,
    ),
    '  return transaction(database, () => {',
    createSteps(entity, givenFields(entity, auth), 'now').map((step) => indented(step, 4)),
    '  });',
    '}',
  );
}

function changeFunction(entity: EntityModel, auth: AuthModel | undefined): string {
  return lines(
    '/** What is left out stays as it is. */',
    head(
      operationName(entity, 'update'),
      ['id: number', `changes: z.output<typeof ${patchName(entity)}>`, 'now: string', who(entity, 'update', auth)],
      entity.typeName,
    ),
    '  return transaction(database, () => {',
    currentLines(entity, 'update', auth, true),
    auth && roleFieldLines(entity, 'requireRole(user').map((line) => indented(line, 4)),
    `    ${nextRow(entity, ['...current', '...changes'], false)}`,
    updateSteps(entity, 'id', 'now').map((step) => indented(step, 4)),
    '  });',
    '}',
  );
}

function removeFunction(entity: EntityModel, auth: AuthModel | undefined): string {
  const settles = entity.effects.length > 0;
  return lines(
    head(
      operationName(entity, 'delete'),
      ['id: number', settles && 'now: string', who(entity, 'delete', auth)],
      'void',
    ),
    '  transaction(database, () => {',
    currentLines(entity, 'delete', auth, settles),
    entity.guards.length > 0 && `    ${deletionName(entity)}(database, id);`,
    goneStep(entity, 'now').map((step) => indented(step, 4)),
    `    delete${entity.typeName}(database, id);`,
    '  });',
    '}',
  );
}

function actionFunction(entity: EntityModel, action: ActionModel, auth: AuthModel | undefined): string {
  const conditions = Object.entries(action.when).map(([name, value]) => `current.${name} !== ${literal(value)}`);
  const sets = Object.entries(action.sets).map(([name, value]) => {
    const field = entity.fields.find((candidate) => candidate.name === name);
    return `${name}: ${field ? fixed(field, value, auth) : literal(value)}`;
  });
  return lines(
    `/** ${capital(action.label)}s ${withArticle(entity.one)}. */`.replace('ss ', 's '),
    head(
      operationName(entity, action.verb),
      ['id: number', 'now: string', who(entity, action.verb, auth)],
      entity.typeName,
    ),
    '  return transaction(database, () => {',
    currentLines(entity, action.verb, auth, true),
    conditions.length > 0 &&
      lines(
        `    if (${conditions.join(' || ')}) {`,
        `      throw conflict(${quote(action.code)}, ${quote(action.sentence)});`,
        '    }',
      ),
    sets.length > 0 ? `    ${nextRow(entity, ['...current', ...sets], true)}` : '    const next = current;',
    updateSteps(entity, 'id', 'now').map((step) => indented(step, 4)),
    '  });',
    '}',
  );
}
