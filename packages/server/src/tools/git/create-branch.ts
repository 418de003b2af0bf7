import { z } from 'zod';
import type { Tool } from '../contract.ts';

const input = z.lazy(() => z.object({ name: z.string().min(1).max(100) }));
type Input = z.infer<typeof input>;

export const createBranch: Tool<Input> = {
  name: 'create_branch',
  input,
  risk: 'reversible',
  effect: 'write',
  says: ({ name }) => `make branch ${name}`,
  async run({ name }, context) {
    await context.workspace.createBranch(name, context.signal);
    return { text: `On branch ${context.workspace.branch}.`, data: { branch: context.workspace.branch } };
  },
};
