import type { AssistantContent, CodewrightOptions, PromptMessage } from '../llm/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import { digestOf, isDigest } from './digest.ts';

/** Share of the context window at which the middle of the history is shortened. */
export const fullAt = 0.8;
/** What a compaction tries to get below: room for a good many turns before the next one. */
const roomy = 0.5;
/** Less than this freed means that the next compaction would follow at once. */
const leastFreed = 0.1;
/** A text or an input longer than this is cut to its first lines. */
const longText = 400;
/** What an agent said itself is kept longer. */
const longSpeech = 4_000;
const keptLines = 3;
const keptCharacters = 240;
/** What vendors count for an image of the usual size, in letters. */
const lettersOfImage = 6_000;
/** Results of these calls are the plan, the findings and the user's own words: the work rests on them. */
const pinnedTools = new Set(['create_plan', 'record_analysis', 'create_review', 'ask_user', 'request_human_review']);

/**
 * The ways of making a history shorter, mildest first: old results and inputs become their first lines; old exchanges become one
 * line each; the same, and of what is new only the last exchange stays whole.
 */
const ways = [
  { how: 'shortened', recent: 6 },
  { how: 'digested', recent: 6 },
  { how: 'digested', recent: 2 },
] as const;

/** How a history was made shorter; recorded, so that a replay does the very same. `end`: first message that was left alone. */
export interface Compaction {
  how: (typeof ways)[number]['how'];
  end: number;
}

/** Tokens of a message by its letters; about 4 of them make one. */
export function tokensOf(message: PromptMessage): number {
  if (message.role === 'system') return Math.ceil(message.content.length / 4);
  let letters = 0;
  for (const part of message.content) {
    if (part.type === 'text' || part.type === 'reasoning') letters += part.text.length;
    else if (part.type === 'tool-call') letters += part.toolName.length + JSON.stringify(part.input ?? null).length;
    else if (part.type === 'tool-result') letters += outputText(part.output).length;
    else if (part.type === 'file') letters += lettersOfImage;
  }
  return Math.ceil(letters / 4);
}

/**
 * The mildest way that leaves room in a window of so many tokens.
 * @throws CodewrightError CONTEXT_FULL when even the hardest frees less than 10 %.
 */
export function chooseCompaction(messages: readonly PromptMessage[], window: number, mark: string): Compaction {
  const before = total(messages);
  let last: Compaction = { how: 'shortened', end: 0 };
  let after = before;
  for (const { how, recent } of ways) {
    last = { how, end: borderBefore(messages, messages.length - recent) };
    after = total(compacted(messages, last, mark));
    if (after <= window * roomy) return last;
  }
  if (before - after >= before * leastFreed) return last;
  throw new CodewrightError(
    'CONTEXT_FULL',
    `The agent's context is full (about ${before} tokens) and shortening its history would free less than 10 %.`,
    { hint: 'Split the work into smaller steps, or use a model with a larger context.' },
  );
}

/**
 * The history made shorter. System prompt, task with the repository's instructions, plan, findings and every message of a person
 * stay word for word.
 */
export function compacted(messages: readonly PromptMessage[], { how, end }: Compaction, mark: string): PromptMessage[] {
  const old = messages.slice(0, end);
  const recent = messages.slice(end);
  if (how === 'shortened') return [...old.map(shorten), ...recent];
  const kept: PromptMessage[] = [];
  const gone: PromptMessage[] = [];
  let place: number | null = null;
  for (const [at, message] of old.entries()) {
    if (isPinned(message, old[at + 1])) kept.push(shorten(message));
    else {
      place ??= kept.length;
      gone.push(message);
    }
  }
  if (place !== null) kept.splice(place, 0, digestOf(gone, mark));
  return [...kept, ...recent];
}

/** What a digest may not take in: what was said by people or to the agent itself, and exchanges that hold a pinned result. */
function isPinned(message: PromptMessage, next: PromptMessage | undefined): boolean {
  if (message.role === 'system') return true;
  if (message.role === 'user') return !isDigest(message) && !['nudge', 'images'].includes(kindOf(message));
  const answer = message.role === 'tool' ? message : next;
  return (
    answer?.role === 'tool' &&
    answer.content.some((part) => part.type === 'tool-result' && pinnedTools.has(part.toolName))
  );
}

function kindOf(message: PromptMessage): string {
  return (message.providerOptions?.['codewright'] as CodewrightOptions | undefined)?.kind ?? '';
}

/** Never between a call and its result. */
function borderBefore(messages: readonly PromptMessage[], wanted: number): number {
  const at = Math.max(0, wanted);
  return messages[at]?.role === 'tool' ? at - 1 : at;
}

function total(messages: readonly PromptMessage[]): number {
  return messages.reduce((sum, message) => sum + tokensOf(message), 0);
}

function shorten(message: PromptMessage): PromptMessage {
  if (message.role === 'user' && kindOf(message) === 'images') {
    return { ...message, content: [{ type: 'text', text: '[Images were here; read them again if you need them.]' }] };
  }
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
    const content: AssistantContent = message.content.map((part) => {
      if (part.type === 'text' && part.text.length > longSpeech) return { ...part, text: firstLines(part.text) };
      return part.type === 'tool-call' && !pinnedTools.has(part.toolName)
        ? { ...part, input: shortInput(part.input) }
        : part;
    });
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
  return `${kept}\n[shortened: ${text.length - kept.length} more characters${handleIn(text)}]`;
}

/** The whole of a long output stays within reach after its text has gone. */
function handleIn(text: string): string {
  const handle = /read_file \{"handle":"(out-[0-9a-f]{16})"\}/.exec(text)?.[1];
  return handle === undefined ? '' : `: read_file {"handle":"${handle}"}`;
}

type Output = Extract<Extract<PromptMessage, { role: 'tool' }>['content'][number], { type: 'tool-result' }>['output'];

function outputText(output: Output): string {
  if (output.type === 'text' || output.type === 'error-text') return output.value;
  if (output.type === 'execution-denied') return output.reason ?? '';
  return JSON.stringify(output.value);
}
