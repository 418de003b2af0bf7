import { blocks, call, imports, lines, quote } from '../emit/layout.ts';
import { columnOfBlock, columnsBlock, linkNames, listSource, sourceBlock, wrapSql } from '../domain/code/repository.ts';
import { isListed } from '../domain/code/schema.ts';
import type { EntityModel, FieldModel } from '../domain/model.ts';
import { capital, variableFor } from '../emit/names.ts';

/** `src/<entity>/repository.ts` over PostgreSQL: SQL of one table, no rules. */
export function postgresRepository(
  entity: EntityModel,
  all: readonly EntityModel[],
  login: FieldModel | undefined,
  gathered = false,
): string {
  const type = entity.typeName;
  const listed = isListed(entity, all);
  const links = listed && all.some((other) => other.links.some((link) => link.other === entity.name));
  const updates = entity.verbs.has('update') || entity.actions.length > 0;
  const text = blocks(
    columnsBlock(entity, 'postgresql'),
    (listed || gathered) && columnOfBlock(entity),
    gathered && sourceBlock(entity, listSource(entity, false)),
    findFunction(entity, `find${type}`, 'id: number', 'id'),
    login &&
      findFunction(
        entity,
        `find${type}By${capital(login.name)}`,
        `${variableFor(login.name)}: string`,
        login.column,
        variableFor(login.name),
      ),
    listed && listFunction(entity, links),
    insertFunction(entity),
    updates && updateFunction(entity),
    entity.verbs.has('delete') && deleteFunction(entity),
    entity.links.filter((link) => link.editable).map((link) => linkFunctions(entity, link, all)),
  );
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  return blocks(
    imports({
      '../database.ts': ['type Database', ...['first', 'only', 'run'].filter((name) => uses(name))],
      '../listing.ts': listed ? ['type Listing', 'listRows'] : [],
      './schema.ts': [`type ${type}`, `type ${type}Values`, ...(listed ? [`type ${type}Query`] : [])],
    }),
    text,
  );
}

function signature(name: string, parameters: readonly string[], result: string): string {
  return `export function ${name}(${['database: Database', ...parameters].join(', ')}): Promise<${result}> {`;
}

function findFunction(entity: EntityModel, name: string, parameter: string, column: string, value = 'id'): string {
  const sql = `\`SELECT \${columns} FROM ${entity.table} WHERE ${column} = $1\``;
  return lines(
    signature(name, [parameter], `${entity.typeName} | undefined`),
    `  return ${call(`first<${entity.typeName}>`, ['database', sql, value])}`,
    '}',
  );
}

function listFunction(entity: EntityModel, links: boolean): string {
  const type = entity.typeName;
  return lines(
    `/** A page of ${entity.many}; the scope holds whatever the query asks for. */`,
    signature(
      `list${entity.typePlural}`,
      [
        `query: ${type}Query`,
        `scope: Partial<${type}> = {}`,
        ...(links ? ['ids?: { sql: string; parameter: number }'] : []),
      ],
      `Listing<${type}>`,
    ),
    `  const source = { ${listSource(entity, links).join(', ')} };`,
    `  return listRows<${type}>(database, source, query, scope);`,
    '}',
  );
}

function valuesParameter(entity: EntityModel): string {
  return `${entity.fields.length > 0 ? '' : '_'}values: ${entity.typeName}Values`;
}

/** The statement and its parameters, an item a line. */
function writing(entity: EntityModel, sql: readonly string[], parameters: readonly string[]): string[] {
  return [
    `  return only<${entity.typeName}>(`,
    '    database,',
    `    \`${sql.join('\n     ')}`,
    '     RETURNING ${columns}`,',
    ...parameters.map((parameter) => `    ${parameter},`),
    '  );',
    '}',
  ];
}

function insertFunction(entity: EntityModel): string {
  const { fields } = entity;
  const columns = [...fields.map((field) => field.column), 'created_at', 'updated_at'];
  const now = `$${fields.length + 1}`;
  const places = [...fields.map((_, at) => `$${at + 1}`), now, now];
  return lines(
    signature(`insert${entity.typeName}`, [valuesParameter(entity), 'now: string'], entity.typeName),
    ...writing(
      entity,
      [`INSERT INTO ${entity.table} (`, `  ${wrapSql(columns, 7)}`, `) VALUES (${places.join(', ')})`],
      [...fields.map((field) => `values.${field.name}`), 'now'],
    ),
  );
}

function updateFunction(entity: EntityModel): string {
  const { fields } = entity;
  const sets = [...fields.map((field, at) => `${field.column} = $${at + 1}`), `updated_at = $${fields.length + 1}`];
  return lines(
    signature(`update${entity.typeName}`, ['id: number', valuesParameter(entity), 'now: string'], entity.typeName),
    ...writing(
      entity,
      [`UPDATE ${entity.table} SET`, `  ${wrapSql(sets, 7)}`, `WHERE id = $${fields.length + 2}`],
      [...fields.map((field) => `values.${field.name}`), 'now', 'id'],
    ),
  );
}

function deleteFunction(entity: EntityModel): string {
  return lines(
    `export async function delete${entity.typeName}(database: Database, id: number): Promise<void> {`,
    `  await run(database, 'DELETE FROM ${entity.table} WHERE id = $1', id);`,
    '}',
  );
}

function linkFunctions(entity: EntityModel, link: EntityModel['links'][number], all: readonly EntityModel[]): string {
  const { add, remove } = linkNames(entity, link, all);
  const columns = `${link.ownColumn}, ${link.otherColumn}`;
  const written = (name: string, sql: string): string =>
    lines(
      `export async function ${name}(database: Database, id: number, otherId: number): Promise<void> {`,
      `  ${call('await run', ['database', quote(sql), 'id', 'otherId'])}`,
      '}',
    );
  return [
    written(add, `INSERT INTO ${link.table} (${columns}) VALUES ($1, $2) ON CONFLICT DO NOTHING`),
    written(remove, `DELETE FROM ${link.table} WHERE ${link.ownColumn} = $1 AND ${link.otherColumn} = $2`),
  ].join('\n\n');
}
