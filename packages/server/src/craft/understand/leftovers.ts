import { isSectionName } from './sentences/sections.ts';
import type { KindFound } from './program/kind.ts';
import { singular, spaced } from './words/grammar.ts';
import { lexicon } from './words/lexicon.ts';
import { type Draft, cannot } from './draft.ts';
import { type Clause, wordsOf } from './words/text.ts';
import { isOrdinary } from './unaccounted.ts';
import { isBroadcastLeft } from './program/broadcasts.ts';

/** What no pass made anything of: said aloud, never dropped. */

/** Nothing yet says that the work must not start. */
export function leavesOpen(draft: Draft): boolean {
  return !draft.unsupported.some((entry) => entry.blocking);
}

/** "Entities and attributes" on a line of its own. */
const modelHead =
  /^(?:the |main |core )*(?:entities|data model|domain model|attributes|resources|models|tables|fields|objects)(?: (?:and|with|\/) (?:their )?(?:entities|attributes|relations|relationships|fields|properties|columns))*$/;

const binding =
  /^no [a-z]+s (?:can|may|must|for|on|in|after|are) |\b(?:must|cannot|nobody|requires?|no one|otherwise|can not|may not|should not|at most|at least|only|never|unless|always|no more than|up to|maximum|minimum|not allowed|forbidden|limit(?:ed)?|when|if|until|expires?|within|after|before|every \d+|exactly|automatically|costs? \d|\d+ percent|per (?:started |begun )?hour|required|unique|while|as soon as|whenever|once|twice|not|equally|evenly|(?:1|one) (?:[a-z]+ ){1,3}per [a-z]+|(?:1|one) (?:[a-z]+ ){1,2}at a time|per (?:day|week|month|year|hour))\b/;

export function leftovers(draft: Draft, kind: KindFound): { unread: string[] } {
  const unread: string[] = [];
  const limits = [...draft.rules.map((rule) => rule.from.words), ...draft.unsupported.map((entry) => entry.words)];
  const known = new Set(
    draft.entities.flatMap((entity) => [
      ...entity.words,
      ...entity.fields.flatMap((field) => spaced(field.name).split(' ')),
    ]),
  );
  for (const clause of draft.clauses) {
    if (clause.heading === '#' || draft.ruled.has(clause)) continue;
    const words = wordsOf(clause);
    if (isSectionName(clause.text) || modelHead.test(clause.text)) continue;
    if (isIntroduction(clause, draft.clauses.indexOf(clause)) || isTitle(draft, clause)) continue;
    if (repeatsTitle(draft, clause, known)) continue;
    if (
      binding.test(
        withoutNotes(draft, clause).replace(/\b(?:see|know|show|track|record|remember) (?:when|if|whether|who)\b/g, ''),
      ) &&
      !limits.some((limit) => limit !== '' && limit.includes(words))
    ) {
      const [reason, nearest] = whyNot(clause.text) ?? ['This rule is not one that can be enforced yet.'];
      cannot(draft, words, reason, nearest);
      continue;
    }
    const all = clause.tokens.filter((token) => isContent(token.text));
    // What a rule was cut from begins where the scope does, which was read whole.
    if (all.length === 0 || clause.tokens[0]?.start === kind.scope?.clause.tokens[0]?.start) continue;
    if (draft.unsupported.some((entry) => entry.words === words)) continue;
    if (kind.kind === 'realtime_service' && isBroadcastLeft(clause.text)) continue;
    const strange = clause.tokens.map(
      (token, i) =>
        isContent(token.text) &&
        !isOrdinary(token.text) &&
        !(clause.read[i] ?? false) &&
        !known.has(token.text) &&
        !known.has(singular(token.text)),
    );
    // Nothing at all was made of it, though it may speak of fields that are known.
    if (!clause.read.some(Boolean)) {
      const why = whyNot(clause.text);
      if (why && !limits.some((limit) => limit !== '' && limit.includes(words))) cannot(draft, words, ...why);
      else if (!isKnown(draft, clause) && !all.every(({ text }) => known.has(text) || known.has(singular(text))))
        unread.push(words);
    } else if (clause !== draft.clauses[0]) unread.push(...runs(clause, strange));
  }
  return { unread };
}

const hours =
  /\b(?:\d{1,2} (?:: \d{2}|am|pm)|o clock|(?:opening|working|business|office) hours|weekdays?|weekends?|working days?|business days?|(?:closed|open|only|not|never) on (?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b/;
const forms =
  /\b(?:valid (?!until|from|for|to|after|before)[a-z]+|check ?digits?|checksum|format|pattern|looks? like|consists? of|only (?:contain|letters|digits|lowercase)|hex|hexadecimal|lowercase|uppercase|capital letters|alphanumeric|regex|iso code)\b/;

/** What kinds of rules are not built, and what there is instead. */
function whyNot(text: string): [reason: string, nearest: string] | undefined {
  if (hours.test(text))
    return [
      'Hours and days of the week on which something is possible are not looked at yet',
      'times without that limit',
    ];
  if (forms.test(text))
    return [
      'The form of a text is not looked at yet, beyond its length',
      'a text of bounded length; email addresses, web addresses and phone numbers are checked',
    ];
  if (/\b(?:shared?|split|divided?|distributed?)\b.*\b(?:equally|evenly)\b/.test(text))
    return ['What each one owes of an amount is not worked out yet', 'the amount and who paid as fields'];
  return undefined;
}

/** "it is ready or picked up", "belongs to a truck": told before in other words. */
function isKnown(draft: Draft, clause: Clause): boolean {
  if (/^belongs? to (?:an?|the|1) [a-z]+(?: [a-z]+)?$/.test(clause.text))
    return draft.relations.some((relation) => clause.text.endsWith(` ${spaced(relation.one)}`));
  const states = draft.entities.flatMap(({ words, fields }) => [
    ...words,
    ...fields.flatMap(({ values }) => (values ?? []).flatMap((value) => value.split('_'))),
  ]);
  return (
    / (?:is|are|be) /.test(clause.text) &&
    clause.tokens.every(({ text }) => !isContent(text) || states.includes(text) || states.includes(singular(text)))
  );
}

/** A verb that other passes have made something of, or nothing that was not said of any thing. */
function isDone(word: string): boolean {
  const { verbForms, crudVerbs, actions, associations, functionWords } = lexicon();
  const verb = verbForms.get(word) ?? word;
  return (
    functionWords.has(word) ||
    crudVerbs.has(verb) ||
    actions[verb] !== undefined ||
    associations[verb] !== undefined ||
    /^(?:assign|enter|leave|join|share)$/.test(verb)
  );
}

/** Where two words or more in a row were understood as nothing; in the words of the description. */
function runs(clause: Clause, strange: readonly boolean[]): string[] {
  const found: [from: number, to: number, size: number][] = [];
  for (const [index, is] of strange.entries()) {
    if (!is) continue;
    const last = found.at(-1);
    const between = last && clause.tokens.slice(last[1] + 1, index).map(({ text }) => text);
    if (last && between?.every((word) => lexicon().functionWords.has(word))) {
      last[1] = index;
      last[2] += 1;
    } else found.push([index, index, 1]);
  }
  return found
    .filter(([from, to, size]) => size > 1 && !clause.tokens.slice(from, to + 1).every(({ text }) => isDone(text)))
    .map(([from, to]) => clause.source.slice(clause.tokens[from]?.start, clause.tokens[to]?.end));
}

/** "Letting agency:", "Car boot sale." before anything else is said. */
function isTitle(draft: Draft, clause: Clause): boolean {
  return (
    draft.clauses[0] === clause &&
    clause.tokens.length <= 4 &&
    /^[a-z ]+$/.test(clause.text) &&
    !binding.test(clause.text)
  );
}

/** "# Parking garage", "Build an API for a small parking garage": what it is for, told again below the title. */
function repeatsTitle(draft: Draft, clause: Clause, known: ReadonlySet<string>): boolean {
  const at = draft.clauses.indexOf(clause);
  const [title] = draft.clauses;
  if (at < 1 || at > 2 || !title || binding.test(clause.text) || /\b(?:has|have|can)\b/.test(clause.text)) return false;
  if (
    /^(?:please )?(?:build|create|write|develop|implement|design|make|generate|provide) (?:me |us )?(?:an? |the )(?:[a-z]+ ){0,5}(?:apis?|backend|services?|servers?|apps?|applications?|systems?|platforms?)(?: in [a-z]+)? for (?:an? |the |our |my )(?:[a-z]+ ?){1,4}$/.test(
      clause.text,
    )
  )
    return true;
  if (
    !/^(?:(?:this|the|our) )?(?:[a-z]+ ){0,2}(?:service|api|app|application|system|backend|platform|program|project|software) (?:manages|is|stores|keeps|tracks|handles|provides|helps|covers|serves) /.test(
      clause.text,
    )
  )
    return false;
  const told = new Set(title.tokens.map(({ text }) => singular(text)));
  const { adjectives } = lexicon();
  return (
    title.tokens.length <= 8 &&
    clause.tokens.every(
      ({ text }) =>
        !isContent(text) ||
        isOrdinary(text) ||
        adjectives.has(text) ||
        known.has(text) ||
        known.has(singular(text)) ||
        told.has(singular(text)),
    )
  );
}

const whoWeAre =
  /^(?:we|i|my [a-z]+|our [a-z]+) (?:run|runs|own|owns|operate|operates|manage|manages|am|are|is|work|works|live|lives|organi[sz]e|organi[sz]es|started|have been|volunteer|teach) (?:an?|the|our|my|at|in|for|as|on|with|near|some|several|two|2|3) /;

/** "We run a bakery", "so that I get help": why it is wanted, not what. */
function isIntroduction(clause: Clause, at: number): boolean {
  if (/^so (?:that|i|we|they)\b/.test(clause.text)) return !/\b(?:must|cannot|only|never|at most)\b/.test(clause.text);
  if (at < 2 && whoWeAre.test(clause.text) && !/ (?:can|must|cannot|may|should|only|never) /.test(clause.text))
    return true;
  if (/\b(?:can|must|cannot|may|should|has|have|only|never)\b/.test(clause.text)) return false;
  return (
    at < 2 &&
    /^(?:(?:we|i|our|my|this|given|imagine|suppose|there)\b|[a-z]+ [a-z]+(?: [a-z]+)? for (?:our|my|a|the)\b)/.test(
      clause.text,
    ) &&
    clause.tokens.length <= 10
  );
}

function isContent(word: string): boolean {
  return (
    /^[a-z]{2,}$/.test(word) &&
    !lexicon().functionWords.has(word) &&
    !lexicon().programs.has(word) &&
    !/^(?:user|users|system|build|create|make|develop|write|need|want|please|able)$/.test(word)
  );
}

/** "email (unique, required)" was read as part of its field. */
function withoutNotes(draft: Draft, clause: Clause): string {
  let text = clause.text;
  for (const note of draft.notes) {
    if (
      note.clause !== clause ||
      (note.text.replace(/^(?:an?|the|its) /, '').split(' ').length > 3 &&
        // "until ( date )" is a field.
        !/^(?:from|until|after|before) \(/.test(note.text) &&
        /\b(?:unless|until|if|when|expires?|after|before|cannot be (?:changed|edited|updated|modified|deleted|removed|cancelled|moved|sold|used))\b/.test(
          note.text,
        ))
    )
      continue;
    text = text.slice(0, note.from) + ' '.repeat(note.to - note.from) + text.slice(note.to);
  }
  return text;
}
