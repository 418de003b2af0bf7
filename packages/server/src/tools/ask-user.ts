import { z } from 'zod';
import type { Tool } from './contract.ts';

const input = z.object({ question: z.string().min(1).max(2000), choices: z.array(z.string()).max(10).optional() });
type Input = z.infer<typeof input>;

export const askUser: Tool<Input> = {
  name: 'ask_user',
  input,
  risk: 'safe',
  effect: 'ask',
  says: ({ question }) => `ask: ${question}`,
  async run({ question, choices }, context) {
    const answer = await context.ask({ kind: 'question', text: question, ...(choices ? { choices } : {}) });
    return { text: `The user answers: ${answer}`, data: { answer } };
  },
};
