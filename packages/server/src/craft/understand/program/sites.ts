import { languagesOf, obstacleTo } from '../../kinds/registry.ts';
import { type Requirements, type Screen, type Understanding, requirements as schema } from '../../requirements.ts';
import { type Draft, addFeature, cannot, stated } from '../draft.ts';
import { wishes } from './features.ts';
import { type Item, splitItems } from '../words/grammar.ts';
import { type KindFound, kindName } from './kind.ts';
import { leavesOpen } from '../leftovers.ts';
import { postsIn, withPosts } from './site-posts.ts';
import type { Stack } from './stack.ts';
import { type Clause, wordsOf } from '../words/text.ts';
import { nameIn, packageName, titleCase } from '../title.ts';

/** Sites: which pages there are and what stands on each, in the words of the description. */

export function understandSite(draft: Draft, kind: KindFound, stack: Stack): Understanding {
  const first = kind.scope?.clause.text ?? '';
  const single =
    (/\b(?:landing|(?:one|1) page|single page|homepage|product page|coming soon page)\b/.test(first) &&
      !/\b(?:pages|subpages) (?:for|about|on|:)(?: |$)/.test(first)) ||
    (/\b(?:hero|testimonials|call to action|sections?)\b/.test(first) && !/\bpages\b/.test(first));
  const screens = new Map<string, Screen>();
  const home: Screen = { name: 'home', title: 'Home', sections: [], from: kind.from };
  for (const clause of draft.clauses) readPages(draft, clause, { single, screens, home });
  if (home.sections.length > 0) screens.set('home', home);
  const posts = postsIn(draft);
  for (const clause of draft.clauses) {
    for (const [name, pattern] of wishes) {
      const match = /^(?:docker|ci|tailwind|playwright)$/.test(name) ? pattern.exec(clause.text) : null;
      if (match) addFeature(draft, name, stated(clause, match.index, match.index + match[0].length));
    }
    const aside = (posts ? besidePosts : besidePages).exec(clause.text);
    if (aside)
      cannot(
        draft,
        wordsOf(clause, aside.index, aside.index + aside[0].length),
        'the site does not have this yet',
        'pages that are reached by the links at the head of each',
      );
    const dynamic =
      /\b(?:contact forms?|login|sign up|signup|search|shopping cart|checkout|booking form|comments|newsletter (?:form|signup)|online ordering)\b/.exec(
        clause.text,
      );
    if (dynamic)
      cannot(
        draft,
        wordsOf(clause, dynamic.index, dynamic.index + dynamic[0].length),
        'a static site has no server behind it that could take this',
        'a page with the address to write to',
      );
  }
  const given = nameIn(draft.description);
  const title = siteTitle(draft, kind, given);
  const isName = (text: string): boolean => text.replaceAll(/['’‘"]/g, '') === title;
  const read = [...screens.values()];
  const list = (posts ? withPosts(read, posts) : read).map((screen) => ({
    ...screen,
    sections: [...new Set(screen.sections)].filter((section) => !isName(section)),
  }));
  if (languagesOf(kind.kind).length === 0)
    cannot(draft, kind.otherWords, `${kindName(kind)} cannot be generated yet`, 'a REST API', true);
  const found: Requirements = schema.parse({
    description: draft.description,
    title,
    name: stack.name ?? given ?? packageName(title, kind.kind),
    summary: `${title}: ${list.length > 1 ? `a site with the pages ${list.map((screen) => screen.title).join(', ')}` : 'a site of one page'}.`,
    kind: kind.kind,
    kindFrom: kind.from,
    language: stack.language,
    stack: { framework: stack.stack.framework, database: 'none', auth: 'none' },
    entities: [],
    relations: [],
    operations: [],
    roles: [],
    rules: [],
    screens: list,
    features: draft.features,
    assumptions:
      list.length === 0
        ? ['No pages were named, so it has one page that says what it is and how to get in touch.']
        : [],
    unsupported: draft.unsupported,
    unread: [],
    complexity: { level: list.length > 6 ? 'medium' : 'simple', score: list.length, seconds: 15 + list.length },
    risks: ['The texts are placeholders until somebody writes them.'],
  });
  const obstacle = leavesOpen(draft) ? obstacleTo(found) : null;
  if (obstacle) found.unsupported.push({ words: kind.otherWords, ...obstacle, blocking: true });
  return { verdict: 'understood', requirements: found };
}

const besidePages = /\b(?:side ?bar|rss(?: feed)?|atom feed)\b/;
const besidePosts = /\b(?:side ?bar|atom feed|categor(?:y|ies)|drafts?|paginat(?:ion|ed)|scheduled posts)\b/;

interface Reading {
  single: boolean;
  screens: Map<string, Screen>;
  home: Screen;
}

const opener =
  /(?:(?:^|.*?\b)(?:with|has|have|having|includes?|including|contains?|containing|(?<!\b(?:i|we) )needs?|should have|consists? of|shows?|lists?|featuring|pages|sections|pages?(?= ?:)|sections?(?= ?:))|[^:]* (?::|-)(?= [^,]+ ,))(?: (?:the )?(?:following )?(?:pages|sections))?(?: (?:for|are|called|named|like|about))? ?:? (.+)$/;
/** "A website for a bakery: home, our breads with prices, contact": no word before the colon opens the list. */
const behindColon =
  /^(?:(?!\b(?:with|has|have|having|includ\w+|contain\w+|(?<!\b(?:i|we) )needs?|consists?|shows?|lists?|featuring)\b)[^:])* : (?=[^,:]+ ,)(.+)$/;
const about =
  /^(?:the |an? |our |my )*([a-z]+(?: [a-z]+)?)(?: page| section)? (?:shows?|has|have|contains?|lists?|includes?|describes?|tells?(?: about)?|explains?|displays?|presents?|introduces?|features?) (.+)$/;

/** "a one page website for a plumber in Leeds , services , areas served and reviews": the topic, then what is on it. */
function behindTopic(draft: Draft, clause: Clause): RegExpExecArray | null {
  return draft.clauses[0] === clause ? /^[^,]* , (.+ (?:,|and) .+)$/.exec(clause.text) : null;
}

function readPages(draft: Draft, clause: Clause, reading: Reading): void {
  if (clause.heading === '#') return;
  if (clause.bullet) {
    const [head = '', detail] = clause.text.split(/ (?::|-) /);
    const sections = detail === undefined ? [] : splitItems(detail, clause.text.length - detail.length);
    addPage(clause, { text: head, from: 0, to: head.length }, sections, reading);
    return;
  }
  const told = about.exec(clause.text);
  if (told?.[1] && told[2] && draft.clauses[0] !== clause) {
    const items = splitItems(told[2], clause.text.length - told[2].length);
    const from = clause.text.indexOf(told[1]);
    const page = { text: told[1], from, to: from + told[1].length };
    if (/^(?:it|site|website|page|landing page|homepage|home|home page|start page|we|i)$/.test(told[1])) {
      if (/\bpages?\b/.test(told[2]) && !/home|landing/.test(told[1]))
        for (const item of items) addListed(clause, item, reading);
      else for (const item of items) addSection(clause, item, reading.home);
    } else addPage(clause, page, items, reading);
    return;
  }
  const another = /^(?:and )?(?:1|another(?: 1| page)?) (?:about|on|with|for|that shows|showing) (.+)$/.exec(
    clause.text,
  )?.[1];
  if (another !== undefined) {
    const from = clause.text.length - another.length;
    addPage(clause, { text: another, from, to: clause.text.length }, [], reading);
    return;
  }
  // "a page about our bread , 1 with the story": each is a page.
  const eachAt = /\b(?:an?|1) page (?:about|on|with|for|that shows|showing|of) (.+)$/.exec(clause.text);
  const each = eachAt?.[1];
  if (eachAt && each !== undefined) {
    // "with a gallery , a page about prices": what stands before it in the list.
    const before = /^.*?\b(?:with|has|having|includes?|including|contains?|needs?) (.+?)(?: (?:,|and|, and))?$/.exec(
      clause.text.slice(0, eachAt.index).trimEnd(),
    )?.[1];
    const lists = before !== undefined && /(?: (?:,|and)) ?$/.test(clause.text.slice(0, eachAt.index).trimEnd());
    const start = clause.text.indexOf(before ?? '', 0);
    if (before !== undefined && lists) for (const item of splitItems(before, start)) addPage(clause, item, [], reading);
    for (const item of splitItems(each, clause.text.length - each.length)) {
      const lead =
        /^(?:(?:an?|1|another)(?: page)? (?:about|on|with|for|showing|of) )/.exec(item.text)?.[0].length ?? 0;
      addPage(clause, { text: item.text.slice(lead), from: item.from + lead, to: item.to }, [], reading);
    }
    return;
  }
  const listed = (behindColon.exec(clause.text) ?? opener.exec(clause.text) ?? behindTopic(draft, clause))?.[1];
  if (listed === undefined) return;
  const start = clause.text.length - listed.length;
  for (const item of listedPages(clause, splitItems(listed, start))) addListed(clause, item, reading);
}

const ordinaryPage = /^(?:home|about|about us|contact|contact us|gallery|faq|blog|services|team|news|imprint)$/;

/** "a menu with coffee and cakes , …", "home , breads and prices , …": what stands between two commas is one page. */
function listedPages(clause: Clause, items: readonly Item[]): Item[] {
  const pages: Item[] = [];
  const isPlain = ({ text }: Item): boolean => /^(?!(?:an?|the|our|my|page|pages) )[a-z]+(?: [a-z]+)?$/.test(text);
  for (const item of items) {
    const last = pages.at(-1);
    const isJoined = last !== undefined && clause.text.slice(last.to, item.from) === ' and ' && item !== items.at(-1);
    // "services , prices and hours , a gallery": where an article goes on, a list has ended.
    const goesOn = /^ , (?!(?:an?|the|our|my|and) )/.test(clause.text.slice(item.to));
    const isBetween = goesOn && clause.text.slice(0, last?.from).endsWith(' , ');
    const isPair = last !== undefined && [last, item].every((one) => isPlain(one) && !ordinaryPage.test(one.text));
    const isDetail = / (?:with|showing|listing) [a-z ]+$/.test(last?.text ?? '') && isPlain(item);
    if (last && isJoined && (isDetail || (isBetween && isPair)))
      pages[pages.length - 1] = { text: clause.text.slice(last.from, item.to), from: last.from, to: item.to };
    else pages.push(item);
  }
  return pages;
}

/** "pricing with 3 plans": a page, and what stands on it. */
function addListed(clause: Clause, item: Item, reading: Reading): void {
  const inner = /^(.*?) (with|\(|showing|that shows?|listing) (.*?)$/.exec(item.text);
  const detail = inner?.[2] === '(' ? (inner[3] ?? '').replace(/ ?\)$/, '') : (inner?.[3] ?? '');
  const sections =
    detail === '' ? [] : splitItems(detail, item.from + item.text.indexOf(detail, (inner?.[1] ?? '').length));
  const head = inner?.[1] ?? item.text;
  const [only] = sections;
  // "pricing with 3 plans ( free 0 eur , team 9 eur )": one section that has them all.
  if (reading.single && only && sections.length === 1 && / \(.*,.*\)$/.test(only.text)) {
    const words = stated(clause, item.from, item.from + head.length).words;
    const list = stated(clause, only.from, only.to).words.replace(/^.*?\(/, '(');
    reading.home.sections.push(capital(`${words} ${list}`));
    return;
  }
  addPage(clause, { text: head, from: item.from, to: item.from + head.length }, sections, reading);
}

function addPage(clause: Clause, item: Item, sections: readonly Item[], reading: Reading): void {
  // An address or a number is told on a page, and is none.
  const isTold = ({ text }: Item): boolean => /@|\d{4}/.test(text);
  if (isTold(item)) return;
  const spoken = sections.filter((section) => !isTold(section));
  const bare = plainItem(item);
  if (layout.test(bare.text)) return;
  if (bare.text === '' || bare.text.split(' ').length > 5) return;
  if (/^(?:home|start|landing|main|index|homepage)$/.test(bare.text)) {
    for (const section of spoken) addSection(clause, section, reading.home);
    return;
  }
  if (reading.single) {
    addSection(clause, bare, reading.home);
    for (const section of spoken) addSection(clause, section, reading.home);
    return;
  }
  const name = bare.text.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[-0-9]+|-+$/g, '');
  if (name === '') return;
  const from = stated(clause, bare.from, bare.to);
  const screen = reading.screens.get(name) ?? {
    name,
    title: capital(from.words.replace(/^(?:one|another(?: one)?)(?: page)? (?:about|on|with|for) /i, '')),
    sections: [],
    from,
  };
  reading.screens.set(name, screen);
  for (const section of spoken) addSection(clause, section, screen);
}

/** What every page has, what lies in how it looks, and what is said not to be built: no page of its own. */
const layout =
  /^(?:(?:light|dark)(?: and (?:light|dark))?(?: mode| theme| design)?|(?:top |main |sticky )?(?:nav(?:igation)?|menu|nav)(?: bar| links)?(?<!^menu)|header|footer|side ?bar(?: navigation| menu)?|(?:rss|atom)(?: feed)?|search(?: box| bar| field)?)$/;

function addSection(clause: Clause, item: Item, screen: Screen): void {
  const bare = plainItem(item);
  if (bare.text !== '') screen.sections.push(capital(stated(clause, bare.from, bare.to).words));
}

/** "an About us page" is about us. */
function plainItem(item: Item): Item {
  const opened =
    /^(?:(?:the |following )*(?:pages|sections|subpages) (?:for|about|on|of|like|called|named) )?/.exec(item.text)?.[0]
      .length ?? 0;
  const lead =
    opened +
    (/^(?:(?:an?|the|our|my|some|separate|also|simple|nice|big|list of|\d+(?! (?:[a-z]{3}|euros?|dollars?|pounds?|francs?|cents?|minutes?|hours?|days?|weeks?|months?|years?|percent|%|€|\$|£)(?: |$))) )*/.exec(
      item.text.slice(opened),
    )?.[0].length ?? 0);
  const text = item.text
    .slice(lead)
    // "changelog for a tool named Ferrule"
    .replace(/ (?:for|of|about) (?:an?|the|my|our) .*$/, '')
    .replace(/(?: pages?| sections?| area| part| \.)+$/, '');
  if (/^(?:pages?|sections?|site|website|it|responsive|modern|clean|design|html|css|docker|ci)?$/.test(text))
    return { text: '', from: item.from, to: item.from };
  return { text, from: item.from + lead, to: item.from + lead + text.length };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The name in quotes or capitals, else whom the site is for. */
function siteTitle(draft: Draft, kind: KindFound, given: string | undefined): string {
  const quoted = /["“„]([^"”“]{2,40})["”]/.exec(draft.description)?.[1];
  if (quoted !== undefined) return quoted;
  // 'Crumb & Sons', in the quotes of the English.
  const single = /(?<=\s)['‘](\p{Lu}[^'‘’\n]{1,40})['’](?=[\s.,;:!?]|$)/u.exec(draft.description)?.[1];
  if (single !== undefined) return single;
  // The name as it is written: "a yoga studio called Stillpoint".
  const called =
    /\b(?:called|named) ((?:\p{Lu}[\p{L}\p{N}’'&.-]*(?: (?:of|and|the|&) (?=\p{Lu})| (?=\p{Lu}))?){1,5})/u.exec(
      draft.description,
    )?.[1];
  if (called !== undefined) return called.trim().replace(/[.’']+$/, '');
  if (given !== undefined) return titleCase(given.split('-'));
  const { scope } = kind;
  const whom =
    /^(?:for|of|about|that (?:documents|presents|introduces|describes|explains)) (?:an? |the |my |our |some |app |company |startup |product )*((?:(?!with |that |which |and |, |: |for |has |\(|including |containing |showing )\S+ ?){1,5})/.exec(
      scope?.after ?? '',
    );
  if (scope && whom?.[1]) {
    const from = scope.afterAt + whom[0].length - whom[1].length;
    const words = wordsOf(scope.clause, from, from + whom[1].trimEnd().length).split(/\s+/);
    return (
      titleCase(words)
        .replaceAll(/(?<= )(?:In|Of|And|The|At|On|For|A)(?= )/g, (word) => word.toLowerCase())
        .slice(0, 60) || 'Site'
    );
  }
  // "a conference website": the words before that of the site, which may be part of how it is named.
  const named = kind.from.words.toLowerCase().replace(/(?: ?(?:web ?)?(?:sites?|website|pages?|homepage))$/, '');
  const before = `${scope?.before ?? ''} ${named}`
    .replaceAll(/\b(?:static|landing|html|documentation|docs|product|portfolio|one|single|small|simple)\b|-/g, '')
    .replaceAll(/ +/g, ' ')
    .trim();
  return before === '' ? 'Site' : titleCase(before.split(' ')).slice(0, 60);
}
