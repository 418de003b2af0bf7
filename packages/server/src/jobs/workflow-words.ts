import type { WorkflowListed, WorkflowNode, WorkflowView } from '@codewright/protocol/team';

/** Workflows as a conversation knows them. */
export interface WorkflowReader {
  /** Those that come with Codewright, and the repository's own. */
  workflows(repository: string | undefined): Promise<WorkflowListed[]>;
}

const origin = { codewright: '', approved: ' (of this project)', new: ' (of this project, not approved yet)' } as const;

/** What the workflows are for, one a line; and which of them goes by itself where none is named. */
export function listOf(workflows: readonly WorkflowListed[], chosen: string | undefined): string {
  const lines = workflows.map(
    ({ name, description, from }) =>
      `- **${name}**${from === 'changed' ? ' (of this project, changed since it was approved)' : origin[from]}: ${description}`,
  );
  const now =
    chosen === undefined
      ? 'Which one is taken follows from the request; `/workflow NAME` chooses one for this conversation.'
      : `This conversation goes by **${chosen}**.`;
  return [...lines, '', now].join('\n');
}

/** One workflow, step by step. */
export function tellOf({ name, description, steps }: WorkflowView): string {
  return [`**${name}**: ${description}`, '', ...steps.flatMap((step, at) => stepLines(step, `${at + 1}. `, ''))].join(
    '\n',
  );
}

const how: Readonly<Partial<Record<WorkflowNode['kind'], string>>> = {
  parallel: 'side by side',
  repeat: 'in rounds',
  best: 'the best of several attempts',
  human: 'asks a person',
  workflow: 'another workflow',
};

function stepLines(step: WorkflowNode, mark: string, indent: string): string[] {
  const notes = [
    how[step.kind],
    step.who === '' ? undefined : step.who,
    step.when === null ? undefined : `only if \`${step.when}\``,
  ];
  const told = notes.filter((note) => note !== undefined).join('; ');
  const inner = `${indent}   `;
  return [
    `${indent}${mark}${step.title}${told === '' ? '' : ` (${told})`}`,
    ...step.steps.flatMap((one) => stepLines(one, '- ', inner)),
  ];
}
