import { z } from 'zod';
import type { Tool } from '../contract.ts';
import { forTheModel } from './web-errors.ts';

const input = z.lazy(() => z.object({ url: z.string().min(1).max(2000) }));
type Input = z.infer<typeof input>;

export const readPage: Tool<Input> = {
  name: 'read_page',
  input,
  risk: 'safe',
  effect: 'read',
  says: ({ url }) => `read ${url}`,
  async run({ url }, context) {
    const page = await forTheModel(() => context.web.read(url, context.signal));
    const heading = page.title === '' ? page.url : `${page.title} — ${page.url}`;
    return {
      text: `${heading}\n\n${page.markdown}`,
      data: { url: page.url, title: page.title, asOf: page.asOf },
    };
  },
};
