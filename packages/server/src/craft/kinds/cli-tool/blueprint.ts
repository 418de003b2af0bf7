import type { Blueprint } from '../../contract.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { generateProject, packageNeeds } from './generate.ts';
import { probeScript } from './probe.ts';

/** A command line tool without dependencies. */
export const cliTool: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return modulePlan(requirements, generateProject(requirements, versions), 'Build the commands');
  },
  probeScript,
  commitMessage(requirements) {
    const names = offeredFunctions(usedModules(requirements)).map(({ name }) => name);
    return message(subject(`Add the command ${requirements.name}`, names), wrapped(requirements.summary));
  },
};
