import type { EntityModel, FieldModel, OpenModel, RuleModel, Scalar } from '../../../domain/model.ts';
import { entityOf } from '../../../domain/model.ts';
import { amountsUpTo } from '../amounts.ts';
import { sampleJson } from './sample-json.ts';
import { type Row, type Script, idOf } from './script.ts';
import { startsWith } from '../tests/states.ts';
import { counts, wayTo } from './way.ts';

/** Rows that hang on one another: children of a parent, what moves between two, what is taken from a third. */

export interface Parent {
  given: Record<string, unknown>;
  /** Who must make the children, where only they see the parent. */
  by?: string;
}

export function childOf(parent: EntityModel, field: FieldModel, row: Row): Parent {
  const given = { [field.name]: idOf(row.name) };
  return parent.isPrivate && row.by !== undefined ? { given, by: row.by } : { given };
}

/** A fresh value for a field by which rows are counted. */
export function parentOf(script: Script, entity: EntityModel, field: FieldModel): Parent | undefined {
  if (field.actor) return { given: {} };
  if (field.references === undefined) return { given: { [field.name]: sampleJson(entity, field, 800) } };
  const parent = entityOf(script.project, field.references);
  if (parent.isAccount) {
    const user = script.user();
    return user === undefined ? undefined : { given: { [field.name]: idOf(`user ${user}`) } };
  }
  const row = script.parentRow(entity, field);
  return row && childOf(parent, field, row);
}

/** All that there is moves, then one more, then from one to itself. */
export function transferOf(script: Script, entity: EntityModel, rule: Extract<RuleModel, { kind: 'transfer' }>): void {
  const { source, target, amount, field } = rule;
  const mark = script.steps.length;
  const all = Math.min(50 * Math.max(1, amount.min ?? 1), amount.max ?? Infinity);
  const from = script.parentRow(entity, source, { [field.name]: all });
  const to = from && script.parentRow(entity, target, { [field.name]: 5 }, from.by);
  const given = (end: Row | undefined): Record<string, unknown> => ({
    [source.name]: idOf(from?.name ?? ''),
    [target.name]: idOf(end?.name ?? ''),
    [amount.name]: all,
  });
  if (!from || !to || !script.row(entity, given(to), from.by) || !script.row(entity, given(to), from.by)) {
    return void script.steps.splice(mark);
  }
  script.lastFails(409, `rule ${rule.code}`);
  if (script.row(entity, given(from), from.by)) script.lastFails(422, 'rule same_source_and_target');
}

export function stockOf(script: Script, entity: EntityModel, rule: Extract<RuleModel, { kind: 'stock' }>): void {
  const { item, stock, quantity } = rule;
  if (item.readOnly) return;
  const store = entityOf(script.project, rule.of);
  const mark = script.steps.length;
  if (rule.adds) return void (addingOf(script, entity, rule, store) || script.steps.splice(mark));
  const has = quantity ? Math.max(3, (quantity.min ?? 1) + 1) : 1;
  const row = script.parentRow(entity, item, { [stock.name]: has });
  const parent = row && childOf(store, item, row);
  const given = { ...parent?.given, ...(quantity ? { [quantity.name]: has } : {}) };
  const made = parent && script.openRow(entity, rule.open, given, parent.by);
  if (!made || !script.openRow(entity, rule.open, given, parent.by)) return void script.steps.splice(mark);
  script.lastFails(409, `rule ${rule.code}`);
}

/** What is put there stands there; false where there is no telling. */
function addingOf(
  script: Script,
  entity: EntityModel,
  { item, stock, quantity, open }: Extract<RuleModel, { kind: 'stock' }>,
  store: EntityModel,
): boolean {
  const count = quantity ? Math.max(2, quantity.min ?? 1) : 1;
  const base = Math.max(0, stock.min ?? 0) + 3;
  if (stock.readOnly || quantity?.readOnly || count > (quantity?.max ?? count) || !store.verbs.has('read'))
    return false;
  const row = script.parentRow(entity, item, { [stock.name]: base });
  const parent = row && childOf(store, item, row);
  const given = { ...parent?.given, ...(quantity ? { [quantity.name]: count } : {}) };
  if (!row || !script.openRow(entity, open, given, parent?.by)) return false;
  const reader = script.actor(store, 'read', row.by);
  script.add({
    name: `${stock.label} of ${store.one}`,
    method: 'GET',
    path: `/${store.path}/{${row.name}}`,
    expected: 200,
    gives: { [stock.name]: base + count },
    ...(reader === undefined ? {} : { as: reader }),
  });
  return true;
}

/** A row with room for so many. */
export function roomFor(
  script: Script,
  entity: EntityModel,
  { parent, parentField, per, through }: Extract<RuleModel, { kind: 'capacity' }>,
  limit: number,
): Parent | undefined {
  const of = entityOf(script.project, parent);
  if (!through) {
    const has = script.parentRow(entity, per, { [parentField.name]: limit });
    return has && childOf(of, per, has);
  }
  const between = entityOf(script.project, through.entity);
  const has = script.parentRow(between, through.field, { [parentField.name]: limit });
  const row = has && script.parentRow(entity, per, childOf(of, through.field, has).given, has.by);
  return row && childOf(between, per, row);
}

/** All places are taken; who comes then waits, and moves up when another goes. */
export function waitingOf(
  script: Script,
  entity: EntityModel,
  { open, waiting }: { open: OpenModel | undefined; waiting: string },
  { given, by }: Parent,
  limit: number,
): void {
  const mark = script.steps.length;
  const undo = (): void => void script.steps.splice(mark);
  const start = open && startsWith(open.field, open.equals) ? open.field : undefined;
  if (!open || !start || limit > 20 || !entity.verbs.has('read')) return;
  const first = script.row(entity, given, by);
  if (!first) return undo();
  const who = by ?? first.by;
  for (let n = 1; n < limit; n += 1) if (!script.row(entity, given, who)) return undo();
  const last = script.row(entity, given, who);
  if (!last) return undo();
  const reader = script.actor(entity, 'read', last.by);
  const holds = (value: Scalar): void =>
    script.add({
      name: `${start.label} of ${entity.one}`,
      method: 'GET',
      path: `/${entity.path}/{${last.name}}`,
      expected: 200,
      gives: { [start.name]: value },
      ...(reader === undefined ? {} : { as: reader }),
    });
  holds(waiting);
  const way = wayTo(entity, [start], (state) => !counts(open, state) && state[start.name] !== waiting);
  const acted = way?.every(({ verb }) => verb !== 'update');
  if (way && (acted || !entity.verbs.has('delete'))) script.follow(entity, first, way);
  else if (entity.verbs.has('delete') && entity.guards.length === 0) script.remove(entity, first);
  else return;
  holds(open.equals);
}

/** Rows that make up the whole limit, and one more; false where there is no telling. */
export function amountsOf(
  script: Script,
  entity: EntityModel,
  { amount, limit, open }: Extract<RuleModel, { kind: 'max-per' }> & { amount: FieldModel },
  { given, by }: Parent,
): boolean {
  const amounts = amount.readOnly ? undefined : amountsUpTo(amount, limit);
  if (!amounts) return false;
  let who = by;
  for (const value of [...amounts.first, amounts.rest, amounts.rest]) {
    const row = script.openRow(entity, open, { ...given, [amount.name]: value }, who);
    if (!row) return false;
    who ??= row.by;
  }
  return true;
}
