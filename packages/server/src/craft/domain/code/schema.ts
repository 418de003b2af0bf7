import { blocks, imports, lineWidth, lines, numeral, openBraces, quote } from '../../emit/layout.ts';
import type { EntityModel, FieldModel } from '../model.ts';
import { inputFields, patchFields } from '../model.ts';
import { capital, withArticle } from '../../emit/names.ts';
import { textLimit } from '../samples.ts';

/** `src/<entity>/schema.ts`: what comes in, what is stored, what may be asked for. */

export function fieldsName(entity: EntityModel): string {
  return `${lowerFirst(entity.typeName)}Fields`;
}
export function inputName(entity: EntityModel): string {
  return `${lowerFirst(entity.typeName)}Input`;
}
export function patchName(entity: EntityModel): string {
  return `${lowerFirst(entity.typeName)}Patch`;
}
export function queryName(entity: EntityModel): string {
  return `${lowerFirst(entity.typeName)}Query`;
}
export function hasSecrets(entity: EntityModel): boolean {
  return entity.isAccount || entity.fields.some((field) => field.secret);
}
/** Whether any code lists this entity's rows. */
export function isListed(entity: EntityModel, all: readonly EntityModel[]): boolean {
  return (
    entity.verbs.has('list') ||
    all.some(
      (other) =>
        isRouted(other) &&
        (other.children.some((child) => child.child === entity.name) ||
          other.links.some((link) => link.other === entity.name)),
    )
  );
}
/** Whether the entity has an address of its own. */
export function isRouted(entity: EntityModel): boolean {
  return entity.verbs.size > 0 || entity.actions.length > 0;
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function schemaFile(entity: EntityModel, all: readonly EntityModel[]): string {
  const fields = inputFields(entity);
  const listed = isListed(entity, all);
  const queries = listed ? queryEntries(entity) : [];
  const shared = [...fields, ...(listed ? entity.filtered : [])];
  const enums = shared.filter((field) => field.type === 'enum');
  const patched = entity.verbs.has('update');
  const withInput = patched || fields.some((field) => createForm(field) !== undefined);
  return blocks(
    imports({
      zod: ['z'],
      '../fields.ts': fields.flatMap((field) => sharedField(field)),
      '../listing.ts': listed ? listingNames(entity) : [],
    }),
    [...new Set([...enums, ...entity.fields.filter((field) => field.type === 'enum')])].map(
      (field) => `const ${valuesName(field)} = [${field.values.map(quote).join(', ')}] as const;`,
    ),
    withInput && fieldsBlock(entity, fields),
    inputBlock(entity, fields, withInput),
    patched && patchBlock(entity),
    listed && queryBlock(entity, queries),
    typesBlock(entity),
    hasSecrets(entity) && publicBlock(entity),
  );
}

export function valuesName(field: FieldModel): string {
  return `${field.name}Values`;
}

function sharedField(field: FieldModel): string[] {
  const names: Partial<Record<FieldModel['type'], string>> = {
    string: 'textField',
    text: 'textField',
    date: 'dateField',
    datetime: 'datetimeField',
    email: 'emailField',
    url: 'urlField',
    phone: 'phoneField',
    reference: 'idField',
  };
  const name = field.choices ? 'oneOf' : names[field.type];
  return name === undefined ? [] : [name];
}

/** The zod expression of a field's values, without null and default. */
function base(field: FieldModel): string {
  if (field.choices) return `oneOf(${field.choices.map(numeral).join(', ')})`;
  const bounds = lines2(
    field.min !== undefined && `.min(${numeral(field.min)})`,
    field.max !== undefined && `.max(${numeral(field.max)})`,
  );
  switch (field.type) {
    case 'string':
    case 'text':
      return `textField(${Math.max(field.min ?? 1, 0)}, ${numeral(textLimit(field))})`;
    case 'integer':
    case 'money':
      return `z.int()${bounds}`;
    case 'decimal':
    case 'percentage':
      return `z.number()${bounds}`;
    case 'boolean':
      return 'z.boolean()';
    case 'enum':
      return `z.enum(${valuesName(field)})`;
    default:
      return sharedField(field)[0] ?? 'z.unknown()';
  }
}

function lines2(...parts: (string | false)[]): string {
  return parts.filter((part) => part !== false).join('');
}

function stored(field: FieldModel): string {
  return field.nullable ? `${base(field)}.nullable()` : base(field);
}

/** How a field differs when a row is created; undefined: it does not. */
function createForm(field: FieldModel): string | undefined {
  if (field.startsFixed && typeof field.initial === 'string') {
    return `z.literal(${quote(field.initial)}).default(${quote(field.initial)})`;
  }
  if (field.initial === 'now' && (field.type === 'date' || field.type === 'datetime')) return '.optional()';
  if (field.initial === undefined) return undefined;
  const value = typeof field.initial === 'number' ? numeral(field.initial) : JSON.stringify(field.initial);
  return `.default(${typeof field.initial === 'string' ? quote(field.initial) : value})`;
}

function fieldsBlock(entity: EntityModel, fields: readonly FieldModel[]): string {
  const entries = fields.map((field) => `${field.name}: ${stored(field)}`);
  return openOrEmpty(`const ${fieldsName(entity)} = z.strictObject(`, entries, ');');
}

function openOrEmpty(open: string, entries: readonly string[], close: string): string {
  return entries.length === 0 ? `${open}{}${close}` : openBraces(0, open, entries, close);
}

function inputBlock(entity: EntityModel, fields: readonly FieldModel[], withFields: boolean): string {
  const doc = entity.isAccount
    ? `/** What a user says of themselves on registering. */`
    : `/** The body that creates ${withArticle(entity.one)}. */`;
  const head = `export const ${inputName(entity)} = `;
  if (!withFields) {
    const entries = fields.map((field) => `${field.name}: ${stored(field)}`);
    return `${doc}\n${openOrEmpty(`${head}z.strictObject(`, entries, ');')}`;
  }
  const changed = fields.flatMap((field) => {
    const form = createForm(field);
    if (form === undefined) return [];
    const whole = form.startsWith('.') ? `${stored(field)}${form}` : form;
    return [`${field.name}: ${whole}`];
  });
  if (changed.length === 0) return `${doc}\n${head}${fieldsName(entity)};`;
  const open = `${fieldsName(entity)}.extend(`;
  // Where the names leave no room on one line, the formatter starts a new one behind the equals sign.
  if (`${head}${open}{`.length > lineWidth) return `${doc}\n${head.trimEnd()}\n  ${openBraces(2, open, changed, ');')}`;
  return `${doc}\n${openBraces(0, `${head}${open}`, changed, ');')}`;
}

function patchBlock(entity: EntityModel): string {
  const omitted = inputFields(entity).filter((field) => !patchFields(entity).includes(field));
  const omit = omitted.length > 0 ? `.omit({ ${omitted.map((field) => `${field.name}: true`).join(', ')} })` : '';
  return lines(
    `/** The body that changes ${withArticle(entity.one)}: what is left out stays as it is. */`,
    `export const ${patchName(entity)} = ${fieldsName(entity)}${omit}.partial();`,
  );
}

function listingNames(entity: EntityModel): string[] {
  const types = new Set(entity.filtered.map(filterName));
  return ['pageFields', 'sortField', ...types, ...(entity.searched.length > 0 ? ['searchText'] : [])].filter(
    (name) => name !== '',
  );
}

export function filterName(field: FieldModel): string {
  if (field.type === 'enum') return '';
  if (field.type === 'boolean') return 'booleanFilter';
  return ['integer', 'decimal', 'money', 'percentage', 'reference'].includes(field.type)
    ? 'numberFilter'
    : 'textFilter';
}

function queryEntries(entity: EntityModel): string[] {
  const sorted = ['id', ...entity.sorted.map((field) => field.name), 'createdAt', 'updatedAt'];
  return [
    '...pageFields',
    `sort: sortField([${sorted.map(quote).join(', ')}])`,
    ...(entity.searched.length > 0 ? ['q: searchText'] : []),
    ...entity.filtered.map((field) =>
      field.type === 'enum'
        ? `${field.name}: z.enum(${valuesName(field)}).optional()`
        : `${field.name}: ${filterName(field)}`,
    ),
  ];
}

function queryBlock(entity: EntityModel, entries: readonly string[]): string {
  return lines(
    `/** How a list of ${entity.many} may be narrowed and ordered. */`,
    openBraces(0, `export const ${queryName(entity)} = z.strictObject(`, entries, ');'),
    `export type ${entity.typeName}Query = z.output<typeof ${queryName(entity)}>;`,
  );
}

export function tsType(field: FieldModel): string {
  const scalar =
    field.type === 'boolean'
      ? 'boolean'
      : field.type === 'enum'
        ? `(typeof ${valuesName(field)})[number]`
        : ['integer', 'decimal', 'money', 'percentage', 'reference'].includes(field.type)
          ? 'number'
          : 'string';
  return field.nullable ? `${scalar} | null` : scalar;
}

function typesBlock(entity: EntityModel): string {
  const doc = `/** ${capital(withArticle(entity.one))} as it is stored, less what the database adds. */`;
  return lines(
    doc,
    entity.fields.length === 0
      ? `export type ${entity.typeName}Values = object;`
      : `export interface ${entity.typeName}Values {`,
    entity.fields.map((field) => `  ${field.name}: ${tsType(field)};`),
    entity.fields.length > 0 && '}',
    '',
    `export interface ${entity.typeName} extends ${entity.typeName}Values {`,
    '  id: number;',
    '  createdAt: string;',
    '  updatedAt: string;',
    '}',
  );
}

export function publicName(entity: EntityModel): string {
  return `public${entity.typeName}`;
}

function publicBlock(entity: EntityModel): string {
  const secrets = entity.fields.filter((field) => field.secret).map((field) => field.name);
  const type = `Omit<${entity.typeName}, ${secrets.map(quote).join(' | ')}>`;
  const row = 'row';
  return lines(
    `/** What others may know of ${withArticle(entity.one)}. */`,
    `export function ${publicName(entity)}(${row}: ${entity.typeName}): ${type} {`,
    `  const { ${secrets.map((name) => `${name}: _${name}`).join(', ')}, ...shown } = ${row};`,
    '  return shown;',
    '}',
  );
}
