import type { Blueprint } from '../../contract.ts';
import { normalise } from '../../domain/normalise.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { entityPlan } from '../shared/entity-plan.ts';
import { ruleSentences } from '../shared/entity-documents.ts';
import { probeScript } from '../rest-api/probe/probe.ts';
import { generateProject, inBrowser, packageNeeds } from './generate.ts';

/** A REST API and a web app in front of it, in one project and one process. */
export const fullstack: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return entityPlan(normalise(inBrowser(requirements)), generateProject(requirements, versions), {
      id: 'application',
      title: 'Put the API and the screens together',
    });
  },
  probeScript: (requirements) => probeScript(inBrowser(requirements)),
  commitMessage(requirements) {
    const project = normalise(inBrowser(requirements));
    const things = project.entities.filter((entity) => !entity.isAccount).map((entity) => entity.many);
    const rules = ruleSentences(project).map((rule) => wrapped(rule, '- '));
    return message(subject(`Add the web app ${requirements.name}`, things), wrapped(project.summary), rules.join('\n'));
  },
};
