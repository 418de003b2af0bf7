import { existsSync, readFileSync } from 'node:fs';
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
  workflow(name: string): Workflow;
  workflows(): Workflow[];
  /** A workflow from its text. @throws CodewrightError WORKFLOW_INVALID with every fault and its place. */
  read(text: string): Workflow;
}

export function createCatalog(own: () => string[] = () => []): Catalog {
  let known: Roles | undefined;
  const roles = () =>
    (known ??= loadRoles(dataFolder('roles'), { knownTools: new Set([...tools.keys(), serverTools]) }));
  const loaded = new Map<string, Workflow>();
  const load = (file: string, text: string) =>
    loadWorkflow(text, file, {
      roles: Object.fromEntries(
        roles().names.map((name) => [
          name,
          [...roles().get(name).tools, ...Object.values(roles().get(name).only).flat()],
        ]),
      ),
      tools: [...tools.keys(), serverTools],
      gates: [...gates.keys()],
      agents: [
        ...readDataFiles(dataFolder('adapters'), '.yaml').map(({ file: entry }) => basename(entry, '.yaml')),
        ...own(),
      ],
      tasks: readAgentTasks(),
      wanted: basename(file, '.yaml'),
    });
  return {
    role: (name) => roles().get(name),
    roles: () => roles().names.map((name) => roles().get(name)),
    workflow(name) {
      let workflow = loaded.get(name);
      if (!workflow) {
        const file = join(dataFolder('workflows'), `${name}.yaml`);
        if (!/^[A-Za-z0-9_-]{1,100}$/.test(name) || !existsSync(file)) {
          throw new CodewrightError('NOT_FOUND', `There is no workflow "${name}".`, {
            hint: 'codewright workflows lists them.',
          });
        }
        workflow = load(file, readFileSync(file, 'utf8'));
        loaded.set(name, workflow);
      }
      return workflow;
    },
    read: (text) => load('workflow.yaml', text),
    workflows: () => readDataFiles(dataFolder('workflows'), '.yaml').map(({ file, text }) => load(file, text)),
  };
}
