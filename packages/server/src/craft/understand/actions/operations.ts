import { link } from '../things/associations.ts';
import type { Field, Provenance } from '../../requirements.ts';
import {
  type Draft,
  type DraftEntity,
  type Mention,
  addFeature,
  addField,
  cannot,
  mentions,
  stated,
} from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { camel, infinitive, participle, spaced } from '../words/grammar.ts';
import { type ActionEntry, lexicon } from '../words/lexicon.ts';
import { linkMade } from '../things/made-by.ts';
import { isPerson } from '../words/noun-sense.ts';
import { isSpoken } from '../words/spoken-verb.ts';
import { type Clause, markRead, wordsOf } from '../words/text.ts';

/** What people can do: the five ordinary operations, associations ("borrow" makes a loan) and actions ("return"). */

export interface Doing {
  verb: string;
  /** Offsets in the clause. */
  from: number;
  to: number;
  objects: Mention[];
  passive: boolean;
  /** Without a modal: "a drone flies missions" tells how things are rather than what can be done. */
  spoken: boolean;
}

export function readOperations(draft: Draft): void {
  for (const clause of draft.clauses) {
    if (clause.heading === '#') continue;
    const negative = /\b(?:cannot|can not|must not|may not|never|not allowed|should not)\b/.test(clause.text);
    if (negative) forbid(draft, clause);
    for (const doing of doings(draft, clause)) {
      if (!negative) readDoing(draft, clause, doing);
    }
    marked(draft, clause);
  }
}

/** "posts cannot be deleted", "orders can not be edited": the operation is left out. */
function forbid(draft: Draft, clause: Clause): void {
  const match =
    /^(?:the |an? |all |any |once [a-z]+ )*([a-z]+(?: [a-z]+){0,2}) (?:cannot|can not|must not|may not|should not|can never|must never) be (deleted|removed|edited|changed|modified|updated)(?: or (deleted|removed|edited|changed|modified|updated))?(?: (?:after creation|later|afterwards|again|at all|by anyone|any ?more|(?:once|after|when) (?:(?:they|it) (?:is|are|have been|has been|was|were) |being |having been )?(?:created|cast|made|placed|submitted|given|sent|written|posted|saved|entered|recorded|booked)|after (?:casting|submission|submitting|posting|sending)))*$/.exec(
      clause.text,
    );
  const entity = match?.[1] ? mentions(draft, match[1]).at(-1)?.entity : undefined;
  if (!match || !entity || entity === draft.user) return;
  const mention = mentions(draft, match[1] ?? '').at(-1);
  // "paid orders cannot be deleted" is not said of every order.
  if (!mention || mention.from > 0 || mention.to < (match[1] ?? '').length) return;
  for (const word of [match[2], match[3]])
    if (word !== undefined) entity.without.add(/delet|remov/.test(word) ? 'delete' : 'update');
  markRead(clause);
  draft.ruled.add(clause);
}

/** Every verb of a clause with the entities that it acts upon. */
export function doings(draft: Draft, clause: Clause): Doing[] {
  const { verbForms, actions } = lexicon();
  const found: Doing[] = [];
  const tokens = clause.tokens.map((token) => token.text);
  const named = mentions(draft, clause.text);
  let modal = false;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] ?? '';
    const at = clause.at[i] ?? 0;
    if (/^(?:can|may|must|should|to|will|cannot|could)$/.test(token)) {
      modal = true;
      continue;
    }
    const previous = tokens[i - 1] ?? '';
    // "from registered to sorted"
    if (previous === 'to' && verbForms.has(token) && verbForms.get(token) !== token) continue;
    const passive =
      previous === 'be' ||
      previous === 'is' ||
      previous === 'are' ||
      (found.at(-1)?.passive === true && /^(?:or|and|,)$/.test(previous) && token.endsWith('ed'));
    const pair = `${infinitive(token) ?? token} ${tokens[i + 1] ?? ''}`;
    const particle = actions[pair] !== undefined;
    const base = particle ? pair : infinitive(token);
    const afterModal = /^(?:can|may|must|should|to|will|cannot|could|only|also|not|able)$/.test(previous) && modal;
    const chained =
      (modal || found.at(-1)?.spoken === true) &&
      /^(?:,|and|or|\/)$/.test(previous) &&
      base !== undefined &&
      found.length > 0;
    // "manage employees , leave requests": the first word of a name.
    const begins = !afterModal && named.some((mention) => mention.from === at && mention.to > at + token.length);
    if (begins) continue;
    const taken = named.some((mention) => mention.from <= at && mention.to > at && !afterModal && !chained);
    const spoken =
      base !== undefined &&
      !taken &&
      isSpoken(
        tokens,
        i,
        named.some((mention) => mention.to === at - 1),
        named.some((mention) => mention.to === at - 1 && mention.plural),
      );
    if (
      afterModal ||
      (chained && verbForms.get(token) === token) ||
      (passive && base !== undefined && token !== base) ||
      spoken
    ) {
      const verb =
        base ??
        (afterModal && previous !== 'to' && /^[a-z]+$/.test(token) && !lexicon().functionWords.has(token)
          ? token
          : undefined);
      if (verb === undefined || verb === 'have' || verb === 'do') continue;
      const to = at + (particle ? pair.length - (infinitive(token) ?? token).length + token.length : token.length);
      found.push({ verb, from: at, to, objects: [], passive, spoken: spoken && !afterModal && !chained });
    }
  }
  for (let i = 0; i < found.length; i += 1) {
    const doing = found[i];
    if (!doing) continue;
    const next = found
      .slice(i + 1)
      .find((other) => named.some((mention) => mention.from >= doing.to && mention.to <= other.from));
    const until = doing.passive ? clause.text.length : (next?.from ?? clause.text.length);
    doing.objects = doing.passive
      ? named.filter((mention) => mention.to <= doing.from).slice(-1)
      : named.filter((mention) => mention.from >= doing.to && mention.from < until);
    // "open tickets and close them"
    if (!doing.passive && /^ (?:them|it)\b/.test(clause.text.slice(doing.to)))
      doing.objects = found[i - 1]?.objects[0]
        ? (found[i - 1]?.objects.slice(0, 1) ?? [])
        : named.filter((mention) => mention.to <= doing.from && !isPerson(mention.entity)).slice(-1);
  }
  return found;
}

function readDoing(draft: Draft, clause: Clause, doing: Doing): void {
  const { crudVerbs, actions, associations } = lexicon();
  const entity = doing.objects[0]?.entity;
  const last = doing.objects[0]?.to ?? doing.to;
  if (/^(?:search|filter|sort)$/.test(doing.verb)) {
    addFeature(draft, 'search', stated(clause, doing.from, last));
    draft.ruled.add(clause);
    return;
  }
  if (!entity || (entity === draft.user && !doing.passive)) return;
  if (entity === draft.user) return;
  const from = stated(clause, doing.from, last);
  if (/^(?:assign|delegate)$/.test(doing.verb)) {
    assign(draft, clause, doing, from);
    return;
  }
  if (doing.passive && actions[doing.verb]) {
    act(
      draft,
      actionTarget(draft, doing.verb, actions[doing.verb] ?? {}, entity),
      doing.verb,
      actions[doing.verb] ?? {},
      from,
    );
    return;
  }
  linkMade(draft, clause, doing, from);
  const made = associations[doing.verb];
  if (made !== undefined && made !== entity.entry?.key && actions[doing.verb] === undefined) return;
  const action = actions[doing.verb];
  const crud = crudVerbs.get(doing.verb);
  // "registrations close 2 days before the concert": nobody closes the concert.
  if (
    doing.spoken &&
    / (?:before|after|until|till|when|once) /.test(clause.text.slice(doing.to, doing.objects[0]?.from))
  )
    return;
  if (action && !(crud !== undefined && action.status === undefined && action.at === undefined)) {
    const target = actionTarget(draft, doing.verb, action, entity);
    if (crud === undefined || fits(target, action)) {
      act(draft, target, doing.verb, action, from);
      return;
    }
  }
  const direct =
    doing.passive ||
    !/ (?:on|for|to|in|of|at|with|from|by|as|into) /.test(
      ` ${clause.text.slice(doing.to, doing.objects[0]?.from ?? doing.to)} `,
    );
  if (crud !== undefined && !direct) return;
  if (crud === 'all') {
    for (const verb of ['create', 'list', 'read', 'update', 'delete']) operation(draft, entity, verb, from);
  } else if (crud !== undefined) operation(draft, entity, crud, from);
  else generic(draft, clause, doing, entity, from);
}

/** "return a book" is done to the loan of it. */
function actionTarget(draft: Draft, verb: string, action: ActionEntry, entity: DraftEntity): DraftEntity {
  if (fits(entity, action)) return entity;
  const joining = draft.entities.filter((other) => other.fields.some((field) => field.references === entity.name));
  const better = joining.find(
    (other) =>
      fits(other, action) || (verb === 'return' && other.entry?.return) || (verb === 'cancel' && other.entry?.cancel),
  );
  if (better) return better;
  return entity;
}

function fits(entity: DraftEntity, action: ActionEntry): boolean {
  if (entity.fields.some((field) => field.name === action.at)) return true;
  if (
    entity.fields.some(
      (field) => field.type === 'enum' && field.values?.some((value) => action.status?.includes(value)),
    )
  )
    return true;
  return entity.fields.some((field) => field.type === 'boolean' && action.flag?.includes(field.name));
}

/** An action's effect: a value of a status, a switch, or the moment it happened. */
export function act(draft: Draft, entity: DraftEntity, verb: string, action: ActionEntry, from: Provenance): void {
  const name = camel(verb.split(' '));
  const flag = entity.fields.find((field) => field.type === 'boolean' && action.flag?.includes(field.name));
  const status = entity.fields.find(
    (field) => field.type === 'enum' && field.values?.some((value) => action.status?.includes(value)),
  );
  const moment = momentOf(entity, verb, action);
  if (flag && !moment) {
    operation(draft, entity, name, from, { [flag.name]: true }, { [flag.name]: false });
    return;
  }
  if (status && !moment) {
    const value = status.values?.find((candidate) => action.status?.includes(candidate)) ?? '';
    operation(draft, entity, name, from, { [status.name]: value }, {});
    return;
  }
  const field = moment ?? addField(entity, momentField(action.at ?? `${camel(participle(verb).split(' '))}At`, from));
  operation(draft, entity, name, from, { [field.name]: 'now' }, action.repeat ? {} : { [field.name]: null });
}

/** The time that says when it was done, by its own name or another: what has a due date has a return date once it is back. */
function momentOf(entity: DraftEntity, verb: string, action: ActionEntry): Field | undefined {
  const names = new Set([
    action.at,
    ...['At', 'On', 'Date', 'Time'].map((end) => `${camel(participle(verb).split(' '))}${end}`),
    ...(verb === 'return' && entity.fields.some(({ name }) => name.startsWith('due')) ? ['returnDate'] : []),
  ]);
  const named =
    entity.fields.find((field) => field.name === action.at) ??
    entity.fields.find((field) => names.has(field.name) && (field.type === 'date' || field.type === 'datetime'));
  if (named && named.name !== action.at) Object.assign(named, { required: false, default: undefined });
  return named;
}

function momentField(name: string, from: Provenance): Field {
  return {
    ...makeField(spaced(name).split(' '), { ...from, assumed: true, confidence: 0.7 }, 'datetime'),
    name,
    required: false,
    readOnly: true,
  };
}

/** What hands do on a screen: nothing happens to a row that a form would not do. */
const gestures = /^(?:drag|drop|scroll|swipe|zoom|hover|click|tap|pinch|resize|collapse|expand)$/;

function generic(draft: Draft, clause: Clause, doing: Doing, entity: DraftEntity, from: Provenance): void {
  if (/^(?:upload|attach)$/.test(doing.verb)) {
    operation(draft, entity, 'create', from);
    return;
  }
  if (gestures.test(doing.verb)) {
    cannot(
      draft,
      wordsOf(clause, doing.from, doing.objects[0]?.to ?? doing.to),
      'Gestures are not built',
      'the same by a form',
    );
    return;
  }
  if (
    /^(?:export|import|print|download|notify|remind|email|alert|calculate|compute|generate|sync|scan|stream|compare|recommend|suggest)$/.test(
      doing.verb,
    )
  ) {
    cannot(
      draft,
      wordsOf(clause, doing.from, doing.objects[0]?.to ?? doing.to),
      `"${doing.verb}" goes beyond keeping and changing rows, which is what can be built so far.`,
      `${entity.words.join(' ')} rows can be created, listed, read, changed and deleted`,
    );
    draft.ruled.add(clause);
    return;
  }
  if (
    /^(?:have|belong|contain|include|own|use|need|want|allow|let|enable|consist|hold|exceed|overlap|conflict|go|become|fall|drop|reach|stay|remain|happen|be|live|play|attend|teach|study|work|visit|stay|see|treat|cost|start|end|begin|expire|give|take|receive|join|access|login|share|select|choose|pick|relate|link|connect|associate|increase|decrease|reduce|validate|check|ensure|require|limit|restrict|log|rank|count|watch|listen|leave|add|refer|equal|lie|appear|offer|serve|represent|come|stand|look|like|tag|categorize|categorise|group|move|mention|ask|answer|perform|conduct|run|schedule|plan|say|tell|know|decide|find|remember|forget|think|mean|help|try|wait|use|meet|talk|sit|pass|fit|cover|affect|apply|change|happen|count|match)$/.test(
      doing.verb,
    )
  )
    return;
  if (doing.passive) {
    // "employees can be promoted"
    if (/\b(?:can|may) (?:only |also )?be $/.test(clause.text.slice(0, doing.from)))
      act(draft, entity, doing.verb, effectOf(doing.verb), { ...from, confidence: 0.5 });
    return;
  }
  if (doing.spoken) {
    const subject = mentions(draft, clause.text.slice(0, doing.from)).at(-1)?.entity;
    const joined = draft.entities.some(
      (other) =>
        other.entry?.is === 'association' &&
        [subject?.name, entity.name].every((name) => other.fields.some((field) => field.references === name)),
    );
    if (
      subject &&
      !joined &&
      subject !== entity &&
      subject !== draft.user &&
      !entity.fields.some((field) => field.references === subject.name)
    )
      link(draft, entity, subject, from, false);
    return;
  }
  // "a referee can only officiate one match per day" bounds what there is.
  if (
    /\b(?:only|at most|more than|up to)\b.* \d+ .*\b(?:per|a|each) (?:day|week|month|year)\b/.test(clause.text) ||
    /^ (?:only|just|at most|no more than|not more than|more than|up to) \d+ $/.test(
      clause.text.slice(doing.to, doing.objects[0]?.from),
    )
  )
    return;
  act(draft, entity, doing.verb, effectOf(doing.verb), { ...from, confidence: 0.5 });
}

/** Of a verb that no list has: the state that is named after it, or when it was done. */
function effectOf(verb: string): ActionEntry {
  const words = participle(verb).split(' ');
  return { at: `${camel(words)}At`, status: [words.join('_')] };
}

/** "assign tickets to agents": the ticket refers to the agent, perhaps later. */
function assign(draft: Draft, clause: Clause, doing: Doing, from: Provenance): void {
  const target = doing.objects[0]?.entity;
  const to = doing.passive ? mentions(draft, clause.text.slice(doing.to))[0]?.entity : doing.objects[1]?.entity;
  if (!target || !to || target === to || target === draft.user) return;
  if (to === draft.user && draft.auth === 'none') return;
  const tag = to.entry?.tag === true;
  if (tag || target.entry?.tag) return;
  const name = to === draft.user ? 'assigneeId' : undefined;
  if (!target.fields.some((field) => field.references === to.name)) {
    if (name === undefined) link(draft, target, to, from, false);
    else link(draft, target, to, from, false, name);
  }
  draft.ruled.add(clause);
}

/** "mark a todo as done". */
function marked(draft: Draft, clause: Clause): void {
  const match = /\b(?:mark|set|flag|move|change) (.+?) (?:as|to) (?:be )?([a-z]+(?: progress)?)\b/.exec(clause.text);
  if (!match?.[1] || !match[2]) return;
  const entity =
    mentions(draft, match[1])[0]?.entity ??
    (/\b(?:it|them)\b/.test(match[1]) ? mentions(draft, clause.text.slice(0, match.index)).at(-1)?.entity : undefined);
  if (!entity || entity === draft.user) return;
  const word = match[2].replace(' ', '_');
  const verbs = Object.entries(lexicon().actions);
  const known =
    verbs.find(([verb]) => participle(verb) === word) ??
    verbs.find(([verb, action]) => action.status?.includes(word) || action.flag?.includes(word) || verb === word);
  const from = stated(clause, match.index, match.index + match[0].length);
  if (known) act(draft, entity, known[0], known[1], from);
  else if (entity.fields.some((field) => field.type === 'enum' && field.values?.includes(word)))
    act(draft, entity, `mark ${word.replace('_', ' ')}`, { status: [word] }, from);
  else if (
    /^(?:mark|flag) .* as /.test(match[0]) ||
    /^(?:favou?rite|important|urgent|read|seen|(?:un)?available|present|absent)$/.test(word)
  ) {
    addField(entity, { ...makeField([word], from, 'boolean'), name: word });
    operation(draft, entity, camel(['mark', word]), from, { [word]: true }, { [word]: false });
  }
}

export function operation(
  draft: Draft,
  entity: DraftEntity,
  verb: string,
  from: Provenance,
  sets: Draft['operations'][number]['sets'] = {},
  when: Draft['operations'][number]['when'] = {},
): void {
  const known = draft.operations.find((other) => other.entity === entity.name && other.verb === verb);
  if (known) {
    if (known.from.assumed && !from.assumed) known.from = from;
    return;
  }
  draft.operations.push({ entity: entity.name, verb, sets, when, from });
}
