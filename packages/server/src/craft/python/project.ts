import { render } from '../emit/templates.ts';
import type { GeneratedFile, Requirements } from '../requirements.ts';
import { packageName, pythonString } from './source.ts';

/** What every project for Python has, whatever it does. */

export interface PythonProject {
  /** The module of the package whose `main` is the command; absent where there is none. */
  script?: string;
  ignored?: readonly string[];
  /** Files of the package that are no sources. */
  data?: readonly string[];
}

/** Nothing is installed to run or test it. */
export function pythonBasics(
  requirements: Requirements,
  { script, ignored = [], data = [] }: PythonProject,
): GeneratedFile[] {
  const into = packageName(requirements.name);
  const ci = requirements.features.some((feature) => feature.name === 'ci');
  const values = {
    name: requirements.name,
    package: into,
    summarySource: pythonString(requirements.summary),
    script,
    ignored,
    data: ['py.typed', ...data].toSorted().map(pythonString).join(', '),
  };
  return [
    { path: 'pyproject.toml', content: render('python/pyproject.toml', values) },
    { path: '.gitignore', content: render('python/gitignore', values) },
    { path: `src/${into}/py.typed`, content: '' },
    ...(ci ? [{ path: '.github/workflows/ci.yml', content: render('python/ci.yml', values) }] : []),
  ];
}

/** The files as they are written, sorted by path: no blanks at ends, two blank lines at most. */
export function pythonTidied(files: readonly GeneratedFile[]): GeneratedFile[] {
  return files
    .map((file) => ({
      ...file,
      content: file.content
        .replace(/[ \t]+$/gm, '')
        .replace(/\n{4,}/g, '\n\n\n')
        .replace(/^\n+/, '')
        .replace(/\n+$/, '\n'),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
