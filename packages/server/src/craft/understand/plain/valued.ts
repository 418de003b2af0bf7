import { singular } from '../words/grammar.ts';
import { placed } from '../sentences/rephrase.ts';
import { type Clause, makeClause } from '../words/text.ts';

/** "a result (ok, minor, major)" and then "major results require remarks": rows with that value, and no results of their own. */

const listed = /(?:^|[ ,(])(?:an? |the )?([a-z]+) \( ([a-z]+(?: (?:,|\/|or) [a-z]+)+) \)/g;
const needs =
  /^(?:an? |the |all |every |each )?([a-z]+) ([a-z]+) (?:requires?|needs?|must have|must include|must come with|demands?|calls? for) (?:an? |the |their |its |some )?(?:assigned )?([a-z]+(?: [a-z]+)?)$/;
/** Whose field it is: "tickets with", "ticket :". */
const holder = /(?<![^ ])([a-z]+) (?:has|have|with|:|\()(?= )/g;

/** Says of such clauses what is needed when: "urgent tickets need a reason" where a priority may be urgent. */
export function withValues(clauses: readonly Clause[]): Clause[] {
  const fields: { name: string; of: string; values: ReadonlySet<string> }[] = [];
  for (const { text, heading } of clauses) {
    if (heading === '#' || !/ (?:has|have|with|:|\() /.test(text)) continue;
    for (const { 1: name = '', 2: list = '', index } of text.matchAll(listed)) {
      const of = singular([...text.slice(0, index).matchAll(holder)].at(-1)?.[1] ?? '');
      fields.push({ name, of, values: new Set(list.split(/ (?:,|\/|or) /)) });
    }
  }
  return clauses.map((clause) => {
    const [, value = '', noun = '', needed = ''] = needs.exec(clause.text) ?? [];
    const field = fields.find(({ name, of, values }) => values.has(value) && [name, of].includes(singular(noun)));
    if (!field || needed === field.name) return clause;
    const said = `the ${needed} is required when the ${field.name} is ${value}`;
    return makeClause(clause.source, placed(said.split(' '), clause.tokens), clause.bullet, clause.heading);
  });
}
