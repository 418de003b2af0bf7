import { call, lines, numeral, quote } from '../../emit/layout.ts';
import { capital } from '../../emit/names.ts';
import type { CapacityModel, EntityModel, FieldModel, ProjectModel, RuleModel } from '../model.ts';
import { entityOf, isWhole } from '../model.ts';
import { type Check, capacitiesName, refuse, ruleFunction, unlessOpen, unlessSet } from './check-function.ts';
import { countedRows } from './counted.ts';
import { placed } from './sql.ts';

/** Checks of rules that count the other rows of one parent. */

export type Counting = Extract<RuleModel, { kind: 'exclusive' | 'max-per' | 'capacity' }>;
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
      rule.kind === 'capacity' &&
        `  const capacity = ${asked(project, roomSql(project, rule), [`next.${rule.per.name}`])}`,
      othersLine(project, entity, rule, field),
      lines(`  if (${tooMany(rule)}) {`, `    ${refuse(rule)}`, '  }'),
    ],
  );
}

function tooMany(rule: Counting): string {
  if (rule.kind === 'exclusive') return 'others > 0';
  if (rule.kind === 'max-per')
    return rule.amount
      ? `others + ${amountIn(rule.amount)} > ${numeral(limitOf(rule.limit, rule.amount))}`
      : `others >= ${rule.limit}`;
  return rule.places ? `others + next.${rule.places.name} > capacity` : 'others >= capacity';
}

function amountIn(field: FieldModel): string {
  return isWhole(field) ? `next.${field.name}` : `Math.round(next.${field.name} * ${numeral(stepsOf(field))})`;
}

function asked({ database }: ProjectModel, sql: string, parameters: readonly string[]): string {
  return call('count', ['database', quote(placed(sql, database)), ...parameters]);
}

/** How much room there is, by the id that a row names; of the one that has the room where `direct`. */
export function roomSql({ byName }: ProjectModel, rule: Capacity, direct = false): string {
  const { through } = rule;
  const room = `SELECT ${rule.parentField.column} FROM ${byName.get(rule.parent)?.table ?? ''} WHERE id = `;
  if (!through || direct) return `${room}?`;
  return `${room}(SELECT ${through.field.column} FROM ${byName.get(through.entity)?.table ?? ''} WHERE id = ?)`;
}

/** How much of the room of an entity is taken: of several rows between it and the children, by the fullest. */
export function takenSql(project: ProjectModel, { child, rule, has }: CapacityModel, where: readonly string[]): string {
  const { table } = entityOf(project, child);
  const { through, per } = rule;
  const own = `SELECT ${measure(rule)} FROM ${table} WHERE ${[`${per.column} = ?`, ...where].join(' AND ')}`;
  if (!through || !has) return own;
  const between = entityOf(project, through.entity);
  const of = `${per.column} IN (SELECT id FROM ${between.table} WHERE ${through.field.column} = ?)`;
  const each = `SELECT ${measure(rule)} AS taken FROM ${table} WHERE ${[of, ...where].join(' AND ')} GROUP BY ${per.column}`;
  return `SELECT coalesce(max(taken), 0) FROM (${each}) AS fullest`;
}

/** What the rows add up to instead of being counted. */
export function addedUp(rule: Counting): FieldModel | undefined {
  if (rule.kind === 'exclusive') return undefined;
  return rule.kind === 'capacity' ? rule.places : rule.amount;
}

/** Into how many parts a unit is cut where numbers that are not whole are added up as whole ones. */
export function stepsOf(field: FieldModel): number {
  return isWhole(field) ? 1 : 1000;
}

export function limitOf(limit: number, amount: FieldModel): number {
  return Math.round(limit * stepsOf(amount));
}

/** "count(*)", or the places or the amount that the rows take together. */
export function measure(rule: Counting): string {
  const field = addedUp(rule);
  if (!field) return 'count(*)';
  const sum = `coalesce(sum(${field.column}), 0)`;
  return isWhole(field) ? sum : `CAST(round(${sum} * ${stepsOf(field)}) AS INTEGER)`;
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
  const body = entity.capacities.map((capacity, index) => {
    const { rule, has } = capacity;
    const counted = countedRows(rule, project.database);
    const sql = takenSql(project, capacity, counted.sql);
    const name = entity.capacities.length === 1 ? 'taken' : `taken${index + 1}`;
    const field = `next.${rule.parentField.name}`;
    const own = rule.parentField.nullable ? `(${field} ?? 0)` : field;
    const room = `room${index + 1}`;
    return lines(
      `  const ${name} = ${asked(project, sql, ['id', ...counted.parameters])}`,
      !has &&
        `  const ${room} = ${asked(project, roomSql(project, rule, true), [`next.${rule.through?.field.name ?? ''}`])}`,
      `  if (${name} > ${has ? own : room}) {`,
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
