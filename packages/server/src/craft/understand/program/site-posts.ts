import type { Provenance, Screen } from '../../requirements.ts';
import { type Draft, stated } from '../draft.ts';

/** Posts of a site: written one after the other and listed by date, apart from its pages. */

const ofPosts =
  /\bblog\b|\b(?:posts|articles)\b(?=.*\b(?:markdown|newest first|by date|rss|tags?)\b)|\bmarkdown (?:posts|articles)\b/;
/** Pieces that tell of the posts and are no pages. */
const noPage =
  /\b(?:newest first|markdown|rss|atom|feed|tags?|index page|(?:blog )?posts?|articles?|(?:own|separate) page)\b/i;

/** Where the description speaks of posts. */
export function postsIn(draft: Draft): Provenance | undefined {
  for (const clause of draft.clauses) {
    const match = ofPosts.exec(clause.text);
    if (match) return stated(clause, match.index, match.index + match[0].length);
  }
  return undefined;
}

/** The screens with a page for the posts: the one that is named so, or one more. */
export function withPosts(screens: readonly Screen[], from: Provenance): Screen[] {
  const named = screens.find(({ name }) => /^(?:blog|news|journal|articles)(?:-section)?$/.test(name));
  const page: Screen = { ...(named ?? { name: 'blog', title: 'Blog', from }), sections: [], posts: true };
  const pages = screens.filter((screen) => screen !== named && (screen.name === 'home' || !noPage.test(screen.title)));
  const clean = pages.map((screen) => ({
    ...screen,
    sections: screen.sections.filter((section) => !noPage.test(section) && !/^blog$/i.test(section)),
  }));
  const at = named
    ? screens.filter((screen) => pages.includes(screen) || screen === named).indexOf(named)
    : clean.length;
  return clean.toSpliced(at, 0, page);
}
