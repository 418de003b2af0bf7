import type { Blueprint } from '../../contract.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { generateProject, packageNeeds } from './generate.ts';
import { commandsMessage, probeOf } from './of-modules.ts';

const program =
  "[process.execPath, ...JSON.parse(readFileSync('package.json', 'utf8')).scripts.start.split(' ').slice(1)]";

/** A command line tool without dependencies. */
export const cliTool: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return modulePlan(requirements, generateProject(requirements, versions), 'Build the commands');
  },
  probeScript: (requirements) => probeOf(requirements, { program, environment: '{}', build: '[]' }),
  commitMessage: commandsMessage,
};
