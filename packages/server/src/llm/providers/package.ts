import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { CodewrightError } from '../../shared/errors.ts';
import type { Model, ModelProvider, ProviderSettings } from '../contract.ts';

/** A provider package or module of the user's. */
export async function createPackageProvider(settings: ProviderSettings): Promise<ModelProvider> {
  const wanted = settings.package;
  if (!wanted) throw new CodewrightError('CONFIG_INVALID', 'A provider of kind package names no package.');
  const file = findModule(wanted.name, wanted.from);
  // Node requires modules too; and so it works from the bundle, which is a script.
  const module = createRequire(import.meta.url)(file) as Record<string, unknown>;
  const [name, create] = pick(module, wanted.name, wanted.export);
  const provider: unknown = create({
    name: settings.name,
    ...(settings.apiKey === undefined ? {} : { apiKey: settings.apiKey }),
    ...(settings.baseUrl === undefined ? {} : { baseURL: settings.baseUrl }),
    ...(settings.headers ? { headers: settings.headers } : {}),
    fetch: settings.fetch,
    ...settings.options,
  });
  return {
    model(id) {
      const model = modelOf(provider, id);
      if (model?.specificationVersion === 'v4') return model;
      const found = model ? `of version ${String(model.specificationVersion)}` : 'none';
      throw new CodewrightError(
        'CONFIG_INVALID',
        `The package ${wanted.name} gives no model of the provider specification v4 (${name}: ${found}).`,
        { hint: 'Install a version of it for AI SDK 7 or newer.' },
      );
    },
  };
}

function pick(
  module: Record<string, unknown>,
  from: string,
  wanted: string | null,
): [string, (settings: object) => unknown] {
  const names = Object.keys(module).filter((name) => typeof module[name] === 'function');
  const makers =
    wanted === null ? names.filter((name) => /^create[A-Z]/.test(name)) : names.filter((name) => name === wanted);
  const [name] = makers;
  if (name === undefined || makers.length > 1) {
    throw new CodewrightError(
      'CONFIG_INVALID',
      wanted === null
        ? `It is not clear what makes the provider of ${from}: ${names.join(', ') || 'it exports no function'}.`
        : `The package ${from} has no function ${wanted}: it exports ${names.join(', ') || 'none'}.`,
      { hint: 'Say it with `export` in model.providers.' },
    );
  }
  return [name, module[name] as (settings: object) => unknown];
}

function modelOf(provider: unknown, id: string): Model | null {
  if (
    typeof provider === 'object' &&
    provider !== null &&
    'languageModel' in provider &&
    typeof provider.languageModel === 'function'
  )
    return provider.languageModel(id) as Model;
  return typeof provider === 'function' ? ((provider as (id: string) => unknown)(id) as Model) : null;
}

/**
 * The file of a module or package, looked for from the user's own folder and never from the repository that is worked on:
 * what it loads runs outside the sandbox.
 */
function findModule(name: string, from: string): string {
  if (name.startsWith('.') || isAbsolute(name)) {
    const file = resolve(from, name);
    const entry = existsSync(join(file, 'package.json')) ? entryOf(file) : file;
    if (existsSync(entry)) return entry;
  } else {
    for (let at = resolve(from); ; at = dirname(at)) {
      const folder = join(at, 'node_modules', name);
      if (existsSync(join(folder, 'package.json'))) return entryOf(folder);
      if (dirname(at) === at) break;
    }
  }
  throw new CodewrightError('CONFIG_INVALID', `The package ${name} is not found from ${from}.`, {
    hint:
      name.startsWith('.') || isAbsolute(name)
        ? 'Mend the path.'
        : `Install it there: npm install --prefix ${from} ${name}`,
  });
}

/** What `import` would take: packages of this kind are often closed to `require`. */
function entryOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const { exports, module, main } = manifest;
  const root = typeof exports === 'object' && exports !== null && '.' in exports ? exports['.'] : exports;
  const entry =
    conditioned(root) ?? (typeof module === 'string' ? module : typeof main === 'string' ? main : 'index.js');
  return join(folder, entry);
}

function conditioned(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return null;
  for (const [condition, inner] of Object.entries(value)) {
    if (!['node', 'import', 'module-sync', 'default'].includes(condition)) continue;
    const found = conditioned(inner);
    if (found !== null) return found;
  }
  return null;
}
