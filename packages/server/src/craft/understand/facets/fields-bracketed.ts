import { retold } from '../sentences/retell.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Clause } from '../words/text.ts';
import { ruleForName } from '../fields/field-types.ts';
import { one } from '../plain/words.ts';
import { isSectionName } from '../sentences/sections.ts';
import { type FieldFact, type Told, factSaid, factsIn } from './facts.ts';
import { isOfCounts } from '../counts/counts-told.ts';
import { thingsCounted } from '../counts/things.ts';
import { isOfStates } from '../states/states-told.ts';
import { typeSaid } from './meaning.ts';
import { choiceSaid } from './values.ts';

/**
 * What is said of a field elsewhere than behind its name stands in brackets behind it: "a lamp has a priority" and then
 * "the priority can be low, medium or high", or "a priority, which defaults to low". One form, which the readers of fields know.
 */

const holder =
  /^(?:(?:and |also )*(?:(?:each|every|an?|the|all|any|our|my) )?([a-z]+(?: [a-z]+)??)) (?:(?:must |should |will |can |may |also )*(?:has|have|gets?|needs?)|with|:|\() /;

/** "- color" below the name of a thing. */
function pointOf({ bullet, heading, text }: Clause): string | undefined {
  if (!bullet || heading === '' || heading === '#' || isSectionName(heading)) return undefined;
  return /^(?:an? )?([a-z]+(?: [a-z]+)?)(?: \( [^()]* \))?$/.exec(text)?.[1];
}

/** Which fields of which things the sentences tell. */
function toldIn(clauses: readonly Clause[]): Told {
  const fields = new Set<string>();
  const things = new Set<string>();
  for (const clause of clauses) {
    const { heading, text } = clause;
    const point = pointOf(clause);
    if (point !== undefined) {
      things.add(one(clause.heading));
      fields.add(point);
    }
    const found = heading === '#' ? undefined : holder.exec(text);
    if (found?.[1] === undefined) continue;
    things.add(one(found[1]));
    const list = text.slice(found[0].length).replaceAll(/\([^()]*\)/g, '');
    for (const item of list.split(/(?: ,| and| or)+ /)) {
      const name = item.trim().replace(/^(?:(?:an?|the|its|their|optional|unique|required|own) )+/, '');
      if (/^[a-z]+(?: [a-z]+){0,2}$/.test(name) && !lexicon().functionWords.has(name)) fields.add(name);
    }
  }
  // "reviews : product , rating": another thing, of which rows are kept.
  for (const thing of things) fields.delete(thing);
  return { fields, things };
}

/** Where a name stands in a list of fields: its end in the text. */
function placeOf(text: string, name: string): number | undefined {
  const found = new RegExp(
    `(?:(?<= (?:has|have|with|,|and|\\(|:|an?|the|its|their|optional|unique|own|of|required) )|^)${name}(?= ,| and |$| \\)| \\(| ;)`,
  ).exec(text);
  return found ? found.index + name.length : undefined;
}

/** The end of the name of the last field that a sentence tells. */
function lastField(text: string): number | undefined {
  const found = /(?:has|have|with|,|and|:) (?:an? |the |its )?([a-z]+(?: [a-z]+)?)(?: \( [^()]+ \))?$/.exec(text);
  return found?.[1] === undefined ? undefined : text.indexOf(found[1], found.index) + found[1].length;
}

/** The text with the fact in the brackets behind the name. */
function bracketed(text: string, end: number, fact: string): string {
  const inside = /^ \( ([^()]+) \)/.exec(text.slice(end));
  if (!inside) return `${text.slice(0, end)} ( ${fact} )${text.slice(end)}`;
  const before = choiceSaid(inside[1] ?? '') ?? inside[1] ?? '';
  // What it is chosen from comes first.
  const inner = fact.includes(' / ') ? `${fact} , ${before}` : `${before} , ${fact}`;
  return `${text.slice(0, end)} ( ${inner} )${text.slice(end + inside[0].length)}`;
}

const adjectives = '(?:integer|numeric|numerical|decimal|boolean|textual|whole number|yes / no|true / false)';
/** Within a list: what is said of the field that it stands behind, or before. */
const inline: [RegExp, (match: RegExpExecArray) => string | undefined][] = [
  // "a name of type string and a size as a number"
  [
    /(?<=(?:has|have|with|,|and) )(?:an? |the )?([a-z]+(?: [a-z]+)?) (?:of type|as an?|as) ([a-z]+(?: number| text)?)(?= ,| and |$)/,
    ([, name = '', type = '']) => {
      const said = typeSaid(type);
      return said === undefined ? undefined : `a ${name} ( ${said} )`;
    },
  ],
  // "a numeric size", "a yes / no field finished"
  [
    new RegExp(
      `(?<=(?:has|have|with|,|and) )(?:an? )?(${adjectives}) (?:field |value |flag |attribute )?(?:called |named )?([a-z]+(?: [a-z]+)?)(?= ,| and |$)`,
    ),
    ([, type = '', name = '']) => {
      const said = type === 'textual' ? 'text' : typeSaid(type);
      return said === undefined || /^(?:flag|value|field|number|code)$/.test(name)
        ? undefined
        : `a ${name} ( ${said} )`;
    },
  ],
  // "a checkbox finished", "a flag whether it is finished", "an indication of whether it is finished"
  [
    /(?<=(?:has|have|with|,|and) )(?:an? )?(?:checkbox|tick ?box|toggle|switch|boolean)(?: called| named| for)? ([a-z]+)(?= ,| and |$)/,
    ([, name = '']) => `a ${name} ( boolean )`,
  ],
  [
    /(?<=(?:has|have|with|,|and) )(?:an? )?(?:flag|indication|indicator|marker|note|boolean|information|checkbox|field|info) (?:of |for |on |about |(?:that |which )?(?:says|tells|shows|indicates|marks|indicating|saying|telling|showing|stating) )?(?:whether|if) (?:it|they|he|she|the [a-z]+|an? [a-z]+) (?:is|are|was|has been|were) (?:already |still )?([a-z]+)(?: or not)?(?= ,| and |$)/,
    ([, name = '']) => `a ${name} ( boolean )`,
  ],
  // "a low , medium or high priority", "is of low , medium or high priority"
  [
    /(?<=(?:has|have|with|,|and) )(?:is of |an? )((?:[a-z]+ , )*[a-z]+ (?:, )?or [a-z]+) (priority|status|condition|quality|size|level|risk|type|category|severity|importance|difficulty|state)(?= ,| and |$)/,
    ([, list = '', name = '']) => {
      const said = choiceSaid(list);
      return said === undefined ? undefined : `a ${name} ( ${said} )`;
    },
  ],
  // "1 of 3 priorities ( low , medium , high )", "1 of the following priorities : low , medium , high"
  [
    /(?<=(?:has|have|with|,|and) )(?:exactly )?(?:1|one) of (?:the |these |following |\d+ )*([a-z]+s) (?::|\() ((?:[a-z]+(?: [a-z]+)? , )*[a-z]+(?: [a-z]+)?(?: ,)?(?: or| and| ,)? [a-z]+(?: [a-z]+)?)(?: \))?$/,
    ([, name = '', list = '']) => {
      const said = choiceSaid(list);
      return said === undefined ? undefined : `a ${one(name)} ( ${said} )`;
    },
  ],
  // "low , medium ( default ) or high": which of them it is where nobody says
  [
    /(?<=(?:has|have|with|,|and) )(?:an? |the )?([a-z]+(?: [a-z]+)?) (?:, )?(?:which is |that is |: |of |which can be |is |\( )((?:[a-z]+ (?:, |\/ )?)*)([a-z]+) \( (?:the )?default \)((?: (?:,|\/|or|, or) [a-z]+)*)(?: \))?$/,
    ([, name = '', before = '', set = '', behind = '']) => {
      const said = choiceSaid(`${before}${set}${behind}`);
      return said === undefined ? undefined : `a ${name} ( ${said} , default ${set} )`;
    },
  ],
  // "low , medium or high , medium being the default"
  [
    /(?<=(?:has|have|with|,|and) )(?:an? |the )?([a-z]+(?: [a-z]+)?) (?::|of|,|which is|\() ((?:[a-z]+ , )+[a-z]+ or [a-z]+|[a-z]+ or [a-z]+|(?:[a-z]+ , )+[a-z]+)(?: \))? (?:, )?(?:\( )?(?:with |and )?(?:(?:an? |the )?default (?:being |is |: |of )?([a-z]+)|([a-z]+) (?:being|is|as) the default|([a-z]+) by default|([a-z]+) if not (?:specified|given|set|stated))(?: \))?$/,
    ([, name = '', list = '', a, b, c, d]) => {
      const said = choiceSaid(list);
      return said === undefined ? undefined : `a ${name} ( ${said} , default ${a ?? b ?? c ?? d ?? ''} )`;
    },
  ],
  // "( 0 by default )", "( can be empty )": in the words of the brackets
  [
    /(?<=(?:has|have|with|,|and) (?:an? |the )?[a-z]+(?: [a-z]+)? \( )([^()]+)(?= \))/,
    ([, inside = '']) => {
      if (choiceSaid(inside) !== undefined) return undefined;
      const said = factSaid(inside);
      return said === undefined || said === inside ? undefined : said;
    },
  ],
  // "and if known , a color", "sometimes a color"
  [
    /(?<=(?:has|have|with|,|and) )(?:(?:, )?(?:if known|if any|if available|if present|if there is (?:1|one)|when known|where known|where available|optionally) , |sometimes |in some cases |optionally |eventually )(?:also )?(?:an? |the )?(?=[a-z]+(?: [a-z]+)?(?: ,| and |$))/,
    () => 'an optional ',
  ],
  // "a name and may have a color"
  [
    /(?<=(?:has|have|with|,) .*) and (?:it )?(?:may|can|might|could|possibly) (?:also |optionally |additionally )?have (?:an? )([a-z]+(?: [a-z]+)?)$/,
    ([, name = '']) => ` and a ${name} ( optional )`,
  ],
  // "a priority , which can only be low , medium or high": up to the end, or up to the next field
  ...['.+', '.+?'].map((much): [RegExp, (match: RegExpExecArray) => string | undefined] => [
    new RegExp(
      `(?<=(?:has|have|with|,|and) )(?:an? |the )?([a-z]+(?: [a-z]+)?)(?: \\( ([^()]+) \\))? ((?:, )?(?:which|that|initially|default|defaults|defaulting|with (?:an? )?default|by default|if (?:there|known|any|available|applicable)|in case|chosen from|with the values|but the [a-z]+|but it|the latter|can only|must be|starting (?:at|with)|-) ?${much})(?= , (?:and |an? )| and an? |$)`,
    ),
    ([, name = '', inside, said = '']) => {
      const words = said.replace(/^, /, '').replace(/^(?:which|that|but (?:the [a-z]+|it)|the latter|-) /, '');
      const fact = lexicon().functionWords.has(name) ? undefined : factSaid(words);
      if (fact === undefined) return undefined;
      return inside === undefined
        ? `a ${name} ( ${fact} )`
        : bracketed(`a ${name} ( ${inside} )`, name.length + 2, fact);
    },
  ]),
  // "is either finished or not"
  [/(?<= (?:is|are) )either ([a-z]+) or not(?= ,| and |$)/, ([, name = '']) => `${name} or not`],
  [/(?<= (?:has|have|with|needs?) )at least (?=an? [a-z]+(?: ,| and |$| [a-z]+(?: ,| and |$)))/, () => ''],
];

const listing = /(?:^| )(?:has|have|had|having|with|needs?|gets?|contains?|includes?|including|[:(])(?: |$)/;

/** The list with its facts in brackets, and the words that said them. */
function within(text: string): { said: string; told: string[] } {
  const found: string[] = [];
  let said = text;
  if (!/ (?:has|have|with|and) | : /.test(text) || /^(?:if|when|whenever|unless|in case|no|not) /.test(text))
    return { said, told: found };
  for (const [pattern, tell] of inline)
    for (let times = 0; times < 3; times += 1) {
      const match = pattern.exec(said);
      const told = match ? tell(match) : undefined;
      // "the white player and the black player must be different" lists nothing.
      if (!match || told === undefined || !listing.test(said.slice(0, match.index))) break;
      // "( low , high , default low )": no more than a part of the brackets.
      if (match[0].split('(').length !== match[0].split(')').length) break;
      found.push(match[0].trim());
      said = `${said.slice(0, match.index)}${told}${said.slice(match.index + match[0].length)}`;
    }
  return { said, told: found };
}

/** "a code and a color , no 2 with the same code", "the size but the color can be left blank": what follows is of its own. */
const tails = [
  /^(.+) (?:, but|but|, and|,|-|, whereby|whereas|where) ((?:the |its )[a-z]+(?: [a-z]+)? (?:is|are|can|may|must|cannot|need|defaults) .+)$/,
  /^(.+) , (no 2 (?:of them )?with the same [a-z]+(?: [a-z]+)?)$/,
];

const onlyNeeded =
  /^(?:only|just) (?:the |an? )?([a-z]+(?: [a-z]+)?(?:(?: ,| and|, and) (?:the |an? )?[a-z]+(?: [a-z]+)?)*) (?:is|are) (?:required|mandatory|compulsory|obligatory|necessary|needed)$/;
const allOptional =
  /^(?:everything|all(?: the)?(?: other)?(?: fields)?|every field|all of them|the rest)(?: (?:else|other than|except|but|besides|apart from)(?: for)?(?: the)? ?((?:an? |the )?[a-z]+(?: [a-z]+)?(?:(?: ,| and|, and) (?:the )?[a-z]+)*)?)? (?:is|are) optional$/;

/** Clauses with every fact about a field in the sentence that tells the field. */
export function fieldsBracketed(clauses: readonly Clause[]): Clause[] {
  const told: Clause[] = [];
  const counted = thingsCounted(clauses);
  for (const whole of clauses) {
    // Points below the name of a thing are what it has.
    if (whole.heading === '#' || (whole.bullet && !(whole.heading === '' || isSectionName(whole.heading)))) {
      told.push(whole);
      continue;
    }
    // What is said of how many rows there are, or of what comes after what, is no list of fields.
    const ofOthers = isOfStates(whole, told) || isOfCounts(whole, counted);
    for (const clause of ofOthers ? [whole] : cut(whole)) {
      if (clause.heading === '#' || ofOthers) {
        told.push(clause);
        continue;
      }
      if (spread(told, clause)) {
        told.push(answered(clause));
        continue;
      }
      const facts = factsIn(clause.text, toldIn(told));
      const placed = facts.length > 0 && facts.every((fact) => settle([...told], fact, clause));
      if (!placed) {
        told.push(clause);
        continue;
      }
      for (const fact of facts) settle(told, fact, clause);
      told.push(answered(clause));
    }
  }
  return told;
}

/** Told with the field: its words are answered, and no pattern finds any of them. */
const answered = (clause: Clause): Clause => ({
  ...clause,
  text: '',
  heading: '#',
  read: clause.tokens.map(() => true),
});

/** "only the name is required": the others of the thing told last are not. */
function spread(told: Clause[], clause: Clause): boolean {
  const needed = onlyNeeded.exec(clause.text)?.[1];
  const all = allOptional.exec(clause.text);
  if (needed === undefined && !all) return false;
  const at = told.findLastIndex((before) => before.heading !== '#' && holder.test(before.text));
  const before = told[at];
  if (!before) return false;
  const kept = new Set(
    (needed ?? all?.[1] ?? '').split(/(?: ,| and)+ /).map((name) => name.replace(/^(?:an?|the) /, '')),
  );
  const list = before.text.replace(holder, '').replaceAll(/\([^()]*\)/g, '');
  let text = before.text;
  for (const item of list.split(/(?: ,| and)+ /)) {
    const name = item.trim().replace(/^(?:an?|the|its|their) /, '');
    const end = kept.has(name) || name === '' ? undefined : placeOf(text, name);
    if (end !== undefined) text = bracketed(text, end, 'optional');
  }
  if (text === before.text) return false;
  told[at] = retold(before, text);
  return true;
}

function cut(clause: Clause): Clause[] {
  const { said: text, told } = within(clause.text);
  const said = text === clause.text ? clause : retold(clause, text);
  const asides = told.map((words) => answered(retold(clause, words)));
  for (const pattern of tails) {
    const match = pattern.exec(said.text);
    if (
      !match?.[1] ||
      !match[2] ||
      !holder.test(match[1]) ||
      factsIn(match[2], toldIn([retold(said, match[1])])).length === 0
    )
      continue;
    return [retold(said, match[1]), retold(said, match[2]), ...asides];
  }
  return [said, ...asides];
}

/** Puts what is said where the field is told; false where nobody told it. */
function settle(told: Clause[], fact: FieldFact, clause: Clause): boolean {
  for (let at = told.length - 1; at >= 0; at -= 1) {
    const before = told[at];
    if (!before || before.heading === '#') continue;
    const point = pointOf(before);
    if (point !== undefined && point === fact.field && (fact.thing ?? one(before.heading)) === one(before.heading)) {
      const end = before.text.indexOf(point) + point.length;
      told[at] = retold(before, bracketed(before.text, end, withType(point, fact.fact)));
      return true;
    }
    const whose = holder.exec(before.text)?.[1];
    if (whose === undefined || (fact.thing !== undefined && one(whose) !== fact.thing)) continue;
    const end = fact.field === '' ? lastField(before.text) : placeOf(before.text, fact.field);
    if (fact.field === '' && (end === undefined || isOfThing(clause.text, before.text))) return false;
    if (end !== undefined) {
      told[at] = retold(before, bracketed(before.text, end, withType(before.text.slice(0, end), fact.fact)));
      return true;
    }
    if (fact.declares !== true || lexicon().functionWords.has(fact.field)) continue;
    told.push(retold(clause, `each ${one(whose)} has a ${fact.field} ( ${fact.fact} )`));
    return true;
  }
  return false;
}

/** "the priority is 5 by default": a number, where its name says nothing of it. */
function withType(upTo: string, fact: string): string {
  const number = /^default (-?\d+(?:\.\d+)?)$/.exec(fact)?.[1];
  const last = /[a-z]+(?: [a-z]+)?$/.exec(upTo)?.[0].split(' ') ?? [];
  const type = ruleForName(last)?.type;
  if (number === undefined || !(type === undefined || type === 'string' || type === 'enum')) return fact;
  return `${number.includes('.') ? 'decimal' : 'integer'} , ${fact}`;
}

/** "it starts out as draft": the thing does, where no field is told of which that would be a value. */
function isOfThing(text: string, before: string): boolean {
  const begun = /^(?:and )?(?:it|they|these) (?:starts?|begins?) (?:out |off )?(?:as|in|with) (?:an? )?([a-z]+)$/.exec(
    text,
  )?.[1];
  return begun !== undefined && !before.split(' ').includes(begun);
}
