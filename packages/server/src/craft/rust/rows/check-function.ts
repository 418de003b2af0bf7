import type { EntityModel, FieldModel, OpenModel, RuleModel } from '../../domain/model.ts';
import { snake } from '../../emit/names.ts';
import { call } from '../layout.ts';
import { docComment } from '../project.ts';
import { rustString } from '../source.ts';
import { block, calling, type Condition, functionSource, plain, type Statement, when } from '../statements.ts';
import { isNotOpen, numberIn, valueOf } from './conditions.ts';
import { rowType, tableName } from './names.ts';

/** One function that holds a rule: its head, what it leaves alone, and how it refuses. */

export interface RustCheck {
  name: string;
  code: string;
}

export const done = plain('Ok(())');
export const returnsWell = plain('return Ok(());');

/** A function that ends well where its body does not end itself. */
export function functionOf(
  entity: EntityModel,
  name: string,
  text: string,
  body: readonly Statement[],
  ends = false,
): RustCheck {
  const type = rowType(entity);
  const head = {
    name,
    parameters: ['d: &Database', `next: &${type}`, `current: Option<&${type}>`, 'now: &str'],
    returns: 'Result<(), Problem>',
  };
  const code = functionSource(head, ends ? body : [...body, done]);
  return { name, code: `${docComment(text, '///')}\n${code}` };
}

export function ruleFunction(
  entity: EntityModel,
  rule: RuleModel,
  body: readonly Statement[],
  ends = false,
): RustCheck {
  const own = rule.code.replace(new RegExp(`^${entity.name.toLowerCase()}_`), '');
  return functionOf(entity, `check_${snake(own)}`, rule.sentence, body, ends);
}

export function unless(conditions: readonly Condition[]): Statement {
  return when(conditions, [returnsWell]);
}

export function unlessOpen(open: OpenModel | undefined): Statement[] {
  return open ? [unless([isNotOpen('next', open)])] : [];
}

export function unlessSet(fields: readonly (FieldModel | undefined)[]): Statement[] {
  return fields.flatMap((field) => (field?.nullable ? [unless([`${valueOf('next', field)}.is_none()`])] : []));
}

export type Sort = 'Conflict' | 'Invalid' | 'Gone';

function problem({ code, sentence }: { code: string; sentence: string }, sort: Sort) {
  return call('Err', [call('Problem::of', [`Sort::${sort}`, rustString(code), rustString(sentence)])]);
}

export function refusal(rule: { code: string; sentence: string }, sort: Sort = 'Conflict'): Statement {
  return calling('return ', problem(rule, sort));
}

/** The same as what a function gives in the end. */
export function lastRefusal(rule: { code: string; sentence: string }, sort: Sort): Statement {
  return calling('', problem(rule, sort), '');
}

export function refuseWhen(
  conditions: readonly Condition[],
  rule: { code: string; sentence: string },
  sort?: Sort,
): Statement {
  return when(conditions, [refusal(rule, sort)]);
}

/** Refuses where one row that is stored fits. */
export function refuseAny(
  entity: EntityModel,
  conditions: readonly Condition[],
  rule: { code: string; sentence: string },
): Statement {
  return block(`for other in d.${tableName(entity)}.rows()`, [refuseWhen(conditions, rule)]);
}

/** `let parent = …`, the row that a field names. */
export function parentOf(parent: EntityModel, field: FieldModel): Statement[] {
  return [plain(`let id = ${numberIn('next', field)};`), plain(`let parent = there(d.${tableName(parent)}.get(id))?;`)];
}

export const replaced = plain(
  'let current = match current {\n    Some(current) => current,\n    None => return Ok(()),\n};',
);
