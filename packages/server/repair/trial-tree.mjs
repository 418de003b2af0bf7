/** Copies of a project, and which of its files hold tests. */
import {
  copyFileSync,
  globSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';

/** Copies a project: packages are linked, what git or a build keeps is left out. */
export function copyTree(from, to, depth = 0) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (['.git', '.hg', '__pycache__', '.pytest_cache', '.mypy_cache', 'coverage', '.nyc_output'].includes(name))
      continue;
    const source = join(from, name);
    const target = join(to, name);
    const stat = lstatSync(source, { throwIfNoEntry: false });
    // Its name is no UTF-8: no module can be called so.
    if (stat === undefined) continue;
    if (name === 'node_modules' && stat.isDirectory()) linkPackages(source, target);
    else if (['.venv', 'venv', 'vendor', 'target'].includes(name) && stat.isDirectory()) symlinkSync(source, target);
    else if (stat.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (stat.isDirectory()) {
      if (depth < 20) copyTree(source, target, depth + 1);
    } else if (stat.isFile() && stat.size < 20 * 1024 * 1024) copyFileSync(source, target);
  }
}

/** A link between packages of one repository leads to the copy, everything else to what is installed. */
function linkPackages(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const source = join(from, name);
    const stat = lstatSync(source);
    if (name.startsWith('@') && stat.isDirectory()) linkPackages(source, join(to, name));
    else if (name === '.cache' || name === '.vite' || name === '.vite-temp') continue;
    else if (stat.isSymbolicLink() && !readlinkSync(source).startsWith('/'))
      symlinkSync(readlinkSync(source), join(to, name));
    else symlinkSync(source, join(to, name));
  }
}

/** The test files of a command's own words: paths, folders and patterns. */
export function testFiles(root, config) {
  const patterns =
    {
      node: [
        '**/*.test.{js,mjs,cjs,ts,mts,cts}',
        '**/*[-_]test.{js,mjs,cjs,ts,mts,cts}',
        '**/test-*.{js,mjs,cjs,ts,mts,cts}',
        '**/test.{js,mjs,cjs,ts,mts,cts}',
        '**/test/**/*.{js,mjs,cjs,ts,mts,cts}',
      ],
      ava: [
        'test.{js,mjs,cjs,ts,mts,cts}',
        '{src,source}/test.{js,mjs,cjs,ts,mts,cts}',
        '**/test-*.{js,mjs,cjs,ts,mts,cts}',
        '**/*.{test,spec}.{js,mjs,cjs,ts,mts,cts}',
        '**/{test,tests,__tests__}/**/*.{js,mjs,cjs,ts,mts,cts}',
      ],
      jest: ['**/*.{test,spec}.{js,mjs,cjs,jsx,ts,mts,cts,tsx}', '**/__tests__/**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
      vitest: ['**/*.{test,spec}.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
      mocha: ['test/*.{js,cjs,mjs}', 'test.{js,cjs,mjs}'],
      python: ['**/test*.py', '**/*_test.py', '**/tests.py'],
      go: ['**/*_test.go'],
    }[config.kind] ?? [];
  const given = config.patterns ?? [];
  const found = new Set();
  const exclude = (name) =>
    ['node_modules', '.git', '.venv', 'venv', 'dist', 'build', 'vendor', '__pycache__'].includes(
      basename(String(name?.name ?? name)),
    );
  const add = (list) => {
    for (const file of list) if (isFile(join(root, file)) && !file.includes('node_modules/')) found.add(file);
  };
  if (given.length > 0) {
    for (const pattern of given) {
      const plain = pattern.replace(/^['"]|['"]$/g, '').replace(/^\.\//, '');
      // What Node runs when it is told a folder, or a name without its ending.
      const main = [`${plain}.js`, `${plain.replace(/\/$/, '')}/index.js`].find((one) => isFile(join(root, one)));
      if (config.kind === 'node' && main) add([main]);
      else if (isFolder(join(root, plain)))
        add(
          globSync(`${plain.replace(/\/$/, '')}/**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,py}`, {
            cwd: root,
            exclude,
          }).filter((file) => config.kind !== 'python' || /(^|\/)test[^/]*\.py$|_test\.py$/.test(file)),
        );
      else add(globSync(plain, { cwd: root, exclude }));
    }
  }
  // Beside tests stand what they read and what helps them.
  const beside = /(^|\/)(?:fixtures?|helpers?|tap-snapshots|__snapshots__|__fixtures__|_[^/]*)\//;
  if (found.size === 0)
    for (const pattern of patterns) add(globSync(pattern, { cwd: root, exclude }).filter((file) => !beside.test(file)));
  return [...found]
    .filter((file) => !file.endsWith('.d.ts'))
    .sort((a, b) => a.localeCompare(b))
    .slice(0, 400);
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
