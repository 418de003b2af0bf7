import type { ProjectPlan } from '../../contract.ts';
import { planOf } from '../../emit/plan.ts';
import { usedModules, withNeeds } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';

/** The work on a project that is made of modules: the ground, each module with its tests, then what a user sees. */
export function modulePlan(requirements: Requirements, files: readonly GeneratedFile[], surface: string): ProjectPlan {
  const modules = withNeeds(usedModules(requirements));
  const ids = modules.map((module) => `module-${module.id}`);
  const milestone = 'Its parts work';
  return planOf(files, [
    {
      id: 'project',
      title: 'Set the project up',
      milestone: 'The ground is laid',
      take: (path) => /^(package|tsconfig|biome|\.gitignore|\.env|jsconfig)/.test(path),
    },
    ...modules.map((module) => ({
      id: `module-${module.id}`,
      title: `Write and test ${module.title}`,
      after: ['project', ...module.needs.map((id) => `module-${id}`)],
      milestone,
      take: (path: string) => new RegExp(`^(src|test)/${module.id}\\.`).test(path),
    })),
    {
      id: 'surface',
      title: surface,
      after: ['project', ...ids],
      milestone: 'It can be used',
      take: (path) => /^(src|bin|public|index)/.test(path),
    },
    {
      id: 'tests',
      title: 'Test it from outside',
      after: ['surface', 'project'],
      milestone: 'It can be used',
      take: (path) => path.startsWith('test/'),
    },
    {
      id: 'documentation',
      title: 'Document it',
      after: ['surface', 'project'],
      milestone: 'It can be handed over',
      take: () => true,
    },
  ]);
}
