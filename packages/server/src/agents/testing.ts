import { join } from 'node:path';
import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { EntryDraft, LedgerEntry } from '@codewright/protocol/event';
import type { Caps } from '@codewright/protocol/job';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { Model, ProviderFactory } from '../llm/contract.ts';
import { kinds } from '../llm/providers.ts';
import { gatewayOver } from '../llm/testing.ts';
import { systemClock } from '../shared/clock.ts';
import type { Journal, StepEntry } from '../shared/step.ts';
import type { Effect, ToolExecutor, ToolResult } from '../tools/contract.ts';
import { createBudget } from './budget.ts';
import type { AgentDeps, InboxMessage } from './contract.ts';
import { loadRoles } from './roles.ts';
import { loadWords } from './words.ts';

/** What the tests of agents are made from: real loop, gateway, roles and words; a journal in memory; tools by script. */

const server = join(import.meta.dirname, '../..');
export const rolesFolder = join(server, 'roles');
export const pricesFile = join(server, 'models/prices.yaml');
export const words = loadWords(rolesFolder);
export const roles = loadRoles(rolesFolder);
export const plenty: Caps = { steps: 100_000, tokens: 1e12, seconds: 1e9, cents: 1e9 };

export interface MemoryJournal extends Journal {
  records: Map<string, { result: string; entry: StepEntry }>;
  /** Keys that were really run, in order. */
  ran: string[];
}

/** Keeps what the ledger would: results as JSON, errors not at all. `from` stands for what survived a kill. */
export function memoryJournal(from: Iterable<[string, { result: string; entry: StepEntry }]> = []): MemoryJournal {
  const records = new Map(from);
  const ran: string[] = [];
  return {
    records,
    ran,
    has: (key) => records.has(key),
    entryOf: (key) => (records.has(key) ? `entry of ${key}` : undefined),
    async run<T extends JsonValue>(key: string, fn: () => Promise<T>, describe: (result: T) => StepEntry): Promise<T> {
      const known = records.get(key);
      if (known) return JSON.parse(known.result) as T;
      const result = JSON.stringify(await fn());
      ran.push(key);
      records.set(key, { result, entry: describe(JSON.parse(result) as T) });
      return JSON.parse(result) as T;
    },
  };
}

export type Reply = {
  text?: string;
  calls?: { tool: string; input: JsonObject | string }[];
  finish?: string;
  tokens?: number;
};
export type Script = (turn: number, options: LanguageModelV4CallOptions) => Reply | Promise<Reply>;

/**
 * A model of the real specification that answers by script and remembers every prompt as text, one message a line.
 * `before`: turns that an earlier process had taken.
 */
export function scriptedModel(
  script: Script,
  { before = 0, remember = true }: { before?: number; remember?: boolean } = {},
): { model: Model; prompts: string[]; factory: ProviderFactory } {
  const prompts: string[] = [];
  let turn = before;
  const model: Model = {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: 'script',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('not used')),
    async doStream(options) {
      turn += 1;
      if (remember) prompts.push(options.prompt.map((message) => JSON.stringify(message)).join('\n'));
      const mine = turn;
      const parts = partsOf(await script(mine, options), mine);
      return { stream: ReadableStream.from(parts) as ReadableStream<LanguageModelV4StreamPart> };
    },
  };
  return { model, prompts, factory: async () => ({ model: () => model }) };
}

function partsOf(reply: Reply, turn: number): LanguageModelV4StreamPart[] {
  const parts: LanguageModelV4StreamPart[] = [];
  if (reply.text) {
    parts.push({ type: 'text-start', id: '0' }, { type: 'text-delta', id: '0', delta: reply.text });
    parts.push({ type: 'text-end', id: '0' });
  }
  for (const [index, call] of (reply.calls ?? []).entries()) {
    const input = typeof call.input === 'string' ? call.input : JSON.stringify(call.input);
    parts.push({ type: 'tool-call', toolCallId: `t${turn}c${index}`, toolName: call.tool, input });
  }
  const unified = (reply.finish ?? (reply.calls ? 'tool-calls' : 'stop')) as 'stop';
  // What says something has tokens; a provider that reports none is not believed.
  const said = parts.length > 0 ? 1 : 0;
  const total = (reply.tokens ?? 10) - said;
  parts.push({
    type: 'finish',
    finishReason: { unified, raw: undefined },
    usage: {
      inputTokens: { total, noCache: total, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: said, text: said, reasoning: 0 },
    },
  });
  return parts;
}

export type ToolScript = (
  tool: string,
  input: JsonObject,
  count: number,
) =>
  | Partial<Pick<ToolResult, 'text' | 'data' | 'status' | 'image'>>
  | Promise<Partial<Pick<ToolResult, 'text' | 'data' | 'status' | 'image'>>>;

const effects: Record<string, Effect> = {
  read_file: 'read',
  get_diff: 'read',
  create_plan: 'record',
  record_analysis: 'record',
};

/** Records each call through the journal under its key, as the real executor does. */
export function scriptedTools(journal: Journal, script: ToolScript): ToolExecutor & { calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    schemas: () => [],
    effectOf: (tool) => effects[tool] ?? 'execute',
    async execute(call, { key }) {
      const result = await journal.run<JsonValue>(
        key,
        async () => {
          calls.push(call.tool);
          const made = await script(call.tool, call.input as JsonObject, calls.length);
          const done: ToolResult = {
            tool: call.tool,
            callId: call.id,
            text: made.text ?? 'ok',
            data: made.data ?? null,
            status: made.status ?? 'ok',
            durationMs: 1,
            handle: null,
            ...(made.image ? { image: made.image } : {}),
          };
          return { ...done };
        },
        () => ({ actor: { type: 'agent', id: 'test' }, summary: call.tool }),
      );
      return result as unknown as ToolResult;
    },
  };
}

export interface Bench {
  deps: AgentDeps;
  emitted: Omit<EntryDraft, 'job'>[];
}

/** The parts of one agent's run; the model is `scripted/…` or `builtin/craft`. */
export function agentParts(parts: {
  journal: Journal;
  tools: ToolExecutor;
  factory?: ProviderFactory;
  caps?: Partial<Caps>;
  inbox?: () => Promise<InboxMessage[]>;
  signal?: AbortSignal;
  model?: string;
}): Bench {
  const emitted: Bench['emitted'] = [];
  return {
    emitted,
    deps: {
      models: gatewayOver({
        ...(kinds['builtin'] ? { builtin: kinds['builtin'] } : {}),
        ...(parts.factory ? { scripted: parts.factory } : {}),
      }),
      modelFor: () => parts.model ?? 'scripted/script',
      tools: parts.tools,
      journal: parts.journal,
      emit: async (draft) => {
        emitted.push(draft);
        return { ...draft, id: String(emitted.length) } as unknown as LedgerEntry;
      },
      budget: createBudget({ ...plenty, ...parts.caps }),
      mark: 'test',
      roles: (name) => roles.get(name),
      inbox: parts.inbox ?? (async () => []),
      clock: systemClock,
      signal: parts.signal ?? new AbortController().signal,
    },
  };
}
