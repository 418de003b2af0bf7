import { builtinModules } from 'node:module';
import { extname } from 'node:path';
import type { GateResult } from '@codewright/protocol/evidence';
import semver from 'semver';
import { asRecord, has, readJson, readText, sourceFiles, textsOf } from './checkout.ts';
import type { Gate, GateContext } from './contract.ts';
import { conclude, ownEvidence } from './evidence.ts';
import { goModules } from './dependencies-go.ts';
import { pythonPackages } from './dependencies-python.ts';
import { cargoCrates } from './dependencies-rust.ts';
import { licencesOf, toldLicences } from './licences.ts';
import { parseModule, scriptEndings } from './javascript.ts';
import { counted } from '../shared/words.ts';

type Problem = GateResult['problems'][number];

/** Vulnerabilities are asked of a service, and the gates run without a network. */
const audit = 'Known vulnerabilities were not checked.';

/** The manifest, the lock and the imports tell the same story. Read from the committed files alone; nothing is installed. */
export const dependencies: Gate = {
  name: 'dependencies',
  async run(context) {
    const { project, clone } = context;
    if (project.ecosystem === 'go') return ofGo(clone.root, clone.tree);
    if (project.ecosystem === 'rust') return ofRust(clone.root, clone.tree);
    if (project.ecosystem === 'python') return ofPython(clone.root, clone.tree, context.changes);
    if (project.ecosystem !== 'node') {
      return conclude(this.name, 'not-checked', `Dependencies of ${project.ecosystem} projects are not looked at yet.`);
    }
    const at = new Date();
    const manifest = readJson(clone.root, 'package.json');
    if (!manifest)
      return conclude(this.name, 'failed', 'package.json cannot be read as JSON.', {
        problems: [{ file: 'package.json', message: 'Not valid JSON.' }],
      });
    const faults: Problem[] = [];
    const remarks: Problem[] = [];
    const declared = declarations(manifest);
    const lock = readLock(clone.root);
    const changed = new Set(context.changes.map(({ path }) => path));
    const declares = [...changed].some((path) => /^(?:package(?:-lock)?|npm-shrinkwrap)\.json$/.test(path));
    // What no file of the change tells was so before: it is remarked, and not held against the change.
    if (lock) checkLock(declared, lock, declares ? faults : remarks, remarks);
    else if (Object.keys(declared.all).length > 0 && !otherLock(clone.root)) {
      remarks.push({
        file: 'package.json',
        code: 'no-lock',
        message: 'There is no lock file, so the versions are not fixed.',
      });
    }
    const own = typeof manifest['license'] === 'string' ? manifest['license'] : '';
    const licences = lock && licencesOf(own, lock.packages);
    if (licences) remarks.push(...licences.problems);
    const imports = await importedPackages(context, changed);
    checkImports(declared, imports, manifest, { faults, remarks, root: clone.root, declares });
    const problems = [...faults, ...remarks];
    const output = [
      `declared: ${Object.keys(declared.all).sort().join(' ')}`,
      `imported: ${[...imports.keys()].sort().join(' ')}`,
      ...(licences
        ? [`licences of what ships: ${licences.counts.map(([name, count]) => `${name} ${count}`).join(', ') || 'none'}`]
        : []),
      ...problems.map(({ code, message }) => `${code}: ${message}`),
    ].join('\n');
    const evidence = [ownEvidence(this.name, faults.length === 0, output, clone.tree, at)];
    const found = problems[0];
    if (found)
      return conclude(this.name, faults.length > 0 ? 'failed' : 'warned', `${found.message} ${audit}`, {
        evidence,
        problems,
      });
    const count = Object.keys(declared.all).length;
    return conclude(
      this.name,
      'passed',
      `${count + imports.size === 0 ? 'No package is declared or imported.' : `${counted(count, 'declared package')}, their lock and ${imports.size} imported ones agree.`} ${licences ? `${toldLicences(licences)} ` : ''}${audit}`,
      { evidence },
    );
  },
};

function ofGo(root: string, tree: string): GateResult {
  const at = new Date();
  const { name } = dependencies;
  const found = goModules(root);
  if (!found) {
    const problems = [{ file: 'go.mod', message: 'It names no module.' }];
    return conclude(name, 'failed', 'go.mod cannot be read.', { problems });
  }
  const { required, imported, faults, remarks } = found;
  const lines = [
    `required: ${[...required.keys()].sort().join(' ')}`,
    `imported: ${[...imported.keys()].sort().join(' ')}`,
  ];
  const agree = `${required.size} required modules, their sums and ${imported.size} imported packages agree.`;
  return told(lines, agree, { faults, remarks, tree, at });
}

function ofPython(root: string, tree: string, changes: GateContext['changes']): GateResult {
  const at = new Date();
  const { declared, imported, faults, remarks } = pythonPackages(root, new Set(changes.map(({ path }) => path)));
  const lines = [
    `declared: ${[...declared.keys()].sort().join(' ')}`,
    `imported: ${[...imported.keys()].sort().join(' ')}`,
  ];
  const agree =
    declared.size + imported.size === 0
      ? 'No package is declared or imported.'
      : `${counted(declared.size, 'declared package')} and ${imported.size} imported modules agree. Licences were not checked: no package is at hand.`;
  return told(lines, agree, { faults, remarks, tree, at });
}

function ofRust(root: string, tree: string): GateResult {
  const at = new Date();
  const { name } = dependencies;
  const found = cargoCrates(root);
  if (!found) {
    const problems = [{ file: 'Cargo.toml', message: 'It names no package.' }];
    return conclude(name, 'failed', 'Cargo.toml cannot be read.', { problems });
  }
  const { declared, named, licences, faults, remarks } = found;
  const lines = [`declared: ${[...declared.keys()].sort().join(' ')}`, `used: ${[...named.keys()].sort().join(' ')}`];
  const read =
    declared.size === 0
      ? ''
      : licences > 0
        ? ` The licences of ${licences} vendored crates fit.`
        : ' Licences were not checked: no crate is vendored.';
  const agree = `${declared.size} declared crates, their lock and the sources agree.${read}`;
  return told(lines, agree, { faults, remarks, tree, at });
}

/** The verdict of what was read, with what it was read from. */
function told(
  lines: readonly string[],
  agree: string,
  { faults, remarks, tree, at }: { faults: Problem[]; remarks: Problem[]; tree: string; at: Date },
): GateResult {
  const { name } = dependencies;
  const problems = [...faults, ...remarks];
  const output = [...lines, ...problems.map(({ code, message }) => `${code}: ${message}`)].join('\n');
  const evidence = [ownEvidence(name, faults.length === 0, output, tree, at)];
  const [first] = problems;
  const verdict = faults.length > 0 ? 'failed' : first ? 'warned' : 'passed';
  return conclude(name, verdict, `${first?.message ?? agree} ${audit}`, { evidence, problems });
}

interface Declared {
  all: Record<string, string>;
  runtime: Record<string, string>;
  optional: Record<string, string>;
}

function declarations(manifest: Record<string, unknown>): Declared {
  const of = (kind: string) => textsOf(manifest[kind]);
  const runtime = { ...of('peerDependencies'), ...of('optionalDependencies'), ...of('dependencies') };
  return { all: { ...of('devDependencies'), ...runtime }, runtime, optional: of('optionalDependencies') };
}

interface Lock {
  packages: Record<string, unknown>;
}

/** npm's lock (version 2 and 3); null where there is none or it is older. */
function readLock(root: string): Lock | null {
  const file = ['npm-shrinkwrap.json', 'package-lock.json'].find((name) => has(root, name));
  const packages = file ? asRecord(readJson(root, file)?.['packages']) : null;
  return packages ? { packages } : null;
}

function otherLock(root: string): boolean {
  return ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb', 'package-lock.json', 'npm-shrinkwrap.json'].some(
    (name) => has(root, name),
  );
}

function checkLock(declared: Declared, lock: Lock, faults: Problem[], remarks: Problem[]): void {
  const root = asRecord(lock.packages['']) ?? {};
  const locked = declarations(root);
  for (const [name, range] of Object.entries(declared.all)) {
    const entry = asRecord(lock.packages[`node_modules/${name}`]);
    const version = entry?.['version'];
    if (locked.all[name] !== range) {
      faults.push({
        file: 'package.json',
        code: 'lock-out-of-step',
        message: `${name} ${range} is declared, but the lock was made for ${locked.all[name] ?? 'a manifest without it'}.`,
      });
    } else if (!entry) {
      if (!(name in declared.optional))
        faults.push({
          file: 'package-lock.json',
          code: 'not-in-lock',
          message: `${name} is declared but missing in the lock.`,
        });
    } else if (
      typeof version === 'string' &&
      semver.validRange(range) !== null &&
      !semver.satisfies(version, range, { includePrerelease: true })
    ) {
      faults.push({
        file: 'package-lock.json',
        code: 'lock-out-of-step',
        message: `The lock holds ${name} ${version}, which ${range} does not allow.`,
      });
    }
    const deprecated = entry?.['deprecated'];
    if (typeof deprecated === 'string') {
      remarks.push({
        file: 'package.json',
        code: 'deprecated',
        message: `${name} ${String(version)} is deprecated: ${deprecated.slice(0, 200)}`,
      });
    }
  }
  for (const name of Object.keys(locked.all)) {
    if (!(name in declared.all))
      faults.push({
        file: 'package-lock.json',
        code: 'lock-out-of-step',
        message: `The lock still holds ${name}, which is no longer declared.`,
      });
  }
}

const nodeModules = new Set(builtinModules);
/** Files that only people who work on the project run; they may import development packages. */
const development =
  /(^|\/)(tests?|__tests__|spec|e2e|scripts|bench|benchmarks|examples?|docs|fixtures|\.storybook)\/|\.(test|spec|stories|bench)\.[^/]+$|(^|\/)[^/]*\.?config\.[^/]+$|(^|\/)\.[^/]+rc\.[^/]+$/;

interface ImportPlace {
  file: string;
  /** Imported by what ships, not only by tests and tooling. */
  ships: boolean;
  /** A file of the change that imports it. */
  changed?: string;
}

/** Packages that the sources import at run time, each with one place. */
async function importedPackages(
  { clone, signal }: GateContext,
  changed: ReadonlySet<string>,
): Promise<Map<string, ImportPlace>> {
  const found = new Map<string, ImportPlace>();
  for (const file of sourceFiles(clone.root)) {
    if (!(scriptEndings as readonly string[]).includes(extname(file)) || file.endsWith('.d.ts')) continue;
    signal.throwIfAborted();
    const text = readText(clone.root, file);
    if (text === null) continue;
    const ships = !development.test(file);
    for (const specifier of (await parseModule(file, text)).imports) {
      const name = packageOf(specifier);
      if (name === null) continue;
      const known = found.get(name);
      const touched = known?.changed ?? (changed.has(file) ? file : undefined);
      const place = !known || (ships && !known.ships) ? { file, ships } : known;
      found.set(name, touched === undefined ? place : { ...place, changed: touched });
    }
  }
  return found;
}

/** `@scope/name/deep` → `@scope/name`; null for paths, Node's own modules, aliases and addresses. */
function packageOf(specifier: string): string | null {
  if (
    /^[./#~]|^[a-z]+:|^@\//.test(specifier) ||
    nodeModules.has(specifier) ||
    nodeModules.has(specifier.split('/')[0] ?? '')
  )
    return null;
  const [first = '', second] = specifier.split('/');
  const name = first.startsWith('@') ? `${first}/${second ?? ''}` : first;
  return /^(@[a-z0-9~_-][a-z0-9._~-]*\/)?[a-z0-9~_-][a-z0-9._~-]*$/i.test(name) ? name : null;
}

function checkImports(
  declared: Declared,
  imports: Map<string, ImportPlace>,
  manifest: Record<string, unknown>,
  { faults, remarks, root, declares }: { faults: Problem[]; remarks: Problem[]; root: string; declares: boolean },
): void {
  // Workspaces declare per folder, and path aliases look like packages: what is undeclared there is only remarked.
  const certain = manifest['workspaces'] === undefined && !hasAliases(root);
  const own = typeof manifest['name'] === 'string' ? manifest['name'] : null;
  for (const [name, { file, ships, changed }] of imports) {
    if (name === own) continue;
    if (!(name in declared.all)) {
      const place = changed ?? file;
      (certain && (declares || changed !== undefined) ? faults : remarks).push({
        file: place,
        code: 'undeclared',
        message: `${place} imports ${name}, which package.json does not declare.`,
      });
    } else if (ships && !(name in declared.runtime) && manifest['private'] !== true && !bundles(declared)) {
      remarks.push({
        file,
        code: 'development-only',
        message: `${file} imports ${name}, which is declared for development only.`,
      });
    }
  }
  const texts = [JSON.stringify(manifest['scripts'] ?? {}), ...configTexts(root)].join('\n');
  for (const name of Object.keys(textsOf(manifest['dependencies']))) {
    if (imports.has(name) || name.startsWith('@types/') || texts.includes(name)) continue;
    remarks.push({ file: 'package.json', code: 'unused', message: `${name} is declared but nothing imports it.` });
  }
}

function hasAliases(root: string): boolean {
  return ['tsconfig.json', 'tsconfig.base.json', 'jsconfig.json'].some((file) =>
    /"(paths|baseUrl)"\s*:/.test(readText(root, file) ?? ''),
  );
}

/** With a bundler everything that ships was packed before. */
function bundles(declared: Declared): boolean {
  return ['vite', 'webpack', 'rollup', 'esbuild', 'parcel', 'next', '@rspack/core', 'tsup', 'tsdown'].some(
    (name) => name in declared.all,
  );
}

function configTexts(root: string): string[] {
  return sourceFiles(root, 500)
    .filter(
      (file) =>
        !file.includes('/') && /config|rc\b|\.json$|\.ya?ml$/.test(file) && !/^package(-lock)?\.json$/.test(file),
    )
    .map((file) => readText(root, file) ?? '');
}
