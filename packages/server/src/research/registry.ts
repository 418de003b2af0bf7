import type { Clock } from '../shared/clock.ts';
import { throwIfAborted } from '../shared/abort.ts';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { type AskOptions, type Outage, persist, UnreadableAnswer } from './ask.ts';
import { createFolderCache, type PackumentCache } from './cache.ts';
import { type Candidates, candidates, combine } from './choose.ts';
import type { Ecosystem, PackageRegistry, ResolvedPackage, WantedPackage } from './contract.ts';
import { type CuratedList, loadCurated } from './curated.ts';
import type { PackageSource } from './ecosystems/contract.ts';
import type { Packument } from './packument.ts';

export interface RegistryOptions {
  /** Base addresses in place of the public ones; for npm as its `registry` setting. */
  registries?: Partial<Record<Ecosystem, string>>;
  /** The platforms that packages must run on, in place of the ones that generated projects are made for. */
  platforms?: Partial<Record<Ecosystem, string>>;
  /** File with the certificate authorities to trust in place of Node's own. */
  cafile?: string;
  strictSsl?: boolean;
  /** HTTP proxy for the registries, as npm's `https-proxy`. */
  proxy?: string;
  /** Folder that the packuments are kept in, or another store for them. */
  cache: string | PackumentCache;
  ttlSeconds?: number;
  /** Further tries after the first. */
  retries?: number;
  /** Limit of one try, from the request to the last byte. */
  timeoutMs?: number;
  /** knowledge/packages.yaml */
  curatedFile: string;
  logger: Logger;
  clock: Clock;
}

/** Where one package's facts came from. */
interface Found {
  packument: Packument;
  source: ResolvedPackage['source'];
  asOf: string;
}

const concurrency = 8;
const longestName = 214;

/** Each ecosystem's source, loaded when its first package is asked for. */
const sources: Record<Ecosystem, (platform?: string) => Promise<PackageSource>> = {
  npm: async (platform) => (await import('./ecosystems/npm.ts')).npmSource(platform),
  pypi: async (platform) => (await import('./ecosystems/pypi.ts')).pypiSource(platform),
  crates: async (platform) => (await import('./ecosystems/crates.ts')).cratesSource(platform),
  go: async (platform) => (await import('./ecosystems/go.ts')).goSource(platform),
  maven: async () => (await import('./ecosystems/maven.ts')).mavenSource(),
};

/** The public registries, or mirrors of them, as one {@link PackageRegistry}. Nothing is loaded or read before the first look-up. */
export function createPackageRegistry(options: RegistryOptions): PackageRegistry {
  const { clock, logger, ttlSeconds = 86_400 } = options;
  const cache = typeof options.cache === 'string' ? createFolderCache(options.cache) : options.cache;
  let curated: Promise<CuratedList> | undefined;

  async function find(source: PackageSource, name: string, ask: AskOptions, outage: Outage, signal: AbortSignal) {
    const { registry } = ask;
    const kept = await cache.get(registry, name);
    const age = kept ? clock.now().getTime() - kept.fetchedAt.getTime() : Number.POSITIVE_INFINITY;
    // A time to come is no age: such an entry was not written by us as it stands.
    if (kept && age >= 0 && age < ttlSeconds * 1000) return asCached(kept.packument, kept.fetchedAt);
    try {
      const packument = await lookUp(source, name, ask, outage, signal);
      const fetchedAt = clock.now();
      await cache.set(registry, name, packument, fetchedAt).catch((error: unknown) => {
        logger.warn({ error: String(error), package: name }, 'The version just looked up could not be kept');
      });
      return { packument, source: 'registry', asOf: fetchedAt.toISOString() } satisfies Found;
    } catch (error) {
      const known = toCodewrightError(error);
      if (known.code !== 'REGISTRY_UNREACHABLE') throw known;
      if (kept && age >= 0) return asCached(kept.packument, kept.fetchedAt);
      curated ??= loadCurated(options.curatedFile);
      const list = await curated;
      const packument = list.find(source.ecosystem, name);
      if (!packument) throw known;
      logger.warn({ package: name, asOf: list.asOf }, `${known.message} The curated version is taken.`);
      return { packument, source: 'curated', asOf: list.asOf } satisfies Found;
    }
  }

  async function resolveIn(
    ecosystem: Ecosystem,
    needs: WantedPackage[],
    signal: AbortSignal,
  ): Promise<ResolvedPackage[]> {
    const source = await sources[ecosystem](options.platforms?.[ecosystem]);
    const wanted = merge(needs, source);
    const outage: Outage = { seen: false };
    const ask: AskOptions = { ...options, registry: options.registries?.[ecosystem] ?? source.address };
    const found = new Map<string, Found>();
    await inParallel([...wanted.keys()], concurrency, async (name) => {
      found.set(name, await find(source, name, ask, outage, signal));
    });
    throwIfAborted(signal);
    const sets: Candidates[] = [];
    for (const [name, range] of wanted) {
      const one = found.get(name);
      if (one) sets.push(candidates(one.packument, range, source));
    }
    const choices = combine(sets);
    return sets.map((set): ResolvedPackage => {
      const choice = choices.get(set.name);
      const from = found.get(set.name);
      if (!choice || !from) throw new CodewrightError('INTERNAL', `No version was chosen for ${set.name}.`);
      const { release, note } = choice;
      return {
        ecosystem,
        name: set.name,
        version: release.version,
        latest: set.latest,
        // The short answers, which are a hundredth of the whole, do not hold it.
        publishedAt: null,
        deprecated: release.deprecated,
        engines: release.engines,
        peers: release.peers,
        source: from.source,
        asOf: from.asOf,
        ...(note === undefined ? {} : { note }),
      };
    });
  }

  return {
    async resolve(needs, signal) {
      const byEcosystem = Map.groupBy(needs, ({ ecosystem = 'npm' }) => ecosystem);
      const answers = await Promise.all(
        [...byEcosystem].map(([ecosystem, wanted]) => resolveIn(ecosystem, wanted, signal)),
      );
      return answers.flat();
    },
  };
}

function asCached(packument: Packument, fetchedAt: Date): Found {
  return { packument, source: 'cache', asOf: fetchedAt.toISOString() };
}

/** One range per name; two needs for one name both have to hold. */
function merge(needs: WantedPackage[], source: PackageSource): Map<string, string | undefined> {
  const merged = new Map<string, string | undefined>();
  for (const { name, range } of needs) {
    if (!source.isName(name) || name.length > longestName) {
      throw new CodewrightError('INVALID_INPUT', `"${name.slice(0, 80)}" is not a package name.`);
    }
    const before = merged.get(name);
    const both = before !== undefined && range !== undefined ? source.versions.join(before, range) : (range ?? before);
    merged.set(name, both);
  }
  return merged;
}

async function lookUp(
  source: PackageSource,
  name: string,
  options: AskOptions,
  outage: Outage,
  signal: AbortSignal,
): Promise<Packument> {
  const found = await persist(name, options, outage, signal, async (ask) => {
    const packument = await source.read(name, ask);
    if (packument === undefined) throw new UnreadableAnswer('its answer is not a package description');
    return packument;
  });
  if (found) return found;
  throw new CodewrightError('NOT_FOUND', `The registry ${options.registry} has no package ${name}.`, {
    hint: 'Check the spelling.',
  });
}

async function inParallel<T>(items: T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
}
