import type { Rule, Span } from '../requirements.ts';
import { contradiction } from '../emit/contradiction.ts';
import { snake, valueWords, withArticle } from '../emit/names.ts';
import type { EntityModel, FieldModel, OpenModel, ProjectModel } from './model.ts';
import { inputFields, isNumber, isTime } from './model.ts';
import { fieldOf, openOf, push } from './rule-parts.ts';
import { spanWords } from './normalise-effects.ts';

/** Rules that one row keeps or breaks by itself: where its times lie, what it needs, and what stays as it is. */

type Kind<K extends Rule['kind']> = Extract<Rule, { kind: K }>;
export type RowRule = Kind<'moment' | 'fixed' | 'needs' | 'distinct' | 'span'>;

export function addRowRule(entity: EntityModel, rule: RowRule): void {
  switch (rule.kind) {
    case 'moment':
      return addMoment(entity, rule);
    case 'fixed':
      return addFixed(entity, rule);
    case 'needs':
      return addNeeds(entity, rule);
    case 'distinct':
      return addDistinct(entity, rule);
    case 'span':
      return addSpan(entity, rule);
  }
}

const daysOf = { minute: 1 / 1440, hour: 1 / 24, day: 1, week: 7, month: 31, year: 366 };

/** Days from the usual sample times, which lie in 2030, to those that keep the rule whenever it is tried. */
function shiftOf(side: 'future' | 'past', distance: Span | undefined): number {
  const days = distance === undefined ? 0 : Math.ceil(distance.amount * daysOf[distance.unit]);
  if (side === 'past') return -10_000 - days;
  return days > 100 ? days : 0;
}

function addMoment(entity: EntityModel, rule: Kind<'moment'>): void {
  const field = fieldOf(entity, rule.field, rule);
  if (!isTime(field))
    throw contradiction(`${entity.name}.${field.name} is no time that could lie in the ${rule.side}.`);
  // What the server writes itself is the present.
  if (field.readOnly) return;
  const { side, distance } = rule;
  field.shift = shiftOf(side, distance);
  const now = field.type === 'date' ? 'today' : 'the present';
  const where =
    distance === undefined
      ? rule.orNow
        ? `not ${side === 'future' ? 'before' : 'after'} ${now}`
        : `in the ${side}`
      : `at least ${spanWords(distance.amount, distance.unit)} ${side === 'future' ? 'ahead' : 'ago'}`;
  push(entity, {
    kind: 'moment',
    field,
    side,
    distance,
    orNow: rule.orNow || distance !== undefined,
    code: `${snake(entity.name)}_${snake(field.name)}_not_${side === 'future' ? 'ahead' : 'past'}`,
    sentence: `The ${field.label} of ${withArticle(entity.one)} lies ${where} when it is set.`,
  });
}

function stateWords(open: OpenModel): string {
  const { field, equals, or } = open;
  if (field.type === 'boolean') return `it is ${equals === true ? '' : 'not '}${field.label}`;
  if (equals === null) return `its ${field.label} is empty`;
  return `its ${field.label} is ${[String(equals), ...or].map(valueWords).join(' or ')}`;
}

function addFixed(entity: EntityModel, rule: Kind<'fixed'>): void {
  const open = openOf(entity, rule.open, rule);
  const named = rule.fields.map((name) => fieldOf(entity, name, rule));
  const all = inputFields(entity).filter((field) => field !== open?.field);
  const fields = (named.length > 0 ? named : all).filter((field) => !field.readOnly);
  // Nothing of it can be sent in the first place.
  if (fields.length === 0) return;
  const what =
    named.length > 0
      ? `The ${named.map((field) => field.label).join(' and ')} of ${withArticle(entity.one)}`
      : undefined;
  const whole = withArticle(entity.one);
  const when = open ? ` while ${stateWords(open)}` : ' afterwards';
  push(entity, {
    kind: 'fixed',
    fields,
    open,
    code: `${snake(entity.name)}${named.length > 0 ? `_${named.map((field) => snake(field.name)).join('_')}` : ''}_not_changed`,
    sentence: `${what ?? whole.charAt(0).toUpperCase() + whole.slice(1)} ${named.length > 1 ? 'are' : 'is'} not changed${when}.`,
  });
}

function addNeeds(entity: EntityModel, rule: Kind<'needs'>): void {
  const field = fieldOf(entity, rule.field, rule);
  const open = openOf(entity, rule.open, rule);
  if (!open || field.readOnly || field.type === 'boolean' || field.type === 'reference' || open.field === field)
    throw contradiction(`${entity.name}.${rule.field} can not be asked for in one state alone.`);
  // A default answers it already.
  if (field.initial !== undefined && field.initial !== null) return;
  Object.assign(field, { nullable: true, needed: false, initial: null });
  push(entity, {
    kind: 'needs',
    field,
    open,
    code: `${snake(entity.name)}_${snake(field.name)}_missing`,
    sentence: `${withArticle(entity.one).replace(/^a/, 'A')} has ${withArticle(field.label)} while ${stateWords(open)}.`,
  });
}

const nights = /night/i;

function addSpan(entity: EntityModel, rule: Kind<'span'>): void {
  const [start, end] = [fieldOf(entity, rule.start, rule), fieldOf(entity, rule.end, rule)];
  if (!isTime(start) || end.type !== start.type)
    throw contradiction(`${entity.name}.${start.name} and ${end.name} are no times of one kind.`);
  const { least, most } = rule;
  const short = [least, most].some((one) => one !== undefined && /minute|hour/.test(one.unit));
  if ([least, most].some((one) => one && /month|year/.test(one.unit)) || (short && start.type === 'date'))
    throw contradiction(`From ${start.label} to ${end.label} of ${entity.many} cannot be measured as it is said.`);
  const words = ({ amount, unit }: Span): string =>
    nights.test(rule.from.words) && unit === 'day'
      ? `${amount} night${amount === 1 ? '' : 's'}`
      : spanWords(amount, unit);
  const bounds = [least && `at least ${words(least)}`, most && `at most ${words(most)}`].filter(
    (one) => one !== undefined,
  );
  push(entity, {
    kind: 'span',
    start,
    end,
    least,
    most,
    code: `${snake(entity.name)}_too_${most === undefined ? 'short' : least === undefined ? 'long' : 'short_or_long'}`,
    sentence: `From the ${start.label} to the ${end.label} of ${withArticle(entity.one)} it is ${bounds.join(' and ')}.`,
  });
}

export function addFits(project: ProjectModel, entity: EntityModel, rule: Kind<'fits'>): void {
  const [field, via] = [fieldOf(entity, rule.field, rule), fieldOf(entity, rule.via, rule)];
  const parent = project.byName.get(rule.parent);
  if (!parent || via.references !== parent.name)
    throw contradiction(
      `${entity.name}.${via.name} does not refer to ${rule.parent}, which bounds its ${field.label}.`,
    );
  const parentField = fieldOf(parent, rule.parentField, rule);
  if (!isNumber(field) || field.type !== parentField.type)
    throw contradiction(`${entity.name}.${field.name} and ${parent.name}.${parentField.name} cannot be compared.`);
  for (const one of [field, parentField])
    if (one.nullable) Object.assign(one, { nullable: false, needed: (one.initial ?? null) === null });
  const least = rule.least === true;
  if (!least && parentField.max !== undefined) field.max = Math.min(field.max ?? parentField.max, parentField.max);
  push(entity, {
    kind: 'fits',
    field,
    via,
    parent: parent.name,
    parentField,
    least,
    code: `${snake(entity.name)}_${snake(field.name)}_too_${least ? 'small' : 'large'}`,
    sentence: `The ${field.label} of ${withArticle(entity.one)} is at ${least ? 'least' : 'most'} the ${parentField.label} of its ${via.label}.`,
  });
}

export function addUsable(project: ProjectModel, entity: EntityModel, rule: Kind<'usable'>): void {
  const per = fieldOf(entity, rule.via, rule);
  const parent = project.byName.get(rule.parent);
  const open = parent && openOf(parent, rule.open, rule);
  if (!parent || !open || per.references !== parent.name)
    throw contradiction(`${entity.name}.${per.name} does not refer to ${rule.parent}, whose state a rule asks for.`);
  push(entity, {
    kind: 'usable',
    per,
    parent: parent.name,
    open,
    code: `${snake(per.label)}_not_${snake(typeof open.equals === 'string' ? open.equals : open.field.name)}`,
    sentence: `${withArticle(entity.one).replace(/^a/, 'A')} is made only for ${withArticle(per.label)} of which ${stateWords(open).replace(/^its/, 'the')}.`,
  });
}

function addDistinct(entity: EntityModel, rule: Kind<'distinct'>): void {
  const [one, other] = rule.fields.map((name) => fieldOf(entity, name, rule)) as [FieldModel, FieldModel];
  if (one === other || one.type !== other.type)
    throw contradiction(`${entity.name}.${one.name} and ${other.name} can not be told apart.`);
  push(entity, {
    kind: 'distinct',
    fields: [one, other],
    code: `${snake(entity.name)}_${snake(one.name)}_is_${snake(other.name)}`,
    sentence: `The ${one.label} and the ${other.label} of ${withArticle(entity.one)} are not the same.`,
  });
}
