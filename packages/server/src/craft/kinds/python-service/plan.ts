import type { ProjectPlan } from '../../contract.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { planOf } from '../../emit/plan.ts';
import { entityFile } from '../../python/entity.ts';
import type { GeneratedFile } from '../../requirements.ts';

/** The work on a project over rows: the ground, each kind of rows, what puts them to use (`surface`), its tests. */
export function servicePlan(project: ProjectModel, files: readonly GeneratedFile[], surface: string): ProjectPlan {
  const taskOf = (name: string): string => `entity-${project.byName.get(name)?.path ?? name}`;
  return planOf(files, [
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
      milestone: 'It does its work',
      take: (path: string) => path.endsWith(`/entities/${entityFile(entity)}.py`),
    })),
    {
      id: 'surface',
      title: surface,
      after: project.entities.map((entity) => taskOf(entity.name)),
      milestone: 'It does its work',
      take: (path) => path.startsWith('src/'),
    },
    {
      id: 'tests',
      title: 'Test every rule from outside',
      after: ['surface'],
      milestone: 'Its tests pass',
      take: (path) => path.startsWith('tests/'),
    },
    {
      id: 'documentation',
      title: 'Document it and prepare running it elsewhere',
      after: ['surface'],
      milestone: 'It can be handed over',
      take: () => true,
    },
  ]);
}
