import type { Rule, Span, SpanUnit } from '../../requirements.ts';
import { around, fieldsNamed, isTime, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, mentions, stated } from '../draft.ts';
import { valueName } from '../fields/fields.ts';
import { infinitive, participle, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPerson } from '../words/noun-sense.ts';
import { act } from '../actions/operations.ts';
import type { Clause } from '../words/text.ts';
import { spanOf } from './overlap.ts';
import { forbid } from './transitions.ts';

/** Until when something may be done: "cancelled up to 24 hours before the class starts", "until they are shipped". */

const length = '(?:(\\d+) (minute|hour|day|week|month)s?|the (day|hour|evening|week))';
const before = '(?:before|prior to|ahead of|in advance of)';
/** It may be done before that; a length says how long before at the latest. */
const onlyBefore = new RegExp(
  `\\b(?:(?:only |still )?(?:until|till|up to|up until|no later than|not later than|at the latest|at latest|at least) (?:at least )?${length} ${before}|${length} (?:or more )?${before}|only ${before}|${before}|until|till|up until|as long as|so long as|while|unless) (.+)$`,
);
/** It may not be done any more after that. */
const notAfter = new RegExp(
  `\\b(?:(?:less|later|fewer) than ${length} ${before}|(?:with)?in(?: the last)? ${length} (?:of|before)|after|once|when|as soon as|if) (.+)$`,
);
const may = /\b(?:can|may|could|must|should|have to|has to|possible|allowed|permitted|accepted|open|free)\b/;
const mayNot =
  /\b(?:cannot|can not|may not|must not|can no longer|may no longer|can never|never|not possible|impossible|not allowed|no longer|no|nobody|no one)\b/;
const closes = /^(.+?) (?:closes?|ends?|stops?|(?:are|is) closed) $/;

const makes =
  /^(?:place|cast|make|submit|add|create|accept|enter|record|take|open|book|register|reserve|apply|join|enrol|enroll|buy|order|bid|vote|signup|sign|rent|borrow)$/;
const changes = /^(?:change|edit|modify|update|reschedule|move|amend|alter)$/;

type Until = Extract<Rule, { kind: 'until' }>;

export function readUntilRule(draft: Draft, clause: Clause): void {
  const said = boundaryOf(clause.text);
  if (!said) return;
  const deed = deedOf(draft, clause, said.head, said.event);
  if (!deed) return;
  if (stopsAtState(draft, clause, deed, said)) return;
  // A state of the row that does not end what is done is no time.
  if (inState.test(said.event) && !happening.test(said.event)) return;
  const time = timeOf(draft, deed.entity, said.event);
  const change = time && changeOf(draft, clause, deed);
  if (!time || !change || (change === 'create' && time.via === undefined)) return;
  addRule(draft, {
    kind: 'until',
    entity: deed.entity.name,
    change,
    ...time,
    ...(said.lead ? { lead: said.lead } : {}),
    from: stated(clause),
  });
  draft.ruled.add(clause);
}

interface Boundary {
  /** What is said before it: who may do what. */
  head: string;
  event: string;
  lead: Span | undefined;
  /** "as long as it is not shipped": the state in which it may be done, not the one that ends it. */
  during: boolean;
}

function boundaryOf(text: string): Boundary | undefined {
  const after = notAfter.exec(text);
  const head = after ? text.slice(0, after.index) : '';
  if (after && mayNot.test(head)) {
    const [, amount, unit, one, amountIn, unitIn, oneIn, event = ''] = after;
    return { head, event, lead: spanFrom(amount ?? amountIn, unit ?? unitIn, one ?? oneIn), during: false };
  }
  const found = onlyBefore.exec(text);
  if (!found) return undefined;
  const start = text.slice(0, found.index);
  const [whole, amount, unit, one, amountAlone, unitAlone, oneAlone, event = ''] = found;
  const lead = spanFrom(amount ?? amountAlone, unit ?? unitAlone, one ?? oneAlone);
  if (/^unless\b/.test(whole)) return { head: start, event, lead, during: false };
  const closing = closes.exec(`${start.trimEnd()} `);
  if (mayNot.test(start) || !(may.test(start) || closing)) return undefined;
  return { head: start, event, lead, during: /^(?:as long as|so long as|while)\b/.test(whole) };
}

function spanFrom(amount: string | undefined, unit: string | undefined, one: string | undefined): Span | undefined {
  if (one !== undefined) return { amount: 1, unit: one === 'evening' ? 'day' : (one as SpanUnit) };
  return amount === undefined ? undefined : { amount: Number(amount), unit: unit as SpanUnit };
}

interface Deed {
  entity: DraftEntity;
  verb: string;
}

/** "no sign-ups after the class has started", where members book classes: the only rows that join somebody to it. */
function calledOtherwise(draft: Draft, head: string, event: string): DraftEntity | undefined {
  const rows = singular(/^no (?:new |more |further )?([a-z]+) ?$/.exec(head)?.[1] ?? '');
  const [about] = mentions(draft, event);
  if (!about || !Object.values(lexicon().associations).includes(rows)) return undefined;
  const joined = draft.entities.filter(
    (one) => one.entry?.is === 'association' && referenceTo(one, about.entity) !== undefined,
  );
  return joined.length === 1 ? joined[0] : undefined;
}

/** What is done, and to which thing: "a booking can be cancelled", "members can cancel their booking", "no bids". */
function deedOf(draft: Draft, clause: Clause, head: string, event: string): Deed | undefined {
  const nouns: Record<string, string> = {
    cancellation: 'cancel',
    change: 'change',
    modification: 'change',
    edit: 'change',
  };
  const words = head.trim().split(' ');
  const noun = words.map((word) => nouns[word.replace(/s$/, '')]).find((verb) => verb !== undefined);
  const passive = /\b(?:be|are|is|get) (?:only |still |no longer )?([a-z]+)(?: only| (?:for )?free| again)*$/.exec(
    head.trim(),
  )?.[1];
  const verbs = words.map((word) => ({ word, verb: infinitive(word) ?? word }));
  const known = (verb: string): boolean =>
    lexicon().actions[verb] !== undefined ||
    draft.operations.some((other) => other.verb === verb && Object.keys(other.sets).length > 0) ||
    makes.test(verb) ||
    changes.test(verb) ||
    lexicon().associations[verb] !== undefined;
  const modal = words.findLastIndex((word) => /^(?:can|may|could|cannot|must|should|to|longer|not|never)$/.test(word));
  const active = verbs.find(
    ({ verb, word }, at) => at > modal && known(verb) && !/^(?:be|only|still)$/.test(word),
  )?.verb;
  const passiveVerb = passive === undefined ? undefined : infinitive(passive);
  const verb = passiveVerb !== undefined && known(passiveVerb) ? passiveVerb : (noun ?? active);
  const named = mentions(draft, head)
    .map((mention) => mention.entity)
    .filter((entity) => entity !== draft.user);
  // "no bids after …", "registrations close 1 day before …"
  const none = named.length === 1 && /^no (?:new |more |further )?[a-z]+ ?$/.test(head);
  const bare = verb === undefined || none || /\b(?:closes?|ends?|stops?|open|closed)$/.test(head.trim());
  if (bare) {
    const rows = named.at(-1) ?? calledOtherwise(draft, head, event);
    return rows && /^(?:no |[a-z]+ (?:closes?|ends?|stops?|are closed|is closed|are open|is open)\b)/.test(head)
      ? { entity: rows, verb: 'create' }
      : undefined;
  }
  // "members can register until the course starts": what comes of it.
  const key = lexicon().associations[verb];
  const made = key === undefined ? undefined : draft.entities.find((entity) => entity.entry?.key === key);
  if (made && !named.includes(made)) return { entity: made, verb: 'create' };
  const doer = passiveVerb === undefined ? named[0] : undefined;
  const done = named.filter((entity) => entity !== doer);
  const theirs = rowsOfDoer(draft, doer, done);
  if (theirs && (changes.test(verb) || mayBe(draft, theirs, verb))) return { entity: theirs, verb };
  const near = around(draft, clause).filter(
    (entity) => !mentions(draft, event).some((other) => other.entity === entity),
  );
  const acted = [...done.toReversed(), ...named, ...near].find((entity) => mayBe(draft, entity, verb));
  return acted && { entity: acted, verb };
}

/** "a patient can cancel up to 24 hours before": the only rows that a patient has of what is booked. */
function rowsOfDoer(
  draft: Draft,
  doer: DraftEntity | undefined,
  done: readonly DraftEntity[],
): DraftEntity | undefined {
  if (!doer || done.length > 0 || !isPerson(doer)) return undefined;
  const rows = draft.entities.filter((entity) => entity.entry?.is === 'association' && referenceTo(entity, doer));
  return rows.length === 1 ? rows[0] : undefined;
}

function mayBe(draft: Draft, entity: DraftEntity, verb: string): boolean {
  if (makes.test(verb) || changes.test(verb)) return true;
  return (
    draft.operations.some((other) => other.entity === entity.name && other.verb === verb) ||
    entity.entry?.is === 'association' ||
    referencesOf(entity).length > 0
  );
}

function changeOf(draft: Draft, clause: Clause, { entity, verb }: Deed): Until['change'] | undefined {
  if (makes.test(verb)) return 'create';
  if (changes.test(verb)) return 'update';
  const done = operationOf(draft, clause, entity, verb);
  const [field, to] = Object.entries(done?.sets ?? {})[0] ?? [];
  return field === undefined || to === undefined ? undefined : { field, to };
}

export function operationOf(
  draft: Draft,
  clause: Clause,
  entity: DraftEntity,
  verb: string,
): Draft['operations'][number] | undefined {
  const find = () => draft.operations.find((other) => other.entity === entity.name && other.verb === verb);
  const action = lexicon().actions[verb];
  if (!find() && action) act(draft, entity, verb, action, stated(clause));
  return find();
}

const inState =
  /^(?:(it|they|the [a-z]+(?: [a-z]+)?|its status|their status|the status|an? [a-z]+) )?(?:is|are|was|were|has|have|had|gets?|being)(?: (still|not|n't|already|been|yet))* ([a-z]+(?: progress)?(?: or [a-z]+)*)(?: yet)?$/;
/** Something that is over or under way at a time of its own. */
const happening = /\b(?:started|begun|ended|departed|left|finished|closed|over|due|opened|expired|passed)\b/;

/** "until they are shipped", "once they have been shipped or delivered": a state of the row itself ends it. */
function stopsAtState(draft: Draft, clause: Clause, deed: Deed, said: Boundary): boolean {
  const match = inState.exec(said.event);
  // What may be changed in which state is a rule of its own.
  if (!match?.[3] || changes.test(deed.verb) || said.lead || !draft.entities.includes(deed.entity)) return false;
  const { entity } = deed;
  const subject = mentions(draft, match[1] ?? '').map((mention) => mention.entity);
  if (subject.length > 0 && !subject.includes(entity)) return false;
  const negated = /\b(?:not|n't)\b/.test(said.event.slice(0, said.event.lastIndexOf(match[3])));
  // "while it is pending" names what must be, "until it is shipped" what must not.
  if (said.during !== negated) return false;
  const states = match[3].split(' or ').map((word) => valueName(word));
  const status = entity.fields.find(
    (field) => field.type === 'enum' && states.every((state) => field.values?.includes(state)),
  );
  const done = operationOf(draft, clause, entity, deed.verb);
  const target = status && done?.sets[status.name];
  const [first] = states;
  if (status?.values && typeof target === 'string' && first !== undefined) {
    const from = status.values.indexOf(first);
    const over = status.values.filter((value, at) => value !== target && (at >= from || states.includes(value)));
    forbid(
      draft,
      clause,
      entity,
      over.map((value) => [value, target]),
    );
    draft.ruled.add(clause);
    return true;
  }
  // What is done leaves the status as it is: it may be done from the one state that comes before.
  const before = first === undefined ? [] : (status?.values?.slice(0, status.values.indexOf(first)) ?? []);
  if (status && done && before.length === 1 && before[0] !== undefined) {
    endIn(draft, entity, status, deed.verb, before[0]);
    draft.ruled.add(clause);
    return true;
  }
  const moments = states.map((state) => {
    const verb = infinitive(state);
    const at = lexicon().actions[verb ?? '']?.at ?? `${state}At`;
    const field = entity.fields.find((candidate) => candidate.name === at || candidate.name === state);
    return field && !field.values ? field : undefined;
  });
  if (!done || moments.some((field) => field === undefined)) return false;
  for (const field of moments) if (field) done.when[field.name] = field.type === 'boolean' ? false : null;
  draft.ruled.add(clause);
  return true;
}

/** What was kept as a moment becomes a state of its own, reached from `from` alone. */
function endIn(
  draft: Draft,
  entity: DraftEntity,
  status: DraftEntity['fields'][number],
  verb: string,
  from: string,
): void {
  const done = draft.operations.find((other) => other.entity === entity.name && other.verb === verb);
  if (!done || !status.values) return;
  const value = participle(verb);
  if (!status.values.includes(value)) status.values.push(value);
  entity.fields = entity.fields.filter((field) => !(field.name in done.sets) || !field.from.assumed);
  done.sets = { [status.name]: value };
  done.when = { [status.name]: from };
}

function referencesOf(entity: DraftEntity): DraftEntity['fields'] {
  return entity.fields.filter((field) => field.references !== undefined);
}

/** The time that an event is: a field of the row, or of one that it refers to. */
function timeOf(draft: Draft, entity: DraftEntity, event: string): Pick<Until, 'via' | 'time'> | undefined {
  const parents = referencesOf(entity).flatMap((field) => {
    const parent = draft.entities.find((other) => other.name === field.references);
    return parent && parent !== draft.user ? [{ via: field.name, entity: parent }] : [];
  });
  const all: { via?: string; entity: DraftEntity }[] = [{ entity }, ...parents];
  const named = fieldsNamed(
    all.map((one) => one.entity),
    event,
  ).find(({ field }) => isTime(field));
  const place = named && all.find((one) => one.entity === named.entity);
  if (named && place) return { ...(place.via === undefined ? {} : { via: place.via }), time: named.field.name };
  const ends =
    /\b(?:end|ends|ended|over|finish|finishes|finished|close|closes|closed|deadline|expires?|due|closing)\b/.test(
      event,
    );
  const speaksOf = mentions(draft, event).map((mention) => mention.entity);
  const asked = all.filter((one) => speaksOf.includes(one.entity));
  const its =
    /^(?:it|they|the (?:start|beginning|departure|deadline|end)|its |their |start|departure|check in|arrival|kick ?off)\b/.test(
      event,
    );
  const when =
    /\b(?:start|begin|begun|beginning|depart|end|over|clos|expir|due|deadline|take|took|happen|leave|check|arriv|kick|date|time|open|pass|drawn?|over|running|under way)/;
  if (asked.length === 0 && (!its || !when.test(event))) return undefined;
  for (const one of asked.length > 0 ? asked : all) {
    const time = ends ? endOf(one.entity) : startOf(one.entity);
    if (time !== undefined) return { ...(one.via === undefined ? {} : { via: one.via }), time };
  }
  return undefined;
}

const notStart =
  /^(?:end|until|till|due|return|created|updated|cancell?ed|booked|ordered|paid|birth|dateOfBirth|joined|registered|submitted|loaned|closed|closes|finish)|^(?!scheduled|planned)[a-z]+ed(?:At|On)$/;

export function startOf(entity: DraftEntity): string | undefined {
  const times = entity.fields.filter(
    (field) => isTime(field) && !field.readOnly && field.default !== 'now' && !notStart.test(field.name),
  );
  return (
    times.find((field) => /^(?:start|from|begin|depart|checkIn|arriv|opens|kick)/.test(field.name))?.name ??
    times.find((field) => !field.from.assumed)?.name ??
    spanOf(entity)?.start ??
    times[0]?.name
  );
}

function endOf(entity: DraftEntity): string | undefined {
  return (
    spanOf(entity)?.end ??
    entity.fields.find(
      (field) => isTime(field) && /^(?:end|until|till|due|deadline|closes|finish|expires)/.test(field.name),
    )?.name
  );
}
