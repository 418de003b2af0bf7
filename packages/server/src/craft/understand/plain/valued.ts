import { singular } from '../words/grammar.ts';
import { placed } from '../sentences/rephrase.ts';
import { type Clause, makeClause } from '../words/text.ts';

/** "a result (ok, minor, major)" and then "major results require remarks": rows with that value, and no results of their own. */

const listed = /(?:^|[ ,(])(?:an? |the )?([a-z]+) \( ([a-z]+(?: (?:,|\/|or) [a-z]+)+) \)/g;
const needs =
  /^(?:an? |the |all |every |each )?([a-z]+) ([a-z]+) (?:requires?|needs?|must have|must include|must come with|demands?|calls? for) (?:an? |the |their |its |some )?([a-z]+(?: [a-z]+)?)$/;

/** Says of such clauses what is needed when. */
export function withValues(clauses: readonly Clause[]): Clause[] {
  const values = new Map<string, Set<string>>();
  for (const { text, heading } of clauses) {
    if (heading === '#' || !/ (?:has|have|with) /.test(text)) continue;
    for (const [, field = '', list = ''] of text.matchAll(listed))
      values.set(field, new Set(list.split(/ (?:,|\/|or) /)));
  }
  return clauses.map((clause) => {
    const [, value = '', field = '', needed = ''] = needs.exec(clause.text) ?? [];
    if (!values.get(singular(field))?.has(value)) return clause;
    const said = `the ${needed} is required when the ${singular(field)} is ${value}`;
    return makeClause(clause.source, placed(said.split(' '), clause.tokens), clause.bullet, clause.heading);
  });
}
