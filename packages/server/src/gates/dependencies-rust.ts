import type { GateResult } from '@codewright/protocol/evidence';
import semver from 'semver';
import { foldersIn, has, readText, sourceFiles } from './checkout.ts';
import { refusedLicence } from './licences.ts';

type Problem = GateResult['problems'][number];

/** What Cargo.toml, Cargo.lock and the sources of a package in Rust say of each other; nothing is fetched. */
export interface CargoCrates {
  declared: Map<string, Declared>;
  /** Crates that the sources name, with the first file that does. */
  named: Map<string, string>;
  /** Of vendored crates, as their manifests say; nothing else of a crate's licence is at hand. */
  licences: number;
  faults: Problem[];
  remarks: Problem[];
}

interface Declared {
  file: string;
  /** The crate's own name, where the project calls it otherwise. */
  crate: string;
  /** As Cargo reads it; null for a folder, a repository or what a workspace says. */
  range: string | null;
}

/** Null where there is no Cargo.toml to read. */
export function cargoCrates(root: string): CargoCrates | null {
  const text = readText(root, 'Cargo.toml');
  if (text === null || !/^\[(?:package|workspace)\]/m.test(text)) return null;
  const files = sourceFiles(root).filter((file) => !/(^|\/)(target|vendor)\//.test(file));
  const manifests = files.filter((file) => /(^|\/)Cargo\.toml$/.test(file));
  const texts = new Map(manifests.map((file) => [file, readText(root, file) ?? '']));
  const declared = new Map([...texts].flatMap(([file, content]) => [...declarationsIn(file, content)]));
  const own = new Set([...texts.values()].flatMap((content) => namesOf(content)));
  const sources = new Map(
    files.filter((file) => file.endsWith('.rs')).map((file) => [file, readText(root, file) ?? '']),
  );
  const named = cratesNamed(sources, own);
  const faults: Problem[] = [];
  const remarks: Problem[] = [];
  for (const [name, file] of named)
    if (!declared.has(name))
      faults.push({
        file,
        code: 'undeclared',
        message: `${file} uses the crate ${name}, which Cargo.toml does not declare.`,
      });
  const all = [...sources.values()].join('\n');
  for (const [name, { file, crate }] of declared)
    if (!new RegExp(`\\b${name}\\b`).test(all))
      remarks.push({ file, code: 'unused', message: `${crate} is declared, but nothing uses it.` });
  checkLock(root, declared, faults, remarks);
  const licences = checkLicences(root, licenceIn(text), remarks);
  return { declared, named, licences, faults, remarks };
}

/** Names of the package and its library, as sources write them. */
function namesOf(manifest: string): string[] {
  return [...manifest.matchAll(/^\[(?:package|lib)\][^[]*?^name\s*=\s*"([^"]+)"/gms)].map(([, name = '']) =>
    spelled(name),
  );
}

function spelled(crate: string): string {
  return crate.replaceAll('-', '_');
}

/** By the name that sources know each by. */
function declarationsIn(file: string, manifest: string): Map<string, Declared> {
  const found = new Map<string, Declared>();
  let table = '';
  for (const line of manifest.split('\n').map((one) => one.replace(/^\s+|\s+$/g, ''))) {
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      table = header;
      const single = /(?:^|\.)(?:dev-|build-)?dependencies\.["']?([\w-]+)["']?$/.exec(header)?.[1];
      if (single !== undefined) found.set(spelled(single), { file, crate: single, range: null });
      continue;
    }
    const [, key, value = ''] = /^["']?([\w-]+)(?:\.workspace)?["']?\s*=\s*(.+)$/.exec(line) ?? [];
    if (key === undefined) continue;
    if (/(?:^|\.)(?:dev-|build-)?dependencies$/.test(table)) {
      const crate = /\bpackage\s*=\s*"([^"]+)"/.exec(value)?.[1] ?? key;
      const elsewhere = /\b(?:path|git|workspace)\s*=/.test(value) || /\.workspace\s*=/.test(line);
      const range = /^"([^"]+)"/.exec(value)?.[1] ?? /\bversion\s*=\s*"([^"]+)"/.exec(value)?.[1];
      found.set(spelled(key), { file, crate, range: elsewhere ? null : (range ?? null) });
    } else {
      const single = /(?:^|\.)(?:dev-|build-)?dependencies\.["']?([\w-]+)["']?$/.exec(table)?.[1];
      const known = single === undefined ? undefined : found.get(spelled(single));
      const text = /^"([^"]+)"/.exec(value)?.[1];
      if (known && key === 'package' && text !== undefined) known.crate = text;
      if (known && key === 'version' && text !== undefined) known.range = text;
    }
  }
  return found;
}

const bringsAlong = new Set(['std', 'core', 'alloc', 'proc_macro', 'test', 'crate', 'self', 'super']);

/** Crates at the head of a `use`: names of modules and of what a file has in scope are none. */
function cratesNamed(sources: ReadonlyMap<string, string>, own: ReadonlySet<string>): Map<string, string> {
  const plain = new Map([...sources].map(([file, text]) => [file, withoutTexts(text)]));
  const modules = new Set(
    [...plain.values()].flatMap((text) =>
      [...text.matchAll(/\b(?:mod|enum|trait|struct)\s+(\w+)/g)].map(([, name = '']) => name),
    ),
  );
  const found = new Map<string, string>();
  for (const [file, text] of plain) {
    const uses = [
      ...text.matchAll(
        /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:use\s+(?:::)?|extern\s+crate\s+)([a-z_]\w*)(?=\s*(?:::|;|\s+as\b))/gm,
      ),
    ];
    for (const [whole, name = ''] of uses) {
      if (bringsAlong.has(name) || own.has(name) || modules.has(name) || found.has(name)) continue;
      // Brought into scope by another use of the file.
      if (new RegExp(`\\b(?:use\\s[^;]*(?:::|[{,])\\s*|as\\s+)${name}\\b(?!\\s*::)`).test(text.replace(whole, '')))
        continue;
      found.set(name, file);
    }
  }
  return found;
}

/** Without comments and texts, whose words name nothing. */
function withoutTexts(source: string): string {
  return source
    .replace(/\/\/.*$/gm, '')
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/r(#+)"[^]*?"\1/g, '""')
    .replace(/"(?:[^"\\]|\\[^])*"/g, '""');
}

function checkLock(root: string, declared: ReadonlyMap<string, Declared>, faults: Problem[], remarks: Problem[]): void {
  const file = 'Cargo.lock';
  const lock = readText(root, file);
  if (lock === null) {
    if (declared.size > 0 && has(root, 'src/main.rs'))
      remarks.push({
        file: 'Cargo.toml',
        code: 'no-lock',
        message: 'There is no Cargo.lock, so the versions are not fixed.',
      });
    return;
  }
  const versions = new Map<string, string[]>();
  for (const [, name = '', version = ''] of lock.matchAll(/^name = "([^"]+)"\nversion = "([^"]+)"/gm))
    versions.set(name, [...(versions.get(name) ?? []), version]);
  for (const { crate, range } of declared.values()) {
    const locked = versions.get(crate);
    if (!locked) {
      faults.push({ file, code: 'not-in-lock', message: `${crate} is declared, but Cargo.lock does not hold it.` });
      continue;
    }
    const wanted = range === null ? null : npmRange(range);
    if (wanted === null || semver.validRange(wanted) === null) continue;
    if (!locked.some((version) => semver.satisfies(version, wanted, { includePrerelease: true })))
      faults.push({
        file,
        code: 'lock-out-of-step',
        message: `Cargo.lock holds ${crate} ${locked.join(' and ')}, which ${range} does not allow.`,
      });
  }
}

/** A bare version means what a caret means elsewhere, and commas join. */
function npmRange(range: string): string {
  return range
    .split(',')
    .map((part) => part.trim())
    .map((part) => (/^\d/.test(part) && !part.includes('*') ? `^${part}` : part))
    .join(' ');
}

function licenceIn(manifest: string): string {
  return /^license\s*=\s*"([^"]+)"/m.exec(manifest)?.[1] ?? '';
}

/** Gives how many vendored crates say theirs. */
function checkLicences(root: string, own: string, remarks: Problem[]): number {
  if (!has(root, 'vendor')) return 0;
  let count = 0;
  for (const crate of foldersIn(root, 'vendor')) {
    const file = `vendor/${crate}/Cargo.toml`;
    const said = licenceIn(readText(root, file) ?? '').replaceAll('/', ' OR ');
    if (said === '') continue;
    count += 1;
    const problem = refusedLicence(own, crate, said, file);
    if (problem) remarks.push(problem);
  }
  return count;
}
