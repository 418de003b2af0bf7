import { inCheckingOrder } from '../checking-order.ts';
import { blocks, call, imports, lines, openBraces, quote } from '../../emit/layout.ts';
import type { EntityModel, FieldModel, ProjectModel, RuleModel } from '../model.ts';
import { entityOf, referencesOf } from '../model.ts';
import { type Check, capacitiesName, refuse, ruleFunction, unlessOpen, unlessSet } from './check-function.ts';
import { besideCheck } from './beside-rules.ts';
import { aliveSql, asksForNow, presentFor } from './counted.ts';
import { capacitiesCheck, countingCheck } from './counting-rules.ts';
import { expiryCheck, readableCheck, sameEndsCheck, unexpiredCheck } from './expiry-rules.ts';
import { distinctCheck, fitsCheck, fixedCheck, momentCheck, needsCheck, spanCheck, usableCheck } from './row-rules.ts';
import { settledCheck } from './settled-rules.ts';
import { columnType, openSql, placed } from './sql.ts';
import { untilCheck } from './until-rules.ts';

/** `src/<entity>/rules.ts`: what must hold whenever a row is written or deleted; runs inside the caller's transaction. */

/** Rules that hold by what is written, so that nothing is to be refused. */
const unchecked = new Set<RuleModel['kind']>(['ends', 'fee', 'computed', 'sum', 'stock', 'marks']);

export function hasRules(entity: EntityModel): boolean {
  return (
    referencesOf(entity).some((field) => !field.actor) ||
    entity.rules.some(({ kind }) => !unchecked.has(kind)) ||
    entity.capacities.length > 0
  );
}

export function checkName(entity: EntityModel): string {
  return `check${entity.typeName}`;
}
export function deletionName(entity: EntityModel): string {
  return `check${entity.typeName}Deletion`;
}
/** Whether the check looks at the row before the change. */
export function checkTakesCurrent(entity: EntityModel): boolean {
  const alone = new Set([...unchecked, 'order', 'transfer', 'needs', 'distinct', 'fits', 'span', 'apart']);
  return entity.capacities.length > 0 || entity.rules.some(({ kind }) => !alone.has(kind));
}

/** The arguments of a call of the check, in its order. */
export function checkArguments(entity: EntityModel, next: string, now: string, current?: string): string[] {
  return [
    'database',
    next,
    ...(asksForNow(entity) ? [now] : []),
    ...(current !== undefined && checkTakesCurrent(entity) ? [current] : []),
  ];
}

export function rulesFile(project: ProjectModel, entity: EntityModel): string | undefined {
  const guards = entity.verbs.has('delete') ? entity.guards : [];
  if (!hasRules(entity) && guards.length === 0) return undefined;
  const checks = checksOf(project, entity);
  const text = blocks(
    hasRules(entity) && mainCheck(entity, checks),
    checks.map((check) => check.code),
    readableCheck(entity),
    guards.length > 0 && deletionCheck(project, entity, guards),
  );
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  return blocks(
    imports({
      'node:sqlite': ['type DatabaseSync'],
      '../database.ts': ['count', 'exists'].filter((name) => uses(`${name}\\(`.slice(0, -2))),
      '../errors.ts': ['conflict', 'gone', 'unprocessable'].filter(uses),
      '../periods.ts': ['later', 'periodOf'].filter((name) => text.includes(`${name}(`)),
      '../references.ts': ['requireRow'].filter(uses),
      './schema.ts': [
        ...(new RegExp(`\\b${entity.typeName}\\b[^V]`).test(text) ? [`type ${entity.typeName}`] : []),
        ...(uses(`${entity.typeName}Values`) ? [`type ${entity.typeName}Values`] : []),
      ],
    }),
    text,
  );
}

function mainCheck(entity: EntityModel, checks: readonly Check[]): string {
  const needsId = checks.some((check) => check.needs.includes('id') && check.name !== capacitiesName);
  const needsCurrent = checkTakesCurrent(entity);
  const usesDatabase = checks.some((check) => check.needs.includes('database'));
  const parameters = [
    `${usesDatabase ? '' : '_'}database: DatabaseSync`,
    `${checks.some((check) => check.needs.includes('next')) ? '' : '_'}next: ${entity.typeName}Values`,
    ...(asksForNow(entity) ? ['now: string'] : []),
    ...(needsCurrent ? [`current?: ${entity.typeName}`] : []),
  ];
  const body = checks.map((check) => {
    if (check.name === capacitiesName)
      return `  if (current) ${call(check.name, ['database', 'next', 'current.id', ...check.needs.filter((need) => need === 'now')])}`;
    return `  ${call(check.name, check.needs)}`;
  });
  return lines(
    `/** Throws unless ${entity.many} as \`next\` may stand beside what is stored${needsCurrent ? '; `current` is the row that it replaces' : ''}. */`,
    call(`export function ${checkName(entity)}`, parameters, '): void {'),
    needsId && '  const id = current?.id ?? null;',
    body,
    '}',
  );
}

function checksOf(project: ProjectModel, entity: EntityModel): Check[] {
  const references = referencesOf(entity).filter((field) => !field.actor);
  return [
    ...(references.length > 0 ? [referenceCheck(project, entity, references)] : []),
    ...inCheckingOrder(entity.rules).flatMap((rule) => ruleCheck(project, entity, rule) ?? []),
    ...(entity.capacities.length > 0 ? [capacitiesCheck(project, entity)] : []),
  ];
}

function existsCall(project: ProjectModel, sql: string, parameters: readonly string[], close = ');'): string {
  return call('exists', ['database', quote(placed(sql, project.database)), ...parameters], close);
}

function referenceCheck(project: ProjectModel, entity: EntityModel, fields: readonly FieldModel[]): Check {
  const body = fields.map((field) => {
    const parent = entityOf(project, field.references ?? '');
    const scoped = parent.isPrivate && parent.owner && entity.owner;
    return openBraces(
      2,
      '  requireRow(database, ',
      [
        `field: ${quote(field.name)}`,
        `id: next.${field.name}`,
        `table: ${quote(parent.table)}`,
        ...(scoped ? [`owner: { column: ${quote(parent.owner?.column ?? '')}, id: next.${entity.owner?.name} }`] : []),
        `what: ${quote(parent.one)}`,
      ],
      ');',
    );
  });
  return {
    needs: ['database', 'next'],
    name: 'checkReferences',
    code: lines(`function checkReferences(database: DatabaseSync, next: ${entity.typeName}Values): void {`, body, '}'),
  };
}

function ruleCheck(project: ProjectModel, entity: EntityModel, rule: RuleModel): Check | undefined {
  switch (rule.kind) {
    case 'order': {
      const nullable = [rule.before, rule.after].filter((field) => field.nullable);
      return ruleFunction(
        entity,
        rule,
        ['next'],
        [
          ...unlessSet(nullable),
          `  if (next.${rule.before.name} ${rule.orEqual ? '<=' : '<'} next.${rule.after.name}) return;`,
          `  ${refuse(rule, 'unprocessable')}`,
        ],
      );
    }
    case 'moment':
      return momentCheck(entity, rule);
    case 'fixed':
      return fixedCheck(entity, rule);
    case 'needs':
      return needsCheck(entity, rule);
    case 'distinct':
      return distinctCheck(entity, rule);
    case 'until':
      return untilCheck(project, entity, rule);
    case 'fits':
      return fitsCheck(project, entity, rule);
    case 'span':
      return spanCheck(entity, rule);
    case 'transitions':
      return transitionCheck(entity, rule);
    case 'unique': {
      const where = rule.fields.map((field) => `${field.column} = ?`).join(' AND ');
      const sql = `SELECT 1 FROM ${entity.table} WHERE ${where} AND id IS NOT ?`;
      const parameters = [...rule.fields.map((field) => `next.${field.name}`), 'id'];
      return ruleFunction(
        entity,
        rule,
        ['database', 'next', 'id'],
        [
          ...unlessSet(rule.fields),
          `  const taken = ${existsCall(project, sql, parameters)}`,
          lines('  if (taken) {', `    ${refuse(rule)}`, '  }'),
        ],
      );
    }
    case 'exclusive':
    case 'max-per':
    case 'capacity':
      return countingCheck(project, entity, rule);
    case 'expires':
      return expiryCheck(entity, rule);
    case 'settled':
      return settledCheck(project, entity, rule);
    case 'usable':
      return usableCheck(project, entity, rule);
    case 'unexpired':
      return unexpiredCheck(project, entity, rule);
    case 'transfer':
      return sameEndsCheck(entity, rule);
    case 'ends':
    case 'fee':
    case 'computed':
    case 'sum':
    case 'stock':
    case 'marks':
      return undefined;
    case 'no-overlap':
      return overlapCheck(project, entity, rule);
    case 'rising':
    case 'total':
    case 'apart':
    case 'backed':
    case 'hours':
      return besideCheck(project, entity, rule);
  }
}

function transitionCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'transitions' }>): Check {
  const { field } = rule;
  const table = field.values.map((from) => {
    const to = rule.allowed.filter(([start]) => start === from).map(([, end]) => quote(end));
    return `    ${keyOf(from)}: [${to.join(', ')}],`;
  });
  return ruleFunction(
    entity,
    rule,
    ['next', 'current'],
    [
      `  const allowed: Record<string, string[]> = {`,
      ...table,
      '  };',
      `  const from = current?.${field.name};`,
      `  if (from === undefined || from === next.${field.name}) return;`,
      `  if (allowed[from]?.includes(next.${field.name})) return;`,
      `  ${refuse(rule)}`,
    ],
  );
}

function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

function overlapCheck(
  { database }: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'no-overlap' }>,
): Check {
  const { start, end, scope, open, expiry } = rule;
  // PostgreSQL can not tell the type of a parameter that is only asked whether it is null.
  const typed = database === 'sqlite' ? '?' : `?::${columnType(end, database)}`;
  const late = end.nullable ? `(${end.column} IS NULL OR ${end.column} > ?)` : `${end.column} > ?`;
  const conditions = [
    ...(scope ? [`${scope.column} = ?`] : []),
    ...(open ? [openSql(open, database)] : []),
    ...(end.nullable ? [`(${typed} IS NULL OR ${start.column} < ?)`] : [`${start.column} < ?`]),
    late,
    ...(expiry ? [aliveSql(expiry, database)] : []),
    'id IS NOT ?',
  ];
  const endOf = `next.${end.name}`;
  const parameters = [
    ...(scope ? [`next.${scope.name}`] : []),
    ...(end.nullable ? [endOf, endOf] : [endOf]),
    `next.${start.name}`,
    ...(expiry ? [presentFor(expiry.field)] : []),
    'id',
  ];
  return ruleFunction(
    entity,
    rule,
    ['database', 'next', 'id', ...(expiry ? (['now'] as const) : [])],
    [
      unlessOpen(open),
      ...unlessSet([scope, start]),
      '  const taken = exists(',
      '    database,',
      `    \`SELECT 1 FROM ${entity.table}`,
      `     WHERE ${placed(conditions.join('\n       AND '), database)}\`,`,
      ...parameters.map((parameter) => `    ${parameter},`),
      '  );',
      lines('  if (taken) {', `    ${refuse(rule)}`, '  }'),
    ],
  );
}

function deletionCheck(project: ProjectModel, entity: EntityModel, guards: EntityModel['guards']): string {
  const body = guards.map((guard) => {
    const blocker = entityOf(project, guard.blockedBy);
    const condition = guard.open ? ` AND ${openSql(guard.open, project.database)}` : '';
    const sql = `SELECT 1 FROM ${blocker.table} WHERE ${guard.field.column} = ?${condition}`;
    return lines(`  if (${existsCall(project, sql, ['id'], ')')}) {`, `    ${refuse(guard)}`, '  }');
  });
  return lines(
    '/** Throws while something stands against deleting the row. */',
    `export function ${deletionName(entity)}(database: DatabaseSync, id: number): void {`,
    body,
    '}',
  );
}
