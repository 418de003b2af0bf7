import type { Clause } from '../words/text.ts';

/** Sites to read, told from programs: by the word for the site, what it is about, and the pages that are listed. */

const plea =
  /^(?:(?:please|i|we|need|needs|want|would|like|build|make|create|write|generate|design|me|us|have|an?|the|my|our|new|simple|small|little|tiny|nice|modern|clean|good|another|responsive) )*/;
const site =
  /^(?:(?!for |of |about |with |that |where |to |in |on )[a-z0-9]+ ){0,4}?(?:(?:landing|product|one|1|home|web|info|information|single) pages?|(?:web ?)?sites?|websites?|homepages?)(?= (?:for|of|about|on|in|with|has|that|where|to|called|named|:|,|-|\()(?: |$)| ?$)/;

/** Where the site stands that the description begins with: "a landing page for an iOS app". */
export function siteAt({ text }: Clause): { from: number; to: number } | undefined {
  const from = plea.exec(text)?.[0].length ?? 0;
  const found = site.exec(text.slice(from))?.[0];
  return found === undefined ? undefined : { from, to: from + found.length };
}

/** Sites that by their very name are there to be read. */
const byName =
  /\b(?:static|documentation|docs|knowledge base|handbook|wedding|landing|product|portfolio|promo|brochure|marketing|info|information|coming soon|1|one|single) (?:web ?)?(?:sites?|websites?|pages?|homepages?)$/;
/** What people ask of pages, by the words for pages. */
const pages =
  /\bmarkdown (?:posts|articles)\b|\b(?:posts|articles) (?:are |is )?(?:written )?(?:in|as|from) markdown\b|\b(?:posts|articles) are markdown\b|\bstatic\b|\b(?:sections?|pages|subpages) (?:for|about|on|called|named|with|like|are|:|-)|(?:,|and) [a-z ]+ (?:pages?|sections?)\b|\b(?:start|home|front|welcome|landing|about|contact) page\b|\b(?:home|start|welcome) , .*\bcontact\b|\b(?:with|:) (?:[a-z]+(?: [a-z]+)? , )+[a-z]+(?: [a-z]+)? and contact$|\ba page (?:about|with|for|on|showing)\b|\b(?:with|has|having|these|following) (?:the |these |following )*(?:pages|sections)\b|\b(?:imprint|about (?:us|me)|contact us|join us|find us|visit us|opening hours|faq|privacy policy)\b/;
const doing =
  /\b(?:login|log in|signup|users?|accounts?|admins?|manage|track|store|save|crud|database|add|edit|delete|create|upload|where (?:i|we|people|you)|can|api)\b|\b(?:has|have) an? [a-z]+ (?:,|and) an? [a-z]+/;
const ofReference = /\bapi (?:reference|docs|documentation)\b|\bapp store\b/g;
/** "for our REST API": what a site is about, up to what it has. */
const topic =
  / (?:for|of|about|on|that (?:documents|presents|introduces|describes|shows|explains)) .*?(?= (?:with|has|including|featuring|:|,|-|\()(?: |$)|$)/;

const parts = new RegExp(
  `^(?:(?:the|an?|our|my|some|\\d+) )*(?:[a-z]+ )?(?:${[
    'home|start|welcome|hero|introduction|intro|about(?: us| me)?|contact(?: us)?|get in touch|imprint|privacy(?: policy)?|legal|faqs?|features?|benefits|screenshots?|footer|call to action',
    'pricing|prices|price list|plans|fees|rates|gallery|photos|pictures|portfolio|projects|skills|resume|cv|testimonials|references|clients|mission|history|story|news|blog',
    'schedule|timetable|programme|agenda|venue|location|directions|how to get (?:there|here)|find us|visit us|map|accommodation|rsvp|dress code|speakers|sponsors|partners|code of conduct|lectures|workshops|concerts|exhibitions',
    'opening hours|hours|menu|team|staff|services|areas served|join us|membership|donate|downloads?|change ?log|release notes|roadmap|guides?|tutorials?|installation|getting started|quick ?start|reference|examples|support|help|(?:app store )?links?',
  ].join('|')})(?: (?:for|of|with|by|from|on|in) .+| pages?| sections?)?$`,
);

/** Most of what is listed are parts that sites have. */
function listsParts(text: string): boolean {
  const list = /(?: :| with| has| having| includ(?:es|ing)| featuring| ,) (.+)$/.exec(text)?.[1] ?? '';
  const items = list
    .replaceAll(/ \(.*?\)/g, '')
    .split(/ ?(?:,|\band\b) ?/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const known = items.filter((item) => parts.test(item)).length;
  return known >= 2 && known * 2 >= items.length;
}

/**
 * "Website for a dentist. It needs sections for treatments and team": pages to read, and nothing that anyone could do there.
 * @param word the site, as the description names it.
 */
export function isToRead(clauses: readonly Clause[], word: string): boolean {
  const [first = '', ...more] = clauses.map(({ text }) => text);
  const about = first.replace(topic, ' ').replaceAll(ofReference, ' ');
  const text = [about, ...more.map((one) => one.replaceAll(ofReference, ' '))].join(' . ');
  if (doing.test(text)) return false;
  return byName.test(word) || pages.test(text) || [about, ...more].some(listsParts);
}
