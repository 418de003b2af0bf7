/** Items that say between what one chooses, with no bracket: "a grade A, B or C", "a condition new, good or worn". */

/** "A", "III", "XL", "2b": a name of one sign or two, as grades, classes and sizes have. */
const sign = '(?:i{1,3}|iv|vi{0,3}|ix|x{1,3}[sl]?|[a-z]|[a-z]\\d{1,2}|\\d{1,2}[a-z])';
/** What has one of a few values wherever it is spoken of. */
const chosen =
  '(?:condition|quality|kind|type|sort|category|size|level|class|grade|mode|visibility|season|gender|sex|colou?r|material|shape|priority|severity|urgency|difficulty|status|state|stage|phase|voice|method|frequency|format|outcome|result|verdict|mood|weather|tier|rank)';
const value = '(?!(?:an?|the|of|in|is|are|for|with|from|that|which|as|to|or|and|at|on|by|not|its|their)(?: |$))[a-z]+';
const before = '(?<=(?:^|,|and|with|has|have|\\(|:) )(?:an? |the |its |their )?';
const behind = '(?= ,| and | \\)|$)';

const bracketed = ({ 1: name = '', 2: list = '' }: RegExpExecArray): string =>
  `${name} ( ${list.split(/ (?:, or|,|or) /).join(' / ')} )`;

/** What is said between two of them, where no name stands before it: "child , date , present or absent". */
const between: Record<string, string> = {
  'present or absent': 'status',
  'absent or present': 'status',
  'open or closed': 'status',
  'paid or unpaid': 'status',
  'active or inactive': 'status',
  'public or private': 'visibility',
  'private or public': 'visibility',
  'male or female': 'gender',
  'female or male': 'gender',
  'new or used': 'condition',
  'passed or failed': 'result',
  'won or lost': 'result',
  'indoor or outdoor': 'place',
};

export const choiceItems: [RegExp, (match: RegExpExecArray) => string][] = [
  [
    new RegExp(
      `(?<!(?:sex|gender|status|state|condition|visibility|result|outcome) , )(?<=(?:^|,|:) (?:and )?|(?:has|have) .*, and |and )(${Object.keys(between).join('|')})(?= ,| and | \\)|$)`,
    ),
    ({ 1: pair = '' }) => `${between[pair]} ( ${pair.replace(' or ', ' / ')} )`,
  ],
  [
    new RegExp(
      `${before}((?:${value} )?[a-z]{3,}(?<! (?:or|and|of|in|is|the))) (?:of |from )?(${sign}(?: , ${sign})* (?:, )?or ${sign})${behind}`,
    ),
    bracketed,
  ],
  [
    new RegExp(
      `${before}((?:${value} )?${chosen}) (?:of )?(${value}(?: ${value})?(?: , ${value}(?: ${value})?)* (?:, )?or ${value}(?: ${value})?)${behind}`,
    ),
    bracketed,
  ],
];
