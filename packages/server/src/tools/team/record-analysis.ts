import { z } from 'zod';
import { jsonValue } from '@codewright/protocol/json';
import type { Tool } from '../contract.ts';

const input = z.lazy(() =>
  z.object({
    type: z.string().regex(/^[a-z][a-z0-9_-]{0,40}$/),
    summary: z.string().min(1).max(2000),
    data: z.unknown().optional(),
  }),
);
type Input = z.infer<typeof input>;

export const recordAnalysis: Tool<Input> = {
  name: 'record_analysis',
  input,
  risk: 'safe',
  effect: 'record',
  async run({ type, summary, data }) {
    // Anything at all is allowed here, so the schema that a model reads need not spell JSON out.
    const value = jsonValue.parse(data ?? null);
    return {
      text: `Recorded: ${summary}`,
      data: value,
      entry: { kind: 'analysis', summary, data: { type, data: value } },
    };
  },
};
