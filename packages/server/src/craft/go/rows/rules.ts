import type {
  CapacityModel,
  EntityModel,
  FieldModel,
  ProjectModel,
  RuleModel,
  WithinModel,
} from '../../domain/model.ts';
import { addedUp, type Counting, limitOf, stepsOf } from '../../domain/code/counting-rules.ts';
import { entityOf, isWhole, referencesOf } from '../../domain/model.ts';
import { inCheckingOrder } from '../../domain/checking-order.ts';
import { functionValue, indent, keyed } from '../literal.ts';
import { docComment } from '../project.ts';
import { goString } from '../source.ts';
import {
  functionOf,
  type GoCheck,
  named,
  refusal,
  refuseIf,
  ruleFunction,
  unless,
  unlessOpen,
  unlessSet,
} from './check-function.ts';
import {
  agree,
  alive,
  among,
  heldIn,
  isAlive,
  isOpen,
  isNotOpen,
  numberIn,
  openAmong,
  pointsTo,
  valueOf,
} from './conditions.ts';
import { besideCheck } from './beside.ts';
import { rowType, tableName } from './names.ts';
import { settledCheck } from './settled.ts';
import { momentCheck, spanCheck, untilCheck } from './times.ts';

/** The functions that hold the rules of an entity. */

/** All that must hold of a row that is written, in the order in which it is looked at. */
export function checksOf(project: ProjectModel, entity: EntityModel): GoCheck[] {
  const references = referencesOf(entity).filter((field) => !field.actor);
  return [
    ...(references.length > 0 ? [referenceCheck(project, entity, references)] : []),
    ...inCheckingOrder(entity.rules).flatMap((rule) => ruleCheck(project, entity, rule) ?? []),
    ...entity.capacities.map((capacity) => loweredCheck(project, entity, capacity)),
  ];
}

const others = 'other.ID != next.ID';

function ruleCheck(project: ProjectModel, entity: EntityModel, rule: RuleModel): GoCheck | undefined {
  const table = `d.${tableName(entity)}`;
  switch (rule.kind) {
    case 'order':
      return ruleFunction(entity, rule, [
        ...unlessSet([rule.before, rule.after]),
        refuseIf(
          `${heldIn('next', rule.before)} ${rule.orEqual ? '>' : '>='} ${heldIn('next', rule.after)}`,
          rule,
          'Invalid',
        ),
      ]);
    case 'moment':
      return momentCheck(entity, rule);
    case 'fixed':
      return ruleFunction(entity, rule, [
        unless('current == nil'),
        ...(rule.open ? [unless(isNotOpen('current', rule.open))] : []),
        ...rule.fields.map((field) => {
          const [before, after] = [valueOf('current', field), valueOf('next', field)];
          return refuseIf(field.nullable ? `!same(${after}, ${before})` : `${after} != ${before}`, rule);
        }),
      ]);
    case 'needs':
      return ruleFunction(entity, rule, [
        ...unlessOpen(rule.open),
        refuseIf(`${valueOf('next', rule.field)} == nil`, rule, 'Invalid'),
      ]);
    case 'distinct': {
      const [one, other] = rule.fields;
      const same =
        one.nullable && other.nullable
          ? `same(${valueOf('next', one)}, ${valueOf('next', other)})`
          : `${numberIn('next', one)} == ${numberIn('next', other)}`;
      return ruleFunction(entity, rule, [
        ...(one.nullable && other.nullable ? unlessSet([one]) : []),
        refuseIf(same, rule, 'Invalid'),
      ]);
    }
    case 'settled':
      return settledCheck(project, entity, rule);
    case 'until':
      return untilCheck(project, entity, rule);
    case 'fits':
      return ruleFunction(entity, rule, [
        ...unlessSet([rule.via]),
        `parent, _ := d.${tableName(entityOf(project, rule.parent))}.Get(${heldIn('next', rule.via)})`,
        refuseIf(
          `${valueOf('next', rule.field)} ${rule.least ? '<' : '>'} ${valueOf('parent', rule.parentField)}`,
          rule,
          'Invalid',
        ),
      ]);
    case 'span':
      return spanCheck(entity, rule);
    case 'transitions':
      return transitionCheck(entity, rule);
    case 'unique': {
      const conditions = [others, ...rule.fields.map(agree)];
      return ruleFunction(entity, rule, [
        ...unlessSet(rule.fields),
        `taken := ${table}.Any(${among(entity, conditions)})`,
        refuseIf('taken', rule),
      ]);
    }
    case 'exclusive':
    case 'max-per':
    case 'capacity':
      return countingCheck(project, entity, rule);
    case 'expires':
      return expiryCheck(entity, rule);
    case 'usable':
    case 'unexpired': {
      const parent = entityOf(project, rule.parent);
      const [before, after] = [valueOf('current', rule.per), valueOf('next', rule.per)];
      const unchanged = rule.per.nullable ? `same(${before}, ${after})` : `${before} == ${after}`;
      return ruleFunction(entity, rule, [
        unless(`current != nil && ${unchanged}`),
        ...unlessSet([rule.per]),
        `parent, _ := d.${tableName(parent)}.Get(${heldIn('next', rule.per)})`,
        unless(rule.kind === 'usable' ? isOpen('parent', rule.open) : isAlive('parent', rule.expiry)),
        rule.kind === 'usable' ? refusal(rule) : refusal(rule, 'Gone'),
      ]);
    }
    case 'transfer': {
      const sentence = `The ${rule.source.label} and the ${rule.target.label} must not be the same.`;
      const same =
        rule.source.nullable || rule.target.nullable
          ? `${numberIn('next', rule.source)} == ${numberIn('next', rule.target)}`
          : `${valueOf('next', rule.source)} == ${valueOf('next', rule.target)}`;
      return ruleFunction(entity, rule, [refuseIf(same, { code: 'same_source_and_target', sentence }, 'Invalid')]);
    }
    case 'ends':
    case 'fee':
    case 'computed':
    case 'sum':
    case 'stock':
    case 'marks':
      // They hold by what is written, so that nothing is to be refused.
      return undefined;
    case 'no-overlap':
      return overlapCheck(entity, rule);
    case 'rising':
    case 'total':
    case 'apart':
    case 'backed':
    case 'hours':
      return besideCheck(project, entity, rule);
  }
}

function countingCheck(project: ProjectModel, entity: EntityModel, rule: Counting): GoCheck {
  const field = rule.kind === 'exclusive' ? rule.field : rule.per;
  const within = rule.kind === 'max-per' ? rule.within : undefined;
  const also = rule.kind === 'max-per' ? rule.also : [];
  const conditions = [
    others,
    agree(field),
    ...also.map(agree),
    ...openAmong(rule.open),
    ...insideOf(within),
    ...alive('other', rule.expiry),
  ];
  const setUp = [...unlessOpen(rule.open), ...unlessSet([field, ...also, within?.field])];
  const table = `d.${tableName(entity)}`;
  const fits = among(entity, conditions);
  if (rule.kind === 'exclusive')
    return ruleFunction(entity, rule, [...setUp, `taken := ${table}.Any(${fits})`, refuseIf('taken', rule)]);
  if (rule.kind === 'max-per') {
    const period = within
      ? [`from, until := periodOf(${heldIn('next', within.field)}, ${goString(within.period)})`]
      : [];
    const taken = `taken := ${measured(entity, rule, fits)}`;
    const over = rule.amount
      ? `taken+${amountIn('next', rule.amount, true)} > ${limitOf(rule.limit, rule.amount)}`
      : `taken >= ${rule.limit}`;
    return ruleFunction(entity, rule, [...setUp, ...period, taken, refuseIf(over, rule)]);
  }
  const parent = entityOf(project, rule.parent);
  const room = roomOf('parent', rule.parentField);
  const { through } = rule;
  const between =
    through && `between, _ := d.${tableName(entityOf(project, through.entity))}.Get(${heldIn('next', field)})`;
  const id = through ? heldIn('between', through.field) : heldIn('next', field);
  return ruleFunction(entity, rule, [
    ...setUp,
    ...(between === undefined ? [] : [between]),
    `parent, _ := d.${tableName(parent)}.Get(${id})`,
    `taken := ${measured(entity, rule, fits)}`,
    refuseIf(rule.places ? `taken+${placesIn('next', rule.places)} > ${room}` : `taken >= ${room}`, rule),
  ]);
}

/** How many rows there are that fit, or how many places they take together. */
function measured(entity: EntityModel, rule: Counting, fits: string): string {
  const table = `d.${tableName(entity)}`;
  const field = addedUp(rule);
  if (!field) return `${table}.Count(${fits})`;
  const places = functionValue(`func(row *${rowType(entity)}) int64`, [`return ${amountIn('row', field)}`]);
  return `${table}.Sum(${fits}, ${places})`;
}

function placesIn(row: string, field: FieldModel): string {
  return isWhole(field) ? numberIn(row, field) : `int64(${numberIn(row, field)})`;
}

/** What is added up, as a whole number; `within` a larger expression gofmt leaves no blanks. */
function amountIn(row: string, field: FieldModel, within = false): string {
  const times = within ? '*' : ' * ';
  return isWhole(field) ? numberIn(row, field) : `rounded(${numberIn(row, field)}${times}${stepsOf(field)})`;
}

function insideOf(within: WithinModel | undefined): string[] {
  if (!within) return [];
  const held = heldIn('other', within.field);
  const set = within.field.nullable ? [`${valueOf('other', within.field)} != nil`] : [];
  return [...set, `${held} >= from`, `${held} < until`];
}

function expiryCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'expires' }>): GoCheck {
  const { field } = rule.expiry;
  return ruleFunction(entity, rule, [
    unless(`current == nil || ${isAlive('current', rule.expiry)}`),
    // Whoever may set the time may set it anew.
    ...(field.readOnly ? [] : [unless(isAlive('next', { field, open: undefined }))]),
    refusal(rule, 'Gone'),
  ]);
}

/** For entities whose expired rows can not even be read. */
export function readableOf(entity: EntityModel): GoCheck | undefined {
  const rule = entity.rules.find((candidate) => candidate.kind === 'expires');
  if (rule?.kind !== 'expires' || !rule.hidden) return undefined;
  const name = `check${rowType(entity)}Readable`;
  const body = [unless(isAlive('row', rule.expiry)), refusal(rule, 'Gone')].join('\n');
  return {
    name,
    code: `${docComment(`${name} fails when the ${entity.one} has expired.`)}\nfunc ${name}(row *${rowType(entity)}, now string) error {\n${indent(body)}\n}`,
  };
}

/** How many there may be: nothing said is none. */
function roomOf(row: string, field: FieldModel): string {
  const held = numberIn(row, field);
  return ['decimal', 'percentage'].includes(field.type) ? `int64(${held})` : held;
}

function transitionCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'transitions' }>): GoCheck {
  const { field } = rule;
  const held = (row: string): string => numberIn(row, field);
  const table = field.values.map((from): [string, string] => {
    const to = rule.allowed.filter(([start]) => start === from).map(([, end]) => goString(end));
    return [goString(from), `{${to.join(', ')}}`];
  });
  return ruleFunction(entity, rule, [
    unless(`current == nil || ${held('current')} == ${held('next')}`),
    `allowed := ${keyed('map[string][]string', table)}`,
    refuseIf(`!contains(allowed[${held('current')}], ${held('next')})`, rule),
  ]);
}

function overlapCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'no-overlap' }>): GoCheck {
  const { start, end, scope, open, expiry } = rule;
  const before = (row: string, other: string): string => {
    const late = `${heldIn(row, start)} < ${heldIn(other, end)}`;
    const begun = start.nullable ? [`${valueOf(row, start)} != nil`] : [];
    if (!end.nullable) return [...begun, late].join(' && ');
    return [...begun, `(${valueOf(other, end)} == nil || ${late})`].join(' && ');
  };
  const conditions = [
    others,
    ...(scope ? [agree(scope)] : []),
    ...openAmong(open),
    before('other', 'next'),
    before('next', 'other'),
    ...alive('other', expiry),
  ];
  return ruleFunction(entity, rule, [
    ...unlessOpen(open),
    ...unlessSet([scope, start]),
    `taken := d.${tableName(entity)}.Any(${among(entity, conditions)})`,
    refuseIf('taken', rule),
  ]);
}

function referenceCheck(project: ProjectModel, entity: EntityModel, fields: readonly FieldModel[]): GoCheck {
  const body = fields.map((field) => {
    const parent = entityOf(project, field.references ?? '');
    const table = `d.${tableName(parent)}`;
    const scoped = parent.isPrivate && parent.owner && entity.owner;
    const missing = `return problem.NoReference(${goString(field.name)}, ${goString(parent.one)})`;
    const found = scoped
      ? `row, found := ${table}.Get(${heldIn('next', field)}); !found || ${valueOf('row', parent.owner as FieldModel)} != ${valueOf('next', entity.owner as FieldModel)}`
      : `!${table}.Has(${heldIn('next', field)})`;
    if (!field.nullable) return `if ${found} {\n\t${missing}\n}`;
    if (!scoped) return `if ${valueOf('next', field)} != nil && ${found} {\n\t${missing}\n}`;
    return `if ${valueOf('next', field)} != nil {\n\tif ${found} {\n\t\t${missing}\n\t}\n}`;
  });
  const name = named(entity, 'references');
  return functionOf(entity, name, `${name}: what ${entity.many} refer to is there.`, body);
}

/** Lowering a capacity under what is taken would break it. */
function loweredCheck(project: ProjectModel, entity: EntityModel, { child, rule, has }: CapacityModel): GoCheck {
  const rows = entityOf(project, child);
  const { through } = rule;
  const name = named(entity, `room_for_${rows.path}`);
  if (through && !has) {
    const own = pointsTo(rule.per, 'next.ID');
    return functionOf(entity, name, `${name}: what is taken fits where it goes.`, [
      unless('current == nil'),
      `parent, _ := d.${tableName(entityOf(project, rule.parent))}.Get(${heldIn('next', through.field)})`,
      `taken := ${measured(rows, rule, among(rows, [own, ...openAmong(rule.open), ...alive('other', rule.expiry)]))}`,
      refuseIf(`taken > ${roomOf('parent', rule.parentField)}`, rule),
    ]);
  }
  if (through) {
    const between = entityOf(project, through.entity);
    const own = pointsTo(rule.per, 'between.ID');
    return functionOf(entity, name, `${name}: a capacity is never lowered under what is taken.`, [
      unless('current == nil'),
      `for _, between := range d.${tableName(between)}.Where(${among(between, [pointsTo(through.field, 'next.ID')])}) {`,
      `\ttaken := ${measured(rows, rule, among(rows, [own, ...openAmong(rule.open), ...alive('other', rule.expiry)]))}`,
      indent(refuseIf(`taken > ${roomOf('next', rule.parentField)}`, rule)),
      '}',
    ]);
  }
  const own = pointsTo(rule.per, 'next.ID');
  return functionOf(entity, name, `${name}: a capacity is never lowered under what is taken.`, [
    unless('current == nil'),
    `taken := ${measured(rows, rule, among(rows, [own, ...openAmong(rule.open), ...alive('other', rule.expiry)]))}`,
    refuseIf(`taken > ${roomOf('next', rule.parentField)}`, rule),
  ]);
}

/** What stands against deleting a row; nothing where nothing does. */
export function guardOf(project: ProjectModel, entity: EntityModel): GoCheck | undefined {
  if (!entity.verbs.has('delete') || entity.guards.length === 0) return undefined;
  const name = `check${rowType(entity)}Deletion`;
  const body = entity.guards.map((guard) => {
    const rows = entityOf(project, guard.blockedBy);
    const points = rows === entity && guard.field.name === 'id' ? 'other.ID == id' : pointsTo(guard.field);
    const found = `d.${tableName(rows)}.Any(${among(rows, [points, ...openAmong(guard.open)])})`;
    return refuseIf(found, guard);
  });
  const comment = `${name} fails while something stands against deleting the row.`;
  return {
    name,
    code: `${docComment(comment)}\nfunc ${name}(d *Database, id int64) error {\n${indent(body.join('\n'))}\n\treturn nil\n}`,
  };
}
