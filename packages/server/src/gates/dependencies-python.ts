import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { basename, dirname } from 'node:path/posix';
import type { GateResult } from '@codewright/protocol/evidence';
import { z } from 'zod';
import { blueprintsFolder } from '../craft/emit/templates.ts';
import { readYaml } from '../shared/yaml.ts';
import { isRequirementsFile, normalName, readPyproject, readRequirementsFile } from '../shared/python-requirements.ts';
import { has, readText, sourceFiles } from './checkout.ts';

type Problem = GateResult['problems'][number];

/** What the lists of a project in Python, its lock and its imports say of each other, as far as its files tell. */
export interface PythonPackages {
  /** Distributions by their normal names. */
  declared: Map<string, Declared>;
  /** Modules of others, with the first file that imports each. */
  imported: Map<string, Imported>;
  faults: Problem[];
  remarks: Problem[];
}

interface Declared {
  file: string;
  /** Needed where it runs, not only by tests and tools. */
  ships: boolean;
  pinned: boolean;
}

interface Imported {
  file: string;
  /** Imported whenever what ships is loaded: not only by tests and tools, nor only once something is called. */
  ships: boolean;
  /** A file of the change that imports it. */
  changed: string | undefined;
}

const locks = ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock', 'pylock.toml'];
/** Files that only people who work on the project run. */
const development =
  /(^|\/)(tests?|testing|docs?|examples?|scripts|tools|bench(marks)?)\/|(^|\/)(test_[^/]*|[^/]*_test|conftest|setup|noxfile|tasks|fabfile)\.py$/;

const schema = z.object({ standard: z.array(z.string()), distributions: z.record(z.string(), z.array(z.string())) });
let known: { standard: ReadonlySet<string>; distributions: Record<string, string[]> } | undefined;

function knowledge(): NonNullable<typeof known> {
  if (known) return known;
  const file = join(blueprintsFolder(), '..', 'knowledge', 'python-imports.yaml');
  const { standard, distributions } = schema.parse(readYaml(readFileSync(file, 'utf8'), file).value);
  known = { standard: new Set(standard), distributions };
  return known;
}

/** @param changed files of the change; what none of them tells was so before it and is remarked only. */
export function pythonPackages(root: string, changed: ReadonlySet<string>): PythonPackages {
  const files = ownFiles(root);
  const { declared, unread } = declarationsOf(root, files);
  const imported = importsOf(root, files, changed);
  const faults: Problem[] = [];
  const remarks: Problem[] = [];
  const touched = [...changed].some((path) => isManifest(path) || locks.includes(path));
  const used = new Set<string>();
  for (const module of imported.keys()) for (const name of providersOf(module, declared)) used.add(name);
  // A distribution may bring modules of any name: while one is not accounted for, nothing is certain.
  const open = [...declared.keys()].filter((name) => !used.has(name));
  for (const [module, { file, ships, changed: of }] of imported) {
    // What only tests import may be made by them.
    if (providersOf(module, declared).length > 0 || (!ships && of === undefined)) continue;
    const [expected] = knowledge().distributions[module] ?? [];
    const certain = ships && !unread && (open.length === 0 || expected !== undefined);
    const place = of ?? file;
    (certain && (touched || of !== undefined) ? faults : remarks).push({
      file: place,
      code: 'undeclared',
      message: `${place} imports ${module}${expected === undefined || normalName(module) === expected ? '' : ` (of ${expected})`}, which no list of the project declares.`,
    });
  }
  const said = configTexts(root, files);
  for (const name of open) {
    const entry = declared.get(name);
    if (!entry?.ships || said.includes(name) || said.includes(name.replaceAll('-', '_'))) continue;
    remarks.push({ file: entry.file, code: 'unused', message: `${name} is declared but nothing imports it.` });
  }
  checkLock(root, declared, touched ? faults : remarks, remarks);
  return { declared, imported, faults, remarks };
}

/** All but what lies in projects of their own further down. */
function ownFiles(root: string): string[] {
  const files = sourceFiles(root);
  const others = files
    .filter((file) => file.includes('/') && /\/(?:pyproject\.toml|setup\.py|requirements\.txt)$/.test(file))
    .map((file) => `${dirname(file)}/`)
    .filter((folder) => folder !== 'requirements/');
  return files.filter((file) => !others.some((folder) => file.startsWith(folder)));
}

const isManifest = (path: string): boolean =>
  isRequirementsFile(path) || ['pyproject.toml', 'setup.py', 'setup.cfg', 'Pipfile'].includes(path);

/** `unread`: a list is made by code or kept in a form that is not read here. */
function declarationsOf(root: string, files: readonly string[]): { declared: Map<string, Declared>; unread: boolean } {
  const declared = new Map<string, Declared>();
  const add = (file: string, name: string, ships: boolean, pinned: boolean): void => {
    const normal = normalName(name);
    const before = declared.get(normal);
    if (normal !== 'python') declared.set(normal, before?.ships ? before : { file, ships, pinned });
  };
  const project = readText(root, 'pyproject.toml') ?? '';
  // Beside a package's own list the others say what people need who work on it.
  const isPackage = /^\[(?:build-system|project)\]/m.test(project);
  for (const file of files.filter(
    (path) => isRequirementsFile(basename(path)) || /^requirements\/[^/]+\.txt$/.test(path),
  )) {
    const ships = !isPackage && !/dev|test|doc|lint/.test(file);
    for (const { name, specifier } of readRequirementsFile(file, readText(root, file) ?? '').requirements)
      add(file, name, ships, specifier.startsWith('=='));
  }
  for (const { group, requirement } of readPyproject('pyproject.toml', project))
    add('pyproject.toml', requirement.name, group === null, requirement.specifier.startsWith('=='));
  for (const { table, key } of [...keysOf(project), ...keysOf(readText(root, 'Pipfile') ?? '')]) {
    const poetry = /^tool\.poetry\.(group\.\w+\.)?(dev-)?dependencies$/.exec(table);
    if (poetry) add('pyproject.toml', key, poetry[1] === undefined && poetry[2] === undefined, false);
    if (table === 'packages' || table === 'dev-packages') add('Pipfile', key, table === 'packages', false);
  }
  const setup = readText(root, 'setup.cfg') ?? '';
  const [, wanted = ''] = /^install_requires\s*=((?:.*\n?)(?:[ \t]+.*\n?)*)/m.exec(setup) ?? [];
  for (const { name } of readRequirementsFile('setup.cfg', wanted).requirements) add('setup.cfg', name, true, false);
  const bySetup = /install_requires|requirements/.test(readText(root, 'setup.py') ?? '');
  const elsewhere = /^dynamic\s*=\s*\[[^\]]*"dependencies"/m.test(project);
  return { declared, unread: bySetup || elsewhere || has(root, 'environment.yml') || has(root, 'environment.yaml') };
}

/** The keys of a text in TOML, each with its table. */
function keysOf(text: string): { table: string; key: string }[] {
  let table = '';
  return text.split('\n').flatMap((line) => {
    const header = /^\s*\[([^[\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) table = header.trim();
    const key = /^\s*"?([\w.-]+)"?\s*=/.exec(line)?.[1];
    return header === undefined && key !== undefined ? [{ table, key }] : [];
  });
}

/** Modules that are neither Python's own nor the project's. */
function importsOf(root: string, files: readonly string[], changed: ReadonlySet<string>): Map<string, Imported> {
  const sources = files.filter((file) => /\.pyi?$/.test(file));
  const own = new Set(sources.flatMap((file) => [basename(file).replace(/\.pyi?$/, ''), ...dirname(file).split('/')]));
  const found = new Map<string, Imported>();
  for (const file of sources) {
    if (file === 'setup.py') continue;
    const isShipped = !development.test(file);
    for (const { module, always } of modulesIn(readText(root, file) ?? '')) {
      const ships = isShipped && always;
      if (module.startsWith('_') || own.has(module) || knowledge().standard.has(module)) continue;
      const before = found.get(module);
      const place = !before || (ships && !before.ships) ? { file, ships } : before;
      found.set(module, { ...place, changed: before?.changed ?? (changed.has(file) ? file : undefined) });
    }
  }
  return found;
}

/** First names of what a source imports; what it does without, where it is missing, is left out. */
function modulesIn(source: string): { module: string; always: boolean }[] {
  const code = source.replaceAll(/("""|''')[^]*?\1/g, '""').replaceAll(/\\\r?\n/g, ' ');
  const found: { module: string; always: boolean }[] = [];
  let guarded = -1;
  for (const line of code.split('\n')) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const depth = line.length - line.trimStart().length;
    if (depth <= guarded) guarded = -1;
    if (/^\s*(?:try|except\b[^:]*|if\b.*TYPE_CHECKING[^:]*)\s*:\s*(?:#.*)?$/.test(line) && guarded < 0) guarded = depth;
    const [, from, list = ''] =
      /^\s*(?:from\s+([A-Za-z_]\w*)[\w.]*\s+import\b|import\s+([A-Za-z_][^#;(]*))/.exec(line) ?? [];
    if (guarded >= 0) continue;
    const names = from === undefined ? list.split(',') : [from];
    for (const name of names) {
      const module = /^\s*([A-Za-z_]\w*)/.exec(name)?.[1];
      if (module !== undefined) found.push({ module, always: depth === 0 });
    }
  }
  return found;
}

/** The declared distributions that a module may come from. */
function providersOf(module: string, declared: ReadonlyMap<string, Declared>): string[] {
  const plain = normalName(module);
  const names = knowledge().distributions[module] ?? [];
  return [...declared.keys()].filter(
    (name) =>
      names.includes(name) ||
      name === plain ||
      // A name space of several, `google-cloud-storage`, and the ways to say that something is for Python.
      name.startsWith(`${plain}-`) ||
      [`python-${plain}`, `${plain}-python`, `py${plain}`, `python3-${plain}`, `django-${plain}`].includes(name),
  );
}

/** Where a package may be named that nothing imports: commands, settings, plugins. */
function configTexts(root: string, files: readonly string[]): string {
  return files
    .filter((file) => /(^|\/)(Dockerfile|Procfile|Makefile)|\.(ya?ml|cfg|ini|sh|py)$/.test(file))
    .map((file) => readText(root, file) ?? '')
    .join('\n');
}

function checkLock(root: string, declared: PythonPackages['declared'], faults: Problem[], remarks: Problem[]): void {
  const file = locks.find((name) => has(root, name));
  const text = file === undefined ? null : readText(root, file);
  if (file === undefined || text === null) {
    // Versions of a library are for whoever takes it to fix.
    const isLibrary = /^\[build-system\]/m.test(readText(root, 'pyproject.toml') ?? '') || has(root, 'setup.py');
    const [loose] = [...declared].filter(([, { ships, pinned }]) => ships && !pinned);
    if (loose && !isLibrary)
      remarks.push({
        file: loose[1].file,
        code: 'no-lock',
        message: 'There is no lock file, so the versions are not fixed.',
      });
    return;
  }
  const pattern = file === 'Pipfile.lock' ? /^\s{8}"([^"]+)":\s*\{/gm : /^name\s*=\s*"([^"]+)"/gm;
  const locked = new Set([...text.matchAll(pattern)].map(([, name = '']) => normalName(name)));
  for (const [name, { ships }] of declared)
    if (ships && !locked.has(name))
      faults.push({ file, code: 'not-in-lock', message: `${name} is declared, but ${file} does not hold it.` });
}
