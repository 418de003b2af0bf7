import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';

const programs = '(?:manager|tracker|keeper|organi[sz]er|book|list|journal|log|diary|collection|vault|store|saver)';
const keeps =
  '(?:save|saves|saving|store|stores|storing|add|adds|adding|keep|keeps|keeping|record|records|log|logs|enter|collect|collects|list|lists|delete|deletes|remove|removes|edit|edits|search|searches|find|open)';

/**
 * "A bookmark manager: save URLs with tags", "an expense tracker: add purchases": one and the same thing, which bears the
 * name of the program. Where the description has both words for things of their own nothing is changed.
 */
export function titledTold(clauses: readonly Clause[]): Clause[] {
  for (const [title, others] of lexicon().titles) {
    const named = new RegExp(`(?:^| )${title} ${programs}(?= |$)`);
    const spoken = new RegExp(`(?:^| )${title}s?(?= |$)(?! ${programs}(?: |$))`);
    if (!clauses.some(({ text }) => named.test(text)) || clauses.some(({ text }) => spoken.test(text))) continue;
    const same = others.filter((other) => {
      const kept = new RegExp(`(?:^| )${keeps} (?:an? |my |the |our |all |new )*${other}s?(?= |$)`);
      return clauses.some(({ text }) => kept.test(text));
    });
    const [other] = same;
    if (same.length === 1 && other !== undefined) return clauses.map((clause) => called(clause, other, title));
  }
  return [...clauses];
}

function called(clause: Clause, other: string, title: string): Clause {
  const isKept = new RegExp(`^(?:|.* )${keeps} (?:(?:an?|my|the|our|all|new) )*$|^(?:(?:each|every|an?|the) )$`);
  let before = '';
  const tokens = clause.tokens.map((token) => {
    const whole = token.text === `${other}s` || (token.text === other && isKept.test(before));
    before += `${token.text} `;
    return whole ? { ...token, text: token.text === other ? title : `${title}s` } : token;
  });
  const at = tokens.findIndex(({ text }, index) => text === 'with' && tokens[index - 1]?.text === `${title}s`);
  const place = tokens[at];
  if (place && isAddress(other) && !tokens.some(({ text }) => text === 'url'))
    tokens.splice(at + 1, 0, { ...place, text: 'url' }, { ...place, text: ',' });
  return makeClause(clause.source, tokens, clause.bullet, clause.heading);
}

/** "save links with a title": the link itself is kept as well. */
function isAddress(other: string): boolean {
  return /^(?:url|link|website|page)$/.test(other);
}
