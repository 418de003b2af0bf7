import type { JsonValue } from '@codewright/protocol/json';
import type { Reasoning } from '../shared/model-settings.ts';
import type {
  EmbeddingModelV4,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4FunctionTool,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';

/** The parts of an answer: of a ReadableStream, all that is asked for here. */
export interface AnswerStream {
  getReader(): {
    read(): Promise<{ done: boolean; value?: LanguageModelV4StreamPart | undefined }>;
    cancel(): Promise<void>;
  };
}

/**
 * The AI SDK's provider specification is our model contract: any provider package of that ecosystem plugs in, and the
 * built-in model implements the same interface. Types only: nothing of it is loaded at run time.
 */
export type Model = Omit<LanguageModelV4, 'doStream'> & {
  doStream(options: LanguageModelV4CallOptions): PromiseLike<{ stream: AnswerStream }>;
};
export type Prompt = LanguageModelV4Prompt;
export type PromptMessage = LanguageModelV4Message;
export type ToolSchema = LanguageModelV4FunctionTool;
export type AssistantContent = Extract<PromptMessage, { role: 'assistant' }>['content'];

/** One call of a tool, as a model asked for it. `input` is what the model sent: not yet validated. */
export interface ToolCall {
  id: string;
  tool: string;
  input: unknown;
}

/** One model call, finished: all that the journal must hold to go on from it. */
export interface Turn {
  text: string;
  reasoning: string;
  calls: ToolCall[];
  /**
   * The parts as they must be sent back, where the provider attached metadata to any of them (signed reasoning, item
   * ids); null: they are rebuilt from `text` and `calls`.
   */
  content: AssistantContent | null;
  /** Why the model stopped, in the words of the specification. */
  finish: 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'error' | 'other';
  usage: TurnUsage;
  model: string;
  durationMs: number;
  /** What attempts cost that came to nothing, as far as their providers said; absent where there were none. */
  wasted?: TurnUsage;
  /** What it was asked, by digests; absent where nobody formed them. */
  request?: RequestDigest;
}

/**
 * A request by digests (16 hex digits of SHA-256) of what is not different each time (ids, times, counts): enough to tell on a
 * replay whether, and in what, it was another one.
 */
export interface RequestDigest {
  messages: number;
  system: string;
  /** The first message of the user. */
  task: string;
  tools: string;
  all: string;
}

export interface TurnUsage {
  /** The whole prompt: what was read from a cache and written to one among it. */
  inputTokens: number;
  cachedInputTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
  /** US cents by the price table; 0 for the built-in model. */
  cents: number;
  /** False when the provider reported nothing and the tokens were counted by us. */
  reported: boolean;
}

/**
 * What programs read of a prompt, under `providerOptions.codewright`: the same facts that the message says in words.
 * No provider but the built-in one looks at it.
 */
export interface TaskOptions {
  [key: string]: JsonValue | undefined;
  role: string;
  step: string;
  key: string;
  goal: string;
  instruction: string;
  inputs: Record<string, JsonValue>;
}
export type CodewrightOptions =
  | { kind: 'task'; task: TaskOptions }
  /** A person's words during the work, or the harness's own reminder. */
  | { kind: 'message' | 'nudge' }
  /** Stands for earlier turns that a compaction took away. */
  | { kind: 'digest' }
  /** What tools have read that is no text. */
  | { kind: 'images' }
  | { kind: 'result'; status: 'ok' | 'failed' | 'error' | 'denied'; data: JsonValue };

export interface ModelRequest {
  /** Grows only at its end from turn to turn of one agent. */
  prompt: Prompt;
  tools: ToolSchema[];
  signal: AbortSignal;
  onDelta?: (delta: { kind: 'text' | 'reasoning'; text: string }) => void;
  /** Role that asks: what the user set for it (reasoning) holds. */
  role?: string;
  /** The same for all turns of one agent: providers find the beginning of the prompt in their cache by it. */
  conversation?: string;
  /** The answer is to be JSON of this schema, where the provider can be made to. */
  answer?: { name: string; schema: Record<string, unknown> };
  /** Told of each attempt that came to nothing, before the next one begins. */
  onAttempt?: (attempt: FailedAttempt) => void | Promise<void>;
}

/** One attempt that came to nothing. */
export interface FailedAttempt {
  model: string;
  /** 1 for the first of this model. */
  attempt: number;
  failure: FailureKind;
  /** HTTP status; null where there was none. */
  status: number | null;
  /** In words for a person, without any key. */
  reason: string;
  /** What it cost as far as the provider said; null: it said nothing. */
  usage: TurnUsage | null;
  /** What follows; null: nothing, the call fails. */
  next: { model: string; waitMs: number } | null;
}

export type FailureKind =
  | 'rate-limit'
  | 'quota'
  | 'server-error'
  | 'unauthorized'
  | 'not-found'
  | 'bad-request'
  | 'context-full'
  | 'unreachable'
  | 'tls'
  | 'cut'
  | 'no-answer'
  | 'stalled'
  | 'redirect'
  | 'html'
  | 'too-long'
  | 'call-too-long'
  | 'broken-off'
  | 'unreadable'
  | 'circuit-open'
  | 'not-set-up'
  | 'unknown';

/** Resolves `provider/model` names and runs one call; retries, fallbacks and prices live behind it. */
export interface ModelGateway {
  /**
   * Tries the model, again where its failure may pass, then the fallbacks.
   * @throws CodewrightError MODEL_FAILED (nothing of a broken answer is returned) naming every model that was tried, CONTEXT_FULL,
   * CANCELLED, NOT_FOUND.
   */
  call(name: string, request: ModelRequest): Promise<Turn>;
  describe(name: string): ModelDescription;
  /** The digests of a request as its turn would say them; absent where nobody forms them. */
  digest?(request: ModelRequest): RequestDigest;
}

export interface ModelDescription {
  name: string;
  contextTokens: number;
  /** It can look at images. */
  images?: boolean;
  /** False where no line of the price table names it: then it counts as dear. */
  priced: boolean;
  pricePerMillion: PerMillion;
  /** What a call costs whose prompt is longer than so many tokens. */
  over?: { tokens: number; pricePerMillion: PerMillion };
}

/** US dollars per million tokens. */
export interface PerMillion {
  input: number;
  cachedInput: number;
  cacheWrite: number;
  output: number;
}

/** What a provider's package is called with. */
export type CallOptions = LanguageModelV4CallOptions;

/** What of a call each provider says in its own way. */
export interface Manner {
  reasoning: Reasoning | null;
  /** Short and the same for all turns of a conversation. */
  conversation: string | null;
}

/** One provider's models. A provider is one file in providers/ that exports a factory, and one line in its table. */
export interface ModelProvider {
  /** @throws CodewrightError NOT_FOUND when the provider knows its models and this is none. */
  model(id: string): Model;
  /** Adds what this provider wants to be told: marks for its cache, how hard to think. The prompt stays as it is but for marks. */
  prepare?: (options: CallOptions, manner: Manner) => CallOptions;
  /** Its model that turns texts into vectors; absent where it has none. */
  embedding?: (id: string) => EmbeddingModelV4;
  /** Tokens that a piece of a stream speaks of, for answers that break off; null: it speaks of none. */
  tokensIn?: (piece: unknown) => { input: number; output: number } | null;
}

/** Texts as vectors: the nearer two of them, the nearer what they say. */
export interface Embedder {
  /** `provider/model`: vectors of different models do not compare. */
  readonly model: string;
  /** One vector a text, of length 1, and what they cost in US cents. @throws CodewrightError MODEL_FAILED, CONFIG_INVALID, CANCELLED. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<{ vectors: Float32Array[]; cents: number }>;
}

/** What a provider may be told: its key and address from the configuration, nothing else. */
export interface ProviderSettings {
  name?: string;
  apiKey?: string;
  baseUrl?: string;
  headers?: Record<string, string>;
  /** In place of the global one. */
  fetch?: typeof globalThis.fetch;
  /** Sent with each call. */
  options?: Record<string, JsonValue>;
  /** A package or module of the user's, what of it makes the provider, and the folder it is looked for from. */
  package?: { name: string; export: string | null; from: string };
}
/** Lazy: a provider's package is loaded at its first call. */
export type ProviderFactory = (settings: ProviderSettings) => Promise<ModelProvider>;

/** Where keys come from, asked for by the name of the variable that holds one: the environment first, then the stored secrets. */
export type KeySource = (variable: string) => Promise<{ value: string; from: 'environment' | 'store' } | null>;
