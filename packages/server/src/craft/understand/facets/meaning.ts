import { isKinds } from '../sentences/bracketed.ts';
import { valuesIn } from './values.ts';
import { type Meaning, kinds, meanings, talk } from './vocabulary.ts';

/**
 * What a sentence says of the field that it is about, from what its words mean and not from how they are put: whether a
 * second one is refused, whether it may be left out, what it is where nobody says, which values it takes, of which kind it is.
 */

/** Of one field: `~` where it is named, `#` where its thing is. Undefined where the words say more, or nothing of this. */
export function factOf(sentence: string): string | undefined {
  const { text: plain, unit, kind } = withKind(sentence);
  const words = plain.split(' ');
  const values = valuesIn(words);
  const masked = values ? [...words.slice(0, values.from), '@', ...words.slice(values.to)].join(' ') : plain;
  // "draft ( initial ) , published": more than one says.
  if (/\((?! @ \))/.test(masked.replace(/^~ \( ([^()]+) \)$/, '~ $1'))) return undefined;
  const said = meanings(masked);
  const count = (...of: Meaning[]): number => said.filter((word) => of.some((meaning) => word === meaning)).length;
  const has = (...of: Meaning[]): boolean => count(...of) > 0;
  const strange = said.flatMap((word, at) => (/^[A-Z~#@]/.test(word) || talk.has(word) ? [] : [at]));
  const turned = (count('NO') + Math.min(count('REFUSED'), 1) + Math.min(count('OTHER'), 1)) % 2 === 1;
  const least = has('NEEDED', 'OPTIONAL', 'ABSENT');

  if (values) {
    if (strange.length > 0 || kind || has('SAME', 'UNIQUE', 'DEFAULT', 'NEEDED', 'OPTIONAL') || turned)
      return undefined;
    if (has('CHOICE', 'MAY', 'MUST', 'OTHER') || / (?:is|are|be) (?:[a-z]+ )*@/.test(masked))
      return values.joined && !has('CHOICE', 'MAY', 'OTHER') ? undefined : values.said;
    // "engines : code , power": what they have, and no choice of theirs.
    return values.either || isKinds(values.said.split(' / ')) ? values.said : undefined;
  }
  const value = valueOf(said, strange);
  const condition = has('IF') || has('ABSENT');
  if (
    value !== undefined &&
    !kind &&
    !has('SAME', 'UNIQUE', 'NEEDED', 'OPTIONAL', 'REFUSED') &&
    !(turned && !condition)
  ) {
    if (
      has('DEFAULT') ||
      (condition && has('ABSENT')) ||
      (has('NEW') && !has('MAY', 'MUST', 'CHOICE') && /^\d|^(?:true|false)$/.test(value))
    )
      return `default ${value}`;
    if (condition && has('GIVEN') && has('NO')) return `default ${value}`;
  }
  if (strange.length > 0) return undefined;
  if (unit !== undefined) return least || has('SAME', 'UNIQUE') || turned ? undefined : unit;
  if (kind !== undefined) return least || has('SAME', 'UNIQUE', 'DEFAULT', 'SOME') || turned ? undefined : kind;
  if (has('DEFAULT')) return undefined;
  if (has('SAME', 'UNIQUE')) {
    if (least && !has('REFUSED')) return undefined;
    return has('UNIQUE') !== turned ? 'unique' : undefined;
  }
  return presenceOf(sentence, said, { has, turned });
}

interface Said {
  has: (...of: Meaning[]) => boolean;
  turned: boolean;
}

/** Whether it has to be there. */
function presenceOf(sentence: string, said: readonly string[], { has, turned }: Said): string | undefined {
  if (has('OPTIONAL')) return turned ? 'required' : 'optional';
  if (has('NEEDED')) {
    if (said.includes('CHOICE')) return undefined;
    return turned || has('SOME') ? 'optional' : 'required';
  }
  const none = /(?:^| )(?:has|have|with|having) NO (?:an? )?~/.test(said.join(' ').replace('cannot have NO', ''));
  if (has('ABSENT') || none) {
    if (none && !has('ABSENT')) return has('MAY', 'SOME') ? 'optional' : undefined;
    if (turned) return 'required';
    return has('MAY', 'SOME') ? 'optional' : undefined;
  }
  if (notNeeded.test(sentence)) return 'optional';
  if (has('REFUSED', 'OTHER', 'NEW', 'CHOICE') && !/ (?:must|has to|have to|needs?) /.test(sentence)) return undefined;
  const isThere = has('GIVEN') || /(?:^| )(?:has|have|needs?|be there|be set)(?: |$)/.test(sentence);
  if (!isThere) return undefined;
  if (has('SOME')) return 'optional';
  if (mayHave.test(sentence)) return 'optional';
  return has('MUST') &&
    !turned &&
    !has('MAY') &&
    / (?:must|should|shall|has to|have to|always|needs?) /.test(` ${sentence} `)
    ? 'required'
    : undefined;
}

const notNeeded =
  /(?:^| )(?:need not|not (?:really )?(?:have to|need(?:ed)?(?: to)?|required to)|(?:nobody|no one|no 1|none) (?:of them )?(?:has to|have to|needs? to|must|is required to|is forced to)|never (?:has|have|needs?) to|not forced to)(?: |$)/;
/** "can have a color", and not "can enter a color": who uses it does. */
const mayHave =
  /(?:^| )(?:may|might|could|can|possibly|perhaps|maybe)(?: (?:not|also|optionally|additionally))*(?: always)? (?:have|has|carry|contain|include|be (?:given|provided|specified|supplied|known|present|filled in|there|stated|mentioned))(?: |$)|# (?:may or may not|might or might not) (?:have|be)/;

const units =
  /(?<= |^)(?:(?:given|measured|stored|counted|expressed|entered|specified|stated|recorded|kept|saved) )?in ((?:milli|centi|kilo)?met(?:er|re)s?|(?:kilo|milli)?grams?|kg|cm|mm|km|lit(?:er|re)s?|minutes?|hours?|days?|seconds?|euros?|dollars?|usd|eur|cents?|pounds?|percent|square met(?:er|re)s?|degrees?(?: celsius)?|feet|inches|miles)(?= |$)/;

/** What the kind of a field stands behind: "number of orders", "a pen has a number" name none. */
const isOne =
  '(?:^| )(?:is|are|be|being|as|of|use|uses|only|type|allow|allows|accept|accepts|store|:|=|-|\\() (?:(?:always|simply|just|only|valid) )*';

/** The kind of field that is named, taken out: "a whole number , no text". */
function withKind(sentence: string): { text: string; unit?: string; kind?: string } {
  const inUnit = units.exec(sentence);
  if (inUnit?.[1] !== undefined)
    return { text: sentence.replace(units, 'be'), unit: inUnit[1].replace(/^square met(?:er|re)s?$/, 'decimal') };
  const any = kinds.map(([pattern]) => pattern.source).join('|');
  const text = sentence
    .replace(
      new RegExp(
        `(?: ,| and)* (?:(?:and |but )?(?:not|no|never)|instead of|rather than)(?: (?:just|only|simply))?(?: an?)? (?:${any})(?= |$)`,
      ),
      '',
    )
    .replaceAll(/(?<= |^)(?:data ?type|type|kind|format)(?= |$)/g, 'be');
  for (const [pattern, kind] of kinds) {
    const found = new RegExp(`(?<=${isOne})(?:an? |the )?(?:${pattern.source})(?= |$)(?! (?:,|or|/) (?!not))`).exec(
      text,
    );
    if (!found) continue;
    return { text: `${text.slice(0, found.index)}be${text.slice(found.index + found[0].length)}`, kind };
  }
  return { text };
}

/** The one number or strange word, which may be a value. */
function valueOf(said: readonly string[], strange: readonly number[]): string | undefined {
  const numbers = said.flatMap((word, at) =>
    /^\d+(?:\.\d+)?$/.test(word) &&
    !/^(?:NO|the|any|every)$/.test(said[at - 1] ?? '') &&
    !/^(?:of|#)$/.test(said[at + 1] ?? '')
      ? [word]
      : [],
  );
  const others = strange.filter((at) => !/^\d/.test(said[at] ?? ''));
  if (others.length === 0) return numbers.length === 1 ? numbers[0] : undefined;
  const [first = 0] = others;
  if (others.length > 2 || others.some((at, index) => at !== first + index) || strange.length > others.length)
    return undefined;
  return others.map((at) => said[at]).join(' ');
}

export function typeSaid(words: string): string | undefined {
  return kinds.find(([pattern]) => new RegExp(`^(?:${pattern.source})$`).test(words))?.[1];
}
