import { singular } from '../words/grammar.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { isPeople } from './words.ts';

/** "coordinators plan shifts and volunteers sign up for them": for the shifts. */
export function themNamed(clause: Clause): Clause {
  const found =
    /(?:^| )([a-z]+s) and [a-z]+s (?:can |may )?[a-z]+(?: up)? (?:for |to |in |at )?them$/.exec(clause.text)?.[1] ?? '';
  if (clause.heading === '#' || found === '' || isPeople(found)) return clause;
  const tokens = clause.tokens.map((token, index, all) =>
    index === all.length - 1 ? { ...token, text: found } : token,
  );
  return makeClause(clause.source, tokens, clause.bullet, clause.heading);
}

const decided =
  /^(?:only )?(?:the |an? )?[a-z]+s?(?: (?:and|or) [a-z]+s)? (?:can |may |must |then |either |have to )*(?:approves?|accepts?|confirms?|rejects?|declines?|refuse|refuses|review|reviews|process|grant|grants|deny|denies|cancels?|close|closes)(?: (?:,|and|or|and\/or) (?:either )?[a-z]+)* them$/;
const spokenOf =
  /(?:^|(?:^| )(?:submits?|creates?|makes?|files?|sends?|places?|opens?|posts?|writes?|proposes?|publish|publishes|enters?|raises?|record) )(?:new |all |the |their |own )*([a-z]+s)(?: (?:are|start|begin|have|with|for|can|in|on|must) |$)/;

/** "new requests are pending" and then "managers approve or reject them": the requests. */
export function themOfBefore(clauses: readonly Clause[]): Clause[] {
  return clauses.map((clause, at) => {
    if (clause.heading === '#' || !decided.test(clause.text)) return clause;
    const named = [clauses[at - 1], clauses[at - 2]].flatMap((before) => {
      const word = before && before.heading !== '#' ? spokenOf.exec(before.text)?.[1] : undefined;
      return word === undefined || isPeople(word) ? [] : [word];
    })[0];
    if (named === undefined) return clause;
    const last = clause.tokens.length - 1;
    const tokens = clause.tokens.map((token, index) => (index === last ? { ...token, text: named } : token));
    return makeClause(clause.source, tokens, clause.bullet, clause.heading);
  });
}

/** "readers with a name as well as books with a title": two statements. */
export function listsApart(clause: Clause): Clause[] {
  const found = / ,? ?as well as (?=(?:the |an? )?[a-z]+(?: [a-z]+)? (?:with|\() )/.exec(clause.text);
  if (!found || clause.heading === '#') return [clause];
  const before = clause.text.slice(0, found.index);
  const open = (before.match(/\(/g)?.length ?? 0) > (before.match(/\)/g)?.length ?? 0);
  const next =
    /^(?:the |an? )?([a-z]+(?: [a-z]+)??) (?:with|\() /.exec(clause.text.slice(found.index + found[0].length))?.[1] ??
    '';
  if (open || !/ with | \( /.test(before) || singular(next) === next) return [clause];
  const size = before.split(' ').length;
  const skipped = found[0].trim().split(' ').length;
  const make = (tokens: Clause['tokens']): Clause => makeClause(clause.source, tokens, clause.bullet, clause.heading);
  return [make(clause.tokens.slice(0, size)), ...listsApart(make(clause.tokens.slice(size + skipped)))];
}

const ordered = '(?:list|show|view|see|display|edit|update|change|delete|remove|search|find|filter|sort|print)';
/** What every program that keeps things does with them anyway. */
const ordinary =
  /^(?:list|show|view|see|display|edit|update|change|delete|remove|print) (?:all of )?(?:them|it)(?: all| again)?$/;
const opened = '(?:open|visit|copy) (?:an?|the|my|any|1) [a-z]+';
const ofThem = new RegExp(
  `^(.+?) (?:, and|,|and) (${ordered} (?:(?:all of )?(?:them|it)|by|for|through)(?: .*)?|${opened}(?: .*)?)$`,
);
const kept =
  /(?:^| )(?:save|store|add|keep|manage|track|log|record|create|collect|remember|enter|register|put in)s? (?:an? |my |the |our |all |new )*([a-z]+(?: [a-z]+)?) (?:with|\()/;

/** "save links with a title, list them and delete them": what is done with them tells of no field. */
export function ordersOnThem(clause: Clause): Clause[] {
  const [, before = '', after = ''] = ofThem.exec(clause.text) ?? [];
  const thing = kept.exec(before)?.[1];
  if (clause.heading === '#' || thing === undefined || !new RegExp(` (?:them|it)(?: |$)|^ ${opened}`).test(` ${after}`))
    return [clause];
  const size = before.split(' ').length;
  const make = (tokens: Clause['tokens']): Clause => makeClause(clause.source, tokens, clause.bullet, clause.heading);
  const named = ({ tokens }: Clause): Clause =>
    make(tokens.map((token) => (/^(?:them|it)$/.test(token.text) ? { ...token, text: thing } : token)));
  const orders: Clause['tokens'][] = [];
  for (const [index, token] of clause.tokens.entries()) {
    if (index < size) continue;
    const isBetween =
      /^(?:,|and|or)$/.test(token.text) &&
      new RegExp(`^(?:and |or )*(?:${ordered}\\b|${opened})`).test(rest(clause, index + 1));
    if (isBetween || (orders.length === 0 && /^(?:,|and)$/.test(token.text))) orders.push([]);
    else orders.at(-1)?.push(token);
  }
  return [
    make(clause.tokens.slice(0, size)),
    ...orders
      .filter((order) => order.length > 0)
      .map(make)
      .filter(({ text }) => !ordinary.test(text))
      .map(named),
  ];
}

function rest({ tokens }: Clause, from: number): string {
  return tokens
    .slice(from)
    .map(({ text }) => text)
    .join(' ');
}
