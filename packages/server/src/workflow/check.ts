import type { YamlPath } from '../shared/yaml.ts';
import type { Workflow, WorkflowStep } from './contract.ts';
import { checkExpression, evaluate, expressionsIn } from './expression.ts';
import { at, nearest } from './report.ts';
import type { Report } from './report.ts';

/** What has been over by the time a step runs. */
interface Seen {
  steps: ReadonlySet<string>;
  /** Whether a gates step may have run by then. */
  gates: boolean;
}

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
  checkList(workflow.steps, { steps: new Set(), gates: false }, { report, names: [...names.keys()] });
}

interface Checking {
  report: Report;
  names: string[];
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
    case 'gates':
      after = { ...seen, gates: true };
      break;
    case 'sequence':
      after = checkList(step.steps, seen, checking);
      break;
    case 'parallel': {
      // Side by side: none of them sees another, what comes after sees all.
      const ends = step.steps.map((inner) => checkStep(inner, seen, checking));
      after = { steps: new Set(ends.flatMap((end) => [...end.steps])), gates: ends.some((end) => end.gates) };
      break;
    }
    case 'repeat':
      after = checkList(step.steps, seen, checking);
      checkCondition(step.until, [...place, 'until'], step, after, checking);
      break;
  }
  return { ...after, steps: new Set([...after.steps, step.name]) };
}

function checkCondition(text: string, path: YamlPath, step: WorkflowStep, seen: Seen, checking: Checking): void {
  const clean = checkOne(text, 'condition', path, 0, step, seen, checking);
  if (!clean?.constant) return;
  const empty = { steps: {}, gates: null, job: {}, iteration: 0 };
  if (path.at(-1) === 'when' && evaluate(text, empty) === false) {
    checking.report.problems.push(at(checking.report, path, `Step ${step.name} can never run.`));
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
  return problems.length === 0 ? { constant: references.constant } : null;
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
