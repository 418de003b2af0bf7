import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createCodebase } from '../packages/server/src/codebase/codebase.ts';
import { type Bench, openBench } from '../packages/server/src/sandbox/workspace/testing.ts';
import { openCodeIndex } from '../packages/server/src/storage/code-index.ts';

interface Row {
  name: string;
  value: number;
  unit: string;
}

const { rgPath } = createRequire(join(import.meta.dirname, '../packages/server/package.json'))('@vscode/ripgrep') as {
  rgPath: string;
};

/** Published packages that have many files: together more than 50,000. */
const large = [
  '@mui/icons-material@5.16.7',
  'core-js@3.38.1',
  'date-fns@3.6.0',
  'rxjs@7.8.1',
  'googleapis@144.0.0',
  '@fluentui/react-icons@2.0.258',
  '@tabler/icons-react@3.19.0',
  'lodash-es@4.17.21',
  'three@0.169.0',
  '@iconify-icons/mdi@1.2.48',
];

/**
 * The index and map of a repository, beside ripgrep's own time for one search of it: this repository's sources, with `--large` a
 * tree of more than 50,000 files made of published packages.
 */
export async function run(flags: string[]): Promise<Row[]> {
  await using bench = openBench();
  const repository = flags.includes('--large') ? largeTree(bench) : ownTree(bench);
  const { signal } = bench;
  const tree = await bench.manager.open({ job: 'job', branch: 'codewright/job', repository }, signal);
  await tree.treeHash(signal);
  const codebase = createCodebase({ folder: join(bench.folder, 'code'), open: openCodeIndex, patienceMs: 600_000 });
  const about = { tree, repository, signal };
  const rows: Row[] = [];
  const timed = async <T>(name: string, action: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await action();
    const took = performance.now() - started;
    rows.push(took > 2000 ? { name, value: took / 1000, unit: 's' } : { name, value: took, unit: 'ms' });
    return result;
  };
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
  const text = 'where is a date formatted for a locale';
  const { coverage } = await timed('first build of the index and one search', () =>
    codebase.search({ ...about, text, limit: 8 }),
  );
  rows.unshift({ name: 'files in the tree', value: coverage.indexed, unit: '' });
  await timed('search, nothing changed', () => codebase.search({ ...about, text, limit: 8 }));
  await timed('first map (1,500 tokens)', () => codebase.map({ ...about, focus: text, tokens: 1500 }));
  await timed('map, nothing changed', () => codebase.map({ ...about, focus: 'locale', tokens: 1500 }));
  await tree.write('bench-change.ts', 'export function formatDateForLocale() {}\n');
  await timed('search after one file was written', () => codebase.search({ ...about, text, limit: 8 }));
  await timed('treeHash after a command', async () => {
    appendFileSync(join(tree.root, 'bench-change.ts'), '// more\n');
    await tree.exec({ argv: ['true'], signal });
    return tree.treeHash(signal);
  });
  await timed('search after a command changed one file', () => codebase.search({ ...about, text, limit: 8 }));
  const index = readdirSync(join(bench.folder, 'code'))
    .map((name) => statSync(join(bench.folder, 'code', name)).size)
    .reduce((sum, size) => sum + size, 0);
  rows.push({ name: 'memory that it took, peak', value: (most - before) / 2 ** 20, unit: 'MB' });
  rows.push({ name: 'size of the index', value: index / 2 ** 20, unit: 'MB' });
  codebase.close();
  clearInterval(watch);
  await timed('ripgrep: one search of the tree', async () => {
    execFileSync(rgPath, ['--no-config', '--count', 'formatDateForLocale', tree.root], { stdio: 'ignore' });
  });
  return rows;
}

function ownTree(bench: Bench): string {
  const root = join(bench.folder, 'tree');
  mkdirSync(root);
  for (const name of ['packages', 'scripts', 'docs', 'bench']) {
    cpSync(join(import.meta.dirname, '..', name), join(root, name), {
      recursive: true,
      filter: (path) => !/\/(?:node_modules|dist)$/.test(path),
    });
  }
  return committed(root, bench);
}

function largeTree(bench: Bench): string {
  const root = join(bench.folder, 'tree');
  mkdirSync(root);
  writeFileSync(join(root, 'package.json'), '{ "private": true }\n');
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', ...large], {
    cwd: root,
    stdio: 'ignore',
  });
  // Not as dependencies but as a repository's own sources.
  renameSync(join(root, 'node_modules'), join(root, 'sources'));
  for (const name of ['.bin', '.package-lock.json'])
    rmSync(join(root, 'sources', name), { recursive: true, force: true });
  return committed(root, bench);
}

function committed(root: string, bench: Bench): string {
  bench.git(root, 'init', '-q');
  bench.git(root, 'add', '-A');
  bench.git(root, 'commit', '-qm', 'All');
  return root;
}
