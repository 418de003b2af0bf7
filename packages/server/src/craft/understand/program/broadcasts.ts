import { type Clause, makeClause } from '../words/text.ts';

/** What a real-time service does of itself: whoever subscribed is told of each change. Said of clients, it tells of no rows. */

const watcher =
  '(?:clients?|subscribers?|viewers?|spectators?|watchers?|listeners?|observers?|screens?|displays?|dashboards?|browsers?|everyone|everybody|anyone|whoever)';
const watching = new RegExp(
  `^(?:(?:all|each|every|the|any|other|connected|subscribed|online) )*${watcher}(?: [a-z]+){0,5}? (?:(?:can|may|should|will|immediately|instantly|then) )*(?:subscribes?|listens?|connects?|gets?|receives?|sees?|hears?|watch(?:es)?|follows?|(?:is|are) (?:notified|told|informed|updated|shown))(?: |$)`,
);
const sentOut =
  /\b(?:is|are|gets?|will be|should be|must be) (?:[a-z]+ly )?(?:broadcast(?:ed)?|pushed|streamed|published|propagated|sent out)\b|\b(?:sent|shown|displayed|visible|delivered) (?:live |immediately |instantly |in real time )*(?:to|for|on) (?:all|every|everyone|everybody|whoever|each|connected|the other|other)\b/;
const tellsEveryone =
  /\b(?:everyone|everybody|whoever|all|each|every|clients?|subscribers?|spectators?|listeners?|connected|watching|watches|screens?)\b.*\b(?:sees?|gets?|told|notified|receives?|hears?|learns?|informed)\b|\b(?:broadcast|broadcasted|pushed|streamed|published)\b.*\b(?:clients?|screens?|users?|everyone|everybody|subscribers?|viewers?|connected|listeners?|watchers?|displays?)\b/;
const kept = new RegExp(`^(?:(?:each|every|an?|the) )?${watcher} (?:has|have|with|:|\\() `);
const moment = /^(?:when|whenever|once|as soon as|each time|every time) /;
// Fields, numbers and what binds are told of rows.
const binding = /\b(?:with|only|must not|cannot|never|not|at most|at least|unless)\b|\d|\(/;

/** "all clients see new bids", "changes are pushed to the screens" */
export function isBroadcast(text: string): boolean {
  return !binding.test(text) && (watching.test(text) || sentOut.test(text));
}

/** The same of a clause that nobody made anything of, where looser words will do: "each goal is told to all". */
export function isBroadcastLeft(text: string): boolean {
  return isBroadcast(text) || (!binding.test(text) && tellsEveryone.test(text));
}

/** Those clauses, and the moments that lead to them, as headings: nobody has to make anything of them. */
export function withoutBroadcasts(clauses: readonly Clause[]): Clause[] {
  // Clients that have a name are customers.
  if (clauses.some(({ text }) => kept.test(text))) return [...clauses];
  return clauses.map((clause, index) => {
    const next = clauses[index + 1];
    const leads = moment.test(clause.text) && !binding.test(clause.text.slice(5)) && isBroadcast(next?.text ?? '');
    return index > 0 && (isBroadcast(clause.text) || leads)
      ? makeClause(clause.source, clause.tokens, clause.bullet, '#')
      : clause;
  });
}
