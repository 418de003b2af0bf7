import { blocks, imports, lines, quote } from '../../emit/layout.ts';
import type { ComputedModel, EntityModel, FieldModel } from '../model.ts';
import { isWhole } from '../model.ts';

/** `src/<entity>/derived.ts`: the fields of a row that follow from its others, filled in before it is checked and stored. */

type Computed = ComputedModel & { sentence: string };

function computedOf(entity: EntityModel): Computed[] {
  return entity.rules.flatMap((rule) => (rule.kind === 'fee' || rule.kind === 'computed' ? [rule] : []));
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
      './schema.ts': [`type ${entity.typeName}Values`],
    }),
    text,
  );
}

function entryOf(rule: Computed): string[] {
  if (rule.kind === 'computed') return [`    ${rule.field.name}: ${productOf(rule)},`];
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

function productOf({ field, factors, percent }: Extract<ComputedModel, { kind: 'computed' }>): string {
  const open = [...factors, ...(percent ? [percent.field] : [])].filter((factor) => factor.nullable);
  const plain = factors.map((factor) => `row.${factor.name}`).join(' * ');
  const whole = percent ? `(${plain} * (100 ${percent.sign < 0 ? '-' : '+'} row.${percent.field.name})) / 100` : plain;
  const value = isWhole(field) && !isExact(factors, percent?.field) ? `Math.round(${whole})` : whole;
  return open.length === 0
    ? value
    : `${open.map((factor) => `row.${factor.name} === null`).join(' || ')} ? null : ${value}`;
}

/** Whole numbers stay whole without rounding. */
function isExact(factors: readonly FieldModel[], percent: FieldModel | undefined): boolean {
  return percent === undefined && factors.every(isWhole);
}
