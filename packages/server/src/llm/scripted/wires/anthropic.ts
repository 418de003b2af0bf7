import type { ScriptedFinish, SeenTool } from '../contract.ts';
import type { Answer, Conversation, Json, Speaker, WireEvent } from './wire.ts';
import { argumentPieces, contentOf, isObject, objects, parsed, pieces, sse, text, Transcript } from './wire.ts';

/** Anthropic Messages. */
export const anthropic: Speaker = {
  wire: 'anthropic',
  contentType: { whole: 'application/json', stream: 'text/event-stream; charset=utf-8' },
  read,
  whole,
  stream,
  error: (status, message) => errorOf(types[status] ?? 'api_error', message ?? `Status ${status}.`),
  overflow: () => errorOf('invalid_request_error', 'prompt is too long: 208310 tokens > 200000 maximum'),
  errorEvent: () => sse(errorOf('overloaded_error', 'Overloaded'), 'error'),
};

const types: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};
const errorOf = (type: string, message: string) => ({
  type: 'error',
  error: { type, message },
  request_id: 'req_scripted',
});

const reasons: Record<ScriptedFinish, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  refusal: 'refusal',
  'content-filter': 'refusal',
};

function read(body: Json): Conversation {
  const transcript = new Transcript();
  for (const message of objects(body.messages)) {
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    transcript.of(role);
    if (typeof message.content === 'string') {
      transcript.say(role, message.content);
      continue;
    }
    for (const part of objects(message.content)) {
      if (part.type === 'text') transcript.say(role, text(part.text));
      else if (part.type === 'thinking') transcript.of('assistant').reasoning += text(part.thinking);
      else if (part.type === 'tool_use')
        transcript.call({ id: text(part.id), tool: text(part.name), input: part.input });
      else if (part.type === 'tool_result') {
        const { words, files } = contentOf(part.content);
        transcript.result({ id: text(part.tool_use_id), text: words, failed: part.is_error === true });
        transcript.of('user').files += files;
      } else if (part.type !== 'redacted_thinking') transcript.of(role).files += 1;
    }
  }
  return {
    model: text(body.model),
    stream: body.stream === true,
    system: contentOf(body.system).words,
    tools: objects(body.tools).map(toolOf),
    messages: transcript.messages,
  };
}

/** Tools whose schema Anthropic knows itself are declared by type alone. */
const editor = {
  command: { enum: ['view', 'create', 'str_replace', 'insert'] },
  path: {},
  file_text: {},
  old_str: {},
  new_str: {},
};
function toolOf(tool: Json): SeenTool {
  const known = text(tool.type);
  const properties = known.startsWith('bash_') ? { command: {} } : known.startsWith('text_editor_') ? editor : {};
  return {
    name: text(tool.name),
    description: text(tool.description),
    schema: isObject(tool.input_schema) ? tool.input_schema : { type: 'object', properties },
    free: false,
  };
}

function usageOf({ usage }: Answer) {
  if (!usage) return undefined;
  return {
    input_tokens: usage.input - usage.cachedInput - usage.cacheWrite,
    cache_creation_input_tokens: usage.cacheWrite,
    cache_read_input_tokens: usage.cachedInput,
    output_tokens: usage.output,
    service_tier: 'standard',
  };
}

const signature = (answer: Answer) => Buffer.from(`signed ${answer.id}`).toString('base64');

function whole(answer: Answer): unknown {
  const content: Json[] = [];
  if (answer.reasoning) content.push({ type: 'thinking', thinking: answer.reasoning, signature: signature(answer) });
  if (answer.text) content.push({ type: 'text', text: answer.text });
  for (const call of answer.calls)
    content.push({ type: 'tool_use', id: `toolu_${call.id}`, name: call.tool, input: parsed(call.text) });
  return { ...envelope(answer), content, stop_reason: reasons[answer.finish], usage: usageOf(answer) };
}

const envelope = (answer: Answer) => ({
  id: `msg_${answer.id}`,
  type: 'message',
  role: 'assistant',
  model: answer.model,
  content: [] as Json[],
  stop_reason: null as string | null,
  stop_sequence: null,
});

function stream(answer: Answer): WireEvent[] {
  const events: WireEvent[] = [];
  const send = (type: string, data: Json, call?: number) =>
    events.push({ text: sse({ type, ...data }, type), ...(call === undefined ? {} : { call }) });
  const usage = usageOf(answer);
  send('message_start', { message: { ...envelope(answer), usage: usage && { ...usage, output_tokens: 1 } } });
  let index = 0;
  const block = (start: Json, deltas: Json[], call?: number) => {
    send('content_block_start', { index, content_block: start }, call);
    if (index === 0) send('ping', {});
    for (const delta of deltas) send('content_block_delta', { index, delta }, call);
    send('content_block_stop', { index }, call);
    index += 1;
  };
  if (answer.reasoning)
    block({ type: 'thinking', thinking: '', signature: '' }, [
      ...pieces(answer.reasoning).map((thinking) => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature: signature(answer) },
    ]);
  if (answer.text)
    block(
      { type: 'text', text: '' },
      pieces(answer.text).map((piece) => ({ type: 'text_delta', text: piece })),
    );
  for (const [number, call] of answer.calls.entries())
    block(
      { type: 'tool_use', id: `toolu_${call.id}`, name: call.tool, input: {} },
      ['', ...argumentPieces(call.text)].map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
      number,
    );
  send('message_delta', { delta: { stop_reason: reasons[answer.finish], stop_sequence: null }, usage });
  send('message_stop', {});
  return events;
}
