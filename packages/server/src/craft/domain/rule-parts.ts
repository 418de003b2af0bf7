import type { OpenWhen, Rule } from '../requirements.ts';
import { contradiction } from '../emit/contradiction.ts';
import { valueWords, withArticle } from '../emit/names.ts';
import type { EntityModel, FieldModel, OpenModel, ProjectModel, RuleModel } from './model.ts';

/** What reading a rule of the requirements into the model takes, whatever its kind. */

export function find(project: ProjectModel, rule: Rule): EntityModel {
  const entity = project.byName.get(rule.entity);
  if (!entity) throw contradiction(`A rule of kind ${rule.kind} names ${rule.entity}, which is not described.`);
  return entity;
}

export function fieldOf(entity: EntityModel, name: string, rule: Rule): FieldModel {
  const field = entity.fields.find((candidate) => candidate.name === name);
  if (!field) throw contradiction(`A rule of kind ${rule.kind} names ${entity.name}.${name}, which is not described.`);
  return field;
}

export function openOf(entity: EntityModel, open: OpenWhen | undefined, rule: Rule): OpenModel | undefined {
  if (!open) return undefined;
  const field = fieldOf(entity, open.field, rule);
  if (open.equals === null && !field.nullable && field.type !== 'boolean') {
    throw contradiction(`${entity.name}.${open.field} is never empty, but a rule of kind ${rule.kind} asks for it.`);
  }
  const or = open.or ?? [];
  const unknown = [String(open.equals), ...or].find((value) => field.type === 'enum' && !field.values.includes(value));
  if (unknown !== undefined) {
    throw contradiction(`${entity.name}.${open.field} can not be ${unknown}, which a rule asks for.`);
  }
  if (or.length > 0 && typeof open.equals !== 'string') {
    throw contradiction(`${entity.name}.${open.field} is compared with several values, one of which is no text.`);
  }
  // Where a new row has one of the values, that one stands for all.
  const first = or.find((value) => value === (field.initial ?? field.values[0]));
  if (first === undefined) return { field, equals: field.type === 'boolean' ? open.equals === true : open.equals, or };
  return { field, equals: first, or: [String(open.equals), ...or.filter((value) => value !== first)] };
}

/** "open loans (returned at is empty)": which rows count. */
export function openWords(many: string, open: OpenModel | undefined): string {
  if (!open) return many;
  if (open.field.type === 'boolean') return `${many} that are ${open.equals === true ? '' : 'not '}${open.field.label}`;
  if (open.equals === null) {
    const done = /^(\w+(?:ed|en|ought|old|aid|ent|ost|one)) (?:at|on)$/.exec(open.field.label)?.[1];
    return done === undefined ? `${many} without ${withArticle(open.field.label)}` : `${many} that are not ${done}`;
  }
  return `${many} whose ${open.field.label} is ${[String(open.equals), ...open.or].map(valueWords).join(' or ')}`;
}

export function sentenceStart(field: FieldModel): string {
  const words = withArticle(field.label);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The same rule said twice, by a field and by a sentence, is one rule. */
export function push(entity: EntityModel, rule: RuleModel): void {
  const same = (other: RuleModel): boolean => other.code === rule.code && other.sentence === rule.sentence;
  if (entity.rules.some(same)) return;
  let code = rule.code;
  for (let n = 2; entity.rules.some((other) => other.code === code); n += 1) code = `${rule.code}_${n}`;
  entity.rules.push({ ...rule, code });
}
