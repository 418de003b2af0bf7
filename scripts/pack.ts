// Makes what the npm package holds beside its data: the bundle, the SDK as a bundle of its own, and the types of the SDK.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');
const server = join(root, 'packages/server');
const sources = { server: join(server, 'src'), protocol: join(root, 'packages/protocol/src') };

const staged = mkdtempSync(join(tmpdir(), 'codewright-pack-'));
try {
  const made = join(staged, 'dist');
  run(process.execPath, [join(root, 'scripts/bundle.ts'), made]);
  run(process.execPath, [join(root, 'scripts/bundle.ts'), made, 'sdk']);
  run(process.execPath, [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    join(root, 'packages/dashboard'),
    '--outDir',
    join(made, 'dashboard'),
  ]);
  makeTypes(join(made, 'types'), join(staged, 'declarations'));
  const dist = join(server, 'dist');
  replace(dist, made);
  if (!readdirSync(dist).some((name) => name.endsWith('.pack'))) run(process.execPath, [join(root, 'scripts/warm.ts')]);
  // The text at the root is the one that counts.
  cpSync(join(root, 'LICENSE'), join(server, 'LICENSE'));
} finally {
  rmSync(staged, { recursive: true, force: true });
}

function run(command: string, args: string[]): void {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${result.status}`);
}

/** Declarations of all sources, then those that the SDK's own reach, with imports that a package's user can follow. */
function makeTypes(target: string, all: string): void {
  const config = join(staged, 'tsconfig.json');
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        outDir: all,
        rootDir: join(root, 'packages'),
        // As sources of ours: of a package no declarations would be made.
        paths: { '@codewright/protocol/*': [join(sources.protocol, '*.ts')] },
        typeRoots: [join(root, 'node_modules/@types')],
      },
      include: [],
      files: [join(sources.server, 'sdk.ts')],
    }),
  );
  run(join(root, 'node_modules/.bin/tsc'), ['-p', config]);
  const homes = { server: join(all, 'server/src'), protocol: join(all, 'protocol/src') };
  const placeOf = (file: string) =>
    file.startsWith(homes.protocol)
      ? join(target, 'protocol', relative(homes.protocol, file))
      : join(target, relative(homes.server, file));
  const copy = (file: string): void => {
    const place = placeOf(file);
    if (existsSync(place)) return;
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, '');
    const text = readFileSync(file, 'utf8').replaceAll(
      /(\bfrom |\bimport\()(["'])(\.[^"']+|@codewright\/protocol\/[^"']+)\2/g,
      (_whole, before: string, quote: string, named: string) => {
        const own = named.startsWith('.')
          ? resolve(dirname(file), named.replace(/\.ts$/, '.d.ts'))
          : join(homes.protocol, `${named.replace('@codewright/protocol/', '')}.d.ts`);
        copy(own);
        const path = relative(dirname(place), placeOf(own)).replace(/\.d\.ts$/, '.js');
        return `${before}${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`;
      },
    );
    writeFileSync(place, text);
  };
  copy(join(homes.server, 'sdk.d.ts'));
  // `AsyncDisposable`, for those whose own settings do not bring it.
  const entry = join(target, 'sdk.d.ts');
  writeFileSync(entry, `/// <reference lib="esnext.disposable" />\n${readFileSync(entry, 'utf8')}`);
}

/**
 * Makes a folder like another. Somebody may be running it: what is the same already stays untouched, the compiled form of a bundle that
 * stays included, and what is new comes in one step.
 */
function replace(old: string, made: string): void {
  mkdirSync(old, { recursive: true });
  const isSame = (name: string) =>
    existsSync(join(old, name)) && readFileSync(join(old, name)).equals(readFileSync(join(made, name)));
  const stays = existsSync(join(made, 'codewright.cjs')) && isSame('codewright.cjs');
  for (const name of readdirSync(old)) {
    if (existsSync(join(made, name)) || (stays && name.endsWith('.pack'))) continue;
    rmSync(join(old, name), { recursive: true });
  }
  for (const name of readdirSync(made)) {
    const [from, to] = [join(made, name), join(old, name)];
    const { mtime } = statSync(from);
    if (statSync(from).isDirectory()) replace(to, from);
    else if (isSame(name)) utimesSync(to, mtime, mtime);
    else {
      cpSync(from, `${to}.new`);
      renameSync(`${to}.new`, to);
    }
  }
}
