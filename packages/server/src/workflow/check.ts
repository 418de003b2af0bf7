import type { YamlPath } from '../shared/yaml.ts';
import type { Workflow, WorkflowStep } from './contract.ts';
import { checkExpression, evaluate, expressionsIn } from './expression.ts';
import type { References } from './expression.ts';
import { at, nearest } from './report.ts';
import type { Report } from './report.ts';

/** What has been over by the time a step runs. */
interface Seen {
  steps: ReadonlySet<string>;
  /** Whether a gates step may have run by then. */
  gates: boolean;
  /** Whether it stands inside a repeat, where rounds are counted. */
  repeated: boolean;
}

/** What conditions may ask of the job. */
const jobFacts = ['goal', 'mode', 'confirmPlan', 'compared'];

/**
 * Names are unique, and whatever a step refers to is over before it starts. That leaves no room for cycles: a cycle needs
 * at least one reference to a later step.
 */
export function checkReferences(workflow: Workflow, report: Report): void {
  const names = new Map<string, WorkflowStep>();
  for (const step of everyStep(workflow.steps)) {
    if (step.name === 'gates') {
      report.problems.push(
        at(
          report,
          [...placeOf(step, report), 'name'],
          'The name gates stands for the newest gate report; choose another.',
        ),
      );
    }
    if (names.has(step.name)) {
      report.problems.push(at(report, [...placeOf(step, report), 'name'], `Two steps are called ${step.name}.`));
    }
    names.set(step.name, step);
  }
  const checking = { report, names: [...names.keys()], inputs: Object.keys(workflow.inputs ?? {}) };
  const after = checkList(workflow.steps, { steps: new Set(), gates: false, repeated: false }, checking);
  const last = workflow.steps.at(-1);
  if (workflow.result !== undefined && last)
    checkOne(workflow.result, 'value', ['result'], 0, { ...last, name: 'result' }, after, checking);
}

/** The condition by which the rounds of a team end: it may name what a round does. */
export function checkUntil(until: string, steps: WorkflowStep[], path: YamlPath, report: Report): void {
  const round = steps.find((step) => step.kind === 'repeat');
  if (!round) return;
  const names = round.steps.map(({ name }) => name);
  const seen = { steps: new Set(names), gates: false, repeated: true };
  checkCondition(until, path, round, seen, { report, names, inputs: [] });
}

interface Checking {
  report: Report;
  names: string[];
  /** What the workflow may be called with. */
  inputs: string[];
}

/** Returns what has been seen after the list. */
function checkList(steps: WorkflowStep[], before: Seen, checking: Checking): Seen {
  let seen = before;
  for (const step of steps) seen = checkStep(step, seen, checking);
  return seen;
}

function checkStep(step: WorkflowStep, seen: Seen, checking: Checking): Seen {
  const place = placeOf(step, checking.report);
  if (step.when !== null) checkCondition(step.when, [...place, 'when'], step, seen, checking);
  let after = seen;
  switch (step.kind) {
    case 'agent':
      checkTemplate(step.instruction, [...place, 'instruction'], step, seen, checking);
      checkInputs(step.inputs, [...place, 'inputs'], step, seen, checking);
      break;
    case 'human':
      checkTemplate(step.question, [...place, 'human'], step, seen, checking);
      checkInputs(step.inputs, [...place, 'inputs'], step, seen, checking);
      break;
    case 'best':
      checkTemplate(step.attempt.instruction, [...place, 'instruction'], step, seen, checking);
      checkInputs(step.attempt.inputs, [...place, 'inputs'], step, seen, checking);
      after = { ...seen, gates: true };
      break;
    case 'gates':
      after = { ...seen, gates: true };
      break;
    case 'workflow':
      checkValue(step.with, [...place, 'with'], step, seen, checking);
      if ([...everyStep(step.workflow.steps)].some(({ kind }) => kind === 'gates')) after = { ...seen, gates: true };
      break;
    case 'sequence':
      after = checkList(step.steps, seen, checking);
      break;
    case 'parallel': {
      // Side by side: none of them sees another, what comes after sees all.
      const ends = step.steps.map((inner) => checkStep(inner, seen, checking));
      after = { ...seen, steps: new Set(ends.flatMap((end) => [...end.steps])), gates: ends.some((end) => end.gates) };
      break;
    }
    case 'repeat':
      after = checkList(step.steps, { ...seen, repeated: true }, checking);
      checkCondition(step.until, [...place, 'until'], step, after, checking);
      break;
  }
  return { ...after, repeated: seen.repeated, steps: new Set([...after.steps, step.name]) };
}

function checkCondition(text: string, path: YamlPath, step: WorkflowStep, seen: Seen, checking: Checking): void {
  const clean = checkOne(text, 'condition', path, 0, step, seen, checking);
  if (!clean?.constant) return;
  const always = evaluate(text, { steps: {}, gates: null, job: {}, inputs: {}, iteration: 0 });
  const { problems } = checking.report;
  if (path.at(-1) === 'when' && always === false) {
    problems.push(at(checking.report, path, `Step ${step.name} can never run.`));
  }
  if (path.at(-1) === 'until' && always === true && step.kind === 'repeat' && step.max > 1) {
    problems.push(at(checking.report, path, `This always holds: the second round of ${step.name} can never run.`));
  }
}

function checkTemplate(text: string, path: YamlPath, step: WorkflowStep, seen: Seen, checking: Checking): void {
  for (const part of expressionsIn(text)) {
    if (part.closed) checkOne(part.text, 'value', path, part.start, step, seen, checking);
    else checking.report.problems.push(at(checking.report, path, 'This ${{ has no }}.', false, part.start));
  }
}

function checkOne(
  text: string,
  kind: 'condition' | 'value',
  path: YamlPath,
  offset: number,
  step: WorkflowStep,
  seen: Seen,
  checking: Checking,
): { constant: boolean } | null {
  const { references, problems } = checkExpression(text, kind);
  const report = (start: number, message: string) => {
    checking.report.problems.push(at(checking.report, path, message, false, offset + start));
  };
  for (const problem of problems) report(problem.start, problem.message);
  for (const reference of references.steps) {
    const fault = faultOf(reference.name, step, seen, checking);
    if (fault) report(reference.start, fault);
  }
  if (!seen.gates) for (const start of references.gates) report(start, 'No gates have run before this step.');
  for (const { name, start } of references.job.filter((fact) => !jobFacts.includes(fact.name)))
    report(start, `Of the job are known ${jobFacts.join(', ')}, not ${name}${nearest(name, jobFacts)}`);
  for (const { name, start } of references.inputs.filter((input) => !checking.inputs.includes(input.name)))
    report(start, `This workflow declares no input ${name}${nearest(name, checking.inputs)}`);
  // Outside a repeat no rounds are counted: it is 0 there, which is known already.
  const counts = references.iteration.length > 0;
  const constant = references.constant || (counts && !seen.repeated && isOnlyIteration(references));
  return problems.length === 0 ? { constant } : null;
}

function isOnlyIteration({ steps, gates, job, inputs, others }: References): boolean {
  return [steps, gates, job, inputs, others].every((list) => list.length === 0);
}

/** The texts of what a workflow is called with. */
function checkValue(given: unknown, path: YamlPath, step: WorkflowStep, seen: Seen, checking: Checking): void {
  if (typeof given === 'string') checkTemplate(given, path, step, seen, checking);
  else if (typeof given === 'object' && given !== null) {
    for (const [key, item] of Object.entries(given)) {
      checkValue(item, [...path, Array.isArray(given) ? Number(key) : key], step, seen, checking);
    }
  }
}

function checkInputs(inputs: string[], path: YamlPath, step: WorkflowStep, seen: Seen, checking: Checking): void {
  for (const [index, name] of inputs.entries()) {
    const fault =
      name === 'gates'
        ? seen.gates
          ? null
          : 'No gates have run before this step.'
        : faultOf(name, step, seen, checking);
    if (fault) checking.report.problems.push(at(checking.report, [...path, index], fault));
  }
}

function faultOf(name: string, step: WorkflowStep, seen: Seen, checking: Checking): string | null {
  if (seen.steps.has(name)) return null;
  if (name === step.name) return `Step ${name} refers to itself.`;
  if (checking.names.includes(name)) return `Step ${name} is not over when ${step.name} runs.`;
  return `There is no step ${name}${nearest(name, checking.names)}`;
}

function* everyStep(steps: WorkflowStep[]): Generator<WorkflowStep> {
  for (const step of steps) {
    yield step;
    if ('steps' in step) yield* everyStep(step.steps);
  }
}

function placeOf(step: WorkflowStep, report: Report): YamlPath {
  return report.places.get(step) ?? ['steps'];
}
