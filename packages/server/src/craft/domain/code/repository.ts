import { blocks, braces, imports, lines, openBraces, quote } from '../../emit/layout.ts';
import type { Database, EntityModel, FieldModel } from '../model.ts';
import { capital, variableFor } from '../../emit/names.ts';
import { isListed, lowerFirst } from './schema.ts';

/** `src/<entity>/repository.ts`: SQL of one table, no rules. */

function selectOf(column: string, name: string, database: Database): string {
  if (column.replaceAll('"', '') === name && !column.startsWith('"')) return column;
  // SQLite keeps the letters of an alias; a word that SQL owns must be quoted, and to PostgreSQL any that has capitals.
  return `${column} AS ${/[A-Z]/.test(name) && database === 'sqlite' ? name : `"${name}"`}`;
}

/** `const columns = …`: what is selected of a row. */
export function columnsBlock(entity: EntityModel, database: Database): string {
  const selected = allColumns(entity).map(({ name, column }) => selectOf(column, name, database));
  return `const columns = \`\n  ${wrapSql(selected, 2)}\`;`;
}

/** `const columnOf = …`: the column of each field. */
export function columnOfBlock(entity: EntityModel): string {
  const entries = allColumns(entity).map(({ name, column }) => `${name}: ${quote(column)}`);
  return openBraces(0, 'const columnOf = ', entries, ';');
}

export function allColumns(entity: EntityModel): { name: string; column: string }[] {
  return [
    { name: 'id', column: 'id' },
    ...entity.fields.map(({ name, column }) => ({ name, column })),
    { name: 'createdAt', column: 'created_at' },
    { name: 'updatedAt', column: 'updated_at' },
  ];
}

/** `export const bookSource = …`: what others need to ask for many rows at once. */
export function sourceBlock(entity: EntityModel, entries: readonly string[]): string {
  const known = entries.filter((entry) => !entry.startsWith('searched'));
  return openBraces(0, `export const ${sourceName(entity)} = `, known, ';');
}

export function sourceName(entity: EntityModel): string {
  return `${lowerFirst(entity.typeName)}Source`;
}

/** Items wrapped into lines of SQL. */
export function wrapSql(items: readonly string[], indent: number, width = 96): string {
  const rows: string[] = [];
  let row = '';
  for (const item of items) {
    const next = row === '' ? item : `${row}, ${item}`;
    if (row !== '' && indent + next.length > width) {
      rows.push(`${row},`);
      row = item;
    } else row = next;
  }
  return [...rows, row].join(`\n${' '.repeat(indent)}`);
}

export function repositoryFile(
  entity: EntityModel,
  all: readonly EntityModel[],
  login: FieldModel | undefined,
  gathered = false,
): string {
  const type = entity.typeName;
  const listed = isListed(entity, all);
  const links = listed && all.some((other) => other.links.some((link) => link.other === entity.name));
  const booleans = entity.fields.filter((field) => field.type === 'boolean');
  const updates = entity.verbs.has('update') || entity.actions.length > 0;
  return blocks(
    imports({
      'node:sqlite': ['type DatabaseSync', ...(links ? ['type SQLInputValue'] : [])],
      '../listing.ts': listed ? ['type Listing', 'listRows'] : [],
      './schema.ts': [`type ${type}`, `type ${type}Values`, ...(listed ? [`type ${type}Query`] : [])],
    }),
    columnsBlock(entity, 'sqlite'),
    (listed || gathered) && columnOfBlock(entity),
    rowFunction(entity, booleans),
    gathered && sourceBlock(entity, [...listSource(entity, false), 'toRow']),
    entity.fields.length > 0 && parametersFunction(entity),
    findFunction(entity),
    login && findByFunction(entity, login),
    listed && listFunction(entity, links),
    insertFunction(entity),
    updates && updateFunction(entity),
    entity.verbs.has('delete') && deleteFunction(entity),
    entity.links.filter((link) => link.editable).map((link) => linkFunctions(entity, link, all)),
  );
}

function rowFunction(entity: EntityModel, booleans: readonly FieldModel[]): string {
  const entries = booleans.map((field) => `${field.name}: row.${field.name} === 1`);
  const spread = `...(row as unknown as ${entity.typeName})`;
  return lines(
    `function toRow(row: Record<string, unknown>): ${entity.typeName} {`,
    `  ${braces('return ', [spread, ...entries], ';')}`,
    '}',
  );
}

function parametersFunction(entity: EntityModel): string {
  return lines(
    `function parameters(values: ${entity.typeName}Values) {`,
    `  return {\n${entity.fields
      .map((field) => {
        const value = `values.${field.name}`;
        return `    ${field.name}: ${field.type === 'boolean' ? `Number(${value})` : value},\n`;
      })
      .join('')}  };`,
    '}',
  );
}

function signature(name: string, parameters: readonly string[], result: string): string {
  return `export function ${name}(${parameters.join(', ')}): ${result} {`;
}

function findFunction(entity: EntityModel): string {
  return lines(
    signature(`find${entity.typeName}`, ['database: DatabaseSync', 'id: number'], `${entity.typeName} | undefined`),
    `  const row = database.prepare(\`SELECT \${columns} FROM ${entity.table} WHERE id = ?\`).get(id);`,
    '  return row && toRow(row);',
    '}',
  );
}

function findByFunction(entity: EntityModel, login: FieldModel): string {
  return lines(
    signature(
      `find${entity.typeName}By${capital(login.name)}`,
      ['database: DatabaseSync', `${variableFor(login.name)}: string`],
      `${entity.typeName} | undefined`,
    ),
    `  const row = database.prepare(\`SELECT \${columns} FROM ${entity.table} WHERE ${login.column} = ?\`).get(${variableFor(login.name)});`,
    '  return row && toRow(row);',
    '}',
  );
}

/** What a list is made from, as entries of an object. */
export function listSource(entity: EntityModel, links: boolean): string[] {
  const searched = entity.searched.map((field) => quote(field.column)).join(', ');
  return [
    `table: ${quote(entity.table)}`,
    'columns',
    'columnOf',
    ...(searched === '' ? [] : [`searched: [${searched}]`]),
    ...(links ? ['ids'] : []),
  ];
}

function listFunction(entity: EntityModel, links: boolean): string {
  const type = entity.typeName;
  return lines(
    `/** A page of ${entity.many}; the scope holds whatever the query asks for. */`,
    signature(
      `list${entity.typePlural}`,
      [
        'database: DatabaseSync',
        `query: ${type}Query`,
        `scope: Partial<${type}> = {}`,
        ...(links ? ['ids?: { sql: string; parameter: SQLInputValue }'] : []),
      ],
      `Listing<${type}>`,
    ),
    `  const source = { ${[...listSource(entity, links), 'toRow'].join(', ')} };`,
    '  return listRows(database, source, query, scope);',
    '}',
  );
}

function valuesParameter(entity: EntityModel): string {
  return `${entity.fields.length > 0 ? '' : '_'}values: ${entity.typeName}Values`;
}

function insertFunction(entity: EntityModel): string {
  const columns = [...entity.fields.map((field) => field.column), 'created_at', 'updated_at'];
  const values = [...entity.fields.map((field) => `:${field.name}`), ':now', ':now'];
  return lines(
    signature(
      `insert${entity.typeName}`,
      ['database: DatabaseSync', valuesParameter(entity), 'now: string'],
      entity.typeName,
    ),
    '  const [row = {}] = database',
    '    .prepare(',
    `      \`INSERT INTO ${entity.table} (`,
    `         ${wrapSql(columns, 9)}`,
    '       ) VALUES (',
    `         ${wrapSql(values, 9)}`,
    '       )',
    '       RETURNING ${columns}`,',
    '    )',
    `    .all({ ${entity.fields.length > 0 ? '...parameters(values), ' : ''}now });`,
    '  return toRow(row);',
    '}',
  );
}

function updateFunction(entity: EntityModel): string {
  const sets = [...entity.fields.map((field) => `${field.column} = :${field.name}`), 'updated_at = :now'];
  return lines(
    signature(
      `update${entity.typeName}`,
      ['database: DatabaseSync', 'id: number', valuesParameter(entity), 'now: string'],
      entity.typeName,
    ),
    '  const [row = {}] = database',
    '    .prepare(',
    `      \`UPDATE ${entity.table} SET`,
    `         ${wrapSql(sets, 9)}`,
    '       WHERE id = :id',
    '       RETURNING ${columns}`,',
    '    )',
    `    .all({ ${entity.fields.length > 0 ? '...parameters(values), ' : ''}id, now });`,
    '  return toRow(row);',
    '}',
  );
}

function deleteFunction(entity: EntityModel): string {
  return lines(
    `export function delete${entity.typeName}(database: DatabaseSync, id: number): void {`,
    `  database.prepare('DELETE FROM ${entity.table} WHERE id = ?').run(id);`,
    '}',
  );
}

export function linkNames(entity: EntityModel, link: EntityModel['links'][number], all: readonly EntityModel[]) {
  const other = all.find((candidate) => candidate.name === link.other);
  const name = `${entity.typeName}${other?.typeName ?? ''}`;
  return { add: `link${name}`, remove: `unlink${name}`, other };
}

function linkFunctions(entity: EntityModel, link: EntityModel['links'][number], all: readonly EntityModel[]): string {
  const { add, remove } = linkNames(entity, link, all);
  const insert = `INSERT OR IGNORE INTO ${link.table} (${link.ownColumn}, ${link.otherColumn}) VALUES (?, ?)`;
  const drop = `DELETE FROM ${link.table} WHERE ${link.ownColumn} = ? AND ${link.otherColumn} = ?`;
  const body = (sql: string): string => `  database.prepare('${sql}').run(id, otherId);`;
  return lines(
    signature(add, ['database: DatabaseSync', 'id: number', 'otherId: number'], 'void'),
    body(insert),
    '}',
    '',
    signature(remove, ['database: DatabaseSync', 'id: number', 'otherId: number'], 'void'),
    body(drop),
    '}',
  );
}
