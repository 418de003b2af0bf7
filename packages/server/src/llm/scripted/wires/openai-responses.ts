import type { SeenTool } from '../contract.ts';
import { openaiError, openaiErrorOf } from './openai-chat.ts';
import type { Answer, AnswerCall, Conversation, Json, Speaker, WireEvent } from './wire.ts';
import { argumentPieces, contentOf, isObject, objects, parsed, pieces, sse, text, Transcript } from './wire.ts';

/**
 * OpenAI Responses. It keeps what it answered, as the real one does: clients send items back by reference, or go on from a
 * previous response.
 */
export function createResponsesWire(): Speaker {
  const items = new Map<string, Json>();
  const responses = new Map<string, Json[]>();

  /** The input with its references resolved; a reference to nothing we know stays as it is. */
  function inputOf(body: Json): Json[] {
    const before = typeof body.previous_response_id === 'string' ? responses.get(body.previous_response_id) : undefined;
    const given =
      typeof body.input === 'string'
        ? [{ type: 'message', role: 'user', content: body.input }]
        : objects(body.input).map((item) =>
            item.type === 'item_reference' ? (items.get(text(item.id)) ?? item) : item,
          );
    return [...(before ?? []), ...given];
  }

  function keep(answer: Answer, body: Json): Json[] {
    const output = outputOf(answer, body);
    for (const item of output) items.set(text(item.id), item);
    responses.set(`resp_${answer.id}`, [...inputOf(body), ...output]);
    return output;
  }

  return {
    wire: 'openai-responses',
    contentType: { whole: 'application/json', stream: 'text/event-stream; charset=utf-8' },
    read: (body) => read(body, inputOf(body)),
    whole: (answer, body) => responseOf(answer, keep(answer, body), 'done'),
    stream: (answer, body) => stream(answer, keep(answer, body)),
    error: openaiError,
    overflow: () =>
      openaiErrorOf(
        'Your input exceeds the context window of this model. Please adjust your input and try again.',
        'invalid_request_error',
        'context_length_exceeded',
      ),
    errorEvent: () =>
      sse(
        {
          type: 'error',
          sequence_number: 3,
          ...openaiErrorOf('The server had an error while processing your request.', 'server_error', 'server_error'),
        },
        'error',
      ),
  };
}

function read(body: Json, input: Json[]): Conversation {
  const transcript = new Transcript();
  const system = [text(body.instructions)];
  for (const item of input) {
    const role = text(item.role);
    if (item.type === 'function_call') {
      transcript.call({ id: text(item.call_id), tool: text(item.name), input: parsed(text(item.arguments)) });
    } else if (item.type === 'custom_tool_call') {
      transcript.call({ id: text(item.call_id), tool: text(item.name), input: text(item.input) });
    } else if (item.type === 'function_call_output' || item.type === 'custom_tool_call_output') {
      transcript.result({ id: text(item.call_id), text: contentOf(item.output).words, failed: false });
    } else if (item.type === 'reasoning') {
      transcript.of('assistant').reasoning += contentOf(item.summary).words;
    } else if (item.type === 'item_reference') {
      transcript.of('assistant');
    } else if (role === 'system' || role === 'developer') {
      system.push(contentOf(item.content).words);
    } else if (role === 'assistant' || role === 'user') {
      const { words, files } = contentOf(item.content);
      transcript.say(role, words);
      transcript.of(role).files += files;
    }
  }
  return {
    model: text(body.model),
    stream: body.stream === true,
    system: system.filter((words) => words !== '').join('\n'),
    tools: objects(body.tools).map(toolOf),
    messages: transcript.messages,
  };
}

function toolOf(tool: Json): SeenTool {
  return {
    // Tools of OpenAI's own have a type and no name.
    name: text(tool.name) || text(tool.type),
    description: text(tool.description),
    schema: isObject(tool.parameters) ? tool.parameters : {},
    free: tool.type === 'custom',
  };
}

const base = (call: AnswerCall, status: string) =>
  call.free
    ? { id: `ctc_${call.id}`, type: 'custom_tool_call', status, call_id: `call_${call.id}`, name: call.tool }
    : { id: `fc_${call.id}`, type: 'function_call', status, call_id: `call_${call.id}`, ...named(call.tool) };

/** Tools of a group (`type: namespace`) are called by their own name, with the group's beside it: `group.tool` in a script. */
function named(tool: string): Json {
  const [name = '', namespace] = tool.split('.').reverse();
  return namespace === undefined ? { name } : { name, namespace };
}

/** The finished items of an answer. */
function outputOf(answer: Answer, body: Json): Json[] {
  const output: Json[] = [];
  const encrypted = Array.isArray(body.include) && body.include.includes('reasoning.encrypted_content');
  if (answer.reasoning)
    output.push({
      id: `rs_${answer.id}`,
      type: 'reasoning',
      summary: [{ type: 'summary_text', text: answer.reasoning }],
      ...(encrypted ? { encrypted_content: Buffer.from(`sealed ${answer.id}`).toString('base64') } : {}),
    });
  if (answer.text) {
    const part =
      answer.finish === 'refusal'
        ? { type: 'refusal', refusal: answer.text }
        : { type: 'output_text', annotations: [], logprobs: [], text: answer.text };
    output.push({ id: `msg_${answer.id}`, type: 'message', status: 'completed', content: [part], role: 'assistant' });
  }
  const ids = new Set<string>();
  for (const call of answer.calls) {
    const item: Json = { ...base(call, 'completed'), [call.free ? 'input' : 'arguments']: call.text };
    // A model may give two calls one id; items are the server's own and never share theirs.
    if (ids.has(text(item.id))) item.id = `${text(item.id)}${ids.size}`;
    ids.add(text(item.id));
    output.push(item);
  }
  return output;
}

function usageOf({ usage }: Answer) {
  if (!usage) return null;
  return {
    input_tokens: usage.input,
    input_tokens_details: { cached_tokens: usage.cachedInput },
    output_tokens: usage.output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: usage.input + usage.output,
  };
}

const incomplete = (answer: Answer) =>
  answer.finish === 'length' ? 'max_output_tokens' : answer.finish === 'content-filter' ? 'content_filter' : null;

function responseOf(answer: Answer, output: Json[], state: 'begun' | 'done'): Json {
  const reason = incomplete(answer);
  const done = state === 'done';
  return {
    id: `resp_${answer.id}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status: done ? (reason ? 'incomplete' : 'completed') : 'in_progress',
    background: false,
    error: null,
    incomplete_details: done && reason ? { reason } : null,
    instructions: null,
    max_output_tokens: null,
    model: answer.model,
    output: done ? output : [],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    service_tier: 'default',
    store: true,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    truncation: 'disabled',
    usage: done ? usageOf(answer) : null,
    user: null,
    metadata: {},
  };
}

function stream(answer: Answer, output: Json[]): WireEvent[] {
  const events: WireEvent[] = [];
  const send = (type: string, data: Json, call?: number) =>
    events.push({
      text: sse({ type, sequence_number: events.length, ...data }, type),
      ...(call === undefined ? {} : { call }),
    });
  send('response.created', { response: responseOf(answer, output, 'begun') });
  send('response.in_progress', { response: responseOf(answer, output, 'begun') });
  let call = -1;
  for (const [index, item] of output.entries()) {
    const at = { item_id: item.id, output_index: index };
    if (item.type === 'reasoning') reasoningEvents(item, answer, at, send);
    else if (item.type === 'message') messageEvents(item, answer, at, send);
    else {
      call += 1;
      callEvents(item, at, (type, data) => send(type, data, call));
    }
  }
  send(incomplete(answer) ? 'response.incomplete' : 'response.completed', {
    response: responseOf(answer, output, 'done'),
  });
  return events;
}

type Send = (type: string, data: Json) => void;
interface Place {
  item_id: unknown;
  output_index: number;
}

function reasoningEvents(item: Json, { reasoning }: Answer, at: Place, send: Send): void {
  const { output_index } = at;
  const part = { type: 'summary_text', text: reasoning };
  send('response.output_item.added', { output_index, item: { ...item, summary: [] } });
  send('response.reasoning_summary_part.added', { ...at, summary_index: 0, part: { ...part, text: '' } });
  for (const delta of pieces(reasoning))
    send('response.reasoning_summary_text.delta', { ...at, summary_index: 0, delta });
  send('response.reasoning_summary_text.done', { ...at, summary_index: 0, text: reasoning });
  send('response.reasoning_summary_part.done', { ...at, summary_index: 0, part });
  send('response.output_item.done', { output_index, item });
}

function messageEvents(item: Json, answer: Answer, at: Place, send: Send): void {
  const { output_index } = at;
  const place = { ...at, content_index: 0 };
  const refused = answer.finish === 'refusal';
  const [part] = objects(item.content);
  send('response.output_item.added', { output_index, item: { ...item, status: 'in_progress', content: [] } });
  send('response.content_part.added', { ...place, part: { ...part, [refused ? 'refusal' : 'text']: '' } });
  const name = refused ? 'response.refusal' : 'response.output_text';
  for (const delta of pieces(answer.text))
    send(`${name}.delta`, { ...place, delta, ...(refused ? {} : { logprobs: [] }) });
  send(`${name}.done`, {
    ...place,
    ...(refused ? { refusal: answer.text } : { text: answer.text, logprobs: [] }),
  });
  send('response.content_part.done', { ...place, part });
  send('response.output_item.done', { output_index, item });
}

function callEvents(item: Json, at: Place, send: Send): void {
  const { output_index } = at;
  const free = item.type === 'custom_tool_call';
  const field = free ? 'input' : 'arguments';
  const whole = text(item[field]);
  const name = free ? 'response.custom_tool_call_input' : 'response.function_call_arguments';
  send('response.output_item.added', { output_index, item: { ...item, status: 'in_progress', [field]: '' } });
  for (const delta of argumentPieces(whole)) send(`${name}.delta`, { ...at, delta });
  send(`${name}.done`, { ...at, [field]: whole });
  send('response.output_item.done', { output_index, item });
}
