import { enteredState } from '../../domain/code/until-rules.ts';
import type { EffectModel, EntityModel, FieldModel, ProjectModel } from '../../domain/model.ts';
import type { ComputedModel, ShareModel } from '../../domain/following.ts';
import { entityOf, isWhole } from '../../domain/model.ts';
import { inputsOf, isComputed, layersOf, parentNumberOf } from '../../domain/following.ts';
import { withArticle } from '../../emit/names.ts';
import { indent } from '../literal.ts';
import { docComment } from '../project.ts';
import { rowField, rowType, tableName } from './names.ts';
import { among, heldIn, isNotOpen, isOpen, numberIn, openAmong, pointsTo, valueOf } from './conditions.ts';
import { type GoCheck, refuseIf } from './check-function.ts';
import { goString, goValue } from '../source.ts';

/** The functions of an entity that fill in what follows from a row, and change what hangs on it. */

/** A function of the resource, by the name of its place there. */
export interface Hook extends GoCheck {
  key: string;
}

/** None where nothing follows and nothing hangs on it. */
export function effectSources(project: ProjectModel, entity: EntityModel): Hook[] {
  const computed = entity.rules.flatMap((rule) => (isComputed(rule) ? [rule] : []));
  const waiting = entity.effects.flatMap((effect) => (effect.as === 'waiting' ? [effect.rule] : []));
  return [
    ...(computed.length > 0 ? [completeHook(project, entity, computed)] : []),
    ...waiting.slice(0, 1).flatMap((rule) => queueHook(project, entity, rule) ?? []),
    ...(entity.effects.length > 0 ? [settleHook(project, entity)] : []),
  ];
}

type Rule<K extends string> = Extract<EffectModel['rule'], { kind: K }>;

function hook(key: string, name: string, comment: string, head: string, body: readonly string[]): Hook {
  const code = `${docComment(`${name} ${comment}`)}\nfunc ${name}${head} {\n${indent(body.join('\n'))}\n}`;
  return { key, name, code };
}

function completeHook(
  project: ProjectModel,
  entity: EntityModel,
  rules: readonly (ComputedModel & { sentence: string })[],
): Hook {
  const type = rowType(entity);
  const body = layersOf(rules)
    .flat()
    .flatMap((rule) => [`// ${rule.sentence}`, ...lookUp(project, rule), computedSource(rule)]);
  return hook(
    'complete',
    `complete${type}`,
    `fills in what follows from what the ${entity.one} says.`,
    `(${/\bd\./.test(body.join('\n')) ? 'd' : '_'} *Database, row *${type})`,
    body,
  );
}

/** What a number of another row is called once it has been looked up for a field. */
function lookedUp(rule: ComputedModel): string {
  return `${rule.field.name}Of`;
}

function lookUp(project: ProjectModel, rule: ComputedModel): string[] {
  const of = parentNumberOf(rule);
  if (!of) return [];
  return [`${lookedUp(rule)}, _ := d.${tableName(entityOf(project, of.parent))}.Get(${heldIn('row', of.via)})`];
}

const units: Record<string, string> = {
  minute: 'time.Minute',
  hour: 'time.Hour',
  day: '24 * time.Hour',
  week: '7 * 24 * time.Hour',
};

function stepOf(every: number, unit: string): string {
  const one = units[unit] ?? '';
  return every === 1 ? one : `${every} * ${one}`;
}

function computedSource(rule: ComputedModel): string {
  const into = valueOf('row', rule.field);
  if (rule.kind === 'fee') {
    const time = (field: FieldModel): string => `${field.nullable ? '' : '&'}${valueOf('row', field)}`;
    const most = rule.most ? [`most: ${rule.most.amount}`, ...(rule.most.each === 'day' ? ['eachDay: true'] : [])] : [];
    const rate = typeof rule.rate === 'number' ? String(rule.rate) : numberIn(lookedUp(rule), rule.rate.field);
    const price = `fee{${[`rate: ${rate}`, `unit: ${stepOf(rule.every, rule.unit)}`, ...most].join(', ')}}`;
    const fee = `${price}.between(${time(rule.start)}, ${time(rule.end)})`;
    return `${into} = ${rule.field.nullable ? fee : `value(${fee})`}`;
  }
  if (rule.kind === 'ends') return endSource(rule);
  const { field, factors, of, percent, terms, share } = rule;
  if (share) return sharedSource(rule, share);
  const inputs = inputsOf(rule);
  const exact = percent === undefined && inputs.every(isWhole) && (!of || isWhole(of.field));
  const more = terms
    .map((one) => ` ${one.sign < 0 ? '-' : '+'} ${exact ? numberIn('row', one.field) : decimal('row', one.field)}`)
    .join('');
  const times = of ? ` * ${exact ? numberIn(lookedUp(rule), of.field) : decimal(lookedUp(rule), of.field)}` : '';
  const given = typed(field, productOf(factors, percent, exact, times + more), exact);
  const missing = inputs.filter((input) => input.nullable);
  if (!field.nullable) return `${into} = ${given}`;
  if (missing.length === 0) return `${into} = pointer(${given})`;
  const known = missing.map((input) => `${valueOf('row', input)} != nil`).join(' && ');
  return `${into} = nil\nif ${known} {\n\t${into} = pointer(${given})\n}`;
}

function endSource({ field, start, by, amount, unit }: Extract<ComputedModel, { kind: 'ends' }>): string {
  const into = valueOf('row', field);
  const length = by ? `int(${numberIn('row', by)})` : String(amount);
  const day = field.type === 'date' ? '[:len("2006-01-02")]' : '';
  const end = `pointer(later{${length}, ${goString(unit)}}.than(${heldIn('row', start)})${day})`;
  const open = [start, ...(by ? [by] : [])].filter(({ nullable }) => nullable);
  if (open.length === 0) return `${into} = ${end}`;
  const known = open.map((one) => `${valueOf('row', one)} != nil`).join(' && ');
  return `${into} = nil\n${block(`if ${known}`, [`${into} = ${end}`])}`;
}

/** A share of the product: first the amount as it is, then what becomes of it. */
function sharedSource(rule: Extract<ComputedModel, { kind: 'computed' }>, share: ShareModel): string {
  const { field, factors } = rule;
  const into = valueOf('row', field);
  const missing = factors.filter((factor) => factor.nullable);
  const given = typed(field, 'amount', false);
  const lines = [
    `amount := ${[...factors.map((factor) => decimal('row', factor)), ...(rule.of ? [decimal(lookedUp(rule), rule.of.field)] : [])].join(' * ')}`,
    sharedLines('amount', share),
    `${into} = ${field.nullable ? `pointer(${given})` : given}`,
  ];
  if (missing.length === 0) return `{\n${indent(lines.join('\n'))}\n}`;
  const known = missing.map((factor) => `${valueOf('row', factor)} != nil`).join(' && ');
  return `${into} = nil\n${block(`if ${known}`, lines)}`;
}

function sharedLines(name: string, { hundredths, over, stays }: ShareModel): string {
  const change = `${name} = ${name} * ${hundredths} / 100`;
  if (over === undefined) return change;
  return stays
    ? `if ${name} > ${over} {\n\t${change}\n}`
    : `if ${name} > ${over} {\n\t${change}\n} else {\n\t${name} = 0\n}`;
}

/** `times`: a further factor, and what is added to all of them. */
function productOf(
  factors: readonly FieldModel[],
  percent: { field: FieldModel; sign: 1 | -1 } | undefined,
  exact = percent === undefined && factors.every(isWhole),
  times = '',
): string {
  const plain = factors.map((factor) => (exact ? numberIn('row', factor) : decimal('row', factor))).join(' * ') + times;
  if (!percent) return plain;
  return `${plain} * (100 ${percent.sign < 0 ? '-' : '+'} ${decimal('row', percent.field)}) / 100`;
}

function decimal(row: string, field: FieldModel): string {
  return isWhole(field) ? `float64(${numberIn(row, field)})` : numberIn(row, field);
}

/** A number as the field has it; half a unit is rounded up. */
function typed(field: FieldModel, number: string, isInteger: boolean): string {
  if (isWhole(field)) return isInteger ? number : `rounded(${number})`;
  return isInteger ? `float64(${number})` : number;
}

/** What a field of a row holds, as another field has it. */
function amountIn(row: string, field: FieldModel | undefined, into: FieldModel): string {
  return field ? typed(into, numberIn(row, field), isWhole(field)) : '1';
}

function settleHook(project: ProjectModel, entity: EntityModel): Hook {
  const type = rowType(entity);
  const body = entity.effects.map((effect) => `// ${effect.rule.sentence}\n${partOf(project, entity, effect)}`);
  const name = `settle${type}`;
  return hook(
    'settle',
    name,
    `changes what hangs on ${withArticle(entity.one)}; a new row has no before, one that goes no after.`,
    `(d *Database, before, after *${type}, now string) error`,
    [...body, 'return nil'],
  );
}

function partOf(project: ProjectModel, entity: EntityModel, effect: EffectModel): string {
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

function block(head: string, lines: readonly string[]): string {
  return `${head} {\n${indent(lines.join('\n'))}\n}`;
}

function written(table: string, row: string): string {
  return `if _, err := d.${table}.Update(${row}, now); err != nil {\n\treturn err\n}`;
}

/** Statements that add an amount to a number of a row, or take it away. */
function moved(row: string, field: FieldModel, sign: '+' | '-', amount: string): string {
  const into = `${row}.${rowField(field)}`;
  return field.nullable ? `${into} = pointer(value(${into}) ${sign} ${amount})` : `${into} ${sign}= ${amount}`;
}

function transferPart(project: ProjectModel, rule: Rule<'transfer'>): string {
  const table = tableName(entityOf(project, rule.account));
  const amount = amountIn('after', rule.amount, rule.field);
  return block('if before == nil && after != nil', [
    `source, _ := d.${table}.Get(${numberIn('after', rule.source)})`,
    refuseIf(`${numberIn('source', rule.field)} < ${amount}`, rule),
    moved('source', rule.field, '-', amount),
    written(table, 'source'),
    `target, _ := d.${table}.Get(${numberIn('after', rule.target)})`,
    moved('target', rule.field, '+', amount),
    written(table, 'target'),
  ]);
}

function takerPart(project: ProjectModel, rule: Rule<'stock'>): string {
  const table = tableName(entityOf(project, rule.of));
  const held = rule.holder && entityOf(project, rule.holder.entity);
  const amount = (row: string): string => amountIn(row, rule.quantity, rule.stock);
  const takes = (row: string): string =>
    [
      `${row} != nil`,
      ...(rule.open && !held ? [isOpen(row, rule.open)] : []),
      ...(rule.holder ? [`takes(${numberIn(row, rule.holder.via)})`] : []),
      ...(rule.item.nullable ? [`${valueOf(row, rule.item)} != nil`] : []),
    ].join(' && ');
  const stock = numberIn('item', rule.stock);
  // What is put there is there before what was put before is taken back.
  const [given, taken] = rule.adds ? ['after', 'before'] : ['before', 'after'];
  const find = (row: string): string => `item, _ := d.${table}.Get(${heldIn(row, rule.item)})`;
  return [
    ...(held && rule.holder
      ? [
          block('takes := func(id int64) bool', [
            `holder, found := d.${tableName(held)}.Get(id)`,
            `return found && ${isOpen('holder', rule.holder.open)}`,
          ]),
        ]
      : []),
    block(`if ${takes(given)}`, [find(given), moved('item', rule.stock, '+', amount(given)), written(table, 'item')]),
    block(`if ${takes(taken)}`, [
      find(taken),
      refuseIf(`${stock} < ${amount(taken)}`, rule),
      moved('item', rule.stock, '-', amount(taken)),
      written(table, 'item'),
    ]),
  ].join('\n');
}

function holderPart(project: ProjectModel, taker: EntityModel, rule: Rule<'stock'>): string {
  const { holder, item } = rule;
  if (!holder) return '';
  const table = tableName(entityOf(project, rule.of));
  const amount = amountIn('taker', rule.quantity, rule.stock);
  const mine = among(taker, [pointsTo(holder.via, 'before.ID')]);
  return block('if before != nil', [
    `was, is := ${isOpen('before', holder.open)}, after != nil && ${isOpen('after', holder.open)}`,
    block(`for _, taker := range d.${tableName(taker)}.Where(${mine})`, [
      `item, found := d.${table}.Get(${numberIn('taker', item)})`,
      'if !found || was == is {\n\tcontinue\n}',
      block('if was', [moved('item', rule.stock, '+', amount)]).replace(/\n}$/, '\n} else {') +
        `\n${indent([refuseIf(`${numberIn('item', rule.stock)} < ${amount}`, rule), moved('item', rule.stock, '-', amount)].join('\n'))}\n}`,
      written(table, 'item'),
    ]),
  ]);
}

function sumPart(part: EntityModel, total: EntityModel, rule: Rule<'sum'>): string {
  const { share } = rule;
  const exact = !rule.average && !share && rule.factors.every(isWhole);
  const product =
    rule.factors.map((factor) => (exact ? numberIn('part', factor) : decimal('part', factor))).join(' * ') || '1';
  const sum = typed(rule.field, rule.average ? 'sum / float64(count)' : 'sum', exact);
  const result = `whole.${rowField(rule.field)} = ${rule.field.nullable ? `pointer(${sum})` : sum}`;
  const table = tableName(total);
  return block(`for _, row := range []*${rowType(part)}{before, after}`, [
    'if row == nil {\n\tcontinue\n}',
    `whole, found := d.${table}.Get(${numberIn('row', rule.via)})`,
    'if !found {\n\tcontinue\n}',
    `var sum ${exact ? 'int64' : 'float64'}`,
    ...(rule.average ? ['var count int'] : []),
    block(`for _, part := range d.${tableName(part)}.Where(${among(part, [pointsTo(rule.via, 'whole.ID')])})`, [
      '// One that goes is still there.',
      block('if after != nil || part.ID != before.ID', [
        product === '1' ? 'sum++' : `sum += ${product}`,
        ...(rule.average ? ['count++'] : []),
      ]),
    ]),
    ...(share ? [sharedLines('sum', share)] : []),
    ...(rule.average ? [`whole.${rowField(rule.field)} = nil`, block('if count > 0', [result])] : [result]),
    written(table, 'whole'),
  ]);
}

function markPart(project: ProjectModel, rule: Rule<'marks'>): string {
  const { change, via, field, to } = rule;
  const table = tableName(entityOf(project, rule.parent));
  const { state, is } = change ? enteredState(change) : { state: undefined, is: true };
  const [now, before] = is ? [isOpen, isNotOpen] : [isNotOpen, isOpen];
  const entered = state
    ? ['after != nil', now('after', state), `(before == nil || ${before('before', state)})`]
    : ['before == nil', 'after != nil'];
  const conditions = [...entered, ...(via.nullable ? [`${valueOf('after', via)} != nil`] : [])];
  return block(`if ${conditions.join(' && ')}`, [
    `marked, _ := d.${table}.Get(${heldIn('after', via)})`,
    `${valueOf('marked', field)} = ${goValue(to)}`,
    written(table, 'marked'),
  ]);
}

/** Whether rows are for the same parent as `row`. */
function sameParent(rule: Rule<'capacity'>, row: string): string {
  const { per } = rule;
  return per.nullable
    ? `same(${valueOf('other', per)}, ${valueOf(row, per)})`
    : `${valueOf('other', per)} == ${valueOf(row, per)}`;
}

function waitingPart(project: ProjectModel, entity: EntityModel, rule: Rule<'capacity'>): string {
  const { per, open } = rule;
  if (!open) return '';
  const table = tableName(entity);
  const parent = tableName(entityOf(project, rule.parent));
  const rest = [`other.ID != before.ID`, sameParent(rule, 'before')];
  const waits = [...rest, `${numberIn('other', open.field)} == ${goString(rule.waiting ?? '')}`];
  const stays = ['after != nil', `${numberIn('after', per)} == ${numberIn('before', per)}`, isOpen('after', open)].join(
    ' && ',
  );
  const moves = open.field.nullable ? `pointer(${goValue(open.equals)})` : goValue(open.equals);
  return block(`if before != nil && ${isOpen('before', open)}`, [
    `stays := ${stays}`,
    `taken := d.${table}.Count(${among(entity, [...rest, ...openAmong(open)])})`,
    `parent, _ := d.${parent}.Get(${numberIn('before', per)})`,
    `waiting := d.${table}.Where(${among(entity, waits)})`,
    block(`if !stays && taken < ${numberIn('parent', rule.parentField)} && len(waiting) > 0`, [
      'first := waiting[0]',
      `first.${rowField(open.field)} = ${moves}`,
      written(table, 'first'),
    ]),
  ]);
}

/** Before a new row is checked: where there is no room, it waits. */
function queueHook(project: ProjectModel, entity: EntityModel, rule: Rule<'capacity'>): Hook | undefined {
  const { per, open, waiting } = rule;
  if (!open || waiting === undefined) return undefined;
  const type = rowType(entity);
  const parent = tableName(entityOf(project, rule.parent));
  const concerned = [isOpen('row', open), ...(per.nullable ? [`${valueOf('row', per)} != nil`] : [])].join(' && ');
  const into = `row.${rowField(open.field)}`;
  return hook(
    'queue',
    `queue${type}`,
    `lets a new ${entity.one} wait where there is no room for it.`,
    `(d *Database, row *${type})`,
    [
      `taken := d.${tableName(entity)}.Count(${among(entity, [sameParent(rule, 'row'), ...openAmong(open)])})`,
      `parent, _ := d.${parent}.Get(${numberIn('row', per)})`,
      block(`if ${concerned} && taken >= ${numberIn('parent', rule.parentField)}`, [
        `${into} = ${open.field.nullable ? `pointer(${goString(waiting)})` : goString(waiting)}`,
      ]),
    ],
  );
}
