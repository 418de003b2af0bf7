import { z } from 'zod';
import type { Tool } from '../contract.ts';
import { ripgrep } from '../search/ripgrep.ts';

const input = z.lazy(() => z.object({ glob: z.string().min(1) }));
type Input = z.infer<typeof input>;

/** Names that the record of one call keeps; all of them are in its text. */
const mostNames = 1000;

export const findFiles: Tool<Input> = {
  name: 'find_files',
  input,
  risk: 'safe',
  effect: 'read',
  says: ({ glob }) => `find ${glob}`,
  async run({ glob }, context) {
    const found = await ripgrep(['--files', '--glob', glob], context);
    return {
      text: found.length === 0 ? 'No file matches.' : found.join('\n'),
      data: { files: found.slice(0, mostNames), total: found.length },
    };
  },
};
