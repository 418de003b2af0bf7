import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Config, projectSchema, schema } from './config/schema.ts';
import { CodewrightError } from './shared/errors.ts';
import { type SecretEnvironment, secretEnvironment } from './shared/known-secrets.ts';
import type { Logger } from './shared/logger.ts';
import { readTextFile } from './shared/text-file.ts';

export type { Config } from './config/schema.ts';

/**
 * The configuration: defaults < user file < project file < CODEWRIGHT_* < flags. Every module gets its own slice only.
 * This file is the one home of process.env.
 */
export type Origin = 'default' | 'user file' | 'project file' | 'environment' | 'flag';

export interface LoadedConfig {
  readonly config: Config;
  /** Data folder: database, keys, workspaces, caches. */
  readonly home: string;
  /** Where each setting that is no default comes from, by dotted path. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** The files that were looked at, whether they exist or not. */
  readonly files: { user: string; project: string | null };
  /** The same user's settings under the file of another project. @throws CodewrightError CONFIG_INVALID */
  within(project: string): LoadedConfig;
  /** What it would be with another text in the user's file. @throws CodewrightError CONFIG_INVALID */
  withUserText(text: string): LoadedConfig;
}

export interface ConfigSources {
  /** Environment to read; the process's own when absent. */
  env?: Record<string, string | undefined>;
  /** Folder of the project whose `.codewright/config.yaml` applies. */
  project?: string;
  /** Settings from flags, by dotted path. */
  flags?: Record<string, unknown>;
  home?: string;
  /** The user's settings file, instead of the one that belongs to the home. */
  file?: string;
}

type Tree = { [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What asking npm for its settings needs of the user's environment: nothing that could hold a secret of ours. */
const npmVariables =
  /^(HOME|PATH|USERPROFILE|XDG_CONFIG_HOME|NODE_EXTRA_CA_CERTS|npm_config_(registry|cafile|userconfig|globalconfig|prefix))$/i;

/** The parts of the environment that others need, read once. */
export function readEnvironment(env: Record<string, string | undefined> = process.env): {
  path: string;
  terminal: { noColor: boolean; term: string };
  ci: boolean;
  npm: Record<string, string>;
  /** A server to use in place of this process, and the token for it. */
  server: { url: string | undefined; token: string | undefined };
  /** How the web is reached: the variables that programs have in common, in both spellings. */
  proxy: Record<string, string>;
} {
  const those = (pattern: RegExp) =>
    Object.fromEntries(
      Object.entries(env).filter((item): item is [string, string] => pattern.test(item[0]) && Boolean(item[1])),
    );
  return {
    path: env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    terminal: { noColor: Boolean(env['NO_COLOR']), term: env['TERM'] ?? '' },
    ci: Boolean(env['CI']),
    npm: those(npmVariables),
    server: { url: env['CODEWRIGHT_SERVER'] || undefined, token: env['CODEWRIGHT_TOKEN'] || undefined },
    proxy: those(/^(https?|no)_proxy$/i),
  };
}

/** What of the environment is secret, and what opens the stored secrets. */
export function readSecretEnvironment(env: Record<string, string | undefined> = process.env): SecretEnvironment {
  return secretEnvironment(env);
}

/** Loads and merges the five layers. @throws CodewrightError CONFIG_INVALID naming the file or variable and the setting. */
export function loadConfig(sources: ConfigSources = {}): LoadedConfig {
  return layered(sources, readYamlFile);
}

/** `readUser` reads the user's file: once for all projects, so that what was loaded holds until it is loaded anew. */
function layered(sources: ConfigSources, readUser: (file: string) => Tree): LoadedConfig {
  const env = sources.env ?? process.env;
  const userHome = env['HOME'] || homedir();
  const home = resolve(
    sources.home ||
      env['CODEWRIGHT_HOME'] ||
      join(env['XDG_DATA_HOME'] || join(userHome, '.local/share'), 'codewright'),
  );
  const files = {
    user:
      sources.file !== undefined
        ? sources.file
        : env['CODEWRIGHT_HOME'] || sources.home
          ? join(home, 'config.yaml')
          : join(env['XDG_CONFIG_HOME'] || join(userHome, '.config'), 'codewright/config.yaml'),
    project: sources.project ? join(sources.project, '.codewright/config.yaml') : null,
  };
  const origins = new Map<string, Origin>();
  let merged: Tree = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, key === 'caps' ? undefined : {}]));
  const lay = (layer: Tree, origin: Origin) => {
    for (const path of leaves(layer)) origins.set(path, origin);
    merged = merge(merged, layer);
  };
  const user = readUser(files.user);
  lay(user, 'user file');
  const allowed = validate(merged, files.user);
  if (files.project) {
    const project = readYamlFile(files.project);
    lay(narrow(allowed, project, files.project), 'project file');
  }
  lay(fromEnvironment(env, validate({ ...merged }, files.project ?? files.user)), 'environment');
  validate(merged, 'the CODEWRIGHT_* variables');
  for (const [path, value] of Object.entries(sources.flags ?? {})) {
    if (value !== undefined) lay(nest(path, value), 'flag');
  }
  return {
    config: freeze(validate(merged, 'the flags')),
    home,
    origins,
    files,
    within: (project) => layered({ ...sources, project }, () => user),
    withUserText: (text) => layered(sources, (file) => parseYaml(text, file)),
  };
}

function readYamlFile(file: string): Tree {
  return existsSync(file) ? parseYaml(readTextFile(file, { most: 4 * 1024 * 1024 }), file) : {};
}

function parseYaml(text: string, file: string): Tree {
  const document = parseDocument(text);
  const problem = document.errors[0];
  if (problem) {
    throw new CodewrightError('CONFIG_INVALID', `${file} is not valid YAML: ${problem.message}`, {
      hint: 'Mend the line; until then the settings stay as they were.',
    });
  }
  const value = plain(document, file) ?? {};
  if (!isTree(value)) throw new CodewrightError('CONFIG_INVALID', `${file} must hold settings, not a single value.`);
  return value;
}

/** @throws CodewrightError CONFIG_INVALID where aliases lead nowhere, or grow without measure. */
function plain(document: Document, where: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CodewrightError('CONFIG_INVALID', `${where} is not valid YAML: ${reason}.`, {
      hint: 'Write the values out, without & and *.',
      cause,
    });
  }
}

function validate(tree: Tree, where: string): Config {
  const result = schema.safeParse(tree);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  throw new CodewrightError(
    'CONFIG_INVALID',
    `Setting ${path || '(root)'} in ${where}: ${issue?.message ?? 'invalid'}`,
    {
      hint: 'See docs/configuration.md for every setting and its values.',
    },
  );
}

/** Checks a project's file against what the user allows: it may tighten limits and nothing else. */
function narrow(allowed: Config, project: Tree, file: string): Tree {
  const result = projectSchema.safeParse(project);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new CodewrightError('CONFIG_INVALID', `${file}: ${issue?.path.join('.') || 'settings'}: ${issue?.message}`, {
      hint: 'A project may only tighten caps, change limits and sandbox limits; everything else is the user’s to set.',
    });
  }
  const narrowed: Tree = structuredClone(project);
  for (const path of leaves(project)) {
    const wanted = at(project, path);
    const current = at(allowed, path);
    if (typeof wanted === 'number' && typeof current === 'number' && wanted > current) {
      throw new CodewrightError(
        'CONFIG_INVALID',
        `${file}: ${path} is ${wanted}; the user allows at most ${current}.`,
        {
          hint: 'A project’s file can only narrow what the user allows.',
        },
      );
    }
  }
  const own = result.data.change?.forbiddenPaths;
  if (own) (narrowed['change'] as Tree)['forbiddenPaths'] = [...allowed.change.forbiddenPaths, ...own];
  return narrowed;
}

/** CODEWRIGHT_WORKER_CONCURRENCY=4 → {worker: {concurrency: 4}}; the value is read as YAML. */
function fromEnvironment(env: Record<string, string | undefined>, shape: Config): Tree {
  const names = new Map<string, string>();
  for (const [section, settings] of Object.entries(shape)) {
    for (const key of Object.keys(settings)) names.set(variableName(`${section}.${key}`), `${section}.${key}`);
  }
  let tree: Tree = {};
  for (const [name, value] of Object.entries(env)) {
    const path = names.get(name);
    if (path && value !== undefined) tree = merge(tree, nest(path, plain(parseDocument(value), name)));
  }
  return tree;
}

/** `worker.maxAttempts` → `CODEWRIGHT_WORKER_MAX_ATTEMPTS`. */
export function variableName(path: string): string {
  return `CODEWRIGHT_${path
    .replaceAll('.', '_')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase()}`;
}

function merge(base: Tree, over: Tree): Tree {
  const result: Tree = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = result[key];
    result[key] = isTree(old) && isTree(value) ? merge(old, value) : value;
  }
  return result;
}

function nest(path: string, value: unknown): Tree {
  const [head = '', ...rest] = path.split('.');
  return { [head]: rest.length === 0 ? value : nest(rest.join('.'), value) };
}

function at(tree: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isTree(value) ? value[key] : undefined), tree);
}

function leaves(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    isTree(value) ? leaves(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

function freeze<T>(value: T): T {
  if (isTree(value)) for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}

interface DescribedSetting {
  path: string;
  variable: string;
  default: unknown;
  meaning: string;
  form: unknown;
}

let described: readonly DescribedSetting[] | undefined;

/** Every setting with its default and meaning: for `codewright config`, the page of settings and docs/configuration.md. */
export function describeSettings(): readonly DescribedSetting[] {
  // The schema never changes, and its JSON form costs milliseconds.
  return (described ??= describeSchema());
}

function describeSchema(): DescribedSetting[] {
  const defaults = loadConfig({ env: { HOME: '/nonexistent' } }).config;
  return Object.entries(schema.shape).flatMap(([section, shape]) => {
    if (!(shape instanceof z.ZodObject)) {
      return [
        {
          path: section,
          variable: '',
          default: at(defaults, section),
          meaning: shape.description ?? '',
          form: formOf(shape),
        },
      ];
    }
    return Object.entries(shape.shape).map(([key, setting]) => ({
      path: `${section}.${key}`,
      variable: variableName(`${section}.${key}`),
      default: at(defaults, `${section}.${key}`),
      meaning: (setting as z.ZodType).description ?? '',
      form: formOf(setting as z.ZodType),
    }));
  });
}

/** JSON Schema of what a setting takes. */
function formOf(setting: z.ZodType): unknown {
  return z.toJSONSchema(setting, { io: 'input', unrepresentable: 'any' });
}

/**
 * Watches the files of a loaded configuration. A change is loaded and validated as a whole first: an invalid one is
 * reported and nothing takes effect.
 */
export async function watchConfig(
  loaded: LoadedConfig,
  sources: ConfigSources,
  logger: Logger,
  onChange: (next: LoadedConfig) => void,
): Promise<{ close(): Promise<void> }> {
  const { watch } = await import('chokidar');
  const files = [loaded.files.user, loaded.files.project].filter((file) => file !== null);
  const folders = files.map((file) => dirname(file)).filter((folder) => existsSync(folder));
  const watcher = watch(folders, { ignoreInitial: true, depth: 0 });
  watcher.on('all', (_event, path) => {
    if (!files.includes(path)) return;
    try {
      onChange(loadConfig(sources));
      logger.info({ file: path }, 'configuration reloaded');
    } catch (error) {
      logger.error(
        { file: path, error: String(error) },
        'configuration not reloaded: it is invalid, the old one stays',
      );
    }
  });
  watcher.on('error', (error) => logger.warn({ error: String(error) }, 'configuration is not watched any more'));
  await new Promise<void>((ready) => watcher.once('ready', () => ready()));
  return { close: () => watcher.close() };
}
