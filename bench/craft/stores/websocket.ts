import { closest } from '../names.ts';
import { fieldTables, rowsOf } from '../readme.ts';
import { pause } from '../process.ts';
import type { Answer, EntityDoc, Row, Store } from './contract.ts';

interface Message {
  id?: number;
  result?: unknown;
  error?: { code: string; message: string };
  event?: string;
}

/** A service over WebSocket that answers calls as its README describes them. */
export async function openWebSocketStore(options: {
  url: string;
  readme: string;
  close: () => Promise<void>;
}): Promise<Store> {
  const connection = async () => {
    const socket = new WebSocket(options.url.replace('http', 'ws'));
    const waiting = new Map<number, (message: Message) => void>();
    const events: string[] = [];
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.event) events.push(message.event);
      if (message.id !== undefined) waiting.get(message.id)?.(message);
    });
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error('No connection')));
    });
    let last = 0;
    const call = (name: string, params: Row) =>
      new Promise<Message>((resolve) => {
        const id = ++last;
        waiting.set(id, resolve);
        setTimeout(() => resolve({ error: { code: 'internal', message: 'no answer' } }), 5000).unref();
        socket.send(JSON.stringify({ id, call: name, params }));
      });
    return { socket, call, events };
  };
  const main = await connection();
  const other = await connection();
  const docs = fieldTables(options.readme);
  const calls = rowsOf(options.readme, 'call').map(([name = '']) => name);
  const topics = [...new Set(calls.filter((name) => name.endsWith('.create')).map((name) => name.split('.')[0] ?? ''))];
  const usual = ['create', 'list', 'read', 'update', 'delete'];
  const entities: EntityDoc[] = topics.map((topic) => ({
    name: topic,
    fields: closest(topic, docs, ({ title }) => title)?.fields ?? [],
    actions: calls
      .filter((name) => name.startsWith(`${topic}.`))
      .map((name) => name.slice(topic.length + 1))
      .filter((verb) => !usual.includes(verb)),
  }));
  const ask = async (name: string, params: Row): Promise<Answer> => {
    const { error, result } = await main.call(name, params);
    if (error)
      return { ok: false, refused: !/internal/i.test(error.code), problem: `${name} ${error.code} ${error.message}` };
    return { ok: true, row: (result ?? {}) as Row };
  };
  return {
    entities,
    create: (entity, values) => ask(`${entity.name}.create`, values),
    update: (entity, id, values) => ask(`${entity.name}.update`, { id, ...values }),
    read: (entity, id) => ask(`${entity.name}.read`, { id }),
    remove: (entity, id) => ask(`${entity.name}.delete`, { id }),
    act: (entity, id, action) => ask(`${entity.name}.${action}`, { id }),
    async list(entity, query) {
      const params = Object.fromEntries(
        Object.entries(query).map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value]),
      );
      const answer = await ask(`${entity.name}.list`, params);
      return answer.ok ? ((answer.row['items'] as Row[] | undefined) ?? null) : null;
    },
    async hears(entity, change) {
      await other.call('subscribe', { topic: entity.name });
      const before = other.events.length;
      await change();
      for (let tries = 0; tries < 40 && other.events.length === before; tries++) await pause(50);
      return other.events.slice(before).some((event) => event.startsWith(`${entity.name}.`));
    },
    async close() {
      main.socket.close();
      other.socket.close();
      await options.close();
    },
  };
}
