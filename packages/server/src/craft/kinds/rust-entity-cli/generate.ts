import { isRouted } from '../../domain/code/schema.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { nameGiver } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { call, constant, laid, list } from '../../rust/layout.ts';
import { testName } from '../../rust/module-tests.ts';
import { docComment, rustBasics, rustTidied } from '../../rust/project.ts';
import { rowsFiles } from '../../rust/rows/files.ts';
import { crateName, packageName, rustString } from '../../rust/source.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { entityCommands, wordsOfVerbs } from '../entity-cli/commands.ts';
import { modelOf } from '../entity-cli/generate.ts';
import { exampleSession, readmeParts } from '../entity-cli/readme.ts';
import { wordsOf } from '../entity-cli/words.ts';
import { type EntityCall, type EntitySection, commandSections } from '../shared/entity-calls.ts';

/** A command line tool for Rust over rows in a local journal. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements): GeneratedFile[] {
  const project = modelOf(requirements);
  const program = packageName(requirements.name);
  const sections = commandSections(project);
  const tests = commandTests(project, sections);
  const summary = requirements.summary.replaceAll(/\s+/g, ' ');
  const values = {
    crate: crateName(requirements.name),
    name: program,
    comment: docComment(`\`${program}\`: ${summary}`, '//!'),
    about: docComment(`What the command \`${program}\` is made of.`, '//!'),
    nameSource: constant('pub const PROGRAM: &str', rustString(program)),
    summarySource: constant('const SUMMARY: &str', rustString(summary)),
    programSource: constant('const PROGRAM: &str', `env!("CARGO_BIN_EXE_${program}")`),
    variableSource: constant('const VARIABLE: &str', rustString(dataVariable(requirements))),
    dataVariable: dataVariable(requirements),
    alone: project.entities.filter(isRouted).length === 1,
    words: wordsOfVerbs(project),
    width: Math.max(...entityCommands(project).map((command) => command.name.length)),
    uses: tests.uses,
  };
  const file = (path: string, template: string): GeneratedFile => ({
    path,
    content: render(`rust/${template}`, values),
  });
  return rustTidied([
    ...rustBasics(requirements, { unsafety: 'deny' }),
    {
      path: 'README.md',
      content: render('rust/entity-cli/readme.md', {
        ...readmeParts(requirements, project),
        name: program,
        dataVariable: values.dataVariable,
        example: sections.length > 0 ? exampleSession(program, project) : '',
      }),
    },
    file('src/main.rs', 'cli/main.rs'),
    file('src/lib.rs', 'entity-cli/lib.rs'),
    file('src/cli.rs', 'entity-cli/cli.rs'),
    ...['command', 'commands', 'show'].map((name) => file(`src/cli/${name}.rs`, `entity-cli/${name}.rs`)),
    file('src/cli/folder.rs', 'cli/folder.rs'),
    { path: 'tests/suite/main.rs', content: '//! The program as a person runs it.\n\nmod commands;\nmod tool;\n' },
    { path: 'tests/suite/commands.rs', content: tests.content },
    file('tests/suite/tool.rs', 'cli/tool.rs'),
    ...rowsFiles(project, { cli: true }),
  ]);
}

/** `tests/suite/commands.rs`: what the requirements ask for, as a person would try it. */
function commandTests(project: ProjectModel, sections: readonly EntitySection[]): { content: string; uses: string[] } {
  const named = nameGiver();
  const tests = sections.flatMap((section) => {
    const lines = sectionLines(project, section);
    return lines ? [test(testName(named, section.title), lines)] : [];
  });
  const content = `${['use crate::tool::Tool;', ...tests, render('rust/entity-cli/help_tests.rs', {}).trim()].join('\n\n')}\n`;
  const uses = ['works', 'makes', 'refuses'].filter((name) => content.includes(`tool.${name}(`));
  return { content, uses };
}

function test(name: string, lines: readonly string[]): string {
  return `#[test]\nfn ${name}() {\n    let tool = Tool::new();\n${lines.join('\n')}\n}`;
}

/** Nothing where the command line has no words for one of the calls. */
function sectionLines(project: ProjectModel, { calls }: EntitySection): string[] | undefined {
  const lines: string[] = [];
  for (const one of calls) {
    const words = wordsOf(project, one);
    if (!words) return undefined;
    lines.push(callSource(one, words));
  }
  return lines.length > 0 ? lines : undefined;
}

function callSource({ expected, makes }: EntityCall, words: readonly string[]): string {
  const said = list('&', words.map(rustString));
  if (expected !== 'ok') return laid('', call('tool.refuses', [said, '""']), ';', 4);
  if (makes === undefined) return laid('', call('tool.works', [said, '""']), ';', 4);
  return laid('', call('tool.makes', [said, String(makes)]), ';', 4);
}
