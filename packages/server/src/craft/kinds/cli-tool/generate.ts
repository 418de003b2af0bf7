import { contradiction } from '../../emit/contradiction.ts';
import { quote } from '../../emit/layout.ts';
import { commonScripts, nodeBasics, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { moduleFiles } from '../../modules/files.ts';
import { sessionsOf } from '../../modules/sessions.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { commandsFile, usedKinds } from './commands.ts';
import { dataVariable } from './names.ts';
import { readmeFile } from './readme.ts';
import { cliTestFile } from './tests.ts';

const sources = ['main', 'cli', 'command', 'arguments', 'values', 'usage-error', 'terminal', 'help', 'show'];

export function packageNeeds(_requirements: Requirements): PackageNeed[] {
  return [...nodeTools];
}

/** A command line tool: a command for each function of its modules. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const used = usedModules(requirements);
  const offered = offeredFunctions(used);
  if (offered.length === 0) throw contradiction('A command line tool needs something that it does.');
  const sessions = sessionsOf(used, offered);
  const kept = used.some(({ module }) => module.class?.state);
  const ci = requirements.features.some((feature) => feature.name === 'ci');
  const values = {
    name: requirements.name,
    summarySource: quote(requirements.summary),
    kept,
    domain: false,
    uses: usedKinds(offered),
    dataVariable: dataVariable(requirements),
    build: true,
    ignored: [],
    rowsFile: false,
  };
  const { name } = requirements;
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        bin: { [name]: 'dist/main.js' },
        files: ['dist'],
        scripts: {
          start: 'node src/main.ts',
          ...commonScripts,
          build: 'tsc -p tsconfig.build.json',
          prepare: 'npm run build',
        },
      }),
    },
    { path: 'README.md', content: readmeFile(requirements, offered, sessions, kept) },
    ...nodeBasics({ ci, build: true }).map(([template, path]) => ({ path, content: render(template, values) })),
    ...[...sources, ...(kept ? ['storage'] : [])].map((source) => ({
      path: `src/${source}.ts`,
      content: render(`cli-tool/src/${source}.ts`, values),
    })),
    { path: 'src/commands.ts', content: commandsFile(used, offered) },
    { path: 'test/tool.ts', content: render('cli-tool/test/tool.ts', values) },
    { path: 'test/cli.test.ts', content: cliTestFile(name, sessions, offered) },
    ...moduleFiles(used, 'typescript'),
  ]);
}
