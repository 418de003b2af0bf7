import { isDeepStrictEqual } from 'node:util';
import type { Requirements, Rule } from '../requirements.ts';
import { contradiction } from '../emit/contradiction.ts';
import type { EntityModel, FieldModel, OpenModel, ProjectModel, WithinModel } from './model.ts';
import { actingRole, entityOf, isNumber, isTime } from './model.ts';
import { camel, snake, valueWords, withArticle } from '../emit/names.ts';
import { addEffectRule } from './normalise-effects.ts';
import { addBesideRule } from './normalise-beside.ts';
import { addFits, addRowRule, addUsable } from './normalise-row-rules.ts';
import { addUntil } from './normalise-until.ts';
import { fieldOf, find, openOf, openWords, push, sentenceStart } from './rule-parts.ts';
import { ensureOwner } from './normalise-fields.ts';

/** Rules and unique fields as checks with a code and a sentence each. Ownership and roles first: others build on them. */
export function addRules(project: ProjectModel, requirements: Requirements): void {
  for (const rule of requirements.rules) if (rule.kind === 'owner-only') addOwnerOnly(find(project, rule), rule.verbs);
  for (const rule of requirements.rules) if (rule.kind === 'role-only') addRoleOnly(project, rule);
  for (const entity of project.entities) shareWithOwner(entity);
  for (const entity of project.entities) {
    for (const field of requirements.entities.find((source) => source.name === entity.name)?.fields ?? []) {
      const model = entity.fields.find((candidate) => candidate.name === field.name);
      if (field.unique && model) addUnique(entity, [model]);
    }
  }
  for (const rule of requirements.rules) addRule(project, rule);
  for (const entity of project.entities) addImpliedGuards(project, entity);
}

function addRule(project: ProjectModel, rule: Rule): void {
  const entity = find(project, rule);
  switch (rule.kind) {
    case 'range':
      return addRange(entity, rule);
    case 'unique':
      return addUnique(
        entity,
        rule.fields.map((name) => fieldOf(entity, name, rule)),
      );
    case 'max-per':
      return addMaxPer(entity, rule);
    case 'exclusive': {
      const field = fieldOf(entity, rule.field, rule);
      const open = openOf(entity, rule.open, rule);
      return push(entity, {
        kind: 'exclusive',
        field,
        open,
        expiry: undefined,
        code: `${snake(entity.name)}_${snake(field.label)}_not_available`,
        sentence: `${sentenceStart(field)} stands in at most one of the ${openWords(entity.many, open)}.`,
      });
    }
    case 'capacity':
      return addCapacity(project, entity, rule);
    case 'no-overlap':
      return addNoOverlap(entity, rule);
    case 'order':
      return addOrder(
        entity,
        fieldOf(entity, rule.before, rule),
        fieldOf(entity, rule.after, rule),
        rule.orEqual ?? false,
      );
    case 'transitions':
      return addTransitions(entity, rule);
    case 'no-delete-while':
      return addNoDelete(project, entity, rule);
    case 'moment':
    case 'fixed':
    case 'needs':
    case 'distinct':
    case 'span':
      return addRowRule(entity, rule);
    case 'usable':
      return addUsable(project, entity, rule);
    case 'until':
      return addUntil(project, entity, rule);
    case 'fits':
      return addFits(project, entity, rule);
    case 'rising':
    case 'total':
    case 'apart':
    case 'backed':
    case 'settled':
    case 'marks':
    case 'hours':
    case 'lasting':
      return addBesideRule(project, entity, rule);
    case 'owner-only':
    case 'role-only':
      return undefined;
    default:
      return addEffectRule(project, entity, rule);
  }
}

function addMaxPer(entity: EntityModel, rule: Extract<Rule, { kind: 'max-per' }>): void {
  const per = fieldOf(entity, rule.per, rule);
  const also = (rule.also ?? []).map((name) => fieldOf(entity, name, rule));
  const open = openOf(entity, rule.open, rule);
  const amount = rule.amount === undefined ? undefined : fieldOf(entity, rule.amount, rule);
  if (amount && (!isNumber(amount) || amount.nullable || amount.type === 'reference'))
    throw contradiction(`${entity.name}.${amount.name} is no number that every row has, but a rule adds it up.`);
  // What is more than all of them may be is too much for one.
  if (amount) amount.max = Math.min(amount.max ?? rule.limit, rule.limit);
  const within = withinOf(entity, rule);
  // Of two limits for the same rows the smaller one is what holds.
  const same = entity.rules.findIndex(
    (other) =>
      other.kind === 'max-per' &&
      isDeepStrictEqual(
        [other.per, other.also, other.amount, other.open, other.within],
        [per, also, amount, open, within],
      ),
  );
  const known = entity.rules[same];
  if (known?.kind === 'max-per' && known.limit <= rule.limit) return;
  if (known) entity.rules.splice(same, 1);
  const rows = openWords(rule.limit === 1 && !amount ? entity.one : entity.many, open);
  const what = amount ? `a ${amount.label} of ${rule.limit} in all ${rows}` : `${rule.limit} ${rows}`;
  const of = also.length === 0 ? '' : ` of one ${also.map(({ label }) => label).join(' and ')}`;
  push(entity, {
    kind: 'max-per',
    per,
    also,
    limit: rule.limit,
    amount,
    within,
    open,
    expiry: undefined,
    code: `${snake(entity.name)}_${amount ? `${snake(amount.name)}_` : ''}limit_per_${[per, ...also].map(({ label }) => snake(label)).join('_and_')}${rule.within ? `_and_${rule.within.period}` : ''}`,
    sentence: `${sentenceStart(per)} has at most ${what}${of}${rule.within ? ` in one ${rule.within.period}` : ''}.`,
  });
}

function withinOf(entity: EntityModel, rule: Extract<Rule, { kind: 'max-per' }>): WithinModel | undefined {
  if (!rule.within) return undefined;
  const field = fieldOf(entity, rule.within.field, rule);
  if (!isTime(field) || (field.type === 'date' && rule.within.period === 'hour')) {
    throw contradiction(`${entity.name}.${field.name} does not say in which ${rule.within.period} a row lies.`);
  }
  return { field, period: rule.within.period };
}

function addRange(entity: EntityModel, rule: Extract<Rule, { kind: 'range' }>): void {
  const field = fieldOf(entity, rule.field, rule);
  if (['boolean', 'enum', 'reference', 'date', 'datetime'].includes(field.type)) {
    throw contradiction(`${entity.name}.${rule.field} is ${withArticle(field.type)} and has no range.`);
  }
  const min = Math.max(field.min ?? -Infinity, rule.min ?? -Infinity);
  const max = Math.min(field.max ?? Infinity, rule.max ?? Infinity);
  if (min > max) throw contradiction(`The range of ${entity.name}.${rule.field} is empty: ${min} to ${max}.`);
  field.min = Number.isFinite(min) ? min : undefined;
  field.max = Number.isFinite(max) ? max : undefined;
  const choices = (field.choices ?? rule.choices)?.filter(
    (one) => one >= min && one <= max && (rule.choices?.includes(one) ?? true),
  );
  if (!choices) return;
  if (choices.length === 0) throw contradiction(`There is no number that ${entity.name}.${rule.field} may be.`);
  field.choices = choices.toSorted((a, b) => a - b);
  [field.min, field.max] = [field.choices[0], field.choices.at(-1)];
}

function addUnique(entity: EntityModel, fields: FieldModel[]): void {
  // What one user enters must not tell another what exists, so names are unique within what a user sees.
  const scoped =
    entity.isPrivate && entity.owner && !fields.includes(entity.owner) ? [entity.owner, ...fields] : fields;
  const named = fields.map((field) => snake(field.label)).join('_');
  const words = fields.map((field) => field.label).join(' and ');
  const of = scoped === fields ? '' : ' of one owner';
  push(entity, {
    kind: 'unique',
    fields: scoped,
    code: `${snake(entity.name)}_${named}_taken`,
    sentence: `No two ${entity.many}${of} have the same ${words}.`,
  });
}

function addCapacity(project: ProjectModel, entity: EntityModel, rule: Extract<Rule, { kind: 'capacity' }>): void {
  const per = fieldOf(entity, rule.per, rule);
  const parent = project.byName.get(rule.parent);
  const named = project.byName.get(per.references ?? '');
  const by = rule.through === undefined || !named ? undefined : fieldOf(named, rule.through, rule);
  const through = named && by && { entity: named.name, field: by };
  // Where there is no telling how much room there is, there is none.
  if (by) Object.assign(by, { nullable: false, needed: by.initial === undefined && !by.readOnly });
  if (!parent || (by ?? per).references !== parent.name) {
    throw contradiction(`${entity.name}.${rule.per} does not refer to ${rule.parent}, whose capacity a rule asks for.`);
  }
  const parentField = fieldOf(parent, rule.parentField, rule);
  if (!['integer', 'decimal', 'money'].includes(parentField.type)) {
    throw contradiction(`${parent.name}.${rule.parentField} is not a number, but a rule takes it as a capacity.`);
  }
  const open = openOf(entity, rule.open, rule);
  const places = rule.places === undefined ? undefined : fieldOf(entity, rule.places, rule);
  // Amounts are measured against an amount, heads against a number.
  const isAmount = parentField.type === 'money';
  if (places && (places.type !== (isAmount ? 'money' : 'integer') || places.nullable)) {
    throw contradiction(`${entity.name}.${places.name} does not say how many places a row takes.`);
  }
  if (places) places.few = true;
  const { waiting } = rule;
  if (waiting !== undefined && through)
    throw contradiction(`${entity.name} waits for room that a ${parent.one} has, which it does not refer to itself.`);
  if (waiting !== undefined && (open?.field.type !== 'enum' || !open.field.values.includes(waiting))) {
    throw contradiction(`${entity.name} has no state ${waiting} in which its rows could wait.`);
  }
  const counted = places ? `${places.label} of ${openWords(entity.many, open)}` : openWords(entity.many, open);
  push(entity, {
    kind: 'capacity',
    per,
    parent: parent.name,
    parentField,
    through,
    places,
    waiting,
    open,
    expiry: undefined,
    code: `${snake(per.label)}_${snake(parentField.name)}_reached`,
    sentence: `${sentenceStart(per)} never has more ${counted} than ${by ? `the ${parentField.label} of its ${by.label}` : `its ${parentField.label}`}${waiting === undefined ? '' : `; who comes later waits`}.`,
  });
  const added = entity.rules.at(-1);
  if (added?.kind !== 'capacity') return;
  parent.capacities.push({ child: entity.name, rule: added, has: true });
  if (through && named) named.capacities.push({ child: entity.name, rule: added, has: false });
  if (waiting !== undefined) entity.effects.push({ as: 'waiting', rule: added });
}

function addNoOverlap(entity: EntityModel, rule: Extract<Rule, { kind: 'no-overlap' }>): void {
  const start = fieldOf(entity, rule.start, rule);
  const end = fieldOf(entity, rule.end, rule);
  const scope = rule.scope === undefined ? undefined : fieldOf(entity, rule.scope, rule);
  const open = openOf(entity, rule.open, rule);
  if (start.type !== end.type) throw contradiction(`${entity.name}.${rule.start} and ${rule.end} can not be compared.`);
  // An interval that ends before it starts, or as it starts, overlaps nothing and would slip through.
  addOrder(entity, start, end, false);
  push(entity, {
    kind: 'no-overlap',
    scope,
    start,
    end,
    open,
    expiry: undefined,
    code: `${snake(entity.name)}_overlaps`,
    sentence: `Two ${openWords(entity.many, open)}${scope ? ` of the same ${scope.label}` : ''} never overlap from ${start.label} to ${end.label}.`,
  });
}

function addOrder(entity: EntityModel, before: FieldModel, after: FieldModel, orEqual: boolean): void {
  if (before === after || before.type !== after.type) {
    throw contradiction(`${entity.name}.${before.name} and ${after.name} can not be put in order.`);
  }
  const known = entity.rules.find(
    (other) => other.kind === 'order' && other.before === before && other.after === after,
  );
  // Said twice, the stricter one is kept.
  if (known?.kind === 'order') {
    if (!known.orEqual || orEqual) return;
    entity.rules.splice(entity.rules.indexOf(known), 1);
  }
  const [lies, same] = isTime(before) ? ['lies before', 'does not lie behind'] : ['is less than', 'is at most'];
  push(entity, {
    kind: 'order',
    before,
    after,
    orEqual,
    code: `${snake(entity.name)}_${snake(before.name)}_${orEqual ? 'beyond' : 'not_before'}_${snake(after.name)}`,
    sentence: `The ${before.label} of ${withArticle(entity.one)} ${orEqual ? same : lies} its ${after.label}.`,
  });
}

function addTransitions(entity: EntityModel, rule: Extract<Rule, { kind: 'transitions' }>): void {
  const field = fieldOf(entity, rule.field, rule);
  if (field.type !== 'enum') throw contradiction(`${entity.name}.${rule.field} has transitions but is no enum.`);
  for (const value of rule.allowed.flat()) {
    if (!field.values.includes(value)) throw contradiction(`${entity.name}.${rule.field} can not be ${value}.`);
  }
  if (entity.rules.some((other) => other.kind === 'transitions' && other.field === field)) {
    throw contradiction(`The transitions of ${entity.name}.${rule.field} are described twice.`);
  }
  field.startsFixed = true;
  field.nullable = false;
  field.needed = false;
  field.initial ??= field.values[0];
  push(entity, {
    kind: 'transitions',
    field,
    allowed: rule.allowed,
    code: `${snake(entity.name)}_${snake(field.name)}_transition`,
    sentence: `The ${field.label} of ${withArticle(entity.one)} changes only ${transitionWords(rule.allowed)}.`,
  });
}

function transitionWords(allowed: readonly (readonly [string, string])[]): string {
  return allowed.map(([from, to]) => `from ${valueWords(from)} to ${valueWords(to)}`).join(', ');
}

function addNoDelete(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<Rule, { kind: 'no-delete-while' }>,
): void {
  const blocker = project.byName.get(rule.blockedBy);
  const field = blocker?.fields.find((candidate) => candidate.name === rule.field);
  if (!blocker || field?.references !== entity.name) {
    throw contradiction(`${rule.blockedBy}.${rule.field} does not refer to ${entity.name}, whose deletion it blocks.`);
  }
  const open = openOf(blocker, rule.open, rule);
  const child = entity.children.find((entry) => entry.child === blocker.name && entry.field === field);
  // The rule says which rows block; the others go with the row or lose it.
  if (child && open && child.onDelete === 'restrict') child.onDelete = field.nullable ? 'set-null' : 'cascade';
  entity.guards.push(guard(entity, blocker, field, open));
}

function guard(
  entity: EntityModel,
  blocker: EntityModel,
  field: FieldModel,
  open: OpenModel | undefined,
): EntityModel['guards'][number] {
  const taken = entity.guards.map((other) => other.code);
  const plain = `${snake(entity.name)}_has_${snake(blocker.many)}`;
  return {
    code: taken.includes(plain) ? `${plain}_as_${snake(field.label)}` : plain,
    sentence: `${sentenceStart({ ...field, label: entity.one })} is not deleted while it has ${openWords(blocker.many, open)}.`,
    blockedBy: blocker.name,
    field,
    open,
  };
}

function addImpliedGuards(project: ProjectModel, entity: EntityModel): void {
  for (const child of entity.children) {
    const covered = entity.guards.some((other) => other.blockedBy === child.child && other.field === child.field);
    if (child.onDelete !== 'restrict' || covered) continue;
    entity.guards.push(guard(entity, entityOf(project, child.child), child.field, undefined));
  }
}

function addOwnerOnly(entity: EntityModel, verbs: readonly string[]): void {
  if (entity.isAccount) return;
  const sees = verbs.includes('read') || verbs.includes('list');
  ensureOwner(entity, sees);
  entity.ownerVerbs = new Set([...entity.ownerVerbs, ...verbs.map(verbOf).filter((verb) => verb !== 'create')]);
}

/** "only the author may delete a post, admins any": either of them is enough. */
function shareWithOwner(entity: EntityModel): void {
  if (!entity.owner) return;
  const shared = [...entity.roleVerbs].filter(([verb]) => entity.ownerVerbs.has(verb));
  entity.standIns = new Map(shared);
  entity.roleVerbs = new Map([...entity.roleVerbs].filter(([verb]) => !entity.ownerVerbs.has(verb)));
}

function verbOf(verb: string): string {
  return camel(verb);
}

function addRoleOnly(project: ProjectModel, rule: Extract<Rule, { kind: 'role-only' }>): void {
  const entity = find(project, rule);
  if (rule.fields) return addRoleFields(entity, rule, rule.fields);
  const roles = new Map(entity.roleVerbs);
  for (const verb of rule.verbs.map(verbOf)) {
    const known = roles.get(verb) ?? [];
    roles.set(verb, known.includes(rule.role) ? known : [...known, rule.role]);
  }
  entity.roleVerbs = roles;
  if (entity.isPrivate && rule.verbs.some((verb) => verb !== 'create') && !entity.overseers.includes(rule.role)) {
    entity.overseers = [...entity.overseers, rule.role];
  }
}

function addRoleFields(
  entity: EntityModel,
  rule: Extract<Rule, { kind: 'role-only' }>,
  fields: readonly string[],
): void {
  const roles = new Map(entity.roleFields);
  for (const name of fields) {
    const { readOnly } = fieldOf(entity, name, rule);
    if (readOnly)
      throw contradiction(`${entity.name}.${name} is changed by nobody, but a rule lets ${rule.role} do it.`);
    roles.set(name, [...new Set([...(roles.get(name) ?? []), rule.role])]);
  }
  entity.roleFields = roles;
  if (actingRole(entity, 'update') === undefined)
    throw contradiction(`Nobody may change all fields of ${entity.name}: each needs another role.`);
}
