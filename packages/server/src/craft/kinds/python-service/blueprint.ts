import type { Blueprint } from '../../contract.ts';
import { normalise } from '../../domain/normalise.ts';
import { packageName } from '../../python/source.ts';
import { commitMessage } from '../rest-api/commit-message.ts';
import { probeOf } from '../rest-api/probe/probe.ts';
import { generateProject } from './generate.ts';
import { servicePlan } from './plan.ts';

/** A REST API over SQLite with Python's standard library alone. */
export const pythonService: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    servicePlan(normalise(requirements), generateProject(requirements), 'Put the application together'),
  probeScript(requirements) {
    const into = packageName(requirements.name);
    return probeOf(normalise(requirements), {
      commands: `const start = ['python3', '-m', '${into}'];\nconst role = ['python3', '-m', '${into}.role'];`,
      environment: "{ PYTHONPATH: 'src', PYTHONDONTWRITEBYTECODE: '1' }",
    });
  },
  commitMessage,
};
