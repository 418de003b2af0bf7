import type { Blueprint } from '../../contract.ts';
import { contradiction } from '../../emit/contradiction.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { type Used, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { type ModuleLayout, modulePlan } from '../shared/module-plan.ts';

export interface LibraryKind {
  layout: ModuleLayout;
  /** The last task of the plan: what makes a library of the modules. */
  surface: string;
  generate: (requirements: Requirements, used: Used[]) => GeneratedFile[];
  probeScript: Blueprint['probeScript'];
}

/** A library in a language whose projects need no package. */
export function libraryOfModules({ layout, surface, generate, probeScript }: LibraryKind): Blueprint {
  const generateProject = (requirements: Requirements): GeneratedFile[] => {
    const used = usedModules(requirements);
    if (used.length === 0) throw contradiction('A library needs something that it exports.');
    return generate(requirements, used);
  };
  return {
    packageNeeds: () => [],
    generateProject,
    planProject: (requirements) => modulePlan(requirements, generateProject(requirements), surface, layout),
    probeScript,
    commitMessage: libraryMessage,
  };
}

/** What is said of a library's first commit. */
export function libraryMessage(requirements: Requirements): string {
  const titles = usedModules(requirements).map(({ module }) => module.title);
  return message(subject(`Add the library ${requirements.name}`, titles), wrapped(requirements.summary));
}
