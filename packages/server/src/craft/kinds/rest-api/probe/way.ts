import type { ActionModel, EntityModel, FieldModel, OpenModel, Scalar } from '../../../domain/model.ts';
import { startOfRow } from '../tests/states.ts';
import { sampleJson } from './sample-json.ts';
import type { Step } from './script.ts';

/** How a row that was just made gets into another state, by requests alone. */

export interface Move {
  verb: string;
  /** What the fields that decide hold after it. */
  state: State;
  step: (row: string) => Step;
}

/** Values of the fields that decide what may be done. */
export type State = Readonly<Record<string, Scalar>>;

const furthest = 6;

/** The fewest moves from a new row to one of which `reached` is true; undefined where there is no telling. */
export function wayTo(
  entity: EntityModel,
  fields: readonly FieldModel[],
  reached: (state: State) => boolean,
): Move[] | undefined {
  const start: State = Object.fromEntries(fields.map((field) => [field.name, startOfRow(field)]));
  const ways: { state: State; moves: Move[] }[] = [{ state: start, moves: [] }];
  const seen = new Set([JSON.stringify(start)]);
  for (const { state, moves } of ways) {
    if (reached(state)) return moves;
    if (moves.length === furthest) continue;
    for (const move of movesFrom(entity, fields, state)) {
      const key = JSON.stringify(move.state);
      if (seen.has(key)) continue;
      seen.add(key);
      ways.push({ state: move.state, moves: [...moves, move] });
    }
  }
  return undefined;
}

function movesFrom(entity: EntityModel, fields: readonly FieldModel[], state: State): Move[] {
  return [
    ...entity.actions.flatMap((action) => actionFrom(entity, fields, action, state) ?? []),
    ...fields.flatMap((field) => valuesOf(field).flatMap((value) => changeFrom(entity, field, value, state) ?? [])),
  ];
}

/** What such a field can hold. */
export function valuesOf(field: FieldModel): readonly (string | boolean)[] {
  return field.type === 'boolean' ? [true, false] : field.values;
}

function actionFrom(
  entity: EntityModel,
  fields: readonly FieldModel[],
  action: ActionModel,
  state: State,
): Move | undefined {
  const known = fields.filter(({ name }) => name in action.sets);
  if (known.length === 0 || !holdsIn(entity, action.when, state) || breaksOrder(entity, action)) return undefined;
  const next = Object.fromEntries(known.map(({ name }) => [name, action.sets[name] ?? null]));
  const may = known.every(
    (field) => mayMove(entity, field, state, next[field.name] ?? null) && !asked(entity, field, next).some(missing),
  );
  function missing(field: FieldModel): boolean {
    return action.sets[field.name] === undefined;
  }
  const step = (row: string): Step => ({
    name: `${action.label} ${entity.one}`,
    method: 'POST',
    path: `/${entity.path}/{${row}}/${action.path}`,
    expected: 200,
  });
  return may ? { verb: action.verb, state: { ...state, ...next }, step } : undefined;
}

function changeFrom(entity: EntityModel, field: FieldModel, value: Scalar, state: State): Move | undefined {
  if (field.readOnly || !entity.verbs.has('update') || !mayMove(entity, field, state, value)) return undefined;
  const next = { [field.name]: value };
  const also = asked(entity, field, next);
  if (also.some((one) => one.readOnly || one.references !== undefined)) return undefined;
  const body = { ...next, ...Object.fromEntries(also.map((one) => [one.name, sampleJson(entity, one, 1)])) };
  const step = (row: string): Step => ({
    name: `move ${entity.one} to ${String(value)}`,
    method: 'PATCH',
    path: `/${entity.path}/{${row}}`,
    body,
    expected: 200,
  });
  return { verb: 'update', state: { ...state, ...next }, step };
}

/** Whether a row in this state meets these conditions; fields that nothing moved are as they are made. */
export function holdsIn(entity: EntityModel, when: Readonly<Record<string, Scalar>>, state: State): boolean {
  return Object.entries(when).every(([name, value]) => {
    const field = entity.fields.find((candidate) => candidate.name === name);
    return field !== undefined && (name in state ? state[name] : startOfRow(field)) === value;
  });
}

/** Whether no rule stands against the change, as far as the state tells. */
export function mayMove(entity: EntityModel, field: FieldModel, state: State, to: Scalar): boolean {
  const from = state[field.name] ?? null;
  if (from === to) return false;
  return entity.rules.every((rule) => {
    if (rule.kind === 'transitions' && rule.field === field)
      return rule.allowed.some(([start, end]) => start === from && end === to);
    if (rule.kind !== 'fixed' || !rule.fields.includes(field)) return true;
    return rule.open !== undefined && !counts(rule.open, state);
  });
}

/** Whether a row in this state is one of those that the rule speaks of. */
export function counts({ field, equals, or }: OpenModel, state: State): boolean {
  const value = field.name in state ? state[field.name] : startOfRow(field);
  return [equals, ...or].some((one) => one === value);
}

/** Fields that have to be filled in for the state. */
export function asked(entity: EntityModel, field: FieldModel, next: State): FieldModel[] {
  return entity.rules.flatMap((rule) =>
    rule.kind === 'needs' && rule.open.field === field && counts(rule.open, next) ? [rule.field] : [],
  );
}

/** The present may lie on the wrong side of a sample time. */
export function breaksOrder(entity: EntityModel, action: ActionModel): boolean {
  return entity.rules.some(
    (rule) => rule.kind === 'order' && (rule.before.name in action.sets || rule.after.name in action.sets),
  );
}
