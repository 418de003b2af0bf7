import type { Blueprint } from '../../contract.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { usedModules } from '../../modules/uses.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { generateProject, packageNeeds } from './generate.ts';
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
  commitMessage(requirements) {
    const titles = usedModules(requirements).map(({ module }) => module.title);
    return message(subject(`Add the library ${requirements.name}`, titles), wrapped(requirements.summary));
  },
};
