import { sumSql } from '../domain/code/effects.ts';
import { openSql, sqlLiteral } from '../domain/code/sql.ts';
import { enteredState } from '../domain/code/until-rules.ts';
import type { EffectModel, EntityModel, FieldModel, OpenModel, ProjectModel } from '../domain/model.ts';
import type { ComputedModel, ShareModel } from '../domain/following.ts';
import { entityOf, isWhole } from '../domain/model.ts';
import { inputsOf, isComputed, layersOf, parentNumberOf } from '../domain/following.ts';
import { type Folded, fold } from '../emit/fold.ts';
import { snake, withArticle } from '../emit/names.ts';
import { openTest, refusal, sqlText } from './check-function.ts';
import { prefixed, pythonName, pythonString, pythonStyle } from './source.ts';

/** The functions of an entity's module that fill in what follows from a row, and change what hangs on it. */

interface Source {
  name: 'complete' | 'queue' | 'settle';
  code: string;
}

/** In the order in which they are called; none where nothing follows and nothing hangs on it. */
export function effectSources(project: ProjectModel, entity: EntityModel): Source[] {
  const computed = entity.rules.flatMap((rule) => (isComputed(rule) ? [rule] : []));
  const waiting = entity.effects.flatMap((effect) => (effect.as === 'waiting' ? [effect.rule] : []));
  const found: Source[] = [];
  if (computed.length > 0) found.push({ name: 'complete', code: completeSource(project, entity, computed) });
  for (const rule of waiting.slice(0, 1)) found.push({ name: 'queue', code: queueSource(project, entity, rule) });
  if (entity.effects.length > 0) found.push({ name: 'settle', code: settleSource(project, entity) });
  return found;
}

type Rule<K extends string> = Extract<EffectModel['rule'], { kind: K }>;

function completeSource(
  project: ProjectModel,
  entity: EntityModel,
  rules: readonly (ComputedModel & { sentence: string })[],
): string {
  const looked = rules.flatMap((rule) => lookUp(project, rule));
  const layers = layersOf(rules);
  return [
    `def complete(${looked.length > 0 ? 'database' : '_database'}: sqlite3.Connection, row: Row) -> Row:`,
    `    """Give the ${entity.one} with all that follows from what it says."""`,
    ...looked,
    ...layers.flatMap((layer, at) => [
      at + 1 < layers.length ? '    row = {' : '    return {',
      '        **row,',
      ...layer.flatMap((rule) => [
        `        # ${rule.sentence}`,
        fold('        ', prefixed(`${pythonString(rule.field.name)}: `, computedSource(rule)), pythonStyle, ','),
      ]),
      '    }',
    ]),
  ].join('\n');
}

/** Numbers that are not whole are asked for in so many parts. */
const parts = 1_000_000;

/** What a number of another row is called once it has been looked up for a field. */
function lookedUp(rule: ComputedModel): string {
  return `${pythonName(snake(rule.field.name))}_factor`;
}

function lookUp(project: ProjectModel, rule: ComputedModel): string[] {
  const of = parentNumberOf(rule);
  if (!of) return [];
  const column = isWhole(of.field) ? of.field.column : `CAST(round(${of.field.column} * ${parts}) AS INTEGER)`;
  const sql = `SELECT ${column} FROM ${entityOf(project, of.parent).table} WHERE id = ?`;
  return ask('    ', lookedUp(rule), 'count', sql, [value('row', of.via)]);
}

function value(row: string, field: FieldModel): string {
  return `${row}[${pythonString(field.name)}]`;
}

function computedSource(rule: ComputedModel): Folded {
  if (rule.kind === 'fee') {
    const price = typeof rule.rate === 'number' ? String(rule.rate) : lookedUp(rule);
    const most = rule.most && [`most=${rule.most.amount}`, ...(rule.most.each === 'day' ? ['each_day=True'] : [])];
    const items = [value('row', rule.start), value('row', rule.end), price, pythonString(rule.unit)];
    const every = rule.every === 1 ? [] : [`every=${rule.every}`];
    return { open: 'fee_of(', items: [...items, ...every, ...(most ?? [])], close: ')' };
  }
  if (rule.kind === 'ends') {
    const { field, start, by, amount, unit } = rule;
    const length = by ? value('row', by) : String(amount);
    const end = `later(${value('row', start)}, ${length}, ${pythonString(unit)})${field.type === 'date' ? '[:10]' : ''}`;
    const open = [start, ...(by ? [by] : [])].filter(({ nullable }) => nullable);
    if (open.length === 0) return end;
    return `None if ${open.map((one) => `${value('row', one)} is None`).join(' or ')} else ${end}`;
  }
  const { field, factors, of, percent, terms, share } = rule;
  const product = [
    ...factors.map((factor) => value('row', factor)),
    ...(of ? [isWhole(of.field) ? lookedUp(rule) : `${lookedUp(rule)} / ${parts}`] : []),
  ].join(' * ');
  const plain = product + terms.map((one) => ` ${one.sign < 0 ? '-' : '+'} ${value('row', one.field)}`).join('');
  const sign = percent && percent.sign < 0 ? '-' : '+';
  const whole = percent ? `${plain} * (100 ${sign} ${value('row', percent.field)}) / 100` : plain;
  // Half a unit is rounded up, which `round` does not do.
  const exact = percent === undefined && inputsOf(rule).every(isWhole) && (!of || isWhole(of.field));
  const rounded = (text: string): string => (isWhole(field) ? `floor(${text} + 0.5)` : text);
  const given = share ? sharedSource(plain, share, rounded, exact) : exact ? whole : rounded(whole);
  const open = inputsOf(rule).filter((factor) => factor.nullable);
  if (open.length === 0) return given;
  return `None if ${open.map((factor) => `${value('row', factor)} is None`).join(' or ')} else ${given}`;
}

function sharedSource(
  plain: string,
  { hundredths, over, stays }: ShareModel,
  rounded: (text: string) => string,
  exact: boolean,
): string {
  const shared = rounded(`${plain} * ${hundredths} / 100`);
  if (over === undefined) return shared;
  return `(${shared} if ${plain} > ${over} else ${stays ? (exact ? plain : rounded(plain)) : '0'})`;
}

/** Statements are run where they stand, with their parameters as a tuple. */
function execute(indent: string, head: string, sql: string, parameters: readonly string[], tail = ''): string[] {
  const given: Folded = { open: '(', items: parameters, close: parameters.length === 1 ? ',)' : ')' };
  return [
    fold(`${indent}sql = `, sqlText(sql), pythonStyle),
    fold(`${indent}${head}`, { open: 'database.execute(', items: ['sql', given], close: `)${tail}` }, pythonStyle),
  ];
}

function ask(indent: string, name: string, helper: string, sql: string, parameters: readonly string[]): string[] {
  return [
    fold(`${indent}sql = `, sqlText(sql), pythonStyle),
    fold(
      `${indent}${name} = `,
      { open: `${helper}(`, items: ['database', 'sql', ...parameters], close: ')' },
      pythonStyle,
    ),
  ];
}

function settleSource(project: ProjectModel, entity: EntityModel): string {
  const body = entity.effects.flatMap((effect) => [
    `    # ${effect.rule.sentence}`,
    ...partOf(project, entity, effect),
  ]);
  const uses = (name: string): string => (new RegExp(`\\b${name}\\b`).test(body.join('\n')) ? name : `_${name}`);
  return [
    'def settle(',
    `    database: sqlite3.Connection, ${uses('before')}: Row | None, ${uses('after')}: Row | None, ${uses('now')}: str`,
    ') -> None:',
    `    """Change what hangs on ${withArticle(entity.one)}.`,
    '',
    '    A new row has no before, one that goes no after.',
    '    """',
    ...body,
  ].join('\n');
}

function partOf(project: ProjectModel, entity: EntityModel, effect: EffectModel): string[] {
  switch (effect.as) {
    case 'transfer':
      return transferPart(project, effect.rule);
    case 'taker':
      return takerPart(project, effect.rule);
    case 'holder':
      return holderPart(project, entityOf(project, effect.taker), effect.rule);
    case 'part':
      return sumPart(entity, entityOf(project, effect.total), effect.rule);
    case 'mark':
      return markPart(project, effect.rule);
    case 'waiting':
      return waitingPart(project, entity, effect.rule);
  }
}

function transferPart(project: ProjectModel, rule: Rule<'transfer'>): string[] {
  const { table } = entityOf(project, rule.account);
  const { column } = rule.field;
  const amount = value('after', rule.amount);
  const take = `UPDATE ${table} SET ${column} = ${column} - ?, updated_at = ? WHERE id = ? AND ${column} >= ?`;
  const give = `UPDATE ${table} SET ${column} = ${column} + ?, updated_at = ? WHERE id = ?`;
  return [
    '    if after and before is None:',
    ...execute('        ', 'taken = ', take, [amount, 'now', value('after', rule.source), amount], '.rowcount'),
    '        if taken == 0:',
    refusal('            ', rule),
    ...execute('        ', '', give, [amount, 'now', value('after', rule.target)]),
  ];
}

function takerPart(project: ProjectModel, rule: Rule<'stock'>): string[] {
  const { table } = entityOf(project, rule.of);
  const { column } = rule.stock;
  const held = rule.holder && entityOf(project, rule.holder.entity);
  const sql =
    held && rule.holder && `SELECT 1 FROM ${held.table} WHERE id = ? AND ${openSql(rule.holder.open, 'sqlite')}`;
  const amount = (row: string): string => (rule.quantity ? value(row, rule.quantity) : '1');
  const takes = (row: string): string => {
    const set = rule.item.nullable ? ` and ${value(row, rule.item)} is not None` : '';
    const open = rule.open && !held ? ` and ${openTest(row, rule.open)}` : '';
    const held2 = held && rule.holder ? ` and exists(database, holds, ${value(row, rule.holder.via)})` : '';
    return `${row}${open}${held2}${set}`;
  };
  const give = `UPDATE ${table} SET ${column} = ${column} + ?, updated_at = ? WHERE id = ?`;
  const take = `UPDATE ${table} SET ${column} = ${column} - ?, updated_at = ? WHERE id = ? AND ${column} >= ?`;
  // What is put there is there before what was put before is taken back.
  const [given, taken] = rule.adds ? ['after', 'before'] : ['before', 'after'];
  return [
    ...(sql === undefined ? [] : [fold('    holds = ', sqlText(sql), pythonStyle)]),
    `    if ${takes(given)}:`,
    ...execute('        ', '', give, [amount(given), 'now', value(given, rule.item)]),
    `    if ${takes(taken)}:`,
    ...execute(
      '        ',
      'taken = ',
      take,
      [amount(taken), 'now', value(taken, rule.item), amount(taken)],
      '.rowcount',
    ),
    '        if taken == 0:',
    refusal('            ', rule),
  ];
}

function holderPart(project: ProjectModel, taker: EntityModel, rule: Rule<'stock'>): string[] {
  const { table } = entityOf(project, rule.of);
  const { column } = rule.stock;
  const via = rule.holder?.via.column ?? '';
  const open = rule.holder?.open;
  const sum = rule.quantity ? `coalesce(sum(${rule.quantity.column}), 0)` : 'count(*)';
  const wanted = `(SELECT ${sum} FROM ${taker.table} WHERE ${via} = ? AND ${rule.item.column} = ${table}.id)`;
  const concerned = `id IN (SELECT ${rule.item.column} FROM ${taker.table} WHERE ${via} = ?)`;
  const write = (sign: string): string =>
    `UPDATE ${table} SET ${column} = ${column} ${sign} ${wanted}, updated_at = ? WHERE ${concerned}`;
  const short = `SELECT 1 FROM ${table} WHERE ${concerned} AND ${column} < ${wanted}`;
  const is = (row: string): string => (open ? openTest(row, open) : 'True');
  const parameters = ['before["id"]', 'now', 'before["id"]'];
  return [
    '    if before:',
    `        was_open = ${is('before')}`,
    `        is_open = after is not None and ${is('after')}`,
    '        if was_open and not is_open:',
    ...execute('            ', '', write('+'), parameters),
    '        if is_open and not was_open:',
    ...ask('            ', 'short', 'exists', short, ['before["id"]', 'before["id"]']),
    '            if short:',
    refusal('                ', rule),
    ...execute('            ', '', write('-'), parameters),
  ];
}

function sumPart(part: EntityModel, total: EntityModel, rule: Rule<'sum'>): string[] {
  const via = rule.via;
  const sum = `SELECT ${sumSql(rule, 'sqlite')} FROM ${part.table} WHERE ${via.column} = ? AND id IS NOT ?`;
  const sql = `UPDATE ${total.table} SET ${rule.field.column} = (${sum}), updated_at = ? WHERE id = ?`;
  return [
    // A row that goes is still there, and one that moves counts for two.
    '    gone = before["id"] if before and after is None else None',
    `    for whole in {row[${pythonString(via.name)}] for row in (before, after) if row}:`,
    ...(via.nullable ? ['        if whole is None:\n            continue'] : []),
    ...execute('        ', '', sql, ['whole', 'gone', 'now', 'whole']),
  ];
}

function markPart(project: ProjectModel, rule: Rule<'marks'>): string[] {
  const { change, via, field, to } = rule;
  const sql = `UPDATE ${entityOf(project, rule.parent).table} SET ${field.column} = ${sqlLiteral(to, 'sqlite')}, updated_at = ? WHERE id = ?`;
  const set = via.nullable ? ` and ${value('after', via)} is not None` : '';
  const write = execute('        ', '', sql, ['now', value('after', via)]);
  if (!change) return [`    if after and before is None${set}:`, ...write];
  const { state, is } = enteredState(change);
  return [
    `    was_so = before is not None and ${openTest('before', state, is)}`,
    `    is_so = after is not None and ${openTest('after', state, is)}`,
    `    if after and is_so and not was_so${set}:`,
    ...write,
  ];
}

function roomOf(project: ProjectModel, entity: EntityModel, rule: Rule<'capacity'>, open: OpenModel) {
  return {
    taken: `SELECT count(*) FROM ${entity.table} WHERE ${rule.per.column} = ? AND ${openSql(open, 'sqlite')}`,
    capacity: `SELECT ${rule.parentField.column} FROM ${entityOf(project, rule.parent).table} WHERE id = ?`,
  };
}

function waitingPart(project: ProjectModel, entity: EntityModel, rule: Rule<'capacity'>): string[] {
  const { per, open } = rule;
  if (!open) return [];
  const { taken, capacity } = roomOf(project, entity, rule, open);
  const status = open.field.column;
  const first = `(SELECT id FROM ${entity.table} WHERE ${per.column} = ? AND ${status} = ${sqlLiteral(rule.waiting ?? '', 'sqlite')} AND id IS NOT ? ORDER BY id LIMIT 1)`;
  const move = `UPDATE ${entity.table} SET ${status} = ${sqlLiteral(open.equals, 'sqlite')}, updated_at = ? WHERE id = ${first}`;
  const id = value('before', per);
  return [
    `    if before and ${openTest('before', open)}:`,
    `        stays = after is not None and ${value('after', per)} == ${id} and ${openTest('after', open)}`,
    ...ask('        ', 'taken', 'count', `${taken} AND id IS NOT ?`, [id, 'before["id"]']),
    ...ask('        ', 'room', 'count', capacity, [id]),
    '        if not stays and taken < room:',
    ...execute('            ', '', move, ['now', id, 'before["id"]']),
  ];
}

/** Before a new row is checked: where there is no room, it waits. */
function queueSource(project: ProjectModel, entity: EntityModel, rule: Rule<'capacity'>): string {
  const { per, open, waiting } = rule;
  if (!open || waiting === undefined) return '';
  const { taken, capacity } = roomOf(project, entity, rule, open);
  const unset = per.nullable ? `${value('row', per)} is None or ` : '';
  return [
    'def queue(database: sqlite3.Connection, row: Row) -> Row:',
    `    """Let a new ${entity.one} wait where there is no room for it."""`,
    `    if ${unset}${openTest('row', open, false)}:`,
    '        return row',
    ...ask('    ', 'taken', 'count', taken, [value('row', per)]),
    ...ask('    ', 'room', 'count', capacity, [value('row', per)]),
    `    return row if taken < room else {**row, ${pythonString(open.field.name)}: ${pythonString(waiting)}}`,
  ].join('\n');
}
