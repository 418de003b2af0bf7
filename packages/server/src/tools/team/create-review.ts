import { z } from 'zod';
import { ToolError } from '../../shared/errors.ts';
import type { Tool } from '../contract.ts';

const blocker = z.lazy(() =>
  z.object({
    severity: z.enum(['critical', 'major', 'minor']),
    message: z.string().min(1).max(2000),
    file: z.string().optional(),
    line: z.int().min(1).optional(),
  }),
);
const input = z.lazy(() =>
  z.object({
    verdict: z.enum(['approve', 'request_changes']),
    summary: z.string().min(1).max(2000),
    blockers: z.array(blocker).optional(),
  }),
);
type Input = z.infer<typeof input>;

export const createReview: Tool<Input> = {
  name: 'create_review',
  input,
  risk: 'safe',
  effect: 'record',
  async run({ verdict, summary, blockers = [] }) {
    const grave = blockers.filter(({ severity }) => severity !== 'minor').length;
    if (verdict === 'approve' && grave > 0)
      throw new ToolError('A critical or major blocker and an approval contradict each other.');
    if (verdict === 'request_changes' && blockers.length === 0)
      throw new ToolError('Say in blockers what has to change.');
    const review = {
      verdict,
      summary,
      blockers: blockers.map(({ severity, message, file, line }) => ({
        severity,
        message,
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
      })),
    };
    return {
      text: verdict === 'approve' ? 'Approved.' : `Changes requested: ${blockers.length}.`,
      data: review,
      entry: { kind: 'review', summary, data: { type: 'review', ...review } },
    };
  },
};
