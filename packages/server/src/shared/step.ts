import type { Actor, EntryKind, EventName } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';

/** How a finished step stands in the ledger. */
export interface StepEntry {
  /** `event` when absent. */
  kind?: EntryKind;
  event?: EventName;
  actor: Actor;
  summary: string;
  /** Further data of the entry, beside `step` (the key) and `result`. */
  data?: JsonObject;
  refs?: string[];
}

/**
 * Durable execution. `run(key, fn, describe)` returns the recorded result of `key` when the ledger holds one; else it runs
 * `fn`, records its result in one entry and returns it. Model calls, tool calls and gates all go through here, which is
 * why a job that was killed goes on where it was and pays for nothing twice. Keys are paths that the same job
 * always forms in the same way (`implement/turn-3/call-0`).
 * An error of `fn` is not recorded: the step will be tried again on resume.
 */
export interface Journal {
  has(key: string): boolean;
  run<T extends JsonValue>(key: string, fn: () => Promise<T>, describe: (result: T) => StepEntry): Promise<T>;
  /** The ledger entry id of a recorded step, to be cited. */
  entryOf(key: string): string | undefined;
}
