import { nounAt, phraseOf, splitItems } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isContainer } from './containers.ts';

/** What kind of list stands behind a name: what is known of one, or what is kept in it. */

/** "name, city" is known of a museum, "rooms and paintings" are kept in it. */
export function namesThings(list: string): boolean {
  return splitItems(list).some(
    (item) => nounAt(item.text.split(' ( ')[0] ?? '')?.plural === true || item.text.includes(' with '),
  );
}

/** "a name, a description and a category": of a tool that is lent, where a program would have "boards and cards". */
export function isDescribed(list: string): boolean {
  return (
    !namesThings(list) &&
    splitItems(list).some((item) =>
      /^(?:an? )?(?:unique )?(?:name|title|label|number|code|description)\b/.test(item.text),
    )
  );
}

/** "Projects, tasks (title, status) and teams": things in a row, without a verb. */
export function isPlainList(text: string): boolean {
  const items = splitItems(text);
  const first = nounAt(items[0]?.text ?? '');
  return (
    items.length > 1 &&
    first?.plural === true &&
    first.from === 0 &&
    items.every(
      (item) => !/\b(?:can|must|cannot|may|should|is|are|be|when|if|at most|at least|no|not|only|->)\b/.test(item.text),
    ) &&
    first.to === (items[0]?.text.split(' (')[0]?.split(' with ')[0]?.length ?? 0) &&
    items.slice(1).filter((item) => nounAt(item.text)?.plural).length * 2 >= items.length - 1
  );
}

/** "a blog with comments": the blog is the program, not a row of it. */
export function isBusiness(words: readonly string[]): boolean {
  const { domains, nouns } = lexicon();
  const entry = nouns.get(phraseOf(words));
  const last = nouns.get(words.at(-1) ?? '');
  // "a music school has teachers"
  if (words.length > 1 && entry === undefined && (last?.place === true || isContainer(words))) return true;
  return domains.has(phraseOf(words)) && (entry === undefined || entry.place === true);
}
