// Bundles the server and command line into packages/server/dist: a start costs a third of what the sources cost.
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const server = join(root, 'packages/server');

await build({
  entryPoints: { codewright: join(server, 'src/main.ts') },
  outdir: join(server, 'dist'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // Rooms that a command does not need (the craft, PostgreSQL, the API) are split off and loaded when first used.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node22',
  format: 'esm',
  minifySyntax: true,
  sourcemap: 'linked',
  logLevel: 'warning',
  // Packages that find their own files at run time stay packages.
  external: ['@vscode/ripgrep', '@secretlint/*', 'pg-native', 'npm-registry-fetch', 'oxc-parser', 'pacote'],
  // CommonJS packages inside the bundle call require for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
