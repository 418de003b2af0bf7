import { entryKinds } from '@codewright/protocol/event';
import type { JsonObject } from '@codewright/protocol/json';
import { z } from 'zod';
import type { Tool } from '../contract.ts';

const kind = z.string().refine((name) => (entryKinds as readonly string[]).includes(name), {
  error: `expected one of ${entryKinds.join(', ')}`,
});
const input = z.lazy(() =>
  z.object({
    kinds: z.array(kind).optional(),
    text: z.string().optional(),
    limit: z.int().min(1).max(200).default(20),
  }),
);
type Input = z.infer<typeof input>;

export const queryLedger: Tool<Input> = {
  name: 'query_ledger',
  input,
  risk: 'safe',
  effect: 'read',
  says: ({ text }) => `search the record${text === undefined ? '' : ` for ${JSON.stringify(text)}`}`,
  async run({ kinds, text, limit }, context) {
    const entries = await context.records.query({
      limit,
      ...(kinds === undefined ? {} : { kinds: entryKinds.filter((name) => kinds.includes(name)) }),
      ...(text === undefined ? {} : { text }),
    });
    const lines = entries.map((entry) => `${entry.id} ${entry.time} ${entry.kind} ${entry.actor.id}: ${entry.summary}`);
    return {
      text: lines.length === 0 ? 'No entry matches.' : lines.join('\n'),
      data: {
        entries: entries.map((one) => ({
          id: one.id,
          seq: one.seq,
          kind: one.kind,
          summary: one.summary,
          data: short(one.data),
        })),
      },
    };
  },
};

/** Without what a tool answered: it would be recorded once more with every look at it. */
function short(data: JsonObject): JsonObject {
  if (typeof data['tool'] !== 'string') return data;
  const { result: _, ...rest } = data;
  return rest;
}
