import { ruleForName } from '../fields/field-types.ts';
import { splitItems } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';

/** What stands in brackets behind a name: what its values may be, or what is known of it. */

const ofValue =
  /^(?:(?:an? )?(?:whole )?(?:integer|int|number|decimal|float|string|text|boolean|bool|date|datetime)|required|optional|mandatory|nullable|unique|(?:default|defaults to|initially) :? ?\S+|(?:always )?positive|(?:never|not|non) (?:be )?(?:negative|empty|below .*|under .*|above .*)|(?:at least|at most|up to|max|min|maximum|minimum|no more than|between|from(?= -?\d)|more than|less than|greater than|>|<) .*\d.*|-?\d+(?:\.\d+)? \.\. .*)$/;

/** Names of fields, two or more: "name , email". */
export function tellsOf(inside: string): boolean {
  const parts = splitItems(inside).map((item) => item.text.split(' ( ')[0] ?? '');
  return (
    parts.length > 1 &&
    parts.every((part) => ruleForName(part.split(' ')) !== undefined || lexicon().fieldNames.has(part)) &&
    !parts.every((part) => /^(?:new|open|paid)$/.test(part))
  );
}

/** "more than 0" as an item of its own: said of the field before it. */
export function isBound(text: string): boolean {
  return (
    /^(?:at least|at most|more than|less than|greater than|up to|between|not|never|always positive|positive|max|min|from) /.test(
      `${text} `,
    ) && ofValue.test(text)
  );
}

/** Types and bounds of the one field before the bracket. */
export function isValue(inside: string | undefined): boolean {
  return inside?.split(/ , | and /).every((part) => ofValue.test(part.trim())) ?? false;
}

/** Types and bounds only, one of which no name of a field could be. */
export function saysOfValue(inside: string): boolean {
  const parts = inside.split(/ , | and /).map((part) => part.trim());
  return parts.every((part) => ofValue.test(part)) && parts.some((part) => !/^(?:text|date|number)$/.test(part));
}

/** "deposit or withdrawal", "available / rented / in repair": which of them it is. */
export function isChoice(text: string): boolean {
  const value = '[a-z]+(?: (?!or |and )[a-z]+)?';
  return new RegExp(`^${value}(?: (?:,|/) ${value})* (?:, )?(?:or|/) ${value}$`).test(text);
}

/** What such a choice is called: a state that it is in, or its type. */
export function chosenName(text: string): string {
  return /(?:^|[,/] |or )(?:available|active|open|closed|free|in [a-z]+|out of [a-z]+|on [a-z]+|draft|pending|broken|(?:[a-z]+ )?[a-z]{3,}ed)(?: |$)/.test(
    text,
  )
    ? 'status'
    : 'type';
}

/** Words that are said of the same side of something. */
const families: [string, RegExp][] = [
  ['visibility', /^(?:public|private|internal|external|hidden|secret|shared|unlisted|confidential)$/],
  [
    'condition',
    /^(?:as )?(?:new|like new|good|very good|fair|ok|okay|worn|used|poor|bad|broken|damaged|mint|defective|intact|excellent|perfect)$/,
  ],
  [
    'type',
    /^(?:in|out|incoming|outgoing|inbound|outbound|transfer|indoors?|outdoors?|digital|physical|printed|online|onsite|on site|remote|hybrid|single|double|twin|triple|suite|dorm|full time|part time|vegetarian|vegan|manual|automatic|electric|domestic|international|residential|commercial|junior|senior|amateur|professional)$/,
  ],
];

/** What such values are called where all of them are said of one side of a thing: "new", "worn" are conditions. */
export const sideOf = (values: readonly string[]): string | undefined =>
  families.find(([, words]) => values.every((value) => words.test(value)))?.[0];

/** Kinds that there are of a thing, none of which could be a field: "single , double , suite". */
export function isKinds(values: readonly string[]): boolean {
  return (
    values.length > 1 &&
    values.every(
      (value) =>
        /^[a-z]+(?: [a-z]+)?$/.test(value) &&
        ruleForName(value.split(' ')) === undefined &&
        !lexicon().fieldNames.has(value),
    )
  );
}
