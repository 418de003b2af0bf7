import { blocks, call, imports, lines, literal, openBraces, quote } from '../../emit/layout.ts';
import type { EntityModel, FieldModel, OpenModel, ProjectModel, RuleModel } from '../model.ts';
import { entityOf, referencesOf } from '../model.ts';
import { capital, pascal } from '../../emit/names.ts';
import { openSql } from './migration.ts';

/** `src/<entity>/rules.ts`: what must hold whenever a row is written or deleted; runs inside the caller's transaction. */

interface Check {
  /** Arguments of its call, by name. */
  needs: ('database' | 'next' | 'current' | 'id')[];
  name: string;
  code: string;
}

export function hasRules(entity: EntityModel): boolean {
  return referencesOf(entity).some((field) => !field.actor) || entity.rules.length > 0 || entity.capacities.length > 0;
}

export function checkName(entity: EntityModel): string {
  return `check${entity.typeName}`;
}
export function deletionName(entity: EntityModel): string {
  return `check${entity.typeName}Deletion`;
}
/** Whether the check looks at the row before the change. */
export function checkTakesCurrent(entity: EntityModel): boolean {
  return entity.capacities.length > 0 || entity.rules.some((rule) => rule.kind !== 'order');
}

export function rulesFile(project: ProjectModel, entity: EntityModel): string | undefined {
  const guards = entity.verbs.has('delete') ? entity.guards : [];
  if (!hasRules(entity) && guards.length === 0) return undefined;
  const checks = checksOf(project, entity);
  const text = blocks(
    hasRules(entity) && mainCheck(entity, checks),
    checks.map((check) => check.code),
    guards.length > 0 && deletionCheck(project, entity, guards),
  );
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  return blocks(
    imports({
      'node:sqlite': ['type DatabaseSync'],
      '../database.ts': ['count', 'exists'].filter((name) => uses(`${name}\\(`.slice(0, -2))),
      '../errors.ts': ['conflict', 'unprocessable'].filter(uses),
      '../references.ts': ['requireRow'].filter(uses),
      './schema.ts': [
        ...(new RegExp(`\\b${entity.typeName}\\b[^V]`).test(text) ? [`type ${entity.typeName}`] : []),
        ...(uses(`${entity.typeName}Values`) ? [`type ${entity.typeName}Values`] : []),
      ],
    }),
    text,
  );
}

function mainCheck(entity: EntityModel, checks: readonly Check[]): string {
  const needsId = checks.some((check) => check.needs.includes('id') && check.name !== 'checkCapacities');
  const needsCurrent = checkTakesCurrent(entity);
  const usesDatabase = checks.some((check) => check.needs.includes('database'));
  const parameters = [
    `${usesDatabase ? '' : '_'}database: DatabaseSync`,
    `next: ${entity.typeName}Values`,
    ...(needsCurrent ? [`current?: ${entity.typeName}`] : []),
  ];
  const body = checks.map((check) => {
    if (check.name === 'checkCapacities') return `  if (current) checkCapacities(database, next, current.id);`;
    return `  ${call(check.name, check.needs)}`;
  });
  return lines(
    `/** Throws unless ${entity.many} as \`next\` may stand beside what is stored${needsCurrent ? '; `current` is the row that it replaces' : ''}. */`,
    call(`export function ${checkName(entity)}`, parameters, '): void {'),
    needsId && '  const id = current?.id ?? null;',
    body,
    '}',
  );
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

function existsCall(sql: string, parameters: readonly string[], close = ');'): string {
  return call('exists', ['database', quote(sql), ...parameters], close);
}

function referenceCheck(project: ProjectModel, entity: EntityModel, fields: readonly FieldModel[]): Check {
  const body = fields.map((field) => {
    const parent = entityOf(project, field.references ?? '');
    const scoped = parent.isPrivate && parent.owner && entity.owner;
    return openBraces(
      2,
      '  requireRow(database, ',
      [
        `field: ${quote(field.name)}`,
        `id: next.${field.name}`,
        `table: ${quote(parent.table)}`,
        ...(scoped ? [`owner: { column: ${quote(parent.owner?.column ?? '')}, id: next.${entity.owner?.name} }`] : []),
        `what: ${quote(parent.one)}`,
      ],
      ');',
    );
  });
  return {
    needs: ['database', 'next'],
    name: 'checkReferences',
    code: lines(`function checkReferences(database: DatabaseSync, next: ${entity.typeName}Values): void {`, body, '}'),
  };
}

function ruleName(rule: RuleModel): string {
  return `check${capital(pascal(rule.code))}`;
}

const types = (entity: EntityModel): Record<Check['needs'][number], string> => ({
  database: 'database: DatabaseSync',
  next: `next: ${entity.typeName}Values`,
  current: `current: ${entity.typeName} | undefined`,
  id: 'id: number | null',
});

function ruleFunction(
  entity: EntityModel,
  rule: RuleModel,
  needs: Check['needs'],
  body: (string | false | undefined)[],
): Check {
  const name = ruleName(rule);
  const open = `function ${name}`;
  return {
    needs,
    name,
    code: lines(
      `/** ${rule.sentence} */`,
      call(
        open,
        needs.map((need) => types(entity)[need]),
        '): void {',
      ),
      ...body,
      '}',
    ),
  };
}

function refuse(rule: { code: string; sentence: string }, kind = 'conflict'): string {
  return `throw ${call(kind, [quote(rule.code), quote(rule.sentence)])}`;
}

/** Leaves the function where the row is not open, so that the rule does not concern it. */
function unlessOpen(open: OpenModel | undefined): string | undefined {
  if (!open) return undefined;
  return `  if (next.${open.field.name} !== ${literal(open.equals)}) return;`;
}

function unlessSet(fields: readonly (FieldModel | undefined)[]): string[] {
  return fields.flatMap((field) => (field?.nullable ? [`  if (next.${field.name} === null) return;`] : []));
}

function countBody(entity: EntityModel, field: FieldModel, open: OpenModel | undefined): string {
  const condition = open ? ` AND ${openSql(open)}` : '';
  const sql = `SELECT count(*) FROM ${entity.table} WHERE ${field.column} = ?${condition} AND id IS NOT ?`;
  return `  const others = ${call('count', ['database', quote(sql), `next.${field.name}`, 'id'])}`;
}

function ruleCheck(project: ProjectModel, entity: EntityModel, rule: RuleModel): Check {
  switch (rule.kind) {
    case 'order': {
      const nullable = [rule.before, rule.after].filter((field) => field.nullable);
      return ruleFunction(
        entity,
        rule,
        ['next'],
        [
          ...unlessSet(nullable),
          `  if (next.${rule.before.name} < next.${rule.after.name}) return;`,
          `  ${refuse(rule, 'unprocessable')}`,
        ],
      );
    }
    case 'transitions':
      return transitionCheck(entity, rule);
    case 'unique': {
      const where = rule.fields.map((field) => `${field.column} = ?`).join(' AND ');
      const sql = `SELECT 1 FROM ${entity.table} WHERE ${where} AND id IS NOT ?`;
      const parameters = [...rule.fields.map((field) => `next.${field.name}`), 'id'];
      return ruleFunction(
        entity,
        rule,
        ['database', 'next', 'id'],
        [
          ...unlessSet(rule.fields),
          `  const taken = ${existsCall(sql, parameters)}`,
          lines('  if (taken) {', `    ${refuse(rule)}`, '  }'),
        ],
      );
    }
    case 'exclusive':
      return ruleFunction(
        entity,
        rule,
        ['database', 'next', 'id'],
        [
          unlessOpen(rule.open),
          ...unlessSet([rule.field]),
          countBody(entity, rule.field, rule.open),
          lines('  if (others > 0) {', `    ${refuse(rule)}`, '  }'),
        ],
      );
    case 'max-per':
      return ruleFunction(
        entity,
        rule,
        ['database', 'next', 'id'],
        [
          unlessOpen(rule.open),
          ...unlessSet([rule.per]),
          countBody(entity, rule.per, rule.open),
          lines(`  if (others >= ${rule.limit}) {`, `    ${refuse(rule)}`, '  }'),
        ],
      );
    case 'capacity': {
      const parent = entityOf(project, rule.parent);
      const sql = `SELECT ${rule.parentField.column} FROM ${parent.table} WHERE id = ?`;
      return ruleFunction(
        entity,
        rule,
        ['database', 'next', 'id'],
        [
          unlessOpen(rule.open),
          ...unlessSet([rule.per]),
          `  const capacity = ${call('count', ['database', quote(sql), `next.${rule.per.name}`])}`,
          countBody(entity, rule.per, rule.open),
          lines('  if (others >= capacity) {', `    ${refuse(rule)}`, '  }'),
        ],
      );
    }
    case 'no-overlap':
      return overlapCheck(entity, rule);
  }
}

function transitionCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'transitions' }>): Check {
  const { field } = rule;
  const table = field.values.map((from) => {
    const to = rule.allowed.filter(([start]) => start === from).map(([, end]) => quote(end));
    return `    ${keyOf(from)}: [${to.join(', ')}],`;
  });
  return ruleFunction(
    entity,
    rule,
    ['next', 'current'],
    [
      `  const allowed: Record<string, string[]> = {`,
      ...table,
      '  };',
      `  const from = current?.${field.name};`,
      `  if (from === undefined || from === next.${field.name}) return;`,
      `  if (allowed[from]?.includes(next.${field.name})) return;`,
      `  ${refuse(rule)}`,
    ],
  );
}

function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

function overlapCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'no-overlap' }>): Check {
  const { start, end, scope, open } = rule;
  const late = end.nullable ? `(${end.column} IS NULL OR ${end.column} > ?)` : `${end.column} > ?`;
  const conditions = [
    ...(scope ? [`${scope.column} = ?`] : []),
    ...(open ? [openSql(open)] : []),
    ...(end.nullable ? [`(? IS NULL OR ${start.column} < ?)`] : [`${start.column} < ?`]),
    late,
    'id IS NOT ?',
  ];
  const endOf = `next.${end.name}`;
  const parameters = [
    ...(scope ? [`next.${scope.name}`] : []),
    ...(end.nullable ? [endOf, endOf] : [endOf]),
    `next.${start.name}`,
    'id',
  ];
  return ruleFunction(
    entity,
    rule,
    ['database', 'next', 'id'],
    [
      unlessOpen(open),
      ...unlessSet([scope, start]),
      '  const taken = exists(',
      '    database,',
      `    \`SELECT 1 FROM ${entity.table}`,
      `     WHERE ${conditions.join('\n       AND ')}\`,`,
      ...parameters.map((parameter) => `    ${parameter},`),
      '  );',
      lines('  if (taken) {', `    ${refuse(rule)}`, '  }'),
    ],
  );
}

function capacitiesCheck(project: ProjectModel, entity: EntityModel): Check {
  const body = entity.capacities.map(({ child, rule }, index) => {
    const table = entityOf(project, child).table;
    const condition = rule.open ? ` AND ${openSql(rule.open)}` : '';
    const sql = `SELECT count(*) FROM ${table} WHERE ${rule.per.column} = ?${condition}`;
    const name = entity.capacities.length === 1 ? 'taken' : `taken${index + 1}`;
    const field = `next.${rule.parentField.name}`;
    return lines(
      `  const ${name} = ${call('count', ['database', quote(sql), 'id'])}`,
      `  if (${name} > ${rule.parentField.nullable ? `(${field} ?? 0)` : field}) {`,
      `    ${refuse(rule)}`,
      '  }',
    );
  });
  return {
    needs: ['database', 'next', 'id'],
    name: 'checkCapacities',
    code: lines(
      `/** ${capital(entity.one)}: lowering a capacity under what is taken would break it. */`,
      call(
        'function checkCapacities',
        ['database: DatabaseSync', `next: ${entity.typeName}Values`, 'id: number'],
        '): void {',
      ),
      body,
      '}',
    ),
  };
}

function deletionCheck(project: ProjectModel, entity: EntityModel, guards: EntityModel['guards']): string {
  const body = guards.map((guard) => {
    const blocker = entityOf(project, guard.blockedBy);
    const condition = guard.open ? ` AND ${openSql(guard.open)}` : '';
    const sql = `SELECT 1 FROM ${blocker.table} WHERE ${guard.field.column} = ?${condition}`;
    return lines(`  if (${existsCall(sql, ['id'], ')')}) {`, `    ${refuse(guard)}`, '  }');
  });
  return lines(
    '/** Throws while something stands against deleting the row. */',
    `export function ${deletionName(entity)}(database: DatabaseSync, id: number): void {`,
    body,
    '}',
  );
}
