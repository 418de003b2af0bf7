import type { JsonValue } from '@codewright/protocol/json';
import { toCodewrightError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import { cleanError, type Redactor } from '../shared/redact.ts';
import { timeless } from '../shared/timeless.ts';
import type { ModelGateway, ModelRequest, PromptMessage, RequestDigest, ToolSchema, Turn } from './contract.ts';

interface Seen {
  clean: PromptMessage;
  digest: string;
}

/**
 * The border to the models. Known secrets are taken out of what goes to a model and of what comes back, the words of its errors
 * included; each turn says by digests what it was asked, so that a replay can tell whether it was asked the same.
 * A message is looked at once, however often it is sent.
 */
export function guardModels(models: ModelGateway, redactor: Redactor): ModelGateway {
  const messages = new WeakMap<PromptMessage, Seen>();
  const schemas = new WeakMap<ToolSchema[], string>();

  const look = (message: PromptMessage): Seen => {
    let seen = messages.get(message);
    if (!seen) {
      const clean = withoutSecrets(message, redactor);
      seen = { clean, digest: short(timeless(JSON.stringify(describable(clean)))) };
      messages.set(message, seen);
    }
    return seen;
  };
  const digestOf = (tools: ToolSchema[]): string => {
    let digest = schemas.get(tools);
    if (digest === undefined) {
      digest = short(JSON.stringify(tools));
      schemas.set(tools, digest);
    }
    return digest;
  };

  return {
    describe: (name) => models.describe(name),
    digest: (request) => digestOfRequest(request, request.prompt.map(look), digestOf(request.tools)),
    async call(name, request) {
      const prompt = request.prompt.map(look);
      const { onDelta } = request;
      const deltas = onDelta && cleanDeltas(onDelta, redactor);
      const clean: ModelRequest = {
        ...request,
        prompt: redactor.idle ? request.prompt : prompt.map((seen) => seen.clean),
        ...(deltas ? { onDelta: deltas.push } : {}),
      };
      try {
        const turn = await models.call(name, clean);
        deltas?.end();
        const digest = digestOfRequest(request, prompt, digestOf(request.tools));
        return { ...(redactor.json(turn as unknown as JsonValue) as unknown as Turn), request: digest };
      } catch (error) {
        throw cleanError(toCodewrightError(error), redactor);
      }
    },
  };
}

function digestOfRequest({ prompt }: ModelRequest, seen: Seen[], tools: string): RequestDigest {
  const first = (role: PromptMessage['role']) =>
    seen[prompt.findIndex((message) => message.role === role)]?.digest ?? '';
  return {
    messages: prompt.length,
    system: first('system'),
    task: first('user'),
    tools,
    all: short(seen.map(({ digest }) => digest).join()),
  };
}

const short = (text: string) => sha256(text).slice(0, 16);

function withoutSecrets(message: PromptMessage, redactor: Redactor): PromptMessage {
  if (redactor.idle) return message;
  if (message.role !== 'user' || message.content.every((part) => part.type === 'text'))
    return redactor.json(message as unknown as JsonValue) as unknown as PromptMessage;
  // Bytes of an image hold no text to be searched.
  const content = message.content.map((part) =>
    part.type === 'text' ? (redactor.json(part as unknown as JsonValue) as unknown as typeof part) : part,
  );
  return { ...message, content };
}

/** A message without the bytes of its files. */
function describable(message: PromptMessage): unknown {
  if (message.role !== 'user') return message;
  const content = message.content.map((part) =>
    part.type === 'text' ? part : { type: part.type, mediaType: part.mediaType },
  );
  return { ...message, content };
}

type OnDelta = NonNullable<ModelRequest['onDelta']>;

/** Pieces of an answer: what may be the beginning of a secret is held back until the next piece. */
function cleanDeltas(onDelta: OnDelta, redactor: Redactor): { push: OnDelta; end(): void } {
  const streams = { text: redactor.stream(), reasoning: redactor.stream() };
  const tell = (kind: 'text' | 'reasoning', text: string) => {
    if (text !== '') onDelta({ kind, text });
  };
  return {
    push: ({ kind, text }) => tell(kind, streams[kind].push(text)),
    end: () => {
      for (const kind of ['reasoning', 'text'] as const) tell(kind, streams[kind].end());
    },
  };
}
