import { isRouted } from '../../domain/code/schema.ts';
import type { AuthModel, EntityModel, FieldModel, ProjectModel } from '../../domain/model.ts';
import { entityOf, inputFields } from '../../domain/model.ts';
import { blocks, lines, quote } from '../../emit/layout.ts';
import { capital } from '../../emit/names.ts';
import { valueSource } from '../../emit/values.ts';

/** `web/src/model.ts`: what the screens are made of. */
export function modelFile(project: ProjectModel): string {
  const shown = project.entities.filter((entity) => isRouted(entity) && entity.verbs.has('list'));
  return blocks(
    lines(
      '/** A row as the API gives it. */',
      'export interface Row {',
      '  id: number;',
      '  [field: string]: unknown;',
      '}',
    ),
    lines(
      'export interface Field {',
      '  name: string;',
      '  label: string;',
      '  type: string;',
      '  /** Must be filled in. */',
      '  needed: boolean;',
      '  /** Set by the server alone. */',
      '  readOnly: boolean;',
      '  /** A new row always starts with its first value. */',
      '  startsFixed: boolean;',
      '  /** What the input of a new row shows. */',
      '  initial: string;',
      '  values: readonly string[];',
      '  /** Path of the rows that it points to. */',
      '  references: string | null;',
      '}',
    ),
    lines(
      'export interface Entity {',
      '  path: string;',
      '  one: string;',
      '  many: string;',
      '  verbs: readonly string[];',
      '  searched: boolean;',
      '  /** The field by which people know a row. */',
      '  labelField: string | null;',
      '  fields: readonly Field[];',
      '  actions: readonly { path: string; label: string }[];',
      '}',
    ),
    `export const title = ${quote(project.title)};`,
    `export const entities: readonly Entity[] = [\n${shown.map((entity) => entitySource(project, entity)).join('\n')}\n];`,
    project.auth && accountSource(project, project.auth),
    lines(
      'export function entityOf(path: string): Entity | undefined {',
      '  return entities.find((entity) => entity.path === path);',
      '}',
    ),
  );
}

function entitySource(project: ProjectModel, entity: EntityModel): string {
  const fields = entity.fields.filter((field) => !field.secret && !field.actor);
  return lines(
    '  {',
    `    path: ${quote(entity.path)},`,
    `    one: ${quote(entity.one)},`,
    `    many: ${quote(capital(entity.many))},`,
    `    verbs: ${valueSource([...entity.verbs])},`,
    `    searched: ${entity.searched.length > 0},`,
    `    labelField: ${labelField(entity)},`,
    `    fields: [`,
    fields.map((field) => `      ${fieldSource(project, field)},`),
    '    ],',
    `    actions: ${valueSource(entity.actions.map(({ path, label }) => ({ path, label: capital(label) })))},`,
    '  },',
  );
}

function labelField(entity: EntityModel): string {
  const texts = entity.fields.filter((field) => ['string', 'email'].includes(field.type) && !field.secret);
  const found = texts.find((field) => /^(name|title|label|subject|fullName|email)$/i.test(field.name)) ?? texts[0];
  return found ? quote(found.name) : 'null';
}

function fieldSource(project: ProjectModel, field: FieldModel): string {
  const parent = field.references === undefined ? undefined : entityOf(project, field.references);
  return valueSource({
    name: field.name,
    label: capital(field.label),
    type: field.type,
    needed: field.needed,
    readOnly: field.readOnly,
    startsFixed: field.startsFixed,
    initial:
      field.initial === undefined || field.initial === null || field.initial === 'now' ? '' : String(field.initial),
    values: [...field.values],
    references: parent && !parent.isAccount ? parent.path : null,
  });
}

function accountSource(project: ProjectModel, auth: AuthModel): string {
  const fields = inputFields(auth.account).filter((field) => field.needed || field === auth.login);
  const password = {
    ...(fields[0] as FieldModel),
    name: 'password',
    label: 'password',
    type: 'string' as const,
    values: [],
  };
  return lines(
    '/** Who signs in. */',
    'export const account = {',
    `  login: ${quote(auth.login.name)},`,
    '  fields: [',
    fields.map((field) => `    ${fieldSource(project, { ...field, needed: true })},`),
    '  ] as readonly Field[],',
    `  password: { ...${fieldSource(project, { ...password, needed: true, readOnly: false, startsFixed: false, initial: undefined })}, type: 'password' } as Field,`,
    '};',
  );
}
