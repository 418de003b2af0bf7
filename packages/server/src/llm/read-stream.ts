import type { LanguageModelV4FinishReason, LanguageModelV4StreamPart, LanguageModelV4Usage } from '@ai-sdk/provider';
import { raceAbort } from '../shared/abort.ts';
import type { AnswerStream, AssistantContent, ModelProvider, ModelRequest, ToolCall, Turn } from './contract.ts';
import { WireError } from './wire-error.ts';

/** A model's answer as it came, before it is counted. */
export interface Answer extends Pick<Turn, 'text' | 'reasoning' | 'calls' | 'content' | 'finish'> {
  usage: LanguageModelV4Usage;
}

type Metadata = { providerMetadata?: NonNullable<AssistantContent[number]['providerOptions']> };

export interface Reading extends Pick<ModelRequest, 'signal' | 'onDelta'> {
  /** Letters of text, reasoning and arguments that one answer may have; any number when absent. */
  maxLetters?: number;
  /** Told of the tokens as soon as the provider says them, also where the answer breaks off after that. */
  onUsage?: (usage: LanguageModelV4Usage) => void;
  tokensIn?: ModelProvider['tokensIn'];
}

/**
 * Reads a whole answer. A stream that breaks, reports an error or ends without its finish is an error, and nothing of
 * it is returned: half an answer must never be executed.
 */
export async function readAnswer(stream: AnswerStream, reading: Reading): Promise<Answer> {
  const collected = new Collector(reading);
  const reader = stream.getReader();
  let whole = false;
  try {
    for (;;) {
      const { done, value } = await raceAbort(reader.read(), reading.signal);
      if (done) break;
      if (value) collected.take(value);
    }
    whole = true;
  } finally {
    // The provider's connection is closed, whatever broke; how that goes does not matter any more.
    if (!whole) void Promise.allSettled([reader.cancel()]);
  }
  return collected.answer();
}

class Collector {
  readonly #reading: Reading;
  #letters = 0;
  /** Text and reasoning in order of their first piece, by kind and id; calls in order of their end. */
  readonly #parts: AssistantContent = [];
  readonly #open = new Map<string, { type: 'text' | 'reasoning'; text: string } & { providerOptions?: unknown }>();
  readonly #inputs = new Map<string, { tool: string; text: string }>();
  readonly #calls: ToolCall[] = [];
  #metadata = false;
  #finish: { reason: LanguageModelV4FinishReason; usage: LanguageModelV4Usage } | null = null;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  #grow(letters: number): void {
    this.#letters += letters;
    const { maxLetters = Number.POSITIVE_INFINITY } = this.#reading;
    if (this.#letters <= maxLetters) return;
    throw new WireError('too-long', `its answer was longer than ${maxLetters / 1e6} MB`);
  }

  take(part: LanguageModelV4StreamPart): void {
    switch (part.type) {
      case 'text-start':
      case 'text-delta':
      case 'text-end':
        return this.#piece('text', part.id, 'delta' in part ? part.delta : '', part);
      case 'reasoning-start':
      case 'reasoning-delta':
      case 'reasoning-end':
        return this.#piece('reasoning', part.id, 'delta' in part ? part.delta : '', part);
      case 'tool-input-start':
        if (!part.providerExecuted) this.#inputs.set(part.id, { tool: part.toolName, text: '' });
        return;
      case 'tool-input-delta': {
        this.#grow(part.delta.length);
        const input = this.#inputs.get(part.id);
        if (input) input.text += part.delta;
        return;
      }
      case 'tool-call':
        this.#inputs.delete(part.toolCallId);
        // A call that the provider runs itself is its own affair.
        if (!part.providerExecuted) this.#call(part.toolCallId, part.toolName, part.input, part);
        return;
      case 'finish':
        this.#finish = { reason: part.finishReason, usage: part.usage };
        this.#reading.onUsage?.(part.usage);
        return;
      case 'raw':
        return this.#count(part.rawValue);
      case 'error':
        throw part.error;
      default:
        return;
    }
  }

  answer(): Answer {
    const finish = this.#finish;
    if (!finish || isBrokenOff(finish.reason)) {
      throw new WireError('broken-off', 'its answer broke off before its end, and nothing of it was used');
    }
    // An input that was begun and never became a call: kept as text, for the executor to refuse in front of the model.
    for (const [id, { tool, text }] of this.#inputs) this.#call(id, tool, text, {});
    const textOf = (type: 'text' | 'reasoning') =>
      this.#parts.reduce((all, part) => (part.type === type ? all + part.text : all), '');
    const parts = this.#parts.filter((part) => !(part.type === 'text' && part.text === ''));
    return {
      text: textOf('text'),
      reasoning: textOf('reasoning'),
      calls: this.#calls,
      content: this.#metadata ? parts : null,
      finish: finish.reason.unified === 'interrupted' ? 'other' : finish.reason.unified,
      usage: finish.usage,
    };
  }

  #count(piece: unknown): void {
    const tokens = this.#reading.tokensIn?.(piece);
    if (!tokens) return;
    const unknown = { noCache: undefined, cacheRead: undefined, cacheWrite: undefined };
    this.#reading.onUsage?.({
      inputTokens: { total: tokens.input, ...unknown },
      outputTokens: { total: tokens.output, text: undefined, reasoning: undefined },
    });
  }

  #piece(type: 'text' | 'reasoning', id: string, delta: string, from: Metadata): void {
    const key = `${type} ${id}`;
    let part = this.#open.get(key);
    if (!part) {
      part = { type, text: '' };
      this.#open.set(key, part);
      this.#parts.push(part as AssistantContent[number]);
    }
    this.#grow(delta.length);
    part.text += delta;
    if (from.providerMetadata) {
      part.providerOptions = from.providerMetadata;
      this.#metadata = true;
    }
    if (delta !== '') this.#reading.onDelta?.({ kind: type, text: delta });
  }

  #call(wantedId: string, tool: string, text: string, from: Metadata): void {
    const taken = new Set(this.#calls.map((call) => call.id));
    let id = wantedId || `call-${this.#calls.length}`;
    while (taken.has(id)) id = `${id}-${this.#calls.length}`;
    const input = parsed(text);
    this.#calls.push({ id, tool, input });
    if (from.providerMetadata) this.#metadata = true;
    this.#parts.push({
      type: 'tool-call',
      toolCallId: id,
      toolName: tool,
      input: typeof input === 'object' && input !== null ? input : { notJson: text },
      ...(from.providerMetadata ? { providerOptions: from.providerMetadata } : {}),
    });
  }
}

/** An answer that ends in good order says why; some packages fill in a word where their provider said none. */
function isBrokenOff({ unified, raw }: LanguageModelV4FinishReason): boolean {
  return unified === 'interrupted' || (unified === 'other' && raw === undefined);
}

/** Some providers send nothing at all for a tool without parameters. */
function parsed(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
