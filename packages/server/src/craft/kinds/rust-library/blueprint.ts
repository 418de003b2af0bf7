import { declarations, rustSources, suiteFiles } from '../../rust/module-tests.ts';
import { rustLayout } from '../../rust/plan.ts';
import { rustBasics, rustTidied } from '../../rust/project.ts';
import { crateName } from '../../rust/source.ts';
import { libraryOfModules } from '../library/of-modules.ts';
import { probeScript } from './probe.ts';
import { readmeFile } from './readme.ts';

/** A library for Rust without dependencies: a file for each module, all of them offered by the root of the crate. */
export const rustLibrary = libraryOfModules({
  layout: rustLayout,
  surface: 'Offer it as a crate',
  probeScript,
  generate(requirements, used) {
    const sources = rustSources(used);
    return rustTidied([
      ...rustBasics(requirements),
      { path: 'README.md', content: readmeFile(requirements, used) },
      // The example of the README is a test this way, and the documentation begins with it.
      { path: 'src/lib.rs', content: `#![doc = include_str!("../README.md")]\n\n${declarations(sources)}` },
      ...sources.map(({ name, source }) => ({ path: `src/${name}.rs`, content: source })),
      ...suiteFiles(used, crateName(requirements.name)),
    ]);
  },
});
