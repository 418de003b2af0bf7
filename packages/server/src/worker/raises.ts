import { type BudgetRaise, budgetRaise, capsWords, raiseFor } from '@codewright/protocol/budget';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import type { Budget, Limit } from '../agents/contract.ts';
import type { Ledger } from '../ledger/contract.ts';
import { isMeant } from '../shared/record.ts';
import type { Question } from '../tools/contract.ts';
import type { Dialogue } from './dialogue.ts';

/** What becomes of a job that stands at a limit of its own: where a person can be asked, they raise it or end the job. */
export interface Raises {
  /** Closes the budget where a person has refused to raise it: what is recorded is gone through again, and nothing is spent. */
  closeIfRefused(budget: Budget): Promise<void>;
  /** Returns where the job is to end by its limit. @throws Suspended until there is an answer. */
  reached(limit: Limit, budget: Budget): Promise<void>;
}

export function createRaises(parts: {
  job: Job;
  ledger: Pick<Ledger, 'read'>;
  dialogue: Pick<Dialogue, 'ask'>;
  /** Whether there is anybody to ask. */
  attended: boolean;
}): Raises {
  const { job, ledger, dialogue } = parts;
  const { autoApprove, atLimit, replay } = job.request;
  // What was approved in advance is the work, not more money for it.
  const attended = parts.attended && !autoApprove && atLimit !== 'end' && replay === undefined;

  /** Agents at work side by side reach it together, and it is asked once. */
  let reaching: Promise<void> | undefined;

  /** The question of the present budget: each raise makes room for another. */
  async function asked(): Promise<{ key: string; question: Question | null; limit: Limit | null; refused: boolean }> {
    const entries = await ledger.read({ job: job.id, kinds: ['event', 'job_status'], limit: 1_000_000 });
    const key = `budget/${entries.filter(isRaise).length}`;
    const own = entries.filter(({ data }) => data['event'] === 'approval-requested' && data['key'] === key);
    const last = own.at(-1);
    const budget = budgetRaise.safeParse(last?.data['budget']);
    if (!last || !budget.success) return { key, question: null, limit: null, refused: false };
    const refused = entries.some(
      ({ data }) => data['answer'] === 'reject' && own.some((entry) => isMeant(entry, data['question'])),
    );
    return { key, question: questionOf(budget.data, last.summary), limit: budget.data.limit, refused };
  }

  async function ask(limit: Limit, budget: Budget): Promise<void> {
    const { key, question, refused } = await asked();
    if (refused || !attended) return;
    // Asked before: the same words, though a moment more may have gone since.
    await dialogue.ask(key, question ?? questionOf(raiseFor({ limit, used: budget.used(), caps: job.caps })));
  }

  return {
    async closeIfRefused(budget) {
      const { limit, refused } = await asked();
      if (refused && limit !== null) budget.close(limit);
    },

    reached: (limit, budget) => (reaching ??= ask(limit, budget)),
  };
}

const isRaise = ({ data }: LedgerEntry): boolean =>
  data['reopened'] === true || (data['event'] === 'approval-answered' && data['caps'] !== undefined);

export const capOf = {
  step_limit: 'steps',
  token_limit: 'tokens',
  time_limit: 'seconds',
  cost_limit: 'cents',
} as const;

function questionOf(budget: BudgetRaise, text?: string): Question {
  const key = capOf[budget.limit];
  const gone = `The budget of ${capsWords({ [key]: budget.caps[key] })} is used up.`;
  return {
    kind: 'approval',
    text: text ?? `${gone} Raise it to ${capsWords(budget.raise)} and go on?`,
    choices: ['approve', 'reject'],
    action: { limit: budget.limit, used: { ...budget.used }, caps: { ...budget.caps }, raise: { ...budget.raise } },
    budget,
  };
}
