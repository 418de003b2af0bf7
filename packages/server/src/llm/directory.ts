import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodewrightError } from '../shared/errors.ts';
import { type ProviderSetting, providerSetting } from '../shared/model-settings.ts';
import { readYaml } from '../shared/yaml.ts';

const line = providerSetting.omit({ kind: true, keyVariable: true }).extend({
  about: z.string(),
  kind: z.string(),
  keys: z.array(z.string()).default([]),
  address: z.array(z.string()).default([]),
  /** Appended to an address that has no path. */
  path: z.string().optional(),
  pricesOf: z.string().optional(),
  key: z.enum(['needed', 'optional', 'none']).default('needed'),
});

/** One provider as it is known here: what it speaks, where it is, what its key is named. Never a key. */
export type ProviderEntry = z.infer<typeof line> & { name: string; own: boolean };
export type Directory = ReadonlyMap<string, ProviderEntry>;

/** Those that are brought along, and the user's own. @throws CodewrightError CONFIG_INVALID naming the line or setting. */
export function loadDirectory(file: string, own: Readonly<Record<string, ProviderSetting>> = {}): Directory {
  const source = readYaml(readFileSync(file, 'utf8'), file);
  const known = z.record(z.string(), line).safeParse(source.value);
  if (!known.success || source.problems.length > 0) {
    const issue = known.error?.issues[0];
    const problem = source.problems[0] ?? source.problem((issue?.path ?? []) as string[], issue?.message ?? 'invalid');
    throw new CodewrightError('CONFIG_INVALID', source.format(problem));
  }
  const entries = new Map<string, ProviderEntry>();
  for (const [name, entry] of Object.entries(known.data)) entries.set(name, { ...entry, name, own: false });
  for (const [name, setting] of Object.entries(own)) entries.set(name, merged(name, setting, entries.get(name)));
  return entries;
}

function merged(name: string, setting: ProviderSetting, known: ProviderEntry | undefined): ProviderEntry {
  const { keyVariable, ...said } = setting;
  const kind = said.kind ?? (said.package === undefined ? (known?.kind ?? 'openai-compatible') : 'package');
  const refuse = (what: string, hint: string) => {
    throw new CodewrightError('CONFIG_INVALID', `Setting model.providers.${name}: ${what}`, { hint });
  };
  if (name === 'builtin') refuse('the built-in provider cannot be changed.', 'Give yours another name.');
  if (kind === 'package' && said.package === undefined)
    refuse('it names no package.', 'Say `package`: the name of an installed package, or the path of a module.');
  const entry: ProviderEntry = {
    about: `${said.package ?? kind}, as set by you`,
    keys: [variableOf(name)],
    address: [],
    key: said.baseUrl !== undefined && keyVariable === undefined ? 'optional' : 'needed',
    ...known,
    ...said,
    kind,
    name,
    own: true,
    ...(keyVariable === undefined ? {} : { keys: [keyVariable] }),
  };
  // What the user sets is no place to be led away from by a variable.
  if (said.baseUrl !== undefined) entry.address = [];
  if (kind === 'openai-compatible' && entry.baseUrl === undefined && entry.address.length === 0)
    refuse('it has no address.', 'Say `baseUrl`, e.g. http://127.0.0.1:8000/v1.');
  return entry;
}

/** `my-lab` → `MY_LAB_API_KEY`. */
function variableOf(provider: string): string {
  return `${provider.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_API_KEY`;
}

/** `provider/model` taken apart. `more`: names that count as known beside the directory's. @throws CodewrightError NOT_FOUND naming the providers that there are. */
export function entryOf(
  directory: Directory,
  model: string,
  more: string[] = [],
): { entry: ProviderEntry; id: string } {
  const slash = model.indexOf('/');
  const entry = slash > 0 ? directory.get(model.slice(0, slash)) : undefined;
  const id = model.slice(slash + 1);
  if (entry && id !== '') return { entry, id };
  throw new CodewrightError('NOT_FOUND', `There is no model "${model}": a model is named provider/model.`, {
    hint: `Known providers: ${[...directory.keys(), ...more].join(', ')}. \`codewright models\` says what is set up.`,
  });
}

/**
 * An address as the package of its wire wants it. With or without the version at its end, and with a slash or without: all
 * of them are written in the wild.
 */
export function addressFor(kind: string, address: string, path?: string): string {
  const bare = address.replace(/\/+$/, '');
  const hasPath = new URL(bare).pathname !== '/';
  if (path !== undefined && !hasPath) return `${bare}${path}`;
  if (kind === 'anthropic') return /\/v\d+$/.test(bare) ? bare : `${bare}/v1`;
  if (kind === 'google') return /\/v\d+\w*$/.test(bare) ? bare : `${bare}/v1beta`;
  if (kind === 'package') return bare;
  return hasPath ? bare : `${bare}/v1`;
}
