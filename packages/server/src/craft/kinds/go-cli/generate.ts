import { contradiction } from '../../emit/contradiction.ts';
import { render } from '../../emit/templates.ts';
import { goModules } from '../../go/module-tests.ts';
import { docComment, goBasics, goTidied } from '../../go/project.ts';
import { goString, modulePath } from '../../go/source.ts';
import { sessionsOf } from '../../modules/sessions.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { commandsSource, constructorName, helpersOf } from './commands.ts';
import { readmeFile } from './readme.ts';
import { commandTests, steadyTest, wordList } from './tests.ts';

/** A command line tool for Go: a command for each function of its modules. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements): GeneratedFile[] {
  const used = usedModules(requirements);
  const offered = offeredFunctions(used);
  const [first] = offered;
  if (!first) throw contradiction('A command line tool needs something that it does.');
  const { name } = requirements;
  const sessions = sessionsOf(used, offered);
  const kept = used.some(({ module }) => module.class?.state);
  const alone = offered.length === 1;
  const from = 'toolkit';
  const folder = `internal/${from}/`;
  const commands = commandsSource(used, offered, from);
  const cases = commandTests(sessions, offered, dataVariable(requirements));
  const wrong = [[...(alone ? [] : [first.name]), '--no-such-option'], ...(alone ? [] : [['no-such-command'], []])];
  const values = {
    package: 'main',
    comment: docComment(`Command ${name}: ${requirements.summary.replaceAll(/\s+/g, ' ')}`),
    nameSource: goString(name),
    summarySource: goString(requirements.summary),
    alone,
    only: `${constructorName(first)}()`,
    width: Math.max(...offered.map((one) => one.name.length)),
    server: false,
    uses: helpersOf(commands),
    dataVariable: dataVariable(requirements),
    cases,
    steady: steadyTest(sessions, alone),
    answers: cases.includes('\tanswers('),
    structures: cases.includes('\tgives('),
    works: cases.includes('\tworks('),
    patterns: cases.includes('\tprints('),
    refusals: cases.includes('\trefuses('),
    wrong: wrong.map((words) => wordList(words).replace('[]string', '')).join(', '),
  };
  const file = (path: string): GeneratedFile => ({ path, content: render(`go/cli/${path}`, values) });
  return goTidied([
    ...goBasics(requirements, [`/${name}`, `/${name}.exe`]),
    { path: 'README.md', content: readmeFile(requirements, offered, sessions, kept) },
    ...['main.go', 'cli.go', 'command.go', 'show.go', 'cli_test.go'].map(file),
    ...(kept ? ['files.go', 'folder.go', 'storage.go', 'lock_unix.go', 'lock_other.go'].map(file) : []),
    {
      path: 'commands.go',
      content: `package main\n\nimport ${goString(`${modulePath(name)}/internal/${from}`)}\n\n${commands}\n`,
    },
    {
      path: `${folder}doc.go`,
      content: `${docComment(`Package ${from} is what the commands of ${name} run.`)}\npackage ${from}\n`,
    },
    ...goModules(used, from, folder),
  ]);
}
