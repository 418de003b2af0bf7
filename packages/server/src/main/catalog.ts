import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Role } from '../agents/contract.ts';
import { loadRoles, type Roles } from '../agents/roles.ts';
import { gates } from '../gates/registry.ts';
import { dataFolder, readDataFiles } from '../shared/data.ts';
import { CodewrightError } from '../shared/errors.ts';
import { serverTools, tools } from '../tools/registry.ts';
import type { Workflow } from '../workflow/contract.ts';
import { loadWorkflow } from '../workflow/load.ts';
import { readAgentTasks } from '../workflow/team.ts';

/** Roles and workflows as files: read on first use, checked as a whole. */
export interface Catalog {
  role(name: string): Role;
  roles(): Role[];
  /** @param own texts of workflows of a project, by name: one of these, or one that comes with us. */
  workflow(name: string, own?: Readonly<Record<string, string>>): Workflow;
  workflows(): Workflow[];
  /** Whether one of this name comes with us. */
  comesWithIt(name: string): boolean;
  /**
   * A workflow from its text; of several in it the one that is named. `own`: texts of others that it may call.
   * @throws CodewrightError WORKFLOW_INVALID with every fault and its place.
   */
  read(text: string, about?: { file: string; name: string; own?: Readonly<Record<string, string>> }): Workflow;
}

export function createCatalog(own: () => string[] = () => []): Catalog {
  let known: Roles | undefined;
  const roles = () =>
    (known ??= loadRoles(dataFolder('roles'), { knownTools: new Set([...tools.keys(), serverTools]) }));
  const loaded = new Map<string, Workflow>();
  const fileOf = (name: string) => join(dataFolder('workflows'), `${name}.yaml`);
  const comesWithIt = (name: string) => /^[A-Za-z0-9_-]{1,100}$/.test(name) && existsSync(fileOf(name));
  const load = (
    file: string,
    text: string,
    wanted = basename(file, '.yaml'),
    theirs: Readonly<Record<string, string>> = {},
  ) =>
    loadWorkflow(text, file, {
      roles: Object.fromEntries(
        roles().names.map((name) => [
          name,
          [...roles().get(name).tools, ...Object.values(roles().get(name).only).flat()],
        ]),
      ),
      tools: [...tools.keys(), serverTools],
      gates: [...gates.keys()],
      // Read when a workflow asks for them: most name neither.
      get agents() {
        return [
          ...readDataFiles(dataFolder('adapters'), '.yaml').map(({ file: entry }) => basename(entry, '.yaml')),
          ...own(),
        ];
      },
      get tasks() {
        return readAgentTasks();
      },
      wanted,
      workflow: (name) => {
        if (comesWithIt(name)) return { file: fileOf(name), text: readFileSync(fileOf(name), 'utf8') };
        const found = Object.hasOwn(theirs, name) ? theirs[name] : undefined;
        return found === undefined ? null : { file: `.codewright/workflows/${name}.yaml`, text: found };
      },
      get workflows() {
        return [
          ...readdirSync(dataFolder('workflows')).map((entry) => basename(entry, '.yaml')),
          ...Object.keys(theirs),
        ];
      },
    });
  return {
    role: (name) => roles().get(name),
    roles: () => roles().names.map((name) => roles().get(name)),
    workflow(name, theirs = {}) {
      const text = Object.hasOwn(theirs, name) ? theirs[name] : undefined;
      if (text !== undefined) return load(`.codewright/workflows/${name}.yaml`, text, name, theirs);
      let workflow = loaded.get(name);
      if (!workflow) {
        const file = fileOf(name);
        if (!comesWithIt(name)) {
          throw new CodewrightError('NOT_FOUND', `There is no workflow "${name}".`, {
            hint: 'codewright workflows lists them.',
          });
        }
        workflow = load(file, readFileSync(file, 'utf8'));
        loaded.set(name, workflow);
      }
      return workflow;
    },
    comesWithIt,
    read: (text, about) => load(about?.file ?? 'workflow.yaml', text, about?.name, about?.own),
    workflows: () => readDataFiles(dataFolder('workflows'), '.yaml').map(({ file, text }) => load(file, text)),
  };
}
