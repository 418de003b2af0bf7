import { pythonModules } from '../../python/module-tests.ts';
import { pythonLayout } from '../../python/plan.ts';
import { pythonBasics, pythonTidied } from '../../python/project.ts';
import { packageName } from '../../python/source.ts';
import { libraryOfModules } from '../library/of-modules.ts';
import { initFile } from './init.ts';
import { probeScript } from './probe.ts';
import { readmeFile } from './readme.ts';

/** A library for Python without dependencies. */
export const pythonLibrary = libraryOfModules({
  layout: pythonLayout,
  surface: 'Export it as a package',
  probeScript,
  generate(requirements, used) {
    const into = packageName(requirements.name);
    return pythonTidied([
      ...pythonBasics(requirements, {}),
      { path: 'README.md', content: readmeFile(requirements, used) },
      { path: `src/${into}/__init__.py`, content: initFile(requirements.summary, used) },
      ...pythonModules(used, into),
    ]);
  },
});
