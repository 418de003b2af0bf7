import type { Blueprint } from '../../contract.ts';
import { contradiction } from '../../emit/contradiction.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { usedModules } from '../../modules/uses.ts';
import { pythonModules } from '../../python/module-tests.ts';
import { pythonLayout } from '../../python/plan.ts';
import { pythonBasics, pythonTidied } from '../../python/project.ts';
import { packageName } from '../../python/source.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { initFile } from './init.ts';
import { probeScript } from './probe.ts';
import { readmeFile } from './readme.ts';

/** A library for Python without dependencies. */
export const pythonLibrary: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    modulePlan(requirements, generateProject(requirements), 'Export it as a package', pythonLayout),
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
  return pythonTidied([
    ...pythonBasics(requirements, {}),
    { path: 'README.md', content: readmeFile(requirements, used) },
    { path: `src/${into}/__init__.py`, content: initFile(requirements.summary, used) },
    ...pythonModules(used, into),
  ]);
}
