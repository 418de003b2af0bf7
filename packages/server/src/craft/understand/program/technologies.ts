import { databaseWords } from './databases.ts';

/** Names of languages, frameworks and libraries as descriptions have them. */

export const languages: Record<string, string> = {
  typescript: 'typescript',
  ts: 'typescript',
  javascript: 'javascript',
  js: 'javascript',
  python: 'python',
  python3: 'python',
  py: 'python',
  pip: 'python',
  pypi: 'python',
  go: 'go',
  golang: 'go',
  rust: 'rust',
  crate: 'rust',
  java: 'java',
  kotlin: 'kotlin',
  csharp: 'c#',
  'c#': 'c#',
  php: 'php',
  ruby: 'ruby',
  gem: 'ruby',
  elixir: 'elixir',
  swift: 'swift',
  scala: 'scala',
  node: 'typescript',
  nodejs: 'typescript',
};

/** Frameworks and the languages that they are written for. */
export const frameworks: Record<string, string> = {
  hono: 'typescript',
  express: 'typescript',
  fastify: 'typescript',
  nestjs: 'typescript',
  koa: 'typescript',
  react: 'typescript',
  vue: 'typescript',
  angular: 'typescript',
  svelte: 'typescript',
  nextjs: 'typescript',
  fastapi: 'python',
  flask: 'python',
  django: 'python',
  'spring boot': 'java',
  spring: 'java',
  laravel: 'php',
  rails: 'ruby',
  gin: 'go',
  actix: 'rust',
  axum: 'rust',
};

/** Libraries and tools that people name beside a framework. None is used: what they do is done by what each kind is made of. */
export const companions: readonly string[] = [
  'prisma',
  'drizzle',
  'typeorm',
  'sequelize',
  'mongoose',
  'knex',
  'kysely',
  'sqlalchemy',
  'alembic',
  'pydantic',
  'gorm',
  'diesel',
  'sqlx',
  'hibernate',
  'jest',
  'mocha',
  'cypress',
  'pytest',
  'bootstrap',
  'redux',
  'zustand',
  'jquery',
  'htmx',
  'supabase',
  'firebase',
  'commander',
  'yargs',
  'argparse',
  'click',
  'typer',
  'cobra',
  'clap',
  'socket io',
];

const everyday = /^(?:spring|express|flask|rails|gin|echo|gem|crate|ruby|swift)$/;

/** "in spring", "with express delivery": names a technology only where the text speaks of making, or of another one. */
export function isSeason(word: string, text: string): boolean {
  if (!everyday.test(word)) return false;
  if (new RegExp(`\\b${word} (?:boot|js|framework|api|apis|app|backend|service|server|on rails)\\b`).test(text))
    return false;
  if (
    new RegExp(
      `\\b(?:written|built|made|implemented|developed|done|coded) (?:in|with|using|on) ${word}\\b|\\busing ${word}\\b`,
    ).test(text)
  )
    return false;
  return !text
    .split(' ')
    .some((other) => other !== word && Object.hasOwn(languages, other) && !everyday.test(other) && other !== 'go');
}

const alternatives = (words: readonly string[], without: RegExp): string =>
  words
    .filter((word) => !without.test(word))
    .sort((a, b) => b.length - a.length)
    .join('|');

const languageWords = alternatives(Object.keys(languages), /^(?:ts|js|py|go|node|nodejs|pip|pypi|crate|gem|c#)$/);

/** Alternatives of a pattern: languages, frameworks and databases by names that mean nothing else. */
export const technology = [languageWords, alternatives(Object.keys(frameworks), /^(?:gin)$/), databaseWords].join('|');

/** The same, and all that stands beside them where a text says with what it is to be made. */
export const madeWith = [
  technology,
  alternatives(companions, /^(?:click|clap|commander|diesel|cobra|bootstrap)$/),
  'tailwind(?: css)?|tailwindcss|playwright(?: tests?)?|(?:end to end|e2e|browser) tests?|docker(?: compose)?|vite|vitest|zod|ts|js|nodejs|node|gin|go',
].join('|');
