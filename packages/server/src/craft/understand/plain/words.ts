import { pluralOf, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isKnownThing } from '../words/noun-sense.ts';

/** What the words of a sentence are, for those that tell it again. */

export const one = (words: string): string => {
  const parts = words.split(' ');
  return [...parts.slice(0, -1), singular(parts.at(-1) ?? '')].join(' ');
};
export const isMany = (words: string): boolean => one(words) !== words;
export const plural = (words: string): string => (isMany(words) ? words : pluralOf(words.split(' ')).join(' '));
export const has = (told: ReadonlySet<string>, words: string): boolean =>
  told.has(one(words)) || told.has(one(words).split(' ').at(-1) ?? '');
export const isThingHere = (told: ReadonlySet<string>, words: string): boolean =>
  has(told, words) || isKnownThing(one(words).split(' '));
export const listOf = (text: string): string => text.replace(/^(?:, )?(?:and )?(?:(?:has|have|with|: |\( )+ ?)/, '');

/** Verbs whose sentences have passes of their own: bookings, sign-ups, what users may do. */
export function isOwnVerb(word: string): boolean {
  const { verbForms, associations, crudVerbs, actions } = lexicon();
  const plain = verbForms.get(word) ?? word;
  return (
    associations[plain] !== undefined ||
    crudVerbs.has(plain) ||
    (actions[plain] !== undefined && !/^(?:lead|run|hold|open|close|start|finish)$/.test(plain)) ||
    /^(?:allow|limit|restrict|require|belong|pay|borrow|unique|refer|expire|notify|charge|cost|consist|link|assign|relate|connect|sort|order|filter|base|write|build)$/.test(
      plain,
    )
  );
}

export const isPeople = (words: string): boolean => {
  const entry = lexicon().nouns.get(one(words)) ?? lexicon().nouns.get(one(words).split(' ').at(-1) ?? '');
  return entry?.is === 'person' || lexicon().roles.has(one(words));
};

/** Passives that say no more than that the one belongs to the other. */
export const light =
  /^(?:made|done|taken|placed|given|carried|recorded|entered|written|filed|kept|held|stored|added|sent|owned|played|sung|led|brought|logged|created|set|flown|driven|held|run)$/;

/** "numbered" is said of what has a number. */
export const measured: Record<string, string> = {
  numbered: 'number',
  named: 'name',
  titled: 'title',
  dated: 'date',
  priced: 'price',
  labelled: 'label',
  labeled: 'label',
  graded: 'grade',
  coloured: 'colour',
  colored: 'color',
  sized: 'size',
  weighed: 'weight',
  coded: 'code',
};

/** What things that are kept, and what is known of them, are called where they are not named. */
export const standIn =
  /^(?:columns?|propert(?:y|ies)|attributes?|fields?|objects?|entit(?:y|ies)|resources?|tables?|rows?|records?|data|models?|types?)$/;

export const determiner = '(?:(?:each|every|an?|the|all|any|our|my|its|their|these|those) )?';

/** The same where something must stand before the noun. */
export const determined = '(?:an?|each|every|the|any|1)';

export const noun = '[a-z]+(?: [a-z]+)??';

export const most = '(?:at most|at maximum|up to|no more than|not more than|max|maximum|a maximum of|max of)';

export const several =
  '(?:one or more|1 or more|at least 1|at least one|several|multiple|many|various|a number of|any number of)';

export const phrase = '([a-z][a-z0-9]*(?: [a-z][a-z0-9]*)??)';

/** The sentences that a match amounts to; none where it says something else. */
export type Tell = (match: RegExpExecArray, told: ReadonlySet<string>) => string[];
