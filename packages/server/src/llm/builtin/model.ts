import type {
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { throwIfAborted } from '../../shared/abort.ts';
import type { AnswerStream, Model, Prompt } from '../contract.ts';
import { lettersOf, tokensIn } from '../letters.ts';
import { type Call, type Ending, failed, type Program } from './program.ts';
import { findProgram } from './programs.ts';
import { readTranscript, replay } from './transcript.ts';

/**
 * The built-in model: a program per kind of work, run anew over the transcript at every turn. It keeps no state, needs no
 * network and answers the same prompt with the same bytes.
 */
export function createBuiltinModel(
  modelId: string,
  find: (role: string, step: string) => Program | null = findProgram,
): Model {
  const generate = (options: LanguageModelV4CallOptions): LanguageModelV4GenerateResult => {
    if (options.abortSignal) throwIfAborted(options.abortSignal);
    const move = next(options.prompt, find);
    const content = [contentOf(move, options.prompt)];
    return { content, finishReason: finishOf(move), usage: usageOf(options, content), warnings: [] };
  };
  return {
    specificationVersion: 'v4',
    provider: 'builtin',
    modelId,
    supportedUrls: {},
    doGenerate: async (options) => generate(options),
    doStream: async (options) => {
      const { content, finishReason, usage } = generate(options);
      const parts: LanguageModelV4StreamPart[] = [
        { type: 'stream-start', warnings: [] },
        ...content.flatMap(streamed),
        { type: 'finish', finishReason, usage },
      ];
      return { stream: streamOf(parts) };
    },
  };
}

/** Parts that are all there already. Node's own streams for this are its largest module, which no start needs otherwise. */
function streamOf(parts: readonly LanguageModelV4StreamPart[]): AnswerStream {
  const left = parts.values();
  return { getReader: () => ({ read: async () => ({ done: false, ...left.next() }), cancel: async () => {} }) };
}

function next(prompt: Prompt, find: (role: string, step: string) => Program | null): Call | Ending {
  const transcript = readTranscript(prompt);
  const { role, step } = transcript.task;
  const program = find(role, step);
  if (!program)
    return failed(`The built-in model has no program for a ${role} at "${step}": this needs a language model.`);
  const move = replay(program, transcript);
  if ('tool' in move || transcript.messages === 0) return move;
  return { ...move, text: `${move.text}\n\nThe built-in model does not read messages that come while it works.` };
}

function contentOf(move: Call | Ending, prompt: Prompt): LanguageModelV4Content {
  if (!('tool' in move)) return { type: 'text', text: move.text };
  const toolCallId = `call-${prompt.filter((message) => message.role === 'assistant').length + 1}`;
  return { type: 'tool-call', toolCallId, toolName: move.tool, input: JSON.stringify(move.input) };
}

/** A program that says it could not do the work ends the way a provider's failure does: never as done. */
function finishOf(move: Call | Ending): LanguageModelV4FinishReason {
  if ('tool' in move) return { unified: 'tool-calls', raw: undefined };
  return move.done ? { unified: 'stop', raw: undefined } : { unified: 'error', raw: 'gave-up' };
}

function streamed(part: LanguageModelV4Content): LanguageModelV4StreamPart[] {
  if (part.type === 'tool-call') return [part];
  if (part.type !== 'text') return [];
  return [
    { type: 'text-start', id: 'text' },
    { type: 'text-delta', id: 'text', delta: part.text },
    { type: 'text-end', id: 'text' },
  ];
}

/** Counted by letters. What the turn before had read already counts as read from a cache, as with any provider. */
function usageOf(options: LanguageModelV4CallOptions, content: LanguageModelV4Content[]) {
  const { prompt, tools } = options;
  const lastAnswer = prompt.findLastIndex((message) => message.role === 'assistant');
  const seen = lastAnswer < 0 ? 0 : tokensIn(lettersOf([prompt.slice(0, lastAnswer), tools]));
  const total = Math.max(seen, tokensIn(lettersOf([prompt, tools])));
  const output = tokensIn(content.reduce((sum, part) => sum + lettersOf(part.type === 'text' ? part.text : part), 0));
  return {
    inputTokens: { total, noCache: total - seen, cacheRead: seen, cacheWrite: 0 },
    outputTokens: { total: output, text: output, reasoning: 0 },
  };
}
