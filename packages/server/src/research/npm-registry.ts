import { readFile } from 'node:fs/promises';
import type { Clock } from '../shared/clock.ts';
import { throwIfAborted } from '../shared/abort.ts';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { createFolderCache } from './cache.ts';
import type { PackumentCache } from './cache.ts';
import { candidates, combine } from './choose.ts';
import type { Candidates } from './choose.ts';
import type { PackageRegistry, ResolvedPackage } from './contract.ts';
import { loadCurated } from './curated.ts';
import type { CuratedList } from './curated.ts';
import { readPackument } from './packument.ts';
import type { Packument } from './packument.ts';

export interface NpmRegistryOptions {
  /** Base address, as npm's `registry` setting. */
  registry: string;
  /** File with the certificate authorities to trust in place of Node's own. */
  cafile?: string;
  strictSsl?: boolean;
  /** HTTP proxy for the registry, as npm's `https-proxy`. */
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
  /** The line of Node that the packages must run on. */
  node?: string;
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
/** npm's own rule for names, old upper-case ones included. */
const nameRule = /^(@[a-z0-9~_-][a-z0-9._~-]*\/)?[a-z0-9~_-][a-z0-9._~-]*$/i;
const userAgent = 'codewright';
const silence = 'no answer in time';

/** The npm registry as a {@link PackageRegistry}. Nothing is loaded or read before the first look-up. */
export function createNpmRegistry(options: NpmRegistryOptions): PackageRegistry {
  const { registry, clock, logger, node = '24.x', ttlSeconds = 86_400 } = options;
  const cache = typeof options.cache === 'string' ? createFolderCache(options.cache) : options.cache;
  let curated: Promise<CuratedList> | undefined;

  async function find(name: string, outage: Outage, signal: AbortSignal): Promise<Found> {
    const kept = await cache.get(registry, name);
    const age = kept ? clock.now().getTime() - kept.fetchedAt.getTime() : Number.POSITIVE_INFINITY;
    // A time to come is no age: such an entry was not written by us as it stands.
    if (kept && age >= 0 && age < ttlSeconds * 1000) return asCached(kept.packument, kept.fetchedAt);
    try {
      const packument = await lookUp(name, options, outage, signal);
      const fetchedAt = clock.now();
      await cache.set(registry, name, packument, fetchedAt).catch((error: unknown) => {
        logger.warn({ error: String(error), package: name }, 'The version just looked up could not be kept');
      });
      return { packument, source: 'registry', asOf: fetchedAt.toISOString() };
    } catch (error) {
      const known = toCodewrightError(error);
      if (known.code !== 'REGISTRY_UNREACHABLE') throw known;
      if (kept && age >= 0) return asCached(kept.packument, kept.fetchedAt);
      curated ??= loadCurated(options.curatedFile);
      const list = await curated;
      const packument = list.find(name);
      if (!packument) throw known;
      logger.warn({ package: name, asOf: list.asOf }, `${known.message} The curated version is taken.`);
      return { packument, source: 'curated', asOf: list.asOf };
    }
  }

  return {
    async resolve(needs, signal) {
      const wanted = merge(needs);
      const outage: Outage = { seen: false };
      const found = new Map<string, Found>();
      await inParallel([...wanted.keys()], concurrency, async (name) => {
        found.set(name, await find(name, outage, signal));
      });
      throwIfAborted(signal);
      const sets: Candidates[] = [];
      for (const [name, range] of wanted) {
        const one = found.get(name);
        if (one) sets.push(candidates(one.packument, range, node));
      }
      const choices = combine(sets);
      return sets.map((set): ResolvedPackage => {
        const choice = choices.get(set.name);
        const from = found.get(set.name);
        if (!choice || !from) throw new CodewrightError('INTERNAL', `No version was chosen for ${set.name}.`);
        const { release, note } = choice;
        return {
          name: set.name,
          version: release.version,
          latest: set.latest,
          // The abbreviated answer, which is a hundredth of the whole, does not hold it.
          publishedAt: null,
          deprecated: release.deprecated,
          engines: release.engines,
          peers: release.peers,
          source: from.source,
          asOf: from.asOf,
          ...(note === undefined ? {} : { note }),
        };
      });
    },
  };
}

function asCached(packument: Packument, fetchedAt: Date): Found {
  return { packument, source: 'cache', asOf: fetchedAt.toISOString() };
}

/** One range per name; two needs for one name both have to hold. */
function merge(needs: { name: string; range?: string }[]): Map<string, string | undefined> {
  const merged = new Map<string, string | undefined>();
  for (const { name, range } of needs) {
    if (!nameRule.test(name) || name.length > 214) {
      throw new CodewrightError('INVALID_INPUT', `"${name.slice(0, 80)}" is not a package name.`);
    }
    const before = merged.get(name);
    merged.set(name, before !== undefined && range !== undefined ? `${before} ${range}` : (range ?? before));
  }
  return merged;
}

/** Shared by the look-ups of one call: once the network is known to be down, the others try once and no more. */
interface Outage {
  seen: boolean;
}

async function lookUp(
  name: string,
  options: NpmRegistryOptions,
  outage: Outage,
  signal: AbortSignal,
): Promise<Packument> {
  const { retries = 3, clock, logger } = options;
  let last = 'no answer';
  for (let attempt = 0; attempt <= retries; attempt++) {
    throwIfAborted(signal);
    // A silent network costs the whole limit each time; one more try is all it gets.
    if (attempt > 0 && (outage.seen || (last === silence && attempt > 1))) break;
    if (attempt > 0) await clock.sleep(Math.min(500 * 2 ** (attempt - 1), 8000), signal);
    const answer = await attemptOnce(name, options, signal);
    if (answer.kind === 'found') return answer.packument;
    if (answer.kind === 'absent') {
      throw new CodewrightError('NOT_FOUND', `The registry ${options.registry} has no package ${name}.`, {
        hint: 'Check the spelling.',
      });
    }
    last = answer.reason;
    logger.debug({ package: name, attempt, reason: last }, 'Look-up failed');
    if (!answer.again) break;
    if (attempt === retries) outage.seen = true;
  }
  throw new CodewrightError('REGISTRY_UNREACHABLE', `${name} could not be looked up at ${options.registry}: ${last}.`, {
    hint: 'Check the network and the `research.registry` setting.',
  });
}

type Attempt =
  | { kind: 'found'; packument: Packument }
  | { kind: 'absent' }
  | { kind: 'failed'; reason: string; again: boolean };

async function attemptOnce(name: string, options: NpmRegistryOptions, signal: AbortSignal): Promise<Attempt> {
  const { registry, timeoutMs = 30_000, cafile, proxy, strictSsl = true } = options;
  const limit = AbortSignal.timeout(timeoutMs);
  const { default: fetch } = await import('npm-registry-fetch');
  try {
    const response = await fetch(`/${name.replace('/', '%2f')}`, {
      registry,
      strictSSL: strictSsl,
      ...(cafile === undefined ? {} : { ca: await readFile(cafile, 'utf8') }),
      ...(proxy === undefined ? {} : { proxy }),
      headers: {
        accept: 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8',
        'user-agent': userAgent,
      },
      fetchRetries: 0,
      timeout: timeoutMs,
      signal: AbortSignal.any([signal, limit]),
    });
    const text = await response.text();
    const packument = readPackument(name, JSON.parse(text) as unknown);
    if (!packument) return { kind: 'failed', reason: 'its answer is not a package description', again: true };
    return { kind: 'found', packument };
  } catch (error) {
    throwIfAborted(signal);
    if (limit.aborted) return { kind: 'failed', reason: silence, again: true };
    const status = (error as { statusCode?: unknown }).statusCode;
    if (status === 404) return { kind: 'absent' };
    if (typeof status === 'number') {
      return {
        kind: 'failed',
        reason: `it answered ${status}`,
        again: status >= 500 || status === 429 || status === 408,
      };
    }
    if (error instanceof SyntaxError) return { kind: 'failed', reason: 'its answer is not JSON', again: true };
    const code = (error as { code?: unknown }).code;
    const reason = typeof code === 'string' ? code : error instanceof Error ? error.message : String(error);
    return { kind: 'failed', reason, again: true };
  }
}

async function inParallel<T>(items: T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
}
