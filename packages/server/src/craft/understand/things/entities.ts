import { type Draft, type DraftEntity, addField, assumed, declare, rename } from '../draft.ts';
import { phraseOf, pluralOf, singularPhrase, splitItems } from '../words/grammar.ts';
import type { Scope } from '../program/kind.ts';
import { lexicon } from '../words/lexicon.ts';
import { readActions, readPassing } from '../actions/passing.ts';
import { lastNoun } from './list-nouns.ts';
import { declareThing } from './declare-thing.ts';
import { isNever, isPerson } from '../words/noun-sense.ts';
import { makeField, ruleForName } from '../fields/field-types.ts';
import { readScope } from './scope.ts';
import type { Clause } from '../words/text.ts';
import { readStatement } from './statements.ts';

/** Finds the things that the program keeps, and notes what is said about the fields of each for the next pass. */
export function findEntities(draft: Draft, scope: Scope | undefined): void {
  if (scope) readScope(draft, scope);
  const named = [...draft.entities];
  for (const clause of draft.clauses) if (clause !== scope?.clause) readStatement(draft, clause, clause.text, 0);
  for (const clause of draft.clauses) {
    readActions(draft, clause);
    readPassing(draft, clause);
  }
  for (const clause of draft.clauses) readInner(draft, clause);
  for (const entity of new Set([
    ...named,
    ...draft.entities.filter((other) => phraseOf(other.words) === phraseOf(draft.domain)),
  ]))
    useHeadNoun(draft, entity);
  dropTitleOnly(draft, named);
  dropShort(draft);
  dropLonger(draft);
  dropParts(draft);
  dropBackdrop(draft);
  dropAccounts(draft);
  settleTickets(draft);
  settleChat(draft);
  settlePolls(draft);
}

/** "users log in, log sightings (species, location)": a list in parentheses that no statement took up. */
function readInner(draft: Draft, clause: Clause): void {
  if (clause.heading === '#') return;
  for (const match of clause.text.matchAll(/([a-z]+(?: [a-z]+)?) \( ([^()]+(?:\([^()]*\)[^()]*)*) \)/g)) {
    const inside = match[2] ?? '';
    const from = match.index;
    const at = from + match[0].indexOf('( ') + 2;
    const taken = draft.notes.some(
      (note) => note.clause === clause && note.from < at + inside.length && note.to > from,
    );
    if (taken || !inside.includes(' , ')) continue;
    const found = lastNoun(match[1] ?? '', from);
    const plain = splitItems(inside).filter(
      (item) => ruleForName(item.text.split(' ')) !== undefined || lexicon().fieldNames.has(item.text),
    );
    if (!found?.plural || isNever(found.words) || plain.length === 0) continue;
    const made = declareThing(draft, clause, found);
    for (const item of splitItems(inside, at))
      draft.notes.push({ entity: made, clause, text: item.text, from: item.from, to: item.to, closed: true });
  }
}

/** "Gardeners swap seeds. Seed packets: …": the short word for what is kept under a longer one. */
function dropShort(draft: Draft): void {
  for (const entity of draft.entities.slice()) {
    const name = phraseOf(entity.words);
    const longer = draft.entities.some(
      (other) => other !== entity && phraseOf(other.words).startsWith(`${name} `) && !other.from.assumed,
    );
    if (!longer || entity === draft.user || draft.notes.some((note) => note.entity === entity)) continue;
    if (lexicon().nouns.has(name)) continue;
    const word = new RegExp(`\\b(?:${name}|${phraseOf(pluralOf(entity.words))})\\b(?! [a-z]+(?: \\(|$| ,| :))`);
    if (draft.clauses.filter((clause) => word.test(clause.text)).length > 1) continue;
    draft.entities = draft.entities.filter((other) => other !== entity);
    draft.relations = draft.relations.filter(
      (relation) => relation.one !== entity.name && relation.many !== entity.name,
    );
    for (const other of draft.entities) other.fields = other.fields.filter((field) => field.references !== entity.name);
  }
}

/** "order: customer, lines" and "order line: product, quantity": the lines of an order are those. */
function dropParts(draft: Draft): void {
  for (const entity of draft.entities.slice()) {
    const [word = ''] = entity.words;
    if (entity.words.length > 1 || entity === draft.user || draft.notes.some((note) => note.entity === entity))
      continue;
    const longer = draft.entities.find(
      ({ words }) =>
        words.length > 1 &&
        words.at(-1) === word &&
        draft.entities.some((whole) => phraseOf(whole.words) === phraseOf(words.slice(0, -1))) &&
        draft.notes.some((note) => note.entity.words === words),
    );
    const whole = longer && pascalOf(draft, longer);
    const linked = draft.relations.filter(({ one, many }) => [one, many].includes(entity.name));
    if (!longer || !linked.every(({ one, many }) => [one, many].includes(whole ?? ''))) continue;
    draft.entities = draft.entities.filter((other) => other !== entity);
    draft.relations = draft.relations.filter((relation) => !linked.includes(relation));
  }
}

/** The name of what the part is of. */
function pascalOf(draft: Draft, part: DraftEntity): string | undefined {
  return draft.entities.find(({ words }) => phraseOf(words) === phraseOf(part.words.slice(0, -1)))?.name;
}

/** "my houseplants", and then "each plant has": the longer word for the same. */
function dropLonger(draft: Draft): void {
  for (const entity of draft.entities.slice()) {
    const [word = '', ...more] = entity.words;
    const plain = draft.entities.find(
      (other) =>
        other !== entity &&
        other.words.length === 1 &&
        (other.words[0]?.length ?? 0) > 3 &&
        word.endsWith(other.words[0] ?? '-') &&
        draft.notes.some((note) => note.entity === other),
    );
    const said = draft.clauses.filter(({ text }) => new RegExp(`\\b${word}s?\\b`).test(text));
    if (!plain || more.length > 0 || said.length > 1 || draft.notes.some((note) => note.entity === entity)) continue;
    if (lexicon().nouns.has(word) || draft.relations.some(({ one, many }) => [one, many].includes(entity.name)))
      continue;
    draft.entities = draft.entities.filter((other) => other !== entity);
  }
}

/** "I'm a vet", "API for a quarry", "my wine cellar": where it all takes place, or whose it is, beside what is kept there. */
function dropBackdrop(draft: Draft): void {
  if (!draft.entities.some((entity) => draft.notes.filter((note) => note.entity === entity).length > 1)) return;
  draft.entities = draft.entities.filter((entity) => {
    const name = phraseOf(entity.words);
    if (entity === draft.user || draft.notes.some((note) => note.entity === entity)) return true;
    if (draft.relations.some((relation) => relation.one === entity.name || relation.many === entity.name)) return true;
    const said = draft.clauses.filter((clause) =>
      new RegExp(`\\b(?:${name}|${phraseOf(pluralOf(entity.words))})\\b`).test(clause.text),
    );
    const [only] = said;
    if (said.length !== 1 || !only || only !== draft.clauses[0]) return true;
    const place = new RegExp(
      `(?:^|\\b(?:for|of|am|run|runs|own|manage|managing|running|in|at) )(?:an?|my|our|the) (?:[a-z]+ )?${name}(?= |$)(?! (?:with|\\(|:(?! [a-z]+s (?:,|and|\\())|has|have|,)|can)`,
    );
    const title = phraseOf(draft.domain);
    // "an API for foresters": whose it is, where nothing more is said of them.
    const plural = phraseOf(pluralOf(entity.words));
    const meant =
      lexicon().nouns.get(name) === undefined
        ? /(?:er|or|ist|ian|man|smith)$/.test(name)
        : isPerson(entity) || /^(?:workshop|meeting|conference|party|seminar)$/.test(name);
    if (meant && new RegExp(`\\bfor (?:all |the |our )?${plural}$`).test(only.text)) return false;
    // "a bike workshop (bikes, parts)": named after what it keeps.
    if (plural !== name && new RegExp(`(?:\\(|,|and|:|with) ${plural}\\b`).test(only.text)) return true;
    // "HelpDesk" over all the rest: what it is called.
    if (only.tokens.length <= 2 && only.text.endsWith(name) && plural !== name) return false;
    return (
      !place.test(only.text) && !(title.startsWith(`${name} `) && !only.text.includes(phraseOf(pluralOf(entity.words))))
    );
  });
}

/** "Users need an account": a way to sign in, not a thing to keep. */
function dropAccounts(draft: Draft): void {
  if (draft.auth !== 'token' || !/\baccounts?\b/i.test(draft.authWords)) return;
  draft.notes = draft.notes.filter(
    (note) => !(note.entity === draft.user && /^(?:an? |their |own )*accounts?$/.test(note.text)),
  );
  const account = draft.entities.find((entity) => phraseOf(entity.words) === 'account');
  const spoken = draft.clauses.filter((clause) => /\baccounts?\b/.test(clause.text));
  if (!account || spoken.length > 1 || draft.notes.some((note) => note.entity === account)) return;
  draft.entities = draft.entities.filter((entity) => entity !== account);
  draft.relations = draft.relations.filter(
    (relation) => relation.one !== account.name && relation.many !== account.name,
  );
}

/** "Weather stations: … each station has": what the title qualifies is called by its plain name everywhere else. */
function useHeadNoun(draft: Draft, entity: DraftEntity): void {
  const [last = ''] = entity.words.slice(-1);
  if (entity.words.length < 2 || lexicon().nouns.has(phraseOf(entity.words)) || entity === draft.user) return;
  const plain = [last, ...pluralOf([last])].join('|');
  const qualified = phraseOf(entity.words.slice(0, -1));
  const texts = draft.clauses.map((clause) => ` ${clause.text} `);
  const alone = texts.some((text) => new RegExp(` (?<!${qualified} )(?:${plain}) `).test(text));
  const again = texts.filter((text) => new RegExp(` ${qualified} (?:${plain}) `).test(text)).length > 1;
  if (alone && !again) rename(draft, entity, [last]);
}

/** Where people chat, a room is no place with seats, and what they say is kept even where nobody said so. */
function settleChat(draft: Draft): void {
  const chats =
    draft.domain.includes('chat') ||
    /\b(?:chat|messaging) (?:app|server|service|system|program|api|backend|rooms?)\b/.test(
      draft.clauses[0]?.text ?? '',
    );
  const room = draft.entities.find((entity) => /^(?:room|channel|conversation|group)$/.test(entity.entry?.key ?? ''));
  if (!chats || !room) return;
  if (room.entry?.key === 'room') room.entry = { ...room.entry, fields: 'name! unique, topic' };
  if (draft.entities.some((entity) => entity.entry?.key === 'message' || entity.words.at(-1) === 'message')) return;
  const message = declare(draft, ['message'], assumed(0.6));
  // Whoever signs in is known; elsewhere everybody says who they are.
  if (draft.auth === 'none' && !draft.entities.some((entity) => isPerson(entity)))
    addField(message, makeField(['author'], assumed(0.6), 'string'));
}

/** A poll that is voted in has what can be chosen and the votes, even where only the voting is spoken of. */
function settlePolls(draft: Draft): void {
  const poll = draft.entities.find((entity) => entity.entry?.key === 'poll');
  if (!poll || !draft.clauses.some((clause) => /\b(?:votes?|voting|voted)\b/.test(clause.text))) return;
  const has = (keys: RegExp): boolean =>
    draft.entities.some((entity) => keys.test(entity.entry?.key ?? entity.words.at(-1) ?? ''));
  // What its own field or another thing lists is chosen from there.
  const listed = draft.notes.some(
    (note) => note.entity === poll && /\b(?:options?|choices?|answers?)\b/.test(note.text),
  );
  if (!listed && !has(/^(?:option|choice|answer|candidate|proposal)$/)) declare(draft, ['option'], assumed(0.6));
  // Who votes is read where it is said.
  const voters = draft.clauses.some((clause) =>
    /\b(?:users?|members?|students?|employees?|guests?)\b/.test(clause.text),
  );
  if (!voters && !has(/^vote$/)) declare(draft, ['vote'], assumed(0.6));
}

/** A ticket is a seat at something where events are kept, and a call for help elsewhere. */
function settleTickets(draft: Draft): void {
  const ticket = draft.entities.find((entity) => entity.entry?.key === 'ticket' && entity.words.join(' ') === 'ticket');
  const staged = draft.entities.some((entity) =>
    /^(?:passenger|crossing|ferry|train|concert|festival|performance|fair|event|movie_screening|show|flight|seat|venue|match|exhibition|tour|trip|bus|conference|movie|museum)$/.test(
      entity.entry?.key ?? '',
    ),
  );
  const parked =
    draft.entities.some((entity) => (entity.entry?.key ?? '').startsWith('parking_')) ||
    draft.clauses.some((clause) => /\b(?:parking|car park|garage)\b/.test(clause.text));
  // "vehicles, entry time, exit time": of the stay, not of the vehicle.
  const stays = draft.notes.filter(
    (note) =>
      /^(?:vehicle|car)$/.test(note.entity.entry?.key ?? '') &&
      /^(?:(?:entry|exit|entrance|arrival|departure|leaving) times?$|(?:parking )?fee\b)/.test(note.text),
  );
  if (parked && !ticket && stays.length > 1) {
    const session = declare(draft, ['parking', 'session'], assumed(0.6));
    for (const note of stays) note.entity = session;
  }
  if (ticket && parked) {
    ticket.entry = lexicon().nouns.get('parking ticket');
    // Without vehicles of their own, spots are left to be told apart by plate.
    draft.entities = draft.entities.filter((entity) => entity === ticket || entity.entry?.key !== 'parking_session');
  } else if (ticket && staged) ticket.entry = lexicon().nouns.get('event ticket');
}

const families = [
  ['booking', 'reservation', 'appointment', 'rental', 'event_ticket', 'ticket'],
  ['loan', 'rental'],
  ['enrollment', 'registration'],
  ['rating', 'review'],
];

/** "A hotel booking API with rooms and reservations": the booking of the title is the reservation of the list. */
function dropTitleOnly(draft: Draft, named: readonly DraftEntity[]): void {
  for (const entity of named) {
    if (dropTopic(draft, entity)) continue;
    const family = families.find((keys) => keys[0] === entity.entry?.key || keys.includes(entity.entry?.key ?? ''));
    if (!family || entity.entry?.is !== 'association' || !draft.domain.includes(entity.words.at(-1) ?? '')) continue;
    const other = draft.entities.find(
      (candidate) =>
        candidate !== entity &&
        ((candidate.entry?.is === 'association' && family.includes(candidate.entry.key)) ||
          (candidate.entry?.key === 'ride' && entity.entry?.key === 'booking')),
    );
    const again =
      draft.clauses.filter(
        (clause) =>
          ` ${clause.text} `.includes(` ${phraseOf(entity.words)} `) ||
          ` ${clause.text} `.includes(` ${phraseOf(entity.words)}s `),
      ).length > 1;
    if (!other || again) continue;
    draft.entities = draft.entities.filter((candidate) => candidate !== entity);
    draft.notes = draft.notes.map((note) => (note.entity === entity ? { ...note, entity: other } : note));
    draft.relations = draft.relations.filter(
      (relation) => relation.one !== entity.name && relation.many !== entity.name,
    );
    for (const candidate of draft.entities)
      candidate.fields = candidate.fields.filter((field) => field.references !== entity.name);
  }
}

/** Nothing was named but the kind of business: what such programs usually keep. */
export function addDomainEntities(draft: Draft): void {
  if (draft.entities.length > 0 || draft.userDeclared || draft.domain.length === 0) return;
  const { domains } = lexicon();
  const phrases = draft.domain.map((_, i) => singularPhrase(phraseOf(draft.domain.slice(i))));
  const known = [phraseOf(draft.domain), ...phrases]
    .map((phrase) => domains.get(phrase))
    .find((list) => list !== undefined);
  if (!known) return;
  for (const key of known) declare(draft, key.split('_'), assumed(0.55));
  draft.assumptions.push(
    `Nothing was said about what it keeps, so it keeps what such programs usually do: ${known.map((key) => key.replaceAll('_', ' ')).join(', ')}.`,
  );
}

/** "Construction site API: sites, workers": the topic of the title is not one of the things, when there are others. */
function dropTopic(draft: Draft, entity: DraftEntity): boolean {
  const topic = phraseOf(draft.domain);
  const others = draft.entities.filter((other) => other !== entity);
  const synonym = others.some(
    (other) =>
      !other.from.assumed &&
      lexicon().near.some((group) => group.includes(phraseOf(entity.words)) && group.includes(phraseOf(other.words))),
  );
  const titled = phraseOf(entity.words) === topic || topic.startsWith(`${phraseOf(entity.words)} `);
  if (!(titled || (synonym && topic === '')) || others.length === 0) return false;
  // "Apartment building management: apartments": named after what it keeps; "membership" where members are kept.
  const prefixed = draft.entities.some(
    (other) =>
      other !== entity &&
      ((!lexicon().nouns.has(phraseOf(entity.words)) &&
        phraseOf(entity.words).startsWith(`${phraseOf(other.words)} `)) ||
        phraseOf(other.words).startsWith(`${phraseOf(entity.words)} `) ||
        phraseOf(entity.words) === `${phraseOf(other.words)}ship`),
  );
  const one = phraseOf(entity.words);
  const business =
    (entity.entry?.place === true ||
      draft.clauses[0]?.text.includes(` for a ${one}`) === true ||
      draft.clauses[0]?.text.includes(` for an ${one}`) === true) &&
    others.length > 1;
  if (lexicon().nouns.has(phraseOf(entity.words)) && !prefixed && !synonym && !business) return false;
  const plural = phraseOf(pluralOf(entity.words));
  // "managing podcasts", where shows are told of: the title says the same in another word.
  const named = draft.clauses
    .slice(synonym ? 1 : 0)
    .some(
      (clause) =>
        (plural !== phraseOf(entity.words) && ` ${clause.text} `.includes(` ${plural} `)) ||
        new RegExp(`\\b(?:each|every|a|an|the) ${phraseOf(entity.words)} (?:has|have|can|is|belongs|must)\\b`).test(
          clause.text,
        ),
    );
  if (
    named ||
    draft.notes.some((note) => note.entity === entity) ||
    draft.relations.some((relation) => relation.one === entity.name || relation.many === entity.name)
  )
    return false;
  draft.entities = draft.entities.filter((candidate) => candidate !== entity);
  return true;
}
