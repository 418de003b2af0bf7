import { call, lines, quote } from '../../emit/layout.ts';
import { capital } from '../../emit/names.ts';
import type { EntityModel, FieldModel, ProjectModel, RuleModel } from '../model.ts';
import { entityOf } from '../model.ts';
import { type Check, capacitiesName, refuse, ruleFunction, unlessOpen, unlessSet } from './check-function.ts';
import { countedRows } from './counted.ts';
import { placed } from './sql.ts';

/** Checks of rules that count the other rows of one parent. */

type Counting = Extract<RuleModel, { kind: 'exclusive' | 'max-per' | 'capacity' }>;
type Capacity = Extract<RuleModel, { kind: 'capacity' }>;

export function countingCheck(project: ProjectModel, entity: EntityModel, rule: Counting): Check {
  const field = rule.kind === 'exclusive' ? rule.field : rule.per;
  const within = rule.kind === 'max-per' ? rule.within : undefined;
  return ruleFunction(
    entity,
    rule,
    ['database', 'next', 'id', ...(rule.expiry ? (['now'] as const) : [])],
    [
      unlessOpen(rule.open),
      ...unlessSet([field, ...(rule.kind === 'max-per' ? rule.also : []), within?.field]),
      within && `  const period = periodOf(next.${within.field.name}, ${quote(within.period)});`,
      rule.kind === 'capacity' && `  const capacity = ${capacityCall(project, rule, `next.${rule.per.name}`)}`,
      othersLine(project, entity, rule, field),
      lines(`  if (${tooMany(rule)}) {`, `    ${refuse(rule)}`, '  }'),
    ],
  );
}

function tooMany(rule: Counting): string {
  if (rule.kind === 'exclusive') return 'others > 0';
  if (rule.kind === 'max-per') return `others >= ${rule.limit}`;
  return rule.places ? `others + next.${rule.places.name} > capacity` : 'others >= capacity';
}

function capacityCall({ database, byName }: ProjectModel, rule: Capacity, id: string): string {
  const table = byName.get(rule.parent)?.table ?? '';
  const sql = `SELECT ${rule.parentField.column} FROM ${table} WHERE id = ?`;
  return call('count', ['database', quote(placed(sql, database)), id]);
}

/** "count(*)", or the places that the rows take together. */
function measure(rule: Counting): string {
  return rule.kind === 'capacity' && rule.places ? `coalesce(sum(${rule.places.column}), 0)` : 'count(*)';
}

function othersLine({ database }: ProjectModel, entity: EntityModel, rule: Counting, field: FieldModel): string {
  const counted = countedRows(rule, database);
  const where = [`${field.column} = ?`, ...counted.sql, 'id IS NOT ?'].join(' AND ');
  const sql = `SELECT ${measure(rule)} FROM ${entity.table} WHERE ${where}`;
  const parameters = [`next.${field.name}`, ...counted.parameters, 'id'];
  return `  const others = ${call('count', ['database', quote(placed(sql, database)), ...parameters])}`;
}

/** Lowering a capacity under what is taken would break the rule of those who have their places. */
export function capacitiesCheck(project: ProjectModel, entity: EntityModel): Check {
  const now = entity.capacities.some(({ rule }) => rule.expiry !== undefined);
  const body = entity.capacities.map(({ child, rule }, index) => {
    const { table } = entityOf(project, child);
    const counted = countedRows(rule, project.database);
    const where = [`${rule.per.column} = ?`, ...counted.sql].join(' AND ');
    const sql = `SELECT ${measure(rule)} FROM ${table} WHERE ${where}`;
    const name = entity.capacities.length === 1 ? 'taken' : `taken${index + 1}`;
    const field = `next.${rule.parentField.name}`;
    return lines(
      `  const ${name} = ${call('count', ['database', quote(placed(sql, project.database)), 'id', ...counted.parameters])}`,
      `  if (${name} > ${rule.parentField.nullable ? `(${field} ?? 0)` : field}) {`,
      `    ${refuse(rule)}`,
      '  }',
    );
  });
  const parameters = ['database: DatabaseSync', `next: ${entity.typeName}Values`, 'id: number'];
  return {
    needs: ['database', 'next', 'id', ...(now ? (['now'] as const) : [])],
    name: capacitiesName,
    code: lines(
      `/** ${capital(entity.one)}: lowering a capacity under what is taken would break it. */`,
      call(`function ${capacitiesName}`, [...parameters, ...(now ? ['now: string'] : [])], '): void {'),
      body,
      '}',
    ),
  };
}
