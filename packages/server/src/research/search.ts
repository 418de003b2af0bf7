import { z } from 'zod';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { SearchHit, SearchResults } from './contract.ts';
import { askWeb, type Dial } from './web.ts';
import { parseJson } from './cache.ts';

export const searchEngines = ['searxng', 'brave', 'tavily'] as const;
export type SearchEngine = (typeof searchEngines)[number];

export interface SearchOptions {
  engine: SearchEngine;
  /** Base address; the engine's public one when absent. SearXNG has none. */
  url?: string;
  /** Asked for at each search: a rotated key counts at once. */
  key(): Promise<string | null>;
  dial: Dial;
  ca?: string;
  timeoutMs: number;
  clock: Clock;
}

interface Call {
  path: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
}

interface Engine {
  name: string;
  address: string | null;
  needsKey: boolean;
  call(query: string, limit: number, key: string): Call;
  /** null: the answer is not what the engine's documentation says. */
  read(answer: unknown): SearchHit[] | null;
}

const hit = (title: string, url: string, text: string | null | undefined): SearchHit => ({
  title,
  url,
  text: (text ?? '').replaceAll(/<[^>]*>/g, ''),
});

const engines: Record<SearchEngine, Engine> = {
  /** https://docs.searxng.org/dev/search_api.html */
  searxng: {
    name: 'SearXNG',
    address: null,
    needsKey: false,
    call: (query) => ({
      path: `search?${new URLSearchParams({ q: query, format: 'json' }).toString()}`,
      method: 'GET',
      headers: {},
    }),
    read(answer) {
      const shape = z.object({
        results: z.array(z.object({ title: z.string(), url: z.string(), content: z.string().nullish() })),
      });
      const parsed = shape.safeParse(answer);
      return parsed.success ? parsed.data.results.map((one) => hit(one.title, one.url, one.content)) : null;
    },
  },
  /** https://api-dashboard.search.brave.com/app/documentation/web-search */
  brave: {
    name: 'Brave Search',
    address: 'https://api.search.brave.com/res/v1/',
    needsKey: true,
    call: (query, limit, key) => ({
      path: `web/search?${new URLSearchParams({ q: query, count: String(limit) }).toString()}`,
      method: 'GET',
      headers: { 'x-subscription-token': key },
    }),
    read(answer) {
      const result = z.object({ title: z.string(), url: z.string(), description: z.string().nullish() });
      const parsed = z.object({ web: z.object({ results: z.array(result) }).optional() }).safeParse(answer);
      if (!parsed.success) return null;
      return (parsed.data.web?.results ?? []).map((one) => hit(one.title, one.url, one.description));
    },
  },
  /** https://docs.tavily.com/documentation/api-reference/endpoint/search */
  tavily: {
    name: 'Tavily',
    address: 'https://api.tavily.com/',
    needsKey: true,
    call: (query, limit, key) => ({
      path: 'search',
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, max_results: limit }),
    }),
    read(answer) {
      const shape = z.object({
        results: z.array(z.object({ title: z.string(), url: z.string(), content: z.string().nullish() })),
      });
      const parsed = shape.safeParse(answer);
      return parsed.success ? parsed.data.results.map((one) => hit(one.title, one.url, one.content)) : null;
    },
  },
};

/** The address that a search goes to; null where it must be set and is not. */
export function searchAddress({ engine, url }: Pick<SearchOptions, 'engine' | 'url'>): string | null {
  return url ?? engines[engine].address;
}

/**
 * One search of the web.
 * @throws CodewrightError CONFIG_INVALID without an address or key; UNAUTHORIZED for a key that is refused; WEB_UNREACHABLE.
 */
export async function searchWeb(
  query: string,
  limit: number,
  options: SearchOptions,
  signal: AbortSignal,
): Promise<SearchResults> {
  const engine = engines[options.engine];
  const address = searchAddress(options);
  if (address === null) {
    throw new CodewrightError('CONFIG_INVALID', `${engine.name} needs the address of a server.`, {
      hint: 'Set `research.searchUrl`.',
    });
  }
  const key = await options.key();
  if (engine.needsKey && !key) {
    throw new CodewrightError('CONFIG_INVALID', `${engine.name} needs a key.`, {
      hint: `Store it with \`codewright secrets set ${options.engine.toUpperCase()}_API_KEY\`.`,
    });
  }
  const { path, ...call } = engine.call(query, limit, key ?? '');
  const base = address.endsWith('/') ? address : `${address}/`;
  const { dial, ca, timeoutMs, clock } = options;
  // The key goes to the engine alone: a redirect is not followed.
  const sent = { ...call, url: new URL(path, base).href, signal, timeoutMs, maxBytes: 2_000_000, redirects: 0 };
  const answer = await askWeb({ ...sent, ...(ca === undefined ? {} : { ca }) }, dial);
  if (answer.status === 401 || answer.status === 403) {
    throw new CodewrightError('UNAUTHORIZED', `${engine.name} refused the key (${answer.status}).`, {
      hint: 'Check the key and what it is allowed.',
    });
  }
  const hits = answer.status === 200 ? engine.read(parseJson(answer.body.toString('utf8'))) : null;
  if (!hits) {
    const reason = answer.status === 200 ? 'with something that is no list of results' : `${answer.status}`;
    throw new CodewrightError('WEB_UNREACHABLE', `${engine.name} answered ${reason}.`);
  }
  const usable = hits.filter(({ url }) => /^https?:/.test(url)).slice(0, limit);
  return { engine: options.engine, query, hits: usable, asOf: clock.now().toISOString() };
}
