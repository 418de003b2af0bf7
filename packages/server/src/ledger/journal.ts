import type { EntryDraft } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { Redactor } from '../shared/redact.ts';
import type { Journal } from '../shared/step.ts';
import type { Reads } from '../storage/contract.ts';
import { withoutSecrets } from './entries.ts';
import type { Fence, Ledger } from './contract.ts';

/** Results are read this many at a time: a resumed job replays them in order, and few jobs need all in memory. */
const readAhead = 64;

interface Recorded {
  id: string;
  seq: number;
}

/** Loads the keys of the recorded steps; their results are read when they are asked for. */
export async function openJournal(options: {
  fence: Fence;
  reads: Pick<Reads, 'steps' | 'stepEntries'>;
  append: Ledger['append'];
  clock: Clock;
  redactor?: Redactor | undefined;
}): Promise<Journal> {
  const { fence, reads, append, clock, redactor } = options;
  const recorded = new Map<string, Recorded>();
  for (const { step, id, seq } of await reads.steps(fence.job)) {
    // The first record of a key is the one that later steps were built on.
    if (!recorded.has(step)) recorded.set(step, { id, seq });
  }
  const running = new Set<string>();
  const ahead = new Map<string, JsonValue>();

  const load = async (key: string, { id, seq }: Recorded): Promise<JsonValue> => {
    const known = ahead.get(id);
    if (known !== undefined) {
      ahead.delete(id);
      return known;
    }
    ahead.clear();
    const rows = await reads.stepEntries(fence.job, seq, readAhead);
    for (const row of rows) ahead.set(row.id, (JSON.parse(row.data) as JsonObject)['result'] ?? null);
    const result = ahead.get(id);
    if (result === undefined) {
      throw new CodewrightError('LEDGER_BROKEN', `Step ${key} of job ${fence.job} is no longer in the ledger.`);
    }
    ahead.delete(id);
    return result;
  };

  const perform = async <T extends JsonValue>(
    key: string,
    fn: () => Promise<T>,
    describe: Parameters<Journal['run']>[2],
  ): Promise<JsonValue> => {
    const started = clock.monotonic();
    // What is returned now is what will be returned after a restart: the exact JSON of the result, without secrets.
    const result = JSON.parse(withoutSecrets<JsonValue>((await fn()) ?? null, redactor).text) as JsonValue;
    const entry = describe(result);
    const kind = entry.kind ?? 'event';
    const event = entry.event ?? (kind === 'event' ? 'step-finished' : undefined);
    const data: JsonObject = {
      durationMs: Math.round(clock.monotonic() - started),
      ...entry.data,
      ...(event === undefined ? {} : { event }),
      step: key,
      result,
    };
    const draft: EntryDraft = { job: fence.job, kind, actor: entry.actor, summary: entry.summary, data };
    if (entry.refs) draft.refs = entry.refs;
    // A killed process loses nothing of it. Whatever is answered for to the outside is written after it, and waits for the disk.
    const [written] = await append([draft], { fence, durable: 'soon' });
    if (written) recorded.set(key, { id: written.id, seq: written.seq });
    return result;
  };

  return {
    has: (key) => recorded.has(key),
    entryOf: (key) => recorded.get(key)?.id,
    run: async <T extends JsonValue>(
      key: string,
      fn: () => Promise<T>,
      describe: (result: T) => ReturnType<Parameters<Journal['run']>[2]>,
    ): Promise<T> => {
      if (running.has(key)) {
        throw new CodewrightError('INTERNAL', `Step ${key} of job ${fence.job} is already running.`);
      }
      running.add(key);
      try {
        const known = recorded.get(key);
        const result = known
          ? await load(key, known)
          : await perform(key, fn, describe as Parameters<Journal['run']>[2]);
        return result as T;
      } finally {
        running.delete(key);
      }
    },
  };
}
