import { openSql } from '../domain/code/migration.ts';
import type { EntityModel, FieldModel, OpenModel, ProjectModel, RuleModel } from '../domain/model.ts';
import { entityOf, referencesOf } from '../domain/model.ts';
import { type Folded, fold } from '../emit/fold.ts';
import { snake } from '../emit/names.ts';
import { flatten } from '../emit/fold.ts';
import { pythonString, pythonStyle, pythonValue } from './source.ts';

/** The functions of an entity's module that hold its rules; they run inside the caller's transaction. */

export function hasCheck(entity: EntityModel): boolean {
  return referencesOf(entity).some((field) => !field.actor) || entity.rules.length > 0 || entity.capacities.length > 0;
}

interface Check {
  name: string;
  code: string;
}

/** `check`, `check_deletion` and a function for each rule; '' where nothing must hold. */
export function rulesSource(project: ProjectModel, entity: EntityModel): string {
  const checks = checksOf(project, entity);
  const guards = entity.verbs.has('delete') ? entity.guards : [];
  const main = hasCheck(entity) ? [mainCheck(entity, checks)] : [];
  const deletion = guards.length > 0 ? [deletionCheck(project, guards)] : [];
  return [...main, ...checks.map(({ code }) => code), ...deletion].join('\n\n\n');
}

/** The head of a function that looks at a row as it would be, and as it was. */
function head(name: string): string {
  const items = ['database: sqlite3.Connection', 'row: Row', 'current: Row | None'];
  const open = `def ${name}(`;
  const flat = `${open}${items.join(', ')}) -> None:`;
  // The formatter tries the parameters on one line of their own first.
  return flat.length <= 100 ? flat : `${open}\n    ${items.join(', ')}\n) -> None:`;
}

function mainCheck(entity: EntityModel, checks: readonly Check[]): string {
  return [
    head('check'),
    `    """Raise unless ${entity.many} as \`\`row\`\` may stand beside what is stored."""`,
    ...checks.map(({ name }) => `    ${name}(database, row, current)`),
  ].join('\n');
}

function checksOf(project: ProjectModel, entity: EntityModel): Check[] {
  const order = ['order', 'transitions', 'unique', 'exclusive', 'max-per', 'capacity', 'no-overlap'];
  const rules = [...entity.rules].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const references = referencesOf(entity).filter((field) => !field.actor);
  return [
    ...(references.length > 0 ? [referenceCheck(project, entity, references)] : []),
    ...rules.map((rule) => ruleCheck(project, entity, rule)),
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

function rowValue(field: FieldModel): string {
  return `row[${pythonString(field.name)}]`;
}

const rowId = 'current["id"] if current else None';

function ruleFunction(rule: { code: string; sentence: string }, body: readonly (string | undefined)[]): Check {
  const name = `_check_${snake(rule.code)}`;
  const lines = body.filter((line) => line !== undefined);
  return { name, code: [head(name), `    """${rule.sentence}"""`, ...lines].join('\n') };
}

function refusal(indent: string, rule: { code: string; sentence: string }, kind = 'Conflict'): string {
  const items = [pythonString(rule.code), pythonString(rule.sentence)];
  return fold(`${indent}raise `, { open: `${kind}(`, items, close: ')' }, pythonStyle);
}

/** Leaves the function where the row is not open, so that the rule does not concern it. */
function unlessOpen(open: OpenModel | undefined): string | undefined {
  if (!open) return undefined;
  const { equals } = open;
  const test =
    equals === null
      ? 'is not None'
      : typeof equals === 'boolean'
        ? `is not ${flatten(pythonValue(equals))}`
        : `!= ${flatten(pythonValue(equals))}`;
  return `    if ${rowValue(open.field)} ${test}:\n        return`;
}

function unlessSet(fields: readonly (FieldModel | undefined)[]): string[] {
  return fields.flatMap((field) => (field?.nullable ? [`    if ${rowValue(field)} is None:\n        return`] : []));
}

/** A statement as adjacent strings, so that no line gets too long. */
function sqlText(sql: string): Folded {
  const parts = sql.split(/ (?=FROM|WHERE|AND )/).map((part, at, all) => (at < all.length - 1 ? `${part} ` : part));
  const flat = pythonString(sql);
  return flat.length <= 84 ? flat : { open: '(', items: parts.map(pythonString), close: ')', separator: '' };
}

function ask(name: string, helper: string, sql: string, values: readonly string[]): string {
  return [
    fold('    sql = ', sqlText(sql), pythonStyle),
    fold(`    ${name} = `, { open: `${helper}(`, items: ['database', 'sql', ...values], close: ')' }, pythonStyle),
  ].join('\n');
}

function others(entity: EntityModel, field: FieldModel, open: OpenModel | undefined): string {
  const condition = open ? ` AND ${openSql(open)}` : '';
  const sql = `SELECT count(*) FROM ${entity.table} WHERE ${field.column} = ?${condition} AND id IS NOT ?`;
  return ask('others', 'count', sql, [rowValue(field), 'own']);
}

const own = `    own = ${rowId}`;

function ruleCheck(project: ProjectModel, entity: EntityModel, rule: RuleModel): Check {
  switch (rule.kind) {
    case 'order':
      return ruleFunction(rule, [
        ...unlessSet([rule.before, rule.after]),
        `    if not ${rowValue(rule.before)} < ${rowValue(rule.after)}:`,
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
    case 'max-per': {
      const field = rule.kind === 'exclusive' ? rule.field : rule.per;
      return ruleFunction(rule, [
        unlessOpen(rule.open),
        ...unlessSet([field]),
        own,
        others(entity, field, rule.open),
        `    if others >= ${rule.kind === 'exclusive' ? 1 : rule.limit}:`,
        refusal('        ', rule),
      ]);
    }
    case 'capacity': {
      const sql = `SELECT ${rule.parentField.column} FROM ${entityOf(project, rule.parent).table} WHERE id = ?`;
      return ruleFunction(rule, [
        unlessOpen(rule.open),
        ...unlessSet([rule.per]),
        own,
        ask('capacity', 'count', sql, [rowValue(rule.per)]),
        others(entity, rule.per, rule.open),
        '    if others >= capacity:',
        refusal('        ', rule),
      ]);
    }
    case 'no-overlap':
      return overlapCheck(entity, rule);
  }
}

function overlapCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'no-overlap' }>): Check {
  const { start, end, scope, open } = rule;
  const conditions = [
    ...(scope ? [`${scope.column} = ?`] : []),
    ...(open ? [openSql(open)] : []),
    end.nullable ? `(? IS NULL OR ${start.column} < ?)` : `${start.column} < ?`,
    end.nullable ? `(${end.column} IS NULL OR ${end.column} > ?)` : `${end.column} > ?`,
    'id IS NOT ?',
  ];
  const values = [
    ...(scope ? [rowValue(scope)] : []),
    ...(end.nullable ? [rowValue(end), rowValue(end)] : [rowValue(end)]),
    rowValue(start),
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
  const body = entity.capacities.map(({ child, rule }) => {
    const condition = rule.open ? ` AND ${openSql(rule.open)}` : '';
    const sql = `SELECT count(*) FROM ${entityOf(project, child).table} WHERE ${rule.per.column} = ?${condition}`;
    const room = rule.parentField.nullable ? `(${rowValue(rule.parentField)} or 0)` : rowValue(rule.parentField);
    return [ask('taken', 'count', sql, ['current["id"]']), `    if taken > ${room}:`, refusal('        ', rule)].join(
      '\n',
    );
  });
  return {
    name,
    code: [
      head(name),
      '    """A capacity is never lowered under what is taken."""',
      '    if current is None:\n        return',
      ...body,
    ].join('\n'),
  };
}

function deletionCheck(project: ProjectModel, guards: EntityModel['guards']): string {
  const body = guards.map((guard) => {
    const condition = guard.open ? ` AND ${openSql(guard.open)}` : '';
    const sql = `SELECT 1 FROM ${entityOf(project, guard.blockedBy).table} WHERE ${guard.field.column} = ?${condition}`;
    return [ask('blocked', 'exists', sql, ['row_id']), '    if blocked:', refusal('        ', guard)].join('\n');
  });
  return [
    'def check_deletion(database: sqlite3.Connection, row_id: int) -> None:',
    '    """Raise while something stands against deleting the row."""',
    ...body,
  ].join('\n');
}
