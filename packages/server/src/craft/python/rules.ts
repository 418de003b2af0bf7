import { inCheckingOrder } from '../domain/checking-order.ts';
import { type Counting, limitOf, measure, roomSql, stepsOf, takenSql } from '../domain/code/counting-rules.ts';
import { aliveSql, countedRows, presentFor } from '../domain/code/counted.ts';
import { hidesExpired } from '../domain/code/expiry-rules.ts';
import { openSql } from '../domain/code/sql.ts';
import type { EntityModel, FieldModel, ProjectModel, RuleModel } from '../domain/model.ts';
import { entityOf, isWhole, referencesOf } from '../domain/model.ts';
import { type Folded, fold } from '../emit/fold.ts';
import { besideCheck } from './beside.ts';
import {
  ask,
  type Check,
  head,
  openTest,
  refusal,
  rowValue,
  ruleFunction,
  unlessOpen,
  unlessSet,
} from './check-function.ts';
import { momentLines, spanLines } from './moments.ts';
import { pythonString, pythonStyle, pythonValue } from './source.ts';
import { settledCheck } from './settled.ts';
import { untilCheck } from './until.ts';

/** The functions of an entity's module that hold its rules; they run inside the caller's transaction. */

/** Rules that hold by what is written, so that nothing is to be refused. */
const unchecked = new Set<RuleModel['kind']>(['ends', 'fee', 'computed', 'sum', 'stock', 'marks']);

export function hasCheck(entity: EntityModel): boolean {
  return (
    referencesOf(entity).some((field) => !field.actor) ||
    entity.rules.some(({ kind }) => !unchecked.has(kind)) ||
    entity.capacities.length > 0
  );
}

/** `check`, `check_deletion` and a function for each rule; '' where nothing must hold. */
export function rulesSource(project: ProjectModel, entity: EntityModel): string {
  const checks = checksOf(project, entity);
  const guards = entity.verbs.has('delete') ? entity.guards : [];
  const main = hasCheck(entity) ? [mainCheck(entity, checks)] : [];
  const deletion = guards.length > 0 ? [deletionCheck(project, guards)] : [];
  const readable = readableSource(entity);
  return [...main, ...checks.map(({ code }) => code), ...deletion, ...(readable === '' ? [] : [readable])].join(
    '\n\n\n',
  );
}

function mainCheck(entity: EntityModel, checks: readonly Check[]): string {
  return [
    head('check', checks.some((check) => check.now) ? 'now' : '_now'),
    `    """Raise unless ${entity.many} as \`\`row\`\` may stand beside what is stored."""`,
    ...checks.map(({ name, now }) => `    ${name}(database, row, current${now ? ', now' : ''})`),
  ].join('\n');
}

function checksOf(project: ProjectModel, entity: EntityModel): Check[] {
  const references = referencesOf(entity).filter((field) => !field.actor);
  return [
    ...(references.length > 0 ? [referenceCheck(project, entity, references)] : []),
    ...inCheckingOrder(entity.rules).flatMap((rule) => ruleCheck(project, entity, rule) ?? []),
    ...(entity.capacities.length > 0 ? [capacitiesCheck(project, entity)] : []),
  ];
}

function referenceCheck(project: ProjectModel, entity: EntityModel, fields: readonly FieldModel[]): Check {
  const name = '_check_references';
  const body = fields.map((field) => {
    const parent = entityOf(project, field.references ?? '');
    const scoped = parent.isPrivate && parent.owner && entity.owner;
    const items: Folded[] = [
      'database',
      pythonString(field.name),
      rowValue(field),
      pythonString(parent.table),
      pythonString(parent.one),
    ];
    if (scoped)
      items.push(`(${pythonString(parent.owner?.column ?? '')}, row[${pythonString(entity.owner?.name ?? '')}])`);
    return fold('    ', { open: 'require_row(', items, close: ')' }, pythonStyle);
  });
  return { name, code: [head(name), ...body].join('\n') };
}

const rowId = 'current["id"] if current else None';

function others(entity: EntityModel, rule: Counting, field: FieldModel): string {
  const counted = countedRows(rule, 'sqlite');
  const where = [`${field.column} = ?`, ...counted.sql, 'id IS NOT ?'].join(' AND ');
  const sql = `SELECT ${measure(rule)} FROM ${entity.table} WHERE ${where}`;
  return ask('others', 'count', sql, [rowValue(field), ...counted.parameters.map(inPython), 'own']);
}

/** Sources of parameters are the same but for these. */
function inPython(source: string): string {
  const known: Record<string, string> = {
    'now.slice(0, 10)': 'now[:10]',
    'period.from': 'start',
    'period.until': 'end',
  };
  const own = /^next\.(\w+)$/.exec(source)?.[1];
  return own === undefined ? (known[source] ?? source) : `row[${pythonString(own)}]`;
}

function countingCheck(project: ProjectModel, entity: EntityModel, rule: Counting): Check {
  const field = rule.kind === 'exclusive' ? rule.field : rule.per;
  const within = rule.kind === 'max-per' ? rule.within : undefined;
  const room = rule.kind === 'capacity' ? roomSql(project, rule) : undefined;
  return ruleFunction(rule, [
    unlessOpen(rule.open),
    ...unlessSet([field, ...(rule.kind === 'max-per' ? rule.also : []), within?.field]),
    own,
    within && `    start, end = period_of(${rowValue(within.field)}, ${pythonString(within.period)})`,
    room === undefined ? undefined : ask('capacity', 'count', room, [rowValue(field)]),
    others(entity, rule, field),
    `    if ${tooMany(rule)}:`,
    refusal('        ', rule),
  ]);
}

function tooMany(rule: Counting): string {
  if (rule.kind === 'exclusive') return 'others >= 1';
  if (rule.kind === 'max-per')
    return rule.amount
      ? `others + ${amountIn(rule.amount)} > ${limitOf(rule.limit, rule.amount)}`
      : `others >= ${rule.limit}`;
  return rule.places ? `others + ${rowValue(rule.places)} > capacity` : 'others >= capacity';
}

function amountIn(field: FieldModel): string {
  return isWhole(field) ? rowValue(field) : `round(${rowValue(field)} * ${stepsOf(field)})`;
}

const own = `    own = ${rowId}`;

function ruleCheck(project: ProjectModel, entity: EntityModel, rule: RuleModel): Check | undefined {
  switch (rule.kind) {
    case 'order':
      return ruleFunction(rule, [
        ...unlessSet([rule.before, rule.after]),
        `    if not ${rowValue(rule.before)} ${rule.orEqual ? '<=' : '<'} ${rowValue(rule.after)}:`,
        refusal('        ', rule, 'Unprocessable'),
      ]);
    case 'moment':
      return ruleFunction(rule, [
        ...unlessSet([rule.field]),
        ...momentLines(rule),
        refusal('        ', rule, 'Unprocessable'),
      ]);
    case 'fixed': {
      const [only] = rule.fields;
      const names = rule.fields.map(({ name }) => pythonString(name));
      return ruleFunction(rule, [
        '    if current is None:\n        return',
        rule.open && `    if ${openTest('current', rule.open, false)}:\n        return`,
        ...(only && rule.fields.length === 1
          ? [`    if row[${names[0] ?? ''}] == current[${names[0] ?? ''}]:\n        return`]
          : [
              fold('    kept = ', { open: '(', items: names, close: ')' }, pythonStyle),
              '    if all(row[name] == current[name] for name in kept):\n        return',
            ]),
        refusal('    ', rule),
      ]);
    }
    case 'needs':
      return ruleFunction(rule, [
        unlessOpen(rule.open),
        `    if ${rowValue(rule.field)} is None:`,
        refusal('        ', rule, 'Unprocessable'),
      ]);
    case 'settled':
      return settledCheck(project, rule);
    case 'until':
      return untilCheck(project, rule);
    case 'distinct': {
      const [one, other] = rule.fields;
      return ruleFunction(rule, [
        ...(one.nullable && other.nullable ? unlessSet([one]) : []),
        `    if ${rowValue(one)} == ${rowValue(other)}:`,
        refusal('        ', rule, 'Unprocessable'),
      ]);
    }
    case 'fits': {
      const sql = `SELECT ${rule.parentField.column} FROM ${entityOf(project, rule.parent).table} WHERE id = ?`;
      return ruleFunction(rule, [
        ...unlessSet([rule.via]),
        ask(rule.least ? 'least' : 'most', 'count', sql, [rowValue(rule.via)]),
        `    if ${rowValue(rule.field)} ${rule.least ? '< least' : '> most'}:`,
        refusal('        ', rule, 'Unprocessable'),
      ]);
    }
    case 'span':
      return ruleFunction(rule, [
        ...unlessSet([rule.start, rule.end]),
        ...spanLines(rule),
        refusal('        ', rule, 'Unprocessable'),
      ]);
    case 'transitions': {
      const table = Object.fromEntries(
        rule.field.values.map((from) => [from, rule.allowed.filter(([start]) => start === from).map(([, end]) => end)]),
      );
      const name = pythonString(rule.field.name);
      return ruleFunction(rule, [
        fold('    allowed: dict[str, list[str]] = ', pythonValue(table), pythonStyle),
        `    if current is None or current[${name}] == row[${name}]:\n        return`,
        `    if row[${name}] not in allowed[current[${name}]]:`,
        refusal('        ', rule),
      ]);
    }
    case 'unique': {
      const where = rule.fields.map((field) => `${field.column} = ?`).join(' AND ');
      const sql = `SELECT 1 FROM ${entity.table} WHERE ${where} AND id IS NOT ?`;
      return ruleFunction(rule, [
        ...unlessSet(rule.fields),
        own,
        ask('taken', 'exists', sql, [...rule.fields.map(rowValue), 'own']),
        '    if taken:',
        refusal('        ', rule),
      ]);
    }
    case 'exclusive':
    case 'max-per':
    case 'capacity':
      return countingCheck(project, entity, rule);
    case 'expires':
      return expiryCheck(rule);
    case 'usable': {
      const { per, open } = rule;
      const sql = `SELECT 1 FROM ${entityOf(project, rule.parent).table} WHERE id = ? AND ${openSql(open, 'sqlite')}`;
      const name = pythonString(per.name);
      return ruleFunction(rule, [
        `    if current and current[${name}] == row[${name}]:\n        return`,
        ...unlessSet([per]),
        ask('is_open', 'exists', sql, [rowValue(per)]),
        '    if not is_open:',
        refusal('        ', rule),
      ]);
    }
    case 'unexpired': {
      const { per, expiry } = rule;
      const sql = `SELECT 1 FROM ${entityOf(project, rule.parent).table} WHERE id = ? AND ${aliveSql(expiry, 'sqlite')}`;
      const name = pythonString(per.name);
      return ruleFunction(rule, [
        `    if current and current[${name}] == row[${name}]:\n        return`,
        ...unlessSet([per]),
        ask('stands', 'exists', sql, [rowValue(per), inPython(presentFor(expiry.field))]),
        '    if not stands:',
        refusal('        ', rule, 'Gone'),
      ]);
    }
    case 'transfer': {
      const sentence = `The ${rule.source.label} and the ${rule.target.label} must not be the same.`;
      return ruleFunction(rule, [
        `    if ${rowValue(rule.source)} == ${rowValue(rule.target)}:`,
        refusal('        ', { code: 'same_source_and_target', sentence }, 'Unprocessable'),
      ]);
    }
    case 'ends':
    case 'fee':
    case 'computed':
    case 'sum':
    case 'stock':
    case 'marks':
      return undefined;
    case 'no-overlap':
      return overlapCheck(entity, rule);
    case 'rising':
    case 'total':
    case 'apart':
    case 'backed':
    case 'hours':
      return besideCheck(project, entity, rule);
  }
}

function aliveTest(row: string, field: FieldModel): string {
  const value = `${row}[${pythonString(field.name)}]`;
  const later = `${value} ${field.type === 'date' ? '>=' : '>'} ${inPython(presentFor(field))}`;
  return field.nullable ? `${value} is None or ${later}` : later;
}

function expiryCheck(rule: Extract<RuleModel, { kind: 'expires' }>): Check {
  const { field, open } = rule.expiry;
  return ruleFunction(rule, [
    '    if current is None:\n        return',
    open && `    if ${openTest('current', open, false)}:\n        return`,
    `    if ${aliveTest('current', field)}:\n        return`,
    // Whoever may set the time may set it anew.
    field.readOnly ? undefined : `    if ${aliveTest('row', field)}:\n        return`,
    refusal('    ', rule, 'Gone'),
  ]);
}

/** For entities whose expired rows can not even be read. */
function readableSource(entity: EntityModel): string {
  const rule = hidesExpired(entity);
  if (!rule) return '';
  const { field, open } = rule.expiry;
  return [
    'def check_readable(row: Row, now: str) -> None:',
    `    """Raise when the ${entity.one} has expired."""`,
    ...(open ? [`    if ${openTest('row', open, false)}:\n        return`] : []),
    `    if ${aliveTest('row', field)}:\n        return`,
    refusal('    ', rule, 'Gone'),
  ].join('\n');
}

function overlapCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'no-overlap' }>): Check {
  const { start, end, scope, open, expiry } = rule;
  const conditions = [
    ...(scope ? [`${scope.column} = ?`] : []),
    ...(open ? [openSql(open, 'sqlite')] : []),
    end.nullable ? `(? IS NULL OR ${start.column} < ?)` : `${start.column} < ?`,
    end.nullable ? `(${end.column} IS NULL OR ${end.column} > ?)` : `${end.column} > ?`,
    ...(expiry ? [aliveSql(expiry, 'sqlite')] : []),
    'id IS NOT ?',
  ];
  const values = [
    ...(scope ? [rowValue(scope)] : []),
    ...(end.nullable ? [rowValue(end), rowValue(end)] : [rowValue(end)]),
    rowValue(start),
    ...(expiry ? [inPython(presentFor(expiry.field))] : []),
    'own',
  ];
  return ruleFunction(rule, [
    unlessOpen(open),
    ...unlessSet([scope, start]),
    own,
    ask('taken', 'exists', `SELECT 1 FROM ${entity.table} WHERE ${conditions.join(' AND ')}`, values),
    '    if taken:',
    refusal('        ', rule),
  ]);
}

/** Lowering a capacity under what is taken would break it. */
function capacitiesCheck(project: ProjectModel, entity: EntityModel): Check {
  const name = '_check_capacities';
  const body = entity.capacities.map((capacity) => {
    const { rule, has } = capacity;
    const counted = countedRows(rule, 'sqlite');
    const sql = takenSql(project, capacity, counted.sql);
    const values = ['current["id"]', ...counted.parameters.map(inPython)];
    const own = rule.parentField.nullable ? `(${rowValue(rule.parentField)} or 0)` : rowValue(rule.parentField);
    const { through } = rule;
    return [
      ask('taken', 'count', sql, values),
      ...(has || !through ? [] : [ask('room', 'count', roomSql(project, rule, true), [rowValue(through.field)])]),
      `    if taken > ${has ? own : 'room'}:`,
      refusal('        ', rule),
    ].join('\n');
  });
  const now = entity.capacities.some(({ rule }) => rule.expiry !== undefined);
  return {
    name,
    now,
    code: [
      head(name, now ? 'now' : undefined),
      '    """A capacity is never lowered under what is taken."""',
      '    if current is None:\n        return',
      ...body,
    ].join('\n'),
  };
}

function deletionCheck(project: ProjectModel, guards: EntityModel['guards']): string {
  const body = guards.map((guard) => {
    const condition = guard.open ? ` AND ${openSql(guard.open, 'sqlite')}` : '';
    const sql = `SELECT 1 FROM ${entityOf(project, guard.blockedBy).table} WHERE ${guard.field.column} = ?${condition}`;
    return [ask('blocked', 'exists', sql, ['row_id']), '    if blocked:', refusal('        ', guard)].join('\n');
  });
  return [
    'def check_deletion(database: sqlite3.Connection, row_id: int) -> None:',
    '    """Raise while something stands against deleting the row."""',
    ...body,
  ].join('\n');
}
