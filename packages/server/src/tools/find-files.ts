import { z } from 'zod';
import type { Tool } from './contract.ts';
import { ripgrep } from './ripgrep.ts';

const input = z.object({ glob: z.string().min(1) });
type Input = z.infer<typeof input>;

export const findFiles: Tool<Input> = {
  name: 'find_files',
  input,
  risk: 'safe',
  effect: 'read',
  async run({ glob }, context) {
    const found = await ripgrep(['--files', '--glob', glob], context);
    return { text: found.length === 0 ? 'No file matches.' : found.join('\n'), data: { files: found } };
  },
};
