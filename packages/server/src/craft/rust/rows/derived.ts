import type { EntityModel, FieldModel, ProjectModel } from '../../domain/model.ts';
import type { ComputedModel, ShareModel } from '../../domain/following.ts';
import { entityOf, isWhole } from '../../domain/model.ts';
import { inputsOf, isComputed, layersOf, parentNumberOf } from '../../domain/following.ts';
import { call, type Expression, flat, list } from '../layout.ts';
import { wholeSource } from '../source.ts';
import { assigned, comment, plain, type Statement, when } from '../statements.ts';
import { numberIn, textOf, valueOf } from './conditions.ts';
import { rowField, tableName } from './names.ts';

/** Fields that follow from others of their row, and from the rows that it refers to. */
/** What stands in `complete`; nothing where nothing follows from a row. */
export function completeOf(project: ProjectModel, entity: EntityModel): Statement[] | undefined {
  const rules = entity.rules.flatMap((rule) => (isComputed(rule) ? [rule] : []));
  if (rules.length === 0) return undefined;
  return layersOf(rules)
    .flat()
    .flatMap((rule) => [comment(rule.sentence), ...lookUp(project, rule), ...computed(rule)]);
}

/** What a number of another row is called once it has been looked up for a field. */
function lookedUp(rule: ComputedModel): string {
  return `${rowField(rule.field)}_factor`;
}

function lookUp(project: ProjectModel, rule: ComputedModel): Statement[] {
  const of = parentNumberOf(rule);
  if (!of) return [];
  const table = `d.${tableName(entityOf(project, of.parent))}`;
  const none = isWhole(of.field) ? '0' : '0.0';
  const found = `${table}.get(${numberIn('self', of.via)})`;
  return [plain(`let ${lookedUp(rule)} = ${found}.map_or(${none}, |row| ${numberIn('row', of.field)});`)];
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
        `let price = Fee {\n    rate: ${typeof rate === 'number' ? wholeSource(rate) : lookedUp(rule)},\n    unit: ${every === 1 ? '' : `${every} * `}${units[unit]},\n    most: ${most ? `Some(${wholeSource(most.amount)})` : 'None'},\n    each_day: ${most?.each === 'day'},\n};`,
      ),
      plain(`let start = ${time(rule.start)};`),
      plain(`let end = ${time(rule.end)};`),
      plain('let fee = price.between(start, end);'),
      assigned(into, '=', rule.field.nullable ? 'fee' : 'number(fee)'),
    ];
  }
  if (rule.kind === 'ends') return ends(rule);
  const { field, factors, of, percent, terms, share } = rule;
  const inputs = inputsOf(rule);
  const exact = percent === undefined && inputs.every(isWhole) && (!of || isWhole(of.field));
  const more = of ? { name: lookedUp(rule), isWhole: isWhole(of.field) } : undefined;
  const given = share
    ? typed(field, 'amount', false)
    : typed(field, terms.length > 0 ? sumOf(rule, exact) : productOf('self', factors, percent, more), exact);
  const amount = [...factors.map((factor) => decimal('self', factor)), ...(more ? [decimalOf(more)] : [])].join(' * ');
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

export function sharedLines(name: string, { hundredths, over, stays }: ShareModel): Statement[] {
  const change = assigned(name, '=', `${name} * ${float(hundredths)} / 100.0`);
  if (over === undefined) return [change];
  const more = [`${name} > ${float(over)}`];
  return [stays ? when(more, [change]) : when(more, [change], [assigned(name, '=', '0.0')])];
}

/** A product with what is added to it, and taken from it. */
function sumOf({ factors, terms }: Extract<ComputedModel, { kind: 'computed' }>, exact: boolean): string {
  const value = (field: FieldModel): string => (exact ? numberIn('self', field) : decimal('self', field));
  const product = factors.map(value).join(' * ');
  return product + terms.map(({ field, sign }) => ` ${sign < 0 ? '-' : '+'} ${value(field)}`).join('');
}

/** A number that has a name of its own. */
interface Named {
  name: string;
  isWhole: boolean;
}

function decimalOf(one: Named): string {
  return one.isWhole ? `${one.name} as f64` : one.name;
}

export function productOf(
  row: string,
  factors: readonly FieldModel[],
  percent?: { field: FieldModel; sign: 1 | -1 },
  more?: Named,
): Expression {
  if (factors.length === 0) return '1';
  if (percent === undefined && factors.every(isWhole) && (!more || more.isWhole)) {
    const [only] = factors;
    if (factors.length === 1 && only && !more) return numberIn(row, only);
    return call('product', [
      list('&', [...factors.map((factor) => numberIn(row, factor)), ...(more ? [more.name] : [])]),
    ]);
  }
  const all = [...factors.map((factor) => decimal(row, factor)), ...(more ? [decimalOf(more)] : [])].join(' * ');
  if (!percent) return all;
  return `${all} * (100.0 ${percent.sign < 0 ? '-' : '+'} ${decimal(row, percent.field)}) / 100.0`;
}

export function decimal(row: string, field: FieldModel): string {
  return isWhole(field) ? `${numberIn(row, field)} as f64` : numberIn(row, field);
}

/** A number as the field has it; half a unit is rounded up. */
export function typed(field: FieldModel, number: Expression, isInteger: boolean): Expression {
  if (isWhole(field)) return isInteger ? number : call('rounded', [number]);
  return isInteger ? `${flat(number)} as f64` : number;
}
