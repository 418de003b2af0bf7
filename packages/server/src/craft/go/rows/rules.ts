import type { EntityModel, FieldModel, OpenModel, ProjectModel, RuleModel, Scalar } from '../../domain/model.ts';
import { entityOf, referencesOf } from '../../domain/model.ts';
import { pascal } from '../../emit/names.ts';
import { functionValue, indent, keyed } from '../literal.ts';
import { docComment } from '../project.ts';
import { rowField, rowType, tableName } from './names.ts';
import { goString, goValue } from '../source.ts';

/** The functions that hold the rules of an entity. */

export interface GoCheck {
  name: string;
  code: string;
}

/** All that must hold of a row that is written, in the order in which it is looked at. */
export function checksOf(project: ProjectModel, entity: EntityModel): GoCheck[] {
  const order: RuleModel['kind'][] = [
    'order',
    'transitions',
    'unique',
    'exclusive',
    'max-per',
    'capacity',
    'no-overlap',
  ];
  const rules = entity.rules.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const references = referencesOf(entity).filter((field) => !field.actor);
  return [
    ...(references.length > 0 ? [referenceCheck(project, entity, references)] : []),
    ...rules.flatMap((rule) => ruleCheck(project, entity, rule) ?? []),
    ...entity.capacities.map((capacity) => loweredCheck(project, entity, capacity)),
  ];
}

/** A field of a row as an expression. */
export function valueOf(row: string, field: FieldModel): string {
  return `${row}.${rowField(field)}`;
}

/** Whether a field of a row holds a value, as a condition. */
export function holds(row: string, field: FieldModel, value: Scalar): string {
  const held = valueOf(row, field);
  if (value === null) return field.nullable ? `${held} == nil` : 'false';
  if (typeof value === 'boolean') return value ? held : `!${held}`;
  return field.nullable ? `is(${held}, ${goValue(value)})` : `${held} == ${goValue(value)}`;
}

export function holdsNot(row: string, field: FieldModel, value: Scalar): string {
  const plain = holds(row, field, value);
  if (plain.startsWith('!')) return plain.slice(1);
  if (plain.includes(' == ')) return plain.replace(' == ', ' != ');
  return plain === 'false' ? 'true' : `!${plain}`;
}

/** What a field holds where it is known to hold something. */
function heldIn(row: string, field: FieldModel): string {
  return `${field.nullable ? '*' : ''}${valueOf(row, field)}`;
}

/** Whether two rows agree in a field, where that holds something in the second. */
function agree(field: FieldModel): string {
  if (!field.nullable) return `${valueOf('other', field)} == ${valueOf('next', field)}`;
  return `same(${valueOf('other', field)}, ${valueOf('next', field)})`;
}

/** A function over rows that are stored, as an argument. */
export function among(entity: EntityModel, conditions: readonly string[]): string {
  const head = `func(other *${rowType(entity)}) bool`;
  const flat = functionValue(head, [`return ${conditions.join(' && ')}`]);
  return flat.includes('\n') ? functionValue(head, [`return ${conditions.join(' &&\n\t')}`]) : flat;
}

function functionOf(entity: EntityModel, name: string, comment: string, body: readonly string[]): GoCheck {
  const text = body.join('\n');
  const current = /\bcurrent\b/.test(text) ? 'current' : '_';
  const database = /\bd\./.test(text) ? 'd' : '_';
  const type = rowType(entity);
  const parameters = `${database} *Database, next, ${current} *${type}`;
  return {
    name,
    code: `${docComment(comment)}\nfunc ${name}(${parameters}) error {\n${indent(text)}\n\treturn nil\n}`,
  };
}

function named(entity: EntityModel, code: string): string {
  return `check${rowType(entity)}${pascal(code)}`;
}

function ruleFunction(entity: EntityModel, rule: RuleModel, body: readonly string[]): GoCheck {
  const name = named(entity, rule.code.replace(new RegExp(`^${entity.name.toLowerCase()}_`), ''));
  return functionOf(entity, name, `${name}: ${rule.sentence}`, body);
}

function unless(condition: string): string {
  return `if ${condition} {\n\treturn nil\n}`;
}

function unlessOpen(open: OpenModel | undefined): string[] {
  return open ? [unless(holdsNot('next', open.field, open.equals))] : [];
}

function unlessSet(fields: readonly (FieldModel | undefined)[]): string[] {
  return fields.flatMap((field) => (field?.nullable ? [unless(`${valueOf('next', field)} == nil`)] : []));
}

export function refusal(rule: { code: string; sentence: string }, kind = 'Conflict'): string {
  return `return problem.Of(problem.${kind}, ${goString(rule.code)}, ${goString(rule.sentence)})`;
}

function refuseIf(condition: string, rule: { code: string; sentence: string }, kind?: string): string {
  return `if ${condition} {\n\t${refusal(rule, kind)}\n}`;
}

const others = 'other.ID != next.ID';

function openAmong(open: OpenModel | undefined): string[] {
  return open ? [holds('other', open.field, open.equals)] : [];
}

function ruleCheck(project: ProjectModel, entity: EntityModel, rule: RuleModel): GoCheck | undefined {
  const table = `d.${tableName(entity)}`;
  switch (rule.kind) {
    case 'order':
      return ruleFunction(entity, rule, [
        ...unlessSet([rule.before, rule.after]),
        refuseIf(`${heldIn('next', rule.before)} >= ${heldIn('next', rule.after)}`, rule, 'Invalid'),
      ]);
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
    case 'max-per': {
      const field = rule.kind === 'exclusive' ? rule.field : rule.per;
      const conditions = [others, agree(field), ...openAmong(rule.open)];
      const found =
        rule.kind === 'exclusive'
          ? [`taken := ${table}.Any(${among(entity, conditions)})`, refuseIf('taken', rule)]
          : [`count := ${table}.Count(${among(entity, conditions)})`, refuseIf(`count >= ${rule.limit}`, rule)];
      return ruleFunction(entity, rule, [...unlessOpen(rule.open), ...unlessSet([field]), ...found]);
    }
    case 'capacity': {
      const parent = entityOf(project, rule.parent);
      const conditions = [others, agree(rule.per), ...openAmong(rule.open)];
      return ruleFunction(entity, rule, [
        ...unlessOpen(rule.open),
        ...unlessSet([rule.per]),
        `parent, _ := d.${tableName(parent)}.Get(${heldIn('next', rule.per)})`,
        `taken := ${table}.Count(${among(entity, conditions)})`,
        refuseIf(`taken >= ${roomOf('parent', rule.parentField)}`, rule),
      ]);
    }
    case 'no-overlap':
      return overlapCheck(entity, rule);
    default:
      return undefined;
  }
}

/** How many there may be: nothing said is none. */
function roomOf(row: string, field: FieldModel): string {
  const held = field.nullable ? `value(${valueOf(row, field)})` : valueOf(row, field);
  return ['decimal', 'percentage'].includes(field.type) ? `int64(${held})` : held;
}

function transitionCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'transitions' }>): GoCheck {
  const { field } = rule;
  const held = (row: string): string => (field.nullable ? `value(${valueOf(row, field)})` : valueOf(row, field));
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
  const { start, end, scope, open } = rule;
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
function loweredCheck(
  project: ProjectModel,
  entity: EntityModel,
  { child, rule }: EntityModel['capacities'][number],
): GoCheck {
  const rows = entityOf(project, child);
  const own = rule.per.nullable
    ? `is(${valueOf('other', rule.per)}, next.ID)`
    : `${valueOf('other', rule.per)} == next.ID`;
  const name = named(entity, `room_for_${rows.path}`);
  return functionOf(entity, name, `${name}: a capacity is never lowered under what is taken.`, [
    unless('current == nil'),
    `taken := d.${tableName(rows)}.Count(${among(rows, [own, ...openAmong(rule.open)])})`,
    refuseIf(`taken > ${roomOf('next', rule.parentField)}`, rule),
  ]);
}

/** What stands against deleting a row; nothing where nothing does. */
export function guardOf(project: ProjectModel, entity: EntityModel): GoCheck | undefined {
  if (!entity.verbs.has('delete') || entity.guards.length === 0) return undefined;
  const name = `check${rowType(entity)}Deletion`;
  const body = entity.guards.map((guard) => {
    const rows = entityOf(project, guard.blockedBy);
    const points = pointsTo(guard.field);
    const found = `d.${tableName(rows)}.Any(${among(rows, [points, ...openAmong(guard.open)])})`;
    return refuseIf(found, guard);
  });
  const comment = `${name} fails while something stands against deleting the row.`;
  return {
    name,
    code: `${docComment(comment)}\nfunc ${name}(d *Database, id int64) error {\n${indent(body.join('\n'))}\n\treturn nil\n}`,
  };
}

/** Whether a row that is stored points to the row with the id, as a condition. */
export function pointsTo(field: FieldModel): string {
  return field.nullable ? `is(${valueOf('other', field)}, id)` : `${valueOf('other', field)} == id`;
}
