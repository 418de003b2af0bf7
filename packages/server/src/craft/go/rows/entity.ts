import type { ActionModel, EntityModel, FieldModel, ProjectModel, Scalar } from '../../domain/model.ts';
import { entityOf } from '../../domain/model.ts';
import { isDeleted } from '../../domain/deletion.ts';
import { textLimit } from '../../domain/samples.ts';
import { kebab } from '../../emit/names.ts';
import { columns, functionValue, indent, keyed, list } from '../literal.ts';
import { docComment } from '../project.ts';
import { effectSources, type Hook } from './effects.ts';
import { goType, linksName, resourceName, rowField, rowType, tableName } from './names.ts';
import { among, holds, pointsTo } from './conditions.ts';
import type { GoCheck } from './check-function.ts';
import { checksOf, guardOf, readableOf } from './rules.ts';
import { goString, goValue, modulePath } from '../source.ts';

/** `internal/rows/<entity>.go`: a kind of row, its rules, and what can be done with it. */

export interface RowsStyle {
  /** Of a command line tool, where an entity has a word in place of an address. */
  cli: boolean;
}

const quoted = (names: Iterable<string>): string => `[]string{${[...names].map(goString).join(', ')}}`;

/** The file without its head: the packages that it imports depend on what is in it. */
export function entitySource(project: ProjectModel, entity: EntityModel, style: RowsStyle): string {
  const checks = checksOf(project, entity);
  const guard = guardOf(project, entity);
  const more = [...effectSources(project, entity), ...(guard ? [{ ...guard, key: 'guard' }] : [])];
  const readable = readableOf(entity);
  if (readable) more.push({ ...readable, key: 'readable' });
  const parts = [
    structSource(entity),
    resourceSource(project, entity, checks, more, style),
    ...checks.map(({ code }) => code),
    ...more.map(({ code }) => code),
    ...(isDeleted(project, entity) ? [deletionSource(project, entity)] : []),
  ];
  const body = parts.join('\n\n');
  const base = `${modulePath(project.name)}/internal`;
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\.[A-Z]`).test(body);
  const own = ['problem', 'store'].filter(uses).map((name) => goString(`${base}/${name}`));
  const paths = uses('time') ? ['"time"', '', ...own] : own;
  const imports =
    paths.length === 1
      ? `import ${paths[0]}`
      : `import (\n${paths.map((path) => (path === '' ? '\n' : `\t${path}\n`)).join('')})`;
  return `package rows\n\n${imports}\n\n${body}\n`;
}

function zeroOf(field: FieldModel): string {
  const type = goType(field);
  if (type.startsWith('*')) return 'nil';
  return { string: '""', bool: 'false' }[type] ?? '0';
}

function structSource(entity: EntityModel): string {
  const rows = entity.fields.map((field) => {
    const tag = field.secret ? `${field.name},omitempty` : field.name;
    return [rowField(field), goType(field), `\`json:"${tag}"\``];
  });
  const fields = rows.length > 0 ? `\n\n${indent(columns(rows))}` : '';
  const type = rowType(entity);
  return `${docComment(`${type} is a row of ${entity.many}.`)}\ntype ${type} struct {\n\tstore.Meta${fields}\n}`;
}

function fieldSource(entity: EntityModel, field: FieldModel): string {
  const at = functionValue(`func(row *${rowType(entity)}) *${goType(field)}`, [`return &row.${rowField(field)}`]);
  const starts =
    field.initial === undefined || field.initial === null ? '' : `.startsAs(${initialSource(field, field.initial)})`;
  return [
    `${field.nullable ? 'maybe' : 'of'}(${goString(field.name)}, ${at}, ${readerSource(field)})`,
    starts,
    field.readOnly ? '.byServer()' : '',
    field.startsFixed ? '.alwaysFirst()' : '',
    field.actor ? '.ofActor()' : '',
  ].join('');
}

function isPresent(field: FieldModel, value: Scalar): boolean {
  return value === 'now' && (field.type === 'date' || field.type === 'datetime');
}

function initialSource(field: FieldModel, value: Scalar): string {
  if (!isPresent(field, value)) return goValue(value);
  return field.after ? `later{${field.after.amount}, ${goString(field.after.unit)}}` : 'present{}';
}

function readerSource(field: FieldModel): string {
  const bounds = (
    field.choices
      ? [`among(${field.choices.map(goValue).join(', ')})`]
      : [
          ...(field.min === undefined ? [] : [`atLeast(${goValue(field.min)})`]),
          ...(field.max === undefined ? [] : [`atMost(${goValue(field.max)})`]),
        ]
  ).join(', ');
  switch (field.type) {
    case 'string':
    case 'text':
      return `text(${Math.max(field.min ?? 1, 0)}, ${textLimit(field)})`;
    case 'integer':
    case 'money':
      return `integer(${bounds})`;
    case 'decimal':
    case 'percentage':
      return `number(${bounds})`;
    case 'enum':
      return `choice(${field.values.map(goString).join(', ')})`;
    case 'datetime':
      return 'timestamp()';
    case 'url':
      return 'webAddress()';
    default:
      return `${field.type}()`;
  }
}

function resourceSource(
  project: ProjectModel,
  entity: EntityModel,
  checks: readonly GoCheck[],
  more: readonly Hook[],
  style: RowsStyle,
): string {
  const type = rowType(entity);
  const entries: [string, string][] = [
    ['About', keyed('About', aboutEntries(entity, style))],
    ['table', functionValue(`func(d *Database) *store.Table[${type}]`, [`return d.${tableName(entity)}`])],
    ['meta', functionValue(`func(row *${type}) *store.Meta`, ['return &row.Meta'])],
  ];
  if (entity.fields.length > 0)
    entries.push([
      'fields',
      list(
        `[]field[${type}]`,
        entity.fields.map((field) => fieldSource(entity, field)),
        0,
      ),
    ]);
  if (checks.length > 0)
    entries.push([
      'checks',
      list(
        `[]check[${type}]`,
        checks.map(({ name }) => name),
        90,
      ),
    ]);
  entries.push(...more.map(({ key, name }): [string, string] => [key, name]));
  if (isDeleted(project, entity)) entries.push(['remove', deletionName(entity)]);
  if (entity.actions.length > 0)
    entries.push([
      'actions',
      keyed(
        `map[string]effect[${type}]`,
        entity.actions.map((action) => [goString(action.verb), effectSource(entity, action)]),
      ),
    ]);
  if (entity.searched.length > 0) entries.push(['searched', quoted(entity.searched.map(({ name }) => name))]);
  if (entity.sorted.length > 0) entries.push(['sorted', quoted(entity.sorted.map(({ name }) => name))]);
  const secrets = entity.fields.filter((field) => field.secret);
  if (secrets.length > 0) {
    const hidden = secrets.map((field) => `row.${rowField(field)} = ${zeroOf(field)}`);
    entries.push(['hide', functionValue(`func(row *${type})`, hidden)]);
  }
  if (entity.owner) entries.push(['owner', goString(entity.owner.name)]);
  return `var ${resourceName(entity)} = ${keyed(`&resource[${type}]`, entries)}`;
}

const crud = ['list', 'create', 'read', 'update', 'delete'];

function aboutEntries(entity: EntityModel, { cli }: RowsStyle): [string, string][] {
  const entries: [string, string][] = [
    ['Name', goString(entity.name)],
    ['One', goString(entity.one)],
    ['Path', goString(cli ? kebab(entity.name) : entity.path)],
  ];
  const verbs = crud.filter((verb) => entity.verbs.has(verb));
  if (verbs.length > 0) entries.push(['Verbs', quoted(verbs)]);
  if (entity.actions.length > 0)
    entries.push([
      'Actions',
      list(
        '[]Action',
        entity.actions.map(({ verb, path }) => `{Verb: ${goString(verb)}, Path: ${goString(path)}}`),
      ),
    ]);
  if (!cli && entity.children.length > 0)
    entries.push([
      'Children',
      list(
        '[]Children',
        entity.children.map(
          ({ path, child, field }) =>
            `{Path: ${goString(path)}, Of: ${goString(child)}, Field: ${goString(field.name)}}`,
        ),
      ),
    ]);
  if (!cli && entity.links.length > 0)
    entries.push([
      'Links',
      list(
        '[]Link',
        entity.links.map((link) => linkSource(link)),
        0,
      ),
    ]);
  if (entity.filtered.length > 0) entries.push(['Filtered', quoted(entity.filtered.map(({ name }) => name))]);
  if (cli && entity.searched.length > 0) entries.push(['Searched', 'true']);
  if (entity.isPrivate) entries.push(['Private', 'true']);
  if (entity.overseers.length > 0) entries.push(['Overseers', quoted(entity.overseers)]);
  if (entity.ownerVerbs.size > 0) entries.push(['OwnerVerbs', quoted([...entity.ownerVerbs].toSorted())]);
  if (entity.standIns.size > 0) entries.push(['StandIns', rolesByVerb(entity.standIns)]);
  if (entity.roleVerbs.size > 0) entries.push(['RoleVerbs', rolesByVerb(entity.roleVerbs)]);
  if (entity.roleFields.size > 0) entries.push(['RoleFields', rolesByVerb(entity.roleFields)]);
  return entries;
}

function rolesByVerb(verbs: EntityModel['roleVerbs']): string {
  return keyed(
    'map[string][]string',
    [...verbs].map(([verb, roles]) => [goString(verb), `{${roles.map(goString).join(', ')}}`]),
  );
}

function linkSource(link: EntityModel['links'][number]): string {
  return `{${[
    `Path: ${goString(link.path)}`,
    `Of: ${goString(link.other)}`,
    `Links: ${functionValue('func(d *Database) *store.Links', [`return d.${linksName(link.table)}`])}`,
    link.editable ? 'Editable: true' : 'Turned: true',
  ].join(', ')}}`;
}

function effectSource(entity: EntityModel, action: ActionModel): string {
  const type = rowType(entity);
  const fieldOf = (name: string): FieldModel | undefined => entity.fields.find((field) => field.name === name);
  const ready = Object.entries(action.when).flatMap(([name, value]) => {
    const field = fieldOf(name);
    return field ? [holds('row', field, value)] : [];
  });
  const sets = Object.entries(action.sets).flatMap(([name, value]) => {
    const field = fieldOf(name);
    return field ? setLines(field, value) : [];
  });
  const now = sets.some((line) => /\bnow\b/.test(line)) ? 'now' : '_';
  const apply = functionValue(`func(${sets.length === 0 ? '_' : 'row'} *${type}, ${now} string)`, sets);
  const entries: [string, string][] = [
    ...(ready.length > 0
      ? [['ready', functionValue(`func(row *${type}) bool`, [`return ${ready.join(' && ')}`])] as [string, string]]
      : []),
    ['apply', apply],
  ];
  if (ready.length > 0) entries.push(['code', goString(action.code)], ['sentence', goString(action.sentence)]);
  return keyed('', entries);
}

function setLines(field: FieldModel, value: Scalar): string[] {
  const into = `row.${rowField(field)}`;
  if (value === null) return field.nullable ? [`${into} = nil`] : [];
  if (isPresent(field, value)) {
    const time = field.after ? `later{${field.after.amount}, ${goString(field.after.unit)}}.than(now)` : 'now';
    const present = field.type === 'date' ? `${time}[:len("2006-01-02")]` : time;
    return [`${into} = ${!field.nullable ? present : present === 'now' ? '&now' : `pointer(${present})`}`];
  }
  const typed =
    typeof value === 'number' && field.nullable ? `${goType(field).slice(1)}(${goValue(value)})` : goValue(value);
  return [`${into} = ${field.nullable ? `pointer(${typed})` : typed}`];
}

function deletionName(entity: EntityModel): string {
  return `delete${rowType(entity)}`;
}

function deletionSource(project: ProjectModel, entity: EntityModel): string {
  const name = deletionName(entity);
  const children = entity.children.map((child) => ({ ...child, rows: entityOf(project, child.child) }));
  const tableOf = (rows: EntityModel): string => `d.${tableName(rows)}`;
  const before = children
    .filter(({ onDelete }) => onDelete === 'restrict')
    .map(({ rows, field }) => {
      const found = `${tableOf(rows)}.Any(${among(rows, [...(rows === entity ? ['other.ID != id'] : []), pointsTo(field)])})`;
      const refuse = 'return problem.Of(problem.Conflict, "conflict", "This contradicts what is stored.")';
      return `if ${found} {\n\t${refuse}\n}`;
    });
  const after = children.flatMap(({ rows, field, onDelete }) => {
    if (onDelete === 'restrict') return [];
    const each = `for _, one := range ${tableOf(rows)}.Where(${among(rows, [pointsTo(field)])}) {`;
    const work =
      onDelete === 'cascade'
        ? `if err := ${deletionName(rows)}(d, one.ID); err != nil {\n\treturn err\n}`
        : `one.${rowField(field)} = nil\nif _, err := ${tableOf(rows)}.Update(one, one.UpdatedAt); err != nil {\n\treturn err\n}`;
    return [`${each}\n${indent(work)}\n}`];
  });
  const links = entity.links.map((link) => `d.${linksName(link.table)}.${link.editable ? 'Clear' : 'ClearTo'}(id)`);
  const selfLinks = entity.links
    .filter((link) => link.editable && link.other === entity.name)
    .map((link) => `d.${linksName(link.table)}.ClearTo(id)`);
  const sessions =
    project.auth?.account === entity
      ? [
          'for _, one := range d.SignIns.Where(func(one *SignIn) bool { return one.UserID == id }) {\n\td.SignIns.Delete(one.ID)\n}',
        ]
      : [];
  const body = [
    ...before,
    `d.${tableName(entity)}.Delete(id)`,
    ...after,
    ...links,
    ...selfLinks,
    ...sessions,
    'return nil',
  ];
  const comment = `${name} takes a row away, and what belongs to it.`;
  return `${docComment(comment)}\nfunc ${name}(d *Database, id int64) error {\n${indent(body.join('\n'))}\n}`;
}
