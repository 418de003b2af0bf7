import type { ServerResponse } from 'node:http';
import { isObject, type Json, parsed, text } from './wires/wire.ts';

/** Embeddings as OpenAI and Google give them, the same for the same texts. False where the request is none for them. */
export function answerEmbeddings(
  response: ServerResponse,
  { place, body, vector = byWords }: { place: string; body: string; vector: ((text: string) => number[]) | undefined },
): boolean {
  const read = parsed(body);
  const json: Json = isObject(read) ? read : {};
  const say = (value: unknown) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
    return true;
  };
  if (place.endsWith('/embeddings')) {
    const input = Array.isArray(json.input) ? json.input.map(text) : [text(json.input)];
    const tokens = Math.ceil(input.join('').length / 4);
    return say({
      object: 'list',
      model: text(json.model),
      data: input.map((one, index) => ({ object: 'embedding', index, embedding: vector(one) })),
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    });
  }
  if (place.endsWith(':embedContent')) return say({ embedding: { values: vector(partsOf(json)) } });
  if (!place.endsWith(':batchEmbedContents')) return false;
  const requests = Array.isArray(json.requests) ? (json.requests as unknown[]) : [];
  return say({ embeddings: requests.map((one) => ({ values: vector(partsOf(isObject(one) ? one : {})) })) });
}

function partsOf({ content }: Json): string {
  const parts = isObject(content) && Array.isArray(content.parts) ? (content.parts as unknown[]) : [];
  return parts.map((part) => (isObject(part) ? text(part.text) : '')).join('\n');
}

/** Each word counts at a place of its own. */
function byWords(given: string): number[] {
  const values = Array.from({ length: 64 }, () => 0);
  values[0] = 0.01;
  for (const word of given.toLowerCase().match(/[a-z]{3,}/g) ?? []) {
    let hash = 0;
    for (const letter of word) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 63;
    values[hash + 1] = (values[hash + 1] ?? 0) + 1;
  }
  return values;
}
