import type { ProjectPlan } from '../../contract.ts';
import type { EntityModel, ProjectModel } from '../../domain/model.ts';
import { planOf } from '../../emit/plan.ts';
import type { GeneratedFile } from '../../requirements.ts';

/** Where a language keeps what a project over rows is made of. */
export interface RowsLayout {
  project: RegExp;
  foundations: RegExp;
  entity: (entity: EntityModel) => RegExp;
  sources: RegExp;
  tests: RegExp;
}

/** The work on a project over rows: the ground, each kind of rows, what puts them to use (`surface`), its tests. */
export function rowsPlan(
  project: ProjectModel,
  files: readonly GeneratedFile[],
  surface: string,
  layout: RowsLayout,
): ProjectPlan {
  const taskOf = (name: string): string => `entity-${project.byName.get(name)?.path ?? name}`;
  return planOf(files, [
    {
      id: 'project',
      title: 'Set the project up',
      milestone: 'The ground is laid',
      take: (path) => layout.project.test(path),
    },
    {
      id: 'foundations',
      title: 'Lay out the tables and build what all parts stand on',
      after: ['project'],
      milestone: 'The ground is laid',
      take: (path) => layout.foundations.test(path),
    },
    ...project.entities.map((entity) => ({
      id: taskOf(entity.name),
      title: `Build ${entity.many}`,
      after: ['foundations'],
      milestone: 'It does its work',
      take: (path: string) => layout.entity(entity).test(path),
    })),
    {
      id: 'surface',
      title: surface,
      after: project.entities.map((entity) => taskOf(entity.name)),
      milestone: 'It does its work',
      take: (path) => layout.sources.test(path),
    },
    {
      id: 'tests',
      title: 'Test every rule from outside',
      after: ['surface'],
      milestone: 'Its tests pass',
      take: (path) => layout.tests.test(path),
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
