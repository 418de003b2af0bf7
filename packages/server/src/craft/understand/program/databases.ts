import type { ProjectKind, Requirements } from '../../requirements.ts';
import { keptByServer } from '../../kinds/registry.ts';
import { type Draft, stated } from '../draft.ts';

/** Where rows are to be kept: what a text asks for, against what can be built. */

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

/** Alternatives of a pattern: databases by name, as a text would have them. */
export const databaseWords = Object.keys(databases)
  .filter((word) => !/^(?:none|memory|pg)$/.test(word))
  .sort((a, b) => b.length - a.length)
  .join('|');

const mention = new RegExp(`\\b(${databaseWords})\\b`, 'g');
/** What it stands beside in a list of what a program is made with. */
const others =
  '(?:typescript|javascript|ts|js|node|nodejs|hono|express|fastify|nestjs|react|vue|svelte|vite|tailwind|docker|docker compose|openapi|jwt|prisma|drizzle|kysely|python|fastapi|flask|django|go|golang|gin|rust|axum|redis|rest|graphql)';
const listed = {
  before: new RegExp(`\\b${others}(?: ,| and| , and| plus| with| \\+| \\/)$`),
  after: new RegExp(`^ (?:,|and|, and|plus|\\+|\\/) (?:an? )?${others}(?= |$)`),
};
const before =
  /(?:\b(?:in|into|using|with|on|over|to|uses?|via|backed by|against|data is|storage is|database is)|^)(?: (?:an?|the|our|plain|real))?$/;
const after =
  /^ (?:(?:as|for) (?:an? |the |our |its )?(?:database|db|storage|persistence|store|backend|data)\b|(?:database|db|backend|storage)(?= |$)|is (?:fine|enough|ok|okay|preferred|required|used)\b|please\b|(?:rest|graphql|api|backend|app|service|server)\b)/;
const refused = /\b(?:no|not|without|instead of|rather than|except)(?: (?:an?|the|in|on|with|use|using))?$/;

/** The last database that is asked for, and not only to be told that it is not wanted. */
export function databaseAsked(draft: Draft): { word: string; words: string } | undefined {
  let found: { word: string; words: string } | undefined;
  for (const clause of draft.clauses) {
    for (const match of clause.text.matchAll(mention)) {
      const word = match[1] ?? '';
      const head = clause.text.slice(0, match.index).trimEnd();
      const tail = clause.text.slice(match.index + word.length);
      const asked =
        [before, listed.before].some((one) => one.test(head)) || [after, listed.after].some((one) => one.test(tail));
      // "Redis like" compares.
      const likened =
        /^ (?:like|style|compatible|inspired|alike|ish|clone|esque)\b/.test(tail) ||
        /\b(?:like|similar to|inspired by|clone of|subset of)(?: an?)?$/.test(head);
      if (!asked || likened || refused.test(head) || isQuestioned(draft.description, word)) continue;
      const from = match.index - (/\b(?:in|using|with|on|uses?|use)(?: an?| the)?$/.exec(head)?.[0].length ?? -1) - 1;
      found = { word, words: stated(clause, from, match.index + word.length).words };
    }
  }
  return found;
}

/** "With PostgreSQL? No, …" */
function isQuestioned(description: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b[^.!?\\n]{0,20}\\?`, 'i').test(description);
}

export function databaseNamed(word: string): string | undefined {
  return databases[word];
}

/** What a word says about where rows are kept, as long as such a project can keep them there. */
export function databaseFor(
  word: string,
  kind: ProjectKind,
  language: Requirements['language'],
): 'sqlite' | 'postgresql' | undefined {
  const name = databases[word];
  if (name === 'sqlite') return name;
  return name === 'postgresql' && keptByServer(kind, language) ? name : undefined;
}
