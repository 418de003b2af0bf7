import type { AssistantContent, PromptMessage } from '../llm/contract.ts';
import { CodewrightError } from '../shared/errors.ts';

/** Share of the context window at which the middle of the history is shortened. */
export const fullAt = 0.8;
/** Less than this freed means that the next compaction would follow at once. */
const leastFreed = 0.1;
/** Messages at the end that stay as they are: what the agent works on right now. */
const recent = 6;
/** A text or an input longer than this is cut to its first lines. */
const longText = 400;
const keptLines = 3;
const keptCharacters = 240;
/** Results of these calls are the plan and the findings that the work rests on. */
const pinnedTools = new Set(['create_plan', 'record_analysis', 'ask_user', 'request_human_review']);

/** Tokens of a message by its letters; about 4 of them make one. */
export function tokensOf(message: PromptMessage): number {
  if (message.role === 'system') return Math.ceil(message.content.length / 4);
  let letters = 0;
  for (const part of message.content) {
    if (part.type === 'text' || part.type === 'reasoning') letters += part.text.length;
    else if (part.type === 'tool-call') letters += part.toolName.length + JSON.stringify(part.input ?? null).length;
    else if (part.type === 'tool-result') letters += outputText(part.output).length;
  }
  return Math.ceil(letters / 4);
}

/**
 * The history with its middle shortened: long tool results and call inputs become their first lines. System prompt, task,
 * plan, and every message of a person stay word for word. `end`: index of the first message that is left alone.
 * @throws CodewrightError CONTEXT_FULL when it frees less than 10 %.
 */
export function compact(messages: readonly PromptMessage[], end = compactionEnd(messages.length)): PromptMessage[] {
  const shortened = messages.map((message, at) => (at < end ? shorten(message) : message));
  const before = total(messages);
  if (before - total(shortened) < before * leastFreed) {
    throw new CodewrightError(
      'CONTEXT_FULL',
      `The agent's context is full (about ${before} tokens) and shortening its history would free less than 10 %.`,
      { hint: 'Split the work into smaller steps, or use a model with a larger context.' },
    );
  }
  return shortened;
}

/** Where a compaction of this history ends; recorded, so that a replay cuts at the same place. */
export function compactionEnd(length: number): number {
  return Math.max(0, length - recent);
}

function total(messages: readonly PromptMessage[]): number {
  return messages.reduce((sum, message) => sum + tokensOf(message), 0);
}

function shorten(message: PromptMessage): PromptMessage {
  if (message.role === 'tool') {
    return {
      ...message,
      content: message.content.map((part) => {
        if (part.type !== 'tool-result' || pinnedTools.has(part.toolName)) return part;
        const text = outputText(part.output);
        if (text.length <= longText || part.output.type === 'execution-denied') return part;
        const type = part.output.type === 'error-text' ? 'error-text' : 'text';
        return { ...part, output: { type, value: firstLines(text) } };
      }),
    };
  }
  if (message.role === 'assistant') {
    const content: AssistantContent = message.content.map((part) =>
      part.type === 'tool-call' && !pinnedTools.has(part.toolName) ? { ...part, input: shortInput(part.input) } : part,
    );
    return { ...message, content };
  }
  return message;
}

function shortInput(input: unknown): unknown {
  if (typeof input === 'string') return input.length > longText ? firstLines(input) : input;
  if (Array.isArray(input)) return input.map(shortInput);
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, shortInput(value)]));
}

function firstLines(text: string): string {
  const kept = text.split('\n', keptLines).join('\n').slice(0, keptCharacters);
  return `${kept}\n[shortened: ${text.length - kept.length} more characters]`;
}

type Output = Extract<Extract<PromptMessage, { role: 'tool' }>['content'][number], { type: 'tool-result' }>['output'];

function outputText(output: Output): string {
  if (output.type === 'text' || output.type === 'error-text') return output.value;
  if (output.type === 'execution-denied') return output.reason ?? '';
  return JSON.stringify(output.value);
}
