import { act, operation } from '../actions/operations.ts';
import { type Draft, type DraftEntity, addField, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { valueName } from '../fields/fields.ts';
import type { Aside } from '../sentences/asides.ts';
import { fieldsNamed, isTime } from '../things/context.ts';
import { camel, infinitive } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { markRead } from '../words/text.ts';

/** "when a loan is returned, the return date is set": what an action notes besides what it does. */

/** Before the rules: a loan whose return date is empty is still open. */
export function readNotedTimes(draft: Draft): void {
  draft.asides = draft.asides.filter((aside) => aside.kind !== 'noted' || !readNoted(draft, aside));
}

export function readNoted(draft: Draft, aside: Aside): boolean {
  const [what = '', state = '', name = ''] = aside.clause.text
    .split(' : ')
    .slice(1)
    .map((part) => part.trim());
  const entity = mentions(draft, what)[0]?.entity;
  const verb = verbFor(state);
  if (!entity || entity === draft.user || verb === undefined) return false;
  const from = stated(aside.clause);
  const done = doneTo(draft, entity, verb, state, from);
  if (!done) return false;
  const rows = draft.entities.find((one) => one.name === done.entity) ?? entity;
  const known = fieldsNamed([rows], name).find(({ field, from: at }) => isTime(field) && at === 0)?.field;
  const words = name.replace(/ (?:timestamp|moment|datetime)$| and time$/, ' time').split(' ');
  const day = /(?:date|day)$/.test(name);
  const field = known ?? addField(rows, makeField(words, from, day ? 'date' : 'datetime'));
  Object.assign(field, { required: false, readOnly: true });
  delete field.default;
  // The time of the action that nobody named is the one that is named here.
  for (const [other, value] of Object.entries(done.sets)) {
    const made = rows.fields.find((one) => one.name === other);
    if (value !== 'now' || other === field.name || made?.from.assumed !== true) continue;
    rows.fields = rows.fields.filter((one) => one !== made);
    delete done.sets[other];
    if (other in done.when) done.when = { [field.name]: null };
  }
  done.sets[field.name] = 'now';
  if (Object.keys(done.sets).length === 1) done.when[field.name] = null;
  return true;
}

/** "done" is what is completed. */
export function verbFor(state: string): string | undefined {
  const verb = infinitive(state);
  if (verb !== undefined && verb !== 'do') return verb;
  return Object.entries(lexicon().actions).find(([, { status }]) => status?.includes(state))?.[0];
}

/** "a returned game cannot be returned again": from the state in which it is already the action does not start. */
export function readOnce(draft: Draft, aside: Aside): boolean {
  const [, what = '', state = ''] = aside.clause.text.split(' : ').map((part) => part.trim());
  const entity = mentions(draft, what)[0]?.entity;
  const verb = camel((infinitive(state) ?? '').split(' '));
  const near = draft.entities.filter(
    (one) => one === entity || one.fields.some((field) => field.references === entity?.name),
  );
  const done = draft.operations.find((one) => one.verb === verb && near.some(({ name }) => name === one.entity));
  if (!entity || !done) return false;
  markRead(aside.clause);
  if (Object.keys(done.when).length > 0) return true;
  const rows = near.find(({ name }) => name === done.entity);
  const ways = draft.rules.some((rule) => rule.kind === 'transitions' && rule.entity === done.entity);
  for (const [name, value] of Object.entries(done.sets)) {
    const field = rows?.fields.find((one) => one.name === name);
    const [other, ...more] = field?.values?.filter((one) => one !== value) ?? [];
    // A change to what it is already is no change of those that are allowed.
    if (ways && field?.type === 'enum') return true;
    if (other === undefined || more.length > 0) continue;
    done.when[name] = other;
    return true;
  }
  return false;
}

/** The action that brings it into the state. */
export function doneTo(
  draft: Draft,
  entity: DraftEntity,
  verb: string,
  state: string,
  from: ReturnType<typeof stated>,
): Draft['operations'][number] | undefined {
  const name = camel(verb.split(' '));
  const find = () => draft.operations.find((one) => one.entity === entity.name && one.verb === name);
  const status = entity.fields.find(({ values }) => values?.includes(valueName(state)));
  if (!find() && status) operation(draft, entity, name, from, { [status.name]: valueName(state) }, {});
  if (!find()) act(draft, entity, verb, lexicon().actions[verb] ?? { at: `${valueName(state)}At` }, from);
  return find();
}
