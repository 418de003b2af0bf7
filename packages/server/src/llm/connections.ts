import { CodewrightError } from '../shared/errors.ts';
import type { KeySource, Model, ModelProvider, ProviderFactory, ProviderSettings } from './contract.ts';
import { addressFor, type Directory, entryOf, type ProviderEntry } from './directory.ts';
import type { Place } from './explain.ts';
import { listModels } from './list-models.ts';

export interface ConnectionOptions {
  directory: Directory;
  /** By kind. */
  kinds: Readonly<Record<string, ProviderFactory>>;
  /** By provider, before those of the directory: they are told nothing. */
  more?: Readonly<Record<string, ProviderFactory>>;
  keys: KeySource;
  /** Variables that hold addresses. */
  variable: (name: string) => string | null;
  fetch?: typeof globalThis.fetch;
  /** Folder that packages of the user's are looked for from. */
  packagesFrom: string;
}

/** A model ready to be called, and where it is. */
export interface Connection {
  model: Model;
  provider: ModelProvider;
  place: Place;
  /** What must not stand in any text about a call. */
  key: string | null;
}

/** What is set up of a provider and what is not; nothing is called for it. */
export interface ProviderState {
  entry: ProviderEntry;
  /** Where its key is; null: nowhere. */
  key: { variable: string; from: 'environment' | 'store' } | null;
  address: string | null;
  /** What is missing, and what to do about it; null: it can be called. */
  problem: { what: string; hint: string } | null;
}

export interface Connections {
  /** @throws CodewrightError NOT_FOUND for an unknown provider or model, CONFIG_INVALID where something is not set up. */
  open(name: string): Promise<Connection>;
  /** The next call reads key and address anew. */
  forget(name: string): void;
  /** What the provider says it has; empty where it does not say. */
  offers(name: string, signal: AbortSignal): Promise<string[]>;
  state(entry: ProviderEntry): Promise<ProviderState>;
  /** @throws CodewrightError where the model could not be called: unknown provider, no key, no address. */
  check(name: string): Promise<void>;
  /** The provider whose prices hold for one without own ones. */
  pricesOf: (provider: string) => string | null;
}

interface Opened {
  provider: ModelProvider;
  /** By their ids: some packages build their schemas anew for each. */
  models: Map<string, Model>;
  settings: ProviderSettings;
  place: Place;
}

export function createConnections(options: ConnectionOptions): Connections {
  const { directory, kinds, more = {}, keys, variable, fetch, packagesFrom } = options;
  const opened = new Map<string, Promise<Opened>>();

  async function keyOf(entry: ProviderEntry) {
    for (const name of entry.key === 'none' ? [] : entry.keys) {
      const found = await keys(name);
      if (found) return { variable: name, ...found };
    }
    return null;
  }

  function addressOf(entry: ProviderEntry): { url: string | null; problem: string | null } {
    const named = entry.address.find((name) => variable(name) !== null);
    const written = (named === undefined ? null : variable(named)) ?? entry.baseUrl ?? null;
    if (written === null) return { url: null, problem: null };
    if (!URL.canParse(written) || !/^https?:$/.test(new URL(written).protocol))
      return { url: null, problem: `${named ?? 'baseUrl'} is no address` };
    return { url: addressFor(entry.kind, written, entry.path), problem: null };
  }

  async function look(entry: ProviderEntry) {
    const key = await keyOf(entry);
    const { url, problem: wrong } = addressOf(entry);
    return { key, url, problem: problemOf(entry, key !== null, url, wrong) };
  }

  async function connect(entry: ProviderEntry): Promise<Opened> {
    const { key, url, problem } = await look(entry);
    if (problem) throw notSetUp(problem);
    const factory = kinds[entry.kind];
    if (!factory)
      throw new CodewrightError('CONFIG_INVALID', `Nothing here speaks "${entry.kind}" (provider ${entry.name}).`);
    const settings: ProviderSettings = {
      name: entry.name,
      ...(key ? { apiKey: key.value } : {}),
      ...(url === null ? {} : { baseUrl: url }),
      ...(entry.headers ? { headers: entry.headers } : {}),
      ...(entry.options ? { options: entry.options } : {}),
      ...(fetch ? { fetch } : {}),
      ...(entry.package === undefined
        ? {}
        : { package: { name: entry.package, export: entry.export ?? null, from: packagesFrom } }),
    };
    const place: Place = {
      provider: entry.name,
      address: shown(url),
      key: key && `${key.variable} (${key.from === 'store' ? 'stored' : 'from the environment'})`,
    };
    return { provider: await factory(settings), models: new Map(), settings, place };
  }

  const own = (name: string): string | null => {
    const provider = name.split('/', 1)[0] ?? '';
    return Object.hasOwn(more, provider) && name.length > provider.length + 1 ? provider : null;
  };

  function openProvider(name: string): Promise<Opened> {
    const extra = own(name);
    const provider = extra ?? entryOf(directory, name, Object.keys(more)).entry.name;
    let made = opened.get(provider);
    if (!made) {
      const factory = extra === null ? undefined : more[extra];
      made = factory
        ? factory({}).then((ready) => ({
            provider: ready,
            models: new Map(),
            settings: {},
            place: { provider, address: null, key: null },
          }))
        : connect(entryOf(directory, name, Object.keys(more)).entry);
      opened.set(provider, made);
      // A provider that could not be loaded is tried afresh at the next call.
      made.catch(() => opened.delete(provider));
    }
    return made;
  }

  const open: Connections['open'] = async (name) => {
    const { provider, models, settings, place } = await openProvider(name);
    const id = name.slice(name.indexOf('/') + 1);
    const model = models.get(id) ?? provider.model(id);
    models.set(id, model);
    return { model, provider, place, key: settings.apiKey ?? null };
  };

  return {
    open,
    forget: (name) => void opened.delete(name.split('/', 1)[0] ?? ''),
    async offers(name, signal) {
      if (own(name) !== null || !fetch) return [];
      const { entry } = entryOf(directory, name, Object.keys(more));
      const { settings } = await openProvider(name);
      return listModels(entry.kind, settings, fetch, signal);
    },
    async state(entry) {
      const { key, url, problem } = await look(entry);
      return { entry, key: key && { variable: key.variable, from: key.from }, address: shown(url), problem };
    },
    async check(name) {
      if (own(name) !== null) return;
      const { entry } = entryOf(directory, name, Object.keys(more));
      const { problem } = await look(entry);
      if (problem) throw notSetUp(problem);
      // Of these it is known without asking anybody whether the name is right, and the package there.
      if (entry.kind === 'builtin' || entry.kind === 'package') await open(name);
    },
    pricesOf: (provider) => directory.get(provider)?.pricesOf ?? null,
  };
}

/** An address as it may be told: without user and password. */
function shown(url: string | null): string | null {
  if (url === null) return null;
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname === '/' ? '' : pathname}`;
}

const notSetUp = ({ what, hint }: { what: string; hint: string }) =>
  new CodewrightError('CONFIG_INVALID', what, { hint });

function problemOf(
  entry: ProviderEntry,
  hasKey: boolean,
  url: string | null,
  wrong: string | null,
): ProviderState['problem'] {
  const { name, keys, address, kind } = entry;
  if (wrong !== null)
    return { what: `The provider ${name} has no address: ${wrong}.`, hint: 'It looks like http://127.0.0.1:8000/v1.' };
  if (url === null && kind !== 'builtin' && kind !== 'package') {
    return {
      what: `The provider ${name} has no address.`,
      hint: `Set ${address[0] ?? 'baseUrl'} (like http://127.0.0.1:8000/v1), or \`baseUrl\` under model.providers.${name}.`,
    };
  }
  if (!hasKey && entry.key === 'needed') {
    return {
      what: `The provider ${name} needs a key, and there is none.`,
      hint: `Set ${keys.join(' or ')} in the environment, or store it: codewright secrets set ${keys[0] ?? ''}`,
    };
  }
  return null;
}
