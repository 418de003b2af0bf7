import type { Blueprint } from '../../contract.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { render } from '../../emit/templates.ts';
import { grouped, sampled, sessionsOf } from '../../modules/sessions.ts';
import { remoteFunctions, usedModules } from '../../modules/uses.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { generateProject, packageNeeds } from './generate.ts';
import { lineFunctions, tcpLines } from './lines.ts';

/** A server that reads commands from TCP connections, a line each; without dependencies. */
export const tcpServer: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return modulePlan(requirements, generateProject(requirements, versions), 'Serve it over TCP');
  },
  probeScript(requirements) {
    const used = usedModules(requirements);
    const groups = grouped(sampled(sessionsOf(used, lineFunctions(used))), tcpLines);
    const content = render('tcp-server/probe.mjs', { groups: JSON.stringify(groups, null, 2) });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage(requirements) {
    const names = remoteFunctions(usedModules(requirements)).map(({ name }) => name);
    return message(subject(`Add the TCP server ${requirements.name}`, names), wrapped(requirements.summary));
  },
};
