import { literal } from '../../../emit/layout.ts';
import type { ActionModel, EntityModel, FieldModel, OpenModel, Scalar } from '../../../domain/model.ts';
import { isTime } from '../../../domain/model.ts';
import { otherValue, rankOf, sampleTime } from '../../../domain/samples.ts';
import type { Given } from './rows.ts';

/** Which values a row must hold before something can be tried on it. */

/** A value as TypeScript source; times that actions set are samples here. */
export function stateSource(entity: EntityModel, field: FieldModel, value: Scalar): string {
  if (value === 'now' && isTime(field)) return literal(sampleTime(field, 1, rankOf(entity, field)));
  return literal(value);
}

function byName(entity: EntityModel, name: string): FieldModel | undefined {
  return entity.fields.find((field) => field.name === name);
}

/** Values with which an action succeeds: what it asks for, and a state from which the transitions lead on. */
export function readyFor(entity: EntityModel, action: ActionModel): Given {
  const given: Given = {};
  for (const [name, value] of Object.entries(action.when)) {
    const field = byName(entity, name);
    if (field) given[name] = stateSource(entity, field, value);
  }
  for (const [name, value] of Object.entries(action.sets)) {
    if (name in given) continue;
    const from = stateBefore(entity, name, value);
    if (from !== undefined) given[name] = literal(from);
  }
  return given;
}

/** A value from which the transitions of a field lead to `value`; undefined where it has none. */
export function stateBefore(entity: EntityModel, name: string, value: Scalar): string | undefined {
  for (const rule of entity.rules) {
    if (rule.kind !== 'transitions' || rule.field.name !== name) continue;
    return rule.allowed.find(([, to]) => to === value)?.[0];
  }
  return undefined;
}

/** An action whose `when` its own transitions contradict can never succeed. */
export function canSucceed(entity: EntityModel, action: ActionModel): boolean {
  return entity.rules.every((rule) => {
    if (rule.kind !== 'transitions') return true;
    const to = action.sets[rule.field.name];
    if (to === undefined || to === null) return true;
    const from = action.when[rule.field.name];
    if (from === to) return true;
    return rule.allowed.some(([start, end]) => end === to && (from === undefined || start === from));
  });
}

/** Values with which one condition of an action fails while the others hold. */
export function unreadyFor(entity: EntityModel, action: ActionModel, name: string): Given | undefined {
  const field = byName(entity, name);
  const wanted = action.when[name];
  if (!field || wanted === undefined) return undefined;
  const other = wanted === null ? otherValue(entity, field, null) : differing(entity, field, wanted);
  if (other === undefined || (other === null && !field.nullable)) return undefined;
  return { ...readyFor(entity, action), [name]: literal(other) };
}

function differing(entity: EntityModel, field: FieldModel, value: Scalar): Scalar | undefined {
  if (field.type === 'boolean') return value !== true;
  if (field.nullable) return null;
  return otherValue(entity, field, value) ?? undefined;
}

/** Values of a row that counts for a rule, and of one that does not; undefined: there is no such row. */
export function openGiven(open: OpenModel | undefined): Given {
  if (!open) return {};
  const { field, equals } = open;
  return [equals, ...open.or].some((value) => startsWith(field, value)) ? {} : { [field.name]: literal(equals) };
}

/** Whether the builders leave the field at this value. */
export function startsWith(field: FieldModel, value: Scalar): boolean {
  return startOfRow(field) === value;
}

/** What decides of a new row, where it is one of few values; null where it is left empty, or tells nothing. */
export function startOfRow(field: FieldModel): Scalar {
  return field.initial ?? (field.type === 'boolean' ? false : field.nullable ? null : (field.values[0] ?? null));
}

export function closedGiven(entity: EntityModel, open: OpenModel): Given | undefined {
  const { field, equals } = open;
  if (open.or.length > 0) {
    const value = field.values.find((candidate) => candidate !== equals && !open.or.includes(candidate));
    return value === undefined
      ? field.nullable
        ? { [field.name]: 'null' }
        : undefined
      : { [field.name]: literal(value) };
  }
  const other = equals === null ? otherValue(entity, field, null) : differing(entity, field, equals);
  if (other === undefined || (other === null && !field.nullable)) return undefined;
  return { [field.name]: literal(other) };
}

/** Values of a row whose own state does not stand against its deletion. */
export function deletableGiven(entity: EntityModel): Given {
  const own = entity.guards.find(({ blockedBy, field }) => blockedBy === entity.name && field.name === 'id');
  return (own?.open && closedGiven(entity, own.open)) ?? {};
}

/** Whether a body can make a row that counts from its first moment. */
export function opensOnCreate(open: OpenModel | undefined): boolean {
  if (!open) return true;
  const { field, equals } = open;
  if (field.readOnly || field.startsFixed) return [equals, ...open.or].includes(field.initial ?? null);
  return true;
}

/** Which rows are not counted: "whose status is not open". */
export function closedWords(open: OpenModel): string {
  if (open.field.type === 'boolean')
    return open.equals === true ? `that are not ${open.field.label}` : `that are ${open.field.label}`;
  if (open.equals === null) return `with a set ${open.field.label}`;
  return `whose ${open.field.label} is ${open.or.length > 0 ? 'neither' : 'not'} ${[String(open.equals), ...open.or].join(' nor ')}`;
}

/** What the row that a reference names has to be, so that the reference may be made. */
export function stateFor({ rules }: EntityModel, field: FieldModel): OpenModel | undefined {
  const usable = rules.find((rule) => rule.kind === 'usable' && rule.per === field);
  return usable?.kind === 'usable' ? usable.open : undefined;
}

/** Values with which a row of `parent` may be referred to by one of `entity`. */
export function usableGiven(entity: EntityModel, parent: EntityModel): Given {
  const via = entity.fields.find((field) => field.references === parent.name && stateFor(entity, field) !== undefined);
  return via ? openGiven(stateFor(entity, via)) : {};
}
