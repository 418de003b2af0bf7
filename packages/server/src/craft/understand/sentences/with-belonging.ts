import { type Clause, makeClause } from '../words/text.ts';

const item =
  '(?:(?:an?|the|its|their|1) )?(?!(?:and|or|with|belongs?|has|have) )[a-z]+(?: (?!(?:and|or|with|belongs?|has|have) )[a-z]+)?';
const sentence = new RegExp(
  `(?:^|(?<= ))((?:(?:each|every|an?|the|1) )?[a-z]+(?: [a-z]+)?) with ${item}(?: , ${item})*(?: ,)? and ${item} (?=belongs? to )`,
);

/** "Cards with a front and a back belong to a deck": the cards belong there, and have both. */
export function withBelonging(clause: Clause): Clause[] | undefined {
  const found = clause.heading === '#' ? null : sentence.exec(clause.text);
  const [all = '', subject = ''] = found ?? [];
  if (!found || all.includes(' : ')) return undefined;
  const size = (text: string): number => (text.trim() === '' ? 0 : text.trim().split(' ').length);
  const start = size(clause.text.slice(0, found.index));
  const end = start + size(all);
  const before = clause.tokens[start - 1]?.text;
  if (before !== undefined && !/^(?:,|and|:|;)$/.test(before)) return undefined;
  const make = (tokens: Clause['tokens']): Clause => makeClause(clause.source, tokens, clause.bullet, clause.heading);
  const own = clause.tokens.slice(start, start + size(subject));
  return [
    ...(start > 1 ? [make(clause.tokens.slice(0, start - 1))] : []),
    make(clause.tokens.slice(start, end)),
    make([...own, ...clause.tokens.slice(end)]),
  ];
}
