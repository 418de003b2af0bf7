import type { Clock } from './clock.ts';

const limit = 5;
const windowMs = 60_000;

interface State {
  /** Times of the failures since the last success. */
  failures: number[];
  openUntil: number;
  trial: boolean;
}

/**
 * A circuit breaker per model: 5 failures in a row within 60 s open it for 60 s; then one call is let through to see. A server with
 * many jobs would else keep waiting for a provider that is down, and keep it down.
 */
export class Breaker {
  readonly #clock: Clock;
  readonly #states = new Map<string, State>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds until a call may be tried again; 0: now. Whoever gets 0 reports how it went. */
  wait(model: string): number {
    const state = this.#states.get(model);
    if (!state || state.openUntil === 0) return 0;
    const left = state.openUntil - this.#clock.monotonic();
    if (left > 0) return left;
    if (state.trial) return windowMs;
    state.trial = true;
    return 0;
  }

  succeeded(model: string): void {
    this.#states.delete(model);
  }

  /** A trial that was broken off by its caller says nothing. */
  abandoned(model: string): void {
    const state = this.#states.get(model);
    if (state) state.trial = false;
  }

  failed(model: string): void {
    const now = this.#clock.monotonic();
    const state = this.#states.get(model) ?? { failures: [], openUntil: 0, trial: false };
    state.failures = [...state.failures.filter((time) => now - time < windowMs), now].slice(-limit);
    if (state.trial || state.failures.length === limit) state.openUntil = now + windowMs;
    state.trial = false;
    this.#states.set(model, state);
  }
}
