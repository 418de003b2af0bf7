import { infinitive, participle, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';

/** What somebody did with a thing, as a field of it. */

const start =
  '(?<=(?:^| )(?:,|and|\\(|:|has|have|with|records?|notes?|stores?|as well as|plus|of|contains?) (?:an? |the )?)';
const end = '(?= ,| and | \\)| \\(|$)';
const people = '(?:i|we|you|they|he|she|anyone|somebody|someone|anybody)';

export const doneItems: [RegExp, string | ((match: RegExpExecArray) => string)][] = [
  // "whether I have seen it", "if we own it": said of the thing.
  [
    new RegExp(
      `${start}(?:whether|if) ${people} (?:have |has |had |already |still |currently |ever )*([a-z]+) (?:it|them|this|that)(?: (?:yet|already|or not|now|before|once))*${end}`,
    ),
    ({ 0: all, 1: verb = '' }) => {
      const plain = verbOf(verb);
      return plain === undefined ? all : `${doneOf(verb, plain)} boolean`;
    },
  ],
  // "a start, an end and what I did"
  [
    new RegExp(
      `${start}what (?:(?:i|we|you|they|he|she) (?:did|do|worked on|have done)|(?:was|were|has been|is) done|happened|has happened)${end}`,
    ),
    'description',
  ],
  // "a date and who paid", "who drives it": a verb that is known, and nobody else in it
  [
    new RegExp(`${start}(?:who|whoever) (?:has |had |will )?([a-z]+)(?: (?:it|them|this))?${end}`),
    ({ 0: all, 1: verb = '' }) => {
      // "who owes": what no list has is taken for a verb where it looks like one.
      const looks =
        /^(?!does$|goes$)[a-z]+[^s]s$/.test(verb) && !lexicon().nouns.has(singular(verb))
          ? verb.slice(0, -1)
          : undefined;
      const plain = infinitive(verb) ?? looks;
      return plain === undefined ? all : `${participle(plain)} by`;
    },
  ],
];

const isDone = /(?:ed|en|(?<!^o)wn|nt|ght|ld|de)$/;

/** "own", "watched", "seen": the verb by itself. */
function verbOf(said: string): string | undefined {
  const plain = infinitive(said) ?? lexicon().verbForms.get(said);
  return plain ?? (isDone.test(said) || !lexicon().nouns.has(said) ? said : undefined);
}

function doneOf(said: string, plain: string): string {
  return said === 'read' || isDone.test(said) ? said : participle(plain);
}
