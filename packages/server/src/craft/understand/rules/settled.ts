import type { OpenWhen } from '../../requirements.ts';
import { link } from '../things/associations.ts';
import { openOf, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, mentions, stated } from '../draft.ts';
import { infinitive, participle } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Clause } from '../words/text.ts';
import { openIn } from './barred.ts';
import { stateOf } from './kept.ts';
import { operationOf } from './until.ts';

/** What does not happen to a row while others refer to it: "a project cannot be closed while it has open tasks". */

const no = '(?:cannot|can not|must not|may not|should not|can never|must never|is never|are never|is not|are not)';
const a = '(?:an? |the |any |each |every |no )?';
const during = '(?:while|as long as|so long as|if|when|whenever)';
const only = '(?:(?:can|may|must|should) only|only (?:can|may))';

interface Said {
  what: string;
  verb: string;
  held: string;
  /** What is told of the others lets it be done, and does not keep it from being done. */
  frees: boolean;
}

type Reader = [RegExp, (...parts: string[]) => Said | undefined];

const readers: Reader[] = [
  // "a project cannot be closed while it has open tasks"
  [
    new RegExp(`^${a}([a-z]+(?: [a-z]+)?) ${no} be ([a-z]+) ${during} (.+)$`),
    (what, verb, held) => ({ what, verb, held, frees: false }),
  ],
  // "no project may be closed while it has open tasks"
  [
    new RegExp(`^no ([a-z]+(?: [a-z]+)?) (?:can|may|must|is to) (?:ever )?be ([a-z]+) ${during} (.+)$`),
    (what, verb, held) => ({ what, verb, held, frees: false }),
  ],
  // "managers cannot close a project while it has open tasks"
  [
    new RegExp(`^(?:.+? )?${no} ([a-z]+) (?:an? |the |any )([a-z]+(?: [a-z]+)?) ${during} (.+)$`),
    (verb, what, held) => ({ what, verb, held, frees: false }),
  ],
  // "a project with open tasks cannot be closed"
  [
    new RegExp(
      `^${a}([a-z]+(?: [a-z]+)?) (?:with|that (?:still )?(?:has|have)|which (?:still )?(?:has|have)|who (?:still )?(?:has|have)|having) (.+) ${no} be ([a-z]+)$`,
    ),
    (what, held, verb) => ({ what, verb, held: `it has ${held}`, frees: false }),
  ],
  // "you cannot close a project with open tasks"
  [
    new RegExp(
      `^(?:.+? )?${no} ([a-z]+) (?:an? |the |any )([a-z]+(?: [a-z]+)?) (?:with|that (?:still )?(?:has|have)|which (?:still )?(?:has|have)) (.+)$`,
    ),
    (verb, what, held) => ({ what, verb, held: `it has ${held}`, frees: false }),
  ],
  // "a project can only be closed once all of its tasks are done", "… cannot be closed until all tasks are done"
  [
    new RegExp(
      `^${a}([a-z]+(?: [a-z]+)?) (?:${only} be ([a-z]+)|(?:can|may|must|should) be ([a-z]+) only|${no} be ([a-z]+)) (when|once|if|after|as soon as|until|unless|before|as long as|while) (.+)$`,
    ),
    (what, first, second, refused, when, held) =>
      (refused !== '') === /^(?:until|unless|before)$/.test(when)
        ? { what, verb: first || second || refused, held, frees: true }
        : undefined,
  ],
  // "all tasks must be done before the project can be closed"
  [
    new RegExp(
      `^((?:all|every|each) .+?) (?:must|have to|has to|need to|needs to|should) (?:have been|be) ([a-z]+) before (?:an? |the |its |their )?([a-z]+(?: [a-z]+)?) (?:(?:can|may) be|is|are|gets) ([a-z]+)$`,
    ),
    (all, state, what, verb) => ({ what, verb, held: `${all} are ${state}`, frees: true }),
  ],
];

interface Holding {
  by: DraftEntity;
  /** Which of them hold it: undefined all. */
  open: OpenWhen | undefined;
}

/** Words of rows that still go on, in whatever words their state is kept. */
const going =
  /^(?:open|active|current|pending|outstanding|unfinished|running|incomplete|ongoing|uncompleted|unresolved)$/;

export function readSettledRule(draft: Draft, clause: Clause): void {
  if (draft.ruled.has(clause)) return;
  for (const [pattern, read] of readers) {
    const match = pattern.exec(clause.text);
    const said = match && read(...match.slice(1).map((part: string | undefined) => part ?? ''));
    if (said && settled(draft, clause, said)) return;
  }
}

function settled(draft: Draft, clause: Clause, said: Said): boolean {
  const hit = mentions(draft, said.what).find(({ to }) => to === said.what.length);
  const verb = infinitive(said.verb) ?? said.verb;
  // "a patient stay": the stay of another thing; "a shared project" would be only some of them.
  const before = said.what.slice(0, hit?.from).trim();
  const whole = before === '' || mentions(draft, before).some(({ from, to }) => from === 0 && to === before.length);
  if (
    !hit ||
    !whole ||
    hit.entity === draft.user ||
    /^(?:delete|remove|change|edit|update|make|create|add)$/.test(verb)
  )
    return false;
  const { entity } = hit;
  const holding = said.frees ? freeing(draft, clause, entity, said.held) : holdingOf(draft, clause, entity, said.held);
  if (!holding) return false;
  const change = changeTo(draft, clause, entity, verb);
  if (!change) return false;
  const { by, open } = holding;
  const from = stated(clause);
  const via = referenceTo(by, entity) ?? (link(draft, by, entity, from, true), referenceTo(by, entity));
  if (!via) return false;
  addRule(draft, {
    kind: 'settled',
    entity: entity.name,
    change,
    by: by.name,
    via: via.name,
    ...(open ? { open } : {}),
    from,
  });
  draft.ruled.add(clause);
  return true;
}

/** The state that is named after what is done, or what an action sets. */
function changeTo(
  draft: Draft,
  clause: Clause,
  entity: DraftEntity,
  verb: string,
): { field: string; to: string | number | boolean | null } | undefined {
  const names = [participle(verb), verb, ...(lexicon().actions[verb]?.status ?? [])].map((name) =>
    name.replaceAll(' ', '_'),
  );
  const status = entity.fields.find(
    ({ type, values }) => type === 'enum' && names.some((name) => values?.includes(name)),
  );
  const value = names.find((name) => status?.values?.includes(name));
  const done = draft.operations.find((other) => other.entity === entity.name && other.verb === verb);
  if (status && value !== undefined && (!done || status.name in done.sets)) return { field: status.name, to: value };
  const sets = (done ?? operationOf(draft, clause, entity, verb))?.sets ?? {};
  const [field, to] = Object.entries(sets)[0] ?? [];
  return field === undefined || to === undefined ? undefined : { field, to };
}

const there =
  /^(?:it|they|there|the [a-z]+(?: [a-z]+)?|an? [a-z]+) (?:still )?(?:has|have|is|are|exists?|contains?)(?: still)? (?:any |an? |some |at least 1 |1 or more )?(.+?)(?: left| open| in it| on it| for it| of it| with it| to it)?$/;
const areIn =
  /^(?:any |some |an? |1 )?(?:of )?(?:its |their |the )?([a-z]+(?: [a-z]+)?) (?:is|are) (?:still )?((?:not (?:yet )?)?[a-z]+(?: progress)?)(?: yet)?$/;
const allAre =
  /^(?:all|every|each)(?: 1)?(?: of)? (?:its |their |the |of its |of the )?([a-z]+(?: [a-z]+)?) (?:is|are|has been|have been|were|was) (?:already )?([a-z]+)$/;
const none =
  /^(?:it|they|there|the [a-z]+(?: [a-z]+)?) (?:has|have|is|are) (?:no|not any)(?: more| longer)? (.+?)(?: left| in it| on it| for it)?$/;

/** Rows that keep it from happening. */
function holdingOf(draft: Draft, clause: Clause, entity: DraftEntity, text: string): Holding | undefined {
  const are = areIn.exec(text);
  const rows = are && rowsIn(draft, entity, are[1] ?? '');
  if (are && rows?.before === '' && rows.after === '') return inState(clause, rows.by, are[2] ?? '');
  const has = there.exec(text)?.[1];
  return has === undefined || /^(?:no|not|never)\b/.test(has) ? undefined : described(draft, clause, entity, has);
}

/** Rows that no longer keep it from happening once all of them are in a state, or none is left. */
function freeing(draft: Draft, clause: Clause, entity: DraftEntity, text: string): Holding | undefined {
  const left = none.exec(text)?.[1];
  if (left !== undefined) return described(draft, clause, entity, left);
  const match = allAre.exec(text);
  const rows = match && rowsIn(draft, entity, match[1] ?? '');
  if (!rows || rows.before !== '' || rows.after !== '') return undefined;
  return inState(clause, rows.by, `not ${match[2] ?? ''}`);
}

/** "open tasks", "tasks that are not done", "tasks" */
function described(draft: Draft, clause: Clause, entity: DraftEntity, text: string): Holding | undefined {
  const rows = rowsIn(draft, entity, text);
  if (!rows) return undefined;
  const { by, before, after } = rows;
  const behind =
    /^(?:that|which|who) (?:is|are|have|has)(?: still)? ((?:not (?:yet )?(?:been )?)?[a-z]+(?: progress)?)(?: yet)?$/.exec(
      after,
    )?.[1];
  if (after !== '' && (behind === undefined || before !== '')) return undefined;
  const state = behind ?? before;
  return state === '' ? { by, open: undefined } : inState(clause, by, state);
}

function rowsIn(
  draft: Draft,
  entity: DraftEntity,
  text: string,
): { by: DraftEntity; before: string; after: string } | undefined {
  const hit = mentions(draft, text).find((mention) => mention.entity !== entity && mention.entity !== draft.user);
  if (!hit || (hit.entity.owned && referenceTo(hit.entity, entity) === undefined)) return undefined;
  // Of what belongs to neither it is not told which of them count.
  if (referenceTo(entity, hit.entity) && !referenceTo(hit.entity, entity)) return undefined;
  return { by: hit.entity, before: text.slice(0, hit.from).trim(), after: text.slice(hit.to).trim() };
}

function inState(clause: Clause, by: DraftEntity, said: string): Holding | undefined {
  const from = stated(clause);
  const not =
    /^not (?:yet )?(?:been )?([a-z]+(?: progress)?)$/.exec(said)?.[1] ?? /^un([a-z]+(?:ed|id|en))$/.exec(said)?.[1];
  const state = stateOf(by, said);
  if (state) return { by, open: state };
  if (not !== undefined && !going.test(said)) {
    const known = said.startsWith('un') || lexicon().verbForms.has(not) || stateOf(by, not) !== undefined;
    const open = known ? openIn(by, `un${not}`, from) : undefined;
    return open && { by, open };
  }
  const open = going.test(said) ? openOf(by) : undefined;
  return open && { by, open };
}
