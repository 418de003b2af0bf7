import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import { abortError, throwIfAborted } from '../shared/abort.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import type { ModelSettings } from '../shared/model-settings.ts';
import { askOnce } from './attempt.ts';
import { Breaker } from '../shared/breaker.ts';
import type { Connection, Connections } from './connections.ts';
import type { FailedAttempt, ModelGateway, ModelRequest, Turn, TurnUsage } from './contract.ts';
import { explain, type Place, type Tried } from './explain.ts';
import { AttemptError, type Failure, readFailure } from './failure.ts';
import { describeModel, type PriceTable } from './prices.ts';
import { countUsage, sumOf, wastedUsage } from './usage.ts';

export type GatewaySettings = Pick<
  ModelSettings,
  'fallbacks' | 'reasoning' | 'maxOutputTokens' | 'retries' | 'maxWaitSeconds' | 'callSeconds' | 'answerMegabytes'
>;

export interface GatewayOptions {
  /** Read at each call, as the settings are: a long-running process may load its settings again. */
  models: () => { connections: Connections; prices: PriceTable };
  clock: Clock;
  settings?: () => Partial<GatewaySettings>;
  /** From 0 to 1, for the jitter of waiting. */
  random?: () => number;
}

const defaults: GatewaySettings = {
  fallbacks: [],
  reasoning: {},
  maxOutputTokens: null,
  retries: 4,
  maxWaitSeconds: 60,
  callSeconds: 1800,
  answerMegabytes: 4,
};
const firstWaitMs = 500;
const longestWaitMs = 10_000;
/** A failure of these kinds says that the provider is down, and not that the call was wrong or came too often. */
const outages = new Set<Failure['kind']>([
  'server-error',
  'unreachable',
  'cut',
  'no-answer',
  'stalled',
  'call-too-long',
]);

export function createModelGateway(options: GatewayOptions): ModelGateway {
  const breaker = new Breaker(options.clock);
  return {
    describe(name) {
      const { prices, connections } = options.models();
      return describeModel(prices, name, connections.pricesOf);
    },
    async call(name, request) {
      throwIfAborted(request.signal);
      const settings = { ...defaults, ...options.settings?.() };
      const { clock, random = Math.random } = options;
      return new Call({ ...options.models(), clock, random }, settings, breaker, request).run(name);
    },
  };
}

interface Parts {
  connections: Connections;
  prices: PriceTable;
  clock: Clock;
  random: () => number;
}

/** One call: the model that was wanted with its tries, then the fallbacks with theirs. */
class Call {
  readonly #parts: Parts;
  readonly #settings: GatewaySettings;
  readonly #breaker: Breaker;
  readonly #request: ModelRequest;
  readonly #started: number;
  readonly #tried: Tried[] = [];
  readonly #wasted: TurnUsage[] = [];

  constructor(parts: Parts, settings: GatewaySettings, breaker: Breaker, request: ModelRequest) {
    this.#parts = parts;
    this.#settings = settings;
    this.#breaker = breaker;
    this.#request = request;
    this.#started = parts.clock.monotonic();
  }

  async run(wanted: string): Promise<Turn> {
    const isBuiltin = wanted.startsWith('builtin/');
    const others = isBuiltin ? [] : this.#settings.fallbacks.filter((name) => name !== wanted);
    const names = [wanted, ...others];
    for (const [at, name] of names.entries()) {
      const turn = await this.#tryModel(name, names[at + 1] ?? null);
      if (turn) return turn;
      // A prompt that is too long is for the agent to shorten: the next model is asked with the shorter one.
      if (this.#tried.at(-1)?.failure.kind === 'context-full') break;
    }
    await this.#askForNames();
    throw explain(this.#tried);
  }

  async #tryModel(name: string, next: string | null): Promise<Turn | null> {
    let place: Place = { provider: name.split('/', 1)[0] ?? '', address: null, key: null };
    for (let attempt = 1; ; attempt += 1) {
      const blocked = this.#breaker.wait(name);
      let failure: Failure;
      if (blocked > 0) failure = openCircuit(blocked);
      else {
        const connection = await this.#connect(name);
        if ('failure' in connection) failure = connection.failure;
        else {
          place = connection.place;
          const outcome = await this.#ask(name, connection);
          if ('turn' in outcome) return outcome.turn;
          failure = outcome.failure;
        }
      }
      const waitMs = this.#waitFor(failure, attempt);
      const following = waitMs === null ? (next === null ? null : { model: next, waitMs: 0 }) : { model: name, waitMs };
      await this.#tell({ model: name, attempt, failure, next: failure.kind === 'context-full' ? null : following });
      if (waitMs === null) {
        this.#tried.push({ model: name, failure, attempts: attempt, place });
        return null;
      }
      await this.#sleep(waitMs);
    }
  }

  async #connect(name: string): Promise<Connection | { failure: Failure }> {
    try {
      return await this.#parts.connections.open(name);
    } catch (error) {
      // What the user named must be mended by the user; a fallback that is not set up is only passed over.
      if (this.#tried.length === 0 || !(error instanceof CodewrightError)) throw error;
      return { failure: { ...nothing, kind: 'not-set-up', reason: error.message } };
    }
  }

  async #ask(name: string, connection: Connection): Promise<{ turn: Turn } | { failure: Failure }> {
    const { clock, prices, connections } = this.#parts;
    const described = describeModel(prices, name, connections.pricesOf);
    try {
      const answer = await askOnce(connection, this.#request, {
        reasoning: this.#reasoningFor(name),
        conversation: this.#request.conversation === undefined ? null : sha256(this.#request.conversation).slice(0, 32),
        maxOutputTokens: this.#settings.maxOutputTokens,
        callMs: this.#settings.callSeconds * 1000,
        maxLetters: this.#settings.answerMegabytes * 1e6,
        onWasted: (usage: LanguageModelV4Usage) => wastedUsage(usage, described),
      });
      this.#breaker.succeeded(name);
      const { text, reasoning, calls, content, finish } = answer;
      return {
        turn: {
          text,
          reasoning,
          calls,
          content,
          finish,
          usage: countUsage(answer, this.#request, described),
          model: name,
          durationMs: Math.round(clock.monotonic() - this.#started),
          ...(this.#wasted.length > 0 ? { wasted: sumOf(this.#wasted) } : {}),
        },
      };
    } catch (error) {
      if (this.#request.signal.aborted) {
        this.#breaker.abandoned(name);
        throw abortError(this.#request.signal);
      }
      const cause: unknown = error instanceof AttemptError ? error.cause : error;
      if (cause instanceof CodewrightError) throw cause;
      const read = readFailure(error, clock.now());
      const failure = { ...read, reason: withoutKey(read.reason, connection.key) };
      if (failure.usage) this.#wasted.push(failure.usage);
      if (outages.has(failure.kind)) this.#breaker.failed(name);
      else this.#breaker.abandoned(name);
      return { failure: failure.kind === 'unauthorized' ? await this.#withNewKey(name, connection, failure) : failure };
    }
  }

  /** A key that was replaced since it was read is tried at once. */
  async #withNewKey(name: string, { key }: Connection, failure: Failure): Promise<Failure> {
    const { connections } = this.#parts;
    connections.forget(name);
    const fresh = await connections.open(name).catch(() => null);
    return fresh && fresh.key !== key ? { ...failure, passing: true, retryAfterMs: 0 } : failure;
  }

  #reasoningFor(name: string) {
    const { reasoning } = this.#settings;
    const { role = '' } = this.#request;
    for (const key of [role, name, '*']) if (Object.hasOwn(reasoning, key)) return reasoning[key] ?? null;
    return null;
  }

  /** Milliseconds until the same model is tried again; null: it is not. */
  #waitFor(failure: Failure, attempt: number): number | null {
    if (!failure.passing || attempt > this.#settings.retries) return null;
    const { retryAfterMs } = failure;
    const longest = this.#settings.maxWaitSeconds * 1000;
    if (retryAfterMs !== null) return retryAfterMs > longest ? null : retryAfterMs;
    // Half of it by chance, so that many that failed at once do not come back at once.
    return Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs) * (0.5 + this.#parts.random() / 2);
  }

  async #tell({
    failure,
    ...rest
  }: Pick<FailedAttempt, 'model' | 'attempt' | 'next'> & { failure: Failure }): Promise<void> {
    const { kind, status, reason, usage } = failure;
    await this.#request.onAttempt?.({ ...rest, failure: kind, status, reason, usage });
  }

  async #sleep(ms: number): Promise<void> {
    try {
      await this.#parts.clock.sleep(ms, this.#request.signal);
    } catch (error) {
      if (this.#request.signal.aborted) throw abortError(this.#request.signal);
      throw error;
    }
  }

  /** Where a name was wrong, the provider is asked for the right ones. */
  async #askForNames(): Promise<void> {
    const { signal } = this.#request;
    for (const one of this.#tried) {
      if (one.failure.kind !== 'not-found') continue;
      const limit = AbortSignal.any([signal, AbortSignal.timeout(5000)]);
      const offers = await this.#parts.connections.offers(one.model, limit);
      one.place = { ...one.place, offers };
    }
  }
}

const nothing = { status: null, passing: false, retryAfterMs: null, usage: null };

function openCircuit(ms: number): Failure {
  const seconds = Math.ceil(ms / 1000);
  const reason = `it failed 5 times in a row within a minute and is left alone for ${seconds} s`;
  return { ...nothing, kind: 'circuit-open', reason };
}

function withoutKey(text: string, key: string | null): string {
  return key === null || key.length < 4 ? text : text.replaceAll(key, '[key]');
}
