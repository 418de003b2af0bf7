import { isWrittenIn, moduleSource } from '../../modules/library.ts';
import type { Manifest } from '../../modules/manifest.ts';
import type { ProjectKind, Requirements } from '../../requirements.ts';
import { stem } from '../words/stem.ts';

/** What is said of any program, whatever it does: words that ask for nothing of their own, and what is true of it anyway. */

/** Words that ask for a program and its ways, whatever it does. */
const ordinary = new Set(
  `program programme terminal console shell stdin stdout standard input output file files line lines argument arguments flag flags option options command commands subcommand
  print prints show shows display displays return returns give gives take takes accept accepts read reads write writes support supports work works handle handles convert converts
  result results value values text string strings number numbers user users people person input inputs pipe path
  library package npm module modules function functions class classes type types typed api method methods helper helpers utility utilities util export exports import zero dependency dependencies
  rest restful api apis web backend website site app application system platform project microservice tcp websocket hono
  typescript javascript python golang rust node nodejs deno bun esm tool tools cli tui script server service tcp http port endpoint endpoints client clients request requests response responses json
  test tests tested error errors message messages exit code codes invalid valid simple small tiny little fast quick clean nice good modern lightweight minimal pure strict safe proper robust
  docker ci github action readme documentation docs help example examples version default configurable customizable optional correct correctly edge case cases name called named
  second minute hour day week month per
  tell tells say says lie lies know knows
  build create make write need want implement develop generate code please like data other both well given possible way ways direction directions versa back reverse vice versa set time become becomes similar turn turns answer answers etc use using used reusable common popular different every many new over get run start`.split(
    /\s+/,
  ),
);
let ordinaryStems: Set<string> | undefined;

/** By its stem. */
export function isOrdinary(word: string): boolean {
  ordinaryStems ??= new Set([...ordinary].map(stem));
  return ordinaryStems.has(word);
}

/** What is true of every program of a kind, in the words in which people ask for it. */
const always: readonly [kinds: RegExp, words: RegExp][] = [
  [
    /^(?:server|worker|rest_api)$/,
    /\b(?:(?:shuts?|shutting|stops?|stopping|ends?|exits?) (?:down )?(?:gracefully|cleanly)|graceful(?:ly)? (?:shuts? ?down|shutdown|stop)|until (?:it is )?(?:stopped|killed|interrupted)|ctrl[- ]?c|sig(?:term|int))\b/i,
  ],
  [
    /^(?:server|rest_api)$/,
    /\b(?:unknown|missing|not found|no such|does not exist|nonexistent)\b.*\b404\b|\b404\b.*\b(?:unknown|missing|not found|no such|does not exist)\b/i,
  ],
  [/^(?:server|rest_api)$/, /\b(?:invalid|wrong|bad|refused|rejected|unknown)\b.*\b422\b/i],
  [/^(?:server|rest_api)$/, /\b(?:invalid|bad|malformed) (?:json|bodies|body)\b.*\b400\b/i],
  [
    /^terminal_game$/,
    /\b(?:tells?|says?|shows?|announces?|displays?|prints?|detects?|knows?|sees?)\b.*\b(?:won|wins?|winner|lost|loses?|loser|draws?|game over|is over|has ended)\b/i,
  ],
  [
    /^(?:library|cli_tool)$/,
    /\b(?:wrong|invalid|bad|illegal|malformed|mismatch(?:ed|ing)?|incompatible|impossible|unknown)\b.*\b(?:(?:raises?|throws?|causes?|gives?|returns?|reports?|produces?|are|is|lead(?:s)? to)\b.*\b(?:errors?|exceptions?)|are (?:refused|rejected|reported)|is (?:refused|rejected|reported)|throw|raise)\b/i,
  ],
  [/^library$/, /\b(?:well )?documented\b|\bno (?:external )?dependencies\b/i],
];

const ofClock =
  /\b(?:inject(?:able|ed)?|fake|mock(?:able)?|custom|own|pluggable|configurable|replaceable)\b.*\b(?:clocks?|time source)\b/i;
const atOnce =
  /\b(?:safe for concurrent (?:use|access)|concurrency[- ]safe|thread[- ]?safe(?:ty)?|goroutine[- ]safe)\b/i;

/** Whether every program of this kind, language and modules is like that. */
export function answers(
  kind: ProjectKind,
  language: Requirements['language'],
  used: readonly Manifest[],
  words: string,
): boolean {
  // Go's modules say so in their sources.
  const locked = used.every(
    (module) => isWrittenIn(module, language) && (!module.class || /\bsync\./.test(moduleSource(module, language))),
  );
  // Time comes in as `now()`, or what a language has in its place.
  if (ofClock.test(words)) return used.length > 0 && used.every((module) => module.class?.clock === true);
  if (language === 'go' && atOnce.test(words)) return locked;
  if (language === 'go' && /\bcontexts?\b/.test(words))
    return used.some(
      (module) => isWrittenIn(module, language) && moduleSource(module, language).includes('context.Context'),
    );
  return always.some(([kinds, pattern]) => kinds.test(kind) && pattern.test(words));
}
