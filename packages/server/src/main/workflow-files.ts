import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowDraft } from '@codewright/protocol/team';
import { writeInside } from '../sandbox/workspace/files.ts';
import { systemClock } from '../shared/clock.ts';
import { CodewrightError, ToolError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import type { Catalog } from './catalog.ts';
import { checkRepository, repositoryAround } from './output.ts';
import {
  calledBy,
  namesIn,
  openProjectWorkflows,
  type ProjectWorkflow,
  type ProjectWorkflows,
  workflowsFolder,
} from './project-workflows.ts';
import type { Runtime } from './runtime.ts';

/** The workflows that a project keeps, as an admin writes them from afar. */
export interface WorkflowFiles {
  list(repository: string): ProjectWorkflow[];
  find(repository: string, name: string): ProjectWorkflow | null;
  /** What one of them may call, by name. */
  calledBy(repository: string, one: ProjectWorkflow): Record<string, string>;
  versionOf(one: Pick<ProjectWorkflow, 'text'>): string;
  save(name: string, draft: WorkflowDraft, by: string): Promise<ProjectWorkflow>;
}

export function createWorkflowFiles(
  { home, ledger }: Pick<Runtime, 'home' | 'ledger'>,
  catalog: Catalog,
): WorkflowFiles {
  const project: ProjectWorkflows = openProjectWorkflows(home);
  const rootOf = (repository: string): string => {
    checkRepository(repository);
    return repositoryAround(repository) ?? repository;
  };
  const list = (repository: string) => project.list(rootOf(repository));
  const find = (repository: string, name: string) => list(repository).find((one) => one.name === name) ?? null;
  const versionOf = ({ text }: Pick<ProjectWorkflow, 'text'>) => sha256(text);
  const textsOf = (all: readonly ProjectWorkflow[]) => Object.fromEntries(all.map((one) => [one.name, one.text]));
  // One after another: each looks at what the one before has written.
  let last: Promise<unknown> = Promise.resolve();

  const write = async (name: string, draft: WorkflowDraft, by: string): Promise<ProjectWorkflow> => {
    const { repository, text, approve } = draft;
    const root = rootOf(repository);
    if (catalog.comesWithIt(name))
      throw new CodewrightError('WORKFLOW_INVALID', `A workflow called ${name} comes with Codewright.`, {
        hint: 'Give this one another name.',
      });
    const before = find(root, name);
    const file = before?.file ?? `${workflowsFolder}/${name}.yaml`;
    const others = list(root).filter((one) => one.name !== name);
    if (others.some((one) => one.file === file))
      throw new CodewrightError('WORKFLOW_INVALID', `${file} holds several workflows.`, { hint: 'Change it by hand.' });
    if (before === null && draft.version !== null)
      throw new CodewrightError('NOT_FOUND', `${file} is not there any more.`, {
        hint: 'Open the workflow again; what you wrote stays in this browser.',
      });
    if ((before === null ? null : versionOf(before)) !== draft.version)
      throw new CodewrightError('CONFLICT', `${file} is not as it was when it was opened here.`, {
        hint: 'Open it again; what you wrote stays in this browser.',
      });
    catalog.read(text, { file, name, own: { ...textsOf(others), [name]: text } });
    const names = namesIn(text, file);
    if (names.length !== 1 || names[0] !== name)
      throw new CodewrightError('WORKFLOW_INVALID', `${file}:1:1: this text holds ${names.join(', ')}, not ${name}.`, {
        hint: `Write \`name: ${name}\`, or save it under its own name.`,
      });
    put(root, file, text);
    const saved = find(root, name);
    if (saved === null) throw new CodewrightError('INTERNAL', `${file} was written and is not there.`);
    const at = systemClock.now().toISOString();
    if (approve) project.approve(root, [saved], at);
    await ledger.append([
      {
        job: 'access',
        kind: 'audit',
        actor: { type: 'user', id: by },
        summary: `${by} saved the workflow ${name} in ${root}${approve ? ' and approved it' : ''}.`,
        data: { event: 'workflow-saved', repository: root, file, version: versionOf(saved), approved: approve },
      },
    ]);
    return { ...saved, state: approve ? 'approved' : saved.state };
  };

  return {
    list,
    find,
    versionOf,
    calledBy: (repository, one) => textsOf([one, ...calledBy(one, list(repository))]),
    save(name, draft, by) {
      const turn = last.then(() => write(name, draft, by));
      last = turn.catch(() => 'told to whoever asked for it');
      return turn;
    },
  };
}

/** In one step, and never through a link that leads out of the project. */
function put(root: string, file: string, text: string): void {
  const git = join(root, '.git');
  const scratch = existsSync(git) && statSync(git).isDirectory() ? git : root;
  try {
    writeInside(root, scratch, file, text);
  } catch (error) {
    if (error instanceof ToolError) throw new CodewrightError('INVALID_INPUT', `${file}: ${error.message}`);
    throw error;
  }
}
