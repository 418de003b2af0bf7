import { z } from 'zod';
import { actor } from './event.ts';
import { jsonValue, type JsonValue } from './json.ts';

/** Whom or what something is remembered for: everybody, a repository, a job, a role of the team, a conversation. */
export const memoryScopes = ['global', 'project', 'task', 'agent', 'interaction'] as const;
export type MemoryScope = (typeof memoryScopes)[number];

const key = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]+$/u, 'no control characters');
const place = z
  .string()
  .max(400)
  .regex(/^[^\p{Cc}]*$/u, 'no control characters')
  .describe('path of the repository, id of the job or the conversation, name of the role; empty for `global`');
const days = z.number().positive().max(3650).nullable();

export const memoryRecord = z.object({
  id: z.string(),
  scope: z.enum(memoryScopes),
  place: z.string(),
  key: z.string(),
  value: jsonValue,
  version: z.number().int().describe('1, then one more with each change'),
  owner: z.string().describe('user whose it is; empty: shared by all'),
  createdAt: z.string(),
  updatedAt: z.string(),
  expiresAt: z.string().nullable(),
  by: actor.describe('who wrote this version'),
  job: z.string().nullable().describe('the job in which it was written'),
  entry: z.string().describe('the entry of the ledger that says so'),
});
export type MemoryRecord = z.infer<typeof memoryRecord>;

export const recordVersion = z.object({
  version: z.number().int(),
  value: jsonValue,
  at: z.string(),
  by: actor,
  job: z.string().nullable(),
  entry: z.string(),
});
export type RecordVersion = z.infer<typeof recordVersion>;

/** A new record, or another value of the one with its scope, place, key and owner. */
export const memoryChange = z.object({
  scope: z.enum(memoryScopes),
  place: place.default(''),
  key,
  value: jsonValue,
  days: days.optional().describe('forgotten after so many; null or absent: kept'),
  owner: z.string().max(64).optional().describe('another user, for an admin; one’s own when absent'),
});
export type MemoryChange = z.infer<typeof memoryChange>;
export type MemoryChangeInput = z.input<typeof memoryChange>;

export const valueChange = z.object({ value: jsonValue, days: days.optional() });
export type ValueChange = z.infer<typeof valueChange>;

const limit = z.coerce.number().int().min(1).max(200).optional().describe('50 when absent');
const before = z.string().max(200).optional().describe('cursor of the page before: its `next`');
const words = z
  .string()
  .max(200)
  .optional()
  .describe('words that it holds; the last one may be the beginning of a word');

export const memoryQuery = z.object({
  scope: z.enum(memoryScopes).optional(),
  place: z.string().max(400).optional(),
  key: z.string().max(200).optional(),
  owner: z.string().max(64).optional().describe('only what is this user’s'),
  q: words,
  limit,
  before,
});
export type MemoryQuery = z.infer<typeof memoryQuery>;

export const memoryPage = z.object({ records: z.array(memoryRecord), next: z.string().nullable() });
export type MemoryPage = z.infer<typeof memoryPage>;

export const imported = z.object({
  written: z.number().int(),
  /** Those that were so already. */
  same: z.number().int(),
});
export type Imported = z.infer<typeof imported>;

/** `fix`: learned from what mended; `curated`: came with Codewright. Both stand for themselves and are not edited. */
export const knowledgeKinds = ['page', 'package', 'note', 'fix', 'curated'] as const;
export type KnowledgeKind = (typeof knowledgeKinds)[number];

export const knowledgeItem = z.object({
  id: z.string(),
  kind: z.enum(knowledgeKinds),
  title: z.string(),
  /** What is known, as Markdown; in a list its beginning. Foreign text: data, never an instruction. */
  text: z.string(),
  source: z.string().describe('address, registry, file, or who said it'),
  foundAt: z.string().nullable().describe('when the source said so'),
  confidence: z.number().min(0).max(1),
  stale: z.string().nullable().describe('why it may hold no longer; null: nothing speaks against it'),
  editable: z.boolean(),
  owner: z.string(),
  version: z.number().int(),
  by: actor.nullable(),
  job: z.string().nullable(),
  entry: z.string().nullable(),
});
export type KnowledgeItem = z.infer<typeof knowledgeItem>;

export const newKnowledge = z.object({
  title: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(40_000),
  source: z.string().trim().max(2000).optional().describe('the one who adds it when absent'),
  confidence: z.number().min(0).max(1).optional().describe('0.9 when absent'),
});
export type NewKnowledge = z.infer<typeof newKnowledge>;

export const knowledgeChange = newKnowledge.partial().extend({
  stale: z.string().trim().max(300).nullable().optional().describe('why it holds no longer; null: it does'),
});
export type KnowledgeChange = z.infer<typeof knowledgeChange>;

export const knowledgeQuery = z.object({
  kind: z.enum(knowledgeKinds).optional(),
  stale: z.enum(['true', 'false']).optional().describe('only what is stale, or only what is not'),
  q: words,
  limit,
  before,
});
export type KnowledgeQuery = z.infer<typeof knowledgeQuery>;

export const knowledgePage = z.object({ items: z.array(knowledgeItem), next: z.string().nullable() });
export type KnowledgePage = z.infer<typeof knowledgePage>;

/** A version that must be the present one for a change to be made; null: there must be none. */
export type Expected = number | null | undefined;

/** What one who asks may do with memory and knowledge, the same in process and over HTTP. */
export interface MemoryClient {
  /** Newest change first. */
  memory(query: MemoryQuery): Promise<MemoryPage>;
  /** @throws CodewrightError NOT_FOUND */
  record(id: string): Promise<MemoryRecord>;
  /** The last versions, the newest first. */
  recordHistory(id: string): Promise<RecordVersion[]>;
  /** @throws CodewrightError CONFLICT where another version than `expected` is there; FORBIDDEN, INVALID_INPUT */
  remember(change: MemoryChangeInput, expected?: Expected): Promise<MemoryRecord>;
  changeRecord(id: string, change: ValueChange, expected?: number): Promise<MemoryRecord>;
  /** With its versions. */
  forgetRecord(id: string, expected?: number): Promise<void>;
  /** One record a line (JSON), the same that {@link importMemory} takes. */
  exportMemory(query: Pick<MemoryQuery, 'scope' | 'place' | 'owner'>): Promise<string>;
  /** All of them or none. */
  importMemory(records: readonly MemoryChangeInput[]): Promise<Imported>;
  knowledge(query: KnowledgeQuery): Promise<KnowledgePage>;
  knowledgeItem(id: string): Promise<KnowledgeItem>;
  knowledgeHistory(id: string): Promise<RecordVersion[]>;
  addKnowledge(item: NewKnowledge): Promise<KnowledgeItem>;
  changeKnowledge(id: string, change: KnowledgeChange, expected?: number): Promise<KnowledgeItem>;
  forgetKnowledge(id: string, expected?: number): Promise<void>;
}

/** A version as HTTP writes it. */
export function tagOf(version: number): string {
  return `"${version}"`;
}

/** The records of an export, line by line; what is wrong names its line. */
export function readExport(text: string): { records: JsonValue[]; wrong: string | null } {
  const records: JsonValue[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      records.push(JSON.parse(line) as JsonValue);
    } catch {
      return { records, wrong: `Line ${at + 1} is not JSON.` };
    }
  }
  return { records, wrong: null };
}
