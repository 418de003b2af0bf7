import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openTrust } from '../mcp/trust.ts';
import { readInside } from '../sandbox/workspace/files.ts';
import { CodewrightError, ToolError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import { readYaml } from '../shared/yaml.ts';
import { repositoryAround } from './output.ts';

/** Where a project keeps workflows of its own. */
export const workflowsFolder = '.codewright/workflows';

export interface ProjectWorkflow {
  name: string;
  /** Relative to the project. */
  file: string;
  text: string;
  state: 'approved' | 'new' | 'changed';
}

/**
 * The workflows of a repository, read from the folder that the user has, as its settings are. What they tell agents to do counts once
 * a person has approved this very text; a changed file is off until it is approved again.
 */
export interface ProjectWorkflows {
  list(repository: string): ProjectWorkflow[];
  /** The texts of one and of all that can be called from it, by name. @throws CodewrightError FORBIDDEN where one is not approved */
  approved(repository: string, name: string): Record<string, string> | null;
  approve(repository: string, found: readonly ProjectWorkflow[], at: string): void;
  revoke(repository: string, name: string): boolean;
}

export function openProjectWorkflows(home: string): ProjectWorkflows {
  const trust = openTrust(join(home, 'workflow-trust.json'));

  const list = (repository: string): ProjectWorkflow[] => {
    const folder = join(repository, workflowsFolder);
    if (!existsSync(folder)) return [];
    const approvals = trust.approved(repository);
    const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
    const found = files.sort().flatMap((file) => {
      const path = `${workflowsFolder}/${file}`;
      const text = textOf(repository, path);
      return namesIn(text, file).map((name): ProjectWorkflow => {
        const known = approvals[name]?.definition;
        const state = known === undefined ? 'new' : known === sha256(text) ? 'approved' : 'changed';
        return { name, file: path, text, state };
      });
    });
    const twice = found.find(({ name }, index) => found.findIndex((other) => other.name === name) !== index);
    if (!twice) return found;
    throw new CodewrightError('WORKFLOW_INVALID', `Two files of ${folder} hold a workflow ${twice.name}.`, {
      hint: 'Give each a name of its own.',
    });
  };

  return {
    list,
    approved(repository, name) {
      const all = list(repository);
      const wanted = all.find((one) => one.name === name);
      if (!wanted) return null;
      for (const { name: each, state, file } of [wanted, ...calledBy(wanted, all)]) {
        if (state === 'approved') continue;
        const what = state === 'new' ? 'is not approved yet' : 'has changed since it was approved';
        throw new CodewrightError('FORBIDDEN', `The workflow ${each} of this project (${file}) ${what}.`, {
          hint: `Read it, then: codewright workflows trust ${name}`,
        });
      }
      return Object.fromEntries([wanted, ...calledBy(wanted, all)].map((one) => [one.name, one.text]));
    },
    approve(repository, found, at) {
      for (const { name, text } of found) trust.approve(repository, name, { definition: sha256(text), tools: [], at });
    },
    revoke: (repository, name) => trust.revoke(repository, name),
  };
}

/** The workflows of the same project that one calls, and those that these call. */
export function calledBy(one: ProjectWorkflow, all: readonly ProjectWorkflow[]): ProjectWorkflow[] {
  const found: ProjectWorkflow[] = [];
  const visit = ({ text, file }: ProjectWorkflow): void => {
    for (const name of callsIn(readYaml(text, file).value)) {
      const called = all.find((other) => other.name === name);
      if (!called || called === one || found.includes(called)) continue;
      found.push(called);
      visit(called);
    }
  };
  visit(one);
  return found;
}

/** What stands under a key `workflow` anywhere: more than is called, perhaps, and never less. */
function callsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'workflow' && typeof inner === 'string' ? [inner] : callsIn(inner),
  );
}

/** Those of `workflows: {…}`, or what the one in it is called; by the file where it does not say. */
export function namesIn(text: string, file: string): string[] {
  const { value } = readYaml(text, file);
  const { workflows, name } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof workflows === 'object' && workflows !== null) return Object.keys(workflows);
  return [typeof name === 'string' ? name : file.replace(/^.*\//, '').replace(/\.ya?ml$/, '')];
}

function textOf(repository: string, path: string): string {
  try {
    return readInside(repository, path).toString('utf8');
  } catch (error) {
    // A link that leads out of the project, or something that is no file.
    if (error instanceof ToolError) throw new CodewrightError('WORKFLOW_INVALID', `${path}: ${error.message}`);
    throw error;
  }
}

/** The approved texts of a repository's own workflow of this name, and of those that it calls; none where it has none. */
export function ownWorkflows(home: string, repository: string | undefined, name: string): Record<string, string> {
  const root = repository === undefined ? null : (repositoryAround(repository) ?? repository);
  return root === null ? {} : (openProjectWorkflows(home).approved(root, name) ?? {});
}
