import { z } from 'zod';
import { textOf } from '@codewright/protocol/json';
import type { Tool } from '../contract.ts';

const input = z.lazy(() =>
  z.object({
    text: z.string().max(500).optional(),
  }),
);
type Input = z.infer<typeof input>;

const most = 12;
/** Of a page its beginning; read_page has the rest. */
const mostText = 1_500;

export const recall: Tool<Input> = {
  name: 'recall',
  input,
  risk: 'safe',
  effect: 'read',
  says: ({ text }) => `recall what is known${text === undefined ? '' : ` of ${JSON.stringify(text)}`}`,
  async run({ text }, context) {
    const found = await context.memory.recall({
      limit: most,
      ...(text === undefined ? {} : { text }),
    });
    const blocks = found.map(({ from, key, value, at, source }) => {
      const whole = textOf(value, 'null');
      const said = whole.length > mostText ? `${whole.slice(0, mostText)}…` : whole;
      return `[${from}] ${key} (${source}, ${at.slice(0, 10)}): ${said}`;
    });
    return {
      text: blocks.length === 0 ? 'Nothing is known of it.' : blocks.join('\n'),
      data: { found: found.map(({ from, key, value, at, source }) => ({ from, key, value, at, source })) },
    };
  },
};
