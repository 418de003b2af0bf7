import { z } from 'zod';
import type { Tool } from '../contract.ts';

const input = z.lazy(() =>
  z.object({
    from: z.string().optional(),
    to: z.string().optional(),
    paths: z.array(z.string()).optional(),
  }),
);
type Input = z.infer<typeof input>;

export const getDiff: Tool<Input> = {
  name: 'get_diff',
  input,
  risk: 'safe',
  effect: 'read',
  touches: ({ paths = [] }) => ({ paths }),
  says: ({ paths = [] }, output) =>
    `read the diff${paths.length > 0 ? ` of ${paths.join(', ')}` : ''}${output?.text === 'No difference.' ? ': no difference' : ''}`,
  async run({ from, to, paths }, context) {
    const range = {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      signal: context.signal,
    };
    const diff = await context.workspace.diff(paths === undefined ? range : { ...range, paths });
    const changes = await context.workspace.changes(range);
    return {
      text: diff === '' ? 'No difference.' : diff,
      data: { changes: changes.map((change) => ({ ...change })) },
    };
  },
};
