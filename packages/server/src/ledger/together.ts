import type { EntryDraft, LedgerEntry } from '@codewright/protocol/event';
import type { Clock } from '../shared/clock.ts';
import type { Redactor } from '../shared/redact.ts';
import type { Storage } from '../storage/contract.ts';
import { appendWithin } from './append.ts';
import type { Fence } from './contract.ts';

/** So long an entry waits for one that it can be written with, milliseconds. */
const patienceMs = 5;

interface Held {
  fence: Fence;
  draft: EntryDraft;
  done: PromiseWithResolvers<LedgerEntry>;
}

/**
 * Writes entries, each call in a transaction of its own: to make one durable waits for the disk. An entry that is followed by another
 * at once can be held back for it: both are then written in one transaction, in their order, or none is.
 */
export class Appender {
  readonly #storage: Storage;
  readonly #parts: { clock: Clock; redactor?: Redactor | undefined };
  readonly #held = new Map<string, Held[]>();

  constructor(storage: Storage, parts: { clock: Clock; redactor?: Redactor | undefined }) {
    this.#storage = storage;
    this.#parts = parts;
  }

  async append(drafts: readonly EntryDraft[], { fence }: { fence?: Fence } = {}): Promise<LedgerEntry[]> {
    if (drafts.length === 0) return [];
    if (!fence) return this.#write(drafts);
    const held = this.#take(fence.job);
    // Of who held the job before: it is for that one to fail.
    if (held.some((one) => one.fence.epoch !== fence.epoch)) {
      await Promise.allSettled([this.#writeHeld(held)]);
      return this.#write(drafts, fence);
    }
    return this.#writeHeld(held, drafts, fence);
  }

  /** Written with the next entries of its job, at the latest in a few milliseconds; the answer comes when it is durable. */
  hold(draft: EntryDraft, fence: Fence): Promise<LedgerEntry> {
    const done = Promise.withResolvers<LedgerEntry>();
    const waiting = this.#held.get(fence.job);
    if (waiting) waiting.push({ fence, draft, done });
    else {
      this.#held.set(fence.job, [{ fence, draft, done }]);
      // Whoever waits for it is told of a failure.
      setTimeout(() => void Promise.allSettled([this.settle(fence.job)]), patienceMs);
    }
    return done.promise;
  }

  /** What is held back of a job is written. */
  async settle(job: string): Promise<void> {
    await this.#writeHeld(this.#take(job));
  }

  #take(job: string): Held[] {
    const held = this.#held.get(job) ?? [];
    this.#held.delete(job);
    return held;
  }

  /** @returns the entries of `drafts`. */
  async #writeHeld(held: Held[], drafts: readonly EntryDraft[] = [], own?: Fence): Promise<LedgerEntry[]> {
    const fence = own ?? held[0]?.fence;
    if (!fence) return [];
    try {
      const entries = await this.#write([...held.map(({ draft }) => draft), ...drafts], fence);
      for (const [index, { done }] of held.entries()) done.resolve(entries[index] as LedgerEntry);
      return entries.slice(held.length);
    } catch (error) {
      for (const { done } of held) done.reject(error);
      throw error;
    }
  }

  async #write(drafts: readonly EntryDraft[], fence?: Fence): Promise<LedgerEntry[]> {
    const options = fence ? { fence } : {};
    return (await this.#storage.write((tx) => appendWithin(tx, this.#parts, drafts, options))).entries;
  }
}
