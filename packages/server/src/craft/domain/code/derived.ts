import { blocks, call, imports, lines, numeral, quote } from '../../emit/layout.ts';
import type { EntityModel, FieldModel, ProjectModel } from '../model.ts';
import type { ComputedModel, ParentNumber, ShareModel } from '../following.ts';
import { entityOf, isWhole } from '../model.ts';
import { inputsOf, isComputed, layersOf, parentNumberOf } from '../following.ts';
import { placed } from './sql.ts';

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

/** Whether what follows from a row takes a look at the one that it refers to. */
function looksUp(entity: EntityModel): boolean {
  return computedOf(entity).some((rule) => parentNumberOf(rule) !== undefined);
}

/** How a call of it begins. */
export function completeCall(entity: EntityModel): string {
  return `${completeName(entity)}(${looksUp(entity) ? 'database, ' : ''}`;
}

export function derivedFile(project: ProjectModel, entity: EntityModel): string | undefined {
  const rules = computedOf(entity);
  if (rules.length === 0) return undefined;
  const layers = layersOf(rules);
  const parameters = [...(looksUp(entity) ? ['database: DatabaseSync'] : []), 'row: Row'];
  const text = lines(
    `/** The ${entity.one} with all that follows from what it says. */`,
    `export function ${completeName(entity)}<Row extends ${entity.typeName}Values>(${parameters.join(', ')}): Row {`,
    layers.flatMap((layer, at) => [
      at + 1 < layers.length ? `  const ${layerName(at + 1)} = {` : '  return {',
      `    ...${layerName(at)},`,
      ...layer.flatMap((rule) => [`    // ${rule.sentence}`, ...entryOf(project, rule, layerName(at))]),
      '  };',
    ]),
    '}',
  );
  return blocks(
    imports({
      'node:sqlite': looksUp(entity) ? ['type DatabaseSync'] : [],
      '../database.ts': looksUp(entity) ? ['count'] : [],
      '../fees.ts': /\bfeeOf\(/.test(text) ? ['feeOf'] : [],
      '../periods.ts': /\blater\(/.test(text) ? ['later'] : [],
      './schema.ts': [`type ${entity.typeName}Values`],
    }),
    text,
  );
}

/** The row as it came, and with what is worked out in so many layers. */
function layerName(at: number): string {
  return at === 0 ? 'row' : at === 1 ? 'next' : `next${at}`;
}

/** What it is when the row is written, as an expression. */
function lookedUp(project: ProjectModel, { via, parent, field }: ParentNumber, row: string): string {
  const sql = `SELECT ${field.column} FROM ${entityOf(project, parent).table} WHERE id = ?`;
  return call('count', ['database', quote(placed(sql, project.database)), `${row}.${via.name}`], ')');
}

function entryOf(project: ProjectModel, rule: Computed, row: string): string[] {
  if (rule.kind === 'computed') return [`    ${rule.field.name}: ${productOf(project, rule, row)},`];
  if (rule.kind === 'ends') return [`    ${rule.field.name}: ${endOf(rule, row)},`];
  const { start, end, rate, unit, every, most } = rule;
  const cap = most && `      most: { amount: ${most.amount}, each: ${quote(most.each)} },`;
  return [
    `    ${rule.field.name}: feeOf(${row}.${start.name}, ${row}.${end.name}, {`,
    `      rate: ${typeof rate === 'number' ? rate : lookedUp(project, rate, row)},`,
    `      unit: ${quote(unit)},`,
    ...(every === 1 ? [] : [`      every: ${every},`]),
    ...(cap === undefined ? [] : [cap]),
    '    }),',
  ];
}

function endOf({ field, start, by, amount, unit }: Extract<ComputedModel, { kind: 'ends' }>, row: string): string {
  const open = [start, ...(by ? [by] : [])].filter(({ nullable }) => nullable);
  const day = field.type === 'date' ? '.slice(0, 10)' : '';
  const end = `later(${row}.${start.name}, ${by ? `${row}.${by.name}` : amount}, ${quote(unit)})${day}`;
  return open.length === 0 ? end : `${open.map(({ name }) => `${row}.${name} === null`).join(' || ')} ? null : ${end}`;
}

function productOf(project: ProjectModel, rule: Extract<ComputedModel, { kind: 'computed' }>, row: string): string {
  const { field, factors, of, percent, terms, share } = rule;
  const open = inputsOf(rule).filter((factor) => factor.nullable);
  const product = [
    ...factors.map((factor) => `${row}.${factor.name}`),
    ...(of ? [lookedUp(project, of, row)] : []),
  ].join(' * ');
  const plain = product + terms.map((one) => ` ${one.sign < 0 ? '-' : '+'} ${row}.${one.field.name}`).join('');
  const whole = percent
    ? `(${plain} * (100 ${percent.sign < 0 ? '-' : '+'} ${row}.${percent.field.name})) / 100`
    : plain;
  const exact = isExact([...factors, ...terms.map((one) => one.field), ...(of ? [of.field] : [])], percent?.field);
  const value = share
    ? sharedOf(plain, share, isWhole(field), exact)
    : isWhole(field) && !exact
      ? `Math.round(${whole})`
      : whole;
  return open.length === 0
    ? value
    : `${open.map((factor) => `${row}.${factor.name} === null`).join(' || ')} ? null : ${share?.over === undefined ? value : `(${value})`}`;
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
