import type { EntityModel, FieldModel, OpenModel, RuleModel } from '../../domain/model.ts';
import { pascal } from '../../emit/names.ts';
import { indent } from '../literal.ts';
import { docComment } from '../project.ts';
import { goString } from '../source.ts';
import { isNotOpen, valueOf } from './conditions.ts';
import { rowType } from './names.ts';

/** One function that holds a rule: its head, and the lines that most of them begin with. */

export interface GoCheck {
  name: string;
  code: string;
}

export function functionOf(entity: EntityModel, name: string, comment: string, body: readonly string[]): GoCheck {
  const text = body.join('\n');
  const current = /\bcurrent\b/.test(text) ? 'current' : '_';
  const database = /\bd\./.test(text) ? 'd' : '_';
  const type = rowType(entity);
  const now = /\bnow\b/.test(text) ? 'now' : '_';
  const parameters = `${database} *Database, next, ${current} *${type}, ${now} string`;
  return {
    name,
    code: `${docComment(comment)}\nfunc ${name}(${parameters}) error {\n${indent(ended(text))}\n}`,
  };
}

/** What does not end by itself ends well. */
function ended(text: string): string {
  return /^return .*$/m.test(text.split('\n').at(-1) ?? '') ? text : `${text}\nreturn nil`;
}

export function named(entity: EntityModel, code: string): string {
  return `check${rowType(entity)}${pascal(code)}`;
}

export function ruleFunction(entity: EntityModel, rule: RuleModel, body: readonly string[]): GoCheck {
  const name = named(entity, rule.code.replace(new RegExp(`^${entity.name.toLowerCase()}_`), ''));
  return functionOf(entity, name, `${name}: ${rule.sentence}`, body);
}

export function unless(condition: string): string {
  return `if ${condition} {\n\treturn nil\n}`;
}

export function unlessOpen(open: OpenModel | undefined): string[] {
  return open ? [unless(isNotOpen('next', open))] : [];
}

export function unlessSet(fields: readonly (FieldModel | undefined)[]): string[] {
  return fields.flatMap((field) => (field?.nullable ? [unless(`${valueOf('next', field)} == nil`)] : []));
}

export function refusal(rule: { code: string; sentence: string }, kind = 'Conflict'): string {
  return `return problem.Of(problem.${kind}, ${goString(rule.code)}, ${goString(rule.sentence)})`;
}

export function refuseIf(condition: string, rule: { code: string; sentence: string }, kind?: string): string {
  return `if ${condition} {\n\t${refusal(rule, kind)}\n}`;
}
