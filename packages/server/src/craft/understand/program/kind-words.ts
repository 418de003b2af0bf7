import type { ProjectKind } from '../../requirements.ts';

/** The words by which kinds of programs are named, and those of programs that are none of them. */

/** Programs that no list of kinds has; tried only where no API is asked for. */
export const strangers: [string, RegExp][] = [
  [
    'a mobile app',
    /\b(?:mobile|android|ios|iphone|ipad|flutter|react native|swiftui) (?:app|application|game)s?\b|\b(?:in|with|using) (?:flutter|swiftui|react native|kotlin multiplatform)\b/,
  ],
  ['a desktop app', /\b(?:desktop|windows|macos|electron|tauri|qt) (?:app|application|program|tool)s?\b/],
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
  /\b(?:rest(?:ful)? )?(?:(?:web|http|json|crud|server side|backend|public|private|nodejs|hono|express|typescript) )*(?:apis?|back end|backend|web ?services?|micro ?services?|rest (?:service|server|backend)|crud (?:app|application|service|system)|crud(?= (?:for|of|over|on) ))(?: (?:api|service|server|application|app|system))?\b/;

/** Kinds by their words. Of several the first in the text is what is wanted: "a command line client of a REST API". */
export const named: [ProjectKind, RegExp][] = [
  ['rest_api', apiPattern],
  ['graphql_api', /\bgraphql(?: (?:api|server|service|backend|endpoint))?\b/],
  [
    'terminal_game',
    /\b(?:terminal|console|text based|text|command line|cli|ascii) (?:based )?(?:[a-z]+ ){0,2}?game\b|\b(?:snake|chess|sudoku|pacman|platformer|guessing|number guessing|memory|word|dice|puzzle|card) (?:game|clone)\b|\b(?:tetris|hangman|minesweeper|pong|tic tac toe|flappy bird|battleship|blackjack|2048|wordle|connect 4|rock paper scissors|guess the number|mastermind|snake)\b(?= (?:game|clone|for the|in the|in a|that|with|to play|on the|played)\b|$| ,)|\bplay(?:able)? (?:a )?game\b|\b(?:a )?game (?:for|in|on) (?:the |my |a )?(?:terminal|console|command line|shell)\b/,
  ],
  [
    'cli_tool',
    /\b(?:command line|cli|clis|terminal|command)(?: (?:tool|app|application|program|utility|interface|based|script|client|converter|calculator))?\b(?! (?:line|api|library|package|module|framework|(?:arguments?|options?|flags?) pars))|\b(?:shell|bash|python|node|nodejs|typescript|javascript|powershell|perl|go|golang|rust) (?:tool|script|utility)\b(?! (?:functions?|library|package|belt|class|module))|\bscripts? (?:which|that|to|for)\b|\bconsole (?:tool|app|application|program|utility)\b|\btool (?:written )?in (?:go|golang|rust|python|typescript|javascript|node|nodejs)\b/,
  ],
  [
    'realtime_service',
    /\bwebsockets?(?: (?:[a-z]+ )?(?:api|server|service|backend|app|application))?\b|\breal ?time (?:[a-z]+ ){0,2}?(?:chat|server|service|app|application|collaboration|game|messaging|messenger|api|backend|tracker|board|editor|voting)\b|\b(?:live )?chat (?:server|room server|service|backend)\b|\bmultiplayer\b/,
  ],
  [
    'static_site',
    /\b(?:static|landing|marketing|portfolio|personal|brochure|one page|single page marketing|product) (?:web ?)?(?:sites?|websites?|pages?|homepages?)\b|\bstatic (?:html )?(?:site|website|pages?|blog|page)\b|\blanding page\b|\bhomepage (?:for|of)\b|\bwebsite (?:for (?:my|our|the|a) (?:[a-z]+ ){0,3}?)?with (?:the )?(?:pages?|sections?)\b/,
  ],
  [
    'fullstack',
    /\bfull ?stack\b|\bweb ?(?:app(?:lication)?s?|site) (?:with|and) (?:an? |its own |the |real )*(?:database|backend|back end|api|rest api|server)(?: behind (?:it|them))?\b|\b(?:with|and|plus) (?:an? )?(?:(?:simple|nice|modern|small|web|basic|matching|clean) )*(?:(?:react|vue|angular|svelte|nextjs|html) )*(?:front ?end|ui|gui|(?:user|web|browser|graphical)(?: based)? interface)\b|\b(?:with|and|plus) (?:an? )?(?:react|vue|angular|svelte)\b(?! native)|\b(?:api|backend) (?:and|with) (?:an? )?(?:web )?(?:frontend|front end|ui|react|vue|angular)\b|\bfront ?end and (?:a )?back ?end\b/,
  ],
  [
    'web_app',
    /\bweb ?app(?:lication)?s?\b|(?<=^(?:(?:an?|the|my|our|i|we|need|want|build|make|create|me|us|small|simple|little|nice|new) )*)site(?= (?:for|about|of|with) )|\bin (?:the|my|her|his|our|a|your) (?:web )?browser\b|\bwebsite\b|\bweb (?:site|tool|interface|page|dashboard)\b|\bsingle page (?:app|application)\b|\bspa with\b|\bmobile app\b|\bandroid\b|\bios app\b|\bdesktop app(?:lication)?\b|\bpwa\b|\b(?:react|vue|svelte|angular|next js|nextjs) (?:app|application|site|page|component|frontend|dashboard)\b|\bfront ?end\b|\bfront end\b|\bdashboard\b|\b(?:with|in|using) (?:react|vue|svelte|angular|next js|nextjs|flutter|swiftui|electron|react native)\b|\b(?:iphone|ios|android|ipad|windows|macos|flutter|electron) (?:app|application|program)s?\b/,
  ],
  [
    'worker',
    /\bcron(?: ?job)?\b(?! (?:expressions?|parser|syntax|strings?|format|explainer|library|package|tool|calculator))|\b(?:background|scheduled|queue) (?:worker|job|jobs|service|process|processor|task|tasks)\b|\bscraper\b|\bcrawler\b|\b(?:discord|telegram|slack) bot\b|\bdaemon\b|\bqueue (?:consumer|worker)\b|\b(?:job|task) (?:scheduler|runner|queue)\b(?! (?:server|service|api|over (?:http|tcp))\b)|\bworker (?:(?:written )?in (?:go|golang|rust|python|typescript|javascript|node|nodejs) )?(?:that|which|process|service|to|for)\b/,
  ],
  [
    'library',
    /\b(?:npm|typescript|ts|javascript|js|node|nodejs|python|pip|pypi|go|golang|rust|utility|reusable|date|math|string|parsing|validation|cli|small|tiny|zero dependency|helper) (?:package|library|module|lib|crate)\b|\b(?:npm|pip|pypi) package\b|\b(?:rust )?crate\b|\bsdk\b|\blibrary (?:(?:in|for|written in) (?:typescript|javascript|python|go|golang|rust|node|nodejs) )?(?:of|with|exporting|offering|providing|that (?:exports|offers|provides)) (?:an? |the |some |two |three |[a-z]+ )?(?:functions?|helpers?|utilities|class|methods?)\b|(?:^|\. )library :|\bas an? (?:small |tiny )?(?:library|npm package)\b|\b(?:router|routing|parser|validator|validation|container|injection|logger|logging|emitter|queue|graph|matrix|sorting|algorithms?|trie|tree|cache|caching|formatter|formatting|generator|converter|matcher|matching|saniti[sz]er|history|middleware|wrapper|engine|template|templating|statistics|arithmetic|encoding|crypto|hashing|json|yaml|xml|html|markdown|csv|url|regex|retry|backoff|event|state machine|schema|argument|arguments|builder|readability|colou?r|money|duration|iban|slug|promise|concurrency|plural|plurals|i18n) (?:library|lib|package)\b|\blibrary (?:in|written in) (?:typescript|javascript|python|go|golang|rust)\b|\blibrary (?:for|that|which|to) (?:[a-z]+ ){0,2}?(?:pars|format|validat|convert|encod|decod|manipulat|comput|calculat|serializ|escap|hash|encrypt|compress|debounc|memoiz|tokeniz|retry)[a-z]*\b/,
  ],
  [
    'server',
    /\b(?:tcp|udp|smtp|ftp|dns|proxy|static file|mqtt|http|key value|echo|socket|network|redis like|cache|telnet|queue)(?: (?:based|key value|cache))? (?:server|service|daemon)\b|\b(?:tcp|http) (?:based )?(?:[a-z]+ ){0,3}?(?:store|cache|database|broker|game|relay|service)\b|\b(?:reverse|forward|http|tcp) proxy\b|\bload balancer\b|\b(?:server|store|cache|database|service) (?:over|on|using|via|with) (?:raw )?(?:tcp|sockets?|http)\b|\bover (?:raw )?(?:tcp|sockets?)\b/,
  ],
];

/** Kinds that these words mean only where the library of modules has what is asked for. */
export const loose: [ProjectKind, RegExp][] = [
  ['library', /\b(?:library|package|module|class|functions?|helpers?|utility functions?|utilities|lib)\b/],
  ['server', /\b(?:server|service|microservice|receiver|endpoint|listener)\b/],
  ['worker', /\b(?:worker|scheduler)\b/],
  [
    'cli_tool',
    /\b(?:tool|script|utility|program|converter|calculator|validator|formatter|generator|checker|counter|command|parser)\b/,
  ],
];
