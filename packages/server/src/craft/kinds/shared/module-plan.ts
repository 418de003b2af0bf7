import type { ProjectPlan } from '../../contract.ts';
import { planOf } from '../../emit/plan.ts';
import { usedModules, withNeeds } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';

/** Where a language keeps what belongs to a module. */
export interface ModuleLayout {
  ground: RegExp;
  /** Sources and tests of the module of this id. */
  module: (id: string) => RegExp;
  sources: RegExp;
  tests: RegExp;
}

export const nodeLayout: ModuleLayout = {
  ground: /^(package|tsconfig|biome|\.gitignore|\.env|jsconfig)/,
  module: (id) => new RegExp(`^(src|test)/${id}\\.`),
  sources: /^(src|bin|public|index)/,
  tests: /^test\//,
};

/** The work on a project that is made of modules: the ground, each module with its tests, then what a user sees. */
export function modulePlan(
  requirements: Requirements,
  files: readonly GeneratedFile[],
  surface: string,
  layout: ModuleLayout = nodeLayout,
): ProjectPlan {
  const modules = withNeeds(usedModules(requirements));
  const ids = modules.map((module) => `module-${module.id}`);
  const milestone = 'Its parts work';
  return planOf(files, [
    {
      id: 'project',
      title: 'Set the project up',
      milestone: 'The ground is laid',
      take: (path) => layout.ground.test(path),
    },
    ...modules.map((module) => ({
      id: `module-${module.id}`,
      title: `Write and test ${module.title}`,
      after: ['project', ...module.needs.map((id) => `module-${id}`)],
      milestone,
      take: (path: string) => layout.module(module.id).test(path),
    })),
    {
      id: 'surface',
      title: surface,
      after: ['project', ...ids],
      milestone: 'It can be used',
      take: (path) => layout.sources.test(path),
    },
    {
      id: 'tests',
      title: 'Test it from outside',
      after: ['surface', 'project'],
      milestone: 'It can be used',
      take: (path) => layout.tests.test(path),
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
