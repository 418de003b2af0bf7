import { type Draft, cannot } from '../draft.ts';
import { wordsOf } from '../words/text.ts';

/** Pages of a server of functions, which answers JSON. */
const page =
  /\b(?:an?|the|1|with|html|web|simple|small|plus|and|admin|stats?|statistics) (?:html |web |landing |home |start |status |admin |stats? |statistics )?(?:pages?|dashboards?|web ?forms?) (?:with|that (?:shows|lists|has)|showing|listing|where|to|for|which (?:shows|lists|has))\b.*/;

export function sayPages(draft: Draft): void {
  for (const clause of draft.clauses) {
    const found = page.exec(clause.text);
    if (!found || /\b(?:static|files)\b/.test(clause.text)) continue;
    cannot(
      draft,
      wordsOf(clause, found.index, found.index + found[0].length),
      'a server of functions answers JSON and shows no pages',
      'the same as JSON, at the address of each function',
    );
  }
}
