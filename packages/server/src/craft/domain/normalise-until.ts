import type { Rule } from '../requirements.ts';
import { contradiction } from '../emit/contradiction.ts';
import { capital, snake, withArticle } from '../emit/names.ts';
import type { EntityModel, ProjectModel, UntilModel } from './model.ts';
import { inputFields, isTime } from './model.ts';
import { spanWords } from './normalise-effects.ts';
import { fieldOf, push } from './rule-parts.ts';

type Until = Extract<Rule, { kind: 'until' }>;

/** What is done only before a time: made, changed, or brought into a state. */
export function addUntil(project: ProjectModel, entity: EntityModel, rule: Until): void {
  const field = rule.via === undefined ? undefined : fieldOf(entity, rule.via, rule);
  const parent = field ? project.byName.get(field.references ?? '') : entity;
  if (!parent) throw contradiction(`${entity.name}.${rule.via} refers to no row that could have a ${rule.time}.`);
  const time = fieldOf(parent, rule.time, rule);
  if (!isTime(time)) throw contradiction(`${parent.name}.${time.name} is no time until which something could be done.`);
  const change = changeOf(entity, rule);
  if (change === undefined) return;
  const of = field ? `the ${time.label} of its ${field.label}` : `its ${time.label}`;
  const lead = rule.lag
    ? `at most ${spanWords(rule.lag.amount, rule.lag.unit)} after`
    : rule.lead
      ? `at least ${spanWords(rule.lead.amount, rule.lead.unit)} before`
      : 'before';
  const done = doneWords(change);
  push(entity, {
    kind: 'until',
    change,
    via: field && { field, parent: parent.name },
    time,
    lead: rule.lag ? { ...rule.lag, amount: -rule.lag.amount } : rule.lead,
    code: `${snake(entity.name)}_${snake(done)}_too_late`,
    sentence: `${capital(withArticle(entity.one))} is only ${done} ${lead} ${of}.`,
  });
}

function changeOf(entity: EntityModel, { change }: Until): UntilModel['change'] | undefined {
  if (change === 'create') return change;
  if (change === 'update') {
    const fields = inputFields(entity).filter((field) => !field.secret);
    return fields.length === 0 ? undefined : fields;
  }
  const field = entity.fields.find((candidate) => candidate.name === change.field);
  return field && { field, to: change.to };
}

/** "cancelled at" is set by cancelling, and "cancelled" is the status that it leads to. */
export function doneWords(change: UntilModel['change']): string {
  if (change === 'create') return 'made';
  if (Array.isArray(change)) return 'changed';
  const { field, to } = change;
  if (to === 'now') return field.label.replace(/ (?:at|on|time|date)$/, '');
  return typeof to === 'string' ? to.replaceAll('_', ' ') : field.label;
}
