import { z } from 'zod';
import type { Tool } from '../contract.ts';
import { forTheModel } from './web-errors.ts';

const input = z.lazy(() =>
  z.object({ query: z.string().min(1).max(400), limit: z.number().int().min(1).max(20).optional() }),
);
type Input = z.infer<typeof input>;

export const searchWeb: Tool<Input> = {
  name: 'search_web',
  input,
  risk: 'safe',
  effect: 'read',
  says: ({ query }) => `search the web for ${JSON.stringify(query)}`,
  async run({ query, limit = 8 }, context) {
    const { hits, asOf, engine } = await forTheModel(() => context.web.search(query, limit, context.signal));
    const text = hits.map(({ title, url, text: words }) => `${title}\n${url}\n${words}`).join('\n\n');
    return {
      text: text === '' ? 'Nothing found.' : text,
      data: { engine, query, asOf, hits: hits.map((one) => ({ ...one })) },
    };
  },
};
