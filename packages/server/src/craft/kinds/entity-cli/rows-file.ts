import type { ProjectModel } from '../../domain/model.ts';
import { quote } from '../../emit/layout.ts';
import { render } from '../../emit/templates.ts';
import { valueSource } from '../../emit/values.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import type { EntitySection } from '../shared/entity-calls.ts';
import { commandName } from './commands.ts';
import { wordsOf } from './words.ts';

/** Rows of a tool in a file that people and other programs read: opened as a database in memory, which knows the rules. */

export interface RowsFileValues extends Record<string, unknown> {
  fileName: string;
  format: 'json' | 'csv';
  /** The one table of the file; empty where it has several, by their names. */
  table: string;
  /** `tasks.done`: columns of yes or no. */
  booleans: string[];
  links: boolean;
}

export function rowsFileValues(requirements: Requirements, project: ProjectModel): RowsFileValues | undefined {
  const { rowsFile } = requirements;
  if (!rowsFile) return undefined;
  const { entities } = project;
  const bare = (name: string): string => name.replaceAll('"', '');
  const links = entities.some((entity) => entity.links.length > 0);
  const [only] = entities;
  return {
    fileName: rowsFile.name,
    format: rowsFile.format,
    table: only && entities.length === 1 && !links ? bare(only.table) : '',
    booleans: entities.flatMap((entity) =>
      entity.fields
        .filter(({ type }) => type === 'boolean')
        .map(({ column }) => `${bare(entity.table)}.${bare(column)}`),
    ),
    links,
  };
}

/** Rows that a test makes, and the command that lists the last of them; `words`: a call as the tool's language takes it. */
export function rowsMade(
  project: ProjectModel,
  sections: readonly EntitySection[],
  words: typeof wordsOf,
): { made: string[][]; list: string[]; first: string } | undefined {
  for (const { calls } of sections) {
    // What is refused leaves nothing behind.
    const done = calls.filter(({ expected, verb }) => expected === 'ok' && verb !== 'list' && verb !== 'read');
    const end = done.findIndex(({ verb }) => verb !== 'create');
    const created = done.slice(0, end < 0 ? undefined : end);
    const last = created.at(-1);
    const lines = created.map((call) => words(project, call));
    if (!last?.entity.verbs.has('list') || lines.some((line) => line === null)) continue;
    return {
      made: lines.flatMap((line) => (line === null ? [] : [line])),
      list: commandName(project, last.entity, 'list').split(' '),
      first: project.entities[0]?.table.replaceAll('"', '') ?? '',
    };
  }
  return undefined;
}

/** Texts of a file that no tool takes: what is no such file, and a row with a field that there is not. */
export function wrongTexts({ format, table }: RowsFileValues, first: string): [broken: string, strange: string] {
  if (format === 'csv') return ['id,name\n1\n', 'id,noSuchField\n1,x\n'];
  const rows = [{ id: 1, noSuchField: 2 }];
  return ['{', JSON.stringify(table === '' ? { [first]: rows } : rows)];
}

/** Its sources, with what a test of it makes where there is something to make. */
export function rowsFileFiles(
  values: RowsFileValues,
  project: ProjectModel,
  sections: readonly EntitySection[],
): GeneratedFile[] {
  const made = rowsMade(project, sections, wordsOf);
  const file = (template: string, path: string, more = {}): GeneratedFile => ({
    path,
    content: render(`entity-cli/${template}`, { ...values, ...more }),
  });
  return [
    file('src/with-rows-file.ts', 'src/with-database.ts'),
    file('src/rows-file.ts', 'src/rows-file.ts'),
    ...(made
      ? [
          file('test/rows-file.test.ts', 'test/rows-file.test.ts', {
            broken: quote(wrongTexts(values, made.first)[0]),
            strange: quote(wrongTexts(values, made.first)[1]),
            made: valueSource(made.made),
            list: valueSource(made.list),
          }),
        ]
      : []),
  ];
}
