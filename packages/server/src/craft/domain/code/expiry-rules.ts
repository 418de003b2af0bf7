import { call, lines, quote } from '../../emit/layout.ts';
import type { EntityModel, ProjectModel, RuleModel } from '../model.ts';
import { entityOf } from '../model.ts';
import { type Check, openTest, refuse, ruleFunction, unlessSet } from './check-function.ts';
import { aliveSql, presentFor } from './counted.ts';
import { placed } from './sql.ts';

/** Checks of rows whose time is over, and of what refers to them. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;

/** The expression that is true of a row as long as it has not expired. */
function aliveTest(row: string, { field }: Rule<'expires'>['expiry']): string {
  return `${row}.${field.name} ${field.type === 'date' ? '>=' : '>'} ${presentFor(field)}`;
}

export function expiryCheck(entity: EntityModel, rule: Rule<'expires'>): Check {
  const { field, open } = rule.expiry;
  const own = `current.${field.name}`;
  return ruleFunction(
    entity,
    rule,
    [...(field.readOnly ? [] : (['next'] as const)), 'current', 'now'],
    [
      '  if (!current) return;',
      open && `  if (${openTest('current', open, false)}) return;`,
      `  if (${field.nullable ? `${own} === null || ` : ''}${aliveTest('current', rule.expiry)}) return;`,
      // Whoever may set the time may set it anew.
      ...(field.readOnly
        ? []
        : [
            `  if (${field.nullable ? `next.${field.name} === null || ` : ''}${aliveTest('next', rule.expiry)}) return;`,
          ]),
      `  ${refuse(rule, 'gone')}`,
    ],
  );
}

/** The name of the function that says whether a row can still be read. */
export function readableName(entity: EntityModel): string {
  return `check${entity.typeName}Readable`;
}

/** For entities whose expired rows can not even be read. */
export function hidesExpired(entity: EntityModel): Rule<'expires'> | undefined {
  const rule = entity.rules.find((candidate) => candidate.kind === 'expires');
  return rule?.kind === 'expires' && rule.hidden ? rule : undefined;
}

export function readableCheck(entity: EntityModel): string | undefined {
  const rule = hidesExpired(entity);
  if (!rule) return undefined;
  const { field, open } = rule.expiry;
  const parameters = [`row: ${entity.typeName}`, 'now: string'];
  return lines(
    `/** Throws when the ${entity.one} has expired. */`,
    call(`export function ${readableName(entity)}`, parameters, '): void {'),
    open && `  if (${openTest('row', open, false)}) return;`,
    `  if (${field.nullable ? `row.${field.name} === null || ` : ''}${aliveTest('row', rule.expiry)}) return;`,
    `  ${refuse(rule, 'gone')}`,
    '}',
  );
}

export function unexpiredCheck(project: ProjectModel, entity: EntityModel, rule: Rule<'unexpired'>): Check {
  const { table } = entityOf(project, rule.parent);
  const sql = `SELECT 1 FROM ${table} WHERE id = ? AND ${aliveSql(rule.expiry, project.database)}`;
  const parameters = [`next.${rule.per.name}`, presentFor(rule.expiry.field)];
  return ruleFunction(
    entity,
    rule,
    ['database', 'next', 'current', 'now'],
    [
      `  if (current?.${rule.per.name} === next.${rule.per.name}) return;`,
      ...unlessSet([rule.per]),
      `  const stands = ${call('exists', ['database', quote(placed(sql, project.database)), ...parameters])}`,
      lines('  if (!stands) {', `    ${refuse(rule, 'gone')}`, '  }'),
    ],
  );
}

/** Something that moves goes to another row. */
export function sameEndsCheck(entity: EntityModel, rule: Rule<'transfer'>): Check {
  const sentence = `The ${rule.source.label} and the ${rule.target.label} must not be the same.`;
  return ruleFunction(
    entity,
    rule,
    ['next'],
    [
      `  if (next.${rule.source.name} !== next.${rule.target.name}) return;`,
      `  ${refuse({ code: 'same_source_and_target', sentence }, 'unprocessable')}`,
    ],
  );
}
