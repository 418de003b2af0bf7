import type { Emit, EntryDraft, LedgerEntry } from '@codewright/protocol/event';
import type { JsonValue } from '@codewright/protocol/json';
import type { Journal, StepEntry } from './step.ts';

/** A ledger in memory, with the journal's rules: results are JSON, recorded once, and errors are not recorded. */
export interface MemoryLedger {
  entries: LedgerEntry[];
  journal: Journal;
  emit: Emit;
}

export function memoryLedger(recorded: LedgerEntry[] = []): MemoryLedger {
  const entries = [...recorded];
  const add = (draft: Omit<EntryDraft, 'job'>): LedgerEntry => {
    const seq = entries.length + 1;
    const entry: LedgerEntry = {
      position: seq,
      id: `e${seq}`,
      job: 'job',
      seq,
      time: new Date(seq).toISOString(),
      kind: draft.kind,
      actor: draft.actor,
      summary: draft.summary,
      data: structuredClone(draft.data ?? {}),
      refs: draft.refs ?? [],
      prev: '',
      hash: '',
    };
    entries.push(entry);
    return entry;
  };
  const find = (key: string) => entries.find((entry) => entry.data['step'] === key);
  const running = new Set<string>();
  return {
    entries,
    emit: async (draft) => add(draft),
    journal: {
      has: (key) => find(key) !== undefined,
      entryOf: (key) => find(key)?.id,
      async run<T extends JsonValue>(
        key: string,
        fn: () => Promise<T>,
        describe: (result: T) => StepEntry,
      ): Promise<T> {
        const known = find(key);
        if (known) return structuredClone(known.data['result']) as T;
        if (running.has(key)) throw new Error(`step ${key} is already running`);
        running.add(key);
        try {
          const result = JSON.parse(JSON.stringify(await fn())) as T;
          const { kind = 'event', event, actor, summary, data = {}, refs } = describe(result);
          add({
            kind,
            actor,
            summary,
            data: { ...data, ...(event ? { event } : {}), step: key, result },
            ...(refs ? { refs } : {}),
          });
          return result;
        } finally {
          running.delete(key);
        }
      },
    },
  };
}
