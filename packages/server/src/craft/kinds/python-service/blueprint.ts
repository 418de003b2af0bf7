import type { Blueprint } from '../../contract.ts';
import { planOf } from '../../emit/plan.ts';
import { entityFile } from '../../python/entity.ts';
import { packageName } from '../../python/source.ts';
import type { Requirements } from '../../requirements.ts';
import { commitMessage } from '../rest-api/commit-message.ts';
import { probeOf } from '../rest-api/probe/probe.ts';
import { generateProject, serviceModel } from './generate.ts';

/** A REST API over SQLite with Python's standard library alone. */
export const pythonService: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject,
  probeScript(requirements) {
    const into = packageName(requirements.name);
    return probeOf(serviceModel(requirements), {
      commands: `const start = ['python3', '-m', '${into}'];\nconst role = ['python3', '-m', '${into}.role'];`,
      environment: "{ PYTHONPATH: 'src', PYTHONDONTWRITEBYTECODE: '1' }",
    });
  },
  commitMessage,
};

function planProject(requirements: Requirements): ReturnType<Blueprint['planProject']> {
  const project = serviceModel(requirements);
  const taskOf = (name: string): string => `entity-${project.byName.get(name)?.path ?? name}`;
  const entities = project.entities.map((entity) => taskOf(entity.name));
  return planOf(generateProject(requirements), [
    {
      id: 'project',
      title: 'Set the project up',
      milestone: 'The ground is laid',
      take: (path) => /^(pyproject\.toml|\.gitignore)$|\/(py\.typed|__init__\.py)$/.test(path),
    },
    {
      id: 'foundations',
      title: 'Lay out the tables and build what all parts stand on',
      after: ['project'],
      milestone: 'The ground is laid',
      take: (path) => /\/(schema\.sql|(config|database|errors|fields|listing|request|resources)\.py)$/.test(path),
    },
    ...project.entities.map((entity) => ({
      id: taskOf(entity.name),
      title: `Build ${entity.many}`,
      after: ['foundations'],
      milestone: 'It answers requests',
      take: (path: string) => path.endsWith(`/entities/${entityFile(entity)}.py`),
    })),
    {
      id: 'application',
      title: project.auth ? 'Let users sign in and put the application together' : 'Put the application together',
      after: entities,
      milestone: 'It answers requests',
      take: (path) => path.startsWith('src/'),
    },
    {
      id: 'tests',
      title: 'Test every rule over the API',
      after: ['application'],
      milestone: 'Its tests pass',
      take: (path) => path.startsWith('tests/'),
    },
    {
      id: 'documentation',
      title: 'Document it and prepare running it elsewhere',
      after: ['application'],
      milestone: 'It can be handed over',
      take: () => true,
    },
  ]);
}
