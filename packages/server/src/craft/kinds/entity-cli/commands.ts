import { inputName, isRouted, patchName, queryName } from '../../domain/code/schema.ts';
import { operationName } from '../../domain/code/operations.ts';
import type { EntityModel, FieldModel, ProjectModel } from '../../domain/model.ts';
import { inputFields, patchFields } from '../../domain/model.ts';
import { blocks, imports, indented, lines, quote } from '../../emit/layout.ts';
import { capital, kebab, withArticle } from '../../emit/names.ts';

/** `src/commands.ts`: what a person can do with each kind of row. */

const verbWords: Record<string, string> = {
  create: 'add',
  list: 'list',
  read: 'show',
  update: 'update',
  delete: 'remove',
};

/** The word for each verb that all rows have; those that the description gives stand only where there is one kind of them. */
export function wordsOfVerbs(project: ProjectModel): Record<string, string> {
  return isOneKind(project) ? { ...verbWords, ...project.commands } : verbWords;
}

function isOneKind(project: ProjectModel): boolean {
  return project.entities.filter(isRouted).length === 1;
}

/** "book add", or "add" where the tool keeps one kind of thing. */
export function commandName(project: ProjectModel, entity: EntityModel, verb: string): string {
  const word = wordsOfVerbs(project)[verb] ?? kebab(verb);
  return isOneKind(project) ? word : `${kebab(entity.name)} ${word}`;
}

/** Fields that must be given are words in this order; texts of many lines are given as one word too. */
export function neededFields(entity: EntityModel): FieldModel[] {
  return inputFields(entity).filter((field) => field.needed);
}

export function optionalFields(entity: EntityModel): FieldModel[] {
  return inputFields(entity).filter((field) => !field.needed && !field.startsFixed);
}

export function changeableFields(entity: EntityModel): FieldModel[] {
  return patchFields(entity);
}

export interface EntityCommand {
  entity: EntityModel;
  verb: string;
  name: string;
  summary: string;
}

export function entityCommands(project: ProjectModel): EntityCommand[] {
  return project.entities.filter(isRouted).flatMap((entity) => {
    const verbs = ['create', 'list', 'read', 'update', 'delete'].filter(
      (verb) => entity.verbs.has(verb) && (verb !== 'update' || changeableFields(entity).length > 0),
    );
    const one = withArticle(entity.one);
    const summaries: Record<string, string> = {
      create: `Adds ${one}.`,
      list: `Lists ${entity.many}.`,
      read: `Shows ${one}.`,
      update: `Changes ${one}; what is not given stays as it is.`,
      delete: `Removes ${one}.`,
    };
    return [
      ...verbs.map((verb) => ({
        entity,
        verb,
        name: commandName(project, entity, verb),
        summary: summaries[verb] ?? '',
      })),
      ...entity.actions.map((action) => ({
        entity,
        verb: action.verb,
        name: commandName(project, entity, action.verb),
        summary: `${capital(action.label)}: ${one}.`,
      })),
    ];
  });
}

export function commandsFile(project: ProjectModel): string {
  const commands = entityCommands(project);
  const table = `export const commands: readonly Command[] = [\n${commands.map((one) => indented(commandSource(one), 2)).join('\n')}\n];`;
  const uses = (name: string): boolean => new RegExp(`(?<![.\\w])${name}\\b`).test(table);
  const bySource: Record<string, string[]> = {
    './command.ts': ['type Command', 'command'],
    './with-database.ts': ['withDatabase'],
    './validated.ts': ['validated'].filter(uses),
    './every-row.ts': ['everyRow'].filter(uses),
    './values.ts': ['string', 'number', 'integer', 'oneOf', 'toggle', 'optional'].filter((name) =>
      // A field may be called "number".
      new RegExp(`(?<![.\\w'])${name}\\(`).test(table),
    ),
  };
  for (const entity of project.entities.filter(isRouted)) {
    bySource[`./${entity.path}/operations.ts`] = [
      ...['create', 'read', 'update', 'delete'].map((verb) => operationName(entity, verb)),
      ...entity.actions.map((action) => operationName(entity, action.verb)),
    ].filter(uses);
    bySource[`./${entity.path}/repository.ts`] = [`list${entity.typePlural}`].filter(uses);
    bySource[`./${entity.path}/schema.ts`] = [inputName(entity), patchName(entity), queryName(entity)].filter(uses);
  }
  return blocks(imports(bySource), 'const now = (): string => new Date().toISOString();', table);
}

function commandSource({ entity, verb, name, summary }: EntityCommand): string {
  const { values, flags, run } = partsOf(entity, verb);
  return lines(
    'command({',
    `  name: ${quote(name)},`,
    `  summary: ${quote(summary)},`,
    ...record('values', values),
    ...record('flags', flags),
    `  run: ${run},`,
    '}),',
  );
}

function record(name: string, entries: readonly string[]): string[] {
  return entries.length === 0
    ? [`  ${name}: {},`]
    : [`  ${name}: {`, ...entries.map((entry) => `    ${entry},`), '  },'];
}

function partsOf(entity: EntityModel, verb: string): { values: string[]; flags: string[]; run: string } {
  const id = `id: integer(${quote(`id of the ${entity.one}`)})`;
  const call = (given: string, operation: string): string =>
    `(${given}, { dataFolder }) =>\n    withDatabase(dataFolder, (database) => ${operation})`;
  switch (verb) {
    case 'create':
      return {
        values: neededFields(entity).map((field) => `${field.name}: ${kindOf(field)}`),
        flags: optionalFields(entity).map((field) => `${field.name}: optional(${kindOf(field)})`),
        run: call('given', `${operationName(entity, verb)}(database, validated(${inputName(entity)}, given), now())`),
      };
    case 'list': {
      const search = entity.searched.length > 0 ? ["q: optional(string('text to look for'))"] : [];
      const filters = entity.filtered.map(
        (field) => `${field.name}: optional(string(${quote(`only those with this ${field.label}`)}))`,
      );
      return {
        values: [],
        flags: [
          ...search,
          ...filters,
          "sort: optional(string('a field, with - before it for descending order'))",
          "limit: optional(string('how many at most, 1 to 100'))",
          "offset: optional(string('how many to skip'))",
        ],
        run: call(
          'given',
          `everyRow(given, (asked) => list${entity.typePlural}(database, validated(${queryName(entity)}, asked)))`,
        ),
      };
    }
    case 'update':
      return {
        values: [id],
        flags: changeableFields(entity).map((field) => `${field.name}: optional(${kindOf(field)})`),
        run: call(
          '{ id, ...changes }',
          `${operationName(entity, verb)}(database, id, validated(${patchName(entity)}, changes), now())`,
        ),
      };
    case 'read':
    case 'delete': {
      const now = verb === 'delete' && entity.effects.length > 0 ? ', now()' : '';
      return { values: [id], flags: [], run: call('{ id }', `${operationName(entity, verb)}(database, id${now})`) };
    }
    default:
      return { values: [id], flags: [], run: call('{ id }', `${operationName(entity, verb)}(database, id, now())`) };
  }
}

/** How help speaks of a field. */
export function fieldWords(field: FieldModel): string {
  const { label } = field;
  switch (field.type) {
    case 'reference':
      return `id of the ${label}`;
    case 'money':
      return `${label} in the smallest unit, such as cents`;
    case 'date':
      return `${label}, YYYY-MM-DD`;
    case 'datetime':
      return `${label}, such as 2030-01-31T09:00:00Z`;
    case 'percentage':
      return `${label} in percent`;
    case 'boolean':
      return `is ${label}`;
    default:
      return label;
  }
}

function kindOf(field: FieldModel): string {
  const told = quote(fieldWords(field));
  switch (field.type) {
    case 'integer':
    case 'money':
    case 'reference':
      return `integer(${told})`;
    case 'decimal':
    case 'percentage':
      return `number(${told})`;
    case 'boolean':
      return `toggle(${told})`;
    case 'enum':
      return `oneOf([${field.values.map(quote).join(', ')}], ${told})`;
    default:
      return `string(${told})`;
  }
}

/** Kinds of value that the commands use, for `src/values.ts`. */
export function usedKinds(project: ProjectModel): Set<string> {
  const kinds = new Set(['string', 'optional', 'integer']);
  for (const field of project.entities.filter(isRouted).flatMap(inputFields)) {
    if (field.type === 'decimal' || field.type === 'percentage') kinds.add('number');
    if (field.type === 'boolean') kinds.add('boolean');
    if (field.type === 'enum') kinds.add('enum');
  }
  return kinds;
}
