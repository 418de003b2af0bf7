import type { Requirements } from '../requirements.ts';

/** How a project of these requirements is put together: one sentence for a person, before any work. */
export function architectureOf(requirements: Requirements): string {
  const { kind, language, entities, modules, screens, stack, protocol, rowsFile } = requirements;
  const parts = entities.length > 0 ? counted(entities.length, 'part') : '';
  const logic = modules.length > 0 ? `${counted(modules.length, 'module')} of pure logic` : '';
  const rows =
    language === 'go'
      ? `${parts} (input checks and rules each) over tables in memory and a journal on disk`
      : `${parts} (input checks, rules, SQL in a repository each) over ${rowsFile ? `the file ${rowsFile.name}, read and written whole` : database(stack.database)}`;
  const signIn = stack.auth === 'none' ? '' : `, sign-in by ${stack.auth}`;
  switch (kind) {
    case 'rest_api':
      return entities.length > 0 ? `HTTP routes on ${rows}${signIn}` : `HTTP routes over ${logic}`;
    case 'graphql_api':
      return `one GraphQL schema and its resolvers on ${rows}${signIn}`;
    case 'realtime_service':
      return `calls and events over WebSocket on ${rows}; subscribers get what is committed`;
    case 'fullstack':
      return `a React app and the HTTP API behind it, on ${rows}${signIn}`;
    case 'web_app':
      return entities.length > 0
        ? `a React app and the HTTP API behind it, on ${rows}${signIn}`
        : `a page without a server around ${logic}`;
    case 'static_site':
      return `${counted(Math.max(1, screens.length), 'page')} of Markdown, made into HTML when it is built; no code at run time`;
    case 'cli_tool':
      return entities.length > 0 ? `commands on ${rows}` : `commands around ${logic}`;
    case 'library':
      return `${logic} behind one entry point, without dependencies`;
    case 'worker':
      return `a loop with a clock around ${logic}`;
    case 'server':
      return protocol === 'tcp' ? `a line protocol over TCP around ${logic}` : `HTTP routes over ${logic}`;
    case 'terminal_game':
      return `${logic} that knows nothing of terminals, and a loop that reads keys and draws`;
  }
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const database = (name: Requirements['stack']['database']): string =>
  ({ sqlite: 'SQLite with migrations', postgresql: 'PostgreSQL with migrations', none: 'memory' })[name];
