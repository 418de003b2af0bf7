import { z } from 'zod';
import { jsonObject } from './json.ts';

/** Kinds of ledger entry (FACTS.md, Ledger). `event` is refined by {@link EventName} in `data.event`. */
export const entryKinds = [
  'message',
  'job_created',
  'job_status',
  'job_claimed',
  'event',
  'analysis',
  'plan',
  'patch',
  'review',
  'evaluation',
  'escalation',
  'insight',
  'knowledge',
  'notification',
  'error',
  'audit',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Names of the entries of kind `event`, noun-verb past; found in `data.event`. */
export const eventNames = [
  'phase-started',
  'phase-finished',
  'step-finished',
  'agent-started',
  'agent-finished',
  'turn-started',
  'turn-finished',
  'attempt-failed',
  'tool-servers-opened',
  'tool-started',
  'tool-finished',
  'gate-started',
  'gate-finished',
  'approval-requested',
  'approval-answered',
  'permission-answered',
  'question-asked',
  'question-answered',
  'checkpoint-made',
  'file-written',
  'sandbox-opened',
  'packages-resolved',
  'result-delivered',
  'result-merged',
  'result-published',
  'truthpack-signed',
  'replay-compared',
  'review-submitted',
  'log-written',
] as const;
export type EventName = (typeof eventNames)[number];

export const actorTypes = ['user', 'agent', 'system', 'admin'] as const;
export const actor = z.object({ type: z.enum(actorTypes), id: z.string() });
export type Actor = z.infer<typeof actor>;

/** One line of the ledger. `hash` covers every other field but `position`; `prev` is the hash before it in the same job. */
export const ledgerEntry = z.object({
  /** Order over all jobs in one database; not part of the hash. */
  position: z.number().int(),
  id: z.string(),
  job: z.string(),
  /** 1, 2, 3 … within the job, without a gap. */
  seq: z.number().int().positive(),
  /** ISO 8601, UTC, milliseconds. */
  time: z.string(),
  kind: z.enum(entryKinds),
  actor,
  /** One sentence for a person. */
  summary: z.string(),
  data: jsonObject,
  /** Ids of entries that this one rests on. */
  refs: z.array(z.string()),
  prev: z.string(),
  hash: z.string(),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/** What a writer supplies; the ledger adds the rest. */
export interface EntryDraft {
  job: string;
  kind: EntryKind;
  actor: Actor;
  summary: string;
  data?: z.infer<typeof jsonObject>;
  refs?: string[];
}

/** The only way the core records anything: handed in, so that agents, tools and gates run without a database. */
export type Emit = (draft: Omit<EntryDraft, 'job'>) => Promise<LedgerEntry>;
