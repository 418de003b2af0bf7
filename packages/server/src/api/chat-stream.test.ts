import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiBench, openApi, parseStream, type Sent } from './testing.ts';

let bench: ApiBench;

beforeAll(async () => {
  bench = await openApi();
});
afterAll(() => bench[Symbol.asyncDispose]());

interface Turn {
  conversation: { id: string };
  messages: { seq: number; text: string }[];
}

async function note(text: string, conversationId?: string): Promise<Turn> {
  const answer = await bench.post('/api/messages', { text, ...(conversationId ? { conversationId } : {}) });
  expect(answer.status).toBe(201);
  return (await answer.json()) as Turn;
}

/** A stream as it comes: what was sent so far, until something holds. */
async function listen(id: string, headers: Record<string, string> = {}, query = '') {
  const stop = new AbortController();
  const path = `/api/chat/stream?conversationId=${id}${query}`;
  const answer = await bench.call(path, { headers, signal: stop.signal });
  const reader = answer.body?.getReader();
  let text = '';
  const sent = (): Sent[] => parseStream(text.slice(0, text.lastIndexOf('\n\n') + 2));
  return {
    status: answer.status,
    async until(is: (sent: Sent[]) => boolean): Promise<Sent[]> {
      while (!is(sent())) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error(`The stream ended: ${text}`);
        text += new TextDecoder().decode(value);
      }
      return sent();
    },
    stop: () => stop.abort(),
  };
}

const messages = (sent: Sent[]) =>
  sent.filter(({ event }) => event === 'message').map(({ data }) => (JSON.parse(data) as { text: string }).text);
const states = (sent: Sent[]) =>
  sent.filter(({ event }) => event === 'status').map(({ data }) => (JSON.parse(data) as { state: string }).state);

test('a conversation streams what was said, then what is said, each once and in order, over a reconnection', async () => {
  const { conversation } = await note('one');
  await note('two', conversation.id);
  const first = await listen(conversation.id);
  expect(messages(await first.until((sent) => messages(sent).length === 2))).toEqual(['one', 'two']);
  await note('three', conversation.id);
  await note('elsewhere');
  const seen = await first.until((sent) => messages(sent).length === 3);
  expect(messages(seen)).toEqual(['one', 'two', 'three']);
  first.stop();
  const last = seen.findLast(({ event }) => event === 'message')?.id ?? '';
  await note('four', conversation.id);
  const second = await listen(conversation.id, { 'last-event-id': last });
  expect(messages(await second.until((sent) => messages(sent).length > 0))).toEqual(['four']);
  second.stop();
  const third = await listen(conversation.id, {}, `&after=${last}`);
  expect(messages(await third.until((sent) => messages(sent).length > 0))).toEqual(['four']);
  third.stop();
});

test('more than a page of messages comes whole', async () => {
  const { conversation } = await note('0');
  const talk = bench.client;
  for (let number = 1; number <= 520; number += 1)
    await talk.note({ text: String(number), conversationId: conversation.id });
  const stream = await listen(conversation.id);
  const all = messages(await stream.until((sent) => messages(sent).length === 521));
  expect(all.at(-1)).toBe('520');
  stream.stop();
});

test('what a job does shows as a state, from thinking to idle', async () => {
  const answer = await bench.post('/api/chat', { text: 'create file docs/chat.md with "x"', folder: bench.repo });
  const turn = (await answer.json()) as Turn;
  const stream = await listen(turn.conversation.id);
  const seen = states(await stream.until((sent) => states(sent).at(-1) === 'idle' && states(sent).length > 1));
  expect(seen.length).toBeGreaterThan(1);
  expect(['thinking', 'working', 'typing']).toContain(seen[0]);
  stream.stop();
});

test('nobody streams a conversation of somebody else, or one that is not there', async () => {
  const { conversation } = await note('mine');
  await bench.access.addUser({ id: 'bob', role: 'member' }, 'local');
  const { secret } = await bench.access.addToken({ user: 'bob', name: 'test' }, 'local');
  const path = `/api/chat/stream?conversationId=${conversation.id}`;
  expect((await bench.call(path, { token: secret })).status).toBe(404);
  expect((await bench.call(path, { token: null })).status).toBe(401);
  expect((await listen('00000000-nothing')).status).toBe(404);
  const own = await listen(conversation.id);
  expect(own.status).toBe(200);
  own.stop();
});
