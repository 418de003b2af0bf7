import type { EntryDraft, LedgerEntry } from '@codewright/protocol/event';
import type { JsonValue } from '@codewright/protocol/json';
import type { GateReport } from '../gates/contract.ts';
import type { AgentOutcome, AgentTask } from '../agents/contract.ts';
import type { Journal, StepEntry } from '../shared/step.ts';
import type { Question } from '../tools/contract.ts';
import type { WorkflowDeps } from './contract.ts';

/** A ledger in memory, with the journal's rules: results are JSON, recorded once, and errors are not recorded. */
export interface MemoryLedger {
  entries: LedgerEntry[];
  journal: Journal;
  emit: WorkflowDeps['emit'];
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

export interface Script {
  agent?: (task: AgentTask) => Promise<Partial<AgentOutcome>> | Partial<AgentOutcome>;
  gates?: (key: string, names: string[]) => boolean;
  ask?: (key: string, question: Question) => Promise<string> | string;
}

/** Dependencies whose agents, gates and people act by a script, recorded like the real ones. */
export function scripted(script: Script, ledger: MemoryLedger, signal: AbortSignal = new AbortController().signal) {
  const tasks: AgentTask[] = [];
  const asked: Question[] = [];
  const checked: string[] = [];
  const actor = { type: 'agent', id: 'scripted' } as const;
  const deps: WorkflowDeps = {
    journal: ledger.journal,
    emit: ledger.emit,
    goal: 'a goal',
    signal,
    runAgent: (task) =>
      ledger.journal.run<JsonValue>(
        `${task.key}/finish`,
        async () => {
          tasks.push(task);
          const used = { steps: 1, tokens: 1, seconds: 1, cents: 0 };
          return { stop: 'completed', text: 'said', data: null, used, turns: 1, ...(await script.agent?.(task)) };
        },
        () => ({ event: 'agent-finished', actor, summary: task.key }),
      ) as unknown as Promise<AgentOutcome>,
    runGates: (key, names) =>
      ledger.journal.run<JsonValue>(
        `${key}/report`,
        async () => {
          checked.push(key);
          const ok = script.gates?.(key, names) ?? true;
          const report: GateReport = { commit: 'c', tree: 't', results: [], ok };
          return report as unknown as JsonValue;
        },
        () => ({ actor, summary: key }),
      ) as unknown as Promise<GateReport>,
    ask: async (key, question) => {
      asked.push(question);
      return (await script.ask?.(key, question)) ?? 'approve';
    },
  };
  return { deps, tasks, asked, checked };
}
