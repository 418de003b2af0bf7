import { z } from 'zod';
import { CodewrightError, ToolError } from '../../shared/errors.ts';
import { keptFor, type Tool } from '../contract.ts';

const input = z.lazy(() =>
  z.object({
    key: z.string().min(1).max(200),
    value: z.string().min(1).max(20_000),
    scope: z.enum(keptFor).default('project'),
  }),
);
type Input = z.infer<typeof input>;

export const remember: Tool<Input> = {
  name: 'remember',
  input,
  risk: 'safe',
  effect: 'record',
  says: ({ key, scope }) => `remember ${JSON.stringify(key)} for the ${scope}`,
  async run(fact, context) {
    try {
      await context.memory.remember(fact);
    } catch (error) {
      // What is wrong with the value the model can mend; a lost lease it cannot.
      if (!(error instanceof CodewrightError) || !['INVALID_INPUT', 'CONFLICT'].includes(error.code)) throw error;
      throw new ToolError(error.message, error.hint === undefined ? {} : { hint: error.hint });
    }
    return { text: `Kept for the ${fact.scope}.` };
  },
};
