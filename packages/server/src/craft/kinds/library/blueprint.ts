import type { Blueprint } from '../../contract.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { generateProject, packageNeeds } from './generate.ts';
import { libraryMessage } from './of-modules.ts';
import { probeScript } from './probe.ts';

/** A library without dependencies. */
export const library: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return modulePlan(requirements, generateProject(requirements, versions), 'Export it as a package');
  },
  probeScript,
  commitMessage: libraryMessage,
};
