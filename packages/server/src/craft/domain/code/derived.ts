import { blocks, imports, lines, numeral, quote } from '../../emit/layout.ts';
import type { ComputedModel, EntityModel, FieldModel, ShareModel } from '../model.ts';
import { isComputed, isWhole } from '../model.ts';

/** `src/<entity>/derived.ts`: the fields of a row that follow from its others, filled in before it is checked and stored. */

type Computed = ComputedModel & { sentence: string };

function computedOf(entity: EntityModel): Computed[] {
  return entity.rules.flatMap((rule) => (isComputed(rule) ? [rule] : []));
}

export function isDerived(entity: EntityModel): boolean {
  return computedOf(entity).length > 0;
}

export function completeName(entity: EntityModel): string {
  return `complete${entity.typeName}`;
}

export function derivedFile(entity: EntityModel): string | undefined {
  const rules = computedOf(entity);
  if (rules.length === 0) return undefined;
  const text = lines(
    `/** The ${entity.one} with all that follows from what it says. */`,
    `export function ${completeName(entity)}<Row extends ${entity.typeName}Values>(row: Row): Row {`,
    '  return {',
    '    ...row,',
    rules.flatMap((rule) => [`    // ${rule.sentence}`, ...entryOf(rule)]),
    '  };',
    '}',
  );
  return blocks(
    imports({
      '../fees.ts': /\bfeeOf\(/.test(text) ? ['feeOf'] : [],
      '../periods.ts': /\blater\(/.test(text) ? ['later'] : [],
      './schema.ts': [`type ${entity.typeName}Values`],
    }),
    text,
  );
}

function entryOf(rule: Computed): string[] {
  if (rule.kind === 'computed') return [`    ${rule.field.name}: ${productOf(rule)},`];
  if (rule.kind === 'ends') return [`    ${rule.field.name}: ${endOf(rule)},`];
  const { start, end, rate, unit, every, most } = rule;
  const cap = most && `      most: { amount: ${most.amount}, each: ${quote(most.each)} },`;
  return [
    `    ${rule.field.name}: feeOf(row.${start.name}, row.${end.name}, {`,
    `      rate: ${rate},`,
    `      unit: ${quote(unit)},`,
    ...(every === 1 ? [] : [`      every: ${every},`]),
    ...(cap === undefined ? [] : [cap]),
    '    }),',
  ];
}

function endOf({ field, start, by, amount, unit }: Extract<ComputedModel, { kind: 'ends' }>): string {
  const open = [start, ...(by ? [by] : [])].filter(({ nullable }) => nullable);
  const day = field.type === 'date' ? '.slice(0, 10)' : '';
  const end = `later(row.${start.name}, ${by ? `row.${by.name}` : amount}, ${quote(unit)})${day}`;
  return open.length === 0 ? end : `${open.map(({ name }) => `row.${name} === null`).join(' || ')} ? null : ${end}`;
}

function productOf({ field, factors, percent, share }: Extract<ComputedModel, { kind: 'computed' }>): string {
  const open = [...factors, ...(percent ? [percent.field] : [])].filter((factor) => factor.nullable);
  const plain = factors.map((factor) => `row.${factor.name}`).join(' * ');
  const whole = percent ? `(${plain} * (100 ${percent.sign < 0 ? '-' : '+'} row.${percent.field.name})) / 100` : plain;
  const exact = isExact(factors, percent?.field);
  const value = share
    ? sharedOf(plain, share, isWhole(field), exact)
    : isWhole(field) && !exact
      ? `Math.round(${whole})`
      : whole;
  return open.length === 0
    ? value
    : `${open.map((factor) => `row.${factor.name} === null`).join(' || ')} ? null : ${share?.over === undefined ? value : `(${value})`}`;
}

/** As an expression: what is not large enough stays as it is, or is nothing. */
function sharedOf(plain: string, { hundredths, over, stays }: ShareModel, whole: boolean, exact: boolean): string {
  const round = (text: string): string => (whole ? `Math.round(${text})` : text);
  const shared = round(`(${plain} * ${hundredths}) / 100`);
  if (over === undefined) return shared;
  const rest = stays ? (exact ? plain : round(plain)) : '0';
  return `${plain} > ${numeral(over)} ? ${shared} : ${rest}`;
}

/** Whole numbers stay whole without rounding. */
function isExact(factors: readonly FieldModel[], percent: FieldModel | undefined): boolean {
  return percent === undefined && factors.every(isWhole);
}
