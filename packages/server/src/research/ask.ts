import { readFile } from 'node:fs/promises';
import { throwIfAborted } from '../shared/abort.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';

/** Reads one path under a registry's address as text; null when it is not there. */
export type Ask = (path: string, accept?: string) => Promise<string | null>;

export interface AskOptions {
  /** Base address. */
  registry: string;
  /** File with the certificate authorities to trust in place of Node's own. */
  cafile?: string;
  strictSsl?: boolean;
  /** HTTP proxy for the registry. */
  proxy?: string;
  /** Further tries after the first. */
  retries?: number;
  /** Limit of one try, from the request to the last byte. */
  timeoutMs?: number;
  logger: Logger;
  clock: Clock;
}

/** Shared by the look-ups of one call: once the network is known to be down, the others try once and no more. */
export interface Outage {
  seen: boolean;
}

const silence = 'no answer in time';

/** The answer was there and was not what it should be: worth another try, as a broken mirror mends itself. */
export class UnreadableAnswer extends Error {}

/**
 * Looks one thing up, with growing pauses between the tries.
 * @throws CodewrightError REGISTRY_UNREACHABLE when no try was answered as it should be.
 */
export async function persist<T>(
  what: string,
  options: AskOptions,
  outage: Outage,
  signal: AbortSignal,
  look: (ask: Ask) => Promise<T>,
): Promise<T> {
  const { retries = 3, clock, logger, registry } = options;
  let last = 'no answer';
  for (let attempt = 0; attempt <= retries; attempt++) {
    throwIfAborted(signal);
    // A silent network costs the whole limit each time; one more try is all it gets.
    if (attempt > 0 && (outage.seen || (last === silence && attempt > 1))) break;
    if (attempt > 0) await clock.sleep(Math.min(500 * 2 ** (attempt - 1), 8000), signal);
    const limit = AbortSignal.timeout(options.timeoutMs ?? 30_000);
    try {
      return await look((path, accept) => askOnce(path, accept, options, AbortSignal.any([signal, limit])));
    } catch (error) {
      throwIfAborted(signal);
      const failed = limit.aborted ? { reason: silence, again: true } : failureOf(error);
      last = failed.reason;
      logger.debug({ package: what, attempt, reason: last }, 'Look-up failed');
      if (!failed.again) break;
      if (attempt === retries) outage.seen = true;
    }
  }
  throw new CodewrightError('REGISTRY_UNREACHABLE', `${what} could not be looked up at ${registry}: ${last}.`, {
    hint: 'Check the network and the `research` settings.',
  });
}

async function askOnce(
  path: string,
  accept: string | undefined,
  options: AskOptions,
  signal: AbortSignal,
): Promise<string | null> {
  const { registry, timeoutMs = 30_000, cafile, proxy, strictSsl = true } = options;
  const { default: fetch } = await import('npm-registry-fetch');
  try {
    const response = await fetch(path, {
      registry,
      strictSSL: strictSsl,
      ...(cafile === undefined ? {} : { ca: await readFile(cafile, 'utf8') }),
      ...(proxy === undefined ? {} : { proxy }),
      headers: { ...(accept === undefined ? {} : { accept }), 'user-agent': 'codewright' },
      fetchRetries: 0,
      timeout: timeoutMs,
      signal,
    });
    return await response.text();
  } catch (error) {
    const { statusCode } = error as { statusCode?: unknown };
    // The Go proxy says 410 for what it was asked not to serve.
    if (statusCode === 404 || statusCode === 410) return null;
    throw error;
  }
}

function failureOf(error: unknown): { reason: string; again: boolean } {
  if (error instanceof UnreadableAnswer) return { reason: error.message, again: true };
  const { statusCode: status, code } = error as { statusCode?: unknown; code?: unknown };
  if (typeof status === 'number') {
    return { reason: `it answered ${status}`, again: status >= 500 || status === 429 || status === 408 };
  }
  const reason = typeof code === 'string' ? code : error instanceof Error ? error.message : String(error);
  return { reason, again: true };
}
