import type { Rule } from '../requirements.ts';
import { contradiction } from '../emit/contradiction.ts';
import { capital, snake, valueWords, withArticle } from '../emit/names.ts';
import type { EntityModel, FieldModel, ProjectModel } from './model.ts';
import { isNumber, isTime } from './model.ts';
import { ensureOwner, systemField } from './normalise-fields.ts';
import { doneWords } from './normalise-until.ts';
import { fieldOf, openOf, openWords, push, sentenceStart } from './rule-parts.ts';

/** Rules that hold a row against others, or against the hours in which something happens at all. */

type Kind<K extends Rule['kind']> = Extract<Rule, { kind: K }>;
export type BesideRule = Kind<'rising' | 'total' | 'apart' | 'backed' | 'settled' | 'marks' | 'hours' | 'lasting'>;

export function addBesideRule(project: ProjectModel, entity: EntityModel, rule: BesideRule): void {
  switch (rule.kind) {
    case 'rising':
      return addRising(entity, rule);
    case 'total':
      return addTotal(entity, rule);
    case 'apart':
      return addApart(project, entity, rule);
    case 'backed':
      return addBacked(project, entity, rule);
    case 'settled':
      return addSettled(project, entity, rule);
    case 'marks':
      return addMarks(project, entity, rule);
    case 'hours':
      return addHours(project, entity, rule);
    case 'lasting':
      return addLasting(entity, rule);
  }
}

function addRising(entity: EntityModel, rule: Kind<'rising'>): void {
  const field = fieldOf(entity, rule.field, rule);
  const of = rule.of === undefined ? undefined : fieldOf(entity, rule.of, rule);
  if (!isNumber(field) || field.type === 'reference' || field.readOnly)
    throw contradiction(`${entity.name}.${field.name} is no number that could rise.`);
  push(entity, {
    kind: 'rising',
    field,
    of,
    code: `${snake(entity.name)}_${snake(field.name)}_too_low`,
    sentence: `The ${field.label} of ${withArticle(entity.one)} is higher than that of all before it${of ? ` for the same ${of.label}` : ''}.`,
  });
}

function addTotal(entity: EntityModel, rule: Kind<'total'>): void {
  if (entity.isAccount) throw contradiction(`How many ${entity.many} there are is not bounded.`);
  const open = openOf(entity, rule.open, rule);
  push(entity, {
    kind: 'total',
    limit: rule.limit,
    open,
    code: `${snake(entity.name)}_limit_reached`,
    sentence: `There are at most ${rule.limit} ${openWords(rule.limit === 1 ? entity.one : entity.many, open)} in all.`,
  });
}

/** The field that names who made a row: the one that is said, else the owner that every row gets. */
function makerOf(project: ProjectModel, entity: EntityModel, name: string | undefined, rule: Rule): FieldModel {
  if (name !== undefined) return fieldOf(entity, name, rule);
  if (!project.auth) throw contradiction(`Nobody signs in who could have made ${entity.many}.`);
  if (entity.isAccount) throw contradiction(`Whose ${entity.many} are is not said.`);
  ensureOwner(entity, false);
  const { owner } = entity;
  if (!owner) throw contradiction(`Whose ${entity.many} are is not said.`);
  return owner;
}

function addApart(project: ProjectModel, entity: EntityModel, rule: Kind<'apart'>): void {
  const via = fieldOf(entity, rule.via, rule);
  const parent = project.byName.get(rule.parent);
  if (!parent || via.references !== parent.name)
    throw contradiction(`${entity.name}.${via.name} does not refer to ${rule.parent}, which a rule names.`);
  const field = makerOf(project, entity, rule.field, rule);
  const parentField = makerOf(project, parent, rule.parentField, rule);
  if (field.references !== parentField.references)
    throw contradiction(`${entity.name}.${field.name} and ${parent.name}.${parentField.name} name no people alike.`);
  // A row that nobody else sees is never one that others refer to.
  if (parent.isPrivate) throw contradiction(`Nobody but their owners refers to ${parent.many}.`);
  push(entity, {
    kind: 'apart',
    via,
    parent: parent.name,
    field,
    parentField,
    code: `own_${snake(via.label)}`,
    sentence: `Nobody makes ${withArticle(entity.one)} for ${withArticle(via.label)} of their own.`,
  });
}

function addBacked(project: ProjectModel, entity: EntityModel, rule: Kind<'backed'>): void {
  const by = project.byName.get(rule.by);
  const none = rule.none === true;
  if (!by || (by === entity && !none) || by.isPrivate)
    throw contradiction(`${rule.by} can not stand for what ${entity.many} ask.`);
  const pairs = rule.pairs.map(([own, other]): [FieldModel, FieldModel] => [
    fieldOf(entity, own, rule),
    fieldOf(by, other, rule),
  ]);
  if (pairs.some(([own, other]) => own.references === undefined || own.references !== other.references))
    throw contradiction(`${entity.name} and ${by.name} do not refer to the same.`);
  const open = openOf(by, rule.open, rule);
  const past = rule.past === undefined ? undefined : fieldOf(by, rule.past, rule);
  if (past && (!isTime(past) || !none)) throw contradiction(`${by.name}.${past.name} is no time that could be over.`);
  const same = pairs.map(([own]) => own.label).join(' and ');
  const over = past ? `${open ? ' and' : ''} whose ${past.label} is past` : '';
  const asked = none
    ? `the same ${same} has none of the ${openWords(by.many, open)}${over}`
    : `there is ${open ? `one of the ${openWords(by.many, open)}` : withArticle(by.one)} of the same ${same}`;
  push(entity, {
    kind: 'backed',
    by: by.name,
    pairs,
    none,
    past,
    open,
    code: `${snake(entity.name)}_${none ? 'barred_by' : 'without'}_${snake(by.name)}`,
    sentence: `${capital(withArticle(entity.one))} is made only where ${asked}.`,
  });
}

function addSettled(project: ProjectModel, entity: EntityModel, rule: Kind<'settled'>): void {
  const by = project.byName.get(rule.by);
  if (!by || by === entity) throw contradiction(`${rule.by} can not hold ${withArticle(entity.one)} back.`);
  const via = fieldOf(by, rule.via, rule);
  if (via.references !== entity.name) throw contradiction(`${by.name}.${via.name} refers to no ${entity.one}.`);
  const field = fieldOf(entity, rule.change.field, rule);
  const { to } = rule.change;
  if (field.type === 'enum' && !field.values.includes(String(to)))
    throw contradiction(`${entity.name}.${field.name} can not be ${String(to)}, which a rule asks for.`);
  const open = openOf(by, rule.open, rule);
  const done = doneWords({ field, to });
  push(entity, {
    kind: 'settled',
    change: { field, to },
    by: by.name,
    via,
    open,
    code: `${snake(entity.name)}_${snake(done)}_with_${snake(by.name)}`,
    sentence: `${capital(withArticle(entity.one))} is not ${done} while there are ${openWords(by.many, open)} of it.`,
  });
}

function addMarks(project: ProjectModel, entity: EntityModel, rule: Kind<'marks'>): void {
  const via = fieldOf(entity, rule.via, rule);
  const parent = project.byName.get(rule.parent);
  if (!parent || parent === entity || parent.isAccount || via.references !== parent.name)
    throw contradiction(`${entity.name}.${via.name} does not refer to ${rule.parent}, which a rule names.`);
  const field = fieldOf(parent, rule.field, rule);
  const { to } = rule;
  const fits = field.type === 'boolean' ? typeof to === 'boolean' : field.values.includes(String(to));
  if (!fits || field.nullable)
    throw contradiction(`${parent.name}.${field.name} can not be ${String(to)}, which a rule asks for.`);
  const change = rule.change && { field: fieldOf(entity, rule.change.field, rule), to: rule.change.to };
  const done = doneWords(change ?? 'create');
  const becomes =
    typeof to === 'boolean'
      ? `its ${via.label} becomes ${to ? '' : 'not '}${field.label}`
      : `the ${field.label} of its ${via.label} becomes ${valueWords(to)}`;
  push(entity, {
    kind: 'marks',
    change,
    via,
    parent: parent.name,
    field,
    to,
    code: `${snake(entity.name)}_${snake(done)}_marks_${snake(via.label)}`,
    sentence: `When ${withArticle(entity.one)} is ${done}, ${becomes}.`,
  });
  const added = entity.rules.at(-1);
  if (added?.kind === 'marks') entity.effects.push({ as: 'mark', rule: added });
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function hoursWords({ opens, closes, days }: Kind<'hours'>): string {
  const time =
    opens !== undefined && closes !== undefined
      ? `between ${opens} and ${closes} UTC`
      : opens !== undefined
        ? `not before ${opens} UTC`
        : closes !== undefined
          ? `not after ${closes} UTC`
          : '';
  const [first, last] = days ?? [1, 7];
  const week = days === undefined ? '' : `on a day from ${dayNames[first - 1] ?? ''} to ${dayNames[last - 1] ?? ''}`;
  return [time, week].filter((part) => part !== '').join(' ');
}

const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** A whole hour at which samples may lie: the usual one, noon, or one soon after it opens. */
function hourWithin(opens = '00:00', closes = '24:00'): number | undefined {
  const inside = (hour: number): boolean => {
    const at = hour * 60;
    return minutes(opens) <= minutes(closes)
      ? at >= minutes(opens) && at <= minutes(closes) - 60
      : at >= minutes(opens) || at <= minutes(closes) - 60;
  };
  return [9, 12, ...Array.from({ length: 24 }, (_, hour) => hour)].find(inside);
}

function addHours(project: ProjectModel, entity: EntityModel, rule: Kind<'hours'>): void {
  const field = fieldOf(entity, rule.field, rule);
  const { opens, closes, days } = rule;
  const timed = opens !== undefined || closes !== undefined;
  if (!isTime(field) || (timed && field.type === 'date') || (!timed && days === undefined))
    throw contradiction(`${entity.name}.${field.name} does not say at what hour or on which day something is.`);
  // Samples of a row lie on a Tuesday and the days behind it.
  if (days && (days[0] > 2 || days[1] < 4))
    throw contradiction('Only days of the week from Monday or Tuesday on are looked at.');
  const hour = hourWithin(opens, closes);
  if (hour === undefined) throw contradiction(`From ${opens ?? ''} to ${closes ?? ''} there is no hour.`);
  for (const other of project.entities)
    for (const time of other.fields.filter(isTime)) {
      if (hour !== 9) time.hour = hour;
      if (days) time.step = 7;
    }
  if (field.readOnly) return;
  push(entity, {
    kind: 'hours',
    field,
    opens,
    closes,
    days,
    code: `${snake(entity.name)}_${snake(field.name)}_out_of_hours`,
    sentence: `${capital(`the ${field.label}`)} of ${withArticle(entity.one)} lies ${hoursWords(rule)}.`,
  });
}

/** What stands against the deletion of a row is its own state. */
function addLasting(entity: EntityModel, rule: Kind<'lasting'>): void {
  const open = openOf(entity, rule.open, rule);
  if (entity.guards.some((guard) => guard.blockedBy === entity.name && guard.field.name === 'id')) return;
  const id = { ...systemField('id', 'id', 'integer'), readOnly: true };
  entity.guards.push({
    code: `${snake(entity.name)}_not_deleted`,
    sentence: `${sentenceStart({ ...id, label: entity.one })} is not deleted while it is one of the ${openWords(entity.many, open)}.`,
    blockedBy: entity.name,
    field: id,
    open,
  });
}
