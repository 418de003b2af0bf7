import { z } from 'zod';
import type { Meaning } from '../../codebase/contract.ts';
import type { Tool } from '../contract.ts';
import { uncovered } from './map-repository.ts';

const input = z.lazy(() =>
  z.object({ query: z.string().trim().min(2).max(1000), limit: z.int().min(1).max(30).default(8) }),
);
type Input = z.infer<typeof input>;

export const semanticSearch: Tool<Input> = {
  name: 'semantic_search',
  input,
  risk: 'safe',
  effect: 'read',
  says: ({ query }) => `look for ${JSON.stringify(query)}`,
  async run({ query, limit }, { codebase, workspace, job, signal }) {
    const { hits, coverage, meaning, cents } = await codebase.search({
      tree: workspace,
      repository: job.request.repository ?? workspace.root,
      text: query,
      limit,
      signal,
    });
    const blocks = hits.map(
      ({ path, line, end, symbol, text, by }) =>
        `${path}:${line}-${end}${symbol ? ` ${symbol}` : ''}${meaning ? ` (by ${by === 'both' ? 'words and meaning' : by})` : ''}\n${text}`,
    );
    return {
      text: (blocks.length === 0 ? 'Nothing found.' : blocks.join('\n\n')) + uncovered(coverage) + unmeant(meaning),
      data: {
        hits: hits.map(({ path, line, end, symbol, by }) => ({ path, line, end, symbol, by })),
        ...(meaning ? { meaning: { ...meaning } } : {}),
      },
      ...(cents > 0 ? { cents } : {}),
    };
  },
};

/** What the search by meaning could not look at. */
function unmeant(meaning: Meaning | null): string {
  if (meaning === null) return '';
  if (meaning.failure !== null) return `\n\nBy words alone: ${meaning.failure}`;
  const { embedded, files } = meaning;
  return embedded < files
    ? `\n\nBy meaning, ${embedded} of ${files} files were looked at; another search looks at more.`
    : '';
}
