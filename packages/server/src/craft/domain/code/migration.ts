import type { EntityModel, FieldModel, OpenModel, ProjectModel, Scalar } from '../model.ts';
import { entityOf, isNumber, isWhole } from '../model.ts';
import { sqlName } from '../../emit/names.ts';

/** `migrations/0001-initial.sql`: the tables, holding as many rules as SQLite can. */
export function migrationFile(project: ProjectModel): string {
  const parts = project.entities.map((entity) => tableOf(project, entity));
  if (project.auth) parts.push(sessionsTable(project.auth.account));
  for (const entity of project.entities) {
    for (const link of entity.links) {
      if (link.editable) parts.push(linkTable(entity, link, entityOf(project, link.other)));
    }
  }
  return `${parts.join('\n\n')}\n`;
}

export function sqlLiteral(value: Scalar): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

/** The condition that makes a row count, as SQL. */
export function openSql(open: OpenModel | undefined): string {
  if (!open) return '';
  return open.equals === null ? `${open.field.column} IS NULL` : `${open.field.column} = ${sqlLiteral(open.equals)}`;
}

function tableOf(project: ProjectModel, entity: EntityModel): string {
  const body = [
    'id INTEGER PRIMARY KEY AUTOINCREMENT',
    ...entity.fields.map((field) => columnOf(project, entity, field)),
    'created_at TEXT NOT NULL',
    'updated_at TEXT NOT NULL',
    ...entity.rules.flatMap((rule) =>
      rule.kind === 'order' ? [`CHECK (${rule.before.column} < ${rule.after.column})`] : [],
    ),
  ];
  const table = `CREATE TABLE ${entity.table} (\n${body.map((line) => `  ${line}`).join(',\n')}\n) STRICT;`;
  return [table, ...indexesOf(entity)].join('\n');
}

function columnOf(project: ProjectModel, entity: EntityModel, field: FieldModel): string {
  const type = field.type === 'boolean' || isWhole(field) ? 'INTEGER' : isNumber(field) ? 'REAL' : 'TEXT';
  const parts = [field.column, type];
  if (!field.nullable) parts.push('NOT NULL');
  if (field.references !== undefined) parts.push(referenceOf(project, entity, field));
  const check = checkOf(field);
  if (check !== '') parts.push(`CHECK (${check})`);
  return parts.join(' ');
}

function referenceOf(project: ProjectModel, entity: EntityModel, field: FieldModel): string {
  const parent = entityOf(project, field.references ?? '');
  const child = parent.children.find((entry) => entry.child === entity.name && entry.field === field);
  const action = { cascade: 'CASCADE', restrict: 'RESTRICT', 'set-null': 'SET NULL' }[child?.onDelete ?? 'restrict'];
  return `REFERENCES ${parent.table} (id) ON DELETE ${action}`;
}

function checkOf(field: FieldModel): string {
  if (field.type === 'boolean') return `${field.column} IN (0, 1)`;
  if (field.type === 'enum') return `${field.column} IN (${field.values.map(sqlLiteral).join(', ')})`;
  if (!isNumber(field)) return '';
  const { column, min, max } = field;
  if (min !== undefined && max !== undefined) return `${column} BETWEEN ${min} AND ${max}`;
  if (min !== undefined) return `${column} >= ${min}`;
  return max === undefined ? '' : `${column} <= ${max}`;
}

function indexesOf(entity: EntityModel): string[] {
  const bare = entity.table.replaceAll('"', '');
  const found: string[] = [];
  const leading = new Set<string>();
  const names = new Set<string>();
  const add = (unique: boolean, columns: readonly string[], where: string, tag: string): void => {
    let name = `${bare}_${columns.map((column) => column.replaceAll('"', '')).join('_')}${tag}`;
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
    if (rule.kind === 'exclusive') add(true, [rule.field.column], openSql(rule.open), rule.open ? '_once' : '');
  }
  for (const field of entity.fields) {
    if (field.references !== undefined && !leading.has(field.column)) add(false, [field.column], '', '');
  }
  return found;
}

function sessionsTable(account: EntityModel): string {
  return `CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES ${account.table} (id) ON DELETE CASCADE,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);`;
}

function linkTable(entity: EntityModel, link: EntityModel['links'][number], other: EntityModel): string {
  return `CREATE TABLE ${link.table} (
  ${link.ownColumn} INTEGER NOT NULL REFERENCES ${entity.table} (id) ON DELETE CASCADE,
  ${link.otherColumn} INTEGER NOT NULL REFERENCES ${other.table} (id) ON DELETE CASCADE,
  PRIMARY KEY (${link.ownColumn}, ${link.otherColumn})
) STRICT, WITHOUT ROWID;
CREATE INDEX ${sqlName(`${link.table.replaceAll('"', '')}_${link.otherColumn}`)} ON ${link.table} (${link.otherColumn});`;
}
