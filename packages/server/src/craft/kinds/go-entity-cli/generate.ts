import { isRouted } from '../../domain/code/schema.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { render } from '../../emit/templates.ts';
import { indent } from '../../go/literal.ts';
import { docComment, goBasics, goTidied } from '../../go/project.ts';
import { rowsFiles, rowsTraits } from '../../go/rows/files.ts';
import { goString, modulePath, rawString } from '../../go/source.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { entityCommands, wordsOfVerbs } from '../entity-cli/commands.ts';
import { modelOf } from '../entity-cli/generate.ts';
import { exampleSession, readmeParts } from '../entity-cli/readme.ts';
import { wordsOf } from '../entity-cli/words.ts';
import { type EntityCall, type EntitySection, commandSections } from '../shared/entity-calls.ts';

/** A command line tool for Go over rows in a local journal. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements): GeneratedFile[] {
  const project = modelOf(requirements);
  const { name } = requirements;
  const sections = commandSections(project);
  const cases = sections.flatMap((section) => caseOf(project, section, dataVariable(requirements)) ?? []).join('\n');
  const rows = rowsFiles(project, { cli: true });
  const values = {
    ...rowsTraits(rows),
    path: modulePath(name),
    comment: docComment(`Command ${name}: ${requirements.summary.replaceAll(/\s+/g, ' ')}`),
    nameSource: goString(name),
    summarySource: goString(requirements.summary),
    dataVariable: dataVariable(requirements),
    alone: project.entities.filter(isRouted).length === 1,
    words: wordsOfVerbs(project),
    width: Math.max(...entityCommands(project).map((command) => command.name.length)),
    cases: indent(cases),
    works: cases.includes('works(t, '),
    made: cases.includes('makes(t, '),
    refusals: cases.includes('refuses(t, '),
  };
  const file = (path: string): GeneratedFile => ({ path, content: render(`go/entity-cli/${path}`, values) });
  return goTidied([
    ...goBasics(requirements, [`/${name}`, `/${name}.exe`]),
    {
      path: 'README.md',
      content: render('go/entity-cli/readme.md', {
        ...readmeParts(requirements, project),
        example: sections.length > 0 ? exampleSession(name, project) : '',
      }),
    },
    ...['main.go', 'cli.go', 'command.go', 'commands.go', 'show.go', 'cli_test.go'].map(file),
    { path: 'folder.go', content: render('go/cli/folder.go', values) },
    ...rows,
  ]);
}

/** A test of what a person does; nothing where the command line has no words for one of the calls. */
function caseOf(project: ProjectModel, { title, calls }: EntitySection, variable: string): string | undefined {
  const lines: string[] = [];
  for (const call of calls) {
    const words = wordsOf(project, call);
    if (!words) return undefined;
    lines.push(callSource(call, words));
  }
  if (lines.length === 0) return undefined;
  const body = [`t.Setenv(${goString(variable)}, t.TempDir())`, ...lines].join('\n');
  return `t.Run(${rawString(title.replace(/[.]$/, ''))}, func(t *testing.T) {\n${indent(body)}\n})`;
}

function callSource({ expected, makes }: EntityCall, words: readonly string[]): string {
  const said = words.map(rawString).join(', ');
  if (expected !== 'ok') return `refuses(t, ${said})`;
  return makes === undefined ? `works(t, ${said})` : `makes(t, ${makes}, ${said})`;
}
