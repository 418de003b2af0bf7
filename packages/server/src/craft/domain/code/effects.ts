import { blocks, call, imports, indented, lines, literal, quote } from '../../emit/layout.ts';
import { withArticle } from '../../emit/names.ts';
import type { Database, EffectModel, EntityModel, ProjectModel } from '../model.ts';
import { entityOf, isWhole } from '../model.ts';
import { openTest, refuse } from './check-function.ts';
import { countedRows } from './counted.ts';
import { openSql, placed, sqlLiteral } from './sql.ts';
import { enteredState } from './until-rules.ts';

/** `src/<entity>/effects.ts`: what writing a row changes in others, inside the caller's transaction. */

export function settleName(entity: EntityModel): string {
  return `settle${entity.typeName}`;
}

export function queueName(entity: EntityModel): string {
  return `queue${entity.typeName}`;
}

export function waits(entity: EntityModel): boolean {
  return entity.effects.some((effect) => effect.as === 'waiting');
}

interface Part {
  name: string;
  code: string;
}

export function effectsFile(project: ProjectModel, entity: EntityModel): string | undefined {
  if (entity.effects.length === 0) return undefined;
  const parts = entity.effects.map((effect, at) => {
    const part = partOf(project, entity, effect);
    const name = entity.effects.findIndex((other) => other.as === effect.as) < at ? `${part.name}${at + 1}` : part.name;
    return { ...part, name, code: part.code.replace(`function ${part.name}(`, `function ${name}(`) };
  });
  const parameters = [
    'database: DatabaseSync',
    `before: ${entity.typeName} | undefined`,
    `after: ${entity.typeName} | undefined`,
    'now: string',
  ];
  const text = blocks(
    lines(
      `/** Changes what hangs on ${withArticle(entity.one)}: \`before\` is the row as it was, \`after\` as it is; a new one has no before, one that goes no after. */`,
      call(`export function ${settleName(entity)}`, parameters, '): void {'),
      parts.map(({ name }) => `  ${name}(database, before, after, now);`),
      '}',
    ),
    parts.map(({ code }) => code),
    entity.effects.flatMap((effect) => (effect.as === 'waiting' ? [queueFunction(project, entity, effect.rule)] : [])),
  );
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  return blocks(
    imports({
      'node:sqlite': ['type DatabaseSync'],
      '../database.ts': ['count', 'exists', 'run'].filter((name) => new RegExp(`\\b${name}\\((?!\\*)`).test(text)),
      '../errors.ts': ['conflict'].filter(uses),
      './schema.ts': [
        `type ${entity.typeName}`,
        ...(uses(`${entity.typeName}Values`) ? [`type ${entity.typeName}Values`] : []),
      ],
    }),
    text,
  );
}

function head(entity: EntityModel, name: string, uses = ''): string {
  const mark = (parameter: string): string => (new RegExp(`\\b${parameter}\\b`).test(uses) ? '' : '_');
  return call(
    `function ${name}`,
    [
      'database: DatabaseSync',
      `${mark('before')}before: ${entity.typeName} | undefined`,
      `${mark('after')}after: ${entity.typeName} | undefined`,
      `${mark('now')}now: string`,
    ],
    '): void {',
  );
}

function functionOf(entity: EntityModel, name: string, doc: string, body: readonly string[]): Part {
  return { name, code: lines(`/** ${doc} */`, head(entity, name, body.join('\n')), ...body, '}') };
}

function partOf(project: ProjectModel, entity: EntityModel, effect: EffectModel): Part {
  switch (effect.as) {
    case 'transfer':
      return transferPart(project, entity, effect.rule);
    case 'taker':
      return takerPart(project, entity, effect.rule);
    case 'holder':
      return holderPart(project, entity, effect.taker, effect.rule);
    case 'part':
      return sumPart(project, entity, effect.total, effect.rule);
    case 'mark':
      return markPart(project, entity, effect.rule);
    case 'waiting':
      return waitingPart(project, entity, effect.rule);
  }
}

/** A call of `run`, `count` or `exists`; a long statement takes several lines. */
function asked(helper: string, database: Database, sql: string, parameters: readonly string[], close = ');'): string {
  const text = placed(sql, database);
  if (text.length <= 80) return call(helper, ['database', quote(text), ...parameters], close);
  const parts = text.split(/ (?=SET |FROM |WHERE |AND |ORDER BY )/).map((part, at) => (at === 0 ? part : `   ${part}`));
  return lines(
    `${helper}(`,
    '  database,',
    `  \`${parts.join('\n')}\`,`,
    parameters.map((parameter) => `  ${parameter},`),
    close,
  );
}

/** A statement that changes rows, as a call that gives how many. */
function changed(database: Database, sql: string, parameters: readonly string[]): string {
  return asked('run', database, sql, parameters);
}

function at(indent: number, head: string, text: string): string {
  return indented(`${head}${text}`, indent);
}

function transferPart({ database, byName }: ProjectModel, entity: EntityModel, rule: Rule<'transfer'>): Part {
  const { column } = rule.field;
  const table = byName.get(rule.account)?.table ?? '';
  const take = `UPDATE ${table} SET ${column} = ${column} - ?, updated_at = ? WHERE id = ? AND ${column} >= ?`;
  const give = `UPDATE ${table} SET ${column} = ${column} + ?, updated_at = ? WHERE id = ?`;
  const amount = `after.${rule.amount.name}`;
  return functionOf(entity, 'move', rule.sentence, [
    '  if (before || !after) return;',
    at(2, 'const taken = ', changed(database, take, [amount, 'now', `after.${rule.source.name}`, amount])),
    lines('  if (taken === 0) {', `    ${refuse(rule)}`, '  }'),
    at(2, '', changed(database, give, [amount, 'now', `after.${rule.target.name}`])),
  ]);
}

type Rule<K extends string> = Extract<EffectModel['rule'], { kind: K }>;

function takerPart(project: ProjectModel, entity: EntityModel, rule: Rule<'stock'>): Part {
  const { database } = project;
  const { item, stock, quantity, open, holder } = rule;
  const { table } = entityOf(project, rule.of);
  const amount = (row: string): string => (quantity ? `${row}.${quantity.name}` : '1');
  const give = `UPDATE ${table} SET ${stock.column} = ${stock.column} + ?, updated_at = ? WHERE id = ?`;
  const take = `UPDATE ${table} SET ${stock.column} = ${stock.column} - ?, updated_at = ? WHERE id = ? AND ${stock.column} >= ?`;
  const held = holder && entityOf(project, holder.entity);
  const takes = (row: string): string => {
    if (held) return ` && holds(database, ${row})`;
    return open ? ` && ${openTest(row, open)}` : '';
  };
  const set = (row: string): string => (item.nullable ? ` && ${row}.${item.name} !== null` : '');
  // What is put there is there before what was put before is taken back.
  const [given, taken] = rule.adds ? ['after', 'before'] : ['before', 'after'];
  const part = functionOf(entity, rule.adds ? 'addStock' : 'takeStock', rule.sentence, [
    lines(
      `  if (${given}${takes(given)}${set(given)}) {`,
      at(4, '', changed(database, give, [amount(given), 'now', `${given}.${item.name}`])),
      '  }',
    ),
    lines(
      `  if (${taken}${takes(taken)}${set(taken)}) {`,
      at(4, 'const taken = ', changed(database, take, [amount(taken), 'now', `${taken}.${item.name}`, amount(taken)])),
      '    if (taken === 0) {',
      `      ${refuse(rule)}`,
      '    }',
      '  }',
    ),
  ]);
  if (!holder || !held) return part;
  const sql = `SELECT 1 FROM ${held.table} WHERE id = ? AND ${openSql(holder.open, database)}`;
  const holds = lines(
    `/** Whether the ${held.one} is still one for which something is taken. */`,
    `function holds(database: DatabaseSync, row: ${entity.typeName}): boolean {`,
    at(2, 'return ', asked('exists', database, sql, [`row.${holder.via.name}`])),
    '}',
  );
  return { ...part, code: blocks(part.code, holds).trimEnd() };
}

function holderPart(project: ProjectModel, entity: EntityModel, takerName: string, rule: Rule<'stock'>): Part {
  const { database } = project;
  const taker = entityOf(project, takerName);
  const { table } = entityOf(project, rule.of);
  const via = rule.holder?.via.column ?? '';
  const open = rule.holder?.open;
  const { column } = rule.stock;
  const sum = rule.quantity ? `coalesce(sum(${rule.quantity.column}), 0)` : 'count(*)';
  const wanted = `(SELECT ${sum} FROM ${taker.table} WHERE ${via} = ? AND ${rule.item.column} = ${table}.id)`;
  const concerned = `id IN (SELECT ${rule.item.column} FROM ${taker.table} WHERE ${via} = ?)`;
  const write = (sign: string): string =>
    `UPDATE ${table} SET ${column} = ${column} ${sign} ${wanted}, updated_at = ? WHERE ${concerned}`;
  const short = `SELECT 1 FROM ${table} WHERE ${concerned} AND ${column} < ${wanted}`;
  const is = (row: string): string => (open ? openTest(row, open) : 'true');
  return functionOf(entity, 'holdStock', `What its ${taker.many} take is given back once it no longer counts.`, [
    '  if (!before) return;',
    `  const counts = (row: ${entity.typeName}): boolean => ${is('row')};`,
    '  const was = counts(before);',
    '  const is = after !== undefined && counts(after);',
    '  if (was === is) return;',
    lines(
      '  if (was) {',
      at(4, '', changed(database, write('+'), ['before.id', 'now', 'before.id'])),
      '    return;',
      '  }',
    ),
    at(2, 'const short = ', asked('exists', database, short, ['before.id', 'before.id'])),
    lines('  if (short) {', `    ${refuse(rule)}`, '  }'),
    at(2, '', changed(database, write('-'), ['before.id', 'now', 'before.id'])),
  ]);
}

/** The product of whole numbers is whole; others are rounded to the smallest unit. */
export function sumSql({ factors, field, average, share }: Rule<'sum'>, database: Database): string {
  if (factors.length === 0) return 'count(*)';
  const product = factors.map((factor) => factor.column).join(' * ');
  if (average) {
    // PostgreSQL answers with a decimal of any length, which arrives as text.
    const mean = database === 'postgresql' ? `avg(CAST(${product} AS double precision))` : `avg(${product})`;
    return isWhole(field) ? `CAST(round(${mean}) AS INTEGER)` : mean;
  }
  const sum = `coalesce(sum(${product}), 0)`;
  const whole = (text: string): string => (isWhole(field) ? `CAST(round(${text}) AS INTEGER)` : text);
  const plain = factors.every(isWhole) ? sum : whole(sum);
  if (!share) return plain;
  const shared = whole(`${sum} * ${share.hundredths} / 100.0`);
  if (share.over === undefined) return shared;
  return `CASE WHEN ${sum} > ${share.over} THEN ${shared} ELSE ${share.stays ? plain : '0'} END`;
}

function sumPart(project: ProjectModel, entity: EntityModel, totalName: string, rule: Rule<'sum'>): Part {
  const total = entityOf(project, totalName);
  const via = rule.via;
  const sum = `SELECT ${sumSql(rule, project.database)} FROM ${entity.table} WHERE ${via.column} = ? AND id IS NOT ?`;
  const sql = `UPDATE ${total.table} SET ${rule.field.column} = (${sum}), updated_at = ? WHERE id = ?`;
  const set = via.nullable ? ['    if (id === null) continue;'] : [];
  return functionOf(entity, 'addUp', rule.sentence, [
    // A row that goes is still there, and one that moves counts for two.
    '  const gone = after ? null : (before?.id ?? null);',
    `  const ids = [before, after].flatMap((row) => (row ? [row.${via.name}] : []));`,
    lines(
      '  for (const id of new Set(ids)) {',
      ...set,
      at(4, '', changed(project.database, sql, ['id', 'gone', 'now', 'id'])),
      '  }',
    ),
  ]);
}

function markPart(project: ProjectModel, entity: EntityModel, rule: Rule<'marks'>): Part {
  const { change, via, field, to } = rule;
  const { database } = project;
  const entered = change && enteredState(change);
  const sql = `UPDATE ${entityOf(project, rule.parent).table} SET ${field.column} = ${sqlLiteral(to, database)}, updated_at = ? WHERE id = ?`;
  return functionOf(entity, 'mark', rule.sentence, [
    ...(entered ? unlessBecome(entered) : ['  if (before || !after) return;']),
    ...(via.nullable ? [`  if (after.${via.name} === null) return;`] : []),
    at(2, '', changed(database, sql, ['now', `after.${via.name}`])),
  ]);
}

/** Leaves the function where the row was in the state before, or is not in it. */
function unlessBecome({ state, is }: ReturnType<typeof enteredState>): string[] {
  if (!is || state.equals === null)
    return [
      `  if (!after || ${openTest('after', state, !is)}) return;`,
      `  if (before && ${openTest('before', state, is)}) return;`,
    ];
  return [`  if (${openTest('after?', state, false)} || ${openTest('before?', state)}) return;`];
}

function room(project: ProjectModel, entity: EntityModel, rule: Rule<'capacity'>): { sql: string; capacity: string } {
  const counted = countedRows({ ...rule, expiry: undefined }, project.database);
  const where = [`${rule.per.column} = ?`, ...counted.sql].join(' AND ');
  return {
    sql: `SELECT count(*) FROM ${entity.table} WHERE ${where}`,
    capacity: `SELECT ${rule.parentField.column} FROM ${entityOf(project, rule.parent).table} WHERE id = ?`,
  };
}

function waitingPart(project: ProjectModel, entity: EntityModel, rule: Rule<'capacity'>): Part {
  const { database } = project;
  const { per, open } = rule;
  if (!open) return { name: 'moveUp', code: '' };
  const status = open.field.column;
  const { sql, capacity } = room(project, entity, rule);
  const first = `SELECT id FROM ${entity.table} WHERE ${per.column} = ? AND ${status} = ${sqlLiteral(rule.waiting ?? '', database)} AND id IS NOT ? ORDER BY id LIMIT 1`;
  const move = `UPDATE ${entity.table} SET ${status} = ${sqlLiteral(open.equals, database)}, updated_at = ? WHERE id = (${first})`;
  const id = `before.${per.name}`;
  return functionOf(entity, 'moveUp', `Whoever has waited longest takes a place that has become free.`, [
    ...(open.or.length > 0
      ? [`  if (!before || ${openTest('before', open, false)}) return;`]
      : [`  if (before?.${open.field.name} !== ${literal(open.equals)}) return;`]),
    `  const stays = after?.${per.name} === before.${per.name} && ${openTest('after', open)};`,
    '  if (stays) return;',
    at(2, 'const taken = ', asked('count', database, `${sql} AND id IS NOT ?`, [id, 'before.id'])),
    at(2, 'const room = ', asked('count', database, capacity, [id])),
    lines('  if (taken < room) {', at(4, '', changed(database, move, ['now', id, 'before.id'])), '  }'),
  ]);
}

/** Before a new row is checked: where there is no room, it waits. */
function queueFunction(project: ProjectModel, entity: EntityModel, rule: Rule<'capacity'>): string {
  const { per, open, waiting } = rule;
  if (!open || waiting === undefined) return '';
  const { database } = project;
  const { sql, capacity } = room(project, entity, rule);
  const unset = per.nullable ? `values.${per.name} === null || ` : '';
  return lines(
    `/** A new ${entity.one}: it waits where there is no room for it. */`,
    call(
      `export function ${queueName(entity)}`,
      ['database: DatabaseSync', `values: ${entity.typeName}Values`],
      `): ${entity.typeName}Values {`,
    ),
    `  if (${unset}${openTest('values', open, false)}) return values;`,
    at(2, 'const taken = ', asked('count', database, sql, [`values.${per.name}`])),
    at(2, 'const room = ', asked('count', database, capacity, [`values.${per.name}`])),
    `  return taken < room ? values : { ...values, ${open.field.name}: ${quote(waiting)} };`,
    '}',
  );
}
