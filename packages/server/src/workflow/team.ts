import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFolder } from '../shared/data.ts';
import { readYaml } from '../shared/yaml.ts';
import type { WorkflowStep } from './contract.ts';
import { nearest } from './report.ts';
import type { WorkflowNames } from './report.ts';

/** What an agent may be asked to do, by name (templates/agent-tasks.yaml). */
const agentTask = z.strictObject({ role: z.string(), title: z.string(), instruction: z.string() });
export type AgentTasks = Readonly<Record<string, z.infer<typeof agentTask>>>;

/** @throws what its schema says of a file that is no such list. */
export function readAgentTasks(): AgentTasks {
  const file = join(dataFolder('templates'), 'agent-tasks.yaml');
  return z.record(z.string(), agentTask).parse(readYaml(readFileSync(file, 'utf8'), file).value);
}

const name = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'Use 1 to 100 letters, digits, - and _.');

/** A step of a team: which agent does which task. `agent` is an agent CLI or an own name that the settings give a model. */
export const teamStep = z.strictObject({
  agent: name,
  task: name,
  description: z.string().trim().min(1).max(10_000).optional(),
  optional: z.boolean().default(false),
  /** Another agent, for when this one cannot do it. */
  fallback: z.union([name, z.array(name)]).optional(),
});
type TeamStep = z.infer<typeof teamStep>;

/** The long form of a team workflow; the short one is the list of its steps alone. */
export const teamForm = z.strictObject({
  description: z.string().trim().min(1).optional(),
  max_iterations: z.number().int().min(1).max(20).optional(),
  min_suggestions_threshold: z.number().int().min(1).max(100).optional(),
  /** In place of the threshold: the condition by which the rounds end. */
  until: z.string().trim().min(1).optional(),
  steps: z.array(z.unknown()).min(1, 'There must be at least one step here.'),
});

/** As often as a workflow goes through its steps where it does not say, and from how many findings on. */
const usual = { rounds: 3, threshold: 3 };
/** What a team's result is proven by. */
export const teamGates = [
  'patch-limits',
  'tests-kept',
  'syntax',
  'dependencies',
  'types',
  'lint',
  'tests',
  'start-and-answer',
  'secrets',
];

/** What is wrong with the names of a team step, each with the key that it stands at. */
export function faultsOf(
  step: TeamStep,
  tasks: AgentTasks,
  names: WorkflowNames,
): { key: keyof TeamStep; message: string }[] {
  const faults: { key: keyof TeamStep; message: string }[] = [];
  if (!Object.hasOwn(tasks, step.task)) {
    faults.push({ key: 'task', message: `There is no task ${step.task}${nearest(step.task, Object.keys(tasks))}` });
  }
  const agents = names.agents ?? [];
  if (!agents.includes(step.agent)) {
    faults.push({ key: 'agent', message: `There is no agent ${step.agent}${nearest(step.agent, agents)}` });
  }
  for (const other of fallbacks(step)) {
    if (other === step.agent) {
      faults.push({ key: 'fallback', message: `${other} cannot do it by then: name another agent.` });
    }
    if (!agents.includes(other)) {
      faults.push({ key: 'fallback', message: `There is no agent ${other}${nearest(other, agents)}` });
    }
  }
  return faults;
}

function fallbacks({ fallback }: TeamStep): string[] {
  return fallback === undefined ? [] : [fallback].flat();
}

/**
 * A team's steps as the engine runs them: gone through until a review finds less than the threshold, or often enough; then proven by
 * the gates, and mended by whoever refined or implemented last.
 */
export function teamSteps(
  steps: readonly TeamStep[],
  tasks: AgentTasks,
  options: { rounds?: number | undefined; threshold?: number | undefined; until?: string | undefined },
): WorkflowStep[] {
  const base = { optional: false, when: null, weight: 0 };
  const counts = new Map<string, number>();
  const made = steps.map((step) => {
    const count = (counts.get(step.task) ?? 0) + 1;
    counts.set(step.task, count);
    const task = tasks[step.task];
    const own = count === 1 ? step.task : `${step.task}-${count}`;
    return { step, task, name: own.replaceAll('-', '_') };
  });
  const names = made.map((one) => one.name);
  const agents = made.map(
    ({ step, task, name: own }): Extract<WorkflowStep, { kind: 'agent' }> => ({
      ...base,
      kind: 'agent',
      name: own,
      title: `${task?.title ?? step.task} (${step.agent})`,
      optional: step.optional,
      role: task?.role ?? 'builder',
      brains: [step.agent, ...fallbacks(step)],
      instruction: [task?.instruction ?? '', step.description ?? ''].filter(Boolean).join('\n\n'),
      // Of this round what is over, of the round before what came after: the rest is not there yet.
      inputs: names.filter((other) => other !== own),
    }),
  );
  const reviews = made.filter(({ step }) => step.task === 'review').map((one) => one.name);
  const last = reviews.at(-1);
  const { rounds = usual.rounds, threshold = usual.threshold } = options;
  const until = options.until ?? (last === undefined ? undefined : enough(last, threshold));
  const work: WorkflowStep[] =
    until === undefined || rounds === 1
      ? agents
      : [
          {
            ...base,
            kind: 'repeat',
            name: 'rounds',
            title: 'Working as a team',
            max: rounds,
            until,
            ...(options.until === undefined ? { untilWords: `the last review finds less than ${threshold}` } : {}),
            steps: agents,
          },
        ];
  const mender = agents.findLast((step) => step.role === 'builder');
  const proof: WorkflowStep[] = [
    { ...base, kind: 'gates', name: 'validate', title: 'Proving the result', gates: teamGates },
  ];
  if (mender) {
    const mend = {
      ...mender,
      name: 'mend',
      title: `${tasks['mend']?.title ?? 'mend'} (${mender.brains?.[0] ?? ''})`,
      optional: false,
      instruction: tasks['mend']?.instruction ?? '',
      inputs: ['gates'],
    };
    const recheck: WorkflowStep = {
      ...base,
      kind: 'gates',
      name: 'recheck',
      title: 'Proving it again',
      gates: teamGates,
    };
    proof.push({
      ...base,
      kind: 'repeat',
      name: 'refinement',
      title: 'Mending what the checks found',
      when: '!gates.ok',
      max: 3,
      until: 'gates.ok',
      steps: [mend, recheck],
    });
  }
  const all = [...work, ...proof];
  const share = Math.floor(100 / all.length);
  for (const step of all) step.weight = share;
  const [first] = all;
  if (first) first.weight += 100 - share * all.length;
  return all;
}

/** True when the last review names fewer findings than are worth another round, or left none behind. */
function enough(review: string, threshold: number): string {
  const output = `steps.${review}.output`;
  return `type(${output}) != map || !has(${output}.blockers) || size(${output}.blockers) < ${threshold}`;
}
