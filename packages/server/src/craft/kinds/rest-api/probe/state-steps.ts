import type { EntityModel, OpenModel, RuleModel } from '../../../domain/model.ts';
import { entityOf } from '../../../domain/model.ts';
import { isoTime } from '../../../domain/samples.ts';
import { startOfRow, stateFor } from '../tests/states.ts';
import { childOf } from './effect-steps.ts';
import { isBound } from './row-steps.ts';
import type { Row, Script } from './script.ts';
import { type Move, type State, asked, counts, mayMove, valuesOf, wayTo } from './way.ts';

/** Rules about states: what may follow on what, and what may be made of a row in which state. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;

/** Along a way through the states: in each of them, one that may not follow is refused. */
export function transitionsOf(script: Script, entity: EntityModel, rule: Rule<'transitions'>): void {
  const { field } = rule;
  if (field.readOnly || !entity.verbs.has('update')) return skippingOf(script, entity, rule);
  const start: State = { [field.name]: startOfRow(field) };
  const wrongIn = (state: State): string | boolean | undefined =>
    valuesOf(field).find((value) => isRefused(entity, rule, state, value));
  const refusals = (way: readonly Move[]): number =>
    [start, ...way.map(({ state }) => state)].filter((state) => wrongIn(state) !== undefined).length;
  const ways = valuesOf(field).flatMap((value) => {
    const way = wayTo(entity, [field], (state) => state[field.name] === value);
    return way ? [way] : [];
  });
  const way = ways.reduce((best, other) => (refusals(other) > refusals(best) ? other : best), []);
  if (refusals(way) === 0) return;
  const mark = script.steps.length;
  const row = script.row(entity);
  if (!row) return void script.steps.splice(mark);
  const user = script.actor(entity, 'update', row.by);
  const as = user === undefined ? {} : { as: user };
  for (const move of [undefined, ...way]) {
    if (move) script.follow(entity, row, [move]);
    const wrong = wrongIn(move?.state ?? start);
    if (wrong === undefined) continue;
    script.add({
      name: `rule ${rule.code}`,
      method: 'PATCH',
      path: `/${entity.path}/{${row.name}}`,
      body: { [field.name]: wrong },
      expected: 409,
      ...as,
    });
  }
}

/** What leads on only later is refused at the start, where rows are moved by actions alone. */
function skippingOf(script: Script, entity: EntityModel, { field, allowed }: Rule<'transitions'>): void {
  const start = startOfRow(field);
  const later = entity.actions.filter(({ sets }) => {
    const to = sets[field.name];
    return to !== undefined && to !== start && !allowed.some(([from, end]) => from === start && end === to);
  });
  const mark = script.steps.length;
  const row = later.length > 0 ? script.row(entity) : undefined;
  if (!row) return void script.steps.splice(mark);
  for (const { label, path, verb } of later) {
    const as = script.actor(entity, verb, row.by);
    script.add({
      name: `${label} ${entity.one} too early`,
      method: 'POST',
      path: `/${entity.path}/{${row.name}}/${path}`,
      expected: 409,
      ...(as === undefined ? {} : { as }),
    });
  }
}

/** Whether this rule is the one that refuses the move. */
function isRefused(
  entity: EntityModel,
  { field, allowed }: Rule<'transitions'>,
  state: State,
  to: string | boolean,
): boolean {
  const from = state[field.name];
  if (from === to || allowed.some(([start, end]) => start === from && end === to)) return false;
  const others: EntityModel = { ...entity, rules: entity.rules.filter(({ kind }) => kind !== 'transitions') };
  return mayMove(others, field, state, to) && asked(entity, field, { [field.name]: to }).length === 0;
}

/** A row for one that is as it has to be, and another once it no longer is. */
export function usableOf(script: Script, entity: EntityModel, rule: Rule<'usable'>): void {
  const parent = entityOf(script.project, rule.parent);
  const { per, open } = rule;
  if (per.readOnly || parent.isAccount) return;
  const mark = script.steps.length;
  const undo = (): void => void script.steps.splice(mark);
  const row = script.openRow(parent, open, {});
  const given = row && childOf(parent, per, row);
  if (!given || !script.row(entity, given.given, given.by)) return undo();
  const refused = closedRow(script, parent, open, row.by);
  const barred = refused && childOf(parent, per, refused);
  if (barred && script.row(entity, barred.given, barred.by)) script.lastFails(409, `rule ${rule.code}`);
}

/** A row for one that has expired before; where it can not be chosen when that is, a clock has to be moved. */
export function unexpiredOf(script: Script, entity: EntityModel, rule: Rule<'unexpired'>): void {
  const parent = entityOf(script.project, rule.parent);
  const { per } = rule;
  const { field, open } = rule.expiry;
  if (per.readOnly || field.readOnly || isBound(parent, field) || (open && !counts(open, {}))) return;
  const mark = script.steps.length;
  const row = script.parentRow(entity, per, { [field.name]: isoTime(field, Date.UTC(2020, 0, 1, 9)) });
  const given = row && childOf(parent, per, row);
  if (!given || !script.row(entity, given.given, given.by)) return void script.steps.splice(mark);
  script.lastFails(410, `rule ${rule.code}`);
}

/** A row that does not count for a rule. */
function closedRow(script: Script, entity: EntityModel, open: OpenModel, by: string | undefined): Row | undefined {
  const { field } = open;
  const value = valuesOf(field).find((one) => !counts(open, { [field.name]: one }));
  if (!field.readOnly && !field.startsFixed && value !== undefined)
    return script.row(entity, { [field.name]: value }, by);
  const way = wayTo(entity, [field], (state) => !counts(open, state));
  const row = way && script.row(entity, {}, by);
  if (row) script.follow(entity, row, way);
  return row;
}

/** Brings a row into the state from which another one holds it back. */
export function settledOf(script: Script, entity: EntityModel, rule: Rule<'settled'>): void {
  const { change, via, open } = rule;
  const { field, to } = change;
  const by = entityOf(script.project, rule.by);
  const way = wayTo(entity, [field], (state) => state[field.name] === to);
  if (via.readOnly || way === undefined || way.length === 0) return;
  const mark = script.steps.length;
  // The others may refer to it only from a later state on, where it then is.
  const asked = stateFor(by, via);
  const there = asked ? way.findIndex(({ state }) => counts(asked, state)) + 1 : 0;
  const begun = asked === undefined || counts(asked, {}) || (asked.field === field && there > 0);
  const row = begun ? script.parentRow(by, via) : undefined;
  const parent = row && childOf(entity, via, row);
  const held = parent && script.openRow(by, open, parent.given, parent.by);
  if (!row || !held) return void script.steps.splice(mark);
  script.follow(entity, row, asked && !counts(asked, {}) ? way.slice(there) : way);
  script.lastFails(409, `rule ${rule.code}`);
}
