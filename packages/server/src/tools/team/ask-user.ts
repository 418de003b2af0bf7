import { z } from 'zod';
import type { Tool } from '../contract.ts';

const input = z.lazy(() =>
  z.object({ question: z.string().min(1).max(2000), choices: z.array(z.string()).max(10).optional() }),
);
type Input = z.infer<typeof input>;

const nobody =
  'Nobody is there to answer. Decide by the task and the code, take the plainest choice, and say at the end which.';

export const askUser: Tool<Input> = {
  name: 'ask_user',
  input,
  risk: 'safe',
  effect: 'ask',
  says: ({ question }) => `ask: ${question}`,
  async run({ question, choices }, context) {
    const { request, mode } = context.job;
    // Who approved everything in advance has gone away; of a new project nothing could be assumed, so there it is asked all the same.
    if (request.autoApprove && mode !== 'build') return { text: nobody, data: { answer: null } };
    const answer = await context.ask({ kind: 'question', text: question, ...(choices ? { choices } : {}) });
    return { text: `The user answers: ${answer}`, data: { answer } };
  },
};
