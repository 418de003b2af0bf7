import type { Blueprint } from '../../contract.ts';
import { contradiction } from '../../emit/contradiction.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { declarations, rustSources, suiteFiles } from '../../rust/module-tests.ts';
import { rustLayout } from '../../rust/plan.ts';
import { rustBasics, rustTidied } from '../../rust/project.ts';
import { crateName } from '../../rust/source.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { probeScript } from './probe.ts';
import { readmeFile } from './readme.ts';

/** A library for Rust without dependencies: a file for each module, all of them offered by the root of the crate. */
export const rustLibrary: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    modulePlan(requirements, generateProject(requirements), 'Offer it as a crate', rustLayout),
  probeScript,
  commitMessage(requirements) {
    const titles = usedModules(requirements).map(({ module }) => module.title);
    return message(subject(`Add the library ${requirements.name}`, titles), wrapped(requirements.summary));
  },
};

function generateProject(requirements: Requirements): GeneratedFile[] {
  const used = usedModules(requirements);
  if (used.length === 0) throw contradiction('A library needs something that it exports.');
  const sources = rustSources(used);
  return rustTidied([
    ...rustBasics(requirements),
    { path: 'README.md', content: readmeFile(requirements, used) },
    // The example of the README is a test this way, and the documentation begins with it.
    { path: 'src/lib.rs', content: `#![doc = include_str!("../README.md")]\n\n${declarations(sources)}` },
    ...sources.map(({ name, source }) => ({ path: `src/${name}.rs`, content: source })),
    ...suiteFiles(used, crateName(requirements.name)),
  ]);
}
