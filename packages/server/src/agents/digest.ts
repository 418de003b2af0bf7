import type { CodewrightOptions, PromptMessage } from '../llm/contract.ts';
import { dataBlock } from './words.ts';

/** Characters of one line: tool, its main argument, how it ended. */
const lineLength = 160;
/** Lines at the beginning and at the end that stay where a digest of digests grows long. */
const firstLines = 20;
const lastLines = 60;

/** Names of arguments that tell one call from another, in order of how much they say. */
const telling = ['path', 'command', 'pattern', 'glob', 'handle', 'message', 'name', 'type', 'summary', 'question'];
const heading = 'Your earlier turns, a line for each call. What you need again, look at again.';

/** True for the message that stands for earlier turns. */
export function isDigest(message: PromptMessage): boolean {
  return factsOf(message)?.kind === 'digest';
}

/**
 * Exchanges as one message with a line for each call. Made by the harness and not by a model: it costs nothing, says nothing that
 * did not happen, and no text that was read along the way can put words into it.
 */
export function digestOf(messages: readonly PromptMessage[], mark: string): PromptMessage {
  const lines: string[] = [];
  const calls = new Map<string, string>();
  for (const message of messages) {
    if (isDigest(message)) lines.push(...linesOf(message));
    else if (message.role === 'assistant') {
      for (const part of message.content) {
        if (part.type === 'text' && part.text.trim() !== '') lines.push(fit(`said: ${part.text}`));
        else if (part.type === 'tool-call') calls.set(part.toolCallId, `${part.toolName}${mainArgument(part.input)}`);
      }
    } else if (message.role === 'tool') {
      for (const part of message.content) {
        if (part.type !== 'tool-result') continue;
        lines.push(fit(`${calls.get(part.toolCallId) ?? part.toolName}: ${outcomeOf(part)}`));
      }
    }
  }
  const left = lines.length - firstLines - lastLines;
  const shown = left > 0 ? [...lines.slice(0, firstLines), `[… ${left} more]`, ...lines.slice(-lastLines)] : lines;
  return {
    role: 'user',
    content: [{ type: 'text', text: `${heading}\n${dataBlock(shown.join('\n'), mark)}` }],
    providerOptions: { codewright: { kind: 'digest' } satisfies CodewrightOptions },
  };
}

function linesOf(message: PromptMessage): string[] {
  if (message.role !== 'user') return [];
  return message.content.flatMap((part) => (part.type === 'text' ? part.text.split('\n').slice(2, -1) : []));
}

function factsOf(message: PromptMessage): CodewrightOptions | undefined {
  return message.providerOptions?.['codewright'] as CodewrightOptions | undefined;
}

function mainArgument(input: unknown): string {
  if (typeof input !== 'object' || input === null) return '';
  const given = input as Record<string, unknown>;
  const name = telling.find((key) => typeof given[key] === 'string' || Array.isArray(given[key]));
  if (name === undefined) return '';
  const value = given[name];
  return ` ${Array.isArray(value) ? value.join(' ') : String(value)}`.slice(0, 80);
}

type Result = Extract<Extract<PromptMessage, { role: 'tool' }>['content'][number], { type: 'tool-result' }>;

function outcomeOf({ output, providerOptions }: Result): string {
  const facts = providerOptions?.['codewright'] as CodewrightOptions | undefined;
  const status = facts?.kind === 'result' ? facts.status : 'ok';
  const text = output.type === 'text' || output.type === 'error-text' ? output.value : '';
  // What a file or a page says is no outcome; how a command or an error begins is.
  return status === 'ok' || text === '' ? status : `${status}, ${text.trimStart().split('\n', 1)[0] ?? ''}`;
}

function fit(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length > lineLength ? `${line.slice(0, lineLength - 1)}…` : line;
}
