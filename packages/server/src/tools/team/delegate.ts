import { z } from 'zod';
import type { Tool } from '../contract.ts';

const input = z.lazy(() => z.object({ role: z.string().min(1).max(60), instruction: z.string().min(1).max(10_000) }));
type Input = z.infer<typeof input>;

export const delegate: Tool<Input> = {
  name: 'delegate',
  input,
  risk: 'reversible',
  // The sub-agent's own calls are checkpointed and recorded one by one; this call only waits for them.
  effect: 'ask',
  says: ({ role, instruction }) => `ask ${role}: ${instruction}`,
  async run({ role, instruction }, context) {
    const { text, data } = await context.delegate(role, instruction);
    return { text: text === '' ? `${role} finished without a word.` : text, data };
  },
};
