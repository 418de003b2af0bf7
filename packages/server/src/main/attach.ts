import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { CodewrightClient, ServerInfo } from '@codewright/protocol/client';
import { createCaller, createHttpClient, isUnreachable, newKey, wasRefused } from '@codewright/protocol/http-client';
import type { MemoryClient } from '@codewright/protocol/memory';
import { createMemoryClient } from '@codewright/protocol/memory-client';
import { finalStatuses } from '@codewright/protocol/job';
import { setTimeout as delay } from 'node:timers/promises';
import { proofOf } from '../api/guard.ts';
import type { Working } from '../cli/contract.ts';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import { shortId } from '../shared/ids.ts';
import { announced, storageMark } from './servers.ts';
import { tokenFile } from './token.ts';

/**
 * How long a server may take to show that it knows the token, before a command works by itself. On a machine that is busy with
 * everything else two seconds were too few, and the command then added its own work to that.
 */
const proofMs = 5000;
/** How long the worker of a server that went away may still hold the job: its drain time and its lease, with some to spare. */
const handOverMs = 90_000;

/** This process in place of a server: opened only if it must be. */
export interface Local {
  client(works: boolean): Promise<CodewrightClient>;
  work(job: string, options?: { attended?: boolean }): Promise<Working>;
}

/** A command that uses a server instead of its own process. */
export interface Attached {
  url: string;
  info: ServerInfo;
  client: CodewrightClient;
  memory: MemoryClient;
  work(job: string, options?: { attended?: boolean }): Promise<Working>;
}

export interface AttachOptions {
  home: string;
  version: string;
  /** Address of the database that this command would open itself. */
  storageUrl: string | null;
  say(line: string): void;
  local: Local;
}

/**
 * The running server of this home, if there is one that does jobs on the same database. When it goes away in the middle, the
 * command says so and goes on in its own process: jobs are durable, and both share them.
 */
export async function attachHere(options: AttachOptions): Promise<Attached | null> {
  const { home } = options;
  const say = (line: string) => options.say(line);
  for (const record of announced(home)) {
    if (record.workers === 0 || record.storage !== storageMark(options.storageUrl)) continue;
    if (record.version !== options.version) {
      say(`A server of version ${record.version} runs here; this is ${options.version}, so it works by itself.`);
      continue;
    }
    const token = readOwnToken(record.tokenFile);
    const known = token === null ? false : await knowsToken(record.url, token);
    if (known === null) say(`The server at ${record.url} (process ${record.pid}) does not answer: working here.`);
    if (token === null || !known) continue;
    const http = createHttpClient({ url: record.url, token, retryRefused: false });
    const { url, workers, version, sandbox } = record;
    const memory = createMemoryClient(createCaller({ url, token, retryRefused: false }));
    return attached({ url, memory, info: { workers, version, sandbox } }, http, {
      async instead(error) {
        say(`${error.message} Going on in this process.`);
        return options.local.client(false);
      },
      work: (job, how) => options.local.work(job, how),
    });
  }
  return null;
}

/** A server that was named. @throws CodewrightError SERVER_UNREACHABLE, UNAUTHORIZED */
export async function attachTo(
  url: string,
  given: { token: string | undefined; home: string; say(line: string): void },
): Promise<Attached> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new CodewrightError('USAGE', `${url} is not the address of a server.`, {
      hint: 'It looks like http://127.0.0.1:4180.',
    });
  }
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
  if (!isLoopback && url.startsWith('http:'))
    given.say(`The token and all words go to ${url} unencrypted; https would keep them private.`);
  const token = given.token ?? (isLoopback ? await provenToken(url, given.home) : null);
  if (token === null) {
    throw new CodewrightError('UNAUTHORIZED', `There is no token for the server at ${url}.`, {
      hint: 'Set CODEWRIGHT_TOKEN to the content of the file that `codewright serve` names there.',
    });
  }
  const http = createHttpClient({ url, token });
  const info = await http.server();
  const memory = createMemoryClient(createCaller({ url, token }));
  return attached({ url, info, memory }, isLoopback ? http : withoutOwnFolder(http), {
    instead(error) {
      throw new CodewrightError('SERVER_UNREACHABLE', error.message, {
        hint: `Jobs are durable: once it runs again, see codewright --server ${url} jobs`,
        cause: error,
      });
    },
    work: null,
  });
}

interface Fallback {
  /** The client to go on with. @throws where there is none. */
  instead(error: CodewrightError): Promise<CodewrightClient>;
  work: Local['work'] | null;
}

/** What may have been done when its answer was lost, and must not be done twice. */
const doneOnce = new Set<keyof CodewrightClient>(['say', 'merge', 'fork', 'replay', 'answer', 'askAgain']);

function attached(at: Pick<Attached, 'url' | 'info' | 'memory'>, http: CodewrightClient, fallback: Fallback): Attached {
  let current: Promise<CodewrightClient> | null = null;
  const lost = Promise.withResolvers<void>();
  const goOn = async (error: unknown): Promise<CodewrightClient> => {
    current ??= fallback.instead(toCodewrightError(error));
    try {
      const next = await current;
      lost.resolve();
      return next;
    } catch (failed) {
      lost.reject(failed);
      throw failed;
    }
  };
  // Heard of by whoever waits for a job; nobody may.
  lost.promise.catch(() => 'said by the call that failed');

  async function* events(options: Parameters<CodewrightClient['events']>[0]) {
    let after = options.after ?? 0;
    let next = current === null ? null : await current;
    if (next === null) {
      try {
        for await (const entry of http.events({ ...options, after })) {
          after = entry.position;
          yield entry;
        }
        return;
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        next = await goOn(error);
      }
    }
    yield* next.events({ ...options, after });
  }

  const client = new Proxy(http, {
    get(target, name: keyof CodewrightClient) {
      if (name === 'events') return events;
      // Also asked for what it has not, `then` above all.
      if (typeof target[name] !== 'function') return undefined;
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      return async (...given: unknown[]) => {
        // The same key on both ways: a job that the server has made is not made again here.
        const args = name === 'submit' ? [{ idempotencyKey: newKey(), ...(given[0] as object) }] : given;
        const call = (on: CodewrightClient) => (on[name] as (...args: unknown[]) => Promise<unknown>)(...args);
        if (current !== null) return call(await current);
        try {
          return await method.apply(target, args);
        } catch (error) {
          if (!isUnreachable(error)) throw error;
          const next = await goOn(error);
          if (!doneOnce.has(name) || wasRefused(error)) return call(next);
          throw new CodewrightError(
            'SERVER_UNREACHABLE',
            'The server went away before it answered; it may have done this.',
            {
              hint: 'Look at the job first: codewright jobs show JOB',
              cause: error,
            },
          );
        }
      };
    },
  });

  return {
    ...at,
    client,
    async work(id, how) {
      const stop = new AbortController();
      let own: Working | null = null;
      const settled = until(client, id, stop.signal);
      const done = (async () => {
        await Promise.race([settled, lost.promise]);
        if (current === null || fallback.work === null || stop.signal.aborted) return settled;
        const { work } = fallback;
        own = await takeOver(await current, id, (job) => work(job, how), stop.signal);
        await own?.done;
      })();
      return {
        done,
        get left() {
          return own?.left ?? `The server at ${at.url} goes on with it; watch: codewright jobs logs -f ${shortId(id)}`;
        },
        async stop() {
          stop.abort();
          await own?.stop();
        },
      };
    },
  };
}

/** Resolves when nobody works on the job any more: it is over, or waits for a person. */
async function until(client: CodewrightClient, id: string, signal: AbortSignal): Promise<void> {
  const isSettled = async () => {
    const { status } = (await client.job(id)).job;
    return finalStatuses.includes(status) || status === 'waiting_human';
  };
  if (await isSettled()) return;
  for await (const { data } of client.events({ job: id, kinds: ['job_status'], signal })) {
    const moved = data['to'] !== 'queued' && data['to'] !== 'running';
    if (moved && (await isSettled())) return;
  }
}

/** The job in this process, once the worker of the server has given it back or is known to be dead; null when it is over. */
async function takeOver(
  client: CodewrightClient,
  id: string,
  work: Local['work'],
  signal: AbortSignal,
): Promise<Working | null> {
  const deadline = Date.now() + handOverMs;
  while (!signal.aborted) {
    const { status } = (await client.job(id)).job;
    if (finalStatuses.includes(status) || status === 'waiting_human') return null;
    try {
      await client.resume(id);
      return await work(id);
    } catch (error) {
      if (toCodewrightError(error).code !== 'CONFLICT' || Date.now() > deadline) throw error;
    }
    await delay(300, undefined, { signal }).catch(() => 'stopped');
  }
  return null;
}

/** A folder of this machine means nothing on another: a new project goes where that server puts it. */
function withoutOwnFolder(http: CodewrightClient): CodewrightClient {
  return {
    ...http,
    preview: ({ folder: _here, ...request }) => http.preview(request),
    submit: ({ folder: _here, ...request }) => http.submit(request),
  };
}

function readOwnToken(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

/** The token of this home, once the server has shown that it is its own. @throws CodewrightError SERVER_UNREACHABLE */
async function provenToken(url: string, home: string): Promise<string | null> {
  const token = readOwnToken(tokenFile(home));
  const known = token === null ? false : await knowsToken(url, token);
  if (known !== null) return known ? token : null;
  throw new CodewrightError('SERVER_UNREACHABLE', `No server answers at ${url}.`, {
    hint: 'Start one with `codewright serve`, or leave --server away: commands work by themselves.',
  });
}

/**
 * Whether the server at an address knows a token; null where none answers. It is not sent to find out: another program may
 * have got the port since.
 */
async function knowsToken(url: string, token: string): Promise<boolean | null> {
  const nonce = randomBytes(24).toString('hex');
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/healthz?nonce=${nonce}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(proofMs),
    });
    const { proof } = (await response.json()) as { proof?: string };
    const [given, wanted] = [Buffer.from(proof ?? ''), Buffer.from(proofOf(token, nonce))];
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  } catch {
    // Not there, not in time, or not a server of ours: it is not used.
    return null;
  }
}
