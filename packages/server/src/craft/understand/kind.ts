import type { ProjectKind, Provenance } from '../requirements.ts';
import { type Draft, assumed, nounEntry, stated } from './draft.ts';
import { isProgramWord } from './noun-sense.ts';
import { nounAt, phraseOf, singularPhrase } from './grammar.ts';
import { lexicon } from './lexicon.ts';
import { type Clause, markRead } from './text.ts';

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
    server: 'a server of this protocol',
    terminal_game: 'a game',
  };
  return names[found.kind];
}

/** Programs that no list of kinds has; tried only where no API is asked for. */
const strangers: [string, RegExp][] = [
  ['a browser extension', /\b(?:browser|chrome|firefox|safari) (?:extension|plugin|add on|addon)\b/],
  [
    'a plugin',
    /\b(?:vscode|vs code|wordpress|figma|minecraft|jetbrains|shopify) (?:extension|plugin|add on|addon|theme|mod)\b/,
  ],
  [
    'a learning model',
    /\b(?:machine learning|deep learning|neural) (?:model|network|classifier|pipeline)\b|\bneural network\b/,
  ],
  [
    'a compiler',
    /\b(?:compiler|interpreter|transpiler|parser|linter) for\b|^(?:a|an|the|my|write|build|make|create)(?: an?| me| the)* (?:[a-z]+ )?(?:compiler|interpreter|transpiler)\b/,
  ],
  ['a smart contract', /\b(?:smart contract|blockchain|nft contract)\b/],
  ['firmware', /\b(?:firmware|arduino|raspberry pi|embedded (?:software|system))\b/],
  ['an operating system', /\boperating system\b/],
  [
    'a game',
    /\b(?:video|browser|mobile|2d|3d|platform|card|puzzle|arcade) game (?:where|in which|with|that|like|for|about|$)|\b(?:a|an|the|my) (?:[a-z]+ )?game (?:where|in which|engine|that (?:lets|you))\b|\b(?:unity|unreal|godot)\b/,
  ],
  ['a spreadsheet', /\b(?:excel|google sheets?) (?:macro|sheet|formula|template)\b|\bvba\b/],
];

const apiPattern =
  /\b(?:rest(?:ful)? )?(?:(?:web|http|json|crud|server side|backend|public|private|nodejs|hono|express|typescript) )*(?:apis?|back end|backend|web ?services?|micro ?services?|rest (?:service|server|backend)|crud (?:app|application|service|system))(?: (?:api|service|server|application|app|system))?\b/;

/** Other kinds, the most telling first. */
const others: [ProjectKind, RegExp][] = [
  ['graphql_api', /\bgraphql(?: (?:api|server|service|backend))?\b/],
  [
    'terminal_game',
    /\b(?:terminal|console|text based|command line|ascii) (?:based )?(?:[a-z]+ )?game\b|\b(?:snake|chess|sudoku|pacman|platformer) (?:game|clone)\b|\b(?:tetris|hangman|minesweeper|pong|tic tac toe|flappy bird)\b|\bplay(?:able)? (?:a )?game\b/,
  ],
  [
    'cli_tool',
    /\b(?:command line|cli|terminal)(?: (?:tool|app|application|program|utility|interface|based|script))?\b|\b(?:shell|bash|python|node|nodejs|powershell|perl) (?:tool|script)\b|\bscripts? (?:which|that|to|for)\b/,
  ],
  [
    'realtime_service',
    /\bwebsockets?\b|\breal ?time (?:[a-z]+ )?(?:chat|server|service|app|application|collaboration|game|messaging|messenger)\b|\bchat (?:server|room server)\b|\bmultiplayer\b/,
  ],
  ['static_site', /\b(?:static|landing|marketing|portfolio|personal) (?:web ?)?(?:sites?|pages?)\b|\bstatic site\b/],
  [
    'fullstack',
    /\bfull ?stack\b|\b(?:with|and|plus) (?:an? )?(?:(?:simple|nice|modern|small|web|basic|matching) )*(?:(?:react|vue|angular|svelte|nextjs|html) )*(?:front ?end|ui|user interface|gui|react|vue|angular|svelte)\b|\b(?:api|backend) (?:and|with) (?:an? )?(?:web )?(?:frontend|front end|ui|react|vue|angular)\b/,
  ],
  [
    'web_app',
    /\bweb ?app(?:lication)?s?\b|\bwebsite\b|\bsingle page (?:app|application)\b|\bspa with\b|\bmobile app\b|\bandroid\b|\bios app\b|\bdesktop app(?:lication)?\b|\b(?:react|vue|svelte|angular|next js|nextjs) (?:app|application|site|page|component|frontend|dashboard)\b|\bfront ?end\b|\bfront end\b|\bdashboard\b|\b(?:with|in|using) (?:react|vue|svelte|angular|next js|nextjs|flutter|swiftui|electron|react native)\b|\b(?:iphone|ios|android|ipad|windows|macos|flutter|electron) (?:app|application|program)s?\b/,
  ],
  [
    'worker',
    /\bcron(?: ?job)?\b|\bbackground (?:worker|job|service|process)\b|\bscraper\b|\bcrawler\b|\b(?:discord|telegram|slack) bot\b|\bdaemon\b|\bqueue (?:consumer|worker)\b/,
  ],
  [
    'library',
    /\b(?:npm|typescript|javascript|node|nodejs|js|python|utility|reusable|date|math|string|parsing|validation) (?:package|library|module)\b|\bnpm package\b|\bsdk\b/,
  ],
  ['server', /\b(?:tcp|udp|smtp|ftp|dns|proxy|static file|mqtt) server\b/],
];

export function findKind(draft: Draft): KindFound {
  for (const clause of draft.clauses) {
    const match = apiPattern.exec(clause.text);
    if (match) {
      const graphql = /graphql/.test(match[0]) || clause.text.slice(0, match.index).endsWith('graphql ');
      const also = graphql ? undefined : otherKind(draft, ['fullstack']);
      if (also) return { ...also, scope: scopeAt(clause, match.index, match.index + match[0].length) };
      if (!graphql) {
        const scope = scopeAt(clause, match.index, match.index + match[0].length);
        return {
          kind: 'rest_api',
          from: stated(clause, match.index, match.index + match[0].length),
          scope,
          otherWords: '',
        };
      }
    }
  }
  for (const [stranger, pattern] of strangers) {
    for (const clause of draft.clauses) {
      const match = pattern.exec(clause.text);
      if (!match) continue;
      const from = stated(clause, match.index, match.index + match[0].length);
      return { kind: 'library', from, scope: undefined, otherWords: from.words, stranger };
    }
  }
  const other = otherKind(
    draft,
    others.map(([kind]) => kind),
  );
  if (other) return other;
  return { kind: 'rest_api', from: assumed(0.55), scope: plainScope(draft.clauses[0]), otherWords: '' };
}

const plea =
  /^(?:(?:hi|hello|hey|please|kindly|ok|so) ?,? )*(?:(?:can|could|would|will) you |i |we )?(?:(?:want|need|would|like|wish|am|are|building|making|creating|developing|writing|planning|trying|please|going|looking|for|to|you|have|help|me|us) )*(?:(?:build|create|make|develop|write|generate|design|implement|code|program|set up|have) )?(?:(?:me|us) )?(?:(?:a|an|the|my|our|some|simple|small|basic|little|new|full|complete|modern) )*/;
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
  const named = clause.tokens.length <= 4 && head !== undefined && nounEntry(head.words) !== undefined;
  if (!asked && !program && !domain && !named && !head?.plural) return undefined;
  if (!program && !domain && !asked && /^[a-z]+(?: [a-z]+)? (?:,|:)/.test(after) && !/^[a-z]+ [a-z]+ :/.test(after))
    return undefined;
  if (lead > 0) markRead(clause, 0, lead - 1);
  return { clause, before: '', beforeAt: 0, after, afterAt: lead };
}

function otherKind(draft: Draft, kinds: ProjectKind[]): KindFound | undefined {
  for (const [kind, pattern] of others) {
    if (!kinds.includes(kind)) continue;
    for (const clause of draft.clauses) {
      const match = pattern.exec(clause.text);
      if (!match) continue;
      const from = stated(clause, match.index, match.index + match[0].length);
      const scope = scopeAt(clause, match.index, match.index + match[0].length);
      return { kind, from, scope, otherWords: from.words };
    }
  }
  return undefined;
}

const request =
  /^(?:.*\b(?:a|an|the|me|us|build|create|make|develop|write|need|needs|want|wants|generate|design|implement|code|program|have|my|our|simple|small|basic|restful|rest|building|making|creating|developing|secure|modern|complete|full|new|good|please|node|nodejs|typescript|hono|express)\b )?(.*)$/;

function scopeAt(clause: Clause, from: number, to: number): Scope {
  const head = clause.text.slice(0, from).trimEnd();
  const last = head.split(' , ').at(-1) ?? '';
  const before = (request.exec(`${last} `)?.[1] ?? '').trim();
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
