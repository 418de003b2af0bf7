import { around, things } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { valueName } from '../fields/fields.ts';
import type { Field, Rule } from '../../requirements.ts';
import { type Clause, wordsOf } from '../words/text.ts';
import { chainsIn, pairs, statusWord, unique } from './chains.ts';
import { closedState, pairsOut, statusField, wayOut } from './closed-states.ts';

const value = '[a-z]+(?: (?:in )?[a-z]+){0,2}';
const arrows = /[a-z] ?.*->/;
const fromTo = new RegExp(
  `\\bfrom (?!the [a-z]+ to the [a-z]+(?: ,|$))(${value}?) (?:only )?(?:to|into) (${value}?)(?: (?:and )?(?:then |from there |later |finally |from (?:${value}) )?(?:to|into) (${value}?))?(?: (?:and )?(?:then |finally )?to (${value}?))?(?= ?(?:,|\\.|\\)|$|only|and (?:from|never|not|cannot|only)|or from|but))`,
);
const stepWord = '(?!(?:and|then|to|or|finally)(?![a-z]))[a-z]+';
const step = `${stepWord}(?: ${stepWord}){0,2}`;
/** Go in "a tracker in Go: projects, issues" is a language. */
const goes = new RegExp(
  `\\b${statusWord}? ?(?:goes|moves|changes|(?<!\\b(?:in|using|with) )go|move|change|flows?|(?<!\\b(?:shows?|displays?|sees?|view|tracks?|reports?|the|my|their|your|our|with) )progress(?:es)?|transitions?) (?:through )?(?:from )?:? ?(${step}(?: ?(?:,|then|, then|to|and then|and|and finally|, and|, finally|->) ${step}){1,9})$`,
);
const firstThen = new RegExp(
  `\\b(?:is|are|be|starts? (?:as|out as)|begins? as) (?:at )?first (${step}(?: ?(?:,|then|, then|and then|, and then|and finally|, finally|and later|, later) ${step}){1,9})$`,
);
const noState =
  /^(?:goes|go|there|it|they|then|this|that|here|moves?|changes?|back|again|one|first|next|last|have_.*|has_.*|within_.*|for_.*)$/;
const neverBack = /\b(?:cannot|can not|must not|may not|never|can never|not allowed to|should not)\b/;
const notFrom = new RegExp(
  `^(?:an? |the |each |every |once )*(${value}?) (${value}?)? ?(?:cannot|can not|must not|may not|can never) be (reopened|changed|edited|modified|cancelled|deleted|updated)(?: again| anymore| any more)?$`,
);

/** "open -> in progress -> closed", "from draft to sent to paid", "an order can only be shipped after it is paid". */
export function readTransitionsRule(draft: Draft, clause: Clause): void {
  const entity = subjectOf(draft, clause);
  const text = clause.text
    .replace(
      /\bfrom ([a-z ]+?) (?:it|they|he|she|the [a-z]+) (?:can |may |must |will )?(?:only )?(?:go|goes|moves?|changes?|be (?:moved|set|changed)|get|turn) (?:to|into) /,
      'from $1 to ',
    )
    .replaceAll(/ (?:, )?(?:and )?(?:from there|then|and then) (?:on )?to (?=[a-z])/g, ' then to ');
  if (text.includes('->') && arrows.test(text)) {
    const chains = chainsIn(text);
    if (entity && chains.length > 0) finish(draft, clause, entity, chains);
    return;
  }
  if (!entity) return;
  const allowed =
    /^(?:the )?(?:only )?(?:allowed|valid|possible|permitted)?(?: ?(?:status|state))? ?(?:transitions?|changes?|moves?|flow|workflow|lifecycle|allowed)?(?: are| is)? ?: (.+ to .+)$/.exec(
      text,
    );
  if (allowed?.[1] && !/\d/.test(allowed[1])) {
    const chains = allowed[1]
      .split(/ (?:,|and|;) /)
      .map((part) => part.split(' to ').map((name) => valueName(name.replace(/^from /, ''))));
    if (
      chains.every((chain) => chain.length > 1 && chain.every((name) => name !== '' && name.split('_').length <= 3))
    ) {
      finish(draft, clause, entity, pairs(chains));
      return;
    }
  }
  const out = wayOut(text);
  const path = out?.path ?? text;
  const listed = goes.exec(path) ?? firstThen.exec(path);
  const moved = fromTo.exec(path);
  // "the status cannot go back from shipped to new"
  if (moved?.[1] && moved[2] && neverBack.test(text.slice(0, moved.index))) {
    forbid(draft, clause, entity, [[valueName(moved[1]), valueName(moved[2])]]);
    return;
  }
  if (
    moved?.[1] &&
    moved[2] &&
    !/\d/.test(moved[0]) &&
    (new RegExp(`\\b(?:${statusWord}|goes|go|moves?|changes?|only|transition|becomes?|switch)\\b`).test(text) ||
      knownStatus(entity, valueName(moved[1])))
  ) {
    const chains = [...path.matchAll(new RegExp(fromTo, 'g'))].map((found) =>
      found
        .slice(1)
        .filter((part) => part !== undefined)
        // Of five states and more the last are read as one.
        .flatMap((part) => valueName(part).split('_to_')),
    );
    if (chains.every((chain) => chain.length > 1))
      finish(draft, clause, entity, [...pairs(chains), ...pairsOut(chains[0] ?? [], out)]);
    return;
  }
  if (listed?.[1] && (new RegExp(statusWord).test(text) || /\bthrough\b|then/.test(text))) {
    const steps = listed[1]
      .split(/ ?(?:, and then|, then|and then|, and finally|and finally|, finally|, and|then|,|->|\bto\b|\band\b) ?/)
      .map((part) => valueName(part))
      .filter((part) => part !== '');
    if (steps.length > 1) finish(draft, clause, entity, [...pairs([steps]), ...pairsOut(steps, out)]);
    return;
  }
  const frozen = notFrom.exec(clause.text);
  if (frozen) closedState(draft, clause, entity, frozen);
}

/** Of these nobody said which changes there are, only which there are not. */
const supposed = new WeakSet<Rule>();

export const isSupposed = (rule: Rule): boolean => supposed.has(rule);

/** Takes pairs out of what is allowed, which are all where nothing was said yet; states that nobody named are in their usual order. */
export function forbid(draft: Draft, clause: Clause, entity: DraftEntity, pairs: readonly [string, string][]): void {
  const status = statusField(entity);
  const values = status?.values ?? [];
  if (!status || pairs.some(([from, to]) => !values.includes(from) || !values.includes(to))) return;
  const blocked = ([from, to]: readonly [string, string]): boolean => pairs.some(([a, b]) => a === from && b === to);
  const rule = draft.rules.find((other) => other.kind === 'transitions' && other.entity === entity.name);
  if (rule?.kind === 'transitions') {
    const left = rule.allowed.filter((pair) => !blocked(pair));
    if (left.length > 0) rule.allowed = left;
  } else {
    const othersThan = (from: string, at: number): string[] =>
      values.filter((to, place) => (status.from.assumed ? place > at : to !== from));
    const allowed = values
      .flatMap((from, at) => othersThan(from, at).map((to): [string, string] => [from, to]))
      .filter((pair) => !blocked(pair));
    if (allowed.length > 0) {
      addRule(draft, { kind: 'transitions', entity: entity.name, field: status.name, allowed, from: stated(clause) });
      const added = draft.rules.at(-1);
      if (added?.kind === 'transitions') supposed.add(added);
    }
  }
  stated(clause);
  draft.ruled.add(clause);
}

/** `to` may only follow `before`: a transition where both are values, else a condition on the action. */
export function dependent(draft: Draft, clause: Clause, entity: DraftEntity, to: string, before: string): boolean {
  if (to === before || /^(?:made|placed|deleted|edited|removed|changed|updated|created)$/.test(to)) return false;
  const status = statusField(entity);
  const target = status?.values?.includes(to) ? to : undefined;
  if (status?.values && (target !== undefined || status.values.includes(before))) {
    for (const value of [before, to]) if (!status.values.includes(value)) status.values.push(value);
    const rule = draft.rules.find(
      (other) => other.kind === 'transitions' && other.entity === entity.name && other.field === status.name,
    );
    if (rule?.kind === 'transitions') rule.allowed = [...rule.allowed.filter((pair) => pair[1] !== to), [before, to]];
    else
      addRule(draft, {
        kind: 'transitions',
        entity: entity.name,
        field: status.name,
        allowed: defaultPairs(status.values, before, to),
        from: stated(clause),
      });
    draft.ruled.add(clause);
    return true;
  }
  finish(draft, clause, entity, [[before, to]]);
  return true;
}

/** In the order of the values, with `to` reached from `before` alone. */
function defaultPairs(values: readonly string[], before: string, to: string): [string, string][] {
  const allowed: [string, string][] = [];
  values.forEach((from, i) => {
    for (const next of values.slice(i + 1)) {
      if (next === to && from !== before) continue;
      if (/^(?:cancelled|rejected|closed|completed|delivered|refunded)$/.test(from)) continue;
      allowed.push([from, next]);
    }
  });
  if (!allowed.some(([from, next]) => from === before && next === to)) allowed.push([before, to]);
  return allowed;
}

function finish(draft: Draft, clause: Clause, entity: DraftEntity, allowed: [string, string][]): void {
  const stands = statusField(entity);
  const told = stands && !stands.from.assumed && stands.from.confidence >= 0.7 ? (stands.values ?? []) : [];
  const usable = allowed.filter(([from, to]) =>
    [from, to].every((name) => told.includes(name) || (/^[a-z]/.test(name) && !noState.test(name))),
  );
  if (usable.length === 0) return;
  const values = [...new Set(usable.flat())];
  const from = stated(clause);
  const known = statusField(entity);
  const field: Field =
    known ??
    addField(entity, { ...makeField(['status'], from, 'enum'), values, default: values[0] ?? '', required: true });
  if (known) {
    const keep = known.from.assumed || known.from.confidence < 0.7 ? [] : (known.values ?? []);
    known.values = keep.length > 0 ? [...new Set([...keep, ...values])] : values;
    known.type = 'enum';
    if (typeof known.default !== 'string' || !known.values.includes(known.default))
      known.default = known.values[0] ?? '';
    if (known.from.assumed) known.from = { words: wordsOf(clause), confidence: 0.9, assumed: false };
  }
  const rule = draft.rules.find(
    (other) => other.kind === 'transitions' && other.entity === entity.name && other.field === field.name,
  );
  if (rule?.kind === 'transitions') {
    supposed.delete(rule);
    for (const pair of usable)
      if (!rule.allowed.some(([a, b]) => a === pair[0] && b === pair[1])) rule.allowed.push(pair);
  } else addRule(draft, { kind: 'transitions', entity: entity.name, field: field.name, allowed: unique(usable), from });
  draft.ruled.add(clause);
}

function knownStatus(entity: DraftEntity, name: string): boolean {
  return statusField(entity)?.values?.includes(name) ?? false;
}

function subjectOf(draft: Draft, clause: Clause): DraftEntity | undefined {
  const found = around(draft, clause).filter((entity) => entity !== draft.user);
  // "closed is final" names none: the one that may be so.
  const words = clause.text.split(' ').join('_');
  const may = (entity: DraftEntity): boolean =>
    statusField(entity)?.values?.some((name) => `_${words}_`.includes(`_${name}_`)) === true;
  const soFound = things(draft, clause).length > 0 ? undefined : draft.entities.find(may);
  return (
    found.find((entity) => statusField(entity) !== undefined && !entity.entry?.role) ??
    soFound ??
    found.find((entity) => entity.entry?.is !== 'person') ??
    draft.entities.find((entity) => statusField(entity) !== undefined)
  );
}
