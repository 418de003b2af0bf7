import type { OpenWhen, Rule } from '../../requirements.ts';
import { around, fieldsNamed } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, cannot, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { valueName } from '../fields/fields.ts';
import { singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Clause } from '../words/text.ts';

/** What stays as it is, what is asked for in one state, and what must not be the same twice within a row. */

const never =
  '(?:cannot|can not|must not|may not|should not|can never|must never|can no longer|may no longer|is not|are not|will not|never|no longer|must no longer)';
const changed =
  '(?:be )?(?:changed?|edited?|edit|modified|modify|altered?|updated?|touched|corrected|rewritten|overwritten|changes|changeable|editable)';
const after =
  '(?: (?:any ?more|again|later|afterwards|after(?:wards| that| it (?:is|was|has been)? ?(?:made|set|created|saved|assigned|given|issued)| (?:creation|being (?:created|set|made)|(?:the|an?) [a-z]+ (?:is|was|has been) (?:made|created|saved|registered|opened)))|once (?:it is |they are |it has been )?(?:set|made|created|given|assigned|saved|chosen|issued)|by anyone|by anybody|at all|or deleted|or removed))*';
const state = '([a-z]+(?: (?:in )?[a-z]+)?)';

/** "once an invoice is sent it can no longer be changed", "after payment" has no state. */
const onceState = new RegExp(
  `^(?:once|after|when|as soon as|if|while) (?:an? |the |each |every )?([a-z]+(?: [a-z]+)?) (?:is|are|was|has been|have been|gets|got|becomes) ${state} (?:, )?(?:then )?(?:it|they|its [a-z]+(?: [a-z]+)?|the [a-z]+(?: [a-z]+)?|their [a-z]+|nothing(?: (?:in|of|about) it)?|no [a-z]+(?: of it)?|nobody|no one) (?:${never}|can|may) ${changed}${after}(?: it)?$`,
);
/** "sent invoices cannot be changed", "a paid order is read only" */
const stateThing = new RegExp(
  `^(?:an? |the |all |any )?([a-z]+(?: (?!(?:can|may|must|will) )[a-z]+){1,3}) (?:${never} ${changed}|(?:is|are|stays?|becomes?) (?:read only|locked|frozen|immutable|fixed|sealed))${after}$`,
);
/** "an invoice cannot be changed once it is sent", "orders can only be edited while they are open" */
const thingOnce = new RegExp(
  `^(?:an? |the |all |any )?([a-z]+(?: [a-z]+)?) ${never} ${changed}(?: any ?more)? (?:once|after|when|if|while|as soon as) (?:it|they|the [a-z]+|its status|the status) (?:is|are|was|has been|have been|gets) (?:already )?${state}(?: already)?$`,
);
const thingWhile = new RegExp(
  `^(?:an? |the |all |any |only )?([a-z]+(?: [a-z]+)?) (?:can|may) (?:only )?${changed}(?: only)? (?:while|when|if|as long as|until|before) (?:it|they|the [a-z]+|its status|the status) (?:is|are|has been|have been|has|have|was|were) (?:still )?(not (?:yet )?(?:been )?)?${state}(?: yet)?$`,
);
/** "only draft invoices can be edited" */
const onlyThing = new RegExp(`^only ([a-z]+(?: [a-z]+){1,3}) (?:can|may) (?:still )?${changed}$`);
/** "the username cannot be changed", "the code of a voucher never changes" */
const fieldNever = new RegExp(
  `^(?:the |an? |its |their |each |every |once set , the )*(.+?) (?:${never} ${changed}|(?:is|are|stays?|must be|remains?) (?:immutable|fixed|unchangeable|permanent|read only|final|the same forever)|(?:can|may) (?:only )?be (?:set|chosen|given|assigned) (?:only )?once)${after}$`,
);

/** "the amount of a donation cannot be changed once it is done", "the amount of a done donation can no longer be changed" */
const fieldOnce = new RegExp(
  `^(?:the )?([a-z]+(?: [a-z]+)?) of (?:an? |the |each )?([a-z]+(?: [a-z]+)?) ${never} ${changed}(?: any ?more)? (?:once|after|when|if|while|as soon as) (?:it|they|the [a-z]+) (?:is|are|was|has been|have been|gets) (?:already )?${state}$`,
);
const fieldOfState = new RegExp(
  `^(?:the )?([a-z]+(?: [a-z]+)?) of (?:an? |the |all |any )?([a-z]+(?: (?!can|may|must|is|are)[a-z]+){1,2}) (?:${never} ${changed}|(?:is|are|stays?) (?:read only|locked|frozen|immutable|fixed))${after}$`,
);

const isWhole = (open: OpenWhen | undefined): boolean => open !== undefined;

/** The state that a word names: a value of the status, or a flag. */
export function stateOf(entity: DraftEntity, text: string): OpenWhen | undefined {
  // "while they are drafts": each is one.
  for (const value of new Set([valueName(text), valueName(singular(text.replace(/^an? /, '')))])) {
    const status = entity.fields.find((field) => field.type === 'enum' && field.values?.includes(value));
    if (status) return { field: status.name, equals: value };
  }
  const value = valueName(text);
  const flag = entity.fields.find((field) => field.type === 'boolean' && field.name === value);
  if (flag) return { field: flag.name, equals: true };
  return undefined;
}

/** "paid invoices cannot be changed" where nothing tells whether one is paid: it is kept from now on. */
export function flagFor(entity: DraftEntity, text: string, from: Rule['from']): OpenWhen | undefined {
  const status = entity.fields.find((field) => /^(?:status|state|stage)$/.test(field.name));
  if (status || !/^(?!expired|used|deleted|existing|created|changed|assigned)[a-z]+(?:ed|id|nt)$/.test(text))
    return undefined;
  if (!lexicon().verbForms.has(text)) return undefined;
  const field = addField(entity, {
    ...makeField([text], { ...from, confidence: 0.7 }, 'boolean'),
    required: false,
    default: false,
  });
  return { field: field.name, equals: true };
}

/** A value, and those that follow it. */
export function fromThenOn(entity: DraftEntity, open: OpenWhen): OpenWhen {
  const values = entity.fields.find((field) => field.name === open.field)?.values ?? [];
  const or = values.slice(values.indexOf(String(open.equals)) + 1).filter((value) => !value.startsWith('cancel'));
  return or.length > 0 && values.includes(String(open.equals)) ? { ...open, or } : open;
}

/** All values that are not the one. */
export function othersThan(entity: DraftEntity, open: OpenWhen): OpenWhen | undefined {
  if (typeof open.equals === 'boolean') return { ...open, equals: !open.equals };
  const values = entity.fields.find((field) => field.name === open.field)?.values ?? [];
  const [first, ...or] = values.filter((value) => value !== open.equals);
  return first === undefined ? undefined : { field: open.field, equals: first, ...(or.length > 0 ? { or } : {}) };
}

function thingIn(draft: Draft, clause: Clause, text: string): DraftEntity[] {
  const named = mentions(draft, text).map((mention) => mention.entity);
  return [...named, ...(named.length > 0 ? [] : around(draft, clause))].filter((entity) => entity !== draft.user);
}

/** Adds the rule; without a state there must be fields. */
function keep(draft: Draft, clause: Clause, entity: DraftEntity, fields: string[], open: OpenWhen | undefined): void {
  if (fields.length === 0 && !isWhole(open)) return;
  addRule(draft, {
    kind: 'fixed',
    entity: entity.name,
    fields,
    ...(open ? { open } : {}),
    from: stated(clause),
  });
  draft.ruled.add(clause);
}

export function readKeptRule(draft: Draft, clause: Clause): void {
  if (
    !/\b(?:chang|edit|modif|alter|updat|touch|correct|writ|immutable|fixed|locked|frozen|read only|permanent|sealed|final|set|chosen|assigned)/.test(
      clause.text,
    )
  )
    return;
  // Statuses have an order of their own, and what others may change is a matter of who they are.
  if (
    /\b(?:status|state)s? (?:cannot|can|may|must|never|is|changes?)\b/.test(clause.text) ||
    /\b(?:other|others|someone|author|owner|only the|admins?|user)\b/.test(clause.text)
  )
    return;
  const once = onceState.exec(clause.text) ?? thingOnce.exec(clause.text);
  if (once?.[1] && once[2]) {
    for (const entity of thingIn(draft, clause, once[1])) {
      const open = stateOf(entity, once[2]);
      if (!open) continue;
      const own = /\b(?:its|the|their) ([a-z]+(?: [a-z]+)?) (?:cannot|can no longer|must not|may not|never)/.exec(
        clause.text,
      )?.[1];
      const field = own === undefined ? undefined : fieldsNamed([entity], own)[0]?.field.name;
      return keep(draft, clause, entity, field === undefined ? [] : [field], open);
    }
  }
  if (readFieldInState(draft, clause)) return;
  const during = thingWhile.exec(clause.text);
  if (during?.[1] && during[3]) {
    for (const entity of thingIn(draft, clause, during[1])) {
      const known = stateOf(entity, during[3]) ?? flagFor(entity, during[3], stated(clause));
      // "can be changed until it is sent", "as long as it is not sent": what comes after that is not changed either.
      const until = / (?:until|before) /.test(clause.text) !== (during[2] !== undefined);
      const open = known && (until ? fromThenOn(entity, known) : othersThan(entity, known));
      if (open) return keep(draft, clause, entity, [], open);
    }
  }
  const only = onlyThing.exec(clause.text)?.[1];
  const things = only ?? stateThing.exec(clause.text)?.[1];
  if (things !== undefined) {
    const words = things.split(' ');
    for (let size = 1; size < words.length; size += 1) {
      const thing = words.slice(size).join(' ');
      const entity = mentions(draft, thing).find(
        (mention) => mention.from === 0 && mention.to === thing.length,
      )?.entity;
      const said = words.slice(0, size).join(' ');
      const known = entity && (stateOf(entity, said) ?? flagFor(entity, said, stated(clause)));
      const open = known && (only === undefined ? known : othersThan(entity, known));
      if (entity && open) return keep(draft, clause, entity, [], open);
    }
  }
  const named = fieldNever.exec(clause.text);
  // "an order with an invoice cannot be changed": some of them, and no field.
  if (!named?.[1] || / (?:with|without|that|which|who) /.test(named[1])) return;
  const near = [...new Set([...thingIn(draft, clause, clause.text), ...draft.entities])];
  const hits = fieldsNamed(near, named[1]);
  const [first] = hits;
  if (!first) return;
  const same = hits.filter((hit) => hit.entity === first.entity && hit.field.type !== 'enum');
  keep(draft, clause, first.entity, [...new Set(same.map((hit) => hit.field.name))], undefined);
}

/** A field that stays as it is from a state on. */
function readFieldInState(draft: Draft, clause: Clause): boolean {
  const once = fieldOnce.exec(clause.text);
  const [, name = '', what = ''] = once ?? fieldOfState.exec(clause.text) ?? [];
  for (const { entity, from } of mentions(draft, what)) {
    const open = stateOf(entity, once?.[3] ?? what.slice(0, from).trim());
    const hit = fieldsNamed([entity], name).find(({ field }) => field.name !== open?.field);
    if (!open || !hit) continue;
    keep(draft, clause, entity, [hit.field.name], once ? fromThenOn(entity, open) : open);
    return true;
  }
  return false;
}

const neededWhen = new RegExp(
  `^(?:the |an? |its |their )?(.+?) (?:is|are|must be|has to be|have to be|should be|becomes?) (?:only )?(?:required|mandatory|obligatory|needed|given|set|filled(?: in| out)?|provided|stated|present|entered|compulsory)(?: only)? (?:when|if|once|as soon as|while|in case|for) (?:an? |the |its |their )?(.+)$`,
);
const whenNeeded = new RegExp(
  `^(?:when|if|once|as soon as|while) (?:an? |the |its |their )?(.+?) (?:, )?(?:then )?(?:the |an? |its |their |there must be an? )?(.+?)(?: is| are| must be| has to be| have to be| should be| becomes)? (?:required|mandatory|obligatory|needed|given|set|filled(?: in| out)?|provided|stated|present|entered|compulsory)$`,
);
const stateNeeds =
  /^(?:an? |the |all |every |each )?([a-z]+(?: [a-z]+){1,3}) (?:must have|need|needs|require|requires|must carry|must state|must give|have to have|has to have) (?:an? |the |their |its )?([a-z]+(?: [a-z]+){0,2})$/;

/** "the rejection reason is required when a claim is rejected" */
export function readNeedsRule(draft: Draft, clause: Clause): void {
  const first = neededWhen.exec(clause.text);
  const second = first ? null : whenNeeded.exec(clause.text);
  const third = (first ?? second) ? null : stateNeeds.exec(clause.text);
  const [field, condition] = first ? [first[1], first[2]] : second ? [second[2], second[1]] : [third?.[2], third?.[1]];
  if (field === undefined || condition === undefined) return;
  for (const entity of thingIn(draft, clause, clause.text).concat(draft.entities)) {
    const hit = fieldsNamed([entity], field).find(
      (found) =>
        found.to === field.length && !['boolean', 'reference'].includes(found.field.type) && !found.field.readOnly,
    );
    const open = conditionIn(entity, condition);
    const whom = fieldsNamed([entity], field).find(
      (found) => found.to === field.length && found.field.type === 'reference',
    );
    if (!hit && whom && open) {
      whom.field.required = false;
      cannot(draft, stated(clause).words, 'That somebody or something is named in one state alone is not enforced yet');
      draft.ruled.add(clause);
      return;
    }
    if (!hit || !open || open.field === hit.field.name) continue;
    hit.field.required = false;
    delete hit.field.default;
    addRule(draft, { kind: 'needs', entity: entity.name, field: hit.field.name, open, from: stated(clause) });
    draft.ruled.add(clause);
    return;
  }
  unlistedNeed(draft, clause, field, condition);
}

/** What is needed was listed nowhere: a field from now on, where the state is known; else that is said. */
function unlistedNeed(draft: Draft, clause: Clause, field: string, condition: string): void {
  const entity = mentions(draft, condition)[0]?.entity;
  const words = field.split(' ');
  if (!entity || entity === draft.user || words.length > 3 || draft.ruled.has(clause)) return;
  if (fieldsNamed([entity], field).length > 0) return;
  const open = mentions(draft, field).length > 0 ? undefined : conditionIn(entity, condition);
  if (open && words.every((word) => /^[a-z]+$/.test(word))) {
    const added = addField(entity, { ...makeField(words, { ...stated(clause), confidence: 0.7 }), required: false });
    addRule(draft, { kind: 'needs', entity: entity.name, field: added.name, open, from: stated(clause) });
  } else cannot(draft, stated(clause).words, 'What is needed, or the state, is no field of it', 'both as fields');
  draft.ruled.add(clause);
}

/** "a claim is rejected", "the status is rejected", "rejected claims" */
function conditionIn(entity: DraftEntity, text: string): OpenWhen | undefined {
  const words = text
    .split(' ')
    .filter((word) => !/^(?:is|are|it|they|has|have|been|was|set|to|the|a|an|status|state|=|:)$/.test(word));
  const names = entity.words.map((word) => singular(word));
  // "major results": the value, and the field that has it.
  const values = new Set(entity.fields.filter(({ type }) => type === 'enum').map(({ name }) => name));
  const left = words.filter((word) => !names.includes(singular(word)) && !values.has(singular(word)));
  return left.length === 0 ? undefined : stateOf(entity, left.join(' '));
}

const self =
  /^(?:an? |the |no |each )?([a-z]+(?: [a-z]+)?) (?:cannot|can not|must not|may not|can never|must never|never|can|may) (?:be )?([a-z]+)(?: [a-z]+)?(?: (?:against|with|to|by|for|from|of|on))? (?:him|her|it|them|your|one)(?:self|selves)(?: or herself| or himself)?$/;
const differ =
  /^(?:the )?(.+?) (?:and|must differ from|must not be the same as|cannot be the same as|may not be the same as|must be different from|has to differ from|cannot equal|must not equal|is never the same as|cannot also be) (?:the )?(.+?)(?: (?:must|have to|has to|should|cannot|may|must not|cannot be|are|can) (?:always |never |not )?(?:be )?(?:different|differ|distinct|the same|the same [a-z]+|equal|identical|two different [a-z]+|2 different [a-z]+|different [a-z]+))?$/;

/** "a player cannot play against himself", "home team and away team must be different" */
export function readDistinctRule(draft: Draft, clause: Clause): void {
  const alone = self.exec(clause.text);
  if (alone?.[1] && /\b(?:cannot|not|never|no)\b/.test(clause.text)) {
    const person = mentions(draft, alone[1])[0]?.entity;
    if (!person) return;
    const pairs = draft.entities.map((entity) => ({
      entity,
      own: entity.fields.filter((field) => field.references === person.name && !field.readOnly),
    }));
    const key = lexicon().associations[alone[2] ?? ''];
    const found =
      pairs.find(({ entity, own }) => own.length === 2 && entity.entry?.key === key) ??
      pairs.find(({ own }) => own.length === 2);
    const [one, other] = found?.own ?? [];
    if (found && one && other) distinct(draft, clause, found.entity, one.name, other.name);
    return;
  }
  if (!/\b(?:differ|different|the same|distinct|equal|identical)\b/.test(clause.text)) return;
  if (theTwo.test(clause.text)) return twoOfOne(draft, clause);
  const two = differ.exec(clause.text);
  if (
    !two?.[1] ||
    !two[2] ||
    /\b(?:no|2|two|unique|together|combination)\b/.test(clause.text.replace(/\b(?:two|2) different\b/, ''))
  )
    return;
  const positive = /\b(?:differ|different|distinct)\b/.test(clause.text);
  if (!positive && !/\b(?:not|never|cannot)\b/.test(clause.text)) return;
  for (const entity of [...around(draft, clause), ...draft.entities]) {
    const [one, other] = [two[1], two[2]].map((text) => fieldsNamed([entity], text).at(-1)?.field);
    if (!one || !other || one === other || one.type !== other.type || one.references !== other.references) continue;
    distinct(draft, clause, entity, one.name, other.name);
    return;
  }
}

/** "the two must be different": of the thing that was spoken of. */
const theTwo = /^(?:they|both|the 2(?: [a-z]+)?) (?:must|have to|should) (?:be )?(?:different|distinct|differ)$/;

function twoOfOne(draft: Draft, clause: Clause): void {
  for (const entity of new Set([...around(draft, clause), ...draft.entities])) {
    const references = entity.fields.filter(({ references: of, readOnly }) => of !== undefined && !readOnly);
    const [one, other] = references.filter(
      ({ references: of }) => references.filter((each) => each.references === of).length === 2,
    );
    if (!one || !other || one.references !== other.references) continue;
    distinct(draft, clause, entity, one.name, other.name);
    return;
  }
}

function distinct(draft: Draft, clause: Clause, entity: DraftEntity, one: string, other: string): void {
  addRule(draft, { kind: 'distinct', entity: entity.name, fields: [one, other], from: stated(clause) });
  draft.ruled.add(clause);
}
