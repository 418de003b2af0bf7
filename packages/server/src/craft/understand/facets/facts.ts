import { ruleForName } from '../fields/field-types.ts';
import { one } from '../plain/words.ts';
import { lexicon } from '../words/lexicon.ts';
import { declaredIn } from './declared.ts';
import { factOf } from './meaning.ts';

/** What sentences say of fields by name, wherever they name them. */

export interface FieldFact {
  /** Empty: the one named last. */
  field: string;
  fact: string;
  /** Of which thing, where the sentence names it. */
  thing?: string;
  /** The field may be told by this sentence for the first time. */
  declares?: boolean;
}

/** What has been told before the sentence. */
export interface Told {
  fields: ReadonlySet<string>;
  things: ReadonlySet<string>;
}

/** What may be told of a thing for the first time: names of fields, and nothing of which rows are kept. */
const isName = (name: string): boolean => lexicon().fieldNames.has(name) || ruleForName(name.split(' ')) !== undefined;

/** What a sentence says of fields by name; none where it says anything else. */
export function factsIn(text: string, told: Told): FieldFact[] {
  if (text.length > longest) return [];
  const both = eachOf(text);
  if (both.length > 0) return both;
  const plain = text.replace(lead, '');
  const facts = factsOf(subjectOf(plain.split(' '), told));
  return facts.length > 0 ? facts : declaredIn(plain, isName);
}

/** Longer sentences say more than what holds for one field. */
const longest = 240;
const lead =
  /^(?:(?:and|but|also|however|please|note that|,|furthermore|moreover|additionally|in addition|of course) )+/;

/** What the words behind a field say of it, as in brackets; none where they say something else. */
export function factSaid(words: string): string | undefined {
  const said = words.trim().replace(/^(?:which|that) /, '');
  return factOf(/^[:=-] |^\( /.test(said) ? `~ ${said}` : `~ ${said}`.replace(/^~ it /, '~ '));
}

interface Subject {
  words: string[];
  /** Names for each `~`, in their order; none where a pronoun stands for the one before. */
  names: string[];
  thing: string | undefined;
  declares: boolean;
}

/** The sentence with its fields and its thing as `~` and `#`. */
function subjectOf(words: readonly string[], told: Told): Subject {
  const said: string[] = [];
  const names: string[] = [];
  const things = new Set<string>();
  let declares = false;
  for (let at = 0; at < words.length; ) {
    const field = longestOf(words, at, told.fields);
    const thing = field ? undefined : longestOf(words, at, told.things);
    const found = field ?? thing;
    if (!found) {
      said.push(words[at] ?? '');
      at += 1;
      continue;
    }
    if (field) names.push(field.name);
    else things.add(found.name);
    said.push(field ? '~' : '#');
    at += found.size;
  }
  if (names.length === 0) {
    const [pronoun] = said;
    const next = said.slice(1).join(' ');
    if (/^(?:it|this|that|they|these)$/.test(pronoun ?? ''))
      return { words: ['~', ...said.slice(1)], names: [''], thing: undefined, declares };
    const value = /^(?:the|this|its) (?:latter|value) /.exec(`${said[0]} ${next}`);
    if (value) return { words: ['~', ...said.slice(2)], names: [''], thing: undefined, declares };
    // "by default it is green"
    const later = said.findIndex(
      (word, at) => word === 'it' && /^(?:is|must|should|can|may|cannot|has|will)$/.test(said[at + 1] ?? ''),
    );
    if (later > 0 && /^(?:by default|initially|if|when|unless|usually|at first)\b/.test(said.join(' ')))
      return {
        words: [...said.slice(0, later), '~', ...said.slice(later + 1)],
        names: [''],
        thing: undefined,
        declares,
      };
    const named = unknownIn(said, things.size > 0);
    if (named) {
      said.splice(named.from, named.size, '~');
      names.push(named.name);
      declares = named.declares;
    }
  }
  // "no two tracks of an album": more than what holds for a field by itself.
  const [thing] = things;
  return things.size > 1 ? nothing : { words: said, names, thing, declares };
}

const nothing: Subject = { words: [], names: [], thing: undefined, declares: false };

function longestOf(
  words: readonly string[],
  at: number,
  names: ReadonlySet<string>,
): { name: string; size: number } | undefined {
  for (const size of [3, 2, 1]) {
    const name = words.slice(at, at + size).join(' ');
    if (at + size > words.length) continue;
    if (names.has(name)) return { name, size };
    if (names.has(one(name))) return { name: one(name), size };
  }
  return undefined;
}

/** A field that nobody has told yet: "the color of a lamp", "its color", "a lamp's color". */
function unknownIn(
  words: readonly string[],
  ofThing: boolean,
): { name: string; from: number; size: number; declares: boolean } | undefined {
  const text = words.join(' ');
  const found =
    /(?:^| )(?:the|an?) ([a-z]+(?: [a-z]+)?) (?:of|for) (?:(?:an?|the|each|every|all|any) )?#/.exec(text)?.[1] ??
    /# 's ([a-z]+(?: (?!is|are|can|may|must|should|has|will|cannot)[a-z]+)?)(?: |$)/.exec(text)?.[1] ??
    /^(?:its|their|the|an?|each|every) ((?!only )[a-z]+(?: (?!is|are|can|may|must|should|has|will|cannot|defaults)[a-z]+)?) (?:is|are|can|may|must|should|has|have|will|cannot|defaults?|needs?|does|do|:|=) /.exec(
      text,
    )?.[1];
  if (found === undefined) return undefined;
  for (const name of [found, found.split(' ')[0] ?? '']) {
    const from = text.slice(0, text.indexOf(name)).split(' ').length - 1;
    const isIts = /^(?:its|their)$/.test(words[from - 1] ?? '');
    const known = isName(one(name));
    if (!known && !(isIts && name === found)) continue;
    return { name: one(name), from, size: name.split(' ').length, declares: isIts || ofThing };
  }
  return undefined;
}

const joints = /^(?:,|and|but|;|while|whereas|with|where|which|that|-|or)$/;
/** "…, you get an error": what comes of the same. */
const echo =
  /^(?:(?:,|and|so|or|otherwise|then|else) )*(?:the (?:api|service|server|request|client) )?(?:(?:you|they|users?|the user|one|1|it|this|we) )?(?:(?:will|should|must|shall|is|are|be|get|gets|return|returns|respond|responds|answer|answers|with|an?|the|give|gives|see|sees|receives?|throws?|raise|raises) )*(?:error|rejected|refused|400|409|422|conflict|bad request|denied|not accepted|not allowed)(?: error| conflict| bad request| message| response)?$/;

/** More pieces than anybody says of one field; a longer list is looked at as a whole. */
const most = 12;

/** All that is said, piece by piece where each piece says something; none where a piece says anything else. */
function factsOf(subject: Subject): FieldFact[] {
  const { words } = subject;
  const ends = words.flatMap((word, at) => (at > 0 && at < words.length - 1 && joints.test(word) ? [at] : []));
  const known = new Map<string, FieldFact[]>();
  // Each place is looked at once for each subject that may hold there.
  const from = (start: number, before: Subject | undefined, of: number): FieldFact[] => {
    const key = `${start} ${of}`;
    const found = known.get(key);
    if (found) return found;
    let facts: FieldFact[] = [];
    for (const end of ends.length > most ? [] : ends.toReversed()) {
      if (end <= start) break;
      const piece = part(subject, start, end);
      const first = saidOf(piece, before);
      if (first.length === 0) continue;
      const second = echo.test(words.slice(end).join(' '))
        ? first
        : from(end + 1, piece.names.length > 0 ? piece : before, piece.names.length > 0 ? start : of);
      if (second.length === 0) continue;
      facts = unlike([...first, ...second]);
      break;
    }
    if (facts.length === 0) facts = saidOf(part(subject, start, words.length), before);
    known.set(key, facts);
    return facts;
  };
  return from(0, undefined, -1);
}

/** What one piece says, of its own field or of the one before. */
function saidOf({ words, ...subject }: Subject, before: Subject | undefined): FieldFact[] {
  const own = subject.names.length > 0 ? subject : before;
  if (!own || own.names.length === 0) return [];
  const text = subject.names.length > 0 ? grouped(words.join(' ')) : `~ ${words.join(' ')}`;
  const fact = /~.*~/.test(text) ? undefined : factOf(text);
  // "they may not be the same person": who they are, and no field.
  if (fact === 'unique' && own.names[0] === '' && /\b(?:they|these|same)\b/.test(words.join(' '))) return [];
  if (fact === undefined || (own.names.length > 1 && /^(?:unique|default)/.test(fact))) return [];
  const { thing } = own;
  return own.names.map((field) => ({
    field,
    fact,
    ...(thing === undefined || field === '' ? {} : { thing }),
    ...(own.declares ? { declares: true } : {}),
  }));
}

function part({ words, names, thing, declares }: Subject, from: number, to: number): Subject {
  const skipped = words.slice(0, from).filter((word) => word === '~').length;
  const here = words.slice(from, to);
  const size = here.filter((word) => word === '~').length;
  return { words: here, names: names.slice(skipped, skipped + size), thing, declares };
}

/** "the name and the color are", "both the name , the color": as one. */
const grouped = (text: string): string =>
  text
    .replaceAll(
      /(?:(?:both|the|its|their|an?) )?~(?:(?: ,| and| or|, and|, or| as well as| nor)+ (?:(?:the|its|their|an?) )?~)+/g,
      '~',
    )
    .replaceAll(/(?<= |^)(?:~ )+~(?= |$)/g, '~');

function unlike(facts: readonly FieldFact[]): FieldFact[] {
  return facts.filter(
    ({ field, fact }, index) => !facts.slice(0, index).some((other) => other.field === field && other.fact === fact),
  );
}

/** "the name is required , the color is not"; "name required , color optional" */
function eachOf(text: string): FieldFact[] {
  const found =
    /^(?:the )?([a-z]+(?: (?!is|are)[a-z]+)?) (?:is |are )?(required|optional|mandatory|unique)(?: ,| and| but| , but| while)+ (?:the )?([a-z]+(?: (?!is|are)[a-z]+)?) (?:is |are )?(required|optional|mandatory|unique|not)(?: required| mandatory)?$/.exec(
      text,
    );
  if (!found) return [];
  const [, first = '', said = '', second = '', other = ''] = found;
  return [
    { field: first, fact: said.replace('mandatory', 'required') },
    { field: second, fact: other.replace('mandatory', 'required').replace(/^not$/, 'optional') },
  ];
}
