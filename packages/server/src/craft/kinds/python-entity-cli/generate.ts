import { migrationFile } from '../../domain/code/migration.ts';
import { ruleValues } from '../../domain/files.ts';
import { inputFields, type ProjectModel } from '../../domain/model.ts';
import { kebab } from '../../emit/names.ts';
import { fold } from '../../emit/fold.ts';
import { render } from '../../emit/templates.ts';
import { entityFile, entitySource } from '../../python/entity.ts';
import { describe } from '../../python/field-words.ts';
import { namesOnce } from '../../python/module-tests.ts';
import { pythonBasics, pythonTidied } from '../../python/project.ts';
import { packageName, pythonStyle, pythonValue, testName } from '../../python/source.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { newParser } from '../python-cli/commands.ts';
import { entityCommands, neededFields, wordsOfVerbs } from '../entity-cli/commands.ts';
import { modelOf } from '../entity-cli/generate.ts';
import { rowsFileValues, rowsMade, wrongTexts } from '../entity-cli/rows-file.ts';
import { wordsOf } from '../entity-cli/words.ts';
import { entitiesSource, timeSources } from '../python-service/generate.ts';
import { type EntityCall, type EntitySection, commandSections } from '../shared/entity-calls.ts';

/** A command line tool for Python over rows in a local SQLite file. @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements): GeneratedFile[] {
  const project = modelOf(requirements);
  const into = packageName(requirements.name);
  const rules = project.entities.flatMap((entity) => [...entity.rules, ...entity.guards]);
  const rowsFile = rowsFileValues(requirements, project);
  const made = rowsFile && rowsMade(project, commandSections(project), pythonWordsOf);
  const values = {
    rowsFile,
    ...rowsFile,
    made: made ? fold(`${inTest}made = `, pythonValue(made.made), pythonStyle) : '',
    list: `[${(made?.list ?? []).map((word) => `"${word}"`).join(', ')}]`,
    wrong:
      rowsFile && made ? fold(`${inTest}wrong = `, pythonValue(wrongTexts(rowsFile, made.first)), pythonStyle) : '',
    name: requirements.name,
    title: requirements.title,
    summary: requirements.summary,
    parserSource: newParser(requirements),
    package: into,
    auth: false,
    cli: true,
    ...ruleValues(project),
    alone: isAlone(project),
    words: wordsOfVerbs(project),
    dataVariable: dataVariable(requirements),
    rules: rules.map(({ sentence }) => sentence),
    kinds: project.entities.map((entity) => ({
      many: `${entity.many.charAt(0).toUpperCase()}${entity.many.slice(1)}`,
      fields: inputFields(entity).map((field) => ({
        name: kebab(field.name),
        is: describe(field),
        needed: field.needed,
      })),
    })),
    commands: commandRows(project),
    cases: casesOf(project),
  };
  const file = (template: string, path: string): GeneratedFile => ({
    path,
    content: render(`python/${template}.py`, values),
  });
  const source = (folder: string, name: string): GeneratedFile => file(`${folder}/${name}`, `src/${into}/${name}.py`);
  return pythonTidied([
    ...pythonBasics(requirements, { script: 'cli', data: ['schema.sql'] }),
    { path: 'README.md', content: render('python/entity-cli/readme.md', values) },
    { path: `src/${into}/__init__.py`, content: `"""${requirements.summary}"""\n\n__version__ = "0.1.0"\n` },
    { path: `src/${into}/schema.sql`, content: migrationFile(project) },
    ...['database', 'fields', 'listing', 'resources', ...timeSources(project)].map((name) => source('service', name)),
    ...['cli', 'errors', 'show', ...(rowsFile ? ['rows_file'] : [])].map((name) => source('entity-cli', name)),
    source('cli', '__main__'),
    { path: `src/${into}/entities/__init__.py`, content: entitiesSource(project) },
    ...project.entities.map((entity) => ({
      path: `src/${into}/entities/${entityFile(entity)}.py`,
      content: entitySource(project, entity, true),
    })),
    file('entity-cli/test_cli', 'tests/test_cli.py'),
  ]);
}

/** With one kind of rows, commands need no word for it. */
export function isAlone(project: ProjectModel): boolean {
  return entityCommands(project).every(({ name }) => !name.includes(' '));
}

/** What a call is on the command line; null where it has no words for it. */
export function pythonWordsOf(project: ProjectModel, call: EntityCall): string[] | null {
  return wordsOf(project, call)?.map((word) => word.replace(/^--([\w-]+)=false$/, '--no-$1')) ?? null;
}

function commandRows(project: ProjectModel): { usage: string; summary: string }[] {
  return entityCommands(project).map(({ entity, verb, name, summary }) => {
    const needed = verb === 'create' ? neededFields(entity).map((field) => `<${kebab(field.name)}>`) : [];
    const id = verb === 'create' || verb === 'list' ? [] : ['<id>'];
    const more = verb === 'update' ? ['--…'] : [];
    return { usage: [name, ...needed, ...id, ...more].join(' '), summary };
  });
}

const inTest = '        ';

function casesOf(project: ProjectModel): string {
  const named = namesOnce();
  return commandSections(project)
    .flatMap((section) => {
      const lines = linesOf(project, section);
      return lines ? [`    def test_${named(testName(section.title))}(self) -> None:\n${lines.join('\n')}`] : [];
    })
    .join('\n\n');
}

function linesOf(project: ProjectModel, { calls }: EntitySection): string[] | undefined {
  const lines: string[] = [];
  for (const call of calls) {
    const words = pythonWordsOf(project, call);
    if (!words) return undefined;
    const made = call.expected === 'ok' && call.makes !== undefined ? [`made=${call.makes}`] : [];
    const method = call.expected === 'ok' ? 'works' : 'refuses';
    lines.push(
      fold(`${inTest}self.${method}`, { open: '(', items: [pythonValue(words), ...made], close: ')' }, pythonStyle),
    );
  }
  return lines.length > 0 ? lines : undefined;
}
