import { pluralOf, singular, splitItems } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isKnownThing } from '../words/noun-sense.ts';
import { placed } from '../sentences/rephrase.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { plainItems } from './items.ts';
import { statesTold, valuesTold } from './states.ts';
import { isTalk, thingIn } from './told.ts';
import { has, one } from './words.ts';

/** "It has a name", "they belong to a club", "its wheels have a size": of what the sentence before spoke. */

const subject =
  /^(?:(?:each|every|an?|the|all|any|our|my|its|their|1|one) )?((?:[a-z][a-z0-9]* )?[a-z][a-z0-9]*) (?:is|are|has|have|had|must|can|cannot|may|should|will|gets?|got|belongs?|contains?|consists?|needs?|comes?|'s|calls?|with|:|\()(?: |$)/;
/** "customers call me": plurals who do something. */
const folk = /^(?:the |our |my )?([a-z]+s) [a-z]+ (?:me|us|in|by|here|to us|at us)(?: |$)/;
/** How those are reached of whom more is said: no part of the program. */
const contacts =
  /^(?:the |our |my )?[a-z]+s (?:ring|call|phone|email|mail|text|contact|visit|write|write to|come to|ring up|call up) (?:me|us)(?: [a-z ]+)?$/;
const object =
  /(?:^| )(?:keep|manage|track|store|record|save|maintain|list|handle|register|have|has|for|with|of)s? (?:track of )?(?:all |my |our |the |their |her |his )*([a-z]+s)(?=$| with | \()/;
const pronoun =
  /^(?:and )?(it|they|he|she|each|each of them|these|those|this|all of them|every one of them|he or she) (?:(all|each|also|always|usually|both|then) )?(?=(?:has|have|had|got|is|are|was|belongs?|must|can|cannot|may|should|consists?|contains?|includes?|needs?|comes?|gets?|carry|carries|refers?|goes|go) )/;
/** "a repair is for a flat , with a description and a status": the repair, whatever it belongs to. */
const led = /^(?:an?|each|every) ([a-z]+) (?:is|are) (?:for|of|about|in|on|at) (?:an?|1|the) [a-z]+ /;
/** "a loan connects a reader with a book": the loan. */
const joining =
  /^(?:an?|each|every) ([a-z]+) (?:connects|links|ties|joins|assigns|relates|reserves|refers|puts|brings|covers|records|concerns|is made by|is placed by) /;
const possessive = /^(?:and )?(?:its|their|his|her) ([a-z]+s) (?=(?:has|have|are|must|can|each|:|\()(?: |$))/;
/** "customers call me, I write down name, address and phone". */
const noted =
  /^(?:and |then )*(?:i|we|they|you) (?:then |also |always )?(?:write down|note down|note|jot down|record|keep|store|ask for|take down|ask|remember|save) (?:their |his |her |the )?((?:[a-z]+(?: [a-z]+){0,2} , )*[a-z]+(?: [a-z]+){0,2} and (?:their |his |her |the )?[a-z]+(?: [a-z]+){0,2})$/;
/** "then I do jobs for them". */
const madeForThem =
  /^(?:and |then )*(?:i|we|they|you) (?:then |also )?(?:do|make|write|create|issue|file|prepare|bake|build|carry out|give|offer|run) ([a-z]+s) (?:for|to|with) (?:them|him|her|it|each of them)$/;

/** "other users can rate it": what is booked, voted for or written about. */
const doneTo =
  /^(?:(?:other|all|registered|each|every|any|an?|the) )*([a-z]+) (?:(?:can|may|could|should|must) )?(?:also |only |then )?([a-z]+) (?:on |for |up for )?(?:it|them|one|those|these)(?= |$)/;

export function withNames(clauses: readonly Clause[], told: ReadonlySet<string>): Clause[] {
  let spoken: string | undefined;
  let before = '';
  let moment: string | undefined;
  return clauses.flatMap((whole) => {
    const clause = moment === undefined ? whole : sinceThen(whole, moment);
    moment = momentIn(clause.text) ?? moment;
    const values = clause.heading === '#' ? undefined : valuesTold(clause.text, before);
    if (/ (?:has|have) /.test(clause.text)) before = clause.text;
    const made: Clause[] = [];
    for (const one of values === undefined ? named(clause, spoken, told) : [retoldAs(clause, values)]) made.push(one);
    const last = made.at(-1);
    if (last && contacts.test(last.text)) {
      spoken = subjectOf(last.text, told) ?? spoken;
      return [];
    }
    if (last)
      spoken =
        led.exec(clause.text)?.[1] ??
        joining.exec(clause.text)?.[1] ??
        subjectOf(plainItems(last.text), told) ??
        thingIn(last.text, told) ??
        (clause.heading === '#' ? undefined : spoken);
    return made;
  });
}

/** The time that a sentence tells of last: "polls close at a given time". */
function momentIn(text: string): string | undefined {
  const times = /\b(?:an?|the|its|their) ((?:[a-z]+ )?(?:time|date|deadline|day|end))(?= |$)/g;
  return [...text.matchAll(times)].at(-1)?.[1];
}

/** "after that no more votes", "nobody can vote after that": after the time that was told of. */
function sinceThen(clause: Clause, moment: string): Clause {
  const told =
    /^(?:and |but )?(?:after|from) (?:that|this|it|then)(?: time| point| moment| date| day)?(?: on| onwards)? (?:, )?(.+)$/.exec(
      clause.text,
    )?.[1];
  const behind = /^(.+) (?:after|past) (?:that|this|it)(?: time| point| moment| date| day)?$/.exec(clause.text)?.[1];
  const said = told ?? behind;
  return clause.heading === '#' || said === undefined || !/^(?:no|nobody|no one) | (?:cannot|can no longer) /.test(said)
    ? clause
    : retoldAs(clause, `${said} after the ${moment}`);
}

/** Singular, of the thing that a sentence is about. */
function subjectOf(text: string, told: ReadonlySet<string>): string | undefined {
  const phrase = subject.exec(text)?.[1];
  const words = phrase?.split(' ') ?? [];
  const last = singular(words.at(-1) ?? '');
  if (
    phrase !== undefined &&
    !isTalk(last) &&
    !words.some((word) => isTalk(word)) &&
    (told.has(last) || isFolk(words) || isKnownThing([...words.slice(0, -1), last]) || isKnownThing([last]))
  )
    return [...words.slice(0, -1), last].join(' ');
  const kept = folk.exec(text)?.[1] ?? object.exec(text)?.[1];
  return kept === undefined || isTalk(kept) ? undefined : singular(kept);
}

/** "customers call me": a plural that does something. */
function isFolk(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  return words.length === 1 && singular(last) !== last;
}

/** "Optional: notes, colour" behind the other fields. */
const remainder =
  /^(optional|optionally|required|mandatory|additionally|further|more|other|additional|extra)(?: (?:fields?|attributes?|properties|data|ones|details|infos?|information))?(?: (?:are|is))? ?: (.+)$/;

function optionalOf(list: string): string {
  return splitItems(list)
    .map(({ text }) => `optional ${text.replace(/^(?:an?|the) /, '')}`)
    .join(' , ');
}

function retoldAs(clause: Clause, text: string): Clause {
  return makeClause(clause.source, placed(text.split(' '), clause.tokens), clause.bullet, clause.heading);
}

function named(clause: Clause, spoken: string | undefined, told: ReadonlySet<string>): Clause[] {
  if (clause.heading === '#' || clause.bullet) return [clause];
  const make = (text: string): Clause => retoldAs(clause, text);
  const states = statesTold(clause.text, spoken, (words) => has(told, words) || isKnownThing(one(words).split(' ')));
  if (states) return states.map(make);
  if (spoken === undefined) return [clause];
  const its = possessive.exec(clause.text);
  const owned = singular(its?.[1] ?? '');
  if (its && told.has(spoken) && owned !== its[1] && told.has(owned) && owned !== spoken)
    return [
      make(`each ${owned} belongs to a ${spoken}`),
      make(clause.text.replace(/^(?:and )?(?:its|their|his|her) /, '')),
    ];
  const fields = noted.exec(plainItems(clause.text))?.[1];
  if (fields !== undefined && !fields.split(' ').some((word) => told.has(singular(word)) && singular(word) !== word))
    return [make(`each ${spoken} has ${fields}`)];
  const forThem = madeForThem.exec(clause.text)?.[1];
  if (forThem !== undefined && singular(forThem) !== spoken)
    return [make(`each ${singular(forThem)} belongs to a ${spoken}`)];
  // "further a delivery day and a state"
  const further =
    /^(?:further|furthermore|also|additionally|moreover|besides|in addition|plus|as well as) ,? ?(?=an? [a-z])(.+)$/.exec(
      clause.text,
    )?.[1];
  if (further !== undefined && has(told, spoken) && !/ (?:can|must|cannot|may|should|is|are) /.test(further))
    return [make(`each ${spoken} has ${further}`)];
  const behind = remainder.exec(clause.text);
  const listed = behind?.[2];
  if (listed !== undefined && told.has(spoken.split(' ').at(-1) ?? ''))
    return [make(`each ${spoken} has ${behind?.[1] === 'optional' ? optionalOf(listed) : listed}`)];
  const done = doneTo.exec(clause.text);
  const deed = lexicon().verbForms.get(done?.[2] ?? '') ?? '';
  if (done && lexicon().associations[deed] !== undefined && has(told, spoken) && !has(new Set([spoken]), done[1] ?? ''))
    return [
      make(clause.text.replace(/ (?:it|them|one|those|these)(?= |$)/, ` ${pluralOf(spoken.split(' ')).join(' ')}`)),
    ];
  const owning = /^they (own|possess|look after) .+$/.exec(clause.text);
  if (owning && told.has(spoken)) return [make(clause.text.replace(/^they /, `${pluralOf([spoken]).join('')} `))];
  const match = pronoun.exec(clause.text);
  if (
    !match ||
    !(
      told.has(spoken.split(' ').at(-1) ?? '') ||
      isKnownThing(spoken.split(' ')) ||
      (match[1] === 'they' && / (?:an? |[a-z]+ (?:,|and) )/.test(clause.text.slice(match[0].length)))
    )
  )
    return [clause];
  // "it must be easy to use", "it is a shop": of the program, or of the whole.
  if (
    match[1] === 'it' &&
    /^(?:and )?it (?:is|must|should|can|may)(?: also)? (?:be |an? |the |easy|nice|fine|important|not |possible|to |allowed|run|work|support|use|have|keep|list|show|offer|provide|store)/.test(
      clause.text,
    )
  )
    return [clause];
  if (
    /^(?:this|these|those|each)$/.test(match[1] ?? '') &&
    !/ (?:has|have|is|are|belongs?) /.test(` ${clause.text.slice(match[0].length)}`)
  )
    return [clause];
  const rest = clause.text
    .slice(match[0].length)
    .replace(/^have /, 'has ')
    .replace(/^are /, 'is ')
    .replace(/^belong /, 'belongs ');
  return [make(`each ${spoken} ${rest}`)];
}
