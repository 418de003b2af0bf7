import { z } from 'zod';
import { CodewrightError, ToolError } from '../../shared/errors.ts';
import type { Tool, ToolContext } from '../contract.ts';
import { blueprintOf, requirementsOf } from '../scaffold/requirements-of.ts';

const task = z.lazy(() =>
  z.object({
    id: z.string().min(1).max(60),
    title: z.string().min(1).max(300),
    files: z.array(z.string()).optional(),
    after: z.array(z.string()).optional(),
    /** Share of the whole work. */
    weight: z.number().min(0).max(1).optional(),
    /** Estimate. */
    seconds: z.number().min(0).optional(),
  }),
);
const input = z.lazy(() =>
  z.object({
    summary: z.string().min(1).max(2000).optional(),
    tasks: z.array(task).min(1).max(200).optional(),
  }),
);
type Input = z.infer<typeof input>;
type Task = z.infer<typeof task>;

export const createPlan: Tool<Input> = {
  name: 'create_plan',
  input,
  risk: 'safe',
  effect: 'record',
  async run(given, context) {
    const { summary, tasks, ...more } = given.tasks
      ? { summary: given.summary, tasks: given.tasks }
      : await derive(given, context);
    if (!summary) throw new ToolError('Say in summary what the plan is for.');
    checkOrder(tasks);
    const plan = {
      summary,
      tasks: tasks.map(({ id, title, files = [], after = [], ...rest }) => ({ id, title, files, after, ...rest })),
      ...more,
    };
    const lines = plan.tasks.map(
      ({ id, title, after }) => `${id}: ${title}${after.length > 0 ? ` (after ${after.join(', ')})` : ''}`,
    );
    return {
      text: `Plan of ${tasks.length} tasks recorded:\n${lines.join('\n')}`,
      data: plan,
      entry: { kind: 'plan', summary, data: { type: 'plan', ...plan } },
    };
  },
};

/** Without tasks: the work that a project of the recorded requirements is made of. */
async function derive(
  { summary }: Input,
  context: ToolContext,
): Promise<{
  summary: string;
  tasks: Task[];
  criticalPath: string[];
  milestones: { title: string; tasks: string[] }[];
}> {
  const requirements = await requirementsOf(undefined, context);
  const blueprint = await blueprintOf(requirements);
  try {
    const { criticalPath, milestones, ...plan } = blueprint.planProject(requirements);
    const tasks = plan.tasks.map(({ dependsOn, ...one }) => ({ ...one, after: dependsOn }));
    const said = summary ?? `Build ${requirements.title} in ${tasks.length} tasks`;
    return { summary: said, tasks, criticalPath, milestones };
  } catch (error) {
    // Requirements that contradict themselves are for whoever stated them to mend.
    if (error instanceof CodewrightError && error.code === 'INVALID_INPUT') throw new ToolError(error.message);
    throw error;
  }
}

/** Each id once, each `after` known, and no circle: else some task could never begin. */
function checkOrder(tasks: Task[]): void {
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
