import type { Blueprint } from '../../contract.ts';
import { contradiction } from '../../emit/contradiction.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { goModules } from '../../go/module-tests.ts';
import { goLayout } from '../../go/plan.ts';
import { docComment, goBasics, goTidied } from '../../go/project.ts';
import { packageName } from '../../go/source.ts';
import { usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { probeScript } from './probe.ts';
import { readmeFile } from './readme.ts';

/** A library for Go without dependencies: one package in the root of the module. */
export const goLibrary: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    modulePlan(requirements, generateProject(requirements), 'Describe the package', goLayout),
  probeScript,
  commitMessage(requirements) {
    const titles = usedModules(requirements).map(({ module }) => module.title);
    return message(subject(`Add the library ${requirements.name}`, titles), wrapped(requirements.summary));
  },
};

function generateProject(requirements: Requirements): GeneratedFile[] {
  const used = usedModules(requirements);
  if (used.length === 0) throw contradiction('A library needs something that it exports.');
  const into = packageName(requirements.name);
  const summary = requirements.summary.replaceAll(/\s+/g, ' ');
  return goTidied([
    ...goBasics(requirements),
    { path: 'README.md', content: readmeFile(requirements, used) },
    { path: 'doc.go', content: `${docComment(`Package ${into} is a library. ${summary}`)}\npackage ${into}\n` },
    ...goModules(used, into, ''),
  ]);
}
