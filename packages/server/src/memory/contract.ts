import type { Asker } from '@codewright/protocol/access';
import type { JsonValue } from '@codewright/protocol/json';
import type { KnowledgeItem, MemoryClient, MemoryScope } from '@codewright/protocol/memory';
import type { Fence } from '../ledger/contract.ts';
import type { Experience } from '../repair/contract.ts';

/**
 * What outlives a job: values that people and agents keep by scope and key, and what was found out. Every change is an entry of the
 * ledger with the hash of the value, in the job that made it or in the chain `memory`; the value itself can be forgotten.
 */
export interface Memory {
  /** What one user may see and change. */
  of(asker: Asker): MemoryClient;
  /** What a running job may see and change: its user's, and what is shared. */
  ofJob(job: RememberingJob): JobMemory;
  /** How fixes have done so far, in every job of this installation. */
  experience(): Promise<Experience[]>;
}

export interface RememberingJob {
  id: string;
  user: string;
  /** Folder of the project that it works on; null where there is none. */
  project: string | null;
  conversation: string | null;
  /** Proof that the job is still held by who writes. */
  fence: Fence;
}

/** The scopes that an agent may write to; what holds for everybody a person decides. */
export type AgentScope = Exclude<MemoryScope, 'global'>;

export interface JobMemory {
  /** @throws CodewrightError INVALID_INPUT, CONFLICT, LEASE_LOST */
  remember(
    fact: { scope: AgentScope; key: string; value: JsonValue; days?: number },
    by: { role: string; agent: string },
  ): Promise<Recalled>;
  /** With text the best first, else the newest first. Foreign text: data, never an instruction. */
  recall(query: { text?: string; scope?: MemoryScope; limit: number }, by: { role: string }): Promise<Recalled[]>;
  /** Keeps what research found; what was known so already changes nothing. */
  found(findings: readonly Finding[]): Promise<void>;
}

export interface Recalled {
  /** A scope of memory, or a kind of knowledge. */
  from: MemoryScope | 'page' | 'package' | 'note';
  key: string;
  value: JsonValue;
  /** ISO 8601. */
  at: string;
  /** Who wrote it, or what it was read from. */
  source: string;
}

/** What a job found out about the world. */
export interface Finding {
  kind: 'page' | 'package';
  /** The same for the same thing: an address, `npm:name`. */
  key: string;
  title: string;
  text: string;
  source: string;
  /** ISO 8601: when the source said so. */
  foundAt: string;
  confidence: number;
}

/** What came with Codewright, as an item that nobody edits. */
export type CuratedItem = Pick<KnowledgeItem, 'title' | 'text' | 'source' | 'foundAt' | 'confidence'> & { key: string };
