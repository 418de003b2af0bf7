import { readFile } from 'node:fs/promises';
import type { Context } from 'hono';
import { answerError, notFound } from './errors.ts';

/** Where nothing is, a person sees the web app say so, and a program gets an error that it can read. */
export async function answerNothing(c: Context): Promise<Response> {
  const wantsPage = c.req.method === 'GET' && c.req.header('Accept')?.includes('text/html');
  const page = wantsPage
    ? await readFile('web/dist/index.html', 'utf8').catch(() => undefined)
    : undefined;
  return page === undefined ? answerError(notFound('address'), c) : c.html(page, 404);
}
