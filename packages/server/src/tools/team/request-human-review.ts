import { z } from 'zod';
import type { Tool } from '../contract.ts';

const input = z.lazy(() =>
  z.object({ reason: z.string().min(1).max(2000), question: z.string().max(2000).optional() }),
);
type Input = z.infer<typeof input>;

export const requestHumanReview: Tool<Input> = {
  name: 'request_human_review',
  input,
  risk: 'safe',
  effect: 'ask',
  async run({ reason, question }, context) {
    const text = question === undefined ? reason : `${reason}\n${question}`;
    const answer = await context.ask({ kind: 'question', text });
    return {
      text: `A person answers: ${answer}`,
      data: { answer },
      entry: { kind: 'escalation', summary: reason, data: { type: 'human-review', answer } },
    };
  },
};
