import type { ProjectPlan } from '../../contract.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { planOf } from '../../emit/plan.ts';
import type { GeneratedFile } from '../../requirements.ts';

/** The work on a project over rows: tables and foundations, each entity after those that it refers to, then the surface. */
export function entityPlan(
  project: ProjectModel,
  files: readonly GeneratedFile[],
  surface: { id: string; title: string },
): ProjectPlan {
  const taskOf = (name: string): string => `entity-${project.byName.get(name)?.path ?? name}`;
  const entities = project.entities.map((entity) => taskOf(entity.name));
  const ground = 'The ground is laid';
  const shared = /^src\/(database|errors|fields|listing|references|validated|with-database)\.ts$/;
  return planOf(files, [
    {
      id: 'project',
      title: 'Set the project up',
      milestone: ground,
      take: (path) => /^([\w.-]*(package|tsconfig|biome|vite\.config)|\.gitignore|\.env|index\.html)/.test(path),
    },
    {
      id: 'database',
      title: 'Lay out the tables',
      after: ['project'],
      milestone: ground,
      take: (path) => path.startsWith('migrations/'),
    },
    {
      id: 'foundations',
      title: 'Build what all parts stand on',
      after: ['database', 'project'],
      milestone: ground,
      take: (path) => shared.test(path),
    },
    ...project.entities.map((entity) => ({
      id: taskOf(entity.name),
      title: `Build ${entity.many}`,
      after: [
        'foundations',
        ...entity.fields
          .flatMap((field) => (field.references === undefined ? [] : [field.references]))
          .filter((name) => name !== entity.name)
          .map(taskOf),
      ],
      milestone: 'The rules hold',
      take: (path: string) => path.startsWith(`src/${entity.path}/`),
    })),
    {
      ...surface,
      after: ['foundations', 'project', ...entities],
      milestone: 'It can be used',
      take: (path) => /^((src|web|public)\/|schema\.graphql)/.test(path),
    },
    {
      id: 'tests',
      title: 'Test it from outside',
      after: [surface.id],
      milestone: 'It can be used',
      take: (path) => path.startsWith('test/'),
    },
    {
      id: 'delivery',
      title: 'Prepare running it elsewhere',
      after: [surface.id],
      milestone: 'It can be handed over',
      take: (path) => /docker|compose|\.github/i.test(path),
    },
    {
      id: 'documentation',
      title: 'Document it',
      after: [surface.id],
      milestone: 'It can be handed over',
      take: () => true,
    },
  ]);
}
