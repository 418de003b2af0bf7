import { isListed, isRouted } from '../../domain/code/schema.ts';
import type { AuthModel, EntityModel, FieldModel, ProjectModel } from '../../domain/model.ts';
import { entityOf, inputFields } from '../../domain/model.ts';
import { blocks, lines, quote } from '../../emit/layout.ts';
import { capital } from '../../emit/names.ts';
import { valueSource } from '../../emit/values.ts';
import { currencyIn, unitIn } from './measures.ts';

/** What has screens of its own. */
export function screensOf(project: ProjectModel): EntityModel[] {
  return project.entities.filter((entity) => isRouted(entity) && entity.verbs.has('list'));
}

/** `web/src/model.ts`: what the screens are made of. */
export function modelFile(project: ProjectModel): string {
  const shown = screensOf(project);
  const { auth } = project;
  const choices = project.entities.some(({ fields }) => fields.some((field) => field.choices));
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
      '  needed?: boolean;',
      '  /** Set by the server alone. */',
      '  readOnly?: boolean;',
      '  /** A new row always starts with its first value. */',
      '  startsFixed?: boolean;',
      '  /** What the input of a new row shows. */',
      '  initial?: string;',
      '  /** Least and most: of a number, of the characters of a text; of money in cents. */',
      '  min?: number | undefined;',
      '  max?: number | undefined;',
      '  /** The only ones that it may have. */',
      '  values?: readonly string[];',
      ...(choices ? ['  choices?: readonly number[];'] : []),
      '  /** Path of the rows that it points to. */',
      '  references?: string;',
      '  /** In which a number is counted. */',
      '  unit?: string;',
      '  /** Of money, by its three letters. */',
      '  currency?: string;',
      '  /** Lists can be put in its order, and narrowed to one of its values. */',
      '  sorted?: boolean;',
      '  filtered?: boolean;',
      '}',
    ),
    lines(
      'export interface Action {',
      '  path: string;',
      '  verb: string;',
      '  label: string;',
      '  /** What a row must be for it. */',
      '  when: Readonly<Record<string, unknown>>;',
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
      '  labelField?: string;',
      auth && '  /** Field with the id of the user to whom a row belongs, and what nobody else may do. */',
      auth && '  owner?: string;',
      auth && '  ownerVerbs?: readonly string[];',
      auth && "  /** Roles that may do what is otherwise the owner's alone. */",
      auth && '  standIns?: Readonly<Record<string, readonly string[]>>;',
      auth && '  /** Who may do it, where not everybody may. */',
      auth && '  roles?: Readonly<Record<string, readonly string[]>>;',
      '  fields: readonly Field[];',
      '  actions: readonly Action[];',
      '}',
    ),
    `export const title = ${quote(project.title)};`,
    `export const entities: readonly Entity[] = [\n${shown.map((entity) => entitySource(project, entity)).join('\n')}\n];`,
    auth && accountSource(project, auth),
    lines(
      'export function entityOf(path: string): Entity | undefined {',
      '  return entities.find((entity) => entity.path === path);',
      '}',
    ),
  );
}

function entitySource(project: ProjectModel, entity: EntityModel): string {
  const fields = entity.fields.filter((field) => !field.secret && !field.actor);
  const label = labelField(entity);
  const { owner, roleVerbs } = entity;
  const owned = project.auth && owner && !entity.isPrivate && entity.ownerVerbs.size > 0;
  return lines(
    '  {',
    `    path: ${quote(entity.path)},`,
    `    one: ${quote(entity.one)},`,
    `    many: ${quote(capital(entity.many))},`,
    `    verbs: ${valueSource([...entity.verbs])},`,
    `    searched: ${entity.searched.length > 0},`,
    label !== undefined && `    labelField: ${quote(label)},`,
    owned && `    owner: ${quote(owner.name)},`,
    owned && `    ownerVerbs: ${valueSource([...entity.ownerVerbs])},`,
    owned && entity.standIns.size > 0 && `    standIns: ${valueSource(Object.fromEntries(entity.standIns))},`,
    project.auth && roleVerbs.size > 0 && `    roles: ${valueSource(Object.fromEntries(roleVerbs))},`,
    `    fields: [`,
    fields.map((field) => `      ${fieldSource(project, field, entity)},`),
    '    ],',
    `    actions: ${valueSource(
      entity.actions.map(({ path, verb, label: name, when }) => ({ path, verb, label: capital(name), when })),
    )},`,
    '  },',
  );
}

function labelField(entity: EntityModel): string | undefined {
  const texts = entity.fields.filter((field) => ['string', 'email'].includes(field.type) && !field.secret);
  const found = texts.find((field) => /^(name|title|label|subject|fullName|email)$/i.test(field.name)) ?? texts[0];
  if (found) return found.name;
  // A row without a name is known by its number, of a plot or a table, or by the beginning of what it says.
  const number = entity.fields.find((field) => field.type === 'integer' && /^(number|no|code)$/i.test(field.name));
  return (number ?? entity.fields.find((field) => field.type === 'text' && field.needed))?.name;
}

/** What a field does not have is left out. */
function fieldSource(project: ProjectModel, field: FieldModel, entity?: EntityModel): string {
  const parent = field.references === undefined ? undefined : entityOf(project, field.references);
  const own = (list: readonly FieldModel[] | undefined): boolean =>
    list?.some(({ name }) => name === field.name) ?? false;
  const lists = entity && isListed(entity, project.entities) ? entity : undefined;
  const { initial, min, max } = field;
  const unit = unitIn(project.description, field);
  const currency = field.type === 'money' ? currencyIn(project.description) : undefined;
  return valueSource({
    name: field.name,
    label: capital(field.label),
    type: field.type,
    ...(field.needed ? { needed: true } : {}),
    ...(field.readOnly ? { readOnly: true } : {}),
    ...(field.startsFixed ? { startsFixed: true } : {}),
    ...(initial === undefined || initial === null || initial === 'now' ? {} : { initial: String(initial) }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(field.values.length > 0 ? { values: [...field.values] } : {}),
    ...(field.choices ? { choices: [...field.choices] } : {}),
    ...(parent && !parent.isAccount ? { references: parent.path } : {}),
    ...(unit === undefined ? {} : { unit }),
    ...(currency === undefined ? {} : { currency }),
    ...(own(lists?.sorted) ? { sorted: true } : {}),
    ...(own(lists?.filtered) && field.values.length > 0 ? { filtered: true } : {}),
  });
}

function accountSource(project: ProjectModel, auth: AuthModel): string {
  const fields = inputFields(auth.account).filter((field) => field.needed || field === auth.login);
  return lines(
    '/** Who signs in. */',
    'export const account = {',
    `  login: ${quote(auth.login.name)},`,
    '  fields: [',
    fields.map((field) => `    ${fieldSource(project, { ...field, needed: true })},`),
    '  ] as readonly Field[],',
    "  password: { name: 'password', label: 'Password', type: 'password', needed: true, min: 8 } as Field,",
    '};',
  );
}
