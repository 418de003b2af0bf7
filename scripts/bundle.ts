// Bundles the server and command line into packages/server/dist: a start costs a third of what the sources cost.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type BuildOptions, type Plugin, transform } from 'esbuild';
import { splitRole } from '../packages/server/src/agents/roles.ts';
import { readDataFiles } from '../packages/server/src/shared/data.ts';
import { silentLogger } from '../packages/server/src/shared/logger.ts';
import { sha256 } from '../packages/server/src/shared/hash.ts';
import { compiledYaml, packCompiled, readYaml } from '../packages/server/src/shared/yaml.ts';
import { blankDatabase } from '../packages/server/src/storage/sqlite/blank.ts';
import { openSqlite } from '../packages/server/src/storage/sqlite/open.ts';

const root = join(import.meta.dirname, '..');
const server = join(root, 'packages/server');
// `bundle.ts [folder [sdk]]`: the command line, or with `sdk` the library. Apart from one another, so that neither splits the other's files.
const dist = process.argv[2] ?? join(server, 'dist');
const isSdk = process.argv[3] === 'sdk';

/**
 * zod as a start wants it. `import { z }` takes hold of a whole namespace, so that esbuild keeps its messages in fifty
 * languages too; of `import * as z` it keeps what is used: 700 KB less. And zod compiles a function for every schema at its
 * first use, which pays after thousands of inputs: a command reads a few.
 */
const leanZod: Plugin = {
  name: 'lean-zod',
  setup(builder) {
    builder.onLoad({ filter: /\/packages\/(server|protocol)\/src\/.*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replace("import { z } from 'zod'", "import * as z from 'lean-zod'"),
    }));
    builder.onResolve({ filter: /^lean-zod$/ }, () => ({ path: 'lean-zod', namespace: 'lean-zod' }));
    builder.onLoad({ filter: /.*/, namespace: 'lean-zod' }, () => ({
      resolveDir: server,
      contents: "import { config } from 'zod'; export * from 'zod'; config({ jitless: true });",
    }));
  },
};

/**
 * The model providers' packages as a first turn wants them: zod as above, and without the global `Headers`, which loads the whole
 * of Node's fetch (25 ms) to put five headers together. Requests go through llm/http.ts.
 */
const leanProviders: Plugin = {
  name: 'lean-providers',
  setup(builder) {
    builder.onLoad({ filter: /\/node_modules\/@ai-sdk\/.*\.js$/ }, ({ path }) => ({
      loader: 'js',
      resolveDir: dirname(path),
      contents: `import { Headers } from ${JSON.stringify(join(import.meta.dirname, 'lean-headers.ts'))};\n${readFileSync(
        path,
        'utf8',
      ).replace('import { z } from "zod/v4"', "import * as z from 'lean-zod'")}`,
    }));
  },
};

/** Heavy packages that few commands need: they stay packages too. */
const rarelyNeeded = [
  '@agentclientprotocol/sdk',
  '@modelcontextprotocol/client',
  '@modelcontextprotocol/server',
  '@hono/node-server',
  '@mozilla/readability',
  '@secretlint/core',
  '@secretlint/secretlint-rule-preset-recommend',
  '@ts-morph/common',
  'chokidar',
  'fast-xml-parser',
  'hono',
  'linkedom',
  'pg',
  'turndown',
  'web-tree-sitter',
];
const options: BuildOptions = {
  entryPoints: isSdk ? { sdk: join(server, 'src/sdk.ts') } : { codewright: join(server, 'src/main.ts') },
  outdir: dist,
  bundle: true,
  // Rooms that a command does not need (the craft, PostgreSQL, the API) are split off and loaded when first used.
  splitting: true,
  chunkNames: `${isSdk ? 'sdk-chunks' : 'chunks'}/[name]-[hash]`,
  platform: 'node',
  target: 'node22',
  // It has them since Node 10; as constructors they would be compiled when a chunk is loaded.
  supported: { 'regexp-unicode-property-escapes': true },
  format: 'esm',
  // Names stay, for stack traces. Every byte is read at each start.
  minifySyntax: true,
  minifyWhitespace: true,
  // zod's settings are the same for all of a process: those of a program that imports the library are its own.
  plugins: isSdk ? [] : [leanZod, leanProviders],
  logLevel: 'warning',
  // Packages that find their own files at run time stay packages.
  external: [
    '@vscode/ripgrep',
    'pg-native',
    'npm-registry-fetch',
    'oxc-parser',
    'pacote',
    ...rarelyNeeded,
    ...(isSdk ? ['zod'] : []),
  ],
};

if (isSdk) {
  await build({
    ...options,
    outExtension: { '.js': '.mjs' },
    sourcemap: 'linked',
    // CommonJS packages inside the bundle call require for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
} else {
  await buildCommand();
}

/** The command line as scripts for `bin/bundle.cjs`: modules could not bring their compiled form along. */
async function buildCommand(): Promise<void> {
  const { outputFiles, metafile } = await build({
    ...options,
    write: false,
    metafile: true,
    absWorkingDir: server,
    outExtension: { '.js': '.cjs' },
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename', 'import.meta.url': '__url' },
  });
  const scripts = await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      // A script can import nothing at run time, but it can require modules too.
      const supported = { 'dynamic-import': false };
      const { code } = await transform(text, { format: 'cjs', platform: 'node', supported, minifyWhitespace: true });
      return { path, code };
    }),
  );
  rmSync(join(dist, 'chunks'), { recursive: true, force: true });
  mkdirSync(join(dist, 'chunks'), { recursive: true });
  for (const name of readdirSync(dist)) if (name.endsWith('.pack')) rmSync(join(dist, name));
  await makeBlank(join(dist, blankDatabase));
  const mark = sha256(scripts.map(({ code }) => code).join('')).slice(0, 16);
  const entry = join(dist, 'codewright.cjs');
  // The mark, by which their compiled form is known, at the end of the first that is read.
  for (const { path, code } of scripts) writeFileSync(path, path === entry ? `${code}//${mark}` : code);
  // Whose change makes the launcher run the sources.
  const sources = Object.keys(metafile.inputs).filter((path) => path.endsWith('.ts') && !path.includes('node_modules'));
  writeFileSync(join(dist, 'sources.txt'), sources.join('\n'));
}

/** A database of the newest schema with nothing in it: what a first start copies instead of running every migration. */
async function makeBlank(file: string): Promise<void> {
  rmSync(file, { force: true });
  const storage = await openSqlite({ file, logger: silentLogger });
  await storage.close();
  // Whoever may run the installation may read it.
  chmodSync(file, 0o644);
}

// The values of our own YAML, so that no start parses it.
const values: Record<string, unknown> = {};
const modules = readdirSync(join(server, 'blueprints/modules')).map((id) => `blueprints/modules/${id}`);
for (const folder of [
  'adapters',
  'intake-rules',
  'knowledge',
  'lexicon',
  'lexicon/languages',
  'models',
  'policies',
  'roles',
  'templates',
  'workflows',
  ...modules,
]) {
  for (const ending of ['.yaml', '.md']) {
    for (const { file, text } of readDataFiles(join(server, folder), ending)) {
      const yaml = ending === '.md' ? splitRole(text)?.settings : text;
      if (yaml === undefined) continue;
      const { value, problems } = readYaml(yaml, file);
      // A faulty file is left to whoever loads it: it says where.
      if (problems.length === 0) values[sha256(yaml)] = value;
    }
  }
}
writeFileSync(join(dist, compiledYaml), packCompiled(values));
