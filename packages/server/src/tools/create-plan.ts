import { z } from 'zod';
import { ToolError } from '../shared/errors.ts';
import type { Tool } from './contract.ts';

const task = z.object({
  id: z.string().min(1).max(60),
  title: z.string().min(1).max(300),
  files: z.array(z.string()).optional(),
  after: z.array(z.string()).optional(),
});
const input = z.object({ summary: z.string().min(1).max(2000), tasks: z.array(task).min(1).max(200) });
type Input = z.infer<typeof input>;

export const createPlan: Tool<Input> = {
  name: 'create_plan',
  input,
  risk: 'safe',
  effect: 'record',
  async run({ summary, tasks }) {
    checkOrder(tasks);
    const plan = {
      summary,
      tasks: tasks.map(({ id, title, files = [], after = [] }) => ({ id, title, files, after })),
    };
    return {
      text: `Plan of ${tasks.length} tasks recorded.`,
      data: plan,
      entry: { kind: 'plan', summary, data: { type: 'plan', ...plan } },
    };
  },
};

/** Each id once, each `after` known, and no circle: else some task could never begin. */
function checkOrder(tasks: Input['tasks']): void {
  const known = new Map(tasks.map((one) => [one.id, one]));
  if (known.size !== tasks.length) throw new ToolError('Two tasks have the same id.');
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string, from: string): void => {
    const found = known.get(id);
    if (!found) throw new ToolError(`The task ${from} comes after ${id}, which is not in the plan.`);
    if (state.get(id) === 'done') return;
    if (state.get(id) === 'open') throw new ToolError(`The task ${id} comes after itself.`);
    state.set(id, 'open');
    for (const earlier of found.after ?? []) visit(earlier, id);
    state.set(id, 'done');
  };
  for (const { id } of tasks) visit(id, id);
}
