import { enteredState } from '../../domain/code/until-rules.ts';
import type { EffectModel, EntityModel, FieldModel, ProjectModel } from '../../domain/model.ts';
import { entityOf, isWhole } from '../../domain/model.ts';
import { call, type Expression, flat } from '../layout.ts';
import { rustString } from '../source.ts';
import { assigned, block, chosen, comment, lettingRows, plain, type Statement, when } from '../statements.ts';
import { agree, isNotOpen, isOpen, numberIn, openAmong, pointsTo, valueOf } from './conditions.ts';
import { linksName, rowField, rowType, tableName } from './names.ts';
import { refuseWhen } from './check-function.ts';
import { placesIn } from './counting.ts';
import { productOf, sharedLines, typed, decimal } from './derived.ts';

/** What hangs on a row. */

type Rule<K extends string> = Extract<EffectModel['rule'], { kind: K }>;

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
    case 'mark':
      return markPart(project, effect.rule);
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

function markPart(project: ProjectModel, rule: Rule<'marks'>): Statement[] {
  const { change, via, field, to } = rule;
  const table = tableName(entityOf(project, rule.parent));
  const write = [
    ...copied('marked', table, numberIn('after', via)),
    assigned(valueOf('marked', field), '=', typeof to === 'boolean' ? String(to) : textFor(field, to)),
    stored(table, 'marked'),
  ];
  const set = via.nullable ? [`${valueOf('after', via)}.is_some()`] : [];
  if (!change)
    return [block('if let (None, Some(after)) = (before, after)', set.length > 0 ? [when(set, write)] : write)];
  const { state, is } = enteredState(change);
  const holds = is ? isOpen : isNotOpen;
  return [
    chosen('was', 'before', 'before', holds('before', state), 'false'),
    block('if let Some(after) = after', [when([holds('after', state), '!was', ...set], write)]),
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
