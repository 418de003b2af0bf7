import type { Requirements } from '../requirements.ts';
import { type Draft, cannot, stated } from './draft.ts';

/** Language, framework and database: what was asked for against what can be built. */

export interface Wishes {
  /** Binding: what cannot be met is said before any work. */
  constraints: Record<string, string>;
  /** Followed where possible. */
  preferences: Record<string, string>;
}

const languages: Record<string, string> = {
  typescript: 'typescript',
  ts: 'typescript',
  javascript: 'javascript',
  js: 'javascript',
  python: 'python',
  py: 'python',
  go: 'go',
  golang: 'go',
  rust: 'rust',
  java: 'java',
  kotlin: 'kotlin',
  csharp: 'c#',
  'c#': 'c#',
  php: 'php',
  ruby: 'ruby',
  elixir: 'elixir',
  swift: 'swift',
  scala: 'scala',
  node: 'typescript',
  nodejs: 'typescript',
};
const databases: Record<string, string> = {
  sqlite: 'sqlite',
  sqlite3: 'sqlite',
  postgres: 'postgresql',
  postgresql: 'postgresql',
  pg: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mariadb',
  mongodb: 'mongodb',
  mongo: 'mongodb',
  redis: 'redis',
  dynamodb: 'dynamodb',
  none: 'none',
  memory: 'none',
};
const inText =
  /\b(?:in|using|with|written in|on|based on|built with|use|uses|and) (typescript|javascript|python|golang|rust|java|kotlin|php|ruby|elixir|scala|express|fastify|nestjs|koa|fastapi|flask|django|spring boot|spring|laravel|rails|hono|postgresql|postgres|mysql|mariadb|mongodb|mongo|sqlite|redis|dynamodb|go)\b/g;

/** "a Django REST API", "python script". */
const beforeKind =
  /\b(typescript|javascript|python|golang|rust|java|kotlin|php|ruby|elixir|scala|express|fastify|nestjs|koa|fastapi|flask|django|spring boot|spring|laravel|rails|hono|postgresql|postgres|mysql|mariadb|mongodb|sqlite)(?= (?:(?:rest|restful|web|backend|http|crud|graphql|cli|command line) )*(?:apis?|apps?|applications?|backend|services?|servers?|scripts?|programs?|projects?|microservices?|tools?)\b)/g;

export interface Stack {
  language: Requirements['language'];
  stack: Requirements['stack'];
  name: string | undefined;
}

export function readStack(draft: Draft, wishes: Wishes): Stack {
  const asked: Record<string, string> = {};
  for (const clause of draft.clauses) {
    for (const match of [...clause.text.matchAll(inText), ...clause.text.matchAll(beforeKind)]) {
      const word = match[1] ?? '';
      const slot =
        languages[word] !== undefined ? 'language' : databases[word] !== undefined ? 'database' : 'framework';
      if (word === 'go' && !/\b(?:in|using|with|written in) go$/.test(match[0])) continue;
      if (asked[slot] === word) continue;
      asked[slot] = word;
      const words = stated(clause, match.index, match.index + match[0].length).words;
      if (!possible(slot, word)) sayCannot(draft, slot, word, words);
    }
  }
  const out: Stack = {
    language: 'typescript',
    stack: { framework: 'hono', database: 'sqlite', auth: draft.auth },
    name: undefined,
  };
  const preferences = Object.entries(wishes.preferences).filter(
    ([key]) => !(key.toLowerCase() in lowerKeys(wishes.constraints)),
  );
  for (const [key, value] of preferences) apply(draft, out, key.toLowerCase(), value.trim(), false);
  for (const [key, value] of Object.entries(wishes.constraints))
    apply(draft, out, key.toLowerCase(), value.trim(), true);
  return out;
}

const lowerKeys = (record: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));

function possible(slot: string, word: string): boolean {
  if (slot === 'language') return languages[word] === 'typescript';
  if (slot === 'database') return databases[word] === 'sqlite';
  return word === 'hono';
}

function sayCannot(draft: Draft, slot: string, value: string, words: string): void {
  const ours: Record<string, string> = { language: 'TypeScript', framework: 'Hono', database: 'SQLite' };
  cannot(draft, words, `the ${slot} ${value} cannot be generated yet`, `the same with ${ours[slot] ?? slot}`, true);
}

function apply(draft: Draft, out: Stack, key: string, value: string, binding: boolean): void {
  const lower = value.toLowerCase();
  const words = `${key}=${value}`;
  const refuse = (reason: string, nearest?: string): void => {
    if (binding) cannot(draft, words, `constraint: ${reason}`, nearest, true);
    else draft.assumptions.push(`The preference ${words} cannot be followed: ${reason}.`);
  };
  if (key === 'language' || key === 'lang') {
    if (languages[lower] !== 'typescript')
      refuse(`the language ${value} cannot be generated yet`, 'the same with TypeScript');
  } else if (key === 'framework') {
    if (lower !== 'hono') refuse(`the framework ${value} cannot be generated yet`, 'the same with Hono');
  } else if (key === 'database' || key === 'db' || key === 'storage') {
    if (databases[lower] !== 'sqlite') refuse(`the database ${value} cannot be generated yet`, 'the same with SQLite');
  } else if (key === 'auth' || key === 'authentication') {
    if (/^(?:token|jwt|bearer|true|yes|on)$/.test(lower)) setAuth(draft, out, 'token');
    else if (/^(?:none|no|false|off)$/.test(lower)) {
      if (draft.auth === 'token' && draft.authWords !== '')
        refuse(`the description needs sign-in ("${draft.authWords}")`, 'sign-in by token');
      else setAuth(draft, out, 'none');
    } else refuse(`sign-in by ${value} cannot be generated yet`, 'sign-in by token');
  } else if (key === 'name') {
    const name = lower.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[-0-9]+|-+$/g, '');
    if (name === '') refuse(`"${value}" is not a name that a package may have`, 'a name of letters, digits and dashes');
    else out.name = name;
  } else if (key === 'kind' || key === 'type') {
    if (!/^(?:rest_api|rest-api|rest|api)$/.test(lower))
      refuse(`projects of kind ${value} cannot be generated yet`, 'a REST API');
  } else
    refuse(`"${key}" is not something that can be chosen`, 'one of language, framework, database, auth, name, kind');
}

function setAuth(draft: Draft, out: Stack, auth: 'none' | 'token'): void {
  draft.auth = auth;
  out.stack.auth = auth;
}
