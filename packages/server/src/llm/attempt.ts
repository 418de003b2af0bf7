import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import { raceAbort } from '../shared/abort.ts';
import type { Reasoning } from '../shared/model-settings.ts';
import type { Connection } from './connections.ts';
import type { CallOptions, ModelRequest, TurnUsage } from './contract.ts';
import { AttemptError } from './failure.ts';
import { type Answer, readAnswer } from './read-stream.ts';
import { WireError } from './wire-error.ts';

export interface AttemptOptions {
  reasoning: Reasoning | null;
  conversation: string | null;
  maxOutputTokens: number | null;
  /** Milliseconds for the whole of it. */
  callMs: number;
  /** Letters of an answer. */
  maxLetters: number;
  /** What tokens cost that were reported before the attempt failed. */
  onWasted: (usage: LanguageModelV4Usage) => TurnUsage | null;
}

/**
 * One request and its answer. However it ends, its connection is not left open: a stream that nobody reads to its end is
 * paid to its end.
 * @throws what the provider's package threw, inside an AttemptError.
 */
export async function askOnce(
  { model, provider }: Connection,
  request: ModelRequest,
  options: AttemptOptions,
): Promise<Answer> {
  const ending = new AbortController();
  const limit = setTimeout(() => {
    const seconds = options.callMs / 1000;
    ending.abort(new WireError('call-too-long', `the answer was not whole after ${seconds} s`));
  }, options.callMs);
  const signal = AbortSignal.any([request.signal, ending.signal]);
  let seen: LanguageModelV4Usage | null = null;
  try {
    const call = model.doStream(callOptions(request, options, provider, signal));
    const { stream } = await raceAbort(Promise.resolve(call), signal);
    return await readAnswer(stream, {
      signal,
      maxLetters: options.maxLetters,
      onUsage: (usage) => {
        seen = usage;
      },
      ...(provider.tokensIn ? { tokensIn: provider.tokensIn } : {}),
      ...(request.onDelta ? { onDelta: request.onDelta } : {}),
    });
  } catch (error) {
    const cause: unknown = ending.signal.aborted ? ending.signal.reason : error;
    ending.abort(new WireError('broken-off', 'the answer is not read any further'));
    throw new AttemptError(cause, seen === null ? null : options.onWasted(seen));
  } finally {
    clearTimeout(limit);
  }
}

function callOptions(
  request: ModelRequest,
  { reasoning, conversation, maxOutputTokens }: AttemptOptions,
  { prepare, tokensIn }: Connection['provider'],
  abortSignal: AbortSignal,
): CallOptions {
  const { prompt, tools, answer } = request;
  const options: CallOptions = {
    prompt,
    abortSignal,
    ...(tools.length > 0 ? { tools } : {}),
    ...(answer ? { responseFormat: { type: 'json', ...answer } } : {}),
    ...(maxOutputTokens === null ? {} : { maxOutputTokens }),
    ...(typeof reasoning === 'string' ? { reasoning } : {}),
    ...(tokensIn ? { includeRawChunks: true } : {}),
  };
  return prepare ? prepare(options, { reasoning, conversation }) : options;
}
