import semver from 'semver';
import { ToolError } from '../../../shared/errors.ts';
import type { Raise } from '../../../repair/raise.ts';
import type { ToolContext } from '../../contract.ts';

/** A package that manifests of the project name, at every place where they do. */
export interface Declared {
  name: string;
  places: { path: string; section: string; range: string }[];
  /** Nothing that ships needs it. */
  development: boolean;
}

export interface Manifests {
  declared: Declared[];
  /** Names that no version of the registry stands for, each with why. */
  left: { name: string; why: string }[];
  /** Texts by path, `package-lock.json` (or the shrinkwrap) among them. */
  texts: Map<string, string>;
  lock: string | null;
  /** `engines.node` of the project. */
  node: string | null;
}

const sections = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** package.json and those of the workspaces that it names. @throws ToolError where npm does not rule this project. */
export async function readManifests(
  { workspace }: Pick<ToolContext, 'workspace'>,
  paths: readonly string[],
): Promise<Manifests> {
  const texts = new Map<string, string>();
  const other = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'].find((path) => paths.includes(path));
  if (other !== undefined)
    throw new ToolError(`${other} is not npm's: only npm's own lock file is kept in step with what is raised.`);
  const read = async (path: string) => {
    const text = (await workspace.read(path)).toString('utf8');
    texts.set(path, text);
    return text;
  };
  const root = parsed(await read('package.json'), 'package.json');
  const manifests = new Map([['package.json', root]]);
  for (const path of paths.filter((one) => isMember(one, root['workspaces'])))
    manifests.set(path, parsed(await read(path), path));
  const lock = ['npm-shrinkwrap.json', 'package-lock.json'].find((path) => paths.includes(path)) ?? null;
  if (lock !== null) await read(lock);

  const own = new Set([...manifests.values()].map((manifest) => manifest['name']));
  const declared = new Map<string, Declared>();
  const left = new Map<string, string>();
  for (const [path, manifest] of manifests)
    for (const section of sections)
      for (const [name, range] of Object.entries(objectOf(manifest[section]))) {
        if (own.has(name)) continue;
        const why = typeof range === 'string' ? reasonToLeave(range) : 'its range is no text';
        if (why !== null) {
          left.set(name, why);
          continue;
        }
        const one = declared.get(name) ?? { name, places: [], development: true };
        one.places.push({ path, section, range: String(range) });
        one.development &&= section === 'devDependencies';
        declared.set(name, one);
      }
  for (const name of left.keys()) declared.delete(name);
  const engine = objectOf(root['engines'])['node'];
  return {
    declared: [...declared.values()],
    left: [...left].map(([name, why]) => ({ name, why })),
    texts,
    lock,
    node: typeof engine === 'string' && semver.validRange(engine) !== null ? engine : null,
  };
}

/** The manifests with these raises in them, as little of their text changed as can be. */
export function withRaises({ declared, texts }: Manifests, raises: readonly Raise[]): Map<string, string> {
  const changed = new Map(texts);
  for (const { name, to } of raises)
    for (const { path, section, range } of declared.find((one) => one.name === name)?.places ?? []) {
      const text = changed.get(path) ?? '';
      changed.set(path, inSection(text, section, name, range, raisedRange(range, to)));
    }
  return changed;
}

/** The same kind of range around another version; what holds it already stays as it is, unless it names one version as its least. */
export function raisedRange(range: string, to: string): string {
  const [, sign = '', parts = ''] =
    /^\s*(\^|~|=|>=)?\s*v?(\d+(?:\.(?:\d+|[xX*]))*(?:\.\d+)?(?:-[\w.-]+)?)\s*$/.exec(range) ?? [];
  if (parts === '') return semver.satisfies(to, range) ? range : `^${to}`;
  const numbers = to.split(/[.-]/, 3);
  const kept = /^\d+\.\d+\.\d+/.test(parts)
    ? to
    : parts
        .split('.')
        .map((part, index) => (/^\d+$/.test(part) ? (numbers[index] ?? part) : part))
        .join('.');
  return `${sign}${kept}`;
}

/** The value of `name` in one section of a manifest's text. */
function inSection(text: string, section: string, name: string, from: string, to: string): string {
  const escaped = (word: string) => JSON.stringify(word).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replaceAll(new RegExp(`${escaped(section)}\\s*:\\s*\\{[^{}]*\\}`, 'g'), (block) =>
    block.replace(
      new RegExp(`(${escaped(name)}\\s*:\\s*)${escaped(from)}`),
      (_, before: string) => before + JSON.stringify(to),
    ),
  );
}

function reasonToLeave(range: string): string | null {
  if (
    /^(?:git|github|gitlab|bitbucket|https?|file|link|workspace|portal|patch)[:+]|^[\w.-]+\/[\w.-]+|^\.{0,2}\//.test(
      range,
    )
  )
    return `${range} is not of the registry`;
  if (range.startsWith('npm:')) return `${range} stands for another package`;
  return semver.validRange(range) === null ? `${range} names no version` : null;
}

/** Whether a path is the package.json of a workspace: `packages/*`, `apps/**`, or a folder by its name. */
function isMember(path: string, workspaces: unknown): boolean {
  if (!path.endsWith('/package.json') || /(^|\/)node_modules\//.test(path)) return false;
  const patterns = Array.isArray(workspaces) ? workspaces : objectOf(workspaces)['packages'];
  if (!Array.isArray(patterns)) return false;
  const folder = path.slice(0, -'/package.json'.length);
  return patterns.some((pattern: unknown) => {
    if (typeof pattern !== 'string') return false;
    const words = pattern
      .replace(/^\.\//, '')
      .replace(/\/$/, '')
      .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
    const glob = words.replaceAll(/\*\*\/?|\*/g, (stars) => (stars === '*' ? '[^/]+' : '.*'));
    return new RegExp(`^${glob}$`).test(folder);
  });
}

function parsed(text: string, path: string): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(text.replace(/^\ufeff/, '')));
  } catch {
    throw new ToolError(`${path} cannot be read as JSON.`);
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
