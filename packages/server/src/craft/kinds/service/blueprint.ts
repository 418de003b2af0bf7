import type { Blueprint } from '../../contract.ts';
import { generateProject, packageNeeds } from './generate.ts';
import { startedByNode } from '../shared/probed.ts';
import { serviceOfModules } from './of-modules.ts';

/** An HTTP service of modules, with Hono. */
export const service: Blueprint = serviceOfModules({
  packageNeeds,
  generate: generateProject,
  probed: () => startedByNode,
});
