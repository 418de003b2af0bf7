import { retold } from '../sentences/retell.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { type CountFact, countFactOf } from './meaning.ts';
import { masked } from './masked.ts';
import { type Counted, thingsCounted } from './things.ts';

/**
 * Sentences that say how many rows there may be, in one plain form for each kind of them: how many of one thing for another,
 * one of each pair, what differs within a whole, what is apart in time, and for how many there is room.
 */

/** What none of these sentences lacks: most are passed by at a glance. */
const bound =
  /\b(?:\d+|once|twice|most|max|maximum|limit|limited|limits|exceed|exceeds|more|no|not|never|nobody|cannot|neither|refused?|reject(?:ed|s)?|unique|uniqueness|distinct|different|own|overlap\w*|exclude|exclusive|clash|collide|conflicts?|full|overbook\w*|duplicates?|fails?|forbidden|impossible|prevent(?:ed|s)?|den(?:y|ied)|only|capacity|before|own|room|per)\b/;

export function countsTold(clauses: readonly Clause[]): Clause[] {
  const things = thingsCounted(clauses);
  if (!things.some(({ refs }) => refs.length > 0)) return [...clauses];
  const told: Clause[] = [];
  let spoken: Counted | undefined;
  for (let at = 0; at < clauses.length; at += 1) {
    const clause = clauses[at];
    if (!clause) continue;
    const next = clauses[at + 1];
    const joined = next && isCase.test(clause.text) && isRule(next) ? `${clause.text} , ${next.text}` : undefined;
    const both = joined === undefined ? undefined : toldIn(joined, things, spoken);
    const said = isRule(clause) ? (both ?? toldIn(clause.text, things, spoken)) : undefined;
    if (next && both !== undefined) {
      const tokens = [...clause.tokens, ...next.tokens];
      told.push(whole(makeClause(clause.source, tokens, clause.bullet, clause.heading), both));
      at += 1;
    } else told.push(said === undefined || said === clause.text ? clause : whole(clause, said));
    spoken = headOf(clause, things) ?? spoken;
  }
  return told;
}

/** The plain sentence in place of all that was said. */
function whole(clause: Clause, words: string): Clause {
  const told = retold(clause, words);
  const [last, end] = [told.tokens.at(-1), clause.tokens.at(-1)?.end];
  return last === undefined || end === undefined
    ? told
    : makeClause(
        told.source,
        [...told.tokens.slice(0, -1), { ...last, end: Math.max(last.end, end) }],
        told.bullet,
        told.heading,
      );
}

/** Whether a sentence is one of these. */
export function isOfCounts(clause: Clause, things: readonly Counted[]): boolean {
  return isRule(clause) && toldIn(clause.text, things) !== undefined;
}

const isRule = ({ heading, text }: Clause): boolean => heading !== '#' && bound.test(text);

/** "once a member has three loans": what then is or is not done may stand by itself. */
const isCase = /^(?:when|if|once|as soon as|as long as|whenever|while|after|with) /;

function headOf({ text }: Clause, things: readonly Counted[]): Counted | undefined {
  const head =
    /^(?:(?:an?|the|each|every|all) )?([a-z]+(?: [a-z]+){0,2}?) (?:has|have|with|:|\(|belongs?|(?:is|are) for)(?= |$)/.exec(
      text,
    )?.[1];
  return things.find(({ name, plural }) => name === head || plural === head);
}

/** The same in the words that every pass knows; undefined where it says something else, or more. */
export function toldIn(text: string, things: readonly Counted[], spoken?: Counted): string | undefined {
  const signs = masked(text, things);
  const fact = signs && countFactOf(signs, spoken);
  // "only one application per animal can be approved": that is an action as well, which others read.
  if (fact?.kind === 'limit' && fact.state !== undefined && text.includes(` be ${fact.state}`) && isDone(fact.state))
    return undefined;
  return fact && plainOf(fact);
}

const isDone = (state: string): boolean => lexicon().actions[lexicon().verbForms.get(state) ?? ''] !== undefined;

function plainOf(fact: CountFact): string | undefined {
  const { thing } = fact;
  switch (fact.kind) {
    case 'room':
      return `there cannot be more ${thing.plural} for ${aOf(fact.per)} than its ${fact.per.capacity ?? 'capacity'}`;
    case 'apart':
      return `2 ${thing.plural} of the same ${fact.per.name} must not overlap`;
    case 'distinct': {
      const [whole, second] = fact.per;
      const same = fact.fields.map((field) => `the same ${field}`).join(' and ');
      if (!whole) return `no 2 ${thing.plural} have ${same}`;
      return second ? undefined : `2 ${thing.plural} of the same ${whole.name} cannot have ${same}`;
    }
    case 'limit':
      return limited(fact);
  }
}

function limited({ thing, per, limit, period, state, field, once }: CountFact & { kind: 'limit' }): string {
  const [first, second] = per;
  const many = limit === 1 ? thing.name : thing.plural;
  if (!first) return `there can be at most ${limit} ${many} in total`;
  const [holder, other] = second && !first.person && second.person ? [second, first] : [first, second];
  return [
    `${aOf(holder)} can have at most ${limit}`,
    ...(state === undefined ? [] : [state]),
    many,
    ...(other ? [`per ${other.name}`] : []),
    ...(field === undefined ? [] : [`per ${field}`]),
    ...(period === undefined ? [] : [`per ${period}`]),
    ...(once && period === undefined ? ['at the same time'] : []),
  ].join(' ');
}

const aOf = ({ name }: Counted): string => `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
