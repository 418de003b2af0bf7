import type { ScriptedFinish, SeenTool } from '../contract.ts';
import type { Answer, AnswerCall, Conversation, Json, Speaker, WireEvent } from './wire.ts';
import { isObject, objects, parsed, pieces, text, Transcript } from './wire.ts';

/** Gemini's generateContent and streamGenerateContent. */
export const google: Speaker = {
  wire: 'google',
  contentType: { whole: 'application/json; charset=UTF-8', stream: 'text/event-stream' },
  read,
  whole,
  stream,
  error: (status, message, retryAfter) =>
    errorOf(
      status,
      message ?? `Status ${status}.`,
      states[status] ?? 'UNKNOWN',
      retryAfter === undefined
        ? []
        : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfter}s` }],
    ),
  overflow: () =>
    errorOf(
      400,
      'The input token count (1204312) exceeds the maximum number of tokens allowed (1048576).',
      'INVALID_ARGUMENT',
    ),
  errorEvent: () => event(errorOf(503, 'The model is overloaded. Please try again later.', 'UNAVAILABLE')),
};

const states: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};
const errorOf = (code: number, message: string, status: string, details: Json[] = []) => ({
  error: { code, message, status, ...(details.length > 0 ? { details } : {}) },
});
/** Google ends its lines as HTTP does. */
const event = (data: unknown) => `data: ${JSON.stringify(data)}\r\n\r\n`;

const reasons: Record<ScriptedFinish, string> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  'tool-calls': 'STOP',
  refusal: 'PROHIBITED_CONTENT',
  'content-filter': 'SAFETY',
};

function read(body: Json, path: string): Conversation {
  const transcript = new Transcript();
  for (const content of objects(body.contents)) {
    const role = content.role === 'model' ? 'assistant' : 'user';
    transcript.of(role);
    for (const part of objects(content.parts)) {
      if (typeof part.text === 'string') {
        if (part.thought === true) transcript.of('assistant').reasoning += part.text;
        else transcript.say(role, part.text);
      } else if (isObject(part.functionCall)) {
        const { id, name, args } = part.functionCall;
        transcript.call({ id: text(id), tool: text(name), input: args ?? {} });
      } else if (isObject(part.functionResponse)) {
        const { id, name, response } = part.functionResponse;
        const failed = isObject(response) && 'error' in response;
        transcript.result({ id: text(id), tool: text(name), text: wordsOf(response), failed });
      } else if (part.inlineData ?? part.fileData) transcript.of(role).files += 1;
    }
  }
  const system = body.systemInstruction ?? body.system_instruction;
  return {
    model: /\/models\/([^/:]+):/.exec(path)?.[1] ?? '',
    stream: path.endsWith(':streamGenerateContent'),
    system: isObject(system)
      ? objects(system.parts)
          .map((part) => text(part.text))
          .join('\n')
      : text(system),
    tools: objects(body.tools).flatMap((group) =>
      objects(group.functionDeclarations ?? group.function_declarations).map(toolOf),
    ),
    messages: transcript.messages,
  };
}

/** The words of a function's response: in `output`, `content`, `result`… as the client likes. */
function wordsOf(response: unknown): string {
  if (!isObject(response)) return text(response);
  for (const name of ['output', 'content', 'result', 'error']) {
    const value = response[name];
    if (typeof value === 'string') return value;
  }
  return JSON.stringify(response);
}

function toolOf(tool: Json): SeenTool {
  const schema = tool.parametersJsonSchema ?? tool.parameters;
  return {
    name: text(tool.name),
    description: text(tool.description),
    schema: isObject(schema) ? schema : {},
    free: false,
  };
}

function usageOf({ usage }: Answer) {
  if (!usage) return undefined;
  return {
    promptTokenCount: usage.input,
    candidatesTokenCount: usage.output - usage.reasoning,
    totalTokenCount: usage.input + usage.output,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: usage.input }],
    ...(usage.cachedInput ? { cachedContentTokenCount: usage.cachedInput } : {}),
    ...(usage.reasoning ? { thoughtsTokenCount: usage.reasoning } : {}),
  };
}

/** Calls come parsed; arguments that are no JSON never leave Google's side: the turn ends with MALFORMED_FUNCTION_CALL. */
const isMalformed = (call: AnswerCall) => !isObject(parsed(call.text));

function callPart(call: AnswerCall, first: boolean, answer: Answer): Json {
  const functionCall = { id: call.id, name: call.tool, args: parsed(call.text) };
  // The signature stands at the first call of a turn only.
  return {
    functionCall,
    ...(first ? { thoughtSignature: Buffer.from(`signed ${answer.id}`).toString('base64') } : {}),
  };
}

function chunk(answer: Answer, parts: Json[], finish?: string): Json {
  const candidate = {
    content: { parts, role: 'model' },
    ...(finish ? { finishReason: finish } : {}),
    index: 0,
    ...(finish === 'MALFORMED_FUNCTION_CALL' ? { finishMessage: 'Malformed function call.' } : {}),
  };
  return {
    candidates: [candidate],
    usageMetadata: usageOf(answer),
    modelVersion: answer.model,
    responseId: answer.id,
  };
}

const finishOf = (answer: Answer) =>
  answer.calls.some(isMalformed) ? 'MALFORMED_FUNCTION_CALL' : reasons[answer.finish];
const callsOf = (answer: Answer) => (answer.calls.some(isMalformed) ? [] : answer.calls);

function whole(answer: Answer): unknown {
  const parts: Json[] = [];
  if (answer.reasoning) parts.push({ text: answer.reasoning, thought: true });
  if (answer.text) parts.push({ text: answer.text });
  for (const [index, call] of callsOf(answer).entries()) parts.push(callPart(call, index === 0, answer));
  return chunk(answer, parts, finishOf(answer));
}

function stream(answer: Answer): WireEvent[] {
  const events: WireEvent[] = [];
  for (const piece of pieces(answer.reasoning))
    events.push({ text: event(chunk(answer, [{ text: piece, thought: true }])) });
  for (const piece of pieces(answer.text)) events.push({ text: event(chunk(answer, [{ text: piece }])) });
  for (const [index, call] of callsOf(answer).entries())
    events.push({ text: event(chunk(answer, [callPart(call, index === 0, answer)])), call: index });
  events.push({ text: event(chunk(answer, [{ text: '' }], finishOf(answer))) });
  return events;
}
