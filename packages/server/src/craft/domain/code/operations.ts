import { blocks, imports, indented, literal, lines, quote } from '../../emit/layout.ts';
import { capital, withArticle } from '../../emit/names.ts';
import type { ActionModel, EntityModel, FieldModel, Scalar } from '../model.ts';
import { isTime } from '../model.ts';
import { completeName } from './derived.ts';
import { queueName, settleName } from './effects.ts';
import { checkName, deletionName } from './rules.ts';
import { timeFrom } from './times.ts';
import { createSteps, goneStep, nextRow, updateSteps } from './write.ts';
import { inputName, lowerFirst, patchName } from './schema.ts';

/** `src/<entity>/operations.ts`: what can be done with rows of one entity, whatever asks for it. */

export function operationName(entity: EntityModel, verb: string): string {
  const prefix = { create: 'create', read: 'read', update: 'change', delete: 'remove' }[verb] ?? lowerFirst(verb);
  return `${prefix}${entity.typeName}`;
}

export function operationsFile(entity: EntityModel): string {
  const text = blocks(
    readFunction(entity),
    entity.verbs.has('create') && createFunction(entity),
    entity.verbs.has('update') && changeFunction(entity),
    entity.verbs.has('delete') && removeFunction(entity),
    entity.actions.map((action) => actionFunction(entity, action)),
  );
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  const own = entity.typeName;
  return blocks(
    imports({
      'node:sqlite': ['type DatabaseSync'],
      zod: uses('z') ? ['type z'] : [],
      '../database.ts': ['transaction'].filter(uses),
      '../errors.ts': ['conflict', 'notFound'].filter(uses),
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

function readFunction(entity: EntityModel): string {
  return lines(
    `export function ${operationName(entity, 'read')}(database: DatabaseSync, id: number): ${entity.typeName} {`,
    `  const row = find${entity.typeName}(database, id);`,
    `  if (!row) throw notFound(${quote(entity.one)});`,
    '  return row;',
    '}',
  );
}

/** Fields that are set for whoever creates a row. */
function givenFields(entity: EntityModel): string[] {
  return entity.fields.flatMap((field) => {
    if (field.readOnly) return [`${field.name}: ${fixed(field, field.initial ?? null)}`];
    if (field.initial === 'now' && (field.type === 'date' || field.type === 'datetime')) {
      return [`${field.name}: input.${field.name} ?? ${fixed(field, 'now')}`];
    }
    return [];
  });
}

function fixed(field: FieldModel, value: Scalar): string {
  if (value === 'now' && isTime(field)) return timeFrom(field, 'now');
  return literal(value);
}

function createFunction(entity: EntityModel): string {
  return lines(
    `export function ${operationName(entity, 'create')}(`,
    '  database: DatabaseSync,',
    `  input: z.output<typeof ${inputName(entity)}>,`,
    '  now: string,',
    `): ${entity.typeName} {`,
    '  return transaction(database, () => {',
    createSteps(entity, givenFields(entity), 'now').map((step) => indented(step, 4)),
    '  });',
    '}',
  );
}

function changeFunction(entity: EntityModel): string {
  return lines(
    '/** What is left out stays as it is. */',
    `export function ${operationName(entity, 'update')}(`,
    '  database: DatabaseSync,',
    '  id: number,',
    `  changes: z.output<typeof ${patchName(entity)}>,`,
    '  now: string,',
    `): ${entity.typeName} {`,
    '  return transaction(database, () => {',
    `    const current = ${operationName(entity, 'read')}(database, id);`,
    `    ${nextRow(entity, ['...current', '...changes'], false)}`,
    updateSteps(entity, 'id', 'now').map((step) => indented(step, 4)),
    '  });',
    '}',
  );
}

function removeFunction(entity: EntityModel): string {
  const settles = entity.effects.length > 0;
  return lines(
    `export function ${operationName(entity, 'delete')}(database: DatabaseSync, id: number${settles ? ', now: string' : ''}): void {`,
    '  transaction(database, () => {',
    `    ${settles ? 'const current = ' : ''}${operationName(entity, 'read')}(database, id);`,
    entity.guards.length > 0 && `    ${deletionName(entity)}(database, id);`,
    goneStep(entity, 'now').map((step) => indented(step, 4)),
    `    delete${entity.typeName}(database, id);`,
    '  });',
    '}',
  );
}

function actionFunction(entity: EntityModel, action: ActionModel): string {
  const conditions = Object.entries(action.when).map(([name, value]) => `current.${name} !== ${literal(value)}`);
  const sets = Object.entries(action.sets).map(([name, value]) => {
    const field = entity.fields.find((candidate) => candidate.name === name);
    return `${name}: ${field ? fixed(field, value) : literal(value)}`;
  });
  return lines(
    `/** ${capital(action.label)}s ${withArticle(entity.one)}. */`.replace('ss ', 's '),
    `export function ${operationName(entity, action.verb)}(database: DatabaseSync, id: number, now: string): ${entity.typeName} {`,
    '  return transaction(database, () => {',
    `    const current = ${operationName(entity, 'read')}(database, id);`,
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
