import type { JsonValue } from '@codewright/protocol/json';
import type { GateReport } from '../gates/contract.ts';
import type { AgentOutcome, AgentTask } from '../agents/contract.ts';
import type { MemoryLedger } from '../shared/testing-ledger.ts';
import type { Question } from '../tools/contract.ts';
import type { WorkflowDeps } from './contract.ts';

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
