import { goModules } from '../../go/module-tests.ts';
import { goLayout } from '../../go/plan.ts';
import { docComment, goBasics, goTidied } from '../../go/project.ts';
import { packageName } from '../../go/source.ts';
import { libraryOfModules } from '../library/of-modules.ts';
import { probeScript } from './probe.ts';
import { readmeFile } from './readme.ts';

/** A library for Go without dependencies: one package in the root of the module. */
export const goLibrary = libraryOfModules({
  layout: goLayout,
  surface: 'Describe the package',
  probeScript,
  generate(requirements, used) {
    const into = packageName(requirements.name);
    const summary = requirements.summary.replaceAll(/\s+/g, ' ');
    return goTidied([
      ...goBasics(requirements),
      { path: 'README.md', content: readmeFile(requirements, used) },
      { path: 'doc.go', content: `${docComment(`Package ${into} is a library. ${summary}`)}\npackage ${into}\n` },
      ...goModules(used, into, ''),
    ]);
  },
});
