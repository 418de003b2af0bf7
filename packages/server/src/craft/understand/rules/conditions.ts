import { around } from '../things/context.ts';
import { type Draft, type DraftEntity, stated } from '../draft.ts';
import { infinitive, participle } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { act } from '../actions/operations.ts';
import { valueName } from '../fields/fields.ts';
import type { Clause } from '../words/text.ts';
import { dependent, forbid } from './transitions.ts';

const only =
  /\b(?:can|may|could|must|should)(?: only)? be ([a-z]+)(?: only)? (?:while|when|if|as long as) (?:it |they |the [a-z]+ |its status |the status |status )?(?:is|are|has|have)(?: still)?(?: in)?(?: been)? ([a-z]+(?: progress)?)$/;
const onlyStates = /^(?:only )?([a-z]+(?: progress)?) [a-z]+(?: [a-z]+)? (?:can|may) be ([a-z]+)$/;

const notWhen =
  /^(?:the |an? |all |any |once )*([a-z]+ed|done|sold|sent|paid) ([a-z]+)(?: [a-z]+)? (?:cannot|must not|may not|can never|can no longer) be ([a-z]+)(?: again| any ?more)?$/;

/** "completed bookings cannot be cancelled": no way from the one state to the other; where both are moments, the one asks that the other is not set. */
export function readExclusionRule(draft: Draft, clause: Clause): void {
  const match = notWhen.exec(clause.text);
  // "voided", of which no verb is known, leads to "void".
  const [before, verb] = [infinitive(match?.[1] ?? ''), infinitive(match?.[3] ?? '') ?? match?.[3]?.replace(/ed$/, '')];
  if (!match || before === undefined || verb === undefined) return;
  for (const entity of around(draft, clause)) {
    if (notTo(draft, clause, entity, valueName(match[1] ?? ''), verb)) return;
    const moment = lexicon().actions[before]?.at;
    const operation = draft.operations.find((other) => other.entity === entity.name && other.verb === verb);
    if (moment === undefined || !operation || !entity.fields.some((field) => field.name === moment)) continue;
    operation.when[moment] = null;
    stated(clause);
    draft.ruled.add(clause);
    return;
  }
}

/** Where the action sets the status: not from that value. */
function notTo(draft: Draft, clause: Clause, entity: DraftEntity, from: string, verb: string): boolean {
  const action = lexicon().actions[verb];
  const status = entity.fields.find(({ type, values }) => type === 'enum' && values?.includes(from));
  if (!status) return false;
  const value = status.values?.find((name) => name !== from && (name === verb || name === participle(verb)));
  if (!action && value !== undefined) {
    forbid(draft, clause, entity, [[from, value]]);
    return true;
  }
  if (!action) return false;
  act(draft, entity, verb, action, stated(clause));
  const operation = draft.operations.find((other) => other.entity === entity.name && other.verb === verb);
  const target = operation?.sets[status.name];
  if (typeof target !== 'string' || target === from) return false;
  forbid(draft, clause, entity, [[from, target]]);
  return true;
}

const state = '(?:in [a-z]+|[a-z]+)';
const whileOneOf = new RegExp(
  `\\b(?:can|may|could|must|should)(?: only)? be ([a-z]+)(?: only)? (?:while|when|if|as long as) (?:it |they |the [a-z]+ |its status |the status |status )?(?:is|are|has|have)(?: still)?(?: been)? (${state}(?: , ${state})*(?: ,)? or ${state})$`,
);
const notOnce = new RegExp(
  `\\b(?:cannot|may not|must not|can never|can no longer|may no longer) be ([a-z]+)(?: any ?more)? (?:once|after|when|as soon as|if) (?:it |they |the [a-z]+ )(?:is|are|has|have|was|were)(?: already)?(?: been)? (${state})$`,
);

/** "only while it is requested or accepted", "not once it is started": no way to that state from the others, or from then on. */
export function readStatesRule(draft: Draft, clause: Clause): void {
  const [some, from] = [whileOneOf.exec(clause.text), notOnce.exec(clause.text)];
  const verb = infinitive(some?.[1] ?? from?.[1] ?? '');
  const action = verb === undefined ? undefined : lexicon().actions[verb];
  if (verb === undefined || !action) return;
  const states = (some?.[2] ?? from?.[2] ?? '').split(/ , or | or | , /).map(valueName);
  for (const entity of around(draft, clause)) {
    const status = entity.fields.find(
      ({ type, values }) => type === 'enum' && states.every((state) => values?.includes(state)),
    );
    if (!status?.values) continue;
    act(draft, entity, verb, action, stated(clause));
    const operation = draft.operations.find((other) => other.entity === entity.name && other.verb === verb);
    const target = operation?.sets[status.name];
    if (typeof target !== 'string') continue;
    const start = status.values.indexOf(states[0] ?? '');
    const closed = status.values.filter(
      (value, at) => value !== target && (some ? !states.includes(value) : at >= start),
    );
    forbid(
      draft,
      clause,
      entity,
      closed.map((value) => [value, target]),
    );
    draft.ruled.add(clause);
    return;
  }
}

/** "an order can be cancelled only while it is pending": the action asks for that value. */
export function readConditionRule(draft: Draft, clause: Clause): void {
  const match = only.exec(clause.text);
  const states = match ? null : onlyStates.exec(clause.text);
  const doing = match?.[1] ?? states?.[2];
  const state = valueName(match?.[2] ?? states?.[1] ?? '');
  if (doing === undefined || state === '') return;
  const verb = infinitive(doing);
  const action = verb === undefined ? undefined : lexicon().actions[verb];
  for (const entity of around(draft, clause)) {
    const assumedStatus = entity.fields.find(
      (field) => field.type === 'enum' && field.name === 'status' && field.from.assumed,
    );
    if (assumedStatus?.values && /\bstatus\b/.test(clause.text) && !assumedStatus.values.includes(state))
      assumedStatus.values.unshift(state);
    const status = entity.fields.find((field) => field.type === 'enum' && field.values?.includes(state));
    const flag = entity.fields.find((field) => field.type === 'boolean' && field.name === state);
    if (verb === undefined || !action || (!status && !flag)) continue;
    act(draft, entity, verb, action, stated(clause));
    const operation = draft.operations.find((other) => other.entity === entity.name && other.verb === verb);
    if (!operation) return;
    if (status) operation.when[status.name] = state;
    else if (flag) operation.when[flag.name] = true;
    // What the action may do, a change of the status may do alone.
    const target = status && operation.sets[status.name];
    const alone = /\bonly\b|\b(?:while|as long as)\b/.test(clause.text);
    if (alone && status && !status.from.assumed && typeof target === 'string')
      dependent(draft, clause, entity, target, state);
    stated(clause);
    // "paid orders can be shipped" is one of several sentences that tell the order of states together.
    if (alone || !states || status?.from.assumed !== false) draft.ruled.add(clause);
    return;
  }
}
