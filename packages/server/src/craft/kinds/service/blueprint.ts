import type { Blueprint } from '../../contract.ts';
import { generateProject, packageNeeds } from './generate.ts';
import { serviceOfModules, startedByNode } from './of-modules.ts';

/** An HTTP service of modules, with Hono. */
export const service: Blueprint = serviceOfModules({
  packageNeeds,
  generate: generateProject,
  probed: () => startedByNode,
});
