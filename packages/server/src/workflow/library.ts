import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodewrightError } from '../shared/errors.ts';
import type { Workflow } from './contract.ts';
import { loadWorkflow } from './load.ts';
import type { WorkflowNames } from './report.ts';
import { nameRule } from './schema.ts';

export interface WorkflowLibrary {
  /** @throws CodewrightError NOT_FOUND when no folder holds it, WORKFLOW_INVALID when its file is faulty. */
  get(name: string): Workflow;
  /** Names of all workflows, in order; a faulty file is listed too. */
  list(): string[];
}

/** Workflows as files `<name>.yaml`. Earlier folders win: the user's stands before those that come with the system. */
export function createWorkflowLibrary(folders: readonly string[], names: () => WorkflowNames): WorkflowLibrary {
  const list = () => {
    const found = folders.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder));
    const inFiles = found.filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -'.yaml'.length));
    return [...new Set(inFiles)].filter((name) => nameRule.test(name)).sort();
  };
  return {
    list,
    get(name) {
      const file = nameRule.test(name)
        ? folders.map((folder) => join(folder, `${name}.yaml`)).find((path) => existsSync(path))
        : undefined;
      if (!file) {
        throw new CodewrightError('NOT_FOUND', `There is no workflow ${name.slice(0, 100)}.`, {
          hint: `There are ${list().join(', ')}.`,
        });
      }
      const workflow = loadWorkflow(readFileSync(file, 'utf8'), file, names());
      if (workflow.name === name) return workflow;
      throw new CodewrightError(
        'WORKFLOW_INVALID',
        `${file}:1:1: The file is called ${name}, the workflow ${workflow.name}.`,
        {
          hint: 'Give both the same name.',
        },
      );
    },
  };
}
