import { languagesOf, obstacleTo } from '../../kinds/registry.ts';
import type { Manifest } from '../../modules/manifest.ts';
import { modules as library } from '../../modules/library.ts';
import {
  type ModuleUse,
  type ProjectKind,
  type Requirements,
  type Understanding,
  requirements as schema,
} from '../../requirements.ts';
import { type Draft, addFeature, cannot, stated } from '../draft.ts';
import { wishes } from './features.ts';
import { singular } from '../words/grammar.ts';
import { type KindFound, kindName, listsThings } from './kind.ts';
import { lexicon } from '../words/lexicon.ts';
import { type ModuleFound, findModules, useOf, vocabularyOf } from './modules.ts';
import { isQuoted, stems } from './spots.ts';
import { behaviours } from '../plain/item-notes.ts';
import { ofExit, sayExitCodes } from './exit-codes.ts';
import { sayPages } from './pages-said.ts';
import { besideListed, furtherModules, likeliestModule, listedHelpers } from './likeliest.ts';
import { namesFlag } from './flags.ts';
import { calledAsSaid } from './interface.ts';
import { stem } from '../words/stem.ts';
import { answers, isOrdinary } from './ordinary.ts';
import { type Stack } from './stack.ts';
import { jobModules, queueWords, saysOfQueue } from './worker-jobs.ts';
import { type Clause, wordsOf } from '../words/text.ts';
import { nameIn, titleCase } from '../title.ts';

/** Programs that are made of specific logic instead of things to keep: libraries, tools, games, servers of them. */

export const programKinds: readonly ProjectKind[] = ['cli_tool', 'library', 'server', 'worker', 'terminal_game'];

/**
 * "URL shortener API", "REST API that validates IBANs": an API of functions rather than of rows, when a module is what
 * it is about and nothing is said of things to keep, people or rules.
 */
export function servesModules(draft: Draft, kind: KindFound): boolean {
  const many = kind.kind === 'web_app' ? 8 : 3;
  if (!/^(?:rest_api|web_app)$/.test(kind.kind) || kind.scope === undefined || draft.clauses.length > many)
    return false;
  if (listsThings(draft)) return false;
  const found = findModules(draft.clauses);
  const first = kind.scope.clause;
  const about = found.filter(({ spots }) => spots.some((spot) => spot.clause === first));
  if (about.length === 0) return false;
  const text = draft.clauses.map((clause) => clause.text).join(' . ');
  if (
    /\b(?:login|signup|users?|accounts?|admins?|customers?|members?|belongs?|each|auth|authentication)\b|\(/.test(text)
  )
    return false;
  // A page that does something: what else it speaks of are the things that it does it to.
  if (kind.kind === 'web_app' && draft.clauses.length === 1 && !byHand.test(text) && changes.test(text)) return true;
  // "paste Markdown on the left and see HTML on the right": nothing is left to keep when the module's own words are taken away.
  if (kind.kind === 'web_app' && !byHand.test(text)) {
    const share = leftOver(draft, vocabularyOf(about.map(({ module }) => module))).share;
    if (share < 0.4) return true;
  }
  const { nouns } = lexicon();
  const listed = first.tokens.filter((token) => singular(token.text) !== token.text && nouns.has(singular(token.text)));
  if (listed.length > 1) return false;
  const left = leftOver(draft, vocabularyOf(about.map(({ module }) => module)));
  return left.pieces.length === 0 && left.share < 0.2;
}

const byHand =
  /\b(?:manag(?:e|es|er|ing)|track(?:s|er|ing)?|keep(?:s|ing)?(?: track)?|stor(?:e|es|ing)|organi[sz](?:e|es|er|ing)|todos?(?! (?:and fixme |or fixme |\/ fixme )?comments?\b)|to do|notes?|journal|diary|inventory|catalog(?:ue)?|collection|budget|expenses?|remember|log(?:s|ging)? (?:my|our|the)|add(?:s|ing)?,? |contacts?|bookmarks?|habits?|local (?:sqlite )?database|crud|entities)\b/;
const changes =
  /\b(?:convert|count|calculat|shorten|check|compar|roll|pick|resize|rename|compress|download|upload|scrape|generate|encrypt|decrypt|minify|lint|deploy|(?<!to )watch(?! ?list|ed|ing)|merge|split|render|translate|format|parse|validate|fetch|ping|scan|benchmark|monitor)[a-z]*\b/;

/** "add a run with date, distance and duration": what is told of a thing that is kept, whatever else it may name. */
const addsRows =
  /\b(?:add|log|record|enter|store|save)s? (?:(?:an?|the|my|new) )*[a-z]+(?: [a-z]+)? with (?:(?:an?|the|its) )?[a-z]+(?: [a-z]+)? (?:,|and) /;

/** "a command line tool to keep track of my books": rows in a local database rather than a function. */
export function keepsByHand(draft: Draft): boolean {
  const text = draft.clauses.map((clause) => clause.text).join(' . ');
  const listed =
    /\b[a-z]+s? (?:with|has|have|:|\() ?(?:(?:an?|the|its|their) )?[a-z]+(?: [a-z]+)? ?(?:,|and|\([^)]*\)) /.test(
      text,
    ) || /(?:^| \. )[a-z]+ (?:have|has) an? [a-z]+ (?:\. |$)|\bbelongs? to (?:an?|1|the) [a-z]+/.test(text);
  const found = findModules(draft.clauses);
  if (found.length > 0 && !addsRows.test(text)) {
    const left = leftOver(draft, vocabularyOf(found.map(({ module }) => module)));
    if (left.share < 0.4 || !listed) return false;
  }
  return (byHand.test(text) || listed) && !changes.test(draft.clauses[0]?.text ?? '');
}

export function understandProgram(draft: Draft, kind: KindFound, stack: Stack): Understanding {
  const queue = kind.kind === 'worker' && stack.language.endsWith('script');
  const plain: ReadonlySet<string> = queue ? queueWords : new Set();
  const spoken = modulesOf(draft, { kind: kind.kind, language: stack.language });
  const named = queue ? jobModules(draft, spoken, () => leftOver(draft, new Set(), plain).share) : spoken;
  // "a word game that keeps statistics of wins": what is no game is no part of one.
  const games = kind.kind === 'terminal_game' ? named.filter(({ module }) => module.form === 'game') : [];
  const found = games.length > 0 ? games : named;
  const protocol = protocolOf(draft);
  const uses = calledAsSaid(
    draft,
    { kind: kind.kind, language: stack.language, protocol },
    found.map((one) => useOf(draft, one, found.length - 1)),
  );
  readWishes(draft);
  sayUdp(draft, kind.kind);
  if (kind.kind === 'server') sayPages(draft);
  const used = found.map(({ module }) => module);
  const left = leftOver(draft, vocabularyOf(used), plain);
  const exists = languagesOf(kind.kind).length > 0;
  if (!exists) cannot(draft, kind.otherWords, `${kindName(kind)} cannot be generated yet`, nearestKind(used), true);
  else if (found.length === 0 || left.share > 0.7) notInLibrary(draft, kind);
  else {
    const named = draft.unsupported.map(({ words }) => words);
    for (const words of left.pieces)
      if (
        !answers(kind.kind, stack.language, used, words) &&
        !(queue && saysOfQueue(words)) &&
        !named.some((name) => words.includes(name)) &&
        !namesFlag(words) &&
        !draft.description.includes(`--${words}`) &&
        !(kind.kind === 'cli_tool' && ofExit.test(words))
      )
        cannot(draft, words, 'no part of the library of modules does this');
  }
  if (programKinds.includes(kind.kind)) sayBehaviours(draft, used);
  if (kind.kind === 'cli_tool') {
    const chosen = found.flatMap(({ module }, i) =>
      module.functions.filter(({ name }) => !uses[i]?.functions.length || uses[i].functions.includes(name)),
    );
    sayExitCodes(draft, chosen);
  } else if (protocol === 'http' && /^(?:server|rest_api)$/.test(kind.kind)) sayStatuses(draft, kind.kind, stack, used);
  const functions = found.map(({ module }, i) => uses[i]?.functions.length || module.functions.length);
  const requirements = assembleProgram(draft, kind, stack, {
    titles: used.map(({ title }) => title),
    summary: used.map(({ summary }) => summary).join(' '),
    name: packageName(kind.kind, used),
    uses,
    score: found.length * 3 + functions.reduce((sum, count) => sum + count, 0),
    assumptions: assumptionsOf(kind, found, uses),
    protocol,
  });
  const obstacle = draft.unsupported.some((entry) => entry.blocking) ? null : obstacleTo(requirements);
  if (obstacle)
    requirements.unsupported.push({ words: kind.from.words || kindName(kind), ...obstacle, blocking: true });
  return { verdict: 'understood', requirements };
}

/** "must have dry run and undo": read as how a page behaves, which a program without one has only where a module speaks of it. */
function sayBehaviours(draft: Draft, used: readonly Manifest[]): void {
  const known = vocabularyOf(used);
  for (const [words] of draft.description.matchAll(new RegExp(`\\b${behaviours}\\b`, 'gi')))
    if (!words.split(' ').some((word) => known.has(stem(word.toLowerCase()))))
      cannot(draft, words, 'no part of the library of modules does this');
}

/** Those that are named; where none is, the one in whose words the program is told, which is said. */
function modulesOf(draft: Draft, of: Pick<Requirements, 'kind' | 'language'>): ModuleFound[] {
  const listed = of.kind === 'library' ? listedHelpers(draft.clauses, of.language) : undefined;
  const named = besideListed(findModules(draft.clauses), listed);
  if (of.kind !== 'worker') named.push(...furtherModules(draft.clauses, named, of));
  const likeliest = named.length === 0 ? likeliestModule(draft.clauses, of.kind) : undefined;
  if (!likeliest) return named;
  draft.assumptions.push(`What it does was read as ${likeliest.module.title}: ${likeliest.module.summary}`);
  return [likeliest];
}

/** "unknown units give 400": statuses that are not those of every server of functions. */
function sayStatuses(draft: Draft, kind: ProjectKind, { language }: Stack, used: readonly Manifest[]): void {
  for (const clause of draft.clauses) {
    const words = wordsOf(clause);
    if (
      !/\b4(?:0\d|1\d|2[0-9])\b/.test(words) ||
      !/\b(?:gives?|returns?|answers?|status|responds?|error|->|with|otherwise)\b/i.test(words)
    )
      continue;
    // A sentence may tell of an address first: what it says of a status is a piece of it.
    const told = words.split(/[,;]/).filter((piece) => /\b4\d\d\b/.test(piece));
    const others = told.filter((piece) => !usualStatus.test(piece) && !answers(kind, language, used, piece));
    for (const piece of others)
      cannot(
        draft,
        piece.trim(),
        'every server of functions answers 404 where there is no such thing, 422 to values that it refuses, 400 to what is no JSON, 413 and 415',
      );
  }
}

const usualStatus = /\b(?:422|405|413|415|429)\b/;

/** What a program is made of, and what is said of it. */
interface Made {
  titles: string[];
  summary: string;
  /** Of the package, where the description has none. */
  name: string;
  uses: ModuleUse[];
  score: number;
  assumptions: string[];
  protocol: Requirements['protocol'];
}

export function assembleProgram(draft: Draft, kind: KindFound, stack: Stack, made: Made): Requirements {
  const { titles, score } = made;
  const given = nameIn(draft.description);
  const title =
    given === undefined
      ? titles.slice(0, 3).join(', ') || titleCase(kind.kind.split('_'))
      : titleCase(given.split('-'));
  const features = draft.features.filter((feature) => feature.name !== 'auth');
  return schema.parse({
    description: draft.description,
    title: title.slice(0, 60),
    name: stack.name ?? given ?? made.name,
    summary: made.summary || 'Not described yet.',
    kind: kind.kind,
    kindFrom: kind.from,
    language: stack.language,
    stack: { framework: stack.stack.framework, database: 'none', auth: 'none' },
    entities: [],
    relations: [],
    operations: [],
    roles: [],
    rules: [],
    modules: made.uses,
    screens: [],
    protocol: made.protocol,
    features,
    assumptions: [...new Set([...draft.assumptions, ...made.assumptions])],
    unsupported: draft.unsupported,
    unread: [],
    complexity: {
      level: score <= 16 ? 'simple' : score <= 40 ? 'medium' : 'complex',
      score,
      seconds: 15 + score,
    },
    risks: draft.unsupported.length > 0 ? ['Some of the wishes cannot be built yet; see what is not supported.'] : [],
  } satisfies Requirements);
}

/** Over UDP nothing is built, and over TCP it would be another program. */
export function sayUdp(draft: Draft, kind: ProjectKind): void {
  for (const clause of draft.clauses) {
    const match = /\budp\b(?! ports?\b)/.exec(clause.text);
    if (!match) continue;
    const words = wordsOf(clause, match.index, match.index + match[0].length);
    cannot(draft, words, 'programs that speak UDP cannot be generated yet', 'the same over TCP', kind === 'server');
    return;
  }
}

function protocolOf(draft: Draft): Requirements['protocol'] {
  return draft.clauses.some((clause) => /\b(?:tcp|telnet|netcat|line protocol|raw sockets?)\b/.test(clause.text))
    ? 'tcp'
    : 'http';
}

function assumptionsOf(kind: KindFound, found: readonly ModuleFound[], uses: readonly ModuleUse[]): string[] {
  const said: string[] = [];
  if (kind.from.assumed) {
    const name = kindName(kind);
    said.push(`It is built as ${name}, because no other kind was named.`);
  }
  found.forEach(({ module }, i) => {
    const use = uses[i];
    for (const option of module.class?.options ?? []) {
      if (use?.options[option.name] === undefined && option.default !== undefined && option.default !== null)
        said.push(`${module.title}: ${option.summary} is ${JSON.stringify(option.default)} unless said otherwise.`);
    }
  });
  return said;
}

const endings: Partial<Record<ProjectKind, string>> = {
  cli_tool: 'cli',
  server: 'server',
  worker: 'worker',
  rest_api: 'api',
};

function packageName(kind: ProjectKind, used: readonly Manifest[]): string {
  const ids = used.map(({ id }) => id).slice(0, 2);
  const ending = endings[kind];
  if (ids.length === 0) return kind.replaceAll('_', '-');
  return [...ids, ...(ending === undefined ? (kind === 'library' ? ['kit'] : []) : [ending])].join('-');
}

export function readWishes(draft: Draft): void {
  for (const clause of draft.clauses) {
    for (const [name, pattern] of wishes) {
      const match = /^(?:docker|ci|testing|openapi)$/.test(name) ? pattern.exec(clause.text) : null;
      if (match) addFeature(draft, name, stated(clause, match.index, match.index + match[0].length));
    }
  }
}

/**
 * What is spoken of beyond the words known: pieces of sentences, and their share of all words that mean something.
 * @param plain words that ask for nothing of their own in a program of this kind.
 */
export function leftOver(
  draft: Draft,
  known: ReadonlySet<string>,
  plain: ReadonlySet<string> = new Set(),
): { pieces: string[]; share: number } {
  let all = 0;
  let odd = 0;
  const pieces: string[] = [];
  for (const clause of draft.clauses) {
    const found = pieceBounds(clause).map(([from, to]) => {
      const content = stems(clause)
        .slice(from, to)
        .filter((token, i) => {
          const at = clause.tokens[from + i];
          const means = /^[a-z]{3,}$/.test(token) && !lexicon().functionWords.has(at?.text ?? '');
          return means && !isQuoted(clause, at?.start ?? 0);
        });
      const strange = content.filter((token) => !known.has(token) && !plain.has(token) && !isOrdinary(token));
      return { from, to, content, strange };
    });
    for (const { from, to, content, strange } of found) {
      all += content.length;
      odd += strange.length;
      const own = content.filter((token) => known.has(token) && !plain.has(token) && !isOrdinary(token)).length;
      // "binary search, linear search and fuzzy search": the last is another sort of what the others are.
      const isAnotherSort =
        strange.length > 0 &&
        content.length === strange.length + 1 &&
        strange.at(-1) !== content.at(-1) &&
        found.some(
          (other) => other.strange.length === 0 && other.from !== from && other.content.at(-1) === content.at(-1),
        );
      // "the slowest requests" are others than those that the module knows.
      if (
        isAnotherSort ||
        strange.some((word) => superlative.test(word)) ||
        (strange.length >= 2 ? strange.length > own : strange.length === 1 && own === 0)
      )
        pieces.push(pieceWords(clause, from, to));
    }
  }
  return { pieces, share: all === 0 ? 0 : odd / all };
}

const superlative =
  /^(?!(?:best|latest|request|interest|guest|digest|forest|harvest|honest|modest|suggest|contest|protest|test|nest|west|rest|quest|chest)$)[a-z]{3,}est$/;

function pieceBounds(clause: Clause): [number, number][] {
  const cuts = clause.tokens.flatMap((token, i) => (/^(?:,|and|plus|;)$/.test(token.text) ? [i] : []));
  const bounds: [number, number][] = [];
  let from = 0;
  for (const cut of [...cuts, clause.tokens.length]) {
    if (cut > from) bounds.push([from, cut]);
    from = cut + 1;
  }
  return bounds;
}

function pieceWords(clause: Clause, from: number, to: number): string {
  const last = clause.tokens[to - 1]?.text.length ?? 0;
  return wordsOf(clause, clause.at[from] ?? 0, (clause.at[to - 1] ?? 0) + last);
}

/** The kind could be built, what it should do could not: said with what there is. */
function notInLibrary(draft: Draft, kind: KindFound): void {
  const what = kindName(kind);
  cannot(
    draft,
    draft.description.slice(0, 200),
    `${what} that does this cannot be generated yet: no part of the library of modules is about it`,
    `${what} for ${nearestModules(draft, kind)}`,
    true,
  );
}

/** The modules that share most words with the description; where none shares any, how many there are. */
function nearestModules(draft: Draft, kind: KindFound): string {
  // A module of functions is no game, and a game is nothing else.
  const fitting = library().filter(
    ({ form }) => kind.kind === 'library' || (form === 'game') === (kind.kind === 'terminal_game'),
  );
  const said = new Set(draft.clauses.flatMap(stems).filter((word) => word.length > 3 && !isOrdinary(word)));
  const shared = fitting.map((module) => ({
    title: module.title,
    score: wordsOfTitle(module).filter((word) => said.has(word)).length,
  }));
  const close = shared.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  const titles = close.slice(0, 3).map(({ title }) => title);
  if (titles.length === 0) return `one of the ${fitting.length} things that the library of modules knows`;
  return titles.length === 1 ? `${titles[0]}` : `${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}`;
}

function wordsOfTitle({ title, words }: Manifest): string[] {
  return [...new Set([title, ...words].flatMap((text) => text.toLowerCase().split(/\W+/)).map(stem))];
}

function nearestKind(used: readonly Manifest[]): string {
  const [first] = used;
  return first === undefined ? 'a REST API for the same' : `a command line tool or a library for ${first.title}`;
}
