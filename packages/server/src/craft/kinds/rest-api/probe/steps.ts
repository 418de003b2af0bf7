import { isRouted } from '../../../domain/code/schema.ts';
import type { EntityModel, FieldModel, OpenModel, ProjectModel, RuleModel, Scalar } from '../../../domain/model.ts';
import { entityOf, inputFields } from '../../../domain/model.ts';
import { withArticle } from '../../../emit/names.ts';
import { type BadValue, badValues, edgeValues, otherValue } from '../../../domain/samples.ts';
import { accessOf } from './access-steps.ts';
import { actionOf } from './action-steps.ts';
import { besideOf } from './beside-steps.ts';
import { type Parent, amountsOf, childOf, parentOf, roomFor, stockOf, transferOf, waitingOf } from './effect-steps.ts';
import { endsOf, sumOf } from './figure-steps.ts';
import { hoursOf } from './hours-steps.ts';
import { marksOf } from './mark-steps.ts';
import { overlapOf } from './overlap-steps.ts';
import { pricedOf } from './priced-steps.ts';
import { plainField } from './plain-field.ts';
import { point, rowRuleOf } from './row-steps.ts';
import { crowding } from '../tests/effect-tests.ts';
import { startsWith } from '../tests/states.ts';
import { isUnique, sampleJson } from './sample-json.ts';
import { Script, type Step } from './script.ts';
import { settledOf, transitionsOf, unexpiredOf, usableOf } from './state-steps.ts';

/** What a user would try on the running server, from the requirements alone. */
export function probeSteps(project: ProjectModel): Step[] {
  const script = new Script(project);
  script.add({ name: 'health', method: 'GET', path: '/health', expected: 200 });
  if (project.auth) signIn(script);
  for (const entity of project.entities) {
    if (!isRouted(entity)) continue;
    lifeOf(script, entity);
    for (const action of entity.actions) actionOf(script, entity, action);
    for (const rule of entity.rules) ruleOf(script, entity, rule);
    guardsOf(script, entity);
    accessOf(script, entity);
  }
  if (project.auth) {
    const as = script.user() ?? 'ada';
    script.add({ name: 'sign out', method: 'POST', path: '/auth/logout', expected: 204, as });
    script.add({ name: 'the session is over', method: 'GET', path: '/auth/me', expected: 401, as });
  }
  if (project.openapi) script.add({ name: 'the description', method: 'GET', path: '/openapi.json', expected: 200 });
  return script.steps;
}

/** Steps that belong together, on a database of their own. */
export interface StepSection {
  entity: EntityModel;
  /** A sentence that they show to be true. */
  title: string;
  steps: Step[];
}

/** The same trials as {@link probeSteps}, each by itself. */
export function stepSections(project: ProjectModel): StepSection[] {
  return project.entities.filter(isRouted).flatMap((entity) => {
    const section = (title: string, write: (script: Script) => void): StepSection[] => {
      const script = new Script(project);
      write(script);
      return script.steps.length > 0 ? [{ entity, title, steps: script.steps }] : [];
    };
    return [
      ...section(`keeps ${entity.many}`, (script) => lifeOf(script, entity)),
      ...entity.actions.flatMap((action) =>
        section(`can ${action.label} ${withArticle(entity.one)}`, (script) => actionOf(script, entity, action)),
      ),
      ...entity.rules.flatMap((rule) => section(rule.sentence, (script) => ruleOf(script, entity, rule))),
      ...entity.guards.flatMap((guard) => section(guard.sentence, (script) => guardsOf(script, entity, guard.code))),
      ...section(`lets only those see and change ${entity.many} who may`, (script) => accessOf(script, entity)),
    ];
  });
}

/** Values of fields that are refused one by one in a body that is fine otherwise. */
export interface WrongValues {
  path: string;
  body: Record<string, unknown>;
  as: string | undefined;
  fields: { name: string; values: BadValue[] }[];
}

export interface ServiceSection extends StepSection {
  /** Tried after the steps. */
  wrong?: WrongValues;
}

/** What the tests of a service try, where {@link stepSections} is what those of any project over rows do. */
export function serviceSections(project: ProjectModel): ServiceSection[] {
  const special = project.entities.filter(isRouted).flatMap((entity): ServiceSection[] => {
    const access = new Script(project);
    accessOf(access, entity);
    const title = `lets only those see and change ${entity.many} who may`;
    return [
      ...(access.steps.length > 0 ? [{ entity, title, steps: access.steps }] : []),
      ...refusedValues(project, entity),
      ...edgesOf(project, entity),
    ];
  });
  const all = [...stepSections(project), ...special];
  return project.entities.flatMap((entity) => all.filter((section) => section.entity === entity));
}

function refusedValues(project: ProjectModel, entity: EntityModel): ServiceSection[] {
  if (!entity.verbs.has('create') || entity.isAccount) return [];
  const script = new Script(project);
  const by = script.actor(entity, 'create');
  const body = script.body(entity, by);
  if (!body) return [];
  const fields = inputFields(entity).map((field) => ({ name: field.name, values: badValues(field) }));
  const wrong = { path: `/${entity.path}`, body, as: by, fields };
  return [{ entity, title: `refuses wrong values of ${entity.many}`, steps: script.steps, wrong }];
}

/** The last values that are let through. */
function edgesOf(project: ProjectModel, entity: EntityModel): ServiceSection[] {
  if (!entity.verbs.has('create') || entity.isAccount) return [];
  const script = new Script(project);
  const made = inputFields(entity).flatMap((field) =>
    isUnique(entity, field)
      ? []
      : edgeValues(entity, field).flatMap(({ json }) => script.row(entity, { [field.name]: json }) ?? []),
  );
  return made.length > 0
    ? [{ entity, title: `accepts values at the edge of ${entity.many}`, steps: script.steps }]
    : [];
}

function as(user: string | undefined): { as?: string } {
  return user === undefined ? {} : { as: user };
}

function signIn(script: Script): void {
  const user = script.user();
  script.add({ name: 'who am I', method: 'GET', path: '/auth/me', expected: 200, ...as(user) });
  script.add({ name: 'nobody is signed in', method: 'GET', path: '/auth/me', expected: 401 });
}

function lifeOf(script: Script, entity: EntityModel): void {
  const path = `/${entity.path}`;
  if (entity.verbs.has('list')) {
    const reader = script.actor(entity, 'list');
    script.add({ name: `list ${entity.many}`, method: 'GET', path: `${path}?limit=5`, expected: 200, ...as(reader) });
  }
  const row = script.row(entity);
  if (!row) return;
  const one = `${path}/{${row.name}}`;
  const by = row.by ?? 'ada';
  if (entity.verbs.has('read')) {
    script.add({
      name: `read ${entity.one}`,
      method: 'GET',
      path: one,
      expected: 200,
      ...as(script.actor(entity, 'read', by)),
    });
  }
  const field = plainField(entity);
  if (entity.verbs.has('update') && field) {
    const body = { [field.name]: sampleJson(entity, field, 900) };
    const user = script.actor(entity, 'update', by);
    script.add({ name: `change ${entity.one}`, method: 'PATCH', path: one, body, expected: 200, ...as(user) });
  }
  const needed = inputFields(entity).find((candidate) => candidate.needed);
  if (needed) {
    const rest = Object.fromEntries(Object.entries(row.body).filter(([name]) => name !== needed.name));
    const name = `create ${entity.one} without ${needed.label}`;
    script.add({ name, method: 'POST', path, body: rest, expected: 422, ...as(row.by) });
  }
  if (!entity.verbs.has('delete') || lasts(entity)) return;
  const user = script.actor(entity, 'delete', by);
  script.add({ name: `delete ${entity.one}`, method: 'DELETE', path: one, expected: 204, ...as(user) });
  script.add({ name: `delete ${entity.one} again`, method: 'DELETE', path: one, expected: 404, ...as(user) });
}

/** Whether a new row's own state stands against its deletion. */
function lasts(entity: EntityModel): boolean {
  return entity.guards.some(
    ({ blockedBy, field, open }) =>
      blockedBy === entity.name &&
      field.name === 'id' &&
      open !== undefined &&
      [open.equals, ...open.or].some((value) => startsWith(open.field, value)),
  );
}

/** So many rows are told one by one; more are said as a number, up to so many that nobody waits for them. */
const mostTold = 20;
const mostTried = 200;

/** Whether many rows with the same values stand in nobody's way but that of this rule. */
function mayRepeat(entity: EntityModel, rule: RuleModel): boolean {
  return entity.rules.every(
    ({ kind, code }) => code === rule.code || !(crowding.has(kind) || ['stock', 'transfer', 'rising'].includes(kind)),
  );
}

function ruleOf(script: Script, entity: EntityModel, rule: RuleModel): void {
  const broken = `rule ${rule.code}`;
  const mark = script.steps.length;
  const undo = (): void => void script.steps.splice(mark);
  const may = (fields: (FieldModel | undefined)[]): boolean => fields.every((field) => !field?.readOnly || field.actor);
  if (!entity.verbs.has('create')) return;
  // Where each user may do it but once, another rule is tried by several.
  const apart =
    !('per' in rule && rule.per.actor) &&
    !('field' in rule && rule.field.actor) &&
    !('scope' in rule && rule.scope?.actor) &&
    entity.rules.some(
      (other) => other.kind === 'unique' && other !== rule && other.fields.some((field) => field.actor),
    );
  const twice = ({ given, by }: Parent, times: number, open?: OpenModel): void => {
    const many = times > mostTold;
    if (many && (times > mostTried || !mayRepeat(entity, rule))) return undo();
    const first = many ? script.alike(entity, times, open, given, by) : script.openRow(entity, open, given, by);
    if (!first) return undo();
    const who = (): string | undefined => (apart && by === undefined ? script.another(entity) : first.by);
    for (let n = 0; n < (many ? 1 : times); n += 1) if (!script.openRow(entity, open, given, who())) return undo();
    script.lastFails(409, broken);
  };
  switch (rule.kind) {
    case 'unique': {
      const fields = rule.fields.filter((field) => !field.actor);
      if (fields.length === 0 || !may(fields)) return;
      const optional = fields.filter((field) => field.references !== undefined && field.nullable);
      const others = optional.map((field) => parentOf(script, entity, field));
      if (others.includes(undefined)) return undo();
      const parents = Object.assign({}, ...others.map((one) => one?.given)) as Record<string, unknown>;
      const first = script.row(entity, parents, others.find((one) => one?.by !== undefined)?.by);
      const given = first && Object.fromEntries(fields.map((field) => [field.name, first.body[field.name]]));
      if (!given || Object.values(given).includes(undefined) || !script.row(entity, given, first?.by)) return undo();
      return script.lastFails(409, broken);
    }
    case 'exclusive':
    case 'max-per': {
      const field = rule.kind === 'exclusive' ? rule.field : rule.per;
      const limit = rule.kind === 'exclusive' ? 1 : rule.limit;
      const within = rule.kind === 'max-per' ? rule.within?.field : undefined;
      const given = may([field]) ? parentOf(script, entity, field) : undefined;
      if (!given) return undo();
      const moment = within && !within.readOnly ? { [within.name]: point(within, 1) } : {};
      const also = rule.kind === 'max-per' ? rule.also : [];
      const others = also.map((one) => (may([one]) ? parentOf(script, entity, one) : undefined));
      if (others.includes(undefined)) return undo();
      const same = Object.assign({}, ...others.map((one) => one?.given)) as Record<string, unknown>;
      const all = { ...same, ...given.given, ...moment };
      if (rule.kind === 'exclusive' || !rule.amount) return twice({ ...given, given: all }, limit, rule.open);
      return amountsOf(script, entity, { ...rule, amount: rule.amount }, { ...given, given: all })
        ? script.lastFails(409, broken)
        : undo();
    }
    case 'capacity': {
      const limit = Math.max(1, rule.parentField.min ?? 1);
      if (!may([rule.per]) || rule.parentField.readOnly) return;
      const room = roomFor(script, entity, rule, limit);
      if (!room) return undo();
      // Each may take several places.
      const given = rule.places ? { ...room, given: { ...room.given, [rule.places.name]: 1 } } : room;
      return rule.waiting === undefined
        ? twice(given, limit, rule.open)
        : waitingOf(script, entity, { ...rule, waiting: rule.waiting }, given, limit);
    }
    case 'no-overlap':
      return overlapOf(script, entity, rule, twice);
    case 'fixed': {
      const field = rule.fields.find((one) => one.references === undefined && !one.secret && !one.startsFixed);
      const row = field && entity.verbs.has('update') ? script.openRow(entity, rule.open, {}) : undefined;
      if (!row || !field) return undo();
      return script.add({
        name: broken,
        method: 'PATCH',
        path: `/${entity.path}/{${row.name}}`,
        body: { [field.name]: otherValue(entity, field, (row.body[field.name] ?? null) as Scalar) },
        expected: 409,
        ...as(script.actor(entity, 'update', row.by)),
      });
    }
    case 'order':
    case 'moment':
    case 'needs':
    case 'distinct':
    case 'fits':
    case 'span':
      return rowRuleOf(script, entity, rule);
    case 'transfer':
      return transferOf(script, entity, rule);
    case 'stock':
      return stockOf(script, entity, rule);
    case 'total':
      // What other trials left behind would count.
      if (!script.isFresh(entity)) return;
      script.over = true;
      return twice({ given: {} }, rule.limit, rule.open);
    case 'hours':
      return hoursOf(script, entity, rule);
    case 'rising':
    case 'apart':
    case 'backed':
      return besideOf(script, entity, rule);
    case 'fee':
    case 'computed':
      return pricedOf(script, entity, rule);
    case 'transitions':
      return transitionsOf(script, entity, rule);
    case 'settled':
      return settledOf(script, entity, rule);
    case 'usable':
      return usableOf(script, entity, rule);
    case 'marks':
      return marksOf(script, entity, rule);
    case 'sum':
      return sumOf(script, entity, rule);
    case 'ends':
      return endsOf(script, entity, rule);
    case 'unexpired':
      return unexpiredOf(script, entity, rule);
    case 'until':
    case 'expires':
      // These take a clock that can be moved: they have tests of their own.
      return;
  }
}

/** `only`: the code of the one guard to try. */
function guardsOf(script: Script, entity: EntityModel, only?: string): void {
  if (!entity.verbs.has('delete')) return;
  for (const guard of entity.guards.filter(({ code }) => only === undefined || code === only)) {
    const mark = script.steps.length;
    const blocker = entityOf(script.project, guard.blockedBy);
    if (blocker === entity && guard.field.name === 'id') {
      const own = script.openRow(entity, guard.open, {});
      if (!own) script.steps.splice(mark);
      else
        script.add({
          name: `rule ${guard.code}`,
          method: 'DELETE',
          path: `/${entity.path}/{${own.name}}`,
          expected: 409,
          ...as(script.actor(entity, 'delete', own.by)),
        });
      continue;
    }
    if (guard.field.readOnly || blocker === entity) continue;
    const row = script.parentRow(blocker, guard.field);
    const parent = row && childOf(entity, guard.field, row);
    const child = parent && script.openRow(blocker, guard.open, parent.given, parent.by);
    if (!row || !child) {
      script.steps.splice(mark);
      continue;
    }
    const user = script.actor(entity, 'delete', row.by);
    const path = `/${entity.path}/{${row.name}}`;
    script.add({ name: `rule ${guard.code}`, method: 'DELETE', path, expected: 409, ...as(user) });
  }
}
