import { domainFiles, domainValues, withoutSignIn } from '../../domain/files.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { normalise } from '../../domain/normalise.ts';
import { quote } from '../../emit/layout.ts';
import { commonScripts, nodeBasics, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { commandSections } from '../shared/entity-calls.ts';
import { commandsFile, usedKinds } from './commands.ts';
import { readmeFile } from './readme.ts';
import { rowsFileFiles, rowsFileValues, rowsMade } from './rows-file.ts';
import { testFile } from './tests.ts';
import { wordsOf } from './words.ts';

export const quiet = '--disable-warning=ExperimentalWarning';

export function packageNeeds(_requirements: Requirements): PackageNeed[] {
  return [{ name: 'zod', dev: false, range: '^4' }, ...nodeTools];
}

/** One person's tool, so nobody signs in. */
export function modelOf(requirements: Requirements): ProjectModel {
  return normalise(withoutSignIn(requirements));
}

/** A command line tool over rows in a local SQLite file, or in a file of its own. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const project = modelOf(requirements);
  const sections = commandSections(project);
  const { name } = requirements;
  const rowsFile = rowsFileValues(requirements, project);
  const values = {
    ...domainValues(project),
    name,
    summarySource: quote(requirements.summary),
    kept: true,
    domain: true,
    uses: usedKinds(project),
    dataVariable: dataVariable(requirements),
    build: true,
    ignored: [],
    rowsFile: rowsFile !== undefined && rowsMade(project, sections, wordsOf) !== undefined,
  };
  const framework = ['main', 'cli', 'command', 'arguments', 'values', 'usage-error', 'terminal', 'help'];
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        bin: { [name]: 'dist/main.js' },
        files: ['dist', 'migrations'],
        scripts: {
          start: `node ${quiet} src/main.ts`,
          ...commonScripts,
          test: `node ${quiet} --test "test/**/*.test.ts"`,
          build: 'tsc -p tsconfig.build.json',
          prepare: 'npm run build',
        },
      }),
    },
    { path: 'README.md', content: readmeFile(requirements, project, sections) },
    ...nodeBasics({ ci: project.ci, build: true }).map(([template, path]) => ({
      path,
      content: render(template, values),
    })),
    ...framework.map((file) => ({ path: `src/${file}.ts`, content: render(`cli-tool/src/${file}.ts`, values) })),
    ...(rowsFile ? rowsFileFiles(rowsFile, project, sections) : []),
    ...[...(rowsFile ? [] : ['with-database']), 'data-folder', 'every-row', 'show'].map((file) => ({
      path: `src/${file}.ts`,
      content: render(`entity-cli/src/${file}.ts`, values),
    })),
    { path: 'src/commands.ts', content: commandsFile(project) },
    ...tidied(domainFiles(project), true),
    { path: 'test/tool.ts', content: render('cli-tool/test/tool.ts', values) },
    { path: 'test/lists.test.ts', content: render('entity-cli/test/lists.test.ts', values) },
    { path: 'test/cli.test.ts', content: testFile(project, name, sections) },
  ]);
}
