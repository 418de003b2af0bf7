import { finishedBy, namedCommands } from '../program/commands.ts';
import { fieldsBracketed } from '../facets/fields-bracketed.ts';
import { countsTold } from '../counts/counts-told.ts';
import { lifecyclesTold } from '../states/states-told.ts';
import { lexicon } from '../words/lexicon.ts';
import { placed } from '../sentences/rephrase.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { averagesTold } from './averages.ts';
import { listsApart, ordersOnThem, themNamed, themOfBefore } from './apart.ts';
import { withoutChatter } from './chatter.ts';
import { fieldsTold } from './fields-told.ts';
import { plainItems } from './items.ts';
import { ordersApart } from './orders.ts';
import { permissionsTold } from './permitted.ts';
import { casesTold } from './rule-cases.ts';
import { withNames } from './pronouns.ts';
import { titledTold } from './titled.ts';
import { toldPlainly } from './telling.ts';
import { isPaging, technologyApart } from './technology.ts';
import { thingsTold } from './told.ts';
import { withValues } from './valued.ts';
import { isMany, isThingHere, one } from './words.ts';

/** Longer than any sentence that is told again: what is longer is read as it stands. */
const longest = 110;

/**
 * Clauses of a description in anybody's words as those that the passes know: talk dropped, pronouns named, sentences and
 * items in their plain form. The words keep their places in the original.
 */
export function plainly(clauses: readonly Clause[]): Clause[] {
  const whole = themOfBefore(
    averagesTold(
      casesTold(
        withValues(countsTold(lifecyclesTold(fieldsBracketed(fieldsTold(permissionsTold(titledTold(clauses))))))),
      ),
    ),
  )
    .flatMap((clause) => listsApart(themNamed(clause)))
    .flatMap((clause) => ordersOnThem(clause))
    .flatMap((clause) => namedCommands(clause))
    .map((clause) => technologyApart(clause));
  const said = [...whole.flatMap(([clause]) => clause ?? []), ...whole.flatMap(([, ...asides]) => asides)].flatMap(
    (clause) => withoutChatter(clause, clauses) ?? [],
  );
  const told = thingsTold(said);
  const people = told.has('person') || told.has('people');
  const finished = told.size > 0 ? finishedBy(said) : [];
  return ordersApart(
    withNames(
      [...said, ...finished].flatMap(apart).map((clause) => (people ? clause : asUsers(clause))),
      told,
    ),
    told,
  ).flatMap((clause) => restated(clause, told));
}

/** "people buy tickets with name and email": whoever it is, nothing is kept of them by themselves. */
function asUsers(clause: Clause): Clause {
  const [first, second] = clause.tokens;
  if (clause.heading === '#' || first?.text !== 'people' || !second) return clause;
  if (/^(?:who|with|have|has|are|is|,|:|\(|can|must|may|should|in|of|from|at|and|or)$/.test(second.text)) return clause;
  if (!lexicon().verbForms.has(second.text)) return clause;
  return makeClause(
    clause.source,
    [{ ...first, text: 'users' }, ...clause.tokens.slice(1)],
    clause.bullet,
    clause.heading,
  );
}

/** The same for clauses that were cut from longer ones since. */
export function plainAgain(clauses: readonly Clause[]): Clause[] {
  const told = thingsTold(clauses);
  return clauses
    .map((clause) => (isPaging(clause.text) ? { ...clause, heading: '#' } : clause))
    .flatMap((clause) => restated(clause, told));
}

function restated(clause: Clause, told: ReadonlySet<string>): Clause[] {
  return clause.heading === '#' || clause.tokens.length > longest ? [clause] : again(clause, told, 0);
}

/** "a player is on a team , they have a name": what a pronoun begins is a sentence of its own. */
function apart(clause: Clause): Clause[] {
  if (clause.heading === '#') return [clause];
  const found =
    / (?:,|-) (?:and |but )?(?=(?:they|he|she|it) (?:has|have|had|got|can|must|cannot|belongs?|is|are) |(?:i|we) (?:then |also )?(?:write down|note|note down|jot down|take down|ask for) )/.exec(
      clause.text,
    );
  if (
    !found ||
    clause.text.slice(0, found.index).includes('(') ||
    /^(?:as long as|while|if|when|unless|once|until|after|before|as soon as) /.test(clause.text)
  )
    return [clause];
  const size = clause.text.slice(0, found.index).split(' ').length;
  const skipped = found[0].trim().split(' ').length;
  const part = (tokens: Clause['tokens']): Clause => makeClause(clause.source, tokens, clause.bullet, clause.heading);
  return [part(clause.tokens.slice(0, size)), ...apart(part(clause.tokens.slice(size + skipped)))];
}

/** What is told again in words of its own stands for the whole sentence. */
function wholly(tokens: Clause['tokens'], clause: Clause): Clause['tokens'] {
  const [last, end] = [tokens.at(-1), clause.tokens.at(-1)?.end];
  return last === undefined || end === undefined || last.end > last.start
    ? tokens
    : [...tokens.slice(0, -1), { ...last, end }];
}

/** "must never", "is not allowed to", "a single", "sign-ups": the same in the words that every pass knows. */
const modals: [RegExp, string][] = [
  [/(?<= (?:any|1|per|same|each|every|a) )calendar (?=(?:day|week|month|year)s?(?: |$))/, ''],
  [/(?<= )(?:can|may|must|should) neither ((?:be )?[a-z]+(?: [a-z]+)?) nor (?=[a-z])/, 'cannot $1 or '],
  [/(?<= )(?:simultaneously|concurrently|in parallel|at any (?:1|one|given) time)(?= |$)/, 'at the same time'],
  // Those for something are rows; to sign up is said of accounts.
  [
    /(?<=^|(?:,|:|and|of|their|own|all|for|the|no|with|has|have|cancel|most \d+|least \d+) )signups(?= |$)/g,
    'registrations',
  ],
  [
    /(?<=(?:^| )(?:an?|each|every|no|1|any|own) )signup(?= |$)(?! (?:page|form|endpoint|screen|flow|link|process|date))/g,
    'registration',
  ],
  [
    /(?<= )(?:must|should|may|will|would|could|shall|is|are) never (?:be (?:allowed|able|permitted) to |allowed to |permitted to )?(?=[a-z])/,
    'can never ',
  ],
  [
    /(?<= )(?:(?:is|are|must|should|will|shall) (?:not|never) (?:be )?(?:allowed|permitted|supposed|entitled|able) to|(?:is|are) (?:forbidden|prohibited) to|(?:has|have) no (?:right|permission) to) /,
    'cannot ',
  ],
  [/(?<= )(?:is|are) (?:allowed|permitted|entitled) to /, 'may '],
  [/(?<=^users can .* )(?:my|our) own(?= )/, 'their own'],
  [/(?<= (?:belongs?|refers?|is linked|is assigned|are linked|are assigned) to )exactly 1 (?=[a-z])/, 'a '],
  [/(?<= )always (?=(?:belongs?|refers?) to )/, ''],
  [/(?<= )only (?:can|may) be (?=[a-z])/, 'can only be '],
  // "lamps can be added to and removed from boxes"
  [/(?<= be )(added|moved|put|assigned) (to|into) (?:and|or) (?:removed|taken) (?:from|out of) (?=[a-z])/, '$1 $2 '],
  [/(?<= )\( (?:a |as )?date (?:and|\/|\+|with) time \)/g, '( datetime )'],
  // "each piece of equipment"
  [
    /(?<=(?:^|each|every|an?|the|any|per|several|many|all) )(?:pieces?|items?|bits?) of (?=(?:equipment|furniture|clothing|jewell?ery|luggage|baggage|art|artwork|machinery|software|hardware|evidence|gear|land)(?: |$))/,
    '',
  ],
  [/(?<= (?:has|have) )(?:1 or|either 1 or|between 1 and) (\d+) (?=[a-z]+s(?: |$))/, 'at most $1 '],
  [/(?<= )(?:only|just|at most|at maximum) (?:for )?1 time(?= |$)/, 'only once'],
  // What is held by one at a time is held until it is given back.
  [
    /(?<= at (?:a|the same) time)(?: ,)? until (?:it|they) (?:is|are|has been|have been|was|were) [a-z]+(?: back)?$/,
    '',
  ],
  [/(?<= )(?:(?:only|just|exactly) )?a single (?=[a-z]+ (?:per|for|in|on|at|of|to|within) )/, 'only 1 '],
];

function plainModals(text: string): string {
  return modals.reduce((said, [pattern, plain]) => said.replace(pattern, plain), inWhole(whoeverDoes(text)));
}

/** "at least 250 cents": bounds are read in the whole of a currency, and "between 1 kg and 30 kg" with one unit. */
function inWhole(text: string): string {
  return text
    .replace(
      /(?<=(?:at least|at most|up to|more than|less than|below|above|under|over|minimum|maximum|min|max|between|and|\.\.)(?: of)? )(\d+) (?:cents?|ct|pence)(?= |$)/g,
      (_, amount: string) => `${Number(amount) / 100} euros`,
    )
    .replace(
      /(?<=(?:^| )(?:between|from|of) )(\d+(?:\.\d+)?) ([a-z]+) (?:and|to|\.\.|-) (\d+(?:\.\d+)?) ([a-z]+)(?= |$)/g,
      (all, least: string, unit: string, most: string, last: string) =>
        one(unit) === one(last) ? `${least} .. ${most} ${last}` : all,
    );
}

/** "nobody books twice", "a guide leads one tour at a time": what is done, and no books and leads. */
function whoeverDoes(text: string): string {
  return text
    .replace(/^(nobody|no one) ([a-z]+s)(?= |$)/, (all, who: string, does: string) => can(who, does) ?? all)
    .replace(
      /^((?:an?|each|every) [a-z]+) ([a-z]+s) (?=(?:(?:only|exactly|just|up to|at most|no more than) )?\d+ )/,
      (all, who: string, does: string) => {
        const said = lexicon().nouns.has(one(does)) ? can(who, does) : undefined;
        return said === undefined ? all : `${said} `;
      },
    );
}

function can(who: string, does: string): string | undefined {
  const verb = lexicon().verbForms.get(does);
  return verb === undefined || /^(?:is|has|does|was|gets)$/.test(does) ? undefined : `${who} can ${verb}`;
}

/** "reservation: member, desk or room": it is of one of them. */
function eitherThing(text: string, told: ReadonlySet<string>): string {
  return text.replace(
    /(?<=(?:,|-|:|has|have|with) )(?:an? |the |either an? |either )?([a-z]+(?: [a-z]+)?) or (?:an? |the )?([a-z]+(?: [a-z]+)?)(?= ,| and |$)/,
    (all, first: string, second: string) =>
      [first, second].every((name) => !isMany(name) && isThingHere(told, name)) && (told.has(first) || told.has(second))
        ? `${first} ( optional ) , ${second} ( optional )`
        : all,
  );
}

function again(clause: Clause, told: ReadonlySet<string>, depth: number): Clause[] {
  const text = eitherThing(plainItems(plainModals(clause.text)), told);
  const sentences = toldPlainly(text, told);
  const make = (words: string): Clause =>
    words === clause.text
      ? clause
      : makeClause(
          clause.source,
          wholly(placed(words.split(' '), clause.tokens), clause),
          clause.bullet,
          clause.heading,
        );
  if (sentences.length === 1 && sentences[0] === text) return [make(text)];
  return sentences.flatMap((sentence) => (depth < 3 ? again(make(sentence), told, depth + 1) : [make(sentence)]));
}
