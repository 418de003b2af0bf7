import { singularPhrase } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Clause } from '../words/text.ts';

/** Which things a description tells the fields of, found by the shape of its sentences before anything else is read. */

const head = '((?:[a-z][a-z0-9]* ){0,2}?[a-z][a-z0-9]*)';
const article = '(?:each|every|an?|the|all|any|its|their|our|my|his|her|one|1|2)';
const described = [
  new RegExp(
    `^(?:and )?(?:${article} )?${head} (?:(?:must|should|will|also|can|each|all|always|usually) )*(?:has|have|had|having|got|contains?|includes?|consists? of|comes? with|is described by|are described by|are identified by|is identified by|records?|stores?|are having) `,
  ),
  new RegExp(`^${head} (?::|->|\\() `),
  / 's ([a-z]+s) (?:has|have) /,
  // "a stay puts a dog into a run from one date to another"
  /^(?:an?|each|every) ([a-z]+) [a-z]+s (?:an?|1|one) [a-z]+ (?:into|in|to|on|onto|with) (?:an?|1|one) [a-z]+ from (?:an?|1|one|the) /,
  /^(?:an?|each|every) ([a-z]+(?: [a-z]+)??) is an? (?:[a-z]+ ){1,5}?with an? /,
  /(?:^| )([a-z]+s) (?::|\( [a-z]+(?: [a-z]+){0,2} ,) /,
  /(?: :| ,| and) ([a-z]+s) have /,
  /^([a-z]+s) , (?:their|its) /,
  new RegExp(`(?:^| , | and | : )(?:${article} )?([a-z]+s(?: [a-z]+s)?) (?:\\(|with|:) `),
  new RegExp(`(?: , | and | : |;)${article} ([a-z]+(?: [a-z]+)?) (?:has|have) `),
  new RegExp(`(?:^| )([a-z]+s) (?:, )?(?:with|which have|that have|who have|each having|each with|: [a-z ]+ ,) `),
];

/** "trucks ( name , cuisine ) , stands ( number )": every one that has a list in brackets. */
const listedThing = /(?:^|(?:,|and|:|\)) )([a-z]+s) \( (?=[a-z]+(?: [a-z]+)? (?:,|\)|boolean|\())/g;

/** Singular phrases; the last word of each as well. */
export function thingsTold(clauses: readonly Clause[]): Set<string> {
  const told = new Set<string>();
  const add = (phrase: string | undefined): void => {
    if (phrase === undefined) return;
    const one = singularPhrase(phrase);
    const last = one.split(' ').at(-1) ?? '';
    if (isTalk(last)) return;
    told.add(one);
    told.add(last);
  };
  for (const clause of clauses) {
    if (clause.heading === '#') {
      if (clause.text.split(' ').length <= 2) add(clause.text);
      continue;
    }
    for (const pattern of described) add(pattern.exec(clause.text)?.[1]);
    for (const [, phrase] of clause.text.matchAll(listedThing)) add(phrase);
  }
  return told;
}

/** Words of talk and programs, which have things without being any. */
export function isTalk(word: string): boolean {
  const { functionWords, programs } = lexicon();
  return (
    functionWords.has(word) || programs.has(word) || /^(?:i|we|you|they|she|he|it|who|which|data|rule)$/.test(word)
  );
}

/** Singular, of the thing that a clause begins with or lists; people only where nothing else is spoken of. */
export function thingIn(text: string, told: ReadonlySet<string>): string | undefined {
  const lead =
    /^(?:(?:each|every|an?|the|all|any|our|my) )?((?:[a-z]+ )?[a-z]+) (?:has|have|with|:|\(|-|is|are|can|must|belongs?) /.exec(
      text,
    )?.[1];
  const listed = [...text.matchAll(/(?:^| )([a-z]+s)(?= with | \( | : | have |$)/g)]
    .map(([, word]) => word)
    .toReversed();
  for (const phrase of [lead, ...listed]) {
    const last = phrase === undefined ? '' : singularPhrase(phrase).split(' ').at(-1);
    if (
      phrase !== undefined &&
      last !== undefined &&
      !isTalk(last) &&
      told.has(last) &&
      lexicon().nouns.get(last)?.is !== 'person'
    )
      return singularPhrase(phrase);
  }
  return undefined;
}
