import type { ProjectPlan } from '../../contract.ts';
import { normalise } from '../../domain/normalise.ts';
import { planOf } from '../../emit/plan.ts';
import type { Requirements } from '../../requirements.ts';
import { generateProject, packageNeeds } from './generate.ts';

/** The work as a graph: foundations, then each entity after those that it refers to, then tests and what goes around. */
export function planProject(requirements: Requirements): ProjectPlan {
  const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
  const project = normalise(requirements);
  const taskOf = (name: string): string => `entity-${project.byName.get(name)?.path ?? name}`;
  const entities = project.entities.map((entity) => taskOf(entity.name));
  const served = 'It answers requests';
  const tested = 'Its tests pass';
  return planOf(generateProject(requirements, versions), [
    {
      id: 'project',
      title: 'Set the project up',
      milestone: 'The ground is laid',
      take: (path) => /^(package|tsconfig|biome|\.gitignore|\.env)/.test(path),
    },
    {
      id: 'database',
      title: 'Lay out the tables',
      after: ['project'],
      milestone: 'The ground is laid',
      take: (path) => path.startsWith('migrations/'),
    },
    {
      id: 'foundations',
      title: 'Build what all parts stand on',
      after: ['database'],
      milestone: 'The ground is laid',
      take: (path) => /^src\/(config|database|deps|errors|fields|http|listing|references)\.ts$/.test(path),
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
      milestone: served,
      take: (path: string) => path.startsWith(`src/${entity.path}/`),
    })),
    {
      id: 'auth',
      title: 'Let users sign in',
      after: ['foundations', ...entities],
      milestone: served,
      take: (path) => /^src\/(auth\/|set-role)/.test(path),
    },
    {
      id: 'application',
      title: 'Put the application together',
      after: ['auth', ...entities],
      milestone: served,
      take: (path) => path.startsWith('src/'),
    },
    {
      id: 'test-kit',
      title: 'Write builders for test data',
      after: ['application'],
      milestone: tested,
      take: (path) => /^test\/(builders|helpers|database|postgres|global-setup)\.ts$/.test(path),
    },
    ...project.entities.map((entity) => ({
      id: `tests-${entity.path}`,
      title: `Test ${entity.many}`,
      after: ['test-kit'],
      milestone: tested,
      take: (path: string) => path === `test/${entity.path}.test.ts`,
    })),
    {
      id: 'tests-application',
      title: 'Test the application as a whole',
      after: ['test-kit'],
      milestone: tested,
      take: (path) => path.startsWith('test/'),
    },
    {
      id: 'delivery',
      title: 'Prepare running it elsewhere',
      after: ['application'],
      milestone: 'It can be handed over',
      take: (path) => /docker|compose|\.github/i.test(path),
    },
    {
      id: 'documentation',
      title: 'Document it',
      after: ['application'],
      milestone: 'It can be handed over',
      take: () => true,
    },
  ]);
}
