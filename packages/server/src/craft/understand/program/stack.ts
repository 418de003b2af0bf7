import semver from 'semver';
import { languagesOf, supported, ownKeeping } from '../../kinds/registry.ts';
import { type ProjectKind, type Requirements, projectKinds } from '../../requirements.ts';
import { databaseAsked, databaseFor, databaseNamed } from './databases.ts';
import { type Draft, addFeature, cannot, stated } from '../draft.ts';
import type { Clause } from '../words/text.ts';
import { companions, frameworks, isSeason, languages, technology } from './technologies.ts';

/** Language, framework, database and the like: what was asked for against what can be built. */

export interface Wishes {
  /** Binding: what cannot be met is said before any work. */
  constraints: Record<string, string>;
  /** Followed where possible. */
  preferences: Record<string, string>;
}

type Language = Requirements['language'];

const inText = new RegExp(
  `\\b(?:in|using|with|written in|on|based on|built with|use|uses|and|for) (?:plain |pure |vanilla |modern )?(${technology}|go|js|ts)\\b`,
  'g',
);
/** "a Django REST API", "python script". */
const programs =
  '(?:apis?|apps?|applications?|backend|services?|servers?|scripts?|programs?|projects?|microservices?|tools?|cli|library|libraries|lib|package|packages|module|modules|functions?|class|game|worker|utility|command line|commands?|sites?|websites?|pages?|jobs?|bots?|daemons?)';
const program = `(?:(?:rest|restful|web|backend|http|crud|graphql|cli|command line|tcp|terminal|npm|utility|console|websockets?|realtime|real time|live|single page|static|background|cron|queue|scheduled) )*${programs}`;
const beforeKind = new RegExp(`\\b(${technology}|go|js|ts)(?= ${program}\\b)`, 'g');
/** "JavaScript server for darts": at the very start it says what the program is written in. */
const leading =
  /^(?:(?:an?|the|my|our|small|simple|tiny|plain|please|build|write|make|create|me|us) )*(javascript|typescript)(?= [a-z])/g;
/** Programs that are called by what they do with the rows they keep. */
const tracker =
  '(?:tracker|manager|organi[sz]er|planner|calculator|converter|generator|list|book|journal|diary|log|logger|timer|clone|parser|checker|validator|catalog|inventory|registry|keeper|reader|notes|todo|todos)';
/** "Python expense tracker CLI", "build me a Go habit tracker": what it is about stands between both. */
const about = new RegExp(
  `^(?:(?:an?|the|my|our|i|need|want|small|simple|tiny|little|basic|plain|please|build|write|make|create|me|us) )*(python|python3|golang|rust|go(?! (?:karts?|karting|to|through|back)\\b)) (?:(?!(?:for|with|that|which|who|whose|of|to|in|on|at|by|from|and|or|is|are|where|when)\\b)[a-z][a-z-]* ){1,3}?(?:${programs}|${tracker})(?= |$)`,
  'g',
);
/** "tiny http server, javascript, no database" */
const alone =
  /(?:^|(?<=[,(:] |and ))(?:(?:plain|pure|vanilla|modern|only|just) )?(typescript|javascript|python|golang|rust|js|ts)(?= (?:,|\)|\(|:|and|please|only|with)|$)/g;
/** "CLI, Go.", "a command line tool (Go)": the word by itself, where nothing can go anywhere. */
const goAlone =
  /(?:^|\b(?:cli|tool|line|program|library|api|service|server|package|script|worker|game) (?:, |\( ))(go)(?= (?:\)|,|:)|$)/g;
/** Names of packages tell the language. */
const packaged = /\b(?:(pip|pypi) (?:package|library|module)|(?:rust )?(crate)\b|(?:ruby )?(gem)\b)/g;

export interface Stack {
  language: Language;
  stack: Requirements['stack'];
  name: string | undefined;
}

interface Asked {
  word: string;
  words: string;
}

/** What the text names of each: the first language ("a Go port of a Python …") and framework, the last database. */
function askedIn(draft: Draft, clauses: readonly Clause[]): { language?: Asked; framework?: Asked; database?: Asked } {
  const database = databaseAsked(draft);
  const asked: ReturnType<typeof askedIn> = database ? { database } : {};
  for (const clause of clauses) {
    const matches = [inText, beforeKind, leading, about, alone, goAlone, packaged].flatMap((pattern) => [
      ...clause.text.matchAll(pattern),
    ]);
    for (const match of matches) {
      const word = match.slice(1).find((group) => group !== undefined) ?? '';
      if (word === 'go' && / (?<!, |\( )go$/.test(match[0]) && !/\b(?:in|using|with|written in) go$/.test(match[0]))
        continue;
      if (match[0].startsWith('for ') && languages[word] === undefined) continue;
      if (databaseNamed(word) !== undefined || isSeason(word, clause.text)) continue;
      if (/\b(?:no|not|without|instead of|never|rather than) $/.test(clause.text.slice(0, match.index))) continue;
      const slot = languages[word] !== undefined ? 'language' : 'framework';
      // "Node.js, plain JavaScript": the second says which of both.
      if (slot === 'language' && /^node(?:js)?$/.test(asked.language?.word ?? '') && languages[word] !== 'typescript')
        delete asked.language;
      asked[slot] ??= { word, words: stated(clause, match.index, match.index + match[0].length).words };
    }
  }
  return asked;
}

/** `told`: the clauses as they were before any rule was taken out of them. */
export function readStack(draft: Draft, wishes: Wishes, kind: ProjectKind, told = draft.clauses): Stack {
  const asked = askedIn(draft, told);
  const wanted = new Map<string, { value: string; binding: boolean }>();
  for (const [key, value] of Object.entries(wishes.preferences))
    wanted.set(keyOf(key), { value: value.trim(), binding: false });
  for (const [key, value] of Object.entries(wishes.constraints))
    wanted.set(keyOf(key), { value: value.trim(), binding: true });
  const out: Stack = {
    language: 'typescript',
    stack: { framework: 'none', database: 'sqlite', auth: draft.auth },
    name: undefined,
  };
  chooseLanguage(draft, out, kind, asked, wanted.get('language'));
  out.stack.framework = frameworkOf(kind, out.language);
  const screens = /^(?:vue|angular|svelte|nextjs)$/.test(asked.framework?.word ?? '');
  const standard = out.language.endsWith('script') ? 'what is usual for it' : 'the standard library alone';
  const nearest = `the same with ${screens ? 'React' : out.stack.framework === 'hono' ? 'Hono' : standard}`;
  const { framework, database } = asked;
  const refusedLanguage = draft.unsupported.some((entry) => entry.blocking);
  const shown = /^(?:web_app|fullstack)$/.test(kind) && framework?.word === 'react';
  // What is only named in the text leads: the work goes on with the nearest. A constraint binds (see `apply`).
  if (
    framework &&
    framework.word !== out.stack.framework &&
    !shown &&
    !wanted.get('framework')?.binding &&
    !refusedLanguage
  )
    cannot(draft, framework.words, `the framework ${framework.word} cannot be generated yet`, nearest);
  const kept = database && databaseFor(database.word, kind, out.language);
  if (kept) out.stack.database = kept;
  else if (database && !wanted.get('database')?.binding)
    cannot(
      draft,
      database.words,
      `the database ${database.word} cannot be generated yet`,
      `the same with ${ownKeeping(out.language)}`,
    );
  for (const clause of draft.clauses.filter(({ heading }) => heading === '#'))
    for (const word of companions)
      if (new RegExp(`\\b${word}\\b`).test(clause.text))
        cannot(draft, word, `${word} is not used`, 'what is usual here for the same work');
  for (const [key, { value, binding }] of wanted)
    if (key !== 'language' && key !== 'kind') apply(draft, out, kind, key, value, binding);
  return out;
}

function chooseLanguage(
  draft: Draft,
  out: Stack,
  kind: ProjectKind,
  asked: ReturnType<typeof askedIn>,
  wish: { value: string; binding: boolean } | undefined,
): void {
  const offer = (): string => {
    const [first] = languagesOf(kind);
    return first === undefined ? 'a REST API in TypeScript' : `the same in ${languageName(first)}`;
  };
  const told: Asked | undefined =
    asked.language ??
    (asked.framework && { word: frameworks[asked.framework.word] ?? 'typescript', words: asked.framework.words });
  const choice = wish && (wish.binding || told === undefined) ? wish : undefined;
  const word = choice ? choice.value.toLowerCase() : told?.word;
  if (word === undefined) return;
  const name = languages[word] ?? word;
  // Whether the kind exists at all is said once, for the kind.
  const known = isLanguage(name);
  if (known && (supported(kind, name) || languagesOf(kind).length === 0)) {
    out.language = name;
    return;
  }
  const spelled = choice ? choice.value : languageName(name);
  // Other kinds are built in it: it is not the language that is missing.
  const partly = known && (['library', 'cli_tool', 'rest_api'] as const).some((other) => supported(other, name));
  const reason = partly
    ? `projects of this kind cannot be generated in ${spelled} yet`
    : `the language ${spelled} cannot be generated yet`;
  if (choice?.binding === false)
    draft.assumptions.push(`The preference language=${choice.value} cannot be followed: ${reason}.`);
  else if (choice) cannot(draft, `language=${choice.value}`, `constraint: ${reason}`, offer(), true);
  else cannot(draft, told?.words ?? word, reason, offer(), true);
}

function isLanguage(name: string): name is Language {
  return /^(?:typescript|javascript|python|go|rust)$/.test(name);
}

function languageName(name: string): string {
  const names: Record<string, string> = { typescript: 'TypeScript', javascript: 'JavaScript', php: 'PHP' };
  return names[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
}

/** What a server of rows is written with; nothing else needs a framework. */
function frameworkOf(kind: ProjectKind, language: Language): string {
  const served = /^(?:rest_api|graphql_api|realtime_service|fullstack)$/.test(kind);
  return served && /^(?:typescript|javascript)$/.test(language) ? 'hono' : 'none';
}

const keys: Record<string, string> = {
  lang: 'language',
  db: 'database',
  storage: 'database',
  authentication: 'auth',
  type: 'kind',
  nodejs: 'node',
  'node-version': 'node',
  node_version: 'node',
  licence: 'license',
};

function keyOf(key: string): string {
  const lower = key.trim().toLowerCase();
  return keys[lower] ?? lower;
}

/** The kind that `--constraint kind=` or `--prefer kind=` names, where it is one. */
export function kindWished(wishes: Wishes): { kind: ProjectKind; binding: boolean } | undefined {
  for (const [record, binding] of [
    [wishes.constraints, true],
    [wishes.preferences, false],
  ] as const) {
    const entry = Object.entries(record).find(([key]) => keyOf(key) === 'kind');
    const kind = entry && kindNamed(entry[1]);
    if (kind) return { kind, binding };
  }
  return undefined;
}

const kindWords: Record<string, ProjectKind> = {
  rest: 'rest_api',
  api: 'rest_api',
  graphql: 'graphql_api',
  realtime: 'realtime_service',
  websocket: 'realtime_service',
  web: 'web_app',
  webapp: 'web_app',
  website: 'static_site',
  site: 'static_site',
  cli: 'cli_tool',
  tool: 'cli_tool',
  lib: 'library',
  package: 'library',
  tcp: 'server',
  http: 'server',
  game: 'terminal_game',
};

function kindNamed(value: string): ProjectKind | undefined {
  const plain = value
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return projectKinds.find((kind) => kind === plain) ?? kindWords[plain];
}

const yes = /^(?:true|yes|on|1|required|with)$/;
const no = /^(?:false|no|off|0|none|without)$/;

function apply(draft: Draft, out: Stack, kind: ProjectKind, key: string, value: string, binding: boolean): void {
  const lower = value.toLowerCase();
  const words = `${key}=${value}`;
  const refuse = (reason: string, nearest?: string): void => {
    if (binding) cannot(draft, words, `constraint: ${reason}`, nearest, true);
    else draft.assumptions.push(`The preference ${words} cannot be followed: ${reason}.`);
  };
  if (key === 'framework') {
    const ours = out.stack.framework;
    if (lower !== ours)
      refuse(`the framework ${value} cannot be generated yet`, ours === 'none' ? 'none' : 'the same with Hono');
  } else if (key === 'database') {
    const kept = databaseFor(lower, kind, out.language);
    if (kept) out.stack.database = kept;
    else
      refuse(
        `the database ${value} cannot be generated${databaseNamed(lower) === 'postgresql' ? ' for projects of this kind' : ''} yet`,
        `the same with ${ownKeeping(out.language)}`,
      );
  } else if (key === 'auth') applyAuth(draft, out, lower, value, refuse);
  else if (key === 'name') {
    const name = lower.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[-0-9]+|-+$/g, '');
    if (name === '') refuse(`"${value}" is not a name that a package may have`, 'a name of letters, digits and dashes');
    else out.name = name;
  } else if (key === 'node') {
    const range = semver.validRange(lower.replace(/^v/, ''));
    if (range === null || !semver.intersects(range, '>=22.18'))
      refuse(`projects need Node.js 22.18 or newer, not ${value}`, 'Node.js 22.18 or newer');
  } else if (/^(?:docker|ci|openapi|pagination|search)$/.test(key)) switchFeature(draft, key, lower, refuse);
  else if (/^no-(?:docker|ci|openapi|pagination|search)$/.test(key)) switchFeature(draft, key.slice(3), 'no', refuse);
  else if (key === 'license')
    refuse('the licence of a project cannot be chosen yet', 'add the licence file afterwards');
  else
    refuse(
      `"${key}" is not something that can be chosen`,
      'one of kind, language, framework, database, auth, node, docker, ci, name',
    );
}

type Refuse = (reason: string, nearest?: string) => void;

function applyAuth(draft: Draft, out: Stack, lower: string, value: string, refuse: Refuse): void {
  if (/^(?:token|jwt|bearer|true|yes|on)$/.test(lower)) setAuth(draft, out, 'token');
  else if (no.test(lower)) {
    if (draft.auth === 'token' && draft.authWords !== '')
      refuse(`the description needs sign-in ("${draft.authWords}")`, 'sign-in by token');
    else setAuth(draft, out, 'none');
  } else refuse(`sign-in by ${value} cannot be generated yet`, 'sign-in by token');
}

function setAuth(draft: Draft, out: Stack, auth: 'none' | 'token'): void {
  draft.auth = auth;
  out.stack.auth = auth;
}

function switchFeature(draft: Draft, key: string, value: string, refuse: Refuse): void {
  const name = key as Draft['features'][number]['name'];
  if (yes.test(value)) addFeature(draft, name, { words: '', confidence: 1, assumed: false });
  else if (no.test(value)) draft.features = draft.features.filter((feature) => feature.name !== name);
  else refuse(`${key} is either yes or no`, `${key}=yes`);
}
