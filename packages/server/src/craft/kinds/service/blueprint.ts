import type { Blueprint } from '../../contract.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { render } from '../../emit/templates.ts';
import { grouped, sampled, sessionsOf } from '../../modules/sessions.ts';
import { remoteFunctions, usedModules } from '../../modules/uses.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { generateProject, packageNeeds } from './generate.ts';
import { requestsOf } from './requests.ts';
import { routesOf } from './routes.ts';

/** An HTTP service of modules, with Hono. */
export const service: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return modulePlan(requirements, generateProject(requirements, versions), 'Serve it over HTTP');
  },
  probeScript(requirements) {
    const used = usedModules(requirements);
    const offered = remoteFunctions(used);
    const routes = routesOf(offered);
    const groups = grouped(sampled(sessionsOf(used, offered)), (session) => {
      const requests = requestsOf(session, routes);
      return requests && requests.map(({ route: _route, ...request }) => request);
    });
    const content = render('service/probe.mjs', { groups: JSON.stringify(groups, null, 2) });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage(requirements) {
    const names = remoteFunctions(usedModules(requirements)).map(({ name }) => name);
    return message(subject(`Add the service ${requirements.name}`, names), wrapped(requirements.summary));
  },
};
