import { closeSync, constants, fstatSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectFacts } from './contract.ts';
import { pipArguments } from '../shared/python-requirements.ts';

/** Larger than any manifest that a person wrote. */
const maxManifest = 2 * 1024 * 1024;

type Read = (name: string) => string | null;

/**
 * What a checkout declares about itself, read from its manifests; nothing is run. The folder is not trusted: links, pipes and
 * huge files count as absent, and what does not parse as undeclared.
 */
export function readProjectFacts(root: string): ProjectFacts {
  const read: Read = (name) => readPlain(join(root, name));
  const names = new Set(entries(root));
  const manifest = names.has('package.json') ? parseObject(read('package.json')) : null;
  if (manifest) return nodeFacts(manifest, names);
  if (names.has('go.mod')) return goFacts(read('go.mod') ?? '');
  if (names.has('Cargo.toml')) return rustFacts(read('Cargo.toml') ?? '');
  if (['pyproject.toml', 'requirements.txt', 'setup.py', 'setup.cfg'].some((name) => names.has(name))) {
    return pythonFacts(read, names, root);
  }
  const python = pythonFacts(read, names, root);
  // A folder of programs and their tests without any manifest.
  if (python.test !== null) return { ...python, install: null };
  if ([...names].some((name) => /[._-]test\.[cm]?js$/.test(name))) {
    return { ...nothing, ecosystem: 'node', test: ['node', '--test'] };
  }
  return { ...nothing, ecosystem: 'unknown' };
}

const nothing = {
  name: null,
  install: null,
  typecheck: null,
  lint: null,
  test: null,
  start: null,
  dependencies: {},
} satisfies Omit<ProjectFacts, 'ecosystem'>;

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readPlain(file: string): string | null {
  let fd: number;
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const stat = fstatSync(fd);
    return stat.isFile() && stat.size <= maxManifest ? readFileSync(fd, 'utf8') : null;
  } finally {
    closeSync(fd);
  }
}

function parseObject(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    return record(JSON.parse(text.replace(/^\ufeff/, '')));
  } catch {
    return {};
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record(value)).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

function nodeFacts(manifest: Record<string, unknown>, names: ReadonlySet<string>): ProjectFacts {
  const scripts = texts(manifest['scripts']);
  const dependencies = { ...texts(manifest['devDependencies']), ...texts(manifest['dependencies']) };
  const runner = names.has('pnpm-lock.yaml') ? 'pnpm' : names.has('yarn.lock') ? 'yarn' : 'npm';
  const script = (...wanted: string[]): string[] | null => {
    const name = wanted.find((candidate) => usable(scripts[candidate]));
    return name === undefined ? null : [runner, 'run', ...(runner === 'npm' ? ['--silent'] : []), name];
  };
  const tool = (name: string, ...args: string[]): string[] => ['npx', '--no-install', name, ...args];
  const has = (name: string): boolean => dependencies[name] !== undefined;
  const configured = (start: string): boolean => [...names].some((name) => name.startsWith(start));
  const installs: Record<string, string[]> = {
    npm: [
      'npm',
      names.has('package-lock.json') || names.has('npm-shrinkwrap.json') ? 'ci' : 'install',
      '--no-audit',
      '--no-fund',
    ],
    pnpm: ['pnpm', 'install', '--frozen-lockfile'],
    yarn: ['yarn', 'install', '--immutable'],
  };
  const typecheck =
    script('typecheck', 'type-check', 'check-types', 'check:types', 'types', 'tsc') ??
    (has('typescript') && names.has('tsconfig.json') ? tool('tsc', '--noEmit', '-p', '.') : null);
  const lint =
    script('lint', 'eslint', 'lint:check') ??
    (has('eslint') && (configured('eslint.config.') || configured('.eslintrc'))
      ? tool('eslint', '.')
      : has('@biomejs/biome') && configured('biome.json')
        ? tool('biome', 'check', '.')
        : has('oxlint')
          ? tool('oxlint')
          : null);
  const named = manifest['name'];
  return {
    ecosystem: 'node',
    name: typeof named === 'string' ? named : null,
    // Without packages and a lock there is nothing to install.
    install: Object.keys(dependencies).length > 0 || names.has('package-lock.json') ? (installs[runner] ?? null) : null,
    typecheck,
    lint,
    test:
      script('test', 'tests', 'test:unit') ??
      (has('vitest') ? tool('vitest', 'run') : has('jest') ? tool('jest') : null),
    start: script('start', 'serve') ?? (names.has('server.js') ? ['node', 'server.js'] : null),
    dependencies,
  };
}

/** npm's own placeholder is no test. */
function usable(script: string | undefined): boolean {
  return script !== undefined && script.trim() !== '' && !/no test specified/.test(script);
}

function goFacts(module: string): ProjectFacts {
  const dependencies: Record<string, string> = {};
  for (const [, path = '', version = ''] of module.matchAll(
    /^\s*(?:require\s+)?([\w.-]+\.[\w./~-]+)\s+(v[^\s]+)(?!.*\/\/ indirect)\s*$/gm,
  )) {
    dependencies[path] = version;
  }
  return {
    ecosystem: 'go',
    name: /^module\s+(\S+)/m.exec(module)?.[1] ?? null,
    install: Object.keys(dependencies).length > 0 ? ['go', 'mod', 'download'] : null,
    typecheck: ['go', 'build', './...'],
    lint: ['go', 'vet', './...'],
    test: ['go', 'test', './...'],
    start: ['go', 'run', '.'],
    dependencies,
  };
}

function rustFacts(manifest: string): ProjectFacts {
  const dependencies: Record<string, string> = {};
  for (const table of ['dependencies', 'dev-dependencies']) {
    for (const [name, value] of Object.entries(tomlTable(manifest, table))) {
      dependencies[name] = /^"([^"]*)"/.exec(value)?.[1] ?? /version\s*=\s*"([^"]*)"/.exec(value)?.[1] ?? '*';
    }
  }
  return {
    ecosystem: 'rust',
    name: unquoted(tomlTable(manifest, 'package')['name']),
    install: ['cargo', 'fetch'],
    typecheck: ['cargo', 'check', '--all-targets'],
    lint: ['cargo', 'clippy', '--all-targets'],
    test: ['cargo', 'test'],
    start: ['cargo', 'run'],
    dependencies,
  };
}

function pythonFacts(read: Read, names: ReadonlySet<string>, root: string): ProjectFacts {
  const pyproject = read('pyproject.toml') ?? '';
  const requirements = read('requirements.txt') ?? '';
  const declared = [...requirements.split('\n'), ...tomlList(tomlTable(pyproject, 'project')['dependencies'] ?? '')];
  const dependencies: Record<string, string> = {};
  for (const line of declared) {
    const match = /^\s*([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*([^#;]*)/.exec(line);
    if (match?.[1]) dependencies[match[1]] = match[2]?.trim() || '*';
  }
  const mentions = (name: string): boolean => pyproject.includes(name) || read('setup.cfg')?.includes(name) === true;
  const pytest =
    dependencies['pytest'] !== undefined || mentions('pytest') || names.has('pytest.ini') || names.has('conftest.py');
  const tests = [...names, ...entries(join(root, 'tests')), ...entries(join(root, 'test'))].some((name) =>
    /^test_.*\.py$|_test\.py$/.test(name),
  );
  const python = (...args: string[]): string[] => ['python3', ...args];
  // Packages below src/ are found once they are installed, or by the path.
  const inSource = entries(join(root, 'src')).some((name) => entries(join(root, 'src', name)).includes('__init__.py'));
  const tested = (...args: string[]): string[] => [...(inSource ? ['env', 'PYTHONPATH=src'] : []), ...python(...args)];
  const discover = inSource && !entries(join(root, 'tests')).includes('__init__.py') ? ['-s', 'tests'] : [];
  const typed = Object.keys(tomlTable(pyproject, 'tool.mypy'));
  return {
    ecosystem: 'python',
    name: unquoted(tomlTable(pyproject, 'project')['name']),
    install: names.has('requirements.txt')
      ? python('-m', 'pip', 'install', '-r', 'requirements.txt')
      : python('-m', 'pip', 'install', '-e', '.'),
    requirements: pipArguments(names, pyproject),
    typecheck:
      mentions('[tool.mypy') || names.has('mypy.ini')
        ? python('-m', 'mypy', ...(typed.includes('files') || typed.includes('packages') ? [] : ['.']))
        : null,
    lint: mentions('[tool.ruff') || names.has('ruff.toml') ? python('-m', 'ruff', 'check', '.') : null,
    test: pytest ? tested('-m', 'pytest', '-q') : tests ? tested('-m', 'unittest', 'discover', ...discover) : null,
    start: names.has('main.py') ? python('main.py') : names.has('app.py') ? python('app.py') : null,
    dependencies,
  };
}

/** The `key = value` lines of one table, values as written; a list may run over several lines. */
function tomlTable(text: string, table: string): Record<string, string> {
  const found: Record<string, string> = {};
  let inside = false;
  let open: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (open !== null) {
      found[open] += `\n${line}`;
      if (line.includes(']')) open = null;
      continue;
    }
    const header = /^\s*\[([^[\]]+)\]\s*(?:#.*)?$/.exec(line);
    if (header) inside = header[1]?.trim() === table;
    const pair = inside ? /^\s*"?([\w.-]+)"?\s*=\s*(.*)$/.exec(line) : null;
    if (!pair?.[1]) continue;
    found[pair[1]] = pair[2] ?? '';
    if (/^\[(?!.*\])/.test(pair[2] ?? '')) open = pair[1];
  }
  return found;
}

function tomlList(value: string): string[] {
  return [...value.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '');
}

function unquoted(value: string | undefined): string | null {
  return value === undefined ? null : (tomlList(value)[0] ?? null);
}
