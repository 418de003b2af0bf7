import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { ScriptError } from './answer.ts';
import { answerEmbeddings } from './embeddings.ts';
import { selfSigned } from './certificate.ts';
import type { ScriptedServer, ScriptedServerOptions, SeenRequest } from './contract.ts';
import { now, play, refuse } from './play.ts';
import { Session } from './script.ts';
import { anthropic } from './wires/anthropic.ts';
import { google } from './wires/google.ts';
import { openaiChat } from './wires/openai-chat.ts';
import { createResponsesWire } from './wires/openai-responses.ts';
import { isObject, type Json, parsed, type Speaker } from './wires/wire.ts';

/** Starts the scripted model server on loopback. */
export async function startScriptedServer(options: ScriptedServerOptions = {}): Promise<ScriptedServer> {
  const sessions = new Map<string, Session>();
  const seen: SeenRequest[] = [];
  const others: ScriptedServer['others'][number][] = [];
  const models = options.models ?? ['scripted-model'];
  const speakers: [RegExp, Speaker][] = [
    [/\/messages$/, anthropic],
    [/\/responses$/, createResponsesWire()],
    [/\/chat\/completions$/, openaiChat],
    [/\/models\/[^/]+:(streamGenerateContent|generateContent)$/, google],
  ];
  for (const [key, session] of Object.entries(options.sessions ?? {})) sessions.set(key, new Session(key, session));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedAt = now();
    const { method = 'GET', url: path = '/', headers } = request;
    const body = await bodyOf(request);
    const place = path.split('?', 1)[0] ?? '';
    const speaker = method === 'POST' ? speakers.find(([pattern]) => pattern.test(place))?.[1] : undefined;
    if (!speaker) {
      others.push({ method, path, headers, body });
      if (method === 'POST' && answerEmbeddings(response, { place, body, vector: options.vector })) return;
      return answerOther(request, response, { place, body, models });
    }
    const key = keyOf(request);
    const name = sessions.has(key) ? key : 'default';
    const read = parsed(body);
    const json: Json = isObject(read) ? read : {};
    const conversation = speaker.read(json, place);
    const { messages } = conversation;
    const entry: SeenRequest = {
      number: seen.length + 1,
      key,
      session: name,
      wire: speaker.wire,
      method,
      path,
      headers,
      body,
      ...conversation,
      turn: messages.filter(({ role }) => role === 'assistant').length,
      results: messages
        .slice(messages.findLastIndex(({ role }) => role === 'assistant') + 1)
        .flatMap(({ results }) => results),
      arrivedAt,
      firstByteAt: null,
      finishedAt: null,
      outcome: 'pending',
      fault: null,
      status: null,
    };
    seen.push(entry);
    response.once('close', () => {
      if (entry.outcome === 'pending') entry.outcome = 'gone';
    });
    const exchange = { response, seen: entry, speaker, body: json, chunkBytes: options.chunkBytes };
    if (!isObject(read)) return refuse(exchange, 400, speaker.error(400, 'The body is not a JSON object.'));
    const session = sessions.get(name);
    if (!session) return refuse(exchange, 401, speaker.error(401, 'There is no session for this API key.'));
    try {
      await play(exchange, session);
    } catch (error) {
      // A mistake in a script is told to whoever reads the client's output; no client tries a 400 again.
      const words = error instanceof Error ? error.message : String(error);
      if (!response.headersSent) refuse(exchange, 400, speaker.error(400, words));
      else response.destroy();
      if (!(error instanceof ScriptError)) process.emitWarning(error instanceof Error ? error : words);
    }
  }

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    // A client that hangs up while it sends is no concern of ours.
    answer(request, response).catch(() => response.destroy());
  };
  const signed = options.tls ? selfSigned() : null;
  const server = signed ? createTlsServer(signed, listener) : createServer(listener);
  server.keepAliveTimeout = 60_000;
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(options.port ?? 0, '127.0.0.1', () => listening.resolve());
  await listening.promise;
  const { port } = server.address() as AddressInfo;

  async function close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.close(() => resolve());
    server.closeAllConnections();
    await promise;
  }

  return {
    port,
    url: `${signed ? 'https' : 'http'}://127.0.0.1:${port}`,
    certificate: signed?.cert ?? null,
    session: (key, session) => void sessions.set(key, new Session(key, session)),
    requests: (session) => (session === undefined ? seen : seen.filter((one) => one.session === session)),
    others,
    clear() {
      seen.length = 0;
      others.length = 0;
      for (const session of sessions.values()) session.clear();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

const decoders: Record<string, (data: Buffer) => Buffer> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const decode = decoders[request.headers['content-encoding'] ?? ''];
  const whole = Buffer.concat(chunks);
  return (decode ? decode(whole) : whole).toString('utf8');
}

/** The key as each vendor's clients send it. */
function keyOf({ headers, url = '' }: IncomingMessage): string {
  const bearer = /^Bearer (.*)$/i.exec(headers.authorization ?? '')?.[1];
  const query = /[?&]key=([^&]*)/.exec(url)?.[1];
  for (const value of [headers['x-api-key'], headers['x-goog-api-key'], headers['api-key'], bearer, query]) {
    if (typeof value === 'string' && value !== '') return value.trim();
  }
  return '';
}

/** Lists of models in the shape of whoever asks, counts of tokens, and a plain no for the rest. */
function answerOther(
  request: IncomingMessage,
  response: ServerResponse,
  { place, body, models }: { place: string; body: string; models: string[] },
): void {
  const say = (status: number, value: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(request.method === 'HEAD' ? '' : JSON.stringify(value));
  };
  const tokens = Math.ceil(body.length / 4);
  const listed = /\/models(?:\/([^/]+))?$/.exec(place);
  if (request.method === 'GET' && listed) {
    const wanted = listed[1] === undefined ? null : decodeURIComponent(listed[1]);
    if (wanted !== null && !models.includes(wanted)) say(404, { error: { message: `There is no model ${wanted}.` } });
    else say(200, modelsAs(request, place, wanted === null ? models : [wanted], wanted !== null));
  } else if (place.endsWith('/messages/count_tokens')) say(200, { input_tokens: tokens });
  else if (place.endsWith(':countTokens')) say(200, { totalTokens: tokens });
  else if (place === '/' || request.method === 'HEAD') say(200, { ok: true });
  else say(404, { error: { message: `There is nothing at ${place}.`, type: 'invalid_request_error', code: null } });
}

function modelsAs({ headers }: IncomingMessage, place: string, models: string[], single: boolean): unknown {
  if (place.includes('v1beta') || headers['x-goog-api-key'] !== undefined) {
    const list = models.map((id) => ({
      name: `models/${id}`,
      displayName: id,
      inputTokenLimit: 200_000,
      outputTokenLimit: 64_000,
      supportedGenerationMethods: ['generateContent', 'countTokens'],
    }));
    return single ? list[0] : { models: list };
  }
  if (headers['anthropic-version'] !== undefined) {
    const list = models.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' }));
    return single
      ? list[0]
      : { data: list, has_more: false, first_id: models[0] ?? null, last_id: models.at(-1) ?? null };
  }
  const list = models.map((id) => ({ id, object: 'model', created: 1_767_225_600, owned_by: 'scripted' }));
  return single ? list[0] : { object: 'list', data: list };
}
