import { z } from 'zod';
import type { Coverage } from '../../codebase/contract.ts';
import type { Tool } from '../contract.ts';

const input = z.lazy(() =>
  z.object({
    focus: z.string().max(2000).optional(),
    tokens: z.int().min(100).max(8000).default(1500),
  }),
);
type Input = z.infer<typeof input>;

export const mapRepository: Tool<Input> = {
  name: 'map_repository',
  input,
  risk: 'safe',
  effect: 'read',
  says: ({ focus }) => `map the repository${focus === undefined ? '' : ` around ${JSON.stringify(focus)}`}`,
  async run({ focus, tokens }, { codebase, workspace, job, signal }) {
    const { text, shown, coverage } = await codebase.map({
      tree: workspace,
      repository: job.request.repository ?? workspace.root,
      // What the job is about decides what matters, where the agent does not say it closer.
      focus: focus ?? job.goal,
      tokens,
      signal,
    });
    return {
      text: text === '' ? 'Nothing in this tree defines anything that can be named.' : text + uncovered(coverage),
      data: { files: shown },
    };
  },
};

/** Says so where an answer rests on a part of the tree. */
export function uncovered({ files, indexed }: Coverage): string {
  return indexed >= files ? '' : `\n[${indexed} of ${files} files are read so far; ask again for the rest]`;
}
