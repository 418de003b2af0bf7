import type {
  LanguageModelV4,
  LanguageModelV4FunctionTool,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
} from '@ai-sdk/provider';

/**
 * The AI SDK's provider specification is our model contract: any provider package of that ecosystem plugs in, and the
 * built-in model implements the same interface. Types only: nothing of it is loaded at run time.
 */
export type Model = LanguageModelV4;
export type Prompt = LanguageModelV4Prompt;
export type PromptMessage = LanguageModelV4Message;
export type ToolSchema = LanguageModelV4FunctionTool;

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
  /** Why the model stopped, in the words of the specification. */
  finish: 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'error' | 'other';
  usage: TurnUsage;
  model: string;
  durationMs: number;
}

export interface TurnUsage {
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  /** US cents by the price table; 0 for the built-in model. */
  cents: number;
  /** False when the provider reported nothing and the tokens were counted by us. */
  reported: boolean;
}

export interface ModelRequest {
  /** Grows only at its end from turn to turn of one agent. */
  prompt: Prompt;
  tools: ToolSchema[];
  signal: AbortSignal;
  onDelta?: (delta: { kind: 'text' | 'reasoning'; text: string }) => void;
}

/** Resolves `provider/model` names and runs one call; retries, fallbacks and prices live behind it. */
export interface ModelGateway {
  call(name: string, request: ModelRequest): Promise<Turn>;
  describe(name: string): { name: string; contextTokens: number; pricePerMillion: { input: number; output: number } };
}
