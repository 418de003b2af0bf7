import type { Rule, Span } from '../requirements.ts';
import { contradiction } from '../emit/contradiction.ts';
import { snake, valueWords, withArticle } from '../emit/names.ts';
import type { EntityModel, FieldModel, OpenModel } from './model.ts';
import { inputFields, isTime } from './model.ts';
import { fieldOf, openOf, push } from './rule-parts.ts';
import { spanWords } from './normalise-effects.ts';

/** Rules that one row keeps or breaks by itself: where its times lie, what it needs, and what stays as it is. */

type Kind<K extends Rule['kind']> = Extract<Rule, { kind: K }>;
export type RowRule = Kind<'moment' | 'fixed' | 'needs' | 'distinct'>;

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
