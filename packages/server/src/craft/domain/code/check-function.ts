import { call, lines, literal, quote } from '../../emit/layout.ts';
import { capital, pascal } from '../../emit/names.ts';
import type { EntityModel, FieldModel, OpenModel, RuleModel } from '../model.ts';

/** One function of `src/<entity>/rules.ts`: its head, and the lines that most of them begin with. */

export interface Check {
  /** Arguments of its call, by name. */
  needs: ('database' | 'next' | 'current' | 'id' | 'now')[];
  name: string;
  code: string;
}

/** The check of an entity that others are counted against. */
export const capacitiesName = 'checkCapacities';

function ruleName(rule: RuleModel): string {
  return `check${capital(pascal(rule.code))}`;
}

const types = (entity: EntityModel): Record<Check['needs'][number], string> => ({
  database: 'database: DatabaseSync',
  next: `next: ${entity.typeName}Values`,
  current: `current: ${entity.typeName} | undefined`,
  id: 'id: number | null',
  now: 'now: string',
});

export function ruleFunction(
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

export function refuse(rule: { code: string; sentence: string }, kind = 'conflict'): string {
  return `throw ${call(kind, [quote(rule.code), quote(rule.sentence)])}`;
}

/** Whether a row is (not) in the state, as an expression. */
export function openTest(row: string, { field, equals, or }: OpenModel, is = true): string {
  const value = `${row}.${field.name}`;
  if (or.length === 0) return `${value} ${is ? '===' : '!=='} ${literal(equals)}`;
  const values = [equals, ...or].map(literal).join(', ');
  return `${is ? '' : '!'}[${values}].includes(${field.nullable ? `${value} ?? ''` : value})`;
}

/** Leaves the function where the row is not open, so that the rule does not concern it. */
export function unlessOpen(open: OpenModel | undefined): string | undefined {
  return open && `  if (${openTest('next', open, false)}) return;`;
}

export function unlessSet(fields: readonly (FieldModel | undefined)[]): string[] {
  return fields.flatMap((field) => (field?.nullable ? [`  if (next.${field.name} === null) return;`] : []));
}
