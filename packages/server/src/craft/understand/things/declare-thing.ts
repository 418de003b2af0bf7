import { splitCompound } from '../words/compounds.ts';
import { type Draft, type DraftEntity, declare, stated } from '../draft.ts';
import { type Noun, phraseOf, pluralOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Clause } from '../words/text.ts';

/** A thing that a text names, with the verb in front of it left out and compounds of two things taken apart. */

export function declareThing(draft: Draft, clause: Clause, found: Noun): DraftEntity {
  const head = withoutVerb(clause, found);
  const from = stated(clause, head.from, head.to);
  return inAState(draft, head.words) ?? splitCompound(draft, head.words, from) ?? declare(draft, head.words, from);
}

/** "scheduled episodes" where episodes are kept: some of them, unless they have a list of their own. */
function inAState(draft: Draft, words: readonly string[]): DraftEntity | undefined {
  const [state = '', ...rest] = words;
  if (rest.length === 0 || !state.endsWith('ed') || !lexicon().verbForms.has(state)) return undefined;
  if (lexicon().nouns.has(phraseOf(words))) return undefined;
  const whole = draft.entities.find((entity) => phraseOf(entity.words) === phraseOf(rest) && !entity.from.assumed);
  const names = [words, pluralOf(words)].map((list) => phraseOf(list)).join('|');
  const own = new RegExp(`^(?:an? |the |each |every |all )?(?:${names}) (?:has|have|:|\\(|with) `);
  return whole && !draft.clauses.some((clause) => own.test(clause.text)) ? whole : undefined;
}

/** "log in and create playlists": after "and" the first word is one more verb. */
function withoutVerb(clause: Clause, head: Noun): Noun {
  const [first = '', ...rest] = head.words;
  const { verbForms, nouns, crudVerbs, actions } = lexicon();
  if (rest.length === 0 || verbForms.get(first) !== first || nouns.has(phraseOf(head.words))) return head;
  if (!crudVerbs.has(first) && actions[first] === undefined && lexicon().associations[first] === undefined) return head;
  const before = clause.text.slice(0, head.from).trimEnd().split(' ');
  const opens = before.join('') === '' && head.plural && (crudVerbs.has(first) || actions[first] !== undefined);
  const joined = /^(?:and|or|,|to|can|may|must)$/.test(before.at(-1) ?? '');
  if (opens) return { ...head, words: rest, from: head.from + first.length + 1 };
  const spoken = before.some(
    (word, i) => i > 0 && (verbForms.has(word) || /^(?:can|may|must|to|login|signup)$/.test(word)),
  );
  if (!joined || !spoken) return head;
  return { ...head, words: rest, from: head.from + first.length + 1 };
}
