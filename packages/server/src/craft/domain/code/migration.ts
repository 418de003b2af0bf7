import type { Database, EntityModel, FieldModel, ProjectModel } from '../model.ts';
import { entityOf, isNumber } from '../model.ts';
import { sqlName } from '../../emit/names.ts';
import { columnType, openSql, sqlLiteral } from './sql.ts';

/** `migrations/0001-initial.sql`: the tables, holding as many rules as the database can. */
export function migrationFile(project: ProjectModel): string {
  const { database } = project;
  const parts = project.entities.map((entity) => tableOf(project, entity));
  if (project.auth) parts.push(sessionsTable(project.auth.account, database));
  for (const entity of project.entities) {
    for (const link of entity.links) {
      if (link.editable) parts.push(linkTable(entity, link, entityOf(project, link.other), database));
    }
  }
  parts.push(...lateReferences(project));
  return `${parts.join('\n\n')}\n`;
}

/** What each database calls an id that counts up, a time, and a table that keeps to its types. */
const words = {
  sqlite: { id: 'INTEGER PRIMARY KEY AUTOINCREMENT', reference: 'INTEGER', time: 'TEXT', end: ' STRICT' },
  postgresql: {
    id: 'bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
    reference: 'bigint',
    time: 'timestamptz',
    end: '',
  },
} as const;

function tableOf(project: ProjectModel, entity: EntityModel): string {
  const { id, time, end } = words[project.database];
  const body = [
    `id ${id}`,
    ...entity.fields.map((field) => columnOf(project, entity, field)),
    `created_at ${time} NOT NULL`,
    `updated_at ${time} NOT NULL`,
    ...entity.rules.flatMap((rule) =>
      rule.kind === 'order' ? [`CHECK (${rule.before.column} ${rule.orEqual ? '<=' : '<'} ${rule.after.column})`] : [],
    ),
  ];
  const table = `CREATE TABLE ${entity.table} (\n${body.map((line) => `  ${line}`).join(',\n')}\n)${end};`;
  return [table, ...indexesOf(entity, project.database)].join('\n');
}

function columnOf(project: ProjectModel, entity: EntityModel, field: FieldModel): string {
  const parts: string[] = [field.column, columnType(field, project.database)];
  if (!field.nullable) parts.push('NOT NULL');
  if (field.references !== undefined && !isLate(project, entity, field))
    parts.push(referenceOf(project, entity, field));
  const check = checkOf(field, project.database);
  if (check !== '') parts.push(`CHECK (${check})`);
  return parts.join(' ');
}

/** PostgreSQL wants the table that a reference points to before it; where tables point to one another, one waits. */
function isLate(project: ProjectModel, entity: EntityModel, field: FieldModel): boolean {
  if (project.database === 'sqlite') return false;
  const parent = entityOf(project, field.references ?? '');
  return project.entities.indexOf(parent) > project.entities.indexOf(entity);
}

function lateReferences(project: ProjectModel): string[] {
  return project.entities.flatMap((entity) =>
    entity.fields
      .filter((field) => field.references !== undefined && isLate(project, entity, field))
      .map((field) => {
        const reference = referenceOf(project, entity, field);
        return `ALTER TABLE ${entity.table} ADD FOREIGN KEY (${field.column}) ${reference};`;
      }),
  );
}

function referenceOf(project: ProjectModel, entity: EntityModel, field: FieldModel): string {
  const parent = entityOf(project, field.references ?? '');
  const child = parent.children.find((entry) => entry.child === entity.name && entry.field === field);
  const action = { cascade: 'CASCADE', restrict: 'RESTRICT', 'set-null': 'SET NULL' }[child?.onDelete ?? 'restrict'];
  return `REFERENCES ${parent.table} (id) ON DELETE ${action}`;
}

function checkOf(field: FieldModel, database: Database): string {
  if (field.type === 'boolean') return database === 'sqlite' ? `${field.column} IN (0, 1)` : '';
  if (field.type === 'enum') {
    return `${field.column} IN (${field.values.map((value) => sqlLiteral(value, database)).join(', ')})`;
  }
  if (!isNumber(field)) return '';
  const { column, min, max } = field;
  if (min !== undefined && max !== undefined) return `${column} BETWEEN ${min} AND ${max}`;
  if (min !== undefined) return `${column} >= ${min}`;
  return max === undefined ? '' : `${column} <= ${max}`;
}

function indexesOf(entity: EntityModel, database: Database): string[] {
  const bare = entity.table.replaceAll('"', '');
  const found: string[] = [];
  const leading = new Set<string>();
  const names = new Set<string>();
  const add = (unique: boolean, columns: readonly string[], where: string, tag: string): void => {
    let name = `${bare}_${columns.map((column) => column.replaceAll('"', '')).join('_')}${tag}`;
    // PostgreSQL cuts longer names off, and then two may be the same.
    if (database === 'postgresql' && name.length > 58) name = name.slice(0, 58);
    while (names.has(name)) name += '_2';
    names.add(name);
    const condition = where === '' ? '' : ` WHERE ${where}`;
    found.push(
      `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${sqlName(name)} ON ${entity.table} (${columns.join(', ')})${condition};`,
    );
    if (where === '') leading.add(columns[0] ?? '');
  };
  for (const rule of entity.rules) {
    if (rule.kind === 'unique') {
      add(
        true,
        rule.fields.map((field) => field.column),
        '',
        '',
      );
    }
    if (rule.kind === 'exclusive')
      add(true, [rule.field.column], openSql(rule.open, database), rule.open ? '_once' : '');
  }
  for (const field of entity.fields) {
    if (field.references !== undefined && !leading.has(field.column)) add(false, [field.column], '', '');
  }
  return found;
}

function sessionsTable(account: EntityModel, database: Database): string {
  const { reference, time, end } = words[database];
  return `CREATE TABLE sessions (
  token_hash ${database === 'sqlite' ? 'TEXT' : 'text'} PRIMARY KEY,
  user_id ${reference} NOT NULL REFERENCES ${account.table} (id) ON DELETE CASCADE,
  expires_at ${time} NOT NULL
)${end};
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);`;
}

function linkTable(
  entity: EntityModel,
  link: EntityModel['links'][number],
  other: EntityModel,
  database: Database,
): string {
  const { reference, end } = words[database];
  return `CREATE TABLE ${link.table} (
  ${link.ownColumn} ${reference} NOT NULL REFERENCES ${entity.table} (id) ON DELETE CASCADE,
  ${link.otherColumn} ${reference} NOT NULL REFERENCES ${other.table} (id) ON DELETE CASCADE,
  PRIMARY KEY (${link.ownColumn}, ${link.otherColumn})
)${end === '' ? '' : `${end}, WITHOUT ROWID`};
CREATE INDEX ${sqlName(`${link.table.replaceAll('"', '')}_${link.otherColumn}`)} ON ${link.table} (${link.otherColumn});`;
}
