import { contradiction } from '../../emit/contradiction.ts';
import { render } from '../../emit/templates.ts';
import { sessionsOf } from '../../modules/sessions.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { constant } from '../../rust/layout.ts';
import { declarations, rustSources, suiteFiles } from '../../rust/module-tests.ts';
import { docComment, rustBasics, rustTidied } from '../../rust/project.ts';
import { crateName, packageName, rustString } from '../../rust/source.ts';
import { valuesOf } from '../cli-tool/commands.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { commandsFile, constantName, declaredCommands } from './commands.ts';
import { readmeFile } from './readme.ts';
import { resultsFile } from './results.ts';
import { commandTests } from './tests.ts';

/** A command line tool for Rust: a command for each function of its modules. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements): GeneratedFile[] {
  const used = usedModules(requirements);
  const offered = offeredFunctions(used);
  const [first] = offered;
  if (!first) throw contradiction('A command line tool needs something that it does.');
  const crate = crateName(requirements.name);
  const program = packageName(requirements.name);
  const summary = requirements.summary.replaceAll(/\s+/g, ' ');
  const sessions = sessionsOf(used, offered);
  const kept = used.some(({ module }) => module.class?.state);
  const alone = offered.length === 1;
  const declared = declaredCommands(used, offered);
  const results = resultsFile(offered);
  const sources = rustSources(used, ['json']);
  const tests = commandTests(sessions, offered);
  const stateful = offered.filter(({ module }) => module.class?.state);
  const values = {
    comment: docComment(`\`${program}\`: ${summary}`, '//!'),
    crate,
    name: program,
    nameSource: constant('pub const PROGRAM: &str', rustString(program)),
    summarySource: constant('const SUMMARY: &str', rustString(summary)),
    alone,
    server: false,
    kept,
    results: results !== undefined,
    only: constantName(first),
    width: Math.max(...offered.map((one) => one.name.length)),
    arguments: offered.some(({ parameters }) => valuesOf(parameters).length > 0),
    asks: stateful.some(({ fn }) => !fn.changes),
    changes: stateful.some(({ fn }) => fn.changes),
    dataVariable: dataVariable(requirements),
    programSource: constant('const PROGRAM: &str', `env!("CARGO_BIN_EXE_${program}")`),
    variableSource: constant('const VARIABLE: &str', rustString(dataVariable(requirements))),
    ...declared,
  };
  const file = (path: string, template: string, more: Record<string, unknown> = {}): GeneratedFile => ({
    path,
    content: render(`rust/cli/${template}`, { ...values, ...more }),
  });
  return rustTidied([
    ...rustBasics(requirements, { unsafety: values.changes ? 'deny' : 'forbid' }),
    { path: 'README.md', content: readmeFile(requirements, offered, sessions, kept) },
    file('src/main.rs', 'main.rs'),
    {
      path: 'src/lib.rs',
      content: `${docComment(`What the command \`${program}\` is made of.`, '//!')}\n\n${declarations([...sources, { name: 'cli', source: 'pub fn run() {}' }])}`,
    },
    ...sources.map(({ name, source }) => ({ path: `src/${name}.rs`, content: source })),
    file('src/cli.rs', 'cli.rs'),
    file('src/cli/command.rs', 'command.rs'),
    { path: 'src/cli/commands.rs', content: commandsFile(used, offered) },
    ...(results === undefined ? [] : [{ path: 'src/cli/results.rs', content: results }]),
    file('src/cli/show.rs', 'show.rs'),
    ...(kept ? [file('src/cli/folder.rs', 'folder.rs'), file('src/cli/storage.rs', 'storage.rs')] : []),
    ...(values.changes ? [file('src/cli/lock.rs', 'lock.rs')] : []),
    ...suiteFiles(used, crate, [
      { path: 'tests/suite/commands.rs', content: tests.content },
      file('tests/suite/tool.rs', 'tool.rs', { uses: tests.uses }),
    ]),
  ]);
}
