import { spanWords } from '../../../domain/normalise-effects.ts';
import { isRouted } from '../../../domain/code/schema.ts';
import type { EntityModel, FieldModel, ProjectModel, RuleModel } from '../../../domain/model.ts';
import { entityOf, isTime } from '../../../domain/model.ts';
import { isoTime } from '../../../domain/samples.ts';
import type { Span } from '../../../requirements.ts';
import { startsWith } from '../tests/states.ts';
import { plainField } from './plain-field.ts';
import { childOf } from './effect-steps.ts';
import { isBound } from './row-steps.ts';
import { sampleJson } from './sample-json.ts';
import { type Row, Script, type Step, idOf } from './script.ts';
import type { ServiceSection } from './steps.ts';
import { counts, holdsIn, wayTo } from './way.ts';

/** Trials that take a clock which stands still until it is moved: when rows expire, and what time costs. */

/** Where the clock of such tests starts. */
export const clockStart = '2029-06-01T12:00:00.000Z';

const lengths = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };

export function timedSections(project: ProjectModel): ServiceSection[] {
  return project.entities.filter(isRouted).flatMap((entity) =>
    entity.rules.flatMap((rule): ServiceSection[] => {
      if (rule.kind === 'expires') return expirySections(project, entity, rule);
      if (rule.kind === 'unexpired') return unexpiredSections(project, entity, rule);
      if (rule.kind === 'until') return untilSections(project, entity, rule);
      return rule.kind === 'fee' ? feeSections(project, entity, rule) : [];
    }),
  );
}

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;

/** Milliseconds from the start of the clock until so long after it. */
function until({ amount, unit }: Span): number {
  if (unit !== 'month' && unit !== 'year') return amount * lengths[unit];
  const date = new Date(clockStart);
  const start = date.getTime();
  date.setUTCMonth(date.getUTCMonth() + amount * (unit === 'year' ? 12 : 1));
  return date.getTime() - start;
}

/** Milliseconds until a time that lies so far off is over: a day lasts until midnight. */
function overIn(field: FieldModel, milliseconds: number): number {
  if (field.type !== 'date') return milliseconds;
  const start = Date.parse(clockStart);
  return (Math.floor((start + milliseconds) / lengths.day) + 1) * lengths.day - start;
}

/** The value of a time that lies so many milliseconds after the start of the clock. */
function timeIn(field: FieldModel, milliseconds: number): string {
  return isoTime(field, Date.parse(clockStart) + milliseconds);
}

function pass(milliseconds: number): Step {
  return { name: 'time passes', method: 'CLOCK', path: String(milliseconds), expected: 0 };
}

/** A change of a row, or an action that can be done to it from its start. */
function useOf(script: Script, entity: EntityModel, row: string, by: string | undefined): Step | undefined {
  const path = `/${entity.path}/{${row}}`;
  const plain = entity.verbs.has('update') ? plainField(entity) : undefined;
  const action = entity.actions.find((candidate) => holdsIn(entity, candidate.when, {}));
  const verb = plain ? 'update' : action?.verb;
  if (verb === undefined) return undefined;
  const as = script.actor(entity, verb, by ?? 'ada');
  const who = as === undefined ? {} : { as };
  return plain
    ? {
        name: 'change it',
        method: 'PATCH',
        path,
        body: { [plain.name]: sampleJson(entity, plain, 900) },
        expected: 200,
        ...who,
      }
    : { name: 'do it', method: 'POST', path: `${path}/${action?.path ?? ''}`, expected: 200, ...who };
}

function expirySections(project: ProjectModel, entity: EntityModel, rule: Rule<'expires'>): ServiceSection[] {
  const { field, open } = rule.expiry;
  const starts = !open || [open.equals, ...open.or].some((value) => startsWith(open.field, value));
  if (!isTime(field) || !starts || (field.readOnly ? !field.after : isBound(entity, field))) return [];
  const length = field.readOnly && field.after ? until(field.after) : lengths.day;
  const script = new Script(project);
  const row = script.row(entity, field.readOnly ? {} : { [field.name]: timeIn(field, length) });
  const use = row && useOf(script, entity, row.name, row.by);
  if (!use || field.name in (use.body ?? {})) return [];
  const last = overIn(field, length);
  // An action is done but once: at the last moment by itself, and once it is over.
  const again = use.method === 'PATCH';
  if (again) script.add(pass(last - 1));
  if (again) script.add(use);
  script.add(pass(again ? 1 : last));
  script.add({ ...use, name: `rule ${rule.code}`, expected: 410 });
  return [{ entity, title: rule.sentence, steps: script.steps }];
}

function unexpiredSections(project: ProjectModel, entity: EntityModel, rule: Rule<'unexpired'>): ServiceSection[] {
  const { field, open } = rule.expiry;
  if (!isTime(field) || (open && !counts(open, {})) || rule.per.readOnly) return [];
  if (!field.after && (field.readOnly || isBound(entityOf(project, rule.parent), field))) return [];
  const script = new Script(project);
  const length = field.after ? until(field.after) : lengths.day;
  const parent = script.parentRow(entity, rule.per, field.after ? {} : { [field.name]: timeIn(field, length) });
  const given = { [rule.per.name]: idOf(parent?.name ?? '') };
  if (!parent) return [];
  script.add(pass(overIn(field, length) - 1));
  if (!script.row(entity, given, parent.by)) return [];
  script.add(pass(1));
  if (!script.row(entity, given, parent.by)) return [];
  script.lastFails(410, `rule ${rule.code}`);
  return [{ entity, title: rule.sentence, steps: script.steps }];
}

/** What is done only before a time: at the last moment, and at the first that is too late. */
function untilSections(project: ProjectModel, entity: EntityModel, rule: Rule<'until'>): ServiceSection[] {
  const { time, via, lead } = rule;
  const holder = via ? entityOf(project, via.parent) : entity;
  if (!isTime(time) || via?.field.readOnly) return [];
  const script = new Script(project);
  const told = { entity, title: rule.sentence, steps: script.steps };
  // The moment in which it was made, and so long after it.
  if (!via && time.readOnly && time.initial === 'now' && !time.after && lead && lead.amount < 0) {
    const [first, second] = [script.row(entity), script.row(entity)];
    script.add(pass(until({ ...lead, amount: -lead.amount })));
    if (!first || !deed(script, entity, rule, first)) return [];
    script.add(pass(1));
    if (!second || !deed(script, entity, rule, second)) return [];
    script.lastFails(409, `rule ${rule.code}`);
    return [told];
  }
  if (time.readOnly || isBound(holder, time)) return [];
  // On the day itself it is too late.
  const step = time.type === 'date' ? lengths.day : 1;
  const last = lead ? until(lead) : step;
  for (const length of [last, last - step]) {
    const given = { [time.name]: timeIn(time, length) };
    const parent = via ? script.parentRow(entity, via.field, given) : undefined;
    if (via && !parent) return [];
    const row = script.row(entity, via && parent ? childOf(holder, via.field, parent).given : given, parent?.by);
    if (!row || (rule.change !== 'create' && !deed(script, entity, rule, row))) return [];
  }
  script.lastFails(409, `rule ${rule.code}`);
  return [told];
}

/** Does what may be done only before a time; false where there is no telling how. */
function deed(script: Script, entity: EntityModel, { change }: Rule<'until'>, row: Row): boolean {
  if (change === 'create') return false;
  if (Array.isArray(change)) {
    const use = entity.verbs.has('update') ? useOf(script, entity, row.name, row.by) : undefined;
    if (!use || !change.some(({ name }) => name in (use.body ?? {}))) return false;
    script.add(use);
    return true;
  }
  const { field, to } = change;
  const way = wayTo(entity, [field], (state) => state[field.name] === to);
  if (way?.length !== 1) return false;
  script.follow(entity, row, way);
  return true;
}

/** When the time that costs begins, after the row was made; undefined: nobody knows before. */
function beginOf(field: FieldModel): number | undefined {
  if (field.initial !== 'now') return undefined;
  return overIn(field, field.after ? until(field.after) : 0);
}

function overOf(units: number, unit: number): [title: string, time: number, units: number] {
  return ['no more than the most', units * unit, units];
}

function feeSections(project: ProjectModel, entity: EntityModel, rule: Rule<'fee'>): ServiceSection[] {
  const { rate } = rule;
  const begin = beginOf(rule.start);
  const action = entity.actions.find(
    (candidate) => candidate.sets[rule.end.name] === 'now' && holdsIn(entity, candidate.when, {}),
  );
  if (begin === undefined || !action || rule.unit === 'month' || rule.unit === 'year' || rule.end.type !== 'datetime')
    return [];
  // A rate that stands in another row is tried with the rows themselves.
  if (typeof rate !== 'number') return [];
  const unit = lengths[rule.unit] * rule.every;
  const most = rule.most?.each === 'all' ? rule.most.amount : undefined;
  const trials: [title: string, time: number, units: number][] = [
    ['nothing before any time has passed', 0, 0],
    ['one unit from the first minute on', 60_000, 1],
    [`one unit for exactly ${spanWords(rule.every, rule.unit).replace(/^1 /, 'one ')}`, unit, 1],
    ['two units from the next second on', unit + 1000, 2],
    ...(most === undefined ? [] : [overOf(Math.ceil(most / rate) + 1, unit)]),
  ];
  return trials.flatMap(([title, time, units]) => {
    const script = new Script(project);
    const row = script.row(entity);
    if (!row) return [];
    const daily = rule.most?.each === 'day' ? rule.most.amount : undefined;
    if (daily !== undefined && (units * rate > daily || time > lengths.day)) return [];
    const as = script.actor(entity, action.verb, row.by);
    script.add(pass(begin + time));
    script.add({
      name: action.label,
      method: 'POST',
      path: `/${entity.path}/{${row.name}}/${action.path}`,
      expected: 200,
      gives: { [rule.field.name]: Math.min(units * rate, most ?? Infinity) },
      ...(as === undefined ? {} : { as }),
    });
    return [{ entity, title: `${rule.field.label} of ${entity.many}: ${title}`, steps: script.steps }];
  });
}
