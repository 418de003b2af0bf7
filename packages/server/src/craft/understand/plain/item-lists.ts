import { choiceItems } from './item-choices.ts';

/** What stands among the items of a list and is no plain name: "any number of actors", "a list of amenities", "identified by a code such as A-01". */

/** Of what kind something is: which of them it is, is a field of its own. */
const sort =
  '(?:daily|weekly|biweekly|fortnightly|monthly|quarterly|yearly|annual|public|private|new|used|refurbished|indoor|outdoor|full time|part time|single|double|shared|digital|physical|printed|online|offline|onsite|remote|hybrid|paid|free|basic|premium|standard|deluxe|vegetarian|vegan|organic|conventional|domestic|international|residential|commercial|manual|automatic|electric)';
const sorts = `(${sort}(?: , ${sort})*) ?(?:, or|or|\\/) (${sort})`;
const listed = '(?<=(?:,|and|with|has|have|\\(|:) )';
const asValues = (field: string, list: string, last: string): string =>
  `${field} ( ${[...list.split(' , '), last].join(' / ')} )`;

export const listItems: [RegExp, string | ((match: RegExpExecArray) => string)][] = [
  // "a monthly, quarterly or annual plan", "subscription monthly or annual"
  [
    new RegExp(`${listed}(?:an? |the |its |their )?${sorts} ([a-z]+)(?= ,| and | \\)|$)`),
    ({ 1: list = '', 2: last = '', 3: field = '' }) => asValues(field, list, last),
  ],
  [
    new RegExp(`${listed}(?:an? |the |its |their )?([a-z]+) ${sorts}(?= ,| and | \\)|$)`),
    ({ 1: field = '', 2: list = '', 3: last = '' }) => asValues(field, list, last),
  ],
  // "a monthly subscription or annual", as other languages have it
  [
    new RegExp(`${listed}(?:an? |the |its |their )?(${sort}) ([a-z]+) or (${sort})(?= ,| and | \\)|$)`),
    ({ 1: first = '', 2: field = '', 3: last = '' }) => asValues(field, first, last),
  ],
  // "An expense tracker: add an expense with amount, category and date": the deed is no field of it
  [
    /(?<=^(?:[a-z]+ )*: )(?:add|create|record|log|save|store|enter) (an? (?!new )[a-z]+) with (?=(?:(?:an? |the |its )?(?!(?:list|show|delete|remove|edit|update|search|find|filter|mark|print|view|export|see|get|sort)\b)[a-z]+(?: [a-z]+)?(?: , and | , | and |$))+$)/,
    '$1 has ',
  ],
  // "number ( unique per show )"
  [/(?<=[a-z]) \( (unique (?:per|within|in|for each|in each) (?:an? |the |each )?[a-z]+) \)(?= ,| and |$)/, ' $1'],
  // "a rating from 1 to 5 and a comment": words that go with it, and no row of its own
  [
    /(?<=(?:\d|\)|rating|title|grade|date|type|status|stars|points) (?:, )?(?:and )?)(an? (?:optional )?)comment(?= ,|$)/,
    '$1comment ( text )',
  ],
  // "any number of actors"
  [/(?<=(?:,|and|has|have) )(?:any number of|0 or more|zero or more) (?=[a-z]+s(?: |$))/, 'many '],
  // "a list of amenities", "a list of languages they speak"
  [
    /(?<=(?:,|and|with|has|have) )an? list of (?:the )?([a-z]+s)(?: (?:they|he|she|it) [a-z]+)?(?= ,| and |$)/,
    '$1 string',
  ],
  // "an optional limit on the number of backers"
  [
    /(?<=(?:,|and|with|has|have) )an? (?:optional )?(?:limit on|cap on|maximum for|upper limit for) the number of ([a-z]+)(?= ,| and |$)/,
    'a maximum number of $1 ( optional )',
  ],
  // "identified by a code such as A-01-03": an example says nothing of the form
  [
    /(?<= (?:identified by|have|has) an? (?:unique )?[a-z]+)(?: ,)? (?:such as|like|for example|eg) [a-z]{0,3}(?: ?(?:\.\.|-)? ?\d+)+(?= and |$)/,
    '',
  ],
  // "each donation records the donor , the quantity": what it has
  [
    /(?<=^(?:each|every|an?) [a-z]+(?: [a-z]+)? )(?:records|stores|captures|contains) (?=the [a-z]+(?: [a-z]+)? (?:,|and) )/,
    'has ',
  ],
  [
    /(?<=^(?:each|every|an?) [a-z]+(?: [a-z]+)? has (?:.* (?:, |and ))?)the (?=[a-z]+(?: [a-z]+)?(?: ,| \(| and|$))/g,
    'a ',
  ],
  ...choiceItems,
];
