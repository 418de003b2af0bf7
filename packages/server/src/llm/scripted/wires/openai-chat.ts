import type { ScriptedFinish, SeenTool } from '../contract.ts';
import type { Answer, Conversation, Json, Speaker, WireEvent } from './wire.ts';
import { argumentPieces, contentOf, isObject, objects, parsed, pieces, sse, text, Transcript } from './wire.ts';

/** OpenAI Chat Completions, and everything that is compatible with it. */
export const openaiChat: Speaker = {
  wire: 'openai-chat',
  contentType: { whole: 'application/json', stream: 'text/event-stream; charset=utf-8' },
  read,
  whole,
  stream,
  error: openaiError,
  overflow: () =>
    openaiErrorOf(
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 130512 tokens. Please reduce the length of the messages.",
      'invalid_request_error',
      'context_length_exceeded',
    ),
  errorEvent: () => sse(openaiErrorOf('The server had an error while processing your request.', 'server_error', null)),
};

const kinds: Record<number, [type: string, code: string | null]> = {
  400: ['invalid_request_error', null],
  401: ['invalid_request_error', 'invalid_api_key'],
  403: ['invalid_request_error', 'unsupported_country_region_territory'],
  404: ['invalid_request_error', 'model_not_found'],
  429: ['requests', 'rate_limit_exceeded'],
};
export function openaiErrorOf(message: string, type: string, code: string | null): Json {
  return { error: { message, type, param: null, code } };
}
export function openaiError(status: number, message: string | null): Json {
  const [type, code] = kinds[status] ?? ['server_error', null];
  return openaiErrorOf(message ?? `Status ${status}.`, type, code);
}

const reasons: Record<ScriptedFinish, string> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  // The refusal itself stands in a field of its own.
  refusal: 'stop',
  'content-filter': 'content_filter',
};

function read(body: Json): Conversation {
  const transcript = new Transcript();
  const system: string[] = [];
  for (const message of objects(body.messages)) {
    const { words, files } = contentOf(message.content);
    if (message.role === 'system' || message.role === 'developer') {
      system.push(words);
    } else if (message.role === 'assistant') {
      if (words !== '') transcript.say('assistant', words);
      transcript.of('assistant').reasoning += text(message.reasoning_content);
      for (const call of objects(message.tool_calls)) {
        const called = isObject(call.function) ? call.function : {};
        transcript.call({ id: text(call.id), tool: text(called.name), input: parsed(text(called.arguments)) });
      }
    } else if (message.role === 'tool') {
      transcript.result({ id: text(message.tool_call_id), text: words, failed: false });
    } else {
      transcript.say('user', words);
      transcript.of('user').files += files;
    }
  }
  return {
    model: text(body.model),
    stream: body.stream === true,
    system: system.join('\n'),
    tools: objects(body.tools).map(toolOf),
    messages: transcript.messages,
  };
}

function toolOf(tool: Json): SeenTool {
  const declared = isObject(tool.function) ? tool.function : {};
  return {
    name: text(declared.name),
    description: text(declared.description),
    schema: isObject(declared.parameters) ? declared.parameters : {},
    free: false,
  };
}

function usageOf({ usage }: Answer) {
  if (!usage) return undefined;
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cachedInput, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoning, audio_tokens: 0 },
  };
}

const envelope = (answer: Answer, object: string) => ({
  id: `chatcmpl-${answer.id}`,
  object,
  created: Math.floor(Date.now() / 1000),
  model: answer.model,
  service_tier: 'default',
  system_fingerprint: 'fp_scripted',
});

function whole(answer: Answer): unknown {
  const refused = answer.finish === 'refusal';
  const message = {
    role: 'assistant',
    content: refused || (answer.text === '' && answer.calls.length > 0) ? null : answer.text,
    refusal: refused ? answer.text : null,
    annotations: [],
    ...(answer.reasoning ? { reasoning_content: answer.reasoning } : {}),
    ...(answer.calls.length > 0
      ? {
          tool_calls: answer.calls.map((call) => ({
            id: `call_${call.id}`,
            type: 'function',
            function: { name: call.tool, arguments: call.text },
          })),
        }
      : {}),
  };
  const choice = { index: 0, message, logprobs: null, finish_reason: reasons[answer.finish] };
  return { ...envelope(answer, 'chat.completion'), choices: [choice], usage: usageOf(answer) };
}

function stream(answer: Answer, body: Json): WireEvent[] {
  const events: WireEvent[] = [];
  const wanted = isObject(body.stream_options) && body.stream_options.include_usage === true;
  const head = envelope(answer, 'chat.completion.chunk');
  const send = (delta: Json, finish: string | null = null, call?: number) =>
    events.push({
      text: sse({
        ...head,
        choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
        ...(wanted ? { usage: null } : {}),
      }),
      ...(call === undefined ? {} : { call }),
    });
  send({ role: 'assistant', content: answer.text === '' && answer.calls.length > 0 ? null : '', refusal: null });
  for (const piece of pieces(answer.reasoning)) send({ reasoning_content: piece });
  for (const piece of pieces(answer.text)) send(answer.finish === 'refusal' ? { refusal: piece } : { content: piece });
  for (const [index, call] of answer.calls.entries()) {
    const start = { id: `call_${call.id}`, type: 'function', function: { name: call.tool, arguments: '' } };
    send({ tool_calls: [{ index, ...start }] }, null, index);
    for (const piece of argumentPieces(call.text))
      send({ tool_calls: [{ index, function: { arguments: piece } }] }, null, index);
  }
  send({}, reasons[answer.finish]);
  const usage = usageOf(answer);
  if (wanted && usage) events.push({ text: sse({ ...head, choices: [], usage }) });
  events.push({ text: sse('[DONE]') });
  return events;
}
