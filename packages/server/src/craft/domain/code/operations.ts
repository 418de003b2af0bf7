import { blocks, braces, imports, literal, lines, quote } from '../../emit/layout.ts';
import { capital, withArticle } from '../../emit/names.ts';
import type { ActionModel, EntityModel, FieldModel, Scalar } from '../model.ts';
import { checkName, checkTakesCurrent, deletionName, hasRules } from './rules.ts';
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
  if (value === 'now' && field.type === 'datetime') return 'now';
  if (value === 'now' && field.type === 'date') return 'now.slice(0, 10)';
  return literal(value);
}

function createFunction(entity: EntityModel): string {
  const extra = givenFields(entity);
  const values = extra.length === 0 ? 'input' : 'values';
  return lines(
    `export function ${operationName(entity, 'create')}(`,
    '  database: DatabaseSync,',
    `  input: z.output<typeof ${inputName(entity)}>,`,
    '  now: string,',
    `): ${entity.typeName} {`,
    '  return transaction(database, () => {',
    extra.length > 0 && `    ${braces(`const values: ${entity.typeName}Values = `, ['...input', ...extra], ';')}`,
    hasRules(entity) && `    ${checkName(entity)}(database, ${values});`,
    `    return insert${entity.typeName}(database, ${values}, now);`,
    '  });',
    '}',
  );
}

function checkCall(entity: EntityModel): string | false {
  if (!hasRules(entity)) return false;
  const parameters = ['database', 'next', ...(checkTakesCurrent(entity) ? ['current'] : [])];
  return `    ${checkName(entity)}(${parameters.join(', ')});`;
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
    '    const next = { ...current, ...changes };',
    checkCall(entity),
    `    return update${entity.typeName}(database, id, next, now);`,
    '  });',
    '}',
  );
}

function removeFunction(entity: EntityModel): string {
  return lines(
    `export function ${operationName(entity, 'delete')}(database: DatabaseSync, id: number): void {`,
    '  transaction(database, () => {',
    `    ${operationName(entity, 'read')}(database, id);`,
    entity.guards.length > 0 && `    ${deletionName(entity)}(database, id);`,
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
    sets.length > 0
      ? `    ${braces(`const next: ${entity.typeName} = `, ['...current', ...sets], ';')}`
      : '    const next = current;',
    checkCall(entity),
    `    return update${entity.typeName}(database, id, next, now);`,
    '  });',
    '}',
  );
}
