import { CodewrightError } from '../shared/errors.ts';
import type { AgentStep, WorkflowStep } from './contract.ts';
import type { Here, Made, StepRun } from './run.ts';
import { readAgentTasks } from './team.ts';

/** How many branches run at once. */
const width = 3;

/**
 * Carries out pieces of work side by side. Those that have begun are waited for before an error unwinds, so that nothing works on
 * unseen; after one, no further one begins.
 */
export async function sideBySide(work: readonly (() => Promise<unknown>)[]): Promise<void> {
  const waiting = [...work];
  const errors: unknown[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next && errors.length === 0; next = waiting.shift()) {
      await next().catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, work.length) }, lane));
  // A failure outweighs a question: asking a person about work that is lost already helps nobody.
  if (errors.length > 0) throw errors.find((error) => error instanceof CodewrightError) ?? errors[0];
}

/**
 * Branches side by side, each in a tree of its own from its first change on. When all are over, what they changed comes together in
 * the order in which they are written; what collides is given to an agent. `inside`: whose prefix is that of the branches.
 */
export async function runParallel(
  run: StepRun,
  step: Extract<WorkflowStep, { kind: 'parallel' }>,
  key: string,
  inside: Here,
): Promise<Made> {
  const { trees } = run.deps;
  const branches = step.steps.map((inner) => ({
    inner,
    branch: `${key}/${inner.name}`,
    gates: { ...inside.gates },
    done: false,
  }));
  const names = branches.map(({ branch }) => branch);
  await trees.begin(key, inside.place, names);
  await sideBySide(
    branches.map((one) => async () => {
      const end = await run.step(one.inner, { ...inside, place: one.branch, gates: one.gates });
      one.done = end.status === 'done';
    }),
  );
  for (const { inner, branch, done, gates } of branches) {
    if (gates.report !== inside.gates.report && gates.report) inside.gates.report = gates.report;
    // What an optional branch left half done is not taken.
    if (done) await mergeBranch(run, inner, branch, `${key}/merge+${inner.name}`, inside);
  }
  await trees.drop(names);
  const outputs = step.steps.map(({ name }) => [name, run.output(name).output] as const);
  return { output: Object.fromEntries(outputs), text: '' };
}

/** Brings one branch in; a builder gets what collides, and no mark of it may be left. */
export async function mergeBranch(
  run: StepRun,
  { title, ...step }: WorkflowStep,
  branch: string,
  key: string,
  here: Here,
): Promise<void> {
  const { trees } = run.deps;
  const merged = await trees.merge(key, branch, title);
  if (merged.conflicts.length === 0) return;
  const words = readAgentTasks()['resolve'];
  const brains = brainsOf(step as WorkflowStep);
  const resolve: AgentStep = {
    kind: 'agent',
    name: 'resolve',
    title: `${words?.title ?? 'Resolving conflicts'} (${title})`,
    weight: 0,
    optional: false,
    when: null,
    role: words?.role ?? 'builder',
    instruction: words?.instruction ?? '',
    inputs: [],
    ...(brains.length > 0 ? { brains } : {}),
  };
  const apart = run.apart();
  apart.give('conflict', { branch: title, files: merged.conflicts, notes: merged.notes, marks: merged.marks });
  await apart.agent({ ...resolve, inputs: ['conflict'] }, `${key}/resolve`, here);
  await trees.settle(`${key}/settled`, branch, merged);
}

/** Who worked in a branch, where it was agent CLIs: they know best what they meant. */
function brainsOf(step: WorkflowStep): string[] {
  if (step.kind === 'agent') return step.brains ?? [];
  if (step.kind === 'best') return step.attempt.brains ?? [];
  return 'steps' in step ? (step.steps.map(brainsOf).find((brains) => brains.length > 0) ?? []) : [];
}
