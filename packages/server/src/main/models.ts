import { dirname, join } from 'node:path';
import { type LoadedConfig, readEnvironment, readSecretEnvironment } from '../config.ts';
import { type Connections, createConnections } from '../llm/connections.ts';
import type { KeySource, ProviderFactory } from '../llm/contract.ts';
import { type Directory, loadDirectory } from '../llm/directory.ts';
import { createFetch } from '../llm/http.ts';
import { loadPrices, type PriceTable } from '../llm/prices.ts';
import { kinds } from '../llm/providers.ts';
import type { SecretStore } from '../secrets/contract.ts';
import { dataFolder } from '../shared/data.ts';
import type { Runtime } from './runtime.ts';

/** The models of one configuration: which there are, what they cost, how they are reached. Nothing is loaded or called yet. */
export interface Models {
  directory: Directory;
  prices: PriceTable;
  connections: Connections;
}

/** `more`: providers beside those of the directory. */
export function createModels(
  loaded: LoadedConfig,
  secrets: Pick<SecretStore, 'get'>,
  more: Readonly<Record<string, ProviderFactory>> = {},
): Models {
  const { model } = loaded.config;
  const environment = readSecretEnvironment();
  const directory = openDirectory(loaded);
  return {
    directory,
    prices: loadPrices(join(dataFolder('models'), 'prices.yaml'), model.prices),
    connections: createConnections({
      directory,
      kinds,
      more,
      keys: keySource(secrets),
      variable: (name) => environment.variable(name),
      fetch: createFetch({
        proxy: readEnvironment().proxy,
        firstByteMs: model.firstByteSeconds * 1000,
        stallMs: model.stallSeconds * 1000,
        // On the wire each piece of text is wrapped in a few hundred bytes.
        maxBytes: model.answerMegabytes * 64e6,
      }),
      packagesFrom: dirname(loaded.files.user),
    }),
  };
}

/** Those of a runtime's present settings: whoever looks at a request and whoever works on it share them. */
export function modelsOf(
  { loaded, secrets }: Pick<Runtime, 'loaded' | 'secrets'>,
  more?: Readonly<Record<string, ProviderFactory>>,
): Models {
  if (more && Object.keys(more).length > 0) return createModels(loaded, secrets, more);
  let models = known.get(loaded);
  if (!models) {
    models = createModels(loaded, secrets);
    known.set(loaded, models);
  }
  return models;
}
const known = new WeakMap<LoadedConfig, Models>();

/**
 * Looks before a job exists whether the models that would work on it can be called: those that it names, else those of the
 * settings. @throws CodewrightError NOT_FOUND, CONFIG_INVALID with what to do.
 */
export async function checkModels(
  runtime: Pick<Runtime, 'loaded' | 'secrets'>,
  asked: string | undefined,
  more?: Readonly<Record<string, ProviderFactory>>,
): Promise<void> {
  const { model } = runtime.loaded.config;
  const wanted = asked === undefined ? [model.default, ...Object.values(model.roles)] : [asked];
  const called = [...new Set(wanted)].filter((name) => name !== 'builtin/craft');
  if (called.length === 0) return;
  const { connections } = modelsOf(runtime, more);
  for (const name of called) await connections.check(name);
}

export function openDirectory({ config }: Pick<LoadedConfig, 'config'>): Directory {
  return loadDirectory(join(dataFolder('models'), 'providers.yaml'), config.model.providers);
}

/** The environment first, then the stored secrets. */
function keySource(secrets: Pick<SecretStore, 'get'>): KeySource {
  const environment = readSecretEnvironment();
  return async (variable) => {
    const own = environment.variable(variable)?.trim();
    if (own) return { value: own, from: 'environment' };
    const stored = await secrets.get(variable);
    return stored === null ? null : { value: stored, from: 'store' };
  };
}
