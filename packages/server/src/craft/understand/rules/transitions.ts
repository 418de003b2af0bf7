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
const onlyAfter = new RegExp(
  `^(?:an? |the |each |every |only )*(${value}?) (?:can|may|must|should) (?:only )?be (${value}?) (?:only )?(?:after|once(?! (?:per|at|within|in|for|by|on|a|an)\\b)|if|when) (?:it |they )?(?:is |are |was |were |has been |have been |has |have |had |being |it has been )*(?:already )?(${value})$`,
);
const onlyStates = new RegExp(`^only (${value}?) (${value}?) (?:can|may) be (${value}?)$`);
/** "a paid order can be shipped or refunded", "open ones may become closed" */
const stateMay = new RegExp(
  `^(?:an? |the |all |any |each |every )?([a-z]+(?: [a-z]+){1,4}?) (?:can|may) (?:then |next )?(?:be|become|turn into|go to|move to|change to|be set to|be marked as|get) (?:either )?((?:${value}?)(?: (?:,|or|, or|and) (?:be )?(?:${value}?))*)$`,
);
const notBefore = new RegExp(
  `^(?:an? |the |each |every )?(?:[a-z]+(?: [a-z]+)?) (?:cannot|must not|may not|can never) be (${value}?) (?:before|unless|until|without) (?:it |they )?(?:is |are |has |have |was )?(?:been |being )?(${value}?)(?: first)?$`,
);
const firstBe = new RegExp(
  `^(?:to be|before being|before it is|before it can be|before it gets) (${value}?) (?:, )?(?:an? |the |each |every )?(?:it|[a-z]+(?: [a-z]+)?) (?:has to|must|needs to|should) (?:first )?(?:be|have been) (${value}?)(?: first)?$`,
);
const forward =
  /^(?:the )?(?:status|state|stage|phase|an? [a-z]+|[a-z]+s) (?:(?:can |may |must |should )?(?:only|always|just) (?:ever )?(?:moves?|goes?|changes?|be changed) (?:forwards?|onwards?|ahead)|(?:can never|cannot|never|must not|may not|must never) (?:go|goes|move|moves|change|jump|fall|be set) back(?:wards?)?(?: again)?)$/;
const noSkip =
  /^(?:and )?(?:no (?:steps?|states?|stages?|status) (?:can|may|must|should|is|are) (?:ever )?(?:be )?(?:skipped|left out|jumped over)|(?:steps?|states?|stages?) (?:cannot|must not|may not|can never) be (?:skipped|left out)|without skipping (?:any|a|steps?|states?)(?: [a-z]+)?)$/;
const stateBecomes = new RegExp(
  `^(?:an? |the )?(${value}?) (?:can |may )?(?:then |only )?(?:becomes?|turns? into|goes to|changes? to) (?:either )?(?:an? )?(${value}?(?: (?:or|, or) ${value}?)*)$`,
);
const afterThat = new RegExp(
  `^(?:after that|afterwards|then|from there|later|next|finally) (?:it|they|the [a-z]+) (?:is|are|becomes?|can be|may be|can become|goes to|gets?|turns?|can go to)(?: either)? (${value}?(?: (?:or|, or) ${value}?)*)$`,
);
const finalState = new RegExp(
  `^(?:an? |the )?(${value}?)(?: (?:and|or|,) (${value}?))? (?:is|are) (?:both |an? )?(?:final|terminal|end states?|the end|final states?|terminal states?|last states?)(?: states?)?$`,
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
  const only = [
    ...text.matchAll(
      /(?:^|, |and )([a-z]+(?: [a-z]+)?) (?:only )?(?:comes )?(?:only )?after (?:being )?([a-z]+(?: [a-z]+)?)(?= ?,|$| and)/g,
    ),
  ].map((found) => [valueName(found[1] ?? '').replace(/_only$/, ''), valueName(found[2] ?? '')] as const);
  if (only.length > 0 && only.every(([to, from]) => knownStatus(entity, to) && knownStatus(entity, from))) {
    for (const [to, from] of only) dependent(draft, clause, entity, to, from);
    return;
  }
  if (stateSentence(draft, clause, entity)) return;
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
  after(draft, clause, entity);
}

/** The pairs that sentences about states allow, until all of them were read: one alone says nothing of the others. */
const saidPairs = new WeakMap<DraftEntity, { pairs: [string, string][]; clauses: Clause[] }>();

function stateSentence(draft: Draft, clause: Clause, entity: DraftEntity): boolean {
  const status = statusField(entity);
  if (!status?.values) return false;
  const values = status.values;
  const known = (text: string): string | undefined => {
    const name = valueName(text.replace(/^(?:be|an?|the|either) /, ''));
    return values.includes(name) ? name : undefined;
  };
  const final = finalState.exec(clause.text);
  const ends = [final?.[1], final?.[2]].flatMap((text) => (text === undefined ? [] : [known(text)]));
  if (ends.length > 0 && ends.every((name) => name !== undefined)) {
    forbid(
      draft,
      clause,
      entity,
      ends.flatMap((from) => values.map((to): [string, string] => [from, to])),
    );
    return true;
  }
  if (forward.test(clause.text)) {
    const back = values.flatMap((from, at) => values.slice(0, at).map((to): [string, string] => [from, to]));
    forbid(draft, clause, entity, back);
    return true;
  }
  if (noSkip.test(clause.text)) {
    const apart = values.flatMap((from, at) =>
      values.filter((_, other) => other !== at + 1).map((to): [string, string] => [from, to]),
    );
    forbid(draft, clause, entity, apart);
    return true;
  }
  const order = notBefore.exec(clause.text) ?? firstBe.exec(clause.text);
  const [later, earlier] = [known(order?.[1] ?? ''), known(order?.[2] ?? '')];
  if (later !== undefined && earlier !== undefined && !status.from.assumed)
    return dependent(draft, clause, entity, later, earlier);
  const may = stateMay.exec(clause.text);
  const becomes = may ? null : stateBecomes.exec(clause.text);
  const next = (may ?? becomes) ? null : afterThat.exec(clause.text);
  const name = entity.words.join(' ');
  const thing = [name, `${name}s`, entity.words.at(-1) ?? '', `${entity.words.at(-1) ?? ''}s`, 'one', 'ones', '1'].find(
    (word) => may?.[1]?.endsWith(` ${word}`),
  );
  if (may && thing === undefined) return false;
  const rule = draft.rules.find((other) => other.kind === 'transitions' && other.entity === entity.name);
  const said = saidPairs.get(entity) ?? { pairs: [], clauses: [] };
  const last = said.pairs.at(-1)?.[1] ?? (rule?.kind === 'transitions' ? rule.allowed.at(-1)?.[1] : undefined);
  const from = next ? last : known(may ? (may[1] ?? '').slice(0, -1 - (thing ?? '').length) : (becomes?.[1] ?? ''));
  const said0 = (may?.[2] ?? becomes?.[2] ?? next?.[1] ?? '').split(/ (?:, or|,|or|and) /);
  // "a confirmed order can be shipped", where a sentence told of being confirmed.
  const open = from !== undefined && !status.from.assumed && rule?.kind === 'transitions';
  const targets = said0.map((text) => known(text) ?? (open ? newState(status, text) : undefined));
  if (from === undefined || targets.length === 0 || targets.includes(undefined)) return false;
  for (const to of targets) if (to !== undefined && to !== from) said.pairs.push([from, to]);
  said.clauses.push(clause);
  saidPairs.set(entity, said);
  const reached = new Set([
    ...said.pairs.map(([, to]) => to),
    ...(rule?.kind === 'transitions' ? rule.allowed.map(([, to]) => to) : []),
  ]);
  if (values.every((name, at) => at === 0 || reached.has(name))) {
    finish(draft, clause, entity, said.pairs);
    for (const other of said.clauses) draft.ruled.add(other);
  }
  return true;
}

/** "active" and "activated", "open" and "opened". */
const stem = (word: string): string => word.replace(/(?:at)?ed?$/, '');

/** A participle as a further value. */
function newState(status: Field, text: string): string | undefined {
  const name = valueName(text.replace(/^(?:be|an?|the|either) /, ''));
  // What is reopened is open.
  const again = /^re([a-z]+)$/.exec(name)?.[1];
  const before = again === undefined ? undefined : status.values?.find((one) => stem(one) === stem(again));
  if (before !== undefined) return before;
  if (!/^[a-z]+(?:ed|id|nt|ld|ne)$/.test(name)) return undefined;
  status.values?.push(name);
  return name;
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

function after(draft: Draft, clause: Clause, entity: DraftEntity): void {
  const match = / (?:(?:its|their|the|his|her|an?) [a-z ]+|(?:has|have) (?!been )[a-z]+s)$/.test(clause.text)
    ? null
    : onlyAfter.exec(clause.text);
  const states = onlyStates.exec(clause.text);
  const frozen = notFrom.exec(clause.text);
  if (match?.[2] && match[3]) {
    const to = valueName(match[2]);
    const before = valueName(match[3]);
    if (dependent(draft, clause, entity, to, before)) return;
  } else if (states?.[1] && states[3] && entity.words.join(' ') === one(states[2] ?? '')) {
    if (dependent(draft, clause, entity, valueName(states[3]), valueName(states[1]))) return;
  } else if (frozen) closedState(draft, clause, entity, frozen);
}

const one = (text: string): string => text.replace(/s$/, '');

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
