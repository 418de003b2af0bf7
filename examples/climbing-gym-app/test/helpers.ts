import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { openDatabase } from '../src/database.ts';

/** A body as tests look into it: a row, a list, or an error. */
interface Body {
  [field: string]: unknown;
  id: number;
  items: Body[];
  total: number;
  error: { code: string; details: { field: string }[] };
}

export interface Answer {
  status: number;
  body: Body;
  headers: Headers;
}

export interface Client {
  get: (path: string) => Promise<Answer>;
  post: (path: string, body?: unknown) => Promise<Answer>;
  patch: (path: string, body: unknown) => Promise<Answer>;
  put: (path: string) => Promise<Answer>;
  delete: (path: string) => Promise<Answer>;
}

/** The application on an empty database in memory, at a time that stands still until a test moves it. */
export function startTest() {
  const database = openDatabase(':memory:');
  const clock = { now: '2029-06-01T12:00:00.000Z' };
  const config = loadConfig({ DATABASE_PATH: ':memory:' });
  const app = createApp({ database, config, now: () => clock.now });

  const send = async (
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'Content-Type': 'application/json', ...more };
    const init = text === undefined ? { method, headers: more } : { method, headers, body: text };
    const response = await app.request(path, init);
    const answer = await response.text();
    return {
      status: response.status,
      body: answer === '' ? null : JSON.parse(answer),
      headers: response.headers,
    };
  };

  const api: Client = {
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
    put: (path) => send('PUT', path),
    delete: (path) => send('DELETE', path),
  };
  return { app, database, clock, config, send, api };
}

/** The ids of a list, in its order. */
export function idsOf(answer: Answer): number[] {
  return answer.body.items.map((item) => item.id);
}
