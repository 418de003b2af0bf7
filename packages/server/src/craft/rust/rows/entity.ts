import { isDeleted } from '../../domain/deletion.ts';
import type { ActionModel, EntityModel, FieldModel, ProjectModel, Scalar } from '../../domain/model.ts';
import { textLimit } from '../../domain/samples.ts';
import { kebab } from '../../emit/names.ts';
import { call, type Expression, laid, list, useStatement } from '../layout.ts';
import { docComment } from '../project.ts';
import { floatSource, rustString, wholeSource } from '../source.ts';
import { assigned, conditionLines, functionSource, lines, plain, type Statement } from '../statements.ts';
import { holds, spanSource, valueOf } from './conditions.ts';
import { completeOf } from './derived.ts';
import { queueOf, removalOf, settleOf } from './effects.ts';
import { linksName, rowField, rowType, rustType, tableName } from './names.ts';
import { checksOf, guardOf, readableOf } from './rules.ts';

/** `src/rows/<entities>.rs`: a kind of row, its rules, and what can be done with it. */

export interface RowsStyle {
  /** Of a command line tool, where an entity has a word in place of an address. */
  cli: boolean;
}

export function entitySource(project: ProjectModel, entity: EntityModel, { cli }: RowsStyle): string {
  const checks = checksOf(project, entity);
  const type = rowType(entity);
  const constants = [
    aboutSource(entity, cli),
    fieldsSource(entity),
    ...(checks.length > 0
      ? [
          assigned(
            "const CHECKS: &'static [Check<Self>]",
            '=',
            list(
              '&',
              checks.map(({ name }) => name),
            ),
          )(4),
        ]
      : []),
    ...(entity.actions.length > 0 ? [actionsSource(entity)] : []),
  ];
  const result = 'Result<(), Problem>';
  const method = (name: string, parameters: string[], body: readonly Statement[], returns = result): string =>
    functionSource({ name, parameters, returns }, body, 4);
  const optional = (name: string, parameters: string[], body: readonly Statement[] | undefined, returns = result) =>
    body ? [method(name, parameters, body, returns)] : [];
  const [d, changed, id, now] = ['d: &Database', 'd: &mut Database', 'id: i64', 'now: &str'];
  const methods = [
    method('table', ['database: &Database'], [plain(`&database.${tableName(entity)}`)], '&Table<Self>'),
    method('table_mut', ['database: &mut Database'], [plain(`&mut database.${tableName(entity)}`)], '&mut Table<Self>'),
    ...optional('complete', ['&mut self', d], completeOf(project, entity), ''),
    ...optional('queue', ['&mut self', d], queueOf(project, entity), ''),
    ...optional('settle', [changed, 'before: Option<&Self>', 'after: Option<&Self>', now], settleOf(project, entity)),
    ...optional('readable', ['&self', now], readableOf(entity)),
    ...optional('guard', [d, id], guardOf(project, entity)),
    ...(isDeleted(project, entity) ? [method('remove', [changed, id], removalOf(project, entity, !cli))] : []),
  ];
  const parts = [
    structSource(entity),
    rowSource(project, entity),
    `impl Entity for ${type} {\n${constants.join('\n')}\n\n${methods.join('\n\n')}\n}`,
    ...checks.map(({ code }) => code),
  ];
  const body = parts.join('\n\n');
  return `${docComment(`${type}: what is kept of ${entity.many}, and what holds of it.`, '//!')}\n\n${importsOf(project, body)}\n${body}\n`;
}

const known: [from: string, names: string[]][] = [
  ['super::accounts', ['end_sessions']],
  [
    'super::resource',
    ['copies', 'copy_of', 'restored', 'there', 'written', 'About', 'Action', 'Check', 'Children', 'Entity', 'Link'],
  ],
  ['super::times', ['day_of', 'product', 'rounded', 'Fee', 'Period', 'Span', 'DAY', 'HOUR', 'MINUTE', 'WEEK']],
  ['super::values', ['number', 'text', 'Kind']],
];

function importsOf(project: ProjectModel, body: string): string {
  const code = body.replaceAll(/r#"[^]*?"#|"(?:[^"\\]|\\.)*"|^ *\/\/.*$/gm, '""');
  const uses = (name: string): boolean =>
    new RegExp(/^[a-z]/.test(name) ? `(?<![\\w.])${name}\\(|[\\[, ]${name}[,\\])]` : `(?<!::)\\b${name}\\b`).test(code);
  const others = project.entities.map(rowType).filter((name) => uses(name) && !body.includes(`pub struct ${name} {`));
  const rows = [
    ...(uses('At') ? ['At'] : []),
    'Database',
    'Field',
    ...(uses('First') ? ['First'] : []),
    ...others,
  ].sort();
  return [
    ...known.flatMap(([from, names]) => {
      const used = names.filter(uses);
      return used.length === 0 ? [] : [useStatement(`use ${from}::`, used)];
    }),
    useStatement('use super::', rows),
    'use crate::json::Json;',
    ...(uses('Problem') ? [useStatement('use crate::problem::', ['Problem', ...(uses('Sort') ? ['Sort'] : [])])] : []),
    'use crate::store::{Meta, Row, Table};',
    '',
  ].join('\n');
}

function structSource(entity: EntityModel): string {
  const fields = entity.fields.map((field) => `    pub(crate) ${rowField(field)}: ${rustType(field)},\n`).join('');
  const head = docComment(`A row of ${entity.many}.`, '///');
  return `${head}\n#[derive(Debug, Clone, Default)]\npub struct ${rowType(entity)} {\n    pub(crate) meta: Meta,\n${fields}}`;
}

function rowSource(project: ProjectModel, entity: EntityModel): string {
  const { auth } = project;
  const key =
    auth?.account === entity
      ? `\n\n    fn key(&self) -> Option<&str> {\n        Some(&self.${rowField(auth.login)})\n    }`
      : '';
  return `impl Row for ${rowType(entity)} {
    const TABLE: &'static str = ${rustString(entity.path)};

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn written(&self) -> Json {
        written(self)
    }

    fn restored(kept: &Json) -> Option<Self> {
        restored(kept)
    }${key}
}`;
}

const words = (names: Iterable<string>): Expression => list('&', [...names].map(rustString));

const crud = ['list', 'create', 'read', 'update', 'delete'];

function aboutSource(entity: EntityModel, cli: boolean): string {
  const entry = (name: string, value: Expression): string => laid(`${name}: `, value, ',', 8);
  const named = (name: string, fields: readonly FieldModel[]): string[] =>
    fields.length > 0 ? [entry(name, words(fields.map((field) => field.name)))] : [];
  const verbs = crud.filter((verb) => entity.verbs.has(verb));
  const entries = [
    ...(verbs.length > 0 ? [entry('verbs', words(verbs))] : []),
    ...(cli || entity.children.length === 0 ? [] : [structList('children', childrenOf(entity), 8)]),
    ...(cli || entity.links.length === 0 ? [] : [structList('links', linksOf(entity), 8)]),
    ...named('filtered', entity.filtered),
    ...named('searched', entity.searched),
    ...named('sorted', entity.sorted),
    ...(entity.owner ? [`        owner: Some(${rustString(entity.owner.name)}),`] : []),
    ...(entity.isPrivate ? ['        private: true,'] : []),
    ...(entity.overseers.length > 0 ? [entry('overseers', words(entity.overseers))] : []),
    ...(entity.ownerVerbs.size > 0 ? [entry('owner_verbs', words([...entity.ownerVerbs].toSorted()))] : []),
    ...(entity.standIns.size > 0 ? [rolesByVerb('stand_ins', entity.standIns)] : []),
    ...(entity.roleVerbs.size > 0 ? [rolesByVerb('role_verbs', entity.roleVerbs)] : []),
    ...(entity.roleFields.size > 0 ? [rolesByVerb('role_fields', entity.roleFields)] : []),
  ];
  const names = [entity.name, entity.one, cli ? kebab(entity.name) : entity.path].map(rustString);
  const base = call('About::new', names);
  if (entries.length === 0) return laid('const ABOUT: About = ', base, ';', 4);
  return `    const ABOUT: About = About {\n${entries.join('\n')}\n${laid('..', base, '', 8)}\n    };`;
}

function rolesByVerb(name: string, verbs: EntityModel['roleVerbs']): string {
  const pairs = [...verbs].map(([verb, roles]): Expression => call('', [rustString(verb), words(roles)]));
  return laid(`${name}: `, list('&', pairs), ',', 8);
}

/** `name: &[Type { … }],` with each value on a line of its own. */
function structList(
  name: string,
  items: readonly { type: string; entries: readonly string[] }[],
  indent: number,
): string {
  const blank = ' '.repeat(indent);
  const body = (deep: number, { entries }: { entries: readonly string[] }): string =>
    entries.map((entry) => entry.replace(/^(?=.)/gm, ' '.repeat(deep))).join('\n');
  const [only] = items;
  if (items.length === 1 && only) return `${blank}${name}: &[${only.type} {\n${body(indent + 4, only)}\n${blank}}],`;
  const each = items.map((item) => `${blank}    ${item.type} {\n${body(indent + 8, item)}\n${blank}    },\n`);
  return `${blank}${name}: &[\n${each.join('')}${blank}],`;
}

function childrenOf(entity: EntityModel) {
  return entity.children.map(({ path, child, field }) => ({
    type: 'Children',
    entries: [`path: ${rustString(path)},`, `of: ${rustString(child)},`, `field: ${rustString(field.name)},`],
  }));
}

function linksOf(entity: EntityModel) {
  return entity.links.map((link) => {
    const name = linksName(link.table);
    return {
      type: 'Link',
      entries: [
        `path: ${rustString(link.path)},`,
        `of: ${rustString(link.other)},`,
        `editable: ${link.editable},`,
        `links: |database| &mut database.${name},`,
        `ids: |database, id| database.${name}.${link.editable ? 'from' : 'to'}(id),`,
      ],
    };
  });
}

function fieldsSource(entity: EntityModel): string {
  const before = "const FIELDS: &'static [Field<Self>] = ";
  const [only] = entity.fields;
  if (!only) return `    ${before}&[];`;
  // A list of one call shares its brackets with it.
  if (entity.fields.length === 1 && callsOf(only).length === 0)
    return laid(before, list('&', [newField(only)]), ';', 4, true);
  return `    ${before}&[\n${entity.fields.map(fieldSource).join('\n')}\n    ];`;
}

function newField(field: FieldModel): Expression {
  const name = rowField(field);
  const at = `|row| &mut row.${name}`;
  const place = at.length <= 83 ? `At(${at})` : `At(|row| {\n${' '.repeat(16)}&mut row.${name}\n${' '.repeat(12)}})`;
  return call('Field::<Self>::new', [rustString(field.name), kindSource(field), `|row| &row.${name}`, place]);
}

function callsOf(field: FieldModel): string[] {
  return [
    ...(field.nullable ? ['.nullable()'] : []),
    ...(field.initial === undefined || field.initial === null
      ? []
      : [`.starts_as(${firstSource(field, field.initial)})`]),
    ...(field.readOnly ? ['.by_program()'] : []),
    ...(field.startsFixed ? ['.always_first()'] : []),
    ...(field.actor ? ['.of_actor()'] : []),
    ...(field.secret ? ['.secret()'] : []),
  ];
}

function fieldSource(field: FieldModel): string {
  const calls = callsOf(field);
  const plainly = laid('', newField(field), calls.length === 0 ? ',' : '', 8);
  if (calls.length === 0) return plainly;
  const broken = plainly.includes('\n');
  const line = `${plainly}${calls.join('')},`;
  // One call more is no chain.
  if (!broken && (calls.length === 1 ? line.length <= 100 : line.trim().length <= 61)) return line;
  const blank = ' '.repeat(broken ? 8 : 12);
  return `${plainly}\n${calls.map((one) => blank + one).join('\n')},`;
}

function kindSource(field: FieldModel): Expression {
  const bound = (value: number | undefined): string => (value === undefined ? 'None' : `Some(${floatSource(value)})`);
  const bounds = `(${bound(field.min)}, ${bound(field.max)})`;
  if (field.choices) return call('Kind::Among', [list('&', field.choices.map(floatSource))]);
  switch (field.type) {
    case 'string':
    case 'text':
      return `Kind::Text(${wholeSource(Math.max(field.min ?? 1, 0))}, ${wholeSource(textLimit(field))})`;
    case 'integer':
    case 'money':
      return `Kind::Integer${bounds}`;
    case 'decimal':
    case 'percentage':
      return `Kind::Number${bounds}`;
    case 'enum':
      return call('Kind::Choice', [words(field.values)]);
    case 'datetime':
      return 'Kind::Timestamp';
    default:
      return `Kind::${field.type.charAt(0).toUpperCase()}${field.type.slice(1)}`;
  }
}

function isPresent(field: FieldModel, value: Scalar): boolean {
  return value === 'now' && (field.type === 'date' || field.type === 'datetime');
}

function firstSource(field: FieldModel, value: NonNullable<Scalar>): string {
  if (isPresent(field, value)) return field.after ? `First::Later(${spanSource(field.after)})` : 'First::Now';
  if (typeof value === 'boolean') return `First::Flag(${value})`;
  return typeof value === 'number' ? `First::Number(${floatSource(value)})` : `First::Text(${rustString(value)})`;
}

function actionsSource(entity: EntityModel): string {
  const items = entity.actions.map((action) => ({ type: 'Action', entries: actionEntries(entity, action) }));
  return structList("const ACTIONS: &'static [Action<Self>]", items, 4)
    .replace('[Action<Self>]: &', '[Action<Self>] = &')
    .replace(/,$/, ';');
}

function actionEntries(entity: EntityModel, action: ActionModel): string[] {
  const fieldOf = (name: string): FieldModel | undefined => entity.fields.find((field) => field.name === name);
  const ready = Object.entries(action.when).flatMap(([name, value]) => {
    const field = fieldOf(name);
    return field ? [holds('row', field, value)] : [];
  });
  const sets = Object.entries(action.sets).flatMap(([name, value]) => {
    const field = fieldOf(name);
    return field ? setting(field, value) : [];
  });
  const deep = entity.actions.length > 1 ? 12 : 8;
  const flatReady = `ready: |row| ${ready.join(' && ')},`;
  const body = lines(sets, 4);
  const now = /\bnow\b/.test(body) ? 'now' : '_';
  return [
    `verb: ${rustString(action.verb)},`,
    `path: ${rustString(action.path)},`,
    ready.length === 0
      ? 'ready: |_| true,'
      : deep + flatReady.length <= 100
        ? flatReady
        : `ready: |row| {\n${conditionLines('', ready, 4)}\n},`,
    sets.length === 0 ? 'apply: |_, _| {},' : `apply: |row, ${now}| {\n${body}\n},`,
    `code: ${rustString(ready.length > 0 ? action.code : '')},`,
    `sentence: ${rustString(ready.length > 0 ? action.sentence : '')},`,
  ];
}

function setting(field: FieldModel, value: Scalar): Statement[] {
  const into = valueOf('row', field);
  if (value === null) return field.nullable ? [assigned(into, '=', 'None')] : [];
  const some = (text: string): string => (field.nullable ? `Some(${text})` : text);
  if (isPresent(field, value)) {
    if (!field.after)
      return [assigned(into, '=', some(field.type === 'date' ? 'day_of(now).to_string()' : 'now.to_string()'))];
    const later = `${spanSource(field.after)}.after(now)`;
    return field.type === 'date'
      ? [plain(`let then = ${later};`), assigned(into, '=', some('day_of(&then).to_string()'))]
      : [assigned(into, '=', some(later))];
  }
  if (typeof value === 'boolean') return [assigned(into, '=', String(value))];
  const numeral = rustType(field).includes('f64') ? floatSource(Number(value)) : wholeSource(Number(value));
  return [assigned(into, '=', some(typeof value === 'number' ? numeral : `${rustString(value)}.to_string()`))];
}
