import { languagesOf } from '../../kinds/registry.ts';
import type { ProjectKind, Provenance } from '../../requirements.ts';
import { type Draft, assumed, nounEntry, stated } from '../draft.ts';
import { isProgramWord } from '../words/noun-sense.ts';
import { nounAt, phraseOf, singular, singularPhrase, splitItems } from '../words/grammar.ts';
import { inTime, isErrand } from './errands.ts';
import { namesFlag } from './flags.ts';
import { lexicon } from '../words/lexicon.ts';
import { likeliestModule } from './likeliest.ts';
import { loose, named, strangers } from './kind-words.ts';
import { findModules, isForPrograms, type ModuleFound, vocabularyOf } from './modules.ts';
import { isToRead, siteAt } from './site-kind.ts';
import { stem } from '../words/stem.ts';
import { type Clause, markRead } from '../words/text.ts';

/** Which kind of program is wanted, and the words that say what it is about. */

export interface Scope {
  clause: Clause;
  /** The phrase before the kind ("library management" in "a library management API"). */
  before: string;
  beforeAt: number;
  /** What follows the kind, and where. */
  after: string;
  afterAt: number;
}

export interface KindFound {
  kind: ProjectKind;
  from: Provenance;
  scope: Scope | undefined;
  /** The words that name another kind than the one that can be built. */
  otherWords: string;
  /** Names a program that is none of the kinds: nothing like it can be offered. */
  stranger?: string;
}

/** "a web app", for a sentence. */
export function kindName(found: KindFound): string {
  if (found.stranger !== undefined) return found.stranger;
  const names: Record<ProjectKind, string> = {
    rest_api: 'a REST API',
    graphql_api: 'a GraphQL API',
    realtime_service: 'a real-time service',
    web_app: 'a program with a user interface',
    fullstack: 'an API together with a user interface',
    static_site: 'a web page',
    cli_tool: 'a command line tool',
    library: 'a library for programs',
    worker: 'a program that works in the background',
    server: 'a server',
    terminal_game: 'a game',
  };
  return names[found.kind];
}

interface KindSpot {
  kind: ProjectKind;
  clause: Clause;
  index: number;
  from: number;
  to: number;
}

function spots(draft: Draft, kinds: [ProjectKind, RegExp][]): KindSpot[] {
  return kinds
    .flatMap(([kind, pattern]) =>
      draft.clauses.flatMap((clause, index) => {
        const match = pattern.exec(clause.text);
        // "a worker, no web interface"
        const denied = /\b(?:no|without|not)(?: an?| any)? $/.test(clause.text.slice(0, match?.index));
        return match && !denied && !isField(clause.text, match)
          ? [{ kind, clause, index, from: match.index, to: match.index + match[0].length }]
          : [];
      }),
    )
    .sort((a, b) => a.index - b.index || a.from - b.from || b.to - a.to);
}

/** "suppliers have a name and a website": what is known of them. */
function isField(text: string, match: RegExpExecArray): boolean {
  const before = text.slice(0, match.index);
  return (
    match[0] === 'website' &&
    /(?:^| )(?:,|and|has|have|\() (?:(?:an?|the|optional|its|their|own) )*$/.test(before) &&
    /(?:^| )(?:has|have|\(|:) /.test(before) &&
    !/\b(?:build|need|want|create|make|develop|app|api|backend)\b/.test(before)
  );
}

/** The first kind named; of two that touch, the noun behind ("admin dashboard API"). */
function chooseKind(draft: Draft): KindSpot | undefined {
  const all = spots(draft, named);
  let [chosen] = all;
  if (!chosen) return undefined;
  for (const next of all) {
    // "a library that parses cron expressions" runs nothing.
    if (chosen.kind === 'library' && next.kind === 'worker') continue;
    if (next.clause === chosen.clause && next.from >= chosen.from && next.from <= chosen.to + 1 && next.to > chosen.to)
      chosen = next;
  }
  const has = (kind: ProjectKind): KindSpot | undefined => all.find((spot) => spot.kind === kind);
  const serves = /^(?:rest_api|server|web_app)$/.test(chosen.kind);
  if (serves) {
    const graphql = has('graphql_api');
    const live = has('realtime_service');
    if (graphql) chosen = graphql;
    else if (live && live.clause === chosen.clause) chosen = live;
  }
  if (/^(?:rest_api|web_app|graphql_api|realtime_service)$/.test(chosen.kind)) {
    const both = has('fullstack') ?? (chosen.kind === 'web_app' ? has('rest_api') : undefined);
    if (both) return { ...both, kind: 'fullstack' };
  }
  return chosen;
}

const lending = /\b(?:borrows?|borrowed|borrowers?|lends?|lent|loans|check out|checked out)\b/;

export function findKind(draft: Draft): KindFound {
  const first = chooseKind(draft);
  const site = siteIn(draft, first);
  const chosen = site ?? first;
  if (!site && chosen?.kind !== 'rest_api' && chosen?.kind !== 'graphql_api') {
    for (const [stranger, pattern] of strangers) {
      if (stranger === 'a game' && chosen?.kind === 'terminal_game') continue;
      for (const clause of draft.clauses) {
        const match = pattern.exec(clause.text);
        if (!match) continue;
        const from = stated(clause, match.index, match.index + match[0].length);
        return { kind: 'library', from, scope: undefined, otherWords: from.words, stranger };
      }
    }
  }
  const played = chosen?.kind === 'cli_tool' ? gameIn(draft, chosen) : undefined;
  if (played) return played;
  if (
    chosen?.kind === 'worker' &&
    !draft.clauses.some(({ text }) => timed.test(text)) &&
    isForPrograms(findModules(draft.clauses.slice(0, 1)))
  ) {
    return { ...foundAt(chosen, false), kind: 'library' };
  }
  // "school library in Rust: students, books": where people borrow, and no code for other programs.
  if (chosen?.kind === 'library' && draft.clauses.some(({ text }) => lending.test(text)))
    return { kind: 'rest_api', from: assumed(0.7), scope: plainScope(draft.clauses[0]), otherWords: '' };
  if (chosen) return foundAt(inTime(draft, chosen), chosen.kind === 'rest_api');
  // Said in passing a word is no wish for a program of its own.
  const modules = findModules(draft.clauses.slice(0, 1));
  if (modules.length > 0) {
    const meant = looseKind(draft);
    const game = modules.find(({ module }) => module.form === 'game');
    const rows = keepsRows(draft, modules);
    if (game && !rows)
      return { kind: 'terminal_game', from: assumed(0.7), scope: undefined, otherWords: game.module.title };
    if (meant && !rows) return foundAt(inTime(draft, meant), false);
    if (!rows && !isBusiness(draft))
      return { kind: usualKind(modules), from: assumed(0.55), scope: undefined, otherWords: '' };
  }
  const [opening] = draft.clauses;
  const tool = looseKind(draft);
  // "a small tool ( node ) that takes a JSON file and prints …": told in the words of a module that it does not name.
  if (
    tool?.kind === 'cli_tool' &&
    tool.clause === opening &&
    likeliestModule(draft.clauses, 'cli_tool') &&
    !keepsRows(draft)
  )
    return foundAt(tool, false);
  // What takes options is run from a command line.
  if ((isErrand(draft) || namesFlag(draft.description)) && !keepsRows(draft))
    return { kind: 'cli_tool', from: assumed(0.55), scope: undefined, otherWords: '' };
  return {
    kind: isLive(draft) ? 'realtime_service' : 'rest_api',
    from: assumed(0.55),
    scope: plainScope(draft.clauses[0]),
    otherWords: '',
  };
}

/** A site to read; what is named behind its word is what it is about: "a landing page for an iOS app". */
function siteIn(draft: Draft, first: KindSpot | undefined): KindSpot | undefined {
  const [clause] = draft.clauses;
  const head = clause === undefined ? undefined : siteAt(clause);
  const named =
    first?.kind === 'web_app' &&
    /^(?:website|web site|web page|site)$/.test(first.clause.text.slice(first.from, first.to));
  const inside = head !== undefined && (first === undefined || first.index > 0 || first.to >= head.from);
  const spot =
    clause && head && inside ? { clause, index: 0, from: head.from, to: head.to } : named ? first : undefined;
  if (!spot || !isToRead(draft.clauses, spot.clause.text.slice(spot.from, spot.to))) return undefined;
  return { ...spot, kind: 'static_site' };
}

/** What is made of modules where nothing else is said: what leads somewhere waits for visitors, what lives in memory is for programs. */
function usualKind(modules: readonly ModuleFound[]): ProjectKind {
  if (modules.some(({ module }) => module.functions.some((fn) => fn.redirect))) return 'server';
  const inMemory = modules.every(({ module }) => module.form === 'class' && !module.class?.state);
  return inMemory || isForPrograms(modules) ? 'library' : 'cli_tool';
}

/** What runs by the clock is a program of its own, whatever else it does ("and logs the result"). */
const timed =
  /\b(?:every|each|once an?) (?:\d+ )?(?:second|minute|hour|day|night|morning|week)s?\b|\b(?:hour|dai|night|week|periodical)ly\b/;

const seenAtOnce =
  /\b(?:in real ?time|live (?:updates?|results?|scores?|voting)|(?:updates?|results?|scores?) live|pushed live|see (?:it|them|changes) (?:live|at once|immediately)|(?:is|are|gets?) (?:broadcast|pushed) to (?:all|every|each|the)\b.*|(?:subscribed|subscribers?|subscribes?) (?:to [a-z ]+ )?(?:is|are|gets?) (?:notified|told|informed)(?: .*)?)\b|^(?:an? |the )?(?:real ?time [a-z]+|live (?:location|position|gps|vehicle|courier|delivery|order|bus|train|chat|auctions?|polls?|polling|quiz|quizzes|scoreboards?|leaderboards?|dashboards?|feeds?|tickers?|map|tracking|tracker|standings|commentary)\b)/;

/** Nobody named a kind, but what changes is to be seen at once. */
function isLive(draft: Draft): boolean {
  return draft.clauses.some(({ text }) => seenAtOnce.test(text));
}

/** "tic tac toe in my terminal": a command line that is only the place to play. */
function gameIn(draft: Draft, chosen: KindSpot): KindFound | undefined {
  const word = chosen.clause.text.slice(chosen.from, chosen.to);
  if (!/^(?:terminal|command line|console|command|cli)$/.test(word) || keepsRows(draft)) return undefined;
  const game = findModules(draft.clauses.slice(0, 1)).find(({ module }) => module.form === 'game');
  if (!game) return undefined;
  const from = stated(chosen.clause, chosen.from, chosen.to);
  return { kind: 'terminal_game', from, scope: undefined, otherWords: game.module.title };
}

/** "a slug generator package" is a package; "a tool with functions" is a tool. */
function looseKind(draft: Draft): KindSpot | undefined {
  const all = spots(draft, loose);
  const [first] = all;
  if (
    first?.kind === 'cli_tool' &&
    /^(?:tool|script|utility|program|command)$/.test(first.clause.text.slice(first.from, first.to))
  )
    return first;
  return loose.map(([kind]) => all.find((spot) => spot.kind === kind)).find((spot) => spot !== undefined);
}

function foundAt(spot: KindSpot, plain: boolean): KindFound {
  const { clause, from, to } = spot;
  // A program in the browser that keeps rows is built with the API behind it.
  const inBrowser =
    spot.kind === 'web_app' &&
    languagesOf('web_app').length === 0 &&
    !/\b(?:mobile|android|ios|iphone|ipad|desktop|windows|macos|flutter|electron|swiftui|native)\b/.test(clause.text);
  const kind = inBrowser ? 'fullstack' : spot.kind;
  const said = stated(clause, from, to);
  return { kind, from: said, scope: scopeAt(clause, from, to), otherWords: plain ? '' : said.words };
}

const listing =
  /\b(?:apps?|application|system|platform|portal|software|website|site|backend|tracker|crm|erp|database)(?: (?:for|of) [a-z ]+?)? (?:with|:|to manage|that manages|for managing|including|featuring|having|keeping) (.+)$/;
const making =
  /(?:^|\b(?:where|and|,) )(?:people|everyone|everybody|friends|teams|visitors|anyone|users|members|others) (?:can |may |could )?(?:[a-z]+ and )?(?:creates?|votes?|posts?|joins?|shares?|invites?|adds?|suggests?|comments?)\b/;

/** "a fleet app with vehicles, drivers, fuel logs", "where anyone creates a poll": told of as rows, whatever functions share the words. */
export function listsThings(draft: Draft): boolean {
  const { nouns } = lexicon();
  return draft.clauses.some((clause) => {
    if (making.test(clause.text)) return true;
    const items = splitItems(listing.exec(clause.text)?.[1] ?? '').map((item) => nounAt(item.text));
    const things = items.filter((item) => item?.plural === true && nouns.has(phraseOf(item.words)));
    return things.length > 1 && things.length * 2 >= items.length;
  });
}

/** "books (title, isbn)", "users log in", "each poll has": rows are kept, so it is no tool. */
function keepsRows(draft: Draft, modules: readonly ModuleFound[] = []): boolean {
  const { nouns } = lexicon();
  const own = vocabularyOf(modules.map(({ module }) => module));
  const people = /\b(?:users?|members?|customers?|admins?|students?|guests?|login|authentication|signup)\b/;
  if (listsThings(draft)) return true;
  return draft.clauses.some(
    (clause) =>
      // "plays against the user": whoever runs it is no row.
      people.test(clause.text.replaceAll(/\bthe user\b(?! (?:has|can|may|must) )/g, '')) ||
      /^(?!(?:it|this|that|they|we|i|you|(?:the )?(?:program|tool|script|command|game|library|app)) )(?:(?:each|every|an?|the) )?[a-z]+(?: [a-z]+)? (?:has|have|belongs? to) /.test(
        clause.text,
      ) ||
      // "messages (--top N)" tells of an option.
      /(?:^[a-z]+(?: [a-z]+)?|[a-z]s) \((?! ?-)/.test(clause.text) ||
      /\b(?:can|want to|wants to|would like to) (?:create|log|add|manage|track|record|see|keep|book|order)\b/.test(
        clause.text,
      ) ||
      clause.tokens.filter(({ text }) => singular(text) !== text && nouns.has(singular(text)) && !own.has(stem(text)))
        .length > 2,
  );
}

function isBusiness(draft: Draft): boolean {
  const { domains } = lexicon();
  const text = draft.clauses[0]?.text ?? '';
  const [, topic = ''] =
    /^(?:a |an |the |my |our |simple |small )*(.*?)(?: (?:app|application|system|platform|service|software|site|manager|tracker))?$/.exec(
      text,
    ) ?? [];
  return domains.has(topic) && !/shortener/.test(topic);
}

const plea =
  /^(?:(?:hi|hello|hey|please|kindly|ok|so) ?,? )*(?:(?:can|could|would|will) you |i |we )?(?:(?:want|need|would|like|love|little|tiny|wish|am|are|building|making|creating|developing|writing|planning|trying|please|going|looking|for|to|you|have|help|me|us) )*(?:(?:build|create|make|develop|write|generate|design|implement|code|program|set up|have) )?(?:(?:me|us) )?(?:(?:a|an|the|my|our|some|simple|small|basic|little|new|full|complete|modern) )*/;
const statement =
  /^(?:each|every|all|users?|only|no|entities|resources|there|when|if|for each) |^[a-z]+(?: [a-z]+)? (?:has|have|can|must|belongs?) /;

/** No kind was named: "a todo app with tags", "CRM", "event tickets: …" start with what it is about. */
function plainScope(clause: Clause | undefined): Scope | undefined {
  if (!clause || statement.test(clause.text) || clause.heading === '#' || /^[a-z ]+ \(/.test(clause.text))
    return undefined;
  const lead = plea.exec(clause.text)?.[0].length ?? 0;
  const after = clause.text.slice(lead);
  const asked = /\b(?:build|create|make|develop|write|generate|design|implement|want|need)\b/.test(
    clause.text.slice(0, lead),
  );
  const program =
    /^(?:[a-z0-9]+ ){0,4}?(?:app|application|system|platform|software|tracker|manager|management|tool|program|service|site|portal|planner|organizer|board|clone|project|database|server)\b/.exec(
      after,
    );
  const head = nounAt(after);
  const domain =
    head &&
    [phraseOf(head.words), singularPhrase(phraseOf(head.words))].some((phrase) => lexicon().domains.has(phrase));
  const short = clause.tokens.length <= 4 && head !== undefined && nounEntry(head.words) !== undefined;
  if (!asked && !program && !domain && !short && !head?.plural) return undefined;
  if (!program && !domain && !asked && /^[a-z]+(?: [a-z]+)? (?:,|:)/.test(after) && !/^[a-z]+ [a-z]+ :/.test(after))
    return undefined;
  if (lead > 0) markRead(clause, 0, lead - 1);
  return { clause, before: '', beforeAt: 0, after, afterAt: lead };
}

const request =
  /^(?:.*\b(?:a|an|the|me|us|build|create|make|develop|write|need|needs|want|wants|generate|design|implement|code|program|have|my|our|simple|small|basic|restful|rest|building|making|creating|developing|secure|modern|complete|full|new|good|please|node|nodejs|typescript|javascript|js|ts|python|go|golang|rust|graphql|hono|express)\b )?(.*)$/;

function scopeAt(clause: Clause, from: number, to: number): Scope {
  // "a habit tracker for the command line": where it runs, behind what it is about.
  const head = clause.text
    .slice(0, from)
    .trimEnd()
    .replace(/ (?:for|in|on) (?:the|my|our|a|an)$/, '');
  const before = (request.exec(`${head.split(' , ').at(-1) ?? ''} `)?.[1] ?? '').trim();
  return {
    clause,
    before,
    beforeAt: head.length - before.length,
    after: clause.text.slice(to).trimStart(),
    afterAt: to + (clause.text.slice(to).length - clause.text.slice(to).trimStart().length),
  };
}

/** "todo app", "expense tracker": the words without those that only say that it is a program. */
export function dropProgramWords(words: readonly string[]): { words: string[]; dropped: boolean } {
  const { programs } = lexicon();
  const kept = [...words];
  let dropped = false;
  while (kept.length > 0 && programs.has(kept.at(-1) ?? '') && !lexicon().domains.has(kept.join(' '))) {
    kept.pop();
    dropped = true;
  }
  return { words: isProgramWord(kept) && !lexicon().domains.has(kept.join(' ')) ? [] : kept, dropped };
}
