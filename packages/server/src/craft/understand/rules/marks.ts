import type { Rule } from '../../requirements.ts';
import { type Draft, type DraftEntity, addField, addRule, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { valueName } from '../fields/fields.ts';
import { type Aside } from '../sentences/asides.ts';
import { isMade } from '../sentences/aside-noted.ts';
import { referenceTo } from '../things/context.ts';
import { stateOf } from './kept.ts';
import { doneTo, verbFor } from './noted.ts';

/** "when an application is approved, its pet becomes adopted": what a row changes in the one that it refers to. */

type Marks = Extract<Rule, { kind: 'marks' }>;

export function readMarks(draft: Draft, aside: Aside): boolean {
  const [, rowsSaid = '', done = '', what = '', state = ''] = aside.clause.text.split(' : ').map((part) => part.trim());
  const rows = mentions(draft, rowsSaid)[0]?.entity;
  const parent = mentions(draft, what)[0]?.entity;
  const via = rows && parent && referenceTo(rows, parent);
  if (!rows || !parent || !via || rows === parent || parent === draft.user) return false;
  const from = stated(aside.clause);
  const change = isMade.test(done) && stateOf(rows, done) === undefined ? 'made' : changeTo(draft, rows, done, from);
  const becomes = change && becoming(parent, state, from);
  if (!change || !becomes) return false;
  addRule(draft, {
    kind: 'marks',
    entity: rows.name,
    ...(change === 'made' ? {} : { change }),
    via: via.name,
    parent: parent.name,
    ...becomes,
    from,
  });
  return true;
}

/** The change that brings the row into the state: of its status, or the time that its action sets. */
function changeTo(draft: Draft, rows: DraftEntity, done: string, from: Marks['from']): Marks['change'] {
  const state = stateOf(rows, done);
  if (state) return { field: state.field, to: state.equals };
  const verb = verbFor(done);
  const action = verb === undefined ? undefined : doneTo(draft, rows, verb, done, from);
  const [field, to] = Object.entries(action?.entity === rows.name ? action.sets : {})[0] ?? [];
  return field === undefined || to === undefined ? undefined : { field, to };
}

const yesOrNo = /^(?:un|not )?(available|free|occupied|active|taken|lent|reserved|locked|open|public|visible)$/;

const sides = [
  ['available', 'free', 'open'],
  ['occupied', 'taken', 'lent', 'reserved'],
];

/** The field of the other row and what it then holds; a yes or no where nothing tells it yet. */
function becoming(parent: DraftEntity, state: string, from: Marks['from']): Pick<Marks, 'field' | 'to'> | undefined {
  const known = stateOf(parent, state.replace(/^(?:un|in)(?=available|active)/, ''));
  const plain = stateOf(parent, state);
  const field = parent.fields.find(({ name }) => name === (plain ?? known)?.field);
  if (field && plain && typeof plain.equals !== 'number' && plain.equals !== null) {
    const { default: preset, values } = field;
    Object.assign(field, { required: true, ...(preset === undefined ? { default: values?.[0] ?? false } : {}) });
    return { field: field.name, to: plain.equals };
  }
  if (field && known?.equals === true) {
    Object.assign(field, { required: true, default: true });
    return { field: field.name, to: false };
  }
  const word = yesOrNo.exec(state)?.[1];
  // "occupied", where it is kept whether it is free.
  const opposite = sides.find((side) => word !== undefined && !side.includes(word)) ?? [];
  const told =
    word === undefined
      ? undefined
      : parent.fields.find(({ name, type }) => type === 'boolean' && opposite.includes(name));
  if (told) {
    Object.assign(told, { required: true, default: told.default ?? opposite === sides[0] });
    return { field: told.name, to: state !== word };
  }
  // Where there is a status, the state would have to be one of its values.
  if (word === undefined || parent.fields.some(({ type, name }) => type === 'enum' && /^(?:status|state)$/.test(name)))
    return undefined;
  const starts = /^(?:available|free|active|open|public|visible)$/.test(word);
  const made = addField(parent, {
    ...makeField([valueName(word)], { ...from, confidence: 0.7 }, 'boolean'),
    required: true,
    default: starts,
  });
  return { field: made.name, to: state === word };
}
