import type { EntityModel, FieldModel, ProjectModel, RuleModel } from '../../domain/model.ts';
import { entityOf, referencesOf } from '../../domain/model.ts';
import { inCheckingOrder } from '../../domain/checking-order.ts';
import { call } from '../layout.ts';
import { rustString } from '../source.ts';
import { block, calling, type Condition, plain, type Statement, when } from '../statements.ts';
import {
  done,
  functionOf,
  lastRefusal,
  parentOf,
  refuseAny,
  refuseWhen,
  replaced,
  ruleFunction,
  unless,
  unlessOpen,
  unlessSet,
  type RustCheck,
} from './check-function.ts';
import {
  agree,
  aliveAmong,
  compared,
  isAlive,
  isNotOpen,
  isOpen,
  openAmong,
  pointsTo,
  spanSource,
  textOf,
  valueOf,
} from './conditions.ts';
import { besideCheck } from './beside.ts';
import { countingCheck, loweredCheck } from './counting.ts';
import { others, tableName } from './names.ts';
import { settledCheck } from './settled.ts';
import { untilCheck } from './until.ts';

/** The functions that hold the rules of an entity. */

/** All that must hold of a row that is written, in the order in which it is looked at. */
export function checksOf(project: ProjectModel, entity: EntityModel): RustCheck[] {
  const references = referencesOf(entity).filter((field) => !field.actor);
  return [
    ...(references.length > 0 ? [referenceCheck(project, entity, references)] : []),
    ...inCheckingOrder(entity.rules).flatMap((rule) => ruleCheck(project, entity, rule) ?? []),
    ...entity.capacities.map((capacity) => loweredCheck(project, entity, capacity)),
  ];
}

function ruleCheck(project: ProjectModel, entity: EntityModel, rule: RuleModel): RustCheck | undefined {
  switch (rule.kind) {
    case 'order':
      return ruleFunction(entity, rule, [
        ...unlessSet([rule.before, rule.after]),
        refuseWhen([compared(['next', rule.before], rule.orEqual ? '>' : '>=', ['next', rule.after])], rule, 'Invalid'),
      ]);
    case 'moment':
      return momentCheck(entity, rule);
    case 'fixed': {
      const body = [
        replaced,
        ...(rule.open ? [unless([isNotOpen('current', rule.open)])] : []),
        unless(rule.fields.map((field) => agree(field, 'current', 'next'))),
        lastRefusal(rule, 'Conflict'),
      ];
      return ruleFunction(entity, rule, body, true);
    }
    case 'needs':
      return ruleFunction(entity, rule, [
        ...unlessOpen(rule.open),
        refuseWhen([`${valueOf('next', rule.field)}.is_none()`], rule, 'Invalid'),
      ]);
    case 'distinct': {
      const [one, other] = rule.fields;
      return ruleFunction(entity, rule, [
        ...(one.nullable && other.nullable ? unlessSet([one]) : []),
        refuseWhen([compared(['next', one], '==', ['next', other])], rule, 'Invalid'),
      ]);
    }
    case 'settled':
      return settledCheck(project, entity, rule);
    case 'until':
      return untilCheck(project, entity, rule);
    case 'fits':
      return ruleFunction(entity, rule, [
        ...unlessSet([rule.via]),
        ...parentOf(entityOf(project, rule.parent), rule.via),
        refuseWhen(
          [compared(['next', rule.field], rule.least ? '<' : '>', ['parent', rule.parentField])],
          rule,
          'Invalid',
        ),
      ]);
    case 'span':
      return spanCheck(entity, rule);
    case 'transitions':
      return transitionCheck(entity, rule);
    case 'unique':
      return ruleFunction(entity, rule, [
        ...unlessSet(rule.fields),
        refuseAny(entity, [others, ...rule.fields.map((field) => agree(field))], rule),
      ]);
    case 'exclusive':
    case 'max-per':
    case 'capacity':
      return countingCheck(project, entity, rule);
    case 'expires': {
      const { field } = rule.expiry;
      const body = [
        replaced,
        unless([{ any: isAlive('current', rule.expiry) }]),
        // Whoever may set the time may set it anew.
        ...(field.readOnly ? [] : [unless([{ any: isAlive('next', { field, open: undefined }) }])]),
        lastRefusal(rule, 'Gone'),
      ];
      return ruleFunction(entity, rule, body, true);
    }
    case 'usable': {
      const body = [
        block('if let Some(current) = current', [unless([agree(rule.per, 'current', 'next')])]),
        ...unlessSet([rule.per]),
        ...parentOf(entityOf(project, rule.parent), rule.per),
        unless([isOpen('parent', rule.open)]),
        lastRefusal(rule, 'Conflict'),
      ];
      return ruleFunction(entity, rule, body, true);
    }
    case 'unexpired': {
      const body = [
        block('if let Some(current) = current', [unless([agree(rule.per, 'current', 'next')])]),
        ...unlessSet([rule.per]),
        ...parentOf(entityOf(project, rule.parent), rule.per),
        unless([{ any: isAlive('parent', rule.expiry) }]),
        lastRefusal(rule, 'Gone'),
      ];
      return ruleFunction(entity, rule, body, true);
    }
    case 'transfer': {
      const sentence = `The ${rule.source.label} and the ${rule.target.label} must not be the same.`;
      const same = compared(['next', rule.source], '==', ['next', rule.target]);
      return ruleFunction(entity, rule, [refuseWhen([same], { code: 'same_source_and_target', sentence }, 'Invalid')]);
    }
    case 'ends':
    case 'fee':
    case 'computed':
    case 'sum':
    case 'stock':
    case 'marks':
      // They hold by what is written, so that nothing is to be refused.
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

/** A time that has passed since it was written may stay. */
function momentCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'moment' }>): RustCheck {
  const { field, side, distance, orNow } = rule;
  const wrong = `${side === 'future' ? '<' : '>'}${orNow ? '' : '='}`;
  const away = distance && { ...distance, amount: side === 'past' ? -distance.amount : distance.amount };
  const limit = away ? 'limit.as_str()' : 'now';
  return ruleFunction(entity, rule, [
    ...unlessSet([field]),
    block('if let Some(current) = current', [unless([agree(field, 'current', 'next')])]),
    ...(away ? [plain(`let limit = ${spanSource(away)}.after(now);`)] : []),
    refuseWhen(
      [`${textOf('next', field)} ${wrong} ${field.type === 'date' ? `day_of(${away ? '&limit' : 'now'})` : limit}`],
      rule,
      'Invalid',
    ),
  ]);
}

function spanCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'span' }>): RustCheck {
  const { start, end, least, most } = rule;
  const held = textOf('next', end);
  const limit = (name: string): string => (start.type === 'date' ? `day_of(&${name})` : `${name}.as_str()`);
  const bound = (name: string, length: typeof least): Statement[] =>
    length ? [plain(`let ${name} = ${spanSource(length)}.after(${textOf('next', start)});`)] : [];
  const wrong = [...(least ? [`${held} < ${limit('least')}`] : []), ...(most ? [`${held} > ${limit('most')}`] : [])];
  return ruleFunction(entity, rule, [
    ...unlessSet([start, end]),
    ...bound('least', least),
    ...bound('most', most),
    refuseWhen(wrong.length === 1 ? wrong : [{ any: wrong }], rule, 'Invalid'),
  ]);
}

/** For entities whose expired rows can not even be read: what stands in `readable`. */
export function readableOf(entity: EntityModel): Statement[] | undefined {
  const rule = entity.rules.find((candidate) => candidate.kind === 'expires');
  if (rule?.kind !== 'expires' || !rule.hidden) return undefined;
  return [unless([{ any: isAlive('self', rule.expiry) }]), lastRefusal(rule, 'Gone')];
}

function transitionCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'transitions' }>): RustCheck {
  const { field } = rule;
  const arms = field.values.flatMap((from) => {
    const to = rule.allowed.filter(([start]) => start === from).map(([, end]) => rustString(end));
    return to.length === 0 ? [] : [`    ${rustString(from)} => &[${to.join(', ')}],\n`];
  });
  return ruleFunction(entity, rule, [
    replaced,
    unless([compared(['current', field], '==', ['next', field])]),
    arms.length === 0
      ? plain('let allowed: &[&str] = &[];')
      : plain(`let allowed: &[&str] = match ${textOf('current', field)} {\n${arms.join('')}    _ => &[],\n};`),
    refuseWhen([`!allowed.contains(&${textOf('next', field)})`], rule),
  ]);
}

function overlapCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'no-overlap' }>): RustCheck {
  const { start, end, scope, open, expiry } = rule;
  const before = (row: string, other: string): Condition[] => {
    const late = compared([row, start], '<', [other, end]);
    const begun = start.nullable ? [`${valueOf(row, start)}.is_some()`] : [];
    return [...begun, end.nullable ? { any: [`${valueOf(other, end)}.is_none()`, late] } : late];
  };
  const conditions = [
    others,
    ...(scope ? [agree(scope)] : []),
    ...openAmong(open),
    ...before('other', 'next'),
    ...before('next', 'other'),
    ...aliveAmong(expiry),
  ];
  return ruleFunction(entity, rule, [
    ...unlessOpen(open),
    ...unlessSet([scope, start]),
    refuseAny(entity, conditions, rule),
  ]);
}

function referenceCheck(project: ProjectModel, entity: EntityModel, fields: readonly FieldModel[]): RustCheck {
  const body = fields.flatMap((field) => {
    const parent = entityOf(project, field.references ?? '');
    const owners =
      parent.isPrivate && parent.owner && entity.owner ? ([parent.owner, entity.owner] as const) : undefined;
    const table = `d.${tableName(parent)}`;
    const missing = calling(
      'return ',
      call('Err', [call('Problem::no_reference', [rustString(field.name), rustString(parent.one)])]),
    );
    // Nobody refers to the private rows of others.
    const check = owners
      ? [
          plain(
            `let seen = match ${table}.get(id) {\n    Some(row) => ${compared(['row', owners[0]], '==', ['next', owners[1]])},\n    None => false,\n};`,
          ),
          when(['!seen'], [missing]),
        ]
      : [when([`!${table}.has(id)`], [missing])];
    const value = valueOf('next', field);
    return field.nullable ? [block(`if let Some(id) = ${value}`, check)] : [plain(`let id = ${value};`), ...check];
  });
  return functionOf(entity, 'check_references', `What ${entity.many} refer to is there.`, body);
}

/** What stands against deleting a row; nothing where nothing does. */
export function guardOf(project: ProjectModel, entity: EntityModel): Statement[] | undefined {
  if (!entity.verbs.has('delete') || entity.guards.length === 0) return undefined;
  const guards = entity.guards.map((guard) => {
    const rows = entityOf(project, guard.blockedBy);
    const points = rows === entity && guard.field.name === 'id' ? 'other.meta.id == id' : pointsTo(guard.field, 'id');
    return refuseAny(rows, [points, ...openAmong(guard.open)], guard);
  });
  return [...guards, done];
}
