import { contradiction } from '../../emit/contradiction.ts';
import { render } from '../../emit/templates.ts';
import { sessionsOf } from '../../modules/sessions.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import { pythonModules } from '../../python/module-tests.ts';
import { pythonBasics, pythonTidied } from '../../python/project.ts';
import { packageName } from '../../python/source.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { argumentKinds, cliImports, commandFunctions, newParser, parserLines } from './commands.ts';
import { readmeFile } from './readme.ts';
import { cliTestFile, steadyTest } from './tests.ts';

/** A command line tool for Python: a command for each function of its modules. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements): GeneratedFile[] {
  const used = usedModules(requirements);
  const offered = offeredFunctions(used);
  if (offered.length === 0) throw contradiction('A command line tool needs something that it does.');
  const sessions = sessionsOf(used, offered);
  const kept = used.some(({ module }) => module.class?.state);
  const into = packageName(requirements.name);
  const functions = commandFunctions(used, offered);
  const parser = parserLines(offered, { alone: offered.length === 1 });
  const values = {
    name: requirements.name,
    package: into,
    parserSource: newParser(requirements),
    alone: offered.length === 1,
    kept,
    dataVariable: dataVariable(requirements),
    imports: cliImports(used, `${functions}\n${parser}`),
    functions,
    parser,
    uses: argumentKinds(offered),
  };
  const file = (name: string): GeneratedFile => ({
    path: `src/${into}/${name}.py`,
    content: render(`python/cli/${name}.py`, values),
  });
  return pythonTidied([
    ...pythonBasics(requirements, { script: 'cli' }),
    { path: 'README.md', content: readmeFile(requirements, offered, sessions, kept) },
    { path: `src/${into}/__init__.py`, content: `"""${requirements.summary}"""\n\n__version__ = "0.1.0"\n` },
    file('__main__'),
    file('cli'),
    file('show'),
    ...(values.uses.length > 0 ? [file('arguments')] : []),
    ...(kept ? [file('storage')] : []),
    {
      path: 'tests/test_cli.py',
      content: render('python/cli/test_cli.py', {
        ...values,
        cases: cliTestFile(sessions, offered),
        steady: steadyTest(sessions, offered.length === 1),
        commands: offered.map(({ name }) => name),
        first: offered.length === 1 ? [] : [offered[0]?.name ?? ''],
      }),
    },
    ...pythonModules(used, into),
  ]);
}
