import { singular } from '../words/grammar.ts';
import { placed } from '../sentences/rephrase.ts';
import { type Clause, makeClause } from '../words/text.ts';

/** "a result (ok, minor, major)" and then "major results require remarks": rows with that value, and no results of their own. */

const value = '[a-z]+(?: (?!or )[a-z]+){0,2}';
const listed = new RegExp(`(?:^|[ ,(])(?:an? |the )?([a-z]+) \\( (${value}(?: (?:, or|,|/|or) ${value})+) \\)`, 'g');
const needs =
  /^(?:an? |the |all |every |each )?((?:[a-z]+ ){1,3})([a-z]+) (?:requires?|needs?|must have|must (?:include|contain|give|state)|must come with|has to have|have to have|demands?|calls? for) (?:an? |the |their |its |some )?(?:assigned )?([a-z]+(?: [a-z]+)?)$/;
/** Whose field it is: "tickets with", "ticket :". */
const holder = /(?<![^ ])([a-z]+) (?:has|have|with|:|\()(?= )/g;

const belongs = /^(?:an? |the |each |every )?([a-z]+) belongs? to [a-z0-9 ]+? (?:, )?(?:and )?(?:with|has|have) /;

/** Says of such clauses what is needed when: "urgent tickets need a reason" where a priority may be urgent. */
export function withValues(clauses: readonly Clause[]): Clause[] {
  const fields: { name: string; of: string; values: ReadonlySet<string> }[] = [];
  for (const { text, heading } of clauses) {
    if (heading === '#' || !/ (?:has|have|with|:|\() /.test(text)) continue;
    for (const { 1: name = '', 2: list = '', index } of text.matchAll(listed)) {
      const before = text.slice(0, index).replaceAll(/\([^()]*\)/g, '');
      const of = singular(belongs.exec(before)?.[1] ?? [...before.matchAll(holder)].at(-1)?.[1] ?? '');
      fields.push({ name, of, values: new Set(list.split(/ (?:, or|,|\/|or) /)) });
    }
  }
  return clauses.map((clause) => {
    const [, before = '', noun = '', needed = ''] = needs.exec(clause.text) ?? [];
    const said = (name: string): string => before.trim().replace(new RegExp(` ${name}$`), '');
    const field = fields.find(({ name, of, values }) => values.has(said(name)) && [name, of].includes(singular(noun)));
    if (!field || needed === field.name) return clause;
    const words = `the ${needed} is required when the ${field.name} is ${said(field.name)}`;
    return makeClause(clause.source, placed(words.split(' '), clause.tokens), clause.bullet, clause.heading);
  });
}
