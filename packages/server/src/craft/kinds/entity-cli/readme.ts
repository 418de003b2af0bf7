import { isRouted } from '../../domain/code/schema.ts';
import type { EntityModel, ProjectModel } from '../../domain/model.ts';
import { readableValue } from '../../domain/readable.ts';
import { render } from '../../emit/templates.ts';
import { plainText, shellWord } from '../../emit/values.ts';
import type { Requirements } from '../../requirements.ts';
import { dataVariable } from '../cli-tool/names.ts';
import type { EntitySection } from '../shared/entity-calls.ts';
import { fieldTables, ruleSentences } from '../shared/entity-documents.ts';
import { commandName, entityCommands, neededFields } from './commands.ts';
import { flagName } from './words.ts';

/** `README.md`: commands, fields, rules and a session that works on an empty database. */
export function readmeFile(
  requirements: Requirements,
  project: ProjectModel,
  sections: readonly EntitySection[],
): string {
  return render('entity-cli/README.md', {
    ...readmeParts(requirements, project),
    example: sections.length > 0 ? exampleSession(requirements.name, project) : '',
    entities: project.entities.filter(isRouted),
  });
}

/** What the README of such a tool is made of in every language; `reference`: commands, fields and rules. */
export function readmeParts(requirements: Requirements, project: ProjectModel) {
  const { name } = requirements;
  const reference = render('shared/entity-commands.md', {
    name,
    commands: entityCommands(project).map(({ entity, verb, name: command, summary }) => ({
      usage: [name, command, ...placesOf(entity, verb)].join(' '),
      summary,
    })),
    tables: fieldTables(project),
    rules: ruleSentences(project),
  });
  return {
    title: project.title,
    summary: project.summary,
    name,
    dataVariable: dataVariable(requirements),
    file: requirements.rowsFile?.name ?? `${name}.db`,
    rowsFile: requirements.rowsFile?.format.toUpperCase() ?? '',
    reference: reference.trimEnd(),
  };
}

function placesOf(entity: EntityModel, verb: string): string[] {
  if (verb === 'list') return [];
  if (verb === 'create') return neededFields(entity).map((field) => `<${flagName(field.name)}>`);
  return ['<id>'];
}

/** Adds one row of everything, parents first, and lists the last. */
export function exampleSession(tool: string, project: ProjectModel): string {
  const lines: string[] = [];
  const made = new Map<string, number>();
  for (const entity of project.entities) {
    if (!entity.verbs.has('create')) continue;
    const words: string[] = [];
    for (const field of neededFields(entity)) {
      const value =
        field.references === undefined ? readableValue(entity, field, made.size + 1) : made.get(field.references);
      if (value === undefined) return lines.join('\n');
      words.push(shellWord(plainText(value)));
    }
    made.set(entity.name, 1);
    lines.push(`$ ${tool} ${commandName(project, entity, 'create')} ${words.join(' ')}`.trimEnd());
    if (entity.verbs.has('list')) lines.push(`$ ${tool} ${commandName(project, entity, 'list')}`);
  }
  return lines.join('\n');
}
