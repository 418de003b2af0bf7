import { singular } from '../words/grammar.ts';
import type { Token } from '../words/tokens.ts';
import { type Edit, word } from './edits.ts';

/** Two of a kind in one phrase, made two whole items or one range: "start and end date", "between 3 and 8", "date and time". */

const number = '-?\\d+(?:\\.\\d+)?';
/** Two of a kind that share their noun: "start and end mileage", "net and gross weight". */
const twins = [
  '(?:start|starting|begin|opening|initial) %and% (?:end|ending|closing|final)',
  '(?:min|minimum|lower|lowest) %and% (?:max|maximum|upper|highest)',
  '(?:max|maximum|upper|highest) %and% (?:min|minimum|lower|lowest)',
  '(?:net %and% gross|gross %and% net|billing %and% (?:shipping|delivery)|(?:shipping|delivery) %and% billing)',
  '(?:planned|estimated|expected) %and% (?:actual|real)',
  '(?:purchase|buying|cost|wholesale) %and% (?:sale|sales|selling|retail)',
  '(?:old|previous) %and% new',
]
  .join('|')
  .replaceAll('%and%', '(?:and|\\/)');
const shared = new RegExp(
  `(?<![^ ])(?:${twins}) (?!(?:names?|dates?|times?|years?|locations?|datetimes?|salary|and|or|of|on|in|at|for|with|to|by|is|are|must|can|cannot|may|should|has|have|as|which|that|values?|ones?)(?![^ ]))[a-z]{3,}(?= ?(?:,|\\)|\\(|$|and |in |between |must ))`,
);

const stay =
  /(?<![^ ])from (?:an? |the |their )?(?:check in|arrival|start|starting|begin|pick ?up|departure|opening) (?:to|until|till) (?:an? |the |their )?(?:check out|departure|end|ending|return|arrival|drop ?off|closing) (?:date|day|time)s?(?![^ ])/;

/** The noun that two share, said of each. */
const eachWithNoun = (_: RegExpExecArray, found: Token[]): Token[] => {
  const cut = found.findIndex(({ text }) => /^(?:and|\/|,)$/.test(text));
  const last = found.at(-1);
  const single = singular(last?.text ?? '');
  return [
    ...found.slice(0, cut),
    word(single, last),
    word('and', found[cut]),
    ...found.slice(cut + 1, -1),
    word(single, last),
  ];
};
export const pairEdits: readonly Edit[] = [
  [
    new RegExp(`(?<![^ ])(?:between )?${number} (?:and|to|-|until|through|up to) ${number}(?![^ ])`),
    (match, found) => {
      const numbers = found.filter((token) => /^-?\d/.test(token.text));
      const between = found[0]?.text === 'between';
      if (!between && / and /.test(match[0])) return found;
      const [a, b] = numbers;
      return a && b ? [...(between ? found.slice(0, 1) : []), a, { ...word('..', b), start: a.end }, b] : found;
    },
  ],
  [/(?<![^ ])date and time(?![^ ])/, (_, found) => [{ ...word('datetime', found[0]), end: found[2]?.end ?? 0 }]],
  [
    /(?<![^ ])(?:first|start|starting|opening|departure|pickup|min|minimum|check in|issue|begin) (?:and|\/) (?:an? |the )?(?:last|end|ending|closing|arrival|return|dropoff|max|maximum|check out|due|finish) (?:names?|dates?|times?|years?|locations?|datetimes?|price|salary|addresse?s?|points?|places?|cities|city|stations?)(?![^ ])/,
    eachWithNoun,
  ],
  [shared, eachWithNoun],
  // "an arrival and a departure date", "a from and a to time"
  [
    /(?<![^ ])(?:start|begin|opening|from|arrival|check in|pick ?up|entry|departure|birth|issue|loan|rental|delivery|order) (?:and|,) an? (?:end|ending|closing|to|until|departure|check out|return|drop ?off|exit|arrival|death|due|expiry|delivery) (?:dates?|times?|datetimes?|days?)(?![^ ])/,
    eachWithNoun,
  ],
  // "from a check in to a check out date"
  [
    stay,
    (_, found) => {
      const cut = found.findIndex((token, index) => index > 0 && /^(?:to|until|till)$/.test(token.text));
      const last = found.at(-1);
      return [...found.slice(0, cut), word(singular(last?.text ?? ''), last), ...found.slice(cut)];
    },
  ],
  [
    /(?<![^ ])valid from (?:and|to|\/|-) (?:valid )?(?:until|to|till)(?: dates?)?(?![^ ])/,
    (_, found) => {
      const cut = found.findIndex((token) => /^(?:and|to|\/|-)$/.test(token.text));
      const rest = found.slice(cut + 1).filter((token) => !/^(?:valid|dates?)$/.test(token.text));
      return [...found.slice(0, cut), word('and', found[cut]), word('valid', rest[0]), ...rest.slice(0, 1)];
    },
  ],
];
