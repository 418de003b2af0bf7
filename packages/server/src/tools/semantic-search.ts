import { z } from 'zod';
import type { Tool } from './contract.ts';
import { uncovered } from './map-repository.ts';

const input = z.object({ query: z.string().trim().min(2).max(1000), limit: z.int().min(1).max(30).default(8) });
type Input = z.infer<typeof input>;

export const semanticSearch: Tool<Input> = {
  name: 'semantic_search',
  input,
  risk: 'safe',
  effect: 'read',
  says: ({ query }) => `look for ${JSON.stringify(query)}`,
  async run({ query, limit }, { codebase, workspace, job, signal }) {
    const { hits, coverage } = await codebase.search({
      tree: workspace,
      repository: job.request.repository ?? workspace.root,
      text: query,
      limit,
      signal,
    });
    const blocks = hits.map(
      ({ path, line, end, symbol, text }) => `${path}:${line}-${end}${symbol ? ` ${symbol}` : ''}\n${text}`,
    );
    return {
      text: (blocks.length === 0 ? 'Nothing found.' : blocks.join('\n\n')) + uncovered(coverage),
      data: { hits: hits.map(({ path, line, end, symbol }) => ({ path, line, end, symbol })) },
    };
  },
};
