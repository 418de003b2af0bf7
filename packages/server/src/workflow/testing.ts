import type { JsonValue } from '@codewright/protocol/json';
import { CodewrightError } from '../shared/errors.ts';
import type { GateReport } from '../gates/contract.ts';
import type { AgentOutcome, AgentTask } from '../agents/contract.ts';
import type { MemoryLedger } from '../shared/testing-ledger.ts';
import type { Question } from '../tools/contract.ts';
import { createBudget } from '../agents/budget.ts';
import type { At, Merged, WorkflowDeps } from './contract.ts';

export interface Script {
  agent?: (task: AgentTask) => Promise<Partial<AgentOutcome>> | Partial<AgentOutcome>;
  gates?: (key: string, names: string[]) => boolean;
  ask?: (key: string, question: Question) => Promise<string> | string;
  /** What merging a branch comes to, by the key of its step. */
  merge?: (branch: string) => Partial<Merged>;
  /** Whether marks of its conflict are left. */
  unsettled?: (branch: string) => boolean;
  /** Changed lines of a branch; null: it changed nothing. */
  lines?: (branch: string) => number | null;
}

/** Dependencies whose agents, gates and people act by a script, recorded like the real ones. */
export function scripted(script: Script, ledger: MemoryLedger, signal: AbortSignal = new AbortController().signal) {
  const tasks: AgentTask[] = [];
  const asked: Question[] = [];
  const checked: string[] = [];
  const places = new Map<string, At>();
  const merged: string[] = [];
  const dropped: string[] = [];
  const unlimited = { steps: 1e9, tokens: 1e9, seconds: 1e9, cents: 1e9 };
  const actor = { type: 'agent', id: 'scripted' } as const;
  const deps: WorkflowDeps = {
    journal: ledger.journal,
    emit: ledger.emit,
    goal: 'a goal',
    signal,
    budget: (within, caps) => (within ?? createBudget(unlimited)).child(caps),
    trees: {
      begin: async () => {},
      async keep(_key, branch) {
        const lines = script.lines ? script.lines(branch) : 1;
        return lines === null ? null : { commit: `${branch} ${lines}`, files: 1, lines };
      },
      merge: (key, branch) =>
        ledger.journal.run<JsonValue>(
          key,
          async () => {
            merged.push(branch);
            const made: Merged = { changed: true, conflicts: [], notes: [], marks: [], ...script.merge?.(branch) };
            return made as unknown as JsonValue;
          },
          () => ({ actor, summary: key }),
        ) as unknown as Promise<Merged>,
      async settle(_key, branch) {
        if (script.unsettled?.(branch)) throw new CodewrightError('CONFLICT', `Marks are left in ${branch}.`);
      },
      drop: async (branches) => void dropped.push(...branches),
    },
    runAgent: (task, at) =>
      ledger.journal.run<JsonValue>(
        `${task.key}/finish`,
        async () => {
          tasks.push(task);
          places.set(task.key, at);
          const used = { steps: 1, tokens: 1, seconds: 1, cents: 0 };
          return { stop: 'completed', text: 'said', data: null, used, turns: 1, ...(await script.agent?.(task)) };
        },
        () => ({ event: 'agent-finished', actor, summary: task.key }),
      ) as unknown as Promise<AgentOutcome>,
    runGates: (key, names, at) =>
      ledger.journal.run<JsonValue>(
        `${key}/report`,
        async () => {
          checked.push(key);
          places.set(key, at);
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
  return { deps, tasks, asked, checked, places, merged, dropped };
}
