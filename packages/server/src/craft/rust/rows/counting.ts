import type { CapacityModel, EntityModel, FieldModel, ProjectModel, WithinModel } from '../../domain/model.ts';
import { type Counting, limitOf, stepsOf } from '../../domain/code/counting-rules.ts';
import { entityOf, isWhole } from '../../domain/model.ts';
import { pascal, snake } from '../../emit/names.ts';
import { wholeSource } from '../source.ts';
import { block, type Condition, plain, type Statement, when } from '../statements.ts';
import {
  functionOf,
  parentOf,
  refuseAny,
  refuseWhen,
  ruleFunction,
  type RustCheck,
  unless,
  unlessOpen,
  unlessSet,
} from './check-function.ts';
import { agree, aliveAmong, numberIn, openAmong, pointsTo, textOf, valueOf } from './conditions.ts';
import { others, tableName } from './names.ts';

/** Rules that count the other rows of one parent, or add up what they take. */

/** Counts the rows that fit, or what they take together, into `taken`. */
function counted(entity: EntityModel, conditions: readonly Condition[], places?: FieldModel): Statement[] {
  const one = places ? amountIn('other', places) : '1';
  return [
    plain('let mut taken = 0;'),
    block(`for other in d.${tableName(entity)}.rows()`, [when(conditions, [plain(`taken += ${one};`)])]),
  ];
}

export function countingCheck(project: ProjectModel, entity: EntityModel, rule: Counting): RustCheck {
  const field = rule.kind === 'exclusive' ? rule.field : rule.per;
  const within = rule.kind === 'max-per' ? rule.within : undefined;
  const also = rule.kind === 'max-per' ? rule.also : [];
  const conditions: Condition[] = [
    others,
    agree(field),
    ...also.map((one) => agree(one)),
    ...openAmong(rule.open),
    ...insideOf(within),
    ...aliveAmong(rule.expiry),
  ];
  const setUp = [...unlessOpen(rule.open), ...unlessSet([field, ...also, within?.field])];
  if (rule.kind === 'exclusive') return ruleFunction(entity, rule, [...setUp, refuseAny(entity, conditions, rule)]);
  if (rule.kind === 'max-per') {
    const period = within
      ? [plain(`let (from, until) = Period::${pascal(within.period)}.around(${aroundOf(within.field)});`)]
      : [];
    return ruleFunction(entity, rule, [
      ...setUp,
      ...period,
      ...counted(entity, conditions, rule.amount),
      refuseWhen(
        [
          rule.amount
            ? `taken + ${amountIn('next', rule.amount)} > ${wholeSource(limitOf(rule.limit, rule.amount))}`
            : `taken >= ${rule.limit}`,
        ],
        rule,
      ),
    ]);
  }
  const parent = entityOf(project, rule.parent);
  const room = placesIn('parent', rule.parentField);
  return ruleFunction(entity, rule, [
    ...setUp,
    ...(rule.through ? parentThrough(project, rule.through, parent, field) : parentOf(parent, field)),
    ...counted(entity, conditions, rule.places),
    refuseWhen([rule.places ? `taken + ${placesIn('next', rule.places)} > ${room}` : `taken >= ${room}`], rule),
  ]);
}

/** `let parent = …`, the row that one names which a field of the row names. */
function parentThrough(
  project: ProjectModel,
  through: { entity: string; field: FieldModel },
  parent: EntityModel,
  field: FieldModel,
): Statement[] {
  const between = tableName(entityOf(project, through.entity));
  return [
    plain(`let id = ${numberIn('next', field)};`),
    plain(`let between = there(d.${between}.get(id))?;`),
    plain(`let parent = there(d.${tableName(parent)}.get(${valueOf('between', through.field)}))?;`),
  ];
}

/** What is added up, as a whole number. */
function amountIn(row: string, field: FieldModel): string {
  return isWhole(field) ? numberIn(row, field) : `rounded(${numberIn(row, field)} * ${stepsOf(field)}.0)`;
}

function aroundOf(field: FieldModel): string {
  return field.nullable ? textOf('next', field) : `&${valueOf('next', field)}`;
}

/** A number of places: nothing said is none. */
export function placesIn(row: string, field: FieldModel): string {
  return isWhole(field) ? numberIn(row, field) : `${numberIn(row, field)} as i64`;
}

function insideOf(within: WithinModel | undefined): string[] {
  if (!within) return [];
  const { field } = within;
  if (!field.nullable) return [`${valueOf('other', field)} >= from`, `${valueOf('other', field)} < until`];
  // A text of nothing is before all others.
  return [`${textOf('other', field)} >= from.as_str()`, `${textOf('other', field)} < until.as_str()`];
}

/** Lowering a capacity under what is taken would break it. */
export function loweredCheck(
  project: ProjectModel,
  entity: EntityModel,
  { child, rule, has }: CapacityModel,
): RustCheck {
  const rows = entityOf(project, child);
  const { through } = rule;
  const counts = [...openAmong(rule.open), ...aliveAmong(rule.expiry)];
  const name = `check_room_for_${snake(rows.path)}`;
  if (through && !has)
    return functionOf(entity, name, 'What is taken fits where it goes.', [
      unless(['current.is_none()']),
      ...parentOf(entityOf(project, rule.parent), through.field),
      ...counted(rows, [pointsTo(rule.per, 'next.meta.id'), ...counts], rule.places),
      refuseWhen([`taken > ${placesIn('parent', rule.parentField)}`], rule),
    ]);
  if (through)
    return functionOf(entity, name, 'A capacity is never lowered under what is taken.', [
      unless(['current.is_none()']),
      block(`for between in d.${tableName(entityOf(project, through.entity))}.rows()`, [
        when(
          [pointsTo(through.field, 'next.meta.id', 'between')],
          [
            ...counted(rows, [pointsTo(rule.per, 'between.meta.id'), ...counts], rule.places),
            refuseWhen([`taken > ${placesIn('next', rule.parentField)}`], rule),
          ],
        ),
      ]),
    ]);
  const conditions = [pointsTo(rule.per, 'next.meta.id'), ...counts];
  return functionOf(entity, name, 'A capacity is never lowered under what is taken.', [
    unless(['current.is_none()']),
    ...counted(rows, conditions, rule.places),
    refuseWhen([`taken > ${placesIn('next', rule.parentField)}`], rule),
  ]);
}
