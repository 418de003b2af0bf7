import type { Workflow, WorkflowStep } from './contract.ts';

interface Node {
  line: string;
  inner: Node[];
}

/** A workflow as a tree of lines: what runs in which order, who does it, and when. */
export function drawWorkflow(workflow: Workflow): string[] {
  const inputs = Object.entries(workflow.inputs ?? {}).map(([name, usual]) =>
    usual === undefined ? name : `${name} = ${JSON.stringify(usual)}`,
  );
  const head = `${workflow.name}${inputs.length > 0 ? ` (${inputs.join(', ')})` : ''}: ${workflow.description}`;
  return [head, ...lines(workflow.steps.map(nodeOf), '')];
}

function lines(nodes: Node[], indent: string): string[] {
  return nodes.flatMap(({ line, inner }, index) => {
    const last = index === nodes.length - 1;
    return [`${indent}${last ? '└─ ' : '├─ '}${line}`, ...lines(inner, `${indent}${last ? '   ' : '│  '}`)];
  });
}

function nodeOf(step: WorkflowStep): Node {
  const { what, inner } = partsOf(step);
  const notes = [
    what,
    step.optional ? 'optional' : '',
    step.when === null ? '' : `when ${step.when}`,
    step.caps === undefined ? '' : `at most ${limits(step.caps)}`,
  ].filter(Boolean);
  return { line: `${step.name}: ${notes.join(', ')}`, inner };
}

function partsOf(step: WorkflowStep): { what: string; inner: Node[] } {
  switch (step.kind) {
    case 'agent':
      return { what: who(step), inner: [] };
    case 'best': {
      const { attempts, attempt, gates, reviewer } = step;
      const proof: Node = { line: `proven by ${gates.join(', ')}; judged by the ${reviewer}`, inner: [] };
      return { what: `the best of ${attempts} attempts by ${who(attempt)}`, inner: [proof] };
    }
    case 'gates':
      return { what: `gates ${step.gates.join(', ')}`, inner: [] };
    case 'human':
      return { what: `asks a person (${step.choices.join(', ')})`, inner: [] };
    case 'sequence':
      return { what: 'in order', inner: step.steps.map(nodeOf) };
    case 'parallel':
      return { what: 'side by side, merged in this order', inner: step.steps.map(nodeOf) };
    case 'repeat':
      return {
        what: `again until ${step.untilWords ?? step.until}, ${step.max} times at most`,
        inner: step.steps.map(nodeOf),
      };
    case 'workflow':
      return { what: `the workflow ${step.workflow.name}`, inner: step.workflow.steps.map(nodeOf) };
  }
}

function who({ role, brains = [] }: Extract<WorkflowStep, { kind: 'agent' }>): string {
  return brains.length === 0 ? role : `${role} (${brains.join(', else ')})`;
}

function limits(caps: NonNullable<WorkflowStep['caps']>): string {
  const { steps, tokens, seconds, cents } = caps;
  const given = [
    steps === undefined ? '' : `${steps} steps`,
    tokens === undefined ? '' : `${tokens} tokens`,
    seconds === undefined ? '' : `${seconds} s`,
    cents === undefined ? '' : `$${(cents / 100).toFixed(2)}`,
  ];
  return given.filter(Boolean).join(', ');
}
