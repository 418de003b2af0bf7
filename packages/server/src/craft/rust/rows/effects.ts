import type {
  ComputedModel,
  EffectModel,
  EntityModel,
  FieldModel,
  ProjectModel,
  ShareModel,
} from '../../domain/model.ts';
import { entityOf, isComputed, isWhole } from '../../domain/model.ts';
import { call, type Expression, flat, list } from '../layout.ts';
import { rustString, wholeSource } from '../source.ts';
import { assigned, block, chosen, comment, lettingRows, plain, type Statement, when } from '../statements.ts';
import { agree, isOpen, numberIn, openAmong, pointsTo, textOf, valueOf } from './conditions.ts';
import { linksName, rowField, rowType, tableName } from './names.ts';
import { refuseWhen } from './check-function.ts';
import { placesIn } from './counting.ts';

/** What follows from a row, and what hangs on it. */

type Rule<K extends string> = Extract<EffectModel['rule'], { kind: K }>;

/** What stands in `complete`; nothing where nothing follows from a row. */
export function completeOf(entity: EntityModel): Statement[] | undefined {
  const rules = entity.rules.flatMap((rule) => (isComputed(rule) ? [rule] : []));
  if (rules.length === 0) return undefined;
  return rules.flatMap((rule) => [comment(rule.sentence), ...computed(rule)]);
}

const units: Record<string, string> = { minute: 'MINUTE', hour: 'HOUR', day: 'DAY', week: 'WEEK' };

function computed(rule: ComputedModel): Statement[] {
  const into = valueOf('self', rule.field);
  if (rule.kind === 'fee') {
    const time = (field: FieldModel): string =>
      field.nullable ? `${valueOf('self', field)}.as_deref()` : `Some(${valueOf('self', field)}.as_str())`;
    const { rate, unit, every, most } = rule;
    return [
      plain(
        `let price = Fee {\n    rate: ${wholeSource(rate)},\n    unit: ${every === 1 ? '' : `${every} * `}${units[unit]},\n    most: ${most ? `Some(${wholeSource(most.amount)})` : 'None'},\n    each_day: ${most?.each === 'day'},\n};`,
      ),
      plain(`let start = ${time(rule.start)};`),
      plain(`let end = ${time(rule.end)};`),
      plain('let fee = price.between(start, end);'),
      assigned(into, '=', rule.field.nullable ? 'fee' : 'number(fee)'),
    ];
  }
  if (rule.kind === 'ends') return ends(rule);
  const { field, factors, percent, share } = rule;
  const inputs = [...factors, ...(percent ? [percent.field] : [])];
  const exact = percent === undefined && factors.every(isWhole);
  const given = share ? typed(field, 'amount', false) : typed(field, productOf('self', factors, percent), exact);
  const amount = factors.map((factor) => decimal('self', factor)).join(' * ');
  const before = share ? [plain(`let mut amount = ${amount};`), ...sharedLines('amount', share)] : [];
  if (!field.nullable) return [...before, assigned(into, '=', given)];
  const missing = inputs.filter((input) => input.nullable);
  if (missing.length === 0) return [...before, assigned(into, '=', call('Some', [given]))];
  return [
    assigned(into, '=', 'None'),
    when(
      missing.map((input) => `${valueOf('self', input)}.is_some()`),
      [...before, assigned(into, '=', call('Some', [given]))],
    ),
  ];
}

const perMillis: Partial<Record<string, string>> = units;

function ends({ field, start, by, amount, unit }: Extract<ComputedModel, { kind: 'ends' }>): Statement[] {
  const into = valueOf('self', field);
  const length = by ? numberIn('self', by) : wholeSource(amount);
  const span =
    unit === 'month' || unit === 'year'
      ? `Span::Months(${length}${unit === 'year' ? ' * 12' : ''})`
      : `Span::Millis(${length} * ${perMillis[unit] ?? 'DAY'})`;
  const end = `${span}.after(${textOf('self', start)})`;
  const set = assigned(into, '=', `Some(${field.type === 'date' ? `day_of(&${end}).to_string()` : end})`);
  const open = [start, ...(by ? [by] : [])].filter(({ nullable }) => nullable);
  if (open.length === 0) return [set];
  return [
    assigned(into, '=', 'None'),
    when(
      open.map((one) => `${valueOf('self', one)}.is_some()`),
      [set],
    ),
  ];
}

/** A number as a literal that is no whole one. */
function float(number: number): string {
  return Number.isInteger(number) ? `${number}.0` : String(number);
}

function sharedLines(name: string, { hundredths, over, stays }: ShareModel): Statement[] {
  const change = assigned(name, '=', `${name} * ${float(hundredths)} / 100.0`);
  if (over === undefined) return [change];
  const more = [`${name} > ${float(over)}`];
  return [stays ? when(more, [change]) : when(more, [change], [assigned(name, '=', '0.0')])];
}

function productOf(
  row: string,
  factors: readonly FieldModel[],
  percent?: { field: FieldModel; sign: 1 | -1 },
): Expression {
  if (factors.length === 0) return '1';
  if (percent === undefined && factors.every(isWhole)) {
    const [only] = factors;
    if (factors.length === 1 && only) return numberIn(row, only);
    return call('product', [
      list(
        '&',
        factors.map((factor) => numberIn(row, factor)),
      ),
    ]);
  }
  const all = factors.map((factor) => decimal(row, factor)).join(' * ');
  if (!percent) return all;
  return `${all} * (100.0 ${percent.sign < 0 ? '-' : '+'} ${decimal(row, percent.field)}) / 100.0`;
}

function decimal(row: string, field: FieldModel): string {
  return isWhole(field) ? `${numberIn(row, field)} as f64` : numberIn(row, field);
}

/** A number as the field has it; half a unit is rounded up. */
function typed(field: FieldModel, number: Expression, isInteger: boolean): Expression {
  if (isWhole(field)) return isInteger ? number : call('rounded', [number]);
  return isInteger ? `${flat(number)} as f64` : number;
}

/** What a field of a row holds, as another field has it. */
function amountIn(row: string, field: FieldModel | undefined, into: FieldModel): string {
  if (!field) return isWhole(into) ? '1' : '1.0';
  return flat(typed(into, numberIn(row, field), isWhole(field)));
}

/** What stands in `settle`; nothing where nothing hangs on a row. */
export function settleOf(project: ProjectModel, entity: EntityModel): Statement[] | undefined {
  if (entity.effects.length === 0) return undefined;
  return [
    ...entity.effects.flatMap((effect) => [comment(effect.rule.sentence), ...partOf(project, entity, effect)]),
    plain('Ok(())'),
  ];
}

function partOf(project: ProjectModel, entity: EntityModel, effect: EffectModel): Statement[] {
  switch (effect.as) {
    case 'transfer':
      return transferPart(project, effect.rule);
    case 'taker':
      return takerPart(project, effect.rule);
    case 'holder':
      return holderPart(project, entityOf(project, effect.taker), effect.rule);
    case 'part':
      return sumPart(entity, entityOf(project, effect.total), effect.rule);
    case 'waiting':
      return waitingPart(project, entity, effect.rule);
  }
}

/** Adds an amount to a number of a row, or takes it away. */
function moved(row: string, field: FieldModel, sign: '+' | '-', amount: string): Statement {
  const into = valueOf(row, field);
  return field.nullable
    ? assigned(into, '=', `Some(number(${into}) ${sign} ${amount})`)
    : assigned(into, `${sign}=`, amount);
}

function stored(table: string, row: string, now = 'now'): Statement {
  const line = `d.${table}.update(${row}, ${now});`;
  return plain(line.length <= 61 ? line : line.replace('.update', '\n    .update'));
}

function copied(name: string, table: string, id: string): Statement[] {
  return [plain(`let id = ${id};`), plain(`let mut ${name} = copy_of(d.${table}.get(id))?;`)];
}

function transferPart(project: ProjectModel, rule: Rule<'transfer'>): Statement[] {
  const table = tableName(entityOf(project, rule.account));
  const amount = amountIn('after', rule.amount, rule.field);
  return [
    block('if let (None, Some(after)) = (before, after)', [
      ...copied('source', table, numberIn('after', rule.source)),
      refuseWhen([`${numberIn('source', rule.field)} < ${amount}`], rule),
      moved('source', rule.field, '-', amount),
      stored(table, 'source'),
      ...copied('target', table, numberIn('after', rule.target)),
      moved('target', rule.field, '+', amount),
      stored(table, 'target'),
    ]),
  ];
}

function takerPart(project: ProjectModel, rule: Rule<'stock'>): Statement[] {
  const table = tableName(entityOf(project, rule.of));
  const { holder } = rule;
  const taken = rule.adds ? 'before' : 'after';
  const work = (row: 'before' | 'after'): Statement => {
    const amount = amountIn(row, rule.quantity, rule.stock);
    const conditions = [
      ...(rule.open && !holder ? [isOpen(row, rule.open)] : []),
      ...(holder ? ['takes'] : []),
      ...(rule.item.nullable ? [`${valueOf(row, rule.item)}.is_some()`] : []),
    ];
    const body = [
      ...copied('item', table, numberIn(row, rule.item)),
      ...(row === taken ? [refuseWhen([`${numberIn('item', rule.stock)} < ${amount}`], rule)] : []),
      moved('item', rule.stock, row === taken ? '-' : '+', amount),
      stored(table, 'item'),
    ];
    const held = holder ? tableName(entityOf(project, holder.entity)) : '';
    return block(`if let Some(${row}) = ${row}`, [
      ...(holder
        ? [
            plain(`let id = ${numberIn(row, holder.via)};`),
            chosen('takes', `d.${held}.get(id)`, 'holder', isOpen('holder', holder.open), 'false'),
          ]
        : []),
      ...(conditions.length > 0 ? [when(conditions, body)] : body),
    ]);
  };
  return rule.adds ? [work('after'), work('before')] : [work('before'), work('after')];
}

function holderPart(project: ProjectModel, taker: EntityModel, rule: Rule<'stock'>): Statement[] {
  const { holder, item } = rule;
  if (!holder) return [];
  const table = tableName(entityOf(project, rule.of));
  const amount = amountIn('taker', rule.quantity, rule.stock);
  return [
    block('if let Some(before) = before', [
      plain(`let took = ${isOpen('before', holder.open)};`),
      chosen('takes', 'after', 'after', isOpen('after', holder.open), 'false'),
      lettingRows('takers', `&d.${tableName(taker)}`, 'other', [pointsTo(holder.via, 'before.meta.id')]),
      block('for taker in takers', [
        plain(`let id = ${numberIn('taker', item)};`),
        plain(`let item = d.${table}.get(id).cloned();`),
        block('if let Some(mut item) = item.filter(|_| took != takes)', [
          when(
            ['took'],
            [moved('item', rule.stock, '+', amount)],
            [refuseWhen([`${numberIn('item', rule.stock)} < ${amount}`], rule), moved('item', rule.stock, '-', amount)],
          ),
          stored(table, 'item'),
        ]),
      ]),
    ]),
  ];
}

function sumPart(part: EntityModel, total: EntityModel, rule: Rule<'sum'>): Statement[] {
  const { average, share } = rule;
  const exact = !average && !share && rule.factors.every(isWhole);
  const sum = typed(rule.field, average ? 'sum / f64::from(count)' : 'sum', exact);
  const product =
    average || share
      ? rule.factors.map((factor) => decimal('part', factor)).join(' * ')
      : productOf('part', rule.factors);
  const result = rule.field.nullable ? call('Some', [sum]) : sum;
  const field = valueOf('whole', rule.field);
  const table = tableName(total);
  return [
    block('for row in [before, after].into_iter().flatten()', [
      plain(`let id = ${numberIn('row', rule.via)};`),
      block(`if let Some(mut whole) = d.${table}.get(id).cloned()`, [
        plain(`let mut sum = ${exact ? '0' : '0.0'};`),
        ...(average ? [plain('let mut count = 0_u32;')] : []),
        block(`for part in d.${tableName(part)}.rows()`, [
          comment('One that goes is still there.'),
          plain('let goes = after.is_none() && part.meta.id == row.meta.id;'),
          when(
            [pointsTo(rule.via, 'id', 'part'), '!goes'],
            [assigned('sum', '+=', product), ...(average ? [plain('count += 1;')] : [])],
          ),
        ]),
        ...(share ? sharedLines('sum', share) : []),
        ...(average
          ? [when(['count > 0'], [assigned(field, '=', result)], [assigned(field, '=', 'None')])]
          : [assigned(field, '=', result)]),
        stored(table, 'whole'),
      ]),
    ]),
  ];
}

/** `let room = …`, how many places the parent has. */
function roomFor(project: ProjectModel, rule: Rule<'capacity'>, row: string): Statement[] {
  const parent = tableName(entityOf(project, rule.parent));
  return [
    plain(`let id = ${numberIn(row, rule.per)};`),
    chosen('room', `d.${parent}.get(id)`, 'parent', placesIn('parent', rule.parentField), '0'),
  ];
}

function waitingPart(project: ProjectModel, entity: EntityModel, rule: Rule<'capacity'>): Statement[] {
  const { per, open } = rule;
  if (!open) return [];
  const table = tableName(entity);
  const stays = [agree(per, 'after', 'before'), isOpen('after', open)].join(' && ');
  const waits = `${numberIn('other', open.field)} == ${rustString(rule.waiting ?? '')}`;
  const set = per.nullable ? [`${valueOf('before', per)}.is_some()`] : [];
  return [
    block('if let Some(before) = before', [
      chosen('stays', 'after', 'after', stays, 'false'),
      when(
        [isOpen('before', open), ...set, '!stays'],
        [
          ...roomFor(project, rule, 'before'),
          plain('let mut taken = 0;\nlet mut first = None;'),
          block(`for other in d.${table}.rows()`, [
            when([{ any: ['other.meta.id == before.meta.id', isNotAgreed(per)] }], [plain('continue;')]),
            when([isOpen('other', open)], [plain('taken += 1;')]),
            when([waits, 'first.is_none()'], [plain('first = Some(other.clone());')]),
          ]),
          block('if let Some(mut first) = first.filter(|_| taken < room)', [
            assigned(valueOf('first', open.field), '=', textFor(open.field, String(open.equals))),
            stored(table, 'first'),
          ]),
        ],
      ),
    ]),
  ];
}

function isNotAgreed(per: FieldModel): string {
  return `${valueOf('other', per)} != ${valueOf('before', per)}`;
}

function textFor(field: FieldModel, value: string): Expression {
  const text = `${rustString(value)}.to_string()`;
  return field.nullable ? call('Some', [text]) : text;
}

/** What stands in `queue`: before a new row is checked, it waits where there is no room. */
export function queueOf(project: ProjectModel, entity: EntityModel): Statement[] | undefined {
  const rule = entity.effects.flatMap((effect) => (effect.as === 'waiting' ? [effect.rule] : []))[0];
  if (!rule?.open || rule.waiting === undefined) return undefined;
  const { per, open } = rule;
  const concerned = [isOpen('self', open), ...(per.nullable ? [`${valueOf('self', per)}.is_some()`] : [])];
  return [
    ...roomFor(project, rule, 'self'),
    plain('let mut taken = 0;'),
    block(`for other in d.${tableName(entity)}.rows()`, [
      when([agree(per, 'other', 'self'), ...openAmong(open)], [plain('taken += 1;')]),
    ]),
    when(
      [...concerned, 'taken >= room'],
      [assigned(valueOf('self', open.field), '=', textFor(open.field, rule.waiting))],
    ),
  ];
}

/** What stands in `remove`; nothing where a row never goes. */
export function removalOf(project: ProjectModel, entity: EntityModel, links: boolean): Statement[] {
  const children = entity.children.map((child) => ({ ...child, rows: entityOf(project, child.child) }));
  const own = (rows: EntityModel, field: FieldModel): Statement =>
    lettingRows('own', `&d.${tableName(rows)}`, 'other', [pointsTo(field, 'id')]);
  const conflict = { code: 'conflict', sentence: 'This contradicts what is stored.' };
  return [
    ...children
      .filter(({ onDelete }) => onDelete === 'restrict')
      .map(({ rows, field }) =>
        block(`for other in d.${tableName(rows)}.rows()`, [
          refuseWhen([...(rows === entity ? ['other.meta.id != id'] : []), pointsTo(field, 'id')], conflict),
        ]),
      ),
    plain(`d.${tableName(entity)}.delete(id);`),
    ...children.flatMap(({ rows, field, onDelete }) => {
      if (onDelete === 'restrict') return [];
      if (onDelete === 'cascade')
        return [own(rows, field), block('for one in own', [plain(`${rowType(rows)}::remove(d, one.meta.id)?;`)])];
      return [
        own(rows, field),
        block('for mut one in own', [
          plain(`one.${rowField(field)} = None;`),
          plain('let written = one.meta.updated_at.clone();'),
          stored(tableName(rows), 'one', '&written'),
        ]),
      ];
    }),
    ...(links ? linksGone(entity) : []),
    ...(project.auth?.account === entity ? [plain('end_sessions(d, id);')] : []),
    plain('Ok(())'),
  ];
}

function linksGone(entity: EntityModel): Statement[] {
  return entity.links.flatMap((link) => [
    plain(`d.${linksName(link.table)}.${link.editable ? 'clear_from' : 'clear_to'}(id);`),
    ...(link.editable && link.other === entity.name ? [plain(`d.${linksName(link.table)}.clear_to(id);`)] : []),
  ]);
}
